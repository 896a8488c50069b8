//! What people decide, kept in the ledger: lines of the log, and beside them the words that they stand for.

use claimant_doc::{Reading, Record};
use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::review::{
    Decided, Decision, Given, Kept, Line, Log, Lost, Payload, Refusal, Reviewed, Sealed, Whom, check,
};
use crate::store::now;
use crate::{Error, Ledger, Writer};

impl Writer {
    /// Writes a decision by the person called `who`. Gives its number.
    ///
    /// Refuses one that does not fit what stands there now: a correction whose `old` another person has changed since.
    pub fn decide(&mut self, decision: &Decision, who: &str) -> Result<u64, Error> {
        self.writing(
            |ledger, mut log, given| {
                if !matches!(decision.what, crate::review::What::Undo { .. }) {
                    let reading = ledger.reading_of(&decision.subject)?;
                    check(&log, &reading, decision).map_err(refused)?;
                }
                let seq = log.append(decision, given).map_err(refused)?;
                Ok((log, Vec::new(), seq))
            },
            who,
        )
    }

    /// Erases the words of `whom` from the decisions, and every byte of them from the file. Gives the numbers of the lines that
    /// lost some.
    pub fn forget_words(&mut self, whom: &Whom, why: &str, who: &str) -> Result<Vec<u64>, Error> {
        let lines = self.writing(
            |_, mut log, given| {
                let lines = log.forget(whom, why, given).map_err(refused)?;
                let erased = lines.clone();
                Ok((log, erased, lines))
            },
            who,
        )?;
        let empty = "PRAGMA wal_checkpoint(TRUNCATE)";
        let emptied = self.ledger().connection.query_row(empty, [], |row| row.get::<_, i64>(0));
        match emptied.map_err(|error| self.ledger().error(error))? {
            0 => Ok(lines),
            _ => Err(Error::Busy(self.ledger().path.clone())),
        }
    }

    /// Takes the turn, has `write` change the log, and keeps the line that was added and what is left of the payloads.
    fn writing<T>(
        &mut self,
        write: impl FnOnce(&Ledger, Log, &Given) -> Result<(Log, Vec<u64>, T), Error>,
        who: &str,
    ) -> Result<T, Error> {
        let ledger = self.ledger();
        self.in_one_turn(|connection| {
            let given = given(connection, who)?;
            let written = ledger.decisions().and_then(|log| write(ledger, log, &given));
            let (log, touched, value) = match written {
                Ok(written) => written,
                Err(error) => return Ok(Err(error)),
            };
            if let Some(kept) = log.kept().last() {
                insert(connection, &kept)?;
            }
            for seq in touched {
                erase(connection, seq, log.payload(seq))?;
            }
            Ok(Ok(value))
        })?
    }
}

fn refused(refusal: Refusal) -> Error {
    Error::Question(refusal.to_string())
}

/// Who, when, and a salt drawn by chance.
fn given(connection: &Connection, who: &str) -> rusqlite::Result<Given> {
    let salt = connection.query_row("SELECT lower(hex(randomblob(32)))", [], |row| row.get(0))?;
    Ok(Given { who: who.to_owned(), at: now(connection)?, salt })
}

