//! Articles of a ledger held against each other: what is found, that it does not depend on the order of adding, and that
//! no face shows a claim without who vouches for it and how sure they are.

use std::path::{Path, PathBuf};

use claimant_extract::{Config, extract};
use claimant_ledger::{Entry, Ledger, Related, Wanted, Writer};
use claimant_read::{Kind, Options, read};

use super::{Dice, entry, rounds, sound};
use crate::at_root;
use crate::binary::{Folder, Run, run};

/// The worked example: a release, a wire report, its copy, and two later reports.
fn harbour() -> PathBuf {
    at_root("demo/harbour.jsonl")
}

/// The articles of a file of JSON Lines, with what the rules find in them.
fn entries(path: &Path) -> Vec<Entry> {
    let options = Options { kind: Some(Kind::JsonLines), ..Options::default() };
    let articles = read(&std::fs::read(path).expect("a file"), &options);
    let reading = |article| extract(article, &Config { fast: true, ..Config::default() });
    articles
        .into_iter()
        .map(|read| Entry::of(reading(read.expect("an article").article), &["all"]).expect("an entry"))
        .collect()
}

/// A ledger of these entries, added in this order; compared after each, or all at once, or in a process that died between.
fn kept(path: &Path, entries: &[Entry], order: &[usize], after_each: bool) {
    for at in order {
        let mut writer = Writer::open(path).expect("a ledger");
        writer.add(&entries[*at..=*at]).expect("added");
        while after_each && writer.compare(1).expect("compared") > 0 {}
    }
    let mut writer = Writer::open(path).expect("a ledger");
    while writer.compare(2).expect("compared") > 0 {}
    if !writer.is_settled().expect("known") {
        writer.settle(&mut |_, _| {}).expect("settled");
    }
    assert!(writer.is_settled().expect("known"));
}

/// Everything that is shown of comparing, as text.
fn found(path: &Path) -> String {
    let ledger = Ledger::open(path).expect("a ledger");
    let mut all = String::new();
    ledger.groups(None, &mut |group| add(&mut all, &serde_json::to_string(&group))).expect("groups");
    ledger
        .histories(None, &mut |history| add(&mut all, &serde_json::to_string(&history)))
        .expect("histories");
    ledger
        .relations(&Wanted::default(), &mut |one| add(&mut all, &serde_json::to_string(&one)))
        .expect("relations");
    all
}

fn add(all: &mut String, line: &serde_json::Result<String>) -> bool {
    all.push_str(line.as_ref().expect("JSON"));
    all.push('\n');
    true
}

#[test]
fn the_order_of_adding_does_not_show() {
    let folder = Folder::new("order");
    let mut all = entries(&harbour());
    all.extend((0..6).map(entry));
    let forth: Vec<usize> = (0..all.len()).collect();
    let first = folder.path("forth.claimant");
    kept(&first, &all, &forth, true);
    let expected = found(&first);
    assert!(expected.lines().count() > 10, "{expected}");
    let mut dice = Dice(5);
    for round in 0..rounds(4, 40) {
        let path = folder.path(&format!("{round}.claimant"));
        let mut order = forth.clone();
        for i in (1..order.len()).rev() {
            order.swap(i, dice.roll(i + 1));
        }
        kept(&path, &all, &order, round % 2 == 0);
        assert_eq!(found(&path), expected, "{order:?}");
        assert_eq!(sound(&path), Ok(()));
    }
}

#[test]
fn old_keys_are_found_as_new_ones_are() {
    let folder = Folder::new("old-keys");
    let (all, plain, turned) =
        (entries(&harbour()), folder.path("plain.claimant"), folder.path("turned.claimant"));
    kept(&plain, &all, &[0, 1, 2, 3, 4], true);
    kept(&turned, &all, &[0, 1, 2], true);
    let connection = rusqlite::Connection::open(&turned).expect("a file of SQLite");
    connection
        .execute_batch("INSERT INTO old_keys SELECT key, id FROM new_keys; DELETE FROM new_keys")
        .expect("the turn");
    drop(connection);
    kept(&turned, &all, &[3, 4], true);
    assert_eq!(found(&turned), found(&plain));
    assert_eq!(sound(&turned), Ok(()));
}

