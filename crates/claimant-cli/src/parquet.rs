//! Tables in Parquet, as the same tables in CSV: so all that is made of them is the same.
//!
//! Readers of Parquet panic, and take what memory a file asks for, where a file lies. So this program reads one in a child
//! of its own, with the hidden command `__parquet`: the file by stdin, `ok` or `error` and then CSV or the reason by stdout.

mod cells;

use std::io::{self, Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::{Command, ExitCode, ExitStatus};
use std::time::Duration;

use crate::child::{self, Broke};

/// The hidden command.
const COMMAND: &str = "__parquet";
/// Bytes that a file may have, and that its table may have as CSV: as many as a packed CSV may unpack to.
pub(crate) const LARGEST: u64 = 512 << 20;
/// Memory and processor time that the child may use: the file and its table are both held.
const MEMORY: u64 = 2 << 30;
const SECONDS: u64 = 60;
/// How long it may take by the clock on the wall.
const TIME: Duration = Duration::from_secs(90);

/// The table in a Parquet file, as CSV; or why there is none.
pub fn csv(bytes: &[u8]) -> Result<Vec<u8>, String> {
    if bytes.len() as u64 > LARGEST {
        return Err("the file is larger than 512 MiB".to_owned());
    }
    let exe = std::env::current_exe().map_err(|error| unstarted(&error))?;
    let mut command = Command::new(exe);
    command.arg(COMMAND).env_clear();
    let answered = child::converse(command, bytes, TIME, LARGEST + 64).map_err(|broke| match broke {
        Broke::Start(error) => unstarted(&error),
        Broke::TooLong => format!("it took more than {} s to read", TIME.as_secs()),
    });
    let (answer, status) = answered?;
    understood(&answer).unwrap_or_else(|| Err(died(status)))
}

fn unstarted(error: &io::Error) -> String {
    format!("the process that reads it could not be started: {error}")
}

fn understood(answer: &[u8]) -> Option<Result<Vec<u8>, String>> {
    if let Some(csv) = answer.strip_prefix(b"ok\n") {
        return Some(Ok(csv.to_vec()));
    }
    let why = answer.strip_prefix(b"error\n")?;
    Some(Err(String::from_utf8_lossy(why).trim().to_owned()))
}

fn died(status: ExitStatus) -> String {
    let how = status.code().map_or("it is damaged".to_owned(), |code| format!("it is damaged ({code})"));
    format!("{how}, or needs more than {} GiB of memory or {SECONDS} s", MEMORY >> 30)
}

/// The child: limits itself, reads stdin, prints the answer.
pub fn child() -> ExitCode {
    child::confine(MEMORY, SECONDS);
    std::panic::set_hook(Box::new(|_| {}));
    let mut bytes = Vec::new();
    if io::stdin().take(LARGEST).read_to_end(&mut bytes).is_err() {
        return ExitCode::FAILURE;
    }
    let read = catch_unwind(AssertUnwindSafe(|| cells::csv(bytes)));
    let read = read.unwrap_or_else(|_| Err("its parts do not fit together: it is damaged".to_owned()));
    let (word, rest) = match read {
        Ok(csv) => ("ok\n", csv),
        Err(why) => ("error\n", why.into_bytes()),
    };
    let mut out = io::stdout();
    match out.write_all(word.as_bytes()).and_then(|()| out.write_all(&rest)).and_then(|()| out.flush()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}
