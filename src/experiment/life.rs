//! One customer's life in one replication of a horizon, contact by contact and night by night.

use super::trace::Words;
use crate::base::math::{exp, ln};
use crate::customers::Standing;
use crate::horizon::{Calendar, Life, Lived, Replication};
use crate::random::Key;
use crate::scenario::Scenario;
use crate::scenario::model::Bands;

/// The life of the customer of a number under a design, from the lead-in under its base on: one line
/// for each happening, and for each night after a day on which he had a contact; none where nobody
/// persists, or no such number was ever given to anybody.
#[must_use]
pub fn life(
    scenario: &Scenario,
    base: &Scenario,
    (seed, replication): (u64, u64),
    number: u32,
) -> Option<Vec<String>> {
    let persisting = scenario.customers.as_ref()?.persisting?;
    let (calendar, before) = (Calendar::new(scenario)?, Calendar::new(base)?);
    let key = Key::new(seed, replication);
    let (mut past, mut horizon) = (Replication::new(&before), Replication::new(&calendar));
    past.listen(Life::of(number, persisting.at_start));
    past.lead_in(key, &mut |_| {}, &|| false)?;
    let life = past.heard()?;
    let lead_in = life.lived.len();
    horizon.begin_on(past.morning(), &before);
    horizon.listen(life);
    horizon.play(key, &mut |_| {}, &|| false)?;
    let life = horizon.heard()?;
    let told = |(place, lived): (usize, &Lived)| {
        let (calendar, scenario) =
            if place < lead_in { (&before, base) } else { (&calendar, scenario) };
        line(calendar, scenario, persisting.bands, lived)
    };
    let lines: Vec<String> = life.lived.iter().enumerate().filter_map(told).collect();
    (number <= persisting.at_start || !lines.is_empty()).then_some(lines)
}

/// What was lived through, with its date; none of what only counting needs.
fn line(
    calendar: &Calendar,
    scenario: &Scenario,
    bands: Option<Bands>,
    lived: &Lived,
) -> Option<String> {
    let night = |day: usize, what: &str| Some(format!("{}  night: {what}", calendar.date(day)));
    match *lived {
        Lived::Happened { day, at, contact, happening } => {
            let words = Words { model: calendar.model(day), scenario };
            let line = words.line(at, &contact, happening)?;
            Some(format!("{}  {line}", calendar.date(day)))
        }
        Lived::Night { day, standing } => night(day, &stands(standing, bands)),
        Lived::Joined { day } => night(day, "is a customer from tomorrow on, because he bought"),
        Lived::Left { day } => night(day, "leaves for good"),
    }
}

/// How he stands after a night.
fn stands(Standing { left, grievance }: Standing, bands: Option<Bands>) -> String {
    // As the probabilities that a planner wrote.
    let share = |hazard: f64| format!("{:.2} %", 100.0 * (1.0 - exp(-hazard)));
    let remembers = if grievance > 0.0 {
        format!("will leave because of what he remembers with probability {}", share(grievance))
    } else if grievance < 0.0 {
        format!("remembers goodwill worth {}", share(-grievance))
    } else {
        "remembers nothing".to_owned()
    };
    let reaches = |hazard: f64, from: f64| hazard >= -ln(1.0 - from);
    let band = match bands {
        Some(bands) if reaches(grievance, bands.angry_from) => " (angry)",
        Some(bands) if reaches(-grievance, bands.delighted_from) => " (delighted)",
        Some(_) => " (neutral)",
        None => "",
    };
    format!("{remembers}{band}; can still bear a hazard of {left:.4}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::{Kind, Settings, run};
    use crate::measures::estimate::find;
    use crate::scenario::load::read_text;

    const FEW: &str = r#"{ "format": 1, "day": { "opens": "09:00", "closes": "13:00" },
        "horizon": { "starts": "2026-01-01", "months": 3, "lead_in_months": 1 },
        "contact_types": { "sales": { "volume_per_hour": 3,
            "handle_time": { "mean_seconds": 600, "cv": 1 }, "patience": { "mean_seconds": 60 },
            "existing_customer_share": 0.8, "resolution_probability": 0.7,
            "repeat": { "probability": 0.5,
                "delay_days": { "distribution": "exponential", "mean": 2 } },
            "sale": { "conversion_probability": 0.1, "revenue": 90, "contribution_share": 1 } } },
        "agent_groups": { "desk": { "agents": 1, "skills": ["sales"] } },
        "customers": { "at_start": 12, "effect_months": 12, "memory_months": 1,
            "retention_per_month": 0.95, "margin_per_month": 5, "value_months": 12,
            "leaves_because": { "abandoned": 0.3, "unresolved": 0.2 } } }"#;

    #[test]
    fn lives_taken_together_are_the_customers_who_came_and_left() {
        let loaded = read_text("few.json", FEW).unwrap();
        let base = &loaded.base;
        let settings = Settings { seed: 3, replications: 1, threads: 1, confidence: 0.95 };
        let outcome = run(&loaded, Kind::BaseOnly, &settings, &()).unwrap();
        let figure = |key: &str| {
            find(&outcome.variants[0].summary.horizon, key).unwrap().estimate.mean.unwrap()
        };
        let lives: Vec<_> = (1..).map_while(|number| life(base, base, (3, 1), number)).collect();
        let with = |what: &str| {
            lives.iter().filter(|lines| lines.iter().any(|line| line.contains(what))).count() as f64
        };
        let near = |found: f64, wanted: f64| assert!((found - wanted).abs() < 1e-9, "{found}");
        near(lives.len() as f64, 12.0 + figure("customers.acquired.all"));
        near(with("leaves for good"), figure("customers.lost.all"));
        near(with("is a customer from tomorrow"), figure("customers.acquired.all"));
        assert!(figure("customers.lost.all") > 1.0 && figure("customers.acquired.all") > 1.0);
        for lines in &lives {
            // Nobody calls who has left.
            let left = lines.iter().position(|line| line.contains("leaves for good"));
            assert!(left.is_none_or(|at| at + 1 == lines.len()), "{lines:?}");
        }
    }
}
