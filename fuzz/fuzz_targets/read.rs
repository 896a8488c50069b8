//! Any bytes through every reader: each document has one outcome, and no reader panics.
#![no_main]

use claimant_read::{Options, entries, feeds, read};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let _ = feeds(bytes);
    if let Ok(entries) = entries(bytes, &Options::default()) {
        assert!(entries.iter().all(|entry| !entry.id.is_empty()));
    }
    for article in read(bytes, &Options::default()).into_iter().flatten() {
        assert!(!article.article.text().trim().is_empty());
    }
});
