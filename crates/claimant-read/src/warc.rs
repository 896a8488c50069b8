//! Web archives (WARC, ISO 28500): each HTML page in a response record an article.
//!
//! An own reader of some two hundred lines: the crates for it depend on an unmaintained one or read whole files into
//! memory. A damaged record costs that record; reading goes on at the next line that starts with `WARC/`.

mod http;

use std::io::{BufRead, Read as _};

use crate::read::Outcome;
use crate::{Options, ReadError, html, limits, unpack};

/// The articles of an archive, one record in memory at a time. Records that hold no page give nothing.
pub(crate) fn records<'a>(
    input: impl BufRead + 'a,
    options: &'a Options<'a>,
) -> impl Iterator<Item = Outcome> + 'a {
    let mut archive = Archive { input, number: 0, over: false };
    std::iter::from_fn(move || {
        while !archive.over {
            let outcome = match archive.next_record() {
                Ok(None) => return None,
                Ok(Some(record)) => article(&record, options),
                Err(error) => Some(Err(error)),
            };
            if let Some(outcome) = outcome {
                return Some(outcome.map_err(|error| error.at(format!("record {}", archive.number))));
            }
        }
        None
    })
}

/// The article of a record; `None` if it holds no page.
fn article(record: &Record, options: &Options<'_>) -> Option<Outcome> {
    let is_response = record.header("warc-type").is_some_and(|kind| kind.eq_ignore_ascii_case("response"));
    let is_resource = record.header("warc-type").is_some_and(|kind| kind.eq_ignore_ascii_case("resource"));
    let page = match () {
        () if is_response => http::page(&record.block)?,
        () if is_resource => {
            let kind = record.header("content-type").unwrap_or_default();
            http::is_html(kind).then(|| Ok((record.block.clone(), http::charset(kind))))?
        }
        () => return None,
    };
    Some(page.and_then(|(body, charset)| {
        let url = record.header("warc-target-uri").map(|url| url.trim_matches(['<', '>']).to_owned());
        let options = Options { url: url.or_else(|| options.url.clone()), ..options.clone() };
        let mut read = html::read(&body, charset.as_deref(), &options)?;
        read.article.origin.media_type = Some("text/html".to_owned());
        read.article.origin.id =
            record.header("warc-record-id").map(|id| id.trim_matches(['<', '>']).to_owned());
        Ok(read)
    }))
}

/// A record in memory.
struct Record {
    headers: Vec<(String, String)>,
    block: Vec<u8>,
}

impl Record {
    fn header(&self, name: &str) -> Option<&str> {
        find(&self.headers, name)
    }
}

/// The value of the header of that name, which is in lower case.
fn find<'a>(headers: &'a [(String, String)], name: &str) -> Option<&'a str> {
    headers.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
}

struct Archive<R> {
    input: R,
    /// Number of the record that was read last, from 1.
    number: u64,
    /// Whether nothing more can be read.
    over: bool,
}

impl<R: BufRead> Archive<R> {
    /// The next record; `None` at the end.
    fn next_record(&mut self) -> Result<Option<Record>, ReadError> {
        let Some(skipped) = self.seek_record().inspect_err(|_| self.over = true)? else {
            self.over = true;
            return Ok(None);
        };
        self.number += 1;
        if skipped {
            return Err(ReadError::BadWarc(
                "data that belongs to no record stands before this one".to_owned(),
            ));
        }
        let headers = self.headers().inspect_err(|_| self.over = true)?;
        let length = find(&headers, "content-length").and_then(|text| text.trim().parse::<u64>().ok());
        let Some(length) = length else {
            return Err(ReadError::BadWarc("the record states no length".to_owned()));
        };
        let wanted = find(&headers, "warc-type").is_some_and(|kind| {
            kind.eq_ignore_ascii_case("response") || kind.eq_ignore_ascii_case("resource")
        });
        let block = self.block(length, wanted)?;
        Ok(Some(Record { headers, block }))
    }

