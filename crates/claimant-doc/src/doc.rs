//! An article cut into sentences and tokens.

use std::ops::Range;

use crate::{Article, Span};

/// An article with its sentences and tokens. Owns no strings: everything is a span of the article's text.
#[derive(Clone, Debug)]
pub struct Doc<'a> {
    /// The article.
    pub article: &'a Article,
    /// Sentences in text order. Together they hold every token.
    pub sentences: Vec<Sentence>,
    /// Tokens in text order.
    pub tokens: Vec<Token>,
}

/// One sentence. It never crosses a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Where it stands, without outer blanks.
    pub span: Span,
    /// Its tokens, as indices into [`Doc::tokens`].
    pub tokens: Range<usize>,
    /// The paragraph it belongs to, counted from 0 over the text's blocks.
    pub block: usize,
}

/// One token. Tokenised as UD English: clitics ("'s", "n't") and hyphens between words stand alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// Its part of speech.
    pub tag: Tag,
}

impl<'a> Doc<'a> {
    /// The article's text.
    pub fn text(&self) -> &'a str {
        self.article.text()
    }

    /// The word of token `i`; empty beyond the last.
    pub fn word(&self, i: usize) -> &'a str {
        self.tokens.get(i).map_or("", |token| token.span.of(self.text()))
    }

    /// Whether token `i` is `word`, letter case aside.
    pub fn is(&self, i: usize, word: &str) -> bool {
        self.word(i).eq_ignore_ascii_case(word)
    }

    /// The tag of token `i`; [`Tag::Other`] beyond the last.
    pub fn tag(&self, i: usize) -> Tag {
        self.tokens.get(i).map_or(Tag::Other, |token| token.tag)
    }

    /// The span that tokens `range` cover; `None` if it is empty.
    pub fn span(&self, range: Range<usize>) -> Option<Span> {
        let tokens = self.tokens.get(range)?;
        Some(tokens.first()?.span.to(tokens.last()?.span))
    }

    /// The tokens that lie wholly inside `span`.
    pub fn tokens_in(&self, span: Span) -> Range<usize> {
        let first = self.tokens.partition_point(|token| token.span.start() < span.start());
        let last = self.tokens.partition_point(|token| token.span.end() <= span.end());
        first..last.max(first)
    }

    /// Index of the sentence that holds byte `offset`, else of the last one before it.
    pub fn sentence_at(&self, offset: usize) -> Option<usize> {
        self.sentences.partition_point(|s| s.span.start() <= offset).checked_sub(1)
    }
}

/// Part of speech, by the tags of the Penn Treebank; what no rule reads is [`Tag::Other`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
#[allow(missing_docs)]
pub enum Tag {
    /// Coordinating conjunction.
    Cc,
    /// Cardinal number.
    Cd,
    /// Determiner.
    Dt,
    /// Existential "there".
    Ex,
    /// Preposition or subordinating conjunction ("that" of a clause too).
    In,
    Jj,
    Jjr,
    Jjs,
    /// Modal.
    Md,
    Nn,
    Nns,
    Nnp,
    Nnps,
    /// Predeterminer.
    Pdt,
    /// Possessive "'s".
    Pos,
    /// Personal pronoun.
    Prp,
    /// Possessive pronoun.
    PrpS,
    Rb,
    Rbr,
    Rbs,
    /// Particle of a phrasal verb.
    Rp,
    /// "to".
    To,
    /// Verb: base form.
    Vb,
    /// Verb: past tense.
    Vbd,
    /// Verb: gerund.
    Vbg,
    /// Verb: past participle.
    Vbn,
    /// Verb: present, not third person singular.
    Vbp,
    /// Verb: present, third person singular.
    Vbz,
    /// "which", "that" as determiner of a relative clause.
    Wdt,
    /// "who", "what".
    Wp,
    /// "whose".
    WpS,
    /// "when", "where", "how".
    Wrb,
    /// Hyphen between parts of a word.
    Hyph,
    /// Comma.
    Comma,
    /// Sentence-final mark.
    Stop,
    /// Colon, semicolon, dash, ellipsis.
    Colon,
    /// Opening or closing quotation mark.
    Quote,
    /// Opening or closing bracket.
    Bracket,
    /// Currency sign and other symbols.
    Sym,
    /// Everything else.
    Other,
}

impl Tag {
    /// The tag that the Penn Treebank writes like this.
    pub fn from_penn(xpos: &str) -> Tag {
        const TAGS: &[(&str, Tag)] = &[
            ("CC", Tag::Cc),
            ("CD", Tag::Cd),
            ("DT", Tag::Dt),
            ("EX", Tag::Ex),
            ("IN", Tag::In),
            ("JJ", Tag::Jj),
            ("JJR", Tag::Jjr),
            ("JJS", Tag::Jjs),
            ("MD", Tag::Md),
            ("NN", Tag::Nn),
            ("NNS", Tag::Nns),
            ("NNP", Tag::Nnp),
            ("NNPS", Tag::Nnps),
            ("PDT", Tag::Pdt),
            ("POS", Tag::Pos),
            ("PRP", Tag::Prp),
            ("PRP$", Tag::PrpS),
            ("RB", Tag::Rb),
            ("RBR", Tag::Rbr),
            ("RBS", Tag::Rbs),
            ("RP", Tag::Rp),
            ("TO", Tag::To),
            ("VB", Tag::Vb),
            ("VBD", Tag::Vbd),
            ("VBG", Tag::Vbg),
            ("VBN", Tag::Vbn),
            ("VBP", Tag::Vbp),
            ("VBZ", Tag::Vbz),
            ("WDT", Tag::Wdt),
            ("WP", Tag::Wp),
            ("WP$", Tag::WpS),
            ("WRB", Tag::Wrb),
            ("HYPH", Tag::Hyph),
            (",", Tag::Comma),
            (".", Tag::Stop),
            (":", Tag::Colon),
            ("``", Tag::Quote),
            ("''", Tag::Quote),
            ("-LRB-", Tag::Bracket),
            ("-RRB-", Tag::Bracket),
            ("$", Tag::Sym),
            ("SYM", Tag::Sym),
            ("#", Tag::Sym),
        ];
        TAGS.iter().find(|(name, _)| *name == xpos).map_or(Tag::Other, |(_, tag)| *tag)
    }

    /// Any form of a verb that is not a modal.
    pub fn is_verb(self) -> bool {
        (Tag::Vb..=Tag::Vbz).contains(&self)
    }

    /// A verb form that can head a clause by itself: past, present or modal.
    pub fn is_finite(self) -> bool {
        matches!(self, Tag::Vbd | Tag::Vbp | Tag::Vbz | Tag::Md)
    }

    /// Common or proper noun.
    pub fn is_noun(self) -> bool {
        (Tag::Nn..=Tag::Nnps).contains(&self)
    }

    /// Punctuation of any kind.
    pub fn is_punctuation(self) -> bool {
        (Tag::Comma..=Tag::Bracket).contains(&self)
    }
}
