//! What comes of holding a claim against a table.

use std::fmt;

use serde::{Serialize, Serializer};

use super::{Held, Interval, Period, RowUsed};

/// One claim held against one table.
///
/// It is never shown without who holds the claim: [`Check`] displays with its [`Held`], and gives its words no other way.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Check {
    /// The claim's id in its article.
    pub claim: String,
    /// Who holds the claim, and how.
    pub held: Held,
    /// The table.
    pub table: String,
    /// What comes of it, about the claim's *words*: whether their source affirms or denies them is in `held`.
    #[serde(flatten)]
    pub verdict: Verdict,
    /// What it rests on, one for each query; also where the answer is that it cannot tell, if a query could be asked.
    pub evidence: Vec<Evidence>,
    /// How the figure was read: its bound and the precision that its writer used.
    pub rounding: String,
    /// What was assumed.
    pub notes: Vec<String>,
}

/// A query, its rows and what it gives.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Evidence {
    /// The query as SQL.
    pub sql: String,
    /// The days that it is of.
    pub period: Period,
    /// The rows used.
    pub rows: Vec<RowUsed>,
    /// The sum as published.
    pub published: f64,
    /// What the sum may be, as the publisher rounds.
    pub interval: Interval,
}

/// What a table says of a claim's words.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case", tag = "verdict", content = "why")]
pub enum Verdict {
    /// The table's figure is one that the words allow.
    BearsOut,
    /// No reading of the words allows the table's figure.
    DoesNotBearOut,
    /// Neither, and why.
    CannotTell(Why),
}

impl Verdict {
    /// Its words.
    pub fn word(&self) -> &'static str {
        match self {
            Verdict::BearsOut => "bears out",
            Verdict::DoesNotBearOut => "does not bear out",
            Verdict::CannotTell(_) => "cannot tell",
        }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Verdict::CannotTell(why) => write!(out, "{}: {why}", self.word()),
            verdict => out.write_str(verdict.word()),
        }
    }
}

impl fmt::Display for Check {
    /// Who holds the claim comes first, so that no cut shows the words without them.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} ⇒ {} {}", self.held, self.table, self.verdict)
    }
}

