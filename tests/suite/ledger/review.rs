//! What people decide, through the command: it shows on every face, replays to the byte, and goes when it must.

use std::fs;
use std::path::{Path, PathBuf};

use claimant_ledger::export::SHAPES;
use claimant_ledger::review::{Decision, Log, What};
use claimant_ledger::{Claimed, Conflict, Error, Facets, Found, Ledger, Writer};
use serde_json::{Value, json};

use super::{Dice, add, entry, figure, keys, lines, rounds, sound};
use crate::binary::{Folder, Run, claimant, run};

/// `claimant review` by Ana Lind.
fn review(ledger: &Path, more: &[&str]) -> Run {
    let ledger = ledger.to_string_lossy().into_owned();
    run(&[&["review", more[0], "-l", &ledger, "--by", "Ana Lind"], &more[1..]].concat())
}

fn done(run: &Run) {
    assert_eq!(run.code, Some(0), "{}", run.talk);
}

/// A ledger of some articles, and its claims, newest first.
fn kept(folder: &Folder, name: &str, articles: usize) -> (PathBuf, Vec<Claimed>) {
    let (path, corpus) = (folder.path(name), folder.write("corpus.jsonl", lines(0..articles)));
    done(&add(&path, &[&corpus.to_string_lossy()]));
    let claims = claims(&path, &Facets::default());
    (path, claims)
}

fn claims(path: &Path, facets: &Facets) -> Vec<Claimed> {
    Ledger::open(path).and_then(|ledger| ledger.ask(facets, None, 10_000)).expect("claims").claims
}

fn alleged(claims: &[Claimed]) -> &Claimed {
    claims.iter().find(|claim| claim.stands.status == "alleged").expect("an allegation")
}

/// Every format as it is written from a ledger, by name.
fn exports(folder: &Folder, ledger: &Path, name: &str) -> Vec<(String, Vec<u8>)> {
    let mut files = Vec::new();
    for shape in SHAPES {
        let out = folder.path(&format!("{name}-{}", shape.name));
        fs::create_dir_all(&out).expect("a folder");
        let arguments =
            ["export", "-l", &ledger.to_string_lossy(), "-f", shape.name, "-o", &out.to_string_lossy()];
        done(&run(&arguments.map(str::to_owned)));
        files.extend(everything_in(&out, shape.name));
    }
    files
}

fn everything_in(folder: &Path, name: &str) -> Vec<(String, Vec<u8>)> {
    if folder.is_file() {
        return vec![(name.to_owned(), fs::read(folder).expect("a file"))];
    }
    let mut files: Vec<(String, Vec<u8>)> = fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .map(|path| {
            (
                format!("{name}/{}", path.file_name().expect("a name").to_string_lossy()),
                fs::read(&path).expect("a file"),
            )
        })
        .collect();
    files.sort();
    files
}

#[test]
fn a_correction_shows_old_new_who_when_and_why_on_every_face() {
    let folder = Folder::new("corrected");
    let (path, all) = kept(&folder, "news.claimant", 4);
    let claim = alleged(&all);
    let why = "the police only wonder";
    done(&review(&path, &["correct", &claim.id, "status=hedged", "certainty=possible", "--why", why]));
    let at = path.to_string_lossy().into_owned();
    let faces = [
        vec!["claims", "-l", &at, "--reviewed", "--report"],
        vec!["claims", "-l", &at, "--reviewed", "--report", "--cut", "20"],
        vec!["claims", "-l", &at, "--reviewed", "--md", "--cut", "20"],
        vec!["claims", "-l", &at, "--reviewed", "--csv"],
        vec!["claims", "-l", &at, "--reviewed", "--json"],
        vec!["show", "-l", &at, &claim.id, "--text", "--width", "300"],
        vec!["show", "-l", &at, &claim.id, "--json"],
        vec!["log", "-l", &at],
        vec!["export", "-l", &at, "-f", "jsonl"],
        vec!["export", "-l", &at, "-f", "webannotation"],
        vec!["export", "-l", &at, "-f", "prov"],
    ];
    for face in faces {
        let run = run(&face);
        done(&run);
        let said = run.out.split_whitespace().collect::<Vec<_>>().join(" ");
        for part in ["alleged", "hedged", "Ana Lind", "T", "Z", why] {
            assert!(said.contains(part), "{face:?} does not say {part:?}: {said}");
        }
    }
    // Facets ask for what stands now.
    let hedged = claims(&path, &Facets { status: vec![claimant_doc::Status::Hedged], ..Facets::default() });
    assert!(hedged.iter().any(|one| one.id == claim.id && one.stands.certainty == "possible"));
    let still = claims(&path, &Facets { status: vec![claimant_doc::Status::Alleged], ..Facets::default() });
    assert!(still.iter().all(|one| one.id != claim.id));
    assert_eq!(claims(&path, &Facets::default()).len(), all.len());
    assert_eq!(sound(&path), Ok(()));
    done(&review(&path, &["undo", "1", "2"]));
    let now = claims(&path, &Facets::default());
    assert_eq!(now, all, "taken back is as if nothing had been");
}

