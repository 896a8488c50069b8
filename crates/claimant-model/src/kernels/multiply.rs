//! The product of float matrices, in one order on all processors.
//!
//! Each output's sum runs over the inner side from first to last; what is vectorised is the outputs of a row, which lie
//! side by side. Four rows and four inner steps are done at once, so that what is loaded is used several times.

use super::on_each_path;

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
#[inline(always)]
fn add_block<const FIRST: bool>(factors: [[f32; STEP]; STEP], b: &[f32], width: usize, out: &mut [f32]) {
    let (b01, b23) = b.split_at(2 * width);
    let ((b0, b1), (b2, b3)) = (b01.split_at(width), b23.split_at(width));
    let (out01, out23) = out.split_at_mut(2 * width);
    let ((out0, out1), (out2, out3)) = (out01.split_at_mut(width), out23.split_at_mut(width));
    add_four::<FIRST>(factors, [b0, b1, b2, b3], out0, out1, out2, out3);
}

#[inline(always)]
fn add_four<const FIRST: bool>(
    factors: [[f32; STEP]; STEP],
    b: [&[f32]; STEP],
    out0: &mut [f32],
    out1: &mut [f32],
    out2: &mut [f32],
    out3: &mut [f32],
) {
    let [b0, b1, b2, b3] = b.map(|b| &b[..out0.len()]);
    let outs = out0.iter_mut().zip(out1).zip(out2).zip(out3);
    let bs = b0.iter().zip(b1).zip(b2).zip(b3);
    for ((((out0, out1), out2), out3), (((b0, b1), b2), b3)) in outs.zip(bs) {
        let add = |sum: f32, f: [f32; STEP]| {
            let sum = if FIRST { 0.0 } else { sum };
            sum + f[0] * b0 + f[1] * b1 + f[2] * b2 + f[3] * b3
        };
        *out0 = add(*out0, factors[0]);
        *out1 = add(*out1, factors[1]);
        *out2 = add(*out2, factors[2]);
        *out3 = add(*out3, factors[3]);
    }
}

#[inline(always)]
fn add_row(factor: f32, b: &[f32], out: &mut [f32]) {
    for (out, b) in out.iter_mut().zip(b) {
        *out += factor * b;
    }
}
