//! `claimant watch`: news feeds polled into a ledger, until somebody says stop.

mod polls;

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, IsTerminal};
use std::ops::ControlFlow;
use std::path::Path;
use std::process::ExitCode;
use std::sync::atomic::Ordering;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use claimant::ledger::{Entry, Ledger};
use claimant::{Event, Input, Outcome, Pipeline};

use self::polls::Polls;
use crate::args::WatchArgs;
use crate::batch::{self, Stop};
use crate::fetch::Policy;
use crate::keeper::{Keeper, extractors, known};
use crate::output::{Output, say};
use crate::print::visible;
use crate::progress::Progress;
use crate::watch::{
    Found, Hosts, Lines, Listed, Polled, Settled, Source, State, Told, Visitor, listed, now, path,
};

/// Feeds that are visited at a time.
const VISITORS: usize = 8;
/// How often to look whether a feed is due, or the run to end.
const TICK: Duration = Duration::from_millis(50);
/// How long what is remembered may stay unwritten: a run that is killed fetches again what was settled since.
const UNSAVED: Duration = Duration::from_secs(1);

/// Runs the command.
pub fn run(args: &WatchArgs) -> ExitCode {
    watch(args).unwrap_or_else(Stop::end)
}

fn watch(args: &WatchArgs) -> Result<ExitCode, Stop> {
    let Listed { feeds, refused } = listed(&args.feeds);
    refused.iter().for_each(|(what, why, hint)| complain(what, why, hint));
    if feeds.is_empty() {
        return Err(Stop::wrong(
            "there is no feed to watch",
            "name an OPML file, or feeds by their addresses",
        ));
    }
    let _lock = lock(&args.ledger)?;
    let mut watch = Watch::begin(args, feeds)?;
    watch.polls.failed += refused.len();
    let ended = watch.run(args);
    // Whatever ended it: what was settled is written down.
    let saved = watch.visitor.save();
    ended.and(saved)?;
    watch.end(&args.ledger)
}

fn complain(what: &str, why: &str, hint: &str) {
    say(&format!("error: {}: {}\n  hint: {}", visible(what), visible(why), visible(hint)));
}

/// Two runs would overwrite what each other remembers.
fn lock(ledger: &Path) -> Result<File, Stop> {
    let path = path(ledger).with_extension("lock");
    let failed = |error: io::Error| Stop::writing(&path.display().to_string(), &error);
    let file = File::create(&path).map_err(failed)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(std::fs::TryLockError::WouldBlock) => {
            let hint = "stop that one first, or watch other feeds with a ledger of their own";
            Err(Stop::wrong(format!("another claimant watch keeps {}", ledger.display()), hint))
        }
        Err(std::fs::TryLockError::Error(error)) => Err(failed(error)),
    }
}

/// A run.
struct Watch {
    feeds: Vec<String>,
    visitor: Arc<Visitor>,
    keeper: Keeper<Told>,
    pipeline: Pipeline,
    extractors: Vec<&'static str>,
    visits: Sender<String>,
    found: Receiver<Found>,
    /// Feeds that are visited now.
    busy: BTreeSet<String>,
    polls: Polls,
    saved: Instant,
}

impl Watch {
    fn begin(args: &WatchArgs, feeds: Vec<String>) -> Result<Watch, Stop> {
        let mut pipeline = batch::chain(&args.how);
        let stop = pipeline.stop.clone();
        batch::on_interrupt(&stop);
        let mut lines =
            Lines { out: Output::stdout(), json: args.json || !(args.text || io::stdout().is_terminal()) };
        let tell = Box::new(move |told: &Told, key: Option<&str>, outcome: &Outcome<()>| {
            lines.tell(told, key, outcome)
        });
        // One at a time, so that each article that was told of is on the disk.
        let keeper = Keeper::open(&args.ledger, 1, !args.no_compare, Progress::new(1, true), tell)?;
        pipeline.known = Some(known(&args.ledger)?);
        let visitor = Arc::new(Visitor {
            policy: Policy { contact: args.contact.clone(), ..batch::policy(&args.how) },
            hosts: Hosts::new(args.pause, stop.clone()),
            every: args.every,
            state: Mutex::new(State::load(&path(&args.ledger))?),
            path: path(&args.ledger),
            ledger: Mutex::new(Ledger::open(&args.ledger)?),
            stop,
        });
        let (visits, found) = visitors(&visitor);
        Ok(Watch {
            feeds,
            visitor,
            keeper,
            pipeline,
            extractors: extractors(&args.how.only),
            visits,
            found,
            busy: BTreeSet::new(),
            polls: Polls::default(),
            saved: Instant::now(),
        })
    }

