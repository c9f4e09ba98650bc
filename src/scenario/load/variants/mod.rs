//! Scenarios of variants, and which of its verbs is to blame where one is wrong.
//!
//! What each day of a horizon is, of a base or a variant, is made in `days` out of `kinds`; what
//! is the same in all designs, and on all days, is in `fixed`.

pub(super) mod days;
mod fixed;
mod kinds;

use super::base::Ground;
use super::prepared::filling;
use crate::scenario::build::{build, first_day};
use crate::scenario::csv::inputs::OfDates;
use crate::scenario::meant::{compared, is_the_same};
use crate::scenario::model::{Scenario, Variant};
use crate::scenario::overlay::{Draft, divide, one_by_one};
use crate::scenario::shape::Shape;
use crate::scenario::shape::tables::SCENARIO;
use crate::scenario::shape::validate::validate;
use crate::scenario::text::problem::{Problem, Problems};
use crate::scenario::text::tree::{Member, Node, Place, Value};
use days::{Earlier, with_days};
use fixed::{check_horizon, stands_in};
use kinds::OfRows;

/// Most steps of a variant that are tried one after another to find the one to blame.
const MOST_TRIED: usize = 200;

/// Makes scenarios of variants.
pub(crate) struct VariantReader<'a> {
    pub(crate) ground: &'a Ground,
    /// None where the base is not sound.
    pub(crate) base: Option<&'a Scenario>,
}

impl VariantReader<'_> {
    pub(crate) fn variant(
        &self,
        member: &Member,
        problems: &mut Problems,
        echo: &mut Vec<String>,
    ) -> Option<Variant> {
        let mut own = Problems::default();
        if member.key == "base" {
            own.add(&member.place, "a variant named `base`", "another name: that is the base's");
        }
        let fill = filling(&self.ground.folder);
        let mut draft = Draft::of(&self.ground.tree, &fill);
        let earlier = self.earlier(&member.node, &mut own);
        let built = made(&mut draft, &member.node, &self.ground.dated, earlier.as_ref(), &mut own);
        check_horizon(member, &self.ground.tree, &draft.tree, &mut own);
        echo.extend(draft.echo.iter().map(|line| format!("{}: {line}", member.key)));
        let sound = own.is_empty();
        problems.have_read_those_of(&own);
        self.tell(member, own, problems);
        let mut scenario = built.filter(|_| sound)?;
        let has_dated = scenario.horizon.as_ref().is_some_and(|it| !it.dated.is_empty());
        if draft.split.is_some() && has_dated {
            let wanted = "heads of your own: those days have heads of their own";
            let found = "`best_split` beside days that differ from the file";
            problems.add(&member.place, found, wanted);
            return None;
        }
        if draft.split.is_some() && scenario.steady_state.is_some() {
            let wanted = "heads of your own: the search goes interval by interval of a day";
            problems.add(&member.place, "`best_split` in a steady state", wanted);
            return None;
        }
        let best_split = draft.split.as_ref().map(|split| divide(split, &mut scenario));
        if let (Some(base), Some(_)) = (self.base, &best_split) {
            // Its heads are still to be found: what is so of the base is so of it at most.
            scenario.remarks.warnings.retain(|own| base.remarks.warnings.contains(own));
        }
        if let Some(base) = self.base {
            scenario.remarks.against_base = compared(base, &scenario, happens(&member.node));
        }
        Some(Variant { name: member.key.to_string(), scenario, best_split })
    }

    /// The base before a variant that begins later.
    fn earlier(&self, variant: &Node, problems: &mut Problems) -> Option<Earlier<'_>> {
        let steps = match variant.items() {
            [] => std::slice::from_ref(variant),
            some => some,
        };
        let mut given = steps.iter().filter_map(|step| step.get("from"));
        let when = given.next()?;
        for again in given {
            problems.add(&again.place, "`from` again", "one for all steps of a variant");
        }
        if self.ground.tree.get("horizon").is_none() {
            let wanted = "a `horizon`, on whose days the variant begins later";
            problems.add(&when.place, "`from` without `horizon`", wanted);
            return None;
        }
        let from = first_day(&self.ground.tree, when, problems)?;
        let Ground { tree, dated, .. } = self.ground;
        Some(Earlier { tree, dated, scenario: self.base?, from })
    }

    /// Says what is wrong with a variant: at its own place, or at the verb that makes a value of
    /// the base wrong.
    fn tell(&self, member: &Member, own: Problems, problems: &mut Problems) {
        let is_new = |problem: &Problem| !self.ground.known.contains(&problem.place);
        let new = own.sorted().into_iter().filter(is_new);
        let (of_base, here): (Vec<_>, Vec<_>) = new.partition(|problem| {
            self.ground.files.contains(&problem.place.file) && !stands_in(member, &problem.place)
        });
        for problem in here {
            problems.add(&problem.place, problem.found, problem.wanted);
        }
        for (place, problem, others) in self.blamed(member, of_base) {
            let more =
                if others > 0 { format!(" (and {others} more like it)") } else { String::new() };
            let at = &problem.place;
            let found = format!("{} at {at}{more} in the variant `{}`", problem.found, member.key);
            problems.add(&place, found, problem.wanted);
        }
    }

    /// Each verb after which values of the base are wrong, with the first of them and the number
    /// of the others. Verbs are done one after another until each has its own.
    fn blamed(&self, member: &Member, mut left: Vec<Problem>) -> Vec<(Place, Problem, usize)> {
        let mut blamed = Vec::new();
        let steps = if left.is_empty() { Vec::new() } else { one_by_one(&member.node) };
        for end in 1..=steps.len().min(MOST_TRIED) {
            let so_far = steps[..end].iter().map(|(_, step)| step.clone()).collect();
            let verbs = Node { value: Value::List(so_far), place: member.node.place.clone() };
            let (mut after, fill) = (Problems::default(), filling(&self.ground.folder));
            made(&mut Draft::of(&self.ground.tree, &fill), &verbs, &[], None, &mut after);
            let after = after.sorted();
            let (now, later): (Vec<_>, Vec<_>) =
                left.into_iter().partition(|problem| after.contains(problem));
            left = later;
            blamed.extend(first_of(now, &steps[end - 1].0));
            if left.is_empty() {
                break;
            }
        }
        blamed.extend(first_of(left, &member.place));
        blamed
    }
}

