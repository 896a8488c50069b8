//! Whatever is changed in a log, the line is named.

use std::collections::BTreeSet;

use claimant_ledger::review::{Anchor, Kept, Log, Sealed};

use super::{Chance, by_chance, decide};

fn log(lines: usize) -> Log {
    let (mut log, mut chance) = (Log::default(), Chance::new(7));
    for _ in 0..lines {
        let (subject, what) = by_chance(&mut chance, 0);
        decide(&mut log, &subject, what);
    }
    log
}

/// One way to change line `at`; gives the number that must be named.
type Change = fn(&mut Vec<Kept>, usize) -> u64;

fn edit(kept: &mut [Kept], at: usize, change: impl Fn(&mut Kept)) -> u64 {
    change(&mut kept[at]);
    at as u64 + 1
}

fn other(text: &mut String) {
    // One character of it: the last one, so that hashes and JSON stay what they are.
    let last = text.pop().unwrap();
    text.push(if last == '0' { '1' } else { '0' });
}

fn sealed(part: &mut Option<Sealed>) -> &mut Sealed {
    part.as_mut().unwrap()
}

const CHANGES: &[(&str, Change)] = &[
    ("kind", |kept, at| {
        edit(kept, at, |one| {
            one.line.kind = if one.line.kind == "accept" { "reject" } else { "accept" }.to_owned()
        })
    }),
    ("subject", |kept, at| edit(kept, at, |one| other(&mut one.line.subject))),
    ("body", |kept, at| edit(kept, at, |one| one.line.body = one.line.body.replacen("\"}", "0\"}", 1))),
    ("author", |kept, at| edit(kept, at, |one| other(&mut one.line.author))),
    ("at", |kept, at| edit(kept, at, |one| one.line.at = "2020-01-01T00:00:00Z".to_owned())),
    ("previous", |kept, at| edit(kept, at, |one| other(&mut one.line.previous))),
    ("hash", |kept, at| edit(kept, at, |one| other(&mut one.line.hash))),
    ("words", |kept, at| edit(kept, at, |one| sealed(&mut one.payload.what).text.push(' '))),
    ("salt", |kept, at| edit(kept, at, |one| other(&mut sealed(&mut one.payload.what).salt))),
    ("name", |kept, at| edit(kept, at, |one| sealed(&mut one.payload.who).text = "Somebody Else".to_owned())),
    ("words gone", |kept, at| edit(kept, at, |one| one.payload.what = None)),
    ("name gone", |kept, at| edit(kept, at, |one| one.payload.who = None)),
    ("hashed anew", |kept, at| {
        edit(kept, at, |one| {
            one.line.at = "2020-01-01T00:00:00Z".to_owned();
            one.line.hash = one.line.digest();
        })
    }),
    ("words and all hashes of the line anew", |kept, at| {
        edit(kept, at, |one| {
            sealed(&mut one.payload.what).text = "{\"what\":\"accept\",\"why\":\"\"}".to_owned();
            let seal = sealed(&mut one.payload.what).seal();
            one.line.body = format!("{{\"sealed\":\"{seal}\"}}");
            one.line.hash = one.line.digest();
        })
    }),
    ("taken out", |kept, at| {
        kept.remove(at);
        at as u64 + 1
    }),
    ("moved", |kept, at| {
        let end = kept.len() - 1;
        kept.swap(at, if at == end { 0 } else { end });
        at as u64 + 1
    }),
    ("doubled", |kept, at| {
        kept.insert(at, kept[at].clone());
        at as u64 + 1
    }),
    ("number", |kept, at| edit(kept, at, |one| one.line.seq += 1)),
];

#[test]
fn a_thousand_changed_lines_are_all_named() {
    let log = log(400);
    let (kept, anchor): (Vec<Kept>, Anchor) = (log.kept().collect(), log.anchor().unwrap());
    assert_eq!(log.verify(std::slice::from_ref(&anchor)), []);
    let mut chance = Chance::new(11);
    let mut named = 0;
    for round in 0..1000 {
        let (name, change) = CHANGES[round % CHANGES.len()];
        // The last line too, often: only the anchor tells of it.
        let at = if chance.below(20) == 0 { kept.len() - 1 } else { chance.below(kept.len()) };
        let mut changed = kept.clone();
        let number = change(&mut changed, at);
        let faults = Log::of(changed).verify(std::slice::from_ref(&anchor));
        assert!(faults.iter().any(|fault| fault.seq == number), "{name} at line {number}: {faults:?}");
        let blamed: BTreeSet<u64> = faults.iter().map(|fault| fault.seq).collect();
        assert!(blamed.len() <= 6, "{name} at line {number} names too many: {faults:?}");
        named += 1;
    }
    assert_eq!(named, 1000);
}

#[test]
fn a_chain_that_is_written_anew_from_a_line_on_is_told_by_the_anchor_alone() {
    let log = log(50);
    let anchor = log.anchor().unwrap();
    let mut kept: Vec<Kept> = log.kept().collect();
    kept[20].line.at = "2020-01-01T00:00:00Z".to_owned();
    for i in 20..kept.len() {
        kept[i].line.previous = kept[i - 1].line.hash.clone();
        kept[i].line.hash = kept[i].line.digest();
    }
    let anew = Log::of(kept);
    assert_eq!(anew.verify(&[]), []);
    let faults = anew.verify(&[anchor]);
    assert_eq!(faults.iter().map(|fault| fault.seq).collect::<Vec<_>>(), [50]);
    let short = Log::of(log.kept().take(30));
    assert_eq!(short.verify(&[]), []);
    assert_eq!(short.verify(&[log.anchor().unwrap()])[0].seq, 50);
}

#[test]
fn lines_of_the_ledger_itself_are_part_of_the_chain() {
    use claimant_ledger::review::{Decision, Line, What, next};
    let mut add = Line {
        seq: 1,
        kind: "add".to_owned(),
        subject: "0123456789abcdef".to_owned(),
        body: "{\"record_sha256\":\"00\"}".to_owned(),
        author: String::new(),
        at: "2024-06-20T10:00:00Z".to_owned(),
        previous: "0".repeat(64),
        hash: String::new(),
    };
    add.hash = add.digest();
    let decision = Decision { subject: add.subject.clone(), what: What::Accept, why: String::new() };
    let decided = next(Some(&add), &decision, &crate::sample::given(1)).unwrap();
    let log = Log::of([Kept { line: add, payload: Default::default() }, decided]);
    assert_eq!(log.verify(&[]), []);
    assert_eq!(log.history("0123456789abcdef").len(), 1);
}

#[test]
fn the_hash_of_a_line_is_that_of_its_list_without_blanks() {
    let mut log = Log::default();
    decide(&mut log, "0123456789abcdef:fedcba9876543210", claimant_ledger::review::What::Accept);
    let line = &log.lines()[0];
    let json = format!(
        "[1,\"accept\",\"0123456789abcdef:fedcba9876543210\",\"{}\",\"{}\",\"2024-06-20T10:00:00Z\",\"{}\"]",
        line.body.replace('"', "\\\""),
        line.author,
        "0".repeat(64)
    );
    // The hash of a text is the id of an article of that text.
    assert_eq!(line.hash, claimant_doc::Article::new(json).id());
    assert_eq!(line.body, format!("{{\"sealed\":\"{}\"}}", line.sealed().unwrap()));
}
