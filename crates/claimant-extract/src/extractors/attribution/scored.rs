//! The encoder's attributions and those of the rules, side by side.

mod cut;
mod grow;
mod none;
mod source;

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
    found.iter_mut().for_each(|found| take_manner(doc, found));
    found.iter_mut().for_each(|found| keep_near(page, found));
    found.retain(|found| !none::is_none(page, found));
    found
        .iter_mut()
        .filter(|found| none::is_asked_before(page, found))
        .for_each(|found| only_ask(doc, found));
    uncross(&mut found);
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
            Standing::Same(i) if rule.source.is_empty() => drafts[i] = rule,
            Standing::Same(i) => teach(page, &mut drafts[i], rule),
            Standing::Inside | Standing::Apart => drafts.push(rule),
            // What is alleged must not lose that: here rules know best.
            Standing::Across if rule.stance == Some(Stance::Alleged) => {
                for (dropped, found) in dropped.iter_mut().zip(&found) {
                    *dropped |= crosses(doc, &rule, found);
                }
                drafts.push(rule);
            }
            Standing::Across if found.iter().any(|found| passes_on(doc, &rule, found)) => drafts.push(rule),
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

/// What a rule knows of an attribution that the encoder found too.
fn teach(page: &Page<'_, '_>, draft: &mut Draft, rule: Draft) {
    let mut below = below(page, &rule);
    below.retain(|span| !draft.content.iter().any(|held| held.overlaps(*span)));
    let too_long = ends_at_verb(page.doc, &rule, draft);
    let relative = is_relative(page.doc, &rule) && holds(page.doc, &rule.content, &draft.content);
    let lead = lead(page.doc, &rule, draft);
    let tail = tail(page.doc, &rule, draft);
    let runs_in = draft.source.is_empty()
        && rule.source.iter().any(|source| draft.content.iter().any(|part| part.overlaps(*source)));
    if draft.source.is_empty() {
        draft.source = rule.source;
    }
    draft.stance = rule.stance.or(draft.stance);
    draft.by_rule = true;
    // All that is alleged is: a content that ends too soon would leave its rest to the article's own voice.
    let alleged = rule.stance == Some(Stance::Alleged) && holds(page.doc, &rule.content, &draft.content);
    if alleged || too_long || runs_in || relative {
        draft.content = rule.content;
    } else {
        draft.content.splice(..0, lead);
        draft.content.extend(tail);
        draft.content.extend(below);
    }
}

/// "The group, |which| officials say |is funded by Velmark|, closed": of the two parts the encoder finds one.
fn is_relative(doc: &Doc<'_>, rule: &Draft) -> bool {
    let ([pronoun, _], [source]) = (&rule.content[..], &rule.source[..]) else { return false };
    let tokens = doc.tokens_in(*pronoun);
    let relates = ["which", "who", "that"].iter().any(|word| doc.is(tokens.start, word));
    tokens.len() == 1 && relates && tokens.end == doc.tokens_in(*source).start
}

/// "Nobody was charged, Lind said, but …": what a rule finds before a cue that commas part from both sides, where the
/// encoder found only what comes after.
fn lead(doc: &Doc<'_>, rule: &Draft, draft: &Draft) -> Vec<Span> {
    let ([cue], [source]) = (&draft.cue[..], &rule.source[..]) else { return Vec::new() };
    let frame = doc.tokens_in(cue.to(*source));
    let parted = frame.start > 0
        && doc.tag(frame.start - 1) == Tag::Comma
        && doc.tag(frame.end) == Tag::Comma
        && draft.content.iter().all(|span| span.start() >= cue.end());
    let before = |span: &&Span| parted && span.end() <= cue.start().min(source.start());
    rule.content.iter().filter(before).copied().collect()
}

/// "Roads were closed, she said, |and schools stayed shut|": what a rule finds after a cue that commas part from both
/// sides, where the encoder found only what comes before.
fn tail(doc: &Doc<'_>, rule: &Draft, draft: &Draft) -> Vec<Span> {
    let ([cue], [source]) = (&draft.cue[..], &rule.source[..]) else { return Vec::new() };
    let frame = cue.start().min(source.start());
    let before = !draft.content.is_empty() && draft.content.iter().all(|span| span.end() <= frame);
    let and = |first: usize| doc.is(first, "and") || doc.is(first.wrapping_sub(1), "and");
    let after = |span: &&Span| before && span.start() >= cue.end() && and(doc.tokens_in(**span).start);
    rule.content.iter().find(after).copied().into_iter().collect()
}

/// Whether a draft goes on where the clause of a noun ends, and its verb begins: "their claim that the guards lied |was
/// rejected|". Rules see that without a tree.
fn ends_at_verb(doc: &Doc<'_>, rule: &Draft, draft: &Draft) -> bool {
    let ([cue], [short], [long]) = (&rule.cue[..], &rule.content[..], &draft.content[..]) else {
        return false;
    };
    let (noun, end) = (doc.tokens_in(*cue).end, doc.tokens_in(*short).end);
    let goes_on = short.start() == long.start() && short.end() < long.end();
    goes_on && noun > 0 && doc.tag(noun - 1).is_noun() && doc.tag(end).is_finite()
}

