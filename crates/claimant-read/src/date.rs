//! Dates as metadata, feeds and bylines write them, to ISO 8601.
//!
//! A date that can be read two ways (03/04/2024) is no date here: an article anchored to the wrong month would date
//! everything in it wrongly.

use std::ops::Range;

use jiff::civil::Date;

/// A date found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    /// Where it stands.
    pub range: Range<usize>,
    /// ISO 8601, with the time of day where that is stated clearly.
    pub iso: String,
}

/// The date that a user or a caller states: ISO 8601 and nothing else in the text.
pub(crate) fn stated(text: &str) -> Option<String> {
    let text = text.trim();
    find(text).filter(|found| found.range == (0..text.len())).map(|found| found.iso)
}

/// The date that a metadata field states: the first in it, or a Unix time.
pub(crate) fn parse(text: &str) -> Option<String> {
    let text = text.trim();
    find(head(text, 200)).map(|found| found.iso).or_else(|| unix_time(text))
}

/// At most `most` bytes of the start of `text`.
pub(crate) fn head(text: &str, most: usize) -> &str {
    let mut end = text.len().min(most);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// Seconds or milliseconds since 1970, between 1990 and 2100.
fn unix_time(text: &str) -> Option<String> {
    let number: i64 = text.parse().ok()?;
    let seconds = match text.len() {
        9 | 10 => number,
        13 => number / 1000,
        _ => return None,
    };
    let stamp = jiff::Timestamp::from_second(seconds).ok()?;
    (631_152_000..4_102_444_800).contains(&seconds).then(|| stamp.to_string())
}

/// The first date in `text`.
pub(crate) fn find(text: &str) -> Option<Found> {
    let tokens = tokens(text);
    (0..tokens.len()).find_map(|at| starting(text, &tokens[at..]))
}

#[derive(Clone, Copy, Debug)]
enum Kind {
    Number(u32),
    Month(u32),
    Word,
    Mark(char),
}

#[derive(Clone, Copy, Debug)]
struct Token {
    kind: Kind,
    start: usize,
    end: usize,
}

/// Runs of digits, runs of letters, single marks; blanks are left out.
fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut rest = text.char_indices().peekable();
    while let Some((start, first)) = rest.next() {
        if first.is_whitespace() {
            continue;
        }
        let class = |c: char| {
            if c.is_ascii_digit() {
                1
            } else if is_cjk_mark(c) {
                0
            } else {
                2 * u8::from(c.is_alphabetic())
            }
        };
        let mut end = start + first.len_utf8();
        while class(first) != 0
            && let Some((at, next)) = rest.next_if(|(_, next)| class(*next) == class(first))
        {
            end = at + next.len_utf8();
        }
        let kind = match class(first) {
            1 => text[start..end].parse().map_or(Kind::Word, Kind::Number),
            2 => month(&text[start..end]).map_or(Kind::Word, Kind::Month),
            _ => Kind::Mark(first),
        };
        tokens.push(Token { kind, start, end });
    }
    tokens
}

fn is_cjk_mark(c: char) -> bool {
    matches!(c, '年' | '月' | '日')
}

/// The date that starts at the first token.
fn starting(text: &str, tokens: &[Token]) -> Option<Found> {
    let (date, used) = year_first(tokens)
        .or_else(|| compact(tokens))
        .or_else(|| day_first(text, tokens))
        .or_else(|| month_first(text, tokens))?;
    let (first, last) = (tokens.first()?, tokens.get(used - 1)?);
    // Not the middle of a longer number or word: "12024-01-02".
    let end = last.end;
    let (clock, end) =
        clock(&text[end..]).map_or((String::new(), end), |(clock, length)| (clock, end + length));
    Some(Found { range: first.start..end, iso: format!("{date}{clock}") })
}

/// 2024-06-15, 2024/6/15, 2024.06.15, 2024年6月15日.
fn year_first(tokens: &[Token]) -> Option<(Date, usize)> {
    let [y, a, m, b, d, ..] = tokens else { return None };
    let (Kind::Number(year), Kind::Number(month), Kind::Number(day)) = (y.kind, m.kind, d.kind) else {
        return None;
    };
    let (Kind::Mark(a), Kind::Mark(b)) = (a.kind, b.kind) else { return None };
    if y.end - y.start != 4 || d.end - d.start > 2 || !tight(&tokens[..5]) && a != '年' {
        return None;
    }
    match (a, b) {
        ('-', '-') | ('/', '/') | ('.', '.') => Some((civil(year, month, day)?, 5)),
        ('年', '月') => Some((civil(year, month, day)?, 6.min(tokens.len()))),
        _ => None,
    }
}

fn tight(tokens: &[Token]) -> bool {
    tokens.windows(2).all(|pair| pair[0].end == pair[1].start)
}

