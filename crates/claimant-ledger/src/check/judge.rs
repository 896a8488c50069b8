//! The words' numbers against the table's.

use super::figure::Figure;
use super::interval::Interval;
use super::verdict::{Verdict, Why};

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
