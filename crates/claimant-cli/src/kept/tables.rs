//! The answer to a question in SQL.

use claimant::ledger::Value;
use serde_json::{Map, Value as Json};

use super::{Format, markdown, put, rule};
use crate::batch::Stop;
use crate::csv;
use crate::output::Output;
use crate::print::visible;

/// Writes rows in one format.
pub struct Rows {
    format: Format,
    columns: Vec<String>,
    out: Output,
}

impl Rows {
    /// Begins a table with these columns.
    pub fn begin(format: Format, columns: &[String]) -> Result<Rows, Stop> {
        let mut out = Output::stdout();
        let head = match format {
            Format::Csv { .. } => csv::line(columns.iter().map(|name| name.as_str().into())),
            Format::Markdown => markdown(columns) + &rule(columns.len()),
            Format::Text(_) => columns.join("\t") + "\n",
            Format::Json => String::new(),
        };
        put(&mut out, &head)?;
        Ok(Rows { format, columns: columns.to_vec(), out })
    }

    /// Writes one row.
    pub fn write(&mut self, row: Vec<Value>) -> Result<(), Stop> {
        let words = || row.iter().map(word);
        let text = match self.format {
            Format::Json => {
                let fields = self.columns.iter().cloned().zip(row.iter().map(json));
                Json::Object(fields.collect::<Map<_, _>>()).to_string() + "\n"
            }
            Format::Csv { raw } => {
                csv::line(words().map(|cell| if raw { cell } else { csv::escaped(cell) }.into()))
            }
            Format::Markdown => markdown(&words().collect::<Vec<_>>()),
            Format::Text(_) => {
                let cells = words().map(|cell| visible(&cell).replace(['\t', '\n', '\r'], " "));
                cells.collect::<Vec<_>>().join("\t") + "\n"
            }
        };
        put(&mut self.out, &text)
    }

    /// Hands on what is buffered.
    pub fn end(self) -> Result<(), Stop> {
        self.out.finish().map_err(|error| Stop::writing("stdout", &error))
    }
}

fn json(value: &Value) -> Json {
    match value {
        Value::Null => Json::Null,
        Value::Integer(value) => Json::from(*value),
        Value::Real(value) => Json::from(*value),
        Value::Text(value) => Json::from(value.as_str()),
        Value::Blob(_) => Json::from(word(value)),
    }
}

fn word(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Integer(value) => value.to_string(),
        Value::Real(value) => value.to_string(),
        Value::Text(value) => value.clone(),
        Value::Blob(bytes) => bytes.iter().map(|byte| format!("{byte:02x}")).collect(),
    }
}
