//! A document as the encoder sees it: pieces with features, in windows.
//!
//! A window is a run of whole paragraphs where they fit, so that pieces attend to their surroundings; a longer paragraph
//! is cut between sentences, and only a sentence that is too long by itself is cut between words.

use std::ops::Range;

use claimant_doc::Doc;

use crate::WordPiece;

/// Pieces of one word that are kept.
const MOST_PIECES: usize = 12;

/// A run of words that is encoded at once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Window {
    /// Its words, as indices into [`Doc::tokens`].
    pub words: Range<usize>,
    /// Its sentences or parts of them, in order; together they hold all its words.
    pub sentences: Vec<WindowSentence>,
    /// Piece ids, from `[CLS]` to `[SEP]`.
    pub(crate) pieces: Vec<u16>,
    /// One feature a piece.
    pub(crate) features: Vec<u8>,
    /// The first piece of each word, as index into `pieces`.
    pub(crate) first: Vec<u16>,
}

/// A sentence, or the part of it that is in a window.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WindowSentence {
    /// Index into [`Doc::sentences`].
    pub sentence: usize,
    /// Its words in this window, as indices into [`Doc::tokens`].
    pub words: Range<usize>,
}

impl Window {
    /// Pieces, `[CLS]` and `[SEP]` included.
    pub fn len(&self) -> usize {
        self.pieces.len()
    }

    /// Ids of its pieces.
    pub fn ids(&self) -> &[u16] {
        &self.pieces
    }

    /// Whether word `i`, counted in the window, stands inside a quotation, marks included.
    pub fn is_quoted(&self, i: usize) -> bool {
        let first = self.first.get(i).map(|first| usize::from(*first));
        first.and_then(|first| self.features.get(first)).is_some_and(|feature| *feature >= SHAPES)
    }

    /// Whether there are no pieces.
    pub fn is_empty(&self) -> bool {
        self.pieces.is_empty()
    }
}

/// The shape of a word: what lower-casing takes away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Shape {
    /// No letter that has cases.
    Uncased,
    /// All lower.
    Lower,
    /// First letter upper, no other one.
    Capital,
    /// One letter, upper.
    Initial,
    /// Two letters or more, all upper.
    Upper,
    /// Anything else: "iPhone", "McCain".
    Mixed,
}

/// How many shapes there are; features count shapes, then the same again inside quotations.
const SHAPES: u8 = 6;

impl Shape {
    /// The shape of `word`. Letters are its characters that are upper or lower case; the first letter is the first of
    /// these.
    pub fn of(word: &str) -> Shape {
        let mut letters = word.chars().filter(|c| c.is_uppercase() || c.is_lowercase());
        let Some(first) = letters.next() else { return Shape::Uncased };
        let (mut count, mut upper) = (1, usize::from(first.is_uppercase()));
        for c in letters {
            count += 1;
            upper += usize::from(c.is_uppercase());
        }
        match (first.is_uppercase(), upper) {
            (_, 0) => Shape::Lower,
            (_, upper) if upper == count => {
                if count == 1 {
                    Shape::Initial
                } else {
                    Shape::Upper
                }
            }
            (true, 1) => Shape::Capital,
            _ => Shape::Mixed,
        }
    }
}

/// Whether the words read so far have opened a quotation.
#[derive(Default)]
struct QuoteState {
    open: bool,
}

impl QuoteState {
    /// Whether `word`, the next one, stands inside a quotation, marks included.
    fn reads(&mut self, word: &str) -> bool {
        let was_open = self.open;
        self.open = match word {
            "“" | "«" => true,
            "”" | "»" => false,
            "\"" | "``" | "''" => !was_open,
            _ => was_open,
        };
        was_open || self.open
    }
}

/// A document's pieces, word by word.
struct Pieces {
    ids: Vec<u16>,
    /// One feature a word.
    features: Vec<u8>,
    /// Where each word's pieces start, and where the last ones end.
    starts: Vec<u32>,
}

impl Pieces {
    /// The pieces of the words of one paragraph, given as its sentences' words.
    fn of(doc: &Doc<'_>, words: Range<usize>, vocabulary: &WordPiece) -> Pieces {
        let (mut ids, mut features, mut starts) = (Vec::new(), Vec::new(), vec![0]);
        let mut quote = QuoteState::default();
        for word in doc.tokens.get(words).unwrap_or_default().iter().map(|token| token.span.of(doc.text())) {
            let before = ids.len();
            vocabulary.pieces(word, &mut ids);
            ids.truncate(before + MOST_PIECES);
            if ids.len() == before {
                ids.push(vocabulary.unknown);
            }
            features.push(Shape::of(word) as u8 + if quote.reads(word) { SHAPES } else { 0 });
            starts.push(u32::try_from(ids.len()).unwrap_or(u32::MAX));
        }
        Pieces { ids, features, starts }
    }

