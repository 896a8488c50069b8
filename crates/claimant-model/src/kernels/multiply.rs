//! The product of float matrices, in one order on all processors.
//!
//! Each output's sum runs over the inner side from first to last; what is vectorised is the outputs of a row, which lie
//! side by side. Four rows and four inner steps are done at once, so that what is loaded is used several times.

use super::{LANES, on_each_path};

/// Rows and inner steps done at once.
const STEP: usize = 4;
/// Inner steps after which the next rows are taken up, so that what is read of `b` stays near.
const NEAR: usize = 32;

/// A part of a matrix in memory: its element `(i, k)` is `values[i * stride + k]`, or `values[k * stride + i]` if it is
/// `TURNED`.
#[derive(Clone, Copy)]
pub(super) struct Matrix<'a, const TURNED: bool> {
    pub values: &'a [f32],
    pub stride: usize,
}

impl<const TURNED: bool> Matrix<'_, TURNED> {
    #[inline(always)]
    fn at(&self, i: usize, k: usize) -> f32 {
        let (line, place) = if TURNED { (k, i) } else { (i, k) };
        self.values[line * self.stride + place]
    }

    /// Elements `(i.., k..)`, [`STEP`] of each.
    #[inline(always)]
    fn block(&self, i: usize, k: usize) -> [[f32; STEP]; STEP] {
        let (line, place) = if TURNED { (k, i) } else { (i, k) };
        let mut block = [[0.0; STEP]; STEP];
        for (a, lines) in (line..line + STEP).enumerate() {
            let four = &self.values[lines * self.stride + place..][..STEP];
            for (b, x) in four.iter().enumerate() {
                if TURNED { block[b][a] = *x } else { block[a][b] = *x }
            }
        }
        block
    }
}

on_each_path! {
    /// `out = a b`, for `a` of rows of `inner` and `b` of `inner` rows of `width`; `out` has rows of `width`.
    multiply(a: &[f32], b: &[f32], inner: usize, width: usize, out: &mut [f32]) = multiply_dense
}

#[inline(always)]
fn multiply_dense(a: &[f32], b: &[f32], inner: usize, width: usize, out: &mut [f32]) {
    if inner == 0 || width == 0 || b.len() < inner * width {
        return out.fill(0.0);
    }
    let rows = (a.len() / inner).min(out.len() / width);
    multiply(Matrix::<false> { values: a, stride: inner }, b, rows, inner, width, out);
}

/// `out = a b` for `rows x inner` and `inner x width`.
#[inline(always)]
pub(super) fn multiply<const TURNED: bool>(
    a: Matrix<'_, TURNED>,
    b: &[f32],
    rows: usize,
    inner: usize,
    width: usize,
    out: &mut [f32],
) {
    for near in (0..inner).step_by(NEAR) {
        let end = inner.min(near + NEAR);
        for (block, out) in out[..rows * width].chunks_mut(STEP * width).enumerate() {
            let row = block * STEP;
            let whole = if out.len() == STEP * width { near + (end - near) / STEP * STEP } else { near };
            if near == 0 && whole == 0 {
                out.fill(0.0);
            }
            for k in (near..whole).step_by(STEP) {
                let (factors, b) = (a.block(row, k), &b[k * width..(k + STEP) * width]);
                if k == 0 {
                    add_block::<true>(factors, b, width, out)
                } else {
                    add_block::<false>(factors, b, width, out)
                }
            }
            for k in whole..end {
                for (r, out) in out.chunks_exact_mut(width).enumerate() {
                    add_row(a.at(row + r, k), &b[k * width..][..width], out);
                }
            }
        }
    }
}

/// Adds four rows of `b` to each of four rows of `out`, one after the other; to zeros if they are the `FIRST`.
///
/// Goes by arrays, which are copied in and out: the compiler then needs no proof that rows do not overlap.
#[inline(always)]
fn add_block<const FIRST: bool>(factors: [[f32; STEP]; STEP], b: &[f32], width: usize, out: &mut [f32]) {
    let mut at = 0;
    while at + LANES <= width {
        add_part::<FIRST, LANES>(factors, &b[at..], width, &mut out[at..]);
        at += LANES;
    }
    for at in at..width {
        add_part::<FIRST, 1>(factors, &b[at..], width, &mut out[at..]);
    }
}

/// The first `N` columns of [`add_block`].
#[inline(always)]
fn add_part<const FIRST: bool, const N: usize>(
    factors: [[f32; STEP]; STEP],
    b: &[f32],
    width: usize,
    out: &mut [f32],
) {
    let b: [[f32; N]; STEP] = [part(b, 0), part(b, width), part(b, 2 * width), part(b, 3 * width)];
    for (r, factors) in factors.iter().enumerate() {
        let out = &mut out[r * width..][..N];
        let mut sums = if FIRST { [0.0; N] } else { part(out, 0) };
        for i in 0..N {
            sums[i] = sums[i]
                + factors[0] * b[0][i]
                + factors[1] * b[1][i]
                + factors[2] * b[2][i]
                + factors[3] * b[3][i];
        }
        out.copy_from_slice(&sums);
    }
}

/// `N` floats from `at` on.
#[inline(always)]
fn part<const N: usize>(row: &[f32], at: usize) -> [f32; N] {
    let mut part = [0.0; N];
    part.copy_from_slice(&row[at..at + N]);
    part
}

#[inline(always)]
fn add_row(factor: f32, b: &[f32], out: &mut [f32]) {
    for (out, b) in out.iter_mut().zip(b) {
        *out += factor * b;
    }
}
