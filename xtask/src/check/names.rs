//! Hard pairs made of a list's own aliases, and how many of them are told apart.
//!
//! A match is an alias and the other names of its entry, as a name is looked up, or its main name alone, whatever they look
//! like: noms de guerre are among them, which no comparison of letters can find. A hard non-match is the alias and the
//! entry whose main name looks most like it among all others. A swap is a name in which father and son change places.

use std::collections::BTreeSet;

use claimant_ledger::check::names::{Entry, EntryKind, NameList, Quality, SHOWN};

use crate::score::figures::Figures;

/// Matches whose trigrams agree at least so far are spellings of one name; the others may be noms de guerre.
const VARIANT: f64 = 0.25;

/// How matches and non-matches were told apart.
#[derive(Default)]
struct Told {
    found: usize,
    missed: usize,
    shown: usize,
    hidden: usize,
}

impl Told {
    fn add(&mut self, of_match: f64, of_other: f64) {
        *(if of_match >= SHOWN { &mut self.found } else { &mut self.missed }) += 1;
        *(if of_other >= SHOWN { &mut self.shown } else { &mut self.hidden }) += 1;
    }

    fn figures(&self, name: &str, figures: &mut Figures) {
        let share = |right: usize, of: usize| right as f64 / of.max(1) as f64;
        let precision = share(self.found, self.found + self.shown);
        let recall = share(self.found, self.found + self.missed);
        let f1 = 2.0 * precision * recall / (precision + recall).max(f64::MIN_POSITIVE);
        figures.percent(format!("{name}_f1"), 100.0 * f1);
        figures.percent(format!("{name}_precision"), 100.0 * precision);
        figures.percent(format!("{name}_recall"), 100.0 * recall);
        figures.share(&format!("{name}_non_matches_shown"), self.shown, self.shown + self.hidden);
    }
}

/// How pairs were told apart.
#[derive(Default)]
pub struct Pairs {
    /// An alias against the entry's main name.
    names: Told,
    /// An alias against all other names of the entry, as a name is looked up.
    entries: Told,
    variants: usize,
    variants_found: usize,
    swaps: usize,
    swaps_shown: usize,
}

impl Pairs {
    /// The pairs of persons of `list`; of long lists every `step`-th.
    pub fn of(list: &NameList, step: usize) -> Pairs {
        let persons: Vec<_> = list.entries().iter().filter(|entry| entry.kind == EntryKind::Person).collect();
        let main: Vec<&str> =
            persons.iter().filter_map(|entry| Some(entry.names.first()?.0.as_str())).collect();
        let looks: Vec<BTreeSet<String>> = main.iter().map(|name| trigrams(name)).collect();
        let mut pairs = Pairs::default();
        let mut count = 0;
        for (at, entry) in persons.iter().enumerate() {
            let mut seen = BTreeSet::from([same(main[at])]);
            let good = entry.names.iter().skip(1).filter(|(_, quality)| *quality == Quality::Good);
            for (alias, _) in good.filter(|(alias, _)| seen.insert(same(alias))) {
                count += 1;
                if count % step == 0 {
                    pairs.add(list, alias, entry, persons[nearest(&looks, at, alias)]);
                }
            }
            pairs.swap(list, main[at]);
        }
        pairs.made_swaps(list);
        pairs
    }

    fn add(&mut self, list: &NameList, alias: &str, entry: &Entry, other: &Entry) {
        let score = |name: &str| list.compare(alias, name, EntryKind::Person);
        let best = |entry: &Entry| {
            let names = entry.names.iter().filter(|(name, _)| same(name) != same(alias));
            names.map(|(name, _)| score(name)).fold(0.0, f64::max)
        };
        let (Some((own, _)), Some((foreign, _))) = (entry.names.first(), other.names.first()) else { return };
        self.names.add(score(own), score(foreign));
        self.entries.add(best(entry), best(other));
        if like(&trigrams(alias), &trigrams(own)) >= VARIANT {
            self.variants += 1;
            self.variants_found += usize::from(score(own) >= SHOWN);
        }
    }

