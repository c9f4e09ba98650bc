//! Switchroom decides how a contact centre should split or blend sales and service.
//!
//! Whoever wants to know something asks a [question](questions): plain data, read and refused before
//! anything runs, then answered in every form. The command line is one door to them; this is
//! another, with a scenario that is nowhere on disk:
//!
//! ```
//! use std::path::Path;
//! use switchroom::questions::days::run::Run;
//! use switchroom::questions::{Common, Ended, ask};
//! use switchroom::report::Kind;
//! use switchroom::scenario::model::Replications;
//! use switchroom::scenario::{InMemory, template};
//!
//! let texts: InMemory = [("centre.json", template())].into_iter().collect();
//! let mut run = Run::new(Kind::Run, Common::of(Path::new("centre.json")));
//! run.replications = Some(Replications::Number(20));
//! let answer = ask(run, &texts, &()).expect("the template has no problems");
//!
//! assert_eq!(answer.ended, Ended::Done);
//! let mut json = Vec::new();
//! answer.forms.expect("nothing is left for later").json(&mut json).expect("memory takes it");
//! let figures: serde_json::Value = serde_json::from_slice(&json).expect("it is JSON");
//! assert!(figures["total"]["service_level"].is_object());
//! ```
//!
//! Behind a question a file becomes a checked [`Scenario`], many days of it become an
//! [`Outcome`](experiment::Outcome), and that becomes a [`Report`](report::Report).
//!
//! # What is promised
//!
//! A change of these is told in the changelog, with the version: [`questions`] (every question, and
//! [`ask`](questions::ask)); of [`scenario`] its texts ([`Texts`](scenario::Texts), [`InMemory`](scenario::InMemory),
//! [`Disk`](scenario::Disk)), [`Source`](scenario::Source), [`load`](scenario::load()), [`template`](scenario::template)
//! and [`Problem`](scenario::Problem); of [`report`] the [`Forms`](report::Forms) of an answer with
//! [`Terminal`](report::Terminal), [`Kind`](report::Kind) and [`StoppedBy`](report::StoppedBy). The command line
//! is [`cli::main`]. What else is public is so for this project's own tests and benches, and may change any day.
//!
//! # The rooms
//!
//! Bottom first; each uses only those above it in this list: [`base`] (time, names,
//! portable mathematics); [`random`] (numbers with addresses) and [`stats`] (intervals);
//! [`floor`] (contacts, queues, agents) and [`analytic`] (queues that can be calculated);
//! [`routing`] (who takes whom) and [`economics`] (who stays, what it is worth); [`measures`]
//! (every figure, once) and [`customers`] (who remember); [`scenario`] (what the planner wrote); [`engine`] (one day);
//! [`experiment`] (many); [`report`] (a page, JSON, CSV); [`questions`] (what can be asked); [`cli`].

pub mod analytic;
pub mod base;
pub mod cli;
pub mod customers;
pub mod economics;
pub mod engine;
pub mod experiment;
pub mod floor;
pub(crate) mod horizon;
pub mod measures;
pub mod questions;
pub mod random;
pub mod report;
pub mod routing;
pub mod scenario;
pub mod stats;

pub use scenario::Scenario;
