//! The product for any processor: what the others must equal.

use super::{Dot, Line, TILE};

pub struct Bytes;

impl Dot for Bytes {
    #[inline(always)]
    unsafe fn sums<const R: usize>(
        rows: [&[[u8; 4]]; R],
        weights: &[[Line; 2]],
        sums: &mut [[i32; TILE]; R],
    ) {
        *sums = [[0; TILE]; R];
        for (sums, row) in sums.iter_mut().zip(rows) {
            for (bytes, lines) in row.iter().zip(weights) {
                for (sums, line) in sums.as_chunks_mut::<16>().0.iter_mut().zip(lines) {
                    add(bytes.map(i32::from), line, sums);
                }
            }
        }
    }
}

/// Adds four inputs' products to 16 sums. Weights are cut out of words of 32 bits, which any vector unit can do.
#[inline(always)]
fn add([a, b, c, d]: [i32; 4], line: &Line, sums: &mut [i32; 16]) {
    for (sum, weights) in sums.iter_mut().zip(line.as_chunks::<4>().0) {
        let word = i32::from_le_bytes(*weights);
        *sum += a * (word << 24 >> 24) + b * (word << 16 >> 24) + c * (word << 8 >> 24) + d * (word >> 24);
    }
}
