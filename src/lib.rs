//! Switchroom decides how a contact centre should split or blend sales and service.

pub mod base;
pub mod cli;
pub mod economics;
pub mod engine;
pub mod experiment;
pub mod floor;
pub mod measures;
pub mod random;
pub mod report;
pub mod routing;
pub mod scenario;
pub mod stats;
