//! TIMEX3 values: of durations, of what comes again, of times of the day, and of what cannot be resolved.

use super::calendar::Unit;
use super::expr::{Amount, Core, Said};

/// TIMEX3 value of so much time.
pub(super) fn duration(amount: Amount, unit: Unit) -> String {
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
pub(super) fn each(said: &Said) -> String {
    let day = match said.core {
        Core::Weekday(weekday) => format!("XXXX-WXX-{weekday}"),
        Core::Month(month) => format!("XXXX-{month:02}"),
        Core::Season(season) => format!("XXXX-{}", season.code()),
        _ => "XXXX-XX-XX".to_owned(),
    };
    day + &time_of_day(said)
}

/// `T15:00` or `TMO`.
pub(super) fn time_of_day(said: &Said) -> String {
    match (said.clock, said.part) {
        (Some((hour, minute)), _) => format!("T{hour:02}:{minute:02}{}", if said.utc { "Z" } else { "" }),
        (None, Some("W") | None) => String::new(),
        (None, Some(part)) => part.to_owned(),
    }
}

/// The value of a date whose year or day nobody can tell.
pub(super) fn unresolved(said: &Said) -> Option<String> {
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
        Core::Before(year) => format!("-{year:04}"),
        _ => return None,
    };
    Some(day + &time_of_day(said))
}
