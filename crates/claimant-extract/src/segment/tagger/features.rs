//! What the tagger looks at: keys of 32 bits, made of a word's letters, its neighbours and the tags before it.

use claimant_doc::Tag;

/// How many keys one token has.
pub const FEATURES: usize = 24;

/// What the tagger sees of one word.
#[derive(Clone, Copy, Debug)]
pub struct Word {
    /// Hash of the word as written, digits alike.
    pub exact: u32,
    /// Hash of the word in small letters, digits alike.
    pub small: u32,
    /// Hashes of its last one to four letters, small.
    pub endings: [u32; 4],
    /// Hash of its first two letters, small.
    pub start: u32,
    /// Capitals, digits, hyphens: see [`Word::of`].
    pub shape: u8,
    /// The tag of marks and numbers that can have but one.
    pub certain: Option<Tag>,
}

/// What stands before the first word and after the last.
const EDGE: Word =
    Word { exact: 1, small: 1, endings: [1; 4], start: 1, shape: 0, certain: Some(Tag::Other) };

const CAPITAL: u8 = 1;
const SHOUTED: u8 = 2;
const DIGIT: u8 = 4;
const MIXED: u8 = 8;
const LETTER: u8 = 16;
/// Four letters or more: in headlines small words stay small.
const LONG: u8 = 32;

impl Word {
    /// Looks at a word.
    pub fn of(word: &str) -> Word {
        let bytes = word.as_bytes();
        let (mut exact, mut small) = (SEED, SEED);
        for byte in bytes.iter().take(LONGEST) {
            exact = step(exact, alike(*byte));
            small = step(small, alike(byte.to_ascii_lowercase()));
        }
        let ending =
            |letters: usize| hash(bytes.get(bytes.len().saturating_sub(letters)..).unwrap_or_default());
        Word {
            exact,
            small,
            endings: [ending(1), ending(2), ending(3), ending(4)],
            start: hash(bytes.get(..2).unwrap_or(bytes)),
            shape: shape(word),
            certain: certain(word),
        }
    }

    fn is_capital(&self) -> bool {
        self.shape & CAPITAL != 0
    }
}

/// Longer words are as their first letters.
const LONGEST: usize = 40;
const SEED: u32 = 0x811c_9dc5;

fn step(hash: u32, byte: u8) -> u32 {
    (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
}

fn alike(byte: u8) -> u8 {
    if byte.is_ascii_digit() { b'0' } else { byte }
}

fn hash(bytes: &[u8]) -> u32 {
    bytes.iter().fold(SEED, |hash, byte| step(hash, alike(byte.to_ascii_lowercase())))
}

fn shape(word: &str) -> u8 {
    let mut shape = 0;
    let (mut small, mut large) = (false, 0);
    for c in word.chars().take(LONGEST) {
        small |= c.is_lowercase();
        large += usize::from(c.is_uppercase());
        shape |= if c.is_ascii_digit() { DIGIT } else { 0 } | if c.is_alphabetic() { LETTER } else { 0 };
    }
    let capital = word.starts_with(char::is_uppercase);
    shape |= if capital { CAPITAL } else { 0 };
    shape |= if word.len() > 3 { LONG } else { 0 };
    shape |= if large > 1 && !small { SHOUTED } else { 0 };
    shape | if large > usize::from(capital) && small { MIXED } else { 0 }
}

/// The tag of a mark or plain number.
fn certain(word: &str) -> Option<Tag> {
    Some(match word.as_bytes() {
        b"," => Tag::Comma,
        b"." | b"?" | b"!" | b"?!" | b"!?" | b"!!" => Tag::Stop,
        b";" | b":" | b"..." => Tag::Colon,
        b"(" | b")" | b"[" | b"]" | b"{" | b"}" => Tag::Bracket,
        b"\"" | b"''" | b"``" => Tag::Quote,
        b"$" => Tag::Sym,
        _ if matches!(word, "“" | "”" | "«" | "»" | "‘") => Tag::Quote,
        _ if matches!(word, "…" | "—") => Tag::Colon,
        _ if matches!(word, "€" | "£" | "¥" | "₹") => Tag::Sym,
        [b'0'..=b'9', rest @ ..] if rest.iter().all(|b| b.is_ascii_digit() || b".,:/".contains(b)) => Tag::Cd,
        _ => return None,
    })
}

/// How a sentence uses capitals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    /// Names and first words only.
    Plain,
    /// Every Word of a Headline.
    Title,
    /// ALL OF IT.
    Shouted,
}

