//! Amounts with bound, unit and the thing counted.
//!
//! Predicted and gold quantities are aligned one to one by overlapping spans.
//! - `span_*`: of the aligned spans.
//! - `value_f1`: aligned and `value` equal (and `high`, where gold has one); only gold items with a value count.
//! - `value_unit_f1`: value right and unit equal by its canonical code; only gold items that state a unit.
//! - `bound_accuracy`: of aligned pairs where gold has a bound.
//! - `item_f1`: of `item` spans by overlap, over aligned pairs whose gold has an item.

use serde_json::Value;

use super::figures::{Count, Figures};
use super::item::{align, ends, items, judged, overlap, states, word};
use super::units::unit_of;
use crate::gold::Pair;

/// Kinds of quantity.
const KINDS: [&str; 7] = ["count", "ordinal", "money", "percent", "measure", "rate", "change"];

/// What is counted over all articles.
#[derive(Default)]
struct Tally {
    span: Count,
    value: Count,
    unit: Count,
    item: Count,
    bounds: (usize, usize),
}

/// The figures of the layer.
pub fn score(pairs: &[Pair]) -> Figures {
    let mut tally = Tally::default();
    for pair in pairs {
        tally.add(*pair);
    }
    tally.figures()
}

/// Predicted quantities that a gold line can judge.
pub fn candidates<'a>((gold_line, line): Pair<'a>) -> Vec<&'a Value> {
    judged(gold_line, &KINDS, "kind", items(line, "quantities"), items(gold_line, "quantities"))
}

/// Whether value and, where gold has one, high end are the same.
pub fn same_value(gold: &Value, predicted: &Value) -> bool {
    same_number(&gold["value"], &predicted["value"])
        && (gold["high"].is_null() || same_number(&gold["high"], &predicted["high"]))
}

/// Whether the units are the same by their canonical codes.
pub fn same_unit(gold: &Value, predicted: &Value) -> bool {
    unit_of(gold["unit"].as_str()) == unit_of(predicted["unit"].as_str())
}

fn same_number(a: &Value, b: &Value) -> bool {
    match (a.as_f64(), b.as_f64()) {
        (Some(a), Some(b)) => (a - b).abs() <= 1e-6 * 1f64.max(a.abs()).max(b.abs()),
        _ => false,
    }
}

impl Tally {
    fn add(&mut self, pair: Pair) {
        let gold: Vec<&Value> = items(pair.0, "quantities").iter().collect();
        let predicted = candidates(pair);
        let aligned = align(&gold, &predicted);
        self.span.add(aligned.len(), gold.len(), predicted.len());
        let valued = gold.iter().filter(|g| !g["value"].is_null()).count();
        let united = gold.iter().filter(|g| !g["value"].is_null() && states(g, "unit")).count();
        let unaligned = predicted.len() - aligned.len();
        // False alarms count only where gold gives values.
        self.value.add(0, valued, if valued > 0 { unaligned } else { 0 });
        self.unit.add(0, united, if united > 0 { unaligned } else { 0 });
        for (i, j) in aligned {
            self.add_pair(gold[i], predicted[j]);
        }
    }

    fn add_pair(&mut self, gold: &Value, predicted: &Value) {
        let right = same_value(gold, predicted);
        if !gold["value"].is_null() {
            self.value.add(right as usize, 0, 1);
            if states(gold, "unit") {
                self.unit.add((right && same_unit(gold, predicted)) as usize, 0, 1);
            }
        }
        if let Some(bound) = word(gold, "bound") {
            self.bounds.1 += 1;
            self.bounds.0 += (predicted["bound"] == bound) as usize;
        }
        if gold["item"].is_object() {
            let has = predicted["item"].is_object();
            let hit = has && overlap(ends(&gold["item"]), ends(&predicted["item"])) > 0;
            self.item.add(hit as usize, 1, has as usize);
        }
    }

    fn figures(self) -> Figures {
        let mut out = Figures::default();
        out.number("gold", self.span.gold);
        out.number("predicted", self.span.predicted);
        self.span.put_as(&mut out, ["span_precision", "span_recall", "span_f1"]);
        out.f1("value_f1", self.value);
        out.f1("value_unit_f1", self.unit);
        out.share("bound_accuracy", self.bounds.0, self.bounds.1);
        out.f1("item_f1", self.item);
        out
    }
}
