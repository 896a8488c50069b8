//! From what an expression says to the days it means: against the publication date, or against what the text
//! talked of last.

use claimant_doc::{Alternative, Link, Span, Time, TimeKind};
use jiff::civil::Date;

use super::calendar::{Point, Unit, plus_days};
use super::expr::{Amount, Books, Core, Found, Said, Side as Aside, Stretch, Way, What};
use super::points::Points;
use super::scan::Scan;
use super::tense::{self, Side};
use super::word::{Glue, Rel, Shift, Word};

/// How many days before publication a day is long past.
const LONG_PAST: i64 = 400;

/// What has been read so far of one article.
pub struct Resolver {
    points: Points,
    /// The last period with two ends or a beginning: what "the previous 14 years" counts back from.
    period: Option<(Date, Date, Span)>,
}

/// The parts of a [`Time`] that resolution gives.
#[derive(Default)]
struct Meaning {
    value: Option<String>,
    from: Option<Date>,
    to: Option<Date>,
    anchor: Option<Link>,
}

impl Resolver {
    /// Nothing read yet.
    pub fn new(published: Option<Date>) -> Resolver {
        Resolver { points: Points::new(published), period: None }
    }

    /// The meaning of one expression; later expressions may count from it.
    pub fn time(&mut self, scan: &Scan<'_>, found: &Found) -> Option<Time> {
        let span = scan.doc.span(found.start..found.end)?;
        let side = || tense::side(scan, found.start, found.end);
        self.points.here = span.start();
        let alternatives = self.alternatives(found, side);
        let (kind, meaning) = match found.what {
            What::Date(said) => self.date(&said, side, scan, found, span),
            What::Between(first, last) => self.between(first, last, side, span),
            What::Since(said) => (TimeKind::Duration, self.since(&said, span)),
            What::From(said) => (TimeKind::Duration, self.onward(&said, side)),
            What::SoFar(said) => (TimeKind::Duration, self.so_far(&said)),
            What::Stretch(stretch) => {
                let ended = self.ended(&stretch, scan, found.end);
                (TimeKind::Duration, ended.unwrap_or_else(|| self.stretch(&stretch)))
            }
            What::Shifted(amount, unit, way) => self.shifted(amount, unit, way, span),
            What::Every(amount, unit) => (TimeKind::Set, Meaning::value(duration(amount, unit))),
            What::EachDay(said) => (TimeKind::Set, Meaning::value(each(&said))),
            What::Often(value) => (TimeKind::Set, Meaning::value(value.to_owned())),
            What::Known(first, last) => (TimeKind::Duration, self.known(first, last)),
        };
        let Meaning { value, from, to, anchor } = meaning;
        Some(Time { id: String::new(), span, kind, value, from, to, anchor, alternatives })
    }

    /// The day that a date means, and where it stands; nothing is remembered.
    pub fn day(&self, scan: &Scan<'_>, found: &Found) -> Option<(Date, Span)> {
        let What::Date(said) = found.what else { return None };
        let (point, _) = self.points.point(&said, || tense::side(scan, found.start, found.end))?;
        match point {
            Point::Day(day) => Some((day, scan.doc.span(found.start..found.end)?)),
            _ => None,
        }
    }

    /// The meaning of an expression inside a quotation that was spoken on another day than that of publication.
    pub fn spoken(&mut self, scan: &Scan<'_>, found: &Found, day: Date, said_at: Span) -> Option<Time> {
        let published = self.points.published.replace(day);
        let anchor = std::mem::replace(&mut self.points.anchor, Link::At(said_at));
        let time = self.time(scan, found);
        self.points.published = published;
        self.points.anchor = anchor;
        time
    }

    fn published(&self) -> Option<Date> {
        self.points.published
    }

