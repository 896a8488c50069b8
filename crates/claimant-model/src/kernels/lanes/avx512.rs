//! Sixteen floats in one register.

use std::arch::x86_64::{__m512, _mm512_fmadd_ps, _mm512_loadu_ps, _mm512_set1_ps, _mm512_storeu_ps};

use super::super::LANES;
use super::Lanes;

/// Needs AVX-512 F.
pub type Register = __m512;

impl Lanes for Register {
    const SUMS: usize = 16;

    #[inline(always)]
    unsafe fn all(x: f32) -> Self {
        // SAFETY: the caller has the instructions.
        unsafe { _mm512_set1_ps(x) }
    }

    #[inline(always)]
    unsafe fn load(from: *const f32) -> Self {
        // SAFETY: the caller has the instructions and sixteen floats there.
        unsafe { _mm512_loadu_ps(from) }
    }

    #[inline(always)]
    unsafe fn add_product(self, x: Self, y: Self) -> Self {
        // SAFETY: the caller has the instructions.
        unsafe { _mm512_fmadd_ps(x, y, self) }
    }

    #[inline(always)]
    unsafe fn store(self, to: &mut [f32; LANES]) {
        // SAFETY: the caller has the instructions; a store is of sixteen floats.
        unsafe { _mm512_storeu_ps(to.as_mut_ptr(), self) }
    }
}
