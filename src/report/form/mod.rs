//! What reports of all questions are made of: figures with their intervals, tables, bars and the
//! page for people; rows by columns for machines; and the words for what they show.

pub(super) mod bar;
pub(super) mod figure;
pub(super) mod forms;
pub(super) mod frame;
pub(super) mod frames;
pub(super) mod json;
pub(super) mod notes;
pub(super) mod number;
pub(super) mod page;
#[cfg(feature = "parquet")]
mod parquet;
pub(super) mod table;
pub(super) mod words;
