//! A draft in tokens, while quotations are dealt out.

use std::ops::Range;

use claimant_doc::{Doc, Span};

use crate::extractors::attribution::Draft;
use crate::extractors::attribution::page::Page;

/// A draft in tokens.
pub(super) struct Act {
    pub source: Range<usize>,
    /// Empty where it has none.
    pub cue: Range<usize>,
    /// Source and cue together.
    pub frame: Range<usize>,
    /// Sorted, apart.
    pub content: Vec<Range<usize>>,
    /// The quotation that its cue stands in; 0 for none.
    pub home: u32,
    changed: bool,
}

impl Act {
    pub fn of(page: &Page<'_, '_>, draft: &Draft) -> Act {
        let tokens = |spans: &[Span]| match (spans.first(), spans.last()) {
            (Some(first), Some(last)) => page.doc.tokens_in(first.to(*last)),
            _ => 0..0,
        };
        let (source, cue) = (tokens(&draft.source), tokens(&draft.cue));
        let frame = match (source.is_empty(), cue.is_empty()) {
            (true, _) => cue.clone(),
            (_, true) => source.clone(),
            _ if page.sentence(source.start) != page.sentence(cue.start) => cue.clone(),
            _ => source.start.min(cue.start)..source.end.max(cue.end),
        };
        let mut content: Vec<Range<usize>> =
            draft.content.iter().map(|span| page.doc.tokens_in(*span)).collect();
        content.sort_by_key(|range| (range.start, range.end));
        let home = if cue.is_empty() { 0 } else { page.quoted.get(cue.start).copied().unwrap_or(0) };
        Act { source, cue, frame, content, home, changed: false }
    }

    /// The draft with the content that the act has now; none where nothing is left.
    pub fn into_draft(self, doc: &Doc<'_>, draft: Draft) -> Option<Draft> {
        if !self.changed {
            return Some(draft);
        }
        let content: Vec<Span> = self.content.into_iter().filter_map(|range| doc.span(range)).collect();
        (!content.is_empty()).then_some(Draft { content, ..draft })
    }

    /// Whether token `i` is in the content.
    pub fn holds(&self, i: usize) -> bool {
        self.content.iter().any(|range| range.contains(&i))
    }

    /// Adds tokens to the content.
    pub fn add(&mut self, parts: &[Range<usize>]) {
        for part in parts {
            let from = self.content.partition_point(|range| range.end < part.start);
            let to = from + self.content[from..].partition_point(|range| range.start <= part.end);
            let near = &self.content[from..to];
            if near.iter().any(|range| range.start <= part.start && part.end <= range.end) {
                continue;
            }
            let start = near.first().map_or(part.start, |range| range.start.min(part.start));
            let end = near.last().map_or(part.end, |range| range.end.max(part.end));
            self.content.splice(from..to, std::iter::once(start..end));
            self.changed = true;
        }
    }

    /// Takes tokens from the content.
    pub fn take(&mut self, parts: &[Range<usize>]) {
        for part in parts {
            let rest = |range: &Range<usize>| {
                [range.start..range.end.min(part.start), range.start.max(part.end)..range.end]
            };
            if self.content.iter().any(|range| range.start < part.end && part.start < range.end) {
                self.content = self.content.iter().flat_map(rest).filter(|range| !range.is_empty()).collect();
                self.changed = true;
            }
        }
    }

    /// Whether all of the content lies in `parts`.
    pub fn lies_within(&self, parts: &[Range<usize>]) -> bool {
        let within = |range: &Range<usize>| {
            parts.iter().any(|part| part.start <= range.start && range.end <= part.end)
        };
        self.content.iter().all(within)
    }
}
