//! Single nights worked by hand ([`stories`]), cases with a known answer ([`cases`]), and what holds
//! for any customers ([`laws`]), on the terms of [`fixture`].

mod cases;
mod fixture;
mod laws;
mod stories;
