//! Checks of our own beside the shared figures, where a gold file says enough.

mod whole;

use serde_json::Value;

use crate::gold::Pair;
use crate::score::attributions::Article;
use crate::score::figures::Figures;
use crate::score::item::{items, word};

/// - `item_right`, `period_right`: of figures whose gold says what they count, and when.
/// - `figure_right`: of figures whose gold says what they count, those with value, bound, item and period right.
/// - `speakerless_right`: of gold quotations without a speaker, share that is found and has none.
pub fn check(pairs: &[Pair]) -> Figures {
    let (mut figures, mut speaker) = (whole::Whole::default(), (0, 0));
    for pair in pairs {
        figures.add(*pair);
        add(&mut speaker, speakerless(*pair));
    }
    let mut out = Figures::default();
    figures.put(&mut out);
    out.share("speakerless_right", speaker.0, speaker.1);
    out
}

fn add(sum: &mut (usize, usize), (right, of): (usize, usize)) {
    *sum = (sum.0 + right, sum.1 + of);
}

fn by_id<'a>(line: &'a Value, id: &str) -> Option<&'a Value> {
    items(line, "times").iter().find(|time| time["id"] == id)
}

/// Quotations that gold gives no source, found without one; and how many there are.
fn speakerless(pair: Pair) -> (usize, usize) {
    let article = Article::new(pair);
    let none = |spans: &Option<Vec<_>>| spans.as_ref().is_some_and(Vec::is_empty);
    let wanted = |i: usize| {
        let form = word(article.gold_items[i], "form");
        none(&article.gold[i].spans[0]) && matches!(form, Some("direct" | "mixed"))
    };
    let right =
        article.pairs().into_iter().filter(|(i, j)| wanted(*i) && none(&article.predicted[*j].spans[0]));
    (right.count(), (0..article.gold.len()).filter(|i| wanted(*i)).count())
}
