//! What the model of sentence ends looks at: the words around a gap between two tokens, what kind of word each is, how
//! long the sentence is by now, and what the rules say.

use claimant_doc::Token;

use super::kind::Kind;
use super::rules::End;

/// How many features a gap has.
pub const FEATURES: usize = 24;

/// A gap that may end a sentence.
#[derive(Clone, Copy, Debug)]
pub struct Gap {
    /// Where in the text the word before it ends, in bytes.
    pub at: usize,
    /// Whether the rules end a sentence there.
    pub ruled: bool,
    /// Whether an abbreviation stands before it: of those the rules know more.
    pub abbreviated: bool,
    /// Hashes of what is seen there.
    pub keys: [u32; FEATURES],
}

/// What the model sees of one token.
#[derive(Clone, Copy, Debug)]
struct Seen {
    kind: Kind,
    /// Hash of the word in small letters, digits alike.
    small: u32,
    /// Hash of its last three letters.
    ending: u32,
    /// No blank stands before it.
    adjacent: bool,
    /// What the rules say of the gap before it.
    ruled: bool,
}

const EDGE: Seen = Seen { kind: Kind::Edge, small: 1, ending: 1, adjacent: false, ruled: true };

/// The tokens of one block, as the model sees them.
pub struct View<'a> {
    tokens: &'a [Token],
    first: usize,
    seen: Vec<Seen>,
    certain: Vec<usize>,
    /// How much of the block is capitals, and whether it has stops.
    style: u32,
}

