//! From a cue to the link that it states, class by class.

use std::ops::Range;

use claimant_doc::Tag;

use super::scene::Scene;
use super::table::{Class, Row};

/// A link in positions of its scene.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    pub cause: Range<usize>,
    pub effect: Range<usize>,
    pub cue: Range<usize>,
}

/// The link that the cue at `cue` states; none if a side of it is missing.
pub fn link(scene: &Scene<'_, '_>, row: &Row, cue: Range<usize>) -> Option<Found> {
    if !is_governed(scene, row, cue.start) || is_negated(scene, cue.start) {
        return None;
    }
    match row.class {
        Class::Before => before(scene, cue),
        Class::Verb => verb(scene, cue),
        Class::Turned => turned(scene, cue),
        Class::So => so(scene, cue),
        Class::Purpose => purpose(scene, cue),
    }
}

/// How far before a cue its governor stands at most.
const GOVERNED: usize = 14;

fn is_governed(scene: &Scene<'_, '_>, row: &Row, start: usize) -> bool {
    let from = start.saturating_sub(GOVERNED).max(scene.clause_start(start));
    row.governors.is_empty() || (from..start).any(|p| scene.is_any(p, &row.governors))
}

/// "Not because", "did not cause": the link is denied.
fn is_negated(scene: &Scene<'_, '_>, start: usize) -> bool {
    let before = scene.group_start(start).min(start.saturating_sub(1));
    (before..start).any(|p| scene.is_any(p, &["not", "n't", "n’t", "nt", "never", "nothing"]))
        && !(before..start).any(|p| scene.is_any(p, &["only"]))
}

fn found(
    scene: &Scene<'_, '_>,
    cause: Range<usize>,
    effect: Range<usize>,
    cue: Range<usize>,
) -> Option<Found> {
    Some(Found { cause: scene.trim(cause)?, effect: scene.trim(effect)?, cue })
}

/// Whether a cue at `p` stands in front of its sentence.
fn is_front(scene: &Scene<'_, '_>, p: usize) -> bool {
    let start = scene.clause_start(p);
    let thin = |q| {
        let tag = scene.tag(q);
        tag.is_punctuation()
            || matches!(tag, Tag::Rb | Tag::Cc)
            || scene.is_any(q, &["that", "only", "largely"])
    };
    (start..p).all(thin)
}

/// "Y because X", "Due to X, Y", "Y was due to X".
fn before(scene: &Scene<'_, '_>, cue: Range<usize>) -> Option<Found> {
    if is_front(scene, cue.start) {
        let comma = scene.front_end(cue.end)?;
        return found(scene, cue.end..comma, comma + 1..scene.clause_end(comma + 1), cue);
    }
    let group = scene.group_start(cue.start);
    let effect = scene.clause_start(group)..group;
    found(scene, cue.end..scene.clause_end(cue.end), effect, group..cue.end)
}

fn verb(scene: &Scene<'_, '_>, cue: Range<usize>) -> Option<Found> {
    let group = scene.group_start(cue.start);
    if scene.is_any(cue.end, &["by"]) {
        let by = cue.end + 1;
        return found(scene, by..scene.object_end(by), scene.subject(group), group..by);
    }
    let object = cue.end..scene.object_end(cue.end);
    let participle = group == cue.start && scene.tag(cue.start) == Tag::Vbg;
    if participle {
        let cause = scene.clause_start(group)..group;
        return scene.has_finite(cause.clone()).then(|| found(scene, cause, object, cue)).flatten();
    }
    let is_verb = scene.tag(cue.start).is_verb() && (scene.tag(cue.start) != Tag::Vb || group < cue.start);
    is_verb.then(|| found(scene, agent(scene, group), object, group..cue.end)).flatten()
}

/// The subject of an active verb group: a phrase, what a relative pronoun stands for, or the clause before "and".
fn agent(scene: &Scene<'_, '_>, group: usize) -> Range<usize> {
    let Some(before) = group.checked_sub(1) else { return 0..0 };
    let relative = scene.is_any(before, &["which", "that", "who"]);
    let comma = before > 0 && scene.tag(before - 1) == Tag::Comma;
    match scene.tag(before) {
        Tag::Cc => scene.clause_start(before)..before,
        _ if relative && comma => scene.clause_start(before)..before,
        _ if relative => scene.subject(before),
        _ => scene.subject(group),
    }
}

/// "Y stemmed from X", "Y was the result of X".
fn turned(scene: &Scene<'_, '_>, cue: Range<usize>) -> Option<Found> {
    let group = scene.group_start(cue.start);
    found(scene, cue.end..scene.object_end(cue.end), agent(scene, group), group..cue.end)
}

/// "X, so Y", "X and thus Y".
fn so(scene: &Scene<'_, '_>, cue: Range<usize>) -> Option<Found> {
    let cause = scene.clause_start(cue.start)..cue.start;
    let both = scene.has_finite(cause.clone()) && scene.has_finite(cue.end..(cue.end + 20).min(scene.len()));
    both.then(|| found(scene, cause, cue.end..scene.clause_end(cue.end), cue.clone())).flatten()
}

/// "Wanted to protest", "were demanding", "urged them to stop": what is wanted or asked, not what for.
fn is_complement(scene: &Scene<'_, '_>, start: usize) -> bool {
    let from = start.saturating_sub(ASKED);
    let asked = scene.tag(start) == Tag::To && (from..start).any(|p| scene.is_any(p, ASKING));
    asked || start.checked_sub(1).is_some_and(|p| scene.is_any(p, WANTING))
}

/// How far before an infinitive the verb stands at most that asks somebody to do it.
const ASKED: usize = 6;
const ASKING: &[&str] = &[
    "urged",
    "urge",
    "urges",
    "asked",
    "ask",
    "asks",
    "exhorted",
    "requested",
    "appealed",
    "told",
    "ordered",
    "called",
];
const WANTING: &[&str] = &[
    "want",
    "wants",
    "wanted",
    "like",
    "need",
    "needs",
    "needed",
    "have",
    "has",
    "had",
    "try",
    "tried",
    "trying",
    "tries",
    "failed",
    "failing",
    "struggled",
    "continued",
    "continue",
    "began",
    "refused",
    "decided",
    "vowed",
    "agreed",
    "way",
    "right",
    "effort",
    "efforts",
    "commitment",
    "important",
    "able",
    "going",
    "used",
    "not",
    "due",
    "is",
    "are",
    "was",
    "were",
    "be",
    "been",
    "plan",
    "plans",
    "planned",
    "police",
    "gone",
    "ready",
    "hard",
    "right",
    "duty",
    "ability",
    "power",
    "order",
    "orders",
    "threatened",
    "decision",
    "attempt",
    "attempts",
    "failure",
];

/// "Y to protest X", "To protest X, Y": the aim, verb and all, is why Y is done.
fn purpose(scene: &Scene<'_, '_>, cue: Range<usize>) -> Option<Found> {
    if is_front(scene, cue.start) {
        let comma = scene.front_end(cue.end)?;
        return found(scene, cue.start..comma, comma + 1..scene.clause_end(comma + 1), cue);
    }
    let effect = scene.clause_start(cue.start)..cue.start;
    let done = scene.has_finite(effect.clone());
    (done && !is_complement(scene, cue.start))
        .then(|| found(scene, cue.start..scene.clause_end(cue.end), effect, cue.clone()))
        .flatten()
}
