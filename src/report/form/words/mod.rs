//! Sentences and names that several reports use: of what a scenario holds, of the paths into it,
//! of days, batches and horizons, of what can hardly be meant and of limits that a day ran into.

pub(crate) mod beyond;
pub(crate) mod horizon;
pub(crate) mod paths;
pub(crate) mod period;
pub(crate) mod saturation;
pub(crate) mod scenario;
pub(crate) mod stopped;
pub(crate) mod warnings;
