//! Which point of the calendar a date means, given publication and the dates read so far.

use claimant_doc::{Link, Span};
use jiff::civil::Date;

use super::calendar::{Point, Unit, plus_days, weekday_not_after, weekday_not_before};
use super::expr::{Core, Said, Way, Year};
use super::holiday;
use super::tense::Side;
use super::word::Rel;

/// A date that no verb places lies ahead only if it is this near, in days.
const NEAR: i64 = 60;

/// The same where a verb in the past stands too far away to govern the date.
const AFAR: i64 = 45;

/// The same for a limit ("by February").
const LIMIT: i64 = 150;

/// How far back, in bytes, the day may stand that a clock time belongs to.
const NEARBY: usize = 500;

/// A month or year that ended so many days before publication is one that the text tells of.
const LONG_PAST: i64 = 60;

/// Publication, and the latest dates of the text by grain.
pub struct Points {
    /// The day that "today" means: of publication, or of speaking inside a quotation.
    pub published: Option<Date>,
    /// What says which day that is.
    pub anchor: Link,
    day: Option<Mention>,
    coarse: Option<Mention>,
    quarter: Option<Mention>,
    count: u32,
    /// Where in the text is being read, in bytes.
    pub here: usize,
}

#[derive(Clone, Copy)]
struct Mention {
    point: Point,
    span: Span,
    order: u32,
}

type Placed = Option<(Point, Option<Link>)>;

impl Points {
    /// Nothing read yet.
    pub fn new(published: Option<Date>) -> Points {
        Points {
            published,
            anchor: Link::published(),
            day: None,
            coarse: None,
            quarter: None,
            count: 0,
            here: 0,
        }
    }

    /// Remembers a date.
    pub fn mention(&mut self, point: Point, span: Span, said: &Said) {
        self.count += 1;
        let mention = Some(Mention { point, span, order: self.count });
        match point {
            Point::Day(_) => self.day = mention,
            _ => self.coarse = mention,
        }
        if matches!(said.core, Core::Quarter(_)) {
            self.quarter = mention;
        }
    }

    /// The latest date of grain `unit` or finer.
    pub fn last(&self, unit: Unit) -> Option<(Point, Span)> {
        let coarse = self.coarse.filter(|mention| mention.point.unit() <= unit);
        let latest = [self.day, coarse].into_iter().flatten().max_by_key(|mention| mention.order)?;
        Some((latest.point, latest.span))
    }

    /// The number of a year.
    pub fn year(&self, year: Year) -> Option<i16> {
        match year {
            Year::Number(year) => Some(year),
            Year::Rel(Rel::Last | Rel::Past) => self.published?.year().checked_sub(1),
            Year::Rel(Rel::Next | Rel::Coming) => self.published?.year().checked_add(1),
            Year::Rel(Rel::That | Rel::Same) => self.last(Unit::Year)?.0.first().map(|day| day.year()),
            Year::Rel(_) => self.published.map(|day| day.year()),
        }
    }

    /// Where `said` lies. `side` is asked only if the words leave two choices.
    pub fn point(&self, said: &Said, side: impl Fn() -> Side) -> Placed {
        if let Some(point) = self.absolute(said) {
            return Some((in_week(point, said)?, None));
        }
        let published = || Some(self.anchor.clone());
        match said.core {
            Core::Unit(unit) => self.unit(unit, said, &side),
            Core::YearAgo => self.year_ago(),
            Core::Untold => None,
            Core::Clock => self.clock_day(said.clock.is_some()),
            Core::Weekday(weekday) => self.weekday(weekday, said.rel, side),
            Core::Offset(days) => {
                let day = plus_days(self.published?, i64::from(days))?;
                Some((Point::Day(day), published()))
            }
            Core::YearEnd => {
                let back = i16::from(matches!(side(), Side::Past | Side::PastAfar));
                let year = self.published?.year().checked_sub(back)?;
                Some((Point::Day(Date::new(year, 12, 31).ok()?), published()))
            }
            _ => {
                let point = in_week(self.yearless(said, side)?, said)?;
                Some((point, published()))
            }
        }
    }

    /// What else a date may mean: the day of the other order, or the one on the other side of publication where no verb
    /// tells the side.
    pub fn others(&self, said: &Said, side: impl Fn() -> Side) -> Vec<Point> {
        if let Core::Slashed(year, a, b) = said.core {
            let days = [Date::new(year, a, b), Date::new(year, b, a)];
            return days.into_iter().flatten().map(Point::Day).collect();
        }
        let open = matches!(said.core, Core::Weekday(_) | Core::Month(_) | Core::MonthDay(..));
        if !open
            || said.rel.is_some()
            || said.year.is_some()
            || said.weekday.is_some()
            || side() != Side::Either
        {
            return Vec::new();
        }
        let placed = |side: Side| self.point(said, || side).map(|(point, _)| point);
        let chosen = placed(Side::Either);
        [Side::Past, Side::Future]
            .into_iter()
            .filter_map(placed)
            .filter(|point| Some(*point) != chosen)
            .collect()
    }

