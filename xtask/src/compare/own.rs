//! Relations between what we ourselves find in the gold's articles, and the worked example: a quotation without a speaker
//! that stands in a government release.

use std::collections::{BTreeMap, BTreeSet};

use claimant_doc::{Reading, Relation, RelationKind, Side, Span};
use claimant_extract::{Config, extract};
use claimant_ledger::compare::{
    Copying, Figure, Happening, Items, Rarity, Statement, Wording, Words, copying, event_signals, look_up,
    relate, relate_claims, same_event,
};
use serde_json::Value;

use super::relations::span;
use crate::predict::article;

/// Our readings by the names of the documents.
pub struct Own<'g> {
    gold: &'g BTreeMap<String, Value>,
    readings: BTreeMap<&'g str, Reading>,
    rarity: Rarity,
}

impl Own<'_> {
    /// Reads every document.
    pub fn read(gold: &BTreeMap<String, Value>) -> Own<'_> {
        let mut rarity = Rarity::default();
        let mut readings = BTreeMap::new();
        for (name, line) in gold {
            let mut article = article(line);
            article.publisher = line["article"]["publisher"].as_str().map(str::to_owned);
            rarity.add(&Wording::of(article.text()));
            readings.insert(name.as_str(), extract(article, &Config::default()));
        }
        Own { gold, readings, rarity }
    }

    /// What the items that lie where gold's do are to each other.
    pub fn predicted(&self, relation: &Value) -> Option<RelationKind> {
        let [a, b] = ["a", "b"].map(|key| relation[key]["doc"].as_str().unwrap_or_default());
        let (x, y) = (self.readings.get(a)?, self.readings.get(b)?);
        let places = [self.places(relation, "a")?, self.places(relation, "b")?];
        let shared = if a == b { Copying::default() } else { between(x, y) };
        let relation = match relation["a"]["item"].as_str()?.get(..1)? {
            "q" => relate(&figure(x, &places[0])?, &figure(y, &places[1])?, Some(&shared)),
            "e" => self.one_event(x, y, &places),
            _ => relate_claims(
                &statement(x, &places[0])?,
                &statement(y, &places[1])?,
                Some(&shared),
                &self.rarity,
            ),
        };
        relation.map(|relation| relation.kind)
    }

    /// Where a gold item stands.
    fn places(&self, relation: &Value, key: &str) -> Option<Vec<Span>> {
        let line = self.gold.get(relation[key]["doc"].as_str()?)?;
        let text = line["article"]["text"].as_str()?;
        let all = ["quantities", "events", "claims", "attributions"].map(|list| line[list].as_array());
        let item = all.into_iter().flatten().flatten().find(|item| item["id"] == relation[key]["item"])?;
        let spans: Vec<Span> = match item["content"].as_array() {
            Some(content) => content.iter().filter_map(|s| span(text, s)).collect(),
            None => span(text, item).into_iter().collect(),
        };
        Some(spans)
    }

    fn one_event(&self, x: &Reading, y: &Reading, places: &[Vec<Span>; 2]) -> Option<Relation> {
        let of = |reading: &Reading, spans: &[Span]| {
            let event = reading.events.iter().find(|event| spans.iter().any(|s| s.overlaps(event.span)))?;
            let side = Side {
                article: reading.article.id().to_owned(),
                item: Some(event.id.clone()),
                spans: vec![event.span],
            };
            Some((Happening::of(&Items::of(reading), event), side))
        };
        let (a, b) = (of(x, &places[0])?, of(y, &places[1])?);
        let [whole_a, whole_b] = [x, y].map(|reading| Wording::of(reading.article.text()));
        same_event(a.1, b.1, &event_signals(&a.0, &b.0, (&whole_a, &whole_b, false), &self.rarity))
    }

    /// Pairs of figures of two documents that are said to contradict, with what was said.
    pub fn contradictions(&self) -> Vec<Relation> {
        let figures: Vec<(usize, Figure)> = (self.readings.values().enumerate())
            .flat_map(|(i, reading)| {
                reading.quantities.iter().filter_map(move |q| Some((i, Figure::of(&Items::of(reading), q)?)))
            })
            .collect();
        let mut found = Vec::new();
        for (j, (there, b)) in figures.iter().enumerate() {
            let keys: BTreeSet<u64> = b.keys().into_iter().collect();
            for (_, a) in figures[..j]
                .iter()
                .filter(|(here, a)| here != there && a.keys().iter().any(|key| keys.contains(key)))
            {
                found.extend(relate(a, b, None).filter(|relation| relation.kind == RelationKind::Contradict));
            }
        }
        found
    }

    /// Quotations of `name` without a speaker, and how many of them stand word for word in `source`.
    pub fn speakerless(&self, name: &str, source: &str) -> Option<(usize, usize)> {
        let (reading, source) = (self.readings.get(name)?, self.readings.get(source)?);
        let text = reading.article.text();
        let quoted = reading.attributions.iter().filter(|a| a.source.is_empty() && a.cue.is_empty());
        let found: Vec<bool> = quoted
            .filter_map(|a| {
                let words: Vec<&str> = a.content.iter().map(|span| span.of(text)).collect();
                let found = look_up(&words.join(" … "), a.form, source.article.text(), &source.sentences)?;
                Some(found.kind == RelationKind::Verbatim)
            })
            .collect();
        Some((found.iter().filter(|found| **found).count(), found.len()))
    }
}

fn between(a: &Reading, b: &Reading) -> Copying {
    copying(&Words::of(a.article.text()), &Words::of(b.article.text()), &BTreeSet::new())
}

fn figure(reading: &Reading, spans: &[Span]) -> Option<Figure> {
    let quantity = reading.quantities.iter().find(|q| spans.iter().any(|s| s.overlaps(q.span)))?;
    Figure::of(&Items::of(reading), quantity)
}

/// The claim that has most of the gold item's place, and the least beside it.
fn statement(reading: &Reading, spans: &[Span]) -> Option<Statement> {
    let inside = |content: &[Span]| -> usize {
        let shared = |a: &Span, b: &Span| a.end().min(b.end()).saturating_sub(a.start().max(b.start()));
        content.iter().flat_map(|a| spans.iter().map(move |b| shared(a, b))).sum()
    };
    let length = |content: &[Span]| content.iter().map(|span| span.len()).sum::<usize>();
    let holding = reading.claims.iter().filter(|claim| inside(&claim.content) > 0);
    let claim =
        holding.max_by_key(|claim| 2 * inside(&claim.content) as i64 - length(&claim.content) as i64)?;
    Some(Statement::of(&Items::of(reading), claim))
}
