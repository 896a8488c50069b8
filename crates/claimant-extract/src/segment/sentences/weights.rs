//! The model of sentence ends: one weight for every feature, found by its hash.

use super::gaps::{FEATURES, Gap};

/// How many weights there are; features whose hashes agree share one.
pub const TABLE: usize = 1 << 16;

/// The weights, one signed byte each. A table that is too short has no weight for what lies beyond it.
#[derive(Clone, Copy, Debug)]
pub struct Weights<'a> {
    bytes: &'a [u8],
}

impl<'a> Weights<'a> {
    /// A view of the bytes.
    pub const fn new(bytes: &'a [u8]) -> Weights<'a> {
        Weights { bytes }
    }

    /// Whether a sentence ends at a gap: what the rules say, unless the weights are sure of something else.
    pub fn is_end(self, gap: &Gap) -> bool {
        let kept = gap.abbreviated && !gap.ruled;
        !kept && self.sum(&gap.keys) > if gap.ruled { JOINED } else { PARTED }
    }

    /// The sum of the weights of a gap's features: above 0 the treebanks would rather end a sentence there.
    pub fn sum(self, keys: &[u32; FEATURES]) -> i32 {
        keys.iter().filter_map(|key| self.bytes.get(place(*key))).map(|byte| i32::from(*byte as i8)).sum()
    }
}

/// What the sum must exceed where the rules end a sentence, and where they end none. Chosen on held-out parts of the
/// treebanks, and so that in a thousand sentences of news two or three at most are cut otherwise than by rule.
const JOINED: i32 = -250;
const PARTED: i32 = 120;

/// Where in the table the weight of a feature stands.
pub fn place(key: u32) -> usize {
    (key >> 16) as usize
}
