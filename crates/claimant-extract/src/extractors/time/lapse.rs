//! From periods, stretches and shifts ("since 2011", "the past two weeks", "a year earlier") to their days.

use claimant_doc::{Link, Span, TimeKind};
use jiff::civil::Date;

use super::calendar::{Point, Unit, plus_days};
use super::expr::{Amount, Books, Core, Found, Said, Side as Aside, Stretch, Way};
use super::resolve::{Meaning, Resolver, days};
use super::scan::Scan;
use super::tense::Side;
use super::value::{duration, time_of_day, unresolved};
use super::word::{Glue, Word};

impl Resolver {
    /// "the quarter ended Sept. 30", "its fourth quarter, which ended Aug. 26": the three months up to that day.
    pub(super) fn quarter_ended(
        &mut self,
        said: &Said,
        scan: &Scan<'_>,
        found: &Found,
        span: Span,
    ) -> Option<Meaning> {
        if !matches!(said.core, Core::Quarter(_) | Core::Unit(Unit::Quarter)) || said.year.is_some() {
            return None;
        }
        let which = if scan.is(found.end, Glue::Comma) && scan.says(found.end + 1, "which") { 2 } else { 0 };
        let ended = found.end + which;
        if !scan.is(ended, Glue::Ended) {
            return None;
        }
        let (day, _) = scan.date(scan.skip(ended + 1, Glue::On))?;
        let (Point::Day(last), anchor) = self.points.point(&day, || Side::Past)? else { return None };
        let middle = Point::around(plus_days(last, -45)?, Unit::Quarter)?;
        let point = match (said.core, middle) {
            (Core::Quarter(n), Point::Quarter(year, _)) => Point::Quarter(year, n),
            _ => middle,
        };
        let next = plus_days(last, 1)?;
        // Books that do not close with a month have thirteen weeks.
        let from = match next.day() {
            1 => next.checked_sub(Unit::Quarter.times(1)?),
            _ => next.checked_sub(Unit::Week.times(13)?),
        };
        let from = from.ok()?;
        self.points.mention(point, span, &Said::new(Core::Quarter(1)));
        Some(Meaning { value: Some(point.value()), from: Some(from), to: Some(last), anchor })
    }

    /// Both ends; a year said once serves both.
    pub(super) fn between(
        &mut self,
        first: Said,
        last: Said,
        side: impl Fn() -> Side,
        span: Span,
    ) -> (TimeKind, Meaning) {
        if first.core == Core::Clock && last.core == Core::Clock {
            return (TimeKind::Set, Meaning::default());
        }
        let (a, b) = self.points.pair(&first, &last, side);
        let meaning = match (a, b) {
            (Some((a, anchor)), Some((b, other))) => {
                // "between fiscal 2019 and 2020": both are of the books named once.
                let books = if last.books == Books::Calendar { first.books } else { last.books };
                let (from, to) = (days(&a, first.books).0, days(&b, books).1);
                let value =
                    format!("{}{}/{}{}", a.value(), time_of_day(&first), b.value(), time_of_day(&last));
                self.points.mention(b, span, &last);
                Meaning { value: Some(value), from, to, anchor: anchor.or(other) }
            }
            _ => {
                let value = unresolved(&first).zip(unresolved(&last)).map(|(a, b)| format!("{a}/{b}"));
                Meaning { value, ..Meaning::default() }
            }
        };
        match (meaning.from, meaning.to) {
            (Some(from), Some(to)) if from > to => {
                (TimeKind::Duration, Meaning { from: None, to: None, ..meaning })
            }
            (Some(from), Some(to)) => {
                self.period = Some((from, to, span));
                (TimeKind::Duration, meaning)
            }
            _ => (TimeKind::Duration, meaning),
        }
    }

    /// Up to publication, whose value is that of the day it began.
    pub(super) fn since(&mut self, said: &Said, span: Span) -> Meaning {
        let Some((point, _)) = self.points.point(said, || Side::Past) else {
            return Meaning { value: unresolved(said), ..Meaning::default() };
        };
        self.points.mention(point, span, said);
        let (from, to) = (point.first(), self.published());
        let meaning =
            Meaning { value: Some(point.value()), from, to, anchor: to.map(|_| self.points.anchor.clone()) };
        match (from, to) {
            (Some(from), Some(to)) if from <= to => self.period = Some((from, to, span)),
            (Some(from), Some(to)) if from > to => return Meaning { to: None, ..meaning },
            _ => {}
        }
        meaning
    }

    pub(super) fn onward(&mut self, said: &Said, side: impl Fn() -> Side) -> Meaning {
        match self.points.point(said, side) {
            Some((point, anchor)) => {
                Meaning { value: Some(point.value()), from: point.first(), to: None, anchor }
            }
            None => Meaning { value: unresolved(said), ..Meaning::default() },
        }
    }

    pub(super) fn so_far(&mut self, said: &Said) -> Meaning {
        match self.points.point(said, || Side::Past) {
            Some((point, _)) => {
                let to = self.published().filter(|to| point.first().is_some_and(|from| from <= *to));
                Meaning {
                    value: Some(point.value()),
                    from: point.first(),
                    to,
                    anchor: to.map(|_| self.points.anchor.clone()),
                }
            }
            None => Meaning { value: unresolved(said), ..Meaning::default() },
        }
    }

    /// A period of a table; it ends at publication where it was not over.
    pub(super) fn known(&mut self, first: Date, last: Option<Date>) -> Meaning {
        let to = match (last, self.published()) {
            (Some(last), Some(published)) => Some(last.min(published)),
            (last, published) => last.or(published),
        };
        let to = to.filter(|to| first <= *to);
        Meaning { value: None, from: Some(first), to, anchor: to.map(|_| self.points.anchor.clone()) }
    }

