//! `claimant add`: articles in, kept in a ledger.

use std::ops::ControlFlow;
use std::process::ExitCode;
use std::sync::atomic::Ordering;

use claimant::ledger::Entry;
use claimant::{Event, Outcome};

use crate::args::AddArgs;
use crate::batch::{self, Stop};
use crate::inputs::Inputs;
use crate::keeper::{Keeper, Tell, extractors, known};
use crate::output::{Output, say};
use crate::progress::Progress;

/// Articles that may be written together.
const TOGETHER: usize = 32;

/// Runs the command.
pub fn run(args: &AddArgs) -> ExitCode {
    add(args).unwrap_or_else(Stop::end)
}

fn add(args: &AddArgs) -> Result<ExitCode, Stop> {
    let Inputs { inputs, hidden } = batch::inputs(&args.sources)?;
    let names: Vec<String> = inputs.iter().map(|input| input.name.clone()).collect();
    let progress = Progress::new(names.len(), true);
    let tell = acknowledge(args.ack.then(Output::stdout));
    let mut keeper = Keeper::open(&args.ledger, TOGETHER, !args.no_compare, progress, tell)?;
    let mut pipeline = batch::pipeline(&args.sources);
    if !args.again {
        pipeline.known = Some(known(&args.ledger)?);
    }
    let stop = pipeline.stop.clone();
    batch::on_interrupt(&stop);
    let extractors = extractors(&args.sources.how.only);
    let mut broken = None;
    // A run that ends early was interrupted, or could not be written; `stop` and `broken` tell.
    let _ = pipeline.run(inputs, move |reading| Entry::of(reading, &extractors), &mut |event| {
        let done = match event {
            Event::Finished { .. } => {
                keeper.progress.input_done();
                Ok(())
            }
            Event::Document { input, outcome } => {
                keeper.take(names.get(input).cloned().unwrap_or_default(), outcome)
            }
        };
        broken = done.err();
        if broken.is_some() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    broken.map_or(Ok(()), Err)?;
    keeper.write()?;
    while !stop.load(Ordering::Relaxed) && keeper.compare()? > 0 {}
    keeper.progress.end();
    let interrupted = stop.load(Ordering::Relaxed);
    batch::summary(&keeper.progress.counts, 0, hidden, interrupted);
    let (articles, claims) = keeper.writer.ledger().size()?;
    say(&format!("{}: {articles} articles, {claims} claims", args.ledger.display()));
    Ok(batch::exit_code(&keeper.progress.counts, interrupted))
}

/// Prints `ack KEY` of each article that is safe on the disk, if there is somewhere to print it.
fn acknowledge(mut out: Option<Output>) -> Box<Tell<String>> {
    Box::new(move |_, key, outcome| match (&mut out, key, outcome) {
        (Some(out), Some(key), Outcome::Read(()) | Outcome::Known) => {
            let said = out.write(format!("ack {key}\n").as_bytes()).and_then(|()| out.flush());
            said.map_err(|error| Stop::writing("stdout", &error))
        }
        _ => Ok(()),
    })
}
