//! A figure with all that decides whether another one can be held against it: what is counted, by what method, of whom,
//! where, when, and who says so.

mod phrase;

use std::collections::BTreeSet;
use std::sync::LazyLock;

use claimant_doc::{
    Carried, Date, Participant, Quantity, QuantityKind, Side, Standing, Status, interval::Interval,
    period::Period,
};

use self::phrase::{
    after, counted, is_rate, is_world, limits, method, names, told_measure, topic, world, written,
};
pub(super) use self::phrase::{is_world as is_word_of_world, names as capitals};
use super::items::{Items, name};
use super::lexicon::{MEASURES, folded};
use super::stem::stem;
use super::when::day;
use super::words::{hash, join};

/// How a figure was come by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Method {
    /// Confirmed, registered, on record.
    Counted,
    /// By a model or a sample.
    Estimated,
    /// Of what is to come.
    Forecast,
}

/// What an article says of a figure, beside the figure. The parts of [`Figure::new`].
#[derive(Clone, Debug, Default)]
pub struct Scope<'t> {
    /// What is counted: "migrants from Tajikistan".
    pub item: &'t str,
    /// What happened to it, in its base form.
    pub measure: Option<&'t str>,
    /// The clause or sentence around the figure.
    pub context: &'t str,
    /// Names of the place it is said of; empty where none is.
    pub places: Vec<String>,
    /// The period it is said of, where the text states it.
    pub period: Option<Period>,
    /// When the article appeared.
    pub published: Option<Date>,
    /// What its source does with it.
    pub status: Option<Status>,
    /// Who did what is counted.
    pub agents: Vec<String>,
    /// Who says so; `None` where the article does.
    pub source: Option<String>,
}

/// A figure with its scope.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// Where it stands.
    pub side: Side,
    /// The figure and what it counts, as written.
    pub words: String,
    /// The numbers it allows.
    pub allows: Interval,
    /// What sort of figure.
    pub kind: QuantityKind,
    /// Its unit; persons and plain counts are one.
    pub unit: Option<String>,
    /// Stem of the counted noun.
    pub head: String,
    /// Stems of what else describes the counted: "confirmed", "male".
    pub limits: BTreeSet<String>,
    /// What happened to the counted: a group of the list of measures, or a stem.
    pub measure: Option<String>,
    /// How it was come by, where the text says.
    pub method: Option<Method>,
    /// Whether it is a figure for a time: "a day", "daily".
    pub rate: bool,
    /// On top of another figure, or replaced by one.
    pub standing: Option<Standing>,
    /// Names of the place, in small letters; empty where none is stated.
    pub places: BTreeSet<String>,
    /// The stated period.
    pub period: Option<Period>,
    /// Whether the words tell a state and not what came about in the period: "total", "so far".
    pub state: bool,
    /// When the article appeared.
    pub published: Option<Date>,
    /// What its source does with it.
    pub status: Status,
    /// Who did what is counted, in small letters.
    pub agents: BTreeSet<String>,
    /// Who says so.
    pub source: Option<String>,
    /// Stems of the words around it, that tell what it is about.
    pub topic: BTreeSet<String>,
    /// Those of them that are names.
    pub names: BTreeSet<String>,
}

/// Names around a figure that are kept with its measure.
const STORED_NAMES: usize = 4;
/// Stems of names that every sentence may have.
pub(super) static DAYS: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
    let names = "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august \
                 september october november december";
    names.split_whitespace().map(stem).collect()
});

/// The stems of the capitalised words of a source.
fn written_names(source: &str) -> BTreeSet<String> {
    names(&format!("by {source}")) // the first word is never a name there
}

impl Figure {
    /// A figure of an article; `None` if it has no value or counts nothing.
    pub fn of(items: &Items<'_>, quantity: &Quantity) -> Option<Figure> {
        let (article, text) = (&items.reading.article, items.text());
        let claim = items.holder(quantity);
        let place = items.entity(quantity.place.as_ref());
        let scope = Scope {
            item: quantity.item.map_or("", |span| span.of(text)),
            measure: quantity.measure.as_deref(),
            context: items.sentence(quantity.span).of(text),
            places: place.map(name).into_iter().collect(),
            period: period(items, quantity),
            published: article.published.as_deref().and_then(day),
            status: claim.map(|claim| claim.status),
            agents: agents(items, quantity),
            source: claim.and_then(|claim| items.source(claim)),
        };
        Figure::new(quantity, text, article.id(), scope)
    }

