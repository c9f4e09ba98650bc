//! What pooling, overflow and a second skill do: two unlike queues, and six alike.
//!
//! Independent simulations (value and 95 % half-width) unless said; exact where each queue stands
//! alone. Times are divided by ten or more and volumes multiplied: the same system, in a day that
//! is longer for it.

use serde_json::{Map, Value, json};
use switchroom::measures::count::Count;

use super::steady::{Steady, day_and_night, exponential, steady_between};
use crate::support::estimates::Known::{Exact, Simulated};
use crate::support::estimates::{Figure, Width, agree, agree_within, say};

/// A minute of the textbook in seconds of ours.
const MINUTE: f64 = 6.0;

/// Two agents, short jobs of one minute and long ones of ten: 50 and 5 an hour.
struct TwoAgents {
    law: fn(f64) -> Value,
    days: u64,
}

fn constant(seconds: f64) -> Value {
    json!({ "distribution": "constant", "value_seconds": seconds })
}

impl TwoAgents {
    fn run(&self, groups: Value) -> Steady {
        let types = json!({
            "short": { "volume_per_hour": 500, "handle_time": (self.law)(MINUTE) },
            "long": { "volume_per_hour": 50, "handle_time": (self.law)(10.0 * MINUTE) },
        });
        steady_between(&day_and_night(types, groups), self.days, 3, 23)
    }

    /// One queue of short jobs for one agent. That of the long jobs is the same queue in a unit
    /// ten times as long.
    fn apart(&self) -> Figure {
        let types =
            json!({ "short": { "volume_per_hour": 500, "handle_time": (self.law)(MINUTE) } });
        let groups = json!({ "desk": { "agents": 1, "skills": ["short"] } });
        minutes(steady_between(&day_and_night(types, groups), self.days, 3, 23).wait())
    }

    fn one_line(&self) -> Steady {
        self.run(json!({ "both": {
            "agents": 2, "skills": { "short": { "priority": 0 }, "long": { "priority": 0 } },
        } }))
    }

    fn short_first(&self) -> Steady {
        self.run(json!({ "both": {
            "agents": 2, "skills": { "short": { "priority": 0 }, "long": { "priority": 1 } },
        } }))
    }
}

fn minutes(figure: Figure) -> Figure {
    figure.times(1.0 / MINUTE)
}

/// An agent's own jobs go to him first, and before other ones.
fn own(rank: u32) -> Value {
    json!({ "preference": rank, "priority": rank })
}

/// Ours is as wide as theirs, or narrower.
const AS_THEIRS: Width = Width::At(0.02);

