//! Random quantities as the planner writes them, to laws.
//!
//! A plain number is constant. An object gives a distribution by mean and cv or by the native
//! parameters of the field, or is a mixture, or a list of values observed.

use super::families::{FAMILIES, Family, Parameter as P, family};
use super::forms::{self, Refusal};
use crate::random::Law;
use crate::scenario::limits::{LONGEST_WORK_SECONDS, MOST_MONEY, MOST_PARTS};
use crate::scenario::model::DurationByInterval;
use crate::scenario::shape::tables::DECIMAL_MARKS;
use crate::scenario::shape::{DefaultFamily, End, LawShape, Means, Range};
use crate::scenario::text::problem::Problems;
use crate::scenario::text::tree::{Node, Value};
use crate::scenario::text::words::{
    all_of, alternatives, amount, nearest, one_of_the_known, quoted,
};

/// The keys of a law that are not parameters of a family.
pub(crate) const OTHER_KEYS: [&str; 7] =
    ["distribution", "mixture", "values_csv", "column", "decimal_mark", "values", "note"];

/// How far the shares of a mixture may be from 1 in all.
const SHARES_TOLERANCE: f64 = 1e-9;

/// The law that a value describes, in the unit of its keys. Nothing is returned where something
/// is wrong, with the problems said, or where values are still to be read from CSV.
pub(crate) fn law(node: &Node, shape: &LawShape, problems: &mut Problems) -> Option<Law> {
    let law = match &node.value {
        Value::Number(value, _) if P::Value.range().holds(*value) => {
            Law::Constant { value: *value }
        }
        Value::Object(_) => object(node, shape, "", problems)?,
        _ => {
            let wanted = "a number of at least 0 or an object with a distribution";
            problems.add(&node.place, quoted(node), wanted);
            return None;
        }
    };
    let Some((found, wanted)) = absurdity(&law, shape) else { return Some(law) };
    problems.add(&node.place, found, wanted);
    None
}

/// What is too large about a law, if anything is: its mean, its variation or its length.
fn absurdity(law: &Law, shape: &LawShape) -> Option<(String, String)> {
    let most = match shape.default {
        DefaultFamily::Lognormal => LONGEST_WORK_SECONDS,
        DefaultFamily::Constant => MOST_MONEY,
        DefaultFamily::Exponential => f64::INFINITY,
    };
    let mean = law.mean();
    if mean > most || mean.is_nan() {
        return Some((
            format!("{} with a mean of {}", shape.title, amount(mean)),
            format!("at most {}", amount(most)),
        ));
    }
    let parts = parts(law);
    if parts > MOST_PARTS {
        return Some((format!("{parts} parts"), format!("at most {MOST_PARTS}")));
    }
    match law {
        // The mean may be given beside the median.
        Law::Lognormal { cv, .. } if !P::Cv.range().holds(*cv) => {
            Some((format!("a cv of {}", amount(*cv)), format!("a cv{}", P::Cv.range().in_words())))
        }
        _ => None,
    }
}

/// Laws in a law.
fn parts(law: &Law) -> usize {
    match law {
        Law::Mixture { parts: inner } => inner.iter().map(|(_, law)| parts(law)).sum(),
        Law::Hyperexponential { branches } => branches.len(),
        _ => 1,
    }
}

/// A law whose mean may be a list with one number for each interval. The length of the list is
/// not checked here.
pub(crate) fn law_by_interval(
    node: &Node,
    shape: &LawShape,
    problems: &mut Problems,
) -> Option<DurationByInterval> {
    let key = P::Mean.key(shape.suffix);
    let Some(Value::List(means)) = node.get(&key).map(|mean| &mean.value) else {
        return law(node, shape, problems)
            .map(|law| DurationByInterval { law, factors: Vec::new() });
    };
    if shape.means == Means::One {
        problems.add(&node.place, format!("a list as `{key}`"), "one number for the whole day");
        return None;
    }
    let mut numbers = Vec::with_capacity(means.len());
    for mean in means {
        let positive = number(mean, P::Mean, Range::POSITIVE, problems);
        let sound = positive.filter(|number| (1e-6..=LONGEST_WORK_SECONDS).contains(number));
        if positive.is_some() && sound.is_none() {
            let wanted = format!("a number from 0.000001 to {LONGEST_WORK_SECONDS}");
            problems.add(&mean.place, quoted(mean), wanted);
        }
        numbers.extend(sound);
    }
    let Some(first) = means.first() else {
        problems.add(
            &node.place,
            format!("an empty list as `{key}`"),
            "a number for each interval",
        );
        return None;
    };
    let mut at_the_first = node.clone();
    at_the_first.set(&key, first.clone());
    let law = law(&at_the_first, shape, problems)?;
    if numbers.len() < means.len() {
        return None;
    }
    let factors = numbers.iter().map(|mean| mean / numbers[0]).collect();
    Some(DurationByInterval { law, factors })
}

