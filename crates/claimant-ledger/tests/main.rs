//! Tests of what the ledger gives away and of what people decide.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test stops by panicking")]

mod cells;
mod faces;
mod foreign;
mod golden;
mod kept;
mod review;
mod sample;