#[test]
#[ignore = "long: .ci/run runs it"]
fn pooling_two_unlike_queues_can_hurt() {
    let two = TwoAgents { law: constant, days: 800 };
    agree(
        "C-17 and A-39 short and long jobs apart: M/D/1 (exact: Pollaczek-Khinchine)",
        &[("short mean wait (min); long: tenfold", Exact(2.5), two.apart())],
    );
    agree_within(
        "C-17 one line for two agents (an independent simulation)",
        AS_THEIRS,
        &[("mean wait (min)", Simulated(6.151, 0.064), minutes(two.one_line().wait()))],
    );
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn overflow_between_two_unlike_queues_helps() {
    let two = TwoAgents { law: constant, days: 800 };
    let both_ways = two.run(json!({
        "short desk": { "agents": 1, "skills": { "short": own(0), "long": own(1) } },
        "long desk": { "agents": 1, "skills": { "long": own(0), "short": own(1) } },
    }));
    agree_within(
        "C-17 overflow both ways (an independent simulation)",
        AS_THEIRS,
        &[
            ("short mean wait (min)", Simulated(3.662, 0.019), {
                minutes(both_ways.wait_of("short"))
            }),
            ("long mean wait (min)", Simulated(8.65, 0.12), minutes(both_ways.wait_of("long"))),
            ("mean wait (min)", Simulated(4.115, 0.027), minutes(both_ways.wait())),
        ],
    );
    let one_way = two.run(json!({
        "short desk": { "agents": 1, "skills": { "short": own(0) } },
        "long desk": { "agents": 1, "skills": { "long": own(0), "short": own(1) } },
    }));
    agree_within(
        "C-17 only short jobs overflow (an independent simulation)",
        AS_THEIRS,
        &[
            ("short mean wait (min)", Simulated(1.794, 0.012), minutes(one_way.wait_of("short"))),
            ("long mean wait (min)", Simulated(25.2, 0.4), minutes(one_way.wait_of("long"))),
            ("mean wait (min)", Simulated(3.926, 0.046), minutes(one_way.wait())),
        ],
    );
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn with_exponential_jobs_pooling_hurts_too_unless_short_ones_go_first() {
    let two = TwoAgents { law: exponential, days: 1300 };
    agree(
        "C-19 exponential jobs apart: M/M/1 (exact)",
        &[("short mean wait (min); long: tenfold", Exact(5.0), two.apart())],
    );
    agree_within(
        "C-19 one line, and short jobs first (independent simulations)",
        AS_THEIRS,
        &[
            ("one line, mean wait (min)", Simulated(12.03, 0.18), minutes(two.one_line().wait())),
            ("short first, mean wait (min)", Simulated(5.10, 0.05), {
                minutes(two.short_first().wait())
            }),
        ],
    );
}

/// Ninety agents for six contact types, fifteen with each as their own, each agent with so many
/// skills: his own first, then any other, equally spread over the other types. 120 lines.
fn six_types(skills: usize, unit: f64) -> Value {
    let name = |of: usize| format!("type {}", of % 6 + 1);
    let types: Map<String, Value> = (0..6)
        .map(|of| {
            let calls = json!({
                "volume_per_hour": 84.0 * unit, "handle_time": exponential(600.0 / unit),
            });
            (name(of), calls)
        })
        .collect();
    let groups: Map<String, Value> = (0..6)
        .flat_map(|of| (0..5).map(move |turn| (of, turn)))
        .map(|(of, turn)| {
            let others = (0..skills - 1).map(|next| (name(of + 1 + (turn + next) % 5), own(1)));
            let skills: Map<String, Value> = others.chain([(name(of), own(0))]).collect();
            (format!("own {} turn {turn}", name(of)), json!({ "agents": 3, "skills": skills }))
        })
        .collect();
    let mut file = day_and_night(Value::Object(types), Value::Object(groups));
    file["lines"] = json!(120);
    file
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn a_second_skill_gives_most_of_what_six_would() {
    let unit = 20.0;
    let run = |skills: usize| steady_between(&six_types(skills, unit), 40, 2, 23);
    let [one, two, six] = [1, 2, 6].map(run);
    let wait = |found: &Steady| found.wait_of_answered().times(unit);
    // The case has thirty places to wait, shared by all types. A file can only say 120 lines: the
    // same where every agent takes everything, and not where agents are idle while others wait.
    agree(
        "C-20 six types apart with 120 lines (exact: product form of six M/M/15)",
        &[
            ("blocked", Exact(0.041_658_677_95), one.share(Count::Blocked)),
            ("wait of answered", Exact(183.259_462_6), wait(&one)),
        ],
    );
    agree_within(
        "C-20 six types, six skills an agent (an independent simulation)",
        // Theirs are 17 and 6 % wide.
        Width::At(0.08),
        &[
            ("blocked", Simulated(0.003_5, 0.000_6), six.share(Count::Blocked)),
            ("wait of answered", Simulated(27.07, 1.6), wait(&six)),
        ],
    );
    let [one, two, six] = [one, two, six].map(|found| wait(&found).value);
    say(&format!("C-20 mean wait with one, two and six skills: {one:.1}, {two:.1}, {six:.1}"));
    assert!((one - two) / (one - six) > 0.9, "C-20 {one}, {two}, {six}");
}