    /// A listed name with a marker, father and son changed.
    fn swap(&mut self, list: &NameList, name: &str) {
        let (surname, given) =
            name.split_once(',').map_or((None, name), |(surname, given)| (Some(surname), given));
        let words: Vec<&str> = given.split_whitespace().collect();
        let marker = words
            .iter()
            .position(|word| matches!(word.to_lowercase().as_str(), "bin" | "ben" | "ibn" | "ould"));
        let Some(marker) = marker.filter(|at| *at == 1 && words.len() > 2) else { return };
        let mut swapped = words.clone();
        swapped.swap(0, marker + 1);
        if words[0] != words[2] {
            let swapped = swapped.join(" ");
            self.swapped(
                list,
                name,
                &surname.map_or(swapped.clone(), |surname| format!("{surname}, {swapped}")),
            );
        }
    }

    /// Names that fathers and sons bear, with each marker and without.
    fn made_swaps(&mut self, list: &NameList) {
        const GIVEN: &[&str] =
            &["Ahmed", "Ali", "Hassan", "Ibrahim", "Khalid", "Mohammed", "Omar", "Salim", "Yusuf", "Said"];
        for a in GIVEN {
            for b in GIVEN.iter().filter(|b| *b != a) {
                for marker in ["bin ", "ibn ", "ben ", "ould ", ""] {
                    self.swapped(
                        list,
                        &format!("{a} {marker}{b} al-Masri"),
                        &format!("{b} {marker}{a} al-Masri"),
                    );
                    self.swapped(list, &format!("{a} {marker}{b}"), &format!("{b} bin {a}"));
                }
            }
        }
    }

    fn swapped(&mut self, list: &NameList, name: &str, swapped: &str) {
        self.swaps += 1;
        if list.compare(name, swapped, EntryKind::Person) >= SHOWN {
            self.swaps_shown += 1;
        }
    }

    /// Adds the figures under names that begin with `list`.
    pub fn figures(&self, list: &str, figures: &mut Figures) {
        figures.number(format!("{list}_pairs"), self.names.found + self.names.missed);
        self.names.figures(list, figures);
        self.entries.figures(&format!("{list}_entry"), figures);
        figures.share(&format!("{list}_spellings_found"), self.variants_found, self.variants);
        figures.number(format!("{list}_swaps"), self.swaps);
        figures.number(format!("{list}_swaps_shown"), self.swaps_shown);
    }
}

/// How many of these persons, who are not on the list, are shown as candidates.
pub fn shown(list: &NameList, names: &[String]) -> usize {
    names.iter().filter(|name| !list.candidates(name, EntryKind::Person).is_empty()).count()
}

fn same(name: &str) -> String {
    let mut words: Vec<String> =
        name.to_lowercase().split(|c: char| !c.is_alphanumeric()).map(str::to_owned).collect();
    words.sort();
    words.concat()
}

fn trigrams(name: &str) -> BTreeSet<String> {
    let letters: Vec<char> = name.to_lowercase().chars().filter(|c| c.is_alphabetic()).collect();
    letters.windows(3).map(|three| three.iter().collect()).collect()
}

/// The other entry whose name looks most like the alias.
fn nearest(looks: &[BTreeSet<String>], own: usize, alias: &str) -> usize {
    let asked = trigrams(alias);
    let others = (0..looks.len()).filter(|at| *at != own);
    others.max_by(|a, b| like(&looks[*a], &asked).total_cmp(&like(&looks[*b], &asked))).unwrap_or(own)
}

/// Dice's coefficient.
fn like(a: &BTreeSet<String>, b: &BTreeSet<String>) -> f64 {
    2.0 * a.intersection(b).count() as f64 / (a.len() + b.len()).max(1) as f64
}
