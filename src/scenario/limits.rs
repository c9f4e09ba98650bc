//! How much a file may ask for.
//!
//! A limit is a slip's or an attacker's, never a planner's: each lies far above what any centre
//! has, and keeps memory and time of reading and of one day within what a laptop has. Whatever is
//! above one is refused where it stands. `docs/limits.md` gives the same list with its reasons.

/// Longest JSON file, in bytes. With [`MOST_VALUES`] it becomes some hundred megabytes of tree.
pub const LONGEST_JSON: usize = 16 << 20;

/// Longest CSV file, in bytes.
pub const LONGEST_CSV: usize = 64 << 20;

/// Most values (numbers, texts, lists, objects) in a JSON file, and in a scenario once its CSV
/// files are filled in and a variant's verbs are done.
pub const MOST_VALUES: usize = 1_000_000;

/// Most cells of a CSV file: two years of quarter-hours of ten contact types.
pub const MOST_CELLS: usize = 4_000_000;

/// What the CSV files of a scenario may take together when they are read, in bytes.
pub const MOST_OF_ALL_CSV: usize = 512 << 20;

/// Most columns of a CSV file.
pub const MOST_COLUMNS: usize = 1000;

/// Objects and lists inside each other. The format needs ten; recursion stays shallow.
pub const DEEPEST: usize = 64;

/// Most keys of one object.
pub const MOST_KEYS: usize = 5000;

/// Longest key, in characters: paths of what-ifs are keys.
pub const LONGEST_KEY: usize = 1000;

/// Longest name of a contact type, group, factor, profile, input, variant or contrast, in
/// characters. Every agent carries the name of a group.
pub const LONGEST_NAME: usize = 200;

/// Problems that are said one by one; of more only the number is.
pub const MOST_PROBLEMS: usize = 1000;

/// Most contact types.
pub const MOST_CONTACT_TYPES: usize = 1000;

/// Most agent groups.
pub const MOST_GROUPS: usize = 2000;

/// Most agents: their number has 16 bits where the engine keeps the end of a talk.
pub const MOST_AGENTS: u32 = 65_536;

/// Most pairs of a contact type and a group, whether the skill exists or not.
pub const MOST_PAIRS: usize = 200_000;

/// Most parts of a mixture, at all depths, and branches of a hyperexponential law: a sampler asks
/// each part for each entry of its table.
pub const MOST_PARTS: usize = 200;

/// Most contacts expected in a day, with the complaints that they lead to.
pub const MOST_CONTACTS_A_DAY: f64 = 1e7;

/// Most contacts expected in one interval, as the root of their mean square under busyness. The
/// engine takes twice as many in an interval and no more.
pub const MOST_CONTACTS_AN_INTERVAL: f64 = 2e6;

/// Most attempts of one chain.
pub const MOST_ATTEMPTS: f64 = 1000.0;

/// Most complaints that one sale leads to, on average or exactly.
pub const MOST_COMPLAINTS: f64 = 100.0;

/// Redials without a limit of attempts, and repeats, come after this many seconds on average...
pub const SHORTEST_DELAY_SECONDS: f64 = 1.0;

/// ... and one in this many of them after so long at least, or a customer would call again and
/// again at one moment.
pub const ONE_IN_SO_MANY_DELAYS: f64 = 10.0;

/// Longest mean of a talk, a wrap-up or an offer, in seconds: a day.
pub const LONGEST_WORK_SECONDS: f64 = 86_400.0;

/// Largest factor on a handle time.
pub const LARGEST_FACTOR: f64 = 100.0;

/// Longest effect of contacts on customers, in months: a century.
pub const LONGEST_EFFECT_MONTHS: f64 = 1200.0;

/// Most money that any line of a day, or of a horizon, may come to, in units of the currency: sums
/// are whole millionths, and their squares are added up over replications.
pub const MOST_MONEY: f64 = 2e9;

/// Most variants.
pub const MOST_VARIANTS: usize = 500;

/// Most checks.
pub const MOST_CHECKS: usize = 1000;

/// Most points of a sweep: each is a scenario of its own, of which only figures are kept.
pub const MOST_POINTS: usize = 10_000;

/// Most agents of the base and all variants together.
pub const MOST_AGENTS_IN_ALL: usize = 2_000_000;

/// Most sums of the base and all variants together: contact types and groups times intervals,
/// where a histogram of waits counts as [`CELLS_OF_A_HISTOGRAM`].
pub const MOST_SUMS_IN_ALL: usize = 400_000;

/// What the histograms of waits of one contact type take, in cells of an interval.
pub const CELLS_OF_A_HISTOGRAM: usize = 100;

/// Most numbers of days by date, contact types and groups times intervals, of the base and all
/// variants together.
pub const MOST_CELLS_BY_DATE: usize = 20_000_000;

/// Most observed values of the base and all variants together.
pub const MOST_OBSERVED_IN_ALL: usize = 10_000_000;

/// Most counters of a steady state's run, contact types and groups times intervals: up to some 70 MB.
pub const MOST_CELLS_OF_A_RUN: u64 = 100_000;

/// Most histograms of waits of a steady state's run, contact types times batches: up to some 70 MB.
pub const MOST_HISTOGRAMS: u64 = 5000;

/// Most contacts of a steady state's run times its seconds. If all of them waited to its end, their
/// waits in microseconds, squared and summed over batches and replications, still fit 127 bits.
pub const MOST_CONTACT_SECONDS: f64 = 5e12;

/// Most calendar months of a horizon: half a century.
pub const MOST_HORIZON_MONTHS: f64 = 600.0;

/// Most calendar days of a horizon, as long.
pub const MOST_HORIZON_DAYS: f64 = 18_300.0;

/// Most calendar months before a horizon.
pub const MOST_LEAD_IN_MONTHS: f64 = 120.0;

/// The years in which a horizon may start.
pub const YEARS_OF_HORIZONS: std::ops::RangeInclusive<i32> = 1900..=2999;

/// Most customers of a horizon, those who are won included.
pub const MOST_CUSTOMERS: f64 = 1e6;

/// Most contacts expected in a horizon, its lead-in included.
pub const MOST_CONTACTS_OF_A_HORIZON: f64 = 1e8;

/// Most streams of fresh contacts of a horizon: each type has one of its own and one for each block
/// of customers who are won.
pub const MOST_STREAMS: usize = 1000;

/// Most values of the scenarios that the dates of CSV files make of one.
pub const MOST_VALUES_BY_DATE: usize = 2_000_000;

/// Most days of their own that the dates of CSV files make, of a base and all its variants together.
pub const MOST_DATED_IN_ALL: usize = 4000;
