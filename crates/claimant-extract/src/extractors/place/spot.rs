//! Where names of places stand: of those that the gazetteer knows, the ones that the names layer or the words around bear
//! out. A name that is a place in one spot is one in all of the document.

use std::collections::HashMap;
use std::ops::Range;

use claimant_doc::{Doc, EntityKind, Marks, Span, Tag};

use super::weights::WEIGHTS;
use super::{narrow, qualify, words};
use crate::gazetteer::{self, Named, Place, Sort};

/// A name in the text that may be a place.
pub struct Spot {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// Its bytes.
    pub span: Span,
    /// The name as looked up.
    pub key: String,
    /// What it may mean.
    pub readings: Vec<Named>,
    /// Whether words behind it say which.
    pub qualified: bool,
    /// Whether it is the short form of a state.
    pub short: bool,
    /// The words behind it that say which, and what they mean.
    pub qualifier: Option<(Range<usize>, Vec<Place>)>,
}

/// A spot with what speaks for it.
struct Seen {
    spot: Spot,
    /// How the names layer sees it.
    label: Label,
    /// What that says.
    named: f32,
    /// What the words around say.
    around: f32,
}

/// What speaks for a name over all of its spots.
#[derive(Clone, Copy, Default)]
struct Told {
    name: f32,
    named: f32,
    around: f32,
    spots: f32,
}

/// How the names layer sees a spot.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Label {
    /// The whole of a name of that kind; whether the entity has longer names.
    Whole(EntityKind, bool),
    /// Inside a longer name of that kind: at its start, its end or between.
    Inside(EntityKind, bool),
    /// No name.
    None,
}

/// Longest name in tokens.
const LONGEST: usize = 5;

/// Spots that are places, in text order.
pub fn spots(doc: &Doc<'_>, marks: &Marks, encoded: bool) -> Vec<Spot> {
    let names = Names::of(doc, marks);
    let mut seen: Vec<Seen> = Vec::new();
    let mut at = 0;
    while at < doc.tokens.len() {
        let found = if names.timed[at] { None } else { spot_at(doc, &names, at) };
        match found {
            Some(mut spot) => {
                at = spot.tokens.end;
                narrow::narrow(doc, &mut spot, seen.last_mut().map(|seen| &mut seen.spot));
                let label = names.label(&spot.tokens);
                let (named, around) = (by_label(doc, &spot, label, encoded), by_words(doc, &names, &spot));
                seen.push(Seen { spot, label, named, around });
            }
            None => at += 1,
        }
    }
    let mut told: HashMap<&str, Told> = HashMap::new();
    for seen in &seen {
        told.entry(&seen.spot.key).or_default().add(seen);
    }
    let is_place =
        |seen: &Seen| is_place(seen, told.get(&seen.spot.key[..]).copied().unwrap_or_default(), encoded);
    let kept: Vec<bool> = seen.iter().map(is_place).collect();
    seen.into_iter().zip(kept).filter(|(_, kept)| *kept).map(|(seen, _)| seen.spot).collect()
}

impl Told {
    fn add(&mut self, seen: &Seen) {
        self.name = by_name(&seen.spot);
        if !matches!(seen.label, Label::Inside(..)) {
            self.named += seen.named;
            self.around += seen.around;
            self.spots += 1.0;
        }
    }

    /// What all spots say together.
    fn sum(&self) -> f32 {
        self.name + self.named / self.spots.max(1.0) + self.around.clamp(-4.0, 5.0)
    }
}

/// Whether a spot is a place, given what all spots of its name say.
fn is_place(seen: &Seen, told: Told, encoded: bool) -> bool {
    // What the encoder does not call a place needs more to be one.
    let sum = told.sum() - if encoded { WEIGHTS.unsaid } else { 0.0 };
    match seen.label {
        Label::Whole(EntityKind::Place, _) => true,
        Label::Whole(EntityKind::Group, _) => false,
        Label::Inside(..) => {
            seen.named + seen.around >= WEIGHTS.inside && told.name + told.named.max(0.0) >= WEIGHTS.inside
        }
        Label::Whole(_, true) => seen.around >= WEIGHTS.locative && sum >= WEIGHTS.surname,
        _ => seen.around > -2.0 && sum >= WEIGHTS.spot,
    }
}

/// The longest name of the gazetteer that begins at token `at`.
fn spot_at(doc: &Doc<'_>, names: &Names, at: usize) -> Option<Spot> {
    let word = doc.word(at);
    if !word.starts_with(char::is_uppercase) {
        return None;
    }
    if let Some(spot) = short_at(doc, at) {
        return Some(spot);
    }
    let longest = (at + 1..at + LONGEST).take_while(|i| is_part(doc, *i)).count() + 1;
    let whole = names.whole.get(&at).copied().filter(|end| *end > at + longest);
    let ends = whole.into_iter().chain((at + 1..=at + longest).rev());
    ends.filter(|end| whole == Some(*end) || ends_well(doc, at, *end)).find_map(|end| {
        let readings: Vec<Named> = readings(doc, at..end);
        if readings.is_empty() { None } else { spot(doc, at..end, readings) }
    })
}

