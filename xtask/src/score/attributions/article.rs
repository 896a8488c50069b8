//! One article's attributions on both sides, and which of them belong together.

use serde_json::Value;

use crate::gold::Pair;
use crate::score::item::{Ends, ends_of, items, states, word};
use crate::score::matching::{jaccard, meeting, one_to_one};
use crate::score::spans::{Cover, Mover, Text};

/// The roles of an attribution, in the order of the figures.
pub const ROLES: [&str; 3] = ["source", "cue", "content"];

/// The place of the source in [`ROLES`].
pub const SOURCE: usize = 0;
const CUE: usize = 1;
const CONTENT: usize = 2;

/// An attribution's roles as words of the gold text; `None` where gold does not state the role.
pub struct Roles {
    /// Spans of each role.
    pub spans: [Option<Vec<Ends>>; 3],
    /// Words of each role.
    pub covers: [Option<Cover>; 3],
}

impl Roles {
    fn new(item: &Value, text: &Text, mover: Option<&Mover>) -> Roles {
        let spans = ROLES.map(|role| {
            let spans = ends_of(&item[role]);
            match mover {
                Some(mover) => Some(mover.lay_all(&spans)),
                None => states(item, role).then_some(spans),
            }
        });
        let covers = spans.each_ref().map(|spans| spans.as_ref().map(|s| text.covered(s)));
        Roles { spans, covers }
    }

    /// Whether a role is there.
    pub fn has(&self, role: usize) -> bool {
        self.spans[role].as_ref().is_some_and(|spans| !spans.is_empty())
    }

    /// How well a role fits; `None` where gold does not state it.
    fn fit(&self, predicted: &Roles, role: usize) -> Option<f64> {
        Some(jaccard(self.covers[role].as_ref()?, predicted.covers[role].as_ref()?))
    }

    /// Whether a role is right, or unknown.
    pub fn fits(&self, predicted: &Roles, role: usize) -> bool {
        self.fit(predicted, role).is_none_or(|fit| fit >= 0.5)
    }
}

/// One article's attributions on both sides and what the gold line lets be scored.
pub struct Article<'a> {
    /// The gold text.
    pub text: Text,
    /// Gold items.
    pub gold_items: Vec<&'a Value>,
    /// Predicted items that may be judged.
    pub items: Vec<&'a Value>,
    /// Gold roles.
    pub gold: Vec<Roles>,
    /// Predicted roles, on the gold text.
    pub predicted: Vec<Roles>,
    /// The roles that may be scored.
    pub roles: Vec<usize>,
    /// Whether attributions inside others may be scored.
    pub nested: bool,
    /// Whether exact spans may be scored.
    pub exact: bool,
    /// Whether items have more than one role.
    pub linked: bool,
}

impl<'a> Article<'a> {
    /// Reads a pair.
    pub fn new((gold, predicted): Pair<'a>) -> Article<'a> {
        let note = &gold["gold"];
        let allowed = |key: &str| note[key] != Value::Bool(false);
        let gold_text = gold["article"]["text"].as_str().unwrap_or_default();
        let text = Text::new(gold_text);
        let mover = Mover::new(gold_text, predicted["article"]["text"].as_str().unwrap_or_default());
        let nested = allowed("nested");
        let gold_items: Vec<&Value> = items(gold, "attributions").iter().collect();
        let predicted_items = items(predicted, "attributions").iter();
        let items: Vec<&Value> = predicted_items.filter(|a| nested || word(a, "inside").is_none()).collect();
        let roles = match note["roles"].as_array() {
            Some(named) => named.iter().filter_map(|n| ROLES.iter().position(|r| n == r)).collect(),
            None => vec![SOURCE, CUE, CONTENT],
        };
        Article {
            gold: gold_items.iter().map(|a| Roles::new(a, &text, None)).collect(),
            predicted: items.iter().map(|a| Roles::new(a, &text, Some(&mover))).collect(),
            text,
            gold_items,
            items,
            roles,
            nested,
            exact: allowed("exact"),
            linked: allowed("linked"),
        }
    }

    /// Gold and predicted attributions, one to one by their contents (or cues, where gold has no contents). Among
    /// equals the pair whose other roles fit better goes first, so that equal input is paired with itself.
    pub fn pairs(&self) -> Vec<(usize, usize)> {
        let anchor = if self.roles.contains(&CONTENT) { CONTENT } else { CUE };
        if !self.linked && anchor == CONTENT {
            return Vec::new();
        }
        let covers = |side: &[Roles]| -> Vec<Cover> {
            side.iter().map(|a| a.covers[anchor].clone().unwrap_or_default()).collect()
        };
        let mut found = Vec::new();
        for (i, j) in meeting(&covers(&self.gold), &covers(&self.predicted)) {
            let fit = |role| self.gold[i].fit(&self.predicted[j], role);
            let first = fit(anchor).unwrap_or_default();
            if first >= 0.5 {
                let rest: f64 = (0..3).filter(|role| *role != anchor).filter_map(fit).sum();
                found.push((-first, -rest, i.abs_diff(j), i, j));
            }
        }
        found.sort_by(|a, b| {
            a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)).then((a.2, a.3, a.4).cmp(&(b.2, b.3, b.4)))
        });
        one_to_one(found.into_iter().map(|(.., i, j)| (i, j)))
    }

    /// Whether source and cue of a pair are right.
    pub fn is_linked(&self, (i, j): (usize, usize)) -> bool {
        let (g, p) = (&self.gold[i], &self.predicted[j]);
        g.fits(p, SOURCE) && g.fits(p, CUE)
    }
}
