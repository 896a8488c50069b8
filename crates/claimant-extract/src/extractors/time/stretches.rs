//! The grammar of durations and shifted dates: "three days", "the past two weeks", "two weeks ago".

use claimant_doc::Tag;

use super::calendar::Unit;
use super::expr::{Amount, Core, Said, Side, Stretch, Way, What};
use super::scan::Scan;
use super::word::{Glue, Rel, Shift, Word};

type Meant = Option<(What, usize)>;

impl Scan<'_> {
    /// "24 hours a day": what stands before is counted, and the unit is not a duration in itself.
    fn is_rate(&self, i: usize) -> bool {
        let Some(before) = i.checked_sub(1).filter(|b| *b >= self.start) else { return false };
        let unit = self.at(i + 1);
        if matches!(
            unit,
            Word::Unit(
                Unit::Second
                    | Unit::Quarter
                    | Unit::Century
                    | Unit::Decade
                    | Unit::Millennium
                    | Unit::Weekend
            )
        ) {
            return false;
        }
        self.is(i, Glue::Per)
            || matches!(self.tag(before), Tag::Nn | Tag::Nns | Tag::Cd | Tag::Sym)
                && !self.says(before, "for")
            || ["once", "twice", "times", "%"].iter().any(|often| self.says(before, often))
    }

    /// "three days", "the past two weeks", "a year earlier", "a 14-year", "months".
    pub fn stretch(&self, i: usize) -> Meant {
        let at = self.approx(i);
        self.sided(i)
            .or_else(|| self.sided(at).filter(|_| at > i))
            .or_else(|| self.counted(at))
            .or_else(|| self.bare_plural(at))
    }

    /// "the past two weeks", "the next few days", "the first nine months", "recent weeks".
    fn sided(&self, i: usize) -> Meant {
        let at = self.skip(i, Glue::The);
        let (side, at) = match self.at(at) {
            Word::Rel(Rel::Last | Rel::Past) => (Side::Past, at + 1),
            Word::Rel(Rel::Latest) => (Side::Past, at + 1),
            Word::Rel(Rel::Next | Rel::Coming) => (Side::Next, at + 1),
            Word::Rel(Rel::Previous) => (Side::Previous, at + 1),
            Word::Rel(Rel::Following) => (Side::Following, at + 1),
            Word::Rel(Rel::Recent) => return self.recent(at + 1),
            Word::Ordinal(1) => (Side::First(None), at + 1),
            _ => return None,
        };
        if let Some((amount, end)) = self.amount(at) {
            let Word::Units(unit) = self.at(end) else { return None };
            let (side, end) = self.first_of_year(side, end + 1);
            return Some((What::Stretch(Stretch { amount, unit, side }), end));
        }
        match self.at(at) {
            Word::Units(unit) if !matches!(side, Side::First(_)) => {
                Some((What::Stretch(Stretch { amount: Amount::Vague, unit, side }), at + 1))
            }
            Word::Unit(unit) if self.is_one_past(i, at, unit) => {
                Some((What::Stretch(Stretch { amount: Amount::Count(1), unit, side }), at + 1))
            }
            _ => None,
        }
    }

    /// "the past year" is the year up to now, "last year" and "the last week" are calendar dates.
    fn is_one_past(&self, i: usize, at: usize, unit: Unit) -> bool {
        let past = self.at(at - 1) == Word::Rel(Rel::Past) && !matches!(self.before(i), Word::Rel(Rel::This));
        let long = matches!(self.at(at - 1), Word::Rel(Rel::Last | Rel::Next | Rel::Coming));
        past || (unit >= Unit::Decade && self.is(i, Glue::The) && long)
    }

    fn recent(&self, at: usize) -> Meant {
        match self.at(at) {
            Word::Units(Unit::Year | Unit::Decade) => {
                Some((What::Date(Said::new(Core::Ref("PAST_REF"))), at + 1))
            }
            Word::Units(unit) => {
                Some((What::Stretch(Stretch { amount: Amount::Vague, unit, side: Side::Loose }), at + 1))
            }
            _ => None,
        }
    }

    fn first_of_year(&self, side: Side, end: usize) -> (Side, usize) {
        match (side, self.year_after(end)) {
            (Side::First(_), Some((year, end))) => (Side::First(Some(year)), end),
            _ => (side, end),
        }
    }

    /// An amount and its unit, with what follows.
    fn counted(&self, i: usize) -> Meant {
        let at = match self.at(i) {
            Word::Glue(Glue::The) if self.amount(i + 1).is_some() => i + 1,
            _ => i,
        };
        if self.says(i.wrapping_sub(1), "as") {
            return None; // "as many weeks"
        }
        let (amount, unit, end) = self.amount_and_unit(at)?;
        let (amount, end) = self.and_a_half(amount, end);
        let stretch = Stretch { amount, unit, side: Side::Loose };
        if let Some((said, end)) = self.before_date(end).filter(|_| at > i) {
            return Some((What::Before(stretch, said), end));
        }
        if let Some((way, end)) = self.way(end) {
            return Some((What::Shifted(amount, unit, way), end));
        }
        Some((What::Stretch(stretch), end))
    }

    /// "[the two weeks] before March 3", "[the 24 hours] preceding 10 a.m. on Friday".
    fn before_date(&self, end: usize) -> Option<(Said, usize)> {
        let past = match self.at(end) {
            Word::Shift(Shift::Before) => end + 1,
            Word::Rel(Rel::Previous) if self.says(end, "preceding") => end + 1,
            Word::Rel(Rel::Previous) if self.is(end + 1, Glue::To) => end + 2,
            _ => return None,
        };
        let named =
            |said: &Said| !matches!(said.core, Core::Untold | Core::Unit(_) | Core::YearAgo | Core::Ref(_));
        self.date(past).filter(|(said, _)| named(said))
    }

    fn amount_and_unit(&self, i: usize) -> Option<(Amount, Unit, usize)> {
        if let Some(found) = self.article_unit(i) {
            let rate = self.is(i, Glue::A) && self.is_rate(i) && self.way(found.2).is_none();
            return (!rate && !self.is_title(i, found.2 - 1)).then_some(found);
        }
        if ["aged", "age"]
            .iter()
            .any(|word| self.says(i.wrapping_sub(1), word) || self.says(i.wrapping_sub(2), word))
        {
            return None;
        }
        let (amount, mut at) = self.amount(self.skip(i, Glue::A))?;
        let dash = self.is(at, Glue::Dash);
        while matches!(self.at(at), Word::Glue(Glue::Extra | Glue::More | Glue::Dash)) {
            at += 1;
        }
        match self.at(at) {
            Word::Units(unit) if !dash && !self.is_age(at + 1) && !self.is_title(i, at) => {
                Some((amount, unit, at + 1))
            }
            Word::Unit(unit) if dash && !self.is_age(at + 1) => Some((amount, unit, self.long(at + 1))),
            Word::Unit(unit) if self.is_counted_unit(amount, at) => Some((amount, unit, at + 1)),
            _ => None,
        }
    }

    /// "one year", "two day rally": singular after a number.
    fn is_counted_unit(&self, amount: Amount, at: usize) -> bool {
        let one = amount == Amount::Count(1);
        let safe = !matches!(self.at(at), Word::Unit(Unit::Second | Unit::Quarter));
        let day = self.at(at) == Word::Unit(Unit::Day);
        let day_to_come = one && day && (self.tag(at + 1).is_verb() || self.tag(at + 1) == Tag::Md);
        let year = matches!(amount, Amount::Count(1900..=2100)); // "the 2018 day of the race"
        let counts = one || (amount != Amount::Vague && !year && !self.tag(at + 1).is_punctuation());
        safe && counts && !day_to_come && !self.is_age(at + 1)
    }

    /// "-old", "years old": an age, which is a quantity.
    fn is_age(&self, at: usize) -> bool {
        let at = self.skip(at, Glue::Dash);
        self.is(at, Glue::Old) || self.says(at, "olds") || self.says(at, "of") && self.says(at + 1, "age")
    }

    /// "60 Minutes" in quotation marks: a programme.
    fn is_title(&self, start: usize, unit: usize) -> bool {
        self.is_capital(unit) && self.tag(start.wrapping_sub(1)) == Tag::Quote
    }

    /// Swallows "-long".
    fn long(&self, at: usize) -> usize {
        if self.is(at, Glue::Dash) && self.is(at + 1, Glue::Long) { at + 2 } else { at }
    }

    /// "a year", "an hour", "half an hour", "the entire day", "an additional year".
    fn article_unit(&self, i: usize) -> Option<(Amount, Unit, usize)> {
        let one = Amount::Count(1);
        match (self.at(i), self.at(i + 1), self.at(i + 2)) {
            (Word::Glue(Glue::A), Word::Unit(unit), _)
                if !matches!(unit, Unit::Second | Unit::Quarter | Unit::Weekend) =>
            {
                (!self.is(i + 2, Glue::Dash) || self.is(i + 3, Glue::Long)).then_some((
                    one,
                    unit,
                    self.long(i + 2),
                ))
            }
            (Word::Glue(Glue::A), Word::Glue(Glue::Extra), Word::Unit(unit))
                if !self.says(i + 1, "calendar") =>
            {
                Some((one, unit, i + 3))
            }
            (Word::Glue(Glue::The), Word::Glue(Glue::Extra), Word::Unit(unit))
                if !self.says(i + 1, "full") =>
            {
                Some((one, unit, i + 3))
            }
            (Word::Glue(Glue::Half), Word::Glue(Glue::A), Word::Unit(unit)) => {
                Some((Amount::AndHalf(0), unit, i + 3))
            }
            _ => None,
        }
    }

    /// "a year and a half", "a week or so", "a year or two".
    fn and_a_half(&self, amount: Amount, end: usize) -> (Amount, usize) {
        match (amount, self.at(end)) {
            (Amount::Count(n), Word::Glue(Glue::And))
                if self.is(end + 1, Glue::A) && self.is(end + 2, Glue::Half) =>
            {
                (Amount::AndHalf(n), end + 3)
            }
            (_, Word::Glue(Glue::Or)) if self.is(end + 1, Glue::So) => (amount, end + 2),
            (Amount::Count(1), Word::Glue(Glue::Or)) if self.at(end + 1) == Word::Number(2) => {
                (Amount::Vague, end + 2)
            }
            _ => (amount, end),
        }
    }

    /// The word that makes a date of an amount.
    fn way(&self, end: usize) -> Option<(Way, usize)> {
        match self.at(end) {
            Word::Shift(Shift::Ago) => Some((Way::Ago, end + 1)),
            Word::Shift(Shift::Earlier) => Some((Way::Earlier, end + 1)),
            Word::Shift(Shift::Later) => Some((Way::Later, end + 1)),
            Word::Shift(Shift::Hence) => Some((Way::Ahead, end + 1)),
            Word::Glue(Glue::From) if self.at(end + 1) == Word::Ref("PRESENT_REF") => {
                Some((Way::Ahead, end + 2))
            }
            _ => None,
        }
    }

    /// "for years", "months ago", "decades-long".
    fn bare_plural(&self, i: usize) -> Meant {
        if self.is(i.wrapping_sub(1), Glue::Of) && self.tag(i.wrapping_sub(2)) == Tag::Nns {
            return None; // "hundreds of years", "thousands of days"
        }
        if matches!(
            self.before(i),
            Word::Digits(..) | Word::Number(_) | Word::Vague | Word::Glue(Glue::Dash) | Word::Part(_)
        ) {
            return None; // its number was no amount of time: an age, a fraction
        }
        let (unit, end) = match self.at(i) {
            Word::Units(
                unit @ (Unit::Day
                | Unit::Week
                | Unit::Month
                | Unit::Year
                | Unit::Hour
                | Unit::Decade
                | Unit::Century),
            ) => (unit, i + 1),
            Word::Units(unit @ Unit::Minute)
                if ["in", "for", "within", "just"].iter().any(|word| self.says(i.wrapping_sub(1), word)) =>
            {
                (unit, i + 1)
            }
            Word::Unit(unit) if self.is(i + 1, Glue::Dash) && self.is(i + 2, Glue::Long) => {
                return Some((
                    What::Stretch(Stretch { amount: Amount::Count(1), unit, side: Side::Loose }),
                    i + 3,
                ));
            }
            _ => return None,
        };
        let end = self.long(end);
        if self.is(end, Glue::Old) || self.is_capital(i) && i > self.start {
            return None;
        }
        if let Some((Way::Ago, end)) = self.way(end) {
            return Some((What::Stretch(Stretch { amount: Amount::Vague, unit, side: Side::Loose }), end));
        }
        Some((What::Stretch(Stretch { amount: Amount::Vague, unit, side: Side::Loose }), end))
    }
}