/// A law from an object, which may have one more key of its surroundings.
fn object(node: &Node, shape: &LawShape, extra: &str, problems: &mut Problems) -> Option<Law> {
    let before = problems.len();
    let keys = check_keys(node, shape, extra, problems);
    let found = if let Some(parts) = node.get("mixture") {
        alone(node, &["mixture", "note", extra], "a mixture", problems);
        mixture(parts, shape, problems)
    } else if let Some(values) = node.get("values") {
        alone(node, &["values", "note", extra], "a list of values", problems);
        empirical(values, problems)
    } else if node.get("values_csv").is_some() {
        let belonging = ["values_csv", "column", "decimal_mark", "note", extra];
        alone(node, &belonging, "values from CSV", problems);
        check_mark(node, problems);
        None
    } else {
        for key in ["column", "decimal_mark"] {
            if let Some(value) = node.get(key) {
                let found = format!("`{key}` without `values_csv`");
                problems.add(&value.place, found, "both or neither");
            }
        }
        parametric(node, shape, keys, problems)
    };
    found.filter(|_| keys == Keys::Known && problems.len() == before)
}

/// Reports a decimal mark that is none.
fn check_mark(node: &Node, problems: &mut Problems) {
    let Some(mark) = node.get("decimal_mark") else { return };
    if !DECIMAL_MARKS.iter().any(|choice| mark.text() == Some(choice.name)) {
        problems.add(&mark.place, quoted(mark), "`.` or `,`");
    }
}

/// Whether all keys are keys of laws. Where one is not, what it stood for is missing too, which
/// is not to be said again.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Keys {
    Known,
    SomeUnknown,
}

/// Reports keys that no law has.
fn check_keys(node: &Node, shape: &LawShape, extra: &str, problems: &mut Problems) -> Keys {
    let mut keys = Keys::Known;
    let parameters: Vec<String> = P::ALL.iter().map(|p| p.key(shape.suffix)).collect();
    let known = || parameters.iter().map(String::as_str).chain(OTHER_KEYS);
    for member in node.members() {
        let key = &*member.key;
        if key != extra && !known().any(|name| name == key) {
            keys = Keys::SomeUnknown;
            let wanted = nearest(key, known())
                .map_or("a key of a distribution".to_owned(), |near| format!("`{near}`"));
            problems.add(&member.place, format!("the unknown key `{key}`"), wanted);
        }
    }
    keys
}

/// Reports known keys that do not belong beside the one that decides.
fn alone(node: &Node, belonging: &[&str], what: &str, problems: &mut Problems) {
    for member in node.members() {
        let key = &*member.key;
        let is_known =
            OTHER_KEYS.contains(&key) || P::ALL.iter().any(|p| key.starts_with(p.stem()));
        if is_known && !belonging.contains(&key) {
            let found = format!("`{key}` beside {what}");
            problems.add(&member.place, found, "one or the other");
        }
    }
}

fn empirical(node: &Node, problems: &mut Problems) -> Option<Law> {
    let items = node.items();
    if items.is_empty() {
        problems.add(&node.place, quoted(node), "a list of at least one number");
        return None;
    }
    let read: Vec<_> = items
        .iter()
        .filter_map(|item| number(item, P::Value, P::Value.range(), problems))
        .collect();
    let mut values = read;
    values.sort_by(f64::total_cmp);
    (values.len() == items.len()).then_some(Law::Empirical { values })
}

