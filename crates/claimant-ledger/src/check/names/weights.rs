//! How much a part of a name tells: little where many on the list bear it.

use std::collections::BTreeMap;

use super::name::{Name, Part};

/// How often parts of names stand on a list, and which of them stand first.
#[derive(Clone, Debug, Default)]
pub struct Weights {
    entries: usize,
    /// Entries that bear a part, by its plain spelling.
    borne: BTreeMap<String, usize>,
    /// Entries that bear it as their first part.
    first: BTreeMap<String, usize>,
}

impl Weights {
    /// The weights of a list of entries, each with all its names.
    pub fn of<'a>(entries: impl Iterator<Item = Vec<&'a Name>>) -> Weights {
        let mut weights = Weights::default();
        for names in entries {
            weights.entries += 1;
            weights.count(&names);
        }
        weights
    }

    fn count(&mut self, names: &[&Name]) {
        let parts = names.iter().flat_map(|name| &name.parts).map(|part| part.plain.clone());
        let mut borne: Vec<String> = parts.collect();
        borne.sort();
        borne.dedup();
        borne.into_iter().for_each(|part| *self.borne.entry(part).or_default() += 1);
        let firsts = names.iter().filter_map(|name| name.parts.first()).map(|part| part.plain.clone());
        let mut firsts: Vec<String> = firsts.collect();
        firsts.sort();
        firsts.dedup();
        firsts.into_iter().for_each(|part| *self.first.entry(part).or_default() += 1);
    }

    /// The weight of a part, from about 0.3 for the commonest to 1 for one that nobody else bears.
    pub fn weight(&self, part: &Part) -> f64 {
        let borne = self.borne.get(&part.plain).copied().unwrap_or(0).max(1);
        let all = self.entries.max(2) as f64;
        let rarity = (all / borne as f64).ln() / all.ln();
        let whole = if part.is_initial() { 0.3 } else { 1.0 };
        whole * (0.3 + 0.7 * rarity.clamp(0.0, 1.0))
    }

    /// Whether persons bear it as their own name: two or more stand under it on the list.
    pub fn is_given(&self, part: &Part) -> bool {
        self.first.get(&part.plain).is_some_and(|count| *count >= 2)
    }
}
