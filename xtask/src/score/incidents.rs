//! Document-level incidents (MUC-4, GVDB): who did it, to whom, with what, where, when.
//!
//! A gold filler (a cluster of mentions) is found when a predicted filler's head noun equals the head of one of its
//! mentions, or their spans overlap on it. Predicted fillers come from `incidents` when the prediction has the key, else
//! from participants, place and time of events of a violent type.
//! - `filler_*` over all roles; `<role>_filler_f1` per role.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::figures::{Figures, harmonic};
use super::item::{Ends, ends, items, overlap, states};
use super::spans::Text;

const VIOLENT: [&str; 4] = ["assault", "killing", "coerce", "threaten"];
/// A noun phrase's head stands before the first of these.
const STOPS: [&str; 16] = [
    "of", "in", "at", "on", "from", "with", "by", "for", "near", "to", "who", "which", "that", "and", "or",
    "the",
];
const ARTICLES: [&str; 2] = ["a", "an"];

/// A head noun and where it stands.
type Head = (String, Ends);

/// Found gold, gold, right predictions, predictions.
#[derive(Clone, Copy, Default)]
struct Fillers([usize; 4]);

/// What is counted over all articles with incidents.
#[derive(Default)]
pub struct Incidents {
    articles: usize,
    per_role: BTreeMap<String, Fillers>,
}

impl Fillers {
    fn prf(self) -> (f64, f64, f64) {
        let [found, gold, right, predicted] = self.0;
        let share = |part: usize, of: usize| if of > 0 { 100.0 * part as f64 / of as f64 } else { 0.0 };
        let (p, r) = (share(right, predicted), share(found, gold));
        (p, r, harmonic(p, r))
    }
}

impl Incidents {
    /// Counts one article.
    pub fn add(&mut self, gold_line: &Value, line: &Value) {
        let text = Text::new(gold_line["article"]["text"].as_str().unwrap_or_default());
        let (want, have) =
            (told(gold_line), if states(line, "incidents") { told(line) } else { violent(line) });
        self.articles += 1;
        let mut roles: BTreeSet<&str> = want.iter().map(|(role, _)| *role).collect();
        roles.extend(["agent", "patient", "instrument"]);
        for role in roles {
            let gold: Vec<Vec<Head>> =
                want.iter().filter(|w| w.0 == role).map(|w| heads(&text, &w.1)).collect();
            let predicted = distinct(&text, have.iter().filter(|h| h.0 == role).map(|h| h.1.as_slice()));
            let count = &mut self.per_role.entry(role.to_owned()).or_default().0;
            count[0] += gold.iter().filter(|g| predicted.iter().any(|p| same(p, g))).count();
            count[1] += gold.len();
            count[2] += predicted.iter().filter(|p| gold.iter().any(|g| same(p, g))).count();
            count[3] += predicted.len();
        }
    }
}

/// Puts the figures, if there were incidents.
pub fn put(incidents: &Incidents, out: &mut Figures) {
    if incidents.articles == 0 {
        return;
    }
    let mut total = Fillers::default();
    for fillers in incidents.per_role.values() {
        total.0.iter_mut().zip(fillers.0).for_each(|(sum, n)| *sum += n);
    }
    let (p, r, f) = total.prf();
    out.number("incident_articles", incidents.articles);
    out.percent("filler_precision", p);
    out.percent("filler_recall", r);
    out.percent("filler_f1", f);
    for (role, fillers) in incidents.per_role.iter().filter(|(_, fillers)| fillers.0[1] > 0) {
        out.percent(format!("{role}_filler_f1"), fillers.prf().2);
    }
}

/// The role fillers of a line's incidents.
fn told(line: &Value) -> Vec<(&str, Vec<&Value>)> {
    let roles = items(line, "incidents").iter().flat_map(|incident| items(incident, "roles"));
    let fillers =
        roles.map(|r| (r["role"].as_str().unwrap_or_default(), items(r, "mentions").iter().collect()));
    fillers.filter(|(_, mentions): &(&str, Vec<&Value>)| !mentions.is_empty()).collect()
}

/// The role fillers that a line's violent events give.
fn violent(line: &Value) -> Vec<(&str, Vec<&Value>)> {
    let by_id = |key: &str, id: &Value| -> Option<&Value> {
        line[key].as_array()?.iter().rev().find(|item| item["id"] == *id && !id.is_null())
    };
    let mut out = Vec::new();
    for event in items(line, "events").iter().filter(|e| VIOLENT.iter().any(|kind| e["type"] == *kind)) {
        let parts = items(event, "participants").iter();
        out.extend(parts.map(|p| (p["role"].as_str().unwrap_or_default(), vec![p])));
        let place = by_id("entities", &event["place"]);
        out.extend(place.map(|place| ("place", items(place, "mentions").iter().take(1).collect())));
        out.extend(by_id("times", &event["time"]).map(|time| ("time", vec![time])));
    }
    out
}

/// The heads of fillers, each filler once.
fn distinct<'a>(text: &Text, fillers: impl Iterator<Item = &'a [&'a Value]>) -> Vec<Vec<Head>> {
    let mut seen = BTreeSet::new();
    let mut out: Vec<Vec<Head>> = Vec::new();
    for mentions in fillers {
        let Some(first) = mentions.first().and_then(|m| head(text, ends(m))) else { continue };
        let mut starts: Vec<usize> = mentions.iter().map(|m| ends(m).0).collect();
        starts.sort_unstable();
        let told = mentions.len() == 1 && out.iter().any(|heads| heads[0].0 == first.0);
        if !seen.contains(&(first.0.clone(), starts.clone())) && !told {
            seen.insert((first.0, starts));
            out.push(heads(text, mentions));
        }
    }
    out
}

fn heads(text: &Text, mentions: &[&Value]) -> Vec<Head> {
    mentions.iter().filter_map(|m| head(text, ends(m))).collect()
}

fn same(a: &[Head], b: &[Head]) -> bool {
    a.iter().any(|x| b.iter().any(|y| x.0 == y.0 || overlap(x.1, y.1) > 0))
}

/// The last word before a preposition or relative clause.
fn head(text: &Text, span: Ends) -> Option<Head> {
    let words = words(text, span);
    let is_stop = |word: &str| STOPS.contains(&word) || ARTICLES.contains(&word);
    let opens_with_stop = is_stop(&words.first()?.0);
    let mut chosen = words.first()?;
    for (i, word) in words.iter().enumerate() {
        if is_stop(&word.0) && (i > 1 || (i == 1 && !opens_with_stop)) {
            break;
        }
        chosen = word;
    }
    Some(chosen.clone())
}

/// Runs of letters, numbers, apostrophes and hyphens, in lower case.
fn words(text: &Text, (start, end): Ends) -> Vec<Head> {
    let inside = |c: char| c.is_alphanumeric() || matches!(c, '_' | '\'' | '’' | '-');
    let mut out: Vec<Head> = Vec::new();
    let mut open = false;
    for (at, c) in text.slice((start, end)).iter().enumerate() {
        if !inside(*c) {
            open = false;
            continue;
        }
        if !open {
            out.push((String::new(), (start + at, start + at)));
        }
        open = true;
        if let Some((word, place)) = out.last_mut() {
            word.extend(c.to_lowercase());
            place.1 = start + at + 1;
        }
    }
    out
}
