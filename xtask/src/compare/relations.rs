//! Relations between figures, claims and events of two articles, on the gold's items and on our own.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use claimant_doc::{
    Bound, Quantity, QuantityKind, Relation, RelationKind, Side, Span, Status, period::Period,
};
use claimant_ledger::compare::{
    Copying, Figure, Happening, Rarity, Scope, Statement, Wording, Words, copying, day, event_signals,
    relate, relate_claims, same_event,
};
use serde_json::Value;

use super::changed;
use super::copies::lines;
use super::measured;
use super::own::Own;
use crate::eval::Measured;
use crate::gold;
use crate::score::figures::Figures;

/// The figures on gold items.
pub fn measure(gold: &Path, verbose: bool) -> Result<Vec<Measured>, String> {
    let lines = lines(gold)?;
    let text =
        gold::read_text(&gold.join("crossdoc/relations.dev.json")).map_err(|error| error.to_string())?;
    let listed: Value = serde_json::from_str(&text).map_err(|error| error.to_string())?;
    let wanted = listed["relations"].as_array().cloned().unwrap_or_default();
    let on_gold = scored(&wanted, verbose, &|relation| predicted(&lines, relation));
    let own = Own::read(&lines);
    let mut on_own = scored(&wanted, verbose, &|relation| own.predicted(relation));
    let contradictions = own.contradictions();
    if verbose {
        contradictions.iter().for_each(|relation| println!("{}", relation.derivation));
    }
    on_own.number("contradictions_of_all_figures", contradictions.len());
    if let Some((verbatim, speakerless)) = own.speakerless("seed", "08-state-turkiye-isis-designation") {
        on_own.share("speakerless_found_verbatim", verbatim, speakerless);
    }
    Ok(vec![
        measured("relations.dev, gold items", "relations", lines.len(), on_gold),
        measured("figures changed in one thing", "relations", lines.len(), changed::measure(&lines, verbose)),
        measured("relations.dev, own items", "relations", lines.len(), on_own),
    ])
}

/// How many of the listed relations are right, and how many are taken for contradictions.
fn scored(wanted: &[Value], verbose: bool, predict: &dyn Fn(&Value) -> Option<RelationKind>) -> Figures {
    let (mut right, mut contradictions) = (0, 0);
    for relation in wanted {
        let kind = relation["type"].as_str().unwrap_or_default().replace('-', "_");
        let got = predict(relation);
        right += usize::from(got.map(RelationKind::word) == Some(&kind));
        contradictions += usize::from(got == Some(RelationKind::Contradict));
        if verbose {
            println!("{} {kind}: {got:?}", relation["id"]);
        }
    }
    let mut figures = Figures::default();
    figures.number("gold", wanted.len());
    figures.share("accuracy", right, wanted.len());
    figures.number("false_contradictions", contradictions);
    figures
}

fn predicted(lines: &BTreeMap<String, Value>, relation: &Value) -> Option<RelationKind> {
    let end = |key: &str| {
        let line = lines.get(relation[key]["doc"].as_str()?)?;
        Some((line, relation[key]["item"].as_str()?))
    };
    let ((a, item_a), (b, item_b)) = (end("a")?, end("b")?);
    let shared = between(a, b);
    if let Some((x, y)) = figure(a, item_a).zip(figure(b, item_b)) {
        return Some(relate(&x, &y, Some(&shared))?.kind);
    }
    if let Some((x, y)) = happening(a, item_a).zip(happening(b, item_b)) {
        return Some(one_event(&x, &y, [a, b])?.kind);
    }
    let (x, y) = (statement(a, item_a)?, statement(b, item_b)?);
    Some(relate_claims(&x, &y, Some(&shared), &Rarity::default())?.kind)
}

/// A gold event with its side.
fn happening(line: &Value, id: &str) -> Option<(Happening, Side)> {
    let text = line["article"]["text"].as_str()?;
    let event = line["events"].as_array()?.iter().find(|e| e["id"] == id)?;
    let at = span(text, event)?;
    let sentence =
        line["sentences"].as_array()?.iter().filter_map(|s| span(text, s)).find(|s| s.contains(at));
    Some((Happening::at(text, at, sentence.unwrap_or(at)), side(line, id, vec![at])?))
}

fn side(line: &Value, id: &str, spans: Vec<Span>) -> Option<Side> {
    Some(Side { article: line["article"]["id"].as_str()?.to_owned(), item: Some(id.to_owned()), spans })
}

fn one_event(a: &(Happening, Side), b: &(Happening, Side), lines: [&Value; 2]) -> Option<Relation> {
    let [x, y] = lines.map(|line| Wording::of(line["article"]["text"].as_str().unwrap_or_default()));
    let signals = event_signals(&a.0, &b.0, (&x, &y, lines[0]["doc"] == lines[1]["doc"]), &Rarity::default());
    same_event(a.1.clone(), b.1.clone(), &signals)
}