/// 20240615.
fn compact(tokens: &[Token]) -> Option<(Date, usize)> {
    let first = tokens.first()?;
    let Kind::Number(number) = first.kind else { return None };
    (first.end - first.start == 8).then_some(())?;
    Some((civil(number / 10_000, number / 100 % 100, number % 100)?, 1))
}

/// 15 June 2024, 15th of June, 2024, 15-Jun-2024, 15.06.2024, and 25/12/2024 where only one reading is a date.
fn day_first(text: &str, tokens: &[Token]) -> Option<(Date, usize)> {
    let Kind::Number(day) = tokens.first()?.kind else { return None };
    let mut at = 1;
    while tokens.get(at).is_some_and(|token| skippable(&text[token.start..token.end])) {
        at += 1;
    }
    let separator = tokens.get(1)?.kind;
    match tokens.get(at)?.kind {
        Kind::Month(month) => {
            let (year, used) = year_after(text, tokens, at + 1)?;
            Some((civil(year, month, day)?, used))
        }
        Kind::Number(month)
            if at == 2 && matches!(separator, Kind::Mark('.' | '/' | '-')) && tight(tokens.get(..5)?) =>
        {
            let (Kind::Mark(again), Kind::Number(year)) = (tokens[3].kind, tokens[4].kind) else {
                return None;
            };
            let same = matches!((separator, again), (Kind::Mark(a), b) if a == b);
            if !same || tokens[4].end - tokens[4].start != 4 {
                return None;
            }
            Some((numeric(again, day, month, year)?, 5))
        }
        _ => None,
    }
}

/// Dots are day first everywhere; slashes and dashes only if the other reading is no date.
fn numeric(separator: char, a: u32, b: u32, year: u32) -> Option<Date> {
    match separator {
        '.' => civil(year, b, a),
        _ if a == b || a > 12 => civil(year, b, a),
        _ if b > 12 => civil(year, a, b),
        _ => None,
    }
}

/// What may stand between the day and the month: ordinal endings and small words.
fn skippable(word: &str) -> bool {
    ["st", "nd", "rd", "th", "of", "de", "er", ".", "-", "º", "/"]
        .iter()
        .any(|w| w.eq_ignore_ascii_case(word))
}

/// The year that follows at token `at`, after a comma, a full stop or a small word; and the tokens used with it.
fn year_after(text: &str, tokens: &[Token], at: usize) -> Option<(u32, usize)> {
    let mut at = at;
    while tokens
        .get(at)
        .is_some_and(|t| matches!(&text[t.start..t.end], "," | "." | "-" | "/" | "de" | "del" | "of"))
    {
        at += 1;
    }
    let token = tokens.get(at)?;
    match token.kind {
        Kind::Number(year) if token.end - token.start == 4 => Some((year, at + 1)),
        _ => None,
    }
}

/// June 15, 2024; Jun. 15th 2024.
fn month_first(text: &str, tokens: &[Token]) -> Option<(Date, usize)> {
    let Kind::Month(month) = tokens.first()?.kind else { return None };
    let mut at = 1;
    while tokens.get(at).is_some_and(|token| matches!(token.kind, Kind::Mark('.' | '-' | '/'))) {
        at += 1;
    }
    let number = tokens.get(at)?;
    let Kind::Number(day) = number.kind else { return None };
    if number.end - number.start > 2 {
        return None;
    }
    at += 1;
    while tokens.get(at).is_some_and(|t| matches!(&text[t.start..t.end], "st" | "nd" | "rd" | "th")) {
        at += 1;
    }
    let (year, used) = year_after(text, tokens, at)?;
    Some((civil(year, month, day)?, used))
}

