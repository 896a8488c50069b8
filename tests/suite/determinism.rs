//! The same input gives the same bytes, whatever the threads, time zone, language, order and folder.

use std::collections::BTreeSet;
use std::path::PathBuf;

use claimant_doc::hex;
use sha2::{Digest, Sha256};

use crate::at_root;
use crate::binary::{Run, claimant};

/// Ten surroundings: threads, time zone, language, whether the inputs come in reverse, and the folder.
const SURROUNDINGS: [(&str, &str, &str, bool, &str); 10] = [
    ("1", "UTC", "C", false, "."),
    ("2", "UTC", "C", true, "."),
    ("8", "America/New_York", "en_US.UTF-8", false, "tests"),
    ("1", "Asia/Kolkata", "de_DE.UTF-8", true, "examples"),
    ("3", "Pacific/Kiritimati", "tr_TR.UTF-8", false, "crates"),
    ("2", "Pacific/Pago_Pago", "C.UTF-8", true, "/"),
    ("16", "Europe/London", "ja_JP.UTF-8", false, "/"),
    ("4", "bogus", "bogus", true, "tests/cases"),
    ("1", "", "", false, "xtask"),
    ("7", "Africa/Lagos", "ar_EG.UTF-8", true, "."),
];

#[test]
fn ten_surroundings_give_one_json() {
    one_hash(&["--json"], Order::Free);
}

#[test]
fn ten_surroundings_give_one_csv() {
    one_hash(&["--csv"], Order::Free);
}

#[test]
fn ten_surroundings_give_one_terminal_report() {
    one_hash(&["--text"], Order::Given);
}

#[test]
fn ten_surroundings_give_one_html_report() {
    one_hash(&["--html", "-"], Order::Given);
}

/// Whether lines can be put in order again after the inputs came in another one.
#[derive(Clone, Copy, PartialEq)]
enum Order {
    Free,
    Given,
}

/// Runs in every surrounding and compares what came out.
fn one_hash(format: &[&str], order: Order) {
    let hashes: BTreeSet<String> =
        SURROUNDINGS.iter().map(|surrounding| hash(format, order, surrounding)).collect();
    assert_eq!(hashes.len(), 1, "{format:?} differs between surroundings");
}

fn hash(format: &[&str], order: Order, surrounding: &(&str, &str, &str, bool, &str)) -> String {
    let (threads, zone, language, reverse, folder) = surrounding;
    let mut inputs: Vec<PathBuf> =
        ["border-figures.txt", "budget-vote.md", "market-blast.html"].map(example).to_vec();
    if *reverse && order == Order::Free {
        inputs.reverse();
    }
    let mut command = claimant();
    command.args(["read", "--threads", threads]).args(format).args(inputs);
    command.env("TZ", zone).env("LC_ALL", language).env("LANG", language).current_dir(at_root(folder));
    let run: Run = command.output().expect("the command runs").into();
    assert_eq!(run.code, Some(0), "{}", run.talk);
    assert!(run.out.len() > 1000, "almost nothing came out: {}", run.out);
    let mut lines: Vec<&str> = run.out.lines().collect();
    if order == Order::Free {
        lines.sort_unstable();
    }
    hex(&Sha256::digest(lines.join("\n").as_bytes()))
}

/// The whole path of an example, so that it is the same in every folder.
fn example(name: &str) -> PathBuf {
    at_root("examples").join(name).canonicalize().expect("an example")
}
