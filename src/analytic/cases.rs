//! Exact values of the Erlang models, each test naming its case, and the limits between models.

use super::budget::{Budget, NoFigures};
use super::model::{ErlangModel, Kind, Room, SteadyState};
use super::solve::{Binding, Limit, Target, Unsolvable, fewest_agents, greatest_volume};
use super::test_support::assert_close;
use super::{erlang_b, erlang_c};
use crate::base::math::{exp, exp_m1, ln};

/// The values have ten significant digits, the smaller ones fewer.
const EXACT: f64 = 2e-9;

fn erlang(arrivals: f64, handle: f64, agents: u32) -> ErlangModel {
    ErlangModel {
        arrivals_per_second: arrivals,
        mean_handle_seconds: handle,
        mean_patience_seconds: None,
        agents,
        room: Room::Unlimited,
    }
}

fn patient(arrivals: f64, handle: f64, patience: f64, agents: u32) -> ErlangModel {
    ErlangModel { mean_patience_seconds: Some(patience), ..erlang(arrivals, handle, agents) }
}

fn solved(model: &ErlangModel) -> SteadyState {
    let state = model.solve().unwrap();
    let figures = state.figures;
    assert_close("shares", figures.blocked + figures.abandoned + figures.answered, 1.0, 1e-12);
    state
}

/// Within the threshold over offered less abandoned within it.
fn less_abandoned(state: &SteadyState, seconds: f64) -> f64 {
    let within = state.within(seconds);
    within.answered / (1.0 - within.abandoned)
}

#[track_caller]
fn assert_cases(case: &str, pairs: &[(&str, f64, f64)]) {
    for (what, found, wanted) in pairs {
        assert_close(&format!("{case} {what}"), *found, *wanted, EXACT);
    }
}

#[test]
fn cases_a_07_and_a_08_erlang_c_with_ten_erlangs() {
    let cases = [
        (11, 0.682_118_204_7, 122.781_276_8, 0.389_613_811_7),
        (12, 0.449_388_224_3, 40.444_940_19, 0.640_158_040_4),
        (14, 0.174_131_933_6, 7.835_937_012, 0.888_350_019_2),
    ];
    for (agents, delayed, asa, level) in cases {
        let model = erlang(200.0 / 3600.0, 180.0, agents);
        assert_eq!(model.kind(), Kind::ErlangC);
        let state = solved(&model);
        assert_cases(
            "A-07, A-08",
            &[
                ("delayed", state.figures.delayed, delayed),
                ("ASA", state.figures.asa_seconds, asa),
                ("mean wait", state.figures.mean_wait_seconds, asa),
                ("service level", state.within(20.0).answered, level),
            ],
        );
    }
}

#[test]
fn case_a_09_erlang_c_with_a_hundred_erlangs() {
    let state = solved(&erlang(1200.0 / 3600.0, 300.0, 110));
    let figures = state.figures;
    assert_cases(
        "A-09",
        &[
            ("delayed", figures.delayed, 0.237_007_500_3),
            ("ASA", figures.asa_seconds, 7.110_225_009),
            ("service level", state.within(20.0).answered, 0.878_316_292),
            ("queue", figures.queue_length, 2.370_075_003),
        ],
    );
}

#[test]
fn case_a_12_erlang_c_with_six_agents() {
    let state = solved(&erlang(60.0 / 3600.0, 300.0, 6));
    assert_cases(
        "A-12",
        &[
            ("delayed", state.figures.delayed, 0.587_516_450_5),
            ("ASA", state.figures.asa_seconds, 176.254_935_1),
            ("service level", state.within(30.0).answered, 0.468_393_131_9),
        ],
    );
}

#[test]
fn case_a_14_least_agents_for_eighty_in_twenty() {
    let cases = [
        (100.0, 180.0, 8, 0.880_148_31),
        (200.0, 180.0, 14, 0.888_350_02),
        (300.0, 300.0, 30, 0.820_943_72),
        (1200.0, 300.0, 108, 0.807_386_63),
        (3600.0, 240.0, 250, 0.820_884_97),
        (60.0, 600.0, 14, 0.847_604_38),
    ];
    for (volume, handle, agents, level) in cases {
        let solution = fewest_agents(
            &erlang(volume / 3600.0, handle, 1),
            &[eighty()],
            &Budget::of_a_question(),
        )
        .unwrap();
        assert_eq!(solution.model.agents, agents, "A-14 {volume} an hour of {handle} s");
        assert_eq!(solution.binding, Binding::Targets(vec![0]));
        let found = solved(&solution.model).within(20.0).answered;
        assert_close("A-14 service level", found, level, 1e-8);
    }
}

