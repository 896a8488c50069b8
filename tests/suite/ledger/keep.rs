//! What is added is kept, once, and given back byte for byte.

use std::fs;

use claimant_ledger::{Added, Found, Ledger, Writer};

use super::{add, entry, export_hash, lines, reading, sound};
use crate::at_root;
use crate::binary::{Folder, run};

#[test]
fn what_was_added_comes_back_byte_for_byte() {
    let folder = Folder::new("kept");
    let ledger = folder.path("news.claimant");
    let examples = at_root("examples").to_string_lossy().into_owned();
    let added = add(&ledger, &[&examples]);
    assert_eq!(added.code, Some(0), "{}", added.talk);
    let read = run(&["read", &examples, "--json", "--fast"]);
    let exported = run(&["export", "-l", &ledger.to_string_lossy()]);
    let sorted = |text: &str| {
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        lines.sort();
        lines
    };
    assert_eq!(sorted(&exported.out), sorted(&read.out));
    let first = read.records()[0]["article"]["id"].as_str().unwrap_or_default()[..12].to_owned();
    let shown = run(&["show", "-l", &ledger.to_string_lossy(), &first, "--json"]);
    assert!(read.out.contains(&shown.out), "show gives another record: {}", shown.talk);
    assert_eq!(sound(&ledger), Ok(()));
}

#[test]
fn adding_again_writes_nothing() {
    let folder = Folder::new("again");
    let (ledger, corpus) = (folder.path("news.claimant"), folder.write("corpus.jsonl", lines(0..30)));
    let corpus = corpus.to_string_lossy().into_owned();
    assert_eq!(add(&ledger, &[&corpus]).code, Some(0));
    let (bytes, hash) = (fs::read(&ledger).expect("a ledger"), export_hash(&ledger));
    for more in [vec![corpus.as_str()], vec![corpus.as_str(), "--again"]] {
        let again = add(&ledger, &more);
        assert_eq!(again.code, Some(0), "{}", again.talk);
        assert!(again.talk.contains("30 known already"), "{}", again.talk);
        assert_eq!(export_hash(&ledger), hash);
        assert!(fs::read(&ledger).expect("a ledger") == bytes, "the file was written to");
    }
    let order = folder.path("other.claimant");
    let mut reversed: Vec<String> = lines(0..30).lines().map(str::to_owned).collect();
    reversed.reverse();
    // The same name, so that the path in the records is the same.
    folder.write("corpus.jsonl", reversed.join("\n") + "\n");
    assert_eq!(add(&order, &[&corpus, "--threads", "1"]).code, Some(0));
    assert_eq!(export_hash(&order), hash, "the order of adding shows");
}

#[test]
fn one_bad_document_costs_one_document() {
    let folder = Folder::new("bad");
    let ledger = folder.path("news.claimant");
    let good = folder.write("a.jsonl", lines(0..3));
    let bad = folder.write("b.pdf", "%PDF-1.4 cut off");
    let empty = folder.write("c.txt", "  \n");
    let more = folder.write("d.jsonl", lines(3..5) + "{\"text\": 7}\n" + &lines(5..6));
    let paths = [good, bad, empty, more].map(|path| path.to_string_lossy().into_owned());
    let added = add(&ledger, &paths.each_ref().map(String::as_str));
    assert_eq!(added.code, Some(1), "{}", added.talk);
    assert!(added.talk.contains("6 read") && added.talk.contains("6 articles"), "{}", added.talk);
    assert!(added.talk.contains("hint:"), "{}", added.talk);
    assert_eq!(sound(&ledger), Ok(()));
}

