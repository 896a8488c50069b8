//! Sixteen floats for any processor: what the others must equal.

use super::super::LANES;
use super::Lanes;

/// Needs nothing.
#[derive(Clone, Copy)]
pub struct Register([f32; LANES]);

impl Lanes for Register {
    const SUMS: usize = 2;

    #[inline(always)]
    unsafe fn all(x: f32) -> Self {
        Register([x; LANES])
    }

    #[inline(always)]
    unsafe fn load(from: *const f32) -> Self {
        // SAFETY: the caller has sixteen floats there; an array of floats is aligned as a float is.
        unsafe { Register(*from.cast()) }
    }

    #[inline(always)]
    unsafe fn add_product(mut self, x: Self, y: Self) -> Self {
        for (sum, (x, y)) in self.0.iter_mut().zip(x.0.into_iter().zip(y.0)) {
            *sum = fused(x, y, *sum);
        }
        self
    }

    #[inline(always)]
    unsafe fn store(self, to: &mut [f32; LANES]) {
        *to = self.0;
    }
}

/// `x * y + sum`, rounded once, on processors that have no instruction for it: the product is exact in 64 bits, and a sum
/// that was rounded to odd there rounds to 32 bits as the exact one would (Boldo and Melquiond 2008, "Emulation of FMA").
#[inline(always)]
pub(in crate::kernels) fn fused(x: f32, y: f32, sum: f32) -> f32 {
    let (product, sum) = (f64::from(x) * f64::from(y), f64::from(sum));
    let rounded = product + sum;
    let added = rounded - product;
    let lost = (product - (rounded - added)) + (sum - added);
    let bits = rounded.to_bits();
    let outwards = (lost > 0.0) == (rounded > 0.0);
    let odd = if outwards { bits.wrapping_add(1) } else { bits.wrapping_sub(1) };
    let inexact = lost.abs() > 0.0;
    f64::from_bits(if inexact && bits & 1 == 0 { odd } else { bits }) as f32
}