    /// A date that names its year; a year by word ("last year") counts from publication.
    fn absolute(&self, said: &Said) -> Option<Point> {
        let year = match said.core {
            Core::Unit(Unit::Quarter) if said.year.is_some() => {
                return self.quarter_of(self.year(said.year?)?);
            }
            Core::Exact(day) => return Some(Point::Day(day)),
            Core::Year(year) | Core::Slashed(year, ..) => return Some(Point::Year(year)),
            Core::Decade(decade) => return Some(Point::Decade(decade)),
            Core::Century(century) => return Some(Point::Century(century)),
            _ => self.year(said.year?)?,
        };
        of_year(said.core, year)
    }

    /// "the 1988 quarter": the one that was talked of, of that year.
    fn quarter_of(&self, year: i16) -> Option<Point> {
        match self.quarter.map(|mention| mention.point) {
            Some(Point::Quarter(_, n)) => Some(Point::Quarter(year, n)),
            _ => Some(Point::Year(year)),
        }
    }

    /// Two ends of a period: the year of one serves the other, and the last is not before the first.
    pub fn pair(&self, first: &Said, last: &Said, side: impl Fn() -> Side) -> (Placed, Placed) {
        if first.year.is_none() && last.year.is_some() {
            let b = self.point(last, &side);
            let year = b.as_ref().and_then(|(point, _)| point.first()).map(|day| day.year());
            let a = year.and_then(|year| of_year(first.core, year)).map(|point| (point, None));
            return (a.or_else(|| self.point(first, &side)), b);
        }
        if first.core == Core::Clock {
            let b = self.end(last, &side);
            return (b.clone(), b);
        }
        let a = self.end(first, &side);
        let b = match (&a, last.core) {
            (Some((point, anchor)), Core::Weekday(weekday)) if matches!(first.core, Core::Weekday(_)) => {
                point
                    .first()
                    .and_then(|day| weekday_not_before(day, weekday))
                    .map(|day| (Point::Day(day), anchor.clone()))
            }
            (Some((point, anchor)), Core::Month(_) | Core::MonthDay(..))
                if last.year.is_none() && first.core != last.core =>
            {
                self.after(point, last.core).map(|point| (point, anchor.clone()))
            }
            _ => self.end(last, &side),
        };
        (a, b)
    }

    /// An end of a period: "now" is publication.
    fn end(&self, said: &Said, side: impl Fn() -> Side) -> Placed {
        match said.core {
            Core::Ref("PRESENT_REF") => Some((Point::Day(self.published?), Some(self.anchor.clone()))),
            _ => self.point(said, side),
        }
    }

    /// The first such month or day not before `point`.
    fn after(&self, point: &Point, core: Core) -> Option<Point> {
        let first = point.first()?;
        let same = of_year(core, first.year())?;
        if same.last()? >= first { Some(same) } else { of_year(core, first.year().checked_add(1)?) }
    }

    /// A date that comes every year, placed by its weekday, by "last" or "next", else by tense.
    fn yearless(&self, said: &Said, side: impl Fn() -> Side) -> Option<Point> {
        let published = self.published?;
        let year = published.year();
        let years = [year.checked_sub(1)?, year, year.checked_add(1)?];
        let points @ [last, this, next] = years.map(|year| of_year(said.core, year));
        if let Some(weekday) = said.weekday
            && let Some(point) =
                [this, last, next].into_iter().flatten().find(|point| falls_on(point, weekday))
        {
            return Some(point);
        }
        match (said.core, said.rel) {
            (Core::Quarter(_) | Core::Half(_), None) => reported(last, this, published, side),
            (_, Some(Rel::Last | Rel::Past | Rel::Previous)) => points
                .iter()
                .rev()
                .flatten()
                .find(|point| point.last().is_some_and(|day| day < published))
                .copied(),
            (_, Some(Rel::Next | Rel::Coming)) => points
                .iter()
                .flatten()
                .find(|point| point.first().is_some_and(|day| day > published))
                .copied(),
            (_, Some(Rel::This | Rel::Current)) => this,
            _ => by_side(&points, published, side()),
        }
    }

