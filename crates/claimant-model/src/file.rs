//! Reading a safetensors file: a header of JSON, then the tensors' bytes.
//!
//! Everything is checked before anything is handed out: a file is input like any other. Numbers are little-endian
//! and need not be aligned, so floats are copied out and bytes are borrowed.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::ModelError;

/// Longest header that is read, in bytes; ours has some 20 kB.
const LONGEST_HEADER: usize = 4 << 20;

/// A file whose header fits its bytes.
#[derive(Debug)]
pub struct File<'a> {
    metadata: BTreeMap<String, String>,
    tensors: BTreeMap<String, Entry>,
    data: &'a [u8],
}

/// One tensor as the header describes it.
#[derive(Debug, Deserialize)]
struct Entry {
    dtype: String,
    shape: Vec<usize>,
    data_offsets: (usize, usize),
}

#[derive(Deserialize)]
struct Header {
    #[serde(default, rename = "__metadata__")]
    metadata: BTreeMap<String, String>,
    #[serde(flatten)]
    tensors: BTreeMap<String, Entry>,
}

impl<'a> File<'a> {
    /// Reads the header and checks that every tensor lies inside `bytes` and is as long as its shape says.
    ///
    /// # Errors
    /// [`ModelError::Header`] if the header is not there, not JSON of the right form, or longer than the file;
    /// [`ModelError::Tensor`] if a tensor does not fit.
    pub fn new(bytes: &'a [u8]) -> Result<File<'a>, ModelError> {
        let no_header = || ModelError::Header("it is shorter than its header".into());
        let (length, rest) = bytes.split_first_chunk::<8>().ok_or_else(no_header)?;
        let length = usize::try_from(u64::from_le_bytes(*length)).map_err(|_| no_header())?;
        if length > LONGEST_HEADER {
            return Err(ModelError::Header("its header is too long".into()));
        }
        let (header, data) = rest.split_at_checked(length).ok_or_else(no_header)?;
        let header: Header =
            serde_json::from_slice(header).map_err(|error| ModelError::Header(error.to_string()))?;
        for (name, entry) in &header.tensors {
            entry.check(data.len()).map_err(|problem| ModelError::tensor(name, problem))?;
        }
        Ok(File { metadata: header.metadata, tensors: header.tensors, data })
    }

    /// What the header says about the file under `key`.
    pub fn metadata(&self, key: &str) -> Option<&str> {
        self.metadata.get(key).map(String::as_str)
    }

    /// Names and shapes of all tensors, by name.
    pub fn tensors(&self) -> impl Iterator<Item = (&str, &[usize])> {
        self.tensors.iter().map(|(name, entry)| (name.as_str(), entry.shape.as_slice()))
    }

    /// Whether tensor `name` is of floats.
    pub fn is_float(&self, name: &str) -> bool {
        self.tensors.get(name).is_some_and(|entry| entry.dtype == "F32")
    }

    /// The bytes of a tensor of I8 (as two's complement) or U8, in rows.
    ///
    /// # Errors
    /// [`ModelError::Tensor`] if it is missing or of another type or shape.
    pub fn bytes(&self, name: &str, dtype: &str, shape: &[usize]) -> Result<&'a [u8], ModelError> {
        let entry = self.entry(name)?;
        if entry.dtype != dtype || entry.shape != shape {
            let (found, of) = (&entry.dtype, &entry.shape);
            return Err(ModelError::tensor(name, format!("it is {found} {of:?}, not {dtype} {shape:?}")));
        }
        let (start, end) = entry.data_offsets;
        self.data.get(start..end).ok_or_else(|| ModelError::tensor(name, "it lies outside the file"))
    }

    /// A tensor of F32, in rows.
    ///
    /// # Errors
    /// [`ModelError::Tensor`] if it is missing, of another type or shape, or holds what is not a number.
    pub fn floats(&self, name: &str, shape: &[usize]) -> Result<Vec<f32>, ModelError> {
        let (chunks, _) = self.bytes(name, "F32", shape)?.as_chunks::<4>();
        let values: Vec<f32> = chunks.iter().map(|chunk| f32::from_le_bytes(*chunk)).collect();
        if values.iter().any(|value| value.is_nan()) {
            return Err(ModelError::tensor(name, "it holds what is not a number"));
        }
        Ok(values)
    }

    /// The shape of tensor `name`.
    ///
    /// # Errors
    /// [`ModelError::Tensor`] if it is missing.
    pub fn shape(&self, name: &str) -> Result<&[usize], ModelError> {
        Ok(&self.entry(name)?.shape)
    }

    fn entry(&self, name: &str) -> Result<&Entry, ModelError> {
        self.tensors.get(name).ok_or_else(|| ModelError::tensor(name, "it is missing"))
    }
}

impl Entry {
    fn check(&self, available: usize) -> Result<(), String> {
        let size = match self.dtype.as_str() {
            "I8" | "U8" => 1_usize,
            "F32" => 4,
            other => return Err(format!("its type {other:?} is not known")),
        };
        let length = self.shape.iter().try_fold(size, |length, side| length.checked_mul(*side));
        let (start, end) = self.data_offsets;
        if end > available || end.checked_sub(start) != length || length.is_none() {
            return Err(format!(
                "bytes {start} to {end} are not {} {:?} in this file",
                self.dtype, self.shape
            ));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
