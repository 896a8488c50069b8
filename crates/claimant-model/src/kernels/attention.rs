//! Attention of one window: each head weighs the values of all pieces by how their keys fit a piece's query.
//!
//! In bytes: a head's queries, keys and values have one scale each in a window, and weights are rounded to 255ths of the
//! greatest. Sums of products are thus whole numbers, and the same whatever their order.

use super::product::{BLOCK, Dot, Line, Sums, TILE, next_block, sums_of, sums_of_weights};
use super::quantise::{ROUNDER, whole};
use super::{LANES, on_each_path};

/// Width of a head.
pub const HEAD: usize = TILE;
/// Groups of four bytes of a head.
const GROUPS: usize = HEAD / 4;
/// What stands for 0 in the bytes of a query.
const ZERO: i32 = 128;

/// One head at a time: its bytes, laid out as the product reads them.
#[derive(Debug, Default)]
pub struct Scratch {
    /// `which x GROUPS`.
    queries: Vec<[u8; 4]>,
    /// Tiles of [`TILE`] pieces, [`GROUPS`] lines each.
    keys: Vec<[Line; 2]>,
    /// What is too much in each key's score, since a query's bytes are not its numbers; where there is no key, so much that
    /// its score is the least. `tiles x TILE`.
    excess: Vec<i32>,
    /// A line for four pieces; as many as fill [`LANES`] pieces.
    values: Vec<[Line; 2]>,
    /// Of a block of queries, `BLOCK x tiles x TILE`.
    scores: Vec<i32>,
    /// The same, `BLOCK x lines of values`; 0 where there is no piece.
    weights: Vec<[u8; 4]>,
}

on_each_path! {
    /// Attention of the rows `which` of `qkv` over all its rows: `qkv` has a block of `rows x 32` for each head's queries,
    /// then as many for keys and for values; `out` has a row of `width`, a multiple of [`HEAD`], for each of `which`. A row
    /// that is not there asks for nothing.
    ///
    /// `q`, `k` and `v` are rounded to 127ths of the greatest of their head; `s` are these units. The weight of a piece is
    /// `w = round(255 * 2^((qk - most) * s_q * s_k * log2(e) / sqrt(32)))`, where `most` is the greatest `qk`, and a row of
    /// `out` is `sum(w v) * (s_v / sum(w))`.
    attend(qkv: &[f32], which: &[u16], width: usize, scratch: &mut Scratch, out: &mut [f32]) = attend_all<Bytes>
}

/// # Safety
/// The processor must have the instructions that `D` names.
#[inline(always)]
unsafe fn attend_all<D: Dot>(
    qkv: &[f32],
    which: &[u16],
    width: usize,
    scratch: &mut Scratch,
    out: &mut [f32],
) {
    let heads = width / HEAD;
    let pieces = qkv.len() / (3 * width).max(1);
    if pieces == 0 || heads == 0 || which.is_empty() {
        return out.fill(0.0);
    }
    let mut sums = Sums([[0; TILE]; BLOCK]);
    for head in 0..heads {
        let part = |part: usize| qkv[(part * heads + head) * pieces * HEAD..][..pieces * HEAD].as_chunks().0;
        let (by_query, by_value) = (scratch.take_queries(part(0), which), scratch.take_values(part(2)));
        // SAFETY: passed on to the caller.
        unsafe {
            let by_key = scratch.take_keys::<D>(part(1), &mut sums);
            let head_of = &mut out[head * HEAD..];
            scratch.weigh::<D>((pieces, by_query * by_key, by_value), &mut sums, width, head_of);
        }
    }
}

