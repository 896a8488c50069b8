//! What reading a batch takes, whatever is made of it: the inputs, the chain, interruption, and what it comes to.

use std::io;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use claimant::{Config, Counts, Kind, Options, Pipeline, ledger, readings};

use crate::args::{How, Sources};
use crate::fetch::Policy;
use crate::inputs::{self, Inputs};
use crate::output::{is_broken_pipe, say};
use crate::pdf;
use crate::print::visible;

/// Why nothing more is written.
pub enum Stop {
    /// Nobody reads any more.
    Quiet,
    Error {
        message: String,
        hint: String,
    },
    /// Something about a ledger.
    Ledger(ledger::Error),
}

impl From<ledger::Error> for Stop {
    fn from(error: ledger::Error) -> Stop {
        Stop::Ledger(error)
    }
}

impl Stop {
    /// A wrong command.
    pub fn wrong(message: impl Into<String>, hint: impl Into<String>) -> Stop {
        Stop::Error { message: message.into(), hint: hint.into() }
    }

    /// Says why, and gives the exit status.
    pub fn end(self) -> ExitCode {
        let (message, hint, code) = match self {
            Stop::Quiet => return ExitCode::SUCCESS,
            Stop::Error { message, hint } => (message, hint, 2),
            Stop::Ledger(error) => {
                let code = if error.is_of_the_disk() { 3 } else { 2 };
                (error.to_string(), error.hint().to_owned(), code)
            }
        };
        say(&format!("error: {}\n  hint: {hint}", visible(&message)));
        ExitCode::from(code)
    }

    pub fn writing(name: &str, error: &io::Error) -> Stop {
        if is_broken_pipe(error) {
            return Stop::Quiet;
        }
        let hint = "check that the folder exists, may be written to and has room".to_owned();
        Stop::Error { message: format!("{name}: {error}"), hint }
    }
}

/// Everything that is to be read; there is something.
pub fn inputs(args: &Sources) -> Result<Inputs, Stop> {
    check_date(args)?;
    let policy = policy(&args.how);
    let all = inputs::expand(&args.inputs, &policy);
    match (all.inputs.is_empty(), all.hidden) {
        (false, _) => Ok(all),
        (true, 0) => Err(Stop::wrong("there is nothing to read in what was named", "the folder is empty")),
        (true, hidden) => Err(Stop::wrong(
            "there is nothing to read in what was named",
            format!("{hidden} hidden files or folders were skipped; name one to read it"),
        )),
    }
}

/// A date that does not parse is a wrong command, not a failure of every document.
fn check_date(args: &Sources) -> Result<(), Stop> {
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

/// The chain as asked for.
pub fn pipeline(args: &Sources) -> Pipeline {
    Pipeline { kind: args.kind, published: args.published.clone(), ..chain(&args.how) }
}

/// What may be fetched.
pub fn policy(how: &How) -> Policy {
    Policy { allow_private: how.allow_private, ..Policy::default() }
}

/// The chain for articles of any kind.
pub fn chain(how: &How) -> Pipeline {
    let mut pipeline = Pipeline {
        config: Config { only: how.only.clone(), fast: how.fast, ..Config::default() },
        pdf: Some(Arc::new(pdf::read)),
        ..Pipeline::default()
    };
    if let Some(threads) = how.threads {
        pipeline.threads = usize::from(threads);
    }
    pipeline
}

/// Ctrl-C once: what is under way is written and the run ends; twice: the process ends.
pub fn on_interrupt(stop: &Arc<AtomicBool>) {
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
pub fn summary(counts: &Counts, inputs: usize, hidden: usize, interrupted: bool) {
    if hidden > 0 {
        say(&format!("{hidden} hidden files or folders skipped"));
    }
    if interrupted {
        say(&format!("interrupted: {counts}; the rest was not read"));
    } else if inputs != 1 || counts.documents() != 1 || counts.read != 1 {
        say(&counts.to_string());
    }
}

/// What a batch comes to.
pub fn exit_code(counts: &Counts, interrupted: bool) -> ExitCode {
    ExitCode::from(match counts {
        _ if interrupted => 130,
        counts if counts.read + counts.known == 0 => 2,
        counts if counts.read + counts.known < counts.documents() => 1,
        _ => 0,
    })
}
