//! Looks ahead in a region, each of bounded length.

use claimant_doc::{Doc, Tag};

/// How far a look ahead goes, in tokens.
const REACH: usize = 16;

/// A region under work: positions count its tokens from 0.
#[derive(Clone, Copy)]
pub struct Page<'p, 'a> {
    /// The document.
    pub doc: &'p Doc<'a>,
    /// Its tokens that form the region.
    pub tokens: &'p [usize],
}

impl Page<'_, '_> {
    pub fn len(&self) -> usize {
        self.tokens.len()
    }

    fn token(&self, p: usize) -> usize {
        self.tokens.get(p).copied().unwrap_or(usize::MAX)
    }

    pub fn tag(&self, p: usize) -> Tag {
        self.doc.tag(self.token(p))
    }

    pub fn is(&self, p: usize, word: &str) -> bool {
        self.doc.is(self.token(p), word)
    }

    pub fn is_any(&self, p: usize, words: &[&str]) -> bool {
        words.iter().any(|word| self.is(p, word))
    }

    /// The first position from `p` that is no quotation mark.
    pub fn past_quotes(&self, mut p: usize) -> usize {
        while self.tag(p) == Tag::Quote {
            p += 1;
        }
        p
    }

    /// The first position from `p` that is no adverb.
    pub fn past_adverbs(&self, mut p: usize) -> usize {
        while matches!(self.tag(p), Tag::Rb | Tag::Rbr) {
            p += 1;
        }
        p
    }

    /// Whether a subject and its finite verb stand at `p`.
    pub fn opens_clause(&self, p: usize) -> bool {
        let start = self.past_adverbs(self.past_quotes(p));
        let mut named = false;
        for q in start..(start + REACH).min(self.len()) {
            let tag = self.tag(q);
            match tag {
                _ if tag.is_finite() => return named,
                Tag::Prp | Tag::Ex | Tag::Cd | Tag::Dt => named = true,
                _ if tag.is_noun() => named = true,
                Tag::In if q == start => return false,
                Tag::In
                | Tag::Pos
                | Tag::PrpS
                | Tag::Hyph
                | Tag::Pdt
                | Tag::Sym
                | Tag::Quote
                | Tag::Rb
                | Tag::Bracket => {}
                Tag::Jj | Tag::Jjr | Tag::Jjs | Tag::Vbn | Tag::Vbg | Tag::Rbs | Tag::Rbr => {}
                Tag::Cc if named => {}
                _ => return false,
            }
        }
        false
    }

    /// Whether a finite verb stands in `p..`, before a comma or stop.
    pub fn has_finite(&self, p: usize) -> bool {
        (p..(p + REACH).min(self.len()))
            .take_while(|q| !matches!(self.tag(*q), Tag::Comma | Tag::Stop | Tag::Colon))
            .any(|q| self.tag(q).is_finite())
    }

    /// "who", "which", "whose", "whom" or a relative "that" at `p`, with its verb after it.
    pub fn opens_relative(&self, p: usize) -> bool {
        match self.tag(p) {
            Tag::Wdt | Tag::WpS => self.has_finite(p + 1),
            Tag::Wp => self.is_any(p, &["who", "whom"]) && self.has_finite(p + 1),
            Tag::In => self.is(p, "that") && self.tag(self.past_adverbs(p + 1)).is_finite(),
            _ => false,
        }
    }

    /// How the first clause of the region opens.
    pub fn opening(&self) -> super::Kind {
        if (0..2).any(|p| self.opens_relative(p)) { super::Kind::Relative } else { super::Kind::Main }
    }
}
