//! Days joined: counts that have no meaning within one day, days added up to months, and who is
//! ahead when.

pub(crate) mod count;
pub(crate) mod fold;
pub(crate) mod overtaking;