    fn date(
        &mut self,
        said: &Said,
        side: impl Fn() -> Side,
        scan: &Scan<'_>,
        found: &Found,
        span: Span,
    ) -> (TimeKind, Meaning) {
        if let Core::Ref(value) = said.core {
            return (TimeKind::Date, Meaning::value(value.to_owned()));
        }
        if said.core == Core::Unit(Unit::Year) && said.rel.is_none() && scan.is(found.end, Glue::Ended) {
            let year = Stretch { amount: Amount::Count(1), unit: Unit::Year, side: Aside::Loose };
            let ended = self.ended(&year, scan, found.end);
            return (TimeKind::Duration, ended.unwrap_or_else(|| self.stretch(&year)));
        }
        if let Some(ended) = self.quarter_ended(said, scan, found, span) {
            return (TimeKind::Date, ended);
        }
        let said = &self.headed(*said, scan, found);
        let timed = said.clock.is_some() || said.part.is_some_and(|part| part != "W");
        let kind = if timed { TimeKind::Time } else { TimeKind::Date };
        let placed = match said.core {
            Core::Untold => self.beside(scan, found),
            _ => self.points.point(said, side),
        };
        let Some((point, anchor)) = placed else {
            return (kind, Meaning { value: unresolved(said), ..Meaning::default() });
        };
        if !(scan.tag(found.end).is_noun() && self.is_long_past(&point)) {
            self.points.mention(point, span, said);
        }
        let value = Some(point.value() + &time_of_day(said));
        let (from, to) = days(&point, said.books);
        (kind, Meaning { value, from, to, anchor })
    }

    /// Whether a day lies so far back that with a noun behind it, it names an event: "the 9/11 plotter".
    fn is_long_past(&self, point: &Point) -> bool {
        let since = self.published().and_then(|day| plus_days(day, -LONG_PAST));
        matches!((point, since), (Point::Day(day), Some(since)) if *day < since)
    }

    /// What else an expression may mean.
    fn alternatives(&self, found: &Found, side: impl Fn() -> Side) -> Vec<Alternative> {
        let What::Date(said) = found.what else { return Vec::new() };
        let points = self.points.others(&said, side);
        let alternative = |point: &Point| Alternative {
            value: point.value() + &time_of_day(&said),
            from: point.first(),
            to: point.last(),
        };
        points.iter().map(alternative).collect()
    }

    /// A clock time that opens its sentence heads an entry of the day of publication ("6:05 p.m.").
    fn headed(&self, said: Said, scan: &Scan<'_>, found: &Found) -> Said {
        let heads = said.core == Core::Clock && said.clock.is_some() && found.start == scan.start;
        if heads { Said { core: Core::Offset(0), ..said } } else { said }
    }

    /// "the day after Monday's debate": the day beside one that is named.
    fn beside(&self, scan: &Scan<'_>, found: &Found) -> Option<(Point, Option<Link>)> {
        let (at, days) = (found.start..found.end).find_map(|i| match scan.at(i) {
            Word::Shift(Shift::Before) | Word::Rel(Rel::Previous) => Some((i + 1, -1)),
            Word::Shift(Shift::After) | Word::Rel(Rel::Following) => Some((i + 1, 1)),
            _ => None,
        })?;
        let (named, end) = scan.date(scan.skip(at, Glue::The))?;
        let (Point::Day(day), _) = self.points.point(&named, || tense::side(scan, at, end))? else {
            return None;
        };
        Some((Point::Day(plus_days(day, days)?), Some(self.points.anchor.clone())))
    }