fn eighty() -> Target<'static> {
    Target { figure: Box::new(|state| state.within(20.0).answered), limit: Limit::AtLeast(0.8) }
}

#[test]
fn case_a_15_erlang_a_overloaded_by_five_per_cent() {
    let model = patient(0.35, 300.0, 180.0, 100);
    assert_eq!(model.kind(), Kind::ErlangA);
    let state = solved(&model);
    let (figures, within) = (state.figures, state.within(20.0));
    assert_cases(
        "A-15",
        &[
            ("delayed", figures.delayed, 0.620_657_227_6),
            ("abandoned", figures.abandoned, 0.072_123_006_24),
            ("mean wait", figures.mean_wait_seconds, 12.982_141_12),
            ("ASA", figures.asa_seconds, 12.722_190_67),
            ("service level", within.answered, 0.673_276_019_8),
            ("abandoned within", within.abandoned, 0.049_137_206_26),
            ("level less abandoned", less_abandoned(&state, 20.0), 0.708_068_529_2),
            ("queue", figures.queue_length, 4.543_749_393),
            ("occupancy", figures.occupancy, 0.974_270_843_5),
        ],
    );
}

#[test]
fn case_a_17_erlang_a_with_five_agents() {
    let state = solved(&patient(1.0 / 60.0, 300.0, 120.0, 5));
    let figures = state.figures;
    assert_cases(
        "A-17",
        &[
            ("delayed", figures.delayed, 0.466_431_798),
            ("abandoned", figures.abandoned, 0.212_543_101_5),
            ("mean wait", figures.mean_wait_seconds, 25.505_172_18),
            ("ASA", figures.asa_seconds, 18.859_099_84),
            ("service level", state.within(20.0).answered, 0.598_274_959_4),
            ("level less abandoned", less_abandoned(&state, 20.0), 0.640_785_726),
        ],
    );
}

#[test]
fn case_a_18_erlang_a_with_half_more_load_than_agents() {
    let state = solved(&patient(0.25, 300.0, 120.0, 50));
    let figures = state.figures;
    assert_cases(
        "A-18",
        &[
            ("delayed", figures.delayed, 0.975_753_735_9),
            ("abandoned", figures.abandoned, 0.334_170_323),
            ("mean wait", figures.mean_wait_seconds, 40.100_438_75),
            ("ASA", figures.asa_seconds, 45.943_647_06),
            ("service level", state.within(20.0).answered, 0.111_056_227_6),
        ],
    );
}

#[test]
fn case_a_20_erlang_a_with_long_patience() {
    let state = solved(&patient(0.08, 300.0, 600.0, 30));
    let figures = state.figures;
    assert_cases(
        "A-20",
        &[
            ("delayed", figures.delayed, 0.145_664_070_9),
            ("abandoned", figures.abandoned, 0.008_220_510_483),
            ("mean wait", figures.mean_wait_seconds, 4.932_306_29),
            ("service level", state.within(20.0).answered, 0.911_839_776_7),
        ],
    );
}

#[test]
fn case_a_21_what_abandonment_does_to_fifty_agents() {
    let endless = solved(&erlang(48.0 / 60.0, 60.0, 50));
    let figures = endless.figures;
    let seven_digits = [
        ("ASA", figures.asa_seconds, 20.833_67),
        ("P90", endless.wait_percentile_seconds(0.9), 58.138_74),
        ("queue", figures.queue_length, 16.666_94),
        ("occupancy", figures.occupancy, 0.96),
    ];
    for (what, found, wanted) in seven_digits {
        // Seven digits; the queue is stated as 0.8 x 20.83367 and is 16.66693.
        assert_close(&format!("A-21 (i) {what}"), found, wanted, 1e-6);
    }
    let figures = solved(&patient(48.0 / 60.0, 60.0, 120.0, 50)).figures;
    assert_cases(
        "A-21 (ii)",
        &[
            ("abandoned", figures.abandoned, 0.030_912_249_16),
            ("mean wait", figures.mean_wait_seconds, 3.709_469_899),
            ("queue", figures.queue_length, 2.967_575_92),
            ("occupancy", figures.occupancy, 0.930_324_240_8),
        ],
    );
    let fewer = solved(&erlang(46.5 / 60.0, 60.0, 50));
    let figures = fewer.figures;
    // The case states these to four or five digits.
    assert!((figures.asa_seconds - 8.760_2).abs() < 5e-5);
    assert!((fewer.wait_percentile_seconds(0.9) - 27.96).abs() < 5e-3);
    assert!((figures.queue_length - 6.789).abs() < 5e-4);
    assert_close("A-21 (iii) occupancy", figures.occupancy, 0.93, 1e-12);
}

