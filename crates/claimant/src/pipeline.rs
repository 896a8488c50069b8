//! The chain end to end, over many inputs and several threads, outcomes in input order.
//!
//! ```text
//! inputs ─reader threads→ articles ─extract threads→ outcomes ─in input order→ the caller
//! ```
//!
//! Every document has exactly one [`Outcome`], whatever goes wrong in it: a panic is caught, and a thread that takes
//! too long is left behind and replaced. While there are fewer articles than threads, the encoder reads each on several.
//! Reader threads run ahead of the caller by a few inputs only, so that
//! memory stays bounded for archives of any size.

mod extract;
mod input;
mod outcome;
mod read;
mod watch;

use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use claimant_extract::Config;
use claimant_read::PdfDoor;

use self::extract::Workers;
pub use self::input::{Input, Opened};
pub use self::outcome::{Counts, Failure, Outcome};
use self::read::{Readers, Stream};
use self::watch::Watch;
use crate::{Article, Reading};

/// How often a waiting thread looks whether it should stop.
const TICK: Duration = Duration::from_millis(50);

/// Tells whether the caller has an article already.
pub type Known = dyn Fn(&Article) -> bool + Send + Sync;

/// What to do with every document.
#[derive(Clone)]
pub struct Pipeline {
    /// Which extractors run.
    pub config: Config,
    /// The kind of every input, whatever it looks like.
    pub kind: Option<claimant_read::Kind>,
    /// The publication date of articles that state none.
    pub published: Option<String>,
    /// What parses PDF files; they are refused without it.
    pub pdf: Option<Arc<PdfDoor>>,
    /// Threads that read, and as many that extract: each an article, or several one.
    pub threads: usize,
    /// Whether an article need not be extracted: the caller has it. Asked on the threads that read.
    pub known: Option<Arc<Known>>,
    /// The time that one document may take to read, and again to extract.
    pub time_limit: Duration,
    /// Set it to stop: what is not yet handed over is dropped.
    pub stop: Arc<AtomicBool>,
}

impl Default for Pipeline {
    fn default() -> Pipeline {
        Pipeline {
            config: Config::default(),
            kind: None,
            published: None,
            pdf: None,
            known: None,
            threads: std::thread::available_parallelism().map_or(1, usize::from),
            time_limit: Duration::from_secs(10),
            stop: Arc::new(AtomicBool::new(false)),
        }
    }
}

/// What happened, in input order.
#[derive(Debug)]
pub enum Event<T> {
    /// A document of input `input` has its outcome.
    Document {
        /// Index of the input.
        input: usize,
        /// Its only outcome.
        outcome: Outcome<T>,
    },
    /// Input `input` has no more documents.
    Finished {
        /// Index of the input.
        input: usize,
    },
}

/// A document on its way.
enum Pending<T> {
    Ready(Outcome<T>),
    Extracting(Receiver<Outcome<T>>, Arc<Watch>),
}

/// What came of waiting.
enum Waited<X> {
    Got(X),
    Ended,
    Overdue,
    Stopped,
}

impl Pipeline {
    /// Reads `inputs`, turns each reading into a `T` on the thread that made it, and tells `on` every event in input
    /// order until it breaks.
    pub fn run<T: Send + 'static>(
        &self,
        inputs: Vec<Input>,
        finish: impl Fn(Reading) -> T + Send + Sync + 'static,
        on: &mut dyn FnMut(Event<T>) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        let workers = Arc::new(Workers::start(self.config.clone(), self.threads, Arc::new(finish)));
        let (streams, order) = sync_channel(2 * self.threads.max(1));
        let readers = Readers::start(self.clone(), inputs, workers.clone(), streams);
        while let Waited::Got(stream) = self.wait(&order, None) {
            let input = stream.input;
            self.drain(stream, &readers, &workers, on)?;
            on(Event::Finished { input })?;
        }
        match self.stop.load(Ordering::Relaxed) {
            true => ControlFlow::Break(()),
            false => ControlFlow::Continue(()),
        }
    }

    /// Hands over the documents of one input.
    fn drain<T: Send + 'static>(
        &self,
        stream: Stream<T>,
        readers: &Readers<T>,
        workers: &Workers<T>,
        on: &mut dyn FnMut(Event<T>) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        let input = stream.input;
        loop {
            let outcome = match self.wait(&stream.documents, Some(&stream.watch)) {
                Waited::Got(Pending::Ready(outcome)) => outcome,
                Waited::Got(Pending::Extracting(reply, watch)) => match self.wait(&reply, Some(&watch)) {
                    Waited::Got(outcome) => outcome,
                    Waited::Ended => Outcome::Failed(Failure::Crashed("a worker ended early".to_owned())),
                    Waited::Overdue => {
                        workers.replace_one();
                        Outcome::Failed(Failure::TimedOut(self.time_limit))
                    }
                    Waited::Stopped => return ControlFlow::Break(()),
                },
                Waited::Ended => return ControlFlow::Continue(()),
                Waited::Overdue => {
                    readers.replace_one();
                    return on(Event::Document {
                        input,
                        outcome: Outcome::Failed(Failure::TimedOut(self.time_limit)),
                    });
                }
                Waited::Stopped => return ControlFlow::Break(()),
            };
            on(Event::Document { input, outcome })?;
        }
    }

    fn wait<X>(&self, from: &Receiver<X>, watch: Option<&Watch>) -> Waited<X> {
        loop {
            let got = from.recv_timeout(TICK);
            if self.stop.load(Ordering::Relaxed) {
                return Waited::Stopped;
            }
            match got {
                Ok(got) => return Waited::Got(got),
                Err(RecvTimeoutError::Disconnected) => return Waited::Ended,
                Err(RecvTimeoutError::Timeout)
                    if watch.is_some_and(|watch| watch.overdue(self.time_limit)) =>
                {
                    return Waited::Overdue;
                }
                Err(RecvTimeoutError::Timeout) => {}
            }
        }
    }
}

/// What `lock` guards, also after a thread died with it.
fn locked<X>(lock: &Mutex<X>) -> std::sync::MutexGuard<'_, X> {
    lock.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

/// What a panic said.
fn panic_message(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_else(|| "no message".to_owned())
}

/// Sends and receives one outcome.
fn reply<T>() -> (SyncSender<Outcome<T>>, Receiver<Outcome<T>>) {
    sync_channel(1)
}

#[cfg(test)]
mod tests;
