//! The grammar of what comes again: "every Friday", "each month", "daily".

use claimant_doc::Tag;

use super::expr::{Amount, Core, Said, What};
use super::scan::Scan;
use super::word::{Glue, Word};

type Meant = Option<(What, usize)>;

impl Scan<'_> {
    /// "every Friday", "each month", "daily", "Fridays". Rates ("$3 a year") belong to their figure.
    pub fn set(&self, i: usize) -> Meant {
        match self.at(i) {
            Word::Glue(Glue::Every) => self.every(i + 1),
            Word::Often(value) if self.is_adverb(i) => Some((What::Often(value), i + 1)),
            Word::Weekdays(weekday) => {
                let parts = match self.at(i + 1) {
                    Word::Parts(part) => Some(part),
                    _ => None,
                };
                let said = Said { part: parts, ..Said::new(Core::Weekday(weekday)) };
                Some((What::EachDay(said), i + 1 + usize::from(parts.is_some())))
            }
            Word::Weekday(weekday) => match self.at(i + 1) {
                Word::Parts(part) => {
                    let said = Said { part: Some(part), ..Said::new(Core::Weekday(weekday)) };
                    Some((What::EachDay(said), i + 2))
                }
                _ => None,
            },
            _ => None,
        }
    }

    /// A capital "Daily" is a newspaper; "weekly newspaper" is a kind of newspaper.
    fn is_adverb(&self, i: usize) -> bool {
        (i == self.start || !self.is_capital(i)) && !(self.is_capital(i + 1) && self.tag(i + 1) == Tag::Nnp)
    }

    fn every(&self, i: usize) -> Meant {
        if let Some((amount, end)) = self.amount(i)
            && let Word::Units(unit) = self.at(end)
        {
            return Some((What::Every(amount, unit), end + 1));
        }
        let at = self.skip(i, Glue::Other);
        match self.at(at) {
            Word::Unit(unit) => Some((What::Every(Amount::Count(if at > i { 2 } else { 1 }), unit), at + 1)),
            Word::Weekday(weekday) => {
                let part = match self.at(at + 1) {
                    Word::Part(part) => Some(part),
                    _ => None,
                };
                let said = Said { part, ..Said::new(Core::Weekday(weekday)) };
                Some((What::EachDay(said), at + 1 + usize::from(part.is_some())))
            }
            Word::Month(month) => Some((What::EachDay(Said::new(Core::Month(month))), at + 1)),
            Word::Season(season) => Some((What::EachDay(Said::new(Core::Season(season))), at + 1)),
            Word::Part(part) => {
                let said = Said { part: Some(part), ..Said::new(Core::Clock) };
                Some((What::EachDay(said), at + 1))
            }
            _ => None,
        }
    }
}
