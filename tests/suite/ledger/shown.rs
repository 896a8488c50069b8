//! No face of a ledger shows a claim's words without who vouches for them and how sure they are, at any truncation.

use claimant_ledger::{Claimed, Facets, Ledger, Page};

use super::{add, figure, lines, rounds};
use crate::binary::{Folder, run};

struct Kept {
    path: String,
    claims: Vec<Claimed>,
    _folder: Folder,
}

fn kept(name: &str, articles: usize) -> Kept {
    let folder = Folder::new(name);
    let (ledger, corpus) = (folder.path("news.claimant"), folder.write("corpus.jsonl", lines(0..articles)));
    assert_eq!(add(&ledger, &[&corpus.to_string_lossy()]).code, Some(0));
    let Page { claims, .. } =
        Ledger::open(&ledger).and_then(|l| l.ask(&Facets::default(), None, 10_000)).expect("claims");
    Kept { path: ledger.to_string_lossy().into_owned(), claims, _folder: folder }
}

/// Without blanks and marks, so that wrapping and markup make no difference.
fn bare(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

#[test]
fn every_face_shows_who_vouches_and_how_sure_they_are() {
    let kept = kept("shown", rounds(12, 100));
    let mut faces = Vec::new();
    for width in ["20", "40", "80", "140", "280"] {
        faces.push(vec!["--report", "--width", width]);
    }
    for cut in ["1", "20", "80", "140", "280"] {
        faces.push(vec!["--report", "--cut", cut]);
        faces.push(vec!["--md", "--cut", cut]);
    }
    faces.extend([vec!["--md"], vec!["--csv"], vec!["--csv", "--raw"], vec!["--json"]]);
    for face in &faces {
        let run = run(&[&["claims", "-l", &kept.path, "--limit", "100000"], face.as_slice()].concat());
        assert_eq!(run.code, Some(0), "{}", run.talk);
        all_vouched_for(&run.out, &kept.claims, face);
    }
    for claim in kept.claims.iter().step_by(kept.claims.len() / 20 + 1) {
        for face in ["--text", "--json"] {
            let run = run(&["show", "-l", &kept.path, &claim.id, face]);
            assert_eq!(run.code, Some(0), "{}", run.talk);
            all_vouched_for(&run.out, std::slice::from_ref(claim), &[face]);
        }
    }
    figure(
        "claims on every face, cut to 1 to 280 characters",
        kept.claims.len() * faces.len(),
        "0 without source or standing",
    );
}

/// Each claim, in order: its standing and every source of its chain stand before its words, or in its own row.
fn all_vouched_for(out: &str, claims: &[Claimed], face: &[&str]) {
    if face.contains(&"--json") {
        return in_json(out, claims);
    }
    if face.contains(&"--csv") {
        return in_csv(out, claims);
    }
    let out = bare(out);
    let mut at = 0;
    for claim in claims {
        let (standing, _, quote) = claim.parts();
        let parts = std::iter::once(standing).chain(claim.chain.iter().map(|source| source.source.clone()));
        for part in parts {
            let part = bare(&part);
            let found =
                out[at..].find(&part).unwrap_or_else(|| panic!("{face:?} {}: {part} is not shown", claim.id));
            at += found + part.len();
        }
        // Little room leaves little of the words, or nothing.
        let first: String =
            if face.contains(&"--cut") { String::new() } else { bare(quote) }.chars().take(1).collect();
        assert!(out[at..].contains(&first), "{face:?} {}: the words are not shown", claim.id);
    }
}

fn in_json(out: &str, claims: &[Claimed]) {
    let lines: Vec<serde_json::Value> =
        out.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(lines.len(), claims.len());
    for (line, claim) in lines.iter().zip(claims) {
        assert_eq!(line["id"], claim.id.as_str());
        assert_eq!(line["status"], claim.stands.status.as_str());
        assert_eq!(line["chain"].as_array().map(Vec::len), Some(claim.chain.len() + 1));
        assert_eq!(line["chain"][0]["source"], "article");
        let nearest = claim.chain.last().map_or("article", |source| source.source.as_str());
        assert_eq!(line["chain"][claim.chain.len()]["source"], nearest);
    }
}

fn in_csv(out: &str, claims: &[Claimed]) {
    let mut reader = csv::Reader::from_reader(out.as_bytes());
    let head = reader.headers().expect("a head").clone();
    let column = |name: &str| head.iter().position(|found| found == name).expect("a column");
    let rows: Vec<_> = reader.records().map(|row| row.expect("a row")).collect();
    assert_eq!(rows.len(), claims.len());
    for (row, claim) in rows.iter().zip(claims) {
        assert_eq!(&row[column("status")], claim.stands.status);
        assert_eq!(&row[column("certainty")], claim.stands.certainty);
        assert_eq!(&row[column("who")], claim.who());
    }
}

#[test]
fn no_cell_runs_in_a_spreadsheet_and_no_cell_is_markup() {
    let folder = Folder::new("cells");
    let ledger = folder.path("news.claimant");
    let hostile = serde_json::json!({"text": "\"=1+1 | <b>all</b>,\" the mayor said. @SUM(A1) fell, she said.",
        "title": "=cmd|' /C calc'!A0", "publisher": "+1", "published": "2024-05-01"});
    let corpus = folder.write("corpus.jsonl", format!("{hostile}\n"));
    assert_eq!(add(&ledger, &[&corpus.to_string_lossy()]).code, Some(0));
    let path = ledger.to_string_lossy().into_owned();
    for arguments in [
        vec!["claims", "-l", &path, "--csv"],
        vec!["sql", "-l", &path, "--csv", "SELECT title, quote, publisher FROM current_claims"],
    ] {
        let escaped = run(&arguments);
        assert_eq!(escaped.code, Some(0), "{}", escaped.talk);
        for row in csv::ReaderBuilder::new().has_headers(false).from_reader(escaped.out.as_bytes()).records()
        {
            for cell in row.expect("a row").iter() {
                assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{cell}");
            }
        }
    }
    let table = run(&["claims", "-l", &path, "--md"]);
    assert!(!table.out.contains("<b>"), "{}", table.out);
    let width = |line: &str| line.replace("\\|", "").matches('|').count();
    assert!(table.out.lines().all(|line| width(line) == 6), "{}", table.out);
}