#[test]
fn comparing_again_writes_nothing_where_nothing_is_other() {
    let folder = Folder::new("again-compared");
    let path = folder.path("news.claimant");
    let all = entries(&harbour());
    kept(&path, &all, &[0, 1, 2, 3, 4], true);
    let rows = |path: &Path| {
        let table = Ledger::open(path)
            .and_then(|l| l.table("SELECT (SELECT count(*) FROM pairs), (SELECT count(*) FROM relations)"));
        table.expect("counts").rows
    };
    let before = rows(&path);
    Writer::open(&path).expect("a ledger").settle(&mut |_, _| {}).expect("settled");
    assert_eq!(rows(&path), before);
    assert_eq!(sound(&path), Ok(()));
}

#[test]
fn a_changed_relation_is_found() {
    let folder = Folder::new("changed-relation");
    let path = folder.path("news.claimant");
    kept(&path, &entries(&harbour()), &[0, 1, 2, 3, 4], true);
    for change in [
        "UPDATE relations SET kind = 'agree' WHERE kind = 'contradict'",
        "UPDATE relation_spans SET start = start + 1 WHERE \"end\" > start + 1",
        "DELETE FROM new_keys WHERE key = (SELECT max(key) FROM new_keys)",
    ] {
        let copy = folder.path("copy.claimant");
        std::fs::copy(&path, &copy).expect("a copy");
        let connection = rusqlite::Connection::open(&copy).expect("a file of SQLite");
        let triggers: Vec<(String, String)> = connection
            .prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
            .and_then(|mut s| s.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect())
            .expect("triggers");
        triggers.iter().for_each(|(name, _)| {
            connection.execute_batch(&format!("DROP TRIGGER {name}")).expect("dropped")
        });
        assert!(connection.execute(change, []).expect("a change") > 0, "{change}");
        triggers.iter().for_each(|(_, sql)| connection.execute_batch(sql).expect("made again"));
        drop(connection);
        assert!(sound(&copy).is_err(), "{change} is not found");
        std::fs::remove_file(&copy).expect("removed");
    }
}

/// The worked example in a ledger, as the command makes it.
pub(super) fn example(name: &str) -> (Folder, String) {
    let folder = Folder::new(name);
    let ledger = folder.path("news.claimant");
    let added = super::add(&ledger, &[&harbour().to_string_lossy()]);
    assert_eq!(added.code, Some(0), "{}", added.talk);
    let path = ledger.to_string_lossy().into_owned();
    (folder, path)
}

fn relations(path: &str, kinds: &[&str]) -> Vec<Related> {
    let wanted = Wanted { kinds: kinds.iter().map(|kind| (*kind).to_owned()).collect(), ..Wanted::default() };
    let mut all = Vec::new();
    let ledger = Ledger::open(Path::new(path)).expect("a ledger");
    let each = &mut |related| {
        all.push(related);
        true
    };
    ledger.relations(&wanted, each).expect("relations");
    all
}

fn words(end: &claimant_ledger::End) -> String {
    end.claim.as_ref().map_or(String::new(), |claim| claim.parts().2.to_owned())
}

fn by(end: &claimant_ledger::End) -> &str {
    end.article.publisher.as_deref().unwrap_or_default()
}

#[test]
fn a_quotation_without_a_speaker_is_found_in_the_release() {
    let (_folder, path) = example("verbatim");
    let found = relations(&path, &["verbatim"]);
    let quotation = found
        .iter()
        .find(|it| words(&it.a).contains("no stone unturned"))
        .unwrap_or_else(|| panic!("{found:#?}"));
    assert_eq!(by(&quotation.a), "North Wire");
    assert_eq!(by(&quotation.b), "Ostvik Harbour Authority");
    // Where it stands is told, and still nobody is made its speaker.
    let claim = quotation.a.claim.as_ref().expect("a claim");
    assert!(!claim.who().contains("Harbour Authority"), "{}", claim.who());
    assert!(!quotation.b.places.is_empty());
}

