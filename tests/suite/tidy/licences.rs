//! Everything linked has a licence that `deny.toml` allows, read here too because cargo-deny is not everywhere.

use std::collections::BTreeSet;
use std::fs;
use std::process::Command;

use super::{cargo_metadata, nothing_in, packages};
use crate::at_root;

#[test]
fn every_licence_is_on_the_list() {
    let allowed = allowed();
    let metadata = cargo_metadata(&["--filter-platform", &host()]);
    let mut complaints = Vec::new();
    for package in packages(&metadata) {
        let licence = package["license"].as_str().unwrap_or_default();
        if !is_allowed(licence, &allowed) {
            complaints.push(format!("{}: {licence:?}", package["name"]));
        }
        if package["source"].is_null() && licence != "MIT OR Apache-2.0" {
            complaints.push(format!("{}: not under the licence of the house", package["name"]));
        }
    }
    nothing_in(&complaints, "licences that deny.toml does not allow:");
}

#[test]
fn our_own_licences_are_here_in_full() {
    for (file, words) in
        [("LICENSE-MIT", "free of charge"), ("LICENSE-APACHE", "END OF TERMS AND CONDITIONS")]
    {
        assert!(fs::read_to_string(at_root(file)).is_ok_and(|text| text.contains(words)), "{file}");
    }
}

/// The quoted words between `allow = [` and `]`.
fn allowed() -> BTreeSet<String> {
    let text = fs::read_to_string(at_root("deny.toml")).expect("deny.toml");
    let (_, list) = text.split_once("\nallow = [").expect("a list of licences");
    let (list, _) = list.split_once(']').expect("the end of the list");
    list.split('"').skip(1).step_by(2).map(str::to_owned).collect()
}

/// The triple of the machine that builds, so that packages of other systems need not be there.
fn host() -> String {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let output = Command::new(rustc).arg("-vV").output().expect("rustc runs");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    text.lines().find_map(|line| line.strip_prefix("host: ")).expect("a host").to_owned()
}

/// Whether an SPDX expression can be met: one side of every OR, both sides of every AND.
fn is_allowed(expression: &str, allowed: &BTreeSet<String>) -> bool {
    let tokens = expression.replace('(', " ( ").replace(')', " ) ").replace('/', " OR ");
    let mut tokens = tokens.split_whitespace().peekable();
    either(&mut tokens, allowed) && tokens.next().is_none()
}

type Tokens<'a> = std::iter::Peekable<std::str::SplitWhitespace<'a>>;

fn either(tokens: &mut Tokens<'_>, allowed: &BTreeSet<String>) -> bool {
    let mut met = both(tokens, allowed);
    while tokens.next_if_eq(&"OR").is_some() {
        met |= both(tokens, allowed);
    }
    met
}

fn both(tokens: &mut Tokens<'_>, allowed: &BTreeSet<String>) -> bool {
    let mut met = one(tokens, allowed);
    while tokens.next_if_eq(&"AND").is_some() {
        met &= one(tokens, allowed);
    }
    met
}

fn one(tokens: &mut Tokens<'_>, allowed: &BTreeSet<String>) -> bool {
    let Some(token) = tokens.next() else { return false };
    if token == "(" {
        return either(tokens, allowed) && tokens.next() == Some(")");
    }
    match tokens.next_if_eq(&"WITH").and_then(|_| tokens.next()) {
        Some(exception) => allowed.contains(&format!("{token} WITH {exception}")),
        None => allowed.contains(token),
    }
}

#[test]
fn licence_expressions_are_read_as_spdx_means_them() {
    let allowed = BTreeSet::from(["MIT", "Zlib", "Apache-2.0 WITH LLVM-exception"].map(str::to_owned));
    for met in [
        "MIT",
        "GPL-3.0 OR MIT",
        "(MIT OR GPL-3.0) AND Zlib",
        "GPL-3.0/MIT",
        "Apache-2.0 WITH LLVM-exception",
    ] {
        assert!(is_allowed(met, &allowed), "{met}");
    }
    for unmet in ["", "GPL-3.0", "MIT AND GPL-3.0", "(MIT OR Zlib) AND GPL-3.0", "Apache-2.0", "MIT GPL-3.0"]
    {
        assert!(!is_allowed(unmet, &allowed), "{unmet}");
    }
}
