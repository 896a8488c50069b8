//! Arguments of the commands on a ledger.

use std::path::PathBuf;

use claimant::ledger::export::{Format, SHAPES};
use claimant::{Certainty, Date, RelationKind, SourceKind, Status};
use clap::Args;

use super::{Color, Sources};

pub const ADDING: &str = "\
Examples:
  claimant add -l news.claimant archive/            a folder; run it again to go on where it stopped
  claimant add -l news.claimant https://example.org/news/1

An article that is kept already is not read again. Exit status: 0 all is kept, 1 some documents are not, 2 none is or the
command is wrong, 3 the disk is full or at fault, 130 interrupted.";

pub const ASKING: &str = "\
Examples:
  claimant claims -l news.claimant --who Vasko --status denied
  claimant claims -l news.claimant --event arrest --period 2023-01..2024-06 --csv > arrests.csv
  claimant claims -l news.claimant --text '\"border wall\" cost*' --figure 1e6..

Words are looked for whole, whatever their case and accents; several must all be there; \"two words\" stand together; wor*
begins with. Newest first.";

pub const COMPARING: &str = "\
Examples:
  claimant compare -l news.claimant --about Ostvik
  claimant compare -l news.claimant --kind contradict --csv > rivals.csv
  claimant history -l news.claimant --text 'migrants crossed'
  claimant diff -l news.claimant https://example.org/news/1

Articles are compared as they are added; this does what is left, and shows it. \"3 articles, 1 origin\": copies, and articles
that cite one report, are one origin.";

pub const SQL: &str = "\
Examples:
  claimant sql -l news.claimant \"SELECT who, status, quote FROM current_claims WHERE status = 'alleged'\"
  claimant sql -l news.claimant \"SELECT inflate(json) ->> '$.article.title' FROM records\"

docs/ledger.md describes the tables.";

#[derive(Args)]
pub struct AddArgs {
    /// The ledger; it is made if it is not there.
    #[arg(short, long, value_name = "FILE")]
    pub ledger: PathBuf,

    #[command(flatten)]
    pub sources: Sources,

    /// Read articles again that are kept already; what this version finds then stands in for what an older one found.
    #[arg(long)]
    pub again: bool,

    /// Leave comparing to `claimant compare`.
    #[arg(long)]
    pub no_compare: bool,

    /// Print `ack KEY` for each article as soon as it is safe on the disk.
    #[arg(long)]
    pub ack: bool,
}

/// How an answer is written.
#[derive(Args)]
pub struct Shown {
    /// JSON, one object a line (the default where the output is no terminal).
    #[arg(long, group = "format", help_heading = "Output")]
    pub json: bool,

    /// A table; cells that a spreadsheet would run are escaped.
    #[arg(long, group = "format", help_heading = "Output")]
    pub csv: bool,

    /// A table in Markdown.
    #[arg(long, group = "format", help_heading = "Output")]
    pub md: bool,

    /// For people (the default on a terminal).
    #[arg(long, group = "format", help_heading = "Output")]
    pub report: bool,

    /// With --csv: write every cell as it is.
    #[arg(long, requires = "csv", help_heading = "Output")]
    pub raw: bool,

    /// Columns of the text.
    #[arg(long, value_name = "COLUMNS", help_heading = "Output", value_parser = clap::value_parser!(u16).range(20..=500))]
    pub width: Option<u16>,

    /// When to use colors in the text.
    #[arg(long, value_name = "WHEN", default_value = "auto", help_heading = "Output")]
    pub color: Color,
}

/// What to ask for; a claim must meet every one.
#[derive(Args)]
#[command(next_help_heading = "Facets")]
pub struct Facet {
    /// Words of a source, anywhere in the chain of those who vouch.
    #[arg(long, value_name = "WORDS")]
    pub who: Option<String>,

    /// Words of the name of someone or something in the claim.
    #[arg(long, value_name = "WORDS")]
    pub about: Option<String>,

