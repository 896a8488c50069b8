//! `claimant extractors`: the table, for people.

use std::process::ExitCode;

use claimant::EXTRACTORS;

use crate::output;
use crate::print::{Flow, Page, Paint};

/// Prints name and purpose of every extractor, in the order they run.
pub fn run() -> ExitCode {
    let page = Page { width: output::columns(None), color: false };
    let widest = EXTRACTORS.iter().map(|extractor| extractor.name.len()).max().unwrap_or(0);
    let mut out = String::new();
    for extractor in EXTRACTORS {
        let mut about = String::new();
        Flow::default().add(Paint::Plain, extractor.about).write(&page, widest + 2, widest + 2, &mut about);
        out.push_str(extractor.name);
        out.push_str(about.get(extractor.name.len()..).unwrap_or_default());
    }
    output::print(&out)
}
