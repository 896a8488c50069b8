//! All that was found in one article.

use serde::{Deserialize, Serialize};

use crate::{
    Article, Attribution, Cause, Claim, Comparison, Entity, Event, Finding, Quantity, Span, Time, Warning,
};

/// One article with everything found in it. Spans are bytes.
///
/// It has no serialized form of its own: [`Record`](crate::Record) is the door.
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
