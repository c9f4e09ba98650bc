//! Every case of which an answer is known, and what shows that the product returns it.
//!
//! The ids are those of a list of reference cases (A to L) and of a list of published and measured
//! results of an established simulator (P and M). `docs/cases.md` is made from this table; the
//! keepers in `cases_kept.rs` see to it that no case and no test is missing without a word.

use How::{
    Beside, Calculated, Long, LongBeside, LongStatistics, Simulated, Statistics, Story, Unit,
    Worked,
};

/// One case.
#[derive(Clone, Copy, Debug)]
pub(super) struct Case {
    pub(super) id: &'static str,
    pub(super) model: &'static str,
    /// None: the case is pending.
    pub(super) shown_by: &'static [Proof],
    /// What the product cannot do yet and the case, or a part of it, needs.
    pub(super) missing: &'static str,
    pub(super) note: &'static str,
}

/// A test that shows it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Proof {
    pub(super) how: How,
    pub(super) file: &'static str,
    pub(super) test: &'static str,
}

/// How, and so where the test stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum How {
    /// By a simulation that runs with every `cargo test`.
    Simulated,
    /// By a simulation that `.ci/run` runs, because it is long.
    Long,
    /// By a calculator, to ten digits or as many as are known.
    Calculated,
    /// By the statistics of many experiments.
    Statistics,
    /// The same, by some that `.ci/run` runs.
    LongStatistics,
    /// By a story told event by event.
    Story,
    /// By exact figures of the product, without chance.
    Worked,
    /// The same, by a test beside the code.
    Unit,
    /// By a simulation beside the code.
    Beside,
    /// The same, by one that `.ci/run` runs.
    LongBeside,
}

impl How {
    pub(super) fn words(self) -> &'static str {
        match self {
            Simulated | Beside => "simulation",
            Long | LongBeside => "long simulation",
            Calculated => "calculator",
            Statistics => "many experiments",
            LongStatistics => "many long experiments",
            Story => "story",
            Worked | Unit => "arithmetic",
        }
    }

    /// Whether `cargo test` leaves it out.
    pub(super) fn is_long(self) -> bool {
        matches!(self, Long | LongStatistics | LongBeside)
    }

    pub(super) fn folder(self) -> &'static str {
        match self {
            Simulated | Long | Worked => "tests/it/theory",
            Calculated => "src/analytic",
            Statistics | LongStatistics => "tests/it/statistics",
            Story => "tests/it/story",
            Unit | Beside | LongBeside => "src",
        }
    }
}

/// A section of the list.
pub(super) struct Section {
    pub(super) letter: char,
    pub(super) title: &'static str,
    /// Where the values come from.
    pub(super) source: &'static str,
}

pub(super) const SECTIONS: [Section; 11] = [
    Section {
        letter: 'A',
        title: "Erlang B, C, A and M/M/n+G",
        source: "Exact: birth-death chains, closed forms and quadratures of 25 digits and more \
                 (Erlang 1917; Palm 1957; Baccelli and Hebuterne 1981; Garnett, Mandelbaum and \
                 Reiman 2002; Zeltyn and Mandelbaum 2005; Halfin and Whitt 1981). A-40 is an \
                 independent simulation.",
    },
    Section {
        letter: 'B',
        title: "Days from empty",
        source: "Published example reports of the ContactCenters and SSJ libraries, and exact \
                 solutions of the time-dependent birth-death equations.",
    },
    Section {
        letter: 'C',
        title: "Several skills, priorities, split against blended",
        source: "Exact: sparse Markov chains, Cobham 1954, Pollaczek and Khinchine. C-17, C-19, \
                 C-20, C-22 to C-29: independent simulations, after van Dijk and van der Sluis \
                 2008, Wallace and Whitt 2005, and Gurvich and Whitt 2009.",
    },
    Section {
        letter: 'D',
        title: "Blending with outbound work",
        source: "Exact: birth-death chains, after Bhulai and Koole 2003.",
    },
    Section {
        letter: 'E',
        title: "Sales within service",
        source: "Exact: two-phase Markov chains and arithmetic on them, after Aksin and Harker \
                 1999, and Ormeci and Aksin 2010.",
    },
    Section {
        letter: 'F',
        title: "Retention, redials, call-backs, announcements",
        source: "Exact: closed forms and Markov chains; textbook values of customers' lifetimes.",
    },
    Section {
        letter: 'G',
        title: "Method",
        source: "Exact arithmetic on small samples; G-08 is measured by an independent simulator.",
    },
    Section {
        letter: 'H',
        title: "Calibration from data",
        source: "Published data of an anonymous bank's call centre in 1999 and of a simulated \
                 one.",
    },
    Section {
        letter: 'L',
        title: "Customers over months (in the code H-01 to H-29 of the horizon)",
        source: "Exact: closed forms, and recursions in steps of a day. L-30 is an independent \
                 program that shares no code with this one.",
    },
    Section {
        letter: 'P',
        title: "Published results of an established simulator",
        source: "ContactCenters 0.9.9, 1000 replications, 95 % intervals.",
    },
    Section {
        letter: 'M',
        title: "Measured with that simulator",
        source: "Its generic simulator on its own model files, with half-widths.",
    },
];

