//! Attention of one window: each head weighs the values of all pieces by how their keys fit a piece's query.
//!
//! [`LANES`] queries go side by side, so that what is made of one head's keys for them stays near from scores to means,
//! and no sum is ever split over lanes: each runs over the keys, or over the floats of a head, from first to last.

use super::elementwise::power_of_two;
use super::floats::Floats;
use super::lanes::{Lanes, Matrix, Rows, products};
use super::{LANES, on_each_path};

/// Width of a head.
pub const HEAD: usize = 32;

/// Some queries, and their scores, which become weights.
#[derive(Debug, Default)]
pub struct Scratch {
    /// `HEAD x LANES`.
    queries: Floats,
    /// `pieces x LANES`.
    scores: Floats,
}

on_each_path! {
    /// Attention over the rows of `qkv`: a block of `rows x 32` for each head's queries, then as many for keys and for
    /// values. `out` has as many rows of `width`, which is a multiple of [`HEAD`].
    attend(qkv: &[f32], width: usize, scratch: &mut Scratch, out: &mut [f32]) = attend_all<Register>
}

/// # Safety
/// The processor must have the instructions that `L` names.
#[inline(always)]
unsafe fn attend_all<L: Lanes>(qkv: &[f32], width: usize, scratch: &mut Scratch, out: &mut [f32]) {
    let heads = width / HEAD;
    let pieces = qkv.len() / (3 * width).max(1);
    if pieces == 0 || heads == 0 {
        return;
    }
    scratch.queries.resize(HEAD * LANES);
    scratch.scores.resize(pieces * LANES);
    let Scratch { queries: turned, scores } = scratch;
    for head in 0..heads {
        let part = |part: usize| &qkv[(part * heads + head) * pieces * HEAD..][..pieces * HEAD];
        let (keys, values) = (part(1), part(2));
        for (queries, out) in part(0).chunks(LANES * HEAD).zip(out.chunks_mut(LANES * width)) {
            let out = &mut out[head * HEAD..];
            turn(queries, turned);
            let (keys, all) = (Matrix { values: keys, row: HEAD, step: 1 }, (pieces, HEAD));
            let (by, to) =
                (Rows { values: &**turned, stride: LANES }, Rows { values: &mut **scores, stride: LANES });
            // SAFETY: passed on to the caller.
            unsafe { products::<L, 1>(keys, by, all, to) };
            let sums = weigh(scores.as_chunks_mut().0);
            let (weights, all) =
                (Matrix { values: scores, row: 1, step: LANES }, (queries.len() / HEAD, pieces));
            let (by, to) = (Rows { values, stride: HEAD }, Rows { values: &mut *out, stride: width });
            // SAFETY: passed on to the caller.
            unsafe { products::<L, 2>(weights, by, all, to) };
            for (out, sum) in out.chunks_mut(width).zip(sums) {
                let factor = 1.0 / sum;
                out[..HEAD].iter_mut().for_each(|mean| *mean *= factor);
            }
        }
    }
}

/// Queries side by side; zeros where there are none.
#[inline(always)]
fn turn(queries: &[f32], turned: &mut [f32]) {
    if queries.len() < LANES * HEAD {
        turned.fill(0.0);
    }
    for (lane, query) in queries.chunks_exact(HEAD).enumerate() {
        for (turned, x) in turned.chunks_exact_mut(LANES).zip(query) {
            turned[lane] = *x;
        }
    }
}

/// Scores to weights that are not yet divided by their sums, which are returned.
#[inline(always)]
fn weigh(scores: &mut [[f32; LANES]]) -> [f32; LANES] {
    /// 1 / sqrt(HEAD), and powers of two instead of e.
    const FACTOR: f32 = 0.176_776_7 * std::f32::consts::LOG2_E;
    let (mut most, mut sums) = ([f32::NEG_INFINITY; LANES], [0.0; LANES]);
    for scores in &*scores {
        for lane in 0..LANES {
            most[lane] = if scores[lane] > most[lane] { scores[lane] } else { most[lane] };
        }
    }
    for scores in scores {
        for lane in 0..LANES {
            scores[lane] = power_of_two((scores[lane] - most[lane]) * FACTOR);
            sums[lane] += scores[lane];
        }
    }
    sums
}
