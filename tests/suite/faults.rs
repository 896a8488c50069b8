//! Failures made on purpose: documents cut off at every byte, and documents made to hurt.
//!
//! Each has a typed outcome, an article with every span in place or a reason; none panics; all end in time.

mod bombs;
mod kinds;

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

use claimant_extract::{Config, extract};
use claimant_read::{Kind, Options, read};

use crate::spans;
pub use kinds::{documents, example, pdf, warc};

/// How often each outcome occurred: `article`, or the code of the reason why not.
type Outcomes = BTreeMap<&'static str, usize>;

/// Between cuts at which the articles are not only read but searched. A prime, so that it falls on all sorts of places.
const STRIDE: usize = 13;

#[test]
fn every_truncation_has_a_typed_outcome() {
    for document in documents() {
        let mut outcomes = Outcomes::new();
        for end in 0..document.bytes.len() {
            let part = &document.bytes[..end];
            let search = document.kind == Kind::Text || end % STRIDE == 0;
            let result = outcome(part, document.kind, search, &mut outcomes);
            assert_eq!(result, Ok(()), "{} cut at byte {end}", document.name);
        }
        let counted: usize = outcomes.values().sum();
        assert!(counted >= document.bytes.len(), "{}: documents without an outcome", document.name);
        assert!(outcomes.contains_key("article"), "{}: never an article", document.name);
        assert_eq!(outcome(&document.bytes, document.kind, true, &mut outcomes), Ok(()), "{}", document.name);
    }
}

#[test]
fn every_bomb_has_a_typed_outcome_in_time() {
    let (report, reports) = channel();
    thread::spawn(move || {
        for bomb in bombs::bombs() {
            let begun = Instant::now();
            let _ = report.send((bomb.name, None));
            let mut outcomes = Outcomes::new();
            let result = outcome(&bomb.bytes, bomb.kind, true, &mut outcomes);
            let _ = report.send((bomb.name, Some((result, outcomes, begun.elapsed()))));
        }
    });
    assert!(defused(&reports) >= 20, "bombs are missing");
}

/// What one bomb did; nothing yet where it has only been lit.
type Report = (&'static str, Option<(Result<(), String>, Outcomes, Duration)>);

/// Waits for the bombs, all together no longer than a guard that only something endless would meet.
fn defused(reports: &Receiver<Report>) -> usize {
    let guard = Instant::now() + Duration::from_secs(120);
    let (mut lit, mut count) = ("the first", 0);
    loop {
        match reports.recv_timeout(guard.saturating_duration_since(Instant::now())) {
            Ok((name, None)) => lit = name,
            Ok((name, Some((result, outcomes, time)))) => {
                assert_eq!(result, Ok(()), "{name}");
                assert!(!outcomes.is_empty(), "{name}: no outcome");
                println!("{name}: {outcomes:?} in {time:.1?}");
                count += 1;
            }
            Err(std::sync::mpsc::RecvTimeoutError::Disconnected) => return count,
            Err(std::sync::mpsc::RecvTimeoutError::Timeout) => panic!("{lit}: does not end"),
        }
    }
}

/// Reads `bytes` and counts what came of it; complains of a panic and of a span out of place.
fn outcome(bytes: &[u8], kind: Kind, search: bool, outcomes: &mut Outcomes) -> Result<(), String> {
    let options = Options { kind: Some(kind), ..Options::default() };
    let work = || {
        for result in read(bytes, &options) {
            let code = result.as_ref().map_or_else(|error| error.code(), |_| "article");
            *outcomes.entry(code).or_default() += 1;
            let Ok(found) = result else { continue };
            if found.article.text().trim().is_empty() {
                return Err("an article without text".to_owned());
            }
            if search {
                spans::check_placed(&mut extract(found.article, &Config::default()))?;
            }
        }
        Ok(())
    };
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| Err("a panic".to_owned()))
}
