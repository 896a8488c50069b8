//! `claimant add`: articles in, kept in a ledger.

use std::ops::ControlFlow;
use std::process::ExitCode;
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use claimant::ledger::{Added, Entry, Error, Ledger, Writer, article_key};
use claimant::{Article, EXTRACTORS, Event, Failure, Outcome};

use crate::args::AddArgs;
use crate::batch::{self, Stop};
use crate::inputs::Inputs;
use crate::output::{Output, say};
use crate::progress::Progress;

/// Articles that may wait to be written together, and how long.
const TOGETHER: usize = 32;
const WAIT: Duration = Duration::from_millis(200);

/// Runs the command.
pub fn run(args: &AddArgs) -> ExitCode {
    add(args).unwrap_or_else(Stop::end)
}

fn add(args: &AddArgs) -> Result<ExitCode, Stop> {
    let Inputs { inputs, hidden } = batch::inputs(&args.sources)?;
    let names: Vec<String> = inputs.iter().map(|input| input.name.clone()).collect();
    let mut keeper = Keeper {
        writer: Writer::open(&args.ledger)?,
        waiting: Vec::new(),
        since: Instant::now(),
        ack: args.ack.then(Output::stdout),
        progress: Progress::new(names.len(), true),
        compare: !args.no_compare,
    };
    let mut pipeline = batch::pipeline(&args.sources);
    if !args.again {
        let reader = Mutex::new(Ledger::open(&args.ledger)?);
        pipeline.known = Some(Arc::new(move |article: &Article| knows(&reader, article)));
    }
    let stop = pipeline.stop.clone();
    batch::on_interrupt(&stop);
    let extractors = extractors(&args.sources.only);
    let mut broken = None;
    // A run that ends early was interrupted, or could not be written; `stop` and `broken` tell.
    let _ = pipeline.run(inputs, move |reading| Entry::of(reading, &extractors), &mut |event| {
        let done = match event {
            Event::Finished { .. } => {
                keeper.progress.input_done();
                Ok(())
            }
            Event::Document { input, outcome } => {
                keeper.take(names.get(input).map_or("", String::as_str), outcome)
            }
        };
        broken = done.err();
        if broken.is_some() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    broken.map_or(Ok(()), Err)?;
    keeper.write()?;
    while keeper.compare && !stop.load(Ordering::Relaxed) && keeper.writer.compare(TOGETHER)? > 0 {}
    keeper.progress.end();
    let interrupted = stop.load(Ordering::Relaxed);
    batch::summary(&keeper.progress.counts, 0, hidden, interrupted);
    let (articles, claims) = keeper.writer.ledger().size()?;
    say(&format!("{}: {articles} articles, {claims} claims", args.ledger.display()));
    Ok(batch::exit_code(&keeper.progress.counts, interrupted))
}

/// The extractors that run, in their order.
fn extractors(only: &[String]) -> Vec<&'static str> {
    let names = EXTRACTORS.iter().map(|extractor| extractor.name);
    names.filter(|name| only.is_empty() || only.iter().any(|wanted| wanted == name)).collect()
}

/// Whether the article is kept. Where the ledger cannot say, it is read, and adding it will tell why.
fn knows(reader: &Mutex<Ledger>, article: &Article) -> bool {
    let reader = reader.lock().unwrap_or_else(PoisonError::into_inner);
    reader.knows(&article_key(article), None).unwrap_or(false)
}

/// Writes what is read, some articles at a time, so that the turn to write is never held while reading goes on.
struct Keeper {
    writer: Writer,
    waiting: Vec<(String, Entry)>,
    since: Instant,
    ack: Option<Output>,
    progress: Progress,
    compare: bool,
}

impl Keeper {
    /// Takes one document of the input `name`.
    fn take(&mut self, name: &str, outcome: Outcome<Result<Entry, Error>>) -> Result<(), Stop> {
        match outcome {
            Outcome::Read(Ok(entry)) => {
                if self.waiting.is_empty() {
                    self.since = Instant::now();
                }
                self.waiting.push((name.to_owned(), entry));
            }
            Outcome::Read(Err(error)) => self.refused(name, &error.to_string()),
            Outcome::Known => self.progress.document(name, &Outcome::<()>::Known),
            Outcome::Empty => self.progress.document(name, &Outcome::<()>::Empty),
            Outcome::Failed(failure) => self.progress.document(name, &Outcome::<()>::Failed(failure)),
        }
        match self.waiting.len() >= TOGETHER || self.since.elapsed() >= WAIT {
            true => self.write(),
            false => Ok(()),
        }
    }

    fn refused(&mut self, name: &str, why: &str) {
        self.progress.document(name, &Outcome::<()>::Failed(Failure::open("refused", why)));
    }

    /// Writes what waits, and acknowledges it once it is on the disk.
    fn write(&mut self) -> Result<(), Stop> {
        if self.waiting.is_empty() {
            return Ok(());
        }
        let (names, entries): (Vec<String>, Vec<Entry>) = self.waiting.drain(..).unzip();
        let added = self.writer.add(&entries)?;
        for ((name, entry), added) in names.iter().zip(&entries).zip(added) {
            match added {
                Added::Kept => self.progress.document(name, &Outcome::Read(())),
                Added::Known => self.progress.document(name, &Outcome::<()>::Known),
                Added::Refused(why) => {
                    self.refused(name, &format!("the article cannot be kept: {why}"));
                    continue;
                }
            }
            self.acknowledge(entry.key())?;
        }
        // In a transaction of its own: an interrupted run leaves it for the next one.
        if self.compare {
            self.writer.compare(TOGETHER)?;
        }
        Ok(())
    }

    fn acknowledge(&mut self, key: &str) -> Result<(), Stop> {
        let Some(out) = &mut self.ack else { return Ok(()) };
        let said = out.write(format!("ack {key}\n").as_bytes()).and_then(|()| out.flush());
        said.map_err(|error| Stop::writing("stdout", &error))
    }
}
