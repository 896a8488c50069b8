//! The JSON door: what is read back is written the same, and what is not a record is an error.
#![no_main]

use claimant_doc::Record;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(reading) = serde_json::from_slice::<Record>(bytes) else { return };
    let once = serde_json::to_string(&reading).expect("a record can be written");
    let again: Record = serde_json::from_str(&once).expect("what was written can be read");
    assert_eq!(serde_json::to_string(&again).expect("a record can be written"), once);
});
