//! Keeping what was read: some articles at a time in a ledger, each with what became of it told once it is on the disk.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use claimant::ledger::{Added, Entry, Error, Ledger, Writer, article_key};
use claimant::{Article, EXTRACTORS, Failure, Known, Outcome};

use crate::batch::Stop;
use crate::progress::Progress;

/// How long an article may wait for others to be written with.
const WAIT: Duration = Duration::from_millis(200);

/// Told of each document once it is settled: what it is called by, its key where it was prepared for the ledger, what
/// became of it.
pub type Tell<T> = dyn FnMut(&T, Option<&str>, &Outcome<()>) -> Result<(), Stop>;

/// Writes what is read, some articles at a time, so that the turn to write is never held while reading goes on. A `T`
/// names a document.
pub struct Keeper<T> {
    pub writer: Writer,
    pub progress: Progress,
    waiting: Vec<(T, Entry)>,
    since: Instant,
    together: usize,
    compare: bool,
    tell: Box<Tell<T>>,
}

impl<T: AsRef<str>> Keeper<T> {
    /// Keeps articles in the ledger at `path`, up to `together` in one transaction, and compares them if asked.
    pub fn open(
        path: &Path,
        together: usize,
        compare: bool,
        progress: Progress,
        tell: Box<Tell<T>>,
    ) -> Result<Keeper<T>, Stop> {
        let writer = Writer::open(path)?;
        Ok(Keeper { writer, progress, waiting: Vec::new(), since: Instant::now(), together, compare, tell })
    }

    /// Takes one document.
    pub fn take(&mut self, name: T, outcome: Outcome<Result<Entry, Error>>) -> Result<(), Stop> {
        match outcome {
            Outcome::Read(Ok(entry)) => {
                if self.waiting.is_empty() {
                    self.since = Instant::now();
                }
                self.waiting.push((name, entry));
            }
            Outcome::Read(Err(error)) => self.settle(&name, None, &refused(&error.to_string()))?,
            Outcome::Known => self.settle(&name, None, &Outcome::Known)?,
            Outcome::Empty => self.settle(&name, None, &Outcome::Empty)?,
            Outcome::Failed(failure) => self.settle(&name, None, &Outcome::Failed(failure))?,
        }
        match self.waiting.len() >= self.together || self.since.elapsed() >= WAIT {
            true => self.write(),
            false => Ok(()),
        }
    }

    /// Counts a document that is settled, and tells of it.
    pub fn settle(&mut self, name: &T, key: Option<&str>, outcome: &Outcome<()>) -> Result<(), Stop> {
        self.progress.document(name.as_ref(), outcome);
        (self.tell)(name, key, outcome)
    }

    /// Writes what waits, and tells of it once it is on the disk.
    pub fn write(&mut self) -> Result<(), Stop> {
        if self.waiting.is_empty() {
            return Ok(());
        }
        let (names, entries): (Vec<T>, Vec<Entry>) = self.waiting.drain(..).unzip();
        let added = self.writer.add(&entries)?;
        for ((name, entry), added) in names.iter().zip(&entries).zip(added) {
            let outcome = match added {
                Added::Kept => Outcome::Read(()),
                Added::Known => Outcome::Known,
                Added::Refused(why) => refused(&format!("the article cannot be kept: {why}")),
            };
            self.settle(name, Some(entry.key()), &outcome)?;
        }
        // In a transaction of its own: an interrupted run leaves it for the next one.
        if self.compare {
            self.writer.compare(self.together)?;
        }
        Ok(())
    }

    /// Compares some articles that were left uncompared. Gives how many there were.
    pub fn compare(&mut self) -> Result<usize, Stop> {
        if self.compare { Ok(self.writer.compare(self.together)?) } else { Ok(0) }
    }
}

fn refused(why: &str) -> Outcome<()> {
    Outcome::Failed(Failure::open("refused", why))
}

/// The extractors that run, in their order.
pub fn extractors(only: &[String]) -> Vec<&'static str> {
    let names = EXTRACTORS.iter().map(|extractor| extractor.name);
    names.filter(|name| only.is_empty() || only.iter().any(|wanted| wanted == name)).collect()
}

/// Whether an article is kept in the ledger at `path`. Where the ledger cannot say, the article is read, and adding it
/// will tell why.
pub fn known(path: &Path) -> Result<Arc<Known>, Stop> {
    let reader = Mutex::new(Ledger::open(path)?);
    Ok(Arc::new(move |article: &Article| {
        let reader = reader.lock().unwrap_or_else(PoisonError::into_inner);
        reader.knows(&article_key(article), None).unwrap_or(false)
    }))
}
