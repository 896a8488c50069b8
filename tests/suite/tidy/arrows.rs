//! Who may import whom: `doc ← read, model, extract, ledger ← claimant ← cli` and `model ← extract`, tests and tools on top.

use serde_json::Value;

use super::{cargo_metadata, nothing_in, packages};

/// Each package of the house and the packages of the house that it may import, for building and for testing alike.
const ARROWS: &[(&str, &[&str])] = &[
    ("claimant-doc", &[]),
    ("claimant-read", &["claimant-doc"]),
    ("claimant-model", &["claimant-doc"]),
    ("claimant-extract", &["claimant-doc", "claimant-model"]),
    ("claimant-ledger", &["claimant-doc"]),
    ("claimant", &["claimant-doc", "claimant-read", "claimant-model", "claimant-extract", "claimant-ledger"]),
    ("claimant-cli", &["claimant"]),
    (
        "claimant-tests",
        &[
            "claimant-doc",
            "claimant-read",
            "claimant-model",
            "claimant-extract",
            "claimant-ledger",
            "claimant",
            "claimant-cli",
        ],
    ),
    (
        "xtask",
        &[
            "claimant-doc",
            "claimant-read",
            "claimant-model",
            "claimant-extract",
            "claimant-ledger",
            "claimant",
        ],
    ),
];

/// Outside packages that the innermost crates make do with.
const OUTSIDE: &[(&str, &[&str])] = &[
    ("claimant-doc", &["jiff", "serde", "sha2"]),
    ("claimant-model", &["serde", "serde_json", "sha2", "unicode-normalization", "unicode-properties"]),
    ("claimant-extract", &["jiff", "sha2"]),
    (
        "claimant-ledger",
        &["any_ascii", "csv", "flate2", "jiff", "rapidfuzz", "rusqlite", "serde", "serde_json", "sha2"],
    ),
];

#[test]
fn imports_go_one_way() {
    let metadata = cargo_metadata(&["--no-deps"]);
    let complaints: Vec<String> = packages(&metadata).iter().flat_map(forbidden_imports).collect();
    nothing_in(&complaints, "an arrow that tests/suite/tidy/arrows.rs does not draw:");
}

#[test]
fn every_arrow_is_of_a_package_that_exists() {
    let metadata = cargo_metadata(&["--no-deps"]);
    let names: Vec<&str> = packages(&metadata).iter().map(name).collect();
    for (package, _) in ARROWS.iter().chain(OUTSIDE) {
        assert!(names.contains(package), "{package} is gone: take it out of the list");
    }
}

fn forbidden_imports(package: &Value) -> Vec<String> {
    let from = name(package);
    let Some((_, allowed)) = ARROWS.iter().find(|(name, _)| *name == from) else {
        return vec![format!("{from} is not in the list")];
    };
    let outside = OUTSIDE.iter().find(|(name, _)| *name == from).map(|(_, allowed)| *allowed);
    let dependencies = package["dependencies"].as_array().expect("a list");
    let forbidden = dependencies.iter().filter(|dependency| {
        let to = name(dependency);
        if dependency["path"].is_string() {
            !allowed.contains(&to)
        } else {
            outside.is_some_and(|outside| !outside.contains(&to))
        }
    });
    forbidden.map(|dependency| format!("{from} → {}", name(dependency))).collect()
}

fn name(package: &Value) -> &str {
    package["name"].as_str().expect("a name")
}
