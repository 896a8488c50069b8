//! Attention of one window: each head weighs the values of all pieces by how their keys fit a piece's query.
//!
//! Vectorised over the keys for the scores and over a head's values for the mean, so that each number is one sum in
//! one order whatever the width of the registers. Four pieces are worked on at a time: their scores stay near.

use super::elementwise::{add_lanes, power_of_two};
use super::{LANES, on_each_path};

/// Width of a head.
pub const HEAD: usize = 32;
/// Pieces worked on at a time; what the caller rounds the number of rows up to.
pub const ROWS: usize = 4;

/// A register's worth of floats, aligned so that loading it touches one cache line.
#[derive(Clone, Copy, Debug, Default)]
#[repr(align(64))]
struct Lane([f32; LANES]);

/// Keys, values and scores of one head.
#[derive(Debug, Default)]
pub struct Scratch {
    /// `HEAD x columns`: keys, transposed; zeros beyond the last piece.
    keys: Vec<Lane>,
    /// One value a piece.
    values: Vec<[Lane; HEAD / LANES]>,
    /// `ROWS x columns`.
    scores: Vec<Lane>,
}

on_each_path! {
    /// Attention over the first `pieces` rows of `qkv`: rows of queries, keys and values of all heads.
    ///
    /// `qkv` has rows of `3 x width`, a multiple of [`ROWS`] of them; `out` as many rows of `width`, which is a multiple
    /// of [`HEAD`]. Rows beyond `pieces` are computed, but nobody attends to them.
    attend(qkv: &[f32], width: usize, pieces: usize, scratch: &mut Scratch, out: &mut [f32]) = attend_all
}

#[inline(always)]
fn attend_all(qkv: &[f32], width: usize, pieces: usize, scratch: &mut Scratch, out: &mut [f32]) {
    for head in 0..width / HEAD {
        let at = head * HEAD;
        gather(qkv, width, at, pieces, scratch);
        let columns = pieces.div_ceil(LANES);
        let blocks = qkv.chunks_exact(ROWS * 3 * width).zip(out.chunks_exact_mut(ROWS * width));
        for (qkv, out) in blocks {
            let queries = rows_of(qkv, 3 * width, at);
            score(&queries, columns, scratch);
            let sums = normalise(pieces, columns, &mut scratch.scores);
            let means = weigh(columns, scratch);
            for ((out, mean), sum) in out.chunks_exact_mut(width).zip(means).zip(sums) {
                let factor = 1.0 / sum;
                for (out, mean) in out[at..at + HEAD].iter_mut().zip(mean.as_flattened()) {
                    *out = mean * factor;
                }
            }
        }
    }
}

/// The parts of [`ROWS`] rows that one head reads.
#[inline(always)]
fn rows_of(rows: &[f32], stride: usize, at: usize) -> [[f32; HEAD]; ROWS] {
    let mut parts = [[0.0; HEAD]; ROWS];
    for (part, row) in parts.iter_mut().zip(rows.chunks_exact(stride)) {
        part.copy_from_slice(&row[at..at + HEAD]);
    }
    parts
}

/// Copies one head's keys, transposed, and values.
#[inline(always)]
fn gather(qkv: &[f32], width: usize, at: usize, pieces: usize, scratch: &mut Scratch) {
    let columns = pieces.div_ceil(LANES);
    scratch.keys.resize(HEAD * columns, Lane::default());
    scratch.scores.resize(ROWS * columns, Lane::default());
    scratch.values.resize(pieces, [Lane::default(); HEAD / LANES]);
    for (column, rows) in qkv.chunks(LANES * 3 * width).take(columns).enumerate() {
        let mut block = [[0.0; LANES]; HEAD];
        let rows = rows.chunks_exact(3 * width).take(pieces - column * LANES);
        for (lane, row) in rows.enumerate() {
            let (key, value) = (&row[width + at..][..HEAD], &row[2 * width + at..][..HEAD]);
            for (line, x) in block.iter_mut().zip(key) {
                line[lane] = *x;
            }
            for (to, from) in scratch.values[column * LANES + lane].iter_mut().zip(value.as_chunks().0) {
                to.0 = *from;
            }
        }
        for (keys, line) in scratch.keys.chunks_exact_mut(columns).zip(block) {
            keys[column].0 = line;
        }
    }
}

