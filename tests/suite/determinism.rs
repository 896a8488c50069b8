//! The same input gives the same bytes, whatever the threads, time zone, language, order and folder.

use std::collections::BTreeSet;
use std::path::PathBuf;

use claimant_doc::hex;
use sha2::{Digest, Sha256};

use crate::at_root;
use crate::binary::{Folder, claimant};

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
    one_hash(&["--json"]);
}

#[test]
fn ten_surroundings_give_one_csv() {
    one_hash(&["--csv"]);
}

#[test]
fn ten_surroundings_give_one_terminal_report() {
    one_hash(&["--text"]);
}

#[test]
fn ten_surroundings_give_one_html_report() {
    one_hash(&["--html", "-"]);
}

/// Runs every surrounding and compares what came out, file by file in order of name.
fn one_hash(format: &[&str]) {
    let hashes: BTreeSet<String> = SURROUNDINGS.iter().map(|surrounding| hash(format, surrounding)).collect();
    assert_eq!(hashes.len(), 1, "{format:?} differs between surroundings");
}
