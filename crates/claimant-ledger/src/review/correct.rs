//! Corrections of fields: made on the record's JSON, so that any field can be named, and checked by its types.

mod source;

use claimant_doc::{Claim, Entity, Event, Quantity, Reading, Record, Time};
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::{Decision, Log, Refusal, What};
use crate::key::{article_key, claim_keys, entity_keys};

/// Fields that people may correct. Ids, keys and links are the program's; the text is nobody's.
const CLAIM: &[&str] = &["status", "certainty", "polarity", "form", "content", "markers", "check_worthiness"];
const FIGURE: &[&str] =
    &["value", "high", "bound", "emphasis", "unit", "kind", "item", "measure", "standing"];
const TIME: &[&str] = &["type", "value", "from", "to"];
const EVENT: &[&str] = &["lemma", "type", "certainty", "polarity", "factuality", "tense"];
const ENTITY: &[&str] = &["name", "kind", "lat", "lon", "precision"];
const ARTICLE: &[&str] = &["title", "authors", "publisher", "published", "language"];

/// What can stand in a claim: the word for it, its list in the record, the claim's links to it, its fields.
const PARTS: &[(&str, &str, &[&str])] =
    &[("figure", "quantities", FIGURE), ("time", "times", TIME), ("event", "events", EVENT)];

/// The value of a field as it stands in `reading` after the decisions of `log`: the `old` of a correction.
pub fn current(log: &Log, reading: &Reading, subject: &str, field: &str) -> Result<Value, Refusal> {
    let draft = super::replay::draft(log, reading);
    draft.current(subject, field)
}

/// Whether a decision fits `reading` as it stands after the decisions of `log`.
///
/// A correction whose `old` is no longer what stands there is refused with what does: somebody else was faster.
pub fn check(log: &Log, reading: &Reading, decision: &Decision) -> Result<(), Refusal> {
    let mut draft = super::replay::draft(log, reading);
    if draft.find(&decision.subject).is_none() {
        return Err(Refusal::Missing);
    }
    match &decision.what {
        What::Correct { field, old, new } => {
            let now = draft.current(&decision.subject, field)?;
            if now != *old {
                return Err(Refusal::Field(format!("{field} is {now} by now")));
            }
            draft.correct(&decision.subject, field, new).map(|_| ())
        }
        What::Part { mentions, .. } => super::entities::fits(reading, &decision.subject, mentions),
        _ => Ok(()),
    }
}

/// What a subject is in a record, with its place in its list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Item {
    Article,
    Claim(usize),
    Entity(usize),
}

/// The record of an article while it is corrected.
pub(super) struct Draft {
    json: Value,
    article: String,
    claims: Vec<String>,
    entities: Vec<String>,
    characters: u64,
}

impl Draft {
    pub fn of(reading: &Reading) -> Draft {
        Draft {
            // A record always becomes JSON.
            json: serde_json::to_value(Record::from(reading.clone())).unwrap_or_default(),
            article: article_key(&reading.article),
            claims: claim_keys(reading),
            entities: entity_keys(reading),
            characters: reading.article.text().chars().count() as u64,
        }
    }

    /// The corrected reading; `None` if something in it came to lie outside the text.
    pub fn reading(self, before: &Reading) -> Option<Reading> {
        let record: Record = serde_json::from_value(self.json).ok()?;
        let mut reading = Reading::try_from(record).ok()?;
        reading.article.pieces.clone_from(&before.article.pieces);
        for attribution in &mut reading.attributions {
            let known = before.attributions.iter().find(|known| known.id == attribution.id);
            attribution.attitude = known.is_some_and(|known| known.attitude);
        }
        Some(reading)
    }

    pub fn find(&self, subject: &str) -> Option<Item> {
        let at = |keys: &[String]| keys.iter().position(|key| key == subject);
        match subject.get(16..17) {
            None => (subject == self.article).then_some(Item::Article),
            Some(":") => at(&self.claims).map(Item::Claim),
            Some(_) => at(&self.entities).map(Item::Entity),
        }
    }

    /// The id by which the record calls what `subject` is.
    pub fn id(&self, item: Item) -> String {
        let of = |list: &str, i: usize| self.json[list][i]["id"].as_str().unwrap_or_default().to_owned();
        match item {
            Item::Article => "article".to_owned(),
            Item::Claim(i) => of("claims", i),
            Item::Entity(i) => of("entities", i),
        }
    }

    pub fn current(&self, subject: &str, field: &str) -> Result<Value, Refusal> {
        let item = self.find(subject).ok_or(Refusal::Missing)?;
        if let (Item::Claim(i), "source") = (item, field) {
            return Ok(self.source(i));
        }
        let (pointer, member) = self.place(item, field)?;
        Ok(self.json.pointer(&pointer).and_then(|holder| holder.get(member)).cloned().unwrap_or_default())
    }

    /// Puts `new` into a field. Gives the ids of the claims that it shows on.
    pub fn correct(&mut self, subject: &str, field: &str, new: &Value) -> Result<Vec<String>, Refusal> {
        let item = self.find(subject).ok_or(Refusal::Missing)?;
        if let (Item::Claim(i), "source") = (item, field) {
            return self.set_source(i, new).map(|()| vec![self.id(item)]);
        }
        let (pointer, member) = self.place(item, field)?;
        let mut holder = self.json.pointer(&pointer).cloned().unwrap_or_default();
        let old = std::mem::replace(&mut holder[member], new.clone());
        if let ("content", true, Some(claim)) = (member, old != *new, holder.as_object_mut()) {
            // It was of other words.
            claim.remove("meaning");
        }
        self.fits(item, &pointer, &holder).map_err(|()| unfit(field, new))?;
        let shows = self.shows_on(item, &pointer, &holder);
        if let Some(place) = self.json.pointer_mut(&pointer) {
            *place = holder;
        }
        Ok(shows)
    }

