//! `errors GOLD --layer L`: what gold and prediction disagree on, to be read by people.

use std::path::Path;

use serde_json::{Value, json};

use crate::arguments::Arguments;
use crate::gold::Pair;
use crate::predict::predict;
use crate::score::attributions::{self, ROLES, Roles};
use crate::score::item::{Ends, align, ends, ends_of, items, word};
use crate::score::spans::Text;
use crate::score::{claims, entities, quantities, times};
use crate::{Outcome, gold};

/// How many characters are shown around a place.
const AROUND: usize = 90;

/// Finds the disagreements of one article.
type Finder = fn(Pair) -> Vec<Disagreement>;

const FINDERS: &[(&str, Finder)] = &[
    ("attributions", attribution_errors),
    ("claims", claim_errors),
    ("times", |pair| aligned_errors(pair, "times", &times::candidates(pair), time_faults)),
    ("quantities", |pair| aligned_errors(pair, "quantities", &quantities::candidates(pair), quantity_faults)),
    ("entities", entity_errors),
];

/// One difference between gold and prediction.
struct Disagreement {
    /// `missed`, `extra`, or what is wrong with a match.
    kind: String,
    /// Where in the gold text.
    place: Ends,
    /// What gold and prediction say, a line each.
    lines: Vec<String>,
}

/// Prints the disagreements, at most `--limit`, of `--doc` or of all; then how often each kind occurs.
pub fn run(arguments: &Arguments) -> Outcome {
    let layer = arguments.option("layer").unwrap_or("attributions");
    let (_, find) = FINDERS.iter().find(|(name, _)| *name == layer).ok_or("no such layer")?;
    let limit: usize = arguments.option("limit").map_or(Ok(40), str::parse)?;
    let mut lines = gold::read(Path::new(arguments.first("GOLD.jsonl[.gz]")?))?;
    lines.retain(|line| items(line, "layers").iter().any(|l| l == layer));
    lines.retain(|line| arguments.option("doc").is_none_or(|doc| line["doc"] == doc));
    let predicted = match arguments.files.get(1) {
        Some(path) => gold::read(Path::new(path))?,
        None => predict(&lines)?,
    };
    let empty = json!({"article": {"text": ""}});
    let wanted = |found: &Disagreement| arguments.option("kind").is_none_or(|kind| found.kind.contains(kind));
    let (mut shown, mut counts) = (0, std::collections::BTreeMap::<String, usize>::new());
    for pair in gold::join(&lines, &predicted, &empty).0 {
        let text = Text::new(pair.0["article"]["text"].as_str().unwrap_or_default());
        for found in find(pair).into_iter().filter(wanted) {
            *counts.entry(found.kind.clone()).or_default() += 1;
            if shown < limit {
                show(&pair.0["doc"], &text, &found);
                shown += 1;
            }
        }
    }
    println!("--");
    counts.iter().for_each(|(kind, count)| println!("{count:6} {kind}"));
    Ok(())
}

fn show(doc: &Value, text: &Text, found: &Disagreement) {
    let (start, end) = found.place;
    println!("{}  [{} {start}..{end}]", found.kind.to_uppercase(), doc.as_str().unwrap_or("?"));
    let before = text.string((start.saturating_sub(AROUND), start));
    let inside = text.string((start, end));
    let after = text.string((end, end + AROUND));
    println!("    {}", format!("…{before}⟦{inside}⟧{after}…").replace('\n', "⏎"));
    found.lines.iter().for_each(|line| println!("    {line}"));
    println!();
}

/// The words of spans, parted by a bar.
fn words(text: &Text, spans: &[Ends]) -> String {
    let words: Vec<String> = spans.iter().map(|span| text.string(*span).replace('\n', "⏎")).collect();
    if words.is_empty() { "∅".to_owned() } else { words.join(" ¦ ") }
}

fn cover(spans: &[Ends]) -> Ends {
    let start = spans.iter().map(|s| s.0).min().unwrap_or_default();
    (start, spans.iter().map(|s| s.1).max().unwrap_or_default())
}