#[test]
fn figures_articles_and_entities_are_corrected_and_wrong_corrections_are_refused() {
    let folder = Folder::new("fields");
    let (path, all) = kept(&folder, "news.claimant", 1);
    let counted = all.iter().find(|claim| !claim.figures.is_empty()).expect("a figure");
    let (key, id) = (counted.id.split(':').next().expect("a key"), counted.figures[0].id.clone());
    done(&review(&path, &["correct", &counted.id, &format!("{id}.value=107")]));
    done(&review(&path, &["correct", key, "published=2024", "title=Crossings"]));
    let ledger = Ledger::open(&path).expect("a ledger");
    let reading = ledger.reviewed(key).expect("read").expect("an article").reading;
    let person = reading.entities.iter().find(|entity| entity.name.contains("Vasko")).expect("a person");
    done(&review(&path, &["correct", &format!("{key}:{}", person.id), "name=Henrik R. Vasko"]));
    let now = claims(&path, &Facets { about: None, ..Facets::default() });
    let same = now.iter().find(|claim| claim.id == counted.id).expect("the claim");
    assert_eq!(same.figures[0].value, Some(107.0));
    assert_eq!((same.title.as_deref(), same.published.as_deref()), (Some("Crossings"), Some("2024")));
    let vouched = now.iter().filter(|claim| claim.who().contains("Henrik R. Vasko"));
    assert!(vouched.count() > 0, "the source has its new name");
    for wrong in [
        vec!["correct", &counted.id, "status=true"],
        vec!["correct", &counted.id, "quote=other words"],
        vec!["correct", &counted.id, "status=hedged", "certainty=sure"],
        vec!["correct", &counted.id, "q99.value=1"],
        vec!["accept", "0000000000000000:c1"],
        vec!["note", &counted.id],
        vec!["merge", &counted.id],
        vec!["undo", "99"],
    ] {
        assert_eq!(review(&path, &wrong).code, Some(2), "{wrong:?}");
    }
    assert_eq!(claims(&path, &Facets::default()), now, "what is refused changes nothing, also in part");
    assert_eq!(sound(&path), Ok(()));
}

#[test]
fn who_decides_on_an_older_version_is_told_both() {
    let folder = Folder::new("races");
    let path = folder.path("news.claimant");
    let mut writer = Writer::open(&path).expect("a ledger");
    writer.add(&[entry(0), entry(1)]).expect("added");
    let all = claims(&path, &Facets::default());
    let races = rounds(20, 1000);
    let (mut dice, mut refused) = (Dice(5), 0);
    for _ in 0..races {
        let handle = &all[dice.roll(all.len())].id;
        let subject = writer.ledger().subject(handle).expect("asked").expect("a key");
        let seen = writer.ledger().claim_with(&subject).expect("asked").expect("the claim");
        let decision = |what| [Decision { subject: subject.clone(), what, why: String::new() }];
        let others = [What::Accept, What::Reject, What::Note][dice.roll(3)].clone();
        writer.decide(&decision(others), "Bo", Some(&seen.state)).expect("the first is in time");
        match writer.decide(&decision(What::Reject), "Ana", Some(&seen.state)) {
            Err(Error::Conflict(conflict)) => {
                let Conflict { seen: known, now } = *conflict;
                assert_eq!(known.map(|known| json!(*known)), Some(json!(seen)));
                assert!(now.reviewed.last().is_some_and(|last| last.who == "Bo") && now.state != seen.state);
                refused += 1;
            }
            other => panic!("{other:?}"),
        }
        // Otherwise the versions to look through grow with every race.
        if writer.ledger().told().expect("told").len() > 24 {
            drop(writer);
            for name in ["news.claimant", "news.claimant-wal", "news.claimant-shm"] {
                let _ = fs::remove_file(folder.path(name));
            }
            writer = Writer::open(&path).expect("a ledger");
            writer.add(&[entry(0), entry(1)]).expect("added");
        }
    }
    assert_eq!(refused, races);
    figure("edits that race", races, &format!("{refused} refused with both versions"));
    let claim = claims(&path, &Facets::default()).remove(0);
    drop(writer);
    done(&review(&path, &["accept", &claim.id, "--seen", &claim.state]));
    let late = review(&path, &["reject", &claim.id, "--seen", &claim.state]);
    assert_eq!(late.code, Some(2));
    assert!(late.talk.contains("You saw") && late.talk.contains("It is now"), "{}", late.talk);
}