/// The contents of a rule's draft in paragraphs below its cue: items of a list.
fn below(page: &Page<'_, '_>, rule: &Draft) -> Vec<Span> {
    let first = |span: &Span| page.doc.tokens_in(*span).start;
    let Some(block) = rule.cue.first().map(|cue| page.block(first(cue))) else { return Vec::new() };
    rule.content.iter().filter(|span| page.block(first(span)) > block).copied().collect()
}

/// What is not quoted stands in the sentence of its cue, and ends with it.
fn keep_near(page: &Page<'_, '_>, found: &mut Attributed) {
    if found.cue.is_empty() {
        return;
    }
    let sentence = page.sentence(found.cue.start);
    let end = page.sentence_end(found.cue.start);
    let last = if page.doc.tag(end - 1) == Tag::Stop { end - 1 } else { end };
    for content in found.content.iter_mut().filter(|content| content.contains(&end)) {
        if !page.is_quoted(end) && !page.is_quoted(end - 1) {
            content.end = last.max(content.start + 1);
        }
    }
    // "The talks have ended, it was announced": what stands for what is said is no part of it.
    let (parts, cue, doc) = (found.content.len(), found.cue.start, page.doc);
    found.content.retain(|content| {
        parts == 1 || content.len() > 1 || content.end != cue || !doc.is(content.start, "it")
    });
    // "The “rich” johns |were not held, but| Lind said …": what a clause of its own parts from the cue is not said.
    let frame = if found.source.is_empty() { cue } else { found.source.start.min(cue) };
    found.content.retain(|content| {
        parts == 1
            || content.end >= frame
            || !(content.end..frame).any(|i| doc.tag(i).is_finite() && !page.is_quoted(i))
    });
    found.content.retain(|content| {
        let beside = page.sentence(content.start) == sentence || page.sentence(content.end - 1) == sentence;
        let quoted = content.clone().filter(|i| page.is_quoted(*i)).count();
        beside || 2 * quoted > content.len()
    });
}

/// "Two men were arrested |for allegedly running a network|, police said": what is alleged ends where the encoder sees who
/// says all of it.
fn end_at_frame(page: &Page<'_, '_>, parts: &Parts, found: &[Attributed], rule: &mut Draft) {
    let (doc, [cue]) = (page.doc, &rule.cue[..]) else { return };
    if rule.stance != Some(Stance::Alleged) {
        return;
    }
    let cue = doc.tokens_in(*cue);
    let behind = cue.end..page.sentence_end(cue.start).min(cue.end + REACH);
    let Some(says) = behind.into_iter().find_map(|i| found.get((parts.cue[i] as usize).checked_sub(1)?))
    else {
        return;
    };
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
fn passes_on(doc: &Doc<'_>, rule: &Draft, found: &Attributed) -> bool {
    let ([passed], [said]) = (&rule.content[..], &found.content[..]) else { return false };
    let (passed, frame) = (doc.tokens_in(*passed), found.source.end.max(found.cue.end));
    passed.start == said.start && said.end <= found.source.start.min(found.cue.start) && passed.end == frame
}

/// "Asked |whether they were real|, Rask said …": who asks is not named, and what is asked ends at a comma.
fn only_ask(doc: &Doc<'_>, found: &mut Attributed) {
    found.source = 0..0;
    found.content.truncate(1);
    for content in &mut found.content {
        let comma = content.clone().find(|i| doc.tag(*i) == Tag::Comma);
        content.end = comma.unwrap_or(content.end);
    }
}

/// "claimed |without evidence| that …": how it is said belongs to the cue.
fn take_manner(doc: &Doc<'_>, found: &mut Attributed) {
    let start = found.cue.end;
    let Some(content) = found.content.iter_mut().find(|content| content.start == start) else { return };
    let that = (start..content.end.min(start + 5)).find(|i| doc.is(*i, "that"));
    if let Some(that) = that.filter(|_| doc.is(start, "without")) {
        (found.cue.end, content.start) = (that, that);
    }
}

/// Two contents each with the other's cue: "The company, which has called the report |“flawed”|, says |a fire caused it|".
/// Each goes to the cue that it follows.
fn uncross(found: &mut [Attributed]) {
    for i in 0..found.len() {
        for j in i + 1..found.len() {
            let follows = |content: &[Range<usize>], cue: &Range<usize>| matches!(content, [content] if !cue.is_empty() && content.start == cue.end);
            let (a, b) = (&found[i], &found[j]);
            if follows(&a.content, &b.cue) && follows(&b.content, &a.cue) {
                let taken = std::mem::take(&mut found[i].content);
                found[i].content = std::mem::replace(&mut found[j].content, taken);
            }
        }
    }
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
    /// It lies in a content.
    Inside,
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
            return if held(&content) { Standing::Inside } else { Standing::Across };
        }
        let free = |i: usize| self.content[i] == 0 && self.cue[i] == 0 && !self.source[i];
        let apart = cue.iter().chain(&content).chain(&tokens(&rule.source)).cloned().flatten().all(free);
        if apart { Standing::Apart } else { Standing::Across }
    }
}
