//! Replaying a log: readings as they stand after everything that people decided.
//!
//! Decisions are made in the order of the log. One that no longer fits, because a newer version does not find what it
//! is about, is reported and never dropped in silence.

use std::collections::{BTreeMap, BTreeSet};

use claimant_doc::{Claim, Link, Lookup, Reading};
use serde_json::Value;

use super::correct::Draft;
use super::groups::Step;
use super::line::Words;
use super::reviewed::FORGOTTEN;
use super::{Groups, Line, Log, Refusal, Reviewed, Shown, What, entities};
use crate::key::{article_key, entity_keys};

/// What a log makes of readings.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Replay {
    /// The readings, in the order given.
    pub articles: Vec<Reviewed>,
    /// What is said of groups of entities, over articles.
    pub entities: Groups,
    /// What is said of groups of claims.
    pub claims: Groups,
    /// Decisions about these articles that no longer fit, in the order of the log.
    pub lost: Vec<Lost>,
}

/// A decision that no longer fits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lost {
    /// Its number.
    pub number: u64,
    /// Why.
    pub why: Refusal,
}

/// A standing decision with its words.
struct Standing<'a> {
    number: u64,
    line: &'a Line,
    words: Words,
    who: String,
}

/// Replays `log` over `readings`, which are as the program made them.
pub fn replay(log: &Log, readings: Vec<Reading>) -> Replay {
    let decisions = Decisions::of(log);
    let mut replay = Replay::default();
    for reading in readings {
        let (reviewed, lost) = decisions.review(reading);
        replay.articles.push(reviewed);
        replay.lost.extend(lost);
    }
    (replay.entities, replay.claims) = (decisions.entities, decisions.claims);
    replay.lost.sort_by_key(|lost| lost.number);
    // A merge over several articles may be lost in each.
    replay.lost.dedup();
    replay
}

/// The standing decisions of a log, in order for any number of readings.
pub struct Decisions<'l> {
    standing: Vec<Standing<'l>>,
    /// By article, places among the standing ones.
    by_article: BTreeMap<String, Vec<usize>>,
    joined: BTreeMap<String, Vec<Vec<String>>>,
    /// What is said of groups of entities.
    pub entities: Groups,
    /// What is said of groups of claims.
    pub claims: Groups,
}

impl<'l> Decisions<'l> {
    /// Looks through a log.
    pub fn of(log: &'l Log) -> Decisions<'l> {
        let standing = standing(log);
        let by_article = by_article(&standing);
        let (entities, claims) = groups(&standing);
        Decisions { by_article, joined: joined(&entities), entities, claims, standing }
    }

    /// One reading after the decisions about it, and those that no longer fit it.
    pub fn review(&self, reading: Reading) -> (Reviewed, Vec<Lost>) {
        let article = article_key(&reading.article);
        let places = self.by_article.get(&article).map_or(&[][..], Vec::as_slice);
        let about: Vec<&Standing<'_>> = places.iter().filter_map(|at| self.standing.get(*at)).collect();
        review(reading, &about, self.joined.get(&article).map_or(&[][..], Vec::as_slice))
    }

    /// Whether the reading of the article with this key is changed by a decision.
    pub fn is_about(&self, article: &str) -> bool {
        self.by_article.contains_key(article) || self.joined.contains_key(article)
    }

    /// Keys of the articles that something was decided about.
    pub fn articles(&self) -> impl Iterator<Item = &str> {
        self.by_article.keys().map(String::as_str)
    }

    /// The articles with something in a group with `keys`.
    pub(crate) fn beside(&self, keys: &[String]) -> BTreeSet<String> {
        let groups = self.entities.keys();
        let near = groups.iter().filter(|group| keys.iter().any(|key| group.contains(key)));
        near.flatten().chain(keys).map(|key| key.chars().take(16).collect()).collect()
    }
}

/// The record of `reading` after the corrections of `log`.
pub(super) fn draft(log: &Log, reading: &Reading) -> Draft {
    let standing = standing(log);
    let article = article_key(&reading.article);
    let mut draft = Draft::of(reading);
    for Standing { line, words, .. } in standing.iter().filter(|one| one.line.subject.starts_with(&article)) {
        if let What::Correct { field, new, .. } = &words.what {
            // One that no longer fits changes nothing; replay reports it.
            let _ = draft.correct(&line.subject, field, new);
        }
    }
    draft
}

fn standing(log: &Log) -> Vec<Standing<'_>> {
    let numbers = log.standing();
    let told =
        log.decisions().filter(|(_, line)| numbers.contains(&line.seq)).filter_map(|(number, line)| {
            let who = log.payload(line.seq).and_then(|payload| payload.who.as_ref());
            let who = who.map_or_else(|| FORGOTTEN.to_owned(), |who| who.text.clone());
            Some(Standing { number, line, words: log.words(line.seq)?, who })
        });
    told.collect()
}

