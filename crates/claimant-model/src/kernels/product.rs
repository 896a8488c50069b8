//! The product of quantised rows and int8 weights: nearly all of the work.
//!
//! Weights lie in tiles of 32 outputs, in groups of four inputs: one cache line is 16 outputs' weights for four inputs,
//! which is what one VNNI instruction takes. All paths read this layout. Sums are exact in 32 bits: 255 x 128 x
//! [`MOST_INPUTS`] fits.

use std::borrow::Cow;

use super::quantise::Quantised;
use super::{Path, on_each_path};

#[cfg(target_arch = "x86_64")]
pub(super) mod avx2;
#[cfg(target_arch = "x86_64")]
pub(super) mod avx512;
#[cfg(target_arch = "aarch64")]
pub(super) mod neon;
pub(super) mod portable;

/// Outputs of a tile.
pub(super) const TILE: usize = 32;
/// Rows that are done at once, at most.
pub(super) const BLOCK: usize = 12;
/// Inputs that a linear layer may have.
pub const MOST_INPUTS: usize = 16_384;

/// Bytes of i8: weights of 16 outputs for four inputs, four bytes each, output by output. They need not be aligned.
pub(super) type Line = [u8; 64];

/// Sums of products of one tile, for up to [`BLOCK`] rows.
#[repr(align(64))]
pub(super) struct Sums(pub [[i32; TILE]; BLOCK]);

/// How one kind of processor sums up products.
pub(super) trait Dot {
    /// What is taken away from each byte before it is multiplied.
    const TAKEN: i32 = 0;
    /// Rows whose sums fit into the registers together with what they are made of; a block should be a multiple of it.
    const ROWS: usize = 1;

    /// Writes, for each of `R` rows, the sums over all groups of byte times weight, for the outputs of one tile. Each row
    /// has as many groups as `weights`.
    ///
    /// # Safety
    /// The processor must have the instructions that the implementation names.
    unsafe fn sums<const R: usize>(rows: [&[[u8; 4]]; R], weights: &[[Line; 2]], sums: &mut [[i32; TILE]; R]);
}

/// [`Dot::sums`] of up to [`BLOCK`] rows that lie one after the other in `bytes`, `weights.len()` groups each; returns how
/// many they are.
///
/// # Safety
/// As [`Dot::sums`].
#[inline(always)]
pub(super) unsafe fn sums_of<D: Dot>(bytes: &[[u8; 4]], weights: &[[Line; 2]], sums: &mut Sums) -> usize {
    let count = (bytes.len() / weights.len().max(1)).min(BLOCK);
    // SAFETY: passed on to the caller.
    unsafe {
        match count {
            0 => {}
            1 => some_rows::<D, 1>(bytes, weights, sums),
            2 => some_rows::<D, 2>(bytes, weights, sums),
            3 => some_rows::<D, 3>(bytes, weights, sums),
            4 => some_rows::<D, 4>(bytes, weights, sums),
            5 => some_rows::<D, 5>(bytes, weights, sums),
            6 => some_rows::<D, 6>(bytes, weights, sums),
            7 => some_rows::<D, 7>(bytes, weights, sums),
            8 => some_rows::<D, 8>(bytes, weights, sums),
            9 => some_rows::<D, 9>(bytes, weights, sums),
            10 => some_rows::<D, 10>(bytes, weights, sums),
            11 => some_rows::<D, 11>(bytes, weights, sums),
            _ => some_rows::<D, BLOCK>(bytes, weights, sums),
        }
    }
    count
}

/// # Safety
/// As [`Dot::sums`].
#[inline(always)]
unsafe fn some_rows<D: Dot, const R: usize>(bytes: &[[u8; 4]], weights: &[[Line; 2]], sums: &mut Sums) {
    let mut rows: [&[[u8; 4]]; R] = [&[]; R];
    for (row, bytes) in rows.iter_mut().zip(bytes.chunks_exact(weights.len())) {
        *row = bytes;
    }
    if let Some(sums) = sums.0.first_chunk_mut() {
        // SAFETY: passed on to the caller.
        unsafe { D::sums(rows, weights, sums) }
    }
}

