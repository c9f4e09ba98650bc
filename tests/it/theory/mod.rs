//! Simulated figures against exact, published and independent ones.
//!
//! Every case names the kind and the source of what is known and prints both numbers. Steady-state
//! answers are met by days of 24 hours that start empty: only late intervals count, from an hour at
//! which nothing of the empty start is left (hundreds of relaxation times where customers abandon;
//! said in the case where there are fewer) to one before closing. Seeds are fixed. A
//! failure is looked into with the same seed at ten times the length, never with another seed.

#![expect(clippy::needless_pass_by_value, reason = "JSON values are written where they go")]

mod bank_over_two_years;
mod batches;
mod cases;
mod cases_kept;
mod chain;
mod cross_selling;
mod customers;
mod days;
mod desks_alone;
mod erlang;
mod exact;
mod marked;
mod money;
mod one_queue;
mod outbound;
mod pooling;
mod sanity;
mod several_queues;
mod shipped;
mod staffing;
mod steady;
mod worked;
