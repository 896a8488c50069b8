//! Numbers in words, added up: "twenty-five", "two hundred and six", "a million".

use super::atom::Atom;
use super::number::{Number, Shape, and_a_half, is, past_dash, word};
use super::part;
use super::words::NumberWord as W;

/// The running sum of a spelled number.
#[derive(Default)]
struct Sum {
    total: f64,
    current: f64,
    /// What the last word allows to follow.
    last: Last,
    scale: f64,
}

#[derive(Clone, Copy, Default, PartialEq)]
enum Last {
    #[default]
    Nothing,
    Small,
    Tens,
    Hundred,
    Scale,
}

impl Sum {
    /// Takes one more word if the grammar allows it.
    fn take(&mut self, word: W) -> Option<()> {
        let fresh = matches!(self.last, Last::Nothing | Last::Hundred | Last::Scale);
        match word {
            W::Small(v) if fresh || self.last == Last::Tens && (1.0..10.0).contains(&v) => {
                (self.current, self.last) = (self.current + v, Last::Small);
            }
            W::Tens(v) if fresh => (self.current, self.last) = (self.current + v, Last::Tens),
            W::Hundred if self.current > 0.0 && self.current < 100.0 => {
                (self.current, self.last, self.scale) = (self.current * 100.0, Last::Hundred, 100.0);
            }
            W::Dozen if self.current > 0.0 => {
                (self.current, self.last, self.scale) = (self.current * 12.0, Last::Small, 12.0);
            }
            W::Scale(s) if self.current > 0.0 => {
                self.total += self.current * s;
                (self.current, self.last, self.scale) = (0.0, Last::Scale, s);
            }
            _ => return None,
        }
        Some(())
    }
}

/// "a hundred and two", "a million": the article stands for one.
pub(super) fn cardinal_after_article(atoms: &[Atom<'_>], i: usize) -> Number {
    let sum = Sum { current: 1.0, last: Last::Small, scale: 1.0, ..Sum::default() };
    let number = sum_up(atoms, i, i + 1, sum);
    and_a_half(atoms, number)
}

/// A spelled cardinal, and the fraction it may begin: "twenty-five", "two hundred and six", "two-thirds".
pub(super) fn cardinal(atoms: &[Atom<'_>], i: usize) -> Option<Number> {
    let number = sum_up(atoms, i, i, Sum { scale: 1.0, ..Sum::default() });
    Some(part::part_of(atoms, number).unwrap_or_else(|| and_a_half(atoms, number)))
}

/// Adds words from atom `end` on to a number that begins at `i`, as long as the grammar allows.
fn sum_up(atoms: &[Atom<'_>], i: usize, mut end: usize, mut sum: Sum) -> Number {
    loop {
        let mut at = if end == i { i } else { past_dash(atoms, end) };
        let after_and = matches!(sum.last, Last::Hundred | Last::Scale) && is(atoms, at, "and");
        if after_and && matches!(word(atoms, at + 1), Some(W::Small(_) | W::Tens(_))) {
            at += 1;
        }
        let Some(next) = word(atoms, at) else { break };
        if sum.take(next).is_none() {
            break;
        }
        end = at + 1;
    }
    let shape = if end == i + 1 && is(atoms, i, "one") { Shape::One } else { Shape::Words };
    Number { scale: sum.scale, ..Number::plain(sum.total + sum.current, i, end, shape) }
}
