//! Causal links as items.

use claimant_doc::{Cause, Link, Marks, Reading, Span};

/// The causal links, each with the claim that states it: the shortest one that holds its effect or its cue.
pub fn causes(marks: &Marks, reading: &Reading) -> Vec<Cause> {
    let mut causes: Vec<Cause> = marks.causes().cloned().collect();
    causes.sort_by_key(|cause| (cause.cause.to(cause.effect), cause.cue));
    causes.dedup_by(|b, a| (a.cause, a.effect, a.cue) == (b.cause, b.effect, b.cue));
    for (i, cause) in causes.iter_mut().enumerate() {
        cause.id = format!("k{}", i + 1);
        cause.claim = claim(reading, cause.cue.unwrap_or(cause.effect));
    }
    causes
}

/// Claims are in text order and those of one sentence lie together, so only near ones are looked at.
fn claim(reading: &Reading, span: Span) -> Option<Link> {
    let start = |i: usize| reading.claims[i].content.first().map_or(0, |s| s.start());
    let after = reading
        .claims
        .partition_point(|claim| claim.content.first().is_some_and(|s| s.start() <= span.start()));
    (after.saturating_sub(NEAR)..after)
        .filter(|i| reading.claims[*i].content.iter().any(|content| content.contains(span)))
        .max_by_key(|i| start(*i))
        .map(|i| Link::Id(reading.claims[i].id.clone()))
}

/// Claims looked at before a cause.
const NEAR: usize = 24;
