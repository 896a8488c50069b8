//! Files that are no ledgers, or that somebody prepared: refused with a reason, quickly, and left as they are.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use claimant_ledger::{Error, Ledger, Writer};
use rusqlite::Connection;

use super::{entry, figure};
use crate::binary::{Folder, run};

/// The time of one file.
const GUARD: Duration = Duration::from_secs(5);

/// SQL that turns a ledger into something else.
const CHANGES: &[(&str, &str)] = &[
    ("a trigger more", "CREATE TRIGGER x AFTER INSERT ON log BEGIN DELETE FROM forgotten; END"),
    ("a view more", "CREATE VIEW x AS SELECT load_extension('evil')"),
    ("a table more", "CREATE TABLE x (a)"),
    ("an index more", "CREATE INDEX x ON log (at)"),
    ("an index that computes", "CREATE INDEX x ON log (length(body) * seq)"),
    ("a trigger less", "DROP TRIGGER log_stay"),
    ("an index less", "DROP INDEX log_by_subject"),
    ("a view less", "DROP VIEW versions"),
    (
        "another view of the same name",
        "DROP VIEW current_claims; CREATE VIEW current_claims AS SELECT * FROM claims",
    ),
    (
        "a view without end",
        "DROP VIEW versions; CREATE VIEW versions AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) \
         SELECT sum(i) FROM n",
    ),
    (
        "a trigger that lets through",
        "DROP TRIGGER log_stay; CREATE TRIGGER log_stay BEFORE UPDATE ON log BEGIN SELECT 1; END",
    ),
    ("a column more", "ALTER TABLE log ADD COLUMN x TEXT"),
    ("a table by another name", "ALTER TABLE forgotten RENAME TO lost"),
    ("statistics that mislead", "ANALYZE"),
    (
        "another tokenizer",
        "DROP TABLE claim_words; CREATE VIRTUAL TABLE claim_words USING fts5(quote, content='claims')",
    ),
    ("a virtual table more", "CREATE VIRTUAL TABLE x USING fts5(a)"),
    ("no tables", "PRAGMA writable_schema = ON; DELETE FROM sqlite_schema"),
    (
        "a schema that does not parse",
        "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = 'CREATE TABLE log (' WHERE name = 'log'",
    ),
    (
        "a table that points at another's pages",
        "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET rootpage = 1 WHERE name = 'log'",
    ),
    ("another application", "PRAGMA application_id = 7"),
    ("a newer version", "PRAGMA user_version = 2"),
    ("a far newer version", "PRAGMA user_version = 2147483647"),
];

/// Files by name that are no ledgers.
fn others() -> Vec<(&'static str, Vec<u8>)> {
    let mut header = b"SQLite format 3\0".to_vec();
    header.resize(100, 0);
    let mut marked = header.clone();
    marked[60..64].copy_from_slice(&1_u32.to_be_bytes());
    marked[68..72].copy_from_slice(&0x434c_4d54_u32.to_be_bytes());
    let mut noise = marked.clone();
    noise.extend((0..200_000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8));
    vec![
        ("text", b"The mayor said so.".to_vec()),
        ("one byte", vec![0]),
        ("a header alone", header),
        ("our header alone", marked),
        ("our header and noise", noise),
        ("zeros", vec![0; 8192]),
        ("a page", b"<html><body>SQLite format 3".repeat(50)),
    ]
}

#[test]
fn hostile_files_are_refused_and_left_as_they_are() {
    let folder = Folder::new("hostile");
    let path = folder.path("news.claimant");
    Writer::open(&path).expect("a ledger").add(&[entry(0), entry(1)]).expect("added");
    let whole = fs::read(&path).expect("the file");
    let mut files: Vec<(&str, PathBuf)> = Vec::new();
    for (i, (name, change)) in CHANGES.iter().enumerate() {
        let file = folder.write(&format!("change-{i}.claimant"), &whole);
        let connection = Connection::open(&file).expect("a file of SQLite");
        connection.execute_batch("PRAGMA journal_mode = DELETE").expect("one file");
        connection.execute_batch(change).unwrap_or_else(|error| panic!("{name}: {error}"));
        drop(connection);
        files.push((name, file));
    }
    for (i, (name, bytes)) in others().into_iter().enumerate() {
        files.push((name, folder.write(&format!("other-{i}"), bytes)));
    }
    for (name, file) in &files {
        refused(name, file);
    }
    figure("hostile files", files.len(), "all refused within 5 s and left as they were");
}