    fn stopped(&self) -> bool {
        self.visitor.stop.load(Ordering::Relaxed)
    }

    /// Visits feeds as they are due, and keeps what is found, until the run is to end.
    fn run(&mut self, args: &WatchArgs) -> Result<(), Stop> {
        let start = Instant::now();
        self.send_out(args.once);
        if args.once {
            self.say_who_waits();
        }
        let over = |watch: &Watch| match args.span {
            Some(span) => start.elapsed() >= span,
            None => args.once && watch.busy.is_empty(),
        };
        while !self.stopped() && !over(self) {
            match self.found.recv_timeout(TICK) {
                Ok(found) => self.take(found)?,
                Err(RecvTimeoutError::Disconnected) => return Ok(()),
                Err(RecvTimeoutError::Timeout) if args.once => {}
                Err(RecvTimeoutError::Timeout) => self.send_out(false),
            }
        }
        Ok(())
    }

    /// Has the feeds visited that are due; all of them `at_once`, but for those that failed and are not due yet.
    fn send_out(&mut self, at_once: bool) {
        let now = now();
        let state = self.visitor.state();
        for feed in &self.feeds {
            let due = state.feeds.get(feed).is_none_or(|known| known.is_due(now, at_once));
            if due && !self.busy.contains(feed) && self.visits.send(feed.clone()).is_ok() {
                self.busy.insert(feed.clone());
            }
        }
    }

    /// Says which feeds are left out of a single round, and until when.
    fn say_who_waits(&mut self) {
        let state = self.visitor.state();
        for feed in self.feeds.iter().filter(|feed| !self.busy.contains(*feed)) {
            self.polls.not_due += 1;
            self.keeper.progress.say(&polls::left_out(feed, state.feeds.get(feed)));
        }
    }

    /// Takes what visits tell, as far as it is there; several articles are read side by side.
    fn take(&mut self, first: Found) -> Result<(), Stop> {
        let (mut next, mut articles) = (Some(first), Vec::new());
        while let Some(found) = next {
            match found {
                Found::Article { feed, id, name, source } => articles.push((feed, id, name, source)),
                Found::Feed { feed, what } => self.polled(&feed, what),
                Found::Broken(stop) => return Err(stop),
                Found::End { feed } => {
                    self.keep(std::mem::take(&mut articles))?;
                    self.busy.remove(&feed);
                    self.save()?;
                }
            }
            next = if articles.len() < self.pipeline.threads { self.found.try_recv().ok() } else { None };
        }
        self.keep(articles)?;
        if self.saved.elapsed() >= UNSAVED { self.save() } else { Ok(()) }
    }

    /// Writes down what is remembered.
    fn save(&mut self) -> Result<(), Stop> {
        self.visitor.state().tidy(now());
        self.visitor.save()?;
        self.saved = Instant::now();
        Ok(())
    }

    fn polled(&mut self, feed: &str, what: Polled) {
        self.polls.count(&what);
        if let Some(said) = polls::said(feed, &what) {
            self.keeper.progress.say(&said);
        }
    }

