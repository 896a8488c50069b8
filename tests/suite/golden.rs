//! The bundled examples with all that is found in them.
//!
//! `NAME.json` is the ledger as a program gets it; `NAME.md` is the same in lines that people can review, and
//! `NAME.fast.md` what the rules find alone.

use std::fs;
use std::path::PathBuf;

use claimant_doc::{Reading, Record};
use claimant_extract::{Config, extract};
use claimant_read::{Options, Read, read};

use crate::cases::{Found, KINDS, marks};
use crate::{at_root, diff, spans, updating};

#[test]
fn examples_give_their_ledgers() {
    let mut complaints = Vec::new();
    for example in examples() {
        let mut found = find(&example, false);
        let name = example.file_stem().expect("a name").to_string_lossy().into_owned();
        assert_eq!(spans::check(&mut found.reading), Ok(()), "{name}");
        let record = Record::from(found.reading.clone());
        let json = serde_json::to_string_pretty(&record).expect("a record is JSON") + "\n";
        complaints.extend(compare(&format!("{name}.json"), &json));
        complaints.extend(compare(&format!("{name}.md"), &lines(&name, &found)));
        let mut fast = find(&example, true);
        assert_eq!(spans::check(&mut fast.reading), Ok(()), "{name} by rules");
        complaints.extend(compare(&format!("{name}.fast.md"), &lines(&name, &fast)));
    }
    assert!(complaints.is_empty(), "\n{}\nUPDATE=1 rewrites.", complaints.join("\n"));
}

#[test]
fn a_ledger_survives_the_way_out_and_in() {
    for example in examples() {
        let mut reading = find(&example, true).reading;
        // What only the program itself needs is not told.
        reading.article.pieces.clear();
        reading.attributions.iter_mut().for_each(|attribution| attribution.attitude = false);
        // Values whose shortest digits are read wrongly unless all of them are weighed.
        reading
            .quantities
            .iter_mut()
            .for_each(|quantity| quantity.value = quantity.value.map(|x| x / 0.7 + 1e-9));
        let out = serde_json::to_string(&Record::from(reading.clone())).expect("a record is JSON");
        let record: Record = serde_json::from_str(&out).expect("a record again");
        assert_eq!(Reading::try_from(record), Ok(reading));
    }
}

fn examples() -> Vec<PathBuf> {
    let entries = fs::read_dir(at_root("examples")).expect("examples");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("a file").path()).collect();
    paths.sort();
    assert!(paths.len() >= 3, "examples are missing");
    paths
}

fn find(path: &PathBuf, fast: bool) -> Found {
    let config = Config { fast, ..Config::default() };
    let bytes = fs::read(path).expect("an example");
    let name = path.file_name().expect("a name").to_string_lossy().into_owned();
    let options = Options { hint: Some(name.clone()), ..Options::default() };
    let mut articles = read(&bytes, &options);
    assert_eq!(articles.len(), 1, "{name} is one article");
    let Read { mut article, warnings } = articles.remove(0).expect("an example can be read");
    article.origin.path = Some(format!("examples/{name}"));
    let marks = marks(&article, &config);
    let mut reading = extract(article, &config);
    reading.warnings.splice(0..0, warnings);
    Found { reading, marks }
}

fn lines(name: &str, found: &Found) -> String {
    let sections = KINDS.iter().map(|kind| {
        let lines = found.render(kind).unwrap_or_default();
        let end = if lines.is_empty() { "" } else { "\n" };
        format!("\n## {kind}\n```\n{lines}{end}```\n")
    });
    format!("# {name}\n{}", sections.collect::<String>())
}

fn compare(file: &str, now: &str) -> Option<String> {
    let path = at_root("tests/golden").join(file);
    let before = fs::read_to_string(&path).unwrap_or_default();
    if updating() && before != now {
        fs::write(&path, now).expect("a golden file can be written");
    }
    let differs = before != now && !updating();
    differs.then(|| format!("{file}: - expected, + found\n{}", diff::changes(&before, now)))
}
