//! Where output goes: stdout, or a file that appears when it is complete.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::args::Color;

/// Columns of a report where no terminal says how many.
const COLUMNS: usize = 100;

/// Something to write to.
pub struct Output {
    to: BufWriter<Box<dyn Write>>,
    temporary: Option<(PathBuf, PathBuf)>,
}

impl Output {
    /// Standard output.
    pub fn stdout() -> Output {
        Output { to: BufWriter::new(Box::new(io::stdout())), temporary: None }
    }

    /// The file `path`, or stdout for `-`. What is there now stays until [`Output::finish`].
    pub fn file(path: &Path) -> io::Result<Output> {
        if path.as_os_str() == "-" {
            return Ok(Output::stdout());
        }
        // A link is followed, so that it is not replaced by a file; a device or pipe is written to as it is.
        let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        if fs::metadata(&path).is_ok_and(|found| !found.is_file()) {
            let file = OpenOptions::new().write(true).open(&path)?;
            return Ok(Output { to: BufWriter::new(Box::new(file)), temporary: None });
        }
        let beside = beside(&path)?;
        let file = File::create_new(&beside)?;
        Ok(Output { to: BufWriter::new(Box::new(file)), temporary: Some((beside, path)) })
    }

    /// Writes `bytes`, whole.
    pub fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.to.write_all(bytes)
    }

    /// Hands on what is buffered, so that a reader downstream sees each article as it comes.
    pub fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }

    /// Writes out the rest and gives the file its name.
    pub fn finish(mut self) -> io::Result<()> {
        self.to.flush()?;
        match self.temporary.take() {
            Some((beside, path)) => {
                fs::rename(&beside, &path).inspect_err(|_| drop(fs::remove_file(&beside)))
            }
            None => Ok(()),
        }
    }
}

impl Drop for Output {
    fn drop(&mut self) {
        if let Some((beside, _)) = &self.temporary {
            // The run has failed already; the half-written file must not stay.
            let _ = fs::remove_file(beside);
        }
    }
}

/// A hidden name in the same folder, so that renaming never copies.
fn beside(path: &Path) -> io::Result<PathBuf> {
    let name = path.file_name().ok_or_else(|| io::Error::other("this is not the name of a file"))?;
    let hidden = format!(".{}.{}.part", name.to_string_lossy(), std::process::id());
    Ok(path.with_file_name(hidden))
}

/// Whether `error` only says that nobody reads stdout any more.
pub fn is_broken_pipe(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::BrokenPipe
}

/// Prints `text` and succeeds, also where nobody reads it.
pub fn print(text: &str) -> ExitCode {
    let mut out = Output::stdout();
    match out.write(text.as_bytes()).and_then(|()| out.finish()) {
        Err(error) if !is_broken_pipe(&error) => {
            say(&format!("error: stdout: {error}"));
            ExitCode::from(2)
        }
        _ => ExitCode::SUCCESS,
    }
}

/// Says one line to the person, on stderr. A closed stderr is no reason to fail.
pub fn say(line: &str) {
    let _ = writeln!(io::stderr(), "{line}");
}

/// Columns to write in: as asked, else the terminal's, else a hundred.
pub fn columns(asked: Option<u16>) -> usize {
    let terminal = || Some(terminal_size::terminal_size_of(io::stdout())?.0.0);
    asked.or_else(terminal).map_or(COLUMNS, usize::from).max(20)
}

/// Whether to color what goes to stdout.
pub fn color(asked: Color) -> bool {
    let wanted = || std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
    let able = || io::stdout().is_terminal() && std::env::var_os("TERM").is_none_or(|term| term != "dumb");
    match asked {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => wanted() && able(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("claimant-output-{name}-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        folder
    }

    #[test]
    fn a_file_appears_when_it_is_complete() {
        let folder = folder("complete");
        let path = folder.join("out.jsonl");
        fs::write(&path, "old").unwrap();
        let mut out = Output::file(&path).unwrap();
        out.write(b"new").unwrap();
        out.flush().unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "old");
        out.finish().unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "new");
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 1);
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn what_is_given_up_leaves_nothing_behind() {
        let folder = folder("dropped");
        let mut out = Output::file(&folder.join("out.jsonl")).unwrap();
        out.write(b"half").unwrap();
        drop(out);
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 0);
        assert!(Output::file(&folder.join("no/such/folder/x")).is_err());
        fs::remove_dir_all(folder).unwrap();
    }
}
