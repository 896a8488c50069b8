//! How answers of a ledger are written: claims and tables, in every format.
//!
//! Every format of a claim shows who vouches and how sure they are; what is cut are the claim's words alone.

mod claims;
mod related;
mod tables;

use std::io::{self, IsTerminal};

use crate::args::Shown;
use crate::batch::Stop;
use crate::output::{self, Output};
use crate::print::Page;

pub use claims::{Claims, text as claim_text};
pub use related::{Found, text as related_text};
pub use tables::Rows;

/// What an answer is written as.
#[derive(Clone, Copy, Debug)]
pub enum Format {
    Json,
    Csv { raw: bool },
    Markdown,
    Text(Page),
}

impl Format {
    /// As asked; else for people on a terminal, and JSON Lines in a pipe.
    pub fn of(shown: &Shown) -> Format {
        let page = Page { width: output::columns(shown.width), color: output::color(shown.color) };
        match shown {
            Shown { json: true, .. } => Format::Json,
            Shown { csv: true, raw, .. } => Format::Csv { raw: *raw },
            Shown { md: true, .. } => Format::Markdown,
            Shown { report: true, .. } => Format::Text(page),
            _ if io::stdout().is_terminal() => Format::Text(page),
            _ => Format::Json,
        }
    }
}

/// Writes `text` to stdout.
pub fn put(out: &mut Output, text: &str) -> Result<(), Stop> {
    out.write(text.as_bytes()).map_err(|error| Stop::writing("stdout", &error))
}

/// A row of a Markdown table: nothing in a cell is markup.
fn markdown(cells: &[String]) -> String {
    let cell = |cell: &String| {
        let mut out = String::new();
        for c in crate::print::visible(cell).chars() {
            match c {
                '\n' | '\r' | '\t' => out.push(' '),
                '<' => out.push_str("&lt;"),
                '&' => out.push_str("&amp;"),
                '|' | '\\' | '`' | '*' | '_' | '[' | ']' | '~' => out.extend(['\\', c]),
                c => out.push(c),
            }
        }
        out
    };
    format!("| {} |\n", cells.iter().map(cell).collect::<Vec<_>>().join(" | "))
}

/// The line under the names of a Markdown table's columns.
fn rule(columns: usize) -> String {
    format!("|{}\n", "---|".repeat(columns))
}
