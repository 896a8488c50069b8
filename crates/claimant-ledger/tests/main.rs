//! Tests of what the ledger gives away and of what people decide.

mod cells;
mod faces;
mod foreign;
mod golden;
mod review;
mod sample;
