//! What a descriptor leaves open: what is certain is inferred, the rest is asked of a person.

use std::fmt;

use serde::Serialize;

use super::{Counts, Empty, Field, FieldTerms, Resource, Role};

/// Something that a person must say before a table can be used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Question {
    /// The table.
    pub resource: String,
    /// The column; `None` where it is about the whole table.
    pub field: Option<String>,
    /// What is asked.
    pub ask: Ask,
    /// What may be answered, if it is a choice.
    pub choices: Vec<String>,
}

/// What is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Ask {
    /// What the column is: a place, an item, a measure, or nothing.
    Role,
    /// Which of the number columns is the count.
    WhichCount,
    /// Which of the columns is the period.
    WhichPeriod,
    /// In which month the fiscal year starts.
    FiscalStart,
    /// What an empty cell means.
    Empty,
    /// Whether the count is of events or persons.
    Counts,
}

impl fmt::Display for Question {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let field = self.field.as_deref().unwrap_or_default();
        match self.ask {
            Ask::Role => write!(out, "{}: what is the column “{field}”", self.resource)?,
            Ask::WhichCount => write!(out, "{}: which column is the count", self.resource)?,
            Ask::WhichPeriod => write!(out, "{}: which column is the period", self.resource)?,
            Ask::FiscalStart => write!(out, "{}: in which month does “{field}” start", self.resource)?,
            Ask::Empty => write!(out, "{}: what does an empty cell of “{field}” mean", self.resource)?,
            Ask::Counts => write!(out, "{}: what does “{field}” count", self.resource)?,
        }
        match self.choices.is_empty() {
            true => write!(out, "?"),
            false => write!(out, " ({})?", self.choices.join(", ")),
        }
    }
}

/// The columns' terms, with what is certain filled in, and what must be asked. `has_empty` tells whether the column at
/// a place has empty cells.
pub fn settle(resource: &Resource, has_empty: &[bool]) -> (Vec<FieldTerms>, Vec<Question>) {
    let mut open = Open { resource, questions: Vec::new() };
    let mut terms: Vec<Option<FieldTerms>> = resource.fields().iter().map(|f| f.terms.clone()).collect();
    open.settle_period(&mut terms);
    open.settle_count(&mut terms);
    for (field, terms) in resource.fields().iter().zip(&mut terms) {
        if terms.is_none() {
            open.ask(Some(field), Ask::Role, &["place", "item", "measure", "none"]);
        }
    }
    for ((field, terms), has_empty) in resource.fields().iter().zip(&mut terms).zip(has_empty) {
        if let Some(terms) = terms {
            open.settle_details(field, terms, *has_empty);
        }
    }
    (terms.into_iter().flatten().collect(), open.questions)
}

struct Open<'a> {
    resource: &'a Resource,
    questions: Vec<Question>,
}

impl Open<'_> {
    fn ask(&mut self, field: Option<&Field>, ask: Ask, choices: &[&str]) {
        self.questions.push(Question {
            resource: self.resource.name.clone(),
            field: field.map(|f| f.name.clone()),
            ask,
            choices: choices.iter().map(|&choice| choice.to_owned()).collect(),
        });
    }

    /// The finest column whose type is a time is the period; coarser ones say nothing more.
    fn settle_period(&mut self, terms: &mut [Option<FieldTerms>]) {
        let times = self.open_columns(terms, |field| fineness(field).is_some());
        if has_role(terms, Role::Period) {
            return times.iter().for_each(|&at| terms[at] = Some(FieldTerms::new(Role::None)));
        }
        let fields = self.resource.fields();
        let finest = times.iter().filter_map(|&at| fineness(&fields[at])).max();
        let at_finest: Vec<usize> =
            times.iter().copied().filter(|&at| fineness(&fields[at]) == finest).collect();
        match at_finest[..] {
            [one] => {
                times.iter().for_each(|&at| terms[at] = Some(FieldTerms::new(Role::None)));
                terms[one] = Some(FieldTerms::new(Role::Period));
            }
            _ => self.ask_which(Ask::WhichPeriod, &at_finest),
        }
    }

    /// The only column of numbers is the count.
    fn settle_count(&mut self, terms: &mut [Option<FieldTerms>]) {
        if has_role(terms, Role::Count) {
            return;
        }
        let numbers = self.open_columns(terms, |field| matches!(field.kind.as_str(), "integer" | "number"));
        match numbers[..] {
            [one] => terms[one] = Some(FieldTerms::new(Role::Count)),
            _ => self.ask_which(Ask::WhichCount, &numbers),
        }
    }

    fn open_columns(&self, terms: &[Option<FieldTerms>], wanted: impl Fn(&Field) -> bool) -> Vec<usize> {
        let fields = self.resource.fields().iter().enumerate();
        fields.filter(|(at, field)| terms[*at].is_none() && wanted(field)).map(|(at, _)| at).collect()
    }

    fn ask_which(&mut self, ask: Ask, among: &[usize]) {
        let fields = self.resource.fields();
        let all: Vec<usize> = (0..fields.len()).collect();
        let among = if among.is_empty() { &all } else { among };
        let names: Vec<&str> = among.iter().map(|&at| fields[at].name.as_str()).collect();
        self.ask(None, ask, &names);
    }

    /// What a role needs beyond itself.
    fn settle_details(&mut self, field: &Field, terms: &mut FieldTerms, has_empty: bool) {
        match terms.role {
            Role::Period if terms.fiscal_starts.is_none() => self.settle_year(field, terms),
            Role::Count => self.settle_counted(field, terms),
            Role::Place | Role::Item | Role::Measure if has_empty && terms.empty.is_none() => {
                self.ask(Some(field), Ask::Empty, &["all", "unknown"]);
            }
            _ => {}
        }
    }

    fn settle_year(&mut self, field: &Field, terms: &mut FieldTerms) {
        if is_fiscal(&field.name) {
            self.ask(Some(field), Ask::FiscalStart, &[]);
        } else {
            terms.fiscal_starts = Some(1);
        }
    }

    fn settle_counted(&mut self, field: &Field, terms: &mut FieldTerms) {
        if terms.words.is_empty() {
            terms.words.push(field.name.replace('_', " "));
        }
        if terms.counts.is_none() {
            self.ask(Some(field), Ask::Counts, &["events", "persons", "things"]);
        }
    }
}

fn has_role(terms: &[Option<FieldTerms>], role: Role) -> bool {
    terms.iter().flatten().any(|terms| terms.role == role)
}

fn is_fiscal(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name.contains("fiscal") || name == "fy" || name.starts_with("fy_")
}

/// How fine a column of time is; `None` if its type and name do not say that it is one.
fn fineness(field: &Field) -> Option<u8> {
    match (field.kind.as_str(), field.name.to_ascii_lowercase().as_str()) {
        ("date", _) => Some(3),
        ("yearmonth", _) => Some(2),
        ("year", _) | ("integer", "year") => Some(1),
        ("integer", name) if is_fiscal(name) => Some(1),
        _ => None,
    }
}

/// What stands for a value that the descriptor gave no meaning: of counts, things; of empty cells, unknown.
impl FieldTerms {
    /// What is counted.
    pub fn counted(&self) -> Counts {
        self.counts.unwrap_or_default()
    }

    /// What an empty cell means.
    pub fn emptiness(&self) -> Empty {
        self.empty.unwrap_or_default()
    }
}
