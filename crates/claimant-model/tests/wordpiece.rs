//! Wordpieces against the reference tokeniser.
//!
//! The reference is not needed here: `wordpiece.py`, which says how to run it, makes the same vocabulary and the same
//! strings, and wrote a hash of the pieces of every fifty of them to `wordpiece.txt`.

use claimant_model::WordPiece;

const EXPECTED: &str = include_str!("wordpiece.txt");
const BLOCK: usize = 50;

/// Runs of characters, some of each kind that tokenisation treats in a way of its own.
const RANGES: &[(u32, u32)] = &[
    (0x20, 0x7e),
    (0xa0, 0x24f),
    (0x300, 0x36f),
    (0x370, 0x52f),
    (0x590, 0x10ff),
    (0x1e00, 0x20cf),
    (0x2e80, 0x9fff),
    (0xac00, 0xd7a3),
    (0xf900, 0xffff),
    (0x1_0000, 0x1_ffff),
    (0x2_0000, 0x2_ffff),
    (0x0, 0x1f),
    (0x0, 0x10_ffff),
];

struct Random(u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % n as u64) as usize
    }
}

fn vocabulary() -> String {
    let ranges = [(0x21, 0x7e), (0x3b1, 0x3c9), (0x430, 0x44f), (0x4e00, 0x4e40)];
    let single = ranges.iter().flat_map(|&(first, last)| first..=last).filter_map(char::from_u32);
    let single = single.filter(|c| !c.is_ascii_uppercase()).map(String::from);
    let pairs = "bcdfghjklmnprstvwz".chars().flat_map(|a| "aeiou".chars().map(move |b| format!("{a}{b}")));
    let words = ["the", "ing", "ion", "said"].map(str::to_owned);
    let letters: Vec<String> = single.chain(pairs).chain(words).collect();
    let special = ["[UNK]", "[CLS]", "[SEP]"].map(str::to_owned);
    let continued = letters.iter().map(|piece| format!("##{piece}"));
    special.into_iter().chain(letters.clone()).chain(continued).collect::<Vec<_>>().join("\n")
}

fn string(random: &mut Random) -> String {
    let mut text = String::new();
    for _ in 0..random.below(24) {
        match random.below(8) {
            0..4 => {
                for _ in 0..=random.below(5) {
                    let first = b"aaaA"[random.below(4)];
                    text.push(char::from(first + random.below(26) as u8));
                }
            }
            4..6 => {
                let (first, last) = RANGES[random.below(RANGES.len())];
                let c = first + random.below((last - first + 1) as usize) as u32;
                text.push(char::from_u32(c).unwrap_or('?'));
            }
            _ => text.push(' '),
        }
    }
    text
}

/// FNV-1a over two bytes.
fn add(hash: u64, value: u16) -> u64 {
    value
        .to_le_bytes()
        .iter()
        .fold(hash, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x100_0000_01b3))
}

#[test]
fn pieces_are_those_of_the_reference() {
    let vocabulary = WordPiece::new(vocabulary().leak().as_bytes()).expect("a good vocabulary");
    let (mut random, mut ids) = (Random(2024), Vec::new());
    for (block, expected) in EXPECTED.lines().enumerate() {
        let mut hash = 0xcbf2_9ce4_8422_2325;
        for _ in 0..BLOCK {
            ids.clear();
            vocabulary.pieces(&string(&mut random), &mut ids);
            hash = add(ids.iter().fold(hash, |hash, id| add(hash, *id)), 0xffff);
        }
        assert_eq!(format!("{hash:016x}"), expected, "strings {} and following", block * BLOCK);
    }
}

#[test]
fn vocabularies_that_lack_something_are_refused() {
    for bad in [&b""[..], b"[UNK]\n[CLS]", b"\xff\n[UNK]\n[CLS]\n[SEP]"] {
        assert!(WordPiece::new(bad).is_err());
    }
    let many = "[UNK]\n[CLS]\n[SEP]\n".to_owned() + &"x\n".repeat(70_000);
    assert!(WordPiece::new(many.leak().as_bytes()).is_err());
}
