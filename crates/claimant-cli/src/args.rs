//! Arguments as typed. What they mean is decided by the command that takes them.

mod check;
mod ledger;
mod review;
mod watch;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use self::check::{CHECKING, TABLES};
pub use self::check::{CheckArgs, TableAct, TableAdd, TableArgs};
use self::ledger::{ADDING, ASKING, COMPARING, SQL};
pub use self::ledger::{
    AddArgs, BackupArgs, ClaimsArgs, CompareArgs, DiffArgs, ExportArgs, Facet, HistoryArgs, ShowArgs, Shown,
    SqlArgs, VerifyArgs,
};
use self::ledger::{format, formats};
use self::review::REVIEWING;
pub use self::review::{Act, Confirm, ForgetArgs, Hand, LogArgs, On, ReviewArgs};
use self::watch::WATCHING;
pub use self::watch::WatchArgs;

const EXAMPLES: &str = "\
Examples:
  claimant read article.html                     a report on the terminal
  claimant read https://example.org/news/1       fetch one page and read it
  claimant read archive/ --json -o claims.jsonl  a whole folder, one JSON object an article
  claimant read archive/ | jq .claims            JSON Lines, wherever the output is no terminal
  cat note.txt | claimant read - --published 2024-06-15
  claimant read article.pdf --html report.html   one page with highlights, to keep or to send
  claimant add -l news.claimant archive/         keep many, to ask them later

Exit status: 0 all was read, 1 some documents were not, 2 nothing was read or the command is wrong, 130 interrupted.";

/// Reads news and keeps who claims what: each claim with who vouches for it, how sure they are, and where it stands.
#[derive(Parser)]
#[command(name = "claimant", version, max_term_width = 100, arg_required_else_help = true)]
pub struct Cli {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Subcommand)]
pub enum Command {
    /// Read articles and print who claims what.
    #[command(after_help = EXAMPLES)]
    Read(Box<ReadArgs>),
    /// Read articles and keep them in a ledger.
    #[command(after_help = ADDING)]
    Add(Box<AddArgs>),
    /// Poll news feeds, politely, and keep their articles in a ledger.
    #[command(after_help = WATCHING)]
    Watch(Box<WatchArgs>),
    /// Ask a ledger for claims.
    #[command(after_help = ASKING)]
    Claims(Box<ClaimsArgs>),
    /// Compare a ledger's articles: the same claim, copies, rival figures, what sources say.
    #[command(after_help = COMPARING)]
    Compare(Box<CompareArgs>),
    /// Show the history of a figure: its states, who said each, and how sure they were.
    History(Box<HistoryArgs>),
    /// Show what two articles, or two versions of one, differ in.
    Diff(DiffArgs),
    /// Show an article or a claim of a ledger, and all that it rests on.
    Show(ShowArgs),
    /// Ask a ledger in SQL; nothing can be changed by it.
    #[command(after_help = SQL)]
    Sql(SqlArgs),
    /// Hold claims against reference tables, and names against lists.
    #[command(after_help = CHECKING)]
    Check(Box<CheckArgs>),
    /// Register reference tables, and list them.
    #[command(after_help = TABLES)]
    Table(TableArgs),
    /// Decide: accept, correct, reject, merge, split, note, verdict, confirm, undo.
    #[command(after_help = REVIEWING)]
    Review(ReviewArgs),
    /// Tell what people decided, and who, when and why.
    Log(LogArgs),
    /// Take articles, claims or a person's name out of a ledger, to the last byte.
    Forget(ForgetArgs),
    /// Write a ledger, as people decided, in a format that other programs read.
    #[command(after_help = formats())]
    Export(ExportArgs),
    /// Check that a ledger still says what was added to it.
    Verify(VerifyArgs),
    /// Copy a ledger, whole, while others write to it.
    Backup(BackupArgs),
    /// List the extractors: what is found, and under which name.
    Extractors,
    /// Parse one PDF from stdin, inside limits.
    #[command(name = "__pdf", hide = true)]
    Pdf,
    /// Turn one Parquet file from stdin into CSV, inside limits.
    #[cfg(feature = "parquet")]
    #[command(name = "__parquet", hide = true)]
    Parquet,
}

