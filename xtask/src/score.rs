//! What is right and what is wrong, layer by layer. One file a layer; each says what its figures mean.

#[cfg(test)]
mod agreement;
mod assignment;
pub mod attributions;
mod causes;
mod check_worthiness;
pub mod claims;
mod coref;
mod crossdoc;
pub mod entities;
mod events;
mod factuality;
pub mod figures;
pub mod html;
mod incidents;
pub mod item;
pub mod matching;
mod places;
pub mod quantities;
pub mod spans;
pub mod times;
mod units;

use std::path::Path;

use serde_json::{Value, json};

use crate::Outcome;
use crate::arguments::Arguments;
use crate::gold::{self, Pair};
use figures::{Figure, Figures};

/// A layer's name and its scorer.
type Layer = (&'static str, fn(&[Pair]) -> Figures);

/// Every layer that can be scored, by name.
pub const LAYERS: &[Layer] = &[
    ("attributions", attributions::score),
    ("causes", causes::score),
    ("check_worthiness", check_worthiness::score),
    ("claims", claims::score),
    ("coref", coref::score),
    ("crossdoc", crossdoc::score),
    ("entities", entities::score),
    ("events", events::score),
    ("factuality", factuality::score),
    ("places", places::score),
    ("quantities", quantities::score),
    ("times", times::score),
];

/// The figures of one gold file.
pub struct Scores {
    /// How many gold articles there are.
    pub articles: usize,
    /// How many of them have no prediction.
    pub missing: usize,
    /// The layers that the gold annotates, or those asked for.
    pub layers: Vec<(&'static str, Figures)>,
}

/// Scores predictions against gold: the layers named in `only`, or all that the gold annotates.
pub fn score(gold: &[Value], predicted: &[Value], only: &[&str]) -> Scores {
    let empty = json!({"article": {"text": ""}});
    let (pairs, missing) = gold::join(gold, predicted, &empty);
    let wanted = |name: &str| only.is_empty() || only.contains(&name);
    let mut layers = Vec::new();
    for (name, score) in LAYERS.iter().filter(|(name, _)| wanted(name)) {
        let marked = |line: &Value| item::items(line, "layers").iter().any(|layer| layer == name);
        let chosen: Vec<Pair> = pairs.iter().copied().filter(|(g, _)| marked(g)).collect();
        if !chosen.is_empty() {
            layers.push((*name, score(&chosen)));
        }
    }
    Scores { articles: gold.len(), missing, layers }
}

/// `score GOLD PREDICTED`: prints the figures as `score.py` does.
pub fn run(arguments: &Arguments) -> Outcome {
    let [gold_path, predicted_path] = arguments.files.as_slice() else {
        return Err("score wants GOLD and PREDICTED".into());
    };
    let (gold, predicted) = (gold::read(Path::new(gold_path))?, gold::read(Path::new(predicted_path))?);
    let scores = score(&gold, &predicted, &arguments.all("layer"));
    if arguments.has("json") {
        println!("{}", scores.json());
    } else {
        scores.print();
    }
    Ok(())
}

impl Scores {
    /// As one JSON object, as `score.py --json` gives it.
    pub fn json(&self) -> Value {
        let mut out = json!({"articles": self.articles, "without_prediction": self.missing});
        for (name, figures) in &self.layers {
            out[*name] = figures.json();
        }
        out
    }

    /// Prints one figure a line.
    pub fn print(&self) {
        println!("articles {}  without prediction {}", self.articles, self.missing);
        for (layer, figures) in &self.layers {
            for (name, figure) in &figures.0 {
                match figure {
                    Figure::Number(n) => println!("{layer:16} {name:40} {n:>10}"),
                    Figure::Percent(p) => println!("{layer:16} {name:40} {p:>10.1}"),
                }
            }
        }
    }
}
