//! The product by AVX-512-VNNI: one instruction multiplies 64 bytes by 64 weights and adds them in fours, exactly.

use std::arch::x86_64::{
    __m512i, _mm512_dpbusd_epi32, _mm512_loadu_si512, _mm512_set1_epi32, _mm512_setzero_si512,
    _mm512_storeu_si512,
};

use super::{Dot, Line, TILE, cut};

/// Needs AVX-512 F, BW, DQ, VL and VNNI.
pub struct Bytes;

impl Dot for Bytes {
    #[inline(always)]
    unsafe fn sums<const R: usize>(
        rows: [&[[u8; 4]]; R],
        weights: &[[Line; 2]],
        sums: &mut [[i32; TILE]; R],
    ) {
        let rows = cut(rows, weights.len());
        // SAFETY: the caller has the instructions; loads are of whole lines, stores of 16 of a row's 32 sums.
        unsafe {
            let mut registers = [[_mm512_setzero_si512(); 2]; R];
            for (group, lines) in weights.iter().enumerate() {
                let lines = [load(&lines[0]), load(&lines[1])];
                for r in 0..R {
                    let bytes = _mm512_set1_epi32(i32::from_le_bytes(rows[r][group]));
                    registers[r][0] = _mm512_dpbusd_epi32(registers[r][0], bytes, lines[0]);
                    registers[r][1] = _mm512_dpbusd_epi32(registers[r][1], bytes, lines[1]);
                }
            }
            for (sums, registers) in sums.iter_mut().zip(registers) {
                for (sums, register) in sums.as_chunks_mut::<16>().0.iter_mut().zip(registers) {
                    _mm512_storeu_si512(sums.as_mut_ptr().cast(), register);
                }
            }
        }
    }
}

/// # Safety
/// Needs AVX-512 F.
#[inline(always)]
unsafe fn load(line: &Line) -> __m512i {
    // SAFETY: a line is 64 bytes.
    unsafe { _mm512_loadu_si512(line.as_ptr().cast()) }
}