fn mixture(node: &Node, shape: &LawShape, problems: &mut Problems) -> Option<Law> {
    let parts = shares(node, problems, |part, problems| object(part, shape, "share", problems))?;
    Some(Law::Mixture { parts })
}

/// A list of objects with a `share`, which add up to 1, and something else.
fn shares<T>(
    node: &Node,
    problems: &mut Problems,
    mut rest: impl FnMut(&Node, &mut Problems) -> Option<T>,
) -> Option<Vec<(f64, T)>> {
    if node.items().is_empty() {
        problems.add(&node.place, quoted(node), "a list of objects with a `share`");
        return None;
    }
    let mut parts = Vec::new();
    for part in node.items() {
        if part.get("share").is_none() {
            problems.add(&part.place, format!("{} without `share`", quoted(part)), "`share`");
        }
        let share = part.get("share").and_then(|share| forms::share(share, problems));
        let rest = rest(part, problems);
        if let (Some(share), Some(rest)) = (share, rest) {
            parts.push((share, rest));
        }
    }
    if parts.len() < node.items().len() {
        return None;
    }
    let sum: f64 = parts.iter().map(|(share, _)| share).sum();
    if (sum - 1.0).abs() > SHARES_TOLERANCE {
        problems.add(&node.place, format!("shares that add up to {sum}"), "1");
        return None;
    }
    Some(parts)
}

/// A law of a named family, or of the one that stands for it.
fn parametric(node: &Node, shape: &LawShape, keys: Keys, problems: &mut Problems) -> Option<Law> {
    let family = named_family(node, shape, problems)?;
    let (mut values, mut given) = (Vec::new(), Vec::new());
    let mut fits = true;
    for parameter in P::ALL {
        let Some(value) = node.get(&parameter.key(shape.suffix)) else { continue };
        given.push(parameter);
        if parameter == P::Branches {
            continue;
        }
        match number(value, parameter, parameter.range_in(shape), problems) {
            Some(number) => values.push((parameter, number)),
            None => fits = false,
        }
    }
    if !family.forms.contains(&given.as_slice()) {
        if keys == Keys::Known {
            report_form(node, family, &given, shape, problems);
        }
        return None;
    }
    if !fits {
        return None;
    }
    if given == [P::Branches] {
        return branches(node.get("branches")?, shape, problems);
    }
    forms::law(family.choice.name, &values)
        .map_err(|refusal| refuse(node, shape, &refusal, problems))
        .ok()
}

fn named_family(node: &Node, shape: &LawShape, problems: &mut Problems) -> Option<&'static Family> {
    let Some(distribution) = node.get("distribution") else {
        let name = match shape.default {
            DefaultFamily::Lognormal => "lognormal",
            DefaultFamily::Exponential => "exponential",
            DefaultFamily::Constant if node.get("cv").is_some() => "lognormal",
            DefaultFamily::Constant => "constant",
        };
        return family(name);
    };
    let names: Vec<&str> = FAMILIES
        .iter()
        .map(|family| family.choice.name)
        .filter(|name| *name != "never" || shape.end == End::MayBeNever)
        .collect();
    let name = distribution.text().unwrap_or_default();
    if names.contains(&name) {
        return family(name);
    }
    let wanted = one_of_the_known(name, names);
    problems.add(&distribution.place, quoted(distribution), wanted);
    None
}

fn number(node: &Node, parameter: P, range: Range, problems: &mut Problems) -> Option<f64> {
    let whole = parameter == P::Phases;
    match node.number() {
        Some(number) if range.holds(number) && (!whole || number.fract() == 0.0) => Some(number),
        _ => {
            let kind = if whole { "a whole number" } else { "a number" };
            problems.add(&node.place, quoted(node), format!("{kind}{}", range.in_words()));
            None
        }
    }
}

/// The branches of a hyperexponential law.
fn branches(node: &Node, shape: &LawShape, problems: &mut Problems) -> Option<Law> {
    let key = P::Mean.key(shape.suffix);
    let branches = shares(node, problems, |part, problems| {
        for member in part.members() {
            if !["share", "note", &key].contains(&&*member.key) {
                let found = format!("the unknown key `{}`", member.key);
                problems.add(&member.place, found, format!("`share` and `{key}`"));
            }
        }
        if part.get(&key).is_none() {
            problems.add(&part.place, format!("a branch without `{key}`"), format!("`{key}`"));
        }
        part.get(&key).and_then(|mean| number(mean, P::Mean, Range::POSITIVE, problems))
    })?;
    Some(Law::Hyperexponential { branches })
}

