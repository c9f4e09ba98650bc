//! Where a file says how many customers stay who have contacts, it is found first how many of the
//! others contacts drive away.

use super::run::settings::Watch;
use crate::base::math::{exp, ln};
use crate::horizon::felt_in_a_month;
use crate::scenario::{LoadError, Loaded, Scenario};

/// How many lead-ins are played that no report uses.
const PILOTS: u64 = 4;

/// Why what contacts lose is not known.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Unfound {
    Stopped,
    LoseMore(LoseMore),
}

/// Why a draw of inputs cannot be played: rare, since both ends and the middle were checked.
#[derive(Clone, Debug)]
pub enum Unplayable {
    /// What is wrong with its scenario.
    Wrong(LoadError),
    /// Its contacts alone lose more than was observed.
    LoseMore(LoseMore),
}

impl From<LoadError> for Unplayable {
    fn from(error: LoadError) -> Self {
        Self::Wrong(error)
    }
}

/// Contacts alone lose more than was observed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LoseMore {
    /// The share who stay a month, as it was given.
    pub observed: f64,
    /// The share who would stay if nothing but contacts drove anybody away.
    pub by_contacts: f64,
}

impl From<LoseMore> for Unfound {
    fn from(no: LoseMore) -> Self {
        Self::LoseMore(no)
    }
}

/// Finds what contacts alone lose in a month under the base, and says so to the base and to every
/// variant that gives the retention that was observed.
///
/// # Errors
/// If they lose more than that, or somebody stopped it.
pub(crate) fn find_observed(
    loaded: &mut Loaded,
    seed: u64,
    watch: &dyn Watch,
) -> Result<(), Unfound> {
    if !are_observed(loaded) {
        return Ok(());
    }
    let felt = felt(&loaded.base, seed, watch).ok_or(Unfound::Stopped)?;
    tell(&mut loaded.base, felt)?;
    let mut variants = loaded.variants.iter_mut();
    Ok(variants.try_for_each(|variant| tell(&mut variant.scenario, felt))?)
}

/// The same of one scenario that stands alone, without a word on how far it is.
///
/// # Errors
/// As above.
pub(crate) fn find_observed_of(
    scenario: &mut Scenario,
    seed: u64,
    watch: &dyn Watch,
) -> Result<(), Unfound> {
    if !is_observed(scenario) {
        return Ok(());
    }
    let felt = felt(scenario, seed, watch).ok_or(Unfound::Stopped)?;
    Ok(tell(scenario, felt)?)
}

/// Says to a scenario what was found under its base, as to a variant.
///
/// # Errors
/// If contacts lose more than it says was observed.
pub(crate) fn observed_as(base: &Scenario, scenario: &mut Scenario) -> Result<(), LoseMore> {
    let of_base = base.customers.as_ref().and_then(|own| own.persisting);
    let felt = of_base.filter(|_| is_observed(base)).map(|own| own.felt_in_a_month);
    felt.map_or(Ok(()), |felt| tell(scenario, felt))
}

/// Whether the retention that any scenario of a file gives was observed.
pub(crate) fn are_observed(loaded: &Loaded) -> bool {
    let variants = loaded.variants.iter().map(|variant| &variant.scenario);
    std::iter::once(&loaded.base).chain(variants).any(is_observed)
}

fn is_observed(scenario: &Scenario) -> bool {
    let persisting = scenario.customers.as_ref().and_then(|own| own.persisting);
    persisting.is_some_and(|own| own.retention_observed_per_month.is_some())
}

/// The mean over all pilots; none if somebody stopped it.
fn felt(base: &Scenario, seed: u64, watch: &dyn Watch) -> Option<f64> {
    let mut sum = 0.0;
    for pilot in 0..PILOTS {
        sum += felt_in_a_month(base, seed, pilot, &|| watch.stopped())?;
        watch.progress("what contacts lose", pilot + 1, PILOTS);
    }
    Some(sum / PILOTS as f64)
}

