//! Accusations by who makes them: pleadings, and accounts of harm given to police or a court.

use std::sync::LazyLock;

use claimant_doc::{Attribution, Doc, Span};

use crate::lexicon::Table;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Source,
    Harm,
    Account,
}

static WORDS: LazyLock<Table<Class>> = LazyLock::new(|| {
    Table::parse(include_str!("../../../data/pleadings.tsv"), |columns| match *columns.get(1)? {
        "source" => Some(Class::Source),
        "harm" => Some(Class::Harm),
        "account" => Some(Class::Account),
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
    any(doc, &found.source, Class::Source)
}

/// Whether a person's account accuses somebody of harm: "she told the court she was beaten".
pub fn is_account(doc: &Doc<'_>, found: &Attribution, tokens: &[usize]) -> bool {
    any(doc, &found.cue, Class::Account) && tokens.iter().any(|i| is(doc, *i, Class::Harm))
}
