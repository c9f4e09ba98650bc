//! Staffing against theory on centres that theory solves, and its arithmetic.

use std::sync::atomic::{AtomicU64, Ordering};

use super::blending::{Blend, Named, blend};
use super::heads::Part;
use super::target::{Verdict, of_file, read};
use super::*;
use crate::analytic::solve::{self, Limit, fewest_agents};
use crate::analytic::{Budget, ErlangModel, Room, SteadyState};
use crate::scenario::NamedPolicy;
use crate::scenario::load::read_text;

const SETTINGS: Settings = Settings { seed: 1, replications: 4, threads: 2, confidence: 0.95 };

/// Nobody abandons before two minutes on average; calls last three.
fn desk(name: &str, erlangs: f64) -> (String, String) {
    let volume = erlangs * 20.0;
    let contact_type = format!(
        r#""{name}": {{ "volume_per_hour": {volume},
            "handle_time": {{ "distribution": "exponential", "mean_seconds": 180 }},
            "patience": {{ "distribution": "exponential", "mean_seconds": 120 }} }}"#
    );
    (contact_type, format!(r#""{name} desk": {{ "agents": 1, "skills": {{ "{name}": {{}} }} }}"#))
}

/// A centre of independent desks, of which 80 % in 20 s is wanted.
fn centre(desks: &[(String, String)], more: &str) -> Scenario {
    let types: Vec<&str> = desks.iter().map(|it| it.0.as_str()).collect();
    let groups: Vec<&str> = desks.iter().map(|it| it.1.as_str()).collect();
    let text = format!(
        r#"{{ "format": 1, "name": "desks", "day": {{ "opens": "08:00", "closes": "14:00" }},
            "contact_types": {{ {} }}, "agent_groups": {{ {} }} {more} }}"#,
        types.join(", "),
        groups.join(", ")
    );
    read_text("centre.json", &text).unwrap_or_else(|error| panic!("{error}")).base
}

const STEADY: &str = r#", "steady_state": { "interval": "08:00", "warm_up_minutes": 60,
    "batches": 40, "batch_minutes": 120 }"#;

fn question(scenario: &Scenario, targets: &[&str], per: Per) -> Question {
    let targets = targets.iter().flat_map(|text| read(text, scenario).unwrap()).collect();
    let (by, certainty) = (By::Agents, Certainty::Estimate);
    Question { targets, per, by, certainty, kept: Vec::new() }
}

const EIGHTY: &[&str] = &["contact_types.*.service_level>=0.8"];

fn erlang_a(erlangs: f64) -> u32 {
    let model = ErlangModel {
        arrivals_per_second: erlangs / 180.0,
        mean_handle_seconds: 180.0,
        mean_patience_seconds: Some(120.0),
        agents: 1,
        room: Room::Unlimited,
    };
    let target = solve::Target {
        figure: Box::new(|state: &SteadyState| state.within(20.0).answered),
        limit: Limit::AtLeast(0.8),
    };
    fewest_agents(&model, &[target], &Budget::of_a_question()).unwrap().model.agents
}

/// Theory: the search finds Erlang A's number from far below and from far above.
#[test]
fn one_desk_needs_what_erlang_a_says() {
    for erlangs in [2.0, 8.0, 40.0] {
        let scenario = centre(&[desk("sales", erlangs)], STEADY);
        let question = question(&scenario, EIGHTY, Per::Day);
        question.check(&scenario).unwrap();
        let task =
            Task { scenario: &scenario, question: &question, settings: &SETTINGS, watch: &() };
        let wanted = erlang_a(erlangs);
        for from in [1, 2 * wanted] {
            let heads = |number| Heads { groups: vec![0], columns: vec![vec![number]] };
            let mut search = task.search(Form::Free, heads(wanted), By::Agents, "searching");
            assert!(matches!(search.run(heads(from)), Ended::Found));
            let found = search.best.clone().unwrap().columns;
            assert_eq!(found, [[wanted]], "{erlangs} erlangs from {from}");
            let fewer = search.nearest_below().unwrap();
            assert_eq!(fewer.columns, [[wanted - 1]]);
        }
    }
}

/// Theory: two desks that share nobody need the sum.
#[test]
fn two_desks_need_the_sum() {
    let scenario = centre(&[desk("sales", 5.0), desk("service", 12.0)], STEADY);
    let asked = question(&scenario, EIGHTY, Per::Day);
    let answer = staff(&scenario, &asked, &SETTINGS, &()).unwrap();
    let wanted = [erlang_a(5.0), erlang_a(12.0)];
    assert_eq!(answer.judged.heads.columns, [wanted]);
    assert_eq!(answer.outcome, Outcome::Found);
    assert!(answer.judged.findings.iter().all(|it| it.verdict == Verdict::Met));
    let fewer = answer.fewer.unwrap();
    assert!(fewer.findings.iter().any(|it| it.verdict == Verdict::Missed));
}

