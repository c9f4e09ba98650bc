//! What a file and the command line ask of a scenario: what must hold, what varies over which
//! points, what is not known, and designs that are made by scanning.

pub(crate) mod between;
pub(crate) mod checks;
pub(crate) mod contrasts;
pub(crate) mod designs;
pub(crate) mod figures;
pub(crate) mod risk;
pub(crate) mod scan;
pub mod sweep;
pub(crate) mod unsettled;
