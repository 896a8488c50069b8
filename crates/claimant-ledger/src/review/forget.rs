//! Forgetting: words are erased, and a line of the log says which, so that the chain still verifies.
//!
//! What stays are keys, which are hashes: who has the article can still find that something was decided about it.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value;

use super::line::{line, sealed};
use super::{Act, Given, Line, Log, Payload, Refusal, What};

/// Whose words are to be forgotten.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Whom {
    /// Everything decided about the article with this key, its claims and entities.
    Article(String),
    /// A reference table with this name; decisions that name its entries stay.
    Table(String),
    /// The name of the person who decided; the decisions stay in force.
    Author(String),
    /// Every decision whose words hold these, in any case, and the name if it holds them.
    Mentioned(String),
}

/// Why something was forgotten.
#[derive(Serialize)]
struct Words<'a> {
    what: &'static str,
    why: &'a str,
}

impl Log {
    /// Erases the words of `whom` and writes down which were erased. Gives the numbers of the decisions that lost some.
    ///
    /// The reason goes beside the chain and must not repeat what is to be forgotten: where it does, it is refused.
    pub fn forget(&mut self, whom: &Whom, why: &str, given: &Given) -> Result<Vec<u64>, Refusal> {
        if let Whom::Author(name) | Whom::Mentioned(name) = whom {
            let names = |text: &str| holds(text, name);
            if name.trim().is_empty() || names(why) || names(&given.who) {
                return Err(Refusal::Field("who forgets a person must not name them".to_owned()));
            }
        }
        let told =
            |(number, line)| self.tells(line, whom).into_iter().map(move |part| (number, line.seq, part));
        let mut gone: Vec<(u64, u64, &'static str)> = self.decisions().flat_map(told).collect();
        gone.extend(self.undone_by(&gone));
        gone.sort_unstable();
        gone.dedup();
        let payload = sealed(&Words { what: "forget", why }, given)?;
        let seal = payload.what.as_ref().map(super::Sealed::seal).unwrap_or_default();
        let erased: Vec<String> =
            gone.iter().map(|(number, _, part)| format!("\"{number} {part}\"")).collect();
        let body = format!("{{\"erased\":[{}],\"sealed\":\"{seal}\"}}", erased.join(","));
        let subject = match whom {
            Whom::Article(key) => key.clone(),
            Whom::Table(name) => format!("table {name}"),
            Whom::Author(_) | Whom::Mentioned(_) => "log".to_owned(),
        };
        let line = line(self.lines.last(), Act::Forget.word(), &subject, body, &payload, &given.at);
        for (_, seq, part) in &gone {
            self.erase(*seq, part);
        }
        self.push(line, payload);
        let mut numbers: Vec<u64> = gone.into_iter().map(|(number, ..)| number).collect();
        numbers.dedup();
        Ok(numbers)
    }

    /// The decisions that those of `gone` which stand have taken back: with the words of the undoing gone they would be in
    /// force again, so theirs go too.
    fn undone_by(&self, gone: &[(u64, u64, &'static str)]) -> Vec<(u64, u64, &'static str)> {
        let standing = self.standing();
        let seqs: BTreeMap<u64, u64> = self.decisions().map(|(number, line)| (number, line.seq)).collect();
        let undoing = gone.iter().filter(|(_, seq, part)| *part == "what" && standing.contains(seq));
        let target = |(_, seq, _): &(u64, u64, &str)| match self.words(*seq)?.what {
            What::Undo { line } => Some((line, *seqs.get(&line)?, "what")),
            _ => None,
        };
        undoing.filter_map(target).filter(|(_, seq, _)| self.words(*seq).is_some()).collect()
    }

    /// Numbers of the decisions whose words or author hold `name`, in any case.
    pub fn mentioning(&self, name: &str) -> Vec<u64> {
        let whom = Whom::Mentioned(name.to_owned());
        let holding = self.decisions().filter(|(_, line)| !self.tells(line, &whom).is_empty());
        holding.map(|(number, _)| number).collect()
    }

    fn erase(&mut self, seq: u64, part: &str) {
        let Some(payload) = self.payloads.get_mut(&seq) else { return };
        match part {
            "who" => payload.who = None,
            _ => payload.what = None,
        }
    }

    /// The parts of a line that tell of `whom`.
    fn tells(&self, line: &Line, whom: &Whom) -> Vec<&'static str> {
        let Some(Payload { who, what }) = line.act().and(self.payloads.get(&line.seq)) else {
            return Vec::new();
        };
        let who = who.as_ref().filter(|who| match whom {
            Whom::Article(_) | Whom::Table(_) => false,
            Whom::Author(name) => who.text == *name,
            Whom::Mentioned(name) => holds(&who.text, name),
        });
        let what = what.as_ref().filter(|what| match whom {
            Whom::Article(key) => {
                is_of(&line.subject, key) || words(&what.text).iter().any(|word| is_of(word, key))
            }
            Whom::Author(_) | Whom::Table(_) => false,
            Whom::Mentioned(name) => words(&what.text).iter().any(|word| holds(word, name)),
        });
        who.map(|_| "who").into_iter().chain(what.map(|_| "what")).collect()
    }
}

/// Whether `subject` is the article with that key or something in it.
fn is_of(subject: &str, key: &str) -> bool {
    subject.strip_prefix(key).is_some_and(|rest| rest.is_empty() || rest.starts_with([':', '/']))
}

/// Whether `text` holds `name`, in any case.
fn holds(text: &str, name: &str) -> bool {
    text.to_lowercase().contains(&name.to_lowercase())
}

/// Every text in a decision's JSON, as it reads and not as it is escaped.
fn words(json: &str) -> Vec<String> {
    fn collect(value: Value, all: &mut Vec<String>) {
        match value {
            Value::String(text) => all.push(text),
            Value::Array(items) => items.into_iter().for_each(|item| collect(item, all)),
            Value::Object(members) => members.into_iter().for_each(|(name, value)| {
                all.push(name);
                collect(value, all);
            }),
            _ => {}
        }
    }
    let mut all = Vec::new();
    collect(serde_json::from_str(json).unwrap_or_default(), &mut all);
    all
}

/// What a `forget` line says was erased: number of the decision and part.
pub(super) fn erased_by(line: &Line) -> Vec<(u64, String)> {
    let body: Value = serde_json::from_str(&line.body).unwrap_or_default();
    let items = body.get("erased").and_then(Value::as_array).cloned().unwrap_or_default();
    let one = |item: &Value| {
        let (seq, part) = item.as_str()?.split_once(' ')?;
        Some((seq.parse().ok()?, part.to_owned()))
    };
    items.iter().filter_map(one).collect()
}
