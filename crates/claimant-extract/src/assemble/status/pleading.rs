//! Accusations by who makes them: pleadings, and accounts of harm given to police or a court.

use std::sync::LazyLock;

use claimant_doc::{Attribution, Certainty, Doc, Span, Tag};

use crate::lexicon::{self, Table};

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Source,
    Paper,
    Court,
    Harm,
    Account,
    Claim,
    Charge,
    Procedure,
}

static WORDS: LazyLock<Table<Class>> = LazyLock::new(|| {
    Table::parse(include_str!("../../../data/pleadings.tsv"), |columns| match *columns.get(1)? {
        "source" => Some(Class::Source),
        "paper" => Some(Class::Paper),
        "court" => Some(Class::Court),
        "harm" => Some(Class::Harm),
        "account" => Some(Class::Account),
        "claim" => Some(Class::Claim),
        "charge" => Some(Class::Charge),
        "procedure" => Some(Class::Procedure),
        _ => None,
    })
});

fn is(doc: &Doc<'_>, i: usize, class: Class) -> bool {
    WORDS.get_lower(doc.word(i)) == Some(&class)
}

fn any(doc: &Doc<'_>, spans: &[Span], class: Class) -> bool {
    spans.iter().any(|span| doc.tokens_in(*span).any(|i| is(doc, i, class)))
}

/// Whether the source pleads in court: an indictment, prosecutors.
pub fn is_source(doc: &Doc<'_>, found: &Attribution) -> bool {
    any(doc, &found.source, Class::Source) || is_paper(doc, found) || is_heard(doc, found)
}

/// "The court heard that Rask had shot the guard", "jurors were told …": what a party or witness says there.
fn is_heard(doc: &Doc<'_>, found: &Attribution) -> bool {
    let cue = || found.cue.iter().flat_map(|span| doc.tokens_in(*span));
    let says = |words: &[&str]| cue().any(|i| words.iter().any(|word| doc.is(i, word)));
    let court = |i: usize| is(doc, i, Class::Court) || doc.is(i, "court") || doc.is(i, "trial");
    let told = says(&["heard", "hears"]) || says(&["told"]) && says(&["was", "were", "been"]);
    // Of "jurors were told" the source is open, and they stand before the cue.
    let before = found.cue.first().map_or(0, |cue| doc.tokens_in(*cue).start);
    let told_to = before.saturating_sub(2)..if found.source.is_empty() { before } else { 0 };
    told && found.source.iter().flat_map(|span| doc.tokens_in(*span)).chain(told_to).any(court)
}

/// Whether the source is a paper that charges or sues: an indictment, a complaint.
pub fn is_paper(doc: &Doc<'_>, found: &Attribution) -> bool {
    any(doc, &found.source, Class::Paper)
}

/// Whether the word at token `i` is one for what somebody is charged with: "the charges", "the claim".
pub fn is_charge(doc: &Doc<'_>, i: usize) -> bool {
    is(doc, i, Class::Charge) || is(doc, i, Class::Claim)
}

/// Whether the word at token `i` is of the course of a case, not of what is charged: "was arrested", "the judge".
pub fn is_procedure(doc: &Doc<'_>, i: usize) -> bool {
    is(doc, i, Class::Procedure) || is(doc, i, Class::Source)
}

/// Whether a person's account accuses somebody of harm: "she told the court she was beaten", "he claimed the guards beat
/// him".
pub fn is_account(doc: &Doc<'_>, found: &Attribution, tokens: &[usize]) -> bool {
    let own = tokens
        .iter()
        .skip(1)
        .position(|i| matches!(doc.tag(*i), Tag::Wp | Tag::Wdt))
        .map_or(tokens.len(), |n| n + 1);
    let person = |i: &usize| doc.tag(*i) == Tag::Prp && !doc.is(*i, "it");
    let given = any(doc, &found.cue, Class::Account)
        || any(doc, &found.cue, Class::Claim) && tokens[..own].iter().any(person);
    given && tokens[..own].iter().any(|i| is(doc, *i, Class::Harm))
}

/// What a cue's words say beyond its stance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Force {
    /// How sure the source is; certain is "as the content says".
    Sure(Certainty),
    /// The source means to do it.
    Intent,
}

/// The force of a cue's words.
pub fn force(doc: &Doc<'_>, found: &Attribution) -> Option<Force> {
    let cue = found.cue.iter().map(|span| span.of(doc.text())).collect::<Vec<_>>().join(" ").to_lowercase();
    let row = FORCE
        .iter()
        .find(|(stem, _)| cue.match_indices(stem).any(|(at, _)| at == 0 || cue[..at].ends_with(' ')))?;
    Some(row.1)
}

/// Stems of cues and their force.
static FORCE: LazyLock<Vec<(&str, Force)>> = LazyLock::new(|| {
    let rows = lexicon::rows(include_str!("../../../data/cue_force.tsv"));
    let force = |word: &str| match word {
        "plain" => Some(Force::Sure(Certainty::Certain)),
        "intent" => Some(Force::Intent),
        word => Certainty::from_word(word).map(Force::Sure),
    };
    rows.filter_map(|row| Some((*row.first()?, force(row.get(1)?)?))).collect()
});