    /// Goes past blank lines to the next record and past its first line; whether something else stood in between.
    /// `None` at the end.
    fn seek_record(&mut self) -> Result<Option<bool>, ReadError> {
        let mut skipped = false;
        loop {
            let line = line(&mut self.input)?;
            if line.is_empty() {
                return if skipped {
                    Err(ReadError::BadWarc("no record starts here".to_owned()))
                } else {
                    Ok(None)
                };
            }
            if line.starts_with(b"WARC/") {
                return Ok(Some(skipped));
            }
            skipped |= !line.trim_ascii().is_empty();
        }
    }

    fn headers(&mut self) -> Result<Vec<(String, String)>, ReadError> {
        let mut headers = Vec::new();
        for _ in 0..limits::HEADER_LINES {
            let line = line(&mut self.input)?;
            if line.is_empty() {
                return Err(ReadError::Truncated);
            }
            match http::header(&line) {
                Some(header) => headers.push(header),
                None if line.trim_ascii().is_empty() => return Ok(headers),
                None => {}
            }
        }
        Err(ReadError::BadWarc("too many headers".to_owned()))
    }

    /// The record's block; read past without being kept if it is not wanted or too large.
    fn block(&mut self, length: u64, wanted: bool) -> Result<Vec<u8>, ReadError> {
        let mut block = Vec::new();
        let keep = wanted && length <= limits::DOCUMENT as u64;
        let mut part = self.input.by_ref().take(length);
        let read = match keep {
            true => part.read_to_end(&mut block).map(|read| read as u64),
            false => std::io::copy(&mut part, &mut std::io::sink()),
        };
        let read = read.inspect_err(|_| self.over = true).map_err(unpack::io_error)?;
        match () {
            () if read < length => {
                self.over = true;
                Err(ReadError::Truncated)
            }
            () if wanted && !keep => Err(ReadError::TooLarge),
            () => Ok(block),
        }
    }
}

/// The next line with its end, at most [`limits::HEADER_LINE`] bytes of it; empty at the end of the input.
fn line(input: &mut impl BufRead) -> Result<Vec<u8>, ReadError> {
    let mut line = Vec::new();
    input.by_ref().take(limits::HEADER_LINE as u64).read_until(b'\n', &mut line).map_err(unpack::io_error)?;
    Ok(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(kind: &str, block: &str) -> String {
        let length = block.len();
        format!(
            "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: http://a.example/1\r\nContent-Length: {length}\r\n\r\n{block}\r\n\r\n"
        )
    }

    fn page(text: &str) -> String {
        format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><body><p>{text}</p></body></html>")
    }

    fn outcomes(archive: &str) -> Vec<String> {
        let options = Options::default();
        let show = |outcome: Outcome| match outcome {
            Ok(read) => read.article.text().to_owned(),
            Err(error) => error.code().to_owned(),
        };
        records(archive.as_bytes(), &options).map(show).collect()
    }

    #[test]
    fn pages_are_articles_and_the_rest_is_passed_over() {
        let archive =
            [record("warcinfo", "x"), record("request", "GET /"), record("response", &page("One."))];
        assert_eq!(outcomes(&archive.concat()), ["One."]);
        let missing = page("No.").replace("200 OK", "404 Not Found");
        assert!(outcomes(&record("response", &missing)).is_empty());
    }

    #[test]
    fn a_damaged_record_costs_one_record() {
        let one = record("response", &page("One."));
        let odd = one.replace("Content-Length: ", "Content-Lengths: ");
        let archive = format!("{odd}{one}");
        // The block of a record without length is passed over up to the next record, which is then in doubt.
        assert_eq!(outcomes(&archive)[0], "bad-warc");
        let cut = &one[..one.len() - 30];
        assert_eq!(outcomes(&format!("{one}{cut}")), ["One.", "truncated"]);
    }

    #[test]
    fn every_truncation_has_an_outcome() {
        let archive = record("response", &page("One."));
        for end in 0..archive.len() {
            let outcomes = outcomes(&archive[..end]);
            assert!(outcomes.len() <= 1, "{end}: {outcomes:?}");
        }
    }
}
