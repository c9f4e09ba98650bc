//! `check`: does what was asserted hold, and is what was stored still true?
//!
//! [`question`] is plain data; `subjects` reads its files with the baselines that `baseline` finds
//! beside them; [`verdicts`] judges them, [`update`] makes today's figures the baselines.

mod baseline;
pub mod question;
mod subjects;
pub mod update;
pub mod verdicts;

pub use crate::experiment::check::OnInconclusive;
pub use question::Check;
pub use update::Update;
