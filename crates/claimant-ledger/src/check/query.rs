//! A question to a table, as SQL that people can read and run, and as what this program evaluates.
//!
//! Both are written from the same conditions, and a test holds SQLite to the same sums.

use std::collections::BTreeSet;

use serde::Serialize;

use super::Interval;
use super::table::Table;

/// The sum of a table's count over the rows that meet all conditions.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Query {
    /// The table.
    pub table: String,
    /// The column that is summed.
    pub count: String,
    /// What rows must meet.
    pub conditions: Vec<Condition>,
}

/// What a row must meet.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Condition {
    /// The column holds this text; an empty one for the total.
    Is {
        /// The column.
        column: String,
        /// The text.
        value: String,
    },
    /// The column holds one of these texts.
    In {
        /// The column.
        column: String,
        /// The texts, in order.
        values: Vec<String>,
    },
}

/// A row that a figure rests on.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RowUsed {
    /// Its line in the table's file, from 1.
    pub line: u64,
    /// Its count.
    pub count: f64,
}

/// What a query gives.
#[derive(Clone, Debug, PartialEq)]
pub struct Sum {
    /// The rows, in file order.
    pub rows: Vec<RowUsed>,
    /// The sum as published.
    pub published: f64,
    /// What the sum may be, as the publisher rounds each row.
    pub interval: Interval,
    /// Cells of the period column that have no row.
    pub missing: Vec<String>,
    /// Whether a row has an empty count.
    pub has_gaps: bool,
}

/// A test of one cell.
pub enum Test<'a> {
    Is(&'a str),
    In(BTreeSet<&'a str>),
}

impl Test<'_> {
    pub fn holds(&self, cell: &str) -> bool {
        match self {
            Test::Is(value) => cell == *value,
            Test::In(values) => values.contains(cell),
        }
    }
}

impl Condition {
    fn column(&self) -> &str {
        match self {
            Condition::Is { column, .. } | Condition::In { column, .. } => column,
        }
    }

    fn test(&self) -> Test<'_> {
        match self {
            Condition::Is { value, .. } => Test::Is(value),
            Condition::In { values, .. } => Test::In(values.iter().map(String::as_str).collect()),
        }
    }

    fn sql(&self) -> String {
        let column = identifier(self.column());
        match self {
            Condition::Is { value, .. } => format!("{column} = {}", text(value)),
            Condition::In { values, .. } => match &values[..] {
                [one] => format!("{column} = {}", text(one)),
                values => {
                    let list: Vec<String> = values.iter().map(|value| text(value)).collect();
                    format!("{column} IN ({})", list.join(", "))
                }
            },
        }
    }
}

impl Query {
    /// The query as SQL over a table whose cells are kept as text, as in the file.
    pub fn sql(&self) -> String {
        let mut sql = format!("SELECT SUM({}) FROM {}", identifier(&self.count), identifier(&self.table));
        for (at, condition) in self.conditions.iter().enumerate() {
            sql.push_str(if at == 0 { " WHERE " } else { " AND " });
            sql.push_str(&condition.sql());
        }
        sql
    }

    /// Each condition with the place of its column; one on a column that the table lacks holds for no row.
    pub(super) fn tests<'a>(&'a self, table: &Table) -> Vec<(usize, Test<'a>)> {
        let none = || Test::In(BTreeSet::new());
        let test = |condition: &'a Condition| match table.column_at(condition.column()) {
            Some(at) => (at, condition.test()),
            None => (0, none()),
        };
        self.conditions.iter().map(test).collect()
    }

    /// Evaluates the query.
    pub(super) fn run(&self, table: &Table) -> Sum {
        let mut rows = Vec::new();
        let (mut seen, mut has_gaps) = (BTreeSet::new(), false);
        for row in table.matching(self) {
            seen.insert(row.cells[table.period.at].as_str());
            match row.count {
                Some(count) => rows.push(RowUsed { line: row.line, count }),
                None => has_gaps = true,
            }
        }
        let published: f64 = rows.iter().map(|row| row.count).sum();
        let half = table.half_step() * rows.len() as f64;
        let interval = Interval::closed((published - half).max(0.0), published + half);
        let missing = self.wanted(table).filter(|cell| !seen.contains(cell)).map(str::to_owned).collect();
        Sum { rows, published, interval, missing, has_gaps }
    }

    fn wanted<'a>(&'a self, table: &'a Table) -> impl Iterator<Item = &'a str> {
        let of_period = self.conditions.iter().filter(|c| c.column() == table.period.name);
        of_period
            .flat_map(|condition| match condition {
                Condition::Is { value, .. } => std::slice::from_ref(value),
                Condition::In { values, .. } => values.as_slice(),
            })
            .map(String::as_str)
    }
}

fn identifier(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

fn text(value: &str) -> String {
    format!("'{}'", value.replace('\'', "''"))
}