#[test]
fn case_a_22_five_waiting_places_and_patience() {
    let model = ErlangModel { room: Room::Lines(15), ..patient(0.05, 240.0, 120.0, 10) };
    assert_eq!(model.kind(), Kind::LimitedLinesWithPatience);
    let figures = solved(&model).figures;
    assert_cases(
        "A-22",
        &[
            ("blocked", figures.blocked, 0.039_573_866_31),
            ("abandoned", figures.abandoned, 0.196_037_208_1),
            ("queue", figures.queue_length, 1.176_223_249),
            ("occupancy", figures.occupancy, 0.917_266_710_7),
        ],
    );
}

#[test]
fn case_a_23_thirty_waiting_places() {
    let model = ErlangModel { room: Room::Lines(120), ..erlang(8.4 / 60.0, 600.0, 90) };
    assert_eq!(model.kind(), Kind::LimitedLines);
    let figures = solved(&model).figures;
    assert_cases(
        "A-23",
        &[
            ("blocked", figures.blocked, 0.003_643_076_071),
            ("mean wait of admitted", figures.mean_wait_seconds, 27.001_365_66),
            ("ASA", figures.asa_seconds, 27.001_365_66),
            ("occupancy", figures.occupancy, 0.929_933_129),
        ],
    );
}

#[test]
fn case_a_44_the_share_abandoned_is_mean_wait_over_patience() {
    let crowded = [(0.35, 300.0, 180.0, 100), (0.25, 300.0, 120.0, 50), (40.0, 250.0, 90.0, 9_000)];
    for (arrivals, handle, patience, agents) in crowded {
        let figures = solved(&patient(arrivals, handle, patience, agents)).figures;
        let wanted = figures.mean_wait_seconds / patience;
        assert_close("A-44", figures.abandoned, wanted, 1e-12);
    }
}

#[test]
fn case_c_30_the_aggregate_of_a_priority_queue() {
    let figures = solved(&patient(0.35, 300.0, 300.0, 100)).figures;
    assert_close("C-30 abandoned", figures.abandoned, 0.066_981_946_45, EXACT);
    assert_close("C-30 mean wait", figures.mean_wait_seconds, 20.094_583_94, EXACT);
}

/// Erlang A by another road: logarithms of all weights of the chain, and Simpson's rule over the
/// density of the offered wait.
struct Slow {
    delayed: f64,
    abandoned: f64,
    asa_seconds: f64,
    answered_within: f64,
}

fn slowly(model: &ErlangModel, seconds: f64) -> Slow {
    let arrivals = model.arrivals_per_second;
    let (service, leaving) =
        (1.0 / model.mean_handle_seconds, 1.0 / model.mean_patience_seconds.unwrap());
    let agents = model.agents as usize;
    let most = agents + 60_000;
    let mut logs = vec![0.0_f64];
    for state in 1..=most {
        let waiting = state.saturating_sub(agents) as f64;
        let down = state.min(agents) as f64 * service + waiting * leaving;
        logs.push(logs[state - 1] + ln(arrivals / down));
    }
    let peak = logs.iter().copied().fold(f64::MIN, f64::max);
    let weights: Vec<f64> = logs.iter().map(|log| exp(log - peak)).collect();
    let all: f64 = weights.iter().sum();
    let delayed = weights[agents..].iter().sum::<f64>() / all;
    let queue: f64 =
        (agents..=most).map(|at| (at - agents) as f64 * weights[at]).sum::<f64>() / all;
    // Density of the offered wait at x, up to the constant that its first value gives.
    let first = ln(arrivals) + logs[agents - 1] - peak - ln(all);
    let density = |x: f64| {
        let fresh = arrivals * -exp_m1(-leaving * x) / leaving;
        exp(first + fresh - agents as f64 * service * x)
    };
    let answered = |x: f64| density(x) * exp(-leaving * x);
    let within = simpson(answered, seconds);
    let far = 40.0 / leaving;
    Slow {
        delayed,
        abandoned: queue * leaving / arrivals,
        asa_seconds: simpson(|x| x * answered(x), far) / (1.0 - queue * leaving / arrivals),
        answered_within: 1.0 - delayed + within,
    }
}

fn simpson(function: impl Fn(f64) -> f64, to: f64) -> f64 {
    const PANELS: u32 = 400_000;
    let step = to / f64::from(PANELS);
    let inner: f64 = (1..PANELS)
        .map(|i| if i % 2 == 0 { 2.0 } else { 4.0 } * function(f64::from(i) * step))
        .sum();
    (function(0.0) + inner + function(to)) * step / 3.0
}

