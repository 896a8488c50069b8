//! All that was found in one article, and its form at the door.

use serde::{Deserialize, Serialize};

use crate::{
    Article, Attribution, Cause, Claim, Comparison, Entity, Event, Finding, Quantity, Span, Time, Warning,
};

/// The version of the public contract.
pub const SCHEMA: &str = "claimant/1";

/// One article with everything found in it. Spans are bytes.
///
/// It has no serialized form of its own: [`Record`] is the door.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// What wrote this.
    pub generator: Generator,
    /// The article.
    pub article: Article,
    /// What was odd, from reading and extraction.
    pub warnings: Vec<Warning>,
    /// Sentences in text order.
    pub sentences: Vec<Span>,
    /// Items, each list sorted by place and then id.
    pub entities: Vec<Entity>,
    /// Time expressions.
    pub times: Vec<Time>,
    /// Figures.
    pub quantities: Vec<Quantity>,
    /// Events.
    pub events: Vec<Event>,
    /// Attributions.
    pub attributions: Vec<Attribution>,
    /// Claims.
    pub claims: Vec<Claim>,
    /// Causal links.
    pub causes: Vec<Cause>,
    /// Comparisons that the text makes.
    pub comparisons: Vec<Comparison>,
    /// What follows by arithmetic.
    pub findings: Vec<Finding>,
}

/// What wrote a reading.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Generator {
    /// Version of the program.
    pub version: String,
    /// `name@hash` of the model; `None` where rules read alone.
    pub model: Option<String>,
}

impl Reading {
    /// Visits every span, in a fixed order: blocks, warnings, sentences, then the items.
    pub fn visit_spans(&mut self, visit: &mut dyn FnMut(&mut Span)) {
        self.article.blocks.iter_mut().for_each(|b| visit(&mut b.span));
        self.warnings.iter_mut().filter_map(|w| w.span.as_mut()).for_each(&mut *visit);
        self.sentences.iter_mut().for_each(&mut *visit);
        for entity in &mut self.entities {
            entity.roles.iter_mut().for_each(|r| visit(&mut r.span));
            entity.mentions.iter_mut().for_each(|m| visit(&mut m.span));
        }
        self.times.iter_mut().for_each(|t| visit(&mut t.span));
        for quantity in &mut self.quantities {
            visit(&mut quantity.span);
            quantity.item.iter_mut().for_each(&mut *visit);
        }
        for event in &mut self.events {
            visit(&mut event.span);
            event.participants.iter_mut().for_each(|p| visit(&mut p.span));
        }
        for a in &mut self.attributions {
            a.source.iter_mut().chain(&mut a.cue).chain(&mut a.content).for_each(&mut *visit);
        }
        for claim in &mut self.claims {
            claim.content.iter_mut().for_each(&mut *visit);
            claim.markers.iter_mut().for_each(|m| visit(&mut m.span));
        }
        for cause in &mut self.causes {
            visit(&mut cause.cause);
            visit(&mut cause.effect);
            cause.cue.iter_mut().for_each(&mut *visit);
        }
        self.comparisons.iter_mut().filter_map(|c| c.cue.as_mut()).for_each(visit);
    }

    /// The first span that does not lie in the text on character boundaries; `None` is what every run must give.
    pub fn misplaced(&mut self) -> Option<Span> {
        let text = self.article.text().to_owned();
        let mut bad = None;
        self.visit_spans(&mut |span| {
            if bad.is_none() && Span::new(&text, span.range()) != Some(*span) {
                bad = Some(*span);
            }
        });
        bad
    }
}

/// A reading at the door: the JSON of the public contract, offsets in Unicode code points.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Record {
    schema: String,
    generator: Generator,
    article: Article,
    #[serde(default)]
    warnings: Vec<Warning>,
    #[serde(default)]
    sentences: Vec<Span>,
    #[serde(default)]
    entities: Vec<Entity>,
    #[serde(default)]
    times: Vec<Time>,
    #[serde(default)]
    quantities: Vec<Quantity>,
    #[serde(default)]
    events: Vec<Event>,
    #[serde(default)]
    attributions: Vec<Attribution>,
    #[serde(default)]
    claims: Vec<Claim>,
    #[serde(default)]
    causes: Vec<Cause>,
    #[serde(default)]
    comparisons: Vec<Comparison>,
    #[serde(default)]
    findings: Vec<Finding>,
}

impl From<Reading> for Record {
    fn from(mut reading: Reading) -> Record {
        let text = reading.article.text().to_owned();
        let points = CodePoints::of(&text);
        reading.visit_spans(&mut |span| {
            *span = Span::in_other_unit(points.count(span.start()), points.count(span.end()));
        });
        let Reading {
            generator,
            article,
            warnings,
            sentences,
            entities,
            times,
            quantities,
            events,
            attributions,
            claims,
            causes,
            comparisons,
            findings,
        } = reading;
        Record {
            schema: SCHEMA.to_owned(),
            generator,
            article,
            warnings,
            sentences,
            entities,
            times,
            quantities,
            events,
            attributions,
            claims,
            causes,
            comparisons,
            findings,
        }
    }
}

/// Byte offsets to code points in constant time: the count at every 64th byte, and the few bytes from there.
pub struct CodePoints<'a> {
    text: &'a [u8],
    every: Vec<u32>,
    ascii: bool,
}

impl CodePoints<'_> {
    const STEP: usize = 64;

    /// Prepares the counting over `text`.
    pub fn of(text: &str) -> CodePoints<'_> {
        let (text, ascii) = (text.as_bytes(), text.is_ascii());
        let starts = |bytes: &[u8]| bytes.iter().filter(|b| (**b as i8) >= -0x40).count() as u32;
        let mut every = vec![0];
        if !ascii {
            every.extend(text.chunks(Self::STEP).scan(0, |sum, chunk| {
                *sum += starts(chunk);
                Some(*sum)
            }));
        }
        CodePoints { text, every, ascii }
    }

    /// Code points before byte `byte`, which lies on a character boundary.
    pub fn count(&self, byte: usize) -> u32 {
        if self.ascii {
            return byte as u32;
        }
        let step = byte / Self::STEP;
        let rest = self.text.get(step * Self::STEP..byte).unwrap_or_default();
        self.every.get(step).copied().unwrap_or_default()
            + rest.iter().filter(|b| (**b as i8) >= -0x40).count() as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_points_agree_with_counting_from_the_start() {
        for text in ["", "plain", "é𝄞 “quoted” 日本語\n\n".repeat(40).as_str(), "a\u{301}\u{202e}b"]
        {
            let points = CodePoints::of(text);
            for (count, (byte, _)) in text.char_indices().enumerate() {
                assert_eq!(points.count(byte), count as u32);
            }
            assert_eq!(points.count(text.len()), text.chars().count() as u32);
        }
    }
}
