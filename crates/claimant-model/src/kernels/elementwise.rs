//! Row by row: layer normalisation, GELU, weighted sums, powers of two.

use super::quantise::ROUNDER;
use super::{LANES, on_each_path};

on_each_path! {
    /// `x += y`, then normalises each row of `x` to mean 0 and variance 1, times `weight`, plus `bias`.
    ///
    /// Rows are as wide as `weight`; the variance is that of the row itself, plus 1e-12.
    add_normalise(x: &mut [f32], y: &[f32], weight: &[f32], bias: &[f32]) = add_normalise_rows
}

on_each_path! {
    /// GELU of each value, `x * Φ(x)`, within 2e-4 of the exact one, a small part of the step of a byte.
    gelu(x: &mut [f32]) = gelu_all
}

on_each_path! {
    /// For each row of `out`, as wide as `width`, the sum of the rows of `matrices` that `which` names, each times its
    /// matrix's factor, in order; a row that is not there counts for nothing. What fills no [`LANES`] is left.
    mix(matrices: &[(&[f32], f32)], which: &[u16], width: usize, out: &mut [f32]) = mix_rows
}

on_each_path! {
    /// `sum += x * by`, value by value.
    add_scaled(sum: &mut [f32], x: &[f32], by: f32) = add_scaled_all
}

on_each_path! {
    /// The product of each row of `a` with `b`, which is as wide, summed up in lanes.
    dots(a: &[f32], b: &[f32], out: &mut [f32]) = dot_rows
}

#[inline(always)]
fn add_normalise_rows(x: &mut [f32], y: &[f32], weight: &[f32], bias: &[f32]) {
    let width = weight.len().max(1);
    for (row, added) in x.chunks_exact_mut(width).zip(y.chunks_exact(width)) {
        for (x, y) in row.iter_mut().zip(added) {
            *x += y;
        }
        let mean = sum(row, |x| x) / width as f32;
        let variance = sum(row, |x| (x - mean) * (x - mean)) / width as f32;
        let factor = 1.0 / (variance + 1e-12).sqrt();
        for ((x, weight), bias) in row.iter_mut().zip(weight).zip(bias) {
            *x = (*x - mean) * factor * weight + bias;
        }
    }
}

/// The sum of `f` over a row, in lanes.
#[inline(always)]
fn sum(row: &[f32], f: impl Fn(f32) -> f32) -> f32 {
    let mut lanes = [0.0; LANES];
    let (chunks, rest) = row.as_chunks::<LANES>();
    for chunk in chunks {
        for lane in 0..LANES {
            lanes[lane] += f(chunk[lane]);
        }
    }
    for (lane, x) in rest.iter().enumerate() {
        lanes[lane] += f(*x);
    }
    add_lanes(lanes)
}

#[inline(always)]
fn dot_rows(a: &[f32], b: &[f32], out: &mut [f32]) {
    let (b_chunks, b_rest) = b.as_chunks::<LANES>();
    for (row, out) in a.chunks_exact(b.len().max(1)).zip(out) {
        let mut lanes = [0.0; LANES];
        let (chunks, rest) = row.as_chunks::<LANES>();
        for (x, y) in chunks.iter().zip(b_chunks) {
            for lane in 0..LANES {
                lanes[lane] += x[lane] * y[lane];
            }
        }
        for (lane, (x, y)) in rest.iter().zip(b_rest).enumerate() {
            lanes[lane] += x * y;
        }
        *out = add_lanes(lanes);
    }
}

/// Adds lanes as a tree: the upper half to the lower half until one is left.
#[inline(always)]
fn add_lanes(mut lanes: [f32; LANES]) -> f32 {
    let mut half = LANES / 2;
    while half > 0 {
        for lane in 0..half {
            lanes[lane] += lanes[lane + half];
        }
        half /= 2;
    }
    lanes[0]
}

#[inline(always)]
pub(super) fn gelu_all(x: &mut [f32]) {
    for x in x {
        *x = gelu(*x);
    }
}

/// Coefficients of `(Φ(x) - 1/2) / x` as a polynomial of `2 x^2 / EDGE^2 - 1`, highest first, fitted so that the
/// greatest error of GELU is least and Φ is 0 and 1 at the edges.
const GELU: [f32; 7] = [
    0.005_921_365_7,
    -0.016_534_51,
    0.024_147_889,
    -0.035_476_074,
    0.055_395_12,
    -0.084_424_55,
    0.175_970_76,
];
/// Beyond this distance from 0, Φ is taken for 0 or 1.
const EDGE: f32 = 4.0;

#[inline(always)]
fn gelu(x: f32) -> f32 {
    let near = if x > -EDGE { x } else { -EDGE };
    let near = if near < EDGE { near } else { EDGE };
    let u = near * near * (2.0 / (EDGE * EDGE)) - 1.0;
    let slope = GELU.into_iter().reduce(|sum, factor| sum * u + factor).unwrap_or(0.0);
    x * (near * slope + 0.5)
}

#[inline(always)]
fn mix_rows(matrices: &[(&[f32], f32)], which: &[u16], width: usize, out: &mut [f32]) {
    for (&which, out) in which.iter().zip(out.chunks_exact_mut(width.max(1))) {
        for (chunk, out) in out.as_chunks_mut::<LANES>().0.iter_mut().enumerate() {
            let at = usize::from(which) * width + chunk * LANES;
            let mut sums = [0.0; LANES];
            for (matrix, factor) in matrices {
                let x = matrix.get(at..).and_then(<[f32]>::first_chunk).unwrap_or(&[0.0; LANES]);
                for lane in 0..LANES {
                    sums[lane] += x[lane] * factor;
                }
            }
            *out = sums;
        }
    }
}

#[inline(always)]
fn add_scaled_all(sum: &mut [f32], x: &[f32], by: f32) {
    for (sum, x) in sum.iter_mut().zip(x) {
        *sum += x * by;
    }
}

/// `e^x` for `x <= 0`, with the same bits everywhere.
pub fn exp(x: f32) -> f32 {
    power_of_two(x * std::f32::consts::LOG2_E)
}

/// `2^x` for `x <= 0`, within a relative 3e-7; 2^-126 below that.
#[inline(always)]
pub(super) fn power_of_two(x: f32) -> f32 {
    let x = if x > -126.0 { x } else { -126.0 };
    let shifted = x + ROUNDER;
    let r = x - (shifted - ROUNDER);
    let p = 0.000_153_533_6;
    let p = p * r + 0.001_339_887_5;
    let p = p * r + 0.009_618_437;
    let p = p * r + 0.055_503_327;
    let p = p * r + 0.240_226_48;
    let p = p * r + std::f32::consts::LN_2;
    let p = p * r + 1.0;
    // `shifted` holds the whole number in its low bits: moved up, it is the exponent of 2^n.
    let exponent = shifted.to_bits().wrapping_sub(ROUNDER.to_bits()).wrapping_add(127) << 23;
    p * f32::from_bits(exponent)
}
