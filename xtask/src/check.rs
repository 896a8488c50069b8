//! `check --tables DIR`: claim sentences, read by the whole pipeline, held against reference tables; names against lists.

mod made;
mod names;
mod sentences;

use std::path::Path;

use claimant_extract::Config;
use claimant_ledger::check::names::NameList;
use claimant_ledger::check::{Answers, Loaded, Package, Synonyms, Table, load};

use self::names::Pairs;
use self::sentences::{Sentence, Tally};
use crate::Outcome;
use crate::arguments::Arguments;
use crate::score::Scores;
use crate::score::figures::Figures;

/// What a person answers to the questions that the descriptors leave open.
const ANSWERS: &str = include_str!("../check/answers.json");
/// Sentences with known answers.
const SENTENCES: &str = include_str!("../check/sentences.tsv");

/// The names of the layers.
const VERDICTS: &str = "verdicts";
const NAMES: &str = "names";

/// Any error.
type Failure = Box<dyn std::error::Error>;

/// Prints the figures of checking, and every answer that is not the expected one.
pub fn run(arguments: &Arguments) -> Outcome {
    let folder = Path::new(arguments.option("tables").ok_or("check wants --tables DIR")?);
    let config = Config { fast: arguments.has("fast"), ..Config::default() };
    let (scores, wrong) = measure(folder, &config)?;
    wrong.iter().for_each(|line| println!("{line}"));
    scores.print();
    Ok(())
}

/// The figures over a folder of tables.
pub fn read(folder: &Path, config: &Config) -> Result<Scores, String> {
    measure(folder, config)
        .map(|(scores, _)| scores)
        .map_err(|error| format!("{}: {error}", folder.display()))
}

/// The figures, and every answer that is not the expected one.
fn measure(folder: &Path, config: &Config) -> Result<(Scores, Vec<String>), Failure> {
    let answers: Answers = serde_json::from_str(ANSWERS)?;
    let synonyms = synonyms(folder, &answers)?;
    let mut tables: Vec<Table> = Vec::new();
    for (package, resource) in TABLES {
        tables.push(table(folder, package, resource, &answers)?.with_synonyms(&synonyms));
    }
    let annual = std::fs::read_to_string(folder.join("usbp_encounters/usbp_annual.csv"))?;
    let (mut figures, mut wrong) = (Figures::default(), Vec::new());
    for (kind, sentences) in [("written", Sentence::all(SENTENCES)?), ("made", made::annual(&annual))] {
        let mut tally = Tally::default();
        for sentence in &sentences {
            let table = tables.iter().find(|table| table.name == sentence.table).ok_or("no such table")?;
            wrong.extend(tally.add(sentence, sentence.check(table, config)));
        }
        tally.figures(kind, &mut figures);
    }
    let layers = vec![(VERDICTS, figures), (NAMES, names(folder, &answers)?)];
    Ok((Scores { articles: 0, missing: 0, layers }, wrong))
}

/// The lists, and of how many aliases each one pair is made.
const LISTS: &[(&str, &str, usize)] =
    &[("ofac_sdn_2021", "ofac_sdn", 5), ("un_sanctions", "un_sanctions", 1)];

/// How well the lists tell names apart.
fn names(folder: &Path, answers: &Answers) -> Result<Figures, Failure> {
    let strangers = strangers(folder)?;
    let mut figures = Figures::default();
    for (package, resource, step) in LISTS {
        let (package, bytes) = open(folder, package, resource, answers)?;
        let list = NameList::load(package.resource(resource)?, &bytes)?;
        Pairs::of(&list, *step).figures(resource, &mut figures);
        let shown = names::shown(&list, &strangers);
        figures.share(&format!("{resource}_strangers_shown"), shown, strangers.len());
    }
    Ok(figures)
}

/// Names of persons who are on no list: members of the US Congress.
fn strangers(folder: &Path) -> Result<Vec<String>, Failure> {
    let file = std::fs::read_to_string(folder.join("us_congress/legislators_current.csv"))?;
    Ok(file.lines().skip(1).filter_map(|line| Some(line.split(',').nth(2)?.to_owned())).collect())
}

/// The tables that sentences are held against: package and resource.
const TABLES: &[(&str, &str)] = &[
    ("usbp_encounters", "usbp_annual"),
    ("usbp_encounters", "usbp_monthly"),
    ("cbp_southwest", "cbp_southwest_monthly"),
];

fn table(folder: &Path, package: &str, resource: &str, answers: &Answers) -> Result<Table, Failure> {
    let (package, bytes) = open(folder, package, resource, answers)?;
    match load(package.resource(resource)?, &bytes)? {
        Loaded::Ready(table) => Ok(*table),
        Loaded::Asks(questions) => {
            let asked: Vec<String> = questions.iter().map(ToString::to_string).collect();
            Err(asked.join("\n").into())
        }
    }
}

fn synonyms(folder: &Path, answers: &Answers) -> Result<Synonyms, Failure> {
    let (package, bytes) = open(folder, "demonyms", "demonyms", answers)?;
    Ok(Synonyms::load(package.resource("demonyms")?, &bytes)?)
}

/// A package with the answers, and the bytes of one of its resources.
fn open(
    folder: &Path,
    package: &str,
    resource: &str,
    answers: &Answers,
) -> Result<(Package, Vec<u8>), Failure> {
    let folder = folder.join(package);
    let package = Package::parse(&std::fs::read(folder.join("datapackage.json"))?)?.answered(answers);
    let bytes = std::fs::read(folder.join(&package.resource(resource)?.path))?;
    Ok((package, bytes))
}
