//! The words' numbers against the table's.

use super::figure::Figure;
use super::verdict::{Verdict, Why};
use claimant_doc::interval::Interval;

/// The most that the publisher's rounding may be of a figure that is to be told from its neighbours.
const COARSE: f64 = 0.01;

/// What a table whose figure is `published`, and may be anything in `table`, says of `figure`.
pub fn judge(figure: &Figure, published: f64, table: Interval) -> Verdict {
    if figure.is_point && figure.value == published || figure.strict.contains(table) {
        return Verdict::BearsOut;
    }
    if !figure.lenient.meets(table) {
        return Verdict::DoesNotBearOut;
    }
    let own = Interval::closed(published, published);
    // What the publisher rounded off is not held against a number that was written to its last digit.
    let within = figure.is_point && figure.strict.widened(table.half_width()).contains(own);
    match within {
        true if table.half_width() <= COARSE * published => Verdict::BearsOut,
        true => Verdict::CannotTell(Why::Coarse),
        false => Verdict::CannotTell(Why::Edge),
    }
}

/// The same for a share or a change, which the table does not publish.
pub fn judge_derived(strict: Interval, lenient: Interval, table: Interval) -> Verdict {
    match (strict.contains(table), lenient.meets(table)) {
        (true, _) => Verdict::BearsOut,
        (false, false) => Verdict::DoesNotBearOut,
        (false, true) => Verdict::CannotTell(Why::Edge),
    }
}

/// What comes of several: all must bear out, one that does not is enough.
pub fn both(first: Verdict, second: Verdict) -> Verdict {
    match (first, second) {
        (Verdict::DoesNotBearOut, _) | (_, Verdict::DoesNotBearOut) => Verdict::DoesNotBearOut,
        (Verdict::BearsOut, second) => second,
        (first, _) => first,
    }
}

#[cfg(test)]
mod tests {
    use claimant_doc::{Bound, Quantity, QuantityKind, Span};

    use super::*;

    fn figure(words: &str, value: f64, high: Option<f64>, bound: Bound) -> Figure {
        let quantity = Quantity {
            high,
            ..Quantity::new(
                String::new(),
                Span::new(words, 0..words.len()).expect("words"),
                QuantityKind::Count,
                Some(value),
                bound,
            )
        };
        Figure::of(&quantity, words).expect("a figure")
    }

    /// What the words say of an exact count, or nothing where rounding may have its say.
    fn said(bound: Bound, value: f64, high: f64, count: f64) -> Option<bool> {
        Some(match bound {
            Bound::MoreThan => count > value,
            Bound::AtLeast => count >= value,
            Bound::AtMost => count <= value,
            Bound::LessThan => count < value,
            Bound::Exact if value < 100.0 => count == value,
            Bound::Exact if (count - value).abs() > value / 2.0 => false,
            Bound::Range if value <= count && count <= high => true,
            Bound::About if (count - value).abs() > value / 2.0 => false,
            Bound::About if count == value => true,
            _ => return None,
        })
    }

    #[test]
    fn a_verdict_is_what_the_words_say_of_an_exact_count() {
        let (mut judged, mut open) = (0, 0);
        for bound in [
            Bound::MoreThan,
            Bound::AtLeast,
            Bound::AtMost,
            Bound::LessThan,
            Bound::Exact,
            Bound::Range,
            Bound::About,
        ] {
            for value in [7.0, 26.0, 99.0, 100.0, 150.0, 1500.0, 12_345.0, 40_000.0, 1_000_000.0] {
                let high = (bound == Bound::Range).then_some(value * 1.5);
                let words = format!("{value}");
                let figure = figure(&words, value, high, bound);
                for part in 0..300 {
                    let count = (value * f64::from(part) / 100.0).floor();
                    let verdict = judge(&figure, count, Interval::closed(count, count));
                    let told = match verdict {
                        Verdict::BearsOut => Some(true),
                        Verdict::DoesNotBearOut => Some(false),
                        Verdict::CannotTell(_) => None,
                    };
                    if let (Some(told), Some(said)) = (told, said(bound, value, high.unwrap_or(value), count))
                    {
                        assert_eq!(told, said, "{bound} {value} against {count}");
                        judged += 1;
                    } else {
                        open += 1;
                    }
                }
            }
        }
        assert!(judged > 3 * open, "{judged} judged, {open} open");
    }

    #[test]
    fn rounding_of_the_publisher_is_held_against_nobody() {
        let rounded = |published: f64| Interval::around(published, 5.0);
        let judge = |words, value, bound, published| {
            judge(&figure(words, value, None, bound), published, rounded(published))
        };
        assert_eq!(judge("12,344", 12_344.0, Bound::Exact, 12_340.0), Verdict::BearsOut);
        assert_eq!(judge("90", 90.0, Bound::Exact, 90.0), Verdict::BearsOut);
        assert_eq!(judge("94", 94.0, Bound::Exact, 90.0), Verdict::CannotTell(Why::Coarse));
        assert_eq!(judge("96", 96.0, Bound::Exact, 90.0), Verdict::DoesNotBearOut);
        assert_eq!(judge("more than 90", 90.0, Bound::MoreThan, 90.0), Verdict::CannotTell(Why::Edge));
        assert_eq!(judge("more than 80", 80.0, Bound::MoreThan, 90.0), Verdict::BearsOut);
    }

    #[test]
    fn one_that_does_not_bear_out_is_enough() {
        let (yes, no, open) = (Verdict::BearsOut, Verdict::DoesNotBearOut, Verdict::CannotTell(Why::Edge));
        assert_eq!(both(yes.clone(), open.clone()), open);
        assert_eq!(both(open.clone(), no.clone()), no);
        assert_eq!(both(no.clone(), yes.clone()), no);
        assert_eq!(both(yes.clone(), yes.clone()), yes);
    }
}
