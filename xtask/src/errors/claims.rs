//! What is wrong with claims.

use serde_json::Value;

use super::{Disagreement, cover, words};
use crate::gold::Pair;
use crate::score::claims::{Article, chain, same_source};
use crate::score::item::{ends_of, items, word};

/// Wrong labels and chains of matched claims, missed and invented ones.
pub fn find(pair: Pair) -> Vec<Disagreement> {
    let article = Article::new(pair);
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

fn claim_faults(article: &Article, i: usize, best: Option<&Value>) -> Vec<String> {
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
    if !same_source(&article.gold_source(claim), &article.source(best)) {
        kinds.push("wrong chain".to_owned());
    }
    kinds
}

fn claim_line(article: &Article, line: &Value, claim: &Value, side: &str) -> String {
    let source = |id: &str| {
        let found = items(line, "attributions").iter().find(|a| a["id"] == id);
        found.map_or(id.to_owned(), |a| words(&article.text, &ends_of(&a["source"])))
    };
    let chain: Vec<String> = chain(claim).into_iter().map(source).collect();
    let labels: Vec<&str> =
        ["form", "status", "certainty", "polarity"].iter().map(|l| word(claim, l).unwrap_or("?")).collect();
    let content = words(&article.text, &ends_of(&claim["content"]));
    format!("{side} {} | {} | {content}", labels.join(" "), chain.join(" > "))
}
