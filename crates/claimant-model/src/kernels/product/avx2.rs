//! The product by AVX2.
//!
//! The instruction for bytes saturates, so bytes are widened: even and odd ones of each group apart, which leaves one
//! sum for each output in place. Products of pairs then add up exactly in 32 bits.

use std::arch::x86_64::{
    __m256i, _mm256_add_epi32, _mm256_and_si256, _mm256_loadu_si256, _mm256_madd_epi16, _mm256_set1_epi32,
    _mm256_setzero_si256, _mm256_slli_epi16, _mm256_srai_epi16, _mm256_srli_epi16, _mm256_storeu_si256,
};

use super::{Dot, Line, TILE, cut};

/// Needs AVX2.
pub struct Bytes;

impl Dot for Bytes {
    const ROWS: usize = 4;

    #[inline(always)]
    unsafe fn sums<const R: usize>(
        rows: [&[[u8; 4]]; R],
        weights: &[[Line; 2]],
        sums: &mut [[i32; TILE]; R],
    ) {
        for (sums, rows) in sums.chunks_mut(Self::ROWS).zip(rows.chunks(Self::ROWS)) {
            for half in 0..2 {
                // SAFETY: passed on to the caller.
                unsafe {
                    match (<&[_; Self::ROWS]>::try_from(rows), <&mut [_; Self::ROWS]>::try_from(&mut *sums)) {
                        (Ok(rows), Ok(sums)) => some_rows(*rows, weights, half, sums),
                        _ => {
                            for (row, sums) in rows.iter().zip(&mut *sums) {
                                some_rows([*row], weights, half, std::array::from_mut(sums));
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Sums of `R` rows for one half of a tile.
///
/// # Safety
/// Needs AVX2.
#[inline(always)]
unsafe fn some_rows<const R: usize>(
    rows: [&[[u8; 4]]; R],
    weights: &[[Line; 2]],
    half: usize,
    sums: &mut [[i32; TILE]; R],
) {
    let rows = cut(rows, weights.len());
    // SAFETY: the caller has AVX2; a line is two registers; stores are of 8 of a row's 32 sums.
    unsafe {
        let mask = _mm256_set1_epi32(0x00ff_00ff);
        let mut registers = [[_mm256_setzero_si256(); 2]; R];
        for (group, lines) in weights.iter().enumerate() {
            let at = lines[half].as_ptr().cast::<__m256i>();
            let lines = [_mm256_loadu_si256(at), _mm256_loadu_si256(at.add(1))];
            let odd = lines.map(|line| _mm256_srai_epi16::<8>(line));
            let even = lines.map(|line| _mm256_srai_epi16::<8>(_mm256_slli_epi16::<8>(line)));
            for r in 0..R {
                let bytes = _mm256_set1_epi32(i32::from_le_bytes(rows[r][group]));
                let (bytes_even, bytes_odd) = (_mm256_and_si256(bytes, mask), _mm256_srli_epi16::<8>(bytes));
                for n in 0..2 {
                    let pairs = _mm256_add_epi32(
                        _mm256_madd_epi16(bytes_even, even[n]),
                        _mm256_madd_epi16(bytes_odd, odd[n]),
                    );
                    registers[r][n] = _mm256_add_epi32(registers[r][n], pairs);
                }
            }
        }
        for (sums, registers) in sums.iter_mut().zip(registers) {
            for (n, register) in registers.into_iter().enumerate() {
                let eight = &mut sums[half * 16 + n * 8..][..8];
                _mm256_storeu_si256(eight.as_mut_ptr().cast(), register);
            }
        }
    }
}
