//! CSV tables for spreadsheets and data desks, described by a Frictionless Data Package.
//!
//! A text cell that a spreadsheet would run as a formula gets an apostrophe before it, unless every cell is wanted as
//! it is. Numbers are ours and stay numbers. A figure or an event has a row for each claim that it stands in, with
//! who vouches for that claim; one that stands in no claim has none, because nobody is known to vouch for it. Claims
//! that a person has rejected stand in their own table only, where they are marked.

mod package;
mod rows;
mod tables;

use super::view::View;
use super::{Body, Options, Part, part};
use tables::TABLES;

pub(super) const BODY: Body = Body::Many { head, article };

/// A table of the package.
struct Table {
    name: &'static str,
    about: &'static str,
    columns: &'static [Column],
    /// Columns that tell one row from another.
    key: &'static [&'static str],
    rows: fn(&View<'_>) -> Vec<Vec<Cell>>,
}

/// A column: its name, its type in the words of Table Schema, and what it holds.
struct Column(&'static str, &'static str, &'static str);

/// What stands in one place.
enum Cell {
    Text(String),
    /// A number, as it is written.
    Number(String),
    Nothing,
}

fn head(options: &Options) -> Vec<Part> {
    let heads = TABLES.iter().map(|table| {
        let names = table.columns.iter().map(|column| Cell::Text(column.0.to_owned()));
        part(table.file(), line(names, options.raw))
    });
    [part("datapackage.json", package::descriptor(options.raw))].into_iter().chain(heads).collect()
}

fn article(view: &View<'_>, options: &Options) -> Vec<Part> {
    let rows = |table: &Table| -> String {
        (table.rows)(view).into_iter().map(|row| line(row.into_iter(), options.raw)).collect()
    };
    TABLES.iter().map(|table| part(table.file(), rows(table))).collect()
}

impl Table {
    fn file(&self) -> String {
        format!("{}.csv", self.name)
    }
}

fn line(cells: impl Iterator<Item = Cell>, raw: bool) -> String {
    let cells = cells.map(|cell| match cell {
        Cell::Text(text) if raw => quoted(text),
        Cell::Text(text) => quoted(escaped(text)),
        Cell::Number(number) => number,
        Cell::Nothing => String::new(),
    });
    cells.collect::<Vec<_>>().join(",") + "\n"
}

/// `text` so that no spreadsheet runs it.
fn escaped(text: String) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text }
}

fn quoted(text: String) -> String {
    if text.contains(['"', ',', '\n', '\r']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Cell {
        Cell::Text(text.to_owned())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Cell {
        Cell::Text(text)
    }
}

impl From<&String> for Cell {
    fn from(text: &String) -> Cell {
        Cell::Text(text.clone())
    }
}

impl From<usize> for Cell {
    fn from(number: usize) -> Cell {
        Cell::Number(number.to_string())
    }
}

impl From<u32> for Cell {
    fn from(number: u32) -> Cell {
        Cell::Number(number.to_string())
    }
}

impl From<f64> for Cell {
    fn from(number: f64) -> Cell {
        if number.is_finite() { Cell::Number(number.to_string()) } else { Cell::Nothing }
    }
}

impl From<f32> for Cell {
    fn from(number: f32) -> Cell {
        if number.is_finite() { Cell::Number(number.to_string()) } else { Cell::Nothing }
    }
}

impl<T: Into<Cell>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Cell {
        value.map_or(Cell::Nothing, Into::into)
    }
}
