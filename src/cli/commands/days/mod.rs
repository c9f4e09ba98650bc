//! Commands that simulate many days and say what they find; what they run can be kept.
//! One file each: `compare`, `merge`, `risk`, `run`, `sweep`.

pub(crate) mod compare;
pub(crate) mod merge;
pub(crate) mod risk;
pub(crate) mod run;
pub(crate) mod sweep;
