//! A figure with all that decides whether another one can be held against it: what is counted, by what method, of whom,
//! where, when, and who says so.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use claimant_doc::{
    Carried, Claim, Date, Entity, Link, Quantity, QuantityKind, Reading, Side, Span, Standing, Status,
    interval::Interval, period::Period,
};

use super::lexicon::{MEASURES, METHODS, folded};
use super::stem::stem;
use super::stop::is_stop;
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

/// Words of a state.
const STATE: &[&str] = &[
    "total",
    "totals",
    "totaling",
    "totalling",
    "toll",
    "surpass",
    "surpassed",
    "exceed",
    "exceeded",
    "reach",
    "reached",
    "topped",
    "passed",
    "cumulative",
    "overall",
    "far",
    "now",
    "rose",
    "risen",
    "climbed",
    "stood",
    "stands",
    "since",
];
/// Words of a figure for a time.
const RATES: &[&str] = &["daily", "weekly", "monthly", "yearly", "annually", "annual", "hourly"];
/// Words of a time that "a" or "per" makes a rate.
const TIMES: &[&str] = &["day", "week", "month", "year", "hour", "minute"];
/// Words that take in the whole world.
const WORLD: &[&str] = &["world", "worldwide", "globally", "global", "world-wide", "globe"];

/// Names around a figure that are kept with its measure.
const STORED_NAMES: usize = 4;
/// Stems of names that every sentence may have.
static DAYS: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
    let names = "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august \
                 september october november december";
    names.split_whitespace().map(stem).collect()
});

impl Figure {
    /// A figure of an article; `None` if it has no value or counts nothing.
    pub fn of(reading: &Reading, quantity: &Quantity) -> Option<Figure> {
        let text = reading.article.text();
        let claim = holder(reading, quantity);
        let source = claim.and_then(|claim| claim.chain.last()).and_then(Link::id).and_then(|id| {
            let attribution = reading.attributions.iter().find(|a| a.id == id)?;
            Some(attribution.source.first().map_or("an unnamed source", |s| s.of(text)).to_owned())
        });
        let scope = Scope {
            item: quantity.item.map_or("", |span| span.of(text)),
            measure: quantity.measure.as_deref(),
            context: context(reading, quantity, claim),
            places: places(reading, quantity),
            period: period(reading, quantity),
            published: reading.article.published.as_deref().and_then(day),
            status: claim.map(|claim| claim.status),
            agents: agents(reading, quantity),
            source,
        };
        Figure::new(quantity, text, reading.article.id(), scope)
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
            measure: measure
                .map(|m| (*m).to_owned())
                .or_else(|| scope.measure.map(|m| stem(&m.to_lowercase()))),
            method: method(&item).or_else(|| method(&context)),
            rate: is_rate(&item) || is_rate(&after(quantity, text)),
            standing: quantity.standing,
            places: near,
            period: scope.period,
            state: context.iter().any(|word| STATE.contains(&word.as_str())),
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

/// The shortest claim that holds the figure.
fn holder<'r>(reading: &'r Reading, quantity: &Quantity) -> Option<&'r Claim> {
    let holds = |claim: &&Claim| claim.quantities.iter().filter_map(Link::id).any(|id| id == quantity.id);
    reading
        .claims
        .iter()
        .filter(holds)
        .min_by_key(|claim| claim.content.iter().map(|span| span.len()).sum::<usize>())
}

/// The words around a figure: its sentence, which has the cue too.
fn context<'r>(reading: &'r Reading, quantity: &Quantity, claim: Option<&Claim>) -> &'r str {
    let text = reading.article.text();
    let sentence = reading.sentences.iter().find(|sentence| sentence.contains(quantity.span));
    let span = sentence.copied().or_else(|| claim.and_then(|claim| claim.content.first().copied()));
    span.unwrap_or(quantity.span).of(text)
}

fn linked<'r, T>(items: &'r [T], link: Option<&Link>, id: impl Fn(&T) -> &str) -> Option<&'r T> {
    let wanted = link.and_then(Link::id)?;
    items.iter().find(|item| id(item) == wanted)
}

/// The place of a figure, by code where one is known, so that "the US" and "America" are one.
fn places(reading: &Reading, quantity: &Quantity) -> Vec<String> {
    let place = linked(&reading.entities, quantity.place.as_ref(), |entity| &entity.id);
    place.map(name).into_iter().collect()
}

/// A country's code, else the name.
pub fn name(entity: &Entity) -> String {
    let code = entity.identifiers.iter().find(|i| i.scheme == "iso3166-1-alpha2");
    code.map_or_else(|| entity.name.clone(), |code| code.value.clone())
}

