//! Opening: what is done before the first question, so that no file can surprise the program, and no program the file.
//!
//! A ledger may come from a stranger. It is opened read-only and DEFENSIVE, its schema may call nothing, and the text of
//! its schema must be ours to the letter: so there is no trigger, view or index in it that we did not write.

mod header;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::limits::Limit;
use rusqlite::{Connection, OpenFlags};

use crate::Error;

/// The version of the schema that this program writes.
pub const VERSION: i64 = 1;
/// What marks a file as a ledger, in its header: "CLMT".
pub const APPLICATION: i64 = 0x434c_4d54;
/// The oldest SQLite without known faults that lose data.
pub const OLDEST_SQLITE: i32 = 3_051_003;
/// The tables as they are made.
pub(crate) const SCHEMA: &str = include_str!("schema.sql");

/// How long to wait for another program that is writing.
const PATIENCE: Duration = Duration::from_secs(60);
/// Bytes of pages that a connection keeps in memory.
const CACHE: i64 = 128 << 20;
/// A file of at most so many bytes is looked through before it is written to.
const LOOKED_THROUGH: u64 = 64 << 20;

/// A ledger to be read. Nothing that it is asked can change the file.
pub struct Ledger {
    pub(crate) connection: Connection,
    pub(crate) path: PathBuf,
}

/// While it lives, its ledger stands still: what others write meanwhile is seen after it, so that several questions have
/// answers that fit together. What others write is not folded into the file as long, so do not keep it.
pub struct Moment<'l>(Option<&'l Ledger>);

impl Drop for Moment<'_> {
    fn drop(&mut self) {
        if let Some(ledger) = self.0 {
            // Nothing was written: there is nothing that could fail to be.
            let _ = ledger.connection.execute_batch("COMMIT");
        }
    }
}

impl Ledger {
    /// Opens the ledger at `path` for reading.
    pub fn open(path: &Path) -> Result<Ledger, Error> {
        check_sqlite()?;
        check_header(path)?.then_some(()).ok_or_else(|| Error::NotALedger(path.to_owned()))?;
        let connection = connect_to_read(path)?;
        let ledger = Ledger { connection, path: path.to_owned() };
        ledger.prepare().and_then(|()| ledger.check_schema())?;
        Ok(ledger)
    }

    /// Keeps the ledger as it is now, for all questions until the moment is over. Within another one it is that one.
    pub fn moment(&self) -> Result<Moment<'_>, Error> {
        if !self.connection.is_autocommit() {
            return Ok(Moment(None));
        }
        self.connection.execute_batch("BEGIN").map_err(|error| self.error(error))?;
        Ok(Moment(Some(self)))
    }

    /// Where the file is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    pub(crate) fn error(&self, error: rusqlite::Error) -> Error {
        Error::of(&self.path, error)
    }

    fn prepare(&self) -> Result<(), Error> {
        harden(&self.connection).map_err(|error| self.error(error))
    }

    /// Whether every table, index, trigger and view is ours.
    fn check_schema(&self) -> Result<(), Error> {
        let version: i64 = self.pragma("user_version")?;
        if version > VERSION {
            return Err(Error::Newer(self.path.clone(), version));
        }
        let found = schema(&self.connection).map_err(|error| self.error(error))?;
        let mut ours = ours()?;
        // Only where this table is ours may it say which others are.
        let known = "table reference_tables";
        if found.get(known) == ours.get(known) {
            ours.extend(self.reference_schema().map_err(|error| self.error(error))?);
        }
        let differs = found.iter().find(|(name, sql)| ours.get(*name) != Some(sql));
        let missing = ours.keys().find(|name| !found.contains_key(*name));
        match differs.map(|(name, _)| name).or(missing) {
            Some(name) => Err(Error::Altered(self.path.clone(), name.trim_start().to_owned())),
            None => Ok(()),
        }
    }

    pub(crate) fn pragma<T: rusqlite::types::FromSql>(&self, name: &str) -> Result<T, Error> {
        self.connection
            .query_row(&format!("PRAGMA {name}"), [], |row| row.get(0))
            .map_err(|error| self.error(error))
    }
}

/// The version of the SQLite that is linked.
pub fn sqlite_version() -> &'static str {
    rusqlite::version()
}

fn check_sqlite() -> Result<(), Error> {
    match rusqlite::version_number() >= OLDEST_SQLITE {
        true => Ok(()),
        false => Err(Error::Question(format!("SQLite {} loses data: it is too old", rusqlite::version()))),
    }
}

/// Reads the header without SQLite, which might write to a file that it only looks at. Gives whether there is anything in
/// the file; fails if it is something else, or newer.
pub(crate) fn check_header(path: &Path) -> Result<bool, Error> {
    let mut header = [0; 100];
    let unread = |error: std::io::Error| match error.kind() {
        std::io::ErrorKind::NotFound => Error::Missing(path.to_owned()),
        _ => Error::Unwritable(path.to_owned(), error.to_string()),
    };
    let about = std::fs::metadata(path).map_err(unread)?;
    if !about.is_file() {
        return Err(Error::NotALedger(path.to_owned()));
    }
    if about.len() == 0 {
        return Ok(false);
    }
    header::read(path, &mut header).map_err(|error| match error.kind() {
        std::io::ErrorKind::UnexpectedEof => Error::NotALedger(path.to_owned()),
        _ => unread(error),
    })?;
    let number = |at: usize| {
        let bytes = header.get(at..at + 4).and_then(|bytes| bytes.try_into().ok()).unwrap_or([0; 4]);
        i64::from(u32::from_be_bytes(bytes))
    };
    if !header.starts_with(b"SQLite format 3\0") || number(68) != APPLICATION {
        return Err(Error::NotALedger(path.to_owned()));
    }
    match number(60) {
        newer if newer > VERSION => Err(Error::Newer(path.to_owned(), newer)),
        _ => Ok(true),
    }
}

