//! The rules among idle agents and among waiting contacts, each told apart from the default.

use switchroom::scenario::model::{AmongIdleAgents, AmongWaiting};

use crate::support::centre::{GroupTold, TypeTold, contact_type, group};
use crate::support::story::Story;

#[test]
fn longest_idle_takes_who_has_been_idle_longest() {
    Story::of([contact_type("sales").at(&[0.0, 150.0])], [group("desk", 2).takes("sales")]).tells(
        "0 offered sales
         0 answered sales by desk 1 after 0
         100 finished sales by desk 1 after 100
         150 offered sales
         150 answered sales by desk 2 after 0
         250 finished sales by desk 2 after 100",
    );
}

#[test]
fn most_idle_takes_the_group_with_most_idle_agents_and_its_lowest_number() {
    Story::of(
        [contact_type("sales").at(&[1.0, 2.0, 3.0]).idle_rule(AmongIdleAgents::MostIdle)],
        [group("alpha", 1).takes("sales"), group("desk", 2).takes("sales")],
    )
    .tells(
        "1 offered sales
         1 answered sales by desk 1 after 0
         2 offered sales
         2 answered sales by alpha 1 after 0
         3 offered sales
         3 answered sales by desk 2 after 0
         101 finished sales by desk 1 after 100
         102 finished sales by alpha 1 after 100
         103 finished sales by desk 2 after 100",
    );
}

#[test]
fn least_occupied_takes_the_lowest_share_of_handling_since_opening() {
    // At 500 agent 1 has handled 300 of 500 s, agent 2 100 of 500 s; agent 1 is idle longer.
    let rule = AmongIdleAgents::LeastOccupied;
    Story::of(
        [
            contact_type("loan").at(&[0.0]).talk(300.0).idle_rule(rule),
            contact_type("sales").at(&[350.0, 500.0]).idle_rule(rule),
        ],
        [group("desk", 2).takes("sales").takes("loan")],
    )
    .tells(
        "0 offered loan
         0 answered loan by desk 1 after 0
         300 finished loan by desk 1 after 300
         350 offered sales
         350 answered sales by desk 2 after 0
         450 finished sales by desk 2 after 100
         500 offered sales
         500 answered sales by desk 2 after 0
         600 finished sales by desk 2 after 100",
    );
}

#[test]
fn least_occupied_counts_from_when_the_agent_came() {
    // At 900 agent 1 has handled 200 of 900 s; agent 2, here since 600, 100 of 300 s.
    let rule = AmongIdleAgents::LeastOccupied;
    Story::of(
        [contact_type("sales").at(&[0.0, 100.0, 650.0, 900.0]).idle_rule(rule)],
        [group("desk", 0).shift(0.0, 3600.0, &[]).shift(600.0, 3600.0, &[]).takes("sales")],
    )
    .tells(
        "0 offered sales
         0 answered sales by desk 1 after 0
         100 finished sales by desk 1 after 100
         100 offered sales
         100 answered sales by desk 1 after 0
         200 finished sales by desk 1 after 100
         650 offered sales
         650 answered sales by desk 2 after 0
         750 finished sales by desk 2 after 100
         900 offered sales
         900 answered sales by desk 1 after 0
         1000 finished sales by desk 1 after 100",
    );
}

#[test]
fn fastest_takes_the_group_with_the_lowest_factor() {
    let speed = |name, factor| {
        group(name, 1).takes_with("sales", |skill| skill.handle_time_factor = factor)
    };
    Story::of(
        [contact_type("sales").at(&[0.0, 0.0, 0.0]).idle_rule(AmongIdleAgents::Fastest)],
        [speed("alpha", 1.25), speed("desk", 1.0), speed("zeta", 0.75)],
    )
    .tells(
        "0 offered sales
         0 answered sales by zeta 1 after 0
         0 offered sales
         0 answered sales by desk 1 after 0
         0 offered sales
         0 answered sales by alpha 1 after 0
         75 finished sales by zeta 1 after 75
         100 finished sales by desk 1 after 100
         125 finished sales by alpha 1 after 125",
    );
}

#[test]
fn random_leaves_nobody_out_and_takes_the_same_agent_in_every_run() {
    // Each of 60 contacts finds both idle: nobody is left out but with probability 2^-59.
    let times: Vec<f64> = (0..60).map(|minute| f64::from(minute) * 60.0).collect();
    let sales = contact_type("sales").at(&times).talk(1.0).idle_rule(AmongIdleAgents::Random);
    let story = Story::of([sales], [group("desk", 2).takes("sales")]);
    let heard = story.heard();
    assert!(heard.contains("by desk 1") && heard.contains("by desk 2"));
    assert_eq!(heard.matches("answered").count(), 60);
    assert_eq!(story.heard(), heard);
}

/// The desk's agent is freed at 100 and finds these waiting.
fn freed_at_100(desk: GroupTold, waiting: [TypeTold; 2]) -> Story {
    let busy = contact_type("busy").at(&[0.0]);
    Story::of([busy].into_iter().chain(waiting), [desk.takes("busy")])
}

/// The line that tells whom the desk takes at 100.
#[track_caller]
fn takes_at_100(story: &Story, wanted: &str) {
    let heard = story.heard();
    let line = heard.lines().find(|line| line.starts_with("100 answered")).unwrap_or(&heard);
    assert_eq!(line, format!("100 answered {wanted}"));
}

