//! `claimant read`: inputs in, claims out.

mod write;

use std::io::{self, IsTerminal};
use std::ops::ControlFlow;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use claimant::{Config, Counts, Event, Kind, Options, Outcome, Pipeline, readings};

use self::write::{Finished, Format, Stop, Writers};
use crate::args::ReadArgs;
use crate::fetch::Policy;
use crate::inputs::{self, Inputs};
use crate::output::{self, say};
use crate::pdf;
use crate::print::Page;
use crate::progress::Progress;

/// Runs the command.
pub fn run(args: &ReadArgs) -> ExitCode {
    match read(args) {
        Ok(code) => code,
        Err(Stop::Quiet) => ExitCode::SUCCESS,
        Err(Stop::Error { message, hint }) => {
            say(&format!("error: {message}\n  hint: {hint}"));
            ExitCode::from(2)
        }
    }
}

fn read(args: &ReadArgs) -> Result<ExitCode, Stop> {
    check_date(args)?;
    let policy = Policy { allow_private: args.allow_private, ..Policy::default() };
    let Inputs { inputs, hidden } = inputs::expand(&args.inputs, &policy);
    if inputs.is_empty() {
        return Err(Stop::Error {
            message: "there is nothing to read in what was named".to_owned(),
            hint: match hidden {
                0 => "the folder is empty".to_owned(),
                hidden => format!("{hidden} hidden files or folders were skipped; name one to read it"),
            },
        });
    }
    let names: Vec<String> = inputs.iter().map(|input| input.name.clone()).collect();
    let format = format(args);
    let mut to = Writers::open(args, format)?;
    let mut progress = Progress::new(names.len(), shows_bar(args, format));
    let pipeline = pipeline(args);
    let (page, stop) = (args.html.is_some(), pipeline.stop.clone());
    on_interrupt(&stop);
    let mut broken = None;
    let finish = move |reading| Finished::of(reading, format, page);
    // A run that ends early was interrupted, or could not be written; `stop` and `broken` tell.
    let _ = pipeline.run(inputs, finish, &mut |event| {
        match event {
            Event::Finished { .. } => progress.input_done(),
            Event::Document { input, outcome } => {
                progress.document(names.get(input).map_or("", String::as_str), &outcome);
                if let Outcome::Read(finished) = outcome {
                    broken = to.write(&finished).err();
                }
            }
        }
        if broken.is_some() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    progress.end();
    broken.map_or(Ok(()), Err)?;
    to.finish(progress.counts.read > 0)?;
    let interrupted = stop.load(Ordering::Relaxed);
    summary(&progress.counts, names.len(), hidden, interrupted);
    Ok(exit_code(&progress.counts, interrupted))
}

/// A date that does not parse is a wrong command, not a failure of every document.
fn check_date(args: &ReadArgs) -> Result<(), Stop> {
    let options = Options { kind: Some(Kind::Text), published: args.published.clone(), ..Options::default() };
    let rules = Config { fast: true, ..Config::default() };
    match readings(b"A.", &options, &rules).into_iter().find_map(Result::err) {
        Some(error) => Err(Stop::Error {
            message: format!("--published: {error}"),
            hint: error.hint().unwrap_or_default().to_owned(),
        }),
        None => Ok(()),
    }
}

fn pipeline(args: &ReadArgs) -> Pipeline {
    let mut pipeline = Pipeline {
        config: Config { only: args.only.clone(), fast: args.fast },
        kind: args.kind,
        published: args.published.clone(),
        pdf: Some(Arc::new(pdf::read)),
        ..Pipeline::default()
    };
    if let Some(threads) = args.threads {
        pipeline.threads = usize::from(threads);
    }
    pipeline
}

fn format(args: &ReadArgs) -> Format {
    let terminal = args.output.is_none() && io::stdout().is_terminal();
    let page = Page { width: output::columns(args.width), color: output::color(args.color) };
    match args {
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

/// Ctrl-C once: what is under way is written and the run ends; twice: the process ends.
fn on_interrupt(stop: &Arc<AtomicBool>) {
    for signal in [signal_hook::consts::SIGINT, signal_hook::consts::SIGTERM] {
        // Where signals cannot be caught, they end the process as usual.
        let _ = signal_hook::flag::register_conditional_shutdown(signal, 130, stop.clone());
        let _ = signal_hook::flag::register(signal, stop.clone());
    }
    // A panic in a document is that document's outcome, and said as such.
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if !std::thread::current().name().is_some_and(|name| name.starts_with("claimant-")) {
            usual(panic);
        }
    }));
}

/// Says what became of a batch; one article that was read needs no words.
fn summary(counts: &Counts, inputs: usize, hidden: usize, interrupted: bool) {
    if hidden > 0 {
        say(&format!("{hidden} hidden files or folders skipped"));
    }
    if interrupted {
        say(&format!("interrupted: {counts}; the rest was not read"));
    } else if inputs != 1 || counts.documents() != 1 || counts.read != 1 {
        say(&counts.to_string());
    }
}

fn exit_code(counts: &Counts, interrupted: bool) -> ExitCode {
    ExitCode::from(match counts {
        _ if interrupted => 130,
        counts if counts.read == 0 => 2,
        counts if counts.read < counts.documents() => 1,
        _ => 0,
    })
}