/// Whether a variant says that it happens rather than is chosen; nothing where it does not say.
fn happens(variant: &Node) -> Option<bool> {
    let steps =
        if variant.items().is_empty() { std::slice::from_ref(variant) } else { variant.items() };
    steps.iter().filter_map(|step| step.get("happens")).filter_map(Node::truth).next_back()
}

/// Warns of a variant that a file writes and that changes nothing; of several designs that a
/// command makes, one may well be the base.
pub(super) fn warn_of_the_base_again(
    base: Option<&Scenario>,
    variant: &mut Variant,
    member: &Member,
) {
    let is_of_a_command = member.place.file.starts_with("--");
    let Some(base) = base.filter(|_| !is_of_a_command && variant.best_split.is_none()) else {
        return;
    };
    let place = (&member.place).into();
    let warning = is_the_same(base, &variant.name, &variant.scenario, place);
    variant.scenario.remarks.warnings.extend(warning);
}

fn first_of(problems: Vec<Problem>, place: &Place) -> Option<(Place, Problem, usize)> {
    let others = problems.len().saturating_sub(1);
    problems.into_iter().next().map(|first| (place.clone(), first, others))
}

/// The scenario that verbs make of a base, and of the base on dates that have other rows.
fn made(
    draft: &mut Draft<'_>,
    verbs: &Node,
    dated: &[OfDates],
    earlier: Option<&Earlier<'_>>,
    problems: &mut Problems,
) -> Option<Scenario> {
    changed(draft, verbs, problems);
    if !problems.is_empty() {
        // What is wrong is wrong on all days.
        return build(&draft.tree, &draft.homes, problems);
    }
    let draft = &*draft;
    let mut rows = Vec::new();
    for OfDates { tree, dates } in dated {
        let (mut day, mut own) = (draft.of_a_day(tree), Problems::default());
        changed(&mut day, verbs, &mut own);
        for problem in own.sorted() {
            let found = format!("{} on {}", problem.found, dates[0]);
            problems.add(&problem.place, found, problem.wanted);
        }
        rows.push(OfRows { draft: day, dates });
    }
    if !problems.is_empty() {
        return None;
    }
    with_days(draft, &rows, earlier, problems)
}

fn changed(draft: &mut Draft<'_>, verbs: &Node, problems: &mut Problems) {
    draft.apply(verbs, problems);
    validate(&draft.tree, &Shape::Object(&SCENARIO), problems);
}

/// Says when a variant cannot be paired with its base, batch by batch or day by day.
pub(crate) fn check_batches(
    member: &Member,
    base: Option<&Scenario>,
    variant: Option<&Variant>,
    problems: &mut Problems,
) {
    let (Some(base), Some(variant)) = (base, variant) else { return };
    let pairs = match (&base.steady_state, &variant.scenario.steady_state) {
        (None, None) => true,
        (Some(base), Some(own)) => own.has_batches_of(base),
        _ => false,
    };
    if !pairs {
        let wanted = "the warm-up and batches of the base, so that the two are paired";
        problems.add(&member.place, "another `steady_state` than the base's", wanted);
    }
}
