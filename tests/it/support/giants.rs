//! Files of a size that nobody means, each with what must be said of it.

/// A text and a part of the problem with it.
type Giant = (String, &'static str);

/// What a scenario of giants reads where its table is no giant.
pub(crate) const SMALL_TABLE: &str = "date,interval_start,contact_type,offered\n\
    2026-03-10,08:00,a,9\n2026-03-10,08:30,a,9\n2026-03-10,09:00,a,9\n2026-03-10,09:30,a,9\n";

/// One contact type, one group, a table that is read, and something more.
const PLAIN: &str = r#"{"format":1,"day":{"opens":"08:00","closes":"10:00"},
    "contact_types":{"a":{"volume":{"from":"v"},"handle_time":60}},
    "agent_groups":{"g":{"agents":1,"skills":["a"]}},
    "inputs":{"v":{"csv":"giant.csv"}}}"#;

const ONE_TYPE: &str = r#"{"volume_per_hour":1,"handle_time":60}"#;

/// So many items that differ, with commas between them.
fn listed(number: usize, item: impl Fn(usize) -> String) -> String {
    (0..number).map(item).collect::<Vec<_>>().join(",")
}

/// So many members that differ in their keys.
fn members(number: usize, key: &str, value: &str) -> String {
    listed(number, |index| format!(r#""{key}{index}":{value}"#))
}

/// The plain scenario with more at the beginning of one of its objects.
fn with(object: &str, more: &str) -> String {
    let start = format!(r#""{object}":{{"#);
    PLAIN.replacen(&start, &format!("{start}{more},"), 1)
}

/// JSON that is too much of something, whatever it means.
pub(crate) fn files() -> Vec<Giant> {
    let keys = |number| format!("{{{}}}", members(number, "k", "0"));
    vec![
        ("[".repeat(1_000_000), "found brackets 65 deep"),
        (format!("[{}0]", "0,".repeat(2_000_000)), "found more than 1000000 values"),
        (" ".repeat(20 << 20), "found a longer file, wanted at most 16 MiB"),
        (keys(6000), "found one key more, wanted at most 5000 keys in an object"),
        (format!("{{{}}}", members(190, "o", &keys(4000))), "the unknown key"),
        (format!("[{}]", listed(190, |_| keys(4000))), "found a list of 190"),
        (with("day", &members(1, &"x".repeat(1 << 20), "0")), "found a longer key"),
    ]
}

/// Scenarios of too many or too much.
pub(crate) fn scenarios() -> Vec<Giant> {
    let breaks = listed(24, |_| r#"{"start":"08:15","end":"08:30"}"#.to_owned());
    let shifts =
        format!(r#"[{{"start":"08:00","end":"10:00","agents":65000,"breaks":[{breaks}]}}]"#);
    let groups = |number, heads: &str, value: &str| {
        let one = format!(r#"{{"{heads}":{value},"skills":["a"]}}"#);
        with("agent_groups", &members(number, "g", &one))
    };
    let part = |_| r#"{"share":0.001,"distribution":"exponential","mean_seconds":9}"#.to_owned();
    let mixture = format!(r#"{{"mixture":[{}]}}"#, listed(1000, part));
    let skills = listed(300_000, |index| format!(r#""s{index}""#));
    vec![
        (
            with("contact_types", &members(1500, "t", ONE_TYPE)),
            "found 1501 contact types, wanted at most 1000",
        ),
        (groups(2500, "agents", "1"), "found 2501 agent groups, wanted at most 2000"),
        (groups(1500, "agents", "65000"), "wanted at most 65,536 agents in all"),
        (groups(1500, "shifts", &shifts), "wanted at most 65,536 agents in all"),
        (
            PLAIN.replacen(r#""handle_time":60"#, &format!(r#""handle_time":{mixture}"#), 1),
            "found 1000 parts, wanted at most 200",
        ),
        (PLAIN.replacen(r#"["a"]"#, &format!("[{skills}]"), 1), "a known contact type"),
    ]
}

/// Variants that are too many, or make too much of a scenario.
pub(crate) fn variants() -> Vec<Giant> {
    let of = |scenario: &str, number, verbs: &str| {
        let all = format!(r#""variants":{{{}}},"day":"#, members(number, "v", verbs));
        scenario.replacen(r#""day":"#, &all, 1)
    };
    let copies = format!(r#"{{"set":{{"contact_types.*.note":"{}"}}}}"#, "x".repeat(1 << 20));
    let types = with("contact_types", &members(900, "t", ONE_TYPE));
    let agents = PLAIN.replacen(r#""agents":1"#, r#""agents":60000"#, 1);
    vec![
        (of(PLAIN, 600, "{}"), "found one variant more, wanted at most 500"),
        (of(&types, 1, &copies), "values, wanted at most 1000000"),
        (of(&agents, 400, "{}"), "agents, with all scenarios before"),
        (
            of(&types, 9, "{}"),
            "sums by contact type, group and interval, with all scenarios before",
        ),
    ]
}

/// A scenario, the table that it reads, and a part of the problem with that.
pub(crate) fn tables() -> Vec<(String, String, &'static str)> {
    let volumes = |table: String, wanted| (PLAIN.to_owned(), table, wanted);
    let shifts = |table: String, wanted| {
        let counted = PLAIN.replacen(r#""volume":{"from":"v"}"#, r#""volume_per_hour":1"#, 1);
        (counted.replacen(r#""agents":1"#, r#""shifts":{"from":"v"}"#, 1), table, wanted)
    };
    let dated = |rows: String| format!("date,interval_start,contact_type,offered\n{rows}");
    let of_agents = |rows: String| format!("agent,agent_group,start,end\n{rows}");
    let lines = |line: &dyn Fn(usize) -> String| (0..300_000).map(line).collect::<String>();
    let columns = listed(1_000_000, |index| format!("c{index}"));
    vec![
        volumes(format!("{columns}\n1\n"), "found 1000000 columns, wanted at most 1000"),
        volumes("a,b\n".to_owned() + &"1,1\n".repeat(3_000_000), "found one value more"),
        volumes(
            dated(lines(&|index| format!("2026-03-10,08:00,name {index},1\n"))),
            "the unknown contact type",
        ),
        volumes(dated("2026-03-10,08:00,a,1\n".repeat(300_000)), "a second time"),
        volumes(dated(format!("\"{}", "x".repeat(30 << 20))), "a quoted value without its end"),
        volumes(" ".repeat(65 << 20), "found a longer file, wanted at most 64 MiB"),
        shifts(
            of_agents(lines(&|index| format!("a{index},g,08:00,10:00\n"))),
            "wanted at most 65,536 agents in all",
        ),
        shifts(
            of_agents(lines(&|index| format!("a,group {index},08:00,10:00\n"))),
            "the unknown agent group",
        ),
    ]
}
