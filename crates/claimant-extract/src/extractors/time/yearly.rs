//! Which year a date means that comes every year: "March 3", "the third quarter", "last spring".

use jiff::civil::Date;

use super::calendar::{Point, Unit, plus_days};
use super::expr::{Core, Said};
use super::holiday;
use super::points::Points;
use super::tense::Side;
use super::word::Rel;

/// A date that no verb places lies ahead only if it is this near, in days.
const NEAR: i64 = 60;

/// The same where a verb in the past stands too far away to govern the date.
const AFAR: i64 = 45;

/// The same for a limit ("by February").
const LIMIT: i64 = 150;

impl Points {
    /// A date that comes every year, placed by its weekday, by "last" or "next", else by tense.
    pub(super) fn yearless(&self, said: &Said, side: impl Fn() -> Side) -> Option<Point> {
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

/// That part of that year.
pub(super) fn of_year(core: Core, year: i16) -> Option<Point> {
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
