//! Rows of floats to rows of bytes, each row with a scale and a zero point of its own.

use super::elementwise::gelu_all;
use super::{LANES, on_each_path};

/// Adding and taking away this number rounds to the nearest whole one, ties to even, for |x| < 2^22.
pub(crate) const ROUNDER: f32 = 12_582_912.0;

/// Rows of bytes in groups of four, as the product reads them.
#[derive(Clone, Debug, Default)]
pub struct Quantised {
    /// `rows x groups` groups of four bytes; the last group of a row is filled up with any bytes.
    pub(crate) bytes: Vec<[u8; 4]>,
    /// Scale and zero point of each row: a value is `(byte - zero) * scale`.
    pub(crate) rows: Vec<(f32, i32)>,
    /// Groups of a row.
    pub(crate) groups: usize,
}

impl Quantised {
    /// Rows that it holds.
    #[allow(clippy::len_without_is_empty)]
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Makes room for `rows` rows of `width` values; what is there afterwards is old bytes.
    fn resize(&mut self, rows: usize, width: usize) {
        self.groups = width.div_ceil(4);
        self.rows.resize(rows, (1.0, 0));
        self.bytes.resize(rows * self.groups, [0; 4]);
    }
}

on_each_path! {
    /// GELU of each value of `x`, and of each row what [`Path::quantise`] makes of it, while it is near.
    ///
    /// [`Path::quantise`]: super::Path::quantise
    quantise_gelu(x: &mut [f32], width: usize, rows: &mut Quantised) = quantise_gelu_rows
}

on_each_path! {
    /// Quantises rows of `width` floats; what `rows` held before is overwritten.
    ///
    /// A row `x` gets `lo = min(0, x)`, `hi = max(0, x)`, `s = (hi - lo) / 255` (1 where that or its inverse cannot be
    /// used), `zero = round(-lo * (1 / s))` and `byte = clamp(round(x * (1 / s)) + zero, 0, 255)`; ties round to even.
    quantise(x: &[f32], width: usize, rows: &mut Quantised) = quantise_rows
}

#[inline(always)]
fn quantise_rows(x: &[f32], width: usize, out: &mut Quantised) {
    if width == 0 {
        return out.resize(0, 0);
    }
    out.resize(x.len() / width, width);
    let groups = out.groups;
    for ((row, bytes), meta) in
        x.chunks_exact(width).zip(out.bytes.chunks_exact_mut(groups)).zip(&mut out.rows)
    {
        *meta = quantise_row(row, bytes);
    }
}

#[inline(always)]
fn quantise_gelu_rows(x: &mut [f32], width: usize, out: &mut Quantised) {
    if width == 0 {
        return out.resize(0, 0);
    }
    out.resize(x.len() / width, width);
    let groups = out.groups;
    for ((row, bytes), meta) in
        x.chunks_exact_mut(width).zip(out.bytes.chunks_exact_mut(groups)).zip(&mut out.rows)
    {
        gelu_all(row);
        *meta = quantise_row(row, bytes);
    }
}

/// One row to bytes; its scale and zero point.
#[inline(always)]
fn quantise_row(row: &[f32], bytes: &mut [[u8; 4]]) -> (f32, i32) {
    let (lo, hi) = range(row);
    let (scale, inverse) = scale(lo, hi);
    let zero = whole(-lo * inverse);
    for (x, byte) in row.iter().zip(bytes.as_flattened_mut()) {
        *byte = whole(x * inverse).wrapping_add(zero).clamp(0, 255) as u8;
    }
    (scale, zero)
}

/// The least and the greatest of `row` and 0.
#[inline(always)]
fn range(row: &[f32]) -> (f32, f32) {
    let (mut lo, mut hi) = ([0.0_f32; LANES], [0.0_f32; LANES]);
    let (chunks, rest) = row.as_chunks::<LANES>();
    for chunk in chunks {
        for lane in 0..LANES {
            lo[lane] = if chunk[lane] < lo[lane] { chunk[lane] } else { lo[lane] };
            hi[lane] = if chunk[lane] > hi[lane] { chunk[lane] } else { hi[lane] };
        }
    }
    for (lane, x) in rest.iter().enumerate() {
        lo[lane] = if *x < lo[lane] { *x } else { lo[lane] };
        hi[lane] = if *x > hi[lane] { *x } else { hi[lane] };
    }
    let least = lo.into_iter().fold(0.0, |a, b| if b < a { b } else { a });
    let greatest = hi.into_iter().fold(0.0, |a, b| if b > a { b } else { a });
    (least, greatest)
}

/// The scale of a row between `lo` and `hi`, and its inverse.
#[inline(always)]
fn scale(lo: f32, hi: f32) -> (f32, f32) {
    let scale = (hi - lo) / 255.0;
    let inverse = 1.0 / scale;
    if scale.is_finite() && inverse.is_finite() { (scale, inverse) } else { (1.0, 1.0) }
}

/// The nearest whole number, ties to even; any number where `|x|` is 2^22 or more.
#[inline(always)]
pub(crate) fn whole(x: f32) -> i32 {
    (x + ROUNDER).to_bits().wrapping_sub(ROUNDER.to_bits()).cast_signed()
}