    fn weekday(&self, weekday: i8, rel: Option<Rel>, side: impl Fn() -> Side) -> Placed {
        let told = |day: Option<Date>| Some((Point::Day(day?), Some(self.anchor.clone())));
        if let Some(Rel::Previous | Rel::Following | Rel::That | Rel::Same) = rel {
            return self.weekday_beside_last(weekday, rel);
        }
        let published = self.published?;
        match rel {
            Some(Rel::Last | Rel::Past) => told(weekday_not_after(plus_days(published, -1)?, weekday)),
            Some(Rel::Next | Rel::Coming) => told(weekday_not_before(plus_days(published, 1)?, weekday)),
            _ => match side() {
                Side::Future | Side::Limit => told(weekday_not_before(published, weekday)),
                Side::Past | Side::PastAfar | Side::Either => told(weekday_not_after(published, weekday)),
            },
        }
    }

    /// "the previous Friday", "that Friday": beside the last day of the text.
    fn weekday_beside_last(&self, weekday: i8, rel: Option<Rel>) -> Placed {
        let (point, span) = self.last(Unit::Day)?;
        let last = point.first()?;
        let day = match rel {
            Some(Rel::Previous) => weekday_not_after(plus_days(last, -1)?, weekday),
            Some(Rel::Following) => weekday_not_before(plus_days(last, 1)?, weekday),
            _ => weekday_not_after(last, weekday),
        };
        Some((Point::Day(day?), Some(Link::At(span))))
    }

    /// "last week", "that day", "the quarter".
    fn unit(&self, unit: Unit, said: &Said, side: impl Fn() -> Side) -> Placed {
        match said.rel {
            Some(Rel::That | Rel::Same) if unit == Unit::Quarter && self.quarter.is_some() => {
                self.latest_quarter()
            }
            Some(Rel::That | Rel::Same) => self.near_last(unit, 0),
            Some(Rel::Previous) => self.near_last(unit, -1).or_else(|| self.near_published(unit, -1)),
            Some(Rel::Following) => self.near_last(unit, 1),
            Some(Rel::Last | Rel::Past) => self.near_published(unit, -1),
            Some(Rel::Next) if unit == Unit::Day => {
                self.near_last(unit, 1).or_else(|| self.near_published(unit, 1))
            }
            Some(Rel::Next | Rel::Coming) => self.near_published(unit, 1),
            None | Some(Rel::Latest) if unit == Unit::Quarter => self.latest_quarter(),
            Some(Rel::Latest) => self.near_published(unit, 0),
            None if unit == Unit::Weekend => self.the_weekend(side()),
            Some(Rel::This) if unit == Unit::Weekend && side() == Side::Past => self.the_weekend(Side::Past),
            Some(Rel::This) if unit == Unit::Week && self.is_monday() && side() == Side::Past => {
                self.near_published(unit, -1)
            }
            _ => self.near_published(unit, 0),
        }
    }

    /// The quarter that was talked of, else the last one that is over.
    fn latest_quarter(&self) -> Placed {
        let ended = |mention: &Mention| mention.point.last() <= self.published;
        match self.quarter.filter(ended) {
            Some(mention) => Some((mention.point, Some(Link::At(mention.span)))),
            None => self.near_published(Unit::Quarter, -1),
        }
    }

    /// On a Monday what "this week saw" has happened is that of the week just over.
    fn is_monday(&self) -> bool {
        self.published.is_some_and(|day| day.weekday().to_monday_one_offset() == 1)
    }

    fn the_weekend(&self, side: Side) -> Placed {
        let published = self.published?;
        let saturday = if side == Side::Future {
            weekday_not_before(published, 6)
        } else {
            weekday_not_after(published, 6)
        };
        Some((Point::around(saturday?, Unit::Weekend)?, Some(self.anchor.clone())))
    }

    fn near_published(&self, unit: Unit, n: i32) -> Placed {
        let point = Point::around(self.published?, unit)?;
        let point = if n == 0 { point } else { point.shifted(n, unit)? };
        Some((point, Some(self.anchor.clone())))
    }

    fn near_last(&self, unit: Unit, n: i32) -> Placed {
        let (point, span) = self.last(unit)?;
        let point = Point::around(point.first()?, unit)?;
        let point = if n == 0 { point } else { point.shifted(n, unit)? };
        Some((point, Some(Link::At(span))))
    }

    /// The quarter that was talked of, a year before; else last year.
    fn year_ago(&self) -> Placed {
        match self.quarter {
            Some(mention) => Some((mention.point.years_away(-1)?, Some(Link::At(mention.span)))),
            None => self.near_published(Unit::Year, -1),
        }
    }

    /// A clock time belongs to the day that was talked of just now, or to the month or year if that was long ago, else
    /// to publication; "the morning" does not.
    fn clock_day(&self, exact: bool) -> Placed {
        let near = |mention: &Mention| self.here.saturating_sub(mention.span.end()) <= NEARBY;
        let past = self.coarse.filter(|mention| near(mention) && self.is_past(mention));
        match self.day.filter(near).or(past) {
            Some(mention) => Some((mention.point, Some(Link::At(mention.span)))),
            None if exact || self.day.is_none() => {
                Some((Point::Day(self.published?), Some(self.anchor.clone())))
            }
            None => None,
        }
    }

