//! Sentences and names that several reports use: of what a scenario holds, of the paths into it,
//! of days and batches, of what can hardly be meant and of limits that a day ran into.

pub(in crate::report) mod paths;
pub(in crate::report) mod period;
pub(in crate::report) mod saturation;
pub(in crate::report) mod scenario;
pub(in crate::report) mod warnings;
