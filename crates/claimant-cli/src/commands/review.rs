//! `claimant review`: what a person decides, one line of the log each.

use std::process::ExitCode;

use claimant::ledger::review::{Decision, Ends, Log, What};
use claimant::ledger::{Ledger, Writer};
use claimant::{CodePoints, Reading, Span};
use serde_json::Value;

use crate::args::{Act, Hand, On, ReviewArgs};
use crate::batch::Stop;
use crate::commands::{check, log};
use crate::output::say;

/// Runs the command.
pub fn run(args: &ReviewArgs) -> ExitCode {
    review(&args.act).unwrap_or_else(Stop::end)
}

fn review(act: &Act) -> Result<ExitCode, Stop> {
    match act {
        Act::Accept(on) => each(on, &What::Accept),
        Act::Reject(on) => each(on, &What::Reject),
        Act::Note(on) if on.hand.why.trim().is_empty() => {
            Err(Stop::wrong("a note needs words", "--why 'asked the ministry' holds them"))
        }
        Act::Note(on) => each(on, &What::Note),
        Act::Correct { hand, id, fields } => correct(hand, id, fields),
        Act::Merge(on) => together(on, |keys| What::Merge { keys }),
        Act::Split { on, mentions, name: Some(name) } => part(on, mentions, name),
        Act::Split { on, .. } => together(on, |keys| What::Split { keys }),
        Act::Verdict { hand, id, rating } => {
            Desk::open(hand)?.on(id, What::Verdict { rating: rating.clone() })
        }
        Act::Confirm(confirm) => {
            let mut desk = Desk::open(&confirm.hand)?;
            let what = check::confirmed(desk.writer.ledger(), confirm)?;
            desk.on(&confirm.id, what)
        }
        Act::Undo { hand, numbers } => undo(hand, numbers),
        Act::Replay { ledger, log } => replay(ledger, log),
    }
}

fn each(on: &On, what: &What) -> Result<ExitCode, Stop> {
    let mut desk = Desk::open(&on.hand)?;
    for id in &on.ids {
        desk.on(id, what.clone())?;
    }
    Ok(ExitCode::SUCCESS)
}

fn together(on: &On, what: impl Fn(Vec<String>) -> What) -> Result<ExitCode, Stop> {
    let mut desk = Desk::open(&on.hand)?;
    let keys: Vec<String> = on.ids.iter().map(|id| desk.subject(id)).collect::<Result<_, _>>()?;
    let first = keys.first().cloned().unwrap_or_default();
    desk.decide(&first, what(keys))
}

fn part(on: &On, mentions: &[String], name: &str) -> Result<ExitCode, Stop> {
    let [id] = &on.ids[..] else {
        return Err(Stop::wrong("mentions are of one entity", "name one ID"));
    };
    let ends = |text: &String| {
        let (start, end) = text.split_once('-')?;
        Some(Ends { start: start.parse().ok()?, end: end.parse().ok()? })
    };
    let mentions: Option<Vec<Ends>> = mentions.iter().map(ends).collect();
    let wrong = || Stop::wrong("a mention is given as START-END", "claimant show KEY --json lists mentions");
    let what = What::Part { mentions: mentions.ok_or_else(wrong)?, name: name.to_owned() };
    Desk::open(&on.hand)?.on(id, what)
}

fn undo(hand: &Hand, numbers: &[u64]) -> Result<ExitCode, Stop> {
    let mut desk = Desk::open(hand)?;
    for number in numbers {
        let told = desk.writer.ledger().told()?;
        let subject = told.iter().find(|one| one.number == *number).map(|one| one.line.subject.clone());
        desk.decide(subject.as_deref().unwrap_or("log"), What::Undo { line: *number })?;
    }
    Ok(ExitCode::SUCCESS)
}