/// Why a table cannot tell.
#[derive(Clone, Debug, PartialEq)]
pub enum Why {
    /// The claim asks, predicts or supposes.
    NotStated(&'static str),
    /// Nothing says when.
    NoPeriod,
    /// The period could not be resolved: the words.
    OpenPeriod(String),
    /// The claim names several periods.
    SeveralPeriods,
    /// The table holds nothing of the period; from when to when it does.
    OutOfPeriod(Period, Period),
    /// The table holds part of the period; what is missing begins here.
    PartOfPeriod(Period, jiff::civil::Date),
    /// The table's periods begin and end on other days: fiscal against calendar year, a month against a week.
    CutsAcross(Period, Period),
    /// The table's own period is not complete.
    Incomplete(String),
    /// The article was published before the period was over.
    NotOver(Period),
    /// The article's fiscal year and the table's are not the same.
    OtherFiscalYear(Period, Period),
    /// The claim counts something else: what the table counts, and the claim's words that it cannot follow.
    OtherMeasure(String, Vec<String>),
    /// The claim counts people, the table times that something happened.
    Persons(String),
    /// The claim's figure has a unit that the table lacks.
    OtherUnit(String),
    /// The claim does not say whose count it is, and the table is one body's.
    CounterNotNamed(String),
    /// The claim does not name the table's place.
    PlaceNotNamed(String),
    /// The claim names something that the column has no value for.
    NoSuchValue(String, String),
    /// Words that may mean two things that the table tells apart.
    Ambiguous(String),
    /// A name says where or who, the table's column the other.
    OtherSense(String, String),
    /// The claim names two values of a column.
    TwoValues(String),
    /// Words that may restrict the claim and that the table cannot follow.
    Unread(Vec<String>),
    /// The table has no rows for what is asked, in these of its periods.
    NoRow(Vec<String>),
    /// The claim has several figures.
    SeveralFigures,
    /// The figure is not one that can be compared: an average, an addition, one that was replaced.
    Figure(&'static str),
    /// The claim does not carry what a change or share is measured against.
    NoBase(&'static str),
    /// What the figure is of was carried over from another sentence.
    Carried,
    /// The words allow no such figure, but the sentences before name something narrower that may still hold.
    Narrower(String),
    /// The table's figure lies where rounding may explain the difference.
    Edge,
    /// The publisher's rounding is too coarse for the figure.
    Coarse,
}

impl fmt::Display for Why {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Why::NotStated(status) => write!(out, "the claim is {status}, not stated"),
            Why::NoPeriod => write!(out, "the claim names no period"),
            Why::OpenPeriod(words) => write!(out, "“{words}” is not resolved to days"),
            Why::SeveralPeriods => write!(out, "the claim names several periods"),
            Why::OutOfPeriod(asked, held) => write!(out, "the table covers {held}, not {asked}"),
            Why::PartOfPeriod(asked, from) => {
                write!(out, "the table covers only part of {asked}: {from} and on is missing")
            }
            Why::CutsAcross(asked, own) => {
                write!(out, "{asked} is not made of whole periods of the table, such as {own}")
            }
            Why::Incomplete(cell) => write!(out, "the table's {cell} is not complete"),
            Why::NotOver(period) => write!(out, "the article was published before {} was over", period.to),
            Why::OtherFiscalYear(asked, own) => {
                write!(out, "the article's fiscal year is {asked}, the table's {own}")
            }
            Why::OtherMeasure(own, words) if words.is_empty() => {
                write!(out, "the table counts {own}, the claim something else")
            }
            Why::OtherMeasure(own, words) => {
                write!(out, "the table counts {own}, the claim something else: “{}”", words.join(" … "))
            }
            Why::Persons(own) => {
                write!(
                    out,
                    "the claim counts people, the table {own}: one person may be counted more than once"
                )
            }
            Why::OtherUnit(unit) => write!(out, "the claim's figure is in {unit}"),
            Why::CounterNotNamed(by) => {
                write!(out, "the table is the count of {by}; the claim does not say whose its is")
            }
            Why::PlaceNotNamed(place) => {
                write!(out, "the table is of {place} only; the claim does not say where")
            }
            Why::NoSuchValue(words, column) => {
                write!(out, "the table has no “{words}” in its column {column}")
            }
            Why::Ambiguous(words) => write!(out, "“{words}” may mean more than one thing in the table"),
            Why::OtherSense(words, column) => {
                write!(out, "“{words}” is not used as a {column}, which is what the table has")
            }
            Why::TwoValues(column) => write!(out, "the claim names more than one {column}"),
            Why::Unread(words) => write!(out, "the table cannot follow “{}”", words.join(" … ")),
            Why::NoRow(cells) => write!(out, "the table has no row for it in {}", short(cells)),
            Why::SeveralFigures => write!(out, "the claim has several figures"),
            Why::Figure(what) => write!(out, "the figure is {what}"),
            Why::NoBase(what) => write!(out, "the claim does not say {what}"),
            Why::Carried => write!(out, "what the figure is of stands in another sentence"),
            Why::Narrower(words) => write!(
                out,
                "the table has another figure, but “{words}” in the sentences before may restrict the claim"
            ),
            Why::Edge => write!(out, "the table's figure is at the edge of what rounding explains"),
            Why::Coarse => write!(out, "the table is rounded too coarsely for this figure"),
        }
    }
}

/// A list that people can take in.
fn short(cells: &[String]) -> String {
    match cells {
        [] => "the period".to_owned(),
        [first, second, third, _, ..] => format!("{first}, {second}, {third} … ({} in all)", cells.len()),
        few => few.join(", "),
    }
}

impl Serialize for Why {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.collect_str(self)
    }
}
