//! `claimant export`: a ledger, after what people decided, in a format of the one table.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use claimant::ledger::Ledger;
use claimant::ledger::export::{Export, Format, Options, Part};
use claimant::ledger::review::Reviewed;

use crate::args::ExportArgs;
use crate::batch::Stop;
use crate::output::Output;

/// Runs the command.
pub fn run(args: &ExportArgs) -> ExitCode {
    export(args).unwrap_or_else(Stop::end)
}

fn export(args: &ExportArgs) -> Result<ExitCode, Stop> {
    let ledger = Ledger::open(&args.ledger)?;
    let _moment = ledger.moment()?;
    let mut files = Files::open(args.format, args.raw, args.output.as_deref())?;
    let mut broken = None;
    ledger.each_reviewed(&mut |reviewed| {
        broken = files.write(reviewed).err();
        broken.is_none()
    })?;
    broken.map_or(Ok(()), Err)?;
    files.finish()?;
    Ok(ExitCode::SUCCESS)
}

/// The files of an export while they are written: one, or several in a folder. Each appears when it is complete.
pub struct Files {
    export: Export,
    to: To,
}

enum To {
    One(String, Box<Output>),
    /// The folder, and its files that go on until the end.
    Folder(PathBuf, BTreeMap<String, Output>),
}

impl Files {
    /// Begins an export to `path`; without one, to stdout, which a format of several files cannot be written to.
    pub fn open(format: Format, raw: bool, path: Option<&Path>) -> Result<Files, Stop> {
        let export = Export::new(format, Options { raw, run: None });
        let to = match (format.shape().several(), path) {
            (false, None) => To::One("stdout".to_owned(), Box::new(Output::stdout())),
            (false, Some(path)) if !is_folder(path) => {
                To::One(path.display().to_string(), Box::new(file(path)?))
            }
            (_, Some(path)) => folder(path)?,
            (true, None) => {
                return Err(Stop::wrong(
                    format!("{} is several files, and stdout is one", format.shape().name),
                    "-o FOLDER says where to write them",
                ));
            }
        };
        let mut files = Files { export, to };
        let start = files.export.start();
        files.put(&start, true)?;
        Ok(files)
    }

    /// Writes one article; each must come once.
    pub fn write(&mut self, reviewed: &Reviewed) -> Result<(), Stop> {
        let parts = self.export.add(reviewed);
        self.put(&parts, false)
    }

    /// Writes what comes after the last article, and gives the files their names.
    pub fn finish(mut self) -> Result<(), Stop> {
        let export = std::mem::replace(&mut self.export, Export::new(Format::JsonLines, Options::default()));
        let one = matches!(self.to, To::One(..));
        self.put(&export.finish(), !one)?;
        let outputs: Vec<(String, Output)> = match self.to {
            To::One(name, output) => vec![(name, *output)],
            To::Folder(_, outputs) => outputs.into_iter().collect(),
        };
        for (name, output) in outputs {
            output.finish().map_err(|error| Stop::writing(&name, &error))?;
        }
        Ok(())
    }

    /// `stays` tells that the files go on; else those that are new are of one article, and complete.
    fn put(&mut self, parts: &[Part], stays: bool) -> Result<(), Stop> {
        let mut complete: BTreeMap<&str, Output> = BTreeMap::new();
        for Part { file: name, text } in parts {
            let output = match &mut self.to {
                To::One(_, output) => output.as_mut(),
                To::Folder(folder, outputs) => {
                    let goes_on = stays || outputs.contains_key(name);
                    let path = folder.join(name);
                    if goes_on {
                        entry(outputs, name.clone(), &path)?
                    } else {
                        entry(&mut complete, name.as_str(), &path)?
                    }
                }
            };
            output.write(text.as_bytes()).map_err(|error| Stop::writing(name, &error))?;
        }
        for (name, output) in complete {
            output.finish().map_err(|error| Stop::writing(name, &error))?;
        }
        Ok(())
    }
}

fn entry<'a, K: Ord>(
    outputs: &'a mut BTreeMap<K, Output>,
    name: K,
    path: &Path,
) -> Result<&'a mut Output, Stop> {
    use std::collections::btree_map::Entry;
    Ok(match outputs.entry(name) {
        Entry::Occupied(known) => known.into_mut(),
        Entry::Vacant(place) => place.insert(file(path)?),
    })
}

fn file(path: &Path) -> Result<Output, Stop> {
    Output::file(path).map_err(|error| Stop::writing(&path.display().to_string(), &error))
}

/// Whether a folder is meant: it is there, or its name ends as one.
fn is_folder(path: &Path) -> bool {
    path.is_dir() || path.to_string_lossy().ends_with('/')
}

fn folder(path: &Path) -> Result<To, Stop> {
    fs::create_dir_all(path).map_err(|error| Stop::writing(&path.display().to_string(), &error))?;
    Ok(To::Folder(path.to_owned(), BTreeMap::new()))
}
