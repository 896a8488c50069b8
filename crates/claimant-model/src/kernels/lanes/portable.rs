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
            *sum += x * y;
        }
        self
    }

    #[inline(always)]
    unsafe fn store(self, to: &mut [f32; LANES]) {
        *to = self.0;
    }
}
