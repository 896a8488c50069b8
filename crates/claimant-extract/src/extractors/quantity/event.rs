//! What happened to what a figure counts: the verb, state or noun of event that governs it, by tags.

use std::ops::Range;

use claimant_doc::{Doc, Tag};

use super::phrase::LONGEST;
use super::words;
use crate::lexicon;

/// Whether token `noun` names an event that is done to what it is followed by: "the arrest of 12 men".
pub(super) fn is_happening(doc: &Doc<'_>, noun: usize) -> bool {
    let lemma = lexicon::lemma(doc.word(noun), doc.tag(noun)).to_lowercase();
    doc.tag(noun).is_noun() && words::is_event(&lemma)
}

/// The token of what happened to the item: the verb right before the figure, else the one it is the subject of. A noun
/// right before a finite verb is its subject, whatever stands before: "said 12 people died".
pub(super) fn event(doc: &Doc<'_>, figure: usize, end: usize, sentence: Range<usize>) -> Option<usize> {
    let before = verb_before(doc, figure, sentence.start);
    if is_state(doc.word(end)) && before.is_some_and(|at| doc.word(at).to_lowercase().starts_with("le")) {
        return Some(end);
    }
    let aged = figure > 0 && doc.is(figure - 1, "aged");
    let subject =
        !aged && doc.tag(end).is_finite() || matches!(doc.tag(end), Tag::Rb) && doc.tag(end + 1).is_finite();
    let after = || verb_after(doc, end, sentence.end);
    if subject { after() } else { before.or_else(after) }
}

/// "Sentenced to serve 24 months": what happened is the sentence.
pub(super) fn sentencing(doc: &Doc<'_>, verb: usize) -> usize {
    let is = |i: usize, words: &[&str]| words.iter().any(|word| doc.is(i, word));
    let to_serve = verb >= 2 && is(verb, &["serve", "spend"]) && is(verb - 1, &["to"]);
    if to_serve && is(verb - 2, &["sentenced", "condemned"]) { verb - 2 } else { verb }
}

/// "85% were in favour", "12 are in custody": a state by its noun.
pub(super) fn in_state(doc: &Doc<'_>, noun: usize) -> bool {
    const STATES: [&str; 7] = ["favour", "favor", "custody", "detention", "hospital", "prison", "jail"];
    noun > 0 && doc.is(noun - 1, "in") && STATES.iter().any(|word| doc.is(noun, word))
}

/// Whether an event's measure is how long it goes on, so that it has a time beside: "jailed for 20 years in May".
pub(super) fn takes_time(measure: &str) -> bool {
    const VERBS: [&str; 13] = [
        "sentence", "jail", "imprison", "ban", "bar", "suspend", "extend", "postpone", "delay", "detain",
        "hold", "serve", "last",
    ];
    VERBS.contains(&measure)
}

/// The lemma of the event at token `verb`.
pub(super) fn measure(doc: &Doc<'_>, verb: usize) -> String {
    let lemma = lexicon::lemma(doc.word(verb), doc.tag(verb)).to_lowercase();
    match lemma.as_str() {
        "dead" => "die".to_owned(),
        "wounded" => "wound".to_owned(),
        "injured" => "injure".to_owned(),
        _ => lemma,
    }
}

/// A verb whose object the figure is: nothing but determiners and adverbs between.
pub(super) fn verb_before(doc: &Doc<'_>, figure: usize, first: usize) -> Option<usize> {
    let mut at = figure;
    while at > first.max(figure.saturating_sub(LONGEST)) {
        at -= 1;
        match doc.tag(at) {
            tag if tag.is_verb() => return (!is_auxiliary(doc.word(at))).then_some(at),
            // A participle right before a number is a verb, whatever its tag says.
            Tag::Jj if at + 1 == figure && doc.word(at).ends_with("ed") => return Some(at),
            Tag::Dt | Tag::Rb | Tag::Quote | Tag::PrpS | Tag::Jj | Tag::Rp => {}
            _ => return None,
        }
    }
    None
}

