//! Decisions in the file: they come back as they were written, replay, verify, and can be forgotten to the byte.

use std::fs;
use std::path::{Path, PathBuf};

use claimant_ledger::export::{Format, Options, SHAPES, export};
use claimant_ledger::key::{article_key, claim_keys};
use claimant_ledger::review::{Decision, Reviewed, Shown, What, replay};
use claimant_ledger::{Entry, Error, Facets, Ledger, Writer};
use serde_json::json;

use crate::sample::{ice, port};

/// A new ledger of both articles.
fn ledger(name: &str) -> (PathBuf, Writer) {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("kept").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    let path = folder.join("news.claimant");
    let mut writer = Writer::open(&path).unwrap();
    let entries = [port(), ice()].map(|reading| Entry::of(reading, &["time"]).unwrap());
    writer.add(&entries).unwrap();
    (path, writer)
}

fn decision(claim: usize, what: What, why: &str) -> Decision {
    Decision { subject: claim_keys(&port())[claim].clone(), what, why: why.to_owned() }
}

fn alleged() -> What {
    What::Correct { field: "status".to_owned(), old: json!("asserted"), new: json!("alleged") }
}

fn reviewed(path: &Path) -> Vec<Reviewed> {
    let mut all = Vec::new();
    let each = &mut |one: &Reviewed| {
        all.push(one.clone());
        true
    };
    Ledger::open(path).unwrap().each_reviewed(each).unwrap();
    all
}

fn faults(path: &Path) -> Vec<String> {
    let faults = Ledger::open(path).unwrap().verify(&mut |_, _| {}).unwrap();
    faults.into_iter().map(|fault| format!("{}: {}", fault.subject, fault.what)).collect()
}

#[test]
fn decisions_in_the_file_replay_as_those_in_memory() {
    let (path, mut writer) = ledger("replay");
    writer.decide(&[decision(2, alleged(), "never shown")], "Ida Holm", None).unwrap();
    writer
        .decide(&[decision(1, What::Verdict { rating: "half true".to_owned() }, "")], "Ida Holm", None)
        .unwrap();
    let undone = writer.decide(&[decision(3, What::Reject, "")], "Ida Holm", None).unwrap();
    writer.decide(&[decision(3, What::Undo { line: undone }, "")], "Ida Holm", None).unwrap();
    drop(writer);
    assert_eq!(faults(&path), Vec::<String>::new());
    let log = Ledger::open(&path).unwrap().decisions().unwrap();
    let mut readings = vec![port(), ice()];
    readings.sort_by_key(|reading| article_key(&reading.article));
    let expected = replay(&log, readings).articles;
    let found = reviewed(&path);
    for shape in SHAPES {
        let bytes = |articles: &[Reviewed]| export(shape.format, articles, &Options::default());
        assert_eq!(bytes(&found), bytes(&expected), "{}", shape.name);
    }
    assert!(
        export(Format::Csv, &found, &Options::default())["claims.csv"]
            .contains("asserted → alleged (Ida Holm, ")
    );
}

#[test]
fn what_does_not_fit_is_refused_and_leaves_no_line() {
    let (path, mut writer) = ledger("refused");
    writer.decide(&[decision(2, alleged(), "")], "Ida Holm", None).unwrap();
    let nowhere =
        Decision { subject: format!("{:016x}:{:016x}", 1, 2), what: What::Accept, why: String::new() };
    let no_field = What::Correct { field: "text".to_owned(), old: json!(null), new: json!("x") };
    for wrong in [
        decision(2, alleged(), ""),
        nowhere,
        decision(1, no_field, ""),
        decision(0, What::Undo { line: 99 }, ""),
    ] {
        assert!(
            matches!(writer.decide(std::slice::from_ref(&wrong), "Ida Holm", None), Err(Error::Decision(_))),
            "{wrong:?}"
        );
    }
    assert!(matches!(writer.decide(&[decision(0, What::Accept, "")], " ", None), Err(Error::Decision(_))));
    drop(writer);
    let decisions = Ledger::open(&path).unwrap().decisions().unwrap();
    assert_eq!(decisions.lines().len(), 1);
}

/// Every byte of the folder's files: the ledger, its write-ahead log, its index.
fn bytes(path: &Path) -> Vec<u8> {
    let files =
        fs::read_dir(path.parent().unwrap()).unwrap().map(|file| fs::read(file.unwrap().path()).unwrap());
    files.flatten().collect()
}

fn holds(path: &Path, words: &str) -> bool {
    bytes(path).windows(words.len()).any(|window| window.eq_ignore_ascii_case(words.as_bytes()))
}

