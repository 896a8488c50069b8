//! Which point of the calendar a date means, given publication and the dates read so far.

use claimant_doc::{Link, Span};
use jiff::civil::Date;

use super::calendar::{Point, Unit, plus_days, weekday_not_before};
use super::expr::{Core, Said, Year};
use super::tense::Side;
use super::word::Rel;
use super::yearly::of_year;

/// Publication, and the latest dates of the text by grain.
pub struct Points {
    /// The day that "today" means: of publication, or of speaking inside a quotation.
    pub published: Option<Date>,
    /// What says which day that is.
    pub anchor: Link,
    pub(super) day: Option<Mention>,
    pub(super) coarse: Option<Mention>,
    pub(super) quarter: Option<Mention>,
    count: u32,
    /// Whether the article tells of long ago only: months and days without a year are then of the year that was talked
    /// of, not of the one before publication.
    pub historic: bool,
    /// Where in the text is being read, in bytes.
    pub here: usize,
}

/// A date of the text.
#[derive(Clone, Copy)]
pub(super) struct Mention {
    pub(super) point: Point,
    pub(super) span: Span,
    order: u32,
}

/// A point of the calendar, and what says so.
pub(super) type Placed = Option<(Point, Option<Link>)>;

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
            historic: false,
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
            _ if self.historic && said.weekday.is_none() && matches!(said.rel, None | Some(Rel::Next)) => {
                let (last, span) = self.last(Unit::Year)?;
                let point = match said.rel {
                    Some(_) => self.after(&last, said.core)?,
                    None => of_year(said.core, last.first()?.year())?,
                };
                Some((in_week(point, said)?, Some(Link::At(span))))
            }
            // "The following autumn" comes after what was told, never after publication; after a whole year it is no one's.
            _ if said.rel == Some(Rel::Following) => {
                let (last, span) = self.last(Unit::Quarter)?;
                Some((self.after(&last, said.core)?, Some(Link::At(span))))
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
        if let Some((a, b)) = self.running(first, last) {
            let placed = |point| Some((point, Some(self.anchor.clone())));
            return (placed(a), placed(b));
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

    /// "is to run from June 10 through July 9", published between the two: this year's.
    fn running(&self, first: &Said, last: &Said) -> Option<(Point, Point)> {
        let bare = |said: &Said| said.year.is_none() && said.rel.is_none() && said.weekday.is_none();
        let days = |said: &Said| matches!(said.core, Core::MonthDay(..)) && bare(said);
        let published = self.published.filter(|_| days(first) && days(last) && !self.historic)?;
        let (a, b) = (of_year(first.core, published.year())?, of_year(last.core, published.year())?);
        (a.first()? <= published && published <= b.last()?).then_some((a, b))
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
}

/// "the week of March 3" is the week that holds the day.
fn in_week(point: Point, said: &Said) -> Option<Point> {
    if said.part == Some("W") { Point::around(point.first()?, Unit::Week) } else { Some(point) }
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