    /// Keeps articles, each in a transaction of its own, and notes what became of their entries.
    fn keep(&mut self, articles: Vec<(String, String, String, Source)>) -> Result<(), Stop> {
        let (mut inputs, mut tolds, mut ids) = (Vec::new(), Vec::new(), Vec::new());
        for (feed, id, name, source) in articles {
            let mut told = Told { name, feed, from: Some("page"), why: None };
            let input = match source {
                Source::Page(opened) => Input::new(&told.name, move || Ok(opened)),
                Source::Feed(read, why) => {
                    (told.from, told.why) = (Some("feed"), why);
                    Input::article(&told.name, *read)
                }
                Source::None(outcome, settled) => {
                    self.settle(&told.feed, &id, settled, &told.name);
                    told.from = None;
                    self.keeper.settle(&told, None, &outcome)?;
                    continue;
                }
            };
            inputs.push(input);
            tolds.push(told);
            ids.push(id);
        }
        if inputs.is_empty() { Ok(()) } else { self.read(inputs, &tolds, &ids) }
    }

    fn read(&mut self, inputs: Vec<Input>, tolds: &[Told], ids: &[String]) -> Result<(), Stop> {
        let extractors = self.extractors.clone();
        let (keeper, visitor) = (&mut self.keeper, &self.visitor);
        let mut broken = None;
        let _ = self.pipeline.run(inputs, move |reading| Entry::of(reading, &extractors), &mut |event| {
            match event {
                Event::Document { input, outcome } => {
                    broken = keeper.take(tolds[input].clone(), outcome).err()
                }
                // All its documents are on the disk.
                Event::Finished { input } => {
                    visitor.state().settle(
                        &tolds[input].feed,
                        &ids[input],
                        Settled::Done,
                        visitor.every,
                        now(),
                    );
                }
            }
            if broken.is_some() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        broken.map_or(Ok(()), Err)
    }

    /// Notes what became of an entry without an article.
    fn settle(&mut self, feed: &str, id: &str, settled: Settled, name: &str) {
        let last = self.visitor.state().settle(feed, id, settled, self.visitor.every, now());
        if last {
            self.keeper
                .progress
                .say(&visible(&format!("{name}: it failed too often, and is not tried again")));
        }
    }

    /// Compares what is left, says what became of all, and gives the exit status.
    fn end(&mut self, ledger: &Path) -> Result<ExitCode, Stop> {
        while !self.stopped() && self.keeper.compare()? > 0 {}
        self.keeper.progress.end();
        let (interrupted, counts) = (self.stopped(), &self.keeper.progress.counts);
        say(&self.polls.to_string());
        say(&counts.to_string());
        let (articles, claims) = self.keeper.writer.ledger().size()?;
        say(&format!("{}: {articles} articles, {claims} claims", ledger.display()));
        let well = counts.documents() == counts.read + counts.known && self.polls.went_well();
        Ok(ExitCode::from(match interrupted {
            true => 130,
            false if self.polls.all_failed() => 2,
            false => u8::from(!well),
        }))
    }
}

/// Threads that visit the feeds whose addresses they are sent.
fn visitors(visitor: &Arc<Visitor>) -> (Sender<String>, Receiver<Found>) {
    let (visits, waiting) = mpsc::channel::<String>();
    let (to, found) = sync_channel(VISITORS);
    let waiting = Arc::new(Mutex::new(waiting));
    for _ in 0..VISITORS {
        let (visitor, waiting, to) = (visitor.clone(), waiting.clone(), to.clone());
        let thread = thread::Builder::new().name("claimant-visit".to_owned());
        // A machine without threads to give has fewer visitors.
        let _ = thread.spawn(move || work(&visitor, &waiting, &to));
    }
    (visits, found)
}

fn work(visitor: &Visitor, waiting: &Mutex<Receiver<String>>, to: &SyncSender<Found>) {
    loop {
        let next = waiting.lock().unwrap_or_else(PoisonError::into_inner).recv();
        match next {
            Ok(feed) => visitor.visit(&feed, to),
            Err(_) => return,
        }
    }
}