/// The main verb of the clause whose subject ends at token `end`.
pub(super) fn verb_after(doc: &Doc<'_>, end: usize, limit: usize) -> Option<usize> {
    let mut at = end;
    let stop = limit.min(end + 12);
    while at < stop && !heads(doc, at, end) {
        match doc.tag(at) {
            Tag::Stop | Tag::Colon | Tag::Cc => return None,
            Tag::Comma if !goes_on(doc, at + 1) => return None,
            Tag::Jj | Tag::Nn if at == end => return Some(at).filter(|at| is_state(doc.word(*at))),
            _ => at += 1,
        }
    }
    let mut main = None;
    while at < stop && (doc.tag(at).is_verb() || matches!(doc.tag(at), Tag::Rb | Tag::Md)) {
        if doc.tag(at).is_verb() {
            main = Some(at);
        }
        at += 1;
    }
    let state = main.is_some() && is_state(doc.word(at));
    let main = match () {
        () if state => Some(at),
        () if main.is_some() && in_state(doc, at + 1) => Some(at + 1),
        () => main,
    };
    main.filter(|at| !is_auxiliary(doc.word(*at)))
}

/// Whether the verb at token `at` can be that of a clause whose subject ends at `end`: finite, or a participle right
/// after it. "A fine for hiding goods" and "a plan to build" have none.
pub(super) fn heads(doc: &Doc<'_>, at: usize, end: usize) -> bool {
    let tag = doc.tag(at);
    tag.is_finite() || at == end && matches!(tag, Tag::Vbn | Tag::Vbg)
}

/// Whether the clause goes on after a comma: "15 people, including two children, were killed".
pub(super) fn goes_on(doc: &Doc<'_>, at: usize) -> bool {
    matches!(doc.tag(at), Tag::Wp | Tag::Wdt | Tag::Rb) || doc.is(at, "including") || doc.is(at, "most")
}

/// States that stand for what happened: "39 are confirmed dead".
pub(super) fn is_state(word: &str) -> bool {
    ["dead", "missing", "wounded", "injured", "homeless", "hurt"].iter().any(|w| word.eq_ignore_ascii_case(w))
}

pub(super) fn is_auxiliary(word: &str) -> bool {
    const AUXILIARIES: [&str; 22] = [
        "according",
        "including",
        "following",
        "be",
        "is",
        "are",
        "was",
        "were",
        "been",
        "being",
        "am",
        "have",
        "has",
        "had",
        "having",
        "do",
        "does",
        "did",
        "'s",
        "'re",
        "'ve",
        "’s",
    ];
    AUXILIARIES.iter().any(|w| word.eq_ignore_ascii_case(w))
}

/// Events that happen to persons, so that a bare number with one of them counts persons.
pub(super) fn happens_to_persons(measure: &str) -> bool {
    const EVENTS: [&str; 18] = [
        "kill",
        "injure",
        "wound",
        "arrest",
        "detain",
        "die",
        "dead",
        "missing",
        "injured",
        "wounded",
        "hurt",
        "homeless",
        "rescue",
        "hospitalize",
        "infect",
        "displace",
        "evacuate",
        "apprehend",
    ];
    EVENTS.contains(&measure)
}

/// Whether the verb at token `at` tells how many its subject is: "totalled 40", "rose 15,000".
pub(super) fn measures(doc: &Doc<'_>, at: usize) -> bool {
    const VERBS: [&str; 20] = [
        "total", "number", "reach", "exceed", "surpass", "average", "hit", "pass", "equal", "top", "measure",
        "near", "cost", "weigh", "cover", "span", "last", "approach", "comprise", "take",
    ];
    let lemma = lexicon::lemma(doc.word(at), doc.tag(at));
    words::is_change(doc.word(at)) || VERBS.iter().any(|verb| lemma.eq_ignore_ascii_case(verb))
}

/// Whether the verb at token `at` tells what its subject costs.
pub(super) fn costs(doc: &Doc<'_>, at: usize) -> bool {
    const VERBS: [&str; 9] =
        ["cost", "total", "exceed", "reach", "surpass", "average", "top", "equal", "approach"];
    let lemma = lexicon::lemma(doc.word(at), doc.tag(at));
    VERBS.iter().any(|verb| lemma.eq_ignore_ascii_case(verb))
}
