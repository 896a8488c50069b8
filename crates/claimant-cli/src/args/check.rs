//! Arguments of reference tables, and of holding claims against them.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::{Facet, Shown};

pub const CHECKING: &str = "\
Examples:
  claimant table add -l news.claimant border/datapackage.json
  claimant check -l news.claimant --place Texas --period 2023..
  claimant check -l news.claimant --names --about Kharusi

An answer is about the claim's words; who holds them, and how, is shown with it. Where anything is left open the answer is
\"cannot tell\", with the reason. docs/tables.md says how words and tables meet. The SQL of an answer runs with claimant sql.";

pub const TABLES: &str = "\
Examples:
  claimant table add -l news.claimant border/datapackage.json
  claimant table add -l news.claimant open/datapackage.json --answer crossings/year/starts=10
  claimant table list -l news.claimant

What a descriptor leaves open is asked on a terminal, and answered by --answer elsewhere: TABLE/COLUMN/role=item,
TABLE/COLUMN/starts=10, TABLE/COLUMN/empty=all, TABLE/COLUMN/counts=persons, TABLE/count=COLUMN, TABLE/period=COLUMN.";

#[derive(Args)]
pub struct TableArgs {
    #[command(subcommand)]
    pub act: TableAct,
}

#[derive(Subcommand)]
pub enum TableAct {
    /// Register the tables of a Data Package.
    Add(TableAdd),
    /// List what is registered.
    List {
        /// The ledger.
        #[arg(short, long, value_name = "FILE")]
        ledger: PathBuf,
        #[command(flatten)]
        shown: Shown,
    },
}

#[derive(Args)]
pub struct TableAdd {
    /// The ledger; it is made if it is not there.
    #[arg(short, long, value_name = "FILE")]
    pub ledger: PathBuf,

    /// The descriptor; its files are read from beside it.
    #[arg(value_name = "DATAPACKAGE.json")]
    pub descriptor: PathBuf,

    /// Only these tables of it, comma-separated.
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    pub only: Vec<String>,

    /// What the descriptor leaves open.
    #[arg(long, value_name = "TABLE/COLUMN/KEY=VALUE")]
    pub answer: Vec<String>,
}

#[derive(Args)]
pub struct CheckArgs {
    /// The ledger.
    #[arg(short, long, value_name = "FILE")]
    pub ledger: PathBuf,

    #[command(flatten)]
    pub facet: Facet,

    /// Only these tables or lists, comma-separated.
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    pub table: Vec<String>,

    /// Leave out what no table can tell.
    #[arg(long, conflicts_with = "names")]
    pub decided: bool,

    /// Hold the names of persons and organizations in the claims against lists: leads, no identities.
    #[arg(long)]
    pub names: bool,

    #[command(flatten)]
    pub shown: Shown,
}
