//! The encoder's attributions as the words alone mend them, before trees and rules are asked.

use std::collections::HashMap;

use claimant_doc::{Doc, Tag};

use super::none;
use crate::extractors::attribution::cues;
use crate::extractors::attribution::page::Page;
use crate::scores::Attributed;

/// Drops what is no attribution, and gives every cue the content that it can have.
pub fn mend(page: &Page<'_, '_>, found: &mut Vec<Attributed>) {
    for found in found.iter_mut() {
        take_manner(page.doc, found);
        keep_near(page, found);
    }
    answer(page, found);
    go_on(page, found);
    found.retain(|found| !none::is_none(page, found));
    for found in found.iter_mut().filter(|found| none::is_asked_before(page, found)) {
        only_ask(page.doc, found);
    }
    uncross(found);
}

/// "Mayor Lind, asked whether he would resign, |said| …": who is asked says it.
fn answer(page: &Page<'_, '_>, found: &mut [Attributed]) {
    for i in 1..found.len() {
        let (before, cue) = (&found[i - 1], found[i].cue.start);
        let asked = none::is_asked(page.doc, before) && page.sentence(before.cue.start) == page.sentence(cue);
        if asked && before.cue.end < cue && found[i].source.is_empty() {
            found[i].source = before.source.clone();
        }
    }
}

/// `"…," |Lind said| after Orr failed to come. |"…"|`: who spoke before goes on, and not who did something else meanwhile.
fn go_on(page: &Page<'_, '_>, found: &mut [Attributed]) {
    let doc = page.doc;
    // Of "failed to show up" the verb that counts is the first.
    let verb = |i: &usize| doc.tag(*i).is_verb() && !cues::is_auxiliary(doc.word(*i));
    let speaks =
        |found: &Attributed| found.cue.clone().find(verb).is_some_and(|i| cues::verb(doc, i).is_some());
    let quotes = |found: &Attributed| found.content.first().is_some_and(|part| page.is_quoted(part.start));
    for i in 1..found.len() {
        let end = page.sentence_end(found[i].cue.start);
        let deed = !found[i].cue.is_empty()
            && !speaks(&found[i])
            && found[i].content.iter().all(|part| part.start >= end && page.is_quoted(part.start));
        let before = &found[i - 1];
        let same = !before.cue.is_empty() && page.sentence_end(before.cue.start) == end;
        if deed && same && speaks(before) && quotes(before) {
            let content = std::mem::take(&mut found[i].content);
            found[i - 1].content.extend(content);
        }
    }
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
    // "The “rich” johns |were not held, but| Lind said …", "they “would not”|;| Lind did not say …": what a clause of its own
    // parts from the cue is not said.
    let frame = if found.source.is_empty() { cue } else { found.source.start.min(cue) };
    found.content.retain(|content| {
        parts == 1
            || content.end >= frame
            || !(content.end..frame).any(|i| (doc.tag(i).is_finite() || doc.is(i, ";")) && !page.is_quoted(i))
    });
    found.content.retain(|content| {
        let beside = page.sentence(content.start) == sentence || page.sentence(content.end - 1) == sentence;
        let quoted = content.clone().filter(|i| page.is_quoted(*i)).count();
        beside || 2 * quoted > content.len()
    });
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
    let cued = |found: &Attributed| !found.cue.is_empty();
    let by_end: HashMap<usize, usize> = found
        .iter()
        .enumerate()
        .filter(|(_, found)| cued(found))
        .map(|(i, found)| (found.cue.end, i))
        .collect();
    let follows = |found: &Attributed| match &found.content[..] {
        [content] => by_end.get(&content.start).copied(),
        _ => None,
    };
    for i in 0..found.len() {
        let Some(j) = follows(&found[i]).filter(|j| *j > i) else { continue };
        if follows(&found[j]) == Some(i) {
            let taken = std::mem::take(&mut found[i].content);
            found[i].content = std::mem::replace(&mut found[j].content, taken);
        }
    }
}
