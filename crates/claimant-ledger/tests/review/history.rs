//! The log replays: on a rebuilt ledger, in any order of articles, to the byte.

use std::collections::BTreeMap;

use claimant_ledger::key::claim_keys;
use claimant_ledger::review::{Act, Log, Lost, Refusal, Reviewed, What, replay};
use serde_json::{Value, json};

use super::{Chance, by_chance, bytes, correct, decide, rebuilt};
use crate::sample::{ice, log, port};

const OPERATIONS: usize = 10_000;

fn many(seed: u64, count: usize) -> Log {
    let (mut log, mut chance) = (Log::default(), Chance::new(seed));
    for _ in 0..count {
        let (subject, what) = by_chance(&mut chance, log.lines().len());
        decide(&mut log, &subject, what);
    }
    log
}

#[test]
fn ten_thousand_operations_replay_to_the_byte_on_a_rebuilt_ledger() {
    let log = many(1, OPERATIONS);
    assert_eq!(log.lines().len(), OPERATIONS);
    assert_eq!(log.verify(&[]), []);
    let here = replay(&log, vec![port(), ice()]);
    let written = log.to_json_lines();
    let again = Log::from_json_lines(&written).unwrap();
    assert_eq!(again.to_json_lines(), written);
    let mut there = replay(&again, vec![rebuilt(ice()), rebuilt(port())]);
    there.articles.reverse();
    assert_eq!(bytes(&here.articles), bytes(&there.articles));
    assert_eq!((&here.claims, &here.entities, &here.lost), (&there.claims, &there.entities, &there.lost));
    assert_ne!(bytes(&here.articles), bytes(&[Reviewed::from(port()), Reviewed::from(ice())]));
}

#[test]
fn what_stands_is_what_a_plain_reading_of_the_log_says() {
    let log = many(2, 3_000);
    let (port, keys) = (port(), claim_keys(&port()));
    let words = |seq: u64| -> Value {
        let payload = log.payload(seq).unwrap();
        serde_json::from_str(&payload.what.as_ref().unwrap().text).unwrap()
    };
    let all: BTreeMap<u64, Value> = log.lines().iter().map(|line| (line.seq, words(line.seq))).collect();
    let undoes: Vec<(u64, u64)> =
        all.iter().filter_map(|(seq, words)| Some((*seq, words["line"].as_u64()?))).collect();
    fn stands(undoes: &[(u64, u64)], seq: u64) -> bool {
        !undoes.iter().any(|(by, of)| *of == seq && *by > seq && stands(undoes, *by))
    }
    let reviewed = replay(&log, vec![port.clone()]).articles.remove(0);
    for (i, key) in keys.iter().enumerate() {
        let mut status = port.claims[i].status.word().to_owned();
        for line in log.lines().iter().filter(|line| line.subject == *key && stands(&undoes, line.seq)) {
            if all[&line.seq]["field"] == "status" {
                status = all[&line.seq]["new"].as_str().unwrap().to_owned();
            }
        }
        assert_eq!(reviewed.reading.claims[i].status.word(), status, "{key}");
    }
}

#[test]
fn whoever_takes_everything_back_has_what_the_program_made() {
    let (mut log, mut chance) = (Log::default(), Chance::new(3));
    for _ in 0..300 {
        let (subject, what) = by_chance(&mut chance, 0);
        decide(&mut log, &subject, what);
    }
    for line in 1..=300 {
        decide(&mut log, "log", What::Undo { line });
    }
    let plain = [Reviewed::from(port()), Reviewed::from(ice())];
    let replayed = replay(&log, vec![port(), ice()]);
    assert_eq!(bytes(&replayed.articles), bytes(&plain));
    for undo in 301..=600 {
        decide(&mut log, "log", What::Undo { line: undo });
    }
    let restored = replay(&log, vec![port(), ice()]);
    let first = Log::of(log.kept().take(300));
    assert_eq!(bytes(&restored.articles), bytes(&replay(&first, vec![port(), ice()]).articles));
}

#[test]
fn an_undo_names_a_decision_that_is_there() {
    let mut log = Log::default();
    let decision = |line| claimant_ledger::review::Decision {
        subject: "log".to_owned(),
        what: What::Undo { line },
        why: String::new(),
    };
    for line in [0, 1, 7] {
        assert_eq!(log.append(&decision(line), &crate::sample::given(0)), Err(Refusal::NoLine(line)));
    }
    decide(&mut log, &claim_keys(&port())[0], What::Accept);
    assert_eq!(log.append(&decision(1), &crate::sample::given(1)), Ok(2));
}

#[test]
fn a_decision_that_no_longer_fits_is_reported() {
    let mut newer = port();
    newer.claims.remove(2);
    let replayed = replay(&log(), vec![newer]);
    assert_eq!(replayed.lost, [Lost { number: 1, why: Refusal::Missing }]);
    // The ids of later claims mean others now; their keys do not.
    let note = replayed.articles[0].about("c4").next().unwrap();
    assert_eq!((note.act, note.why.as_str()), (Act::Note, "Ask the police."));
    // What is decided about other articles is not lost here.
    assert_eq!(replay(&log(), vec![ice()]).lost, []);
}

#[test]
fn history_tells_all_that_was_decided_and_what_of_it_stands() {
    let key = &claim_keys(&port())[2];
    let mut log = log();
    decide(&mut log, key, correct("certainty", json!("unknown")));
    decide(&mut log, key, What::Undo { line: 1 });
    let told: Vec<(Act, bool)> =
        log.history(key).into_iter().map(|(line, _, stands)| (line.act().unwrap(), stands)).collect();
    assert_eq!(told, [(Act::Correct, false), (Act::Correct, true), (Act::Undo, true)]);
    let claim = &replay(&log, vec![port()]).articles[0].reading.claims[2];
    assert_eq!((claim.status.word(), claim.certainty.word()), ("asserted", "unknown"));
}
