//! The model that is built in.

use std::sync::OnceLock;

use crate::Model;

/// Its file. `models/README.md` says what it learned from.
const BYTES: &[u8] = include_bytes!("../../../models/encoder.safetensors");
/// SHA-256 of the file, in hex; a test holds the file to it.
const HASH: &str = include_str!("../../../models/encoder.sha256");

/// The built-in model, read at the first call.
pub fn bundled() -> Option<&'static Model> {
    static MODEL: OnceLock<Option<Model>> = OnceLock::new();
    MODEL.get_or_init(|| Model::from_bytes(BYTES).ok()).as_ref()
}

/// `name@` and the first 12 digits of the file's hash: what a ledger says that it was written with.
pub fn bundled_label() -> String {
    let name = bundled().map_or("none", Model::name);
    format!("{name}@{}", HASH.get(..12).unwrap_or(HASH))
}

#[cfg(test)]
mod tests {
    use sha2::{Digest, Sha256};

    use super::*;

    #[test]
    fn the_file_is_the_one_that_is_named_and_loads() {
        let hash: String = Sha256::digest(BYTES).iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(hash, HASH.trim());
        assert!(bundled().is_some());
    }
}
