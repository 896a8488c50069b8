//! Whether one article was made from another: passages copied, word for word or edited.
//!
//! A shared quotation is no copy: two reporters who heard one speech both quote it. Nor is what stands under every
//! article of a publisher. Both are told, and neither joins two articles into one origin. Which of two was first is
//! told by their dates; where these leave it open, so do we.

use std::collections::BTreeSet;
use std::ops::Range;

use claimant_doc::{Date, RelationKind, Span};

use super::align::{Aligned, align};

use super::words::Words;

/// Articles of one fingerprint that the store hands over.
pub const HOLDERS: usize = 32;
/// Fingerprints that two articles must share to be compared.
pub const SHARED: usize = 2;
/// Articles that one article is compared with.
pub const CANDIDATES: usize = 64;

/// A passage is as long a run of equal words without a gap …
const RUN: usize = 8;
/// … or has as many equal words, at this density.
const EDITED: (usize, f32) = (14, 0.5);
/// Words of its own that an article must share to be a copy, and their share of the shorter article's.
const COPIED: (usize, f32) = (30, 0.3);
/// The same of a short article, which must be all but copied: two reports of one event may share a sentence.
const COPIED_SHORT: (usize, f32) = (20, 0.75);
/// Words of its own that an article must share if it is mostly quotations, their share, and that of all its words.
const COPIED_QUOTES: (usize, f32, f32) = (10, 0.3, 0.6);
/// Equal words that make a passage of two articles that are known to be one.
const LOOSE: (usize, f32) = (5, 0.3);
/// Bytes of an item that are enough to tell that it was copied, though some of it was not: about eight words.
const MUCH: usize = 40;
/// A text that this many articles share …
const STANDING: u32 = 3;
/// … over more than this many days is no news.
const STANDING_DAYS: i32 = 21;

/// How often a fingerprint was seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Spread {
    /// How many articles have it.
    pub articles: u32,
    /// Their first date; `None` if none is known.
    pub first: Option<Date>,
    /// Their last date.
    pub last: Option<Date>,
}

impl Spread {
    /// Whether it belongs to words that are printed again and again: news is copied within days.
    pub fn is_standing(&self) -> bool {
        let days =
            self.first.zip(self.last).map(|(first, last)| first.until(last).map_or(0, |s| s.get_days()));
        self.articles >= STANDING && days.is_some_and(|days| days > STANDING_DAYS)
    }
}

/// A passage that two articles share.
#[derive(Clone, Debug, PartialEq)]
pub struct Passage {
    /// [`Copy`](RelationKind::Copy), [`Quotation`](RelationKind::Quotation) or [`Standing`](RelationKind::Standing).
    pub kind: RelationKind,
    /// In the one text.
    pub a: Span,
    /// In the other.
    pub b: Span,
    /// How many words are equal.
    pub equal: usize,
    /// Of how many, by the longer side.
    pub of: usize,
    /// Runs of equal words without a gap, in both texts, with their number of words.
    pub runs: Vec<(Span, Span, usize)>,
}

/// What two articles share.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Copying {
    /// Passages by their place in `a`.
    pub passages: Vec<Passage>,
    /// Equal words of copied passages.
    pub copied: usize,
    /// Words of its own that the shorter article has.
    pub own: usize,
    /// Share of all words of the shorter article that are equal, quoted ones too.
    pub whole: f32,
    /// Whether most of the shorter article is quotations.
    pub mostly_quotes: bool,
}

impl Copying {
    /// Whether one article was made from the other, or both from a third: they are one origin.
    pub fn is_copy(&self) -> bool {
        let share = self.copied as f32 / self.own.max(1) as f32;
        let quotes = self.mostly_quotes
            && self.copied >= COPIED_QUOTES.0
            && share >= COPIED_QUOTES.1
            && self.whole >= COPIED_QUOTES.2;
        quotes || [COPIED, COPIED_SHORT].iter().any(|(words, least)| self.copied >= *words && share >= *least)
    }

    /// Whether both items are the same words at the same place of a copied passage.
    pub fn holds(&self, a: &[Span], b: &[Span]) -> bool {
        self.equal_at(a, b, |kind| kind == RelationKind::Copy)
    }

    /// [`Copying::holds`], of shared quotations too.
    pub fn shares(&self, a: &[Span], b: &[Span]) -> bool {
        self.equal_at(a, b, |kind| kind != RelationKind::Standing)
    }

    /// Whether runs of equal words lead from nearly all of the shorter item to the other, or from most of it if that is much.
    fn equal_at(&self, a: &[Span], b: &[Span], fits: impl Fn(RelationKind) -> bool) -> bool {
        let length = |spans: &[Span]| spans.iter().map(|span| span.len()).sum::<usize>();
        let runs =
            self.passages.iter().filter(|passage| fits(passage.kind)).flat_map(|passage| &passage.runs);
        let equal: usize = runs.map(|(x, y, _)| carried(*x, *y, a, b)).sum();
        let shorter = length(a).min(length(b));
        10 * equal >= 9 * shorter || 2 * equal > shorter && equal >= MUCH
    }
}