    fn range(&self, words: Range<usize>) -> Range<usize> {
        let start = |word: usize| self.starts.get(word).map_or(self.ids.len(), |&start| start as usize);
        start(words.start)..start(words.end)
    }
}

/// Cuts `doc` into windows of at most `most` pieces, `[CLS]` and `[SEP]` included.
pub(crate) fn windows(doc: &Doc<'_>, vocabulary: &WordPiece, most: usize) -> Vec<Window> {
    let mut cutter = Cutter { most, vocabulary, done: Vec::new(), current: None };
    let mut sentence = 0;
    for block in doc.sentences.chunk_by(|a, b| a.block == b.block) {
        let words = block[0].tokens.start..block[block.len() - 1].tokens.end;
        let pieces = Pieces::of(doc, words.clone(), vocabulary);
        let parts: Vec<(usize, Range<usize>)> =
            block.iter().enumerate().map(|(i, s)| (sentence + i, s.tokens.clone())).collect();
        sentence += block.len();
        cutter.add_block(&parts, words.start, &pieces);
    }
    cutter.finish()
}

struct Cutter<'v> {
    most: usize,
    vocabulary: &'v WordPiece,
    done: Vec<Window>,
    current: Option<Window>,
}

impl Cutter<'_> {
    /// Pieces that the current window can still take, `[SEP]` aside.
    fn room(&self) -> usize {
        self.most.saturating_sub(1 + self.current.as_ref().map_or(1, Window::len))
    }

    /// Adds a paragraph: sentences with their words, of which the first is `base`.
    fn add_block(&mut self, sentences: &[(usize, Range<usize>)], base: usize, pieces: &Pieces) {
        if pieces.ids.len() > self.room() {
            self.close();
        }
        for (sentence, words) in sentences {
            self.add_sentence(
                *sentence,
                words.start.saturating_sub(base)..words.end.saturating_sub(base),
                base,
                pieces,
            );
        }
    }

    fn add_sentence(&mut self, sentence: usize, words: Range<usize>, base: usize, pieces: &Pieces) {
        if pieces.range(words.clone()).len() > self.room() {
            self.close();
        }
        let mut rest = words;
        while !rest.is_empty() {
            let room = self.room();
            let fits = |end: usize| pieces.range(rest.start..end).len() <= room;
            let mut end = rest.start;
            while end < rest.end && fits(end + 1) {
                end += 1;
            }
            // A word that does not even fit into an empty window is taken nevertheless, with the pieces that fit.
            let end = end.max(rest.start + usize::from(self.current.is_none()));
            self.add_part(sentence, rest.start..end, base, pieces);
            rest.start = end;
            if !rest.is_empty() {
                self.close();
            }
        }
    }

    fn add_part(&mut self, sentence: usize, words: Range<usize>, base: usize, pieces: &Pieces) {
        if words.is_empty() {
            return;
        }
        let (begin, most) = (self.vocabulary.begin, self.most);
        let whole = base + words.start..base + words.end;
        let window = self.current.get_or_insert_with(|| Window {
            words: whole.start..whole.start,
            pieces: vec![begin],
            features: vec![0],
            ..Window::default()
        });
        for word in words {
            window.first.push(u16::try_from(window.pieces.len()).unwrap_or(u16::MAX));
            let ids = pieces.ids.get(pieces.range(word..word + 1)).unwrap_or_default();
            let room = most.saturating_sub(1 + window.pieces.len());
            window.pieces.extend(ids.iter().take(room));
            window.features.resize(window.pieces.len(), pieces.features.get(word).copied().unwrap_or(0));
        }
        window.words.end = whole.end;
        window.sentences.push(WindowSentence { sentence, words: whole });
    }

    fn close(&mut self) {
        if let Some(mut window) = self.current.take() {
            window.pieces.push(self.vocabulary.end);
            window.features.push(0);
            self.done.push(window);
        }
    }

    fn finish(mut self) -> Vec<Window> {
        self.close();
        self.done
    }
}

#[cfg(test)]
pub(crate) mod tests;