#[test]
fn a_copy_has_its_direction_and_the_dropped_hedge_is_told() {
    let (_folder, path) = example("copy");
    let copies: Vec<Related> =
        relations(&path, &["copy"]).into_iter().filter(|it| it.level == "article").collect();
    assert_eq!(copies.len(), 1, "{copies:#?}");
    assert!(copies[0].directed && by(&copies[0].a) == "North Wire" && by(&copies[0].b) == "Tarn Courier");
    let hardened = relations(&path, &["hardened"]);
    let dropped =
        hardened.iter().find(|it| it.reason.contains("suspected")).unwrap_or_else(|| panic!("{hardened:#?}"));
    assert!(by(&dropped.a) == "North Wire" && by(&dropped.b) == "Tarn Courier" && dropped.directed);
    assert_eq!(dropped.a.claim.as_ref().map(|claim| claim.stands.status.as_str()), Some("alleged"));
}

#[test]
fn a_later_count_updates_and_a_rival_contradicts() {
    let (_folder, path) = example("figures");
    let figure =
        |end: &claimant_ledger::End| end.figure.as_ref().and_then(|figure| figure.value).unwrap_or_default();
    let updates = relations(&path, &["update"]);
    assert!(
        updates.iter().any(|it| it.directed && figure(&it.a) == 9.0 && figure(&it.b) == 11.0),
        "{updates:#?}"
    );
    let rivals = relations(&path, &["contradict"]);
    let pair = |it: &Related| [figure(&it.a), figure(&it.b)];
    assert!(rivals.iter().any(|it| pair(it).contains(&11.0) && pair(it).contains(&14.0)), "{rivals:#?}");
    assert!(
        rivals.iter().all(|it| !it.derivation.is_empty() && it.a.claim.is_some() && it.b.claim.is_some())
    );
    let mut states = Vec::new();
    let ledger = Ledger::open(Path::new(&path)).expect("a ledger");
    ledger
        .histories(None, &mut |history| {
            states.extend(history.states.iter().map(|state| (state.day.clone(), state.figure.value)));
            true
        })
        .expect("histories");
    let of = |value: f64| states.iter().position(|(_, found)| *found == Some(value));
    assert!(of(9.0) < of(11.0) && of(11.0).is_some() && of(14.0).is_some(), "{states:?}");
}

#[test]
fn versions_differ_by_what_was_added_and_dropped() {
    let (_folder, path) = example("differ");
    let named = |publisher: &str| {
        let table = Ledger::open(Path::new(&path))
            .and_then(|l| l.table(&format!("SELECT key FROM articles WHERE publisher = '{publisher}'")));
        match table.expect("a key").rows[0][0].clone() {
            claimant_ledger::Value::Text(key) => key,
            other => panic!("{other:?}"),
        }
    };
    let diff = run(&["diff", "-l", &path, &named("North Wire"), &named("Tarn Courier"), "--json"]);
    assert_eq!(diff.code, Some(0), "{}", diff.talk);
    let kinds: Vec<String> =
        diff.records().iter().map(|one| one["kind"].as_str().unwrap_or_default().to_owned()).collect();
    assert!(
        kinds.iter().any(|kind| kind == "hardened") && kinds.iter().any(|kind| kind == "dropped"),
        "{kinds:?}"
    );
    let shown = run(&["diff", "-l", &path, &named("North Wire"), &named("Tarn Courier"), "--report"]);
    assert!(shown.out.contains("ALLEGED"), "{}", shown.out);
}

/// Every claim in a JSON value has its standing and chain.
fn vouched(value: &serde_json::Value) -> usize {
    match value {
        serde_json::Value::Object(fields)
            if fields.contains_key("quote") && fields.contains_key("content") =>
        {
            assert!(fields["status"].is_string() && fields["chain"][0]["source"] == "article", "{fields:?}");
            1
        }
        serde_json::Value::Object(fields) => fields.values().map(vouched).sum(),
        serde_json::Value::Array(items) => items.iter().map(vouched).sum(),
        _ => 0,
    }
}

