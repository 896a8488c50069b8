//! Days, weeks, months … as points on the calendar: their TIMEX3 value, their first and last day, their neighbours.

use jiff::civil::Date;
use jiff::{Span as Lapse, ToSpan};

/// A unit of time, from short to long.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Weekend,
    Week,
    Fortnight,
    Month,
    Quarter,
    Year,
    Decade,
    Century,
    Millennium,
}

impl Unit {
    /// The unit with that English name.
    pub fn from_name(name: &str) -> Option<Unit> {
        Some(match name {
            "second" => Unit::Second,
            "minute" => Unit::Minute,
            "hour" => Unit::Hour,
            "day" => Unit::Day,
            "weekend" => Unit::Weekend,
            "week" => Unit::Week,
            "fortnight" => Unit::Fortnight,
            "month" => Unit::Month,
            "quarter" => Unit::Quarter,
            "year" => Unit::Year,
            "decade" => Unit::Decade,
            "century" => Unit::Century,
            "millennium" => Unit::Millennium,
            _ => return None,
        })
    }

    /// TIMEX3 letters: prefix (`P` or `PT`), how many of the letter's unit one is, letter.
    pub fn letters(self) -> (&'static str, u32, &'static str) {
        match self {
            Unit::Second => ("PT", 1, "S"),
            Unit::Minute => ("PT", 1, "M"),
            Unit::Hour => ("PT", 1, "H"),
            Unit::Day => ("P", 1, "D"),
            Unit::Weekend => ("P", 2, "D"),
            Unit::Week => ("P", 1, "W"),
            Unit::Fortnight => ("P", 2, "W"),
            Unit::Month => ("P", 1, "M"),
            Unit::Quarter => ("P", 1, "Q"),
            Unit::Year => ("P", 1, "Y"),
            Unit::Decade => ("P", 10, "Y"),
            Unit::Century => ("P", 100, "Y"),
            Unit::Millennium => ("P", 1000, "Y"),
        }
    }

    /// The letters of an unknown number of units ("decades").
    pub fn vague_letters(self) -> (&'static str, &'static str) {
        match self {
            Unit::Decade => ("P", "DE"),
            Unit::Century => ("P", "CE"),
            _ => (self.letters().0, self.letters().2),
        }
    }

    /// `n` of the unit as calendar arithmetic wants it; `None` below a day or beyond reason.
    pub fn times(self, n: u32) -> Option<Lapse> {
        let n = i64::from(n);
        let lapse = match self {
            Unit::Second | Unit::Minute => return None,
            Unit::Hour => Lapse::new().try_days(n.checked_add(12)? / 24),
            Unit::Day => Lapse::new().try_days(n),
            Unit::Weekend | Unit::Week => Lapse::new().try_weeks(n),
            Unit::Fortnight => Lapse::new().try_weeks(n * 2),
            Unit::Month => Lapse::new().try_months(n),
            Unit::Quarter => Lapse::new().try_months(n * 3),
            Unit::Year => Lapse::new().try_years(n),
            Unit::Decade => Lapse::new().try_years(n * 10),
            Unit::Century => Lapse::new().try_years(n * 100),
            Unit::Millennium => Lapse::new().try_years(n * 1000),
        };
        lapse.ok()
    }
}

/// A season; winter is that of its year's end ("the winter of 2010" began in 2010).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Season {
    Spring,
    Summer,
    Fall,
    Winter,
}

impl Season {
    /// The season with that TIMEX3 code.
    pub fn from_code(code: &str) -> Option<Season> {
        [Season::Spring, Season::Summer, Season::Fall, Season::Winter].into_iter().find(|s| s.code() == code)
    }

    /// TIMEX3 code.
    pub fn code(self) -> &'static str {
        match self {
            Season::Spring => "SP",
            Season::Summer => "SU",
            Season::Fall => "FA",
            Season::Winter => "WI",
        }
    }

    fn first_month(self) -> i8 {
        match self {
            Season::Spring => 3,
            Season::Summer => 6,
            Season::Fall => 9,
            Season::Winter => 12,
        }
    }
}

