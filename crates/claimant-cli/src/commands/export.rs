//! `claimant export`: what was added, byte for byte, in the order of the articles' keys; or in the formats of others, as it
//! stands after what people decided.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use claimant::ledger::Ledger;
use claimant::ledger::export::{Export, Format, Options, Part};

use crate::args::ExportArgs;
use crate::batch::Stop;
use crate::output::{Output, say};

/// Runs the command.
pub fn run(args: &ExportArgs) -> ExitCode {
    let done = match args.to {
        None => as_added(args),
        Some(format) => as_reviewed(args, format),
    };
    done.unwrap_or_else(Stop::end)
}

fn as_added(args: &ExportArgs) -> Result<ExitCode, Stop> {
    let ledger = Ledger::open(&args.ledger)?;
    let name = args.output.as_ref().map_or("stdout".to_owned(), |path| path.display().to_string());
    let failed = |error: io::Error| Stop::writing(&name, &error);
    let mut out = open(args.output.as_deref())?;
    let mut broken = None;
    ledger.records(&mut |json| {
        broken = out.write(json.as_bytes()).and_then(|()| out.write(b"\n")).err();
        broken.is_none()
    })?;
    broken.map_or(Ok(()), |error| Err(failed(error)))?;
    out.finish().map_err(failed)?;
    Ok(ExitCode::SUCCESS)
}

fn open(path: Option<&Path>) -> Result<Output, Stop> {
    match path {
        Some(path) => Output::file(path).map_err(|error| Stop::writing(&path.display().to_string(), &error)),
        None => Ok(Output::stdout()),
    }
}

fn as_reviewed(args: &ExportArgs, format: Format) -> Result<ExitCode, Stop> {
    let ledger = Ledger::open(&args.ledger)?;
    let mut files = Files::of(args, format)?;
    let mut export = Export::new(format, Options { raw: args.raw, run: None });
    let mut stopped = files.start(export.start()).err();
    let lost = ledger.reviewed(&mut |article| {
        if stopped.is_none() {
            stopped = files.write(export.add(&article)).err();
        }
        stopped.is_none()
    })?;
    stopped.map_or(Ok(()), Err)?;
    files.write(export.finish())?;
    files.finish()?;
    for lost in &lost {
        say(&format!("warning: line {} of the log no longer fits: {}", lost.seq, lost.why));
    }
    Ok(ExitCode::SUCCESS)
}

/// Where the parts of an export go.
enum Files {
    /// All into one.
    One(Output, String),
    /// Each into its own in a folder. Those that every article adds to are open.
    Folder(PathBuf, BTreeMap<String, Output>),
}

impl Files {
    fn of(args: &ExportArgs, format: Format) -> Result<Files, Stop> {
        if !format.has_many_files() {
            let name = args.output.as_ref().map_or("stdout".to_owned(), |path| path.display().to_string());
            return Ok(Files::One(open(args.output.as_deref())?, name));
        }
        let Some(folder) = args.output.clone().filter(|path| path.as_os_str() != "-") else {
            let message = format!("{} is several files", format.shape().name);
            return Err(Stop::wrong(message, "name a folder with --output"));
        };
        fs::create_dir_all(&folder).map_err(|error| Stop::writing(&folder.display().to_string(), &error))?;
        Ok(Files::Folder(folder, BTreeMap::new()))
    }

    /// Opens what the export starts with.
    fn start(&mut self, parts: Vec<Part>) -> Result<(), Stop> {
        if let Files::Folder(folder, opened) = self {
            for part in &parts {
                opened.insert(part.file.clone(), open(Some(&folder.join(&part.file)))?);
            }
        }
        self.write(parts)
    }

    fn write(&mut self, parts: Vec<Part>) -> Result<(), Stop> {
        for Part { file, text } in parts {
            let write = |out: &mut Output, name: &str| {
                out.write(text.as_bytes()).map_err(|error| Stop::writing(name, &error))
            };
            match self {
                Files::One(out, name) => write(out, name)?,
                Files::Folder(folder, opened) => match opened.get_mut(&file) {
                    Some(out) => write(out, &file)?,
                    // It is of one article, and so complete.
                    None => {
                        let mut out = open(Some(&folder.join(&file)))?;
                        write(&mut out, &file)?;
                        out.finish().map_err(|error| Stop::writing(&file, &error))?;
                    }
                },
            }
        }
        Ok(())
    }

    fn finish(self) -> Result<(), Stop> {
        match self {
            Files::One(out, name) => out.finish().map_err(|error| Stop::writing(&name, &error)),
            Files::Folder(_, opened) => opened
                .into_iter()
                .try_for_each(|(name, out)| out.finish().map_err(|error| Stop::writing(&name, &error))),
        }
    }
}
