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
    /// Groups after the decisions: `base` are those of the program, and `of` gives what a key stands for, if it is still
    /// there. What no group names is alone. Groups and what is in them are sorted; groups of one are left out.
    pub fn regroup<T: Ord + Clone>(&self, base: &[Vec<T>], of: impl Fn(&str) -> Option<T>) -> Vec<Vec<T>> {
        let mut parts = Parts { of: BTreeMap::new(), members: BTreeMap::new(), made: 0 };
        base.iter().for_each(|group| parts.join(group));
        for step in &self.steps {
            let named: Vec<T> = step.keys.iter().filter_map(|key| of(key)).collect();
            match step.together {
                true => parts.join(&named),
                false => parts.leave(&named),
            }
        }
        let mut groups: Vec<Vec<T>> =
            parts.members.into_values().map(|members| members.into_iter().collect()).collect();
        groups.retain(|group: &Vec<T>| group.len() > 1);
        groups.sort();
        groups
    }

    /// Groups of keys that the decisions alone make.
    pub fn keys(&self) -> Vec<Vec<String>> {
        self.regroup(&[], |key| Some(key.to_owned()))
    }

    /// The keys that the decisions name, each once.
    pub fn named(&self) -> BTreeSet<&str> {
        self.steps.iter().flat_map(|step| step.keys.iter().map(String::as_str)).collect()
    }

    /// Numbers of the lines that decided about `key`.
    pub fn decided(&self, key: &str) -> Vec<u64> {
        let about = self.steps.iter().filter(|step| step.keys.iter().any(|known| known == key));
        about.map(|step| step.number).collect()
    }
}

/// A partition.
struct Parts<T> {
    of: BTreeMap<T, usize>,
    members: BTreeMap<usize, BTreeSet<T>>,
    made: usize,
}

impl<T: Ord + Clone> Parts<T> {
    /// Makes one part of all parts that hold one of `some`.
    fn join(&mut self, some: &[T]) {
        let mut into: Option<usize> = None;
        for one in some {
            let part = self.part(one);
            match into {
                None => into = Some(part),
                Some(into) if into != part => self.pour(part, into),
                Some(_) => {}
            }
        }
    }

    fn pour(&mut self, from: usize, into: usize) {
        for one in self.members.remove(&from).unwrap_or_default() {
            self.of.insert(one.clone(), into);
            self.members.entry(into).or_default().insert(one);
        }
    }

    /// Takes `some` out of their parts and makes one of their own.
    fn leave(&mut self, some: &[T]) {
        self.made += 1;
        let own = self.made;
        for one in some {
            let part = self.part(one);
            self.members.entry(part).or_default().remove(one);
            self.of.insert(one.clone(), own);
            self.members.entry(own).or_default().insert(one.clone());
        }
    }

    fn part(&mut self, one: &T) -> usize {
        if let Some(part) = self.of.get(one) {
            return *part;
        }
        self.made += 1;
        self.of.insert(one.clone(), self.made);
        self.members.entry(self.made).or_default().insert(one.clone());
        self.made
    }
}