    /// Words of a place's name, or its country's code.
    #[arg(long, value_name = "WORDS")]
    pub place: Option<String>,

    /// What happens: arrest, killing, crossing …, or the verb.
    #[arg(long, value_name = "TYPE")]
    pub event: Option<String>,

    /// Words of the claim.
    #[arg(long, value_name = "WORDS")]
    pub text: Option<String>,

    /// Words of the publisher's name.
    #[arg(long, value_name = "WORDS")]
    pub publisher: Option<String>,

    /// Any of these, comma-separated: asserted, hedged, alleged, denied, predicted, hypothetical, asked.
    #[arg(long, value_name = "STATUS", value_delimiter = ',', value_parser = status)]
    pub status: Vec<Status>,

    /// Any of these, comma-separated: certain, probable, possible, unknown.
    #[arg(long, value_name = "CERTAINTY", value_delimiter = ',', value_parser = certainty)]
    pub certainty: Vec<Certainty>,

    /// Any of these, comma-separated: person, organization, group, publication, document, unnamed, unclear, own_voice.
    #[arg(long, value_name = "KIND", value_delimiter = ',', value_parser = source_kind)]
    pub source_kind: Vec<String>,

    /// A period in the claim that has a day in common with this one: 2023, 2023-01..2024-06, 2022-02-24.. (open).
    #[arg(long, value_name = "FROM..TO", value_parser = period)]
    pub period: Option<Days>,

    /// When the article was published, as a period.
    #[arg(long, value_name = "FROM..TO", value_parser = period)]
    pub published: Option<Days>,

    /// A figure in the claim between these: 1000..2000, 1e6.., ..10, 41.
    #[arg(long, value_name = "MIN..MAX", value_parser = figure, allow_hyphen_values = true)]
    pub figure: Option<(f64, f64)>,

    /// Claims worth checking: of at least this check-worthiness, from 0 to 1.
    #[arg(long, value_name = "LEAST", num_args = 0..=1, default_missing_value = "0.5", value_parser = share)]
    pub check_worthy: Option<f64>,

    /// Claims of which a person has decided.
    #[arg(long, conflicts_with = "unreviewed")]
    pub reviewed: bool,

    /// Claims of which nobody has decided yet.
    #[arg(long)]
    pub unreviewed: bool,
}

/// Days, both included; `None` is open.
pub type Days = (Option<Date>, Option<Date>);

#[derive(Args)]
pub struct ClaimsArgs {
    /// The ledger.
    #[arg(short, long, value_name = "FILE")]
    pub ledger: PathBuf,

    #[command(flatten)]
    pub facet: Facet,

    /// At most so many claims (for people 20, else all).
    #[arg(long, value_name = "N", help_heading = "Output")]
    pub limit: Option<usize>,

    /// Cut a claim's words so that a line has at most N characters; never who vouches and how sure they are.
    #[arg(long, value_name = "N", help_heading = "Output")]
    pub cut: Option<usize>,

    #[command(flatten)]
    pub shown: Shown,
}

#[derive(Args)]
pub struct CompareArgs {
    /// The ledger.
    #[arg(short, long, value_name = "FILE")]
    pub ledger: PathBuf,

    /// Compare everything again, and keep what is other than before.
    #[arg(long)]
    pub again: bool,

    /// Only these, comma-separated: group, copy, quotation, same_claim, agree, compatible, update, contradict,
    /// different_measure, scope_difference, softened, hardened, reversed, verbatim, altered, not_found.
    #[arg(long, value_name = "KINDS", value_delimiter = ',', value_parser = relation_kind)]
    pub kind: Vec<String>,

    #[command(flatten)]
    pub facet: Facet,

    /// At most so many of each sort (for people 20, else all).
    #[arg(long, value_name = "N", help_heading = "Output")]
    pub limit: Option<usize>,

    #[command(flatten)]
    pub shown: Shown,
}

