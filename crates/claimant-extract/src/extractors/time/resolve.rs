//! From what an expression says to the days it means: against the publication date, or against what the text
//! talked of last.

use claimant_doc::{Alternative, Link, Span, Time, TimeKind};
use jiff::civil::Date;

use super::calendar::{Point, Unit, plus_days};
use super::expr::{Amount, Books, Core, Found, Said, Side as Aside, Stretch, What};
use super::points::Points;
use super::scan::Scan;
use super::tense::{self, Side};
use super::value::{duration, each, time_of_day, unresolved};
use super::word::{Glue, Rel, Shift, Word};

/// How many days before publication a day is long past.
const LONG_PAST: i64 = 400;

/// What has been read so far of one article.
pub struct Resolver {
    pub(super) points: Points,
    /// The last period with two ends or a beginning: what "the previous 14 years" counts back from.
    pub(super) period: Option<(Date, Date, Span)>,
}

/// The parts of a [`Time`] that resolution gives.
#[derive(Default)]
pub(super) struct Meaning {
    pub(super) value: Option<String>,
    pub(super) from: Option<Date>,
    pub(super) to: Option<Date>,
    pub(super) anchor: Option<Link>,
}

impl Resolver {
    /// Nothing read yet.
    pub fn new(published: Option<Date>) -> Resolver {
        Resolver { points: Points::new(published), period: None }
    }

    /// The same for an article that tells of long ago only.
    pub fn historic(mut self, historic: bool) -> Resolver {
        self.points.historic = historic;
        self
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
            What::Before(stretch, said) => (TimeKind::Duration, self.before(&stretch, &said, side)),
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

    /// The day that "today" means.
    pub(super) fn published(&self) -> Option<Date> {
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
}

impl Meaning {
    /// A value without days.
    pub(super) fn value(value: String) -> Meaning {
        Meaning { value: Some(value), ..Meaning::default() }
    }
}

/// First and last day; a fiscal year has those of its books.
pub(super) fn days(point: &Point, books: Books) -> (Option<Date>, Option<Date>) {
    match (books, point) {
        (Books::Calendar, _) => (point.first(), point.last()),
        (Books::Federal, Point::Year(year)) => {
            (Date::new(year - 1, 10, 1).ok(), Date::new(*year, 9, 30).ok())
        }
        _ => (None, None),
    }
}
