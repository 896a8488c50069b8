//! Reference tables in the ledger: registered, held against claims, and never more certain than they are.

use std::path::PathBuf;

use serde_json::{Value, json};

use super::{add, sound};
use crate::at_root;
use crate::binary::{Folder, Run, run};

const SENTENCES: &[(&str, &str)] = &[
    ("The Frontier Guard recorded 9,050 encounters in fiscal year 2021.", "bears out"),
    ("In fiscal year 2022, the Frontier Guard recorded more than 20,000 encounters.", "does not bear out"),
    ("The Frontier Guard recorded 9,050 armed encounters in fiscal year 2021.", "cannot tell"),
    ("The ministry said police suspect Rashid bin Yusuf al-Kharusi and Omar Tawil of smuggling.", ""),
];

struct Kept {
    folder: Folder,
    path: PathBuf,
}

impl Kept {
    fn new(name: &str) -> Kept {
        let folder = Folder::new(name);
        let lines = SENTENCES.iter().enumerate().map(|(i, (text, _))| {
            json!({"text": text, "url": format!("https://news.example/{i}"), "published": "2024-12-20"})
                .to_string()
                + "\n"
        });
        let corpus = folder.write("corpus.jsonl", lines.collect::<String>());
        let path = folder.path("news.claimant");
        assert_eq!(add(&path, &[&corpus.to_string_lossy()]).code, Some(0));
        Kept { folder, path }
    }

    fn run(&self, command: &[&str], more: &[&str]) -> Run {
        let path = self.path.to_string_lossy().into_owned();
        run(&[command, &["-l", &path], more].concat())
    }

    fn register(&self, more: &[&str]) -> Run {
        let descriptor = at_root("tests/check/datapackage.json").to_string_lossy().into_owned();
        self.run(&["table", "add"], &[&[descriptor.as_str()], more].concat())
    }
}

