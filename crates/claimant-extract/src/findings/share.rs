//! "9 of 300", and the percentage that the text puts on it.
//!
//! Asks for two counts joined by "of" (and a determiner), so that the text itself makes one a part of the other.
//! A percentage next to them is checked against the share, with the rounding that its digits allow. Without one,
//! the share is derived where the whole is large enough to tell anything.

use claimant_doc::{Bound, Finding, FindingKind, QuantityKind, Reading, Verdict};

use super::figure::Figure;
use super::finding;
use super::interval::{Interval, number};

/// A whole below this needs no percentage.
const TELLING: f64 = 20.0;

pub fn from(reading: &Reading, figures: &[Figure<'_>], i: usize) -> Option<Finding> {
    let (first, second) = (&figures[i], figures.get(i + 1)?);
    let (part, whole) = match () {
        () if is_part_of(reading, first, second) => (first, second),
        () if is_part_after(reading, first, second) => (second, first),
        () => return None,
    };
    if whole.quantity.value? <= 0.0 {
        return None;
    }
    let share = part.allows.percent_of(whole.allows);
    match stated(reading, figures, i) {
        Some(percent) => Some(checked(part, whole, share, percent)),
        None if whole.quantity.value? >= TELLING && part.quantity.value? > 1.0 => derived(part, whole, share),
        None => None,
    }
}

/// "Of 300 payments examined, 9 …": the whole opens the sentence.
fn is_part_after(reading: &Reading, whole: &Figure<'_>, part: &Figure<'_>) -> bool {
    let count = |f: &Figure<'_>| f.quantity.kind == QuantityKind::Count;
    let text = reading.article.text();
    let opening =
        reading.sentences.get(whole.sentence).and_then(|s| text.get(s.start()..whole.quantity.span.start()));
    // A sentence may have many figures; only what is short is looked at.
    let opens = opening
        .filter(|words| words.len() <= 60)
        .is_some_and(|words| ["of", "of the", "out of"].contains(&words.trim().to_lowercase().as_str()));
    let between = text.get(whole.quantity.span.end()..part.quantity.span.start()).unwrap_or_default();
    let next = between.len() <= 60 && between.trim_end().ends_with(',');
    count(part) && count(whole) && opens && next && part.sentence == whole.sentence
}

/// Whether the text joins them as part and whole.
fn is_part_of(reading: &Reading, part: &Figure<'_>, whole: &Figure<'_>) -> bool {
    let count = |f: &Figure<'_>| {
        f.quantity.kind == QuantityKind::Count && f.quantity.unit.as_deref() != Some("percent")
    };
    let between = reading.article.text().get(part.quantity.span.end()..whole.quantity.span.start());
    let joined = between.is_some_and(|words| {
        let words = words.trim().to_lowercase();
        let rest = words.strip_prefix("out of").or_else(|| words.strip_prefix("of")).map(str::trim);
        const DETERMINERS: [&str; 10] =
            ["", "the", "its", "their", "his", "her", "those", "these", "all", "a total of"];
        rest.is_some_and(|rest| DETERMINERS.contains(&rest))
    });
    count(part) && count(whole) && joined
}

/// The percentage next to the pair: in brackets or after "or", on either side, in the same sentence.
fn stated<'f, 'r>(reading: &Reading, figures: &'f [Figure<'r>], i: usize) -> Option<&'f Figure<'r>> {
    let text = reading.article.text();
    let (part, whole) = (&figures[i], &figures[i + 1]);
    let percent =
        |f: &&Figure<'_>| f.quantity.unit.as_deref() == Some("percent") && f.sentence == part.sentence;
    let close = |from: usize, to: usize| {
        let between = text.get(from..to).unwrap_or_default().trim();
        const JOINTS: [&str; 6] = ["(", ", or", ", or about", "or", "—", "–"];
        between.len() <= 60 && JOINTS.iter().any(|joint| between.ends_with(joint))
    };
    let after = figures.get(i + 2).filter(percent);
    let after = after.filter(|p| close(whole.quantity.span.end(), p.quantity.span.start()));
    let before = i.checked_sub(1).and_then(|j| figures.get(j)).filter(percent);
    after.or(before.filter(|p| close(p.quantity.span.end(), part.quantity.span.start())))
}

/// Half of the last digit that is stated: 0.3 stands for 0.25 to 0.35.
fn rounding(written: &str) -> f64 {
    let decimals =
        written.split('.').nth(1).map_or(0, |rest| rest.bytes().take_while(u8::is_ascii_digit).count());
    0.5 * 0.1f64.powi(decimals as i32)
}

fn checked(part: &Figure<'_>, whole: &Figure<'_>, share: Interval, percent: &Figure<'_>) -> Finding {
    let allowed = percent.allows.widened(rounding(percent.written()));
    let fits = allowed.meets(share);
    let verdict = if fits { Verdict::Consistent } else { Verdict::Inconsistent };
    let statement = format!(
        "“{}” of {} is {} percent; the text says {}, which {}.",
        part.written(),
        whole.told(),
        share.words(),
        percent.told(),
        if fits { "agrees" } else { "does not agree" }
    );
    let derivation = format!("100 × {} / {} = {share}; stated {allowed}", part.allows, whole.allows);
    finding(FindingKind::Share, verdict, &[part.id(), whole.id(), percent.id()], statement, derivation)
}

/// The share that no word states; `None` if nothing can be said of it.
fn derived(part: &Figure<'_>, whole: &Figure<'_>, share: Interval) -> Option<Finding> {
    // A whole that is "about" a round number is taken at its number: the share is as rough as the whole.
    let (value, rough) = (whole.quantity.value?, whole.quantity.bound == Bound::About);
    let share = if rough { part.allows.percent_of(Interval::closed(value, value)) } else { share };
    let open = share.low <= 0.0 && share.high >= 100.0;
    if open || part.quantity.value? > value || !share.low.is_finite() {
        return None;
    }
    let caveat = if rough { ", if the whole is taken at its number" } else { "" };
    let statement = format!("“{}” of {} is {} percent{caveat}.", part.written(), whole.told(), share.words());
    let below = if rough { number(value) } else { whole.allows.to_string() };
    let derivation = format!("100 × {} / {below} = {share}", part.allows);
    Some(finding(FindingKind::Share, Verdict::Consistent, &[part.id(), whole.id()], statement, derivation))
}