/// The short form of a state at token `at`: "Va.", "W.Va.", and "VA" behind a town.
fn short_at(doc: &Doc<'_>, at: usize) -> Option<Spot> {
    let text = |tokens: &Range<usize>| Some(doc.span(tokens.clone())?.of(doc.text()));
    let mut whole = [at..at + 3, at..at + 1].into_iter();
    let (tokens, (place, stand)) =
        whole.find_map(|tokens| Some((tokens.clone(), words::state(text(&tokens)?)?)))?;
    let behind = at > 1 && doc.word(at - 1) == ",";
    let stopped = doc.word(tokens.end - 1).ends_with('.');
    let town = || gazetteer::named(doc.word(at - 2)).next().is_some();
    let fits = stand == words::Stand::Alone || behind && (stopped || town());
    let spot = if fits { spot(doc, tokens, vec![(place, true)]) } else { None };
    spot.map(|spot| Spot { short: true, ..spot })
}

fn readings(doc: &Doc<'_>, tokens: Range<usize>) -> Vec<Named> {
    let Some(span) = doc.span(tokens) else { return Vec::new() };
    gazetteer::named(span.of(doc.text())).collect()
}

/// A spot; what follows may say which of its readings is meant.
fn spot(doc: &Doc<'_>, tokens: Range<usize>, readings: Vec<Named>) -> Option<Spot> {
    let span = doc.span(tokens.clone())?;
    let key = gazetteer::key(span.of(doc.text()));
    let qualifier = qualify::behind(doc, &tokens);
    let fitting = match &qualifier {
        _ if narrow::is_called_state(doc, &tokens) => {
            qualify::own(&readings, Sort::Region).map(|region| (region, true)).collect()
        }
        Some(qualifier) => qualify::fitting(&readings, qualifier),
        None => Vec::new(),
    };
    let qualifier =
        qualifier.map(|qualifier| (qualifier.tokens.clone(), qualify::meant(&fitting, &qualifier)));
    let qualified = !fitting.is_empty();
    let readings = if qualified { fitting } else { readings };
    Some(Spot { tokens, span, key, readings, qualified, short: false, qualifier })
}

/// Words in small letters inside names of places: "Dar es Salaam".
const INNER: &[&str] =
    &["of", "the", "de", "la", "del", "es", "upon", "on", "and", "al", "el", "-", "’s", "'s"];

fn is_part(doc: &Doc<'_>, i: usize) -> bool {
    let word = doc.word(i);
    word.starts_with(char::is_uppercase) || INNER.contains(&word)
}

fn ends_well(doc: &Doc<'_>, start: usize, end: usize) -> bool {
    let last = doc.word(end - 1);
    let one = end == start + 1;
    let letters = last.chars().filter(|c| c.is_alphabetic()).count();
    last.starts_with(char::is_uppercase) && letters > 1 && (!one || is_name(doc, start))
}

/// Whether one word may be a name by its tag.
fn is_name(doc: &Doc<'_>, i: usize) -> bool {
    matches!(doc.tag(i), Tag::Nnp | Tag::Nnps | Tag::Nn | Tag::Nns | Tag::Jj | Tag::Other)
}

/// What the words around a spot say.
fn by_words(doc: &Doc<'_>, names: &Names, spot: &Spot) -> f32 {
    let (before, after) =
        (spot.tokens.start.checked_sub(1).map_or("", |i| doc.word(i)), doc.word(spot.tokens.end));
    let mut weight = if spot.qualified { 4.0 } else { 0.0 };
    weight += if names.lists(doc, &spot.tokens) { WEIGHTS.listed } else { 0.0 };
    weight += match before {
        _ if words::is_locative(before) => WEIGHTS.locative,
        _ if words::is_directional(before) => WEIGHTS.directional,
        _ if words::is_honorific(before) => -4.0,
        _ => 0.0,
    };
    weight
        + match after {
            _ if words::is_local(after) => WEIGHTS.local,
            _ if words::is_personal(after) => WEIGHTS.personal,
            "--" | "—" | "–" if spot.key.len() > 3 && is_opening(doc, spot.tokens.start) => 3.0,
            "(" if is_opening(doc, spot.tokens.start) => 2.0,
            _ => 0.0,
        }
}

/// What the names layer says.
fn by_label(doc: &Doc<'_>, spot: &Spot, label: Label, encoded: bool) -> f32 {
    let sure = if encoded { 2.0 } else { 1.0 };
    match label {
        Label::Whole(EntityKind::Place, _) => 3.0,
        Label::Whole(EntityKind::Other, _) => 0.0,
        Label::Whole(EntityKind::Person, _) => sure * WEIGHTS.person,
        Label::Whole(..) => sure * WEIGHTS.institution,
        Label::None => sure * WEIGHTS.nameless,
        Label::Inside(EntityKind::Organization | EntityKind::Event, start) => {
            let local = start && words::is_institution(doc.word(spot.tokens.end));
            let of = !start && doc.is(spot.tokens.start.saturating_sub(1), "of");
            let paper = start && words::is_paper(doc.word(spot.tokens.end));
            let large = spot.readings.iter().any(|(place, own)| *own && place.sort() <= Sort::Region);
            let letters = spot.key.len() > 3;
            if (local || of) && !paper && letters && !large { 1.0 } else { 0.0 }
        }
        Label::Inside(EntityKind::Place, start) => by_part(doc, spot, start),
        Label::Inside(..) => -5.0,
    }
}