    /// Whether all of what was talked of lies so far back that nothing near publication is meant.
    fn is_past(&self, mention: &Mention) -> bool {
        let since = self.published.and_then(|day| plus_days(day, -LONG_PAST));
        mention.point.last().zip(since).is_some_and(|(last, since)| last < since)
    }

    /// `n` units from publication, or from what was talked of last.
    pub fn shifted(&self, n: i32, unit: Unit, way: Way) -> Option<(Point, Link)> {
        if unit == Unit::Year
            && n == 1
            && matches!(way, Way::Ago | Way::Earlier)
            && let Some(mention) = self.quarter
        {
            return Some((mention.point.years_away(-1)?, Link::At(mention.span)));
        }
        let published = || Some((Point::Day(self.published?), self.anchor.clone()));
        let (base, link) = match way {
            Way::Ago | Way::Ahead => published()?,
            Way::Earlier | Way::Later => match self.last(unit.max(Unit::Day)) {
                Some((point, span)) => (point, Link::At(span)),
                None if way == Way::Earlier && self.coarse.is_none() => published()?,
                None => return None,
            },
        };
        let n = if matches!(way, Way::Ago | Way::Earlier) { n.checked_neg()? } else { n };
        let grain = if unit >= Unit::Decade { Unit::Year } else { unit };
        let lapse = unit.times(n.unsigned_abs())?;
        let first = base.first()?;
        let day = if n < 0 { first.checked_sub(lapse) } else { first.checked_add(lapse) }.ok()?;
        Some((Point::around(day, grain)?, link))
    }
}

/// The latest or the next of the same date in three years, by tense and nearness.
fn by_side(points: &[Option<Point>; 3], published: Date, side: Side) -> Option<Point> {
    let begun = |point: &&Point| point.first().is_some_and(|day| day <= published);
    let ahead = |point: &&Point| point.last().is_some_and(|day| day >= published);
    let latest = points.iter().rev().flatten().find(begun).copied();
    let next = points.iter().flatten().find(ahead).copied();
    let reach = match side {
        Side::Past => return latest,
        Side::Future => return next,
        Side::PastAfar => AFAR,
        Side::Either => NEAR,
        Side::Limit => LIMIT,
    };
    if is_within(next, published, reach) { next } else { latest }
}

/// Companies talk of the quarter just over; only a quarter not yet begun may be last year's.
fn reported(
    last: Option<Point>,
    this: Option<Point>,
    published: Date,
    side: impl Fn() -> Side,
) -> Option<Point> {
    let begun = this.and_then(|point| point.first()).is_some_and(|day| day <= published);
    if begun || side() == Side::Future { this } else { last }
}

/// Whether a day has that weekday (1 Monday).
fn falls_on(point: &Point, weekday: i8) -> bool {
    point.first().is_some_and(|day| day.weekday().to_monday_one_offset() == weekday)
}

/// Whether `point` begins at most so many days after `day`.
fn is_within(point: Option<Point>, day: Date, days: i64) -> bool {
    let first = point.and_then(|point| point.first());
    first.zip(plus_days(day, days)).is_some_and(|(first, far)| first <= far)
}

/// "the week of March 3" is the week that holds the day.
fn in_week(point: Point, said: &Said) -> Option<Point> {
    if said.part == Some("W") { Point::around(point.first()?, Unit::Week) } else { Some(point) }
}

/// That part of that year.
fn of_year(core: Core, year: i16) -> Option<Point> {
    let point = match core {
        Core::Month(month) => Point::Month(year, month),
        Core::MonthDay(month, day) => Point::Day(Date::new(year, month, day).ok()?),
        Core::Quarter(quarter) => Point::Quarter(year, quarter),
        Core::Half(half) => Point::Half(year, half),
        Core::Season(season) => Point::Season(year, season),
        Core::Holiday(holiday) => Point::Day(holiday::day(holiday, year)?),
        Core::Unit(Unit::Quarter) => return None,
        _ => return None,
    };
    point.first().map(|_| point)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::super::calendar::Season;
    use super::*;

    #[test]
    fn seasons_by_last_and_this() {
        let points = Points::new(Some(date(1999, 5, 7)));
        let fall = Said::new(Core::Season(Season::Fall)).rel(Rel::Last);
        assert_eq!(
            points.point(&fall, || Side::Either).map(|p| p.0),
            Some(Point::Season(1998, Season::Fall))
        );
    }
}