fn connect_to_read(path: &Path) -> Result<Connection, Error> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags).map_err(|error| Error::of(path, error))?;
    // A folder that may not be written to has no room for the file that readers share: then nobody writes either.
    if connection.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(())).is_ok() || has_log(path) {
        return Ok(connection);
    }
    let address = format!("file:{}?immutable=1", escaped(path));
    let flags = flags | OpenFlags::SQLITE_OPEN_URI;
    Connection::open_with_flags(address, flags).map_err(|error| Error::of(path, error))
}

/// Whether what was written last still stands beside the file.
fn has_log(path: &Path) -> bool {
    let mut name = path.as_os_str().to_owned();
    name.push("-wal");
    std::fs::metadata(name).is_ok_and(|about| about.len() > 0)
}

fn escaped(path: &Path) -> String {
    let bytes = path.as_os_str().as_encoded_bytes().iter();
    bytes
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'_' | b'-' => {
                char::from(*byte).to_string()
            }
            byte => format!("%{byte:02x}"),
        })
        .collect()
}

/// What every connection is set to.
pub(crate) fn harden(connection: &Connection) -> rusqlite::Result<()> {
    connection.busy_timeout(PATIENCE)?;
    connection.set_prepared_statement_cache_capacity(128);
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DML, false)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DDL, false)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_FKEY, true)?;
    connection.set_limit(Limit::SQLITE_LIMIT_ATTACHED, 0)?;
    connection.execute_batch(&format!(
        "PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0; PRAGMA recursive_triggers = ON;
         PRAGMA temp_store = MEMORY; PRAGMA cache_size = -{};",
        CACHE / 1024
    ))
}

/// Opens the ledger at `path` for writing; makes it where there is none.
pub(crate) fn open_to_write(path: &Path) -> Result<Ledger, Error> {
    check_sqlite()?;
    match check_header(path) {
        Ok(_) | Err(Error::Missing(_)) => {}
        Err(error) => return Err(error),
    }
    let connection = Connection::open(path).map_err(|error| Error::of(path, error))?;
    let ledger = Ledger { connection, path: path.to_owned() };
    ledger.prepare()?;
    ledger.create()?;
    ledger.check_schema()?;
    ledger.keep_a_log()?;
    ledger.look_through()?;
    Ok(ledger)
}

/// A ledger in memory.
pub(crate) fn open_in_memory() -> Result<Ledger, Error> {
    let connection = Connection::open_in_memory()?;
    let ledger = Ledger { connection, path: PathBuf::from("memory") };
    ledger.prepare()?;
    ledger.connection.execute_batch(SCHEMA)?;
    Ok(ledger)
}

impl Ledger {
    /// Makes the tables in an empty file. This one transaction has a rollback journal, so that the header is in the file
    /// itself from the first moment.
    fn create(&self) -> Result<(), Error> {
        let make = || -> rusqlite::Result<()> {
            self.connection.execute_batch("BEGIN IMMEDIATE")?;
            let tables: i64 =
                self.connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
            if tables == 0 {
                self.connection.execute_batch(SCHEMA)?;
                self.connection.execute_batch(&format!(
                    "PRAGMA application_id = {APPLICATION}; PRAGMA user_version = {VERSION};"
                ))?;
            }
            self.connection.execute_batch("COMMIT")
        };
        match self.pragma::<i64>("page_count")? {
            0 => make().map_err(|error| self.error(error)),
            _ => Ok(()),
        }
    }

    /// Write-ahead log, and every commit on the disk before it is told.
    fn keep_a_log(&self) -> Result<(), Error> {
        let set = || -> rusqlite::Result<String> {
            self.connection.query_row("PRAGMA journal_mode = WAL", [], |row| row.get(0))
        };
        let mut mode = set();
        // Two programs that open a new file at once meet here, and SQLite does not wait by itself.
        for _ in 0..200 {
            match &mode {
                Ok(mode) if mode == "wal" => break,
                _ => std::thread::sleep(Duration::from_millis(20)),
            }
            mode = set();
        }
        mode.map_err(|error| self.error(error))?;
        self.connection
            .execute_batch("PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 32768;")
            .map_err(|error| self.error(error))
    }

    /// A damaged file is not written to. Large files are looked through by `verify` only: it would take too long.
    fn look_through(&self) -> Result<(), Error> {
        if std::fs::metadata(&self.path).map_or(0, |about| about.len()) > LOOKED_THROUGH {
            return Ok(());
        }
        match self.pragma::<String>("quick_check(1)")?.as_str() {
            "ok" => Ok(()),
            what => Err(Error::Damaged(self.path.clone(), what.to_owned())),
        }
    }
}

/// Everything in a schema by kind and name, with the text that made it.
fn schema(connection: &Connection) -> rusqlite::Result<BTreeMap<String, Option<String>>> {
    let mut statement = connection.prepare("SELECT type || ' ' || name, sql FROM sqlite_schema")?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    rows.collect()
}

/// The schema as this program makes it.
fn ours() -> Result<BTreeMap<String, Option<String>>, Error> {
    let connection = Connection::open_in_memory()?;
    connection.execute_batch(SCHEMA)?;
    Ok(schema(&connection)?)
}
