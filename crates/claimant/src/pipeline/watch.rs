//! How long a thread has been at work on one document.

use std::io::Read;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use super::locked;

/// A clock that runs only while this program works: waiting for a disk, a network or a child is not counted.
#[derive(Default)]
pub struct Watch {
    since: Mutex<Option<Instant>>,
}

impl Watch {
    /// Starts from zero.
    pub fn start(&self) {
        *locked(&self.since) = Some(Instant::now());
    }

    /// Stops.
    pub fn pause(&self) {
        *locked(&self.since) = None;
    }

    /// Whether work has gone on for longer than `limit`.
    pub fn overdue(&self, limit: Duration) -> bool {
        locked(&self.since).is_some_and(|since| since.elapsed() > limit)
    }

    /// Waits for something outside, and starts again from zero.
    pub fn outside<X>(&self, wait: impl FnOnce() -> X) -> X {
        self.pause();
        let got = wait();
        self.start();
        got
    }
}

/// A source of bytes whose waiting is not counted as work.
pub struct Watched<R> {
    pub inner: R,
    pub watch: Arc<Watch>,
}

impl<R: Read> Read for Watched<R> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        self.watch.outside(|| self.inner.read(into))
    }
}