/// Bytes of `a` in run `x` that lie in `b` when they are carried over to run `y`.
fn carried(x: Span, y: Span, a: &[Span], b: &[Span]) -> usize {
    let mut bytes = 0;
    for span in a {
        let (start, end) = (span.start().max(x.start()), span.end().min(x.end()));
        let (start, end) = (start + y.start(), end + y.start());
        let there =
            b.iter().map(|s| (end.min(s.end() + x.start())).saturating_sub(start.max(s.start() + x.start())));
        bytes += if start < end { there.sum() } else { 0 };
    }
    bytes
}

/// What two articles share. `standing` holds the fingerprints that are [standing](Spread::is_standing).
pub fn copying(a: &Words, b: &Words, standing: &BTreeSet<u64>) -> Copying {
    let fixed = (standing_words(a, standing), standing_words(b, standing));
    let aligned = align(a, b);
    let found = judge(a, b, aligned.iter().filter(|passage| is_passage(passage)), &fixed);
    // Once they are known to be one, what else they share was copied too.
    if found.is_copy() {
        judge(a, b, aligned.iter().filter(|passage| is_loose(passage)), &fixed)
    } else {
        found
    }
}

fn judge<'p>(
    a: &Words,
    b: &Words,
    aligned: impl Iterator<Item = &'p Aligned>,
    fixed: &(Vec<bool>, Vec<bool>),
) -> Copying {
    let own = own_words(a, &fixed.0).min(own_words(b, &fixed.1));
    let mostly_quotes = 2 * own < a.0.len().min(b.0.len());
    let mut found = Copying { own, mostly_quotes, ..Copying::default() };
    let mut equal = 0;
    for aligned in aligned {
        let kind = kind(a, b, aligned, &fixed.0);
        found.copied += if kind == RelationKind::Copy { own_equal(a, b, aligned) } else { 0 };
        equal += if kind == RelationKind::Standing { 0 } else { aligned.equal };
        found.passages.extend(passage(a, b, aligned, kind));
    }
    found.copied = found.copied.min(found.own);
    found.whole = equal as f32 / a.0.len().min(b.0.len()).max(1) as f32;
    found
}

fn is_passage(aligned: &Aligned) -> bool {
    aligned.longest_run() >= RUN || aligned.equal >= EDITED.0 && aligned.density() >= EDITED.1
}

fn is_loose(aligned: &Aligned) -> bool {
    is_passage(aligned) || aligned.equal >= LOOSE.0 && aligned.density() >= LOOSE.1
}

/// Which words belong to standing shingles.
fn standing_words(words: &Words, standing: &BTreeSet<u64>) -> Vec<bool> {
    let mut fixed = vec![false; words.0.len()];
    if !standing.is_empty() {
        for (_, first, last) in words.shingles().iter().filter(|(key, ..)| standing.contains(key)) {
            fixed[*first..=*last].fill(true);
        }
    }
    fixed
}

/// What a passage is: standing, a quotation and hardly a word more, or copied.
fn kind(a: &Words, b: &Words, aligned: &Aligned, fixed: &[bool]) -> RelationKind {
    let standing = fixed[aligned.a.clone()].iter().filter(|fixed| **fixed).count();
    let quoted = |words: &Words, part: &Range<usize>| words.0[part.clone()].iter().any(|w| w.quoted);
    if 2 * standing > aligned.a.len() {
        RelationKind::Standing
    } else if (quoted(a, &aligned.a) || quoted(b, &aligned.b)) && own_equal(a, b, aligned) < RUN {
        RelationKind::Quotation
    } else {
        RelationKind::Copy
    }
}

/// Equal words of a passage that are quoted on neither side, by the share of those that are.
fn own_equal(a: &Words, b: &Words, aligned: &Aligned) -> usize {
    let own = |words: &Words, part: &Range<usize>| {
        words.0[part.clone()].iter().filter(|w| !w.quoted).count() as f32 / part.len().max(1) as f32
    };
    let share = own(a, &aligned.a).min(own(b, &aligned.b));
    (aligned.equal as f32 * share) as usize
}

fn own_words(words: &Words, fixed: &[bool]) -> usize {
    words.0.iter().zip(fixed).filter(|(word, fixed)| !word.quoted && !**fixed).count()
}

fn passage(a: &Words, b: &Words, aligned: &Aligned, kind: RelationKind) -> Option<Passage> {
    Some(Passage {
        kind,
        a: a.cover(aligned.a.start, aligned.a.end.checked_sub(1)?)?,
        b: b.cover(aligned.b.start, aligned.b.end.checked_sub(1)?)?,
        equal: aligned.equal,
        of: aligned.a.len().max(aligned.b.len()),
        runs: aligned.runs.iter().filter_map(|run| exact(a, b, *run)).collect(),
    })
}

/// The spans of a run of equal words.
fn exact(a: &Words, b: &Words, (i, j, len): (usize, usize, usize)) -> Option<(Span, Span, usize)> {
    let last = len.checked_sub(1)?;
    Some((a.cover(i, i + last)?, b.cover(j, j + last)?, len))
}

#[cfg(test)]
mod tests;