/// A place on the calendar, as fine as the text says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Point {
    Day(Date),
    /// By its Monday.
    Week(Date),
    /// By the Monday of its week.
    Weekend(Date),
    Month(i16, i8),
    Quarter(i16, i8),
    Half(i16, i8),
    Season(i16, Season),
    Year(i16),
    /// 198 for the 1980s.
    Decade(i16),
    /// 19 for the twentieth century.
    Century(i16),
}

impl Point {
    /// The point of grain `unit` that holds `day`.
    pub fn around(day: Date, unit: Unit) -> Option<Point> {
        let year = day.year();
        Some(match unit {
            Unit::Hour | Unit::Minute | Unit::Second | Unit::Day => Point::Day(day),
            Unit::Weekend => Point::Weekend(monday(day)?),
            Unit::Week | Unit::Fortnight => Point::Week(monday(day)?),
            Unit::Month => Point::Month(year, day.month()),
            Unit::Quarter => Point::Quarter(year, (day.month() + 2) / 3),
            Unit::Year => Point::Year(year),
            Unit::Decade => Point::Decade(year.div_euclid(10)),
            Unit::Century => Point::Century(year.div_euclid(100)),
            Unit::Millennium => return None,
        })
    }

    /// TIMEX3 value.
    pub fn value(&self) -> String {
        match *self {
            Point::Day(day) => day.to_string(),
            Point::Week(monday) => iso_week(monday),
            Point::Weekend(monday) => iso_week(monday) + "-WE",
            Point::Month(year, month) => format!("{year:04}-{month:02}"),
            Point::Quarter(year, n) => format!("{year:04}-Q{n}"),
            Point::Half(year, n) => format!("{year:04}-H{n}"),
            Point::Season(year, season) => format!("{year:04}-{}", season.code()),
            Point::Year(year) => format!("{year:04}"),
            Point::Decade(decade) => format!("{decade:03}"),
            Point::Century(century) => format!("{century:02}"),
        }
    }

    /// First day.
    pub fn first(&self) -> Option<Date> {
        match *self {
            Point::Day(day) | Point::Week(day) => Some(day),
            Point::Weekend(monday) => monday.checked_add(5.days()).ok(),
            Point::Month(year, month) => Date::new(year, month, 1).ok(),
            Point::Quarter(year, n) => Date::new(year, n * 3 - 2, 1).ok(),
            Point::Half(year, n) => Date::new(year, n * 6 - 5, 1).ok(),
            Point::Season(year, season) => Date::new(year, season.first_month(), 1).ok(),
            Point::Year(year) => Date::new(year, 1, 1).ok(),
            Point::Decade(decade) => Date::new(decade.checked_mul(10)?, 1, 1).ok(),
            Point::Century(century) => Date::new(century.checked_mul(100)?, 1, 1).ok(),
        }
    }

    /// Last day.
    pub fn last(&self) -> Option<Date> {
        let lapse = match self {
            Point::Day(day) => return Some(*day),
            Point::Week(_) => 6.days(),
            Point::Weekend(_) => 1.days(),
            Point::Month(..) => return Some(self.first()?.last_of_month()),
            Point::Quarter(..) | Point::Season(..) => 3.months(),
            Point::Half(..) => 6.months(),
            Point::Year(..) => 1.years(),
            Point::Decade(..) => 10.years(),
            Point::Century(..) => 100.years(),
        };
        let end = self.first()?.checked_add(lapse).ok()?;
        if matches!(self, Point::Week(_) | Point::Weekend(_)) { Some(end) } else { end.yesterday().ok() }
    }

    /// The grain.
    pub fn unit(&self) -> Unit {
        match self {
            Point::Day(_) => Unit::Day,
            Point::Week(_) => Unit::Week,
            Point::Weekend(_) => Unit::Weekend,
            Point::Month(..) => Unit::Month,
            Point::Quarter(..) | Point::Half(..) | Point::Season(..) => Unit::Quarter,
            Point::Year(_) => Unit::Year,
            Point::Decade(_) => Unit::Decade,
            Point::Century(_) => Unit::Century,
        }
    }

