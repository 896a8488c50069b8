//! A reading at the door, and back in through it.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{
    Article, Attribution, Cause, Claim, Comparison, Entity, Event, Finding, Generator, Quantity, Reading,
    Span, Time, Warning,
};

/// The version of the public contract.
pub const SCHEMA: &str = "claimant/1";

/// A reading at the door: the JSON of the public contract, offsets in Unicode code points.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Record {
    schema: String,
    generator: Generator,
    article: Article,
    #[serde(default)]
    warnings: Vec<Warning>,
    #[serde(default)]
    sentences: Vec<Span>,
    #[serde(default)]
    entities: Vec<Entity>,
    #[serde(default)]
    times: Vec<Time>,
    #[serde(default)]
    quantities: Vec<Quantity>,
    #[serde(default)]
    events: Vec<Event>,
    #[serde(default)]
    attributions: Vec<Attribution>,
    #[serde(default)]
    claims: Vec<Claim>,
    #[serde(default)]
    causes: Vec<Cause>,
    #[serde(default)]
    comparisons: Vec<Comparison>,
    #[serde(default)]
    findings: Vec<Finding>,
}

impl From<Reading> for Record {
    fn from(mut reading: Reading) -> Record {
        let text = reading.article.text().to_owned();
        let points = CodePoints::of(&text);
        reading.visit_spans(&mut |span| {
            *span = Span::in_other_unit(points.count(span.start()), points.count(span.end()));
        });
        let Reading {
            generator,
            article,
            warnings,
            sentences,
            entities,
            times,
            quantities,
            events,
            attributions,
            claims,
            causes,
            comparisons,
            findings,
        } = reading;
        Record {
            schema: SCHEMA.to_owned(),
            generator,
            article,
            warnings,
            sentences,
            entities,
            times,
            quantities,
            events,
            attributions,
            claims,
            causes,
            comparisons,
            findings,
        }
    }
}

/// Why a record is not a reading. Its display is one plain sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RecordError {
    /// It is of another version of the contract.
    Schema(String),
    /// The article's id is not the hash of its text.
    Text,
    /// Something stands where the text has no such words.
    Misplaced,
}

impl fmt::Display for RecordError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            RecordError::Schema(schema) => write!(out, "its schema is {schema:?}, not {SCHEMA:?}"),
            RecordError::Text => write!(out, "its article's id is not the hash of its text"),
            RecordError::Misplaced => write!(out, "something in it lies outside its text"),
        }
    }
}

impl std::error::Error for RecordError {}

/// The way back in: every span is checked against the text.
impl TryFrom<Record> for Reading {
    type Error = RecordError;

    fn try_from(record: Record) -> Result<Reading, RecordError> {
        if record.schema != SCHEMA {
            return Err(RecordError::Schema(record.schema));
        }
        let text = record.article.text().to_owned();
        if Article::new(text.as_str()).id() != record.article.id() {
            return Err(RecordError::Text);
        }
        let mut reading = unpack(record);
        let bytes = Bytes::of(&text);
        let mut placed = true;
        reading.visit_spans(&mut |span| match bytes.span(*span) {
            Some(found) => *span = found,
            None => placed = false,
        });
        if placed { Ok(reading) } else { Err(RecordError::Misplaced) }
    }
}

/// The parts of a record as those of a reading, offsets still in code points.
fn unpack(record: Record) -> Reading {
    let Record {
        schema: _,
        generator,
        article,
        warnings,
        sentences,
        entities,
        times,
        quantities,
        events,
        attributions,
        claims,
        causes,
        comparisons,
        findings,
    } = record;
    Reading {
        generator,
        article,
        warnings,
        sentences,
        entities,
        times,
        quantities,
        events,
        attributions,
        claims,
        causes,
        comparisons,
        findings,
    }
}

/// Code points to byte offsets in constant time.
struct Bytes<'a> {
    text: &'a str,
    starts: Vec<usize>,
}

impl Bytes<'_> {
    fn of(text: &str) -> Bytes<'_> {
        let starts = match text.is_ascii() {
            true => Vec::new(),
            false => text.char_indices().map(|(byte, _)| byte).chain([text.len()]).collect(),
        };
        Bytes { text, starts }
    }

    fn span(&self, points: Span) -> Option<Span> {
        let byte = |point: usize| match self.starts.is_empty() {
            true => Some(point),
            false => self.starts.get(point).copied(),
        };
        Span::new(self.text, byte(points.start())?..byte(points.end())?)
    }
}

/// Byte offsets to code points in constant time: the count at every 64th byte, and the few bytes from there.
pub struct CodePoints<'a> {
    text: &'a [u8],
    every: Vec<u32>,
    ascii: bool,
}

impl CodePoints<'_> {
    const STEP: usize = 64;

    /// Prepares the counting over `text`.
    pub fn of(text: &str) -> CodePoints<'_> {
        let (text, ascii) = (text.as_bytes(), text.is_ascii());
        let starts = |bytes: &[u8]| bytes.iter().filter(|b| (**b as i8) >= -0x40).count() as u32;
        let mut every = vec![0];
        if !ascii {
            every.extend(text.chunks(Self::STEP).scan(0, |sum, chunk| {
                *sum += starts(chunk);
                Some(*sum)
            }));
        }
        CodePoints { text, every, ascii }
    }

    /// Code points before byte `byte`, which lies on a character boundary.
    pub fn count(&self, byte: usize) -> u32 {
        if self.ascii {
            return byte as u32;
        }
        let step = byte / Self::STEP;
        let rest = self.text.get(step * Self::STEP..byte).unwrap_or_default();
        self.every.get(step).copied().unwrap_or_default()
            + rest.iter().filter(|b| (**b as i8) >= -0x40).count() as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_points_agree_with_counting_from_the_start() {
        for text in ["", "plain", "é𝄞 “quoted” 日本語\n\n".repeat(40).as_str(), "a\u{301}\u{202e}b"]
        {
            let points = CodePoints::of(text);
            for (count, (byte, _)) in text.char_indices().enumerate() {
                assert_eq!(points.count(byte), count as u32);
            }
            assert_eq!(points.count(text.len()), text.chars().count() as u32);
        }
    }

    #[test]
    fn a_record_comes_back_as_the_reading_it_was() {
        let article = Article::new("“Né ailleurs”, said é 𝄞.");
        let span = Span::new(article.text(), 3..6).unwrap();
        let reading = Reading { article, sentences: vec![span], ..Reading::default() };
        let record = Record::from(reading.clone());
        assert_eq!(Reading::try_from(record.clone()), Ok(reading));
        let outside = Record { sentences: vec![Span::in_other_unit(20, 99)], ..record.clone() };
        assert_eq!(Reading::try_from(outside), Err(RecordError::Misplaced));
        let other = Record { schema: "claimant/9".to_owned(), ..record };
        assert_eq!(Reading::try_from(other), Err(RecordError::Schema("claimant/9".to_owned())));
    }
}
