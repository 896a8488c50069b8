//! `claimant read`: inputs in, claims out.

mod write;

use std::collections::BTreeSet;
use std::io::{self, IsTerminal};
use std::ops::ControlFlow;
use std::process::ExitCode;
use std::sync::atomic::Ordering;

use claimant::ledger::article_key;
use claimant::ledger::review::Reviewed;
use claimant::{Event, Outcome, Reading};

use self::write::{Finished, Format, Writers};
use crate::args::ReadArgs;
use crate::batch::{self, Stop};
use crate::commands::export::Files;
use crate::inputs::Inputs;
use crate::output;
use crate::print::Page;
use crate::progress::Progress;

/// Runs the command.
pub fn run(args: &ReadArgs) -> ExitCode {
    read(args).unwrap_or_else(Stop::end)
}

fn read(args: &ReadArgs) -> Result<ExitCode, Stop> {
    let Inputs { inputs, hidden } = batch::inputs(&args.sources)?;
    let names: Vec<String> = inputs.iter().map(|input| input.name.clone()).collect();
    let format = format(args);
    let mut files =
        args.format.map(|format| Files::open(format, args.raw, args.output.as_deref())).transpose()?;
    let mut seen = BTreeSet::new();
    let mut to = Writers::open(args, format)?;
    let mut progress = Progress::new(names.len(), shows_bar(args, format));
    let pipeline = batch::pipeline(&args.sources);
    let (page, stop) = (args.html.is_some() || args.format.is_some(), pipeline.stop.clone());
    batch::on_interrupt(&stop);
    let mut broken = None;
    let finish = move |reading| Finished::of(reading, format, page);
    // A run that ends early was interrupted, or could not be written; `stop` and `broken` tell.
    let _ = pipeline.run(inputs, finish, &mut |event| {
        match event {
            Event::Finished { .. } => progress.input_done(),
            Event::Document { input, outcome } => {
                progress.document(names.get(input).map_or("", String::as_str), &outcome);
                if let Outcome::Read(finished) = outcome {
                    broken = match (&mut files, &finished.reading) {
                        (Some(files), Some(reading)) => once(files, &mut seen, reading).err(),
                        _ => to.write(&finished).err(),
                    };
                }
            }
        }
        if broken.is_some() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    progress.end();
    broken.map_or(Ok(()), Err)?;
    match files {
        Some(files) if progress.counts.read > 0 => files.finish()?,
        Some(_) => {}
        None => to.finish(progress.counts.read > 0)?,
    }
    let interrupted = stop.load(Ordering::Relaxed);
    batch::summary(&progress.counts, names.len(), hidden, interrupted);
    Ok(batch::exit_code(&progress.counts, interrupted))
}

/// Writes an article that was not written yet: a format holds each once.
fn once(files: &mut Files, seen: &mut BTreeSet<String>, reading: &Reading) -> Result<(), Stop> {
    match seen.insert(article_key(&reading.article)) {
        true => files.write(&Reviewed::from(reading.clone())),
        false => Ok(()),
    }
}

fn format(args: &ReadArgs) -> Format {
    let terminal = args.output.is_none() && io::stdout().is_terminal();
    let page = Page { width: output::columns(args.width), color: output::color(args.color) };
    match args {
        ReadArgs { format: Some(_), .. } => Format::Nothing,
        ReadArgs { json: true, .. } => Format::Json,
        ReadArgs { csv: true, raw, .. } => Format::Csv { raw: *raw },
        ReadArgs { text: true, .. } => Format::Report(page),
        ReadArgs { html: Some(_), output: None, .. } => Format::Nothing,
        _ if terminal => Format::Report(page),
        _ => Format::Json,
    }
}

/// A bar and the data would write over each other on one terminal.
fn shows_bar(args: &ReadArgs, format: Format) -> bool {
    args.output.is_some() || matches!(format, Format::Nothing) || !io::stdout().is_terminal()
}