    /// `n` units of `unit` later (earlier if negative), at the coarser of the two grains.
    pub fn shifted(&self, n: i32, unit: Unit) -> Option<Point> {
        let lapse = unit.times(n.unsigned_abs())?;
        let first = self.first()?;
        let day = if n < 0 { first.checked_sub(lapse) } else { first.checked_add(lapse) }.ok()?;
        match self {
            Point::Half(_, half) if unit == Unit::Year => Some(Point::Half(day.year(), *half)),
            Point::Season(_, season) if unit == Unit::Year => Some(Point::Season(day.year(), *season)),
            _ => Point::around(day, unit.max(self.unit())),
        }
    }

    /// The same part of the calendar a year or so away: "a year earlier" keeps the quarter.
    pub fn years_away(&self, n: i32) -> Option<Point> {
        let lapse = Unit::Year.times(n.unsigned_abs())?;
        let first = self.first()?;
        let day = if n < 0 { first.checked_sub(lapse) } else { first.checked_add(lapse) }.ok()?;
        Point::around(day, self.unit())
    }
}

fn monday(day: Date) -> Option<Date> {
    day.checked_sub(i64::from(day.weekday().to_monday_zero_offset()).days()).ok()
}

fn iso_week(monday: Date) -> String {
    let week = monday.iso_week_date();
    format!("{:04}-W{:02}", week.year(), week.week())
}

/// The latest day with that weekday (1 Monday) not after `day`.
pub fn weekday_not_after(day: Date, weekday: i8) -> Option<Date> {
    let back = (day.weekday().to_monday_one_offset() - weekday).rem_euclid(7);
    day.checked_sub(i64::from(back).days()).ok()
}

/// The first day with that weekday (1 Monday) not before `day`.
pub fn weekday_not_before(day: Date, weekday: i8) -> Option<Date> {
    let on = (weekday - day.weekday().to_monday_one_offset()).rem_euclid(7);
    day.checked_add(i64::from(on).days()).ok()
}

/// `days` days from `day`.
pub fn plus_days(day: Date, days: i64) -> Option<Date> {
    day.checked_add(Lapse::new().try_days(days).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn points_know_their_value_and_their_days() {
        let cases = [
            (Point::Week(date(2018, 12, 31)), "2019-W01", date(2018, 12, 31), date(2019, 1, 6)),
            (Point::Weekend(date(2015, 9, 14)), "2015-W38-WE", date(2015, 9, 19), date(2015, 9, 20)),
            (Point::Month(2024, 2), "2024-02", date(2024, 2, 1), date(2024, 2, 29)),
            (Point::Quarter(2020, 4), "2020-Q4", date(2020, 10, 1), date(2020, 12, 31)),
            (Point::Half(2020, 1), "2020-H1", date(2020, 1, 1), date(2020, 6, 30)),
            (Point::Season(2010, Season::Winter), "2010-WI", date(2010, 12, 1), date(2011, 2, 28)),
            (Point::Decade(198), "198", date(1980, 1, 1), date(1989, 12, 31)),
            (Point::Century(19), "19", date(1900, 1, 1), date(1999, 12, 31)),
        ];
        for (point, value, first, last) in cases {
            assert_eq!(
                (point.value().as_str(), point.first(), point.last()),
                (value, Some(first), Some(last))
            );
        }
    }

    #[test]
    fn weekdays_include_the_day_itself() {
        let friday = date(2020, 1, 17);
        assert_eq!(weekday_not_after(friday, 5), Some(friday));
        assert_eq!(weekday_not_before(friday, 5), Some(friday));
        assert_eq!(weekday_not_after(friday, 6), Some(date(2020, 1, 11)));
        assert_eq!(weekday_not_before(friday, 4), Some(date(2020, 1, 23)));
    }

    #[test]
    fn shifting_beyond_the_calendar_gives_nothing() {
        assert_eq!(Point::Year(2020).shifted(-2_000_000_000, Unit::Century), None);
        assert_eq!(Point::Day(date(2000, 3, 31)).shifted(-1, Unit::Month), Some(Point::Month(2000, 2)));
    }
}
