//! The JSON door: what is read back is written the same, and what is not a reading is an error.
#![no_main]

use claimant_doc::Reading;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(reading) = serde_json::from_slice::<Reading>(bytes) else { return };
    let once = serde_json::to_string(&reading).expect("a reading can be written");
    let again: Reading = serde_json::from_str(&once).expect("what was written can be read");
    assert_eq!(serde_json::to_string(&again).expect("a reading can be written"), once);
});