/// A place inside the name of one that the gazetteer does not know: "Northeast Georgia", "Henderson County Jail".
fn by_part(doc: &Doc<'_>, spot: &Spot, start: bool) -> f32 {
    let before = doc.word(spot.tokens.start.saturating_sub(1));
    let behind = doc.word(spot.tokens.end);
    if !start && words::is_side(before)
        || start && (words::is_institution(behind) || words::is_building(behind))
    {
        2.0
    } else {
        -5.0
    }
}

/// What the name itself says.
fn by_name(spot: &Spot) -> f32 {
    let own = || spot.readings.iter().filter(|(_, own)| *own).map(|(place, _)| *place);
    let sort = own().map(|place| place.sort()).min();
    let size = own().filter(|p| p.sort() == Sort::City).map(|p| p.size()).fold(0.0, f32::max);
    let common = if words::is_common(&spot.key) { -4.0 } else { 0.0 };
    if spot.short {
        return 4.0;
    }
    let long = if spot.key.contains(' ') { 1.0 } else { 0.0 };
    common
        + long
        + match sort {
            // Some countries are first names too.
            Some(Sort::Country) if matches!(&spot.key[..], "georgia" | "israel" | "jordan") => 3.0,
            Some(Sort::Country) => 4.5,
            Some(Sort::Region) if size > 0.0 || spot.key.len() > 4 => 2.0,
            Some(Sort::County) if spot.key.contains(' ') => 3.0,
            None => -1.0,
            _ if size >= 19.0 => 2.0,
            _ if size >= 16.5 => 1.0,
            _ if size < 12.0 => -0.5,
            _ => 0.0,
        }
}

/// Whether a sentence begins here.
pub fn is_opening(doc: &Doc<'_>, i: usize) -> bool {
    let start = doc.tokens.get(i).map(|token| token.span.start());
    let sentence = start.and_then(|start| doc.sentence_at(start)).and_then(|at| doc.sentences.get(at));
    sentence.is_some_and(|sentence| sentence.tokens.start == i)
}

/// The names layer by token.
struct Names {
    /// Index + 1 of the mention that holds a token.
    held: Vec<u32>,
    mentions: Vec<(Range<usize>, EntityKind, bool)>,
    /// The ends of places by their starts.
    whole: HashMap<usize, usize>,
    /// Tokens of times.
    timed: Vec<bool>,
}

impl Names {
    fn of(doc: &Doc<'_>, marks: &Marks) -> Names {
        let count = doc.tokens.len();
        let mut names = Names {
            held: vec![0; count],
            mentions: Vec::new(),
            whole: HashMap::new(),
            timed: vec![false; count],
        };
        for entity in marks.entities() {
            for mention in &entity.mentions {
                let tokens = doc.tokens_in(mention.span);
                let longer = entity.name.len() > mention.span.len();
                names.held[tokens.clone()].fill(names.mentions.len() as u32 + 1);
                if entity.kind == EntityKind::Place {
                    names.whole.insert(tokens.start, tokens.end);
                }
                names.mentions.push((tokens, entity.kind, longer));
            }
        }
        for time in marks.times() {
            names.timed[doc.tokens_in(time.span)].fill(true);
        }
        names
    }

    /// Whether another place stands before or behind in a list: "Atlanta, Macon and Savannah".
    fn lists(&self, doc: &Doc<'_>, tokens: &Range<usize>) -> bool {
        let joins = |i: usize| matches!(doc.word(i), "," | "and" | "or");
        let place = |i: usize| {
            let held = self.held.get(i).and_then(|held| held.checked_sub(1));
            held.and_then(|at| self.mentions.get(at as usize))
                .is_some_and(|(_, kind, _)| *kind == EntityKind::Place)
        };
        let before = tokens.start >= 2 && joins(tokens.start - 1) && place(tokens.start - 2);
        before || joins(tokens.end) && place(tokens.end + 1)
    }

    fn label(&self, tokens: &Range<usize>) -> Label {
        let holding = |i: &usize| self.held.get(*i).and_then(|held| held.checked_sub(1));
        let Some(index) = tokens.clone().find_map(|i| holding(&i)) else { return Label::None };
        let Some((held, kind, longer)) = self.mentions.get(index as usize) else { return Label::None };
        match () {
            () if held == tokens => Label::Whole(*kind, *longer),
            () if held.start <= tokens.start && held.end >= tokens.end => {
                Label::Inside(*kind, held.start == tokens.start)
            }
            () if held.start >= tokens.start && held.end <= tokens.end => Label::Whole(*kind, false),
            () => Label::Inside(EntityKind::Other, false),
        }
    }
}
