//! A table of counts: its rows, the periods and values that it knows, and the words for them.

use std::collections::{BTreeMap, BTreeSet};

use super::phrases::{Meaning, Phrases};
use super::question::settle;
use super::rows::{RawRow, rows};
use super::{
    By, Counts, Empty, FieldTerms, FixedPlace, Kind, Period, Query, Question, Resource, Role, Synonyms,
    TableError,
};

/// A table as loaded, or what must be asked first.
#[derive(Clone, Debug)]
pub enum Loaded {
    /// It can be used.
    Ready(Box<Table>),
    /// A person must say these first.
    Asks(Vec<Question>),
}

/// A table of counts by period, place and item.
#[derive(Clone, Debug)]
pub struct Table {
    /// Its name, in queries too.
    pub name: String,
    pub(super) count: Column,
    pub(super) period: Column,
    pub(super) dimensions: Vec<Dimension>,
    pub(super) rows: Vec<Row>,
    /// Every cell of the period column, and the days it names.
    pub(super) periods: BTreeMap<String, Period>,
    pub(super) by: By,
    pub(super) place: FixedPlace,
    pub(super) phrases: Phrases,
}

/// A column and what it is to claims.
#[derive(Clone, Debug)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// Its place among the cells of a row.
    pub at: usize,
    /// What it is to claims.
    pub terms: FieldTerms,
}

/// A column whose values claims may name.
#[derive(Clone, Debug)]
pub struct Dimension {
    /// The column.
    pub column: Column,
    /// Its values, the empty one not among them.
    pub values: BTreeSet<String>,
    /// Codes of values, by code.
    pub codes: BTreeMap<String, String>,
}

/// One row.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Its line in the file, from 1.
    pub line: u64,
    /// Its cells, by column.
    pub cells: Vec<String>,
    /// Its count; `None` where the cell is empty.
    pub count: Option<f64>,
}

/// Reads a table of counts from the bytes of its file. Gives questions where the descriptor leaves open what its columns
/// are, and an error where file and descriptor do not fit.
pub fn load(resource: &Resource, bytes: &[u8]) -> Result<Loaded, TableError> {
    if resource.terms.kind != Kind::Counts {
        return Err(TableError::OtherKind { resource: resource.name.clone(), wanted: "a table of counts" });
    }
    load_rows(resource, rows(resource, bytes)?)
}

/// The same of rows that were cut before.
pub(crate) fn load_rows(resource: &Resource, raw: Vec<RawRow>) -> Result<Loaded, TableError> {
    let has_empty: Vec<bool> =
        (0..resource.fields().len()).map(|at| raw.iter().any(|row| row.cells[at].is_empty())).collect();
    let (terms, questions) = settle(resource, &has_empty);
    match questions.is_empty() {
        true => Ok(Loaded::Ready(Box::new(build(resource, terms, raw)?))),
        false => Ok(Loaded::Asks(questions)),
    }
}

fn build(resource: &Resource, terms: Vec<FieldTerms>, raw: Vec<RawRow>) -> Result<Table, TableError> {
    let columns: Vec<Column> = resource.fields().iter().zip(terms).enumerate().map(column).collect();
    let count = only(resource, &columns, Role::Count, "count")?;
    let period = only(resource, &columns, Role::Period, "period")?;
    let periods = periods(&period, &raw)?;
    let dimensions = columns.iter().filter(|c| is_dimension(c)).map(|c| dimension(c, &raw)).collect();
    let rows = raw.into_iter().map(|row| counted(row, &count)).collect::<Result<_, _>>()?;
    let mut table = Table {
        name: resource.name.clone(),
        count,
        period,
        dimensions,
        rows,
        periods,
        by: resource.terms.by.clone().unwrap_or_default(),
        place: resource.terms.place.clone().unwrap_or_default(),
        phrases: Phrases::default(),
    };
    table.phrases = Phrases::of(&table);
    Ok(table)
}

fn column((at, (field, terms)): (usize, (&super::Field, FieldTerms))) -> Column {
    Column { name: field.name.clone(), at, terms }
}

fn is_dimension(column: &Column) -> bool {
    matches!(column.terms.role, Role::Place | Role::Item | Role::Measure)
}

/// The one column of a role.
fn only(
    resource: &Resource,
    columns: &[Column],
    role: Role,
    name: &'static str,
) -> Result<Column, TableError> {
    let mut with_role = columns.iter().filter(|column| column.terms.role == role);
    let missing = || TableError::NoColumn { resource: resource.name.clone(), column: name.to_owned() };
    let first = with_role.next().ok_or_else(missing)?;
    match with_role.next() {
        None => Ok(first.clone()),
        Some(second) => {
            Err(TableError::TwoColumns { role: name, first: first.name.clone(), second: second.name.clone() })
        }
    }
}

