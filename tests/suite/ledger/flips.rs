//! One byte changed anywhere: no panic, and nothing that changes a quote, a source, a status or a decision goes unseen.

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use claimant_ledger::{Act, Error, Found, Ledger, Writer};

use super::{Dice, entry, figure, keys, rounds};
use crate::binary::Folder;

#[test]
fn every_flip_is_found_or_changes_nothing() {
    let folder = Folder::new("flips");
    let path = folder.path("news.claimant");
    let mut writer = Writer::open(&path).expect("a ledger");
    // Enough that most of the file is what was added, not the empty ends of its pages.
    writer.add(&(0..16).map(entry).collect::<Vec<_>>()).expect("added");
    let key = keys(writer.ledger()).into_iter().next().expect("a key");
    for (kind, note) in [("accept", "{}"), ("note", "{\"text\":\"asked the ministry\"}")] {
        let act = Act {
            kind: kind.to_owned(),
            subject: format!("{key}:c1"),
            body: note.to_owned(),
            author: "Ana".to_owned(),
        };
        writer.act(&act).expect("logged");
    }
    drop(writer);
    let (file, said) = (fs::read(&path).expect("the file"), everything(&path).expect("it can be read"));
    let (mut dice, flips) = (Dice(3), rounds(120, 2000));
    let (mut refused, mut found, mut harmless) = (0, 0, 0);
    for _ in 0..flips {
        let mut bytes = file.clone();
        let at = dice.roll(bytes.len());
        bytes[at] ^= 1 << dice.roll(8);
        let copy = folder.write("copy.claimant", &bytes);
        for name in ["copy.claimant-wal", "copy.claimant-shm"] {
            let _ = fs::remove_file(folder.path(name));
        }
        let outcome = catch_unwind(AssertUnwindSafe(|| check(&copy)));
        match outcome.unwrap_or_else(|_| panic!("a panic over byte {at}")) {
            Seen::Refused => refused += 1,
            Seen::Faults => found += 1,
            Seen::Nothing => {
                assert!(
                    everything(&copy).is_ok_and(|now| now == said),
                    "byte {at}: changed, and nobody says so"
                );
                harmless += 1;
            }
        }
        if let Err(Error::Damaged(..)) = Writer::open(&copy) {
            assert!(
                fs::read(&copy).is_ok_and(|now| now == bytes),
                "byte {at}: a damaged file was written to"
            );
        }
    }
    assert!(found > flips / 5, "verify found only {found} of {flips}");
    figure(
        "one bit flipped",
        flips,
        &format!(
            "0 panics, {refused} refused, {found} found by verify, {harmless} change nothing that is said"
        ),
    );
}

enum Seen {
    Refused,
    Faults,
    Nothing,
}

fn check(path: &Path) -> Seen {
    let Ok(ledger) = Ledger::open(path) else { return Seen::Refused };
    match ledger.verify(&mut |_, _| {}) {
        Ok(faults) if faults.is_empty() => Seen::Nothing,
        _ => Seen::Faults,
    }
}

/// Every claim as it is shown, every record, and the log.
fn everything(path: &Path) -> Result<String, Error> {
    let ledger = Ledger::open(path)?;
    let mut said = String::new();
    for key in keys(&ledger) {
        let Found::Article(article) = ledger.find(&key)? else { continue };
        for claim in ledger.claims_of(&article)? {
            said += &serde_json::to_string(&claim).unwrap_or_default();
        }
    }
    ledger.records(&mut |record| {
        said += record;
        true
    })?;
    ledger.each_line(&mut |line| said += &serde_json::to_string(&line).unwrap_or_default())?;
    Ok(said)
}

#[test]
fn every_tampered_line_of_the_log_is_named() {
    let folder = Folder::new("tampered");
    let path = folder.path("news.claimant");
    let mut writer = Writer::open(&path).expect("a ledger");
    writer.add(&[entry(0)]).expect("added");
    for n in 0..40 {
        let act = Act {
            kind: "note".to_owned(),
            subject: "x".to_owned(),
            body: format!("{{\"n\":{n}}}"),
            author: "Ana".to_owned(),
        };
        writer.act(&act).expect("logged");
    }
    drop(writer);
    let whole = fs::read(&path).expect("the file");
    let (mut dice, times) = (Dice(8), rounds(30, 1000));
    for _ in 0..times {
        let copy = folder.write("copy.claimant", &whole);
        let seq = 2 + dice.roll(38) as i64;
        let column = ["body", "author", "at", "kind", "subject"][dice.roll(5)];
        let value = if column == "kind" { "'reject'" } else { "json_quote('forged')" };
        let connection = rusqlite::Connection::open(&copy).expect("a file of SQLite");
        connection.execute_batch("DROP TRIGGER log_stay").expect("the trigger goes");
        connection
            .execute(&format!("UPDATE log SET {column} = {value} WHERE seq = ?1"), [seq])
            .expect("forged");
        let trigger = "CREATE TRIGGER log_stay BEFORE UPDATE ON log BEGIN SELECT RAISE(ABORT, 'the ledger only appends'); END";
        connection.execute_batch(trigger).expect("as if nothing had been");
        drop(connection);
        let faults = Ledger::open(&copy).and_then(|ledger| ledger.verify(&mut |_, _| {})).expect("checked");
        assert!(
            faults.iter().any(|fault| fault.subject == format!("log {seq}")),
            "{column} of {seq}: {faults:?}"
        );
    }
    figure("a line of the log forged", times, &format!("{times} named"));
}