fn civil(year: u32, month: u32, day: u32) -> Option<Date> {
    if !(1600..2200).contains(&year) {
        return None;
    }
    Date::new(year as i16, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// A time of day in 24 hours right after a date, with its zone if that is an offset; as ISO 8601, and its length.
fn clock(rest: &str) -> Option<(String, usize)> {
    let bytes = rest.as_bytes();
    let gap = usize::from(matches!(bytes.first()?, b'T' | b't' | b' '));
    let number = |at: usize, most: u32| -> Option<u32> {
        let two: u32 = rest.get(at..at + 2)?.parse().ok()?;
        (two <= most && bytes[at].is_ascii_digit()).then_some(two)
    };
    let (hour, minute) = (number(gap, 24)?, number(gap + 3, 59)?);
    if gap == 0 || bytes.get(gap + 2) != Some(&b':') || hour == 24 {
        return None;
    }
    let mut end = gap + 5;
    let mut clock = format!("T{hour:02}:{minute:02}");
    if bytes.get(end) == Some(&b':')
        && let Some(second) = number(end + 1, 60)
    {
        clock.push_str(&format!(":{:02}", second.min(59)));
        end += 3;
        if bytes.get(end) == Some(&b'.') {
            end += 1 + bytes[end + 1..].iter().take_while(|b| b.is_ascii_digit()).count();
        }
    }
    // Half a day is stated elsewhere ("8:30 PM"), so that this is no 24-hour time.
    let after = rest[end..].trim_start().to_ascii_lowercase();
    if ["am", "pm", "a.m", "p.m"].iter().any(|half| after.starts_with(half)) {
        return None;
    }
    let (zone, length) = zone(&rest[end..]);
    Some((clock + &zone, end + length))
}

/// An offset from UTC at the start of `rest`, as ISO 8601, and its length.
fn zone(rest: &str) -> (String, usize) {
    let blank = rest.len() - rest.trim_start().len();
    let text = rest.trim_start();
    for name in ["GMT", "UTC", "UT", "Z"] {
        let follows = text.get(name.len()..).unwrap_or_default();
        if text.starts_with(name) && !follows.starts_with(|c: char| c.is_alphanumeric() || c == '+') {
            return ("Z".to_owned(), blank + name.len());
        }
    }
    let bytes = text.as_bytes();
    let sign = bytes.first().copied().unwrap_or_default();
    let colon = usize::from(bytes.get(3) == Some(&b':'));
    let digits = [1, 2, 3 + colon, 4 + colon].map(|at| bytes.get(at).copied().filter(u8::is_ascii_digit));
    match digits {
        [Some(a), Some(b), Some(c), Some(d)] if matches!(sign, b'+' | b'-') => {
            let [sign, a, b, c, d] = [sign, a, b, c, d].map(char::from);
            (format!("{sign}{a}{b}:{c}{d}"), blank + 5 + colon)
        }
        _ => (String::new(), 0),
    }
}

/// Number of a month by its name or abbreviation in the languages of [`MONTHS`].
fn month(word: &str) -> Option<u32> {
    if !(3..=12).contains(&word.len()) {
        return None;
    }
    let word = word.to_lowercase();
    MONTHS.iter().find(|(_, names)| names.split(' ').any(|name| name == word)).map(|(number, _)| *number)
}

/// English, German, French, Spanish, Italian, Portuguese, Dutch, Swedish, Polish, Czech, Russian.
const MONTHS: [(u32, &str); 12] = [
    (
        1,
        "january jan januar jänner janvier janv enero ene gennaio gen janeiro januari stycznia leden ledna января",
    ),
    (
        2,
        "february feb februar février févr fév febrero febbraio fevereiro fev februari lutego února únor февраля",
    ),
    (3, "march mar märz mars marzo março maart mrt marca března březen марта"),
    (4, "april apr avril avr abril abr aprile kwietnia dubna duben апреля"),
    (5, "may mai mayo maggio mag maio mei maj maja května květen мая"),
    (6, "june jun juni juin junio giugno giu junho czerwca června červen июня"),
    (7, "july jul juli juillet juil julio luglio lug julho lipca července červenec июля"),
    (8, "august aug août agosto ago augustus augusti sierpnia srpna srpen августа"),
    (9, "september sept sep septembre septiembre settembre set setembro września září сентября"),
    (10, "october oct oktober okt octobre octubre ottobre ott outubro out października října říjen октября"),
    (11, "november nov novembre noviembre novembro listopada listopadu listopad ноября"),
    (
        12,
        "december dec dezember dez décembre déc diciembre dic dicembre dezembro grudnia prosince prosinec декабря",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_become_iso() {
        let cases = [
            ("2024-06-15", "2024-06-15"),
            ("2024-06-15T08:30:00+0200", "2024-06-15T08:30:00+02:00"),
            ("2024-06-15 08:30:00.123Z", "2024-06-15T08:30:00Z"),
            ("Sat, 15 Jun 2024 08:30:00 GMT", "2024-06-15T08:30:00Z"),
            ("Published June 15, 2024 8:30 a.m. ET", "2024-06-15"),
            ("Jun. 5th, 2024", "2024-06-05"),
            ("5th of June 2024", "2024-06-05"),
            ("15 de junio de 2024", "2024-06-15"),
            ("15. Juni 2024, 10:00 Uhr", "2024-06-15"),
            ("03.04.2024", "2024-04-03"),
            ("25/12/2024", "2024-12-25"),
            ("12/25/2024", "2024-12-25"),
            ("2024年6月5日", "2024-06-05"),
            ("20240615", "2024-06-15"),
            ("1718440200", "2024-06-15T08:30:00Z"),
        ];
        for (text, iso) in cases {
            assert_eq!(parse(text).as_deref(), Some(iso), "{text}");
        }
    }

    #[test]
    fn what_is_no_date_or_two_dates_is_none() {
        for text in
            ["", "soon", "03/04/2024", "2024-13-01", "June 2024", "May 99, 2024", "1.2.3", "12345678901"]
        {
            assert_eq!(parse(text), None, "{text}");
        }
        assert_eq!(stated("on 2024-06-15"), None);
        assert_eq!(stated(" 2024-06-15 ").as_deref(), Some("2024-06-15"));
    }
}