#[test]
fn thousands_of_agents_agree_with_logarithms_and_quadrature() {
    let cases = [
        (1_000, 0.97, 180.0),
        (1_000, 1.03, 300.0),
        (10_000, 0.995, 240.0),
        (10_000, 1.0, 90.0),
        (10_000, 1.08, 200.0),
    ];
    for (agents, load, patience) in cases {
        let model = patient(load * f64::from(agents) / 300.0, 300.0, patience, agents);
        let (state, slow) = (solved(&model), slowly(&model, 5.0));
        let name = format!("{agents} agents at {load}");
        let figures = state.figures;
        assert_close(&format!("{name} delayed"), figures.delayed, slow.delayed, 1e-9);
        assert_close(&format!("{name} abandoned"), figures.abandoned, slow.abandoned, 1e-9);
        assert_close(&format!("{name} ASA"), figures.asa_seconds, slow.asa_seconds, 1e-8);
        let within = state.within(5.0).answered;
        assert!((within - slow.answered_within).abs() < 1e-9, "{name}: {within}");
    }
}

#[test]
fn extreme_loads_stay_numbers() {
    let extremes = [
        patient(1e6, 300.0, 180.0, 1),
        patient(1e-9, 300.0, 180.0, 10_000),
        patient(33.4, 300.0, 1e7, 10_000),
        patient(66.0, 300.0, 1e6, 10_000),
        patient(33.0, 300.0, 1e-6, 10_000),
        ErlangModel { room: Room::Lines(20_000), ..erlang(70.0, 300.0, 10_000) },
        ErlangModel { room: Room::Lines(20_000), ..patient(70.0, 300.0, 1e5, 10_000) },
    ];
    for model in extremes {
        let state = solved(&model);
        let figures = state.figures;
        let within = state.within(20.0);
        let shares = [
            figures.delayed,
            figures.blocked,
            figures.abandoned,
            within.answered,
            within.abandoned,
        ];
        assert!(shares.iter().all(|it| (0.0..=1.0 + 1e-12).contains(it)), "{model:?} {state:?}");
        assert!(figures.occupancy > 0.0 && figures.occupancy <= 1.0 + 1e-12, "{model:?}");
        assert!(figures.asa_seconds >= 0.0 && figures.asa_seconds.is_finite(), "{model:?}");
        let percentile = state.wait_percentile_seconds(0.9);
        assert!(percentile >= 0.0 && percentile.is_finite(), "{model:?}");
    }
}

#[test]
fn an_overloaded_agent_works_all_the_time() {
    let figures = solved(&patient(1e6, 300.0, 180.0, 1)).figures;
    assert_close("occupancy", figures.occupancy, 1.0, 1e-12);
    assert_close("answered", figures.answered, 1.0 / 3e8, 1e-9);
}

#[test]
fn endless_patience_is_erlang_c() {
    // Three years, the longest there is but one: the queue's k contacts leave 1e-8 a second each,
    // beside 1/3 answered; with E[k²] = 190 that changes 3e-6 of the weights, and waits thrice that.
    let (a, c) = (solved(&patient(0.30, 300.0, 1e8, 100)), solved(&erlang(0.30, 300.0, 100)));
    assert_close("delayed", a.figures.delayed, c.figures.delayed, 1e-5);
    assert_close("delayed", c.figures.delayed, erlang_c(100, 90.0).unwrap(), 1e-12);
    assert_close("ASA", a.figures.asa_seconds, c.figures.asa_seconds, 3e-5);
    assert_close("level", a.within(20.0).answered, c.within(20.0).answered, 1e-5);
    let (a, c) = (a.wait_percentile_seconds(0.95), c.wait_percentile_seconds(0.95));
    assert_close("P95", a, c, 3e-5);
    // What is longer never ends, and is no question.
    assert!(matches!(patient(0.30, 300.0, 1e9, 100).solve(), Err(NoFigures::OutOfDomain(_))));
}

#[test]
fn no_patience_is_erlang_b() {
    let figures = solved(&patient(0.32, 300.0, 1e-6, 100)).figures;
    assert_close("lost", figures.abandoned, erlang_b(100, 96.0), 1e-6);
    assert!(figures.mean_wait_seconds < 1e-6);
    assert!(matches!(patient(0.32, 300.0, 1e-9, 100).solve(), Err(NoFigures::OutOfDomain(_))));
}

