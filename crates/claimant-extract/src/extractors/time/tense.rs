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

/// Of these, the ones that are also nouns, and point ahead only with "to" or "for" behind them.
const NOUNS: &[&str] = &["plan", "plans", "hopes", "aims"];

/// What happens by a timetable, and is told of in the present: "talks resume on Monday".
const TIMETABLE: &[&str] = &[
    "begin", "begins", "start", "starts", "open", "opens", "resume", "resumes", "meet", "meets", "vote",
    "votes", "expire", "expires", "end", "ends", "close", "closes", "return", "returns", "arrive", "arrives",
    "leave", "leaves", "depart", "departs", "kick", "kicks", "take", "takes", "come", "comes", "go", "goes",
];

/// Words that open a clause of what is not yet so.
const CONDITIONS: &[&str] = &["if", "unless", "when", "once", "until", "till", "before", "whether"];

/// The side of the date at tokens `start..end`.
pub fn side(scan: &Scan<'_>, start: usize, end: usize) -> Side {
    if is_attribute(scan, start, end) {
        return Side::Either;
    }
    if is_deadline(scan, end) && !matches!(scan.at(start), Word::Weekday(_)) {
        return Side::Future;
    }
    match governed(scan, start, end) {
        // "By Friday, they had fled" looks back, "By Friday, they are to leave" does not.
        Side::Past | Side::PastAfar if opens(scan, start) => Side::Past,
        Side::Past | Side::PastAfar | Side::Either if is_limit(scan, start) => Side::Limit,
        side => side,
    }
}

/// "the Aug. 7 attack": the noun, not the verb, has the date.
fn is_attribute(scan: &Scan<'_>, start: usize, end: usize) -> bool {
    let Some(before) = start.checked_sub(1) else { return false };
    let determiner = matches!(scan.tag(before), Tag::Dt | Tag::PrpS | Tag::Pos) || scan.tag(start) == Tag::Dt;
    scan.tag(end) == Tag::Pos || determiner && (scan.tag(end).is_noun() || scan.tag(end) == Tag::Jj)
}

/// "set Nov. 10 as the deadline".
fn is_deadline(scan: &Scan<'_>, end: usize) -> bool {
    scan.says(end, "as") && (end + 1..end + 4).any(|i| scan.says(i, "deadline"))
}

/// Whether a date stands before its verb, at the head of its sentence.
fn opens(scan: &Scan<'_>, start: usize) -> bool {
    start < scan.start + 3
}