fn insert(connection: &Connection, Kept { line, payload }: &Kept) -> rusqlite::Result<()> {
    let seq = line.seq as i64;
    connection
        .prepare_cached(
            "INSERT INTO log (seq, kind, subject, body, author, at, previous, hash)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        )?
        .execute(params![
            seq,
            line.kind,
            line.subject,
            line.body,
            line.author,
            line.at,
            line.previous,
            line.hash
        ])?;
    for (part, sealed) in [("what", &payload.what), ("who", &payload.who)] {
        if let Some(Sealed { salt, text }) = sealed {
            connection
                .prepare_cached("INSERT INTO payloads (seq, part, salt, text) VALUES (?1, ?2, ?3, ?4)")?
                .execute(params![seq, part, salt, text])?;
        }
    }
    Ok(())
}

/// Deletes the parts that `payload` no longer has.
fn erase(connection: &Connection, seq: u64, payload: Option<&Payload>) -> rusqlite::Result<()> {
    // What is deleted is written over with zeros, in the pages that stay and in those that are freed.
    connection.pragma_update(None, "secure_delete", true)?;
    let has = |part: fn(&Payload) -> bool| payload.is_some_and(part);
    for (part, there) in [("what", has(|p| p.what.is_some())), ("who", has(|p| p.who.is_some()))] {
        if !there {
            connection
                .prepare_cached("DELETE FROM payloads WHERE seq = ?1 AND part = ?2")?
                .execute(params![seq as i64, part])?;
        }
    }
    Ok(())
}

/// Decisions, and the last line whatever it is: what is written next follows on it.
const LINES: &str = "
    SELECT log.seq, kind, subject, body, author, at, previous, hash, what.salt, what.text, who.salt, who.text
    FROM log
    LEFT JOIN payloads AS what ON what.seq = log.seq AND what.part = 'what'
    LEFT JOIN payloads AS who ON who.seq = log.seq AND who.part = 'who'
    WHERE kind <> 'add' OR log.seq = (SELECT max(seq) FROM log)
    ORDER BY log.seq";

fn kept(row: &Row<'_>) -> rusqlite::Result<Kept> {
    let sealed = |salt: usize, text: usize| -> rusqlite::Result<Option<Sealed>> {
        let (salt, text): (Option<String>, Option<String>) = (row.get(salt)?, row.get(text)?);
        Ok(salt.zip(text).map(|(salt, text)| Sealed { salt, text }))
    };
    let line = Line {
        seq: row.get::<_, i64>(0)?.unsigned_abs(),
        kind: row.get(1)?,
        subject: row.get(2)?,
        body: row.get(3)?,
        author: row.get(4)?,
        at: row.get(5)?,
        previous: row.get(6)?,
        hash: row.get(7)?,
    };
    Ok(Kept { line, payload: Payload { what: sealed(8, 9)?, who: sealed(10, 11)? } })
}

impl Ledger {
    /// The decisions of the log with their words. What the program added is left out, but for the last line.
    pub fn decisions(&self) -> Result<Log, Error> {
        let read = || -> rusqlite::Result<Log> {
            let mut statement = self.connection.prepare(LINES)?;
            let lines = statement.query_map([], kept)?.collect::<rusqlite::Result<Vec<_>>>()?;
            Ok(Log::of(lines))
        };
        read().map_err(|error| self.error(error))
    }

    /// Every article as it stands after what people decided, in the order of the articles' keys, until `each` says no. Gives the
    /// decisions that no longer fit.
    pub fn reviewed(&self, each: &mut dyn FnMut(Reviewed) -> bool) -> Result<Vec<Lost>, Error> {
        let log = self.decisions()?;
        let decided = Decided::of(&log);
        let (mut lost, mut damaged) = (Vec::new(), None);
        self.records(&mut |json| match reading(json) {
            Some(reading) => {
                let (reviewed, more) = decided.apply(reading);
                lost.extend(more);
                each(reviewed)
            }
            None => {
                damaged = Some(Error::Damaged(self.path.clone(), "a record is no reading".to_owned()));
                false
            }
        })?;
        lost.sort_by_key(|lost| lost.seq);
        lost.dedup();
        damaged.map_or(Ok(lost), Err)
    }

    /// The reading of the article that `subject` is or is in, as the program made it.
    fn reading_of(&self, subject: &str) -> Result<Reading, Error> {
        let key: String = subject.chars().take(16).collect();
        let sql =
            "SELECT readings.id FROM readings JOIN articles ON articles.id = readings.article WHERE key = ?1
                   AND NOT EXISTS (SELECT 1 FROM readings AS later WHERE later.replaces = readings.id)";
        let id: Option<i64> = self
            .connection
            .prepare_cached(sql)
            .and_then(|mut statement| statement.query_row([key], |row| row.get(0)).optional())
            .map_err(|error| self.error(error))?;
        let id = id.ok_or_else(|| refused(Refusal::Missing))?;
        let damaged = || Error::Damaged(self.path.clone(), format!("the record of reading {id}"));
        reading(&self.record_of(id)?).ok_or_else(damaged)
    }
}

fn reading(json: &str) -> Option<Reading> {
    Reading::try_from(serde_json::from_str::<Record>(json).ok()?).ok()
}