/// Theory: on a day that is the same all day, intervals need what the day needs, the first one
/// (which starts empty) apart.
#[test]
#[ignore = "long: .ci/run runs it"]
fn intervals_of_a_stationary_day_need_what_the_day_needs() {
    let scenario = centre(&[desk("sales", 12.0)], "");
    let each = ["intervals.*.contact_types.sales.service_level>=0.8"];
    let asked = question(&scenario, &each, Per::Interval);
    let settings = Settings { replications: 400, ..SETTINGS };
    let answer = staff(&scenario, &asked, &settings, &()).unwrap();
    let wanted = erlang_a(12.0);
    let heads: Vec<u32> = answer.judged.heads.columns.iter().map(|column| column[0]).collect();
    assert_eq!(heads.len(), 12);
    assert!(heads[1..].iter().all(|own| own.abs_diff(wanted) <= 1), "{heads:?}");
    assert!(heads.iter().filter(|&&own| own == wanted).count() > 6, "{heads:?}");
    // The same of the day as a whole, by its own target.
    let day = question(&scenario, EIGHTY, Per::Day);
    let day = staff(&scenario, &day, &settings, &()).unwrap();
    assert!(day.judged.heads.columns[0][0].abs_diff(wanted) <= 1);
    // A target of the day leaves the search free where to save: never more than all the same.
    let free = question(&scenario, EIGHTY, Per::Interval);
    let free = staff(&scenario, &free, &settings, &()).unwrap();
    assert!(free.judged.heads.total() <= 12 * day.judged.heads.total());
    assert!(free.judged.findings.iter().all(|it| it.verdict != Verdict::Missed));
}

/// Nobody is idle one minute in twenty and answers at once; but no number of heads proves it.
#[test]
fn what_the_search_does_not_find_is_no_proof() {
    let scenario = centre(&[desk("sales", 3.0)], STEADY);
    let both = ["contact_types.sales.service_level>=0.99", "agent_groups.*.occupancy>=0.95"];
    let asked = question(&scenario, &both, Per::Day);
    let answer = staff(&scenario, &asked, &SETTINGS, &()).unwrap();
    assert_eq!(answer.outcome, Outcome::NoneFound);
    assert!(answer.proof.is_none());
    assert!(answer.judged.findings.iter().any(|it| it.verdict == Verdict::Missed));
    // What lacks least, not the most heads that were tried.
    assert!(answer.judged.heads.columns[0][0] < 10);
}

/// A caller without a line is blocked however many agents there are: Erlang B of 4 lines under
/// 3 erlangs, 0.206, is what the proof finds.
#[test]
fn what_no_number_of_agents_reaches_is_proved() {
    let scenario = centre(&[desk("sales", 3.0)], &format!("{STEADY}, \"lines\": 4"));
    let asked = question(&scenario, &["contact_types.sales.service_level>=0.95"], Per::Day);
    let answer = staff(&scenario, &asked, &SETTINGS, &()).unwrap();
    assert_eq!(answer.outcome, Outcome::CannotBeMet);
    let proof = answer.proof.unwrap();
    let found = proof.beyond_help().next().unwrap().found;
    let error = (found.mean.unwrap() - (1.0 - 0.2061)).abs();
    assert!(error < 3.0 * found.half_width.unwrap() / 1.96, "{found:?}");
    assert!(proof.heads.columns[0][0] >= 4 * 3);
}

/// What only kept agents take is not helped by heads elsewhere, and none are given.
#[test]
fn heads_go_where_they_help_and_nowhere_else() {
    let scenario = centre(&[desk("sales", 3.0), desk("service", 6.0)], STEADY);
    let asked = Question { kept: vec![0], ..question(&scenario, EIGHTY, Per::Day) };
    let answer = staff(&scenario, &asked, &SETTINGS, &()).unwrap();
    assert_eq!(answer.outcome, Outcome::CannotBeMet);
    assert!(answer.judged.heads.columns[0][0].abs_diff(erlang_a(6.0)) <= 1);
    let missed: Vec<_> = answer.judged.missed(false).map(|(_, it)| it.target.clone()).collect();
    assert_eq!(missed.len(), 1);
    assert_eq!(missed[0].contact_type.as_deref(), Some("sales"));
}

/// A target that wants more work for each is met by heads fewer.
#[test]
fn heads_are_taken_away_where_that_is_what_helps() {
    let scenario = centre(&[desk("sales", 6.0)], STEADY);
    let both = ["contact_types.sales.service_level>=0.5", "agent_groups.*.occupancy>=0.7"];
    let asked = question(&scenario, &both, Per::Day);
    let task = Task { scenario: &scenario, question: &asked, settings: &SETTINGS, watch: &() };
    let heads = |number| Heads { groups: vec![0], columns: vec![vec![number]] };
    let mut search = task.search(Form::Free, heads(6), By::Agents, "searching");
    assert!(matches!(search.run(heads(12)), Ended::Found));
}