#[test]
fn no_face_of_comparing_shows_a_claim_alone() {
    let (_folder, path) = example("faces-compared");
    let everything =
        "group,copy,agree,same_claim,update,contradict,hardened,softened,verbatim,altered,compatible";
    for command in [vec!["compare", "-l", &path, "--kind", everything], vec!["history", "-l", &path]] {
        let of = |face: &[&str]| -> Run {
            let run = run(&[command.as_slice(), face].concat());
            assert_eq!(run.code, Some(0), "{}", run.talk);
            run
        };
        let claims: usize = of(&["--json"]).records().iter().map(vouched).sum();
        assert!(claims > 2, "{command:?}");
        let alleged = "detained a suspected arsonist";
        for face in [&["--report", "--width", "500"][..], &["--md"], &["--csv"]] {
            let out = of(face).out;
            for (at, _) in out.match_indices(alleged) {
                let before = &out[at.saturating_sub(400)..at].to_lowercase();
                assert!(before.contains("alleged"), "{face:?}: {before}");
            }
        }
        let table = of(&["--csv"]).out;
        let mut reader = csv::Reader::from_reader(table.as_bytes());
        let head = reader.headers().expect("a head").clone();
        let column = |name: &str| head.iter().position(|found| found == name).expect("a column");
        for row in reader.records().map(|row| row.expect("a row")) {
            for side in ["a", "b"] {
                let [quote, status, who] =
                    ["quote", "status", "who"].map(|name| &row[column(&format!("{side}_{name}"))]);
                assert!(quote.is_empty() || !status.is_empty() && who.starts_with("article"), "{row:?}");
            }
        }
    }
}

#[test]
fn what_was_not_compared_on_adding_is_compared_when_asked() {
    let folder = Folder::new("left");
    let ledger = folder.path("news.claimant");
    let added = super::add(&ledger, &[&harbour().to_string_lossy(), "--no-compare"]);
    assert_eq!(added.code, Some(0), "{}", added.talk);
    assert_eq!(Ledger::open(&ledger).and_then(|l| l.uncompared()).expect("a count"), 5);
    let path = ledger.to_string_lossy().into_owned();
    let first = run(&["compare", "-l", &path, "--json"]);
    assert_eq!(Ledger::open(&ledger).and_then(|l| l.uncompared()).expect("a count"), 0);
    let (_folder, other) = example("left-other");
    assert_eq!(first.out, run(&["compare", "-l", &other, "--json"]).out);
    assert_eq!(first.out, run(&["compare", "-l", &path, "--json", "--again"]).out);
    let some = run(&["compare", "-l", &path, "--json", "--kind", "contradict"]).records();
    assert!(!some.is_empty() && some.iter().all(|one| one["kind"] == "contradict"));
    let none = run(&["compare", "-l", &path, "--json", "--about", "Nobody"]);
    assert_eq!((none.code, none.out.as_str()), (Some(0), ""));
}

/// The worked example and the release that it quotes, where the gold is at hand (`GOLD=DIR`).
#[test]
fn the_worked_example_is_compared() {
    let Some(gold) = std::env::var_os("GOLD").map(PathBuf::from) else { return };
    let folder = Folder::new("worked");
    let (ledger, corpus) = (folder.path("news.claimant"), folder.write("corpus.jsonl", worked(&gold)));
    let path = ledger.to_string_lossy().into_owned();
    let added = run(&["add", "-l", &path, &corpus.to_string_lossy()]);
    assert_eq!(added.code, Some(0), "{}", added.talk);
    let found = relations(&path, &["verbatim"]);
    assert!(
        found.iter().any(|it| it.a.claim.as_ref().is_some_and(|claim| claim.who().ends_with("unnamed"))),
        "{found:#?}"
    );
    let shown = run(&["claims", "-l", &path, "--status", "alleged", "--json"]).records();
    assert!(shown.iter().any(|claim| claim["chain"].to_string().contains("Post")), "{shown:#?}");
    assert_eq!(sound(&ledger), Ok(()));
}

/// The article and the release as JSON Lines.
fn worked(gold: &Path) -> String {
    let all = |file: &str| -> Vec<serde_json::Value> {
        let bytes = std::fs::read(gold.join(file)).expect(file);
        let mut text = String::new();
        std::io::Read::read_to_string(&mut flate2::read::GzDecoder::new(bytes.as_slice()), &mut text)
            .expect("gzip");
        text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
    };
    let release =
        |record: &serde_json::Value| record["doc"].as_str().is_some_and(|doc| doc.starts_with("own/08"));
    let records = all("example/gold.jsonl.gz")
        .into_iter()
        .chain(all("dev/own.dev.jsonl.gz").into_iter().filter(release));
    records.map(|record| record["article"].to_string() + "\n").collect()
}
