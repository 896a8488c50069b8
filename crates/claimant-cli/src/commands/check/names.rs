//! Names in claims held against lists: leads, with score and reasons, until a person confirms one by something beside the
//! name.

use std::collections::{BTreeMap, BTreeSet};
use std::process::ExitCode;

use claimant::ledger::check::names::{
    Candidate, Decision, EntryKind, Identifier, NameList, SecondIdentifier,
};
use claimant::ledger::review::{Act, Decisions, Reviewed, Shown, What};
use claimant::ledger::{Ledger, Value};
use claimant::{Date, Entity, EntityKind, Link};
use serde_json::json;

use super::{each_claim, nothing_registered};
use crate::args::{CheckArgs, Confirm};
use crate::batch::Stop;
use crate::commands::claims::facets;
use crate::kept::{Format, Rows, put};
use crate::output::{Output, say};
use crate::print::{Flow, Paint};

const COLUMNS: [&str; 5] = ["entity", "lead", "score", "confirmed", "claims"];

/// An entity in some claims: its id, what it is, and the claims.
struct Named {
    id: String,
    name: String,
    kind: EntryKind,
    claims: Vec<String>,
}

/// Writes a lead for each name in the claims that is like one on a list.
pub fn leads(args: &CheckArgs) -> Result<ExitCode, Stop> {
    let ledger = Ledger::open(&args.ledger)?;
    let _moment = ledger.moment()?;
    let lists = ledger.references()?.lists;
    let wanted =
        |list: &&NameList| args.table.is_empty() || args.table.iter().any(|name| name == list.name());
    let lists: Vec<&NameList> = lists.iter().filter(wanted).collect();
    if lists.is_empty() {
        return Err(nothing_registered("no list of names"));
    }
    let log = ledger.decisions()?;
    let decisions = Decisions::of(&log);
    let mut face = Face::begin(Format::of(&args.shown))?;
    let mut count = 0;
    for (key, named) in named(&ledger, args)? {
        let Some(reading) = ledger.unreviewed(&key)? else { continue };
        let (reviewed, _) = decisions.review(reading);
        for one in named.values() {
            for candidate in lists.iter().flat_map(|list| list.candidates(&one.name, one.kind)) {
                count += 1;
                face.write(one, &candidate, confirmation(&reviewed, one, &candidate))?;
            }
        }
    }
    face.end()?;
    say(&format!("{count} candidates: leads, no identities"));
    Ok(ExitCode::SUCCESS)
}

/// Persons and organizations in the claims, or vouching for them, by article and id.
fn named(ledger: &Ledger, args: &CheckArgs) -> Result<BTreeMap<String, BTreeMap<String, Named>>, Stop> {
    let mut all: BTreeMap<String, BTreeMap<String, Named>> = BTreeMap::new();
    each_claim(ledger, &facets(&args.facet), &mut |claim, reading| {
        let (key, id) = claim.id.split_once(':').unwrap_or_default();
        let Some(stated) = reading.claims.iter().find(|stated| stated.id == id) else { return Ok(()) };
        let sources = stated.chain.iter().filter_map(|link| {
            let id = link.id()?;
            reading.attributions.iter().find(|one| one.id == id)?.source_entity.as_ref()?.id()
        });
        let ids: BTreeSet<&str> = stated.entities.iter().filter_map(Link::id).chain(sources).collect();
        for entity in reading.entities.iter().filter(|entity| ids.contains(entity.id.as_str())) {
            let Some(kind) = kind(entity) else { continue };
            let known = all.entry(key.to_owned()).or_default().entry(entity.id.clone());
            let named = known.or_insert_with(|| Named {
                id: format!("{key}:{}", entity.id),
                name: entity.name.clone(),
                kind,
                claims: Vec::new(),
            });
            named.claims.push(claim.id.clone());
        }
        Ok(())
    })?;
    Ok(all)
}

fn kind(entity: &Entity) -> Option<EntryKind> {
    match entity.kind {
        EntityKind::Person => Some(EntryKind::Person),
        EntityKind::Organization | EntityKind::Group => Some(EntryKind::Organisation),
        _ => None,
    }
}

/// The decision by which a person confirmed this lead.
fn confirmation<'a>(reviewed: &'a Reviewed, one: &Named, candidate: &Candidate) -> Option<&'a Shown> {
    let id = one.id.rsplit(':').next().unwrap_or_default();
    let entry = format!("({} {});", candidate.list(), candidate.entry());
    let says = |shown: &&Shown| {
        shown.act == Act::Confirm && shown.new.as_str().is_some_and(|text| text.contains(&entry))
    };
    reviewed.about(id).filter(says).last()
}

enum Face {
    Objects(Output),
    Table(Rows),
    Report(crate::print::Page, Output),
}

