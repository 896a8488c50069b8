//! Words between quotation marks: every kind of mark, nested, over paragraphs, with a lost closing mark.
//!
//! `"We will go," he said` → one quotation. A paragraph that opens with a mark while the one before it was never
//! closed continues that quotation. A mark that is never closed ends its quotation with the sentence it opens in,
//! at a lower score. Apostrophes, feet and inches, and elisions ("the '90s") are left alone.
//!
//! The surprising choice: double marks of all kinds close each other, because one article often mixes them.

mod glyph;

use claimant_doc::{Doc, Layer, Mark, Marks, Quotation, Span, Value, cover};

use super::Extractor;
use crate::Scores;
use glyph::{closes_later, glyph, is_lead};

/// Row of the table.
pub const EXTRACTOR: Extractor = Extractor {
    name: "quotation",
    about: "Words between quotation marks.",
    reads: &[],
    writes: Layer::Quotation,
    run,
};

/// Score of a quotation whose closing mark is there, and of one whose closing mark is lost.
const CLOSED: f32 = 0.95;
const LOST: f32 = 0.5;

/// Words of a tag.
const SAYING: &[&str] =
    &["said", "says", "told", "added", "adding", "asked", "wrote", "according", "stated", "replied"];

fn run(doc: &Doc<'_>, _scores: &Scores, _marks: &Marks) -> Vec<Mark> {
    let mut scan = Scan { doc, open: Vec::new(), carried: None, apart: false, found: Vec::new() };
    for block in blocks(doc) {
        scan.block(block);
    }
    scan.drop_carried();
    scan.found
}

/// Whether the mark there is a straight one. A curly one does not go on with what a straight one opened: that is another
/// writer's habit, and mostly a block of somebody else's prose.
fn is_straight(text: &str, at: usize) -> bool {
    text.as_bytes().get(at) == Some(&b'"')
}

/// The extent of each paragraph that holds a sentence.
fn blocks(doc: &Doc<'_>) -> Vec<Span> {
    doc.sentences
        .chunk_by(|a, b| a.block == b.block)
        .filter_map(|s| Some(s.first()?.span.to(s.last()?.span)))
        .collect()
}

/// Marks that can close each other.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Family {
    Double,
    Single,
}

/// What a mark can do where it stands.
#[derive(Clone, Copy, Debug)]
struct Glyph {
    family: Family,
    len: usize,
    opens: bool,
    closes: bool,
    /// Blanks on both sides.
    apart: bool,
}

/// A quotation that is open.
struct Open {
    family: Family,
    start: usize,
    /// Parts in paragraphs before this one.
    parts: Vec<Span>,
    /// Its mark stands apart from its words, as in tokenised text: the next one closes it, whatever it leans on.
    apart: bool,
}

struct Scan<'d, 'a> {
    doc: &'d Doc<'a>,
    open: Vec<Open>,
    /// A quotation that the last paragraph left open, for the next one to continue.
    carried: Option<Open>,
    /// Whether marks stand apart in this paragraph.
    apart: bool,
    found: Vec<Mark>,
}

impl Scan<'_, '_> {
    fn block(&mut self, block: Span) {
        let text = self.doc.text();
        let mut at = block.start();
        if let Some(mark) = glyph(text, at, block).filter(|mark| mark.opens && mark.family == Family::Double)
            && let Some(carried) =
                self.carried.take_if(|open| !is_straight(text, open.start) || is_straight(text, at))
        {
            self.open.push(Open { start: at, ..carried });
            at += mark.len;
        }
        self.drop_carried();
        self.apart = false;
        while at < block.end() {
            let step = text.as_bytes()[at..block.end()].iter().position(|b| is_lead(*b));
            let Some(step) = step else { break };
            at += step;
            match glyph(text, at, block) {
                Some(mark) => {
                    self.mark(at, mark, block);
                    at += mark.len;
                }
                None => at += text[at..].chars().next().map_or(1, char::len_utf8),
            }
        }
        self.end_of_block(block);
    }

