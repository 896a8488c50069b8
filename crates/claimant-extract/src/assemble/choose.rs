//! Which of the marks of a layer become items.

use claimant_doc::{Event, Layer, Mark, Marks, Quantity, Time, Value};

/// Times that do not overlap.
pub fn times(marks: &Marks) -> Vec<Time> {
    apart(marks.of(Layer::Time), |value| match value {
        Value::Time(time) => Some(time),
        _ => None,
    })
}

/// Figures that do not overlap.
pub fn quantities(marks: &Marks) -> Vec<Quantity> {
    apart(marks.of(Layer::Quantity), |value| match value {
        Value::Quantity(quantity) => Some(&**quantity),
        _ => None,
    })
}

/// Events, none in the place of another.
pub fn events(marks: &Marks) -> Vec<Event> {
    let mut events: Vec<Event> = marks.events().cloned().collect();
    events.dedup_by_key(|event| event.span);
    events
}

/// Of marks that overlap, the longest; of equals, the surest; of those, the first.
fn apart<T: Clone>(marks: &[Mark], value: impl Fn(&Value) -> Option<&T>) -> Vec<T> {
    let mut kept: Vec<&Mark> = Vec::new();
    for mark in marks {
        match kept.last_mut() {
            Some(last) if last.span.overlaps(mark.span) => {
                let rank = |m: &Mark| (m.span.len(), m.score);
                if rank(mark) > rank(last) {
                    *last = mark;
                }
            }
            _ => kept.push(mark),
        }
    }
    kept.iter().filter_map(|mark| value(&mark.value)).cloned().collect()
}
