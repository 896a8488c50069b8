//! Floats whose first one starts a cache line, so that no load or store of a register touches two.

use std::ops::{Deref, DerefMut};

/// Floats of one cache line.
const LINE: usize = 16;

/// A buffer of floats that is used again and again.
#[derive(Debug, Default)]
pub struct Floats {
    /// Up to a line more than asked for.
    values: Vec<f32>,
    start: usize,
    length: usize,
}

impl Floats {
    /// Makes it `length` floats long; what it holds afterwards is old floats or zeros.
    pub fn resize(&mut self, length: usize) {
        self.length = length;
        if self.values.len() < length + LINE {
            self.values = vec![0.0; length + LINE];
            self.start = self.values.as_ptr().align_offset(LINE * size_of::<f32>()).min(LINE);
        }
    }
}

impl Deref for Floats {
    type Target = [f32];

    #[inline(always)]
    fn deref(&self) -> &[f32] {
        self.values.get(self.start..self.start + self.length).unwrap_or_default()
    }
}

impl DerefMut for Floats {
    #[inline(always)]
    fn deref_mut(&mut self) -> &mut [f32] {
        self.values.get_mut(self.start..self.start + self.length).unwrap_or_default()
    }
}
