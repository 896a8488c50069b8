//! Mentions to chains, one after the other.

use std::collections::HashMap;

use claimant_doc::{Doc, Marks, Span, Tag, holder};

use crate::Scores;
use crate::lexicon::is_of_storm;
use crate::scores::{Form, Mentioned};

/// A pronoun goes with what is before it if that is as likely, and so many times as likely as any other reading.
/// These and the next were chosen on development data.
const LEAST: f32 = 0.35;
const LEAD: f32 = 2.0;
/// It is clear whom it means if that is as likely, and so many times as likely as any other reading.
const CLEAR: f32 = 0.6;
const CLEAR_LEAD: f32 = 4.0;
/// A phrase that stands again goes with the one before, unless it is surer to be the first.
const SAME: f32 = 0.85;
/// A name goes with mentions before it that have none if that is as likely. Two names are one thing only if they are
/// alike, which the names layer says.
const NAMED: f32 = 0.7;

/// Tokens that are looked back over for who speaks.
const REACH: usize = 60;

/// Where a mention belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The number of its chain.
    pub chain: usize,
    /// Whether there is no doubt about it.
    pub is_clear: bool,
}

/// Chains in the making.
pub struct Chains<'d, 'a> {
    doc: &'d Doc<'a>,
    scores: &'d Scores,
    /// Names by place, with their entity.
    names: Vec<(Span, usize)>,
    times: Vec<Span>,
    /// The chain of each entity that has been mentioned.
    of_entity: Vec<Option<usize>>,
    /// The last chain of each noun phrase, by its words without the article.
    of_phrase: HashMap<String, usize>,
    chains: Vec<Known>,
    /// The head of each mention of each chain that is headed by a noun.
    nouns: Vec<Vec<usize>>,
    /// The place of each mention; a pronoun in doubt has none.
    places: Vec<Option<Place>>,
}

/// What is known of a chain.
#[derive(Clone, Copy, Default)]
struct Known {
    /// Whether it goes through a name.
    is_named: bool,
    /// Of whom it speaks as "he" or "she".
    gender: Option<Gender>,
}

/// Whom "he" and "she" may mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gender {
    He,
    She,
}

impl Gender {
    /// That of a pronoun.
    pub fn of(word: &str) -> Option<Gender> {
        let is = |forms: &[&str]| forms.iter().any(|form| word.eq_ignore_ascii_case(form));
        if is(&["he", "him", "his", "himself"]) {
            Some(Gender::He)
        } else if is(&["she", "her", "hers", "herself"]) {
            Some(Gender::She)
        } else {
            None
        }
    }
}

/// The chain that most speaks for.
#[derive(Clone, Copy)]
struct Likely {
    chain: usize,
    /// Its probability.
    share: f32,
    /// How many times as likely it is as the next.
    lead: f32,
}

impl<'d, 'a> Chains<'d, 'a> {
    /// No chains yet; `marks` hold the names.
    pub fn new(doc: &'d Doc<'a>, scores: &'d Scores, marks: &Marks) -> Self {
        let mut names: Vec<(Span, usize)> = Vec::new();
        for (entity, named) in marks.entities().enumerate() {
            names.extend(named.mentions.iter().map(|mention| (mention.span, entity)));
        }
        names.sort_unstable();
        let of_entity = vec![None; marks.entities().count()];
        let (of_phrase, chains, nouns, places) = (HashMap::new(), Vec::new(), Vec::new(), Vec::new());
        let times = marks.times().map(|time| time.span).collect();
        Chains { doc, scores, names, times, of_entity, of_phrase, chains, nouns, places }
    }

    /// The places of the mentions so far.
    pub fn places(&self) -> &[Option<Place>] {
        &self.places
    }

    /// Whether a number or a time heads the mention: what it means is for others to say.
    fn is_figure(&self, mention: &Mentioned) -> bool {
        let Some(token) = self.doc.tokens.get(mention.head) else { return true };
        let after = self.times.partition_point(|time| time.start() <= token.span.start());
        token.tag == Tag::Cd || self.times[..after].last().is_some_and(|time| time.contains(token.span))
    }

    /// Adds the next mention. Names that are alike are one. What has no name goes where most speaks for, or with the same
    /// words before.
    pub fn add(&mut self, mention: &Mentioned) {
        if self.is_figure(mention) {
            self.places.push(None);
            return;
        }
        let (entity, phrase) = (self.entity(mention), self.phrase(mention));
        let gender = Gender::of(self.doc.word(mention.head));
        let likely = self.speaker(mention, gender).or_else(|| self.likely(mention, gender));
        let known = entity.and_then(|entity| self.of_entity[entity]);
        let joins = |likely: &Likely| {
            let named = self.chains[likely.chain].is_named;
            match entity {
                Some(_) => !named && likely.share >= NAMED,
                None => likely.share > mention.first && !self.is_other(likely.chain, mention),
            }
        };
        let same = || {
            let before = self.of_phrase.get(phrase.as_ref()?);
            before.copied().filter(|_| entity.is_none() && mention.first < SAME)
        };
        let joined = known.or_else(|| likely.filter(joins).map(|likely| likely.chain)).or_else(same);
        // "We" may be anybody who speaks.
        let least = if is_speaker(self.doc.word(mention.head)) { CLEAR } else { LEAST };
        let leads =
            |least: f32, lead: f32| likely.is_some_and(|found| found.share >= least && found.lead >= lead);
        if joined.is_some() && mention.form == Form::Pronoun && !leads(least, LEAD) {
            self.places.push(None);
            return;
        }
        let sure = joined.is_none() || known.is_some() || joined == same();
        let is_clear = sure || leads(CLEAR, CLEAR_LEAD);
        let chain = joined.unwrap_or(self.chains.len());
        if chain == self.chains.len() {
            self.chains.push(Known::default());
            self.nouns.push(Vec::new());
        }
        if mention.form == Form::Nominal && entity.is_none() {
            self.nouns[chain].push(mention.head);
        }
        self.chains[chain].is_named |= entity.is_some();
        self.chains[chain].gender = self.chains[chain].gender.or(gender);
        if let Some(entity) = entity {
            self.of_entity[entity] = Some(chain);
        }
        if let Some(phrase) = phrase {
            self.of_phrase.insert(phrase, chain);
        }
        self.places.push(Some(Place { chain, is_clear }));
    }