    /// "the 12 months to March 2024", "the six months ended Oct. 1": back from the date that follows.
    pub(super) fn ended(&self, stretch: &Stretch, scan: &Scan<'_>, end: usize) -> Option<Meaning> {
        let Amount::Count(n) = stretch.amount else { return None };
        let closes = matches!(scan.at(end), Word::Glue(Glue::Ended | Glue::To | Glue::Through));
        if !closes || stretch.side != Aside::Loose {
            return None;
        }
        let (said, _) = scan.date(scan.skip(end + 1, Glue::On))?;
        let (point, _) = self.points.point(&said, || Side::Past)?;
        let next = plus_days(point.last()?, 1)?;
        let from = next.checked_sub(stretch.unit.times(n)?).ok()?;
        let value = Some(duration(stretch.amount, stretch.unit));
        Some(Meaning { value, from: Some(from), to: point.last(), anchor: None })
    }

    /// "the two weeks before March 3": up to the day before it, or to the day of a clock time.
    pub(super) fn before(&mut self, stretch: &Stretch, said: &Said, side: impl Fn() -> Side) -> Meaning {
        let value = Some(duration(stretch.amount, stretch.unit));
        let days = || {
            let Amount::Count(n) = stretch.amount else { return None };
            let (point, anchor) = self.points.point(said, side)?;
            let first = point.first()?;
            let to = if said.clock.is_some() { first } else { plus_days(first, -1)? };
            let from = match stretch.unit {
                Unit::Second | Unit::Minute => to,
                Unit::Hour => plus_days(to, -i64::from(n.div_ceil(24)))?,
                unit => plus_days(to.checked_sub(unit.times(n)?).ok()?, 1)?,
            };
            Some((from, to, anchor))
        };
        match days() {
            Some((from, to, anchor)) => Meaning { value, from: Some(from), to: Some(to), anchor },
            None => Meaning { value, ..Meaning::default() },
        }
    }

    pub(super) fn stretch(&self, stretch: &Stretch) -> Meaning {
        let value = Some(duration(stretch.amount, stretch.unit));
        let lapse = match stretch.amount {
            Amount::Count(n) => stretch.unit.times(n),
            _ => None,
        };
        let away = |day: Date, back: bool| {
            let lapse = lapse?;
            if back { day.checked_sub(lapse) } else { day.checked_add(lapse) }.ok()
        };
        let (from, to, anchor) = match (stretch.side, self.base(stretch.side)) {
            (Aside::Past, Some((day, anchor))) => {
                (away(day, true).and_then(|d| plus_days(d, 1)), Some(day), Some(anchor))
            }
            (Aside::Previous, Some((day, anchor))) => (away(day, true), plus_days(day, -1), Some(anchor)),
            (Aside::Next | Aside::Following, Some((day, anchor))) => {
                (plus_days(day, 1), away(day, false), Some(anchor))
            }
            (Aside::First(Some(year)), _) => {
                match self.points.year(year).and_then(|year| Point::Year(year).first()) {
                    Some(first) => (Some(first), away(first, false).and_then(|d| plus_days(d, -1)), None),
                    None => (None, None, None),
                }
            }
            _ => (None, None, None),
        };
        Meaning { value, from, to, anchor: anchor.filter(|_| from.is_some() || to.is_some()) }
    }

    /// The day that a sided stretch counts from.
    fn base(&self, side: Aside) -> Option<(Date, Link)> {
        let published = self.published().map(|day| (day, self.points.anchor.clone()));
        match side {
            Aside::Past | Aside::Next => published,
            Aside::Previous => match self.period {
                Some((from, _, span)) => Some((from, Link::At(span))),
                None => self
                    .points
                    .last(Unit::Year)
                    .and_then(|(point, span)| Some((point.first()?, Link::At(span))))
                    .or(published),
            },
            Aside::Following => match self.period {
                Some((_, to, span)) => Some((to, Link::At(span))),
                None => self
                    .points
                    .last(Unit::Year)
                    .and_then(|(point, span)| Some((point.last()?, Link::At(span)))),
            },
            Aside::Loose | Aside::First(_) => None,
        }
    }

    /// "two weeks ago", "a year earlier".
    pub(super) fn shifted(
        &mut self,
        amount: Amount,
        unit: Unit,
        way: Way,
        span: Span,
    ) -> (TimeKind, Meaning) {
        let loose = Meaning::value(duration(amount, unit));
        let n = match amount {
            Amount::Count(n) | Amount::AndHalf(n) => i32::try_from(n).unwrap_or(i32::MAX),
            Amount::Vague if way == Way::Ago => {
                return (TimeKind::Date, Meaning::value("PAST_REF".to_owned()));
            }
            Amount::Vague => return (TimeKind::Duration, loose),
        };
        if unit < Unit::Hour || unit == Unit::Hour && way != Way::Ago {
            return (TimeKind::Duration, loose);
        }
        let Some((point, anchor)) = self.points.shifted(n, unit, way) else {
            return (TimeKind::Duration, loose);
        };
        if way != Way::Earlier {
            // What went before is told for comparison; the text goes on from where it was.
            self.points.mention(point, span, &Said::new(Core::Unit(unit)));
        }
        let meaning = Meaning {
            value: Some(point.value()),
            from: point.first(),
            to: point.last(),
            anchor: Some(anchor),
        };
        (TimeKind::Date, meaning)
    }
}
