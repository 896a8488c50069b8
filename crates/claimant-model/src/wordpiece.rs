//! Words to wordpieces, as BERT's uncased tokeniser cuts them.
//!
//! Equal to the reference, piece for piece: what it takes away (control characters, accents), what it splits at
//! (blanks, punctuation, Chinese characters) and how it cuts the rest, longest known piece first.

mod characters;

use unicode_normalization::UnicodeNormalization;

use crate::ModelError;
use characters::Kind;

/// Words of more characters are unknown as a whole.
const LONGEST_WORD: usize = 100;
/// What stands before a piece that continues a word.
const CONTINUED: &str = "##";

/// The vocabulary and its special pieces.
#[derive(Debug)]
pub struct WordPiece {
    pieces: Pieces,
    /// Bytes of the longest piece.
    longest: usize,
    /// Id of `[UNK]`.
    pub unknown: u16,
    /// Id of `[CLS]`.
    pub begin: u16,
    /// Id of `[SEP]`.
    pub end: u16,
}

impl WordPiece {
    /// A vocabulary of one piece a line, in the order of the ids.
    ///
    /// # Errors
    /// [`ModelError::Vocabulary`] if it is not UTF-8, has more than 65,536 pieces or lacks a special one.
    pub fn new(vocabulary: &'static [u8]) -> Result<WordPiece, ModelError> {
        let text =
            std::str::from_utf8(vocabulary).map_err(|_| ModelError::Vocabulary("it is not UTF-8".into()))?;
        let pieces = Pieces::new(text.lines().collect())?;
        let special = |name: &str| {
            pieces.id("", name).ok_or_else(|| ModelError::Vocabulary(format!("it lacks {name}")))
        };
        let (unknown, begin, end) = (special("[UNK]")?, special("[CLS]")?, special("[SEP]")?);
        let longest = text.lines().map(str::len).max().unwrap_or(0);
        Ok(WordPiece { pieces, longest, unknown, begin, end })
    }

    /// How many pieces there are.
    pub fn len(&self) -> usize {
        self.pieces.all.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.pieces.all.is_empty()
    }

    /// Appends the ids of the pieces of `text`, which may hold blanks. Nothing is appended where nothing is left
    /// of it.
    pub fn pieces(&self, text: &str, ids: &mut Vec<u16>) {
        let plain = plain(text);
        for word in plain.split(char::is_whitespace) {
            let mut rest = word;
            while let Some(c) = rest.chars().next() {
                let end = if stands_alone(c) {
                    c.len_utf8()
                } else {
                    rest.find(stands_alone).unwrap_or(rest.len())
                };
                let (part, after) = rest.split_at(end);
                self.cut(part, ids);
                rest = after;
            }
        }
    }

    /// Cuts one word greedily; one `[UNK]` if any part is not in the vocabulary.
    fn cut(&self, word: &str, ids: &mut Vec<u16>) {
        let before = ids.len();
        let mut rest = word;
        let mut mark = "";
        if word.len() > LONGEST_WORD && word.chars().count() > LONGEST_WORD {
            ids.push(self.unknown);
            return;
        }
        while !rest.is_empty() {
            let Some((id, length)) = self.longest_known(mark, rest) else {
                ids.truncate(before);
                ids.push(self.unknown);
                return;
            };
            ids.push(id);
            rest = rest.get(length..).unwrap_or_default();
            mark = CONTINUED;
        }
    }

    /// The piece that is `mark` and the longest start of `text`, with that start's length in bytes.
    fn longest_known(&self, mark: &str, text: &str) -> Option<(u16, usize)> {
        let longest = self.longest.min(text.len());
        (1..=longest).rev().find_map(|length| Some((self.pieces.id(mark, text.get(..length)?)?, length)))
    }
}

/// Pieces by what they are: a table of their ids, each at its hash or at the next free place.
#[derive(Debug)]
struct Pieces {
    all: Vec<&'static str>,
    /// 1 + id, or 0; at least half of them are 0.
    places: Vec<u32>,
}

impl Pieces {
    fn new(all: Vec<&'static str>) -> Result<Pieces, ModelError> {
        if all.len() > 1 << 16 {
            return Err(ModelError::Vocabulary("it has more than 65,536 pieces".into()));
        }
        let mut places = vec![0_u32; (2 * all.len()).next_power_of_two()];
        for (i, piece) in all.iter().enumerate() {
            let mut at = hash(piece.bytes()) as usize % places.len();
            while places[at] != 0 && all[places[at] as usize - 1] != *piece {
                at = (at + 1) % places.len();
            }
            places[at] = i as u32 + 1;
        }
        Ok(Pieces { all, places })
    }

    /// The id of the piece that is `mark` and `text`.
    fn id(&self, mark: &str, text: &str) -> Option<u16> {
        let mut at = hash(mark.bytes().chain(text.bytes())) as usize % self.places.len();
        loop {
            let id = self.places[at].checked_sub(1)?;
            if self.all[id as usize].strip_prefix(mark) == Some(text) {
                return u16::try_from(id).ok();
            }
            at = (at + 1) % self.places.len();
        }
    }
}

/// FNV-1a.
fn hash(bytes: impl Iterator<Item = u8>) -> u32 {
    bytes.fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

/// `text` in lower case, without control characters and accents, with blanks around Chinese characters.
fn plain(text: &str) -> String {
    if text.is_ascii() && !text.bytes().any(|b| b.is_ascii_control()) {
        return text.to_ascii_lowercase();
    }
    let mut spaced = String::with_capacity(text.len() + 8);
    for c in text.chars().filter(|&c| is_kept(c)) {
        match c {
            c if is_chinese(c) => spaced.extend([' ', c, ' ']),
            c if c.is_whitespace() => spaced.push(' '),
            c => spaced.push(c),
        }
    }
    spaced.nfd().filter(|&c| Kind::of(c) != Kind::Accent).flat_map(char::to_lowercase).collect()
}

/// Whether `c` says anything.
fn is_kept(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r') || Kind::of(c) != Kind::Unsaid
}

/// Whether `c` is a piece of its own.
fn stands_alone(c: char) -> bool {
    Kind::of(c) == Kind::Punctuation
}

/// Whether `c` lies in the blocks that the reference takes for Chinese.
fn is_chinese(c: char) -> bool {
    matches!(u32::from(c),
        0x4e00..=0x9fff | 0x3400..=0x4dbf | 0x2_0000..=0x2_a6df | 0x2_a700..=0x2_b73f | 0x2_b740..=0x2_b81f
        | 0x2_b920..=0x2_ceaf | 0xf900..=0xfaff | 0x2_f800..=0x2_fa1f)
}
