//! How sure the claimant of one clause is, what they do with it, and which way round it is.
//!
//! First the cue's stance decides ("denied", "alleged", "promised"), then what the source is (a pleading alleges), then
//! the markers of the clause, each within its scope. An allegation is never let out as a fact: where a clause holds a
//! word of allegation, it is alleged.

pub mod pleading;
mod scope;

use claimant_doc::{
    Attribution, Certainty, Doc, Form, Marker, MarkerKind, Marks, Polarity, Reading, Stance, Status, Tag,
};

use crate::Scores;
use crate::clause::{Clause, Kind};
use crate::lexicon::is_not;
use pleading::Force;
use scope::Seen;

/// How far before a quotation a word of allegation is looked for, in tokens.
const NEAR: usize = 60;

/// Stems of verbs whose negation is meant of what they take: "did not think it was" for "thought it was not".
const RAISING: &[&str] = &[
    "think",
    "thought",
    "believ",
    "expect",
    "suppos",
    "imagin",
    "anticipat",
    "feel",
    "felt",
    "reckon",
    "consider",
];

/// A clause and who vouches for it.
pub struct Scene<'s> {
    /// The clause.
    pub clause: &'s Clause,
    /// Its innermost attribution; `None` for the article's own voice.
    pub found: Option<&'s Attribution>,
    /// Whether an outer attribution alleges it without a named source: "allegedly".
    pub hearsay: bool,
    /// The claim's form.
    pub form: Form,
}

/// The verdict on a clause.
pub struct Judged {
    /// How sure the claimant is.
    pub certainty: Certainty,
    /// What the claimant does with it.
    pub status: Status,
    /// Which way round.
    pub polarity: Polarity,
    /// The markers that were heard.
    pub markers: Vec<Marker>,
}

/// What judging needs to know of a document.
pub struct Judge<'m, 'a> {
    doc: &'m Doc<'a>,
    scores: &'m Scores,
    /// Markers by their first token.
    seen: Vec<Option<Seen>>,
    /// For every token of a time, whether it lies after the day of publication.
    future: Vec<Option<bool>>,
}

impl<'m, 'a> Judge<'m, 'a> {
    /// Indexes the markers and the times to come.
    pub fn new(doc: &'m Doc<'a>, scores: &'m Scores, marks: &Marks, reading: &Reading) -> Judge<'m, 'a> {
        let mut future = vec![None; doc.tokens.len()];
        let published = doc.article.published.as_deref().and_then(|day| day.get(..10)?.parse().ok());
        for time in &reading.times {
            let to_come = time
                .from
                .zip(published)
                .is_some_and(|(from, published): (claimant_doc::Date, _)| from > published);
            future[doc.tokens_in(time.span)].fill(Some(to_come));
        }
        Judge { doc, scores, seen: scope::seen(doc, marks), future }
    }

    /// The verdict on one clause.
    pub fn judge(&self, scene: &Scene<'_>) -> Judged {
        let heard = scope::heard(self.doc, self.scores, &self.seen, scene.clause);
        let (status, certainty) = self.status(scene, &heard);
        let turned = scene.found.is_some_and(|found| self.disbelieves(found));
        let negated = status == Status::Denied || is_negated(&heard) != turned;
        let shown = |seen: &&Seen| seen.marker.kind != MarkerKind::Negation;
        Judged {
            certainty,
            status,
            polarity: if negated { Polarity::Negated } else { Polarity::Affirmed },
            markers: heard.iter().filter(shown).map(|seen| seen.marker).collect(),
        }
    }

    fn status(&self, scene: &Scene<'_>, heard: &[Seen]) -> (Status, Certainty) {
        let said = self.by_words(scene, heard);
        if scene.clause.kind == Kind::Charge || scene.hearsay && said.0 == Status::Asserted {
            return (Status::Alleged, Certainty::Unknown);
        }
        let Some(found) = scene.found else { return said };
        match found.stance {
            Some(Stance::Denied) => (Status::Denied, Certainty::Certain),
            Some(Stance::Alleged) => (Status::Alleged, Certainty::Unknown),
            _ if said.0 == Status::Asserted && self.is_unsaid(found) => (Status::Hedged, Certainty::Unknown),
            _ if self.accuses(scene, found, said.0) => (Status::Alleged, Certainty::Unknown),
            Some(Stance::Claimed) if self.is_unowned(found) => (Status::Alleged, Certainty::Unknown),
            _ if self.is_quoted_from_allegation(found) => (Status::Alleged, Certainty::Unknown),
            stance => match pleading::force(self.doc, found) {
                Some(Force::Intent) if said.0 != Status::Hypothetical => (Status::Predicted, said.1),
                Some(Force::Sure(certainty)) if said.0 == Status::Asserted => hedged(certainty),
                Some(_) => said,
                None => stance.map_or(said, |stance| by_stance(stance, said, self.is_question(scene, found))),
            },
        }
    }

