//! The page: what was measured, on which machine, and how to do it again.

use std::fmt::Write;
use std::process::Command;
use std::{fs, thread};

/// One target.
pub(crate) struct Row {
    pub(crate) what: String,
    pub(crate) target: String,
    pub(crate) measured: String,
    pub(crate) holds: bool,
}

/// Everything that was measured.
pub(crate) struct Page {
    pub(crate) times: Vec<Row>,
    pub(crate) peers: Vec<Row>,
    pub(crate) costs: Vec<(String, [f64; 3])>,
    pub(crate) memory: Vec<Row>,
    pub(crate) commands: Vec<Row>,
}

const HEAD: &str = "\
# Performance

Every target of speed and memory, and what was measured. This page is written by one command, which takes some minutes and wants a
machine that does little else:

```console
$ cargo bench --bench performance -- --write
```

";

const TIME: &str = "\
## Time

Processor time a contact, not time on the wall. Those who are compared take turns in one process, so that whatever else the machine
does strikes both; a multiple is the median over turns of one's time over the other's, and the nanoseconds beside it are each one's
median turn. One thread, but for the last rows.

*By hand* is a program that can play one model only (`benches/hard_coded`): it draws the same numbers and gives the same totals to the
last bit, which a test checks (`tests/it/laws/yardstick.rs`). The engine reads its model from a file. *Overflow* and *in reserve* have
groups watched whose ends are events ([fast paths](methods/fast-paths.md)). Centres of 2 to 50 contact types have up to 200 groups and
5000 agents with skills and ranks at random; all are held against the smallest at half load. *The bank over 24 months* is
`scenarios/horizon/bank.json` without its lead-in, and *the bank alone* as many open days of the same file that are not joined: the time of
a day, not of a contact.

";

const PEERS: &str = "\
## Beside another engine

The same two models in [desque](https://crates.io/crates/desque), a general-purpose engine of the Rust registry, in a package of its
own ([benches/peers](../benches/peers/README.md)); in the same turns. It counts four sums a contact type, Switchroom everything.

";

const MEMORY: &str = "\
## Memory

The most main memory of a process that runs the whole experiment on two threads, percentiles with their twenty sections and paired
intervals included; each in a process of its own. What an experiment holds does not grow with its replications, but for histograms of
waits, whose rows end at the longest wait so far. A day of few contacts leaves as much behind as a day of many, so a million of those
stand for a million of B2.

";

const ALLOCATIONS: &str = "
Inside a replication nothing is allocated once the buffers have grown: 0 allocations, counted by an allocator that counts
(`cargo test --test alloc`), which also holds the peaks above to narrower bounds.

";

const COMMANDS: &str = "\
## Commands

From the start to the end of the process: processor time, the mean of 21 runs, and the median and the best of them on the wall.

";

const COSTS: &str = "\
## What a contact costs

Nanoseconds of processor time of everybody above: the median turn, the least and the most. `switchroom bench` measures the same
scenarios on your machine, with the sums over days that an experiment keeps.

";

impl Page {
    pub(crate) fn text(&self) -> String {
        let mut text = HEAD.to_owned();
        writeln!(text, "Measured on {}.\n", machine()).expect("a text takes everything");
        text.push_str(TIME);
        table(&mut text, &self.times);
        if !self.peers.is_empty() {
            text.push_str(PEERS);
            table(&mut text, &self.peers);
        }
        text.push_str(MEMORY);
        table(&mut text, &self.memory);
        text.truncate(text.trim_end().len() + 1);
        text.push_str(ALLOCATIONS);
        text.push_str(COMMANDS);
        table(&mut text, &self.commands);
        text.push_str(COSTS);
        text.push_str("| | median | least | most |\n| --- | ---: | ---: | ---: |\n");
        for (name, [median, least, most]) in &self.costs {
            writeln!(text, "| {name} | {median:.1} | {least:.1} | {most:.1} |")
                .expect("a text takes everything");
        }
        text
    }
}

fn table(text: &mut String, rows: &[Row]) {
    text.push_str("| what | target | measured | |\n| --- | --- | --- | --- |\n");
    for Row { what, target, measured, holds } in rows {
        let verdict = if *holds { "held" } else { "**missed**" };
        writeln!(text, "| {what} | {target} | {measured} | {verdict} |")
            .expect("a text takes everything");
    }
    text.push('\n');
}

fn machine() -> String {
    let processors = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = processors.lines().find_map(|line| line.strip_prefix("model name"));
    let model =
        model.map_or("an unknown processor", |line| line.trim_start_matches([' ', '\t', ':']));
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let load = load.split(' ').next().unwrap_or("unknown").to_owned();
    let compiler = Command::new("rustc").arg("--version").output();
    let compiler = compiler.ok().and_then(|ended| String::from_utf8(ended.stdout).ok());
    let compiler = compiler.unwrap_or_else(|| "an unknown compiler".to_owned());
    format!(
        "{model}, {threads} threads, {} {}, load average {load} at the end, with {}",
        std::env::consts::OS,
        std::env::consts::ARCH,
        compiler.trim()
    )
}
