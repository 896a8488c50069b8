//! Where something stands in an article's text.
//!
//! Inside the program every offset is a byte offset into [`Article::text`](crate::Article::text); code points
//! appear only in a [`Record`](crate::Record), at the door.

use std::ops::Range;

use serde::{Deserialize, Serialize};

/// A half-open byte range of a text, on character boundaries, never empty.
///
/// Ordered by start, then end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    start: u32,
    end: u32,
}

impl Span {
    /// The span of `range` in `text`; `None` if it is empty, out of bounds or cuts a character.
    pub fn new(text: &str, range: Range<usize>) -> Option<Span> {
        let slice = text.get(range.clone())?;
        let (start, end) = (u32::try_from(range.start).ok()?, u32::try_from(range.end).ok()?);
        (!slice.is_empty()).then_some(Span { start, end })
    }

    /// [`Span::new`] without the blanks at both ends.
    pub fn trimmed(text: &str, range: Range<usize>) -> Option<Span> {
        let slice = text.get(range.clone())?;
        let start = range.start + (slice.len() - slice.trim_start().len());
        Span::new(text, start..start + slice.trim().len())
    }

    /// First byte.
    pub fn start(self) -> usize {
        self.start as usize
    }

    /// One past the last byte.
    pub fn end(self) -> usize {
        self.end as usize
    }

    /// Both ends as a range, to slice with.
    pub fn range(self) -> Range<usize> {
        self.start()..self.end()
    }

    /// Length in bytes.
    #[allow(clippy::len_without_is_empty)] // a span is never empty
    pub fn len(self) -> usize {
        self.end() - self.start()
    }

    /// The words of `text` that the span covers; empty if the span belongs to another text.
    pub fn of(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or_default()
    }

    /// The smallest span that covers both.
    pub fn to(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// Whether `other` lies wholly inside.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share at least one byte.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// A span whose ends are counted in another unit. Only [`Record`](crate::Record) may hold such spans.
    pub(crate) fn in_other_unit(start: u32, end: u32) -> Span {
        Span { start, end }
    }
}

/// Of things by place, sorted and apart, the one that holds `span`.
pub fn holder<T: Copy>(placed: &[(Span, T)], span: Span) -> Option<(Span, T)> {
    let after = placed.partition_point(|(place, _)| place.start() <= span.start());
    placed[..after].last().copied().filter(|(place, _)| place.contains(span))
}

/// The smallest span that covers all of `spans`; `None` if there are none.
pub fn cover(spans: &[Span]) -> Option<Span> {
    spans.iter().copied().reduce(Span::to)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_never_cuts_a_character_and_is_never_empty() {
        let text = "a é b";
        assert_eq!(Span::new(text, 2..4).map(|s| s.of(text)), Some("é"));
        assert_eq!(Span::new(text, 2..3), None);
        assert_eq!(Span::new(text, 1..1), None);
        assert_eq!(Span::new(text, 0..99), None);
        assert_eq!(Span::trimmed(text, 1..5).map(|s| s.of(text)), Some("é"));
        assert_eq!(Span::trimmed(text, 1..2), None);
    }
}
