//! The product by NEON, without the dot-product instructions, which are not on every processor.
//!
//! Bytes are made signed by taking away 128, which the zero point then makes up for, exactly; products of signed bytes
//! fit into 16 bits.

use std::arch::aarch64::{
    int32x4_t, vdup_n_s32, vdupq_n_s32, vget_high_s8, vget_low_s8, vld1q_s8, vmull_s8, vpadalq_s16,
    vpaddq_s32, vreinterpret_s8_s32, vst1q_s32,
};

use super::{Dot, Line, TILE, cut};

/// Needs NEON.
pub struct Bytes;

impl Dot for Bytes {
    const TAKEN: i32 = 128;
    const ROWS: usize = 4;

    #[inline(always)]
    unsafe fn sums<const R: usize>(
        rows: [&[[u8; 4]]; R],
        weights: &[[Line; 2]],
        sums: &mut [[i32; TILE]; R],
    ) {
        for (sums, rows) in sums.chunks_mut(Self::ROWS).zip(rows.chunks(Self::ROWS)) {
            for quarter in 0..4 {
                // SAFETY: passed on to the caller.
                unsafe {
                    match (<&[_; Self::ROWS]>::try_from(rows), <&mut [_; Self::ROWS]>::try_from(&mut *sums)) {
                        (Ok(rows), Ok(sums)) => some_rows(*rows, weights, quarter, sums),
                        _ => {
                            for (row, sums) in rows.iter().zip(&mut *sums) {
                                some_rows([*row], weights, quarter, std::array::from_mut(sums));
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Sums of `R` rows for eight outputs: half a line.
///
/// # Safety
/// Needs NEON.
#[inline(always)]
unsafe fn some_rows<const R: usize>(
    rows: [&[[u8; 4]]; R],
    weights: &[[Line; 2]],
    quarter: usize,
    sums: &mut [[i32; TILE]; R],
) {
    let rows = cut(rows, weights.len());
    // SAFETY: the caller has NEON; loads are of 32 of a line's 64 bytes, stores of 8 of a row's 32 sums.
    unsafe {
        // Each register holds two sums for each of two outputs.
        let mut registers: [[int32x4_t; 4]; R] = [[vdupq_n_s32(0); 4]; R];
        for (group, lines) in weights.iter().enumerate() {
            let half = &lines[quarter / 2][quarter % 2 * 32..][..32];
            let (first, second) = (vld1q_s8(half.as_ptr().cast()), vld1q_s8(half[16..].as_ptr().cast()));
            let pairs = [vget_low_s8(first), vget_high_s8(first), vget_low_s8(second), vget_high_s8(second)];
            for r in 0..R {
                let bytes = rows[r][group].map(|byte| byte ^ 0x80);
                let bytes = vreinterpret_s8_s32(vdup_n_s32(i32::from_le_bytes(bytes)));
                for n in 0..4 {
                    registers[r][n] = vpadalq_s16(registers[r][n], vmull_s8(bytes, pairs[n]));
                }
            }
        }
        for (sums, [a, b, c, d]) in sums.iter_mut().zip(registers) {
            let eight = &mut sums[quarter * 8..][..8];
            vst1q_s32(eight.as_mut_ptr(), vpaddq_s32(a, b));
            vst1q_s32(eight[4..].as_mut_ptr(), vpaddq_s32(c, d));
        }
    }
}
