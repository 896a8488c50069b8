//! The encoder's attributions and those of the rules, side by side.

mod cut;
mod grow;
mod mend;
mod none;
mod source;
mod teach;

use std::ops::Range;

use claimant_doc::{Doc, Span, Stance, Tag};

use super::page::Page;
use super::{Draft, cues};
use crate::Scores;
use crate::scores::Attributed;

/// Tokens of a sentence that are looked through on either side of a cue.
const REACH: usize = 160;
/// Drafts of rules that are looked through near a content.
const NEAR: usize = 24;

/// The encoder's drafts with those of the rules that add to them; the rules' alone where it was not asked.
pub fn beside(page: &Page<'_, '_>, scores: &Scores, rules: Vec<Draft>) -> Vec<Draft> {
    if scores.is_empty() {
        return rules;
    }
    let doc = page.doc;
    let mut found = source::with_sources(doc, scores);
    mend::mend(page, &mut found);
    grow::grow(page, scores, &mut found);
    for found in &mut found {
        grow::end_at_correction(page, found);
        grow::end_before_verb(page, found);
        take_in(page, &rules, found);
    }
    let mut drafts: Vec<Draft> = found.iter().map(|found| draft(doc, found)).collect();
    let parts = Parts::of(doc, &found);
    let mut dropped = vec![false; drafts.len()];
    for mut rule in rules {
        end_at_frame(page, &parts, &found, &mut rule);
        match parts.standing(doc, &rule) {
            // "is accused of": rules know that the subject is not who says it.
            Standing::Same(i) if rule.source.is_empty() && !is_of_noun(doc, &rule) => drafts[i] = rule,
            Standing::Same(i) => teach::teach(page, &mut drafts[i], rule),
            Standing::Inside(i) => {
                // Who says it stands in what the encoder takes for said by nobody.
                dropped[i] |=
                    found[i].cue.is_empty() && found[i].source.is_empty() && !rule.source.is_empty();
                drafts.push(rule);
            }
            Standing::Apart => drafts.push(rule),
            // What is alleged must not lose that: here rules know best.
            Standing::Across if rule.stance == Some(Stance::Alleged) => {
                for (dropped, found) in dropped.iter_mut().zip(&found) {
                    *dropped |= crosses(doc, &rule, found);
                }
                drafts.push(rule);
            }
            Standing::Across if passes_on(doc, &parts, &found, &rule) => drafts.push(rule),
            Standing::Across => {}
        }
    }
    let mut dropped = dropped.into_iter();
    drafts.retain(|_| !dropped.next().unwrap_or(false));
    cut::end_at_others(page, scores, &mut drafts);
    cut::end_at_sources(page.doc, &mut drafts);
    drafts
}

/// Who says it stands inside what another passes on: `"…," |she said|, the paper reported`, `|The army believes| that …,
/// experts say`. The encoder knows one layer, and gives the outer one what the inner one says.
fn take_in(page: &Page<'_, '_>, rules: &[Draft], found: &mut Attributed) {
    let doc = page.doc;
    let [content] = &mut found.content[..] else { return };
    let frame =
        if found.source.is_empty() { found.cue.start } else { found.source.start.min(found.cue.start) };
    if found.cue.is_empty() || content.end > frame {
        return;
    }
    let first = rules.partition_point(|rule| {
        rule.cue.first().is_some_and(|cue| doc.tokens_in(*cue).end < content.start.saturating_sub(REACH))
    });
    for rule in rules[first..].iter().take(NEAR) {
        let ([source], [cue]) = (&rule.source[..], &rule.cue[..]) else { continue };
        let (source, cue) = (doc.tokens_in(*source), doc.tokens_in(*cue));
        let (start, end) = (source.start.min(cue.start), source.end.max(cue.end));
        let same = page.sentence(start) == page.sentence(found.cue.start);
        // "|Lind told| lawmakers, the paper reported"
        let addressed = |between: Range<usize>| {
            let comma = between.clone().last().is_some_and(|last| doc.tag(last) == Tag::Comma);
            let plain = |i: usize| !doc.tag(i).is_finite() && doc.tag(i) != Tag::Comma;
            comma && between.len() <= 6 && (between.start..between.end - 1).all(plain)
        };
        if same && cue.end == content.start && doc.is(content.start, "that") && source.end == cue.start {
            content.start = start;
        } else if same && content.end <= start && start <= content.end + 1 && addressed(end..frame) {
            content.end = frame - 1;
        }
    }
}

/// Whether a noun is the cue of a rule's draft: whose claim it is, the encoder knows better.
fn is_of_noun(doc: &Doc<'_>, rule: &Draft) -> bool {
    rule.cue.iter().flat_map(|span| doc.tokens_in(*span)).all(|i| doc.tag(i).is_noun())
}

/// "Two men were arrested |for allegedly running a network|, police said", "Two guards said |they fled|, the Courier
/// reported": what is said inside ends where the encoder sees who says all of it.
fn end_at_frame(page: &Page<'_, '_>, parts: &Parts, found: &[Attributed], rule: &mut Draft) {
    let (doc, [cue]) = (page.doc, &rule.cue[..]) else { return };
    let cue = doc.tokens_in(*cue);
    let behind = cue.end..page.sentence_end(cue.start).min(cue.end + REACH);
    let Some(says) = parts.cued(behind).and_then(|i| found.get(i)) else { return };
    let ([said], frame) = (&says.content[..], says.source.start.min(says.cue.start)) else { return };
    if says.source.is_empty() || !said.contains(&cue.start) || said.end > frame {
        return;
    }
    for content in &mut rule.content {
        let tokens = doc.tokens_in(*content);
        if tokens.start < said.end && tokens.end > frame {
            *content = doc.span(tokens.start..said.end).unwrap_or(*content);
        }
    }
}

