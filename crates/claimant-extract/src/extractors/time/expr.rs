//! What a time expression says, before it is resolved: the grammar's output and the resolver's input.

use jiff::civil::Date;

use super::calendar::{Season, Unit};
use super::word::Rel;

/// The words of a date, as said.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Said {
    /// The finest part of the calendar that is named.
    pub core: Core,
    /// "last", "this" … before it.
    pub rel: Option<Rel>,
    /// The year that goes with it.
    pub year: Option<Year>,
    /// A weekday beside a month and day.
    pub weekday: Option<i8>,
    /// Part of the day, as TIMEX3 suffix.
    pub part: Option<&'static str>,
    /// Hour and minute.
    pub clock: Option<(i8, i8)>,
    /// Whose year it is.
    pub books: Books,
    /// Whether the clock is that of Greenwich.
    pub utc: bool,
}

impl Said {
    /// Just this core.
    pub fn new(core: Core) -> Said {
        Said {
            core,
            rel: None,
            year: None,
            weekday: None,
            part: None,
            clock: None,
            utc: false,
            books: Books::Calendar,
        }
    }

    /// With "last", "this" …
    pub fn rel(self, rel: Rel) -> Said {
        Said { rel: Some(rel), ..self }
    }

    /// With a fiscal year.
    pub fn of_books(self, books: Books) -> Said {
        Said { books, ..self }
    }

    /// With a year.
    pub fn year(self, year: Option<Year>) -> Said {
        Said { year, ..self }
    }
}

/// The finest part of the calendar that an expression names.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Core {
    Exact(Date),
    /// Year, and two numbers of which either may be the month: "03/06/2024".
    Slashed(i16, i8, i8),
    Year(i16),
    Decade(i16),
    Century(i16),
    /// So many years before our era: "508 BC".
    Before(u16),
    Month(i8),
    MonthDay(i8, i8),
    Weekday(i8),
    Quarter(i8),
    Half(i8),
    Season(Season),
    Holiday(u8),
    /// "last week", "the year".
    Unit(Unit),
    /// Days from today.
    Offset(i8),
    /// "now": a TIMEX3 reference.
    Ref(&'static str),
    /// Same part of the calendar a year before what was last talked of: "the year-earlier period".
    YearAgo,
    YearEnd,
    /// "the day before the vote": a day that hangs on an event.
    Untold,
    /// A clock time whose day is left to the context.
    Clock,
}

/// Whose year a year is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Books {
    /// The calendar's.
    Calendar,
    /// That of the United States government: it ends in September.
    Federal,
    /// A fiscal year whose ends nobody told.
    Unknown,
}

/// The year that goes with a finer date.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Year {
    Number(i16),
    Rel(Rel),
}

/// How many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Amount {
    Count(u32),
    /// So many and a half.
    AndHalf(u32),
    /// "several", or a bare plural.
    Vague,
}

/// A stretch of time: so many units, perhaps seen from an anchor.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stretch {
    pub amount: Amount,
    pub unit: Unit,
    pub side: Side,
}

/// On which side of its anchor a stretch lies.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Side {
    /// Nowhere in particular: "three days".
    Loose,
    /// "the past three days".
    Past,
    /// "the next three days".
    Next,
    /// "the previous three days": before the period that was talked of.
    Previous,
    /// "the following three days".
    Following,
    /// "the first nine months [of 2019]".
    First(Option<Year>),
}

/// How a shifted date leads away from its anchor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Back from publication: "two weeks ago".
    Ago,
    /// On from publication: "a year from now".
    Ahead,
    /// Back from what was last talked of: "a year earlier".
    Earlier,
    /// On from what was last talked of: "two years later".
    Later,
}

/// An expression found by the grammar.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum What {
    Date(Said),
    /// From the first day of one to the last day of the other.
    Between(Said, Said),
    /// From that day to publication.
    Since(Said),
    /// From that day on, no end said.
    From(Said),
    /// The part of it that lies before publication.
    SoFar(Said),
    Stretch(Stretch),
    /// So much time up to a date: "the 24 hours preceding 10 a.m. on April 4".
    Before(Stretch, Said),
    Shifted(Amount, Unit, Way),
    /// So many units each time: "every two weeks".
    Every(Amount, Unit),
    /// "every Friday", and a part of the day.
    EachDay(Said),
    /// A set whose TIMEX3 value is known.
    Often(&'static str),
    /// A stretch between days of a table; an open end is publication.
    Known(Date, Option<Date>),
}

/// An expression and the tokens it covers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Found {
    pub what: What,
    pub start: usize,
    pub end: usize,
}