impl<'a> View<'a> {
    /// Looks at the tokens from `first` on, whose ends by rule are `ends`.
    pub fn new(text: &str, tokens: &'a [Token], first: usize, ends: &[End]) -> View<'a> {
        let of_block = tokens.get(first..).unwrap_or_default();
        let mut seen: Vec<Seen> = of_block.iter().map(|token| Seen::of(token.span.of(text))).collect();
        for (i, pair) in of_block.windows(2).enumerate() {
            if let ([before, token], Some(seen)) = (pair, seen.get_mut(i + 1)) {
                seen.adjacent = before.span.end() == token.span.start();
            }
        }
        ends.iter().filter_map(|end| end.at.checked_sub(first)).for_each(|at| {
            if let Some(seen) = seen.get_mut(at) {
                seen.ruled = true;
            }
        });
        let certain = ends.iter().filter(|end| end.certain).map(|end| end.at).collect();
        let style = style(&seen, ends.len());
        View { tokens, first, seen, certain, style }
    }

    /// Whether the rules alone end a sentence before token `next`.
    pub fn is_certain(&self, next: usize) -> bool {
        self.certain.binary_search(&next).is_ok()
    }

    /// The gap before token `next` of a sentence that starts at `start`, if it may end there.
    pub fn gap(&self, start: usize, next: usize) -> Option<Gap> {
        let i = next.checked_sub(self.first)?;
        let (before, after) = (self.at(i, -1), self.at(i, 0));
        let closes = after.kind == Kind::Closing || (after.adjacent && !after.ruled);
        let marked = after.ruled || before.kind.is_mark();
        if closes || !(marked || after.kind.may_open()) {
            return None;
        }
        let at = self.tokens.get(next.checked_sub(1)?)?.span.end();
        Some(Gap {
            at,
            ruled: after.ruled,
            abbreviated: before.kind == Kind::Abbreviation,
            keys: self.keys(start.checked_sub(self.first)?, i),
        })
    }

    fn at(&self, i: usize, by: isize) -> &Seen {
        i.checked_add_signed(by).and_then(|i| self.seen.get(i)).unwrap_or(&EDGE)
    }

    fn keys(&self, start: usize, i: usize) -> [u32; FEATURES] {
        let [aa, a, b, bb, bbb] = [-2, -1, 0, 1, 2].map(|by| self.at(i, by));
        let ruled = u32::from(b.ruled);
        let kind = |seen: &Seen| seen.kind as u32;
        let pair = ruled << 16 | kind(a) << 8 | kind(b);
        let first = self.at(start, 0);
        let long = bucket(i - start);
        let ahead = bucket(self.ahead(i));
        let run = self.capitals_before(start, i) << 4 | self.capitals_after(i);
        [
            key(1, pair, 0),
            key(2, ruled << 8 | kind(a), b.small),
            key(3, a.small, ruled << 8 | kind(b)),
            key(4, a.small, b.small),
            key(5, pair, kind(aa)),
            key(6, pair, kind(bb)),
            key(7, pair, kind(aa) << 8 | kind(bb)),
            key(8, pair, kind(bb) << 8 | kind(bbb)),
            key(9, b.small, bb.small),
            key(10, aa.small, a.small),
            key(11, aa.small, pair),
            key(12, bb.small, pair),
            key(13, pair, long),
            key(14, first.small, pair),
            key(15, kind(first) << 8 | long, pair),
            key(16, u32::from(b.adjacent) << 1 | u32::from(bb.adjacent), pair),
            key(17, self.style, pair),
            key(18, self.style << 8 | ahead, pair),
            key(19, a.ending, pair),
            key(20, run, pair),
            key(21, ahead << 8 | long, pair),
            key(22, kind(first), b.small),
            key(23, first.small, b.small),
            key(24, ahead << 8 | kind(a), b.small),
        ]
    }

    /// Tokens from `i` to the next end by rule.
    fn ahead(&self, i: usize) -> usize {
        let rest = self.seen.get(i + 1..).unwrap_or_default();
        1 + rest.iter().take(FAR).take_while(|seen| !seen.ruled).count()
    }

    fn capitals_before(&self, start: usize, i: usize) -> u32 {
        let words = self.seen.get(start..i).unwrap_or_default();
        words.iter().rev().take(5).take_while(|seen| seen.kind.is_capital()).count() as u32
    }

    fn capitals_after(&self, i: usize) -> u32 {
        let words = self.seen.get(i..).unwrap_or_default();
        words.iter().take(5).take_while(|seen| seen.kind.is_capital()).count() as u32
    }
}

/// How far the model looks for the next end by rule.
const FAR: usize = 24;

/// A length, coarsely.
fn bucket(length: usize) -> u32 {
    match length {
        0..=5 => length as u32,
        6..=8 => 6,
        9..=12 => 7,
        13..=20 => 8,
        21..=40 => 9,
        _ => 10,
    }
}

/// Of a block: whether half its words have capitals, whether rules find an end inside, how long it is.
fn style(seen: &[Seen], ends: usize) -> u32 {
    let words = seen.iter().filter(|seen| seen.kind.is_capital() || seen.kind == Kind::Small).count();
    let capitals = seen.iter().filter(|seen| seen.kind.is_capital()).count();
    let share = (capitals * 4 / words.max(1)) as u32;
    let stops = seen.last().is_some_and(|last| matches!(last.kind, Kind::Stop | Kind::Shout | Kind::Quote));
    share << 4 | u32::from(stops) << 3 | (ends.min(3) as u32) << 1 | u32::from(seen.len() > 12)
}

impl Seen {
    fn of(word: &str) -> Seen {
        let bytes = word.as_bytes();
        Seen {
            kind: Kind::of(word),
            small: hash(bytes.get(..LONGEST).unwrap_or(bytes)),
            ending: hash(bytes.get(bytes.len().saturating_sub(3)..).unwrap_or_default()),
            adjacent: false,
            ruled: false,
        }
    }
}

/// Longer words are as their first letters.
const LONGEST: usize = 24;

fn hash(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0x811c_9dc5, |hash, byte| {
        let byte = if byte.is_ascii_digit() { b'0' } else { byte.to_ascii_lowercase() };
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    })
}

fn key(template: u32, a: u32, b: u32) -> u32 {
    let mixed = a.wrapping_mul(0x9e37_79b1) ^ b.wrapping_mul(0x85eb_ca6b).rotate_left(13) ^ (template << 25);
    let mixed = (mixed ^ (mixed >> 15)).wrapping_mul(0x2c1b_3c6d);
    (mixed ^ (mixed >> 13)).wrapping_mul(0x297a_2d39)
}
