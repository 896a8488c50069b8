//! Whose turn it is: one request at a time to a host, and a pause after each.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// How often one who waits looks whether to stop.
const TICK: Duration = Duration::from_millis(50);

/// The hosts that were asked so far.
pub struct Hosts {
    asked: Mutex<BTreeMap<String, Asked>>,
    free: Condvar,
    pause: Duration,
    stop: Arc<AtomicBool>,
}

/// One host: whether somebody asks it now, and when it may be asked again.
#[derive(Default)]
struct Asked {
    busy: bool,
    next: Option<Instant>,
}

/// The right to ask a host once; the pause begins when it is given back.
pub struct Turn<'a> {
    hosts: &'a Hosts,
    host: String,
    pause: Duration,
}

impl Hosts {
    /// No host asked so far; `pause` is the least between two requests.
    pub fn new(pause: Duration, stop: Arc<AtomicBool>) -> Hosts {
        Hosts { asked: Mutex::default(), free: Condvar::new(), pause, stop }
    }

    /// Waits until `host` may be asked. After it, it is left alone for `pause`, if that is longer than the usual one.
    /// `None` where the run is to stop.
    pub fn turn(&self, host: &str, pause: Option<Duration>) -> Option<Turn<'_>> {
        let pause = pause.unwrap_or_default().max(self.pause);
        let mut asked = self.asked();
        loop {
            if self.stop.load(Ordering::Relaxed) {
                return None;
            }
            let state = asked.entry(host.to_owned()).or_default();
            let left =
                state.next.map_or(Duration::ZERO, |next| next.saturating_duration_since(Instant::now()));
            if !state.busy && left.is_zero() {
                state.busy = true;
                return Some(Turn { hosts: self, host: host.to_owned(), pause });
            }
            let wait = if state.busy { TICK } else { left.min(TICK) };
            asked = self.free.wait_timeout(asked, wait).unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    fn asked(&self) -> MutexGuard<'_, BTreeMap<String, Asked>> {
        self.asked.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        let next = Instant::now().checked_add(self.pause);
        self.hosts.asked().insert(std::mem::take(&mut self.host), Asked { busy: false, next });
        self.hosts.free.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicUsize;
    use std::thread;

    use super::*;

    #[test]
    fn a_host_is_asked_by_one_at_a_time_and_others_need_not_wait() {
        let hosts = Hosts::new(Duration::from_millis(20), Arc::default());
        let (inside, most, start) = (AtomicUsize::new(0), AtomicUsize::new(0), Instant::now());
        thread::scope(|scope| {
            for _ in 0..6 {
                scope.spawn(|| {
                    let turn = hosts.turn("a.example", None);
                    most.fetch_max(inside.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                    thread::sleep(Duration::from_millis(2));
                    inside.fetch_sub(1, Ordering::SeqCst);
                    drop(turn);
                });
            }
        });
        assert_eq!(most.into_inner(), 1);
        assert!(start.elapsed() >= Duration::from_millis(5 * 20));
        let start = Instant::now();
        drop(hosts.turn("b.example", Some(Duration::from_secs(60))));
        drop(hosts.turn("c.example", None));
        assert!(start.elapsed() < Duration::from_secs(1));
    }

    #[test]
    fn who_waits_stops_when_the_run_does() {
        let stop = Arc::new(AtomicBool::new(false));
        let hosts = Hosts::new(Duration::from_secs(60), stop.clone());
        drop(hosts.turn("a.example", None));
        thread::scope(|scope| {
            let waiting = scope.spawn(|| hosts.turn("a.example", None).is_none());
            stop.store(true, Ordering::Relaxed);
            assert!(waiting.join().unwrap());
        });
    }
}
