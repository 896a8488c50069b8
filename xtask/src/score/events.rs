//! Events: triggers, types, participants, certainty; and, for gold `incidents`, role fillers of a document.
//!
//! - `trigger_*`: overlap of triggers, one to one (`gold.triggers` lists further spans of the same event).
//! - `type_f1`: aligned and type equal, over gold events with a type; a finer predicted type counts for its parent.
//! - `role_f1`: participants of aligned events, same role and overlapping span; `role_span_f1` ignores the role.
//! - `certainty_accuracy`, `polarity_accuracy`: over aligned pairs where gold states them.
//! - `sentence_recall`, `sentence_type_recall`: for gold events that label a sentence and have no trigger.

use std::collections::BTreeMap;

use serde_json::Value;

use super::figures::{Count, Figures};
use super::incidents::{self, Incidents};
use super::item::{Ends, align_by, ends, items, overlap, states, word};
use crate::gold::Pair;

/// Finer types and their parents.
const PARENTS: [(&str, &str); 4] =
    [("killing", "assault"), ("arrest", "coerce"), ("recruitment", "mobilize"), ("designation", "sanction")];

/// What is counted over all articles.
#[derive(Default)]
struct Tally {
    trigger: Count,
    kind: Count,
    role: Count,
    /// As `role`, whatever the role.
    role_span: Count,
    certainty: (usize, usize),
    polarity: (usize, usize),
    sentence: (usize, usize),
    sentence_kind: (usize, usize),
    incidents: Incidents,
}

/// The figures of the layer.
pub fn score(pairs: &[Pair]) -> Figures {
    let mut tally = Tally::default();
    for pair in pairs {
        tally.add(*pair);
    }
    tally.figures()
}

/// A trigger and its further spans.
fn spans(event: &Value) -> Vec<Ends> {
    let extra = items(&event["gold"], "triggers").iter();
    let extra = extra
        .map(|s| (s[0].as_u64().unwrap_or_default() as usize, s[1].as_u64().unwrap_or_default() as usize));
    std::iter::once(ends(event)).chain(extra).collect()
}

fn shared(gold: &Value, predicted: &Value) -> i64 {
    spans(gold).into_iter().map(|span| overlap(span, ends(predicted))).max().unwrap_or_default()
}

/// Gold and predicted events, one to one by overlap.
pub fn align_events(gold: &[&Value], predicted: &[&Value]) -> Vec<(usize, usize)> {
    align_by(gold, predicted, shared)
}

fn is_label(event: &Value) -> bool {
    event["gold"]["anchor"] == "sentence"
}

fn same_kind(gold: &str, predicted: Option<&str>) -> bool {
    predicted.is_some_and(|kind| kind == gold || PARENTS.contains(&(kind, gold)))
}

