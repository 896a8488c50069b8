//! A copy of a ledger that is whole at every moment, taken while others write.

use std::path::Path;
use std::time::Duration;

use rusqlite::Connection;
use rusqlite::backup::{Backup, StepResult};

use crate::{Error, Ledger};

/// Pages copied at a time.
const PAGES: i32 = 4096;

impl Ledger {
    /// Writes a copy of the ledger to `to`, where nothing may be yet. The copy appears when it is complete.
    pub fn backup(&self, to: &Path) -> Result<(), Error> {
        if to.exists() {
            return Err(Error::Unwritable(to.to_owned(), "there is a file of that name already".to_owned()));
        }
        let beside = beside(to);
        // What an interrupted run left.
        let _ = std::fs::remove_file(&beside);
        let copied = self.copy(&beside);
        let named = copied.and_then(|()| {
            let sync = || std::fs::File::open(&beside)?.sync_all();
            sync()
                .and_then(|()| std::fs::rename(&beside, to))
                .map_err(|error| Error::Unwritable(to.to_owned(), error.to_string()))
        });
        named.inspect_err(|_| drop(std::fs::remove_file(&beside)))
    }

    fn copy(&self, to: &Path) -> Result<(), Error> {
        let failed = |error| Error::of(to, error);
        let mut target = Connection::open(to).map_err(failed)?;
        let backup = Backup::new(&self.connection, &mut target).map_err(failed)?;
        loop {
            match backup.step(PAGES).map_err(failed)? {
                StepResult::Done => break,
                StepResult::More => {}
                _ => std::thread::sleep(Duration::from_millis(20)),
            }
        }
        drop(backup);
        // A copy of a file with a log asks for one too; a backup is one file, whole in itself.
        target.execute_batch("PRAGMA journal_mode = DELETE").map_err(failed)
    }
}

fn beside(path: &Path) -> std::path::PathBuf {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    path.with_file_name(format!(".{name}.part"))
}
