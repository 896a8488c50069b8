//! Which point of the calendar a date means, given publication and the dates read so far.

use claimant_doc::{Link, Span};
use jiff::ToSpan;
use jiff::civil::Date;

use super::calendar::{Point, Unit, plus_days, weekday_not_after, weekday_not_before};
use super::expr::{Core, Said, Way, Year};
use super::tense::Side;
use super::word::Rel;

/// A date that no verb places lies ahead only if it is this near, in days.
const NEAR: i32 = 60;

/// Publication, and the latest dates of the text by grain.
pub struct Points {
    /// The day of publication.
    pub published: Option<Date>,
    day: Option<Mention>,
    coarse: Option<Mention>,
    quarter: Option<Mention>,
    count: u32,
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
        Points { published, day: None, coarse: None, quarter: None, count: 0 }
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
        let published = || Some(Link::published());
        match said.core {
            Core::Unit(unit) => self.unit(unit, said, &side),
            Core::YearAgo => self.year_ago(),
            Core::Clock => self.clock_day(),
            Core::Weekday(weekday) => self.weekday(weekday, said.rel, side),
            Core::Offset(days) => {
                let day = plus_days(self.published?, i64::from(days))?;
                Some((Point::Day(day), published()))
            }
            Core::YearEnd => {
                let back = i16::from(side() == Side::Past);
                let year = self.published?.year().checked_sub(back)?;
                Some((Point::Day(Date::new(year, 12, 31).ok()?), published()))
            }
            _ => {
                let point = in_week(self.yearless(said, side)?, said)?;
                Some((point, published()))
            }
        }
    }

    /// A date that names its year; a year by word ("last year") counts from publication.
    fn absolute(&self, said: &Said) -> Option<Point> {
        let year = match said.core {
            Core::Unit(Unit::Quarter) if said.year.is_some() => {
                return self.quarter_of(self.year(said.year?)?);
            }
            Core::Exact(day) => return Some(Point::Day(day)),
            Core::Year(year) => return Some(Point::Year(year)),
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
            Core::Ref("PRESENT_REF") => Some((Point::Day(self.published?), Some(Link::published()))),
            _ => self.point(said, side),
        }
    }

    /// The first such month or day not before `point`.
    fn after(&self, point: &Point, core: Core) -> Option<Point> {
        let first = point.first()?;
        let same = of_year(core, first.year())?;
        if same.last()? >= first { Some(same) } else { of_year(core, first.year().checked_add(1)?) }
    }

    /// A date that comes every year, placed by "last" or "next", else by tense.
    fn yearless(&self, said: &Said, side: impl Fn() -> Side) -> Option<Point> {
        let published = self.published?;
        let year = published.year();
        let around = [year.checked_sub(1)?, year, year.checked_add(1)?];
        let points = around.map(|year| of_year(said.core, year));
        if let Some(weekday) = said.weekday {
            let fits = |point: &Point| {
                point.first().is_some_and(|day| day.weekday().to_monday_one_offset() == weekday)
            };
            if let Some(point) = points.iter().flatten().find(|point| fits(point)) {
                return Some(*point);
            }
        }
        let before = |point: &Point| {
            let day = if matches!(said.core, Core::Season(_)) && said.rel == Some(Rel::Last) {
                point.last()
            } else {
                point.first()
            };
            day.is_some_and(|day| day <= published)
        };
        if matches!(said.core, Core::Quarter(_) | Core::Half(_)) && said.rel.is_none() {
            // Companies talk of the quarter just over; only a quarter not yet begun may be last year's.
            let [last, this, _] = points;
            let begun = this.is_some_and(|point| before(&point));
            return if begun || side() == Side::Future { this } else { last };
        }
        let strictly_before = |point: &Point| point.last().is_some_and(|day| day < published);
        let latest = points.iter().rev().flatten().find(|point| before(point)).copied();
        let next =
            points.iter().flatten().find(|point| point.last().is_some_and(|day| day >= published)).copied();
        match said.rel {
            Some(Rel::Last | Rel::Past | Rel::Previous) => {
                points.iter().rev().flatten().find(|point| strictly_before(point)).copied()
            }
            Some(Rel::Next | Rel::Coming) => {
                points.iter().flatten().find(|p| p.first().is_some_and(|day| day > published)).copied()
            }
            Some(Rel::This | Rel::Current) => of_year(said.core, year),
            _ => match side() {
                Side::Past => latest,
                Side::Future => next,
                Side::Either => match next.and_then(|point| point.first()) {
                    Some(day) if (day - published).get_days() <= NEAR => next,
                    _ => latest,
                },
            },
        }
    }

    fn weekday(&self, weekday: i8, rel: Option<Rel>, side: impl Fn() -> Side) -> Placed {
        let told = |day: Option<Date>| Some((Point::Day(day?), Some(Link::published())));
        match rel {
            Some(Rel::Previous | Rel::Following | Rel::That | Rel::Same) => {
                let (point, span) = self.last(Unit::Day)?;
                let day = point.first()?;
                let day = match rel {
                    Some(Rel::Previous) => weekday_not_after(plus_days(day, -1)?, weekday),
                    Some(Rel::Following) => weekday_not_before(plus_days(day, 1)?, weekday),
                    _ => weekday_not_after(day, weekday),
                };
                return Some((Point::Day(day?), Some(Link::At(span))));
            }
            _ => {}
        }
        let published = self.published?;
        match rel {
            Some(Rel::Last | Rel::Past) => told(weekday_not_after(plus_days(published, -1)?, weekday)),
            Some(Rel::Next | Rel::Coming) => told(weekday_not_before(plus_days(published, 1)?, weekday)),
            _ if side() == Side::Future => told(weekday_not_before(published, weekday)),
            _ => told(weekday_not_after(published, weekday)),
        }
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
            _ => self.near_published(unit, 0),
        }
    }

    /// The quarter that was talked of, else the last one that is over.
    fn latest_quarter(&self) -> Placed {
        match self.quarter {
            Some(mention) => Some((mention.point, Some(Link::At(mention.span)))),
            None => self.near_published(Unit::Quarter, -1),
        }
    }

    fn the_weekend(&self, side: Side) -> Placed {
        let published = self.published?;
        let saturday = if side == Side::Future {
            weekday_not_before(published, 6)
        } else {
            weekday_not_after(published, 6)
        };
        Some((Point::around(saturday?, Unit::Weekend)?, Some(Link::published())))
    }

    fn near_published(&self, unit: Unit, n: i32) -> Placed {
        let point = Point::around(self.published?, unit)?;
        let point = if n == 0 { point } else { point.shifted(n, unit)? };
        Some((point, Some(Link::published())))
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

    /// A clock time belongs to the day that was talked of, else to publication.
    fn clock_day(&self) -> Placed {
        match self.day {
            Some(mention) => Some((mention.point, Some(Link::At(mention.span)))),
            None => Some((Point::Day(self.published?), Some(Link::published()))),
        }
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
        let published = || Some((Point::Day(self.published?), Link::published()));
        let (base, link) = match way {
            Way::Ago | Way::Ahead => published()?,
            Way::Earlier | Way::Later => match self.last(unit.max(Unit::Day)) {
                Some((point, span)) => (point, Link::At(span)),
                None if way == Way::Earlier => published()?,
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
        Core::Holiday(holiday) => Point::Day(holiday_of(holiday, year)?),
        Core::Unit(Unit::Quarter) => return None,
        _ => return None,
    };
    point.first().map(|_| point)
}

/// Christmas, Thanksgiving, Easter, Halloween; ten more for the eve.
fn holiday_of(holiday: u8, year: i16) -> Option<Date> {
    let day = match holiday % 10 {
        0 => Date::new(year, 12, 25).ok()?,
        1 => weekday_not_before(Date::new(year, 11, 22).ok()?, 4)?,
        2 => easter(year)?,
        _ => Date::new(year, 10, 31).ok()?,
    };
    if holiday >= 10 { day.checked_sub(1.days()).ok() } else { Some(day) }
}

/// Easter Sunday of the Gregorian calendar (Meeus, Jones, Butcher).
fn easter(year: i16) -> Option<Date> {
    let y = i32::from(year);
    let (a, b, c) = (y % 19, y / 100, y % 100);
    let h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
    let l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let n = h + l - 7 * m + 114;
    Date::new(year, (n / 31) as i8, (n % 31 + 1) as i8).ok()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::super::calendar::Season;
    use super::*;

    #[test]
    fn holidays_fall_where_they_fell() {
        assert_eq!(holiday_of(1, 1999), Some(date(1999, 11, 25)));
        assert_eq!(holiday_of(2, 2024), Some(date(2024, 3, 31)));
        assert_eq!(holiday_of(10, 2019), Some(date(2019, 12, 24)));
    }

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
