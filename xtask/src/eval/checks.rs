//! Checks of our own beside the shared figures, where a gold file says enough.

use serde_json::Value;

use crate::gold::Pair;
use crate::score::attributions::Article;
use crate::score::figures::Figures;
use crate::score::item::{align, items, word};
use crate::score::{quantities, times};

/// - `period_right`: of figures whose gold names a period with its days, share with a time of the same days.
/// - `speakerless_right`: of gold quotations without a speaker, share that is found and has none.
pub fn check(pairs: &[Pair]) -> Figures {
    let (mut period, mut speaker) = ((0, 0), (0, 0));
    for pair in pairs {
        add(&mut period, periods(*pair));
        add(&mut speaker, speakerless(*pair));
    }
    let mut out = Figures::default();
    out.share("period_right", period.0, period.1);
    out.share("speakerless_right", speaker.0, speaker.1);
    out
}

fn add(sum: &mut (usize, usize), (right, of): (usize, usize)) {
    *sum = (sum.0 + right, sum.1 + of);
}

/// Right periods of figures, and how many figures have one.
fn periods(pair: Pair) -> (usize, usize) {
    let gold: Vec<&Value> = items(pair.0, "quantities").iter().collect();
    let predicted = quantities::candidates(pair);
    let wanted = |i: usize| {
        let time = by_id(pair.0, word(&gold[i]["gold"], "scope_time")?)?;
        word(time, "from").or(word(time, "to")).map(|_| time)
    };
    let right = align(&gold, &predicted).into_iter().filter(|(i, j)| {
        let got = word(predicted[*j], "time").and_then(|id| by_id(pair.1, id));
        wanted(*i).zip(got).is_some_and(|(want, got)| times::same_days(want, got))
    });
    (right.count(), (0..gold.len()).filter(|i| wanted(*i).is_some()).count())
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
