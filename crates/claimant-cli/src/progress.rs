//! The bar on stderr, and what is said of documents that could not be read.

use claimant::{Counts, Failure, Outcome};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::output::say;
use crate::print::visible;

/// What to try where a failure itself has no hint.
const GENERAL_HINT: &str = "open it in another program to see whether it is whole; --kind says what it is";
const EMPTY_HINT: &str =
    "the page may build its text by script, or the PDF be a scan: save the text itself and read that";

/// Tells a person how far a run is and what went wrong.
pub struct Progress {
    bar: ProgressBar,
    /// What became of the documents so far.
    pub counts: Counts,
}

impl Progress {
    /// Progress over `inputs` inputs. There is a bar only if `shown`, and stderr is a terminal.
    pub fn new(inputs: usize, shown: bool) -> Progress {
        let target = if shown { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        let bar = ProgressBar::with_draw_target(Some(inputs as u64), target);
        // One input may hold any number of documents: how many are left is not known.
        let shape = match inputs {
            1 => "{spinner} {msg} ({elapsed})",
            _ => "{bar:30} {pos}/{len} inputs, {msg} ({elapsed}, {eta} left)",
        };
        if let Ok(style) = ProgressStyle::with_template(shape) {
            bar.set_style(style.progress_chars("#>."));
        }
        Progress { bar, counts: Counts::default() }
    }

    /// Counts one document of the input `name`, and says what went wrong with it.
    pub fn document<T>(&mut self, name: &str, outcome: &Outcome<T>) {
        self.counts.add(outcome);
        self.bar.set_message(format!("{} documents", self.counts.documents()));
        if let Some(complaint) = complaint(name, outcome) {
            self.bar.suspend(|| say(&complaint));
        }
    }

    /// Says `line` past the bar.
    pub fn say(&self, line: &str) {
        self.bar.suspend(|| say(line));
    }

    /// One more input is done.
    pub fn input_done(&self) {
        self.bar.inc(1);
    }

    /// Takes the bar away.
    pub fn end(&self) {
        self.bar.finish_and_clear();
    }
}

/// What to say of a document that was not read: the file, the reason, a hint.
fn complaint<T>(name: &str, outcome: &Outcome<T>) -> Option<String> {
    let (reason, hint) = match outcome {
        Outcome::Read(_) | Outcome::Known => return None,
        Outcome::Empty => ("no text was found".to_owned(), EMPTY_HINT),
        Outcome::Failed(failure) => (failure.to_string(), hint(failure)),
    };
    Some(format!("error: {}: {}\n  hint: {}", visible(name), visible(&reason), visible(hint)))
}

fn hint(failure: &Failure) -> &str {
    failure.hint().unwrap_or(GENERAL_HINT)
}

#[cfg(test)]
mod tests {
    use claimant::ReadError;

    use super::*;

    #[test]
    fn whatever_is_not_read_names_the_file_and_a_hint() {
        let failures = [
            Failure::Read(ReadError::Binary),
            Failure::Read(ReadError::Truncated),
            Failure::Read(ReadError::PdfEncrypted),
            Failure::open("unreadable", "why"),
            Failure::Misplaced,
            Failure::TimedOut(std::time::Duration::from_secs(10)),
        ];
        let outcomes = failures.map(Outcome::Failed).into_iter().chain([Outcome::Empty]);
        for outcome in outcomes {
            let said = complaint::<()>("news/a.pdf", &outcome).unwrap();
            let (first, second) = said.split_once('\n').unwrap();
            assert!(first.starts_with("error: news/a.pdf: ") && second.starts_with("  hint: "), "{said}");
        }
        assert_eq!(complaint("a", &Outcome::Read(())), None);
    }
}
