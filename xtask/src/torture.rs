//! `torture`: the ledger's tests in their long forms, and docs/torture.md.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use crate::arguments::Arguments;
use crate::{Outcome, eval};

/// Where the page goes.
const DOCS: &str = "docs/torture.md";
/// What a test's line of the table begins with.
const MARK: &str = "torture | ";

/// Runs the tests one after the other and gathers what they say.
pub fn run(arguments: &Arguments) -> Outcome {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut child = Command::new(cargo)
        .args(["test", "--package", "claimant-tests", "--test", "house", "--"])
        .args(["ledger::", "--nocapture", "--test-threads", "1"])
        .env("TORTURE", "1")
        .stdout(Stdio::piped())
        .spawn()?;
    let mut rows = Vec::new();
    for line in child.stdout.take().into_iter().flat_map(|out| BufReader::new(out).lines()) {
        let line = line?;
        // The harness writes the name of a test before what the test writes.
        if let Some((_, row)) = line.split_once(MARK) {
            rows.push(format!("| {row}"));
        }
        eprintln!("{line}");
    }
    if !child.wait()?.success() {
        return Err("a promise is not kept".into());
    }
    rows.sort();
    let head = "# What the ledger has been put through\n\nWritten by `cargo xtask torture`; every row is a test that \
                stops at the first thing lost.\n\n| what | times | outcome |\n|---|---|---|\n";
    let page = format!("{head}{}\n", rows.join("\n"));
    eval::write(arguments.option("out").unwrap_or(DOCS), &page)?;
    print!("{page}");
    Ok(())
}