/// Patience that has no mean, times beyond sense, and a watch that wants an end: a start is found
/// at once.
#[test]
fn the_start_is_bounded_whatever_the_file_says() {
    let patience = [r#"{ "distribution": "never" }"#, r#"{ "mean_seconds": 1e9 }"#];
    for patience in patience {
        let own = desk("sales", 25.0);
        let own = (
            own.0.replace(r#"{ "distribution": "exponential", "mean_seconds": 120 }"#, patience),
            own.1,
        );
        let scenario = centre(&[own], "");
        let targets = read("total.service_level>=0.8", &scenario).unwrap();
        let from = |watch: &dyn Watch| start::start(&scenario, &[0], &targets, Per::Day, watch);
        let found = from(&())[0][0];
        assert!((25..40).contains(&found), "{found}");
        assert_eq!(from(&Impatient(AtomicU64::new(0))), [[30]]);
    }
}

#[test]
fn the_cheapest_may_have_more_heads() {
    let types = desk("sales", 6.0).0;
    let groups = r#""quick": { "agents": 1, "wage_per_hour": 40, "skills": { "sales": {} } },
        "slow": { "agents": 1, "wage_per_hour": 20,
                  "skills": { "sales": { "handle_time_factor": 1.3 } } }"#;
    let scenario = centre(&[(types, groups.to_owned())], STEADY);
    let fewest = question(&scenario, EIGHTY, Per::Day);
    let cheapest = Question { by: By::Cost, ..fewest.clone() };
    let heads = |asked: &Question| {
        let answer = staff(&scenario, asked, &SETTINGS, &()).unwrap();
        answer.judged.heads.columns[0].clone()
    };
    let (fewest, cheapest) = (heads(&fewest), heads(&cheapest));
    assert_eq!((fewest[1], cheapest[0]), (0, 0));
    assert!(cheapest[1] > fewest[0]);
    assert!(20 * cheapest[1] < 40 * fewest[0]);
}

#[test]
fn scheduled_heads_are_required_ones_divided_by_who_is_there() {
    let shrunk = r#", "shrinkage": { "share": 0.3 }"#;
    let scenario = centre(&[desk("sales", 12.0)], shrunk);
    let asked = question(&scenario, EIGHTY, Per::Day);
    let settings = Settings { replications: 20, ..SETTINGS };
    let answer = staff(&scenario, &asked, &settings, &()).unwrap();
    let own = answer.required(0, 0);
    let productive = answer.judged.heads.columns[0][0];
    assert_eq!(own.scheduled, (f64::from(productive) / 0.7).ceil() as u32);
    let paid = |required: Required| (required.productive, required.staffed);
    assert_eq!(paid(own), (f64::from(productive), 1.0));
    assert!((own.over_under() - (1.0 - f64::from(productive))).abs() < 1e-12);
}

#[test]
fn what_cannot_be_asked_is_refused() {
    let scenario = centre(&[desk("sales", 1.0)], STEADY);
    let found = |question: Question| question.check(&scenario).unwrap_err().found;
    let asked = question(&scenario, EIGHTY, Per::Day);
    assert_eq!(found(question(&scenario, &[], Per::Day)), "no target");
    assert_eq!(found(Question { per: Per::Interval, ..asked.clone() }), "a steady state");
    assert_eq!(found(Question { by: By::Cost, ..asked.clone() }), "no wage in `sales desk`");
    assert_eq!(found(Question { kept: vec![0], ..asked }), "every agent group kept");
    assert!(of_file(&scenario, Per::Day).is_empty());
}

/// Stops after so many asks.
struct Impatient(AtomicU64);

impl Watch for Impatient {
    fn progress(&self, _: &str, _: u64, _: u64) {}

    fn stopped(&self) -> bool {
        self.0.fetch_sub(1, Ordering::SeqCst) == 0 || self.0.load(Ordering::SeqCst) > 1 << 60
    }
}

#[test]
fn a_search_that_is_stopped_keeps_the_best_so_far() {
    let scenario = centre(&[desk("sales", 12.0)], "");
    let asked = question(&scenario, EIGHTY, Per::Day);
    let settings = Settings { replications: 400, ..SETTINGS };
    // Before anything is simulated, it is where the search starts that is judged.
    let at_once = staff(&scenario, &asked, &settings, &Impatient(AtomicU64::new(0))).unwrap();
    assert!(at_once.stopped);
    let days = at_once.effort.replications;
    assert!((40..=50).contains(&days), "{days} days");
    let late = Impatient(AtomicU64::new(1200));
    let answer = staff(&scenario, &asked, &settings, &late).unwrap();
    assert!(answer.stopped);
    assert!(answer.effort.replications < 60);
    assert!(answer.judged.heads.columns[0][0] >= erlang_a(12.0) - 1);
    let met = answer.judged.findings.iter().all(|it| it.verdict != Verdict::Missed);
    assert_eq!(answer.outcome == Outcome::Found, met);
}

#[test]
fn shifts_are_kept_and_the_others_staffed_around_them() {
    let (types, group) = desk("sales", 6.0);
    let shifts = r#""night": { "skills": { "sales": {} },
        "shifts": [ { "agents": 4, "start": "08:00", "end": "14:00" } ] }"#;
    let both = centre(&[(types.clone(), format!("{group}, {shifts}"))], "");
    let asked = question(&both, EIGHTY, Per::Day);
    asked.check(&both).unwrap();
    let settings = Settings { replications: 200, ..SETTINGS };
    let answer = staff(&both, &asked, &settings, &()).unwrap();
    assert_eq!(answer.judged.heads.groups, [1]);
    assert!((answer.judged.heads.columns[0][0] + 4).abs_diff(erlang_a(6.0)) <= 1);
    let alone = centre(&[(types, shifts.to_owned())], "");
    let refusal = question(&alone, EIGHTY, Per::Day).check(&alone).unwrap_err();
    assert_eq!(refusal.found, "shifts in every agent group");
}

/// Pools: who shares a contact type, a line or a target, or sends contacts, is searched together.
#[test]
fn groups_that_share_nothing_are_searched_side_by_side() {
    let two = [desk("sales", 3.0), desk("service", 6.0)];
    let number = |more: &str, target: &str| {
        let scenario = centre(&two, more);
        let targets = read(target, &scenario).unwrap();
        pools::pools(&scenario, &[0, 1], &targets, &[1, 1], Form::Free).len()
    };
    assert_eq!(number("", EIGHTY[0]), 2);
    assert_eq!(number("", "total.service_level>=0.8"), 1);
    assert_eq!(number(r#", "lines": 40"#, EIGHTY[0]), 1);
}

/// Law: the same heads and figures on any number of threads.
#[test]
fn blending_two_equal_desks_saves_heads_whatever_the_threads() {
    let scenario = centre(&[desk("sales", 6.0), desk("service", 6.0)], "");
    let asked = Blend {
        targets: read(EIGHTY[0], &scenario).unwrap(),
        per: Per::Day,
        certainty: Certainty::Estimate,
        rules: vec![NamedPolicy::LongestWait],
        parts: vec![Part::Share(0.0), Part::Agents(4), Part::Share(1.0)],
        first: Vec::new(),
        named: Named::default(),
    };
    let found = [1, 3].map(|threads| {
        let settings = Settings { replications: 300, threads, ..SETTINGS };
        let answer = blend(&scenario, &asked, &settings, &()).unwrap();
        let cells = answer.cells.iter();
        cells.map(|it| (it.judged.heads.clone(), it.sure, it.judged.findings[0].found)).collect()
    });
    let [one, three]: [Vec<_>; 2] = found;
    assert_eq!(one, three);
    let total = |at: usize| one[at].0.total() as u32;
    assert_eq!(one.len(), 3);
    // Theory: split is twice one desk, everybody blended is one desk of both.
    assert!(total(0).abs_diff(2 * erlang_a(6.0)) <= 1);
    assert!(total(2).abs_diff(erlang_a(12.0)) <= 1);
    assert!(total(0) > total(1) && total(1) >= total(2));
    assert_eq!(one[1].0.columns[0][2], 4);
}

/// Law: a mix with more agents than the engine can number is never simulated, and never a proof.
#[test]
fn what_the_engine_cannot_number_is_not_tried() {
    let targets = r#", "targets": { "a": { "service_level": 0.8, "within_seconds": 20 } }"#;
    let scenario = centre(&[desk("a", 3.0), desk("b", 3.0)], targets);
    let targets = of_file(&scenario, Per::Day);
    let mut trial = Trial::new(&scenario, &targets, &SETTINGS, "", &());
    let heads = |number| Heads { groups: vec![0], columns: vec![vec![number]] };
    // The desk that is kept has one agent.
    assert!(trial.fits(&heads(65_535)) && !trial.fits(&heads(65_536)));
    let misses = trial.misses(&heads(65_536), trial::Look::Long).unwrap();
    assert!(misses.0.iter().all(|miss| miss.by > 1.0), "{misses:?}");
    assert_eq!((misses.0.len(), trial.candidates()), (1, 0));
}
