//! The log: lines in a chain of hashes, and the words that they stand for beside them.

use std::collections::{BTreeMap, BTreeSet};

use super::line::Words;
use super::{Act, Decision, Given, Kept, Line, Payload, Refusal, What, next};

/// A log: lines in order, and what they stand for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Log {
    pub(super) lines: Vec<Line>,
    pub(super) payloads: BTreeMap<u64, Payload>,
}

impl Log {
    /// A log as it was kept; whether it is sound, [`Log::verify`] says.
    pub fn of(kept: impl IntoIterator<Item = Kept>) -> Log {
        let mut log = Log::default();
        for Kept { line, payload } in kept {
            log.payloads.insert(line.seq, payload);
            log.lines.push(line);
        }
        log
    }

    /// Every line with what it stands for, in order.
    pub fn kept(&self) -> impl Iterator<Item = Kept> {
        let payload = |line: &Line| self.payloads.get(&line.seq).cloned().unwrap_or_default();
        self.lines.iter().map(move |line| Kept { line: line.clone(), payload: payload(line) })
    }

    /// The log as JSON Lines.
    pub fn to_json_lines(&self) -> String {
        // Text and numbers always become JSON.
        self.kept().map(|kept| serde_json::to_string(&kept).unwrap_or_default() + "\n").collect()
    }

    /// A log from JSON Lines.
    pub fn from_json_lines(text: &str) -> Result<Log, Refusal> {
        let kept = |(i, line)| serde_json::from_str::<Kept>(line).map_err(|_| Refusal::Form(i + 1));
        Ok(Log::of(text.lines().enumerate().map(kept).collect::<Result<Vec<_>, _>>()?))
    }

    /// The lines of the chain.
    pub fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// What line `seq` stands for.
    pub fn payload(&self, seq: u64) -> Option<&Payload> {
        self.payloads.get(&seq)
    }

    /// The decisions with their numbers, from 1: what is undone or forgotten is named by its number, which is the same
    /// in a ledger that was built again, where the lines between decisions are others.
    pub fn decisions(&self) -> impl Iterator<Item = (u64, &Line)> {
        (1..).zip(self.lines.iter().filter(|line| line.act().is_some()))
    }

    /// The line of the decision with this number, if it can be taken back.
    pub(crate) fn undoable(&self, number: u64) -> Result<&Line, Refusal> {
        let known = self.decisions().find(|(known, _)| *known == number).map(|(_, line)| line);
        known.filter(|line| line.act() != Some(Act::Forget)).ok_or(Refusal::NoLine(number))
    }

    /// Writes a decision. Gives the number of its line. Whether it fits the reading that it is about,
    /// [`super::check`] says.
    pub fn append(&mut self, decision: &Decision, given: &Given) -> Result<u64, Refusal> {
        if let What::Undo { line } = decision.what {
            self.undoable(line)?;
        }
        let Kept { line, payload } = next(self.lines.last(), decision, given)?;
        Ok(self.push(line, payload))
    }

    pub(crate) fn push(&mut self, line: Line, payload: Payload) -> u64 {
        let seq = line.seq;
        self.payloads.insert(seq, payload);
        self.lines.push(line);
        seq
    }

    /// The words of line `seq`; `None` where it is no decision or they were erased.
    pub(super) fn words(&self, seq: u64) -> Option<Words> {
        serde_json::from_str(&self.payloads.get(&seq)?.what.as_ref()?.text).ok()
    }

    /// Decisions about `subject` with their words and whether they stand, oldest first: the whole history, undone
    /// ones too.
    pub fn history(&self, subject: &str) -> Vec<(Line, Option<Decision>, bool)> {
        let standing = self.standing();
        let about = self.lines.iter().filter(|line| line.subject == subject && line.act().is_some());
        let told = about.map(|line| {
            let decision = self.words(line.seq).map(|Words { what, why }| Decision {
                subject: line.subject.clone(),
                what,
                why,
            });
            (line.clone(), decision, standing.contains(&line.seq))
        });
        told.collect()
    }

    /// Every decision with its words and who decided, oldest first.
    pub fn told(&self) -> Vec<crate::Told> {
        let standing = self.standing();
        let told = |(number, line): (u64, &Line)| crate::Told {
            number,
            line: line.clone(),
            decision: self.words(line.seq).map(|Words { what, why }| Decision {
                subject: line.subject.clone(),
                what,
                why,
            }),
            who: self.payloads.get(&line.seq).and_then(|payload| Some(payload.who.as_ref()?.text.clone())),
            stands: standing.contains(&line.seq),
        };
        self.decisions().map(told).collect()
    }

    /// Lines of the decisions that no later one has taken back, in order. What takes back a taking back restores.
    pub(super) fn standing(&self) -> BTreeSet<u64> {
        let (mut standing, mut undone) = (BTreeSet::new(), BTreeSet::new());
        let decisions: Vec<(u64, &Line)> = self.decisions().collect();
        for (number, line) in decisions.into_iter().rev() {
            if undone.contains(&number) {
                continue;
            }
            standing.insert(line.seq);
            if let Some(Words { what: What::Undo { line: target }, .. }) = self.undo(line) {
                undone.insert(target);
            }
        }
        standing
    }

    fn undo(&self, line: &Line) -> Option<Words> {
        (line.act() == Some(Act::Undo)).then(|| self.words(line.seq)).flatten()
    }
}
