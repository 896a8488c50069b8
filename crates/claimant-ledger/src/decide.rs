//! Deciding: a person's decision is written to the log if what it is about still is what the person saw.

use std::collections::BTreeSet;
use std::fmt;

use serde_json::Value;

use crate::entry::Entry;
use crate::key::claim_keys;
use crate::log::{append, last};
use crate::rebuild::rebuild;
use crate::review::{self, Decision, Decisions, Given, Kept, Log, Refusal, Reviewed, What};
use crate::store::now;
use crate::{Claimed, Error, Found, Ledger, Told, Writer};

/// Somebody else was faster: what the person saw is not what stands there by now.
#[derive(Clone, Debug)]
pub struct Conflict {
    /// The claim as the person saw it; `None` where no version of it is the one that was named.
    pub seen: Option<Box<Claimed>>,
    /// The claim as it is.
    pub now: Box<Claimed>,
}

impl fmt::Display for Conflict {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "the claim was changed meanwhile. It is now ({}): {}", self.now.state, self.now)?;
        match &self.seen {
            Some(seen) => write!(out, "\nYou saw ({}): {seen}", seen.state),
            None => write!(out, "\nWhat you saw is no version of it"),
        }
    }
}

impl Writer {
    /// Writes decisions of `who`, all or none. Gives the number of the last.
    ///
    /// `seen` is the [`Claimed::state`] that the person saw: if the claim is in another one by now, the decision is
    /// refused with both versions. A correction is also refused if its `old` is no longer what stands there.
    pub fn decide(&mut self, decisions: &[Decision], who: &str, seen: Option<&str>) -> Result<u64, Error> {
        self.in_one_turn(|ledger| {
            let mut log = ledger.decisions()?;
            if let (Some(seen), Some(first)) = (seen, decisions.first()) {
                ledger.check_seen(&log, &first.subject, seen)?;
            }
            let mut before = last(&ledger.connection).map_err(|error| ledger.error(error))?;
            let (known, mut lines) = (log.clone(), Vec::new());
            for decision in decisions {
                ledger.check_decision(&log, decision)?;
                let given = given(ledger, who)?;
                let kept = review::next(before.as_ref(), decision, &given).map_err(Error::Decision)?;
                before = Some(kept.line.clone());
                log.push(kept.line.clone(), kept.payload.clone());
                lines.push(kept);
            }
            append_all(ledger, known, lines)
        })
    }

    /// Writes every decision of `log`, which is whole, to a ledger without decisions. Gives how many there were.
    ///
    /// Names, times, words and seals stay as they are; the lines have other neighbours, so their hashes are new.
    pub fn replay(&mut self, log: &Log) -> Result<u64, Error> {
        if let Some(fault) = log.verify(&[]).first() {
            return Err(Error::Question(format!("line {} of the log: {}", fault.seq, fault.what)));
        }
        self.in_one_turn(|ledger| {
            let own = ledger.decisions()?;
            if !own.lines().is_empty() {
                return Err(Error::Question("the ledger has decisions of its own already".to_owned()));
            }
            let mut before = last(&ledger.connection).map_err(|error| ledger.error(error))?;
            let mut all = Vec::new();
            for (_, line) in log.decisions() {
                let line_now = line.after(before.as_ref());
                let payload = log.payload(line.seq).cloned().unwrap_or_default();
                before = Some(line_now.clone());
                all.push(Kept { line: line_now, payload });
            }
            append_all(ledger, own, all)
        })
    }
}

/// Appends lines and makes again what they change. Gives the number of the last decision.
fn append_all(ledger: &Ledger, mut log: Log, lines: Vec<Kept>) -> Result<u64, Error> {
    let mut articles = touched(&log, &lines);
    for kept in &lines {
        append(&ledger.connection, kept).map_err(|error| ledger.error(error))?;
    }
    for Kept { line, payload } in lines.clone() {
        log.push(line, payload);
    }
    articles.extend(touched(&log, &lines));
    rebuild(ledger, &log, articles)?;
    Ok(log.decisions().last().map_or(0, |(number, _)| number))
}

/// The articles that lines of a log change: those that they name, and those in a group with them.
fn touched(log: &Log, lines: &[Kept]) -> BTreeSet<String> {
    let mut articles = articles_of(log, &lines.iter().map(|kept| kept.line.seq).collect());
    articles.extend(lines.iter().map(|kept| kept.line.subject.chars().take(16).collect()));
    articles
}

/// The articles that the lines with these numbers change.
pub(crate) fn articles_of(log: &Log, seqs: &BTreeSet<u64>) -> BTreeSet<String> {
    let told = log.told();
    let mut keys = Vec::new();
    told.iter().filter(|one| seqs.contains(&one.line.seq)).for_each(|one| keys.extend(named(&told, one)));
    Decisions::of(log).beside(&keys)
}

/// The keys that a decision names, and those of the one that it takes back.
fn named(told: &[Told], one: &Told) -> Vec<String> {
    let mut keys = vec![one.line.subject.clone()];
    match one.decision.as_ref().map(|decision| &decision.what) {
        Some(What::Merge { keys: more } | What::Split { keys: more }) => keys.extend(more.iter().cloned()),
        Some(What::Undo { line }) => {
            // Only what came before can be taken back, so this ends.
            let undone = told.iter().find(|other| other.number == *line && other.number < one.number);
            keys.extend(undone.into_iter().flat_map(|undone| named(told, undone)));
        }
        _ => {}
    }
    keys
}

