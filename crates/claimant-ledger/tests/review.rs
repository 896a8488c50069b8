//! What people decide: corrections, history, tampering, forgetting.

mod correct;
mod forget;
mod groups;
mod history;
mod tamper;

use claimant_doc::Reading;
use claimant_ledger::export::{Format, Options, export};
use claimant_ledger::key::{claim_keys, entity_keys};
use claimant_ledger::review::{Decision, Log, Reviewed, What};
use serde_json::{Value, json};

use crate::sample::{given, ice, port};

/// Numbers that look drawn by chance and are the same in every run.
pub struct Chance(u64);

impl Chance {
    pub fn new(seed: u64) -> Chance {
        Chance(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    /// A number below `end`.
    pub fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 16) as usize % end
    }

    pub fn of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }
}

/// Writes a decision with a name, a time and a salt of its number.
pub fn decide(log: &mut Log, subject: &str, what: What) -> u64 {
    let decision = Decision { subject: subject.to_owned(), what, why: "because".to_owned() };
    log.append(&decision, &given(log.lines().len() as u64)).unwrap()
}

pub fn correct(field: &str, new: Value) -> What {
    What::Correct { field: field.to_owned(), old: Value::Null, new }
}

/// A decision drawn by chance about the two sample articles, given how many lines there are.
pub fn by_chance(chance: &mut Chance, lines: usize) -> (String, What) {
    let (port, ice) = (port(), ice());
    let claims: Vec<String> = claim_keys(&port).into_iter().chain(claim_keys(&ice)).collect();
    let entities: Vec<String> = entity_keys(&port).into_iter().chain(entity_keys(&ice)).collect();
    let claim = chance.of(&claims).clone();
    let start = chance.below(100);
    let place = json!([{ "start": start, "end": start + 1 + chance.below(30) }]);
    let what = match chance.below(14) {
        0 => What::Accept,
        1 => What::Reject,
        2 => What::Note,
        3 => What::Verdict { rating: format!("rating {}", chance.below(5)) },
        4 => correct("status", json!(chance.of(claimant_doc::Status::ALL).word())),
        5 => correct("certainty", json!(chance.of(claimant_doc::Certainty::ALL).word())),
        6 => correct("content", place),
        7 => correct("source", json!({ "source": place, "source_kind": "group", "entity": null })),
        8 => correct("source", Value::Null),
        9 => correct("check_worthiness", json!(chance.below(101) as f64 / 100.0)),
        10 => {
            let keys = vec![claim.clone(), chance.of(&claims).clone()];
            return (claim, if keys[0] == keys[1] { What::Split { keys } } else { What::Merge { keys } });
        }
        11 => {
            let (one, other) = (chance.of(&entities).clone(), chance.of(&entities).clone());
            let keys = vec![one.clone(), other];
            return (
                one,
                if chance.below(2) == 0 && keys[0] != keys[1] {
                    What::Merge { keys }
                } else {
                    What::Split { keys }
                },
            );
        }
        12 => {
            return (
                chance.of(&entities).clone(),
                correct("name", json!(format!("Name {}", chance.below(9)))),
            );
        }
        _ if lines == 0 => What::Accept,
        _ => What::Undo { line: 1 + chance.below(lines) as u64 },
    };
    (claim, what)
}

/// Everything that is known of `articles`, as bytes.
pub fn bytes(articles: &[Reviewed]) -> String {
    export(Format::JsonLines, articles, &Options::default()).remove("articles.jsonl").unwrap()
}

/// A reading that went out as JSON and came back.
pub fn rebuilt(reading: Reading) -> Reading {
    let json = serde_json::to_string(&claimant_doc::Record::from(reading)).unwrap();
    let record: claimant_doc::Record = serde_json::from_str(&json).unwrap();
    Reading::try_from(record).unwrap()
}
