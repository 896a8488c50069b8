//! Where a conjunction parts clauses.

use claimant_doc::Tag;

use super::cut::{Cut, LEADS, Now, here};
use super::{Kind, Page};
use crate::lexicon;

/// A conjunction at `p` before a subject and its verb, or before a second verb of the same subject.
pub fn at_conjunction(page: &Page<'_, '_>, p: usize, end: usize, now: &Now, verb: usize) -> Option<Cut> {
    if page.is(p, "but") && page.is(p + 1, "also") || page.is_any(p, &["nor", "&"]) {
        return None;
    }
    if page.is(p, "or") && (is_open_question(page, p) || !page.opens_clause(page.past_quotes(p + 1))) {
        return None;
    }
    let next = page.past_quotes(p + 1);
    let lead = page.is_any(next, LEADS) && page.opens_clause(next + 1);
    let new_subject =
        page.opens_clause(next) && !is_object_list(page, verb, p, end) && !joins_subjects(page, p);
    if lead || new_subject {
        return here(end, next, Kind::Joined);
    }
    let verbs = match now.kind {
        Kind::Relative | Kind::Participle => false,
        Kind::Main if page.tag(verb) == Tag::Vbg => is_second_gerund(page, verb, p),
        _ => is_second_verb(page, verb, p, end),
    };
    verbs.then(|| here(end, next, Kind::Joined)).flatten()
}

/// "unclear whether he fled |or| they shot him", "not known if …": what is left open is so on both sides.
fn is_open_question(page: &Page<'_, '_>, p: usize) -> bool {
    const REACH: usize = 40;
    let asks = |q: usize| {
        page.is(q, "whether") || page.is(q, "if") && q > 0 && lexicon::leaves_open(page.word(q - 1))
    };
    (p.saturating_sub(REACH)..p).rev().take_while(|q| !page.is(*q, ";")).any(asks)
}

/// "… and soliciting bribes", "… and for obstructing justice".
fn is_second_gerund(page: &Page<'_, '_>, verb: usize, p: usize) -> bool {
    let next = if page.is_any(p + 1, &["for", "of", "with", "by"]) { p + 2 } else { p + 1 };
    p > verb + 2 && page.opens_gerund(next)
}

/// "He knew Ann and Bo were there": after a verb that takes a clause, the conjunction may join its subject.
fn is_object_list(page: &Page<'_, '_>, verb: usize, p: usize, end: usize) -> bool {
    let takes_clause = page.is_any(
        verb,
        &[
            "know", "knew", "knows", "believe", "believes", "believed", "think", "thought", "say", "says",
            "said", "feel", "felt",
        ],
    );
    end == p && takes_clause && !(verb + 1..p).any(|q| page.tag(q).is_verb())
}

/// "if she |and| her allies are to govern": after a subordinator, and before a verb, what is joined is its subject.
fn joins_subjects(page: &Page<'_, '_>, p: usize) -> bool {
    const REACH: usize = 10;
    const OPENING: &[&str] =
        &["although", "because", "if", "once", "that", "though", "unless", "when", "whether", "while"];
    for q in (p.saturating_sub(REACH)..p).rev() {
        if page.tag(q).is_finite() || page.is_after_gap(q + 1) {
            return false;
        }
        if matches!(page.tag(q), Tag::In | Tag::Wrb) && page.is_any(q, OPENING) {
            return q + 1 < p;
        }
    }
    false
}

fn is_second_verb(page: &Page<'_, '_>, verb: usize, p: usize, end: usize) -> bool {
    let q = page.past_adverbs(page.past_quotes(p + 1));
    let finite = match page.tag(q) {
        Tag::Vbz | Tag::Md => true,
        Tag::Vbd | Tag::Vbn if page.is_finite_in_context(q) => !shares_auxiliary(page, verb, q, end < p),
        Tag::Vbp => page.is_any(q, &["are", "have", "do"]) || page.tag(verb) == Tag::Vbp,
        _ => false,
    };
    let follows = p > verb + 1 || page.tag(verb) != page.tag(q);
    finite && follows && q + 1 < page.len()
}

/// "has infected 200 and killed three": the second form is a participle of the same auxiliary, whatever its tag.
fn shares_auxiliary(page: &Page<'_, '_>, verb: usize, q: usize, comma: bool) -> bool {
    const PERFECT: &[&str] = &["has", "have", "had", "'ve", "’ve"];
    const PASSIVE: &[&str] = &["was", "were", "is", "are", "'s", "’s"];
    let participle = page.tag(page.past_adverbs(verb + 1)) == Tag::Vbn;
    let open = !page
        .is_any(q, &["was", "were", "had", "did", "went", "began", "took", "gave", "saw", "fell", "broke"]);
    let far = comma || q > verb + 7;
    participle && open && (page.is_any(verb, PERFECT) || page.is_any(verb, PASSIVE) && !far)
}
