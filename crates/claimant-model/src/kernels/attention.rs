//! Attention of one window: each head weighs the values of all pieces by how their keys fit a piece's query.
//!
//! Everything is vectorised over the queries: scores lie transposed, one row a key, so that the sums of a query over
//! keys run in order, all queries side by side, and no sum is ever split over lanes.

use super::elementwise::power_of_two;
use super::floats::Floats;
use super::multiply::{Matrix, multiply};
use super::{LANES, on_each_path};

/// Width of a head.
pub const HEAD: usize = 32;
/// What the caller rounds the number of rows up to.
pub const ROWS: usize = 4;

/// Queries, scores and means of one head, and what they are made with.
#[derive(Debug, Default)]
pub struct Scratch {
    /// `HEAD x columns`: queries, transposed; zeros beyond the last row.
    queries: Floats,
    /// `rows x columns`: one row a key.
    scores: Floats,
    /// `HEAD x columns`: means, transposed.
    means: Floats,
    /// The greatest score of each query.
    most: Floats,
    /// The sum of each query's weights.
    sums: Floats,
}

on_each_path! {
    /// Attention over the first `pieces` rows of `qkv`: a block of `rows x 32` for each head's queries, then as many for
    /// keys and for values.
    ///
    /// The number of rows is a multiple of [`ROWS`]; `out` has as many rows of `width`, which is a multiple of [`HEAD`].
    /// Rows beyond `pieces` are computed, but nobody attends to them.
    attend(qkv: &[f32], width: usize, pieces: usize, scratch: &mut Scratch, out: &mut [f32]) = attend_all
}

#[inline(always)]
fn attend_all(qkv: &[f32], width: usize, pieces: usize, scratch: &mut Scratch, out: &mut [f32]) {
    let heads = width / HEAD;
    let rows = qkv.len() / (3 * width).max(1);
    if rows == 0 || heads == 0 {
        return;
    }
    let columns = rows.next_multiple_of(LANES);
    scratch.queries.resize(HEAD * columns);
    scratch.scores.resize(rows * columns);
    scratch.means.resize(HEAD * columns);
    scratch.most.resize(columns);
    scratch.sums.resize(columns);
    let Scratch { queries, scores, means, most, sums } = scratch;
    for head in 0..heads {
        let part = |part: usize| &qkv[(part * heads + head) * rows * HEAD..][..rows * HEAD];
        transpose_in(part(0), columns, queries);
        let keys = Matrix::<false> { values: part(1), stride: HEAD };
        multiply(keys, queries, rows, HEAD, columns, scores);
        weigh(pieces.min(rows), columns, scores, most, sums);
        let values = Matrix::<true> { values: part(2), stride: HEAD };
        multiply(values, scores, HEAD, rows, columns, means);
        transpose_out(means, sums, columns, width, head * HEAD, out);
    }
}

/// One head's queries, transposed.
#[inline(always)]
fn transpose_in(rows: &[f32], columns: usize, queries: &mut [f32]) {
    queries.fill(0.0);
    for (column, row) in rows.as_chunks::<HEAD>().0.iter().enumerate() {
        for (d, x) in row.iter().enumerate() {
            queries[d * columns + column] = *x;
        }
    }
}

/// Scores to weights that are not yet divided by their sums. Keys beyond `pieces` weigh nothing.
#[inline(always)]
fn weigh(pieces: usize, columns: usize, scores: &mut [f32], most: &mut [f32], sums: &mut [f32]) {
    /// 1 / sqrt(HEAD), and powers of two instead of e.
    const FACTOR: f32 = 0.176_776_7 * std::f32::consts::LOG2_E;
    most.fill(f32::NEG_INFINITY);
    sums.fill(0.0);
    let (scores, beyond) = scores.split_at_mut(pieces * columns);
    for row in scores.chunks_exact(columns) {
        for (most, score) in most.iter_mut().zip(row) {
            *most = if *score > *most { *score } else { *most };
        }
    }
    for row in scores.chunks_exact_mut(columns) {
        for ((score, most), sum) in row.iter_mut().zip(&*most).zip(&mut *sums) {
            *score = power_of_two((*score - most) * FACTOR);
            *sum += *score;
        }
    }
    beyond.fill(0.0);
}

/// Writes one head's means, divided by the sums of their weights, into its part of the rows of `out`.
#[inline(always)]
fn transpose_out(
    means: &mut [f32],
    sums: &mut [f32],
    columns: usize,
    width: usize,
    at: usize,
    out: &mut [f32],
) {
    for sum in sums.iter_mut() {
        *sum = 1.0 / *sum;
    }
    for (column, (row, factor)) in out.chunks_exact_mut(width).zip(&*sums).enumerate() {
        for (d, x) in row[at..at + HEAD].iter_mut().enumerate() {
            *x = means[d * columns + column] * factor;
        }
    }
}
