//! PDF files are parsed by a child process: this program again, with the hidden command `__pdf`.
//!
//! The child takes away from itself what it does not need before it looks at the file: memory, processor time, files
//! and, where the system lets it, the network. Bytes go in by stdin; the last line of its stdout is the answer in
//! JSON, because the parser itself may print.

use std::io::{self, Read, Write};
use std::process::{Command, ExitCode, ExitStatus};
use std::time::Duration;

use claimant::pdf::{PdfText, parse};
use claimant::{ReadError, limits};
use serde_json::{Value, json};

use crate::child::{self, Broke};

/// The hidden command.
const COMMAND: &str = "__pdf";
/// How long the child may take by the clock on the wall.
const TIME: Duration = Duration::from_secs(15);

/// The text of a PDF, by a child process.
pub fn read(bytes: &[u8]) -> Result<PdfText, ReadError> {
    let exe = std::env::current_exe().map_err(|error| failed(&error))?;
    let mut command = Command::new(exe);
    command.arg(COMMAND).env_clear();
    let (answer, status) = converse(command, bytes, TIME)?;
    understood(&answer).ok_or_else(|| died(status))?
}

/// Starts `command`, gives it `input` and returns all that it prints; kills it after `time`.
fn converse(command: Command, input: &[u8], time: Duration) -> Result<(Vec<u8>, ExitStatus), ReadError> {
    child::converse(command, input, time, 2 * limits::DOCUMENT as u64).map_err(|broke| match broke {
        Broke::Start(error) => failed(&error),
        Broke::TooLong => ReadError::PdfStopped(format!("it took more than {} s", time.as_secs())),
    })
}

fn failed(error: &io::Error) -> ReadError {
    ReadError::Pdf(format!("its process could not be started: {error}"))
}

/// The answer in the last line of what the child printed; `None` if there is none.
fn understood(printed: &[u8]) -> Option<Result<PdfText, ReadError>> {
    let last = printed.strip_suffix(b"\n")?.rsplit(|byte| *byte == b'\n').next()?;
    let mut answer: Value = serde_json::from_slice(last).ok()?;
    if let Some(text) = answer.get_mut("text") {
        return Some(Ok(serde_json::from_value(text.take()).ok()?));
    }
    let why = || answer["why"].as_str().unwrap_or_default().to_owned();
    Some(Err(match answer["error"].as_str()? {
        "pdf-encrypted" => ReadError::PdfEncrypted,
        "pdf-without-text" => ReadError::PdfWithoutText,
        _ => ReadError::Pdf(why()),
    }))
}

/// Why a child that gave no answer ended.
fn died(status: ExitStatus) -> ReadError {
    #[cfg(unix)]
    let signal = std::os::unix::process::ExitStatusExt::signal(&status);
    #[cfg(not(unix))]
    let signal = status.code();
    let (memory, seconds) = (limits::PDF_MEMORY >> 30, limits::PDF_SECONDS);
    ReadError::PdfStopped(match signal {
        Some(9 | 24) => format!("it took more than {seconds} s of processor time"),
        Some(_) => format!("it crashed, or needed more than {memory} GiB of memory"),
        None => "it ended without an answer".to_owned(),
    })
}

/// The child: limits itself, parses stdin, prints the answer.
pub fn child() -> ExitCode {
    child::confine(limits::PDF_MEMORY, limits::PDF_SECONDS);
    std::panic::set_hook(Box::new(|_| {}));
    let mut bytes = Vec::new();
    if io::stdin().take(limits::DOCUMENT as u64).read_to_end(&mut bytes).is_err() {
        return ExitCode::FAILURE;
    }
    let answer = match parse(&bytes) {
        Ok(text) => json!({ "text": text }),
        Err(ReadError::Pdf(why)) => json!({ "error": "bad-pdf", "why": why }),
        Err(error) => json!({ "error": error.code(), "why": error.to_string() }),
    };
    match writeln!(io::stdout(), "\n{answer}") {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}

#[cfg(all(test, unix))]
mod tests {
    use std::time::Instant;

    use super::*;

    fn shell(script: &str) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        command
    }

    fn of(script: &str) -> Result<PdfText, ReadError> {
        let (answer, status) = converse(shell(script), b"bytes", Duration::from_secs(5))?;
        understood(&answer).ok_or_else(|| died(status))?
    }

    #[test]
    fn the_last_line_is_the_answer_whatever_the_parser_prints() {
        let text = of(r#"cat; echo; echo noise; echo '{"text":{"pages":["Rates fell."]}}'"#);
        assert_eq!(text.unwrap().pages, ["Rates fell."]);
        assert_eq!(of(r#"echo '{"error":"pdf-encrypted"}'"#), Err(ReadError::PdfEncrypted));
        assert_eq!(
            of(r#"echo '{"error":"bad-pdf","why":"no xref"}'"#),
            Err(ReadError::Pdf("no xref".to_owned()))
        );
    }

    #[test]
    fn a_child_that_dies_is_a_typed_failure() {
        for script in ["kill -SEGV $$", "kill -KILL $$", "exit 3", "echo '{'"] {
            assert!(matches!(of(script), Err(ReadError::PdfStopped(_))), "{script}");
        }
    }

    #[test]
    fn a_child_that_never_ends_is_killed() {
        let start = Instant::now();
        let stopped = converse(shell("exec sleep 60"), b"", Duration::from_millis(200));
        assert!(matches!(stopped, Err(ReadError::PdfStopped(_))));
        assert!(start.elapsed() < Duration::from_secs(5));
    }

    #[test]
    fn a_child_that_does_not_listen_is_no_deadlock() {
        let long = vec![b'x'; 8 << 20];
        let ended = converse(shell("exec true"), &long, Duration::from_secs(5));
        assert!(ended.is_ok_and(|(answer, status)| answer.is_empty() && status.success()));
    }
}
