//! Arguments of what people decide.

use std::path::PathBuf;

use clap::{Args, Subcommand};

pub const REVIEWING: &str = "\
Examples:
  claimant review accept -l news.claimant --by 'Ana Lind' 3f2a:c12
  claimant review correct -l news.claimant --by 'Ana Lind' --why 'police only suspect it' 3f2a:c12 status=alleged
  claimant review correct -l news.claimant --by 'Ana Lind' 3f2a:c12 q4.value=1500 t2.from=2020-10-01
  claimant review reject -l news.claimant --by 'Ana Lind' --seen 0a1b2c3d4e5f 3f2a:c12
  claimant review undo -l news.claimant --by 'Ana Lind' 7

Every decision is a line of the log with name, time and reason; nothing is overwritten, and what was decided shows on every
face. Ids are those that claimant claims and show print: KEY:c12 a claim, KEY:e3 an entity, KEY an article; a beginning is
enough. Exit status: 0 decided, 2 refused.";

#[derive(Args)]
pub struct ReviewArgs {
    #[command(subcommand)]
    pub act: Act,
}

/// Who decides, where and why: the flags of every decision.
#[derive(Args)]
pub struct Hand {
    /// The ledger.
    #[arg(short, long, value_name = "FILE")]
    pub ledger: PathBuf,

    /// Your name.
    #[arg(long, value_name = "NAME")]
    pub by: String,

    /// Why, in your words.
    #[arg(long, value_name = "TEXT", default_value = "", hide_default_value = true)]
    pub why: String,

    /// The claim's state that you saw (claimant show prints it): if it is another one by now, nothing is decided and both
    /// versions are shown.
    #[arg(long, value_name = "STATE")]
    pub seen: Option<String>,
}

#[derive(Args)]
pub struct On {
    #[command(flatten)]
    pub hand: Hand,

    /// What is decided on.
    #[arg(required = true, value_name = "ID")]
    pub ids: Vec<String>,
}

#[derive(Subcommand)]
pub enum Act {
    /// It is right as it stands.
    Accept(On),
    /// The article does not say this: the program was wrong.
    Reject(On),
    /// A remark; --why holds its words.
    Note(On),
    /// A field has another value.
    Correct {
        #[command(flatten)]
        hand: Hand,
        #[arg(value_name = "ID")]
        id: String,
        /// Of a claim: status, certainty, polarity, form, content, markers, check_worthiness, source, and fields of what
        /// stands in it by its id (q4.value, t2.from, v1.type); of an entity: name, kind, lat, lon, precision; of an
        /// article: title, authors, publisher, published, language. A value is text or JSON; null for none.
        #[arg(required = true, value_name = "FIELD=VALUE")]
        fields: Vec<String>,
    },
    /// These claims, or these entities, are one.
    Merge(On),
    /// These claims or entities leave their group; with --mentions, these mentions of one entity are of another one.
    Split {
        #[command(flatten)]
        on: On,
        /// Where the mentions stand, in code points.
        #[arg(long, value_name = "START-END", value_delimiter = ',', requires = "name")]
        mentions: Vec<String>,
        /// Name of the other entity.
        #[arg(long, value_name = "NAME", requires = "mentions")]
        name: Option<String>,
    },
    /// What you hold of the claim, in your words: "false", "half true".
    Verdict {
        #[command(flatten)]
        hand: Hand,
        #[arg(value_name = "ID")]
        id: String,
        #[arg(value_name = "RATING")]
        rating: String,
    },
    /// The entity is this entry of a list of names; an identifier beside the name must agree with the list.
    Confirm(Confirm),
    /// Take back decisions, by their numbers in claimant log.
    Undo {
        #[command(flatten)]
        hand: Hand,
        #[arg(required = true, value_name = "NUMBER")]
        numbers: Vec<u64>,
    },
    /// Make the decisions of another ledger's log (claimant log --json) again in this one, which has none.
    Replay {
        /// The ledger.
        #[arg(short, long, value_name = "FILE")]
        ledger: PathBuf,
        #[arg(value_name = "LOG.jsonl")]
        log: PathBuf,
    },
}

#[derive(Args)]
pub struct Confirm {
    #[command(flatten)]
    pub hand: Hand,

    /// The entity.
    #[arg(value_name = "ID")]
    pub id: String,

    /// The list: the name of a registered table.
    #[arg(value_name = "LIST")]
    pub list: String,

    /// The entry's identifier on it.
    #[arg(value_name = "ENTRY")]
    pub entry: String,

    #[command(flatten)]
    pub second: Second,
}

/// What is known beside the name, from a source other than the list.
#[derive(Args)]
#[group(required = true, multiple = false)]
pub struct Second {
    /// Day of birth: 1971-03-05.
    #[arg(long, value_name = "DAY")]
    pub born: Option<String>,

    /// Number of a passport or another document.
    #[arg(long, value_name = "NUMBER")]
    pub document: Option<String>,

    /// Nationality, as the list writes it. The weakest: many share it.
    #[arg(long, value_name = "NAME")]
    pub nationality: Option<String>,
}

#[derive(Args)]
pub struct LogArgs {
    /// The ledger.
    #[arg(short, long, value_name = "FILE")]
    pub ledger: PathBuf,

    /// Decisions about this claim, entity or article only.
    #[arg(value_name = "ID")]
    pub id: Option<String>,

    /// The whole chain, one line a line, to be kept elsewhere or replayed.
    #[arg(long, conflicts_with = "id")]
    pub json: bool,
}

#[derive(Args)]
pub struct ForgetArgs {
    /// The ledger.
    #[arg(short, long, value_name = "FILE")]
    pub ledger: PathBuf,

    /// Your name.
    #[arg(long, value_name = "NAME")]
    pub by: String,

    /// Why; it must not repeat what is to be forgotten.
    #[arg(long, value_name = "TEXT", default_value = "", hide_default_value = true)]
    pub why: String,

    /// An article (key, hash or address), a claim, or words such as a person's name: every article that holds them goes.
    #[arg(value_name = "ARTICLE|CLAIM|NAME")]
    pub what: String,

    /// Do it; without this it is only said what would go.
    #[arg(long)]
    pub yes: bool,
}
