//! What is remembered between polls, and beside the ledger between runs: `LEDGER.watch.json`, described in docs/watch.md.
//!
//! It is no part of the ledger: it says when to ask whom, changes with every poll, and may be thrown away; a ledger only
//! appends, and keeps what was read.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use claimant::FeedEntry;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::clock::after;
use super::robots::Robots;
use crate::batch::Stop;

/// What the file says that it is.
const FORMAT: &str = "claimant-watch/1";
/// The longest that a feed or page that fails is left alone, unless its server asks for longer.
const LONGEST_WAIT: Duration = Duration::from_secs(86_400);
/// How often a page is tried that fails in a way that may pass.
const TRIES: u32 = 5;
/// Addresses that are remembered within a run.
const MOST_CLAIMED: usize = 100_000;
/// How long an entry is remembered that its feed does not hold any more.
const REMEMBERED: Duration = Duration::from_secs(60 * 86_400);

/// Everything that is remembered.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct State {
    format: String,
    /// By the address that a person gave.
    #[serde(default)]
    pub feeds: BTreeMap<String, Feed>,
    /// What sites ask of robots, by scheme and host.
    #[serde(default)]
    pub sites: BTreeMap<String, Site>,
    /// Hosts that asked to be left alone until then.
    #[serde(default)]
    pub rests: BTreeMap<String, Timestamp>,
    /// Addresses that some feed wanted in this run, so that another need not.
    #[serde(skip)]
    claimed: BTreeSet<String>,
}

/// One feed.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Feed {
    /// Where it has moved for good.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub moved_to: Option<String>,
    /// What its server calls the version that was read last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub etag: Option<String>,
    /// When that changed, in the words of its server.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_modified: Option<String>,
    /// When it was asked last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub polled: Option<Timestamp>,
    /// When it will be asked next.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due: Option<Timestamp>,
    /// Polls that failed since the last one that did not.
    #[serde(skip_serializing_if = "is_zero")]
    pub failures: u32,
    /// Why the last one failed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
    /// Whether its server said that it is gone for good: it is asked no more.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub gone: bool,
    /// Its entries, by their ids.
    pub entries: BTreeMap<String, Entry>,
}

/// One entry of a feed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Changes when the feed says anything else of it.
    pub hash: String,
    /// When the feed held it last.
    pub seen: Timestamp,
    /// Its page, as long as that is still to be fetched.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wanted: Option<Wanted>,
}

/// A page that is still to be fetched.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Wanted {
    /// Its address; the feed alone has the article where there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// How often it failed.
    #[serde(skip_serializing_if = "is_zero")]
    pub tries: u32,
    /// When it will be asked for next.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due: Option<Timestamp>,
}

/// What a site asks of robots, and until when that is taken to be so.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Site {
    pub until: Timestamp,
    /// `None` where its server could not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub robots: Option<Robots>,
}

/// What became of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Settled {
    /// There is nothing more to do.
    Done,
    /// It failed in a way that may pass.
    Failed,
    /// It was not asked for, and will be at that time.
    Later(Timestamp),
}

fn is_zero(n: &u32) -> bool {
    *n == 0
}

/// Where the state of a ledger is kept.
pub fn path(ledger: &Path) -> PathBuf {
    let mut name = ledger.file_name().unwrap_or_default().to_owned();
    name.push(".watch.json");
    ledger.with_file_name(name)
}

/// Twice as long with every failure in a row, up to a day.
pub fn back_off(every: Duration, failures: u32) -> Duration {
    let longest = LONGEST_WAIT.max(every);
    every.checked_mul(1 << failures.min(20)).map_or(longest, |wait| wait.min(longest))
}

impl State {
    /// Nothing remembered.
    fn new() -> State {
        let (feeds, sites, rests, claimed) = Default::default();
        State { format: FORMAT.to_owned(), feeds, sites, rests, claimed }
    }

    /// What is remembered in the file at `path`; nothing where there is none.
    pub fn load(path: &Path) -> Result<State, Stop> {
        let wrong = |why: String| {
            let hint =
                "move it away to begin anew; what is in the ledger stays there and is not fetched again";
            Stop::wrong(format!("{}: {why}", path.display()), hint)
        };
        let bytes = match fs::read(path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(State::new()),
            Err(error) => return Err(wrong(error.to_string())),
        };
        let state: State = serde_json::from_slice(&bytes).map_err(|why| wrong(why.to_string()))?;
        match state.format == FORMAT {
            true => Ok(state),
            false => Err(wrong(format!("it is {:?}, and not {FORMAT:?}", state.format))),
        }
    }

