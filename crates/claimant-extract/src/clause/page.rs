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

    pub fn word(&self, p: usize) -> &str {
        self.doc.word(self.token(p))
    }

    pub fn is_any(&self, p: usize, words: &[&str]) -> bool {
        words.iter().any(|word| self.is(p, word))
    }

    /// Whether tokens between position `p` and the one before it are not of the region.
    pub fn is_after_gap(&self, p: usize) -> bool {
        p > 0 && p < self.len() && self.tokens[p] != self.tokens[p - 1] + 1
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
                // Another speaker's words stand between: what comes after them is another clause.
                _ if q > start && self.is_after_gap(q) => return false,
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

    /// Whether a verb stands at `p` that can only be finite, or that takes an object as finite verbs do although it
    /// looks like a participle: "and struck a wall".
    pub fn is_finite_in_context(&self, p: usize) -> bool {
        let object = || matches!(self.tag(p + 1), Tag::Dt | Tag::PrpS | Tag::Prp);
        self.tag(p).is_finite() || self.tag(p) == Tag::Vbn && object()
    }

    /// Whether a participle heads the clause at `p`: "crossing state lines", "killing two".
    pub fn opens_gerund(&self, p: usize) -> bool {
        self.tag(self.past_adverbs(p)) == Tag::Vbg
    }

    /// Whether the word at `p` looks like a participle in "-ing".
    pub fn ends_in_ing(&self, p: usize) -> bool {
        let word = self.doc.word(self.token(p));
        word.len() > 5 && word.ends_with("ing")
    }

    /// "with over a million living in Russia": after "with", a noun phrase and its participle.
    pub fn is_absolute(&self, p: usize) -> bool {
        let mut named = false;
        for q in p..(p + 14).min(self.len()) {
            match self.tag(q) {
                Tag::Vbg | Tag::Vbn | Tag::Vbd if named => return true,
                tag if tag.is_noun() || tag == Tag::Prp => named = true,
                Tag::Comma | Tag::In | Tag::Dt | Tag::Cd | Tag::PrpS | Tag::Pos | Tag::Hyph => {}
                Tag::Jj | Tag::Jjr | Tag::Jjs | Tag::Quote => {}
                _ => return false,
            }
        }
        false
    }

    /// How the first clause of the region opens.
    pub fn opening(&self) -> super::Kind {
        let first = self.past_quotes(0);
        match () {
            () if (0..2).any(|p| self.opens_relative(p)) => super::Kind::Relative,
            () if self.is(first, "with") && self.is_absolute(first + 1) => super::Kind::Absolute,
            () => super::Kind::Main,
        }
    }
}
