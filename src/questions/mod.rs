//! Every question that can be asked: one file or room each, the same for every door (command line, and
//! whatever comes).
//!
//! A *question* is plain data, with the defaults of its page. [`Question::read`] reads the file and
//! refuses what can be refused before anything runs; [`Asked::answer`] runs it and gives an
//! [`Answer`], which knows its forms. [`ask`] is the two in a row.
//!
//! To add one: a file here with the question (a struct of plain data), what is made of it when its
//! file was read (a struct with everything checked), and the two traits for them. A door needs
//! nothing else: `cli` gets a file that turns flags into the question and hands it on. What
//! questions say alike, and say again as a command line, stands in [`typed`], how they may be kept
//! in [`keeping`].

pub mod asking;
pub mod best;
pub mod check;
pub mod days;
pub mod erlang;
pub mod explain;
pub mod keeping;
pub mod program;
pub mod staff;
pub mod typed;
pub mod validate;

pub use asking::{Answer, Asked, Disk, Ended, Question, Refusal, Spent, Texts, Watch, ask};
pub use typed::common::Common;