/// A gold claim or attribution, with the names of the gold's entities in it.
fn statement(line: &Value, id: &str) -> Option<Statement> {
    let text = line["article"]["text"].as_str()?;
    let all = |key: &str| line[key].as_array().into_iter().flatten();
    let item = all("claims").chain(all("attributions")).find(|item| item["id"] == id)?;
    let spans: Vec<Span> = item["content"].as_array()?.iter().filter_map(|s| span(text, s)).collect();
    let inside = |entity: &&Value| {
        let mentions = entity["mentions"].as_array().into_iter().flatten().filter_map(|m| span(text, m));
        mentions.into_iter().any(|m| spans.iter().any(|s| s.contains(m)))
    };
    let names: Vec<String> = all("entities")
        .filter(inside)
        .filter_map(|e| e["gold"]["name"].as_str())
        .map(str::to_owned)
        .collect();
    let words = spans.iter().map(|s| s.of(text)).collect::<Vec<_>>().join(" … ");
    let mut statement = Statement::new(&words, &names);
    statement.side = side(line, id, spans)?;
    Some(statement)
}

fn between(a: &Value, b: &Value) -> Copying {
    let words = |line: &Value| Words::of(line["article"]["text"].as_str().unwrap_or_default());
    if a["doc"] == b["doc"] { Copying::default() } else { copying(&words(a), &words(b), &BTreeSet::new()) }
}

/// A gold figure, with the gold's own words for what it counts, its place and its time.
pub fn figure(line: &Value, id: &str) -> Option<Figure> {
    let text = line["article"]["text"].as_str()?;
    let item = line["quantities"].as_array()?.iter().find(|q| q["id"] == id)?;
    let span = span(text, item)?;
    let counted = item["gold"]["counted"].as_str().unwrap_or_default();
    let quantity = Quantity {
        high: item["high"].as_f64(),
        unit: item["unit"].as_str().map(str::to_owned),
        ..Quantity::new(
            id.to_owned(),
            span,
            if item["unit"] == "percent" { QuantityKind::Percent } else { QuantityKind::Count },
            item["value"].as_f64(),
            item["bound"].as_str().and_then(Bound::from_word)?,
        )
    };
    let place = item["gold"]["scope_place"].as_str().map(str::to_owned);
    let time = item["gold"]["scope_time"]
        .as_str()
        .and_then(|id| line["times"].as_array()?.iter().find(|t| t["id"] == id));
    let event = line["events"].as_array().into_iter().flatten().find(|e| e["gold"]["quantity"] == id);
    let sentence =
        line["sentences"].as_array()?.iter().filter_map(|s| self::span(text, s)).find(|s| s.contains(span));
    let scope = Scope {
        item: counted,
        measure: None,
        context: sentence.unwrap_or(span).of(text),
        places: place.into_iter().collect(),
        period: time.and_then(period),
        published: line["article"]["published"].as_str().and_then(day),
        status: claim_status(line, id, text, span),
        agents: event.map(|event| agents(text, event)).unwrap_or_default(),
        source: None,
    };
    Figure::new(&quantity, text, line["article"]["id"].as_str()?, scope)
}

fn agents(text: &str, event: &Value) -> Vec<String> {
    let agents = event["participants"].as_array().into_iter().flatten().filter(|p| p["role"] == "agent");
    agents.filter_map(|p| span(text, p)).map(|s| s.of(text).to_owned()).collect()
}

fn period(time: &Value) -> Option<Period> {
    let end = |key: &str| time[key].as_str().and_then(day);
    Some(Period { from: end("from")?, to: end("to")? })
}

/// The status of the shortest gold claim around a figure.
fn claim_status(line: &Value, id: &str, text: &str, at: Span) -> Option<Status> {
    let holds = |claim: &&Value| {
        let listed = claim["quantities"].as_array().is_some_and(|all| all.iter().any(|q| q == id));
        listed
            || claim["content"]
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(|s| span(text, s))
                .any(|s| s.contains(at))
    };
    let length = |claim: &&Value| {
        claim["content"][0]["end"].as_u64().unwrap_or_default()
            - claim["content"][0]["start"].as_u64().unwrap_or_default()
    };
    let claim = line["claims"].as_array()?.iter().filter(holds).min_by_key(length)?;
    claim["status"].as_str().and_then(Status::from_word)
}

/// A gold item's span, from code points to bytes.
pub fn span(text: &str, item: &Value) -> Option<Span> {
    let byte = |key: &str| {
        let at = item[key].as_u64()? as usize;
        text.char_indices().map(|(byte, _)| byte).chain([text.len()]).nth(at)
    };
    Span::new(text, byte("start")?..byte("end")?)
}
