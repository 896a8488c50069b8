//! What single words mean for time, from `data/time-words.tsv` and from digits.

use std::sync::LazyLock;

use super::calendar::{Season, Unit};

/// What one token may contribute to a time expression.
#[derive(Clone, Copy, Debug, PartialEq, Default)]
pub enum Word {
    /// Nothing.
    #[default]
    No,
    Month(i8),
    Weekday(i8),
    Weekdays(i8),
    Unit(Unit),
    Units(Unit),
    /// "daily" and its TIMEX3 value.
    Often(&'static str),
    Season(Season),
    Seasons(Season),
    /// "morning" and its TIMEX3 suffix.
    Part(&'static str),
    Parts(&'static str),
    /// A number in words.
    Number(u32),
    /// A number in digits, and how many digits.
    Digits(u32, u8),
    Ordinal(u32),
    /// "several".
    Vague,
    Rel(Rel),
    Shift(Shift),
    /// Days from today.
    Day(i8),
    Tonight,
    Ref(&'static str),
    /// The first word of a holiday's name.
    Holiday,
    /// "Q3".
    Quarter(i8),
    /// "nineties": 199.
    Decade(i16),
    /// "'89".
    ShortYear(i16),
    Clock(i8, i8),
    /// "3pm": hour of the day.
    Meridiem(bool),
    /// Digits with marks between: may be a whole date.
    Figures,
    /// A word that matters only beside others, by its class.
    Glue(Glue),
}

macro_rules! named {
    ($(#[$about:meta])* $name:ident { $($variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $name { $($variant),+ }

        impl $name {
            fn from_name(name: &str) -> Option<$name> {
                match name { $($word => Some($name::$variant),)+ _ => None }
            }
        }
    };
}

named! {
    /// Where a unit lies, seen from an anchor.
    Rel {
        Last = "last", Past = "past", This = "this", Current = "current", Next = "next", Coming = "coming",
        Previous = "previous", Following = "following", That = "that", Same = "same", Latest = "latest",
        Recent = "recent", These = "these", Those = "those",
    }
}

named! {
    /// How an amount leads away from an anchor.
    Shift { Ago = "ago", Earlier = "earlier", Later = "later", Before = "before", After = "after", Hence = "hence" }
}

named! {
    /// Words that tie others together.
    Glue {
        Edge = "edge", EdgeNoun = "edgenoun", Approx = "approx", The = "the", A = "a", Of = "of", And = "and", Or = "or",
        To = "to", Through = "through", Until = "until", From = "from", Between = "between", Since = "since",
        Fiscal = "fiscal", Comma = "comma", Dash = "dash", Possessive = "possessive", Zone = "zone", On = "on",
        Half = "half", More = "more", Least = "least", Than = "than", Most = "most", Up = "up", So = "so", Far = "far",
        Other = "other", Couple = "couple", YearEnd = "yearend", Oclock = "oclock", Period = "period", Long = "long",
        Old = "old", Extra = "extra", Future = "future", Within = "within", Ended = "ended", Every = "every",
        Starting = "starting", Per = "per", Onward = "onward", Lead = "lead", Circa = "circa",
    }
}

static TABLE: LazyLock<Vec<(&'static str, Word)>> = LazyLock::new(|| {
    let lines = include_str!("../../../data/time-words.tsv").lines().filter(|line| !line.starts_with("# "));
    let mut table: Vec<_> = lines.filter_map(row).collect();
    table.sort_by_key(|(word, _)| *word);
    table
});

fn row(line: &'static str) -> Option<(&'static str, Word)> {
    let mut cells = line.split('\t');
    let (word, class, value) = (cells.next()?, cells.next()?, cells.next().unwrap_or_default());
    Some((word, meaning(class, value)?))
}

fn meaning(class: &str, value: &'static str) -> Option<Word> {
    Some(match class {
        "month" => Word::Month(value.parse().ok()?),
        "weekday" => Word::Weekday(value.parse().ok()?),
        "weekdays" => Word::Weekdays(value.parse().ok()?),
        "unit" => Word::Unit(Unit::from_name(value)?),
        "units" => Word::Units(Unit::from_name(value)?),
        "often" => Word::Often(value),
        "season" => Word::Season(Season::from_code(value)?),
        "seasons" => Word::Seasons(Season::from_code(value)?),
        "part" => Word::Part(value),
        "parts" => Word::Parts(value),
        "number" => Word::Number(value.parse().ok()?),
        "ordinal" => Word::Ordinal(value.parse().ok()?),
        "vague" => Word::Vague,
        "rel" => Word::Rel(Rel::from_name(value)?),
        "shift" => Word::Shift(Shift::from_name(value)?),
        "day" => Word::Day(value.parse().ok()?),
        "tonight" => Word::Tonight,
        "ref" => Word::Ref(value),
        "holiday" => Word::Holiday,
        "quarter" => Word::Quarter(value.parse().ok()?),
        "decade" => Word::Decade(value.parse().ok()?),
        "meridiem" => Word::Meridiem(value == "pm"),
        _ => Word::Glue(Glue::from_name(class)?),
    })
}

/// Longest word of the table, in bytes.
const LONGEST: usize = 13;

/// What `word` may mean for time.
pub fn word(word: &str) -> Word {
    let bytes = word.as_bytes();
    match bytes.first() {
        None => Word::No,
        Some(b'0'..=b'9') => digits(word),
        Some(b'\'') | Some(0xE2)
            if bytes.len() > 2 && word.chars().nth(1).is_some_and(|c| c.is_ascii_digit()) =>
        {
            short_year(word)
        }
        Some(b'm' | b'M' | b'p' | b'P') if prefixed(word).is_some() => prefixed(word).unwrap_or_default(),
        Some(_) if bytes.len() > LONGEST => Word::No,
        Some(_) => listed(bytes),
    }
}

/// "mid-June", "post-1945": the segmenter leaves these prefixes on.
fn prefixed(text: &str) -> Option<Word> {
    let (prefix, rest) = text.split_once('-')?;
    let known = ["mid", "post", "pre"].iter().any(|known| prefix.eq_ignore_ascii_case(known));
    known.then(|| word(rest)).filter(|word| *word != Word::No)
}

fn listed(bytes: &[u8]) -> Word {
    let mut lower = [0; LONGEST];
    let lower = &mut lower[..bytes.len()];
    lower.copy_from_slice(bytes);
    lower.make_ascii_lowercase();
    match TABLE.binary_search_by(|(word, _)| word.as_bytes().cmp(lower)) {
        Ok(at) => TABLE.get(at).map_or(Word::No, |(_, word)| *word),
        Err(_) => Word::No,
    }
}

/// "'89", "'90s".
fn short_year(word: &str) -> Word {
    let rest = word.trim_start_matches(['\'', '’', '‘']);
    let (digits, plural) = rest.strip_suffix('s').map_or((rest, false), |d| (d, true));
    match digits.parse::<i16>() {
        Ok(n) if digits.len() == 2 && plural => Word::Decade(century_of(n) / 10),
        Ok(n) if digits.len() == 2 => Word::ShortYear(century_of(n)),
        _ => Word::No,
    }
}

/// Two-digit years: 30 to 99 are of the last century.
pub fn century_of(n: i16) -> i16 {
    if n >= 30 { 1900 + n } else { 2000 + n }
}

fn digits(word: &str) -> Word {
    let end = word.bytes().position(|b| !b.is_ascii_digit()).unwrap_or(word.len());
    let (head, tail) = word.split_at(end);
    let Ok(n) = head.parse::<u32>() else { return Word::No };
    match tail {
        "" => Word::Digits(n, head.len() as u8),
        "st" | "nd" | "rd" | "th" => Word::Ordinal(n),
        "s" | "'s" | "’s" => decade(n, head.len()),
        "am" | "pm" | "a.m." | "p.m." | "AM" | "PM" | "a.m" | "p.m" => hour(n, tail),
        _ if tail.starts_with(':') => clock(n, &tail[1..]),
        _ if tail.starts_with(',') => thousands(word),
        _ if tail.starts_with(['/', '-', '.', '–']) => Word::Figures,
        _ => Word::No,
    }
}

fn decade(n: u32, digits: usize) -> Word {
    match (n, digits) {
        (1000..=2990, 4) if n.is_multiple_of(10) => Word::Decade((n / 10) as i16),
        (20..=90, 2) if n.is_multiple_of(10) => Word::Decade(190 + (n / 10) as i16),
        _ => Word::No,
    }
}

fn hour(n: u32, meridiem: &str) -> Word {
    let pm = meridiem.starts_with(['p', 'P']);
    match n {
        1..=12 => Word::Clock((n % 12 + if pm { 12 } else { 0 }) as i8, 0),
        _ => Word::No,
    }
}

/// "10:30", "10:30pm", "10:30:05".
fn clock(hour: u32, rest: &str) -> Word {
    let (Some(minutes), tail) = (rest.get(..2), rest.get(2..).unwrap_or_default()) else { return Word::No };
    let Ok(minute @ 0..=59) = minutes.parse::<i8>() else { return Word::No };
    match tail {
        "" => {}
        "am" | "a.m." | "AM" if hour <= 12 => return Word::Clock((hour % 12) as i8, minute),
        "pm" | "p.m." | "PM" if hour <= 12 => return Word::Clock((hour % 12 + 12) as i8, minute),
        _ if tail.starts_with(':') => {}
        _ => return Word::No,
    }
    if hour <= 24 { Word::Clock(hour as i8, minute) } else { Word::No }
}

/// "2,000".
fn thousands(word: &str) -> Word {
    let plain: String = word.chars().filter(|c| *c != ',').collect();
    match plain.parse() {
        Ok(n) => Word::Digits(n, word.len() as u8),
        Err(_) => Word::No,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_fits_its_buffer_and_every_row_has_a_meaning() {
        let rows =
            include_str!("../../../data/time-words.tsv").lines().filter(|line| !line.starts_with("# "));
        assert_eq!(rows.clone().count(), TABLE.len());
        assert!(TABLE.iter().all(|(word, _)| word.len() <= LONGEST));
        assert!(TABLE.windows(2).all(|pair| pair[0].0 < pair[1].0), "a word stands twice");
    }

    #[test]
    fn digits_are_read_by_their_marks() {
        assert_eq!(word("1980s"), Word::Decade(198));
        assert_eq!(word("'90s"), Word::Decade(199));
        assert_eq!(word("’09"), Word::ShortYear(2009));
        assert_eq!(word("10:30"), Word::Clock(10, 30));
        assert_eq!(word("6am"), Word::Clock(6, 0));
        assert_eq!(word("12pm"), Word::Clock(12, 0));
        assert_eq!(word("2,000"), Word::Digits(2000, 5));
        assert_eq!(word("8th"), Word::Ordinal(8));
        assert_eq!(word("25:99"), Word::No);
        assert_eq!(word("747"), Word::Digits(747, 3));
    }
}