const fn case(id: &'static str, model: &'static str, shown_by: &'static [Proof]) -> Case {
    Case { id, model, shown_by, missing: "", note: "" }
}

const fn pending(id: &'static str, model: &'static str, missing: &'static str) -> Case {
    Case { id, model, shown_by: &[], missing, note: "" }
}

impl Case {
    const fn lacks(self, missing: &'static str) -> Self {
        Self { missing, ..self }
    }

    const fn note(self, note: &'static str) -> Self {
        Self { note, ..self }
    }
}

const fn proof(how: How, file: &'static str, test: &'static str) -> Proof {
    Proof { how, file, test }
}

const fn simulated(file: &'static str, test: &'static str) -> Proof {
    proof(Simulated, file, test)
}

const fn long(file: &'static str, test: &'static str) -> Proof {
    proof(Long, file, test)
}

const fn calculated(file: &'static str, test: &'static str) -> Proof {
    proof(Calculated, file, test)
}

const DIALLER: &str = "outbound dialler";
const FIT: &str = "calibration: fitting a scenario to data";

/// The table, in the order of the list.
pub(super) const CASES: &[Case] = &[
    case(
        "A-01",
        "Erlang B, 10 agents, 5 erlangs",
        &[
            calculated("erlang_b", "case_a_01_ten_agents_and_five_erlangs"),
            long("erlang", "as_many_lines_as_agents_lose_what_erlang_b_says"),
        ],
    ),
    case(
        "A-02",
        "Erlang B, 1 and 5 agents",
        &[
            calculated("erlang_b", "case_a_02_one_agent_and_five_agents"),
            long("erlang", "as_many_lines_as_agents_lose_what_erlang_b_says"),
        ],
    ),
    case(
        "A-03",
        "Erlang B, 100 agents, 100 erlangs",
        &[
            calculated("erlang_b", "case_a_03_a_hundred_agents_and_erlangs"),
            long("erlang", "as_many_lines_as_agents_lose_what_erlang_b_says"),
        ],
    ),
    case(
        "A-06",
        "M/G/20/20: blocking does not depend on the law of handle times",
        &[
            calculated("erlang_b", "case_a_06_insensitivity_has_one_value"),
            long("one_queue", "blocking_does_not_depend_on_the_law_of_handle_times"),
        ],
    ),
    case(
        "A-07",
        "Erlang C, 10 erlangs, 11 agents",
        &[
            calculated("cases", "cases_a_07_and_a_08_erlang_c_with_ten_erlangs"),
            long("one_queue", "without_patience_the_queue_is_erlang_c"),
        ],
    ),
    case(
        "A-08",
        "Erlang C, 10 erlangs, 12 and 14 agents",
        &[
            calculated("cases", "cases_a_07_and_a_08_erlang_c_with_ten_erlangs"),
            long("erlang", "ten_erlangs_for_twelve_and_fourteen_agents_are_erlang_c"),
        ],
    ),
    case(
        "A-09",
        "Erlang C, 100 erlangs, 110 agents",
        &[
            calculated("cases", "case_a_09_erlang_c_with_a_hundred_erlangs"),
            long("erlang", "a_hundred_erlangs_for_a_hundred_and_ten_agents_are_erlang_c"),
        ],
    ),
    case(
        "A-12",
        "Erlang C, 5 erlangs, 6 agents, threshold 30 s",
        &[
            calculated("cases", "case_a_12_erlang_c_with_six_agents"),
            long("erlang", "five_erlangs_for_six_agents_are_erlang_c"),
        ],
    ),
    case(
        "A-14",
        "Least agents for 80 % in 20 s, six systems",
        &[
            calculated("cases", "case_a_14_least_agents_for_eighty_in_twenty"),
            long("erlang", "the_least_agents_for_eighty_in_twenty_reach_the_level_of_erlang_c"),
        ],
    ),
    case(
        "A-15",
        "M/M/100+M at 105 erlangs (benchmark B1)",
        &[
            calculated("cases", "case_a_15_erlang_a_overloaded_by_five_per_cent"),
            simulated("one_queue", "erlang_a_with_a_hundred_agents_is_exact"),
        ],
    ),
    case(
        "A-17",
        "M/M/5+M",
        &[
            calculated("cases", "case_a_17_erlang_a_with_five_agents"),
            simulated("one_queue", "erlang_a_with_five_agents_is_exact"),
        ],
    ),
    case(
        "A-18",
        "M/M/50+M at 1.5 erlangs an agent",
        &[
            calculated("cases", "case_a_18_erlang_a_with_half_more_load_than_agents"),
            long("one_queue", "an_overloaded_erlang_a_answers_those_who_wait_long"),
        ],
    ),
    case(
        "A-20",
        "M/M/30+M, long patience",
        &[
            calculated("cases", "case_a_20_erlang_a_with_long_patience"),
            long("erlang", "erlang_a_with_long_patience_is_exact"),
        ],
    ),
    case(
        "A-21",
        "50 agents with and without abandonment (Garnett, Mandelbaum, Reiman)",
        &[
            calculated("cases", "case_a_21_what_abandonment_does_to_fifty_agents"),
            long("erlang", "a_little_abandonment_changes_fifty_agents_as_its_authors_say"),
        ],
    )
    .note("simulated waits without abandonment to 3 % instead of 1 %"),
    case(
        "A-22",
        "M/M/10/15+M, five waiting places",
        &[
            calculated("cases", "case_a_22_five_waiting_places_and_patience"),
            simulated("one_queue", "waiting_places_block_as_the_chain_says"),
        ],
    ),
    case(
        "A-23",
        "M/M/90/120",
        &[
            calculated("cases", "case_a_23_thirty_waiting_places"),
            long("erlang", "thirty_waiting_places_behind_ninety_agents_block_as_the_chain_says"),
        ],
    ),
    case(
        "A-25",
        "M/M/100+D, patience exactly 120 s",
        &[
            calculated("general_patience", "other_laws_agree_with_quadratures_of_25_digits"),
            long("one_queue", "patience_without_variation_is_exact"),
        ],
    )
    .note("simulated service level to 2.5 % instead of 1 %"),
    case(
        "A-27",
        "M/M/100+Weibull, shape 0.5",
        &[
            calculated("general_patience", "other_laws_agree_with_quadratures_of_25_digits"),
            long("one_queue", "more_than_the_mean_of_patience_matters"),
        ],
    ),
    case(
        "A-28",
        "M/M/100+Weibull, shape 2",
        &[
            calculated("general_patience", "other_laws_agree_with_quadratures_of_25_digits"),
            long("one_queue", "more_than_the_mean_of_patience_matters"),
        ],
    ),
    case(
        "A-30",
        "M/M/10+Weibull, shapes 0.5 and 2",
        &[
            calculated(
                "general_patience",
                "ten_agents_with_weibull_patience_agree_with_quadratures_of_25_digits",
            ),
            long("one_queue", "ten_agents_feel_the_shape_of_patience_too"),
        ],
    ),
    case(
        "A-31",
        "M/M/100+Uniform(0, 360 s)",
        &[
            calculated("general_patience", "other_laws_agree_with_quadratures_of_25_digits"),
            long("one_queue", "more_than_the_mean_of_patience_matters"),
        ],
    ),
    case(
        "A-33",
        "M/M/100+M, one in ten declines to wait",
        &[
            calculated("general_patience", "patience_of_nothing_is_declining_to_wait"),
            long("one_queue", "more_than_the_mean_of_patience_matters"),
            long("one_queue", "declining_to_wait_is_patience_of_nothing"),
        ],
    ),
    case(
        "A-35",
        "The same mean patience, other waits: the order of five laws",
        &[
            calculated("general_patience", "the_mean_of_patience_is_not_enough"),
            long("one_queue", "more_than_the_mean_of_patience_matters"),
        ],
    ),
    case("A-36", "M/H2/10+M", &[long("one_queue", "variable_handle_times_lengthen_the_queue")]),
    case(
        "A-38",
        "M/H2/10 and M/E2/10",
        &[long(
            "erlang",
            "without_patience_variable_handle_times_wait_longer_and_steady_ones_shorter",
        )],
    ),
    case(
        "A-39",
        "M/D/1 and M/LN/1",
        &[
            calculated("single_server", "one_agent_waits_by_the_second_moment"),
            long("pooling", "pooling_two_unlike_queues_can_hurt"),
            long("erlang", "one_agent_with_lognormal_handle_times_is_pollaczek_and_khinchines"),
        ],
    ),
    case(
        "A-40",
        "M/LN/100+M and M/D/100+M",
        &[long(
            "one_queue",
            "with_abandonment_a_hundred_agents_hardly_feel_the_law_of_handle_times",
        )],
    ),
    case(
        "A-41",
        "Halfin and Whitt's share delayed, and the exact one",
        &[
            calculated("qed", "halfin_and_whitts_delay_is_that_of_their_formula"),
            calculated("erlang_c", "case_a_41_the_exact_share_delayed_of_a_hundred_erlangs"),
        ],
    ),
    case(
        "A-42",
        "Garnett's approximations with abandonment",
        &[calculated("qed", "abandonment_follows_garnett")],
    ),
    case(
        "A-44",
        "Abandonment is mean wait over mean patience, where that is exponential",
        &[
            calculated("cases", "case_a_44_the_share_abandoned_is_mean_wait_over_patience"),
            simulated("one_queue", "erlang_a_with_a_hundred_agents_is_exact"),
            long("several_queues", "a_split_centre_is_two_queues"),
            simulated("several_queues", "strict_priority_in_one_group_is_exact"),
        ],
    )
    .note("and in other cases with exponential patience, named in their output"),
    case(
        "B-01",
        "M/M/12, eight hours",
        &[
            calculated("transient", "eight_hours_of_twelve_agents_are_the_published_ones"),
            long("days", "twelve_agents_without_patience"),
        ],
    ),
    case(
        "B-02",
        "M/M/12+M, eight hours",
        &[
            calculated("transient", "eight_hours_of_twelve_agents_are_the_published_ones"),
            simulated("days", "twelve_agents_with_patience"),
        ],
    ),
    case(
        "B-03",
        "Three definitions of the service level in one steady state",
        &[simulated("days", "one_system_has_three_service_levels")],
    ),
    case(
        "B-05",
        "13 hours with a gamma day factor, balking and falling staff",
        &[long("days", "one_queue_with_a_busy_or_a_quiet_day")],
    ),
    pending("B-08", "Inbound and outbound blend with a dialler", DIALLER),
    case(
        "B-10",
        "Mt/M/20+M, six hours from empty",
        &[
            calculated("transient", "a_day_of_changing_volume_is_the_published_one"),
            simulated("chain", "the_chain_returns_the_published_solution_of_a_changing_day"),
            long("days", "a_changing_day_is_exact_hour_by_hour"),
        ],
    ),
    case(
        "C-01",
        "Mini-blend (4, 6, 0), split",
        &[long("several_queues", "a_split_centre_is_two_queues")],
    ),
    case(
        "C-02",
        "Mini-blend (3, 5, 2), sales first",
        &[simulated(
            "several_queues",
            "specialists_and_blended_agents_share_the_work_as_the_chain_says",
        )],
    ),
    case(
        "C-03",
        "Mini-blend (3, 5, 2), service first",
        &[long("several_queues", "the_order_of_a_freed_blended_agent_decides_who_abandons")],
    ),
    case(
        "C-06",
        "Mini-blend (0, 0, 10), either first",
        &[long("several_queues", "the_order_of_a_freed_blended_agent_decides_who_abandons")],
    ),
    case(
        "C-08",
        "Mini-blend (1, 2, 7), sales first",
        &[long("several_queues", "the_order_of_a_freed_blended_agent_decides_who_abandons")],
    ),
    case(
        "C-09",
        "Mini-blend (0, 0, 10), slower generalists",
        &[long("several_queues", "slower_generalists_lose_what_pooling_gained")],
    ),
    case(
        "C-11",
        "V model with priority and patience",
        &[simulated("several_queues", "strict_priority_in_one_group_is_exact")],
    ),
    case(
        "C-13",
        "V model with priority, without patience, 20 and 10 agents",
        &[
            calculated("single_server", "priority_of_many_agents_is_that_of_the_published_v_model"),
            long("several_queues", "without_patience_priority_leaves_the_mean_wait_of_all"),
        ],
    ),
    case(
        "C-14",
        "N model, a freed agent takes his own class first",
        &[long("several_queues", "one_way_overflow_is_exact")],
    ),
    case(
        "C-16",
        "N model, a freed agent takes the other class first",
        &[long("several_queues", "one_way_overflow_is_exact")],
    ),
    case(
        "C-17",
        "Pooling paradox: apart, one line, overflow both ways and one way",
        &[
            calculated(
                "single_server",
                "an_agent_for_short_and_one_for_long_jobs_leave_capacity_idle",
            ),
            long("pooling", "pooling_two_unlike_queues_can_hurt"),
            long("pooling", "overflow_between_two_unlike_queues_helps"),
        ],
    ),
    case(
        "C-19",
        "The same with exponential handle times",
        &[
            calculated(
                "single_server",
                "an_agent_for_short_and_one_for_long_jobs_leave_capacity_idle",
            ),
            long("pooling", "with_exponential_jobs_pooling_hurts_too_unless_short_ones_go_first"),
        ],
    ),
    case(
        "C-20",
        "Six types, one to six skills an agent (Wallace and Whitt)",
        &[long("pooling", "a_second_skill_gives_most_of_what_six_would")],
    )
    .lacks("waiting places shared by several contact types")
    .note("by lines instead: one skill (exact) and six; that two give most of what six would"),
    case(
        "C-22",
        "Two queues of a hundred agents (benchmark B2), a day from empty",
        &[long("shipped", "two_queues_return_the_consensus_of_independent_simulations")],
    ),
    case(
        "C-23",
        "B2 split 40/60",
        &[long("shipped", "splits_of_the_same_heads_return_what_others_found")],
    ),
    case(
        "C-25",
        "B2 all blended, sales first and in turn",
        &[long("shipped", "splits_of_the_same_heads_return_what_others_found")],
    ),
    case(
        "C-27",
        "B2 with exponential handle times",
        &[long("shipped", "splits_of_the_same_heads_return_what_others_found")],
    ),
    case(
        "C-29",
        "Queue-ratio routing in a V model, by class",
        &[long("several_queues", "the_queue_ratio_rule_divides_the_queue_and_leaves_the_whole")],
    ),
    case(
        "C-30",
        "The same, both classes together: M/M/100+M",
        &[
            calculated("cases", "case_c_30_the_aggregate_of_a_priority_queue"),
            long("several_queues", "the_queue_ratio_rule_divides_the_queue_and_leaves_the_whole"),
        ],
    ),
    case(
        "C-31",
        "The c-mu rule in M/G/1",
        &[
            calculated("single_server", "priority_of_one_agent_is_cobhams"),
            long("several_queues", "the_c_mu_rule_in_one_server_is_cobhams"),
        ],
    ),
    case(
        "C-33",
        "Loss system with more and more flexible agents",
        &[long("several_queues", "a_few_flexible_agents_give_most_of_the_gain")],
    ),
    case(
        "D-01",
        "Threshold for outbound work that never ends, at 5, 7, 8 and 9 of 10 agents",
        &[
            long("outbound", "outbound_work_fills_the_time_that_a_threshold_leaves"),
            long("outbound", "a_low_threshold_and_none_at_all_leave_agents_idle"),
        ],
    )
    .note("outbound work is a queue that never empties; nothing is dialled"),
    case(
        "D-02",
        "The largest threshold with a mean wait within 20 s",
        &[long("outbound", "outbound_work_fills_the_time_that_a_threshold_leaves")],
    ),
    case(
        "D-04",
        "Longer outbound work, and patience",
        &[long("outbound", "outbound_work_drives_impatient_customers_away")],
    ),
    case(
        "D-06",
        "No outbound work: Erlang C, 6 erlangs, 10 agents",
        &[long("outbound", "a_low_threshold_and_none_at_all_leave_agents_idle")],
    ),
    pending("D-07", "Predictive dialler with mismatches", DIALLER),
    pending("D-08", "Predictive dialler, one line an agent", DIALLER),
    case(
        "E-01",
        "25 agents, never an offer",
        &[long("cross_selling", "offers_by_the_number_in_the_system_are_exact")],
    ),
    case(
        "E-02",
        "An offer when at most 20 are in the system",
        &[long("cross_selling", "offers_by_the_number_in_the_system_are_exact")],
    ),
    case(
        "E-03",
        "At most 25, at most 30",
        &[long("cross_selling", "offers_by_the_number_in_the_system_are_exact")],
    ),
    case(
        "E-05",
        "Always an offer",
        &[long(
            "cross_selling",
            "always_offering_buys_twice_the_offers_for_fifteen_times_the_wait",
        )],
    )
    .note("simulated wait to 3 % instead of 1 %"),
    case(
        "E-06",
        "The most offers within a mean wait of 30 s",
        &[long("cross_selling", "offers_by_the_number_in_the_system_are_exact")],
    ),
    case(
        "E-08",
        "No queue, always an offer: Erlang B",
        &[simulated("cross_selling", "offers_lengthen_handle_times_and_block_as_erlang_b_says")],
    ),
    case(
        "E-10",
        "What blocking costs decides how often to offer",
        &[long("money", "what_a_blocked_contact_costs_decides_how_often_to_offer")],
    )
    .note("at 40 and 60 for each blocked contact to 6 % instead of 1 %"),
    case(
        "E-11",
        "Net value of five splits of ten agents",
        &[
            long("several_queues", "a_split_centre_is_two_queues"),
            simulated(
                "several_queues",
                "specialists_and_blended_agents_share_the_work_as_the_chain_says",
            ),
            simulated("several_queues", "more_blended_agents_earn_more"),
            long("several_queues", "the_order_of_a_freed_blended_agent_decides_who_abandons"),
        ],
    ),
    case(
        "F-01",
        "Margin multiples",
        &[proof(Worked, "worked", "lifetime_values_are_those_of_the_textbooks")],
    )
    .note("the product's lifetime value"),
    case(
        "F-02",
        "Lifetime value, first margin now or later",
        &[proof(Worked, "worked", "lifetime_values_are_those_of_the_textbooks")],
    )
    .note("the acquisition cost is subtracted by the test"),
    case(
        "F-04",
        "Lifetime value with promotions",
        &[proof(Worked, "worked", "lifetime_values_are_those_of_the_textbooks")],
    )
    .note("the promotions are subtracted by the test"),
    case(
        "F-05",
        "What five points of retention are worth",
        &[proof(Worked, "worked", "five_points_of_retention_are_worth_what_their_rates_say")],
    ),
    case(
        "F-07",
        "Churn of 10 % and of 5 %: mean life",
        &[proof(Worked, "worked", "five_points_of_retention_are_worth_what_their_rates_say")],
    ),
    case(
        "F-08",
        "Churn driven by contacts",
        &[simulated("money", "contacts_move_customers_by_what_happens_to_them")],
    ),
    pending("F-10", "Shifted-beta-geometric survival", "customers who differ in loyalty"),
    pending("F-12", "Constant churn over-predicts loss", "customers who differ in loyalty"),
    case(
        "F-14",
        "Redials into M/M/10+M",
        &[long("customers", "redials_inflate_attempts_as_the_orbit_says")],
    ),
    case(
        "F-15",
        "Redials and repeats",
        &[long("customers", "unresolved_customers_call_again_too")],
    ),
    case(
        "F-17",
        "Balking on an announced wait",
        &[long("customers", "an_announced_wait_turns_customers_away")],
    ),
    pending("F-19", "A call-back offered to those who wait", "call-backs"),
    case(
        "F-21",
        "Basis of customers and basis of contacts",
        &[proof(
            Story,
            "redials",
            "a_customer_answered_at_the_third_attempt_is_all_of_the_customers_and_a_third_of_the_contacts",
        )],
    ),
    case(
        "G-01",
        "Ratio with its interval",
        &[proof(Unit, "stats/ratio", "ten_days_of_abandonment_give_the_ratio_worked_by_hand")],
    ),
    case(
        "G-03",
        "Paired difference",
        &[proof(Unit, "stats/paired", "eight_pairs_give_the_difference_worked_by_hand")],
    )
    .note("differences are always paired here: the interval without pairing is not made"),
    case(
        "G-05",
        "Screening constants of Kim and Nelson",
        &[proof(
            Unit,
            "stats/select",
            "at_twice_the_risk_the_constants_are_those_of_kim_and_nelson",
        )],
    ),
    pending("G-07", "Budget shares (OCBA)", "a budget of replications shared among designs"),
    case(
        "G-08",
        "What common random numbers gain",
        &[
            proof(
                LongStatistics,
                "common_numbers",
                "a_few_more_agents_are_compared_on_the_same_contacts",
            ),
            proof(
                Statistics,
                "common_numbers",
                "another_order_of_service_is_compared_on_the_same_contacts",
            ),
            proof(Statistics, "common_numbers", "another_split_is_compared_on_the_same_contacts"),
            long("shipped", "common_random_numbers_make_differences_narrow"),
        ],
    ),
    case(
        "G-10",
        "Gamma-Poisson counts",
        &[
            proof(LongStatistics, "counts", "days_of_gamma_busyness_have_gamma_poisson_counts"),
            proof(Statistics, "counts", "the_engine_offers_gamma_poisson_counts"),
        ],
    ),
    case(
        "G-12",
        "Coverage of intervals over 1000 experiments",
        &[proof(
            LongStatistics,
            "intervals",
            "means_ratios_and_paired_differences_cover_as_often_as_they_say",
        )],
    ),
    pending("H-01", "The bank's counts by day and weekday", FIT),
    pending("H-02", "The bank's counts by hour", FIT),
    case(
        "H-04",
        "The bank's busyness by moments",
        &[simulated("shipped", "the_bank_returns_its_published_waits")],
    )
    .lacks(FIT)
    .note("the mean of its 244 days is what the shipped scenario offers"),
    pending("H-06", "The bank's waits and outcomes by call", FIT),
    case(
        "H-07",
        "Lognormal by mean and median",
        &[proof(Worked, "worked", "a_lognormal_law_by_mean_and_median_has_the_variation_it_must")],
    ),
    pending("H-08", "Refit of a simulated call log", FIT),
    case(
        "L-01",
        "Calendar of two years, partial months",
        &[
            proof(
                Unit,
                "base/calendar",
                "two_years_have_730_days_of_which_522_are_from_monday_to_friday",
            ),
            proof(
                Unit,
                "scenario/build/days/horizon/tests/mod",
                "a_horizon_of_months_has_every_day_of_them",
            ),
        ],
    ),
    case(
        "L-02",
        "Volume by month and growth",
        &[proof(
            Unit,
            "scenario/build/days/horizon/tests/mod",
            "volumes_have_the_factor_of_the_month_and_grow_from_the_first_day_on",
        )],
    ),
    case(
        "L-03",
        "Complaints that are pending",
        &[proof(
            LongBeside,
            "horizon/tests/cases",
            "h_03_complaints_are_pending_until_they_are_due",
        )],
    ),
    case(
        "L-04",
        "Complaints that are due after closing",
        &[proof(
            LongBeside,
            "horizon/tests/cases",
            "h_04_what_is_due_after_closing_comes_on_the_next_day",
        )],
    ),
    case(
        "L-05",
        "Redials on the next open day",
        &[proof(
            Unit,
            "horizon/tests/cases",
            "h_05_who_calls_again_the_next_day_calls_on_the_next_open_one",
        )],
    ),
    case(
        "L-06",
        "A base alone: mean and spread of those present",
        &[
            proof(
                Beside,
                "customers/tests/cases",
                "a_base_whose_contacts_do_nothing_shrinks_by_its_retention",
            ),
            proof(
                Beside,
                "customers/tests/cases",
                "leavers_of_a_base_vary_as_those_of_persons_on_their_own",
            ),
        ],
    ),
    case(
        "L-07",
        "Partial months",
        &[proof(
            Unit,
            "customers/tests/cases",
            "a_partial_month_counts_by_the_days_of_its_calendar_month",
        )],
    ),
    case(
        "L-08",
        "Memory of one experience",
        &[
            proof(Beside, "customers/tests/cases", "an_experience_is_felt_over_its_memory"),
            proof(
                Beside,
                "customers/tests/cases",
                "without_memory_an_experience_is_felt_the_same_night",
            ),
            proof(Unit, "economics/memory", "a_share_of_a_grievance_is_felt_each_night"),
        ],
    ),
    case(
        "L-09",
        "Recovery by a resolved complaint",
        &[proof(Beside, "customers/tests/cases", "who_recovers_still_feels_what_is_left")],
    ),
    case(
        "L-10",
        "Contacts that are not resolved, over a year",
        &[proof(
            Beside,
            "customers/tests/cases",
            "contacts_that_are_not_resolved_lose_customers_over_a_year",
        )],
    ),
    case(
        "L-11",
        "Customers who are won",
        &[
            proof(
                Beside,
                "customers/tests/cases",
                "who_was_won_stays_by_the_retention_from_the_day_after",
            ),
            proof(
                LongBeside,
                "horizon/tests/cases",
                "h_11_and_h_14_prospects_who_buy_become_customers_who_call",
            ),
        ],
    ),
    case(
        "L-12",
        "Contacts of those who left do not occur",
        &[proof(LongBeside, "horizon/tests/cases", "h_12_who_leaves_takes_away_his_own_contacts")],
    ),
    case(
        "L-13",
        "The same of few persons: mean and variance",
        &[proof(LongBeside, "horizon/tests/cases", "h_13_persons_are_thinned_and_not_contacts")],
    ),
    case(
        "L-14",
        "Contacts of the won, and their blocks",
        &[
            proof(
                LongBeside,
                "horizon/tests/cases",
                "h_11_and_h_14_prospects_who_buy_become_customers_who_call",
            ),
            proof(
                Unit,
                "customers/persons/blocks",
                "blocks_lie_one_after_the_other_and_grow_as_stated",
            ),
        ],
    ),
    case(
        "L-15",
        "Margin by month and origin",
        &[proof(
            Beside,
            "customers/tests/cases",
            "margin_comes_from_those_present_in_the_morning_by_their_origin",
        )],
    ),
    case(
        "L-16",
        "Discounted months",
        &[proof(Unit, "horizon/terms", "h_16_months_are_worth_what_a_calculator_says")],
    ),
    case(
        "L-17",
        "What those at the end are worth",
        &[proof(Unit, "customers/tests/cases", "who_remembers_a_grievance_is_worth_less")],
    ),
    case(
        "L-18",
        "Leads and months of overtaking",
        &[proof(Unit, "measures/horizon/overtaking", "h_18_leads_of_known_bands")],
    ),
    case(
        "L-19",
        "A lead-in's last morning",
        &[proof(
            Beside,
            "customers/tests/cases",
            "a_lead_in_leaves_grievances_and_everybody_there",
        )],
    ),
    case(
        "L-20",
        "Needs that nobody meets",
        &[proof(Beside, "horizon/tests/cases", "h_20_needs_that_nobody_meets_are_still_there")],
    ),
    case(
        "L-21",
        "Needs that are met come back",
        &[proof(LongBeside, "horizon/tests/cases", "h_21_needs_that_are_met_come_back_slowly")],
    ),
    case(
        "L-22",
        "Bands of a grievance",
        &[proof(
            Unit,
            "customers/tests/stories",
            "bands_are_read_before_a_grievance_is_felt_and_joiners_stand_in_them",
        )],
    ),
    case(
        "L-23",
        "Shares of causes",
        &[proof(
            Unit,
            "customers/tests/stories",
            "who_leaves_because_of_contacts_leaves_because_of_what_he_remembers",
        )],
    ),
    case(
        "L-24",
        "Referral every day: mean and variance",
        &[
            proof(Beside, "horizon/tests/cases", "h_24_who_is_sent_becomes_a_customer_who_sends"),
            proof(LongBeside, "horizon/tests/cases", "h_24_and_h_25_referral_as_chance_has_it"),
        ],
    ),
    case(
        "L-25",
        "Referral on open days",
        &[proof(LongBeside, "horizon/tests/cases", "h_24_and_h_25_referral_as_chance_has_it")],
    ),
    case(
        "L-26",
        "The pool of those who were told",
        &[proof(Unit, "horizon/prospects", "what_is_told_is_felt_by_and_by")],
    ),
    case(
        "L-27",
        "A quota in the last days of a month",
        &[proof(
            Beside,
            "horizon/tests/cases",
            "h_27_a_quota_sells_more_on_the_last_open_days_of_a_month",
        )],
    ),
    case(
        "L-28",
        "Retention as it was observed",
        &[
            proof(
                Beside,
                "experiment/observed",
                "what_contacts_lose_is_no_part_of_the_base_hazard",
            ),
            proof(Unit, "economics/memory", "the_nights_of_a_month_make_its_retention"),
        ],
    ),
    case(
        "L-29",
        "Where a difference turns; what a customer kept costs",
        &[
            proof(Unit, "measures/estimate", "h_29_a_difference_changes_sign_on_a_straight_line"),
            proof(Unit, "measures/horizon/overtaking", "h_29_the_cost_of_a_customer_kept"),
        ],
    ),
    case(
        "L-30",
        "The bank over two years: 38 figures of three designs",
        &[long(
            "bank_over_two_years",
            "the_bank_over_two_years_is_what_an_independent_program_finds",
        )],
    ),
    case("P1", "M/M/12 (as B-01)", &[long("days", "twelve_agents_without_patience")]),
    case("P2", "M/M/12+M (as B-02)", &[simulated("days", "twelve_agents_with_patience")]),
    case(
        "P4",
        "M/M/12, disconnected at closing",
        &[simulated("days", "closing_disconnects_those_who_wait")],
    ),
    case(
        "P5",
        "Telethon: lines, messages, disconnection",
        &[long("days", "a_telethon_takes_messages_after_two_minutes")],
    )
    .lacks("voice mail: a message that holds its line (the variant)")
    .note("whoever waits two minutes leaves; a week is five independent days"),
    pending("P8", "Blend with a predictive dialler (as B-08)", DIALLER),
    case("M1", "One queue, 13 hours", &[long("days", "one_queue_with_an_hourly_profile")])
        .note("held against the birth-death equations too"),
    case(
        "M2",
        "Two types, strict priority",
        &[simulated("days", "two_types_with_strict_priority")],
    ),
    case(
        "M4",
        "Two types in one pool, heads by half hour",
        &[
            long("days", "heads_that_fall_and_rise_all_day"),
            proof(
                Worked,
                "marked",
                "heads_that_leave_as_marked_persons_give_the_measured_figures_of_m4",
            ),
        ],
    )
    .note(
        "heads as a count, held against the birth-death equations, give 0.0349 abandoned and 0.274 \
         who have to wait; the measured 0.0299 and 0.257 follow when idle agents leave first and \
         marked persons leave at the end of their own contact",
    ),
    pending("M10", "Blend with a dialler, second parameters", DIALLER),
    pending(
        "M12",
        "Transfers, warm and cold",
        "transfers of any contact, warm ones, counted apart",
    ),
];

