//! The file as it lies in the program, and where its parts begin.

/// The whole file.
pub static FILE: &[u8] = include_bytes!("../../../../models/gazetteer.bin");

/// How many countries, regions, counties, cities and areas there are.
pub const COUNTS: [u32; 5] = [held(8), held(12), held(16), held(20), held(24)];
/// Where the records begin, and how long one is.
pub const RECORDS: usize = 32;
pub const RECORD: usize = 14;
/// Where the codes begin.
pub const CODES: usize =
    RECORDS + RECORD * (COUNTS[0] + COUNTS[1] + COUNTS[2] + COUNTS[3] + COUNTS[4]) as usize;
/// Where the buckets begin.
pub const BUCKETS: usize = CODES + 6 * (COUNTS[0] + COUNTS[1]) as usize;
/// Where the names begin.
pub const NAMES: usize = BUCKETS + 3 * 65_537;

/// Four bytes of the header, when the program is compiled.
const fn held(at: usize) -> u32 {
    const HEAD: &[u8] = include_bytes!("../../../../models/gazetteer.bin");
    u32::from_le_bytes([HEAD[at], HEAD[at + 1], HEAD[at + 2], HEAD[at + 3]])
}

/// The file ends where its header says.
const _: () = {
    const WHOLE: &[u8] = include_bytes!("../../../../models/gazetteer.bin");
    assert!(WHOLE.len() == NAMES + 7 * held(28) as usize, "models/gazetteer.bin is cut short");
};

/// One byte.
pub fn byte(at: usize) -> u8 {
    FILE.get(at).copied().unwrap_or_default()
}

/// Three bytes as a number.
pub fn three(at: usize) -> u32 {
    match FILE.get(at..at + 3) {
        Some(&[a, b, c]) => u32::from_le_bytes([a, b, c, 0]),
        _ => 0,
    }
}

/// Four bytes as a number.
pub fn word(at: usize) -> u32 {
    match FILE.get(at..at + 4) {
        Some(&[a, b, c, d]) => u32::from_le_bytes([a, b, c, d]),
        _ => 0,
    }
}

/// `length` bytes as text.
pub fn text(at: usize, length: usize) -> &'static str {
    FILE.get(at..at + length).and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or_default()
}
