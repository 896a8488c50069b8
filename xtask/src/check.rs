//! `check --tables DIR`: claim sentences, read by the whole pipeline, held against reference tables.

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

/// What a person answers to the questions that the descriptors leave open.
const ANSWERS: &str = include_str!("../check/answers.json");
/// Sentences with known answers.
const SENTENCES: &str = include_str!("../check/sentences.tsv");

/// Prints the figures of checking.
pub fn run(arguments: &Arguments) -> Outcome {
    let folder = Path::new(arguments.option("tables").ok_or("check wants --tables DIR")?);
    let answers: Answers = serde_json::from_str(ANSWERS)?;
    let config = Config { fast: arguments.has("fast"), ..Config::default() };
    let synonyms = synonyms(folder, &answers)?;
    let mut tables: Vec<Table> = Vec::new();
    for (package, resource) in TABLES {
        tables.push(table(folder, package, resource, &answers)?.with_synonyms(&synonyms));
    }
    answer("written", &Sentence::all(SENTENCES)?, &tables, &config)?;
    let annual = std::fs::read_to_string(folder.join("usbp_encounters/usbp_annual.csv"))?;
    answer("made", &made::annual(&annual), &tables, &config)?;
    lists(folder, &answers, arguments.has("json"))
}

/// Prints how well the lists tell names apart.
fn lists(folder: &Path, answers: &Answers, verbose: bool) -> Outcome {
    let strangers = strangers(folder)?;
    for (package, resource, step) in [("ofac_sdn_2021", "ofac_sdn", 5), ("un_sanctions", "un_sanctions", 1)] {
        let (package, bytes) = read(folder, package, resource, answers)?;
        let list = NameList::load(package.resource(resource)?, &bytes)?;
        Pairs::of(&list, step, verbose).print(resource);
        let (shown, all) = names::strangers(&list, &strangers);
        println!("{resource}: {shown} of {all} members of Congress shown as candidates");
    }
    Ok(())
}

/// Names of persons who are on no list.
fn strangers(folder: &Path) -> Result<Vec<String>, Box<dyn std::error::Error>> {
    let file = std::fs::read_to_string(folder.join("us_congress/legislators_current.csv"))?;
    Ok(file.lines().skip(1).filter_map(|line| Some(line.split(',').nth(2)?.to_owned())).collect())
}

/// Holds sentences against their tables and prints how they were answered.
fn answer(name: &str, sentences: &[Sentence], tables: &[Table], config: &Config) -> Outcome {
    let mut tally = Tally::default();
    for sentence in sentences {
        let table = tables.iter().find(|table| table.name == sentence.table).ok_or("no such table")?;
        tally.add(sentence, sentence.check(table, config));
    }
    tally.print(name);
    Ok(())
}

/// The tables that sentences are held against: package and resource.
const TABLES: &[(&str, &str)] = &[
    ("usbp_encounters", "usbp_annual"),
    ("usbp_encounters", "usbp_monthly"),
    ("cbp_southwest", "cbp_southwest_monthly"),
];

fn table(
    folder: &Path,
    package: &str,
    resource: &str,
    answers: &Answers,
) -> Result<Table, Box<dyn std::error::Error>> {
    let (package, bytes) = read(folder, package, resource, answers)?;
    match load(package.resource(resource)?, &bytes)? {
        Loaded::Ready(table) => Ok(*table),
        Loaded::Asks(questions) => {
            let asked: Vec<String> = questions.iter().map(ToString::to_string).collect();
            Err(asked.join("\n").into())
        }
    }
}

fn synonyms(folder: &Path, answers: &Answers) -> Result<Synonyms, Box<dyn std::error::Error>> {
    let (package, bytes) = read(folder, "demonyms", "demonyms", answers)?;
    Ok(Synonyms::load(package.resource("demonyms")?, &bytes)?)
}

/// A package with the answers, and the bytes of one of its resources.
pub fn read(
    folder: &Path,
    package: &str,
    resource: &str,
    answers: &Answers,
) -> Result<(Package, Vec<u8>), Box<dyn std::error::Error>> {
    let folder = folder.join(package);
    let package = Package::parse(&std::fs::read(folder.join("datapackage.json"))?)?.answered(answers);
    let bytes = std::fs::read(folder.join(&package.resource(resource)?.path))?;
    Ok((package, bytes))
}