impl Face {
    fn begin(format: Format) -> Result<Face, Stop> {
        Ok(match format {
            Format::Json => Face::Objects(Output::stdout()),
            Format::Text(page) => Face::Report(page, Output::stdout()),
            format => Face::Table(Rows::begin(format, &COLUMNS.map(str::to_owned))?),
        })
    }

    fn write(&mut self, one: &Named, candidate: &Candidate, confirmed: Option<&Shown>) -> Result<(), Stop> {
        let confirmed_by = confirmed.map(Shown::to_string);
        match self {
            Face::Objects(out) => {
                let object = json!({
                    "entity": one.id, "name": one.name, "candidate": candidate, "says": candidate.to_string(),
                    "confirmed": confirmed, "claims": one.claims,
                });
                put(out, &(object.to_string() + "\n"))
            }
            Face::Table(rows) => rows.write(vec![
                Value::Text(one.id.clone()),
                Value::Text(candidate.to_string()),
                Value::Real(candidate.score()),
                Value::Text(confirmed_by.unwrap_or_default()),
                Value::Text(one.claims.join("; ")),
            ]),
            Face::Report(page, out) => {
                let mut text = String::new();
                Flow::default()
                    .add(Paint::Bold, &candidate.to_string())
                    .add(Paint::Dim, &format!(" {}", one.id))
                    .write(page, 0, 4, &mut text);
                if let Some(confirmed) = &confirmed_by {
                    Flow::default().add(Paint::Alert, confirmed).write(page, 2, 4, &mut text);
                }
                Flow::default()
                    .add(Paint::Dim, &format!("in {}", one.claims.join(", ")))
                    .write(page, 2, 4, &mut text);
                put(out, &text)
            }
        }
    }

    fn end(self) -> Result<(), Stop> {
        match self {
            Face::Table(rows) => rows.end(),
            Face::Objects(out) | Face::Report(_, out) => {
                out.finish().map_err(|error| Stop::writing("stdout", &error))
            }
        }
    }
}

/// What a person's confirmation writes to the log: the entity's name is like the entry's, and something beside the name
/// agrees with the list.
pub fn confirmed(ledger: &Ledger, args: &Confirm) -> Result<What, Stop> {
    let entity = entity(ledger, &args.id)?;
    let lists = ledger.references()?.lists;
    let list = lists.iter().find(|list| list.name() == args.list);
    let list = list.ok_or_else(|| nothing_registered("no list of names"))?;
    let kind = kind(&entity).ok_or_else(|| {
        Stop::wrong(format!("{} is neither a person nor an organization", args.id), "name another entity")
    })?;
    let candidate = list.candidates(&entity.name, kind).into_iter().find(|one| one.entry() == args.entry);
    let candidate = candidate.ok_or_else(|| {
        Stop::wrong(
            format!("“{}” is not like any name of {} {}", entity.name, args.list, args.entry),
            "claimant check --names shows the candidates",
        )
    })?;
    let second = SecondIdentifier::compare(list, &args.entry, identifier(args)?).ok_or_else(|| {
        Stop::wrong(
            format!("what you give beside the name is not what {} says of {}", args.list, args.entry),
            "a name alone is a lead, no identity",
        )
    })?;
    let today: Date = ledger.now()?.get(..10).and_then(|day| day.parse().ok()).unwrap_or_default();
    let decision = Decision::new(&args.hand.by, today, &args.hand.why).ok_or_else(|| {
        Stop::wrong("a confirmation needs a reason", "--why 'the passport was shown in court'")
    })?;
    let confirmed = candidate.confirm(second, decision);
    confirmed
        .map(|confirmed| confirmed.decided())
        .map_err(|why| Stop::wrong(why.to_string(), "name its own entry"))
}

fn entity(ledger: &Ledger, id: &str) -> Result<Entity, Stop> {
    let missing = || Stop::wrong(format!("{id:?} is no entity of this ledger"), "an entity is KEY:e3");
    let subject = ledger.subject(id)?.filter(|subject| subject.contains('/')).ok_or_else(missing)?;
    let key = subject.split('/').next().unwrap_or_default();
    let reviewed = ledger.reviewed(key)?.ok_or_else(missing)?;
    let item = id.rsplit(':').next().unwrap_or_default();
    reviewed.reading.entities.into_iter().find(|entity| entity.id == item).ok_or_else(missing)
}

fn identifier(args: &Confirm) -> Result<Identifier, Stop> {
    let second = &args.second;
    Ok(match (&second.born, &second.document, &second.nationality) {
        (Some(day), ..) => Identifier::Birth(day.parse().map_err(|_| {
            Stop::wrong(format!("{day:?} is no day"), "a day of birth is given as 1971-03-05")
        })?),
        (_, Some(number), _) => Identifier::Document(number.clone()),
        (.., nationality) => Identifier::Nationality(nationality.clone().unwrap_or_default()),
    })
}
