//! Names of entities.
//!
//! Sets of (start, end, kind) of mentions with form `name`, or without a form, are compared; both sides first lose a
//! leading article and a trailing possessive, because corpora differ there.
//! - `precision`, `recall`, `f1`: equal span and kind; `<kind>_f1` per kind; `macro_f1` over the kinds in gold.
//! - `span_f1`: equal span, any kind; `overlap_f1`: same kind, overlapping, one to one.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::figures::{Count, Figures};
use super::item::{Ends, ends, items};
use super::spans::{Text, is_blank};
use crate::gold::Pair;

/// Kinds of entity.
const KINDS: [&str; 9] =
    ["person", "organization", "place", "group", "event", "work", "law", "product", "other"];

/// A name's place and kind.
pub type Name<'a> = (Ends, &'a str);

/// The figures of the layer.
pub fn score(pairs: &[Pair]) -> Figures {
    let mut per: BTreeMap<&str, Count> = BTreeMap::new();
    let (mut span, mut loose) = (Count::default(), Count::default());
    for pair in pairs {
        let (gold, predicted) = sides(*pair);
        for kind in KINDS {
            let of = |names: &BTreeSet<Name>| names.iter().filter(|n| n.1 == kind).count();
            let hit = gold.intersection(&predicted).filter(|n| n.1 == kind).count();
            per.entry(kind).or_default().add(hit, of(&gold), of(&predicted));
        }
        let places = |names: &BTreeSet<Name>| names.iter().map(|n| n.0).collect::<BTreeSet<_>>();
        let (a, b) = (places(&gold), places(&predicted));
        span.add(a.intersection(&b).count(), a.len(), b.len());
        loose.add(overlapping(&gold, &predicted), gold.len(), predicted.len());
    }
    figures(&per, span, loose)
}

fn figures(per: &BTreeMap<&str, Count>, span: Count, loose: Count) -> Figures {
    let mut total = Count::default();
    per.values().for_each(|c| total.add(c.hit, c.gold, c.predicted));
    let mut out = Figures::default();
    out.number("gold", total.gold);
    out.number("predicted", total.predicted);
    total.put_as(&mut out, ["precision", "recall", "f1"]);
    out.percent("span_f1", span.prf().2);
    out.percent("overlap_f1", loose.prf().2);
    let kinds: Vec<_> = per.iter().filter(|(_, c)| c.gold > 0).map(|(k, c)| (k, c.prf().2)).collect();
    for (kind, f) in &kinds {
        out.percent(format!("{kind}_f1"), *f);
    }
    if !kinds.is_empty() {
        out.percent("macro_f1", kinds.iter().map(|(_, f)| f).sum::<f64>() / kinds.len() as f64);
    }
    out
}

/// The names on both sides that the gold line can judge.
pub fn sides<'a>((gold_line, line): Pair<'a>) -> (BTreeSet<Name<'a>>, BTreeSet<Name<'a>>) {
    let marked = items(gold_line, "kinds").iter().filter_map(Value::as_str);
    let mut kinds: Vec<&str> = marked.filter(|kind| KINDS.contains(kind)).collect();
    if kinds.is_empty() {
        kinds = KINDS.to_vec();
    }
    let text = Text::new(gold_line["article"]["text"].as_str().unwrap_or_default());
    let gold = names(gold_line, &kinds, &text);
    let mut predicted = names(line, &kinds, &text);
    if gold_line["exhaustive"] == Value::Bool(false) {
        predicted.retain(|p| gold.iter().any(|g| shared(g.0, p.0) > 0));
    }
    (gold, predicted)
}

fn names<'a>(line: &'a Value, kinds: &[&str], text: &Text) -> BTreeSet<Name<'a>> {
    let mut out = BTreeSet::new();
    for entity in items(line, "entities") {
        let kind = entity.get("kind").map_or(Some("other"), Value::as_str).filter(|k| kinds.contains(k));
        for mention in items(entity, "mentions").iter().filter(|m| is_name(m)) {
            out.extend(kind.map(|kind| (trim(text, ends(mention)), kind)));
        }
    }
    out
}

/// Whether a mention is a name, or has no form.
pub fn is_name(mention: &Value) -> bool {
    mention.get("form").is_none_or(|form| form == "name")
}

/// A name without a leading article and a trailing possessive.
pub fn trim(text: &Text, (start, end): Ends) -> Ends {
    let mut name = text.slice((start, end));
    let whole = name.len();
    let first: String = name.iter().take_while(|c| !is_blank(**c)).flat_map(|c| c.to_lowercase()).collect();
    if ["the", "a", "an"].contains(&first.as_str()) {
        let rest = &name[first.len()..];
        let blanks = rest.iter().take_while(|c| is_blank(**c)).count();
        if blanks > 0 && blanks < rest.len() {
            name = &rest[blanks..];
        }
    }
    (start + whole - name.len(), end - possessive(name))
}

/// The length of a trailing `'s` or `'` after a letter or number.
fn possessive(name: &[char]) -> usize {
    let apostrophe = |c: char| c == '\'' || c == '’';
    let word = |c: &char| c.is_alphanumeric() || *c == '_';
    match name {
        [.., before, mark, 's'] if apostrophe(*mark) && word(before) => 2,
        [.., before, mark] if apostrophe(*mark) && word(before) => 1,
        _ => 0,
    }
}

fn shared(a: Ends, b: Ends) -> i64 {
    super::item::overlap(a, b)
}

/// How many gold names find a name of their kind that overlaps, one to one.
fn overlapping(gold: &BTreeSet<Name>, predicted: &BTreeSet<Name>) -> usize {
    let mut left: Vec<Name> = predicted.iter().copied().collect();
    let mut hit = 0;
    for (place, kind) in gold {
        let mut best: Option<(i64, usize)> = None;
        for (at, (other, _)) in left.iter().enumerate().filter(|(_, (_, k))| k == kind) {
            let common = shared(*place, *other);
            if common > best.map_or(0, |(most, _)| most) {
                best = Some((common, at));
            }
        }
        if let Some((_, at)) = best {
            left.remove(at);
            hit += 1;
        }
    }
    hit
}
