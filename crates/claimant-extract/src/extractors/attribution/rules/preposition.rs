//! "According to leaked data, …".

use claimant_doc::Tag;

use super::{Found, Scene};
use crate::extractors::attribution::cues;

/// How sure a prepositional cue makes us.
const SCORE: f32 = 0.9;

impl Scene<'_, '_, '_> {
    /// A prepositional cue at token `i`: the source follows it, the content is the rest of its clause.
    pub(super) fn preposition(&self, i: usize) -> Option<Found> {
        let doc = self.doc();
        let hit = cues::preposition(doc, i)?;
        let opens =
            (self.start..i).all(|k| matches!(doc.tag(k), Tag::Cc | Tag::Rb | Tag::Quote | Tag::Comma));
        let source_start = hit.tokens.end;
        let source_end = self.source_of_preposition(source_start, opens);
        if source_end == source_start {
            return None;
        }
        let after = if doc.tag(source_end) == Tag::Comma { source_end + 1 } else { source_end };
        let content = if opens {
            self.clause(after)
        } else {
            let before = self.content_before(i);
            let goes_on = doc.tag(source_end) == Tag::Comma && self.continues(after);
            let rest = if goes_on { after..self.clause_end(after) } else { after..after };
            self.spans([before..i, rest])
        };
        (!content.is_empty()).then_some(Found {
            source: Some(source_start..source_end),
            cue: hit.tokens,
            content,
            stance: hit.cue.stance,
            score: SCORE,
        })
    }

    /// One past the source: to the comma where the clause follows, over appositions.
    fn source_of_preposition(&self, from: usize, opens: bool) -> usize {
        let doc = self.doc();
        if opens {
            return self.opening_source(from);
        }
        let end = self.page.source_end(from, self.end);
        if end >= self.end || doc.tag(end) == Tag::Comma {
            return end;
        }
        // "In Oslo, according to AFP, the UN has …": what a verb follows is its subject and no apposition.
        let phrase = self.page.phrase_end(from, self.end);
        if doc.tag(phrase) == Tag::Comma && doc.tag(end).is_finite() {
            return phrase;
        }
        // At the end of a sentence a relative clause or participle may follow the phrase.
        let breaks = |k: usize| matches!(doc.tag(k), Tag::Comma | Tag::Colon) || self.page.is_quoted(k);
        let plain = !(end..self.end).any(breaks) && !self.has_finite(end..self.end);
        if plain { self.end } else { end }
    }

    /// "According to Fadil Orm, a spokesman, the bridge fell": an apposition only where the clause comes after it.
    fn opening_source(&self, from: usize) -> usize {
        let doc = self.doc();
        let comma =
            |from: usize| (from..self.end).find(|k| doc.tag(*k) == Tag::Comma && !self.page.is_quoted(*k));
        let Some(first) = comma(from) else { return self.page.phrase_end(from, self.end) };
        if self.has_finite(from..first)
            && !matches!(doc.tag(first + 1), Tag::Wp)
            && self.page.phrase_end(from, first) < first
        {
            return self.page.phrase_end(from, self.end);
        }
        match comma(first + 1) {
            Some(second)
                if self.page.is_apposition(first + 1, second)
                    && !self.has_finite(first + 1..second)
                    && self.opens_main_clause(second + 1) =>
            {
                second
            }
            _ => first,
        }
    }

    /// Where the clause before a prepositional cue starts: the sentence, or after the last main break.
    fn content_before(&self, i: usize) -> usize {
        let doc = self.doc();
        let brk = (self.start..i).rev().find(|k| doc.word(*k) == ";");
        let start = brk.map_or_else(|| self.clause_start(), |k| k + 1);
        self.quotation(start).map_or(start, |q| self.extent(q).start)
    }

    /// Whether the clause that was broken off goes on at token `i`.
    fn continues(&self, i: usize) -> bool {
        let doc = self.doc();
        let open = || !self.has_finite(self.clause_start()..i);
        doc.tag(i).is_finite() || (doc.tag(i) == Tag::In || self.opens_main_clause(i)) && open()
    }
}
