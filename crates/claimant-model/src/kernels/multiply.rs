//! The product of float matrices, in one order on all processors: each output's sum runs over the inner side from first
//! to last.

use super::lanes::portable::fused;
use super::lanes::{Lanes, Matrix, Rows, products};
use super::{LANES, on_each_path};

on_each_path! {
    /// `out = a b`, for `a` of rows of `inner` and `b` of `inner` rows of `width`; `out` has rows of `width`.
    multiply(a: &[f32], b: &[f32], inner: usize, width: usize, out: &mut [f32]) = multiply_by<Register>
}

/// # Safety
/// The processor must have the instructions that `L` names.
#[inline(always)]
unsafe fn multiply_by<L: Lanes>(a: &[f32], b: &[f32], inner: usize, width: usize, out: &mut [f32]) {
    if inner == 0 || width == 0 || b.len() < inner * width {
        return out.fill(0.0);
    }
    let rows = (a.len() / inner).min(out.len() / width);
    if rows == 0 {
        return;
    }
    let matrix = Matrix { values: a, row: inner };
    let mut at = 0;
    while at < width {
        let wide = 2 * LANES <= width - at;
        if !wide && width >= LANES {
            // The last lanes may go over what is done already, which gives the same again.
            at = at.min(width - LANES);
        }
        let b = Rows { values: &b[at..], stride: width };
        let to = Rows { values: &mut out[at..], stride: width };
        // SAFETY: passed on to the caller.
        at += unsafe {
            if wide {
                products::<L, 2>(matrix, b, (rows, inner), to);
                2 * LANES
            } else if width >= LANES {
                products::<L, 1>(matrix, b, (rows, inner), to);
                LANES
            } else {
                column(matrix, b, (rows, inner), to);
                1
            }
        };
    }
}

/// The first column of a product that is narrower than a register.
#[inline(always)]
fn column(a: Matrix<'_>, b: Rows<&[f32]>, (rows, inner): (usize, usize), out: Rows<&mut [f32]>) {
    for row in 0..rows {
        let add = |sum, k: usize| fused(a.values[row * a.row + k], b.values[k * b.stride], sum);
        out.values[row * out.stride] = (0..inner).fold(0.0, add);
    }
}
