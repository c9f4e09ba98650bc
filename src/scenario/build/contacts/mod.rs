//! Contact types from the tree: how many come and when, the laws of their work and patience, and
//! what may come of a contact.

mod arrivals;
mod contact_types;
mod laws;

pub(super) use contact_types::contact_type;