/// "by Jan. 14", "until February".
fn is_limit(scan: &Scan<'_>, start: usize) -> bool {
    let perfect = (start.saturating_sub(6)..start).any(|i| scan.says(i, "had"));
    if start == scan.start || perfect {
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
    let on = scan.says(i + 1, "to") || scan.says(i + 1, "for");
    let noun =
        NOUNS.iter().any(|word| scan.says(i, word)) && scan.tag(i) != Tag::Vbz && scan.tag(i) != Tag::Vbp;
    let listed = AHEAD.iter().any(|word| scan.says(i, word)) && (on || !noun);
    let set = scan.says(i, "set") && on;
    let to_be = scan.says(i, "to") && ["is", "are"].iter().any(|be| scan.says(i.wrapping_sub(1), be));
    ((listed || set || to_be) && !has_past_auxiliary(scan, i)).then_some(Side::Future)
}

fn verb_side(scan: &Scan<'_>, i: usize) -> Option<Side> {
    if matches!(scan.at(i), Word::Month(_)) && scan.is_capital(i) {
        return None; // "May" is no modal here
    }
    let says = |word: &str| scan.says(i, word);
    match scan.tag(i) {
        Tag::Md if matches!(scan.at(i), Word::Number(_)) => None, // "Eight", to the tagger
        Tag::Md if says("could") && is_negated(scan, i) => Some(Side::Past),
        Tag::Md => Some(if followed_by_have(scan, i) { Side::Past } else { Side::Future }),
        Tag::Jj if is_participle(scan, i) => Some(Side::Past),
        Tag::Vbd if scan.says(i.wrapping_sub(1), "be") => Some(participle_side(scan, i)),
        Tag::Vbd | Tag::Vbp | Tag::Vbz if leads_ahead(scan, i) => Some(Side::Future),
        Tag::Vbd => Some(Side::Past),
        Tag::Vbn => Some(participle_side(scan, i)),
        Tag::Vb if scan.says(i.wrapping_sub(1), "to") => Some(infinitive_side(scan, i)),
        Tag::Vb if is_bare(scan, i) => Some(Side::Future),
        Tag::Vbp | Tag::Vbz if says("has") || says("have") || says("'s") || says("'ve") => {
            followed_by(scan, i, Tag::Vbn).then_some(Side::Past)
        }
        Tag::Vbp | Tag::Vbz if followed_by(scan, i, Tag::Vbg) => Some(Side::Future),
        Tag::Vbp | Tag::Vbz if is_to_come(scan, i) => Some(Side::Future),
        Tag::Vbp | Tag::Vbz => Some(Side::Either),
        _ => None,
    }
}

/// "is to travel", "are expected to meet", "was due in court": what is to come is told of after the verb.
fn leads_ahead(scan: &Scan<'_>, i: usize) -> bool {
    let is = ["is", "are", "was", "were", "'s", "'re"].iter().any(|be| scan.says(i, be));
    let past = |at: usize| matches!(scan.tag(at), Tag::Rb) || scan.says(at, "also");
    let next = (i + 1..i + 3).find(|at| !past(*at)).unwrap_or(i + 1);
    is && (scan.says(next, "to") && scan.tag(next + 1) == Tag::Vb || ahead_side(scan, next).is_some())
}

/// "could not be found on Friday" tells of that day, "could rule on Friday" looks ahead.
fn is_negated(scan: &Scan<'_>, i: usize) -> bool {
    let near = scan.start.max(i.saturating_sub(8))..i + 3;
    let negates =
        |at: usize| ["not", "n't", "neither", "nor", "no", "nobody"].iter().any(|word| scan.says(at, word));
    near.into_iter().any(negates)
}

/// "The leaders meet Monday": the tagger takes the present of a timetable for a base form.
fn is_bare(scan: &Scan<'_>, i: usize) -> bool {
    let helped = (scan.start.max(i.saturating_sub(4))..i)
        .any(|at| matches!(scan.tag(at), Tag::Vbd | Tag::Md | Tag::To));
    !helped && TIMETABLE.iter().any(|word| scan.says(i, word))
}

/// "the accord, announced Friday": the tagger may take the participle for an adjective.
fn is_participle(scan: &Scan<'_>, i: usize) -> bool {
    let word = scan.doc.word(i);
    let dated = matches!(scan.at(i + 1), Word::Weekday(_) | Word::Day(_) | Word::Glue(super::word::Glue::On));
    dated && word.len() > 4 && word.ends_with("ed")
}

/// "if parliament rejects it", "when it meets"; what goes by a timetable.
fn is_to_come(scan: &Scan<'_>, i: usize) -> bool {
    let clause = (scan.start.max(i.saturating_sub(8))..i).rev();
    let opened = clause
        .take_while(|at| !scan.tag(*at).is_punctuation() && !scan.tag(*at).is_verb())
        .any(|at| CONDITIONS.iter().any(|word| scan.says(at, word)));
    opened || TIMETABLE.iter().any(|word| scan.says(i, word))
}

fn followed_by(scan: &Scan<'_>, i: usize, tag: Tag) -> bool {
    (i + 1..i + 4).any(|next| scan.tag(next) == tag)
}

fn followed_by_have(scan: &Scan<'_>, i: usize) -> bool {
    (i + 1..i + 3).any(|next| scan.says(next, "have"))
}

/// "were expected": an expectation already over still points at its own day, so only "had" ends it.
fn has_past_auxiliary(scan: &Scan<'_>, i: usize) -> bool {
    (i.saturating_sub(5)..i).any(|before| scan.says(before, "had"))
}

/// "killed on Monday" is past, "will be killed", "is to be paid" are not.
fn participle_side(scan: &Scan<'_>, i: usize) -> Side {
    let window = i.saturating_sub(4).max(scan.start)..i;
    for before in window.rev() {
        match scan.tag(before) {
            Tag::Md if scan.says(before, "could") && is_negated(scan, before) => return Side::Past,
            Tag::Md => return if followed_by_have(scan, before) { Side::Past } else { Side::Future },
            Tag::To => return if followed_by_have(scan, before) { Side::Past } else { Side::Future },
            Tag::Vbd => return Side::Past,
            Tag::Vbz | Tag::Vbp if ["is", "are"].iter().any(|be| scan.says(before, be)) => {
                return if is_to_come(scan, before) { Side::Future } else { Side::Either };
            }
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
    if has_past_auxiliary(scan, i) {
        return Side::PastAfar;
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