/// Some of everything.
fn decide_much(path: &Path, all: &[Claimed]) {
    let key = |claim: &Claimed| claim.id.split(':').next().expect("a key").to_owned();
    let one = alleged(all);
    done(&review(path, &["correct", &one.id, "status=hedged", "--why", "only asked"]));
    done(&review(path, &["accept", &all[0].id, &all[1].id]));
    done(&review(path, &["reject", &all[2].id, "--why", "a heading"]));
    done(&review(path, &["verdict", &all[3].id, "half true", "--why", "two of five"]));
    done(&review(path, &["note", &all[4].id, "--why", "ask the ministry"]));
    done(&review(path, &["merge", &all[5].id, &all[all.len() - 1].id]));
    done(&review(path, &["correct", &key(&all[0]), "publisher=The Courier"]));
    done(&review(path, &["reject", &all[6].id]));
    done(&review(path, &["undo", "8"]));
    done(&review(path, &["split", &all[5].id]));
}

#[test]
fn a_log_replays_on_a_rebuilt_ledger_to_the_byte() {
    let folder = Folder::new("replay");
    let (path, all) = kept(&folder, "news.claimant", 6);
    decide_much(&path, &all);
    // Later lines of the ledger itself stand between decisions.
    let more = folder.write("corpus.jsonl", lines(6..8));
    done(&add(&path, &[&more.to_string_lossy()]));
    done(&review(&path, &["accept", &all[7].id]));
    let log = run(&["log", "-l", &path.to_string_lossy(), "--json"]);
    done(&log);
    assert_eq!(Log::from_json_lines(&log.out).expect("a log").verify(&[]), []);
    let log = folder.write("log.jsonl", log.out);
    let rebuilt = folder.path("rebuilt.claimant");
    for n in (0..8).rev() {
        // The path that an article was read from is in its record.
        let one = folder.write("corpus.jsonl", lines(n..n + 1));
        done(&add(&rebuilt, &[&one.to_string_lossy()]));
    }
    let replay =
        ["review", "replay", "-l", &rebuilt.to_string_lossy(), &log.to_string_lossy()].map(str::to_owned);
    done(&run(&replay));
    assert_eq!(run(&replay).code, Some(2), "twice would be other decisions");
    let (here, there) = (exports(&folder, &path, "here"), exports(&folder, &rebuilt, "there"));
    for ((name, bytes), (other, others)) in here.iter().zip(&there) {
        assert!(name == other && bytes == others, "{name} differs");
    }
    assert_eq!(here.len(), there.len());
    let reviews = here.iter().find(|(name, _)| name.starts_with("claim/")).expect("claims");
    assert_eq!(String::from_utf8_lossy(&reviews.1).matches("\"ClaimReview\"").count(), 1, "one verdict");
    assert_eq!((sound(&path), sound(&rebuilt)), (Ok(()), Ok(())));
    // What was decided before its article came shows when it comes.
    let early = folder.path("early.claimant");
    let first = folder.write("corpus.jsonl", lines(0..1));
    done(&add(&early, &[&first.to_string_lossy()]));
    let replay =
        ["review", "replay", "-l", &early.to_string_lossy(), &log.to_string_lossy()].map(str::to_owned);
    assert_eq!(run(&replay).code, Some(1), "articles are missing");
    let rest = folder.write("corpus.jsonl", lines(1..8));
    done(&add(&early, &[&rest.to_string_lossy()]));
    assert_eq!(exports(&folder, &early, "early"), there);
}

#[test]
fn a_newer_reading_keeps_what_people_decided() {
    let folder = Folder::new("again");
    let path = folder.path("news.claimant");
    Writer::open(&path).expect("a ledger").add(&[entry(0)]).expect("added");
    let all = claims(&path, &Facets::default());
    done(&review(&path, &["correct", &alleged(&all).id, "status=hedged"]));
    let corpus = folder.write("corpus.jsonl", lines(0..1));
    done(&add(&path, &["--again", &corpus.to_string_lossy()]));
    let now = claims(&path, &Facets { reviewed: Some(true), ..Facets::default() });
    assert_eq!((now.len(), now[0].stands.status.as_str()), (1, "hedged"));
    assert_ne!(now[0].generator, all[0].generator);
    assert_eq!(sound(&path), Ok(()));
}