    /// Where a field is: what holds it, and its name there.
    fn place<'f>(&self, item: Item, field: &'f str) -> Result<(String, &'f str), Refusal> {
        let unknown = || Refusal::Field(format!("there is no field {field:?} that can be corrected"));
        let known = |fields: &[&str], pointer: String| {
            fields.contains(&field).then_some((pointer, field)).ok_or_else(unknown)
        };
        match item {
            Item::Article => known(ARTICLE, "/article".to_owned()),
            Item::Entity(i) => known(ENTITY, format!("/entities/{i}")),
            Item::Claim(i) => match field.split(' ').collect::<Vec<_>>()[..] {
                [part, span, member] => self.part(i, part, span, member).ok_or_else(unknown),
                _ => known(CLAIM, format!("/claims/{i}")),
            },
        }
    }

    /// Where the figure, time or event of a claim is that stands at `span`.
    fn part<'f>(&self, claim: usize, part: &str, span: &str, member: &'f str) -> Option<(String, &'f str)> {
        let (_, list, fields) = PARTS.iter().find(|(word, ..)| *word == part)?;
        let (start, end) = span.split_once('-')?;
        let ends = (start.parse().ok()?, end.parse().ok()?);
        let links = self.json["claims"][claim][list].as_array()?;
        let is_it = |item: &Value| {
            (item["start"].as_u64(), item["end"].as_u64()) == (Some(ends.0), Some(ends.1))
                && links.contains(&item["id"])
        };
        let at = self.json[list].as_array()?.iter().position(is_it)?;
        fields.contains(&member).then(|| (format!("/{list}/{at}"), member))
    }

    /// Whether `holder` still is what stands there.
    fn fits(&self, item: Item, pointer: &str, holder: &Value) -> Result<(), ()> {
        let typed = match pointer.split('/').nth(1) {
            Some("claims") => is::<Claim>(holder) && self.is_sound(holder),
            Some("quantities") => is::<Quantity>(holder),
            Some("times") => is::<Time>(holder) && in_order(&holder["from"], &holder["to"]),
            Some("events") => is::<Event>(holder),
            Some("entities") => {
                is::<Entity>(holder) && holder["name"].as_str().is_some_and(|name| !name.is_empty())
            }
            _ => is::<claimant_doc::Article>(holder),
        };
        // The article's own text is in its holder, and no field of it has places.
        let placed = item == Item::Article || self.is_placed(holder);
        if typed && placed { Ok(()) } else { Err(()) }
    }

    /// Whether a claim has words, and a form that fits its chain.
    fn is_sound(&self, claim: &Value) -> bool {
        let parts = claim["content"].as_array().map_or(&[][..], Vec::as_slice);
        let ends = |part: &Value| (part["start"].as_u64(), part["end"].as_u64());
        let apart = parts.windows(2).all(|two| ends(&two[0]).1 <= ends(&two[1]).0);
        let own = claim["chain"].as_array().is_some_and(|chain| chain.len() == 1);
        let check_worthy =
            claim["check_worthiness"].as_f64().is_none_or(|score| (0.0..=1.0).contains(&score));
        !parts.is_empty() && apart && own == (claim["form"] == "own_voice") && check_worthy
    }

    /// Whether every place in `value` lies in the text.
    fn is_placed(&self, value: &Value) -> bool {
        match value {
            Value::Array(items) => items.iter().all(|item| self.is_placed(item)),
            Value::Object(members) => {
                let ends = members
                    .get("start")
                    .and_then(Value::as_u64)
                    .zip(members.get("end").and_then(Value::as_u64));
                let placed = ends.is_none_or(|(start, end)| start < end && end <= self.characters);
                placed && members.values().all(|member| self.is_placed(member))
            }
            _ => true,
        }
    }

    /// The claims that a correction of `holder` shows on: the one itself, or all that hold the figure, time or event.
    fn shows_on(&self, item: Item, pointer: &str, holder: &Value) -> Vec<String> {
        let list = pointer.split('/').nth(1).unwrap_or_default();
        if !PARTS.iter().any(|(_, name, _)| *name == list) {
            return vec![self.id(item)];
        }
        let claims = self.json["claims"].as_array().map_or(&[][..], Vec::as_slice);
        let holds =
            |claim: &&Value| claim[list].as_array().is_some_and(|links| links.contains(&holder["id"]));
        claims.iter().filter(holds).filter_map(|claim| Some(claim["id"].as_str()?.to_owned())).collect()
    }
}

fn unfit(field: &str, new: &Value) -> Refusal {
    Refusal::Field(format!("{field} cannot be {new}"))
}

fn is<T: DeserializeOwned>(value: &Value) -> bool {
    T::deserialize(value).is_ok()
}

/// Whether a period does not end before it begins. ISO days compare as text.
fn in_order(from: &Value, to: &Value) -> bool {
    from.as_str().zip(to.as_str()).is_none_or(|(from, to)| from <= to)
}
