//! What stands beside a scenario in CSV files: cells that know their line and column, the rows of
//! the scenario's day, what volumes, heads and shifts they give, and these put into its tree.

pub(crate) mod day;
pub(crate) mod inputs;
pub(crate) mod staffing;
pub(crate) mod table;
pub(crate) mod volumes;
