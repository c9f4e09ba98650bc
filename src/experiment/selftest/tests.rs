//! The selftest must be able to fail.

use super::*;
use crate::engine::Fault;

/// A tenth of the days: quick, and still sharp enough for every fault below.
fn quickly(model: &dyn Fn(&Scenario) -> Model) -> Findings {
    simulated(Effort { seed: 1, threads: 2, days: 0.1 }, model, &()).unwrap()
}

/// What does not agree, as "model: measure".
fn found_wrong(fault: Fault) -> Vec<String> {
    let found = quickly(&|scenario| Model::with_fault(scenario, fault));
    let wrong = found.figures.iter().filter(|it| it.verdict() != Verdict::Agrees);
    wrong.map(|it| format!("{}: {}", it.model, it.measure)).collect()
}

#[test]
fn a_sound_engine_agrees_with_every_known_answer() {
    let found = quickly(&Model::new);
    for finding in &found.figures {
        assert_eq!(finding.verdict(), Verdict::Agrees, "{finding:?}");
    }
    assert!(found.all_agree());
}

#[test]
fn patience_a_tenth_too_long_is_found() {
    let wrong = found_wrong(Fault::LongPatience);
    assert!(wrong.contains(&"Erlang A, 100 agents: mean wait, s".to_owned()), "{wrong:?}");
    assert!(wrong.contains(&"Patience exactly 120 s: mean wait, s".to_owned()), "{wrong:?}");
    // Where nobody is impatient nothing is wrong.
    assert!(!wrong.iter().any(|it| it.starts_with("Erlang C")), "{wrong:?}");
}

#[test]
fn agents_who_take_the_wrong_queue_are_found() {
    let wrong = found_wrong(Fault::WrongQueue);
    let expected = [
        "One group, two priorities: first abandoned",
        "One group, two priorities: second abandoned",
        "Specialists and blended: sales abandoned",
    ];
    for one in expected {
        assert!(wrong.contains(&one.to_owned()), "{wrong:?}");
    }
    assert!(!wrong.iter().any(|it| it.starts_with("Erlang")), "{wrong:?}");
}

#[test]
fn a_waiting_contact_that_is_overlooked_is_found() {
    let wrong = found_wrong(Fault::LastOverlooked);
    assert!(wrong.iter().any(|it| it.starts_with("Erlang A, 5 agents")), "{wrong:?}");
    // Nobody waits there.
    assert!(!wrong.iter().any(|it| it.starts_with("Erlang B")), "{wrong:?}");
}

#[test]
fn identities_hold_and_a_broken_one_differs() {
    let found = identities::identities(1, &()).unwrap();
    assert!(found.iter().all(|finding| finding.verdict() == Verdict::Agrees), "{found:?}");
    let broken = Finding { found: 1.0, ..found[0].clone() };
    assert_eq!(broken.verdict(), Verdict::Differs);
}

fn finding(found: f64, error: f64, widest: f64) -> Finding {
    Finding {
        model: "a model",
        measure: "a measure",
        source: "by hand",
        exact: 2.0,
        found,
        method: Method::Simulated { error, widest },
    }
}

#[test]
fn a_figure_agrees_within_its_allowance_if_its_interval_is_narrow() {
    assert_eq!(finding(2.032, 0.01, 0.01).verdict(), Verdict::Agrees);
    assert_eq!(finding(2.034, 0.01, 0.01).verdict(), Verdict::Differs);
    // 1.96 x 0.011 is above 1 % of 2.
    assert_eq!(finding(2.0, 0.011, 0.01).verdict(), Verdict::TooWide);
    assert_eq!(finding(f64::NAN, 0.01, 0.01).verdict(), Verdict::Differs);
}

#[test]
fn false_alarms_are_as_rare_as_is_said() {
    let findings = vec![finding(2.0, 0.01, 0.01); 19];
    let found = Findings { seed: 1, threads: 1, effort: 1.0, contacts: 0, figures: findings };
    // 1 / (1 - (1 - 0.000967)^19), and 2 (1 - Phi(3.3)) = 0.000967.
    assert!((found.seeds_for_a_false_alarm() - 54.9).abs() < 0.1);
}

#[test]
fn a_stop_ends_it_without_findings() {
    struct Stopped;
    impl Watch for Stopped {
        fn progress(&self, _: &str, _: u64, _: u64) {}
        fn stopped(&self) -> bool {
            true
        }
    }
    assert!(selftest(Effort { seed: 1, threads: 1, days: 1.0 }, &Stopped).is_none());
}
