//! Failures made on purpose: documents cut off at every byte, and documents made to hurt.
//!
//! Each has a typed outcome, an article with every span in place or a reason; none panics; all end in time.

mod bombs;
mod kinds;

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::channel;
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

/// The time of one bomb. Not a measure of speed: only what grows faster than its input meets it.
const GUARD: Duration = Duration::from_secs(30);

#[test]
fn every_truncation_has_a_typed_outcome() {
    for document in documents() {
        let begun = Instant::now();
        let mut outcomes = Outcomes::new();
        for end in 0..document.bytes.len() {
            let part = &document.bytes[..end];
            let search = document.kind == Kind::Text || end % STRIDE == 0;
            let result = outcome(part, document.kind, search, &mut outcomes);
            assert_eq!(result, Ok(()), "{} cut at byte {end}", document.name);
        }
        println!("{}: {outcomes:?} in {:.1?}", document.name, begun.elapsed());
        let counted: usize = outcomes.values().sum();
        assert!(counted >= document.bytes.len(), "{}: documents without an outcome", document.name);
        let mut whole = Outcomes::new();
        assert_eq!(outcome(&document.bytes, document.kind, true, &mut whole), Ok(()), "{}", document.name);
        assert!(whole.keys().eq(["article"].iter()), "{} as a whole: {whole:?}", document.name);
    }
}

#[test]
fn every_bomb_has_a_typed_outcome_in_time() {
    let bombs = bombs::bombs();
    assert!(bombs.len() >= 20, "bombs are missing");
    let complaints: Vec<String> = bombs.into_iter().filter_map(set_off).collect();
    assert!(complaints.is_empty(), "\n{}", complaints.join("\n"));
}

/// Reads one bomb on a thread of its own, and complains if it panics or does not end.
fn set_off(bomb: bombs::Bomb) -> Option<String> {
    let (report, reports) = channel();
    let (name, expected, begun) = (bomb.name, bomb.outcome, Instant::now());
    thread::spawn(move || {
        let mut outcomes = Outcomes::new();
        let result = outcome(&bomb.bytes, bomb.kind, true, &mut outcomes);
        // Nobody listens any more where the guard was met.
        let _ = report.send((result, outcomes));
    });
    match reports.recv_timeout(GUARD) {
        Err(_) => Some(format!("{name}: does not end")),
        Ok((Err(complaint), _)) => Some(format!("{name}: {complaint}")),
        Ok((Ok(()), outcomes)) => {
            println!("{name}: {outcomes:?} in {:.1?}", begun.elapsed());
            (!outcomes.keys().eq([&expected])).then(|| format!("{name}: {outcomes:?}, not only {expected}"))
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
                let rules = Config { fast: true, ..Config::default() };
                spans::check_placed(&mut extract(found.article, &rules))?;
            }
        }
        Ok(())
    };
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| Err("a panic".to_owned()))
}

#[test]
fn an_article_too_long_for_the_encoder_is_read_by_rules_and_says_so() {
    let text = "The mayor said that the dam was safe.\n\n".repeat(4000);
    let long = extract(claimant_doc::Article::new(text), &Config::default());
    assert!(long.warnings.iter().any(|warning| warning.code == "read-by-rules"));
    assert_eq!((long.generator.model, long.claims.len()), (None, 4000));
}
