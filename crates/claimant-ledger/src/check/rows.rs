//! Rows of a table's file: unpacked, cut into cells, in the order of the descriptor's fields.

use std::io::Read;

use flate2::read::MultiGzDecoder;

use super::{Resource, TableError};

/// The most that a packed table may unpack to, in bytes.
const LARGEST: u64 = 512 << 20;

/// One row: its line in the file, from 1, and its cells, one for each field of the descriptor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RawRow {
    pub line: u64,
    pub cells: Vec<String>,
}

/// The first bytes of a Parquet file.
const PARQUET: &[u8] = b"PAR1";

/// The rows of `bytes`, which are packed and cut as `resource` says; those of a Parquet file come as CSV.
pub fn rows(resource: &Resource, bytes: &[u8]) -> Result<Vec<RawRow>, TableError> {
    if bytes.starts_with(PARQUET) {
        return Err(TableError::Parquet(resource.name.clone()));
    }
    let unpacked = unpack(resource, bytes)?;
    let plain = unpacked.as_deref().unwrap_or(bytes);
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter(resource)?).from_reader(plain);
    let order = order(resource, reader.headers().map_err(row_error)?)?;
    let mut found = Vec::new();
    for record in reader.records() {
        let record = record.map_err(row_error)?;
        let cell = |&at: &usize| record.get(at).unwrap_or_default().trim().to_owned();
        let line = record.position().map_or(0, csv::Position::line);
        found.push(RawRow { line, cells: order.iter().map(cell).collect() });
    }
    match found.is_empty() {
        true => Err(TableError::NoRows(resource.name.clone())),
        false => Ok(found),
    }
}

fn unpack(resource: &Resource, bytes: &[u8]) -> Result<Option<Vec<u8>>, TableError> {
    if resource.is_parquet() {
        return Ok(None);
    }
    let packed = resource.compression.as_deref().is_some_and(|kind| kind.starts_with("gz"));
    if !packed && !resource.path.ends_with(".gz") {
        return Ok(None);
    }
    let mut plain = Vec::new();
    let mut door = MultiGzDecoder::new(bytes).take(LARGEST + 1);
    door.read_to_end(&mut plain).map_err(|why| TableError::Packed(why.to_string()))?;
    match plain.len() as u64 > LARGEST {
        true => Err(TableError::Packed(format!("more than {LARGEST} bytes"))),
        false => Ok(Some(plain)),
    }
}

fn delimiter(resource: &Resource) -> Result<u8, TableError> {
    if resource.is_parquet() {
        return Ok(b',');
    }
    let wrong = || TableError::Descriptor(format!("“{}”: the delimiter is not one byte", resource.name));
    u8::try_from(resource.dialect.delimiter).map_err(|_| wrong())
}

/// Where each field of the descriptor stands in the file.
fn order(resource: &Resource, headers: &csv::StringRecord) -> Result<Vec<usize>, TableError> {
    if resource.fields().is_empty() {
        let columns = headers.iter().map(|header| header.trim_start_matches('\u{feff}').trim().to_owned());
        return Err(TableError::NoFields { resource: resource.name.clone(), columns: columns.collect() });
    }
    let place = |name: &str| {
        // A byte order mark belongs to no name.
        let found = headers.iter().position(|header| header.trim_start_matches('\u{feff}').trim() == name);
        let missing = || TableError::NoColumn { resource: resource.name.clone(), column: name.to_owned() };
        found.ok_or_else(missing)
    };
    resource.fields().iter().map(|field| place(&field.name)).collect()
}

fn row_error(error: csv::Error) -> TableError {
    let line = error.position().map_or(0, csv::Position::line);
    let why = match error.kind() {
        csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
            format!("{len} cells in place of {expected_len}")
        }
        csv::ErrorKind::Utf8 { .. } => "not UTF-8".to_owned(),
        _ => error.to_string(),
    };
    TableError::Row { line, why }
}
