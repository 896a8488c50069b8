//! What people say is the same and what is not, over groups that the program made.

use std::collections::{BTreeMap, BTreeSet};

/// Decisions about groups, in order: later ones win.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Groups {
    pub(super) steps: Vec<Step>,
}

/// One decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Step {
    pub number: u64,
    pub keys: Vec<String>,
    pub together: bool,
}

impl Groups {
    /// Groups of keys after the decisions: `base` are those of the program. What no group names is alone. Keys are
    /// sorted in their groups, and groups by their first key; those of one key are left out.
    pub fn regroup(&self, base: &[Vec<String>]) -> Vec<Vec<String>> {
        let mut parts = Parts::default();
        base.iter().for_each(|group| parts.join(group));
        for step in &self.steps {
            match step.together {
                true => parts.join(&step.keys),
                false => parts.leave(&step.keys),
            }
        }
        let mut groups: Vec<Vec<String>> =
            parts.members.into_values().map(|keys| keys.into_iter().collect()).collect();
        groups.retain(|group: &Vec<String>| group.len() > 1);
        groups.sort();
        groups
    }

    /// Numbers of the lines that decided about `key`.
    pub fn decided(&self, key: &str) -> Vec<u64> {
        let about = self.steps.iter().filter(|step| step.keys.iter().any(|known| known == key));
        about.map(|step| step.number).collect()
    }
}

/// A partition of keys.
#[derive(Default)]
struct Parts {
    of: BTreeMap<String, usize>,
    members: BTreeMap<usize, BTreeSet<String>>,
    made: usize,
}

impl Parts {
    /// Makes one part of all parts that hold one of `keys`.
    fn join(&mut self, keys: &[String]) {
        let mut into: Option<usize> = None;
        for key in keys {
            let part = self.part(key);
            match into {
                None => into = Some(part),
                Some(into) if into != part => self.pour(part, into),
                Some(_) => {}
            }
        }
    }

    fn pour(&mut self, from: usize, into: usize) {
        for key in self.members.remove(&from).unwrap_or_default() {
            self.of.insert(key.clone(), into);
            self.members.entry(into).or_default().insert(key);
        }
    }

    /// Takes `keys` out of their parts and makes one of their own.
    fn leave(&mut self, keys: &[String]) {
        self.made += 1;
        let own = self.made;
        for key in keys {
            let part = self.part(key);
            self.members.entry(part).or_default().remove(key);
            self.of.insert(key.clone(), own);
            self.members.entry(own).or_default().insert(key.clone());
        }
    }

    fn part(&mut self, key: &str) -> usize {
        if let Some(part) = self.of.get(key) {
            return *part;
        }
        self.made += 1;
        self.of.insert(key.to_owned(), self.made);
        self.members.entry(self.made).or_default().insert(key.to_owned());
        self.made
    }
}