#[test]
fn versions_at_one_address_are_linked() {
    let folder = Folder::new("versions");
    let ledger = folder.path("news.claimant");
    let version = |n: usize, published: &str| {
        let line = serde_json::json!({"text": super::text(n), "url": "https://news.example/live", "published": published});
        folder.write(&format!("{n}.jsonl"), format!("{line}\n")).to_string_lossy().into_owned()
    };
    // The later one is added first: versions follow their dates.
    let paths = [version(2, "2024-05-02"), version(1, "2024-05-01")];
    assert_eq!(add(&ledger, &paths.each_ref().map(String::as_str)).code, Some(0));
    let opened = Ledger::open(&ledger).expect("a ledger");
    let Ok(Found::Several(keys)) = opened.find("https://news.example/live") else { panic!("two articles") };
    let Ok(Found::Article(article)) = opened.find(&keys[0]) else { panic!("an article") };
    let dates: Vec<_> = article.versions.iter().map(|version| version.published.as_deref()).collect();
    assert_eq!(dates, [Some("2024-05-01"), Some("2024-05-02")]);
    let shown = run(&["show", "-l", &ledger.to_string_lossy(), &keys[0], "--text"]);
    assert!(shown.out.contains("of 2 at its address"), "{}", shown.out);
}

#[test]
fn a_newer_reading_stands_in_for_the_older() {
    let folder = Folder::new("newer");
    let path = folder.path("news.claimant");
    let mut writer = Writer::open(&path).expect("a ledger");
    assert_eq!(writer.add(&[entry(1), entry(1)]).expect("added"), [Added::Kept, Added::Known]);
    let before = writer.ledger().size().expect("a size");
    let mut newer = reading(1);
    newer.generator.version = "test-2".to_owned();
    newer.claims.pop();
    let newer = claimant_ledger::Entry::of(newer, &["all"]).expect("an entry");
    assert_eq!(writer.add(&[newer]).expect("added"), [Added::Kept]);
    assert_eq!(writer.ledger().size().expect("a size"), (1, before.1 - 1));
    let claims = writer.ledger().ask(&claimant_ledger::Facets::default(), None, 100).expect("claims").claims;
    assert!(claims.len() as i64 == before.1 - 1 && claims.iter().all(|claim| claim.generator == "test-2"));
    drop(writer);
    assert_eq!(sound(&path), Ok(()));
}

#[test]
fn a_backup_is_whole_and_overwrites_nothing() {
    let folder = Folder::new("backup");
    let (ledger, copy) = (folder.path("news.claimant"), folder.path("copy.claimant"));
    let corpus = folder.write("corpus.jsonl", lines(0..10)).to_string_lossy().into_owned();
    assert_eq!(add(&ledger, &[&corpus]).code, Some(0));
    let paths = [&ledger, &copy].map(|path| path.to_string_lossy().into_owned());
    let arguments = ["backup", "-l", &paths[0], &paths[1]];
    assert_eq!(run(&arguments).code, Some(0));
    assert_eq!(export_hash(&copy), export_hash(&ledger));
    assert_eq!(sound(&copy), Ok(()));
    let again = run(&arguments);
    assert_eq!(again.code, Some(3), "{}", again.talk);
}

#[test]
fn the_ledger_only_appends() {
    let folder = Folder::new("appends");
    let path = folder.path("news.claimant");
    Writer::open(&path).expect("a ledger").add(&[entry(1), entry(2)]).expect("added");
    let connection = rusqlite::Connection::open(&path).expect("a file of SQLite");
    let tables: Vec<String> = connection
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'claim_words%'")
        .and_then(|mut statement| statement.query_map([], |row| row.get(0))?.collect())
        .expect("names");
    assert!(tables.len() > 20);
    for table in tables {
        let column: String = connection
            .query_row("SELECT name FROM pragma_table_info(?1) LIMIT 1", [&table], |row| row.get(0))
            .expect("a column");
        let rows: i64 = connection
            .query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0))
            .expect("a count");
        for change in [format!("UPDATE {table} SET {column} = {column}"), format!("DELETE FROM {table}")] {
            let refused = connection.execute(&change, []).is_err();
            // New keys become old ones: they follow from the readings, and `verify` misses each that is gone.
            assert!(refused || rows == 0 || change == "DELETE FROM new_keys", "{change}");
        }
    }
    let false_quote =
        "INSERT INTO claim_spans SELECT claim, n + 99, start, \"end\", upper(quote) || '' FROM claim_spans";
    let error = connection.execute(false_quote, []).expect_err("a quote that is not the words of its span");
    assert!(error.to_string().contains("not the words"), "{error}");
}