/// SQL that forges something that people decided, and what `verify` must name.
const FORGERIES: &[(&str, &str)] = &[
    (
        "UPDATE payloads SET text = replace(text, 'half', 'all') WHERE part = 'what' AND text LIKE '%half%'",
        "payloads_stay",
    ),
    (
        "UPDATE payloads SET text = 'Somebody' WHERE part = 'who' AND seq = (SELECT max(seq) FROM log)",
        "payloads_stay",
    ),
    ("UPDATE payloads SET salt = salt || '0' WHERE seq = (SELECT max(seq) FROM log)", "payloads_stay"),
    ("DELETE FROM payloads WHERE seq = (SELECT max(seq) FROM log)", "payloads_last"),
    ("UPDATE log SET at = '2020-01-01T00:00:00Z' WHERE kind = 'verdict'", "log_stay"),
    ("DELETE FROM log WHERE kind = 'verdict'", "log_last"),
    ("UPDATE decided SET item = 'c3' WHERE item = 'c1'", "decided_stay"),
    ("DELETE FROM decided", "decided_last"),
    ("UPDATE heads SET title = 'forged'", "heads_stay"),
    ("UPDATE claims SET status = 'asserted' WHERE status = 'hedged'", "claims_stay"),
];

#[test]
fn what_is_forged_of_decisions_is_found() {
    let folder = Folder::new("forged");
    let (path, all) = kept(&folder, "news.claimant", 3);
    decide_much(&path, &all);
    assert_eq!(sound(&path), Ok(()));
    let connection = rusqlite::Connection::open(&path).expect("a file of SQLite");
    connection.execute_batch("PRAGMA journal_mode = DELETE").expect("one file");
    drop(connection);
    let whole = fs::read(&path).expect("the file");
    for (forgery, trigger) in FORGERIES {
        let copy = folder.write("copy.claimant", &whole);
        let connection = rusqlite::Connection::open(&copy).expect("a file of SQLite");
        connection.execute_batch("PRAGMA foreign_keys = OFF").expect("nothing minds");
        // What is made of the log may be taken out, and is made again; nothing may be changed.
        if *trigger != "decided_last" {
            assert!(connection.execute_batch(forgery).is_err(), "{forgery}: nothing stands in the way");
        }
        let sql: String = connection
            .query_row("SELECT sql FROM sqlite_schema WHERE name = ?1", [trigger], |row| row.get(0))
            .expect("the trigger");
        connection.execute_batch(&format!("DROP TRIGGER {trigger}; {forgery}; {sql}")).expect(forgery);
        drop(connection);
        assert!(sound(&copy).is_err(), "{forgery}: nobody says so");
    }
}

/// Whether the file, or one beside it, holds these words, in any case.
fn holds(path: &Path, words: &str) -> bool {
    let words = words.to_lowercase();
    ["", "-wal", "-shm"].iter().any(|end| {
        let mut name = path.as_os_str().to_owned();
        name.push(end);
        let bytes = fs::read(PathBuf::from(name)).unwrap_or_default();
        String::from_utf8_lossy(&bytes).to_lowercase().contains(&words)
    })
}

