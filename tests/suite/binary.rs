//! The command itself, built once, run as people run it.

use std::ffi::OsStr;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;

use serde_json::Value;

use crate::at_root;

/// The command, on nothing but an ordinary environment.
pub fn claimant() -> Command {
    let mut command = Command::new(path());
    command.env_remove("NO_COLOR").env_remove("COLUMNS").env("LC_ALL", "C.UTF-8").stdin(Stdio::null());
    command
}

/// The executable. Cargo builds it, which takes no time where the whole workspace is being tested.
pub fn path() -> &'static Path {
    static PATH: OnceLock<PathBuf> = OnceLock::new();
    PATH.get_or_init(build)
}

fn build() -> PathBuf {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args(["build", "--workspace", "--bin", "claimant", "--locked", "--message-format", "json"])
        .current_dir(at_root("."))
        .stderr(Stdio::inherit())
        .output()
        .expect("cargo runs");
    assert!(output.status.success(), "the command cannot be built");
    let messages = String::from_utf8_lossy(&output.stdout).into_owned();
    let messages = messages.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let mut executables = messages.filter_map(|message| Some(PathBuf::from(message["executable"].as_str()?)));
    executables.next_back().expect("cargo names the executable")
}

/// What a finished run said.
#[derive(Debug)]
pub struct Run {
    pub out: String,
    pub talk: String,
    pub code: Option<i32>,
}

impl From<Output> for Run {
    fn from(output: Output) -> Run {
        Run {
            out: String::from_utf8(output.stdout).expect("output is UTF-8"),
            talk: String::from_utf8(output.stderr).expect("talk is UTF-8"),
            code: output.status.code(),
        }
    }
}

impl Run {
    /// The records on standard output.
    pub fn records(&self) -> Vec<Value> {
        self.out.lines().map(|line| serde_json::from_str(line).expect("a line of JSON")).collect()
    }
}

/// Runs `claimant` with these arguments.
pub fn run<S: AsRef<OsStr>>(arguments: &[S]) -> Run {
    claimant().args(arguments).output().expect("the command runs").into()
}

/// Runs `claimant` with `input` on standard input.
pub fn run_on<S: AsRef<OsStr>>(arguments: &[S], input: &[u8]) -> Run {
    let mut command = claimant();
    command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the command runs");
    let mut pipe = child.stdin.take().expect("a pipe");
    let input = input.to_vec();
    // A command that refuses its input closes the pipe, and that is no fault of the test.
    let writer = std::thread::spawn(move || pipe.write_all(&input).is_ok());
    let output = child.wait_with_output().expect("the command ends");
    writer.join().expect("the writer ends");
    output.into()
}

/// A folder of one test, empty at first and gone after.
pub struct Folder(PathBuf);

impl Folder {
    pub fn new(test: &str) -> Folder {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{test}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).expect("a folder can be made");
        Folder(path)
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    /// Writes a file and gives its path.
    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        fs::write(&path, bytes).expect("a file can be written");
        path
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}
