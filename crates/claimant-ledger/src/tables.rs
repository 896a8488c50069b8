//! Reference tables in the ledger: the descriptor, what a person said of it, and the rows in a table of their own.
//!
//! So a check can be made again wherever the ledger goes, and the SQL that it shows can be run there.

use std::collections::BTreeMap;

use claimant_doc::hex;
use rusqlite::{Row, ToSql, params};
use serde::Serialize;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::check::names::NameList;
use crate::check::{
    Answers, Kind, Loaded, Package, Question, RawRow, Resource, Synonyms, Table, load_rows, rows,
};
use crate::log::{append, last};
use crate::review::{Kept, Log, own};
use crate::store::now;
use crate::verify::named_in;
use crate::{Error, Ledger, Writer};

/// The column that holds a row's line in its file.
const LINE: &str = "file line";

/// A table that is registered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Reference {
    /// Its name, in SQL too.
    pub name: String,
    /// `counts`, `names` or `synonyms`.
    pub kind: String,
    /// Its columns, in order.
    pub columns: Vec<String>,
    /// Its rows.
    pub rows: i64,
    /// SHA-256 of the file that it was read from.
    pub file_sha256: String,
    /// SHA-256 of its rows.
    pub rows_sha256: String,
}

/// What became of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Registered {
    /// It is kept now.
    Kept,
    /// The same table was kept before.
    Known,
    /// A person must say these first; nothing was written.
    Asks(Vec<Question>),
}

/// Every registered table, ready to hold claims against.
#[derive(Clone, Debug, Default)]
pub struct References {
    /// Tables of counts, in the order of their names.
    pub tables: Vec<Table>,
    /// Lists of names, in the order of theirs.
    pub lists: Vec<NameList>,
}

/// A table as it will be kept.
struct Prepared {
    reference: Reference,
    descriptor: String,
    answers: String,
    rows: Vec<RawRow>,
}

impl Writer {
    /// Registers the resource `name` of a Data Package, whose file is `bytes`.
    pub fn register(
        &mut self,
        descriptor: &[u8],
        answers: &Answers,
        name: &str,
        bytes: &[u8],
    ) -> Result<Registered, Error> {
        self.register_rows(descriptor, answers, name, bytes, bytes)
    }

    /// The same of a file that holds no CSV itself; `csv` is the same table as CSV.
    pub fn register_rows(
        &mut self,
        descriptor: &[u8],
        answers: &Answers,
        name: &str,
        bytes: &[u8],
        csv: &[u8],
    ) -> Result<Registered, Error> {
        let package = Package::parse(descriptor)?.answered(answers);
        let resource = package.resource(name)?;
        let mut raw = rows(resource, csv)?;
        if let Some(questions) = settle(resource, &mut raw)? {
            return Ok(Registered::Asks(questions));
        }
        let columns: Vec<String> = resource.fields().iter().map(|field| field.name.clone()).collect();
        let prepared = Prepared {
            reference: Reference {
                name: name.to_owned(),
                kind: word(resource.terms.kind).to_owned(),
                rows: raw.len() as i64,
                file_sha256: hex(&Sha256::digest(bytes)),
                rows_sha256: hash(&raw),
                columns,
            },
            descriptor: String::from_utf8_lossy(descriptor).into_owned(),
            // What was said of other tables is theirs.
            answers: json!(answers.0.iter().filter(|(of, _)| *of == name).collect::<BTreeMap<_, _>>())
                .to_string(),
            rows: raw,
        };
        self.in_one_turn(|ledger| ledger.keep_table(&prepared))
    }
}

/// What must be asked before the table can be used, if anything. Counts lose the commas that people read them by, so that
/// SQL can add them up.
fn settle(resource: &Resource, raw: &mut [RawRow]) -> Result<Option<Vec<Question>>, Error> {
    match resource.terms.kind {
        Kind::Counts => match load_rows(resource, raw.to_vec())? {
            Loaded::Asks(questions) => return Ok(Some(questions)),
            Loaded::Ready(table) => {
                let at = table.count_at();
                raw.iter_mut()
                    .filter_map(|row| row.cells.get_mut(at))
                    .for_each(|cell| *cell = cell.replace(',', ""));
            }
        },
        Kind::Names => drop(NameList::load_rows(resource, raw)?),
        Kind::Synonyms => drop(Synonyms::load_rows(resource, raw)?),
    }
    Ok(None)
}

fn word(kind: Kind) -> &'static str {
    match kind {
        Kind::Counts => "counts",
        Kind::Names => "names",
        Kind::Synonyms => "synonyms",
    }
}

/// The hash of rows.
fn hash(rows: &[RawRow]) -> String {
    let mut hash = Sha256::new();
    for row in rows {
        let cells = row.cells.iter().map(|cell| json!(cell));
        let list: Vec<Value> = std::iter::once(json!(row.line)).chain(cells).collect();
        hash.update(Value::from(list).to_string() + "\n");
    }
    hex(&hash.finalize())
}

