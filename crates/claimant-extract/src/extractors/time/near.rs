//! Which point a date means that counts from publication or from what the text talked of last: "last week", "that Friday",
//! "two days later".

use claimant_doc::Link;
use jiff::civil::Date;

use super::calendar::{Point, Unit, plus_days, weekday_not_after, weekday_not_before};
use super::expr::{Said, Way};
use super::points::{Mention, Placed, Points};
use super::tense::Side;
use super::word::Rel;

/// How far back, in bytes, the day may stand that a clock time belongs to.
const NEARBY: usize = 500;

impl Points {
    pub(super) fn weekday(&self, weekday: i8, rel: Option<Rel>, side: impl Fn() -> Side) -> Placed {
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
    pub(super) fn unit(&self, unit: Unit, said: &Said, side: impl Fn() -> Side) -> Placed {
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
    pub(super) fn year_ago(&self) -> Placed {
        match self.quarter {
            Some(mention) => Some((mention.point.years_away(-1)?, Some(Link::At(mention.span)))),
            None => self.near_published(Unit::Year, -1),
        }
    }

    /// A clock time belongs to the day that was talked of just now, else to publication; "the morning" does not.
    pub(super) fn clock_day(&self, exact: bool) -> Placed {
        let near = |mention: &Mention| self.here.saturating_sub(mention.span.end()) <= NEARBY;
        match self.day.filter(near) {
            Some(mention) => Some((mention.point, Some(Link::At(mention.span)))),
            None if exact || self.day.is_none() => {
                Some((Point::Day(self.published?), Some(self.anchor.clone())))
            }
            None => None,
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
