//! What a file of the format looks like, as data.
//!
//! The tables of `format` are written in these words. The reader's checks, the defaults that are
//! filled in and the published JSON Schema are all made from them, so none can say something
//! that another does not know.

use crate::scenario::text::tree::{Member, Node};

/// What a value may be.
#[derive(Clone, Copy, Debug)]
pub enum Shape {
    Object(&'static ObjectShape),
    List(&'static ListShape),
    Number(Range),
    /// A number without a fraction.
    Whole(Range),
    /// One of a few whole numbers.
    WholeOf(&'static [u32]),
    Truth,
    Text,
    /// A text that is printed as it is: on one line, in characters that can be seen.
    Label,
    /// A time of day, "HH:MM", up to 24:00.
    Clock,
    /// A day, "YYYY-MM-DD".
    Date,
    Choice(&'static [Choice]),
    /// Told apart by the kind of JSON value, and objects by their marking key.
    OneOf(&'static [Shape]),
    Law(&'static LawShape),
    /// Documented, but not built yet.
    Later,
    /// A value that is checked where it goes.
    Anything,
}

/// An object: keys of the format, names of the planner, or both.
#[derive(Debug)]
pub struct ObjectShape {
    /// What it is, with its article: "a contact type".
    pub title: &'static str,
    pub doc: &'static str,
    /// Its keys, in groups that several objects may share.
    pub keys: &'static [&'static [Key]],
    /// What else holds between the keys.
    pub rules: &'static [Rule],
    /// The planner's own names, where there are such.
    pub names: Option<Names>,
    /// The key by which this object is told from its alternatives.
    pub marker: Option<&'static str>,
}

impl ObjectShape {
    /// The keys of all groups.
    pub fn all_keys(&self) -> impl Iterator<Item = &'static Key> + use<> {
        self.keys.iter().copied().flatten()
    }

    /// The key of this name.
    #[must_use]
    pub fn key(&self, name: &str) -> Option<&'static Key> {
        self.all_keys().find(|key| key.name == name)
    }

    /// Whether all that it can hold are single values.
    #[must_use]
    pub fn is_flat(&self) -> bool {
        let is_single = |shape| {
            !matches!(shape, Shape::Object(_) | Shape::List(_) | Shape::OneOf(_) | Shape::Law(_))
        };
        self.names.is_none() && self.all_keys().all(|key| is_single(key.shape))
    }

    /// The members that the planner named: neither keys of the format nor a note.
    pub fn named<'n>(&self, node: &'n Node) -> impl Iterator<Item = &'n Member> + use<'n, '_> {
        node.members().iter().filter(|member| self.key(&member.key).is_none() && !is_note(member))
    }
}

/// Whether a member is a note, which every object may have.
#[must_use]
pub fn is_note(member: &Member) -> bool {
    member.key == "note" && member.node.text().is_some()
}

/// The planner's names in an object, with what they name.
pub(crate) fn members_of<'a>(root: &'a Node, key: &str) -> Vec<&'a Member> {
    let members = root.get(key).map_or(&[][..], Node::members);
    members.iter().filter(|member| !is_note(member)).collect()
}

/// The planner's names in an object, each with a value of the same shape.
#[derive(Clone, Copy, Debug)]
pub struct Names {
    /// What is named, such as "a contact type".
    pub what: &'static str,
    pub shape: Shape,
}

/// A key of the format.
#[derive(Debug)]
pub struct Key {
    pub name: &'static str,
    pub shape: Shape,
    pub presence: Presence,
    pub doc: &'static str,
}

/// Whether a key must be there, and what is taken when it is not.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Presence {
    Required,
    /// Off when it is not given.
    Optional,
    Default(Preset),
}

/// A value that is taken when none is given.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Preset {
    Number(f64),
    Text(&'static str),
    Truth(bool),
    /// An object with nothing but its own defaults.
    Empty,
}

/// What holds between the keys of an object.
#[derive(Clone, Copy, Debug)]
pub enum Rule {
    ExactlyOne(&'static [&'static str]),
    AtMostOne(&'static [&'static str]),
    AtLeastOne(&'static [&'static str]),
    /// The first key makes sense only beside the second.
    Needs(&'static str, &'static str),
    /// At least one of the planner's names.
    SomeName,
}

/// A key that must be given.
#[must_use]
pub const fn required(name: &'static str, shape: Shape, doc: &'static str) -> Key {
    Key { name, shape, presence: Presence::Required, doc }
}

/// A key that is off when it is not given.
#[must_use]
pub const fn optional(name: &'static str, shape: Shape, doc: &'static str) -> Key {
    Key { name, shape, presence: Presence::Optional, doc }
}

/// A key with a number that is taken when it is not given.
#[must_use]
pub const fn or_number(name: &'static str, shape: Shape, preset: f64, doc: &'static str) -> Key {
    Key { name, shape, presence: Presence::Default(Preset::Number(preset)), doc }
}

/// A key with a text that is taken when it is not given.
#[must_use]
pub const fn or_text(
    name: &'static str,
    shape: Shape,
    preset: &'static str,
    doc: &'static str,
) -> Key {
    Key { name, shape, presence: Presence::Default(Preset::Text(preset)), doc }
}

