//! Sixteen floats in four registers.

use std::arch::aarch64::{float32x4_t, vdupq_n_f32, vfmaq_f32, vld1q_f32, vst1q_f32};

use super::super::LANES;
use super::Lanes;

/// Needs NEON.
#[derive(Clone, Copy)]
pub struct Register([float32x4_t; 4]);

impl Lanes for Register {
    const SUMS: usize = 4;

    #[inline(always)]
    unsafe fn all(x: f32) -> Self {
        // SAFETY: the caller has the instructions.
        unsafe { Register([vdupq_n_f32(x); 4]) }
    }

    #[inline(always)]
    unsafe fn load(from: *const f32) -> Self {
        // SAFETY: the caller has the instructions and sixteen floats there.
        unsafe {
            Register([
                vld1q_f32(from),
                vld1q_f32(from.add(4)),
                vld1q_f32(from.add(8)),
                vld1q_f32(from.add(12)),
            ])
        }
    }

    #[inline(always)]
    unsafe fn add_product(mut self, x: Self, y: Self) -> Self {
        for (sum, (x, y)) in self.0.iter_mut().zip(x.0.into_iter().zip(y.0)) {
            // SAFETY: the caller has the instructions.
            *sum = unsafe { vfmaq_f32(*sum, x, y) };
        }
        self
    }

    #[inline(always)]
    unsafe fn store(self, to: &mut [f32; LANES]) {
        for (to, register) in to.as_chunks_mut::<4>().0.iter_mut().zip(self.0) {
            // SAFETY: the caller has the instructions; a store is of four floats.
            unsafe { vst1q_f32(to.as_mut_ptr(), register) }
        }
    }
}
