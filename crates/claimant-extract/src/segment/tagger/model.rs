//! The model's bytes.
//!
//! ```text
//! "CLTG" | 2^15 + 1 offsets, u32 little endian | rows
//! row = low 16 bits of its key | count | count × (tag, weight as i8)
//! ```
//!
//! The high 15 bits of a key choose the offset, and the rows up to the next one are searched. A row of one tag with
//! weight -128 freezes the word.

use claimant_doc::Tag;

use super::{FEATURES, TAGS};

const MAGIC: &[u8; 4] = b"CLTG";
const BITS: u32 = 15;
const BUCKETS: usize = 1 << BITS;
const ROWS_AT: usize = MAGIC.len() + 4 * (BUCKETS + 1);
const FROZEN: i8 = i8::MIN;

/// A key and its weights by tag number. Alone and with weight -128, a tag is frozen.
pub type Row = (u32, Vec<(u8, i8)>);

/// A model in its bytes.
#[derive(Clone, Copy, Debug)]
pub struct Model<'a> {
    bytes: &'a [u8],
}

impl<'a> Model<'a> {
    /// A view of the bytes; whatever is wrong with them shows as features without weights.
    pub const fn new(bytes: &'a [u8]) -> Model<'a> {
        Model { bytes }
    }

    /// The only tag of a word, if it is frozen.
    pub fn frozen(self, key: u32) -> Option<Tag> {
        match self.row(key) {
            [tag, weight] if *weight as i8 == FROZEN => TAGS.get(usize::from(*tag)).copied(),
            _ => None,
        }
    }

    /// The tag with the highest sum; the first one of equals.
    pub fn best(self, keys: &[u32; FEATURES]) -> Tag {
        let mut sums = [0i32; TAGS.len()];
        for key in keys {
            for pair in self.row(*key).chunks_exact(2) {
                if let [tag, weight] = pair
                    && let Some(sum) = sums.get_mut(usize::from(*tag))
                {
                    *sum += i32::from(*weight as i8);
                }
            }
        }
        let mut best = (i32::MIN, Tag::Other);
        for (sum, tag) in sums.into_iter().zip(TAGS) {
            best = if sum > best.0 { (sum, tag) } else { best };
        }
        best.1
    }

    /// The pairs of tag and weight of a key; empty if it has none.
    fn row(self, key: u32) -> &'a [u8] {
        let bucket = (key >> (32 - BITS)) as usize;
        let mut rows = match (self.offset(bucket), self.offset(bucket + 1)) {
            (Some(from), Some(to)) => self.bytes.get(from..to).unwrap_or_default(),
            _ => return &[],
        };
        let [low, high] = (key as u16).to_le_bytes();
        while let [a, b, count, rest @ ..] = rows {
            let Some((row, others)) = rest.split_at_checked(2 * usize::from(*count)) else { break };
            if *a == low && *b == high {
                return row;
            }
            rows = others;
        }
        &[]
    }

    fn offset(self, bucket: usize) -> Option<usize> {
        let at = MAGIC.len() + 4 * bucket;
        let bytes = self.bytes.get(at..at + 4)?;
        Some(ROWS_AT + u32::from_le_bytes(bytes.try_into().ok()?) as usize)
    }
}

/// The bytes of a model. Of rows whose keys cannot be told apart the first counts.
pub fn pack(mut rows: Vec<Row>) -> Vec<u8> {
    rows.sort_by_key(|(key, _)| *key);
    rows.dedup_by_key(|(key, _)| (*key >> (32 - BITS), *key as u16));
    let mut bytes = MAGIC.to_vec();
    let (mut offsets, mut body) = (Vec::with_capacity(BUCKETS + 1), Vec::new());
    for (key, pairs) in &rows {
        offsets.resize((key >> (32 - BITS)) as usize + 1, body.len() as u32);
        body.extend((*key as u16).to_le_bytes());
        body.push(pairs.len() as u8);
        body.extend(pairs.iter().flat_map(|(tag, weight)| [*tag, *weight as u8]));
    }
    offsets.resize(BUCKETS + 1, body.len() as u32);
    bytes.extend(offsets.iter().flat_map(|offset| offset.to_le_bytes()));
    bytes.extend(body);
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_found_again() {
        let rows =
            vec![(7, vec![(3, 5), (4, -9)]), (0xffff_ffff, vec![(1, FROZEN)]), (0x8000_0001, vec![(2, 8)])];
        let bytes = pack(rows);
        let model = Model::new(&bytes);
        assert_eq!(model.row(7), [3, 5, 4, 247]);
        assert_eq!(model.frozen(0xffff_ffff), Some(TAGS[1]));
        assert_eq!(model.frozen(0x8000_0001), None);
        assert_eq!(model.best(&[0x8000_0001; FEATURES]), TAGS[2]);
        assert!(model.row(8).is_empty());
    }

    #[test]
    fn a_damaged_model_never_panics() {
        let bytes = pack((0..5000u32).map(|i| (i.wrapping_mul(2_654_435_761), vec![(i as u8, 9)])).collect());
        let mut noise = bytes.clone();
        noise.iter_mut().enumerate().for_each(|(i, byte)| *byte ^= (i * 31 % 251) as u8);
        for damaged in [&bytes[..0], &bytes[..100], &bytes[..bytes.len() - 3], &noise[..]] {
            for key in (0..1000u32).map(|i| i.wrapping_mul(2_654_435_761)) {
                Model::new(damaged).frozen(key);
                Model::new(damaged).best(&[key; FEATURES]);
            }
        }
    }
}
