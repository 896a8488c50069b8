//! Questions that a descriptor leaves open, and their answers, by flag or on a terminal.

use std::io::BufRead;

use claimant::ledger::check::{Answers, Ask, FieldTerms, Package, Question, Role};
use serde_json::{Value, json};

use crate::batch::Stop;

/// The flag that answers a question, with its choices.
pub fn hint(question: &Question) -> String {
    let choices = match question.choices.is_empty() {
        true => "MONTH".to_owned(),
        false => question.choices.join("|"),
    };
    format!("'{}{choices}'", head(question))
}

/// What the descriptor would say in place of the question, as the field that it belongs to.
pub fn written(question: &Question) -> String {
    let choices = question.choices.join("|");
    let field = question.field.clone().unwrap_or(choices.clone());
    let terms = match question.ask {
        Ask::Role => format!(r#""role": "{choices}""#),
        Ask::WhichCount => r#""role": "count""#.to_owned(),
        Ask::WhichPeriod => r#""role": "period""#.to_owned(),
        Ask::FiscalStart => r#""role": "period", "fiscal_starts": 10"#.to_owned(),
        Ask::Empty => format!(r#""role": …, "empty": "{choices}""#),
        Ask::Counts => format!(r#""role": "count", "counts": "{choices}""#),
    };
    format!(r#"{{"name": {}, …, "claimant": {{{terms}}}}}"#, json!(field))
}

/// `TABLE/COLUMN/KEY=`.
fn head(question: &Question) -> String {
    let key = match question.ask {
        Ask::Role => "role",
        Ask::WhichCount => "count",
        Ask::WhichPeriod => "period",
        Ask::FiscalStart => "starts",
        Ask::Empty => "empty",
        Ask::Counts => "counts",
    };
    match &question.field {
        Some(field) => format!("{}/{field}/{key}=", question.resource),
        None => format!("{}/{key}=", question.resource),
    }
}

/// Asks a person until the answer is one of the choices. `None` where nobody answers.
pub fn ask(question: &Question, from: &mut dyn BufRead, tell: &mut dyn FnMut(&str)) -> Option<String> {
    loop {
        tell(&question.to_string());
        let mut line = String::new();
        if from.read_line(&mut line).ok()? == 0 {
            return None;
        }
        let line = line.trim();
        let fits = match question.choices.is_empty() {
            true => line.parse::<i8>().is_ok_and(|month| (1..=12).contains(&month)),
            false => question.choices.iter().any(|choice| choice == line),
        };
        if fits {
            return Some(head(question) + line);
        }
    }
}

/// Takes down `TABLE/COLUMN/KEY=VALUE` or `TABLE/KEY=COLUMN`.
pub fn answer(answers: &mut Answers, package: &Package, text: &str) -> Result<(), Stop> {
    let wrong = || Stop::wrong(format!("{text:?} is no answer"), "an answer is TABLE/COLUMN/role=item");
    let (left, value) = text.split_once('=').ok_or_else(wrong)?;
    let (table, rest) = left.split_once('/').ok_or_else(wrong)?;
    let (column, key) = rest.rsplit_once('/').unwrap_or((value, rest));
    let resource = package.resource(table).map_err(|_| wrong())?;
    let field = resource.fields().iter().find(|field| field.name == column).ok_or_else(wrong)?;
    let fields = &mut answers.0.entry(table.to_owned()).or_default().fields;
    let before = fields.get(column).cloned().or_else(|| field.terms.clone());
    let terms = terms(before, key, value).ok_or_else(wrong)?;
    fields.insert(column.to_owned(), terms);
    Ok(())
}

/// The terms of a column with one more word.
fn terms(before: Option<FieldTerms>, key: &str, value: &str) -> Option<FieldTerms> {
    let of = |role: Role| before.clone().unwrap_or_else(|| FieldTerms::new(role));
    let with = |terms: FieldTerms, key: &str, value: Value| {
        let mut json = serde_json::to_value(terms).ok()?;
        json[key] = value;
        serde_json::from_value(json).ok()
    };
    match key {
        "role" => Some(FieldTerms::new(serde_json::from_value(json!(value)).ok()?)),
        "count" => Some(FieldTerms::new(Role::Count)),
        "period" => Some(FieldTerms::new(Role::Period)),
        "starts" => with(of(Role::Period), "fiscal_starts", json!(value.parse::<i8>().ok()?)),
        "counts" => with(of(Role::Count), "counts", json!(value)),
        "empty" => with(before?, "empty", json!(value)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_person_is_asked_until_the_answer_fits() {
        let question = Question {
            resource: "open".to_owned(),
            field: Some("group".to_owned()),
            ask: Ask::Role,
            choices: vec!["place".to_owned(), "item".to_owned()],
        };
        let mut told = Vec::new();
        let mut typed = "who\nitem\nplace\n".as_bytes();
        let answer = ask(&question, &mut typed, &mut |line| told.push(line.to_owned()));
        assert_eq!(answer.as_deref(), Some("open/group/role=item"));
        assert_eq!(told, ["open: what is the column “group” (place, item)?"; 2]);
        assert_eq!(ask(&question, &mut "".as_bytes(), &mut |_| ()), None);
        assert_eq!(hint(&question), "'open/group/role=place|item'");
        assert_eq!(written(&question), r#"{"name": "group", …, "claimant": {"role": "place|item"}}"#);
        let month = Question { ask: Ask::FiscalStart, choices: Vec::new(), ..question };
        let answer = ask(&month, &mut "13\n10\n".as_bytes(), &mut |_| ());
        assert_eq!(answer.as_deref(), Some("open/group/starts=10"));
    }
}