/// An object that is there with its own defaults when it is not given.
#[must_use]
pub const fn or_empty(name: &'static str, shape: &'static ObjectShape, doc: &'static str) -> Key {
    let presence = Presence::Default(Preset::Empty);
    Key { name, shape: Shape::Object(shape), presence, doc }
}

/// A key that is documented but not built yet.
#[must_use]
pub const fn later(name: &'static str, doc: &'static str) -> Key {
    Key { name, shape: Shape::Later, presence: Presence::Optional, doc }
}

/// A list and how long it may be.
#[derive(Debug)]
pub struct ListShape {
    pub item: Shape,
    /// What an item is, such as "number for each interval".
    pub what: &'static str,
    pub least: usize,
    pub most: usize,
}

impl ListShape {
    /// Whether it is a list of names, of which each may stand once.
    #[must_use]
    pub fn is_of_names(&self) -> bool {
        self.what == "name"
    }
}

/// One word of a choice.
#[derive(Debug)]
pub struct Choice {
    pub name: &'static str,
    pub doc: &'static str,
}

/// The numbers that make sense.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Range {
    pub least: f64,
    pub most: f64,
    pub ends: Ends,
}

/// Which ends belong to a range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ends {
    Both,
    /// The least does not.
    Above,
    /// The most does not.
    Below,
}

impl Range {
    /// Shares and probabilities.
    pub const SHARE: Self = Self::between(0.0, 1.0);
    /// A probability that is never certain.
    pub const SHARE_BELOW_ONE: Self = Self { least: 0.0, most: 1.0, ends: Ends::Below };
    pub const NOT_NEGATIVE: Self = Self::from(0.0);
    pub const POSITIVE: Self = Self { least: 0.0, most: f64::INFINITY, ends: Ends::Above };
    pub const ANY: Self = Self::from(f64::NEG_INFINITY);

    /// Both ends included.
    #[must_use]
    pub const fn between(least: f64, most: f64) -> Self {
        Self { least, most, ends: Ends::Both }
    }

    /// From a number on.
    #[must_use]
    pub const fn from(least: f64) -> Self {
        Self::between(least, f64::INFINITY)
    }

    /// Whether a number makes sense.
    #[must_use]
    pub fn holds(&self, number: f64) -> bool {
        let low = if self.ends == Ends::Above { number > self.least } else { number >= self.least };
        let high = if self.ends == Ends::Below { number < self.most } else { number <= self.most };
        low && high
    }

    /// The range in prose, to follow "a number" or "a whole number".
    #[must_use]
    pub fn in_words(&self) -> String {
        if self.least >= self.most {
            return format!(" equal to {}", self.least);
        }
        match (self.least.is_finite(), self.most.is_finite(), self.ends) {
            (false, false, _) => String::new(),
            (false, true, _) => format!(" of at most {}", self.most),
            (true, false, Ends::Above) => format!(" above {}", self.least),
            (true, false, _) => format!(" of at least {}", self.least),
            (true, true, Ends::Both) => format!(" from {} to {}", self.least, self.most),
            (true, true, Ends::Above) => {
                format!(" above {} and at most {}", self.least, self.most)
            }
            (true, true, Ends::Below) => format!(" from {} to below {}", self.least, self.most),
        }
    }
}

/// A random quantity: the unit of its keys and what is taken when no distribution is named.
#[derive(Debug, PartialEq, Eq)]
pub struct LawShape {
    /// What it is, with its article: "a handle time".
    pub title: &'static str,
    /// The unit at the end of a key that has one: "_seconds", or "" where the key above says it.
    pub suffix: &'static str,
    pub default: DefaultFamily,
    pub end: End,
    pub means: Means,
}

/// The distribution taken when none is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DefaultFamily {
    /// With cv 1 unless given.
    Lognormal,
    Exponential,
    /// Lognormal when a cv is given.
    Constant,
}

/// Whether the quantity may be without end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    Certain,
    MayBeNever,
}

/// Whether the mean may be a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Means {
    One,
    /// One for each interval.
    ByInterval,
}

impl LawShape {
    /// Talk time, by interval if wanted.
    pub const HANDLE_TIME: Self =
        Self { title: "a handle time", means: Means::ByInterval, ..Self::WORK };
    /// Wrap-up and extra talk.
    pub const WORK: Self = Self {
        title: "a length of work",
        suffix: "_seconds",
        default: DefaultFamily::Lognormal,
        end: End::Certain,
        means: Means::One,
    };
    /// Patience and announced waits.
    pub const PATIENCE: Self = Self { title: "a patience", end: End::MayBeNever, ..Self::DELAY };
    /// Delays in seconds.
    pub const DELAY: Self =
        Self { title: "a delay", default: DefaultFamily::Exponential, ..Self::WORK };
    /// Delays in days.
    pub const DELAY_DAYS: Self = Self { title: "a delay in days", suffix: "", ..Self::DELAY };
    /// Amounts of money.
    pub const MONEY: Self = Self {
        title: "an amount of money",
        suffix: "",
        default: DefaultFamily::Constant,
        ..Self::WORK
    };
}
