//! Floats side by side, in the registers of each kind of processor, and the sums of products made of them.
//!
//! A sum belongs to one lane and runs over the inner side from first to last, so that all processors give the same bits.
//! Several rows are summed up at once, so that what is loaded is used several times.

use super::LANES;

#[cfg(target_arch = "x86_64")]
pub mod avx2;
#[cfg(target_arch = "x86_64")]
pub mod avx512;
#[cfg(target_arch = "aarch64")]
pub mod neon;
pub mod portable;

/// [`LANES`] floats of one kind of processor.
pub(super) trait Lanes: Copy {
    /// How many of them are summed up at once, so that all that is needed stays in registers.
    const SUMS: usize;

    /// The same number in every lane.
    ///
    /// # Safety
    /// The processor must have the instructions that the implementation names. So for all that follows.
    unsafe fn all(x: f32) -> Self;

    /// What lies at `from`.
    ///
    /// # Safety
    /// As [`Lanes::all`], and [`LANES`] floats must lie there.
    unsafe fn load(from: *const f32) -> Self;

    /// `self + x * y`, rounded once.
    ///
    /// # Safety
    /// As [`Lanes::all`].
    unsafe fn add_product(self, x: Self, y: Self) -> Self;

    /// Writes them to an array.
    ///
    /// # Safety
    /// As [`Lanes::all`].
    unsafe fn store(self, to: &mut [f32; LANES]);
}

/// A matrix in memory: its element `(i, k)` is `values[i * row + k]`.
#[derive(Clone, Copy)]
pub(super) struct Matrix<'a> {
    pub values: &'a [f32],
    pub row: usize,
}

/// Rows of `C LANES` floats, each `stride` after the one before.
pub(super) struct Rows<T> {
    pub values: T,
    pub stride: usize,
}

/// `out = a b`, for `rows x inner` and `inner x C LANES`.
///
/// # Safety
/// The processor must have the instructions that `L` names.
#[inline(always)]
pub(super) unsafe fn products<L: Lanes, const C: usize>(
    a: Matrix<'_>,
    b: Rows<&[f32]>,
    (rows, inner): (usize, usize),
    out: Rows<&mut [f32]>,
) {
    if rows == 0 || inner == 0 {
        return;
    }
    assert!((rows - 1) * a.row + inner - 1 < a.values.len());
    assert!((inner - 1) * b.stride + C * LANES <= b.values.len());
    let mut row = 0;
    while row < rows {
        let a = Matrix { values: &a.values[row * a.row..], ..a };
        let out = Rows { values: &mut out.values[row * out.stride..], stride: out.stride };
        // SAFETY: the caller has the instructions; all elements of `a` and `b` have just been seen to be there.
        row += unsafe {
            match rows - row {
                8.. if L::SUMS >= 8 * C => some::<L, 8, C>(a, &b, inner, out),
                4.. if L::SUMS >= 4 * C => some::<L, 4, C>(a, &b, inner, out),
                2.. if L::SUMS >= 2 * C => some::<L, 2, C>(a, &b, inner, out),
                _ => some::<L, 1, C>(a, &b, inner, out),
            }
        };
    }
}

/// `R` rows of [`products`]; returns `R`.
///
/// # Safety
/// As [`products`]; the first `R x inner` elements of `a` and `inner` rows of `b` must be there.
#[inline(always)]
unsafe fn some<L: Lanes, const R: usize, const C: usize>(
    a: Matrix<'_>,
    b: &Rows<&[f32]>,
    inner: usize,
    out: Rows<&mut [f32]>,
) -> usize {
    // SAFETY: passed on to the caller.
    unsafe {
        let mut sums = [[L::all(0.0); C]; R];
        for k in 0..inner {
            let mut line = [L::all(0.0); C];
            for (c, line) in line.iter_mut().enumerate() {
                *line = L::load(b.values.as_ptr().add(k * b.stride + c * LANES));
            }
            for (r, sums) in sums.iter_mut().enumerate() {
                let factor = L::all(*a.values.get_unchecked(r * a.row + k));
                for (sum, line) in sums.iter_mut().zip(line) {
                    *sum = sum.add_product(factor, line);
                }
            }
        }
        for (r, sums) in sums.into_iter().enumerate() {
            let out = &mut out.values[r * out.stride..][..C * LANES];
            for (out, sums) in out.as_chunks_mut().0.iter_mut().zip(sums) {
                sums.store(out);
            }
        }
    }
    R
}