    /// A quotation that nothing introduces, in a sentence with a word of allegation before it.
    fn is_quoted_from_allegation(&self, found: &Attribution) -> bool {
        let Some(first) = found.content.first().filter(|_| found.cue.is_empty()) else { return false };
        let sentence = self.doc.sentence_at(first.start()).and_then(|i| self.doc.sentences.get(i));
        let start = sentence.map_or(0, |sentence| sentence.tokens.start);
        (start..self.doc.tokens_in(*first).start)
            .rev()
            .take(NEAR)
            .any(|i| self.seen[i].is_some_and(|seen| seen.marker.kind == MarkerKind::Allegation))
    }

    /// A claim of responsibility, or one that nobody is named for: "denied claims that …".
    fn is_unowned(&self, found: &Attribution) -> bool {
        let first = found.content.first().map_or(0, |span| self.doc.tokens_in(*span).start);
        found.source.is_empty() || self.doc.is(first, "responsibility")
    }

    /// "did not say that …", "has not confirmed that …": the source leaves it open.
    fn is_unsaid(&self, found: &Attribution) -> bool {
        let said =
            [Stance::Said, Stance::Noted, Stance::Showed, Stance::Confirmed, Stance::Claimed, Stance::Warned];
        found.stance.is_some_and(|stance| said.contains(&stance))
            && found
                .cue
                .iter()
                .flat_map(|cue| self.doc.tokens_in(*cue))
                .any(|i| is_not(self.doc.word(i)) || self.doc.is(i, "never"))
    }

    /// "did not think it was safe", "doubted that it was safe": the source holds that it was not so.
    fn disbelieves(&self, found: &Attribution) -> bool {
        let believes = matches!(found.stance, Some(Stance::Believed | Stance::Predicted));
        let cue = || found.cue.iter().flat_map(|cue| self.doc.tokens_in(*cue));
        let negated = cue().any(|i| is_not(self.doc.word(i)) || self.doc.is(i, "never"));
        let opens = |i: usize, stem: &str| {
            self.doc.word(i).get(..stem.len()).is_some_and(|start| start.eq_ignore_ascii_case(stem))
        };
        let doubts = cue().any(|i| opens(i, "doubt"));
        let raises = cue().any(|i| RAISING.iter().any(|stem| opens(i, stem)));
        believes && (doubts != negated) && (doubts || raises)
    }

    /// Pleadings and accounts of harm allege what they would else assert or hedge.
    fn accuses(&self, scene: &Scene<'_>, found: &Attribution, said: Status) -> bool {
        let open = matches!(said, Status::Asserted | Status::Hedged);
        open && (pleading::is_source(self.doc, found)
            || pleading::is_account(self.doc, found, &scene.clause.tokens))
    }

    /// Whether what is asked is a question, not a request.
    fn is_question(&self, scene: &Scene<'_>, found: &Attribution) -> bool {
        let first = found.content.first().map_or(0, |span| self.doc.tokens_in(*span).start);
        let opens = |i: usize| {
            matches!(self.doc.tag(i), Tag::Wp | Tag::Wdt | Tag::Wrb)
                || self.doc.is(i, "whether")
                || self.doc.is(i, "if")
        };
        let ends =
            scene.clause.tokens.last().is_some_and(|i| self.doc.is(*i, "?") || self.doc.is(i + 1, "?"));
        ends || opens(first) || opens(first + 1) && self.doc.tag(first) == Tag::Quote
    }