/// Query times key, for all keys.
#[inline(always)]
fn score(queries: &[[f32; HEAD]; ROWS], columns: usize, scratch: &mut Scratch) {
    let mut column = 0;
    while column + 2 <= columns {
        score_columns::<2>(queries, column, columns, scratch);
        column += 2;
    }
    if column < columns {
        score_columns::<1>(queries, column, columns, scratch);
    }
}

#[inline(always)]
fn score_columns<const N: usize>(
    queries: &[[f32; HEAD]; ROWS],
    column: usize,
    columns: usize,
    scratch: &mut Scratch,
) {
    let mut sums = [[[0.0_f32; LANES]; N]; ROWS];
    for (d, keys) in scratch.keys.chunks_exact(columns).enumerate() {
        let keys = &keys[column..column + N];
        for row in 0..ROWS {
            let query = queries[row][d];
            for n in 0..N {
                for lane in 0..LANES {
                    sums[row][n][lane] += query * keys[n].0[lane];
                }
            }
        }
    }
    for (scores, sums) in scratch.scores.chunks_exact_mut(columns).zip(sums) {
        for (score, sum) in scores[column..column + N].iter_mut().zip(sums) {
            score.0 = sum;
        }
    }
}

/// Scores to weights, not yet divided by their sums, which are returned.
#[inline(always)]
fn normalise(pieces: usize, columns: usize, scores: &mut [Lane]) -> [f32; ROWS] {
    /// 1 / sqrt(HEAD), and powers of two instead of e.
    const FACTOR: f32 = 0.176_776_7 * std::f32::consts::LOG2_E;
    let mut sums = [0.0; ROWS];
    for (row, sum) in scores.chunks_exact_mut(columns).zip(&mut sums) {
        let used = pieces - (columns - 1) * LANES;
        if let Some(last) = row.last_mut() {
            last.0[used..].fill(f32::NEG_INFINITY);
        }
        let mut most = [f32::NEG_INFINITY; LANES];
        for scores in row.iter() {
            for lane in 0..LANES {
                most[lane] = if scores.0[lane] > most[lane] { scores.0[lane] } else { most[lane] };
            }
        }
        let most = most.into_iter().fold(f32::NEG_INFINITY, |a, b| if b > a { b } else { a });
        let mut lanes = [0.0; LANES];
        for scores in row.iter_mut() {
            for lane in 0..LANES {
                scores.0[lane] = power_of_two((scores.0[lane] - most) * FACTOR);
                lanes[lane] += scores.0[lane];
            }
        }
        *sum = add_lanes(lanes);
    }
    sums
}

/// Sums of the values by their weights.
#[inline(always)]
fn weigh(columns: usize, scratch: &Scratch) -> [[[f32; LANES]; HEAD / LANES]; ROWS] {
    let mut sums = [[[0.0_f32; LANES]; HEAD / LANES]; ROWS];
    for (column, values) in scratch.values.chunks(LANES).enumerate() {
        let mut weights = [[0.0; LANES]; ROWS];
        for (weights, row) in weights.iter_mut().zip(scratch.scores.chunks_exact(columns)) {
            *weights = row[column].0;
        }
        for (lane, value) in values.iter().enumerate() {
            for row in 0..ROWS {
                let weight = weights[row][lane];
                for part in 0..HEAD / LANES {
                    for d in 0..LANES {
                        sums[row][part][d] += weight * value[part].0[d];
                    }
                }
            }
        }
    }
    sums
}
