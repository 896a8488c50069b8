//! Toponyms and where they are.
//!
//! Places are `entities` of kind `place`: mentions of form `name` with, on the entity, `identifiers` of scheme
//! `geonames` and / or `lat`, `lon`.
//! - `precision`, `recall`, `f1`: equal spans (article and possessive dropped); `overlap_f1`: overlapping spans.
//! - `accuracy_161km`: share of gold mentions with coordinates that are found and lie within 161 km;
//!   `found_accuracy_161km` and `median_error_km` over the found.
//! - `geonames_recall`: share with the right id; `geonames_accuracy` over those where both sides give one.
//!
//! Gold items with `gold.optional` may be predicted or not.

use std::collections::BTreeMap;

use serde_json::Value;

use super::entities::{is_name, trim};
use super::figures::{Count, Figures};
use super::item::{Ends, items, overlap};
use super::spans::Text;
use crate::gold::Pair;

/// How near is right.
const NEAR: f64 = 161.0;

/// What is said of a toponym.
struct Place {
    at: Option<(f64, f64)>,
    id: Option<String>,
    optional: bool,
}

/// What is counted over all articles.
#[derive(Default)]
struct Tally {
    exact: Count,
    loose: Count,
    /// Distances of found mentions where both sides have coordinates.
    errors: Vec<f64>,
    located: usize,
    /// Right ids, ids on both sides, ids in gold.
    ids: (usize, usize, usize),
}

/// The figures of the layer.
pub fn score(pairs: &[Pair]) -> Figures {
    let mut tally = Tally::default();
    for pair in pairs {
        tally.add(*pair);
    }
    tally.figures()
}

impl Tally {
    fn add(&mut self, (gold_line, line): Pair) {
        let text = Text::new(gold_line["article"]["text"].as_str().unwrap_or_default());
        let (optional, required): (BTreeMap<_, _>, BTreeMap<_, _>) =
            places(gold_line, &text).into_iter().partition(|(_, place)| place.optional);
        let meets = |span: &Ends, side: &BTreeMap<Ends, Place>| side.keys().any(|o| overlap(*span, *o) > 0);
        let mut predicted = places(line, &text);
        predicted.retain(|p, _| meets(p, &required) || required.contains_key(p) || !meets(p, &optional));
        if gold_line["exhaustive"] == Value::Bool(false) {
            predicted.retain(|p, _| meets(p, &required));
        }
        let hit = required.keys().filter(|span| predicted.contains_key(span)).count();
        self.exact.add(hit, required.len(), predicted.len());
        self.loose.add(0, required.len(), predicted.len());
        let mut left: Vec<Ends> = predicted.keys().copied().collect();
        for (span, gold) in &required {
            let found = take_best(&mut left, *span);
            self.loose.hit += found.is_some() as usize;
            self.add_place(gold, found.and_then(|span| predicted.get(&span)));
        }
    }

    fn add_place(&mut self, gold: &Place, found: Option<&Place>) {
        if let Some(at) = gold.at {
            self.located += 1;
            self.errors.extend(found.and_then(|p| p.at).map(|other| kilometres(at, other)));
        }
        if let Some(id) = &gold.id {
            self.ids.2 += 1;
            if let Some(other) = found.and_then(|p| p.id.as_ref()) {
                self.ids.1 += 1;
                self.ids.0 += (id == other) as usize;
            }
        }
    }

    fn figures(mut self) -> Figures {
        let mut out = Figures::default();
        out.number("gold", self.exact.gold);
        out.number("predicted", self.exact.predicted);
        self.exact.put_as(&mut out, ["precision", "recall", "f1"]);
        out.percent("overlap_f1", self.loose.prf().2);
        let share = |right: usize, of: usize| if of > 0 { 100.0 * right as f64 / of as f64 } else { 0.0 };
        if self.located > 0 {
            let near = self.errors.iter().filter(|km| **km <= NEAR).count();
            out.percent("accuracy_161km", share(near, self.located));
            out.percent("found_accuracy_161km", share(near, self.errors.len()));
            if let Some(median) = median(&mut self.errors) {
                out.percent("median_error_km", median);
            }
        }
        let (same, both, gold) = self.ids;
        if gold > 0 {
            out.percent("geonames_recall", share(same, gold));
            out.percent("geonames_accuracy", share(same, both));
        }
        out
    }
}

/// The equal span, else the one that shares most and starts first; it is taken out.
fn take_best(left: &mut Vec<Ends>, span: Ends) -> Option<Ends> {
    let equal = left.iter().position(|p| *p == span);
    let near = || {
        let meeting = left.iter().enumerate().filter(|(_, p)| overlap(**p, span) > 0);
        meeting.min_by_key(|(_, p)| (-overlap(**p, span), p.0)).map(|(at, _)| at)
    };
    equal.or_else(near).map(|at| left.remove(at))
}

fn places(line: &Value, text: &Text) -> BTreeMap<Ends, Place> {
    let mut out = BTreeMap::new();
    for entity in items(line, "entities").iter().filter(|e| e["kind"] == "place") {
        for mention in items(entity, "mentions").iter().filter(|m| is_name(m)) {
            out.entry(trim(text, super::item::ends(mention))).or_insert_with(|| place(entity));
        }
    }
    out
}

fn place(entity: &Value) -> Place {
    let id =
        items(entity, "identifiers").iter().find(|i| i["scheme"] == "geonames").map(|i| match &i["value"] {
            Value::String(id) => id.clone(),
            other => other.to_string(),
        });
    let at = entity["lat"].as_f64().zip(entity["lon"].as_f64());
    Place { at, id, optional: entity["gold"]["optional"] == Value::Bool(true) }
}

/// The way over the globe.
fn kilometres(a: (f64, f64), b: (f64, f64)) -> f64 {
    let (lat_a, lon_a, lat_b, lon_b) =
        (a.0.to_radians(), a.1.to_radians(), b.0.to_radians(), b.1.to_radians());
    let h = ((lat_b - lat_a) / 2.0).sin().powi(2)
        + lat_a.cos() * lat_b.cos() * ((lon_b - lon_a) / 2.0).sin().powi(2);
    2.0 * 6371.0088 * h.sqrt().min(1.0).asin()
}

fn median(values: &mut [f64]) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    let middle = values.len() / 2;
    match values.len() {
        0 => None,
        n if n % 2 == 1 => Some(values[middle]),
        _ => Some((values[middle - 1] + values[middle]) / 2.0),
    }
}