/// How many of `left` rows go together: in blocks as even as can be, so that none is so small that it wastes time.
#[inline(always)]
pub(super) fn next_block<D: Dot>(left: usize) -> usize {
    left.div_ceil(left.div_ceil(BLOCK).max(1)).next_multiple_of(D::ROWS).min(left)
}

/// What turns a tile's sums into outputs.
#[derive(Clone, Debug)]
struct Scaling {
    scale: [f32; TILE],
    bias: [f32; TILE],
    /// Sum of the weights of each output.
    weights: [i32; TILE],
}

/// A linear layer with int8 weights, one scale and one bias an output.
#[derive(Clone, Debug)]
pub struct Linear {
    inputs: usize,
    outputs: usize,
    lines: Cow<'static, [[Line; 2]]>,
    tiles: Vec<Scaling>,
}

impl Linear {
    /// Lays out `weights` (bytes of i8, one row of `inputs` for each output) for the kernels; `scale` and `bias` have
    /// one value an output. `None` if the sizes do not fit or `inputs` is 0 or over [`MOST_INPUTS`].
    pub fn new(weights: &[u8], inputs: usize, scale: &[f32], bias: &[f32]) -> Option<Linear> {
        if inputs == 0 || inputs.checked_mul(scale.len()) != Some(weights.len()) {
            return None;
        }
        let mut lines = Vec::with_capacity(inputs.div_ceil(4) * scale.len().div_ceil(TILE));
        for rows in weights.chunks(TILE * inputs) {
            lay_out(rows, inputs, &mut lines);
        }
        Linear::of(Cow::Owned(lines), inputs, scale, bias)
    }

    /// The same of weights that are laid out already, `outputs / 32 x inputs / 4 x 32 x 4`, and are used where they lie.
    pub fn laid_out(weights: &'static [u8], inputs: usize, scale: &[f32], bias: &[f32]) -> Option<Linear> {
        let fits = inputs.is_multiple_of(4)
            && scale.len().is_multiple_of(TILE)
            && inputs.checked_mul(scale.len()) == Some(weights.len());
        let lines = weights.as_chunks().0.as_chunks().0;
        if fits { Linear::of(Cow::Borrowed(lines), inputs, scale, bias) } else { None }
    }

    fn of(lines: Cow<'static, [[Line; 2]]>, inputs: usize, scale: &[f32], bias: &[f32]) -> Option<Linear> {
        let outputs = scale.len();
        if !(1..=MOST_INPUTS).contains(&inputs) || bias.len() != outputs {
            return None;
        }
        let tile = |(tile, lines): (usize, &[[Line; 2]])| {
            let weights = sums_of_weights(lines);
            let mut scaling = Scaling { scale: [0.0; TILE], bias: [0.0; TILE], weights };
            let all = tile * TILE..(tile * TILE + TILE).min(outputs);
            scaling.scale[..all.len()].copy_from_slice(&scale[all.clone()]);
            scaling.bias[..all.len()].copy_from_slice(&bias[all]);
            scaling
        };
        let tiles = lines.chunks_exact(inputs.div_ceil(4)).enumerate().map(tile).collect();
        Some(Linear { inputs, outputs, lines, tiles })
    }

    /// Values that go in.
    pub fn inputs(&self) -> usize {
        self.inputs
    }

    /// Values that come out.
    pub fn outputs(&self) -> usize {
        self.outputs
    }

    fn groups(&self) -> usize {
        self.inputs.div_ceil(4)
    }
}

/// Appends the lines of one tile; outputs and inputs that are not there have weight 0.
fn lay_out(rows: &[u8], inputs: usize, lines: &mut Vec<[Line; 2]>) {
    let first = lines.len();
    lines.resize(first + inputs.div_ceil(4), [[0; 64]; 2]);
    for (output, row) in rows.chunks_exact(inputs).enumerate() {
        let (half, at) = (output / 16, output % 16 * 4);
        for (group, lines) in row.chunks(4).zip(&mut lines[first..]) {
            lines[half][at..at + group.len()].copy_from_slice(group);
        }
    }
}

