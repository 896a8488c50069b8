//! Where an expression begins and ends: the determiner of a noun that has a date is none of the date's.

use claimant_doc::Tag;

use super::expr::{Core, Said, Side, Stretch, What};
use super::scan::Scan;
use super::word::{Glue, Rel, Shift, Word};

/// How many words the name of an event may have behind its first.
const NAME: usize = 6;

/// Words behind which "over" and "under" compare.
const MEASURING: &[&str] = &[
    "just", "well", "little", "slightly", "lasted", "lasts", "last", "took", "takes", "take", "taken",
    "spent", "spend", "waited", "wait", "is", "was", "be", "been", "than",
];

impl Scan<'_> {
    /// First token of the expression found at tokens `i..end`: "the Aug. 7 attack", "a 14-hour drive", "its third quarter"
    /// have their determiner outside, "the 1990s", "the third quarter", "a year ago" keep it.
    pub(super) fn first_token(&self, i: usize, end: usize, what: &What) -> usize {
        if !matches!(self.at(i), Word::Glue(Glue::The | Glue::A)) || i + 1 >= end {
            return i;
        }
        let outside = match what {
            What::Date(said) => self.is_of_noun(i, end, said),
            What::Stretch(Stretch { side: Side::Loose, .. }) => {
                self.tag(i) == Tag::PrpS || self.is_compound(i + 1, end)
            }
            What::Between(..) => true,
            _ => false,
        };
        i + usize::from(outside)
    }

    /// One past the last token: a day that hangs on an event takes the event's name with it ("the day before the blast").
    pub(super) fn end_token(&self, end: usize, what: &What) -> usize {
        let hangs = matches!(what, What::Date(Said { core: Core::Untold, .. }));
        let tied = matches!(
            self.at(end),
            Word::Shift(Shift::Before | Shift::After) | Word::Rel(Rel::Following | Rel::Previous)
        );
        let named = matches!(self.tag(end + 1), Tag::Dt | Tag::PrpS) || self.is_capital(end + 1);
        if !(hangs && tied && named) {
            return end;
        }
        let in_name =
            |i: &usize| self.tag(*i).is_noun() || matches!(self.tag(*i), Tag::Jj | Tag::Pos | Tag::Cd);
        let name = (end + 2..self.end.min(end + 2 + NAME)).take_while(in_name).count();
        let last = end + 1 + name;
        if self.tag(last).is_noun() { last + 1 } else { end }
    }

    /// Whether the determiner at `i` is that of a noun, or of an owner, and not of the date that follows it.
    fn is_of_noun(&self, i: usize, end: usize, said: &Said) -> bool {
        if self.tag(i) == Tag::PrpS {
            return !matches!(self.at(i + 1), Word::Rel(_));
        }
        let led = self.tag(end).is_noun() || matches!(self.tag(end), Tag::Jj | Tag::Vbn | Tag::Vbg);
        match self.at(i + 1) {
            Word::Digits(..) | Word::ShortYear(_) if matches!(said.core, Core::Year(_)) => true,
            Word::Decade(_) => self.doc.word(i + 1).starts_with(|c: char| c.is_ascii_digit()),
            Word::Month(_) => matches!(said.core, Core::Month(_) | Core::MonthDay(..) | Core::Exact(_)),
            Word::Weekday(_) | Word::Holiday | Word::Digits(..) | Word::Figures => led,
            Word::Unit(_) => {
                said.core == Core::YearAgo && self.at(end - 1) != Word::Glue(Glue::Period) && led
            }
            Word::Ordinal(_) => self.is(i + 2, Glue::Dash),
            _ => false,
        }
    }

    /// "14-hour", "two day": an amount that stands before a noun as an adjective does.
    fn is_compound(&self, i: usize, end: usize) -> bool {
        let counted = matches!(self.at(i), Word::Digits(..) | Word::Number(_) | Word::Vague | Word::Figures);
        let single = matches!(self.at(end - 1), Word::Unit(_));
        counted && (single || (i..end).any(|at| self.is(at, Glue::Dash)))
    }

    /// Skips "about", "at least", "more than", "up to", "just under".
    pub(super) fn approx(&self, i: usize) -> usize {
        match (self.at(i), self.at(i + 1)) {
            (Word::Glue(Glue::Approx), _) if self.is_through(i) => i,
            (Word::Glue(Glue::Approx), Word::Glue(Glue::Approx)) => i + 2,
            (Word::Glue(Glue::Approx), _) if !self.says(i, "just") && !self.says(i, "only") => i + 1,
            (Word::Glue(Glue::On), Word::Glue(Glue::Least | Glue::Most)) => i + 2,
            (Word::Glue(Glue::More), Word::Glue(Glue::Than))
            | (Word::Glue(Glue::Up), Word::Glue(Glue::To)) => i + 2,
            (_, Word::Glue(Glue::Than)) if self.says(i, "less") || self.says(i, "fewer") => i + 2,
            (_, Word::Glue(Glue::More)) if self.says(i, "no") && self.is(i + 2, Glue::Than) => i + 3,
            _ => i,
        }
    }

    /// "over three years" is through them; "lasted over three years", "in over a year" are more than them.
    fn is_through(&self, i: usize) -> bool {
        let before = i.wrapping_sub(1);
        let more = self.tag(before) == Tag::In
            || matches!(self.before(i), Word::Glue(Glue::On | Glue::To))
            || MEASURING.iter().any(|word| self.says(before, word));
        (self.says(i, "over") || self.says(i, "under")) && !more
    }
}