impl Ledger {
    /// Whether a decision fits what it is about.
    fn check_decision(&self, log: &Log, decision: &Decision) -> Result<(), Error> {
        let subjects = match &decision.what {
            What::Undo { line } => return log.undoable(*line).map(|_| ()).map_err(Error::Decision),
            What::Merge { keys } | What::Split { keys } => keys.clone(),
            _ => vec![decision.subject.clone()],
        };
        for subject in subjects {
            let article: String = subject.chars().take(16).collect();
            let base = self.base(&article)?.ok_or(Error::Decision(Refusal::Missing))?;
            let about = Decision { subject, ..decision.clone() };
            review::check(log, &base.reading, &about).map_err(Error::Decision)?;
        }
        Ok(())
    }

    /// Whether the claim with this key is in the state that a person saw.
    fn check_seen(&self, log: &Log, subject: &str, seen: &str) -> Result<(), Error> {
        let now = self.claim_with(subject)?.ok_or(Error::Decision(Refusal::Missing))?;
        if now.state == seen {
            return Ok(());
        }
        let seen = self.version(log, subject, seen)?.map(Box::new);
        Err(Error::Conflict(Box::new(Conflict { seen, now: Box::new(now) })))
    }

    /// The claim as it was when its state was `state`: the decisions are made again, one after the other, in a ledger
    /// that lives in memory alone.
    fn version(&self, log: &Log, subject: &str, state: &str) -> Result<Option<Claimed>, Error> {
        let article: String = subject.chars().take(16).collect();
        let Some(base) = self.base(&article)? else { return Ok(None) };
        let writer = Writer::in_memory()?;
        let ledger = writer.ledger();
        let entry = Entry::of(base.reading, &[&base.extractors])?;
        writer.add_again(&entry)?;
        let mut lines: Vec<Kept> = log.kept().collect();
        lines.reverse();
        let mut known = Log::default();
        loop {
            let claim = ledger.claim_with(subject)?;
            if claim.as_ref().is_none_or(|claim| claim.state == state) {
                return Ok(claim);
            }
            let Some(mut kept) = lines.pop() else { return Ok(None) };
            kept.line = kept.line.after(last(&ledger.connection)?.as_ref());
            append_all(ledger, known.clone(), vec![kept.clone()])?;
            known.push(kept.line, kept.payload);
        }
    }

    /// Whether a decision fits what it is about as it stands.
    pub fn fits(&self, decision: &Decision) -> Result<(), Error> {
        self.check_decision(&self.decisions()?, decision)
    }

    /// The value of a field as it stands: what a correction of it replaces.
    pub fn current(&self, subject: &str, field: &str) -> Result<Value, Error> {
        let article: String = subject.chars().take(16).collect();
        let base = self.base(&article)?.ok_or(Error::Decision(Refusal::Missing))?;
        review::current(&self.decisions()?, &base.reading, subject, field).map_err(Error::Decision)
    }

    /// The claim with this key of a decision.
    pub fn claim_with(&self, subject: &str) -> Result<Option<Claimed>, Error> {
        let article: String = subject.chars().take(16).collect();
        let Some(base) = self.base(&article)? else { return Ok(None) };
        let at = claim_keys(&base.reading).iter().position(|key| key == subject);
        let Some(id) = at.and_then(|at| base.reading.claims.get(at)).map(|claim| claim.id.clone()) else {
            return Ok(None);
        };
        match self.find(&format!("{article}:{id}"))? {
            Found::Claim(claim) => Ok(Some(*claim)),
            _ => Ok(None),
        }
    }

    /// The key by which decisions call what `name` stands for: a claim's handle (`KEY:c12`), an entity's (`KEY:e3`), or
    /// an article. The beginning of an article's key is enough where it is the only one.
    pub fn subject(&self, name: &str) -> Result<Option<String>, Error> {
        let (article, item) = name.rsplit_once(':').filter(|(_, item)| is_item(item)).unwrap_or((name, ""));
        let article = match self.find(article)? {
            Found::Article(article) => article.key,
            Found::Claim(claim) => return self.subject(&claim.id),
            _ => return Ok(None),
        };
        let Some(base) = self.base(&article)? else { return Ok(None) };
        Ok(if item.is_empty() {
            Some(article)
        } else {
            Reviewed::from(base.reading).key(item).map(str::to_owned)
        })
    }
}

fn is_item(item: &str) -> bool {
    let number = item.strip_prefix(['c', 'e']);
    number.is_some_and(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
}

pub(crate) fn given(ledger: &Ledger, who: &str) -> Result<Given, Error> {
    let salt = ledger.connection.query_row("SELECT lower(hex(randomblob(32)))", [], |row| row.get(0));
    Ok(Given {
        who: who.to_owned(),
        at: now(&ledger.connection).map_err(|error| ledger.error(error))?,
        salt: salt.map_err(|error| ledger.error(error))?,
    })
}