/// The keys of everything that a decision is about.
fn subjects<'a>(one: &'a Standing<'_>) -> Vec<&'a str> {
    match &one.words.what {
        What::Merge { keys } | What::Split { keys } => {
            let once: BTreeSet<&str> = keys.iter().map(String::as_str).collect();
            once.into_iter().collect()
        }
        _ => vec![&one.line.subject],
    }
}

fn by_article(standing: &[Standing<'_>]) -> BTreeMap<String, Vec<usize>> {
    let mut all: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, one) in standing.iter().enumerate() {
        let mut articles: Vec<String> =
            subjects(one).iter().map(|key| key.chars().take(16).collect()).collect();
        articles.sort();
        articles.dedup();
        articles.into_iter().for_each(|article| all.entry(article).or_default().push(at));
    }
    all
}

/// What is said of groups of entities, and of claims.
fn groups(standing: &[Standing<'_>]) -> (Groups, Groups) {
    let (mut entities, mut claims) = (Groups::default(), Groups::default());
    for one in standing {
        let (keys, together) = match &one.words.what {
            What::Merge { keys } => (keys.clone(), true),
            What::Split { keys } => (keys.clone(), false),
            _ => continue,
        };
        let of = if keys.iter().any(|key| key.contains('/')) { &mut entities } else { &mut claims };
        of.steps.push(Step { number: one.number, keys, together });
    }
    (entities, claims)
}

/// Of each article, the groups of its entities that are one.
fn joined(entities: &Groups) -> BTreeMap<String, Vec<Vec<String>>> {
    let mut all: BTreeMap<String, Vec<Vec<String>>> = BTreeMap::new();
    for group in entities.keys() {
        let mut here: BTreeMap<String, Vec<String>> = BTreeMap::new();
        group.into_iter().for_each(|key| here.entry(key.chars().take(16).collect()).or_default().push(key));
        here.into_iter().for_each(|(article, keys)| all.entry(article).or_default().push(keys));
    }
    all
}

/// One reading after the decisions about it.
fn review(before: Reading, decisions: &[&Standing<'_>], joined: &[Vec<String>]) -> (Reviewed, Vec<Lost>) {
    if decisions.is_empty() {
        return (Reviewed::from(before), Vec::new());
    }
    let mut notes = Notes { shown: BTreeMap::new(), lost: Vec::new() };
    let mut draft = Draft::of(&before);
    decisions.iter().for_each(|one| notes.note(one, &mut draft));
    let ids = entity_ids(&draft, &before);
    let mut reading = draft.reading(&before).unwrap_or_else(|| before.clone());
    for one in decisions {
        if let What::Part { mentions, name } = &one.words.what {
            let parted = match ids.get(&one.line.subject) {
                Some(id) => entities::part(&mut reading, id, mentions, name),
                None => continue,
            };
            notes.lost.extend(parted.err().map(|why| Lost { number: one.number, why }));
        }
    }
    for group in joined {
        let here: Vec<&str> = group.iter().filter_map(|key| ids.get(key)).map(String::as_str).collect();
        if here.len() > 1 {
            entities::merge(&mut reading, &here);
        }
    }
    let shown = notes.on_claims(&reading);
    (Reviewed::new(&before, reading, shown), notes.lost)
}

/// The ids of the entities by their keys.
fn entity_ids(draft: &Draft, reading: &Reading) -> BTreeMap<String, String> {
    let keys = entity_keys(reading);
    keys.into_iter().filter_map(|key| draft.find(&key).map(|item| (key, draft.id(item)))).collect()
}

/// What is to be shown, and what does not fit.
struct Notes {
    shown: BTreeMap<String, Vec<Shown>>,
    lost: Vec<Lost>,
}

impl Notes {
    /// Makes one decision on the draft and writes down on what it shows.
    fn note(&mut self, one: &Standing<'_>, draft: &mut Draft) {
        let on = match &one.words.what {
            What::Undo { .. } => return,
            What::Correct { field, new, .. } => draft.correct(&one.line.subject, field, new),
            What::Merge { .. } | What::Split { .. } => {
                let found =
                    subjects(one).into_iter().filter_map(|key| draft.find(key)).map(|item| draft.id(item));
                Some(found.collect::<Vec<_>>()).filter(|ids| !ids.is_empty()).ok_or(Refusal::Missing)
            }
            _ => draft.find(&one.line.subject).map(|item| vec![draft.id(item)]).ok_or(Refusal::Missing),
        };
        match on {
            Ok(ids) => ids.into_iter().for_each(|id| self.shown.entry(id).or_default().push(shown(one))),
            Err(why) => self.lost.push(Lost { number: one.number, why }),
        }
    }

    /// What shows on each item. What was changed of an entity shows on the claims that it is in, or vouches for, too.
    fn on_claims(&self, reading: &Reading) -> BTreeMap<String, Vec<Shown>> {
        let mut all = self.shown.clone();
        let lookup = Lookup::of(reading);
        for claim in &reading.claims {
            let entities = entities_of(&lookup, claim);
            let shown = entities.into_iter().filter_map(|id| self.shown.get(id)).flatten();
            let mut more: Vec<Shown> = shown.filter(|shown| shown.changes()).cloned().collect();
            if !more.is_empty() {
                let on = all.entry(claim.id.clone()).or_default();
                on.append(&mut more);
                on.sort_by_key(|shown| shown.number);
                on.dedup_by_key(|shown| shown.number);
            }
        }
        all
    }
}

/// Ids of the entities in a claim, and of those that vouch for it, each once.
fn entities_of<'a>(lookup: &Lookup<'a>, claim: &'a Claim) -> Vec<&'a str> {
    let vouches =
        claim.chain.iter().filter_map(|link| lookup.attribution(link)?.source_entity.as_ref()?.id());
    let mut all: Vec<&str> = claim.entities.iter().filter_map(Link::id).chain(vouches).collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// The decision with this number as it is shown, from its words as they are kept; `None` where they are none.
pub(crate) fn told(number: u64, line: &Line, words: &str, who: Option<String>) -> Option<Shown> {
    let words = serde_json::from_str(words).ok()?;
    Some(shown(&Standing { number, line, words, who: who.unwrap_or_else(|| FORGOTTEN.to_owned()) }))
}

fn shown(one: &Standing<'_>) -> Shown {
    let (field, old, new) = match one.words.what.clone() {
        What::Correct { field, old, new } => (Some(field), old, new),
        What::Merge { keys } | What::Split { keys } => (None, Value::Null, Value::from(keys)),
        What::Part { name, .. } => (None, Value::Null, Value::from(name)),
        What::Verdict { rating } => (None, Value::Null, Value::from(rating)),
        What::Confirm { list, entry, listed, second } => {
            (None, Value::Null, Value::from(format!("{listed} ({list} {entry}); {second} agrees")))
        }
        _ => (None, Value::Null, Value::Null),
    };
    Shown {
        number: one.number,
        subject: one.line.subject.clone(),
        act: one.words.what.act(),
        field,
        old,
        new,
        who: one.who.clone(),
        at: one.line.at.clone(),
        why: one.words.why.clone(),
    }
}
