//! The grammar of clock times: "9 a.m. EST Tuesday", "10:30 GMT", "noon".

use super::dates::Dated;
use super::expr::{Core, Said};
use super::scan::Scan;
use super::word::{Glue, Rel, Word};

impl Scan<'_> {
    /// A clock time with the day that may stand beside it: "9 a.m. EST Tuesday".
    pub(super) fn clocked(&self, i: usize) -> Dated {
        let (clock, mut end) = self.clock(i)?;
        if let Some(found) = self.clock_in_part(clock, end) {
            return Some(found);
        }
        let utc = ["UTC", "GMT"].contains(&self.doc.word(end));
        while self.is(end, Glue::Zone) || (self.says(end, "time") && end > i + 1) || self.is_zone_name(end) {
            end += 1;
        }
        end = self.past_other_zone(end);
        let day = if self.is(end, Glue::Comma) { end + 1 } else { self.skip(end, Glue::On) };
        if let Some((said, end)) = self.plain_date(day, false).filter(|(said, _)| self.is_day(said)) {
            return Some((Said { clock: Some(clock), utc, ..said }, end));
        }
        Some((Said { clock: Some(clock), utc, ..Said::new(Core::Clock) }, end))
    }

    /// Past "(0800 UTC)" behind a clock time whose day follows.
    fn past_other_zone(&self, end: usize) -> usize {
        let close = self
            .clock(end + 1)
            .filter(|_| self.says(end, "("))
            .map(|(_, zone)| self.skip(zone, Glue::Zone))
            .filter(|close| self.says(*close, ")"));
        let day = close.map(|close| self.skip(close + 1, Glue::On));
        let dated =
            day.and_then(|day| self.plain_date(day, false)).is_some_and(|(said, _)| self.is_day(&said));
        close.filter(|_| dated).map_or(end, |close| close + 1)
    }

    /// "[three o'clock] in the morning", "[6 o'clock] this afternoon".
    fn clock_in_part(&self, (hour, minute): (i8, i8), end: usize) -> Dated {
        let (core, at) = match (self.at(end), self.at(end + 1)) {
            (Word::Glue(Glue::On), Word::Glue(Glue::The)) if self.says(end, "in") => (Core::Clock, end + 2),
            (Word::Rel(Rel::This), _) => (Core::Offset(0), end + 1),
            _ => return None,
        };
        let pm = match self.at(at) {
            Word::Part("TMO") => false,
            Word::Part("TAF" | "TEV" | "TNI") => true,
            _ => return None,
        };
        let hour = if hour <= 12 { to_24(hour, pm) } else { hour };
        Some((Said { clock: Some((hour, minute)), ..Said::new(core) }, at + 1))
    }

    fn is_zone_name(&self, i: usize) -> bool {
        self.is_capital(i)
            && (1..=4).any(|on| self.says(i + on, "time"))
            && [
                "central",
                "eastern",
                "pacific",
                "mountain",
                "european",
                "standard",
                "daylight",
                "summer",
                "greenwich",
                "mean",
            ]
            .iter()
            .any(|zone| self.says(i, zone))
    }

    pub(super) fn is_day(&self, said: &Said) -> bool {
        matches!(
            said.core,
            Core::Exact(_) | Core::MonthDay(..) | Core::Weekday(_) | Core::Offset(_) | Core::Holiday(_)
        )
    }

    /// Hour and minute: "3 p.m.", "10:30", "noon", "1 o'clock".
    pub(super) fn clock(&self, i: usize) -> Option<((i8, i8), usize)> {
        match (self.at(i), self.at(i + 1)) {
            (Word::Clock(hour @ 0..=12, minute), Word::Meridiem(pm)) => {
                Some(((to_24(hour, pm), minute), i + 2))
            }
            (Word::Digits(n @ 0..=2359, 4), Word::Glue(Glue::Zone)) if n % 100 < 60 => {
                Some((((n / 100) as i8, (n % 100) as i8), i + 1))
            }
            (Word::Clock(hour, minute), _) if self.is_clock_here(i) => Some(((hour, minute), i + 1)),
            (Word::Digits(hour @ 1..=12, _) | Word::Number(hour @ 1..=12), Word::Meridiem(pm)) => {
                Some(((to_24(hour as i8, pm), 0), i + 2))
            }
            (Word::Digits(hour @ 1..=12, _) | Word::Number(hour @ 1..=12), Word::Glue(Glue::Oclock)) => {
                Some(((hour as i8, 0), i + 2))
            }
            (Word::Digits(hour @ 1..=12, _) | Word::Number(hour @ 1..=12), _) => {
                self.clock_by_part(i, hour as i8)
            }
            (Word::Part("T12:00"), _) if self.says(i.wrapping_sub(1), "high") => None,
            (Word::Part("T12:00"), _) => Some(((12, 0), i + 1)),
            (Word::Part("T24:00"), _) => Some(((24, 0), i + 1)),
            _ => None,
        }
    }

    /// "4 in the morning".
    fn clock_by_part(&self, i: usize, hour: i8) -> Option<((i8, i8), usize)> {
        if !(self.says(i + 1, "in") && self.is(i + 2, Glue::The) || self.says(i + 1, "at")) {
            return None;
        }
        let at = if self.says(i + 1, "at") { i + 2 } else { i + 3 };
        match self.at(at) {
            Word::Part("TMO") => Some(((to_24(hour, false), 0), at + 1)),
            Word::Part("TAF" | "TEV" | "TNI") => Some(((to_24(hour, true), 0), at + 1)),
            _ => None,
        }
    }

    /// Bare "10:30" is also a score, a ratio or a verse; a preposition, zone or am/pm tells.
    fn is_clock_here(&self, i: usize) -> bool {
        let written = self.doc.word(i).ends_with(|c: char| c.is_ascii_alphabetic() || c == '.');
        written
            || matches!(
                self.before(i),
                Word::Glue(
                    Glue::On
                        | Glue::Until
                        | Glue::Since
                        | Glue::From
                        | Glue::To
                        | Glue::And
                        | Glue::Between
                        | Glue::Approx
                        | Glue::Dash
                ) | Word::Shift(_)
                    | Word::Weekday(_)
            )
            || self.is(i + 1, Glue::Zone)
    }
}

fn to_24(hour: i8, pm: bool) -> i8 {
    hour % 12 + if pm { 12 } else { 0 }
}