#[test]
fn what_a_descriptor_leaves_open_is_asked_and_answered_by_flag() {
    let kept = Kept::new("asked");
    let asked = kept.register(&[]);
    assert_eq!(asked.code, Some(2));
    assert!(asked.talk.contains("frontier_open/demographic/role=place|item|measure|none"), "{}", asked.talk);
    assert!(
        asked.talk.contains(r#"{"name": "demographic", …, "claimant": {"role": "place|item|measure|none"}}"#),
        "{}",
        asked.talk
    );
    let answers = [
        "--answer",
        "frontier_open/demographic/role=item",
        "--answer",
        "frontier_open/encounters/counts=events",
    ];
    let again = kept.register(&answers);
    assert_eq!(again.code, Some(0), "{}", again.talk);
    assert_eq!(again.talk.matches("registered already").count(), 3, "{}", again.talk);
    let listed = kept.run(&["table", "list"], &["--json"]).records();
    let names: Vec<&str> = listed.iter().filter_map(|table| table["table"].as_str()).collect();
    assert_eq!(names, ["frontier_annual", "frontier_monthly", "frontier_open", "watched"]);
    for wrong in ["frontier_open/demographic/role=colour", "nothing/x/role=item", "frontier_open"] {
        assert_eq!(kept.register(&["--answer", wrong]).code, Some(2), "{wrong}");
    }
    assert_eq!(sound(&kept.path), Ok(()));
}

#[test]
fn a_table_that_cannot_be_read_here_says_how_it_can() {
    let kept = Kept::new("unread-tables");
    let add = |resource: &str| {
        let package = format!(r#"{{"name":"p","resources":[{resource}]}}"#);
        let path = kept.folder.write("datapackage.json", package).to_string_lossy().into_owned();
        kept.run(&["table", "add"], &[&path])
    };
    kept.folder.write("t.csv", "year,place,\"count, all\"\n2021,,5\n");
    kept.folder.write("t.bin", b"PAR1 and so on PAR1");
    let bare = add(r#"{"name":"t","path":"t.csv"}"#);
    let fields = r#""schema": {"fields": [{"name": "year", "type": "string"}, {"name": "place", "type": "string"}, {"name": "count, all""#;
    assert!(bare.code == Some(2) && bare.talk.contains(fields), "{}", bare.talk);
    let other = add(r#"{"name":"t","path":"t.bin","schema":{"fields":[{"name":"year","type":"year"}]}}"#);
    assert!(other.code == Some(2) && other.talk.contains("is Parquet"), "{}", other.talk);
    let parquet = add(r#"{"name":"t","path":"t.bin","format":"parquet"}"#);
    let said = parquet.talk.contains("--features parquet") || parquet.talk.contains("Parquet file");
    assert!(parquet.code == Some(2) && said && parquet.talk.contains("hint:"), "{}", parquet.talk);
}

#[test]
fn a_check_shows_who_holds_the_claim_and_sql_that_gives_its_figure() {
    let kept = Kept::new("checked");
    assert_eq!(kept.run(&["check"], &[]).code, Some(2), "nothing is registered");
    let only = kept.register(&["--only", "frontier_annual"]);
    assert_eq!(only.code, Some(0), "{}", only.talk);
    let checks = kept.run(&["check"], &["--json"]).records();
    for (text, verdict) in SENTENCES.iter().filter(|(_, verdict)| !verdict.is_empty()) {
        let found = checks
            .iter()
            .find(|check| check["held"]["words"].as_str().is_some_and(|words| text.contains(words)));
        let found = found.unwrap_or_else(|| panic!("{text}: {checks:?}"));
        assert_eq!(found["verdict"], *verdict, "{text}: {found}");
        assert_eq!(found["why"].is_string(), *verdict == "cannot tell");
        assert!(found["held"]["status"].is_string() && found["held"]["vouchers"].is_array());
        for evidence in found["evidence"].as_array().expect("evidence") {
            let answer = kept.run(&["sql"], &[evidence["sql"].as_str().expect("SQL"), "--json"]).records();
            let sum = answer[0].as_object().and_then(|row| row.values().next()).and_then(Value::as_f64);
            assert_eq!(sum, evidence["published"].as_f64(), "{text}");
        }
    }
    for face in [vec!["--report"], vec!["--report", "--width", "40"], vec!["--csv"], vec!["--md"]] {
        let run = kept.run(&["check"], &face);
        let bare: String = run.out.chars().filter(|c| c.is_alphanumeric()).collect();
        for part in ["asserted", "thearticle", "doesnotbearout", "SELECTSUM"] {
            assert!(bare.contains(part), "{face:?}: {}", run.out);
        }
    }
    // What a person rejected or corrected is held against the table as it stands now.
    let borne = checks.iter().find(|check| check["verdict"] == "bears out").expect("one that is borne out");
    let id = borne["claim"].as_str().expect("an id").to_owned();
    assert_eq!(kept.run(&["review", "reject"], &["--by", "Ana", &id]).code, Some(0));
    let now = kept.run(&["check"], &["--json", "--decided"]).records();
    assert!(now.iter().all(|check| check["claim"] != id.as_str() && check["verdict"] != "cannot tell"));
}

#[test]
fn a_name_is_a_lead_until_a_person_confirms_it_by_something_beside_it() {
    let kept = Kept::new("names");
    assert_eq!(kept.register(&["--only", "watched"]).code, Some(0));
    let leads = kept.run(&["check"], &["--names", "--json"]).records();
    let lead = leads.iter().find(|lead| lead["candidate"]["entry"] == "w1").expect("a lead");
    assert!(
        lead["confirmed"].is_null() && lead["candidate"]["score"].as_f64().is_some_and(|score| score > 0.9)
    );
    assert!(lead["candidate"]["reasons"].as_array().is_some_and(|reasons| !reasons.is_empty()));
    assert!(leads.iter().all(|lead| lead["candidate"]["entry"] != "w2"), "father and son are not one");
    let entity = lead["entity"].as_str().expect("an entity");
    let confirm = |more: &[&str]| {
        kept.run(&["review", "confirm"], &[&["--by", "Ana Lind", entity, "watched", "w1"], more].concat())
    };
    let why = ["--why", "the court file names it"];
    for wrong in [vec![], vec!["--born", "1971-03-06", why[0], why[1]], vec!["--born", "1971-03-05"]] {
        assert_eq!(confirm(&wrong).code, Some(2), "{wrong:?}");
    }
    let other = ["--by", "Ana", entity, "watched", "w3", "--born", "1980-11-30", why[0], why[1]];
    assert_eq!(kept.run(&["review", "confirm"], &other).code, Some(2), "another name");
    let done = confirm(&["--born", "1971-03-05", why[0], why[1]]);
    assert_eq!(done.code, Some(0), "{}", done.talk);
    let leads = kept.run(&["check"], &["--names", "--json"]).records();
    let lead = leads.iter().find(|lead| lead["candidate"]["entry"] == "w1").expect("a lead");
    assert_eq!(lead["confirmed"]["who"], "Ana Lind");
    for face in ["--report", "--csv", "--md", "--json"] {
        let out = kept.run(&["check"], &["--names", face]).out;
        assert!(out.contains("candidate, not an identity") && !out.contains("sanctioned"), "{face}: {out}");
    }
    assert_eq!(sound(&kept.path), Ok(()));
}

#[test]
fn a_forged_row_of_a_table_is_found_and_a_forgotten_table_leaves_no_byte() {
    let kept = Kept::new("forged-table");
    assert_eq!(kept.register(&["--only", "frontier_annual,watched"]).code, Some(0));
    let whole = std::fs::read(&kept.path).expect("the file");
    for forgery in [
        "UPDATE frontier_annual SET encounters = '9051' WHERE encounters = '9050'",
        "DELETE FROM watched WHERE id = 'w1'",
    ] {
        let copy = kept.folder.write("copy.claimant", &whole);
        rusqlite::Connection::open(&copy).and_then(|sql| sql.execute_batch(forgery)).expect("forged");
        assert!(sound(&copy).is_err(), "{forgery}");
    }
    let renamed = kept.folder.write("renamed.claimant", &whole);
    rusqlite::Connection::open(&renamed)
        .and_then(|sql| sql.execute_batch("CREATE TABLE another (a)"))
        .expect("a table more");
    assert!(sound(&renamed).is_err(), "a table that nobody registered");
    let forgotten = kept.run(&["forget"], &["--by", "Bo", "Sokolenko", "--yes"]);
    assert_eq!(forgotten.code, Some(0), "{}", forgotten.talk);
    let bytes = std::fs::read(&kept.path).expect("the file");
    assert!(!String::from_utf8_lossy(&bytes).contains("Sokolenko"));
    assert_eq!(sound(&kept.path), Ok(()));
    assert_eq!(kept.register(&["--only", "watched"]).code, Some(0), "it may come again");
    assert_eq!(sound(&kept.path), Ok(()));
}