fn refused(name: &str, file: &Path) {
    let (before, begun) = (fs::read(file).expect("the file"), Instant::now());
    assert!(Ledger::open(file).is_err(), "{name}: opened to read");
    assert!(Writer::open(file).is_err(), "{name}: opened to write");
    let corpus = concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/budget-vote.md");
    let path = file.to_string_lossy().into_owned();
    for arguments in [
        vec!["claims", "-l", &path],
        vec!["add", "--fast", "-l", &path, corpus],
        vec!["sql", "-l", &path, "SELECT * FROM versions"],
    ] {
        let run = run(&arguments);
        assert!(matches!(run.code, Some(2 | 3)), "{name}: {arguments:?} {:?} {}", run.code, run.talk);
        assert!(run.talk.contains("error: ") && run.talk.contains("hint: "), "{name}: {}", run.talk);
    }
    assert!(begun.elapsed() < GUARD, "{name}: {:?}", begun.elapsed());
    assert!(fs::read(file).is_ok_and(|now| now == before), "{name}: the file was written to");
}

#[test]
fn a_newer_ledger_is_named_as_such() {
    let folder = Folder::new("newer-version");
    let path = folder.path("news.claimant");
    Writer::open(&path).expect("a ledger").add(&[entry(0)]).expect("added");
    let mut bytes = fs::read(&path).expect("the file");
    bytes[60..64].copy_from_slice(&9_u32.to_be_bytes());
    fs::write(&path, &bytes).expect("written");
    assert!(matches!(Writer::open(&path), Err(Error::Newer(_, 9))));
    assert!(matches!(Ledger::open(&path), Err(Error::Newer(_, 9))));
    assert!(fs::read(&path).is_ok_and(|now| now == bytes));
    let beside = fs::read_dir(path.parent().expect("a folder")).expect("its files").count();
    assert_eq!(beside, 1, "a log was left beside a file that was refused");
}

#[test]
fn sql_can_change_nothing_and_reach_no_other_file() {
    let folder = Folder::new("sql");
    let path = folder.path("news.claimant");
    Writer::open(&path).expect("a ledger").add(&[entry(0)]).expect("added");
    let other = folder.path("other.db");
    let ledger = Ledger::open(&path).expect("a ledger");
    let before = fs::read(&path).expect("the file");
    let attempts = [
        "DELETE FROM log".to_owned(),
        "INSERT INTO forgotten VALUES (1, 1)".to_owned(),
        "PRAGMA user_version = 9".to_owned(),
        "PRAGMA journal_mode = DELETE".to_owned(),
        "CREATE TEMP TABLE x (a)".to_owned(),
        "VACUUM".to_owned(),
        format!("VACUUM INTO '{}'", other.display()),
        format!("ATTACH '{}' AS other", other.display()),
        "SELECT load_extension('evil')".to_owned(),
        "SELECT writefile('x', 'y')".to_owned(),
        "SELECT 1; DELETE FROM log".to_owned(),
    ];
    for attempt in attempts {
        let _ = ledger.table(&attempt);
        assert!(fs::read(&path).is_ok_and(|now| now == before), "{attempt}");
        assert!(!other.exists(), "{attempt}");
    }
    let answer = ledger.table("SELECT count(*) AS n FROM claims").expect("an answer");
    assert_eq!(answer.columns, ["n"]);
    assert!(
        ledger
            .table("SELECT inflate(json) ->> '$.schema' FROM records")
            .is_ok_and(|table| table.rows[0][0] == claimant_ledger::Value::Text("claimant/1".to_owned()))
    );
}
