//! Transcripts: paragraphs that open with who speaks, and questions with their answers.
//!
//! `LIND: It was safe.` → source "LIND", cue ":", content the rest. "Q:" and "A:" name nobody: what they say has no speaker. One
//! label alone is none: two speakers, one of whom speaks again, make a transcript.

use std::collections::BTreeMap;
use std::ops::Range;

use claimant_doc::{Doc, EntityKind, Marks, MentionForm, Span, Stance, Tag};

use super::Draft;

/// Tokens of the longest label.
const LABEL: usize = 6;
/// Paragraphs between two labels that still belong to the first.
const BETWEEN: usize = 4;
/// How sure a label makes us.
const SCORE: f32 = 0.8;

/// A paragraph and its label, if it has one.
struct Paragraph {
    tokens: Range<usize>,
    label: Option<Label>,
}

/// Who speaks, by the words before a colon.
struct Label {
    tokens: Range<usize>,
    /// The last word, in capitals: "LIND" for "Mara Lind".
    who: String,
    /// Whether it names someone, and is not "Q".
    named: bool,
}

/// The drafts with what the speakers of a transcript say: nothing goes over from one speaker to the next.
pub fn with_speakers(doc: &Doc<'_>, marks: &Marks, mut drafts: Vec<Draft>) -> Vec<Draft> {
    let turns = turns(doc, marks);
    if turns.is_empty() {
        return drafts;
    }
    let mut owner = vec![0u32; doc.tokens.len()];
    for (i, turn) in turns.iter().enumerate() {
        let all = turn.source.iter().chain(&turn.cue).chain(&turn.content);
        all.for_each(|span| owner[doc.tokens_in(*span)].fill(i as u32 + 1));
    }
    let of = |span: &Span| owner.get(doc.tokens_in(*span).start).copied().unwrap_or(0);
    drafts.retain_mut(|draft| {
        let Some(home) = draft.cue.first().map(of) else {
            return draft.content.iter().all(|span| of(span) == 0);
        };
        let labels = draft.cue.iter().any(|span| span.of(doc.text()) == ":");
        draft.content.retain(|span| of(span) == home);
        !(draft.content.is_empty() || home > 0 && labels)
    });
    drafts.extend(turns);
    drafts
}

/// What the speakers of a transcript say; nothing where there is none.
fn turns(doc: &Doc<'_>, marks: &Marks) -> Vec<Draft> {
    let people = people(doc, marks);
    let paragraphs: Vec<Paragraph> = doc
        .sentences
        .chunk_by(|a, b| a.block == b.block)
        .filter_map(|block| {
            let tokens = block.first()?.tokens.start..block.last()?.tokens.end;
            Some(Paragraph { label: label(doc, &people, &tokens), tokens })
        })
        .collect();
    if !is_transcript(&paragraphs) {
        return Vec::new();
    }
    let labelled: Vec<usize> = (0..paragraphs.len()).filter(|i| paragraphs[*i].label.is_some()).collect();
    let mut drafts = Vec::new();
    for (n, i) in labelled.iter().enumerate() {
        let next = labelled.get(n + 1).copied().filter(|next| next - i <= BETWEEN).unwrap_or(i + 1);
        drafts.extend(speech(doc, &paragraphs[*i..next]));
    }
    drafts
}

/// A labelled paragraph with those below it that have no label.
fn speech(doc: &Doc<'_>, paragraphs: &[Paragraph]) -> Option<Draft> {
    let (first, rest) = paragraphs.split_first()?;
    let label = first.label.as_ref()?;
    let said = label.tokens.end + 1..first.tokens.end;
    let source = if label.named { doc.span(label.tokens.clone()) } else { None };
    let cue = source.and_then(|_| doc.span(label.tokens.end..label.tokens.end + 1));
    let content = std::iter::once(said).chain(rest.iter().map(|paragraph| paragraph.tokens.clone()));
    Some(Draft {
        source: source.into_iter().collect(),
        cue: cue.into_iter().collect(),
        stance: Some(Stance::Said),
        content: content.filter_map(|range| doc.span(range)).collect(),
        by_rule: true,
        score: SCORE,
    })
}

/// For each token whether it is in the name of a person.
fn people(doc: &Doc<'_>, marks: &Marks) -> Vec<bool> {
    let mut people = vec![false; doc.tokens.len()];
    for entity in marks.entities().filter(|entity| entity.kind == EntityKind::Person) {
        for mention in entity.mentions.iter().filter(|mention| mention.form == MentionForm::Name) {
            people[doc.tokens_in(mention.span)].fill(true);
        }
    }
    people
}

fn label(doc: &Doc<'_>, people: &[bool], block: &Range<usize>) -> Option<Label> {
    // Each paragraph of a transcript may open with a quotation mark.
    let start = block.start + usize::from(doc.tag(block.start) == Tag::Quote);
    let colon = (start..block.end.min(start + LABEL + 1)).find(|i| doc.word(*i) == ":")?;
    let tokens = start..colon;
    let last = tokens.clone().next_back()?;
    let word = doc.word(last);
    let letter = tokens.len() == 1 && ["Q", "A", "Question", "Answer"].contains(&word);
    let capitals = |i: usize| doc.word(i).len() > 2 && doc.word(i).chars().all(|c| c.is_uppercase());
    let plain = |i: usize| doc.tag(i).is_noun() || doc.word(i) == "." || doc.tag(i) == Tag::Jj;
    let named =
        tokens.clone().all(|i| people[i] || capitals(i) || plain(i)) && (people[last] || capitals(last));
    let speaks = (colon + 1..block.end).any(|i| doc.tag(i).is_verb()) || letter;
    let who = word.to_uppercase();
    (colon + 1 < block.end && speaks && (letter || named)).then_some(Label { tokens, who, named: !letter })
}

/// Two speakers or more, one of them more than once.
fn is_transcript(paragraphs: &[Paragraph]) -> bool {
    let mut turns: BTreeMap<&str, usize> = BTreeMap::new();
    for label in paragraphs.iter().filter_map(|paragraph| paragraph.label.as_ref()) {
        *turns.entry(label.who.as_str()).or_default() += 1;
    }
    turns.len() > 1 && turns.values().any(|count| *count > 1)
}