    /// "the quarter ended Sept. 30", "its fourth quarter, which ended Aug. 26": the three months up to that day.
    fn quarter_ended(&mut self, said: &Said, scan: &Scan<'_>, found: &Found, span: Span) -> Option<Meaning> {
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
    fn between(
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
                let (from, to) = (a.first(), b.last());
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
    fn since(&mut self, said: &Said, span: Span) -> Meaning {
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

    fn onward(&mut self, said: &Said, side: impl Fn() -> Side) -> Meaning {
        match self.points.point(said, side) {
            Some((point, anchor)) => {
                Meaning { value: Some(point.value()), from: point.first(), to: None, anchor }
            }
            None => Meaning { value: unresolved(said), ..Meaning::default() },
        }
    }

    fn so_far(&mut self, said: &Said) -> Meaning {
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
    fn known(&mut self, first: Date, last: Option<Date>) -> Meaning {
        let to = match (last, self.published()) {
            (Some(last), Some(published)) => Some(last.min(published)),
            (last, published) => last.or(published),
        };
        let to = to.filter(|to| first <= *to);
        Meaning { value: None, from: Some(first), to, anchor: to.map(|_| self.points.anchor.clone()) }
    }

    /// "the 12 months to March 2024", "the six months ended Oct. 1": back from the date that follows.
    fn ended(&self, stretch: &Stretch, scan: &Scan<'_>, end: usize) -> Option<Meaning> {
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

    fn stretch(&self, stretch: &Stretch) -> Meaning {
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
    fn shifted(&mut self, amount: Amount, unit: Unit, way: Way, span: Span) -> (TimeKind, Meaning) {
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

impl Meaning {
    fn value(value: String) -> Meaning {
        Meaning { value: Some(value), ..Meaning::default() }
    }
}

/// First and last day; a fiscal year has those of its books.
fn days(point: &Point, books: Books) -> (Option<Date>, Option<Date>) {
    match (books, point) {
        (Books::Calendar, _) => (point.first(), point.last()),
        (Books::Federal, Point::Year(year)) => {
            (Date::new(year - 1, 10, 1).ok(), Date::new(*year, 9, 30).ok())
        }
        _ => (None, None),
    }
}

/// TIMEX3 value of so much time.
fn duration(amount: Amount, unit: Unit) -> String {
    let (prefix, factor, letter) = unit.letters();
    match (amount, unit) {
        (Amount::Vague, _) => {
            let (prefix, letter) = unit.vague_letters();
            format!("{prefix}X{letter}")
        }
        (Amount::Count(n), _) => format!("{prefix}{}{letter}", n.saturating_mul(factor)),
        (Amount::AndHalf(0), Unit::Hour) => "PT30M".to_owned(),
        (Amount::AndHalf(0), Unit::Year) => "P6M".to_owned(),
        (Amount::AndHalf(n), Unit::Year) => format!("P{n}Y6M"),
        (Amount::AndHalf(n), Unit::Hour) => format!("PT{n}H30M"),
        (Amount::AndHalf(n), Unit::Minute) => format!("PT{n}M30S"),
        (Amount::AndHalf(n), Unit::Decade | Unit::Century | Unit::Millennium) => {
            format!("P{}Y", n.saturating_mul(factor).saturating_add(factor / 2))
        }
        (Amount::AndHalf(n), _) => format!("{prefix}{n}.5{letter}"),
    }
}

/// TIMEX3 value of a day that comes again.
fn each(said: &Said) -> String {
    let day = match said.core {
        Core::Weekday(weekday) => format!("XXXX-WXX-{weekday}"),
        Core::Month(month) => format!("XXXX-{month:02}"),
        Core::Season(season) => format!("XXXX-{}", season.code()),
        _ => "XXXX-XX-XX".to_owned(),
    };
    day + &time_of_day(said)
}

/// `T15:00` or `TMO`.
fn time_of_day(said: &Said) -> String {
    match (said.clock, said.part) {
        (Some((hour, minute)), _) => format!("T{hour:02}:{minute:02}{}", if said.utc { "Z" } else { "" }),
        (None, Some("W") | None) => String::new(),
        (None, Some(part)) => part.to_owned(),
    }
}

/// The value of a date whose year or day nobody can tell.
fn unresolved(said: &Said) -> Option<String> {
    let day = match said.core {
        Core::MonthDay(month, day) => format!("XXXX-{month:02}-{day:02}"),
        Core::Month(month) => format!("XXXX-{month:02}"),
        Core::Weekday(weekday) => format!("XXXX-WXX-{weekday}"),
        Core::Quarter(quarter) => format!("XXXX-Q{quarter}"),
        Core::Half(half) => format!("XXXX-H{half}"),
        Core::Season(season) => format!("XXXX-{}", season.code()),
        Core::Clock | Core::Untold => "XXXX-XX-XX".to_owned(),
        Core::Offset(_) | Core::Unit(Unit::Day) => "XXXX-XX-XX".to_owned(),
        Core::Unit(Unit::Week) => "XXXX-WXX".to_owned(),
        Core::Unit(Unit::Weekend) => "XXXX-WXX-WE".to_owned(),
        Core::Unit(Unit::Month) => "XXXX-XX".to_owned(),
        Core::Unit(Unit::Quarter) => "XXXX-QX".to_owned(),
        Core::Unit(Unit::Year) => "XXXX".to_owned(),
        _ => return None,
    };
    Some(day + &time_of_day(said))
}
