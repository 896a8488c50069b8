//! A line of the chain, and what it stands for: words and a name, each with a salt, beside it.

use std::collections::{BTreeMap, BTreeSet};

use claimant_doc::hex;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::{Act, Decision, Given, Refusal, What};

/// One line of the chain. It holds nobody's words and nobody's name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// Its number, from 1 without gaps.
    pub seq: u64,
    /// A word of [`Act`], or of the ledger (`add`).
    pub kind: String,
    /// The key of what it is about.
    pub subject: String,
    /// JSON. Of a decision: `{"sealed":"…"}`, the seal of its words; of a `forget` also what was erased.
    pub body: String,
    /// The seal of the person's name.
    pub author: String,
    /// When, ISO 8601 in UTC.
    pub at: String,
    /// The hash of the line before; 64 zeros for the first.
    pub previous: String,
    /// SHA-256 of the JSON list of all of the above, in this order, without blanks.
    pub hash: String,
}

impl Line {
    /// The hash that the line should have.
    pub fn digest(&self) -> String {
        let Line { seq, kind, subject, body, author, at, previous, hash: _ } = self;
        sha256(&(seq, kind, subject, body, author, at, previous))
    }

    /// The act, where the line is a decision.
    pub fn act(&self) -> Option<Act> {
        Act::from_word(&self.kind)
    }

    /// The seal of its words.
    pub fn sealed(&self) -> Option<String> {
        let body: Value = serde_json::from_str(&self.body).ok()?;
        Some(body.get("sealed")?.as_str()?.to_owned())
    }
}

/// Words with the salt of their seal. Both go when they are erased: without the salt nobody can try words against the
/// seal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sealed {
    /// By chance, as hex.
    pub salt: String,
    /// The words.
    pub text: String,
}

impl Sealed {
    fn new(salt: &str, part: &str, text: String) -> Sealed {
        Sealed { salt: sha256(&(salt, part)), text }
    }

    /// What the chain holds of it.
    pub fn seal(&self) -> String {
        sha256(&(&self.salt, &self.text))
    }
}

/// What a line stands for; each part may have been erased.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Payload {
    /// Name of the person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub who: Option<Sealed>,
    /// The decision as JSON, with sorted keys.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub what: Option<Sealed>,
}

/// Bytes that a salt has at least: 128 bits, as hex.
pub(super) const SALT: usize = 32;

/// The words of a decision.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Words {
    #[serde(flatten)]
    pub what: What,
    pub why: String,
}

/// A line with its payload, as it is written out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// The line.
    pub line: Line,
    /// What it stands for.
    #[serde(default)]
    pub payload: Payload,
}

/// The line that follows on `last`, and what it stands for. It is for those who keep the lines themselves.
pub fn next(last: Option<&Line>, decision: &Decision, given: &Given) -> Result<Kept, Refusal> {
    sound(decision)?;
    let words = Words { what: decision.what.clone(), why: decision.why.clone() };
    let payload = sealed(&words, given)?;
    let seal = payload.what.as_ref().map(Sealed::seal).unwrap_or_default();
    let body = format!("{{\"sealed\":\"{seal}\"}}");
    let line = line(last, decision.what.act(), &decision.subject, body, &payload, &given.at);
    Ok(Kept { line, payload })
}

/// Whether a decision makes sense by itself.
fn sound(decision: &Decision) -> Result<(), Refusal> {
    if decision.subject.is_empty() {
        return Err(Refusal::Nothing);
    }
    let is_entity = |key: &String| key.contains('/');
    match &decision.what {
        What::Merge { keys } if keys.iter().collect::<BTreeSet<_>>().len() < 2 => Err(Refusal::Unlike),
        What::Split { keys } if keys.is_empty() => Err(Refusal::Nothing),
        What::Merge { keys } | What::Split { keys } => {
            let first = keys.first().map(is_entity);
            if keys.iter().all(|key| Some(is_entity(key)) == first) { Ok(()) } else { Err(Refusal::Unlike) }
        }
        What::Part { mentions, .. } if mentions.is_empty() => Err(Refusal::Nothing),
        What::Verdict { rating } if rating.trim().is_empty() => Err(Refusal::Nothing),
        _ => Ok(()),
    }
}

pub(super) fn sealed(words: &impl Serialize, given: &Given) -> Result<Payload, Refusal> {
    if given.who.trim().is_empty() || given.salt.len() < SALT {
        return Err(Refusal::Nobody);
    }
    // Provenance gives it as a time in UTC.
    if !given.at.ends_with('Z') || given.at.parse::<jiff::Timestamp>().is_err() {
        return Err(Refusal::Time(given.at.clone()));
    }
    let text = canonical(&serde_json::to_value(words).unwrap_or_default());
    Ok(Payload {
        who: Some(Sealed::new(&given.salt, "who", given.who.clone())),
        what: Some(Sealed::new(&given.salt, "what", text)),
    })
}

pub(super) fn line(
    last: Option<&Line>,
    act: Act,
    subject: &str,
    body: String,
    payload: &Payload,
    at: &str,
) -> Line {
    let mut line = Line {
        seq: last.map_or(1, |last| last.seq + 1),
        kind: act.word().to_owned(),
        subject: subject.to_owned(),
        body,
        author: payload.who.as_ref().map(Sealed::seal).unwrap_or_default(),
        at: at.to_owned(),
        previous: last.map_or_else(nothing_before, |last| last.hash.clone()),
        hash: String::new(),
    };
    line.hash = line.digest();
    line
}

/// What the first line follows on.
pub(super) fn nothing_before() -> String {
    "0".repeat(64)
}

/// SHA-256 of `value` as JSON without blanks, in hex.
fn sha256(value: &impl Serialize) -> String {
    // Lists of text and numbers always become JSON.
    hex(&Sha256::digest(serde_json::to_string(value).unwrap_or_default()))
}

/// JSON without blanks, the members of every object sorted.
fn canonical(value: &Value) -> String {
    match value {
        Value::Array(items) => format!("[{}]", items.iter().map(canonical).collect::<Vec<_>>().join(",")),
        Value::Object(members) => {
            let sorted: BTreeMap<&String, &Value> = members.iter().collect();
            let member = |(name, value): (&&String, &&Value)| {
                format!("{}:{}", Value::String((*name).clone()), canonical(value))
            };
            format!("{{{}}}", sorted.iter().map(member).collect::<Vec<_>>().join(","))
        }
        other => other.to_string(),
    }
}
