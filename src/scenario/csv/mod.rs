//! What stands beside a scenario in CSV files: cells that know their line and column, the rows of
//! the scenario's day, what volumes, heads and shifts they give, and these put into its tree.

pub mod day;
pub mod inputs;
pub mod staffing;
pub mod table;
pub mod volumes;