fn attribution_errors(pair: Pair) -> Vec<Disagreement> {
    let article = attributions::Article::new(pair);
    let found = article.pairs();
    let mut out = Vec::new();
    for &(i, j) in &found {
        let (g, p) = (&article.gold[i], &article.predicted[j]);
        let wrong: Vec<&str> = (0..3).filter(|role| !g.fits(p, *role)).map(|role| ROLES[role]).collect();
        if !wrong.is_empty() {
            let lines = [roles(&article.text, "gold", g), roles(&article.text, "got ", p)].concat();
            out.push(Disagreement { kind: format!("wrong {}", wrong.join("+")), place: place(g), lines });
        }
    }
    for (i, g) in article.gold.iter().enumerate().filter(|(i, _)| !found.iter().any(|f| f.0 == *i)) {
        let form = word(article.gold_items[i], "form").unwrap_or("?");
        let lines = roles(&article.text, "gold", g);
        out.push(Disagreement { kind: format!("missed {form}"), place: place(g), lines });
    }
    for (j, p) in article.predicted.iter().enumerate().filter(|(j, _)| !found.iter().any(|f| f.1 == *j)) {
        let form = word(article.items[j], "form").unwrap_or("?");
        let lines = roles(&article.text, "got ", p);
        out.push(Disagreement { kind: format!("extra {form}"), place: place(p), lines });
    }
    out.sort_by_key(|d| d.place);
    out
}

fn place(roles: &Roles) -> Ends {
    cover(&roles.spans.iter().flatten().flatten().copied().collect::<Vec<_>>())
}

fn roles(text: &Text, side: &str, item: &Roles) -> Vec<String> {
    let line = |(role, spans): (&str, &Option<Vec<Ends>>)| {
        Some(format!("{side} {role:8} {}", words(text, spans.as_ref()?)))
    };
    ROLES.into_iter().zip(&item.spans).filter_map(line).collect()
}

fn claim_errors(pair: Pair) -> Vec<Disagreement> {
    let article = claims::Article::new(pair);
    let mut out = Vec::new();
    for (i, claim) in article.gold.iter().enumerate() {
        let best = article.hit.get(&i).map(|j| &article.predicted[*j]);
        let kinds = claim_faults(&article, i, best);
        if !kinds.is_empty() {
            let mut lines = vec![claim_line(&article, pair.0, claim, "gold")];
            lines.extend(best.map(|best| claim_line(&article, pair.1, best, "got ")));
            let place = cover(&ends_of(&claim["content"]));
            out.push(Disagreement { kind: kinds.join(", "), place, lines });
        }
    }
    for (_, claim) in
        article.predicted.iter().enumerate().filter(|(j, _)| !article.hit.values().any(|h| h == j))
    {
        let place = cover(&ends_of(&claim["content"]));
        let lines = vec![claim_line(&article, pair.1, claim, "got ")];
        out.push(Disagreement { kind: "extra".to_owned(), place, lines });
    }
    out.sort_by_key(|d| d.place);
    out
}

fn claim_faults(article: &claims::Article, i: usize, best: Option<&Value>) -> Vec<String> {
    let claim = &article.gold[i];
    let mut kinds = Vec::new();
    if article.errors(i)[0] == (true, true) {
        kinds.push("ALLEGATION AS FACT".to_owned());
    }
    let Some(best) = best else {
        kinds.push("missed".to_owned());
        return kinds;
    };
    for label in ["form", "status", "polarity", "certainty"] {
        if let Some(want) = word(claim, label).filter(|want| best[label] != *want) {
            kinds.push(format!("{label} {want}→{}", word(best, label).unwrap_or("none")));
        }
    }
    if !claims::same_source(&article.gold_source(claim), &article.source(best)) {
        kinds.push("wrong chain".to_owned());
    }
    kinds
}

fn claim_line(article: &claims::Article, line: &Value, claim: &Value, side: &str) -> String {
    let source = |id: &str| {
        let found = items(line, "attributions").iter().find(|a| a["id"] == id);
        found.map_or(id.to_owned(), |a| words(&article.text, &ends_of(&a["source"])))
    };
    let chain: Vec<String> = claims::chain(claim).into_iter().map(source).collect();
    let labels: Vec<&str> =
        ["form", "status", "certainty", "polarity"].iter().map(|l| word(claim, l).unwrap_or("?")).collect();
    let content = words(&article.text, &ends_of(&claim["content"]));
    format!("{side} {} | {} | {content}", labels.join(" "), chain.join(" > "))
}