/// Parameters that do not give this family.
fn report_form(
    node: &Node,
    family: &Family,
    given: &[P],
    shape: &LawShape,
    problems: &mut Problems,
) {
    let listed = |parameters: &[P]| {
        let keys: Vec<String> =
            parameters.iter().map(|p| format!("`{}`", p.key(shape.suffix))).collect();
        if keys.is_empty() { "no parameters".to_owned() } else { all_of(&keys) }
    };
    let name = family.choice.name;
    let is_named = node.get("distribution").is_some();
    let by_default = if is_named { "" } else { " (the default; name a `distribution`)" };
    let found = format!("{} for {name}{by_default}", listed(given));
    let forms: Vec<String> = family.forms.iter().map(|form| listed(form)).collect();
    problems.add(&node.place, found, alternatives(&forms));
}

/// Parameters that are fine alone and impossible together.
fn refuse(node: &Node, shape: &LawShape, refusal: &Refusal, problems: &mut Problems) {
    let key = refusal.parameter.key(shape.suffix);
    let at = node.get(&key).unwrap_or(node);
    problems.add(&at.place, format!("{} as `{key}`", quoted(at)), refusal.wanted);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::text::parse::parse;

    fn read(text: &str, shape: &LawShape) -> Result<Law, Vec<String>> {
        let mut problems = Problems::default();
        let node = parse("a.json", text, &mut problems).expect("JSON");
        match law(&node, shape, &mut problems) {
            Some(law) if problems.is_empty() => Ok(law),
            _ => Err(problems.sorted().iter().map(ToString::to_string).collect()),
        }
    }

    fn assert_reads(text: &str, shape: &LawShape, law: &Law) {
        assert_eq!(read(text, shape).as_ref(), Ok(law), "{text}");
    }

    fn assert_refused(text: &str, shape: &LawShape, messages: &[&str]) {
        assert_eq!(read(text, shape).expect_err(text), messages);
    }

    #[test]
    fn what_is_not_named_is_taken_from_the_context() {
        let mean = r#"{"mean_seconds": 300}"#;
        assert_reads(mean, &LawShape::WORK, &Law::Lognormal { mean: 300.0, cv: 1.0 });
        assert_reads(mean, &LawShape::PATIENCE, &Law::Exponential { mean: 300.0 });
        assert_reads("60", &LawShape::PATIENCE, &Law::Constant { value: 60.0 });
        assert_reads(r#"{"mean": 9}"#, &LawShape::MONEY, &Law::Constant { value: 9.0 });
        let with_cv = r#"{"mean": 9, "cv": 0.5}"#;
        assert_reads(with_cv, &LawShape::MONEY, &Law::Lognormal { mean: 9.0, cv: 0.5 });
    }

    #[test]
    fn native_parameters_give_the_same_laws() {
        let erlang = r#"{"distribution": "erlang", "phases": 4, "phase_mean_seconds": 50}"#;
        assert_reads(erlang, &LawShape::WORK, &Law::Gamma { mean: 200.0, cv: 0.5 });
        let gamma = r#"{"distribution": "gamma", "shape": 4, "scale_seconds": 50}"#;
        assert_reads(gamma, &LawShape::WORK, &Law::Gamma { mean: 200.0, cv: 0.5 });
        let median = r#"{"median_seconds": 4, "mean_seconds": 5}"#;
        assert_reads(median, &LawShape::WORK, &Law::Lognormal { mean: 5.0, cv: 0.75 });
        let two = r#"{"distribution": "hyperexponential", "mean_seconds": 10, "cv": 1}"#;
        let branches = vec![(0.5, 10.0), (0.5, 10.0)];
        assert_reads(two, &LawShape::WORK, &Law::Hyperexponential { branches });
    }

    #[test]
    fn balanced_means_have_the_mean_and_cv_asked_for() {
        let text = r#"{"distribution": "hyperexponential", "mean_seconds": 10, "cv": 2.5}"#;
        let Ok(Law::Hyperexponential { branches }) = read(text, &LawShape::WORK) else {
            panic!("a hyperexponential law");
        };
        let mean: f64 = branches.iter().map(|(p, m)| p * m).sum();
        let square: f64 = branches.iter().map(|(p, m)| 2.0 * p * m * m).sum();
        assert!((mean - 10.0).abs() < 1e-12);
        assert!((square / (mean * mean) - 1.0 - 6.25).abs() < 1e-12);
    }

    #[test]
    fn a_mixture_needs_shares_that_add_up() {
        let text = r#"{"mixture": [{"share": 0.25, "distribution": "exponential", "mean_seconds": 20},
            {"share": 0.75, "distribution": "never"}]}"#;
        let parts = vec![(0.25, Law::Exponential { mean: 20.0 }), (0.75, Law::Never)];
        assert_reads(text, &LawShape::PATIENCE, &Law::Mixture { parts });
        assert_refused(
            &text.replace("0.75", "0.7"),
            &LawShape::PATIENCE,
            &["a.json:1:13: found shares that add up to 0.95, wanted 1"],
        );
    }

    #[test]
    fn what_was_observed_is_sorted() {
        let law = Law::Empirical { values: vec![1.0, 2.0, 3.0] };
        assert_reads(r#"{"values": [3, 1, 2]}"#, &LawShape::WORK, &law);
    }

    #[test]
    fn means_by_interval_are_factors_on_the_first() {
        let mut problems = Problems::default();
        let text = r#"{"mean_seconds": [200, 300], "cv": 0.5}"#;
        let node = parse("a.json", text, &mut problems).expect("JSON");
        let found = law_by_interval(&node, &LawShape::HANDLE_TIME, &mut problems);
        let law = Law::Lognormal { mean: 200.0, cv: 0.5 };
        assert_eq!(found, Some(DurationByInterval { law, factors: vec![1.0, 1.5] }));
    }

    #[test]
    fn a_mean_of_zero_is_always_zero_but_for_handle_times() {
        let nothing = Law::Constant { value: 0.0 };
        let leaves_at_once = r#"{"distribution": "constant", "mean_seconds": 0}"#;
        assert_reads(leaves_at_once, &LawShape::PATIENCE, &nothing);
        assert_reads(r#"{"mean_seconds": 0, "cv": 2}"#, &LawShape::WORK, &nothing);
        assert_refused(
            r#"{"mean_seconds": 0}"#,
            &LawShape::HANDLE_TIME,
            &["a.json:1:18: found 0, wanted a number above 0"],
        );
    }

    #[test]
    fn mistakes_say_what_is_wanted() {
        assert_refused(
            r#"{"distribution": "gama", "mean_seconds": 3}"#,
            &LawShape::WORK,
            &["a.json:1:18: found \"gama\", wanted `gamma`"],
        );
        assert_refused(
            r#"{"mean_seconds": -3}"#,
            &LawShape::WORK,
            &["a.json:1:18: found -3, wanted a number of at least 0"],
        );
        assert_refused(
            r#"{"mean": 3}"#,
            &LawShape::WORK,
            &["a.json:1:2: found the unknown key `mean`, wanted `mean_seconds`"],
        );
        assert_refused(
            r#"{"distribution": "gamma", "mean_seconds": 3}"#,
            &LawShape::WORK,
            &["a.json:1:1: found `mean_seconds` for gamma, wanted `mean_seconds` and `cv`, \
               `mean_seconds` and `shape` or `shape` and `scale_seconds`"],
        );
        assert_refused(
            r#"{"mean_seconds": 3, "cv": 0.5}"#,
            &LawShape::DELAY,
            &["a.json:1:27: found 0.5 as `cv`, wanted 1, which is the cv of an exponential law \
               (or name another `distribution`)"],
        );
        assert_refused(
            r#"{"distribution": "never"}"#,
            &LawShape::DELAY,
            &[
                "a.json:1:18: found \"never\", wanted `constant`, `exponential`, `lognormal`, `gamma`, \
               `erlang`, `weibull`, `uniform`, `triangular` or `hyperexponential`",
            ],
        );
    }
}
