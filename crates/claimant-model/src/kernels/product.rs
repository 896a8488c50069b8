//! The product of quantised rows and int8 weights: nearly all of the work.
//!
//! Weights lie in tiles of 32 outputs, in groups of four inputs: one cache line is 16 outputs' weights for four inputs,
//! which is what one VNNI instruction takes. All paths read this layout. Sums are exact in 32 bits: 255 x 128 x
//! [`MOST_INPUTS`] fits.

use std::borrow::Cow;

use super::quantise::Quantised;
use super::{Kind, Path};

#[cfg(target_arch = "x86_64")]
mod avx2;
#[cfg(target_arch = "x86_64")]
mod avx512;
#[cfg(target_arch = "aarch64")]
mod neon;
mod portable;

/// Outputs of a tile.
const TILE: usize = 32;
/// Rows that are done at once.
const BLOCK: usize = 12;
/// Inputs that a linear layer may have.
pub const MOST_INPUTS: usize = 16_384;

/// Bytes of i8: weights of 16 outputs for four inputs, four bytes each, output by output. They need not be aligned.
type Line = [u8; 64];

/// Sums of products of one tile, for some rows.
#[repr(align(64))]
struct Sums<const R: usize>([[i32; TILE]; R]);

/// How one kind of processor sums up products.
trait Dot {
    /// What is taken away from each byte before it is multiplied.
    const TAKEN: i32 = 0;
    /// Rows whose sums fit into the registers together with what they are made of; a block should be a multiple of it.
    const ROWS: usize = 1;

    /// Writes, for each of `R` rows, the sums over all groups of byte times weight, for the outputs of one tile.
    ///
    /// # Safety
    /// The processor must have the instructions that the implementation names.
    unsafe fn sums<const R: usize>(rows: [&[[u8; 4]]; R], weights: &[[Line; 2]], sums: &mut Sums<R>);
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
fn sums_of_weights(lines: &[[Line; 2]]) -> [i32; TILE] {
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

    fn product_as(self, rows: &Quantised, linear: &Linear, tiled: bool, out: &mut [f32]) {
        match self.0 {
            // SAFETY: this path exists only where `Path::all` has seen these instructions.
            #[cfg(target_arch = "x86_64")]
            Kind::Avx512 => unsafe { avx512::product(rows, linear, tiled, out) },
            // SAFETY: as above.
            #[cfg(target_arch = "x86_64")]
            Kind::Avx2 => unsafe { avx2::product(rows, linear, tiled, out) },
            // SAFETY: as above.
            #[cfg(target_arch = "aarch64")]
            Kind::Neon => unsafe { neon::product(rows, linear, tiled, out) },
            // SAFETY: it needs no instructions of its own.
            Kind::Portable => unsafe { product_by::<portable::Portable>(rows, linear, tiled, out) },
        }
    }
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
    for (tile, weights) in linear.lines.chunks_exact(linear.groups()).enumerate() {
        let scaling = &linear.tiles[tile];
        let (start, stride) = if tiled { (tile * count * TILE, TILE) } else { (tile * TILE, linear.outputs) };
        let width = TILE.min(linear.outputs - tile * TILE);
        let mut row = 0;
        while row < count {
            let mut place = Place { out: &mut out[start + row * stride..], stride, width };
            // SAFETY: passed on to the caller.
            row += unsafe {
                // What is left is done in blocks as even as can be: none is so small that it wastes time.
                let left = count - row;
                match left.div_ceil(left.div_ceil(BLOCK)).next_multiple_of(D::ROWS).min(left) {
                    1 => block::<D, 1>(rows, row, scaling, weights, &mut place),
                    2 => block::<D, 2>(rows, row, scaling, weights, &mut place),
                    3 => block::<D, 3>(rows, row, scaling, weights, &mut place),
                    4 => block::<D, 4>(rows, row, scaling, weights, &mut place),
                    5 => block::<D, 5>(rows, row, scaling, weights, &mut place),
                    6 => block::<D, 6>(rows, row, scaling, weights, &mut place),
                    7 => block::<D, 7>(rows, row, scaling, weights, &mut place),
                    8 => block::<D, 8>(rows, row, scaling, weights, &mut place),
                    9 => block::<D, 9>(rows, row, scaling, weights, &mut place),
                    10 => block::<D, 10>(rows, row, scaling, weights, &mut place),
                    11 => block::<D, 11>(rows, row, scaling, weights, &mut place),
                    _ => block::<D, BLOCK>(rows, row, scaling, weights, &mut place),
                }
            };
        }
    }
}

/// Where a tile's outputs go: `width` floats every `stride`.
struct Place<'a> {
    out: &'a mut [f32],
    stride: usize,
    width: usize,
}

/// `R` rows of one tile; returns `R`.
///
/// # Safety
/// As [`Dot::sums`].
#[inline(always)]
unsafe fn block<D: Dot, const R: usize>(
    rows: &Quantised,
    row: usize,
    scaling: &Scaling,
    weights: &[[Line; 2]],
    place: &mut Place<'_>,
) -> usize {
    let mut bytes: [&[[u8; 4]]; R] = [&[]; R];
    for (bytes, row) in bytes.iter_mut().zip(rows.bytes[row * rows.groups..].chunks_exact(rows.groups)) {
        *bytes = row;
    }
    let mut sums = Sums([[0; TILE]; R]);
    // SAFETY: passed on to the caller.
    unsafe { D::sums(bytes, weights, &mut sums) };
    for ((r, sums), (scale, zero)) in sums.0.iter().enumerate().zip(&rows.rows[row..]) {
        let out = &mut place.out[r * place.stride..][..place.width];
        write_out(sums, scaling, *scale, zero - D::TAKEN, out);
    }
    R
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