/// Says what is wrong with an aligned pair.
type Faults = fn(&Value, &Value) -> Vec<&'static str>;

fn aligned_errors(pair: Pair, layer: &str, predicted: &[&Value], faults: Faults) -> Vec<Disagreement> {
    let text = Text::new(pair.0["article"]["text"].as_str().unwrap_or_default());
    let gold: Vec<&Value> = items(pair.0, layer).iter().collect();
    let aligned = align(&gold, predicted);
    let line = |side: &str, item: &Value| format!("{side} {}", describe(&text, item));
    let mut out = Vec::new();
    for &(i, j) in &aligned {
        let mut kinds = faults(gold[i], predicted[j]);
        if ends(gold[i]) != ends(predicted[j]) {
            kinds.push("span");
        }
        if !kinds.is_empty() {
            let lines = vec![line("gold", gold[i]), line("got ", predicted[j])];
            out.push(Disagreement {
                kind: format!("wrong {}", kinds.join("+")),
                place: ends(gold[i]),
                lines,
            });
        }
    }
    let single = |kind: &str, side: &str, item: &Value| Disagreement {
        kind: kind.to_owned(),
        place: ends(item),
        lines: vec![line(side, item)],
    };
    let free = |taken: fn(&(usize, usize)) -> usize, at: usize| !aligned.iter().any(|pair| taken(pair) == at);
    out.extend((0..gold.len()).filter(|i| free(|p| p.0, *i)).map(|i| single("missed", "gold", gold[i])));
    out.extend(
        (0..predicted.len()).filter(|j| free(|p| p.1, *j)).map(|j| single("extra", "got ", predicted[j])),
    );
    out.sort_by_key(|d| d.place);
    out
}

/// An item's words and its plain keys.
fn describe(text: &Text, item: &Value) -> String {
    let mut out = format!("“{}”", words(text, &[ends(item)]));
    for key in ["type", "value", "high", "from", "to", "anchor", "bound", "unit", "kind", "emphasis"] {
        if !item[key].is_null() {
            out.push_str(&format!(" {key}={}", item[key].to_string().trim_matches('"')));
        }
    }
    if item["item"].is_object() {
        out.push_str(&format!(" item=“{}”", words(text, &[ends(&item["item"])])));
    }
    out
}

fn time_faults(gold: &Value, predicted: &Value) -> Vec<&'static str> {
    let mut kinds = Vec::new();
    if word(gold, "type").is_some_and(|kind| predicted["type"] != kind) {
        kinds.push("type");
    }
    if word(gold, "value").is_some() && !times::same_value(gold, predicted) {
        kinds.push("value");
    }
    if word(gold, "from").or(word(gold, "to")).is_some() && !times::same_days(gold, predicted) {
        kinds.push("days");
    }
    kinds
}

fn quantity_faults(gold: &Value, predicted: &Value) -> Vec<&'static str> {
    let mut kinds = Vec::new();
    if !gold["value"].is_null() && !quantities::same_value(gold, predicted) {
        kinds.push("value");
    }
    if gold.get("unit").is_some() && !quantities::same_unit(gold, predicted) {
        kinds.push("unit");
    }
    if word(gold, "bound").is_some_and(|bound| predicted["bound"] != bound) {
        kinds.push("bound");
    }
    kinds
}

fn entity_errors(pair: Pair) -> Vec<Disagreement> {
    let (gold, predicted) = entities::sides(pair);
    let single = |name: &entities::Name, kind: &str| Disagreement {
        kind: format!("{kind} {}", name.1),
        place: name.0,
        lines: Vec::new(),
    };
    let mut out: Vec<_> = gold.difference(&predicted).map(|name| single(name, "missed")).collect();
    out.extend(predicted.difference(&gold).map(|name| single(name, "extra")));
    out.sort_by_key(|d| d.place);
    out
}
