//! `claimant table`: reference tables that claims are held against.

mod answer;

use std::fs;
use std::io::{self, IsTerminal};
use std::path::Path;
use std::process::ExitCode;

use claimant::ledger::check::{Answers, Package, Resource};
use claimant::ledger::{Ledger, Registered, Value, Writer};

use self::answer::{answer, ask, hint, written};
use crate::args::{Shown, TableAct, TableAdd, TableArgs};
use crate::batch::Stop;
use crate::kept::{Format, Rows};
use crate::output::say;

/// Runs the command.
pub fn run(args: &TableArgs) -> ExitCode {
    let done = match &args.act {
        TableAct::Add(args) => add(args),
        TableAct::List { ledger, shown } => list(ledger, shown),
    };
    done.unwrap_or_else(Stop::end)
}

fn add(args: &TableAdd) -> Result<ExitCode, Stop> {
    let descriptor = read(&args.descriptor)?;
    let package = Package::parse(&descriptor).map_err(|why| wrong(&args.descriptor, &why))?;
    let mut answers = Answers::default();
    for text in &args.answer {
        answer(&mut answers, &package, text)?;
    }
    let mut writer = Writer::open(&args.ledger)?;
    let mut open = 0;
    let wanted = |resource: &&Resource| args.only.is_empty() || args.only.contains(&resource.name);
    for resource in package.resources.iter().filter(wanted) {
        let path = args.descriptor.with_file_name(&resource.path);
        let file = TableFile::read(&path, resource)?;
        open += usize::from(!register(&mut writer, &descriptor, &package, &mut answers, resource, &file)?);
    }
    Ok(if open == 0 { ExitCode::SUCCESS } else { ExitCode::from(2) })
}

/// Registers one table, asking what is open where there is somebody to ask. Gives whether it is kept.
fn register(
    writer: &mut Writer,
    descriptor: &[u8],
    package: &Package,
    answers: &mut Answers,
    resource: &Resource,
    file: &TableFile,
) -> Result<bool, Stop> {
    let name = &resource.name;
    loop {
        let questions = match writer.register_rows(descriptor, answers, name, &file.bytes, file.csv())? {
            Registered::Kept => {
                say(&format!("{name}: registered"));
                return Ok(true);
            }
            Registered::Known => {
                say(&format!("{name}: registered already"));
                return Ok(true);
            }
            Registered::Asks(questions) => questions,
        };
        let Some(question) = questions.first() else { return Ok(false) };
        if !(io::stdin().is_terminal() && io::stderr().is_terminal()) {
            say(&format!("error: {name}: its descriptor leaves {} questions open", questions.len()));
            for question in &questions {
                say(&format!("  {question}\n    hint: --answer {}", hint(question)));
                say(&format!("    or in the descriptor: {}", written(question)));
            }
            return Ok(false);
        }
        match ask(question, &mut io::stdin().lock(), &mut |line| say(line)) {
            Some(text) => answer(answers, package, &text)?,
            None => return Ok(false),
        }
    }
}

/// The file of a table, and the table as CSV where the file is none.
struct TableFile {
    bytes: Vec<u8>,
    csv: Option<Vec<u8>>,
}

impl TableFile {
    fn read(path: &Path, resource: &Resource) -> Result<TableFile, Stop> {
        let bytes = read(path)?;
        let csv = resource.is_parquet().then(|| of_parquet(path, &bytes)).transpose()?;
        Ok(TableFile { bytes, csv })
    }

    fn csv(&self) -> &[u8] {
        self.csv.as_deref().unwrap_or(&self.bytes)
    }
}

#[cfg(feature = "parquet")]
fn of_parquet(path: &Path, bytes: &[u8]) -> Result<Vec<u8>, Stop> {
    crate::parquet::csv(bytes).map_err(|why| {
        Stop::wrong(
            format!("{}: {why}", path.display()),
            "look whether it opens elsewhere, and write it again or as CSV",
        )
    })
}

#[cfg(not(feature = "parquet"))]
fn of_parquet(path: &Path, _bytes: &[u8]) -> Result<Vec<u8>, Stop> {
    Err(Stop::wrong(
        format!("{}: this claimant was built without Parquet", path.display()),
        "build it with cargo install --path crates/claimant-cli --features parquet, or save the table as CSV",
    ))
}

fn read(path: &Path) -> Result<Vec<u8>, Stop> {
    fs::read(path).map_err(|error| {
        Stop::wrong(
            format!("{}: {error}", path.display()),
            "name a datapackage.json whose files stand beside it",
        )
    })
}

fn wrong(path: &Path, why: &dyn std::fmt::Display) -> Stop {
    Stop::wrong(format!("{}: {why}", path.display()), "docs/tables.md says what a descriptor must have")
}

fn list(ledger: &Path, shown: &Shown) -> Result<ExitCode, Stop> {
    let columns = ["table", "kind", "rows", "columns", "rows_sha256", "file_sha256"].map(str::to_owned);
    let mut rows = Rows::begin(Format::of(shown), &columns)?;
    for table in Ledger::open(ledger)?.reference_tables()? {
        let text = |text: String| Value::Text(text);
        rows.write(vec![
            text(table.name),
            text(table.kind),
            Value::Integer(table.rows),
            text(table.columns.join(", ")),
            text(table.rows_sha256),
            text(table.file_sha256),
        ])?;
    }
    rows.end()?;
    Ok(ExitCode::SUCCESS)
}