/// How the log tells of a table.
fn body(prepared: &Prepared) -> String {
    let terms = hex(&Sha256::digest(format!("{}\n{}", prepared.descriptor, prepared.answers)));
    json!({ "rows_sha256": prepared.reference.rows_sha256, "terms_sha256": terms }).to_string()
}

fn identifier(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// The statement that makes the table of rows.
fn create(name: &str, columns: &[String]) -> String {
    let columns: String =
        columns.iter().map(|column| format!(", {} TEXT NOT NULL", identifier(column))).collect();
    format!("CREATE TABLE {} ({} INTEGER PRIMARY KEY{columns}) STRICT", identifier(name), identifier(LINE))
}

impl Ledger {
    fn keep_table(&self, prepared: &Prepared) -> Result<Registered, Error> {
        let Reference { name, kind, columns, rows, file_sha256, rows_sha256 } = &prepared.reference;
        let known = self.reference_tables()?.into_iter().find(|known| known.name.eq_ignore_ascii_case(name));
        if let Some(known) = known {
            return match known == prepared.reference
                && self.terms(name)? == (prepared.descriptor.clone(), prepared.answers.clone())
            {
                true => Ok(Registered::Known),
                false => Err(Error::Question(format!(
                    "there is another table “{name}” already; give this one another name in its descriptor"
                ))),
            };
        }
        if name.is_empty() || name.contains('\0') || columns.iter().any(|column| column.contains('\0')) {
            return Err(Error::Question(format!("“{name}” cannot be the name of a table")));
        }
        let write = || -> rusqlite::Result<()> {
            self.connection.execute_batch(&create(name, columns))?;
            self.connection.execute(
                "INSERT INTO reference_tables (name, kind, descriptor, answers, columns, rows, file_sha256, rows_sha256)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                params![name, kind, prepared.descriptor, prepared.answers, json!(columns).to_string(), rows, file_sha256, rows_sha256],
            )?;
            self.fill_table(name, &prepared.rows)?;
            let line =
                own(last(&self.connection)?.as_ref(), "table", name, body(prepared), &now(&self.connection)?);
            append(&self.connection, &Kept { line, payload: Default::default() })
        };
        write().map_err(|error| match error {
            rusqlite::Error::SqliteFailure(cause, Some(why))
                if cause.code == rusqlite::ErrorCode::Unknown =>
            {
                Error::Question(format!("“{name}” cannot be a table: {why}"))
            }
            error => self.error(error),
        })?;
        Ok(Registered::Kept)
    }

    fn fill_table(&self, name: &str, rows: &[RawRow]) -> rusqlite::Result<()> {
        let marks = ", ?".repeat(rows.first().map_or(0, |row| row.cells.len()));
        let mut insert =
            self.connection.prepare(&format!("INSERT INTO {} VALUES (?{marks})", identifier(name)))?;
        for row in rows {
            let line = row.line as i64;
            let cells = row.cells.iter().map(|cell| cell as &dyn ToSql);
            let values: Vec<&dyn ToSql> = std::iter::once(&line as &dyn ToSql).chain(cells).collect();
            insert.execute(&values[..])?;
        }
        Ok(())
    }

    /// What is registered, in the order of names.
    pub fn reference_tables(&self) -> Result<Vec<Reference>, Error> {
        let read = || -> rusqlite::Result<Vec<Reference>> {
            let sql = "SELECT name, kind, columns, rows, file_sha256, rows_sha256 FROM reference_tables ORDER BY name";
            self.connection.prepare(sql)?.query_map([], reference)?.collect()
        };
        read().map_err(|error| self.error(error))
    }

    fn terms(&self, name: &str) -> Result<(String, String), Error> {
        let sql = "SELECT descriptor, answers FROM reference_tables WHERE name = ?1";
        let read = self.connection.query_row(sql, [name], |row| Ok((row.get(0)?, row.get(1)?)));
        read.map_err(|error| self.error(error))
    }

    fn raw_rows(&self, reference: &Reference) -> Result<Vec<RawRow>, Error> {
        let read = || -> rusqlite::Result<Vec<RawRow>> {
            let names: String =
                reference.columns.iter().map(|name| format!(", {}", identifier(name))).collect();
            let sql =
                format!("SELECT {}{names} FROM {} ORDER BY 1", identifier(LINE), identifier(&reference.name));
            let mut statement = self.connection.prepare(&sql)?;
            let row = |row: &Row<'_>| {
                let cells =
                    (1..=reference.columns.len()).map(|at| row.get(at)).collect::<rusqlite::Result<_>>()?;
                Ok(RawRow { line: row.get::<_, i64>(0)?.unsigned_abs(), cells })
            };
            statement.query_map([], row)?.collect()
        };
        read().map_err(|error| self.error(error))
    }

    /// Every registered table with its rows, the counts with the synonyms.
    pub fn references(&self) -> Result<References, Error> {
        let (mut references, mut synonyms) = (References::default(), Vec::new());
        for reference in self.reference_tables()? {
            let (descriptor, answers) = self.terms(&reference.name)?;
            let damaged = || Error::Damaged(self.path().to_owned(), format!("table {}", reference.name));
            let answers: Answers = serde_json::from_str(&answers).map_err(|_| damaged())?;
            let package = Package::parse(descriptor.as_bytes())?.answered(&answers);
            let resource = package.resource(&reference.name)?;
            let raw = self.raw_rows(&reference)?;
            match resource.terms.kind {
                Kind::Counts => match load_rows(resource, raw)? {
                    Loaded::Ready(table) => references.tables.push(*table),
                    Loaded::Asks(_) => return Err(damaged()),
                },
                Kind::Names => references.lists.push(NameList::load_rows(resource, &raw)?),
                Kind::Synonyms => synonyms.push(Synonyms::load_rows(resource, &raw)?),
            }
        }
        for synonyms in &synonyms {
            let tables = std::mem::take(&mut references.tables);
            references.tables = tables.into_iter().map(|table| table.with_synonyms(synonyms)).collect();
        }
        Ok(references)
    }

    /// The tables of rows that a ledger with these reference tables has, with the statements that made them.
    pub(crate) fn reference_schema(&self) -> rusqlite::Result<BTreeMap<String, Option<String>>> {
        let mut statement = self.connection.prepare("SELECT name, columns FROM reference_tables")?;
        let rows = statement.query_map([], |row| {
            let (name, columns): (String, String) = (row.get(0)?, row.get(1)?);
            let columns: Vec<String> = serde_json::from_str(&columns).unwrap_or_default();
            Ok((format!("table {name}"), Some(create(&name, &columns))))
        })?;
        rows.collect()
    }

    /// Names of the tables with a cell or a descriptor that `holds` is true of.
    pub(crate) fn tables_holding(&self, holds: &dyn Fn(&str) -> bool) -> Result<Vec<String>, Error> {
        let mut found = Vec::new();
        for reference in self.reference_tables()? {
            let (descriptor, answers) = self.terms(&reference.name)?;
            let rows = self.raw_rows(&reference)?;
            let cell = rows.iter().flat_map(|row| &row.cells).any(|cell| holds(cell));
            if cell || holds(&descriptor) || holds(&answers) {
                found.push(reference.name);
            }
        }
        Ok(found)
    }

    /// Takes a table out, after the log says so.
    pub(crate) fn take_out_table(&self, name: &str) -> Result<(), Error> {
        let work = || -> rusqlite::Result<()> {
            self.connection.execute("DELETE FROM reference_tables WHERE name = ?1", [name])?;
            self.connection.execute_batch(&format!("DROP TABLE {}", identifier(name)))
        };
        work().map_err(|error| self.error(error))
    }

    /// Tables that are not what the log says was registered: name and what is wrong.
    pub(crate) fn check_tables(&self, log: &Log) -> Result<Vec<(String, String)>, Error> {
        let mut faults = Vec::new();
        let mut logged: BTreeMap<&str, &crate::review::Line> = BTreeMap::new();
        logged.extend(
            log.lines().iter().filter(|line| line.kind == "table").map(|line| (line.subject.as_str(), line)),
        );
        for line in log.lines().iter().filter(|line| line.kind == "forget") {
            // What was registered again after that stands in a later line.
            let name = line.subject.strip_prefix("table ").unwrap_or_default();
            logged.retain(|known, table| *known != name || table.seq > line.seq);
        }
        for reference in self.reference_tables()? {
            let (descriptor, answers) = self.terms(&reference.name)?;
            let rows = self.raw_rows(&reference)?;
            let terms = hex(&Sha256::digest(format!("{descriptor}\n{answers}")));
            let line = logged.remove(reference.name.as_str());
            let said = |name| line.map(|line| named_in(line, name)).unwrap_or_default();
            if said("rows_sha256") != hash(&rows) || reference.rows_sha256 != hash(&rows) {
                faults.push((reference.name.clone(), "its rows were changed".to_owned()));
            }
            if said("terms_sha256") != terms {
                faults.push((reference.name.clone(), "its descriptor or answers were changed".to_owned()));
            }
        }
        faults.extend(logged.into_keys().map(|name| (name.to_owned(), "it is gone".to_owned())));
        Ok(faults)
    }
}

fn reference(row: &Row<'_>) -> rusqlite::Result<Reference> {
    let columns: String = row.get(2)?;
    Ok(Reference {
        name: row.get(0)?,
        kind: row.get(1)?,
        columns: serde_json::from_str(&columns).unwrap_or_default(),
        rows: row.get(3)?,
        file_sha256: row.get(4)?,
        rows_sha256: row.get(5)?,
    })
}
