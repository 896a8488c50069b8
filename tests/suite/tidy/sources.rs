//! What the sources may say, and how long they may take to say it.

use super::{SourceFile, files, nothing_in};

/// Sources that neither read, print nor ask the clock: the same input gives the same output.
const PURE: &[&str] = &[
    "crates/claimant-doc/src",
    "crates/claimant-read/src",
    "crates/claimant-model/src",
    "crates/claimant-extract/src",
    "crates/claimant-ledger/src/export",
    "crates/claimant-ledger/src/review",
    "crates/claimant-ledger/src/check",
    "crates/claimant-ledger/src/compare",
];

/// What they may not name, as a module of `std` or as a macro.
const FORBIDDEN_MODULES: &[&str] = &["fs", "net", "env", "time"];
const FORBIDDEN_MACROS: &[&str] = &["println!", "eprintln!", "print!", "eprint!", "dbg!"];

/// Lines a Rust file may have.
const LONGEST_FILE: usize = 500;
/// Files that may have more, each with its reason beside it. The aim is none.
const LONGER_FILES: &[&str] = &[];
/// Lines that half of the files must not exceed.
const MEDIAN_FILE: usize = 200;
/// Lines that half of the functions must not exceed, and that 97 of 100 must not.
const MEDIAN_FUNCTION: usize = 10;
const LONG_FUNCTION: usize = 60;

/// Names that say nothing about what a file holds.
const EMPTY_NAMES: &[&str] =
    &["utils.rs", "util.rs", "common.rs", "manager.rs", "helper.rs", "helpers.rs", "misc.rs"];

/// What has no place in a repository that others read: the machine that it was written on.
const PRIVATE_WORDS: &[&str] = &[
    concat!("/wo", "rk/"),
    concat!("/ro", "ot/"),
    concat!("/ho", "me/"),
    concat!("/tm", "p/"),
    concat!("wor", "ktree"),
    concat!("sub", "agent"),
    concat!("co-authored", "-by"),
];

#[test]
fn pure_crates_reach_for_nothing_outside() {
    let sources = PURE.iter().flat_map(|folder| files(folder, ".rs"));
    let complaints: Vec<String> = sources.flat_map(|file| reaches(&file)).collect();
    nothing_in(&complaints, "the pure crates and folders do no IO, print nothing and ask no clock:");
}

fn reaches(file: &SourceFile) -> Vec<String> {
    let code: String = file.code().split_whitespace().collect::<Vec<_>>().join(" ");
    let modules = FORBIDDEN_MODULES.iter().filter(|module| names_module(&code, module));
    let macros = FORBIDDEN_MACROS.iter().filter(|call| has_word(&code, call));
    modules.chain(macros).map(|what| format!("{}: {what}", file.path)).collect()
}

/// Whether `code` names `std::module`, alone or in a braced list.
fn names_module(code: &str, module: &str) -> bool {
    code.split("std::").skip(1).any(|rest| match rest.strip_prefix('{') {
        Some(list) => {
            let list = list.split(';').next().unwrap_or_default();
            list.split([',', '{', '}']).any(|name| first_word(name.trim()) == module)
        }
        None => first_word(rest) == module,
    })
}

fn first_word(text: &str) -> &str {
    text.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default()
}

/// Whether `word` stands in `code` and is not the end of a longer name.
fn has_word(code: &str, word: &str) -> bool {
    code.match_indices(word).any(|(at, _)| !code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_'))
}

#[test]
fn the_search_for_modules_sees_every_way_of_naming_one() {
    for code in ["use std::fs;", "std::fs::read(p)", "use std::{io, fs};", "use std::{fmt, fs::File};"] {
        assert!(names_module(code, "fs"), "{code}");
    }
    for code in ["use std::fmt;", "use std::{io, fmt}; fs::x", "use std::fsx;", "offs::fs"] {
        assert!(!names_module(code, "fs"), "{code}");
    }
    assert!(has_word("a; print!(1)", "print!") && !has_word("eprint!(1)", "print!"));
}

#[test]
fn files_are_short_and_open_with_what_they_are() {
    let sources = rust_files();
    let mut complaints = Vec::new();
    for file in &sources {
        let (lines, longer) = (file.text.lines().count(), LONGER_FILES.contains(&file.path.as_str()));
        if (lines > LONGEST_FILE) != longer {
            complaints.push(format!("{}: {lines} lines, listed as longer: {longer}", file.path));
        }
        if !file.text.starts_with("//! ") && !file.path.ends_with("/tests.rs") {
            complaints.push(format!("{}: does not open with what it is", file.path));
        }
        if EMPTY_NAMES.iter().any(|name| file.path.ends_with(&format!("/{name}"))) {
            complaints.push(format!("{}: the name says nothing", file.path));
        }
    }
    let mut lengths: Vec<usize> = sources.iter().map(|file| file.text.lines().count()).collect();
    if median(&mut lengths) > MEDIAN_FILE {
        complaints.push(format!("half of the files have more than {MEDIAN_FILE} lines"));
    }
    nothing_in(&complaints, "files:");
}

#[test]
fn functions_are_short() {
    let mut lengths: Vec<(usize, String)> = rust_files().iter().flat_map(functions).collect();
    lengths.sort();
    let long: Vec<&(usize, String)> = lengths.iter().filter(|(lines, _)| *lines > LONG_FUNCTION).collect();
    let middle = lengths[lengths.len() / 2].0;
    assert!(middle <= MEDIAN_FUNCTION, "half of the functions have more than {middle} lines");
    assert!(long.len() * 100 <= lengths.len() * 3, "more than 3 in 100 functions are long: {long:#?}");
}

/// Length and place of every function; the formatter puts the closing brace under the `fn`.
fn functions(file: &SourceFile) -> Vec<(usize, String)> {
    let lines: Vec<&str> = file.text.lines().collect();
    let starts = lines.iter().enumerate().filter(|(_, line)| {
        has_word(line, "fn ")
            && !line.trim_start().starts_with("//")
            && !line.ends_with(';')
            && !line.contains('"')
    });
    let measured = starts.filter_map(|(start, line)| {
        let indent = &line[..line.len() - line.trim_start().len()];
        let closing = format!("{indent}}}");
        let length =
            if line.ends_with('}') { 1 } else { 1 + lines[start..].iter().position(|l| **l == closing)? };
        Some((length, format!("{}:{}", file.path, start + 1)))
    });
    measured.collect()
}

#[test]
fn functions_are_measured_from_head_to_closing_brace() {
    let text = "fn a() {\n    1\n}\n\nimpl B {\n    pub fn c() {}\n    fn d()\n    where\n        X: Y,\n    {\n    }\n}\n";
    let file = SourceFile { path: "x".to_owned(), text: text.to_owned() };
    let lengths: Vec<usize> = functions(&file).into_iter().map(|(lines, _)| lines).collect();
    assert_eq!(lengths, [3, 1, 5]);
}

#[test]
fn nothing_tells_of_the_machine_it_was_written_on() {
    let mut complaints = Vec::new();
    for file in files(".", "") {
        let text = file.text.to_lowercase();
        let words = PRIVATE_WORDS.iter().filter(|word| text.contains(**word));
        complaints.extend(words.map(|word| format!("{}: {word}", file.path)));
    }
    nothing_in(&complaints, "private words:");
}

fn rust_files() -> Vec<SourceFile> {
    ["crates", "tests", "xtask"].iter().flat_map(|folder| files(folder, ".rs")).collect()
}

fn median(lengths: &mut [usize]) -> usize {
    lengths.sort_unstable();
    lengths[lengths.len() / 2]
}
