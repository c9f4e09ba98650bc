//! Switchroom decides how a contact centre should split or blend sales and service.
//!
//! A scenario file becomes a checked [`Scenario`], many days of it become an
//! [`Outcome`](experiment::Outcome), and that becomes a report:
//!
//! ```
//! use std::path::Path;
//! use switchroom::experiment::{Kind, Settings, run};
//! use switchroom::scenario::load;
//!
//! let loaded = load(Path::new("scenarios/two-queues.json"), &[]).expect("a shipped scenario");
//! let settings = Settings { seed: 1, replications: 40, threads: 2, confidence: 0.95 };
//! let outcome = run(&loaded, Kind::BaseOnly, &settings, &()).expect("nobody stops it");
//!
//! let sales = &outcome.variants[0].summary.contact_types[0];
//! let level = sales.get("service_level").expect("every contact type has one").estimate;
//! let (mean, half_width) = (level.mean.unwrap(), level.half_width.unwrap());
//! assert!((mean - 0.9636).abs() < 3.0 * half_width);
//! ```
//!
//! The rooms, bottom first; each uses only those above it in this list: [`base`] (time, names,
//! portable mathematics); [`random`] (numbers with addresses) and [`stats`] (intervals);
//! [`floor`] (contacts, queues, agents) and [`analytic`] (queues that can be calculated);
//! [`routing`] (who takes whom) and [`economics`] (who stays, what it is worth); [`measures`]
//! (every figure, once); [`scenario`] (what the planner wrote); [`engine`] (one day);
//! [`experiment`] (many); [`report`] (a page, JSON, CSV); [`questions`] (what can be asked); [`cli`].

pub mod analytic;
pub mod base;
pub mod cli;
pub mod economics;
pub mod engine;
pub mod experiment;
pub mod floor;
pub mod measures;
pub mod questions;
pub mod random;
pub mod report;
pub mod routing;
pub mod scenario;
pub mod stats;

pub use scenario::Scenario;