    /// One mark: closes what is open, or opens.
    fn mark(&mut self, at: usize, mark: Glyph, block: Span) {
        let inside = self.open.iter().rposition(|open| open.family == mark.family);
        match inside {
            Some(depth) if depth + 1 == self.open.len() && self.nests(&self.open[depth], at, mark, block) => {
                self.opened(at, mark);
            }
            Some(depth) if mark.closes || self.open[depth].apart => {
                while self.open.len() > depth + 1 {
                    self.open.pop(); // an inner single mark that was an apostrophe after all
                }
                if let Some(open) = self.open.pop() {
                    self.close(open, at + mark.len, true);
                }
            }
            Some(depth) if mark.opens && mark.family == Family::Double && depth + 1 == self.open.len() => {
                // A second opening mark of the same family: the closing one before it was lost.
                if let Some(mut open) = self.open.pop() {
                    if self.goes_on(&open, at) {
                        open.parts.extend(Span::trimmed(self.doc.text(), open.start..at));
                        self.open.push(Open { start: at, ..open });
                        return;
                    }
                    self.lost(open, at);
                }
                self.opened(at, mark);
            }
            _ if mark.opens
                && (mark.family == Family::Double || closes_later(self.doc.text(), at + mark.len, block)) =>
            {
                self.opened(at, mark);
            }
            // `said." It held. "`: where marks stand apart, one may have slipped to the word before it.
            None if self.apart && mark.family == Family::Double && at + mark.len < block.end() => {
                self.opened(at, Glyph { apart: true, ..mark });
            }
            _ => {}
        }
    }

    /// Whether a curly pair opens in straight marks, or a straight one in curly ones: `"It isn't “one of us” any more"`.
    fn nests(&self, open: &Open, at: usize, mark: Glyph, block: Span) -> bool {
        /// A quotation in a quotation is short.
        const REACH: usize = 400;
        let text = self.doc.text();
        let starts = |at: usize, sought: char| text.get(at..).is_some_and(|rest| rest.starts_with(sought));
        if !mark.opens || mark.apart || open.apart {
            return false;
        }
        let next = |sought: char| {
            let marks = text[at + mark.len..block.end()].char_indices().take(REACH);
            marks.filter(|(_, c)| *c == sought).map(|(i, _)| i).next().unwrap_or(usize::MAX)
        };
        // In a paragraph of several the outer marks close in another: which are the outer ones is not sure there.
        if starts(open.start, '"') && starts(at, '“') {
            return next('”') < next('"') && next('"') < usize::MAX;
        }
        starts(open.start, '“')
            && starts(at, '"')
            && !mark.closes
            && next('"') < next('”')
            && next('”') < next('“')
    }

    fn opened(&mut self, at: usize, mark: Glyph) {
        self.apart |= mark.apart;
        self.open.push(Open { family: mark.family, start: at, parts: Vec::new(), apart: mark.apart });
    }

    /// Whether a second opening mark goes on with the quotation, as the first one of a paragraph does: it opens a
    /// sentence, and nobody's tag stands between.
    fn goes_on(&self, open: &Open, at: usize) -> bool {
        let between = self.doc.text().get(open.start..at).unwrap_or_default();
        let ended = between.trim_end().ends_with(['.', '!', '?']);
        ended && !between.split(|c: char| !c.is_alphanumeric()).any(|word| SAYING.contains(&word))
    }

    fn end_of_block(&mut self, block: Span) {
        let mut open = std::mem::take(&mut self.open);
        open.retain(|o| o.family == Family::Double);
        if let Some(mut first) = open.into_iter().next() {
            first.parts.extend(Span::trimmed(self.doc.text(), first.start..block.end()));
            self.carried = Some(first);
        }
    }

    /// A carried quotation that the next paragraph did not continue had lost its closing mark.
    fn drop_carried(&mut self) {
        if let Some(mut carried) = self.carried.take() {
            let end = carried.parts.pop().map_or(carried.start, Span::end);
            self.lost(carried, end);
        }
    }

    /// Ends a quotation without a closing mark: with the sentence it opens in.
    fn lost(&mut self, open: Open, limit: usize) {
        let sentence = self.doc.sentence_at(open.start).and_then(|i| self.doc.sentences.get(i));
        let end = sentence.map_or(limit, |s| s.span.end().min(limit));
        self.close(open, end, false);
    }

    fn close(&mut self, open: Open, end: usize, closed: bool) {
        let Open { start, mut parts, .. } = open;
        parts.extend(Span::trimmed(self.doc.text(), start..end));
        let words = |span: &Span| span.of(self.doc.text()).chars().any(char::is_alphanumeric);
        let depth = self.open.len().try_into().unwrap_or(u8::MAX);
        if let Some(span) = cover(&parts).filter(words) {
            let value = Value::Quotation(Quotation { parts, depth, closed });
            let score = if closed { CLOSED } else { LOST };
            self.found.push(Mark { span, value, score, by: EXTRACTOR.name });
        }
    }
}
