//! One article, all the way.

use claimant_doc::Reading;
use claimant_extract::{Config, extract};
use claimant_read::{Options, Read, ReadError, read};

/// What is found in an article that was read: the reader's warnings go before the extractors'.
pub fn reading(read: Read, config: &Config) -> Reading {
    let mut reading = extract(read.article, config);
    reading.generator.version = env!("CARGO_PKG_VERSION").to_owned();
    reading.warnings.splice(0..0, read.warnings);
    reading
}

/// Every article in `bytes` with what is found in it, on this thread, without limits of time.
pub fn readings(bytes: &[u8], options: &Options<'_>, config: &Config) -> Vec<Result<Reading, ReadError>> {
    let articles = read(bytes, options).into_iter();
    articles.map(|article| article.map(|article| reading(article, config))).collect()
}
