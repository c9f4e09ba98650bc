//! Questions about this program rather than a centre: does it find the answers that are known, and
//! what does a contact cost on this machine?

pub mod bench;
pub mod selftest;