#[derive(Args)]
pub struct HistoryArgs {
    /// The ledger.
    #[arg(short, long, value_name = "FILE")]
    pub ledger: PathBuf,

    /// A claim's id or an article's key: only its figures.
    #[arg(value_name = "ID")]
    pub id: Option<String>,

    #[command(flatten)]
    pub facet: Facet,

    /// At most so many figures (for people 10, else all).
    #[arg(long, value_name = "N", help_heading = "Output")]
    pub limit: Option<usize>,

    #[command(flatten)]
    pub shown: Shown,
}

#[derive(Args)]
pub struct DiffArgs {
    /// The ledger.
    #[arg(short, long, value_name = "FILE")]
    pub ledger: PathBuf,

    /// An article's key, hash or address.
    #[arg(value_name = "A")]
    pub a: String,

    /// Another one; without it, the last two versions at the address of the first.
    #[arg(value_name = "B")]
    pub b: Option<String>,

    #[command(flatten)]
    pub shown: Shown,
}

#[derive(Args)]
pub struct ShowArgs {
    /// The ledger.
    #[arg(short, long, value_name = "FILE")]
    pub ledger: PathBuf,

    /// A claim's id, an article's key, hash or address; the beginning of an id is enough.
    #[arg(value_name = "ID")]
    pub id: String,

    /// JSON (the default where the output is no terminal): of an article, what was added, byte for byte.
    #[arg(long, group = "format", help_heading = "Output")]
    pub json: bool,

    /// For people (the default on a terminal).
    #[arg(long, group = "format", help_heading = "Output")]
    pub text: bool,

    /// Columns of the text.
    #[arg(long, value_name = "COLUMNS", help_heading = "Output", value_parser = clap::value_parser!(u16).range(20..=500))]
    pub width: Option<u16>,

    /// When to use colors in the text.
    #[arg(long, value_name = "WHEN", default_value = "auto", help_heading = "Output")]
    pub color: Color,
}

#[derive(Args)]
pub struct SqlArgs {
    /// The ledger.
    #[arg(short, long, value_name = "FILE")]
    pub ledger: PathBuf,

    /// One statement.
    #[arg(value_name = "QUERY")]
    pub query: String,

    #[command(flatten)]
    pub shown: Shown,
}

#[derive(Args)]
pub struct ExportArgs {
    /// The ledger.
    #[arg(short, long, value_name = "FILE")]
    pub ledger: PathBuf,

    /// The format (see below).
    #[arg(short, long, visible_alias = "to", value_name = "FORMAT", default_value = "jsonl", value_parser = format)]
    pub format: Format,

    /// Write to FILE instead of stdout, or to files in FOLDER; each appears when it is complete.
    #[arg(short, long, value_name = "FILE|FOLDER")]
    pub output: Option<PathBuf>,

    /// With csv: write every cell as it is.
    #[arg(long)]
    pub raw: bool,
}

/// A format by its word in the table.
pub fn format(name: &str) -> Result<Format, String> {
    Format::from_name(name).ok_or_else(|| listed(SHAPES.iter().map(|shape| shape.name)))
}

/// The table of formats, for help.
pub fn formats() -> String {
    let lines = SHAPES.iter().map(|shape| format!("  {:<14} {}\n", shape.name, shape.about));
    format!("Formats:\n{}", lines.collect::<String>())
}

#[derive(Args)]
pub struct VerifyArgs {
    /// The ledger.
    #[arg(short, long, value_name = "FILE")]
    pub ledger: PathBuf,

    /// One JSON object a fault.
    #[arg(long)]
    pub json: bool,
}

#[derive(Args)]
pub struct BackupArgs {
    /// The ledger.
    #[arg(short, long, value_name = "FILE")]
    pub ledger: PathBuf,

    /// The copy; there must be no such file.
    #[arg(value_name = "COPY")]
    pub to: PathBuf,
}