    /// A figure from its parts.
    pub fn new(quantity: &Quantity, text: &str, article: &str, scope: Scope<'_>) -> Option<Figure> {
        let context = folded(scope.context);
        let item = folded(scope.item);
        let places: BTreeSet<String> = scope.places.iter().flat_map(|name| world(name)).collect();
        let near = if places.is_empty() {
            context.iter().filter(|w| is_world(w)).map(|_| "world".to_owned()).collect()
        } else {
            places
        };
        let head = counted(scope.item)?;
        let measure = item
            .iter()
            .chain(&scope.measure.map(str::to_lowercase))
            .rev()
            .find_map(|w| MEASURES.get(w.as_str()));
        let side =
            Side { article: article.to_owned(), item: Some(quantity.id.clone()), spans: vec![quantity.span] };
        Some(Figure {
            side,
            words: written(quantity, text),
            allows: Interval::of(quantity)?,
            kind: quantity.kind,
            unit: quantity
                .unit
                .clone()
                .filter(|unit| unit != "person" && !MEASURES.contains_key(unit.as_str())),
            limits: limits(&item, &head),
            head,
            measure: measure.map(|m| (*m).to_owned()).or_else(|| scope.measure.and_then(told_measure)),
            method: method(&item).or_else(|| method(&context)),
            rate: is_rate(&item) || is_rate(&after(quantity, text)),
            standing: quantity.standing,
            places: near,
            period: scope.period,
            state: context.iter().any(|word| phrase::is_state(word)),
            published: scope.published,
            status: scope.status.unwrap_or(Status::Asserted),
            agents: scope.agents.iter().map(|name| name.to_lowercase()).collect(),
            source: scope.source,
            topic: topic(&context),
            names: names(scope.context),
        })
    }

    /// Keys by which the store finds figures to hold against this one: its measure with each place, and with each rare
    /// word around it. Sorted.
    pub fn keys(&self) -> Vec<u64> {
        let what = hash(self.measure.as_deref().unwrap_or(&self.head));
        let about = self.places.iter().chain(&self.topic);
        about.map(|word| join(what, hash(word))).collect::<BTreeSet<u64>>().into_iter().collect()
    }

    /// What is counted, as it is part of every key.
    pub fn what(&self) -> u64 {
        hash(self.measure.as_deref().unwrap_or(&self.head))
    }

    /// The names around it that may tell of which one it is: neither days nor who says so.
    pub fn telling_names(&self) -> BTreeSet<&String> {
        let source = self.source.as_deref().map(written_names).unwrap_or_default();
        self.names.iter().filter(|name| !DAYS.contains(*name) && !source.contains(*name)).collect()
    }

    /// The few of its keys that are worth keeping: its measure with each place and the longest names around it. Sorted.
    pub fn store_keys(&self) -> Vec<u64> {
        let what = hash(self.measure.as_deref().unwrap_or(&self.head));
        let mut names: Vec<&String> = self.names.iter().filter(|name| !DAYS.contains(*name)).collect();
        names.sort_by_key(|name| std::cmp::Reverse(name.len()));
        let about: BTreeSet<&String> =
            self.places.iter().chain(names.into_iter().take(STORED_NAMES)).collect();
        about.into_iter().map(|word| join(what, hash(word))).collect::<BTreeSet<u64>>().into_iter().collect()
    }

    /// The day whose state it tells, or the day of what came about.
    pub fn day(&self) -> Option<Date> {
        self.period.map(|period| period.to).or(self.published)
    }

    /// Whether it is claimed to be so.
    pub fn is_claimed(&self) -> bool {
        matches!(self.status, Status::Asserted | Status::Hedged | Status::Alleged)
    }
}

/// The stated period of a figure; one carried over from elsewhere is no ground to conclude from.
fn period(items: &Items<'_>, quantity: &Quantity) -> Option<Period> {
    let stated = quantity.time.as_ref().filter(|_| !quantity.carried.contains(&Carried::Time));
    items.time(stated).and_then(Period::of)
}

/// Who did it, by the event that the figure counts.
fn agents(items: &Items<'_>, quantity: &Quantity) -> Vec<String> {
    let event = items.event(quantity.event.as_ref());
    let agents = event.into_iter().flat_map(|event| &event.participants).filter(|p| p.role == "agent");
    let named = |p: &Participant| {
        items.entity(p.entity.as_ref()).map_or_else(|| p.span.of(items.text()).to_owned(), name)
    };
    agents.map(named).collect()
}
