//! The threads that extract: article in, outcome out.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex};

use claimant_extract::Config;
use claimant_read::Read;

use super::watch::Watch;
use super::{Failure, Outcome, Pending, locked, panic_message, reply};
use crate::{Reading, reading};

/// Stack of a thread: recursion over deep pages is bounded, but not small.
pub(super) const STACK: usize = 16 << 20;

/// An article that waits for a worker.
struct Task<T> {
    read: Read,
    watch: Arc<Watch>,
    reply: SyncSender<Outcome<T>>,
}

/// Turns a reading into what the caller wants of it.
type Finish<T> = Arc<dyn Fn(Reading) -> T + Send + Sync>;

/// The threads that extract.
pub(super) struct Workers<T> {
    tasks: SyncSender<Task<T>>,
    waiting: Arc<Mutex<Receiver<Task<T>>>>,
    config: Config,
    threads: usize,
    /// Workers that have an article: where there are fewer than threads, each may take more than one.
    busy: Arc<AtomicUsize>,
    finish: Finish<T>,
}

impl<T: Send + 'static> Workers<T> {
    pub fn start(config: Config, threads: usize, finish: Finish<T>) -> Workers<T> {
        let threads = threads.max(1);
        let (tasks, waiting) = sync_channel(2 * threads);
        let (waiting, busy) = (Arc::new(Mutex::new(waiting)), Arc::default());
        let workers = Workers { tasks, waiting, config, threads, busy, finish };
        (0..threads).for_each(|_| workers.replace_one());
        workers
    }

    /// One more worker, in place of one that is lost in its document. That one ends when it comes back.
    pub fn replace_one(&self) {
        let (waiting, busy, finish) = (self.waiting.clone(), self.busy.clone(), self.finish.clone());
        let (mut config, threads) = (self.config.clone(), self.threads);
        let thread = std::thread::Builder::new().name("claimant-extract".to_owned()).stack_size(STACK);
        // A machine without threads to give leaves fewer workers.
        let _ = thread.spawn(move || {
            work(&waiting, |read| {
                config.threads = threads / (busy.fetch_add(1, Ordering::Relaxed) + 1);
                let outcome = catch_unwind(AssertUnwindSafe(|| extract(read, &config, &*finish)));
                busy.fetch_sub(1, Ordering::Relaxed);
                outcome.unwrap_or_else(|panic| Outcome::Failed(Failure::Crashed(panic_message(&*panic))))
            });
        });
    }

    /// Hands over an article; waits while all workers are busy.
    pub fn give(&self, read: Read) -> Pending<T> {
        let (reply, answer) = reply();
        let watch = Arc::new(Watch::default());
        // Workers outlive every task, so that it can always be sent.
        let _ = self.tasks.send(Task { read, watch: watch.clone(), reply });
        Pending::Extracting(answer, watch)
    }
}

fn work<T>(waiting: &Mutex<Receiver<Task<T>>>, mut extract: impl FnMut(Read) -> Outcome<T>) {
    loop {
        let next = locked(waiting).recv();
        let Ok(Task { read, watch, reply }) = next else { return };
        watch.start();
        let outcome = extract(read);
        watch.pause();
        if reply.send(outcome).is_err() {
            return; // Nobody waits any more: this worker was replaced, or the run has ended.
        }
    }
}

fn extract<T>(read: Read, config: &Config, finish: &dyn Fn(Reading) -> T) -> Outcome<T> {
    let mut reading = reading(read, config);
    match reading.misplaced() {
        Some(_) => Outcome::Failed(Failure::Misplaced),
        None => Outcome::Read(finish(reading)),
    }
}