/// The stated period of a figure; one carried over from elsewhere is no ground to conclude from.
fn period(reading: &Reading, quantity: &Quantity) -> Option<Period> {
    if quantity.carried.contains(&Carried::Time) {
        return None;
    }
    linked(&reading.times, quantity.time.as_ref(), |time| &time.id).and_then(Period::of)
}

/// Who did it, by the event that the figure counts.
fn agents(reading: &Reading, quantity: &Quantity) -> Vec<String> {
    let event = linked(&reading.events, quantity.event.as_ref(), |event| &event.id);
    let agents = event.into_iter().flat_map(|event| &event.participants).filter(|p| p.role == "agent");
    agents
        .map(|p| {
            linked(&reading.entities, p.entity.as_ref(), |e| &e.id)
                .map_or_else(|| p.span.of(reading.article.text()).to_owned(), name)
        })
        .collect()
}

fn world(name: &str) -> Option<String> {
    let name = name.to_lowercase();
    let name = name.strip_prefix("the ").unwrap_or(&name);
    Some(if is_world(name) { "world".to_owned() } else { name.to_owned() })
}

fn is_world(word: &str) -> bool {
    WORLD.contains(&word)
}

/// Stem of the noun that is counted: the last word before "of", "from" and the like.
fn counted(item: &str) -> Option<String> {
    const CUTS: [&str; 9] =
        [" from ", " of ", " in ", " who ", " that ", " with ", " on ", " based ", " linked "];
    let main = CUTS.iter().fold(item, |rest, cut| rest.split(cut).next().unwrap_or(rest));
    let main = main.split([',', '(']).next().unwrap_or(main);
    let words = folded(main);
    // "people killed", "cases confirmed": the noun stands before what is said of it.
    let noun = words.iter().rev().find(|word| !is_participle(word)).or_else(|| words.last())?;
    Some(stem(noun))
}

fn is_participle(word: &str) -> bool {
    word.ends_with("ed") && word.len() > 4 || word.ends_with("ing") && word.len() > 5
}

/// What limits the counted: all words of the item but its noun, stop words and what says how it was counted.
fn limits(item: &[String], head: &str) -> BTreeSet<String> {
    let kept = item
        .iter()
        .filter(|w| !is_stop(w) && !METHODS.contains_key(w.as_str()) && !MEASURES.contains_key(w.as_str()));
    kept.map(|word| stem(word)).filter(|word| word != head).collect()
}

fn method(words: &[String]) -> Option<Method> {
    words.iter().find_map(|word| match METHODS.get(word.as_str()).copied()? {
        "counted" => Some(Method::Counted),
        "estimated" => Some(Method::Estimated),
        _ => Some(Method::Forecast),
    })
}

/// The words right behind a figure and its item.
fn after(quantity: &Quantity, text: &str) -> Vec<String> {
    let end = quantity.item.map_or(quantity.span, |item| quantity.span.to(item)).end();
    let rest: String = text
        .get(end..)
        .unwrap_or_default()
        .chars()
        .take(32)
        .take_while(|c| !matches!(c, '.' | ';'))
        .collect();
    folded(&rest).into_iter().take(3).collect()
}

fn is_rate(words: &[String]) -> bool {
    let per = |pair: &[String]| {
        matches!(pair[0].as_str(), "a" | "per" | "each" | "every" | "one")
            && TIMES.contains(&pair[1].as_str())
    };
    words.iter().any(|word| RATES.contains(&word.as_str())) || words.windows(2).any(per)
}

/// Stems of the words that tell what a sentence is about.
pub fn topic(words: &[String]) -> BTreeSet<String> {
    let told = words.iter().filter(|w| w.len() > 2 && !is_stop(w) && !w.bytes().all(|b| b.is_ascii_digit()));
    told.map(|word| stem(word)).collect()
}

/// Stems of words with a capital letter, but for the first.
fn names(text: &str) -> BTreeSet<String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).skip(1);
    let named = words.filter(|word| word.starts_with(char::is_uppercase)).map(str::to_lowercase);
    named.filter(|word| word.len() > 2 && !is_stop(word)).map(|word| stem(&word)).collect()
}

/// The figure and what it counts, if that follows at once.
fn written(quantity: &Quantity, text: &str) -> String {
    let near = |item: &Span| item.start().checked_sub(quantity.span.end()).is_some_and(|gap| gap <= 8);
    quantity.item.filter(near).map_or(quantity.span, |item| quantity.span.to(item)).of(text).to_owned()
}
