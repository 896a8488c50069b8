//! What can be wrong with a table's files, with the row and column where it is.

use std::fmt;

/// Why a descriptor or a table could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TableError {
    /// The descriptor is not JSON, or not of the shape of a Data Package.
    Descriptor(String),
    /// The package has no resource of that name.
    NoResource(String),
    /// The resource is of another kind than asked for: a list of names is no table of counts.
    OtherKind {
        /// The resource.
        resource: String,
        /// What it must be.
        wanted: &'static str,
    },
    /// A column of the descriptor is not in the file, or a role that is needed is given to none.
    NoColumn {
        /// The resource.
        resource: String,
        /// The column or role.
        column: String,
    },
    /// Two columns have a role that only one may have.
    TwoColumns {
        /// The role.
        role: &'static str,
        /// The first.
        first: String,
        /// The second.
        second: String,
    },
    /// The bytes are not the gzip that the descriptor says, or unpack to too much.
    Packed(String),
    /// The rows are not CSV, or not UTF-8.
    Row {
        /// Line of the file, from 1; 0 where it is not known.
        line: u64,
        /// What is wrong.
        why: String,
    },
    /// A cell is not what its column holds.
    Cell {
        /// Line of the file, from 1.
        line: u64,
        /// Column, from 1.
        column: usize,
        /// The column's name.
        name: String,
        /// The cell.
        value: String,
        /// What it must be.
        wanted: &'static str,
    },
    /// The table has no rows.
    NoRows(String),
    /// The descriptor says nothing of the columns.
    NoFields {
        /// The resource.
        resource: String,
        /// The columns of its file.
        columns: Vec<String>,
    },
    /// The file is Parquet, which is read elsewhere and comes here as CSV.
    Parquet(String),
}

impl fmt::Display for TableError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            TableError::Descriptor(why) => write!(out, "the descriptor is not a Data Package: {why}"),
            TableError::NoResource(name) => write!(out, "the package has no resource “{name}”"),
            TableError::OtherKind { resource, wanted } => write!(out, "“{resource}” is not {wanted}"),
            TableError::NoColumn { resource, column } => write!(out, "“{resource}” has no column “{column}”"),
            TableError::TwoColumns { role, first, second } => {
                write!(out, "two columns are the {role}: “{first}” and “{second}”")
            }
            TableError::Packed(why) => write!(out, "cannot unpack: {why}"),
            TableError::Row { line, why } => write!(out, "line {line}: {why}"),
            TableError::Cell { line, column, name, value, wanted } => {
                write!(out, "line {line}, column {column} (“{name}”): “{value}” is not {wanted}")
            }
            TableError::NoFields { resource, columns } => {
                let field = |name: &String| {
                    format!("{{\"name\": {}, \"type\": \"string\"}}", serde_json::json!(name))
                };
                let fields = columns.iter().map(field).collect::<Vec<_>>().join(", ");
                write!(
                    out,
                    "“{resource}” does not describe its columns; give it, with the type of each (year, date, integer, string …): \
                     \"schema\": {{\"fields\": [{fields}]}}"
                )
            }
            TableError::Parquet(name) => {
                write!(out, "the file of “{name}” is Parquet, and is not said to be")
            }
            TableError::NoRows(name) => write!(out, "“{name}” has no rows"),
        }
    }
}

impl std::error::Error for TableError {}