fn replay(ledger: &std::path::Path, path: &std::path::Path) -> Result<ExitCode, Stop> {
    let name = path.display();
    let text = std::fs::read_to_string(path)
        .map_err(|error| Stop::wrong(format!("{name}: {error}"), "claimant log --json writes such a file"))?;
    let log = Log::from_json_lines(&text)
        .map_err(|why| Stop::wrong(format!("{name}: {why}"), "claimant log --json writes such a file"))?;
    Ledger::open(ledger)?;
    let mut writer = Writer::open(ledger)?;
    let count = writer.replay(&log)?;
    let lost = log::lost(writer.ledger())?;
    say(&format!("{count} decisions made again"));
    lost.iter().for_each(|line| say(line));
    Ok(if lost.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

/// A field as typed and its value: the names of what stands in a claim are its span.
fn correct(hand: &Hand, id: &str, fields: &[String]) -> Result<ExitCode, Stop> {
    let mut desk = Desk::open(hand)?;
    let subject = desk.subject(id)?;
    let decisions: Vec<Decision> =
        fields.iter().map(|typed| desk.correction(&subject, typed)).collect::<Result<_, _>>()?;
    desk.write(&decisions)
}

/// A person at a ledger.
struct Desk<'a> {
    hand: &'a Hand,
    writer: Writer,
    /// The state that the person saw; only the first decision of a command is about it.
    seen: Option<&'a str>,
}

impl<'a> Desk<'a> {
    fn open(hand: &'a Hand) -> Result<Desk<'a>, Stop> {
        // A ledger that is not there is not made by a decision about it.
        Ledger::open(&hand.ledger)?;
        Ok(Desk { hand, writer: Writer::open(&hand.ledger)?, seen: hand.seen.as_deref() })
    }

    fn subject(&self, id: &str) -> Result<String, Stop> {
        let found = self.writer.ledger().subject(id)?;
        found.ok_or_else(|| {
            Stop::wrong(
                format!("{id:?} is not one claim, entity or article of this ledger"),
                "claimant claims shows the ids of claims",
            )
        })
    }

    fn on(&mut self, id: &str, what: What) -> Result<ExitCode, Stop> {
        let subject = self.subject(id)?;
        self.decide(&subject, what)
    }

    fn decide(&mut self, subject: &str, what: What) -> Result<ExitCode, Stop> {
        self.write(&[self.decision(subject, what)])
    }

    fn decision(&self, subject: &str, what: What) -> Decision {
        Decision { subject: subject.to_owned(), what, why: self.hand.why.clone() }
    }

    /// Writes decisions, all or none.
    fn write(&mut self, decisions: &[Decision]) -> Result<ExitCode, Stop> {
        let last = self.writer.decide(decisions, &self.hand.by, self.seen)?;
        self.seen = None;
        for (decision, number) in decisions.iter().zip(last + 1 - decisions.len() as u64..) {
            say(&format!("{number}: {} {}", decision.what.act(), decision.subject));
        }
        Ok(ExitCode::SUCCESS)
    }

    /// `FIELD=VALUE` as a correction; the value is JSON where that fits the field, else text: "2024" is a number as JSON,
    /// and a date of publication needs text.
    fn correction(&self, subject: &str, typed: &str) -> Result<Decision, Stop> {
        let wrong =
            || Stop::wrong(format!("{typed:?} is not FIELD=VALUE"), "status=alleged corrects the status");
        let (field, text) = typed.split_once('=').ok_or_else(wrong)?;
        let field = self.field(subject, field.trim())?;
        let old = self.writer.ledger().current(subject, &field)?;
        let decision = |new: Value| {
            self.decision(subject, What::Correct { field: field.clone(), old: old.clone(), new })
        };
        let plain = decision(Value::from(text));
        let as_json = serde_json::from_str(text).map(decision).ok();
        let fits = as_json.filter(|decision| self.writer.ledger().fits(decision).is_ok());
        Ok(fits.unwrap_or(plain))
    }

    /// The name of a field in the log: `q4.value` is `figure 190-205 value`.
    fn field(&self, subject: &str, typed: &str) -> Result<String, Stop> {
        let Some((id, member)) = typed.split_once('.') else { return Ok(typed.to_owned()) };
        let key = subject.split([':', '/']).next().unwrap_or_default();
        let reviewed = self.writer.ledger().reviewed(key)?;
        let place = reviewed.and_then(|reviewed| place(&reviewed.reading, id));
        let wrong =
            || Stop::wrong(format!("{id:?} is no figure, time or event"), "claimant show ID lists them");
        Ok(format!("{} {member}", place.ok_or_else(wrong)?))
    }
}

/// `figure 190-205` of `q4`.
fn place(reading: &Reading, id: &str) -> Option<String> {
    let points = CodePoints::of(reading.article.text());
    let figures = reading.quantities.iter().map(|one| ("figure", &one.id, one.span));
    let times = reading.times.iter().map(|one| ("time", &one.id, one.span));
    let events = reading.events.iter().map(|one| ("event", &one.id, one.span));
    let mut all = figures.chain(times).chain(events);
    let (word, _, span): (&str, &String, Span) = all.find(|(_, known, _)| *known == id)?;
    Some(format!("{word} {}-{}", points.count(span.start()), points.count(span.end())))
}
