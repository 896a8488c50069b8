//! Tests over the whole house, in one binary.
//!
//! `UPDATE=1 cargo test -p claimant-tests` rewrites what cases and golden ledgers expect; the diff is then read by a
//! person before it is kept.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test stops by panicking")]
#![allow(clippy::print_stdout, reason = "tests tell their figures to those who ask with --nocapture")]

mod binary;
mod cases;
mod check;
mod cli;
mod determinism;
mod diff;
mod faults;
mod golden;
mod ledger;
mod readme;
mod spans;
mod tidy;
mod watch;

use std::path::{Path, PathBuf};

/// A path from the root of the repository.
fn at_root(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path)
}

/// Whether expectations are to be rewritten.
fn updating() -> bool {
    std::env::var_os("UPDATE").is_some_and(|value| !value.is_empty() && value != "0")
}