    /// Writes the file at `path`: whoever opens it finds the old one or the new one, whole.
    pub fn save(&self, path: &Path) -> Result<(), Stop> {
        let failed = |error: io::Error| Stop::writing(&path.display().to_string(), &error);
        let beside = path.with_extension("json.part");
        let json = serde_json::to_vec_pretty(self).map_err(|why| failed(io::Error::other(why)))?;
        let write = || {
            let mut file = File::create(&beside)?;
            file.write_all(&json)?;
            file.write_all(b"\n")?;
            file.sync_all()?;
            fs::rename(&beside, path)
        };
        write().inspect_err(|_| drop(fs::remove_file(&beside))).map_err(failed)
    }

    /// Notes what a feed holds now, and gives what is new in it or has changed. What `kept` is true of is in the ledger.
    pub fn note(
        &mut self,
        feed: &str,
        found: &[FeedEntry],
        now: Timestamp,
        kept: &dyn Fn(&FeedEntry) -> bool,
    ) -> Vec<String> {
        let State { feeds, claimed, .. } = self;
        let entries = &mut feeds.entry(feed.to_owned()).or_default().entries;
        let mut known = Vec::new();
        for entry in found {
            let wanted = Some(Wanted { url: entry.url.clone(), ..Wanted::default() });
            match entries.get_mut(&entry.id) {
                Some(seen) => {
                    if seen.hash != entry.hash {
                        (seen.hash, seen.wanted) = (entry.hash.clone(), wanted);
                    }
                    seen.seen = now;
                }
                None => {
                    // A feed that holds the whole text may be all that there is, so it is not passed over for another.
                    let first = entry.url.as_ref().is_none_or(|url| claimed.insert(url.clone()));
                    let have = !(first || entry.whole) || kept(entry);
                    known.extend(have.then(|| entry.id.clone()));
                    let seen =
                        Entry { hash: entry.hash.clone(), seen: now, wanted: wanted.filter(|_| !have) };
                    entries.insert(entry.id.clone(), seen);
                }
            }
        }
        entries.retain(|_, entry| entry.wanted.is_some() || after(entry.seen, REMEMBERED) >= now);
        known
    }

    /// Notes what became of an entry's article. Gives whether it was the last try of one that failed.
    pub fn settle(
        &mut self,
        feed: &str,
        id: &str,
        settled: Settled,
        every: Duration,
        now: Timestamp,
    ) -> bool {
        let Some(entry) = self.feeds.get_mut(feed).and_then(|feed| feed.entries.get_mut(id)) else {
            return false;
        };
        let Some(wanted) = entry.wanted.take() else { return false };
        let tries = wanted.tries + u32::from(settled == Settled::Failed);
        let due = match settled {
            Settled::Done => None,
            Settled::Failed if tries >= TRIES => None,
            Settled::Failed => Some(after(now, back_off(every, tries))),
            Settled::Later(due) => Some(due),
        };
        entry.wanted = due.map(|due| Wanted { tries, due: Some(due), ..wanted });
        settled == Settled::Failed && tries >= TRIES
    }

    /// Forgets what says nothing any more.
    pub fn tidy(&mut self, now: Timestamp) {
        self.sites.retain(|_, site| site.until > now);
        self.rests.retain(|_, until| *until > now);
        if self.claimed.len() > MOST_CLAIMED {
            self.claimed.clear();
        }
    }
}

impl Feed {
    /// Notes a poll that went well.
    pub fn succeeded(&mut self, now: Timestamp, every: Duration) {
        (self.polled, self.due, self.failures, self.why) = (Some(now), Some(after(now, every)), 0, None);
    }

    /// Notes a poll that failed, and when to ask again: not before `rest`, if the server said so.
    pub fn failed(&mut self, why: String, rest: Option<Timestamp>, now: Timestamp, every: Duration) {
        self.failures = self.failures.saturating_add(1);
        let due = after(now, back_off(every, self.failures));
        (self.polled, self.due, self.why) =
            (Some(now), Some(rest.map_or(due, |rest| rest.max(due))), Some(why));
    }

    /// Whether it may be asked now. One that failed waits until it is due, also where all are asked at once; one that a
    /// run left in the middle does not.
    pub fn is_due(&self, now: Timestamp, at_once: bool) -> bool {
        let may = (at_once || !self.is_worked_off()) && self.failures == 0;
        !self.gone && (may || self.due.is_none_or(|due| due <= now))
    }

    /// Whether all entries were tried since they were found: then a feed without news need not be sent again.
    pub fn is_worked_off(&self) -> bool {
        self.entries.values().filter_map(|entry| entry.wanted.as_ref()).all(|wanted| wanted.due.is_some())
    }
}

#[cfg(test)]
mod tests;