fn status(word: &str) -> Result<Status, String> {
    Status::from_word(word).ok_or_else(|| listed(Status::ALL.iter().map(|status| status.word())))
}

fn certainty(word: &str) -> Result<Certainty, String> {
    Certainty::from_word(word).ok_or_else(|| listed(Certainty::ALL.iter().map(|certainty| certainty.word())))
}

fn source_kind(word: &str) -> Result<String, String> {
    let words = || SourceKind::ALL.iter().map(|kind| kind.word()).chain(["unclear", "own_voice"]);
    match words().any(|known| known == word) {
        true => Ok(word.to_owned()),
        false => Err(listed(words())),
    }
}

fn relation_kind(word: &str) -> Result<String, String> {
    let words = || std::iter::once("group").chain(RelationKind::ALL.iter().map(|kind| kind.word()));
    match words().any(|known| known == word) {
        true => Ok(word.to_owned()),
        false => Err(listed(words())),
    }
}

fn listed<'a>(words: impl Iterator<Item = &'a str>) -> String {
    format!("it can be {}", words.collect::<Vec<_>>().join(", "))
}

fn share(text: &str) -> Result<f64, String> {
    let share = text.parse::<f64>().ok().filter(|share| (0.0..=1.0).contains(share));
    share.ok_or_else(|| "it is a number from 0 to 1".to_owned())
}

/// Both ends of `FROM..TO`; one value is both.
fn ends(text: &str) -> (&str, &str) {
    text.split_once("..").unwrap_or((text, text))
}

fn period(text: &str) -> Result<Days, String> {
    let (from, to) = ends(text);
    let end = |text: &str, last: bool| match text.trim() {
        "" => Ok(None),
        text => match day(text, last) {
            Some(day) => Ok(Some(day)),
            None => Err(format!("{text:?} is no year, month or day such as 2024-06")),
        },
    };
    match (end(from, false)?, end(to, true)?) {
        (None, None) => Err("one end must be given".to_owned()),
        (Some(from), Some(to)) if from > to => Err("it ends before it begins".to_owned()),
        ends => Ok(ends),
    }
}

/// The first or the last day of a year, a month or a day.
fn day(text: &str, last: bool) -> Option<Date> {
    let whole = match text.len() {
        4 => format!("{text}-{}", if last { "12-31" } else { "01-01" }),
        7 => format!("{text}-01"),
        _ => text.to_owned(),
    };
    let date: Date = whole.parse().ok()?;
    Some(if last && text.len() == 7 { date.last_of_month() } else { date })
}

fn figure(text: &str) -> Result<(f64, f64), String> {
    let (low, high) = ends(text);
    let end = |text: &str, open: f64| match text.trim() {
        "" => Ok(open),
        text => text.parse::<f64>().map_err(|_| format!("{text:?} is no number")),
    };
    match (end(low, f64::NEG_INFINITY)?, end(high, f64::INFINITY)?) {
        (low, high) if low <= high => Ok((low, high)),
        _ => Err("the first number must not be greater than the second".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_and_figures_are_read_as_people_write_them() {
        let days = |text: &str| {
            let (from, to) = period(text).unwrap();
            [from, to].map(|date| date.map_or("open".to_owned(), |date| date.to_string()))
        };
        assert_eq!(days("2023"), ["2023-01-01", "2023-12-31"]);
        assert_eq!(days("2023-01..2024-02"), ["2023-01-01", "2024-02-29"]);
        assert_eq!(days("2022-02-24.."), ["2022-02-24", "open"]);
        assert!(period("..").is_err() && period("2024..2023").is_err() && period("soon").is_err());
        assert_eq!(figure("1e6..").unwrap(), (1e6, f64::INFINITY));
        assert_eq!(figure("-3..4").unwrap(), (-3.0, 4.0));
        assert_eq!(figure("41").unwrap(), (41.0, 41.0));
        assert!(figure("5..4").is_err() && figure("many").is_err() && share("2").is_err());
    }
}
