//! Whether a date without a year lies before or after publication, by the verb that governs it.

use claimant_doc::Tag;

use super::scan::Scan;
use super::word::Word;

/// On which side of publication.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    Past,
    Future,
    /// Past, but the verb is too far away to govern the date itself.
    PastAfar,
    /// No verb tells.
    Either,
    /// A limit ("by Friday"): may lie ahead whatever the tense.
    Limit,
}

/// How far, in tokens, the governing verb may stand.
const REACH: usize = 25;

/// How far a verb may stand to govern the date for sure: "fell on Monday".
const ADJACENT: usize = 2;

/// Words that point ahead, with or without a verb.
const AHEAD: &[&str] = &[
    "scheduled",
    "expected",
    "due",
    "slated",
    "planned",
    "plans",
    "plan",
    "planning",
    "deadline",
    "upcoming",
    "expires",
    "expire",
    "payable",
    "effective",
    "hopes",
    "intends",
    "aims",
];

/// The side of the date at tokens `start..end`.
pub fn side(scan: &Scan<'_>, start: usize, end: usize) -> Side {
    if is_attribute(scan, start, end) {
        return Side::Either;
    }
    match governed(scan, start, end) {
        Side::Past | Side::PastAfar if is_limit(scan, start) => Side::Limit,
        side => side,
    }
}

/// "the Aug. 7 attack": the noun, not the verb, has the date.
fn is_attribute(scan: &Scan<'_>, start: usize, end: usize) -> bool {
    let Some(before) = start.checked_sub(1) else { return false };
    let determiner = matches!(scan.tag(before), Tag::Dt | Tag::PrpS | Tag::Pos) || scan.tag(start) == Tag::Dt;
    scan.tag(end) == Tag::Pos || determiner && (scan.tag(end).is_noun() || scan.tag(end) == Tag::Jj)
}

/// "by Jan. 14", "until February"; but "By Friday, they had fled" looks back.
fn is_limit(scan: &Scan<'_>, start: usize) -> bool {
    let opens = start < scan.start + 3;
    let perfect = (start.saturating_sub(6)..start).any(|i| scan.says(i, "had"));
    if opens || perfect {
        return false;
    }
    let limits = |words: &[&str]| words.iter().any(|word| scan.says(start - 1, word));
    let weekday = matches!(scan.at(start), Word::Weekday(_));
    limits(&["by", "until", "till", "before", "through"]) || !weekday && limits(&["to", "for"])
}

fn governed(scan: &Scan<'_>, start: usize, end: usize) -> Side {
    let left = (scan.start.max(start.saturating_sub(REACH))..start).rev();
    for i in left {
        if is_break(scan, i) {
            break;
        }
        match ahead_side(scan, i).or_else(|| verb_side(scan, i)) {
            Some(Side::Past) if start - i > ADJACENT => return Side::PastAfar,
            Some(side) => return side,
            None => {}
        }
    }
    let right = end..scan.end.min(end + REACH);
    right.take_while(|i| scan.doc.word(*i) != ";").find_map(|i| verb_side(scan, i)).unwrap_or(Side::Either)
}

/// A mark that ends the clause to the left.
fn is_break(scan: &Scan<'_>, i: usize) -> bool {
    matches!(scan.doc.word(i), ";" | ":" | "--" | "—")
}

/// "scheduled for", "set to", "plans".
fn ahead_side(scan: &Scan<'_>, i: usize) -> Option<Side> {
    let listed = AHEAD.iter().any(|word| scan.says(i, word));
    let set = scan.says(i, "set") && (scan.says(i + 1, "to") || scan.says(i + 1, "for"));
    ((listed || set) && !has_past_auxiliary(scan, i)).then_some(Side::Future)
}

fn verb_side(scan: &Scan<'_>, i: usize) -> Option<Side> {
    if matches!(scan.at(i), Word::Month(_)) && scan.is_capital(i) {
        return None; // "May" is no modal here
    }
    let says = |word: &str| scan.says(i, word);
    match scan.tag(i) {
        Tag::Md => Some(if followed_by_have(scan, i) { Side::Past } else { Side::Future }),
        Tag::Vbd if scan.says(i.wrapping_sub(1), "be") => Some(participle_side(scan, i)),
        Tag::Vbd => Some(Side::Past),
        Tag::Vbn => Some(participle_side(scan, i)),
        Tag::Vb if scan.says(i.wrapping_sub(1), "to") => Some(infinitive_side(scan, i)),
        Tag::Vbp | Tag::Vbz if says("has") || says("have") || says("'s") || says("'ve") => {
            followed_by(scan, i, Tag::Vbn).then_some(Side::Past)
        }
        Tag::Vbp | Tag::Vbz if followed_by(scan, i, Tag::Vbg) => Some(Side::Future),
        Tag::Vbp | Tag::Vbz => Some(Side::Either),
        _ => None,
    }
}

fn followed_by(scan: &Scan<'_>, i: usize, tag: Tag) -> bool {
    (i + 1..i + 4).any(|next| scan.tag(next) == tag)
}

fn followed_by_have(scan: &Scan<'_>, i: usize) -> bool {
    (i + 1..i + 3).any(|next| scan.says(next, "have"))
}

/// "were expected": an expectation already over still points at its own day, so only "had" ends it.
fn has_past_auxiliary(scan: &Scan<'_>, i: usize) -> bool {
    (i.saturating_sub(2)..i).any(|before| scan.says(before, "had"))
}

/// "killed on Monday" is past, "will be killed", "is to be paid" are not.
fn participle_side(scan: &Scan<'_>, i: usize) -> Side {
    let window = i.saturating_sub(4).max(scan.start)..i;
    for before in window.rev() {
        match scan.tag(before) {
            Tag::Md => return if followed_by_have(scan, before) { Side::Past } else { Side::Future },
            Tag::To => return if followed_by_have(scan, before) { Side::Past } else { Side::Future },
            Tag::Vbd => return Side::Past,
            _ => {}
        }
    }
    Side::Past
}

/// "to meet": ahead of what governs it, which may itself be past.
fn infinitive_side(scan: &Scan<'_>, i: usize) -> Side {
    if scan.says(i, "have") {
        return Side::Past;
    }
    let window = i.saturating_sub(6).max(scan.start)..i;
    for before in window.rev() {
        if AHEAD.iter().any(|word| scan.says(before, word)) || scan.tag(before) == Tag::Md {
            return Side::Future;
        }
        if matches!(scan.tag(before), Tag::Vbz | Tag::Vbp) {
            return Side::Future;
        }
    }
    Side::Either
}