fn tell(scenario: &mut Scenario, felt: f64) -> Result<(), LoseMore> {
    let own = scenario.customers.as_mut().and_then(|own| own.persisting.as_mut());
    if let Some(own) = own
        && let Some(observed) = own.retention_observed_per_month
    {
        if -ln(observed) < felt {
            return Err(LoseMore { observed, by_contacts: exp(-felt) });
        }
        own.felt_in_a_month = felt;
        scenario.assumptions.push(format!(
            "Of customers with contacts {observed} stay a month (`retention_observed_per_month`): \
             in the last month of the lead-in contacts add {felt:.6} to a hazard, so that without \
             them {:.6} would stay.",
            exp(ln(observed) + felt)
        ));
    }
    let mut dated = scenario.horizon.iter_mut().flat_map(|horizon| &mut horizon.dated);
    dated.try_for_each(|day| tell(day, felt))
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use super::*;
    use crate::scenario::load::read_text;

    /// Writes down what it is told, and stops once so many pilots were played.
    struct After(u64, Mutex<Vec<(u64, u64)>>);

    impl Watch for After {
        fn progress(&self, stage: &str, done: u64, of: u64) {
            assert_eq!(stage, "what contacts lose");
            self.1.lock().unwrap().push((done, of));
        }

        fn stopped(&self) -> bool {
            self.1.lock().unwrap().len() as u64 >= self.0
        }
    }

    /// H-28: each of 0.0625 contacts a day leaves 0.01, and nothing is remembered.
    fn loaded(observed: f64) -> Loaded {
        let text = format!(
            r#"{{ "format": 1, "day": {{ "opens": "00:00", "closes": "24:00",
                "interval_minutes": 60 }},
            "horizon": {{ "starts": "2026-01-01", "days": 5, "lead_in_months": 1 }},
            "contact_types": {{ "calls": {{ "volume_per_hour": 52.083333333333336,
                "resolution_probability": 0,
                "handle_time": {{ "distribution": "constant", "value_seconds": 1 }} }} }},
            "agent_groups": {{ "desk": {{ "agents": 50, "skills": ["calls"] }} }},
            "customers": {{ "at_start": 20000, "effect_months": 12, "memory_months": 0,
                "retention_observed_per_month": {observed},
                "leaves_because": {{ "unresolved": 0.01 }} }},
            "variants": {{ "other": {{ "set": {{ "agent_groups.desk.agents": 60 }} }},
                "known": {{ "set": {{ "customers.retention_observed_per_month": 0.95 }} }} }} }}"#
        );
        read_text("observed.json", &text).unwrap_or_else(|no| panic!("{no:?}"))
    }

    #[test]
    fn what_contacts_lose_is_no_part_of_the_base_hazard() {
        let mut loaded = loaded(0.97);
        find_observed(&mut loaded, 1, &()).unwrap();
        let felt = |scenario: &Scenario| {
            let own = scenario.customers.as_ref().and_then(|own| own.persisting);
            own.map_or(0.0, |own| own.felt_in_a_month)
        };
        // Of 155,000 contacts in four pilots.
        let (found, expected) = (felt(&loaded.base), 0.019_472_525_72);
        let error = expected / 155_000.0_f64.sqrt();
        assert!((found - expected).abs() < 3.3 * error, "{found} is not {expected} by {error}");
        let said = loaded.base.assumptions.last().unwrap();
        assert!(said.contains("0.97 stay a month") && said.contains("them 0.98"), "{said}");
        for variant in &loaded.variants {
            assert_eq!(felt(&variant.scenario).to_bits(), found.to_bits());
        }
    }

    #[test]
    fn contacts_cannot_lose_more_than_is_observed() {
        let no = find_observed(&mut loaded(0.99), 1, &()).unwrap_err();
        let Unfound::LoseMore(no) = no else { panic!("nobody stopped it") };
        assert!((no.observed - 0.99).abs() < 1e-12 && (no.by_contacts - 0.9807).abs() < 1e-3);
    }
    #[test]
    fn whoever_watches_hears_of_every_pilot_and_stops_between_two_and_within_the_first() {
        let heard = |most: u64| {
            let (mut loaded, watch) = (loaded(0.97), After(most, Mutex::default()));
            let found = find_observed(&mut loaded, 1, &watch);
            (found, watch.1.into_inner().unwrap(), loaded.base.assumptions)
        };
        let (found, pilots, _) = heard(PILOTS + 1);
        assert_eq!((found, pilots), (Ok(()), vec![(1, 4), (2, 4), (3, 4), (4, 4)]));
        for most in [0, 2] {
            let (found, pilots, said) = heard(most);
            assert_eq!((found, pilots.len() as u64), (Err(Unfound::Stopped), most));
            assert!(!said.iter().any(|one| one.contains("stay a month")), "{said:?}");
        }
    }
}
