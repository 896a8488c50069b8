//! A visit to one feed: the feed itself, then the pages of what is new in it.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::SyncSender;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use claimant::ledger::{Found as InLedger, Ledger};
use claimant::{Failure, FeedEntry, Opened, Options, Outcome, Read, entries};
use jiff::Timestamp;

use super::clock::now;
use super::hosts::Hosts;
use super::page::{Arrived, Missed, page, steps};
use super::state::{Feed, Settled, State, Wanted};
use crate::batch::Stop;
use crate::fetch::{self, Policy};

/// Bytes of a validator that is sent back.
const LONGEST_VALIDATOR: usize = 1024;

/// What the threads that visit share.
pub struct Visitor {
    pub policy: Policy,
    pub hosts: Hosts,
    /// The least time between two polls of a feed.
    pub every: Duration,
    pub state: Mutex<State>,
    /// Where that is written.
    pub path: PathBuf,
    /// To look up what is kept already.
    pub ledger: Mutex<Ledger>,
    pub stop: Arc<AtomicBool>,
}

/// What a visit tells; its last word is [`Found::End`].
pub enum Found {
    /// What became of the feed itself.
    Feed { feed: String, what: Polled },
    /// An article of the entry with this id, or why there is none.
    Article { feed: String, id: String, name: String, source: Source },
    /// The visit is over.
    End { feed: String },
    /// What is remembered cannot be written.
    Broken(Stop),
}

/// What became of a poll.
#[derive(Debug, PartialEq, Eq)]
pub enum Polled {
    /// It was sent.
    Read,
    /// It was sent, and has moved for good to this address.
    Moved(String),
    /// There is nothing new.
    Unchanged,
    /// Its server said that it is gone for good.
    Gone,
    /// It could not be had: why, and when it is asked again.
    Failed(String, Option<Timestamp>),
}

/// Where an article comes from.
pub enum Source {
    /// Its page.
    Page(Opened),
    /// The feed's own text, and why not the page.
    Feed(Box<Read>, Option<String>),
    /// Nowhere: what is told of it, and what becomes of its entry.
    None(Outcome<()>, Settled),
}

/// A poll's outcome, what the feed holds, and ids of what is new in it but in the ledger already.
struct Poll {
    what: Polled,
    found: Vec<FeedEntry>,
    known: Vec<String>,
}

impl Visitor {
    /// What is remembered; it is held for moments only.
    pub fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Writes down what is remembered.
    pub fn save(&self) -> Result<(), Stop> {
        self.state().save(&self.path)
    }

    /// Visits the feed that a person gave by `feed`, and tells what is found until nobody listens.
    pub fn visit(&self, feed: &str, to: &SyncSender<Found>) {
        let mut tell = |found| to.send(found).ok();
        let end = || Found::End { feed: feed.to_owned() };
        // A parser that fails over a feed must not leave it waiting for ever.
        match catch_unwind(AssertUnwindSafe(|| self.tell(feed, &mut tell))) {
            Ok(Some(())) => drop(to.send(end())),
            Ok(None) => {}
            Err(_) => {
                let what = self.failed(feed, "the program failed over it".to_owned(), None);
                let _ = to.send(Found::Feed { feed: feed.to_owned(), what });
                let _ = to.send(end());
            }
        }
    }

    fn tell(&self, feed: &str, to: &mut dyn FnMut(Found) -> Option<()>) -> Option<()> {
        let Poll { what, found, known } = self.poll(feed)?;
        // Before a page is fetched: what is wanted and the feed's validators are kept together or not at all.
        if let Err(stop) = self.save() {
            return to(Found::Broken(stop));
        }
        // Without the feed it is not known whether a page that may not be fetched stands in it.
        let wanted = if matches!(what, Polled::Failed(..)) { Vec::new() } else { self.wanted(feed) };
        to(Found::Feed { feed: feed.to_owned(), what })?;
        let of = |id: &String| found.iter().find(|entry| entry.id == *id);
        for id in known {
            let name = of(&id).and_then(|entry| entry.url.clone()).unwrap_or_else(|| id.clone());
            let source = Source::None(Outcome::Known, Settled::Done);
            to(Found::Article { feed: feed.to_owned(), id, name, source })?;
        }
        for (id, wanted) in wanted {
            let source = self.article(&wanted, of(&id))?;
            let name = wanted.url.unwrap_or_else(|| id.clone());
            to(Found::Article { feed: feed.to_owned(), id, name, source })?;
        }
        Some(())
    }

    /// Asks for the feed, and notes what came of it. `None` where the run stops.
    fn poll(&self, feed: &str) -> Option<Poll> {
        let before = self.state().feeds.get(feed).cloned().unwrap_or_default();
        let url = before.moved_to.as_deref().unwrap_or(feed);
        let arrived = match steps(self, url, &validators(&before), &mut |_| Ok(None)) {
            Ok(arrived) => arrived,
            Err(Missed::Stopped) => return None,
            Err(Missed::Later(until, failure)) => {
                return Some(Poll::of(self.failed(feed, failure.to_string(), Some(until))));
            }
            Err(Missed::Never(failure) | Missed::NotNow(failure) | Missed::Robots(failure)) => {
                return Some(Poll::of(self.failed(feed, failure.to_string(), None)));
            }
        };
        Some(match arrived.answer.status {
            200 => self.read(feed, arrived),
            304 => Poll::of(self.unchanged(feed, arrived)),
            410 => Poll::of(self.gone(feed)),
            status => Poll::of(self.failed(feed, fetch::refused(status).to_string(), None)),
        })
    }