/// When to use colors.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// On a terminal, unless NO_COLOR is set.
    Auto,
    Always,
    Never,
}

/// What is read, and how: the flags that `read` and `add` share.
#[derive(Args)]
pub struct Sources {
    /// Files, folders (read recursively), http(s) addresses, or - for stdin.
    #[arg(required = true, value_name = "PATH|URL|-")]
    pub inputs: Vec<PathBuf>,

    /// The kind of every input, whatever it looks like.
    #[arg(long, value_name = "KIND", value_parser = kind)]
    pub kind: Option<claimant::Kind>,

    /// When the articles were published, for those that do not say: 2024-06-15.
    #[arg(long, value_name = "DATE")]
    pub published: Option<String>,

    #[command(flatten)]
    pub how: How,
}

/// How articles are read, and what may be fetched.
#[derive(Args)]
pub struct How {
    /// Run only these extractors, by name, comma-separated (see `claimant extractors`).
    #[arg(long, value_name = "NAMES", value_delimiter = ',', value_parser = extractor)]
    pub only: Vec<String>,

    /// Rules alone, without the encoder: some fifty times as fast, wrong more often, without events and check-worthiness.
    #[arg(long)]
    pub fast: bool,

    /// Threads; the output is the same with any number.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub threads: Option<u16>,

    /// Fetch addresses inside private networks and this machine too.
    #[arg(long)]
    pub allow_private: bool,
}

#[derive(Args)]
pub struct ReadArgs {
    #[command(flatten)]
    pub sources: Sources,

    /// One JSON object an article (the default where the output is no terminal).
    #[arg(long, group = "written", help_heading = "Output")]
    pub json: bool,

    /// One row a claim; cells that a spreadsheet would run are escaped.
    #[arg(long, group = "written", help_heading = "Output")]
    pub csv: bool,

    /// The report for people (the default on a terminal).
    #[arg(long, group = "written", help_heading = "Output")]
    pub text: bool,

    /// A format that other programs read, as of claimant export: csv, webannotation, ftm, geojson, claim, prov, brat.
    #[arg(long, group = "written", value_name = "FORMAT", help_heading = "Output", value_parser = format, conflicts_with = "html")]
    pub format: Option<claimant::ledger::export::Format>,

    /// With --csv: write every cell as it is.
    #[arg(long, requires = "csv", help_heading = "Output")]
    pub raw: bool,

    /// Write a page with highlights and cards to FILE, whole in itself.
    #[arg(long, value_name = "FILE", help_heading = "Output")]
    pub html: Option<PathBuf>,

    /// Write to FILE instead of stdout; it appears when it is complete.
    #[arg(short, long, value_name = "FILE", help_heading = "Output")]
    pub output: Option<PathBuf>,

    /// Columns of the report.
    #[arg(long, value_name = "COLUMNS", help_heading = "Output", value_parser = clap::value_parser!(u16).range(20..=500))]
    pub width: Option<u16>,

    /// When to use colors in the report.
    #[arg(long, value_name = "WHEN", default_value = "auto", help_heading = "Output")]
    pub color: Color,
}

fn kind(name: &str) -> Result<claimant::Kind, String> {
    let names = claimant::Kind::ALL.map(claimant::Kind::name).join(", ");
    claimant::Kind::from_name(name).ok_or_else(|| format!("the kinds are {names}"))
}

fn extractor(name: &str) -> Result<String, String> {
    let known = claimant::EXTRACTORS.iter().map(|extractor| extractor.name);
    match known.clone().any(|known| known == name) {
        true => Ok(name.to_owned()),
        false => Err(format!("the extractors are {}", known.collect::<Vec<_>>().join(", "))),
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_arguments_do_not_contradict_each_other() {
        Cli::command().debug_assert();
    }
}