fn periods(column: &Column, raw: &[RawRow]) -> Result<BTreeMap<String, Period>, TableError> {
    let starts = column.terms.fiscal_starts.unwrap_or(1);
    let mut found = BTreeMap::new();
    for row in raw {
        let cell = &row.cells[column.at];
        if !found.contains_key(cell) {
            let period = Period::of_cell(cell, starts);
            let period = period.ok_or_else(|| bad_cell(row, column, "a year, month or day"))?;
            found.insert(cell.clone(), period);
        }
    }
    Ok(found)
}

fn bad_cell(row: &RawRow, column: &Column, wanted: &'static str) -> TableError {
    TableError::Cell {
        line: row.line,
        column: column.at + 1,
        name: column.name.clone(),
        value: row.cells[column.at].clone(),
        wanted,
    }
}

fn dimension(column: &Column, raw: &[RawRow]) -> Dimension {
    let values = raw.iter().map(|row| row.cells[column.at].clone()).filter(|cell| !cell.is_empty()).collect();
    let codes = column.terms.codes.iter().map(|(value, code)| (code.clone(), value.clone())).collect();
    Dimension { column: column.clone(), values, codes }
}

fn counted(row: RawRow, count: &Column) -> Result<Row, TableError> {
    let cell = row.cells[count.at].replace(',', "");
    let number = match cell.is_empty() {
        true => None,
        false => Some(cell.parse::<f64>().ok().filter(|n| n.is_finite() && *n >= 0.0)),
    };
    match number {
        Some(None) => Err(bad_cell(&row, count, "a number, not below zero")),
        number => Ok(Row { line: row.line, cells: row.cells, count: number.flatten() }),
    }
}

impl Table {
    /// The table with the names, codes and demonyms of countries for the columns that hold countries.
    pub fn with_synonyms(mut self, synonyms: &Synonyms) -> Table {
        for dimension in self.dimensions.iter_mut().filter(|d| d.column.terms.countries) {
            for value in &dimension.values {
                if let Some(code) = synonyms.code(value) {
                    dimension.codes.entry(code.to_owned()).or_insert_with(|| value.clone());
                }
            }
        }
        self.phrases = Phrases::of(&self);
        self.add_countries(synonyms);
        self
    }

    fn add_countries(&mut self, synonyms: &Synonyms) {
        for (at, dimension) in self.dimensions.iter().enumerate().filter(|(_, d)| d.column.terms.countries) {
            for (code, phrase, name) in synonyms.phrases() {
                let meaning = match dimension.codes.get(code) {
                    Some(value) => Meaning::Value { dimension: at, value: value.clone(), name },
                    None => Meaning::NoValue { dimension: at },
                };
                self.phrases.add(phrase, meaning);
            }
        }
    }

    /// The rows that a query is of.
    pub(super) fn matching<'a>(&'a self, query: &'a Query) -> impl Iterator<Item = &'a Row> {
        let tests = query.tests(self);
        self.rows.iter().filter(move |row| tests.iter().all(|(at, test)| test.holds(&row.cells[*at])))
    }

    /// The place of the count among the cells.
    pub(crate) fn count_at(&self) -> usize {
        self.count.at
    }

    /// The place of a column among the cells.
    pub(super) fn column_at(&self, name: &str) -> Option<usize> {
        let own = [&self.count, &self.period].into_iter();
        own.chain(self.dimensions.iter().map(|d| &d.column)).find(|c| c.name == name).map(|c| c.at)
    }

    /// What is counted, for people.
    pub(super) fn measure(&self) -> &str {
        self.count.terms.words.first().map_or(&self.count.name, String::as_str)
    }

    /// What the count counts.
    pub(super) fn counts(&self) -> Counts {
        self.count.terms.counted()
    }

    /// Half of what the publisher rounds to.
    pub(super) fn half_step(&self) -> f64 {
        if self.count.terms.rounded_to > 1.0 { self.count.terms.rounded_to / 2.0 } else { 0.0 }
    }

    /// First and last day that it holds anything of.
    pub(super) fn reach(&self) -> Option<Period> {
        let from = self.periods.values().map(|p| p.from).min()?;
        let to = self.periods.values().map(|p| p.to).max()?;
        Period::new(from, to)
    }
}

impl Dimension {
    /// Whether an empty cell stands for the total.
    pub fn has_totals(&self) -> bool {
        self.column.terms.emptiness() == Empty::All
    }
}
