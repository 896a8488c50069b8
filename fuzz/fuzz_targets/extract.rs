//! Any text through segmentation, rules and claims: no panic, and every span of the reading lies in the text.
#![no_main]

use claimant_doc::Article;
use claimant_extract::{Config, extract};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let mut reading = extract(Article::new(text), &Config { fast: true, ..Config::default() });
    assert_eq!(reading.misplaced(), None);
});