/// The sum of the weights of each output of a tile.
pub(super) fn sums_of_weights(lines: &[[Line; 2]]) -> [i32; TILE] {
    let mut sums = [0; TILE];
    for line in lines {
        for (sum, weights) in sums.iter_mut().zip(line.as_flattened().as_chunks::<4>().0) {
            *sum += weights.iter().map(|byte| i32::from(byte.cast_signed())).sum::<i32>();
        }
    }
    sums
}

/// Rows of exactly `length` groups, so that the compiler need not check each.
#[inline(always)]
fn cut<const R: usize>(mut rows: [&[[u8; 4]]; R], length: usize) -> [&[[u8; 4]]; R] {
    for row in &mut rows {
        *row = &row[..length];
    }
    rows
}

impl Path {
    /// `out = dequantise(rows) weights^T * scale + bias`, `rows x outputs`; exactly
    /// `(sum - zero * weights) as f32 * (row scale * output scale) + bias`.
    ///
    /// `out` must have as many rows as `rows`, or fewer; all are written.
    pub fn product(self, rows: &Quantised, linear: &Linear, out: &mut [f32]) {
        self.product_as(rows, linear, false, out);
    }

    /// As [`Path::product`], but `out` is `outputs / 32` blocks of `rows x 32`, one after the other. If the outputs do
    /// not fill all blocks, all is 0.
    pub fn product_in_tiles(self, rows: &Quantised, linear: &Linear, out: &mut [f32]) {
        if linear.outputs.is_multiple_of(TILE) {
            self.product_as(rows, linear, true, out);
        } else {
            out.fill(0.0);
        }
    }
}

on_each_path! {
    /// [`Path::product_in_tiles`] if `tiled`, else [`Path::product`].
    product_as(rows: &Quantised, linear: &Linear, tiled: bool, out: &mut [f32]) = product_by<Bytes>
}

/// The product, tile by tile, so that a tile's weights stay near while all rows pass.
///
/// # Safety
/// As [`Dot::sums`].
#[inline(always)]
unsafe fn product_by<D: Dot>(rows: &Quantised, linear: &Linear, tiled: bool, out: &mut [f32]) {
    if rows.groups != linear.groups() || linear.outputs == 0 {
        return out.fill(0.0);
    }
    let count = (out.len() / linear.outputs).min(rows.rows.len());
    let mut sums = Sums([[0; TILE]; BLOCK]);
    for (tile, weights) in linear.lines.chunks_exact(linear.groups()).enumerate() {
        let scaling = &linear.tiles[tile];
        let (start, stride) = if tiled { (tile * count * TILE, TILE) } else { (tile * TILE, linear.outputs) };
        let width = TILE.min(linear.outputs - tile * TILE);
        let mut row = 0;
        while row < count {
            let bytes = &rows.bytes[row * rows.groups..][..next_block::<D>(count - row) * rows.groups];
            // SAFETY: passed on to the caller.
            let done = unsafe { sums_of::<D>(bytes, weights, &mut sums) };
            for ((r, sums), (scale, zero)) in sums.0[..done].iter().enumerate().zip(&rows.rows[row..]) {
                let out = &mut out[start + (row + r) * stride..][..width];
                write_out(sums, scaling, *scale, zero - D::TAKEN, out);
            }
            row += done;
        }
    }
}

#[inline(always)]
fn write_out(sums: &[i32; TILE], scaling: &Scaling, scale: f32, zero: i32, out: &mut [f32]) {
    let value = |i: usize| {
        let sum = sums[i].wrapping_sub(zero.wrapping_mul(scaling.weights[i]));
        sum as f32 * (scale * scaling.scale[i]) + scaling.bias[i]
    };
    // The usual case apart: a length that is known makes it straight code.
    match out.first_chunk_mut::<TILE>() {
        Some(out) => out.iter_mut().enumerate().for_each(|(i, out)| *out = value(i)),
        None => out.iter_mut().enumerate().for_each(|(i, out)| *out = value(i)),
    }
}
