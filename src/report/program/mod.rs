//! What there is to say of this program rather than of a centre: the answers that it finds, and
//! what a contact costs.

pub(super) mod bench;
pub(super) mod selftest;