impl Case {
    /// The case of a sentence.
    pub fn of(words: &[Word]) -> Case {
        let count = |bits: u8| words.iter().filter(|word| word.shape & bits == bits).count();
        let (letters, shouted) = (count(LETTER), count(LETTER | SHOUTED));
        let (long, capital) = (count(LETTER | LONG), count(LETTER | LONG | CAPITAL));
        if letters >= 3 && shouted * 4 >= letters * 3 {
            Case::Shouted
        } else if long >= 4 && capital * 5 >= long * 4 {
            Case::Title
        } else {
            Case::Plain
        }
    }
}

/// The key under which a word of one tag is frozen: as written, in small letters where capitals mean nothing.
pub fn frozen_key(word: &Word, case: Case) -> u32 {
    let as_written = case == Case::Plain || (case == Case::Title && word.shape & SHOUTED != 0);
    key(0, if as_written { word.exact } else { word.small }, 0)
}

fn key(template: u32, a: u32, b: u32) -> u32 {
    let mixed = a.wrapping_mul(0x9e37_79b1) ^ b.wrapping_mul(0x85eb_ca6b).rotate_left(13) ^ (template << 25);
    let mixed = (mixed ^ (mixed >> 15)).wrapping_mul(0x2c1b_3c6d);
    (mixed ^ (mixed >> 13)).wrapping_mul(0x297a_2d39) ^ template
}

/// Writes the keys of word `i`, whose nearest two tags are `last` (nearest first).
pub fn features(words: &[Word], i: usize, case: Case, last: [Tag; 2], keys: &mut [u32; FEATURES]) {
    let at = |by: isize| i.checked_add_signed(by).and_then(|i| words.get(i)).unwrap_or(&EDGE);
    let (word, before, next) = (at(0), at(-1), at(1));
    let [tag, tags] = [last[0] as u32 + 1, (last[0] as u32 + 1) << 8 | (last[1] as u32 + 1)];
    let first = i == 0 || before.certain == Some(Tag::Quote);
    let shape = u32::from(word.shape & !LONG) | u32::from(first) << 8 | (case as u32) << 9;
    let name = u32::from(word.is_capital() && !first) + if case == Case::Plain { 0 } else { 2 };
    let around = u32::from(before.is_capital()) << 1 | u32::from(next.is_capital());
    *keys = [
        key(1, 0, 0),
        key(2, word.small, 0),
        key(3, word.endings[0], shape),
        key(4, word.endings[1], name),
        key(5, word.endings[2], name),
        key(6, word.endings[3], name),
        key(7, word.start, 0),
        key(8, shape, around),
        key(9, tag, 0),
        key(10, tags, 0),
        key(11, tag << 2 | name, word.small),
        key(12, before.small, name),
        key(13, at(-2).small, 0),
        key(14, next.small, name),
        key(15, at(2).small, 0),
        key(16, next.endings[2], 0),
        key(17, before.endings[2], 0),
        key(18, tag << 2 | name, word.endings[2]),
        key(19, word.small, next.small),
        key(20, word.small, shape),
        key(21, tag, next.endings[1]),
        key(22, tags << 2 | name, word.endings[1]),
        key(23, tag, shape),
        key(24, shape, word.endings[2]),
    ];
}
