//! The grammar of dates: days, months, years and what points at them.

use claimant_doc::Tag;
use jiff::civil::Date;

use super::calendar::Unit;
use super::expr::{Books, Core, Said, Year};
use super::known;
use super::scan::Scan;
use super::word::{Glue, Rel, Word, century_of};

/// What a rule finds: the date as said, and one past its last token.
type Dated = Option<(Said, usize)>;

impl Scan<'_> {
    /// A date that starts at token `i`.
    pub fn date(&self, i: usize) -> Dated {
        let core = self.date_prefix(i);
        let (said, end) = self.clocked(core).or_else(|| self.plain_date(core, core > i))?;
        Some((said, self.date_suffix(end)))
    }

    /// Skips "early", "the end of", "later" before a date.
    fn date_prefix(&self, i: usize) -> usize {
        let noun = self.skip(i, Glue::The);
        if self.is(noun, Glue::EdgeNoun) && self.is(noun + 1, Glue::Of) {
            return self.edge(noun + 2);
        }
        if self.is(noun, Glue::Edge) {
            return self.skip(noun + 1, Glue::Dash);
        }
        match (self.at(i), self.at(i + 1)) {
            (Word::Shift(_), Word::Rel(_) | Word::Day(_) | Word::Tonight) if self.is_earlier_later(i) => {
                i + 1
            }
            (Word::Shift(_), Word::Glue(Glue::On))
                if self.is_earlier_later(i) && self.is(i + 2, Glue::The) =>
            {
                if matches!(self.at(i + 3), Word::Unit(_)) { i + 3 } else { i }
            }
            (Word::Shift(_), Word::Glue(Glue::The)) if self.is_earlier_later(i) => i,
            _ => i,
        }
    }

    /// "the end of early June": an edge of an edge.
    fn edge(&self, i: usize) -> usize {
        if self.is(i, Glue::Edge) { self.skip(i + 1, Glue::Dash) } else { i }
    }

    fn is_earlier_later(&self, i: usize) -> bool {
        self.says(i, "earlier") || self.says(i, "later")
    }

    /// Swallows "or so", "and beyond" after a date.
    fn date_suffix(&self, i: usize) -> usize {
        if self.is(i, Glue::And) && self.says(i + 1, "beyond") { i + 2 } else { i }
    }

    /// A clock time with the day that may stand beside it: "9 a.m. EST Tuesday".
    fn clocked(&self, i: usize) -> Dated {
        let (clock, mut end) = self.clock(i)?;
        let utc = ["UTC", "GMT"].contains(&self.doc.word(end));
        while self.is(end, Glue::Zone) || (self.says(end, "time") && end > i + 1) || self.is_zone_name(end) {
            end += 1;
        }
        let day = if self.is(end, Glue::Comma) { end + 1 } else { self.skip(end, Glue::On) };
        if let Some((said, end)) = self.plain_date(day, false).filter(|(said, _)| self.is_day(said)) {
            return Some((Said { clock: Some(clock), utc, ..said }, end));
        }
        Some((Said { clock: Some(clock), utc, ..Said::new(Core::Clock) }, end))
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

    fn is_day(&self, said: &Said) -> bool {
        matches!(
            said.core,
            Core::Exact(_) | Core::MonthDay(..) | Core::Weekday(_) | Core::Offset(_) | Core::Holiday(_)
        )
    }

    /// Hour and minute: "3 p.m.", "10:30", "noon", "1 o'clock".
    fn clock(&self, i: usize) -> Option<((i8, i8), usize)> {
        match (self.at(i), self.at(i + 1)) {
            (Word::Clock(hour @ 0..=12, minute), Word::Meridiem(pm)) => {
                Some(((to_24(hour, pm), minute), i + 2))
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

    fn plain_date(&self, i: usize, led: bool) -> Dated {
        match self.at(i) {
            Word::Weekday(weekday) => self.weekday_date(i, weekday),
            Word::Month(month) => self.month_date(i, month, led),
            Word::Digits(n, digits) => self.digit_date(i, n, digits, led),
            Word::Ordinal(n) => self.ordinal_date(i, n, led),
            Word::Number(_) => self.spoken_date(i),
            Word::Figures => figures(self.doc.word(i)).map(|core| (Said::new(core), i + 1)),
            Word::ShortYear(year) if led || self.is_placed(i) => Some((Said::new(Core::Year(year)), i + 1)),
            Word::Decade(decade) if self.is_decade(i) => Some((Said::new(Core::Decade(decade)), i + 1)),
            Word::Quarter(quarter) => Some(self.with_year(Core::Quarter(quarter), i + 1)),
            Word::Season(season) => self.season_date(i, season, led),
            Word::Rel(rel) => self.rel_date(i, rel),
            Word::Day(days) => Some(self.with_part(Said::new(Core::Offset(days)), i + 1)),
            Word::Tonight => Some((Said { part: Some("TNI"), ..Said::new(Core::Offset(0)) }, i + 1)),
            Word::Part("TNI") if self.says(i, "overnight") => {
                Some((Said { part: Some("TNI"), ..Said::new(Core::Offset(0)) }, i + 1))
            }
            Word::Holiday(holiday) => self.holiday_date(i, holiday),
            Word::Unit(Unit::Year) if !led => self.year_compound(i),
            Word::Glue(Glue::YearEnd) => Some((Said::new(Core::YearEnd), i + 1)),
            Word::Glue(Glue::The) => self.the_date(i + 1),
            Word::Glue(Glue::Fiscal) if !self.is(i.wrapping_sub(1), Glue::A) => self.fiscal_date(i + 1),
            Word::Unit(Unit::Day) if led && self.is(i.wrapping_sub(1), Glue::The) => {
                Some((Said::new(Core::Unit(Unit::Day)).rel(Rel::That), i + 1))
            }
            Word::Unit(unit @ (Unit::Month | Unit::Week | Unit::Quarter | Unit::Year)) if led => {
                Some((Said::new(Core::Unit(unit)), i + 1))
            }
            _ => None,
        }
    }

    /// "1980s" stands alone; "eighties" wants "the"; two-digit decades an apostrophe or "the".
    fn is_decade(&self, i: usize) -> bool {
        let word = self.doc.word(i);
        let the = self.says(i.wrapping_sub(1), "the") || self.is(i.wrapping_sub(1), Glue::Edge);
        word.starts_with(['1', '2']) && word.len() >= 5
            || !word.starts_with(|c: char| c.is_ascii_digit()) && the
            || word.starts_with(['\'', '’', '‘'])
    }

    /// "Monday", "Monday night", "Monday, May 18, 2015", "Friday at 3 p.m.".
    fn weekday_date(&self, i: usize, weekday: i8) -> Dated {
        if !self.is_capital(i) && self.doc.word(i).ends_with('.') {
            return None;
        }
        let comma = self.skip(self.skip(i + 1, Glue::Comma), Glue::The);
        let dated = matches!(self.at(comma), Word::Month(_) | Word::Digits(..) | Word::Ordinal(_));
        if dated
            && let Some((said, end)) =
                self.plain_date(comma, true).filter(|(said, _)| matches!(said.core, Core::MonthDay(..)))
        {
            return Some((Said { weekday: Some(weekday), ..said }, end));
        }
        Some(self.with_part(Said::new(Core::Weekday(weekday)), i + 1))
    }

    /// Adds the part of the day or the clock that follows a day.
    fn with_part(&self, said: Said, end: usize) -> (Said, usize) {
        match self.at(end) {
            Word::Part(part @ ("TMO" | "TAF" | "TEV" | "TNI")) if !self.says(end, "overnight") => {
                (Said { part: Some(part), ..said }, end + 1)
            }
            Word::Glue(Glue::On) if self.says(end, "at") => match self.clock(end + 1) {
                Some((clock, end)) => (Said { clock: Some(clock), ..said }, self.skip(end, Glue::Zone)),
                None => (said, end),
            },
            _ => (said, end),
        }
    }

    /// "May 5", "May 5, 2019", "May 2019", "May last year", "May".
    fn month_date(&self, i: usize, month: i8, led: bool) -> Dated {
        if !self.is_capital_name(i) {
            return None;
        }
        let day = match self.at(i + 1) {
            Word::Digits(day @ 1..=31, 1..=2) | Word::Ordinal(day @ 1..=31) => Some(day as i8),
            _ => None,
        };
        if let Some(day) = day {
            let said = match known::day(self.doc, i..self.end)
                .filter(|known| (known.month(), known.day()) == (month, day))
            {
                Some(known) => {
                    (Said::new(Core::MonthDay(month, day)).year(Some(Year::Number(known.year()))), i + 2)
                }
                None => self.with_year(Core::MonthDay(month, day), i + 2),
            };
            return Some(if said.0.year.is_some() { said } else { self.with_part(said.0, said.1) });
        }
        if let Some((year, end)) = self.year_after(i + 1) {
            return Some((Said::new(Core::Month(month)).year(Some(year)), end));
        }
        self.is_month(i, led).then_some((Said::new(Core::Month(month)), i + 1))
    }

    /// A capital, behind "mid-" too.
    fn is_capital_name(&self, i: usize) -> bool {
        let word = self.doc.word(i);
        word.rsplit('-').next().is_some_and(|name| name.starts_with(|c: char| c.is_uppercase()))
    }

    /// Whether a month name without day or year is a month and not a verb, a modal or a person.
    fn is_month(&self, i: usize, led: bool) -> bool {
        let word = self.doc.word(i);
        if word.len() < 5 && word.ends_with('.') || word.len() == 3 && !self.says(i, "may") {
            return false;
        }
        let named = ["april", "may", "june", "march", "august"].iter().any(|name| self.says(i, name));
        let placed =
            led || matches!(
                self.before(i),
                Word::Glue(
                    Glue::On
                        | Glue::Since
                        | Glue::Until
                        | Glue::From
                        | Glue::Between
                        | Glue::Of
                        | Glue::Through
                        | Glue::To
                        | Glue::And
                        | Glue::Edge
                ) | Word::Rel(_)
                    | Word::Shift(_)
            ) || self.is(i + 1, Glue::Possessive);
        let person =
            self.is_capital(i + 1) && self.tag(i + 1) == Tag::Nnp && matches!(self.at(i + 1), Word::No);
        if named { placed && !person } else { placed || !person }
    }

    fn with_year(&self, core: Core, end: usize) -> (Said, usize) {
        match self.year_after(end) {
            Some((year, end)) => (Said::new(core).year(Some(year)), end),
            None => (Said::new(core), end),
        }
    }

    /// "18 May 2019", "2019-05-18" in pieces, "2019", "2019 third quarter".
    fn digit_date(&self, i: usize, n: u32, digits: u8, led: bool) -> Dated {
        if n <= 31 && digits <= 2 {
            return self.day_month(i, n);
        }
        if digits != 4 {
            return None;
        }
        if let Some(date) = self.split_iso(i) {
            return Some((Said::new(Core::Exact(date)), i + 5));
        }
        self.year_date(i, n, led)
    }

    /// "18 May", "18th of May".
    fn day_month(&self, i: usize, day: u32) -> Dated {
        let at = self.skip(i + 1, Glue::Of);
        match self.at(at) {
            Word::Month(month) if (1..=31).contains(&day) && self.is_capital(at) => {
                Some(self.with_year(Core::MonthDay(month, day as i8), at + 1))
            }
            _ => None,
        }
    }

    fn split_iso(&self, i: usize) -> Option<Date> {
        match [self.at(i), self.at(i + 1), self.at(i + 2), self.at(i + 3), self.at(i + 4)] {
            [
                Word::Digits(year, 4),
                Word::Glue(Glue::Dash),
                Word::Digits(month, 2),
                Word::Glue(Glue::Dash),
                Word::Digits(day, 2),
            ] => Date::new(year as i16, month as i8, day as i8).ok(),
            _ => None,
        }
    }

    fn year_date(&self, i: usize, n: u32, led: bool) -> Dated {
        if !self.is_year(i, n, led) {
            return None;
        }
        let year = n as i16;
        let quarter = match (self.at(i + 1), self.at(i + 2)) {
            (Word::Ordinal(n @ 1..=4), Word::Unit(Unit::Quarter)) => Some(n as i8),
            _ => None,
        };
        if let Some(quarter) = quarter {
            return Some((Said::new(Core::Quarter(quarter)).year(Some(Year::Number(year))), i + 3));
        }
        if self.is(i + 1, Glue::Period) || self.at(i + 1) == Word::Unit(Unit::Quarter) {
            return Some((Said::new(Core::Unit(Unit::Quarter)).year(Some(Year::Number(year))), i + 2));
        }
        Some((Said::new(Core::Year(year)), i + 1))
    }

    /// Whether four digits are a year: by their size, by what stands before, and not a count of what follows.
    fn is_year(&self, i: usize, n: u32, led: bool) -> bool {
        if !(1000..=2100).contains(&n)
            || self.tag(i.wrapping_sub(1)) == Tag::Sym
            || self.follows_dash_figure(i)
        {
            return false;
        }
        let ancient = ["BC", "BCE", "B.C."].contains(&self.doc.word(i + 1));
        let compound =
            ancient || self.is(i + 1, Glue::Dash) && self.at(i + 2) == Word::No && !self.spaced(i + 1);
        let name = !led
            && self.tag(i.wrapping_sub(1)) == Tag::Nnp
            && self.before(i) == Word::No
            && self.tag(i + 1).is_punctuation();
        let counted = compound
            || name
            || matches!(self.at(i + 1), Word::Units(_) | Word::Number(_))
            || self.says(i + 1, "%")
            || self.says(i + 1, "percent");
        let placed = led || self.is_placed(i);
        match n {
            _ if counted => false,
            _ if self.says(i + 1, "people") => false,
            1900..=2100 => placed || self.tag(i + 1) != Tag::Nns || self.is_capital(i + 1),
            1500..=1899 => placed && self.tag(i + 1) != Tag::Nns || self.is_bracketed(i),
            _ => {
                self.is(i.wrapping_sub(1), Glue::On)
                    && !self.tag(i + 1).is_noun()
                    && self.tag(i + 1) != Tag::Jj
            }
        }
    }

    /// Whether the word before leads to a date.
    fn is_placed(&self, i: usize) -> bool {
        matches!(
            self.before(i),
            Word::Glue(
                Glue::On
                    | Glue::Since
                    | Glue::Until
                    | Glue::From
                    | Glue::Between
                    | Glue::Of
                    | Glue::Edge
                    | Glue::Through
            ) | Word::Shift(_)
        )
    }

    fn follows_dash_figure(&self, i: usize) -> bool {
        matches!(self.before(i), Word::Glue(Glue::Dash)) && {
            let first = self.before(i.wrapping_sub(1));
            matches!(first, Word::Digits(_, digits) if digits != 4)
                || (matches!(first, Word::No) && !self.spaced(i))
        }
    }

    /// Whether a blank stands before token `i`.
    fn spaced(&self, i: usize) -> bool {
        let start = self.doc.tokens.get(i).map_or(0, |token| token.span.start());
        self.doc.text().get(..start).is_some_and(|head| head.ends_with(char::is_whitespace))
    }

    fn is_bracketed(&self, i: usize) -> bool {
        self.tag(i.wrapping_sub(1)) == Tag::Bracket || self.tag(i + 1) == Tag::Bracket
    }

    /// "third quarter", "17th century", "first half of 2019", "8th of May".
    fn ordinal_date(&self, i: usize, n: u32, led: bool) -> Dated {
        let next = self.skip(self.skip(i + 1, Glue::Dash), Glue::Fiscal);
        match self.at(next) {
            Word::Unit(Unit::Quarter) if n <= 4 => Some(self.with_year(Core::Quarter(n as i8), next + 1))
                .filter(|(_, end)| !self.is(*end, Glue::Of)),
            Word::Unit(Unit::Century) if (1..=21).contains(&n) => {
                Some((Said::new(Core::Century(n as i16 - 1)), next + 1))
            }
            Word::Glue(Glue::Half) if n <= 2 => {
                let (said, end) = self.with_year(Core::Half(n as i8), next + 1);
                (said.year.is_some() || led && !self.is(end, Glue::Of)).then_some((said, end))
            }
            Word::Month(_) | Word::Glue(Glue::Of) => self.day_month(i, n),
            _ => None,
        }
    }

    /// "nineteen ninety-seven".
    fn spoken_date(&self, i: usize) -> Dated {
        let (year, end) = self.year(i)?;
        Some((Said::new(Core::Year(year)), end))
    }

    /// "summer 2010", "the summer", "in summer"; never the verbs "fall" and "spring".
    fn season_date(&self, i: usize, season: super::calendar::Season, led: bool) -> Dated {
        let (said, end) = self.with_year(Core::Season(season), i + 1);
        let placed = led || self.is(i.wrapping_sub(1), Glue::On);
        let noun = !self.is(i + 1, Glue::Of) && self.tag(i) != Tag::Vb && self.tag(i) != Tag::Vbp;
        (said.year.is_some() || (placed && noun)).then_some((said, end))
    }

    /// "Thanksgiving Day", "Christmas".
    fn holiday_date(&self, i: usize, holiday: u8) -> Dated {
        if !self.is_capital(i) {
            return None;
        }
        let day = matches!(self.at(i + 1), Word::Unit(Unit::Day) | Word::Weekday(_) | Word::Glue(Glue::Eve));
        let holiday = if self.is(i + 1, Glue::Eve) { holiday + 10 } else { holiday };
        Some(self.with_year(Core::Holiday(holiday), i + 1 + usize::from(day)))
    }

    /// "year-earlier", "year-ago quarter", "year-end", "year's end".
    fn year_compound(&self, i: usize) -> Dated {
        if self.says(i + 1, "end") || self.says(i + 2, "end") && !matches!(self.at(i + 1), Word::No) {
            return Some((Said::new(Core::YearEnd), if self.says(i + 1, "end") { i + 2 } else { i + 3 }));
        }
        match self.at(i + 2) {
            Word::Shift(_) if self.is(i + 1, Glue::Dash) => {}
            _ => return None,
        }
        let end = match (self.at(i + 3), self.at(i + 4)) {
            (Word::Ordinal(1..=4), Word::Unit(Unit::Quarter)) => i + 5,
            (Word::Glue(Glue::Period) | Word::Unit(Unit::Quarter), _) => i + 4,
            _ => i + 3,
        };
        Some((Said::new(Core::YearAgo), end))
    }

    /// "last week", "this coming Friday", "next March", "last night", "this year's third quarter".
    fn rel_date(&self, i: usize, rel: Rel) -> Dated {
        let (rel, at) = match (rel, self.at(i + 1)) {
            (Rel::This | Rel::That, Word::Rel(inner @ (Rel::Coming | Rel::Past | Rel::Same))) => {
                (inner, i + 2)
            }
            _ => (rel, i + 1),
        };
        if matches!(rel, Rel::Recent | Rel::These | Rel::Those) {
            return None;
        }
        if self.is(at, Glue::Fiscal) && self.at(at + 1) == Word::Unit(Unit::Year) {
            return Some((Said::new(Core::Unit(Unit::Year)).rel(rel).of_books(Books::Unknown), at + 2));
        }
        match self.at(at) {
            Word::Unit(Unit::Year) => Some(self.rel_year(rel, at)),
            Word::Unit(Unit::Second | Unit::Minute | Unit::Hour) => None,
            Word::Unit(unit) => Some((Said::new(Core::Unit(unit)).rel(rel), at + 1)),
            Word::Month(month)
                if self.is_capital(at)
                    && self.is_month(at, true)
                    && !matches!(self.at(at + 1), Word::Digits(1..=31, _)) =>
            {
                Some((Said::new(Core::Month(month)).rel(rel), at + 1))
            }
            Word::Month(_) => self.plain_date(at, true),
            Word::Weekday(weekday) if self.is_capital(at) => match self.weekday_date(at, weekday)? {
                (said, end) if matches!(said.core, Core::Weekday(_)) => Some((said.rel(rel), end)),
                dated => Some(dated),
            },
            Word::Season(season) if !self.is(at + 1, Glue::Of) => {
                Some((Said::new(Core::Season(season)).rel(rel), at + 1))
            }
            Word::Part(part) if part.starts_with("T") && part.len() == 3 => {
                Some((Said { part: Some(part), ..Said::new(Core::Unit(Unit::Day)).rel(rel) }, at + 1))
            }
            Word::Holiday(holiday) => self
                .holiday_date(at, holiday)
                .map(|(_, end)| (Said::new(Core::Holiday(holiday)).rel(rel), end)),
            Word::Ordinal(n @ 1..=4) if self.at(at + 1) == Word::Unit(Unit::Quarter) => {
                Some((Said::new(Core::Quarter(n as i8)).rel(rel), at + 2))
            }
            Word::Glue(Glue::Period) if matches!(rel, Rel::Latest) => {
                Some((Said::new(Core::Unit(Unit::Quarter)).rel(rel), at + 1))
            }
            _ => None,
        }
    }

    /// "this year", "this year's third quarter", "last year's quarter".
    fn rel_year(&self, rel: Rel, at: usize) -> (Said, usize) {
        let plain = (Said::new(Core::Unit(Unit::Year)).rel(rel), at + 1);
        if !self.is(at + 1, Glue::Possessive) {
            return plain;
        }
        match (self.at(at + 2), self.at(at + 3)) {
            (Word::Ordinal(n @ 1..=4), Word::Unit(Unit::Quarter)) => {
                (Said::new(Core::Quarter(n as i8)).year(Some(Year::Rel(rel))), at + 4)
            }
            (Word::Ordinal(n @ 1..=2), Word::Glue(Glue::Half)) => {
                (Said::new(Core::Half(n as i8)).year(Some(Year::Rel(rel))), at + 4)
            }
            (Word::Season(season), _) => (Said::new(Core::Season(season)).year(Some(Year::Rel(rel))), at + 3),
            _ => plain,
        }
    }

    /// What follows "the": "the third quarter", "the year 2000", "the weekend", "the night of Monday".
    fn the_date(&self, i: usize) -> Dated {
        match self.at(i) {
            Word::Unit(Unit::Year)
                if self.year(i + 1).is_some() || matches!(self.at(i + 1), Word::Number(2)) =>
            {
                self.the_year(i)
            }
            Word::Unit(Unit::Week) if self.is(i + 1, Glue::Of) => self.week_of(i + 2),
            Word::Unit(Unit::Day | Unit::Quarter) if self.is(i + 1, Glue::Of) => None,
            Word::Unit(unit @ (Unit::Week | Unit::Weekend | Unit::Quarter | Unit::Year | Unit::Month)) => {
                if unit == Unit::Year
                    && let Some(found) = self.year_compound(i)
                {
                    return Some(found);
                }
                let ordinary = !self.is(i + 1, Glue::Dash)
                    && !matches!(self.at(i + 1), Word::Shift(Shift::Before | Shift::After | Shift::Ago));
                ordinary.then_some((Said::new(Core::Unit(unit)), i + 1))
            }
            Word::Part(part @ ("TMO" | "TAF" | "TEV" | "TNI")) => self.the_part(i, part),
            Word::Glue(Glue::Extra) if self.at(i + 1) == Word::Unit(Unit::Year) && self.says(i, "full") => {
                Some((Said::new(Core::Unit(Unit::Year)).rel(Rel::This), i + 2))
            }
            Word::Rel(Rel::Past) if matches!(self.at(i + 1), Word::Unit(_)) => None,
            Word::Glue(Glue::The | Glue::YearEnd) | Word::Day(_) | Word::Tonight | Word::Ref(_) => None,
            Word::Rel(rel) => self.rel_date(i, rel).filter(|_| rel != Rel::This),
            Word::Season(_) if self.is(i + 1, Glue::Of) && self.year_after(i + 1).is_none() => None,
            _ => self.plain_date(i, true),
        }
    }

    /// "year 2000", "year two thousand".
    fn the_year(&self, i: usize) -> Dated {
        let (year, end) = match self.year(i + 1) {
            Some(found) => found,
            None => self
                .number(i + 1)
                .filter(|(n, _)| (1900..2100).contains(n))
                .map(|(n, end)| (n as i16, end))?,
        };
        Some((Said::new(Core::Year(year)), end))
    }

    /// "the week of March 3".
    fn week_of(&self, i: usize) -> Dated {
        let (said, end) = self.plain_date(i, false)?;
        matches!(said.core, Core::MonthDay(..) | Core::Exact(_))
            .then_some((Said { rel: Some(Rel::Same), part: Some("W"), ..said }, end))
    }

    /// "the night of Monday", "the night of June 21", "the morning".
    fn the_part(&self, i: usize, part: &'static str) -> Dated {
        if self.is(i + 1, Glue::Of)
            && let Some((said, end)) =
                self.plain_date(self.skip(i + 2, Glue::The), false).filter(|(said, _)| self.is_day(said))
        {
            return Some((Said { part: Some(part), ..said }, end));
        }
        Some((Said { part: Some(part), ..Said::new(Core::Clock) }, i + 1))
    }

    /// "fiscal 2019", "fiscal year 2019", "fiscal third quarter".
    fn fiscal_date(&self, i: usize) -> Dated {
        let i = self.skip(i, Glue::Dash);
        match self.at(i) {
            Word::Unit(Unit::Year) => match self.year(i + 1) {
                Some((year, end)) => Some((self.fiscal_year(year, end), end)),
                None => Some((Said::new(Core::Unit(Unit::Year)).of_books(Books::Unknown), i + 1)),
            },
            Word::Ordinal(n) => {
                let (said, end) = self.ordinal_date(i, n, true)?;
                Some((said.of_books(Books::Unknown), end))
            }
            _ => self.year(i).map(|(year, end)| (self.fiscal_year(year, end), end)),
        }
    }

    /// Whose year it is: the federal government's where the sentence talks of it.
    fn fiscal_year(&self, year: i16, end: usize) -> Said {
        let near = self.start.max(end.saturating_sub(FISCAL_REACH))..self.end.min(end + FISCAL_REACH);
        let federal = near.into_iter().any(|i| FEDERAL.contains(&self.doc.word(i)));
        let books = if federal { Books::Federal } else { Books::Unknown };
        Said::new(Core::Year(year)).of_books(books)
    }
}

use super::word::Shift;

/// Words beside which a fiscal year is that of the United States government: October to September.
const FEDERAL: &[&str] = &[
    "federal", "Federal", "Congress", "Pentagon", "CBP", "DHS", "ICE", "FEMA", "Treasury", "Border",
    "Medicare",
];

/// How far from a fiscal year those words may stand, in tokens.
const FISCAL_REACH: usize = 40;

fn to_24(hour: i8, pm: bool) -> i8 {
    hour % 12 + if pm { 12 } else { 0 }
}

/// A date in one token: "2020-01-12", "2020/01/12", "01/12/2020", "12.01.2020", "2020-01".
fn figures(word: &str) -> Option<Core> {
    let mark = word.chars().find(|c| !c.is_ascii_digit())?;
    let mut pieces = word.split(mark);
    let (first, second, third) = (pieces.next()?, pieces.next()?, pieces.next());
    if pieces.next().is_some() || !matches!(mark, '-' | '/' | '.') {
        return None;
    }
    let number = |s: &str| s.parse::<i16>().ok();
    let (a, b) = (number(first)?, number(second)?);
    let Some(third) = third else {
        return (word == "9/11").then(|| Date::new(2001, 9, 11).ok()).flatten().map(Core::Exact);
    };
    let c = number(third)?;
    let (year, month, day) = match (first.len(), third.len(), mark) {
        (4, 1 | 2, _) => (a, b, c),
        (1 | 2, 4, '.') => (c, b, a),
        (1 | 2, 4, _) if a > 12 => (c, b, a),
        // Month first or day first: writers differ, and only the year is sure.
        (1 | 2, 4, '/') if a != b && b <= 12 => return Some(Core::Year(c)),
        (1 | 2, 4, _) => (c, a, b),
        (1 | 2, 2, '/') if a == b || b > 12 => (century_of(c), a, b),
        _ => return None,
    };
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok().map(Core::Exact)
}