/// All ids of the lists.
pub(super) const IDS: &str = "\
    A-01 A-02 A-03 A-06 A-07 A-08 A-09 A-12 A-14 A-15 A-17 A-18 A-20 A-21 A-22 A-23 A-25 A-27 A-28 \
    A-30 A-31 A-33 A-35 A-36 A-38 A-39 A-40 A-41 A-42 A-44 \
    B-01 B-02 B-03 B-05 B-08 B-10 \
    C-01 C-02 C-03 C-06 C-08 C-09 C-11 C-13 C-14 C-16 C-17 C-19 C-20 C-22 C-23 C-25 C-27 C-29 C-30 \
    C-31 C-33 \
    D-01 D-02 D-04 D-06 D-07 D-08 \
    E-01 E-02 E-03 E-05 E-06 E-08 E-10 E-11 \
    F-01 F-02 F-04 F-05 F-07 F-08 F-10 F-12 F-14 F-15 F-17 F-19 F-21 \
    G-01 G-03 G-05 G-07 G-08 G-10 G-12 \
    H-01 H-02 H-04 H-06 H-07 H-08 \
    L-01 L-02 L-03 L-04 L-05 L-06 L-07 L-08 L-09 L-10 L-11 L-12 L-13 L-14 L-15 L-16 L-17 L-18 L-19 L-20 \
    L-21 L-22 L-23 L-24 L-25 L-26 L-27 L-28 L-29 L-30 \
    P1 P2 P4 P5 P8 M1 M2 M4 M10 M12";
