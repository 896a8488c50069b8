//! Dates said together: "April 24 and 25", "the summer and fall of 2010".

use super::calendar::Season;
use super::expr::{Core, Found, Said, What};
use super::scan::Scan;
use super::word::{Glue, Word};

/// How many years later the next year of a list may be.
const LATER: i64 = 100;

impl Scan<'_> {
    /// The bare day that goes on from a month and day: "[April 24] and 25", "[March 3], 10 and 17".
    pub(super) fn next_day(&self, before: &Found) -> Option<Found> {
        let What::Date(said) = before.what else { return None };
        if let Core::Year(year) = said.core {
            return self.next_year(before, year);
        }
        let Core::MonthDay(month, last) = said.core else { return None };
        let comma = self.skip(before.end, Glue::Comma);
        let start =
            if matches!(self.at(comma), Word::Glue(Glue::And | Glue::Or)) { comma + 1 } else { comma };
        let Word::Digits(day @ 1..=31, 1..=2) = self.at(start) else { return None };
        let ends = self.tag(start + 1).is_punctuation()
            || start + 1 >= self.end
            || matches!(self.at(start + 1), Word::Glue(Glue::And | Glue::Or | Glue::On | Glue::Comma));
        let listed = start > comma || matches!(self.at(start + 1), Word::Glue(Glue::And | Glue::Comma));
        if start == before.end || day as i8 <= last || !ends || !listed || said.clock.is_some() {
            return None;
        }
        let core = Core::MonthDay(month, day as i8);
        let (year, end) = match self.year_after(start + 1) {
            Some((year, end)) => (Some(year), end),
            None => (said.year, start + 1),
        };
        Some(Found { what: What::Date(Said::new(core).year(year)), start, end })
    }

    /// The year that goes on from another: "the [2011] and 2017 counts".
    fn next_year(&self, before: &Found, year: i16) -> Option<Found> {
        let joined = matches!(self.at(before.end), Word::Glue(Glue::And | Glue::Or));
        let start = before.end + 1;
        let Word::Digits(next, 4) = self.at(start) else { return None };
        let later = (1..=LATER).contains(&(i64::from(next) - i64::from(year)));
        let core = Core::Year(i16::try_from(next).ok()?);
        (joined && later).then_some(Found { what: What::Date(Said::new(core)), start, end: start + 1 })
    }

    /// Gives the year that the last of several dates says to those before it; two that follow each other are one period
    /// ("the summer and fall of 2010").
    pub(super) fn share_years(&self, found: &mut Vec<Found>) {
        for i in (1..found.len()).rev() {
            let (What::Date(first), What::Date(last)) = (found[i - 1].what, found[i].what) else { continue };
            let alike = std::mem::discriminant(&first.core) == std::mem::discriminant(&last.core);
            let yearly = matches!(
                first.core,
                Core::Month(_) | Core::MonthDay(..) | Core::Season(_) | Core::Quarter(_) | Core::Half(_)
            );
            let bare = first.year.is_none() && first.rel.is_none() && last.year.is_some();
            if alike && yearly && bare && self.is_joined(found[i - 1].end, found[i].start) {
                found[i - 1].what = What::Date(first.year(last.year));
                let end = found[i].end;
                if follows(first.core, last.core) && self.is(found[i - 1].end, Glue::And) {
                    found[i - 1] = Found { what: What::Between(first, last), end, ..found[i - 1] };
                    found.remove(i);
                }
            }
        }
    }

    /// Whether nothing but joining words stands between two dates.
    fn is_joined(&self, from: usize, to: usize) -> bool {
        let joins = |i: usize| {
            matches!(self.at(i), Word::Glue(Glue::And | Glue::Or | Glue::Comma | Glue::The | Glue::On))
        };
        from < to && to - from <= 4 && (from..to).all(joins)
    }
}

/// Whether one part of the year begins where the other ends.
fn follows(first: Core, last: Core) -> bool {
    match (first, last) {
        (Core::Month(a), Core::Month(b)) | (Core::Quarter(a), Core::Quarter(b)) => a + 1 == b,
        (Core::Season(a), Core::Season(b)) => {
            matches!((a, b), (Season::Spring, Season::Summer) | (Season::Summer, Season::Fall))
        }
        _ => false,
    }
}
