//! How much work one document may cost. Real news stays far below every one of these.

/// Bytes of one document, after decompression.
pub const DOCUMENT: usize = 64 << 20;
/// Bytes of the text of one article, some 350,000 words: what is found in it may take two hundred times as many.
pub const TEXT: usize = 2 << 20;
/// Bytes of a value in a page's metadata that is taken for a title, a name or a date.
pub const VALUE: usize = 500;
/// Names in a page's data that are looked at.
pub const NAMES: usize = 64;
/// Decompressed bytes for each compressed byte.
pub const RATIO: usize = 100;
/// Bytes that may be decompressed before the ratio is looked at: short repetitive pages compress well.
pub const RATIO_FREE: usize = 1 << 20;
/// Elements inside each other; deeper ones are read as part of their parent.
pub const DEPTH: usize = 128;
/// Elements of one page. Pages of long lists have some 50,000.
pub const ELEMENTS: usize = 150_000;
/// Attributes kept of one element; pages use some ten.
pub const ATTRIBUTES: usize = 64;
/// Bytes of one line of WARC or HTTP headers.
pub const HEADER_LINE: usize = 64 << 10;
/// Header lines of one WARC record or HTTP response.
pub const HEADER_LINES: usize = 1000;
/// Memory that the PDF child process may use, in bytes.
pub const PDF_MEMORY: u64 = 1 << 30;
/// Processor time that the PDF child process may use, in seconds.
pub const PDF_SECONDS: u64 = 10;
/// Entries of a feed that are looked at one by one; feeds have some hundred.
pub const ENTRIES: usize = 2000;
/// Feeds that one list may name.
pub const FEEDS: usize = 10_000;
