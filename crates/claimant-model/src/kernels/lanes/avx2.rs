//! Sixteen floats in two registers.

use std::arch::x86_64::{__m256, _mm256_fmadd_ps, _mm256_loadu_ps, _mm256_set1_ps, _mm256_storeu_ps};

use super::super::LANES;
use super::Lanes;

/// Needs AVX and FMA.
#[derive(Clone, Copy)]
pub struct Register([__m256; 2]);

impl Lanes for Register {
    const SUMS: usize = 4;

    #[inline(always)]
    unsafe fn all(x: f32) -> Self {
        // SAFETY: the caller has the instructions.
        unsafe { Register([_mm256_set1_ps(x); 2]) }
    }

    #[inline(always)]
    unsafe fn load(from: *const f32) -> Self {
        // SAFETY: the caller has the instructions and sixteen floats there.
        unsafe { Register([_mm256_loadu_ps(from), _mm256_loadu_ps(from.add(8))]) }
    }

    #[inline(always)]
    unsafe fn add_product(self, x: Self, y: Self) -> Self {
        let (Register([a, b]), Register([xa, xb]), Register([ya, yb])) = (self, x, y);
        // SAFETY: the caller has the instructions.
        unsafe { Register([_mm256_fmadd_ps(xa, ya, a), _mm256_fmadd_ps(xb, yb, b)]) }
    }

    #[inline(always)]
    unsafe fn store(self, to: &mut [f32; LANES]) {
        for (to, register) in to.as_chunks_mut::<8>().0.iter_mut().zip(self.0) {
            // SAFETY: the caller has the instructions; a store is of eight floats.
            unsafe { _mm256_storeu_ps(to.as_mut_ptr(), register) }
        }
    }
}
