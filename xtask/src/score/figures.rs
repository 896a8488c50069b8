//! Named figures, and how they are worked out from counts.

use serde_json::{Map, Value, json};

/// One figure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Figure {
    /// How many.
    Number(usize),
    /// Percent, unless its name says otherwise.
    Percent(f64),
}

/// The figures of a layer, in the order to be shown.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Figures(pub Vec<(String, Figure)>);

impl Figures {
    /// Sets a figure; a second value replaces the first.
    pub fn set(&mut self, name: impl Into<String>, figure: Figure) {
        let name = name.into();
        match self.0.iter_mut().find(|(key, _)| *key == name) {
            Some((_, old)) => *old = figure,
            None => self.0.push((name, figure)),
        }
    }

    /// Sets a number of items.
    pub fn number(&mut self, name: impl Into<String>, number: usize) {
        self.set(name, Figure::Number(number));
    }

    /// Sets a percentage.
    pub fn percent(&mut self, name: impl Into<String>, percent: f64) {
        self.set(name, Figure::Percent(percent));
    }

    /// `right` of `of` in percent; nothing where there is nothing to judge.
    pub fn share(&mut self, name: &str, right: usize, of: usize) {
        if of > 0 {
            self.percent(name, 100.0 * right as f64 / of as f64);
        }
    }

    /// The F1 of a count under a name of its own, where there is gold.
    pub fn f1(&mut self, name: &str, count: Count) {
        if count.gold > 0 {
            self.percent(name, count.prf().2);
        }
    }

    /// The value of a figure.
    pub fn get(&self, name: &str) -> Option<f64> {
        self.0.iter().find(|(key, _)| key == name).map(|(_, figure)| match figure {
            Figure::Number(n) => *n as f64,
            Figure::Percent(p) => *p,
        })
    }

    /// As a JSON object.
    pub fn json(&self) -> Value {
        let pairs = self.0.iter().map(|(name, figure)| {
            let value = match figure {
                Figure::Number(n) => json!(n),
                Figure::Percent(p) => json!(p),
            };
            (name.clone(), value)
        });
        Value::Object(pairs.collect::<Map<_, _>>())
    }
}

/// True positives, gold items, predicted items.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Count {
    /// Found and right.
    pub hit: usize,
    /// What there is.
    pub gold: usize,
    /// What was found.
    pub predicted: usize,
}

impl Count {
    /// Adds the counts of one article.
    pub fn add(&mut self, hit: usize, gold: usize, predicted: usize) {
        self.hit += hit;
        self.gold += gold;
        self.predicted += predicted;
    }

    /// Adds one item with a yes or no on either side.
    pub fn add_label(&mut self, gold: bool, predicted: bool) {
        self.add((gold && predicted) as usize, gold as usize, predicted as usize);
    }

    /// Precision, recall and F1 in percent; 0 where there is nothing to divide by.
    pub fn prf(self) -> (f64, f64, f64) {
        let ratio = |of: usize| if of > 0 { 100.0 * self.hit as f64 / of as f64 } else { 0.0 };
        let (p, r) = (ratio(self.predicted), ratio(self.gold));
        (p, r, harmonic(p, r))
    }

    /// Puts `name_p`, `name_r`, `name_f1`; nothing where both sides are empty.
    pub fn put(self, out: &mut Figures, name: &str) {
        if self.gold > 0 || self.predicted > 0 {
            self.put_as(out, [&format!("{name}_p"), &format!("{name}_r"), &format!("{name}_f1")]);
        }
    }

    /// Puts precision, recall and F1 under these names.
    pub fn put_as(self, out: &mut Figures, names: [&str; 3]) {
        let (p, r, f) = self.prf();
        for (name, value) in names.into_iter().zip([p, r, f]) {
            out.percent(name, value);
        }
    }
}

/// The harmonic mean; 0 if both are 0.
pub fn harmonic(p: f64, r: f64) -> f64 {
    if p + r > 0.0 { 2.0 * p * r / (p + r) } else { 0.0 }
}

/// Accuracy and macro-F1 over the classes that occur in gold; `labels` are (gold, predicted).
pub fn classes<L: Ord + Clone>(out: &mut Figures, name: &str, labels: &[(L, L)]) {
    let right = labels.iter().filter(|(g, p)| g == p).count();
    out.share(&format!("{name}_accuracy"), right, labels.len());
    if let Some(f) = macro_f1(labels) {
        out.percent(format!("{name}_macro_f1"), f);
    }
}

/// Mean F1 over the classes that occur in gold.
pub fn macro_f1<L: Ord + Clone>(labels: &[(L, L)]) -> Option<f64> {
    let mut kinds: Vec<L> = labels.iter().map(|(g, _)| g.clone()).collect();
    kinds.sort();
    kinds.dedup();
    let scores = kinds.iter().map(|c| {
        let both = labels.iter().filter(|(g, p)| g == c && p == c).count();
        let either = labels.iter().map(|(g, p)| (g == c) as usize + (p == c) as usize).sum::<usize>();
        200.0 * both as f64 / either as f64
    });
    (!kinds.is_empty()).then(|| scores.sum::<f64>() / kinds.len() as f64)
}
