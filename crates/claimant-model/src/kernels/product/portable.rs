//! The product for any processor: what the others must equal.

use super::{Dot, Line, Sums, TILE};

pub(super) struct Portable;

impl Dot for Portable {
    #[inline(always)]
    unsafe fn sums<const R: usize>(rows: [&[[u8; 4]]; R], weights: &[[Line; 2]], sums: &mut Sums<R>) {
        sums.0 = [[0; TILE]; R];
        for (sums, row) in sums.0.iter_mut().zip(rows) {
            for (bytes, lines) in row.iter().zip(weights) {
                let bytes = bytes.map(i32::from);
                for (sums, line) in sums.as_chunks_mut::<16>().0.iter_mut().zip(lines) {
                    for (sum, weights) in sums.iter_mut().zip(line.0.as_chunks::<4>().0) {
                        *sum += (0..4).map(|i| bytes[i] * i32::from(weights[i])).sum::<i32>();
                    }
                }
            }
        }
    }
}
