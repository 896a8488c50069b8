//! Where figures are looked for: a sentence with its times and places.

use std::ops::Range;

use claimant_doc::{Doc, EntityKind, Marks, Sentence, Span, Time, TimeKind};

use crate::Scores;

/// One sentence and what other extractors found in it.
pub(super) struct Scene<'d, 'a> {
    pub doc: &'d Doc<'a>,
    pub scores: &'d Scores,
    pub sentence: &'d Sentence,
    /// The sentence before it in the same paragraph.
    pub before: Option<&'d Sentence>,
    /// Times in text order.
    pub times: &'d [&'d Time],
    /// Mentions of places, in text order.
    pub places: &'d [Span],
}

/// How many times around a figure are looked at.
pub(super) const NEAREST: usize = 8;

impl<'a> Scene<'_, 'a> {
    /// Whether a time expression holds `span`.
    pub(super) fn holds(&self, span: Span) -> bool {
        let until = self.times.partition_point(|t| t.span.start() <= span.start());
        self.times[..until].iter().rev().take(NEAREST).any(|t| t.span.contains(span))
    }

    /// Whether the figure tells when by itself: "the previous 14 years". What something took (`lasting`) does not: "jailed
    /// for 20 years".
    pub(super) fn dates(&self, figure: Span, lasting: bool) -> bool {
        let until = self.times.partition_point(|t| t.span.start() <= figure.start());
        let loose = |t: &Time| lasting && t.from.is_none() && t.to.is_none() && figure.contains(t.span);
        self.times[..until].iter().rev().take(NEAREST).any(|t| t.span.contains(figure) && !loose(t))
    }

    /// The text between two bytes.
    pub(super) fn between(&self, from: usize, to: usize) -> &'a str {
        self.doc.text().get(from..to).unwrap_or_default()
    }

    /// The tokens of the sentence.
    pub(super) fn tokens(&self) -> Range<usize> {
        self.sentence.tokens.clone()
    }

    /// The times that tell days and are not part of `span`: those before it from the nearest on, those after it.
    pub(super) fn dated(&self, span: Span) -> (impl Iterator<Item = &Time>, impl Iterator<Item = &Time>) {
        // A fiscal year is a period too, whose days the text leaves open.
        let stated = |t: &Time| {
            let value = t.value.as_deref().unwrap_or_default();
            t.kind == TimeKind::Date && value.starts_with(|c: char| c.is_ascii_digit())
        };
        let known = move |t: &Time| t.from.is_some() || t.to.is_some() || stated(t);
        let dated = move |t: &&Time| known(t) && !t.span.overlaps(span);
        let cut = self.times.partition_point(|t| t.span.start() < span.end());
        let (before, after) = self.times.split_at(cut);
        let before = before.iter().rev().take(NEAREST).copied().filter(dated);
        (before, after.iter().take(NEAREST).copied().filter(dated))
    }

    /// The places around `span`: those before it from the nearest on, those after it.
    pub(super) fn places(&self, span: Span) -> (impl Iterator<Item = Span>, impl Iterator<Item = Span>) {
        let cut = self.places.partition_point(|place| place.start() < span.end());
        let (before, after) = self.places.split_at(cut);
        (before.iter().rev().take(NEAREST).copied(), after.iter().take(NEAREST).copied())
    }
}

/// Every mention of a place, in text order.
pub(super) fn places(marks: &Marks) -> Vec<Span> {
    let places = marks.entities().filter(|entity| entity.kind == EntityKind::Place);
    let mut spans: Vec<Span> = places.flat_map(|place| place.mentions.iter().map(|m| m.span)).collect();
    spans.sort_unstable();
    spans.dedup();
    spans
}

/// The part of `all`, which is sorted by `start`, that begins inside `span`, and the rest after it.
pub(super) fn within<T>(all: &[T], span: Span, start: impl Fn(&T) -> usize) -> (&[T], &[T]) {
    let all = &all[all.partition_point(|item| start(item) < span.start())..];
    all.split_at(all.partition_point(|item| start(item) < span.end()))
}