#[test]
fn what_is_forgotten_leaves_no_byte() {
    let folder = Folder::new("forgotten");
    let secret = json!({"text": "Zebediah Quillfeather said on Monday that 41 barges had sunk near Velmark.",
        "url": "https://news.example/quill", "title": "Zebediah speaks", "published": "2024-05-01"});
    let corpus = folder.write("corpus.jsonl", lines(0..5) + &secret.to_string() + "\n");
    let path = folder.path("news.claimant");
    done(&add(&path, &[&corpus.to_string_lossy()]));
    let all = claims(&path, &Facets::default());
    let other = all.iter().find(|claim| !claim.who().contains("Zebediah")).expect("another claim");
    let theirs = all.iter().find(|claim| claim.who().contains("Zebediah")).expect("a claim");
    done(&review(&path, &["note", &other.id, "--why", "Zebediah Quillfeather called about it"]));
    done(&review(&path, &["correct", &theirs.id, "status=hedged"]));
    let at = path.to_string_lossy().into_owned();
    let by_name = ["review", "accept", "-l", &at, "--by", "Zebediah Quillfeather", &other.id];
    done(&run(&by_name));
    let words = ["zebediah", "quillfeather", "barges"];
    assert!(words.iter().all(|word| holds(&path, word)));
    let forget = |more: &[&str]| run(&[&["forget", "-l", &at, "--by", "Bo"], more].concat());
    let asked = forget(&["zebediah quillfeather"]);
    assert_eq!(asked.code, Some(2), "without --yes it is only told what would go");
    assert!(asked.talk.contains("1 articles") && asked.talk.contains("2 decisions"), "{}", asked.talk);
    assert!(!asked.talk.to_lowercase().contains("zebediah"));
    done(&forget(&["zebediah quillfeather", "--yes", "--why", "by law"]));
    for word in words {
        assert!(!holds(&path, word), "{word} is still there");
    }
    assert_eq!(sound(&path), Ok(()));
    let now = claims(&path, &Facets { reviewed: Some(true), ..Facets::default() });
    assert_eq!(now.len(), 1);
    assert_eq!(now[0].reviewed[0].who, "[forgotten]", "the decision stands, its author is forgotten");
    // By its claim an article goes too, and the same text may come again.
    done(&forget(&[&other.id, "--yes"]));
    let text = other.parts().2.to_owned();
    let article = other.id.split(':').next().expect("a key");
    assert!(
        matches!(Ledger::open(&path).and_then(|ledger| ledger.find(article)), Ok(Found::Nothing)),
        "{text}"
    );
    assert_eq!(sound(&path), Ok(()));
    done(&add(&path, &[&corpus.to_string_lossy()]));
    assert_eq!(keys(&Ledger::open(&path).expect("a ledger")).len(), 6);
    assert_eq!(sound(&path), Ok(()));
    figure("forgetting by name, claim", 2, "0 bytes left, the log verifies");
}

#[test]
fn every_format_has_one_hash_over_threads_order_time_zones_and_languages() {
    let folder = Folder::new("hashes");
    let mut first: Option<Vec<(String, Vec<u8>)>> = None;
    let settings = [
        ("1", "C.UTF-8", "UTC"),
        ("3", "tr_TR.UTF-8", "Asia/Tokyo"),
        ("2", "de_DE.UTF-8", "America/New_York"),
    ];
    for (i, (threads, language, zone)) in settings.iter().enumerate() {
        let mut all: Vec<String> = lines(0..9).lines().map(str::to_owned).collect();
        all.rotate_left(i * 2);
        let corpus = folder.write("corpus.jsonl", all.join("\n"));
        let path = folder.path(&format!("{i}.claimant"));
        let mut command = claimant();
        command.args(["add", "--fast", "--threads", threads, "-l"]).arg(&path).arg(&corpus);
        done(&command.env("LC_ALL", language).env("TZ", zone).output().expect("it runs").into());
        let files = exports(&folder, &path, &i.to_string());
        let before = first.get_or_insert_with(|| files.clone());
        for ((name, bytes), (_, others)) in files.iter().zip(before.iter()) {
            assert!(bytes == others, "{name} differs with {threads} threads, {language}, {zone}");
        }
    }
}

#[test]
fn what_is_read_is_written_in_every_format_without_a_ledger() {
    let folder = Folder::new("straight");
    let corpus = folder.write("corpus.jsonl", lines(0..3)).to_string_lossy().into_owned();
    let path = folder.path("news.claimant");
    done(&add(&path, &[&corpus]));
    for shape in SHAPES {
        let out = folder.path(&format!("out-{}", shape.name));
        let straight =
            run(&["read", "--fast", &corpus, "--format", shape.name, "-o", &out.to_string_lossy()]);
        done(&straight);
        let kept = exports(&folder, &path, "kept");
        let mine = everything_in(&out, shape.name);
        let names: Vec<&String> =
            kept.iter().map(|(name, _)| name).filter(|name| name.starts_with(shape.name)).collect();
        assert!(!mine.is_empty() && (mine.len() == names.len()), "{}: {names:?}", shape.name);
        if shape.name == "jsonl" {
            let sorted = |text: &[u8]| {
                let mut lines: Vec<Value> = String::from_utf8_lossy(text)
                    .lines()
                    .map(|line| serde_json::from_str(line).expect("JSON"))
                    .collect();
                lines.sort_by_key(|line| line["article"]["id"].to_string());
                lines
            };
            let (_, ledgers) = kept.iter().find(|(name, _)| name.starts_with("jsonl/")).expect("lines");
            assert_eq!(sorted(&mine[0].1), sorted(ledgers));
        }
    }
    let refused = run(&["read", "--fast", &corpus, "--format", "csv"]);
    assert_eq!(refused.code, Some(2), "several files do not go to stdout");
}