/// How many participants overlap, one to one.
fn matched(gold: &[Value], predicted: &[&Value], same_role: bool) -> usize {
    let mut left = predicted.to_vec();
    let mut hit = 0;
    for g in gold {
        let mut best: Option<(i64, usize)> = None;
        for (at, p) in left.iter().enumerate().filter(|(_, p)| !same_role || p["role"] == g["role"]) {
            let common = overlap(ends(g), ends(p));
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

impl Tally {
    fn add(&mut self, (gold_line, line): Pair) {
        let predicted: Vec<&Value> = items(line, "events").iter().collect();
        let (labels, gold): (Vec<&Value>, Vec<&Value>) =
            items(gold_line, "events").iter().partition(|event| is_label(event));
        if !gold.is_empty() || (labels.is_empty() && states(gold_line, "events")) {
            let mut judged: Vec<&Value> = predicted.iter().copied().filter(|e| !is_label(e)).collect();
            if gold_line["exhaustive"] == Value::Bool(false) {
                judged.retain(|p| gold.iter().any(|g| shared(g, p) > 0));
            }
            self.add_events(&gold, &judged);
        }
        labels.iter().for_each(|label| self.add_label(label, &predicted));
        if states(gold_line, "incidents") {
            self.incidents.add(gold_line, line);
        }
    }

    fn add_events(&mut self, gold: &[&Value], judged: &[&Value]) {
        let aligned = align_events(gold, judged);
        self.trigger.add(aligned.len(), gold.len(), judged.len());
        self.add_kinds(gold, judged, &aligned);
        for &(i, j) in &aligned {
            for (key, count) in [("certainty", &mut self.certainty), ("polarity", &mut self.polarity)] {
                if let Some(want) = word(gold[i], key) {
                    *count = (count.0 + (judged[j][key] == want) as usize, count.1 + 1);
                }
            }
            let own: Vec<&Value> = items(judged[j], "participants").iter().collect();
            self.add_roles(gold[i], &own);
        }
        for (i, g) in gold.iter().enumerate() {
            if !aligned.iter().any(|pair| pair.0 == i) {
                self.add_roles(g, &[]);
            }
        }
    }

    fn add_kinds(&mut self, gold: &[&Value], judged: &[&Value], aligned: &[(usize, usize)]) {
        let kind = |event: &Value| event["type"].as_str().map(str::to_owned);
        let partner: BTreeMap<usize, usize> = aligned.iter().map(|(i, j)| (*j, *i)).collect();
        let hit = aligned.iter().filter(|(i, j)| {
            kind(gold[*i]).is_some_and(|want| same_kind(&want, judged[*j]["type"].as_str()))
        });
        let named = gold.iter().filter(|g| kind(g).is_some()).count();
        let counts =
            |j: &usize| kind(judged[*j]).is_some() && partner.get(j).is_none_or(|i| kind(gold[*i]).is_some());
        let found = if gold.iter().any(|g| word(g, "type").is_some()) {
            (0..judged.len()).filter(counts).count()
        } else {
            0
        };
        self.kind.add(hit.count(), named, found);
    }

    /// Participants of one gold event against those found for it.
    fn add_roles(&mut self, gold: &Value, found: &[&Value]) {
        if states(gold, "participants") {
            let wanted = items(gold, "participants");
            self.role.add(matched(wanted, found, true), wanted.len(), found.len());
            self.role_span.add(matched(wanted, found, false), wanted.len(), found.len());
        }
    }

    /// A label of a sentence: any event inside it will do.
    fn add_label(&mut self, label: &Value, predicted: &[&Value]) {
        let inside: Vec<&Value> =
            predicted.iter().copied().filter(|p| overlap(ends(label), ends(p)) > 0).collect();
        self.sentence = (self.sentence.0 + !inside.is_empty() as usize, self.sentence.1 + 1);
        if let Some(want) = word(label, "type") {
            let right = inside.iter().any(|p| same_kind(want, p["type"].as_str()));
            self.sentence_kind = (self.sentence_kind.0 + right as usize, self.sentence_kind.1 + 1);
        }
        let mut seen = Vec::new();
        let mut touched = Vec::new();
        for part in inside.iter().flat_map(|p| items(p, "participants")) {
            let key = (ends(part), part["role"].as_str());
            if !seen.contains(&key) && super::item::touches(part, items(label, "participants")) {
                touched.push(part);
            }
            seen.push(key);
        }
        self.add_roles(label, &touched);
    }

    fn figures(self) -> Figures {
        let mut out = Figures::default();
        if self.trigger.gold > 0 {
            out.number("gold", self.trigger.gold);
            out.number("predicted", self.trigger.predicted);
            self.trigger.put_as(&mut out, ["trigger_precision", "trigger_recall", "trigger_f1"]);
        }
        out.f1("type_f1", self.kind);
        out.f1("role_f1", self.role);
        out.f1("role_span_f1", self.role_span);
        out.share("certainty_accuracy", self.certainty.0, self.certainty.1);
        out.share("polarity_accuracy", self.polarity.0, self.polarity.1);
        if self.sentence.1 > 0 {
            out.number("sentence_labels", self.sentence.1);
            out.share("sentence_recall", self.sentence.0, self.sentence.1);
        }
        out.share("sentence_type_recall", self.sentence_kind.0, self.sentence_kind.1);
        incidents::put(&self.incidents, &mut out);
        out
    }
}