#[test]
fn as_many_lines_as_agents_is_erlang_b() {
    for room in [Room::Lines(100), Room::NoWaiting] {
        let model = ErlangModel { room, ..patient(0.32, 300.0, 60.0, 100) };
        assert_eq!(model.kind(), Kind::ErlangB);
        let state = solved(&model);
        assert_close("blocked", state.figures.blocked, erlang_b(100, 96.0), 1e-13);
        assert_close("answered", state.within(0.0).answered, state.figures.answered, 1e-13);
        let waits = [state.figures.delayed, state.figures.asa_seconds, state.figures.abandoned];
        assert!(waits.iter().all(|it| it.abs() < 1e-300), "{state:?}");
    }
}

#[test]
fn many_lines_are_as_good_as_unlimited_ones() {
    let roomy = ErlangModel { room: Room::Lines(2_000), ..patient(0.35, 300.0, 180.0, 100) };
    let (roomy, endless) = (solved(&roomy), solved(&patient(0.35, 300.0, 180.0, 100)));
    assert_close("ASA", roomy.figures.asa_seconds, endless.figures.asa_seconds, 1e-12);
    assert_close("level", roomy.within(20.0).answered, endless.within(20.0).answered, 1e-12);
    let roomy = ErlangModel { room: Room::Lines(2_000), ..erlang(0.3, 300.0, 100) };
    let (roomy, endless) = (solved(&roomy), solved(&erlang(0.3, 300.0, 100)));
    assert_close("ASA", roomy.figures.asa_seconds, endless.figures.asa_seconds, 1e-12);
    assert_close("level", roomy.within(20.0).answered, endless.within(20.0).answered, 1e-12);
}

#[test]
fn the_pieces_of_a_long_threshold_are_the_whole() {
    let model = ErlangModel { room: Room::Lines(130), ..patient(0.35, 300.0, 180.0, 100) };
    let state = solved(&model);
    let within = state.within(1e6);
    assert_close("answered", within.answered, state.figures.answered, 1e-12);
    assert_close("abandoned", within.abandoned, state.figures.abandoned, 1e-12);
    assert_close("delayed", state.waiting_beyond(0.0), state.figures.delayed, 1e-12);
}

#[test]
fn a_percentile_is_the_wait_that_its_share_does_not_exceed() {
    let model = ErlangModel { room: Room::Lines(120), ..patient(0.35, 300.0, 180.0, 100) };
    for model in [model, patient(0.35, 300.0, 180.0, 100), erlang(0.33, 300.0, 100)] {
        let state = solved(&model);
        let seconds = state.wait_percentile_seconds(0.9);
        let beyond = state.waiting_beyond(seconds) / (1.0 - state.figures.blocked);
        assert_close("beyond P90", beyond, 0.1, 1e-10);
        assert!(state.wait_percentile_seconds(0.1).abs() < 1e-300);
    }
}

#[test]
fn the_greatest_volume_meets_the_target_exactly() {
    let solution =
        greatest_volume(&patient(1.0, 300.0, 180.0, 100), &[eighty()], &Budget::of_a_question())
            .unwrap();
    assert_eq!(solution.binding, Binding::Targets(vec![0]));
    assert_close("level", solved(&solution.model).within(20.0).answered, 0.8, 1e-10);
}

#[test]
fn a_target_without_effect_leaves_only_stability() {
    let lax = Target { figure: Box::new(|state| state.figures.delayed), limit: Limit::AtMost(1.0) };
    let solution =
        fewest_agents(&erlang(1.0 / 3.0, 300.0, 1), &[lax], &Budget::of_a_question()).unwrap();
    assert_eq!((solution.model.agents, solution.binding), (101, Binding::Stability));
}

#[test]
fn what_cannot_be_reached_is_named() {
    let blocked = || Target {
        figure: Box::new(|state: &SteadyState| state.figures.blocked),
        limit: Limit::AtMost(0.001),
    };
    let model = ErlangModel { room: Room::Lines(20), ..erlang(0.1, 300.0, 1) };
    let error =
        fewest_agents(&model, &[eighty(), blocked()], &Budget::of_a_question()).unwrap_err();
    assert_eq!(error, Unsolvable::TooManyAgents { agents: 20, missed: vec![0, 1] });
    let lax =
        Target { figure: Box::new(|state| state.figures.abandoned), limit: Limit::AtMost(1.0) };
    let error = greatest_volume(&patient(1.0, 300.0, 60.0, 2), &[lax], &Budget::of_a_question())
        .unwrap_err();
    assert_eq!(error, Unsolvable::AnyVolume);
}