impl Scratch {
    /// Lays out the queries of some pieces; returns their unit, as the others do.
    #[inline(always)]
    fn take_queries(&mut self, queries: &[[f32; HEAD]], which: &[u16]) -> f32 {
        let (unit, inverse) = unit(queries);
        self.queries.resize(which.len() * GROUPS, [0; 4]);
        for (which, bytes) in which.iter().zip(self.queries.as_flattened_mut().as_chunks_mut::<HEAD>().0) {
            let query = queries.get(usize::from(*which)).unwrap_or(&[0.0; HEAD]);
            *bytes = bytes_of(query, inverse, ZERO);
        }
        unit
    }

    /// # Safety
    /// The processor must have the instructions that `D` names.
    #[inline(always)]
    unsafe fn take_keys<D: Dot>(&mut self, keys: &[[f32; HEAD]], sums: &mut Sums) -> f32 {
        let (unit, inverse) = unit(keys);
        let tiles = keys.len().div_ceil(TILE);
        self.keys.resize(tiles * GROUPS, [[0; 64]; 2]);
        self.excess.resize(tiles * TILE, 0);
        let ones = [[(D::TAKEN + 1) as u8; 4]; GROUPS];
        for ((keys, lines), excess) in
            keys.chunks(TILE).zip(self.keys.chunks_exact_mut(GROUPS)).zip(self.excess.chunks_exact_mut(TILE))
        {
            for (i, key) in keys.iter().enumerate() {
                let bytes = bytes_of(key, inverse, 0);
                for (bytes, line) in bytes.as_chunks::<4>().0.iter().zip(&mut *lines) {
                    line.as_flattened_mut().as_chunks_mut::<4>().0[i] = *bytes;
                }
            }
            // SAFETY: passed on to the caller.
            unsafe { sums_of::<D>(&ones, lines, sums) };
            for (i, (excess, sum)) in excess.iter_mut().zip(sums.0[0]).enumerate() {
                *excess = if i < keys.len() { (ZERO - D::TAKEN) * sum } else { 1 << 30 };
            }
        }
        unit
    }

    #[inline(always)]
    fn take_values(&mut self, values: &[[f32; HEAD]]) -> f32 {
        let (unit, inverse) = unit(values);
        self.values.resize(values.len().div_ceil(LANES) * LANES / 4, [[0; 64]; 2]);
        let mut fours = values.chunks(4);
        for line in &mut self.values {
            let mut words = [0; HEAD];
            for (at, value) in fours.next().unwrap_or_default().iter().enumerate() {
                for (word, x) in words.iter_mut().zip(value) {
                    *word |= (whole(x * inverse) & 0xff) << (8 * at);
                }
            }
            for (bytes, word) in line.as_flattened_mut().as_chunks_mut().0.iter_mut().zip(words) {
                *bytes = word.to_le_bytes();
            }
        }
        unit
    }

