//! Whether a log is as it was written: every line that is not is named.

use std::collections::BTreeSet;

use super::line::nothing_before;
use super::{Act, Line, Log, Payload};

/// A line whose hash was noted somewhere else: what came before it cannot have been written anew unseen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Anchor {
    /// Number of the line.
    pub seq: u64,
    /// Its hash.
    pub hash: String,
}

/// Something in a log that is not as it was written.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    /// Number of the line.
    pub seq: u64,
    /// What is wrong, for people.
    pub what: &'static str,
}

impl Log {
    /// The last line, to be noted somewhere else.
    pub fn anchor(&self) -> Option<Anchor> {
        self.lines.last().map(|line| Anchor { seq: line.seq, hash: line.hash.clone() })
    }

    /// Every line that was changed, moved, added or taken out, by number.
    ///
    /// Whoever changes a line and writes all later hashes anew is only found out by an [`Anchor`].
    pub fn verify(&self, anchors: &[Anchor]) -> Vec<Fault> {
        let mut faults: BTreeSet<Fault> = self.verify_words().into_iter().collect();
        let mut before: Option<&Line> = None;
        for line in &self.lines {
            faults.extend(chain_faults(before, line));
            before = Some(line);
        }
        let known: BTreeSet<u64> = self.lines.iter().map(|line| line.seq).collect();
        faults.extend(missing(&known).map(|seq| Fault { seq, what: "it is missing" }));
        faults.extend(anchors.iter().filter_map(|anchor| self.anchor_fault(anchor)));
        faults.into_iter().collect()
    }

    /// Every line whose words or name are not those that its seals were made of: what lies beside the chain, for those who have
    /// checked the chain itself.
    pub fn verify_words(&self) -> Vec<Fault> {
        let erased = self.erased();
        let mut faults: BTreeSet<Fault> =
            self.lines.iter().flat_map(|line| self.payload_faults(line, &erased)).collect();
        let known: BTreeSet<u64> = self.lines.iter().map(|line| line.seq).collect();
        let strays = self.payloads.keys().filter(|seq| !known.contains(seq));
        faults
            .extend(strays.map(|seq| Fault { seq: *seq, what: "its words are there and the line is gone" }));
        faults.into_iter().collect()
    }

    fn anchor_fault(&self, anchor: &Anchor) -> Option<Fault> {
        let what = match self.lines.iter().find(|line| line.seq == anchor.seq) {
            None => "it was noted and is gone",
            Some(line) if line.hash != anchor.hash => {
                "it, or a line before it, is not the one that was noted"
            }
            Some(_) => return None,
        };
        Some(Fault { seq: anchor.seq, what })
    }

    fn payload_faults(&self, line: &Line, erased: &BTreeSet<(u64, String)>) -> Vec<Fault> {
        // What holds no seal has its words in the chain, whose hash covers them.
        let Some(sealed) = line.act().and(line.sealed()) else { return Vec::new() };
        let empty = Payload::default();
        let payload = self.payloads.get(&line.seq).unwrap_or(&empty);
        let parts = [("what", &payload.what, sealed), ("who", &payload.who, line.author.clone())];
        let fault = |(part, kept, seal): (&str, &Option<super::Sealed>, String)| {
            let erased = erased.contains(&(line.seq, part.to_owned()));
            let what = match kept {
                Some(_) if erased => "what should be forgotten is still there",
                Some(kept) if kept.seal() != seal => "its words are not those that were written",
                None if !erased => "its words are gone and no line says that they were forgotten",
                _ => return None,
            };
            Some(Fault { seq: line.seq, what })
        };
        parts.into_iter().filter_map(fault).collect()
    }

    /// What lines of the log say was erased: number and part.
    pub(super) fn erased(&self) -> BTreeSet<(u64, String)> {
        let forgets = self.lines.iter().filter(|line| line.act() == Some(Act::Forget));
        forgets.flat_map(super::forget::erased_by).collect()
    }
}

/// Numbers that no line has. Those of lines with a wild number are not counted.
fn missing(known: &BTreeSet<u64>) -> impl Iterator<Item = u64> {
    let end = known.len() as u64 + MOST_GONE;
    let last = known.range(..end).next_back().copied().unwrap_or(0);
    (1..last).filter(|seq| !known.contains(seq))
}

/// What is wrong with `line` and how it follows on the one before it.
fn chain_faults(before: Option<&Line>, line: &Line) -> Vec<Fault> {
    let whole = |line: &Line| line.hash == line.digest();
    let mut faults = Vec::new();
    let mut say = |seq, what| faults.push(Fault { seq, what });
    if !whole(line) {
        say(line.seq, "it was changed");
    }
    if line.seq != before.map_or(1, |before| before.seq.saturating_add(1)) {
        say(line.seq, "it does not stand where its number says");
    }
    let previous = before.map_or_else(nothing_before, |before| before.hash.clone());
    if line.previous != previous && whole(line) {
        say(line.seq, "it does not follow on the line before");
        // Both are whole by themselves, so the one before may be the one that was changed and hashed anew.
        before
            .into_iter()
            .for_each(|before| say(before.seq, "the line after it was written after another one"));
    }
    faults
}

/// Missing lines that are named one by one.
const MOST_GONE: u64 = 10_000;
