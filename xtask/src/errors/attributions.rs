//! What is wrong with attributions.

use super::{Disagreement, cover, words};
use crate::gold::Pair;
use crate::score::attributions::{Article, ROLES, Roles};
use crate::score::item::{Ends, word};
use crate::score::spans::Text;

/// Wrong roles of matched attributions, missed and invented ones.
pub fn find(pair: Pair) -> Vec<Disagreement> {
    let article = Article::new(pair);
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
