//! A question in SQL, and its answer as a table. Nothing can be changed by it.

use rusqlite::functions::FunctionFlags;
use rusqlite::types::{Value, ValueRef};

use crate::{Error, Ledger, find};

/// An answer.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// Names of the columns.
    pub columns: Vec<String>,
    /// Its rows.
    pub rows: Vec<Vec<Value>>,
}

impl Ledger {
    /// The answer to one statement, handed over row by row: first the names of the columns, then each row.
    ///
    /// `json(record)` of the table `records` is a reading's whole JSON: the function `inflate` undoes the compression.
    pub fn sql(
        &self,
        statement: &str,
        columns: &mut dyn FnMut(&[String]),
        each: &mut dyn FnMut(Vec<Value>) -> bool,
    ) -> Result<(), Error> {
        self.define_inflate().map_err(|error| self.error(error))?;
        let wrong = |error: rusqlite::Error| match error.sqlite_error_code() {
            Some(rusqlite::ErrorCode::DatabaseCorrupt | rusqlite::ErrorCode::SystemIoFailure) => {
                self.error(error)
            }
            Some(rusqlite::ErrorCode::ReadOnly) => Error::Question("a ledger is only read by SQL".to_owned()),
            _ => Error::Question(format!("SQL: {error}")),
        };
        let mut prepared = self.connection.prepare(statement).map_err(wrong)?;
        if !prepared.readonly() {
            return Err(Error::Question("a ledger is only read by SQL".to_owned()));
        }
        let names: Vec<String> = prepared.column_names().map(str::to_owned).collect();
        columns(&names);
        let mut rows = prepared.query([]).map_err(wrong)?;
        while let Some(row) = rows.next().map_err(wrong)? {
            let cells: rusqlite::Result<Vec<Value>> =
                (0..names.len()).map(|i| row.get_ref(i).map(owned)).collect();
            if !each(cells.map_err(wrong)?) {
                break;
            }
        }
        Ok(())
    }

    /// The answer to one statement, whole.
    pub fn table(&self, statement: &str) -> Result<Table, Error> {
        let mut table = Table::default();
        let mut columns = Vec::new();
        self.sql(statement, &mut |names| columns = names.to_vec(), &mut |row| {
            table.rows.push(row);
            true
        })?;
        Ok(Table { columns, ..table })
    }

    fn define_inflate(&self) -> rusqlite::Result<()> {
        let flags = FunctionFlags::SQLITE_UTF8
            | FunctionFlags::SQLITE_DETERMINISTIC
            | FunctionFlags::SQLITE_DIRECTONLY;
        self.connection.create_scalar_function("inflate", 1, flags, |context| {
            Ok(context.get_raw(0).as_blob().ok().and_then(find::inflated))
        })
    }
}

fn owned(value: ValueRef<'_>) -> Value {
    match value {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(value) => Value::Integer(value),
        ValueRef::Real(value) => Value::Real(value),
        ValueRef::Text(bytes) => Value::Text(String::from_utf8_lossy(bytes).into_owned()),
        ValueRef::Blob(bytes) => Value::Blob(bytes.to_vec()),
    }
}
