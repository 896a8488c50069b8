//! Every span lies in its text, and means the same words in bytes and in the code points of the JSON.

use claimant_doc::{Reading, Record};
use serde_json::Value;

/// Complains about the first span that is out of place or that the JSON tells otherwise.
pub fn check(reading: &mut Reading) -> Result<(), String> {
    check_placed(reading)?;
    let text = reading.article.text().to_owned();
    let mut inside = Vec::new();
    reading.visit_spans(&mut |span| inside.push((text[..span.start()].chars().count(), span.of(&text))));
    let record = serde_json::to_value(Record::from(reading.clone())).map_err(|error| error.to_string())?;
    let chars: Vec<char> = text.chars().collect();
    let mut at_the_door = Vec::new();
    collect(&record, &chars, &mut at_the_door);
    inside.sort_unstable();
    at_the_door.sort_unstable();
    let differs = inside.iter().zip(&at_the_door).find(|(a, b)| a.0 != b.0 || a.1 != b.1);
    match differs {
        Some((a, b)) => Err(format!("inside {a:?}, in the JSON {b:?}")),
        None if inside.len() != at_the_door.len() => {
            Err(format!("{} spans inside, {} in the JSON", inside.len(), at_the_door.len()))
        }
        None => Ok(()),
    }
}

/// Complains about the first span that is out of place: fast enough for texts of any length.
pub fn check_placed(reading: &mut Reading) -> Result<(), String> {
    match reading.misplaced() {
        Some(span) => Err(format!("the span {span:?} does not lie in the text")),
        None => Ok(()),
    }
}

/// Every `start` and its words, anywhere in a record.
fn collect(value: &Value, chars: &[char], out: &mut Vec<(usize, String)>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| collect(item, chars, out)),
        Value::Object(fields) => {
            if let (Some(start), Some(end)) = (offset(value, "start"), offset(value, "end")) {
                let words = chars.get(start..end).unwrap_or_default();
                out.push((start, words.iter().collect()));
            }
            fields.values().for_each(|field| collect(field, chars, out));
        }
        _ => {}
    }
}

fn offset(value: &Value, key: &str) -> Option<usize> {
    value.get(key)?.as_u64().and_then(|offset| usize::try_from(offset).ok())
}