    /// Whether a mention is headed by a noun, and the chain by other nouns alone: "the newspaper" and "the customs service"
    /// are mostly two.
    fn is_other(&self, chain: usize, mention: &Mentioned) -> bool {
        let nouns = &self.nouns[chain];
        let same = |head: &usize| self.doc.word(*head).eq_ignore_ascii_case(self.doc.word(mention.head));
        mention.form == Form::Nominal
            && !self.chains[chain].is_named
            && !nouns.is_empty()
            && !nouns.iter().any(same)
    }

    /// Whether a chain is not spoken of as the other gender.
    fn agrees(&self, chain: usize, gender: Option<Gender>) -> bool {
        gender.is_none() || self.chains[chain].gender.is_none_or(|known| Some(known) == gender)
    }

    /// "Kolt said she would not resign": who speaks, where the pronoun is the subject of what is said.
    fn speaker(&self, mention: &Mentioned, gender: Option<Gender>) -> Option<Likely> {
        gender?;
        let up = |i: usize| Some(self.scores.words.get(i)?.head? as usize);
        let verb = up(mention.head).filter(|_| self.scores.rel(mention.head).starts_with("nsubj"))?;
        let cue = up(verb).filter(|_| self.scores.rel(verb) == "ccomp")?;
        let before = self.places.iter().zip(&self.scores.mentions).rev();
        let place = before
            .take_while(|(_, earlier)| earlier.head + REACH > mention.head)
            .find(|(_, earlier)| up(earlier.head) == Some(cue) && self.scores.rel(earlier.head) == "nsubj")
            .and_then(|(place, _)| *place)?;
        let person = self.chains[place.chain].gender.is_some() || self.chains[place.chain].is_named;
        (person && self.agrees(place.chain, gender)).then_some(Likely {
            chain: place.chain,
            share: 1.0,
            lead: f32::MAX,
        })
    }

    fn likely(&self, mention: &Mentioned, gender: Option<Gender>) -> Option<Likely> {
        let mut shares: Vec<(usize, f32)> = Vec::new();
        for (antecedent, share) in &mention.antecedents {
            let Some(place) = self.places.get(*antecedent).copied().flatten() else { continue };
            if !self.agrees(place.chain, gender) {
                continue;
            }
            match shares.iter_mut().find(|(chain, _)| *chain == place.chain) {
                Some((_, sum)) => *sum += share,
                None => shares.push((place.chain, *share)),
            }
        }
        // The first of equals holds the likeliest antecedent.
        let (chain, share) =
            shares.iter().copied().reduce(|best, next| if next.1 > best.1 { next } else { best })?;
        let others = shares.iter().filter(|(other, _)| *other != chain).map(|(_, share)| *share);
        Some(Likely { chain, share, lead: share / others.fold(f32::MIN_POSITIVE, f32::max) })
    }

    /// The entity whose name heads the mention.
    fn entity(&self, mention: &Mentioned) -> Option<usize> {
        let span = self.doc.span(mention.tokens.clone())?;
        let head = self.doc.tokens.get(mention.head)?.span;
        let named = holder(&self.names, head)
            .filter(|(name, _)| span.contains(*name) || is_of_storm(self.doc, *name, span));
        named.map(|(_, entity)| entity)
    }

    /// The words of a noun phrase without the article that it begins with; none of a pronoun or of what is new ("a man").
    fn phrase(&self, mention: &Mentioned) -> Option<String> {
        const NEW: &[&str] = &["a", "an", "any", "some", "no", "every", "each", "another"];
        const SAID: &[&str] = &["the", "this", "that", "these", "those", "such"];
        let first = self.doc.word(mention.tokens.start).to_lowercase();
        if mention.form == Form::Pronoun || NEW.contains(&first.as_str()) {
            return None;
        }
        let said = usize::from(SAID.contains(&first.as_str()));
        let words = mention.tokens.clone().skip(said).map(|i| self.doc.word(i).to_lowercase());
        Some(words.collect::<Vec<_>>().join(" "))
    }
}

/// First and second persons.
fn is_speaker(word: &str) -> bool {
    const SPEAKERS: &[&str] = &["i", "me", "my", "we", "us", "our", "you", "your"];
    SPEAKERS.iter().any(|speaker| word.eq_ignore_ascii_case(speaker))
}
