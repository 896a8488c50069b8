//! What a fresh process needs: the binary's start and memory, and the memory of each step.

use std::io::Read;
use std::process::{Command, Stdio};
use std::time::Instant;

use claimant_doc::{Article, Marks, Record};
use claimant_extract::{Config, EXTRACTORS, encode, extract, mark, segment};
use nix::sys::resource::{UsageWho, getrusage};

use super::{corpus, median};
use crate::Outcome;
use crate::arguments::Arguments;

/// How often the binary is started.
const STARTS: usize = 20;
/// The size of the large article.
const LARGE: usize = 1 << 20;

/// The binary on one article.
pub struct Binary {
    /// Its arguments.
    pub command: Vec<String>,
    /// Median milliseconds from start to the first byte of output.
    pub first_output: f64,
    /// Peak resident set in MiB.
    pub memory: f64,
}

/// Builds the binary and measures it on the first plain example, by rules alone and with the encoder; nothing while it
/// cannot read.
pub fn binaries() -> Result<Vec<Binary>, String> {
    let built = Command::new("cargo")
        .args(["build", "--quiet", "--release", "--package", "claimant-cli"])
        .status()
        .map_err(|error| error.to_string())?;
    let article = corpus::example_files()?.into_iter().find(|path| path.ends_with(".txt"));
    let (true, Some(article)) = (built.success(), article) else { return Ok(Vec::new()) };
    let commands = [vec!["read", &article, "--json", "--fast"], vec!["read", &article, "--json"]];
    let found: Result<Vec<Option<Binary>>, String> = commands.iter().map(|command| binary(command)).collect();
    Ok(found?.into_iter().flatten().collect())
}

fn binary(command: &[&str]) -> Result<Option<Binary>, String> {
    let times: Option<Vec<f64>> = (0..=STARTS).map(|_| first_output(command)).collect();
    let Some(mut times) = times else { return Ok(None) };
    let memory = children("binary", &["--command", &command.join(" ")])?;
    let command = command.iter().map(|word| (*word).to_owned()).collect();
    Ok(Some(Binary { command, first_output: median(times.split_off(1)), memory }))
}

/// The binary with these arguments.
fn read_command(arguments: &[&str]) -> Command {
    let folder = std::env::current_exe().ok().and_then(|path| Some(path.parent()?.to_owned()));
    let mut command = Command::new(folder.unwrap_or_default().join("claimant"));
    command.args(arguments).stderr(Stdio::null());
    command
}

/// Milliseconds from start to the first byte; `None` if there is none.
fn first_output(command: &[&str]) -> Option<f64> {
    let start = Instant::now();
    let mut child = read_command(command).stdout(Stdio::piped()).spawn().ok()?;
    let mut output = child.stdout.take()?;
    let got = output.read(&mut [0]).ok()?;
    let milliseconds = start.elapsed().as_secs_f64() * 1e3;
    output.read_to_end(&mut Vec::new()).ok()?;
    (child.wait().ok()?.success() && got > 0).then_some(milliseconds)
}

/// The peak MiB of a process that runs the chain up to each step on one large article.
pub fn memory_by_stage() -> Result<Vec<(String, f64)>, String> {
    let names = ["start", "segment", "extractors", "extract", "JSON"];
    names.iter().map(|name| Ok(((*name).to_owned(), children("stage", &["--stage", name])?))).collect()
}

/// Starts this program anew for one measurement; what it prints is a figure.
fn children(command: &str, arguments: &[&str]) -> Result<f64, String> {
    let own = std::env::current_exe().map_err(|error| error.to_string())?;
    let output = Command::new(own)
        .args(["bench", "--inside", command])
        .args(arguments)
        .output()
        .map_err(|error| error.to_string())?;
    String::from_utf8_lossy(&output.stdout)
        .trim()
        .parse()
        .map_err(|_| format!("bench --inside {command} gave nothing"))
}

/// The measurements that need a process of their own: prints MiB.
pub fn inside(command: &str, arguments: &Arguments) -> Outcome {
    let kibibytes = if command == "binary" {
        let words = arguments.option("command").unwrap_or_default();
        let mut read = read_command(&words.split(' ').collect::<Vec<_>>());
        read.stdout(Stdio::null()).status()?;
        getrusage(UsageWho::RUSAGE_CHILDREN)?.max_rss() as f64
    } else {
        run_stage(arguments.option("stage").unwrap_or_default(), corpus::large(LARGE)?);
        own_peak().ok_or("the kernel does not say how much memory was used")?
    };
    println!("{:.1}", kibibytes / 1024.0);
    Ok(())
}

/// Peak KiB of this program. The kernel's `getrusage` would count the program that started it, too.
fn own_peak() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse().ok()
}

fn run_stage(stage: &str, text: String) {
    let config = Config::default();
    let article = Article::new(text);
    match stage {
        "segment" => drop(std::hint::black_box(segment(&article))),
        "extractors" => {
            let mut doc = segment(&article);
            let scores = encode(&mut doc, &config);
            let marks: Marks = mark(&doc, &scores, &config);
            std::hint::black_box((EXTRACTORS.len(), &marks));
        }
        "extract" => drop(std::hint::black_box(extract(article, &config))),
        "JSON" => {
            let record = Record::from(extract(article, &config));
            std::hint::black_box(serde_json::to_vec(&record).ok());
        }
        _ => drop(std::hint::black_box(article)),
    }
}
