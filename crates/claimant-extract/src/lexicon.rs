//! Word lists as data: `data/*.tsv`, embedded, parsed once; and the base form of a word.

pub mod lemma;
mod place;
mod storm;

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

pub use lemma::lemma;
pub use place::is_sort_of_place;
pub use storm::{is_of_storm, is_storm};

/// "not" in all its spellings, as tokens are cut.
pub fn is_not(word: &str) -> bool {
    ["not", "n't", "n’t", "nt"].iter().any(|not| word.eq_ignore_ascii_case(not))
}

/// The rows of a list: columns between tabs; blank lines and lines that start with `#` are not rows.
pub fn rows(tsv: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    tsv.lines()
        .filter(|line| !line.trim().is_empty() && !line.starts_with('#'))
        .map(|line| line.split('\t').map(str::trim).collect())
}

/// A list by its first column. Look-up only: nothing depends on the order inside.
pub struct Table<T> {
    by_key: HashMap<&'static str, T, BuildHasherDefault<Fx>>,
    longest: usize,
}

impl<T> Table<T> {
    /// Reads a list; `value` makes a row's value from its columns, the key included. The first of equal keys counts.
    pub fn parse(tsv: &'static str, value: impl Fn(&[&'static str]) -> Option<T>) -> Table<T> {
        let mut by_key = HashMap::default();
        for row in rows(tsv) {
            if let (Some(key), Some(value)) = (row.first().copied(), value(&row)) {
                by_key.entry(key).or_insert(value);
            }
        }
        let longest = by_key.keys().map(|key| key.len()).max().unwrap_or_default();
        Table { by_key, longest }
    }

    /// The value of exactly this key.
    pub fn get(&self, key: &str) -> Option<&T> {
        if key.len() > self.longest { None } else { self.by_key.get(key) }
    }

    /// The value of `word` in lower case.
    pub fn get_lower(&self, word: &str) -> Option<&T> {
        if word.len() > self.longest { None } else { lower(word, |word| self.by_key.get(word)) }
    }
}

/// Calls `then` with `word` in lower case, without allocating for words of ordinary length.
pub fn lower<R>(word: &str, then: impl FnOnce(&str) -> R) -> R {
    let mut buffer = [0u8; 64];
    match buffer.get_mut(..word.len()) {
        Some(letters) if word.is_ascii() => {
            letters.copy_from_slice(word.as_bytes());
            letters.make_ascii_lowercase();
            then(std::str::from_utf8(letters).unwrap_or(word))
        }
        _ => then(&word.to_lowercase()),
    }
}

/// A small fast hash for short words; the lists are ours, so nobody can aim at its collisions.
#[derive(Clone, Copy, Default)]
pub struct Fx(u64);

impl Hasher for Fx {
    fn write(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(8) {
            let mut word = [0u8; 8];
            for (to, from) in word.iter_mut().zip(chunk) {
                *to = *from;
            }
            self.write_u64(u64::from_le_bytes(word));
        }
    }

    fn write_u8(&mut self, byte: u8) {
        self.write_u64(u64::from(byte));
    }

    fn write_u64(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(5) ^ word).wrapping_mul(0x517c_c1b7_2722_0a95);
    }

    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 29)
    }
}

/// Whether "if" after this word asks, as "whether" does: "to determine |if| he fled".
pub fn leaves_open(word: &str) -> bool {
    const LEAVING_OPEN: &[&str] = &[
        "ask",
        "asked",
        "asking",
        "asks",
        "determine",
        "determined",
        "determining",
        "know",
        "known",
        "knew",
        "see",
        "sure",
        "tell",
        "unclear",
        "uncertain",
        "unknown",
        "unsure",
        "wonder",
        "wondered",
        "wondering",
    ];
    LEAVING_OPEN.iter().any(|open| word.eq_ignore_ascii_case(open))
}