    fn failed(&self, feed: &str, why: String, rest: Option<Timestamp>) -> Polled {
        let mut state = self.state();
        let known = state.feeds.entry(feed.to_owned()).or_default();
        known.failed(why.clone(), rest, now(), self.every);
        // Next time where it was at first, in case it has moved again.
        known.moved_to = None;
        Polled::Failed(why, known.due)
    }

    fn unchanged(&self, feed: &str, arrived: Arrived) -> Polled {
        let mut state = self.state();
        let known = state.feeds.entry(feed.to_owned()).or_default();
        known.succeeded(now(), self.every);
        moved(known, arrived.moved_to).map_or(Polled::Unchanged, Polled::Moved)
    }

    fn gone(&self, feed: &str) -> Polled {
        let mut state = self.state();
        let known = state.feeds.entry(feed.to_owned()).or_default();
        (known.gone, known.polled, known.due) = (true, Some(now()), None);
        Polled::Gone
    }

    /// Reads a feed that was sent.
    fn read(&self, feed: &str, arrived: Arrived) -> Poll {
        let Arrived { answer, url, moved_to } = arrived;
        let options = Options { url: Some(url), ..Options::default() };
        let found = match entries(&answer.bytes, &options) {
            Ok(found) => found,
            Err(error) => return Poll::of(self.failed(feed, error.to_string(), None)),
        };
        let mut state = self.state();
        let known = state.note(feed, &found, now(), &|entry| self.is_kept(entry));
        let remembered = state.feeds.entry(feed.to_owned()).or_default();
        remembered.etag = validator(answer.header("etag"));
        remembered.last_modified = validator(answer.header("last-modified"));
        remembered.succeeded(now(), self.every);
        let what = moved(remembered, moved_to).map_or(Polled::Read, Polled::Moved);
        Poll { what, found, known }
    }

    /// Whether the ledger has the article of an entry that was never seen, and the feed tells of no later change.
    fn is_kept(&self, entry: &FeedEntry) -> bool {
        let ledger = self.ledger.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(url) = &entry.url else { return false };
        let published = match ledger.find(url) {
            Ok(InLedger::Article(article)) => article.published,
            Ok(InLedger::Several(keys)) => keys.iter().filter_map(|key| published(&ledger, key)).max(),
            _ => return false,
        };
        entry.updated.as_ref().is_none_or(|updated| published.is_some_and(|published| published >= *updated))
    }

    /// The entries of a feed whose pages are to be fetched now, in the order of their ids.
    fn wanted(&self, feed: &str) -> Vec<(String, Wanted)> {
        let (state, now) = (self.state(), now());
        let entries = state.feeds.get(feed).map(|feed| &feed.entries).into_iter().flatten();
        let wanted = entries.filter_map(|(id, entry)| Some((id.clone(), entry.wanted.clone()?)));
        wanted.filter(|(_, wanted)| wanted.due.is_none_or(|due| due <= now)).collect()
    }

    /// The article of an entry; `entry` is what the feed says of it. `None` where the run stops.
    fn article(&self, wanted: &Wanted, entry: Option<&FeedEntry>) -> Option<Source> {
        if self.stop.load(Ordering::Relaxed) {
            return None;
        }
        let Some(url) = &wanted.url else { return Some(of_feed(entry, None)) };
        let failed = |failure, settled| Source::None(Outcome::Failed(failure), settled);
        Some(match page(self, url) {
            Ok(opened) => Source::Page(opened),
            Err(Missed::Never(failure)) => failed(failure, Settled::Done),
            Err(Missed::NotNow(failure)) => failed(failure, Settled::Failed),
            Err(Missed::Later(until, failure)) => failed(failure, Settled::Later(until)),
            Err(Missed::Robots(failure)) => of_feed(entry.filter(|entry| entry.whole), Some(failure)),
            Err(Missed::Stopped) => return None,
        })
    }
}

impl Poll {
    /// A poll that brought no entries.
    fn of(what: Polled) -> Poll {
        Poll { what, found: Vec::new(), known: Vec::new() }
    }
}

/// The article as the feed has it, if it does; `refused` is why not its page.
fn of_feed(entry: Option<&FeedEntry>, refused: Option<Failure>) -> Source {
    match (entry.map(|entry| &entry.article), refused) {
        (Some(Ok(read)), refused) => {
            Source::Feed(Box::new(read.clone()), refused.map(|failure| failure.to_string()))
        }
        (_, Some(failure)) => Source::None(Outcome::Failed(failure), Settled::Done),
        (Some(Err(error)), None) => {
            Source::None(Outcome::Failed(Failure::Read(error.clone())), Settled::Done)
        }
        (None, None) => Source::None(Outcome::Empty, Settled::Done),
    }
}

/// The headers by which a server can tell that nothing has changed.
fn validators(feed: &Feed) -> Vec<(&str, &str)> {
    if !feed.is_worked_off() {
        return Vec::new(); // What is still wanted may stand in the feed alone.
    }
    let etag = feed.etag.as_deref().map(|etag| ("if-none-match", etag));
    etag.into_iter().chain(feed.last_modified.as_deref().map(|at| ("if-modified-since", at))).collect()
}

fn validator(header: Option<&str>) -> Option<String> {
    header.filter(|header| header.len() <= LONGEST_VALIDATOR).map(str::to_owned)
}

/// Takes down where a feed has moved; gives it where that is news.
fn moved(feed: &mut Feed, to: Option<String>) -> Option<String> {
    feed.moved_to = to.clone().or(feed.moved_to.take());
    to
}

/// When an article of the ledger was published.
fn published(ledger: &Ledger, key: &str) -> Option<String> {
    match ledger.find(key) {
        Ok(InLedger::Article(article)) => article.published,
        _ => None,
    }
}