/// Whether what a rule finds passed on is just what the encoder found: "|The dam will hold, the mayor said|, the Courier
/// reported".
fn passes_on(doc: &Doc<'_>, parts: &Parts, found: &[Attributed], rule: &Draft) -> bool {
    let [passed] = &rule.content[..] else { return false };
    let passed = doc.tokens_in(*passed);
    let Some(says) = parts.cued(passed.clone().rev().take(REACH)).and_then(|i| found.get(i)) else {
        return false;
    };
    let frame = says.source.start.min(says.cue.start)..says.source.end.max(says.cue.end);
    let first = |said: &[Range<usize>]| matches!(said, [said] if said.start == passed.start && said.end <= frame.start);
    first(&says.content) && passed.end == frame.end
}

/// Whether `outer` has every token of `inner`.
fn holds(doc: &Doc<'_>, outer: &[Span], inner: &[Span]) -> bool {
    let tokens =
        |spans: &[Span]| -> Vec<usize> { spans.iter().flat_map(|span| doc.tokens_in(*span)).collect() };
    let outer = tokens(outer);
    tokens(inner).iter().all(|i| outer.contains(i))
}

/// Whether two attributions touch and neither lies in the other's content.
fn crosses(doc: &Doc<'_>, rule: &Draft, found: &Attributed) -> bool {
    let tokens =
        |spans: &[Span]| -> Vec<usize> { spans.iter().flat_map(|span| doc.tokens_in(*span)).collect() };
    let content = tokens(&rule.content);
    let whole: Vec<usize> = [tokens(&rule.source), tokens(&rule.cue), content.clone()].concat();
    let own: Vec<usize> = found.content.iter().cloned().flatten().collect();
    let all: Vec<usize> = found.source.clone().chain(found.cue.clone()).chain(own.iter().copied()).collect();
    let within = |part: &[usize], of: &[usize]| part.iter().all(|i| of.contains(i));
    all.iter().any(|i| whole.contains(i)) && !within(&all, &content) && !within(&whole, &own)
}

fn draft(doc: &Doc<'_>, found: &Attributed) -> Draft {
    let spans = |ranges: &[Range<usize>]| ranges.iter().filter_map(|range| doc.span(range.clone())).collect();
    Draft {
        source: spans(&[source::uncompared(doc, &found.source)]),
        cue: spans(std::slice::from_ref(&found.cue)),
        content: spans(&found.content),
        stance: stance(doc, found.cue.clone()),
        by_rule: false,
        score: found.score,
    }
}

/// The stance of the last word of the cue that the lexicon has.
fn stance(doc: &Doc<'_>, cue: Range<usize>) -> Option<Stance> {
    let at = |i: usize| {
        cues::verb(doc, i)
            .or_else(|| cues::preposition(doc, i))
            .or_else(|| cues::adverb(doc, i))
            .or_else(|| cues::adjective(doc, i))
            .or_else(|| cues::noun(doc, i))
    };
    cue.rev().find_map(at).map(|found| found.cue.stance)
}

/// Where a rule's draft stands to the encoder's.
enum Standing {
    /// It has the cue of that one.
    Same(usize),
    /// It lies in that one's content.
    Inside(usize),
    /// It touches none.
    Apart,
    /// It has another one's words in its parts.
    Across,
}

/// For each token what it is in the encoder's attributions.
struct Parts {
    /// 1 + the attribution whose cue it is.
    cue: Vec<u32>,
    /// 1 + the attribution whose content it is in.
    content: Vec<u32>,
    /// Whether it is in a source.
    source: Vec<bool>,
}

impl Parts {
    fn of(doc: &Doc<'_>, all: &[Attributed]) -> Parts {
        let n = doc.tokens.len();
        let mut parts = Parts { cue: vec![0; n], content: vec![0; n], source: vec![false; n] };
        for (i, found) in all.iter().enumerate() {
            parts.cue[found.cue.clone()].fill(i as u32 + 1);
            parts.source[found.source.clone()].fill(true);
            found.content.iter().for_each(|content| parts.content[content.clone()].fill(i as u32 + 1));
        }
        parts
    }

    /// The attribution whose cue stands first among `tokens`.
    fn cued(&self, mut tokens: impl Iterator<Item = usize>) -> Option<usize> {
        tokens.find_map(|i| (*self.cue.get(i)? as usize).checked_sub(1))
    }

    fn standing(&self, doc: &Doc<'_>, rule: &Draft) -> Standing {
        let tokens = |spans: &[Span]| spans.iter().map(|s| doc.tokens_in(*s)).collect::<Vec<_>>();
        let (cue, content) = (tokens(&rule.cue), tokens(&rule.content));
        let mut words = cue.iter().cloned().flatten();
        if let Some(same) = words.clone().find_map(|i| (self.cue[i] as usize).checked_sub(1)) {
            return Standing::Same(same);
        }
        let owner = words.next().map_or(0, |first| self.content[first]);
        let held =
            |ranges: &[Range<usize>]| ranges.iter().cloned().flatten().all(|i| self.content[i] == owner);
        if owner > 0 {
            return if held(&content) { Standing::Inside(owner as usize - 1) } else { Standing::Across };
        }
        let free = |i: usize| self.content[i] == 0 && self.cue[i] == 0 && !self.source[i];
        let apart = cue.iter().chain(&content).chain(&tokens(&rule.source)).cloned().flatten().all(free);
        if apart { Standing::Apart } else { Standing::Across }
    }
}