    /// What the clause says by its own words.
    fn by_words(&self, scene: &Scene<'_>, heard: &[Seen]) -> (Status, Certainty) {
        let has = |kind: MarkerKind| heard.iter().any(|seen| seen.marker.kind == kind);
        let open = heard
            .iter()
            .any(|seen| seen.marker.kind == MarkerKind::Hedge && seen.effect == Certainty::Unknown);
        if has(MarkerKind::Allegation) {
            (Status::Alleged, Certainty::Unknown)
        } else if has(MarkerKind::Denial) && scene.found.is_none() {
            (Status::Denied, Certainty::Certain)
        } else if open {
            (Status::Hedged, Certainty::Unknown)
        } else if self.is_asked(scene, heard)
            || scene.clause.tokens.last().is_some_and(|i| self.doc.is(i + 1, "?"))
        {
            (Status::Asked, Certainty::Unknown)
        } else if has(MarkerKind::Condition) || self.is_counterfactual(scene, heard) {
            (Status::Hypothetical, Certainty::Unknown)
        } else if self.is_predicted(scene, heard) {
            (Status::Predicted, certainty(heard))
        } else if has(MarkerKind::Hedge) {
            (Status::Hedged, certainty(heard))
        } else {
            (Status::Asserted, Certainty::Certain)
        }
    }

    /// A question mark, or "whether" where it opens what is said.
    fn is_asked(&self, scene: &Scene<'_>, heard: &[Seen]) -> bool {
        let opens = |seen: &Seen| scene.clause.tokens.iter().take(2).any(|i| *i == seen.first);
        heard.iter().any(|seen| {
            seen.marker.kind == MarkerKind::Question && (self.doc.is(seen.first, "?") || opens(seen))
        })
    }

    /// "I could have stayed", "it would help", in the speaker's own words.
    fn is_counterfactual(&self, scene: &Scene<'_>, heard: &[Seen]) -> bool {
        scene.form == Form::Direct
            && heard.iter().any(|seen| {
                let would = self.doc.is(seen.first, "would");
                let mut after = seen.first + 1;
                while self.doc.tag(after) == Tag::Rb {
                    after += 1;
                }
                let subject = seen.first.checked_sub(1);
                let first_person = subject.is_some_and(|i| self.doc.is(i, "i") || self.doc.is(i, "we"));
                would || first_person && self.doc.is(seen.first, "could") && self.doc.is(after, "have")
            })
    }

    /// "will", "is expected to"; a modal with a day to come forecasts too.
    fn is_predicted(&self, scene: &Scene<'_>, heard: &[Seen]) -> bool {
        let tokens = &scene.clause.tokens;
        let modal = heard
            .iter()
            .any(|seen| self.doc.tag(seen.first) == Tag::Md && !self.doc.is(seen.first + 1, "have"));
        let to_come = || tokens.iter().any(|i| self.future[*i] == Some(true));
        let deadline = || {
            tokens
                .iter()
                .any(|i| self.doc.is(*i, "by") && self.future.get(i + 1).is_some_and(Option::is_some))
        };
        heard.iter().any(|seen| seen.marker.kind == MarkerKind::Prediction)
            || modal && (to_come() || deadline())
    }
}

fn hedged(certainty: Certainty) -> (Status, Certainty) {
    (if certainty == Certainty::Certain { Status::Asserted } else { Status::Hedged }, certainty)
}

/// What the cue makes of what is said.
fn by_stance(stance: Stance, said: (Status, Certainty), question: bool) -> (Status, Certainty) {
    let plain = said.0 == Status::Asserted;
    match stance {
        Stance::Asked if question => (Status::Asked, Certainty::Unknown),
        Stance::Asked | Stance::Demanded | Stance::Wanted => (Status::Hypothetical, Certainty::Unknown),
        Stance::Predicted | Stance::Promised if said.0 != Status::Hypothetical => (Status::Predicted, said.1),
        Stance::Believed if plain => (Status::Hedged, Certainty::Probable),
        Stance::Suggested if plain => (Status::Hedged, Certainty::Possible),
        _ => said,
    }
}

/// The least sure of what was heard.
fn certainty(heard: &[Seen]) -> Certainty {
    let hedges =
        heard.iter().filter(|seen| matches!(seen.marker.kind, MarkerKind::Hedge | MarkerKind::Prediction));
    hedges.map(|seen| seen.effect).max().unwrap_or(Certainty::Certain)
}

/// Any negation in scope turns a clause round.
fn is_negated(heard: &[Seen]) -> bool {
    heard.iter().any(|seen| seen.marker.kind == MarkerKind::Negation)
}
