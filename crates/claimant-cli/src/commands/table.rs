//! `claimant table`: reference tables that claims are held against.

mod answer;

use std::fs;
use std::io::{self, IsTerminal};
use std::path::Path;
use std::process::ExitCode;

use claimant::ledger::check::{Answers, Package, Resource};
use claimant::ledger::{Ledger, Registered, Value, Writer};

use self::answer::{answer, ask, hint};
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
        let bytes = read(&path)?;
        open += usize::from(!register(&mut writer, &descriptor, &package, &mut answers, resource, &bytes)?);
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
    bytes: &[u8],
) -> Result<bool, Stop> {
    let name = &resource.name;
    loop {
        let questions = match writer.register(descriptor, answers, name, bytes)? {
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
            questions
                .iter()
                .for_each(|question| say(&format!("  {question}\n    hint: --answer {}", hint(question))));
            return Ok(false);
        }
        match ask(question, &mut io::stdin().lock(), &mut |line| say(line)) {
            Some(text) => answer(answers, package, &text)?,
            None => return Ok(false),
        }
    }
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