#[test]
fn no_byte_of_forgotten_words_stays_in_the_file() {
    let (path, mut writer) = ledger("forget");
    let long = format!("Mara Lind says so. {}", "Ask again. ".repeat(2000));
    writer.decide(&[decision(2, alleged(), "as MARA LIND asked")], "Ida Holm", None).unwrap();
    writer.decide(&[decision(3, What::Note, &long)], "Ida Holm", None).unwrap();
    writer.decide(&[decision(4, What::Accept, "")], "Mara Lind", None).unwrap();
    assert!(holds(&path, "Mara Lind"));
    let leaving = writer.ledger().leaving("mara lind").unwrap();
    assert_eq!((leaving.decisions.as_slice(), leaving.articles.len()), (&[1, 2, 3][..], 0));
    writer.forget(&leaving, "Ida Holm", "by law").unwrap();
    assert!(!holds(&path, "Mara Lind"));
    let kept = writer.decide(&[decision(5, What::Accept, "")], "Ida Holm", None).unwrap();
    assert_eq!(kept, 5);
    drop(writer);
    assert!(!holds(&path, "Mara Lind"));
    assert_eq!(faults(&path), Vec::<String>::new());
    let port = reviewed(&path).into_iter().find(|one| one.reading.claims.len() == 11).unwrap();
    assert_eq!(port.reading.claims[2].status.word(), "asserted");
    assert_eq!(port.about("c5").next().unwrap().who, "[forgotten]");
}

#[test]
fn words_cannot_be_changed_or_deleted_by_sql_and_forgery_is_found() {
    let (path, mut writer) = ledger("forged");
    writer.decide(&[decision(2, alleged(), "seen")], "Ida Holm", None).unwrap();
    drop(writer);
    let connection = rusqlite::Connection::open(&path).unwrap();
    for sql in ["UPDATE payloads SET text = 'x'", "DELETE FROM payloads WHERE part = 'who'"] {
        assert!(connection.execute(sql, []).unwrap_err().to_string().contains("only appends"), "{sql}");
    }
    let trigger: String = connection
        .query_row("SELECT sql FROM sqlite_schema WHERE name = 'payloads_stay'", [], |row| row.get(0))
        .unwrap();
    connection.execute_batch("DROP TRIGGER payloads_stay").unwrap();
    connection.execute("UPDATE payloads SET text = 'Somebody Else' WHERE part = 'who'", []).unwrap();
    connection.execute_batch(&trigger).unwrap();
    drop(connection);
    assert_eq!(faults(&path), ["log 3: its words are not those that were written"]);
}

#[test]
fn claims_are_asked_for_by_whether_a_person_has_decided() {
    let (path, mut writer) = ledger("asked");
    writer.decide(&[decision(2, alleged(), "seen")], "Ida Holm", None).unwrap();
    writer.decide(&[decision(3, What::Accept, "")], "Mara Lind", None).unwrap();
    let leaving = writer.ledger().leaving("Mara Lind").unwrap();
    writer.forget(&leaving, "Ida Holm", "").unwrap();
    drop(writer);
    let ledger = Ledger::open(&path).unwrap();
    let by =
        |shown: &[Shown]| shown.iter().map(|one| format!("{} by {}", one.act, one.who)).collect::<String>();
    let ask = |reviewed| {
        let facets = Facets { reviewed: Some(reviewed), ..Facets::default() };
        let claims = ledger.ask(&facets, None, 100).unwrap().claims;
        let mut all: Vec<_> =
            claims.into_iter().map(|claim| (claim.key.clone(), by(&claim.reviewed))).collect();
        all.sort();
        all
    };
    let key = |n: usize| format!("{n:016x}");
    assert_eq!(
        ask(true),
        [(key(3), "correct by Ida Holm".to_owned()), (key(4), "accept by [forgotten]".to_owned())]
    );
    assert_eq!(ask(false).len(), 11);
}

#[test]
fn words_that_lead_to_no_claim_or_to_another_are_faults() {
    let (path, _) = ledger("words");
    assert_eq!(faults(&path), [""; 0]);
    let change = |sql: &str| {
        rusqlite::Connection::open(&path).unwrap().execute_batch(sql).unwrap();
        let named = |fault: &String| fault.starts_with("claim_words: the words");
        assert!(faults(&path).iter().any(named), "{sql}: {:?}", faults(&path));
    };
    change("INSERT INTO claim_words (claim_words) VALUES ('delete-all')");
    change("INSERT INTO claim_words (rowid, quote) VALUES (1, 'words of no claim')");
    let anew = "INSERT INTO claim_words (claim_words) VALUES ('rebuild')";
    rusqlite::Connection::open(&path).unwrap().execute_batch(anew).unwrap();
    assert_eq!(faults(&path), [""; 0]);
    let moved =
        "INSERT INTO claim_words (claim_words, rowid, quote) SELECT 'delete', id, quote FROM claims LIMIT 1;
                 INSERT INTO claim_words (rowid, quote) SELECT id + 1, quote FROM claims LIMIT 1";
    change(moved);
}