    /// Weighs the values for all queries, block by block. `unit` is that of a product of query and key.
    ///
    /// # Safety
    /// The processor must have the instructions that `D` names.
    #[inline(always)]
    unsafe fn weigh<D: Dot>(
        &mut self,
        (pieces, unit, by_value): (usize, f32, f32),
        sums: &mut Sums,
        width: usize,
        out: &mut [f32],
    ) {
        /// 1 / sqrt(HEAD), and powers of two instead of e.
        const FACTOR: f32 = 0.176_776_7 * std::f32::consts::LOG2_E;
        let taken =
            if D::TAKEN == 0 { [0; TILE] } else { sums_of_weights(&self.values).map(|sum| D::TAKEN * sum) };
        let (stride, groups) = (self.excess.len(), self.values.len());
        self.scores.resize(BLOCK * stride, 0);
        self.weights.resize(BLOCK * groups, [0; 4]);
        let (mut queries, mut out) = (&self.queries[..], out.chunks_mut(width));
        while !queries.is_empty() {
            let block = next_block::<D>(queries.len() / GROUPS);
            let (now, later) = queries.split_at(block * GROUPS);
            queries = later;
            for (tile, (keys, excess)) in
                self.keys.chunks_exact(GROUPS).zip(self.excess.as_chunks::<TILE>().0).enumerate()
            {
                // SAFETY: passed on to the caller.
                unsafe { sums_of::<D>(now, keys, sums) };
                for (sums, scores) in sums.0[..block].iter().zip(self.scores.chunks_exact_mut(stride)) {
                    let mut line = *sums;
                    line.iter_mut().zip(excess).for_each(|(sum, excess)| *sum = sum.wrapping_sub(*excess));
                    scores[tile * TILE..][..TILE].copy_from_slice(&line);
                }
            }
            let mut totals = [0; BLOCK];
            let rows = self.scores.chunks_exact(stride).zip(self.weights.chunks_exact_mut(groups));
            for (total, (scores, weights)) in totals[..block].iter_mut().zip(rows) {
                *total = weights_of(scores, pieces, unit * FACTOR, weights.as_flattened_mut());
            }
            // SAFETY: passed on to the caller.
            unsafe { sums_of::<D>(&self.weights[..block * groups], &self.values, sums) };
            for ((sums, total), out) in sums.0[..block].iter().zip(totals).zip(&mut out) {
                let factor = by_value / total as f32;
                let mut mean = [0.0; HEAD];
                for (mean, (sum, taken)) in mean.iter_mut().zip(sums.iter().zip(taken)) {
                    *mean = (sum + taken) as f32 * factor;
                }
                if let Some(out) = out.first_chunk_mut() {
                    *out = mean;
                }
            }
        }
    }
}

/// The unit of some rows, a 127th of the greatest number, and its inverse; 1 where they cannot be used.
#[inline(always)]
fn unit(rows: &[[f32; HEAD]]) -> (f32, f32) {
    let mut most = [0.0_f32; HEAD];
    for row in rows {
        for (most, x) in most.iter_mut().zip(row) {
            *most = if x.abs() > *most { x.abs() } else { *most };
        }
    }
    let unit = most.into_iter().fold(0.0, |a, b| if b > a { b } else { a }) / 127.0;
    let inverse = 1.0 / unit;
    if unit.is_finite() && inverse.is_finite() { (unit, inverse) } else { (1.0, 1.0) }
}

/// Numbers as bytes, of which `zero` stands for 0.
#[inline(always)]
fn bytes_of(row: &[f32; HEAD], inverse: f32, zero: i32) -> [u8; HEAD] {
    let mut bytes = [0; HEAD];
    for (byte, x) in bytes.iter_mut().zip(row) {
        *byte = whole(x * inverse).wrapping_add(zero) as u8;
    }
    bytes
}

/// Scores to weights: 255 for the greatest, and 0 beyond the last piece; returns their sum.
#[inline(always)]
fn weights_of(scores: &[i32], pieces: usize, factor: f32, weights: &mut [u8]) -> i32 {
    let most = scores.iter().fold(i32::MIN, |most, score| if *score > most { *score } else { most });
    let mut sum = 0;
    for (score, to) in scores.iter().zip(&mut *weights) {
        let weight = weight(score.wrapping_sub(most) as f32 * factor);
        sum += weight;
        *to = weight as u8;
    }
    for beyond in &mut weights[pieces..] {
        sum -= i32::from(*beyond);
        *beyond = 0;
    }
    sum
}

/// `255 * 2^x`, rounded, for `x <= 0`; within 1.
#[inline(always)]
pub(super) fn weight(x: f32) -> i32 {
    let x = if x > -14.0 { x } else { -14.0 };
    let shifted = x + ROUNDER;
    let r = x - (shifted - ROUNDER);
    // 2^r within a relative 0.002.
    let p = (255.0 * 0.239_860_77) * r + 255.0 * 0.702_937_8;
    let p = p * r + 255.0;
    // The whole number in the low bits of `shifted`, moved up, is added to the exponent.
    whole(f32::from_bits(p.to_bits().wrapping_add(shifted.to_bits() << 23)))
}