fn desk(rule: AmongWaiting) -> GroupTold {
    group("desk", 1).takes("sales").takes("service").rule(rule)
}

#[test]
fn longest_wait_takes_who_has_waited_longest() {
    let waiting = [contact_type("sales").at(&[60.0]), contact_type("service").at(&[10.0])];
    takes_at_100(
        &freed_at_100(desk(AmongWaiting::LongestWait), waiting),
        "service by desk 1 after 90",
    );
}

#[test]
fn weights_multiply_waits() {
    // 3 x 40 s is more than 90 s; 2 x 40 s is not.
    let weighed = |weight| {
        let desk =
            group("desk", 1).takes_with("sales", |skill| skill.weight = weight).takes("service");
        let waiting = [contact_type("sales").at(&[60.0]), contact_type("service").at(&[10.0])];
        freed_at_100(desk, waiting)
    };
    takes_at_100(&weighed(3.0), "sales by desk 1 after 40");
    takes_at_100(&weighed(2.0), "service by desk 1 after 90");
}

#[test]
fn longest_queue_takes_the_first_of_the_longest_line() {
    let waiting = [contact_type("sales").at(&[60.0, 70.0]), contact_type("service").at(&[10.0])];
    takes_at_100(
        &freed_at_100(desk(AmongWaiting::LongestQueue), waiting),
        "sales by desk 1 after 40",
    );
}

#[test]
fn queue_ratio_takes_the_line_most_above_its_share() {
    // 3 - 0.8 x 5 = -1 against 2 - 0.2 x 5 = 1.
    let share = |told: TypeTold, share| told.with(|own| own.queue_share = share);
    let waiting = [
        share(contact_type("sales").at(&[10.0, 11.0, 12.0]), 0.8),
        share(contact_type("service").at(&[60.0, 61.0]), 0.2),
    ];
    takes_at_100(
        &freed_at_100(desk(AmongWaiting::QueueRatio), waiting),
        "service by desk 1 after 40",
    );
}

#[test]
fn c_mu_takes_the_largest_cost_over_handle_time() {
    // Sales 1 / (80 + 20), service 2 / 300: sales first; sales twice as slow: service first.
    let costs = |factor| {
        let cost = |told: TypeTold, cost| told.with(|own| own.waiting_cost_per_minute = cost);
        let desk = group("desk", 1)
            .takes_with("sales", |skill| skill.handle_time_factor = factor)
            .takes("service")
            .rule(AmongWaiting::CMu);
        freed_at_100(
            desk,
            [
                cost(contact_type("sales").at(&[60.0]).talk(80.0).wrap_up(20.0), 1.0),
                cost(contact_type("service").at(&[10.0]).talk(300.0), 2.0),
            ],
        )
    };
    takes_at_100(&costs(1.0), "sales by desk 1 after 40");
    takes_at_100(&costs(2.0), "service by desk 1 after 90");
}

#[test]
fn earliest_due_takes_offered_time_plus_target_and_a_tie_goes_by_name() {
    // Service is due at 10 + 100 = 110; sales at 60 + 49, 50 or 51.
    let target = |seconds| {
        let waiting = [
            contact_type("sales").at(&[60.0]).within(seconds),
            contact_type("service").at(&[10.0]).within(100.0),
        ];
        freed_at_100(desk(AmongWaiting::EarliestDue), waiting)
    };
    takes_at_100(&target(49.0), "sales by desk 1 after 40");
    takes_at_100(&target(50.0), "sales by desk 1 after 40");
    takes_at_100(&target(51.0), "service by desk 1 after 90");
}

#[test]
fn a_rule_is_asked_only_among_equal_priorities() {
    let desk = group("desk", 1)
        .takes_with("sales", |skill| skill.priority = 1.0)
        .takes("service")
        .rule(AmongWaiting::LongestQueue);
    let waiting =
        [contact_type("sales").at(&[10.0, 11.0, 12.0]), contact_type("service").at(&[60.0])];
    takes_at_100(&freed_at_100(desk, waiting), "service by desk 1 after 40");
}

#[test]
fn max_weight_takes_the_largest_queue_times_speed() {
    // Sales an agent finishes 1 in 100 s, service 1 in 50 s: 1 against 2, then 3 against 2.
    let queue = |sales: &[f64]| {
        let waiting =
            [contact_type("sales").at(sales), contact_type("service").at(&[60.0]).talk(50.0)];
        freed_at_100(group("desk", 1).takes("sales").takes("service"), waiting).max_weight()
    };
    takes_at_100(&queue(&[10.0]), "service by desk 1 after 40");
    takes_at_100(&queue(&[10.0, 11.0, 12.0]), "sales by desk 1 after 90");
}

#[test]
fn max_weight_sends_a_contact_where_it_is_handled_fastest() {
    Story::of(
        [contact_type("sales").at(&[0.0, 0.0])],
        [
            group("alpha", 1).takes("sales"),
            group("desk", 1).takes_with("sales", |skill| skill.handle_time_factor = 0.5),
        ],
    )
    .max_weight()
    .tells(
        "0 offered sales
         0 answered sales by desk 1 after 0
         0 offered sales
         0 answered sales by alpha 1 after 0
         50 finished sales by desk 1 after 50
         100 finished sales by alpha 1 after 100",
    );
}
