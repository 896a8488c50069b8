//! RSS, Atom and JSON feeds: each item an article.

use claimant_doc::PublishedFrom;
use feed_rs::model::{Entry, Feed, Person, Text};

use crate::read::{Outcome, Read};
use crate::{Options, ReadError, date, html, text};

/// The articles of a feed; an item without text is an error of its own.
pub(crate) fn read(bytes: &[u8], options: &Options<'_>) -> Vec<Outcome> {
    let decoded = crate::charset::decode(bytes, options.charset.as_deref(), None);
    // The parser reads the XML declaration itself, so that only other sets are handed over decoded.
    let forced = options.charset.is_some();
    let bytes_of_feed = if forced { decoded.text.as_bytes() } else { bytes };
    let parser = feed_rs::parser::Builder::new()
        .base_uri(options.url.as_deref())
        .sanitize_content(false)
        // Left to itself, the parser makes up a random id where none is stated.
        .id_generator(|_, _, _| String::new())
        // The parser's times are all in UTC, where a late evening is the next day.
        .timestamp_parser(|text| date::parse(text).and_then(|stated| by_its_own_clock(&stated).parse().ok()))
        .build();
    let feed = match parser.parse(bytes_of_feed) {
        Ok(feed) => feed,
        Err(error) => return vec![Err(ReadError::BadFeed(error.to_string()))],
    };
    let sha256 = text::sha256(bytes);
    let items = feed.entries.iter().enumerate();
    let items: Vec<Outcome> = items
        .map(|(index, entry)| {
            item(entry, &feed, &sha256).map_err(|error| error.at(format!("item {}", index + 1)))
        })
        .collect();
    if items.is_empty() { vec![Err(ReadError::Empty)] } else { items }
}

/// The article of one item.
fn item(entry: &Entry, feed: &Feed, sha256: &str) -> Outcome {
    let content = entry.content.as_ref().and_then(|content| content.body.as_deref());
    let summary = entry.summary.as_ref().map(|summary| summary.content.as_str());
    let full = content.filter(|content| !content.trim().is_empty());
    let body = full.or(summary).ok_or(ReadError::Empty)?;
    let mut read = Read::new(html::fragment(body)?);
    if read.article.text().is_empty() {
        return Err(ReadError::Empty);
    }
    let longer = full.zip(summary).is_none_or(|(full, summary)| full.len() > summary.len());
    if full.is_none() || !longer {
        read.warn("summary-only", "the feed holds a summary of this article, not all of it");
    }
    describe(&mut read, entry, feed);
    read.article.origin.bytes_sha256 = Some(sha256.to_owned());
    Ok(read)
}

/// Writes what the feed says of an item into its article.
fn describe(read: &mut Read, entry: &Entry, feed: &Feed) {
    let article = &mut read.article;
    article.title = entry.title.as_ref().and_then(plain);
    article.authors = people(&entry.authors).or_else(|| people(&feed.authors)).unwrap_or_default();
    article.publisher = feed.title.as_ref().and_then(plain);
    article.url = entry
        .links
        .iter()
        .find(|link| link.rel.as_deref().is_none_or(|rel| rel == "alternate"))
        .map(|link| link.href.clone());
    article.language = entry.language.clone().or_else(|| feed.language.clone());
    article.origin.id = Some(entry.id.clone()).filter(|id| !id.is_empty());
    if let Some(published) = entry.published.or(entry.updated) {
        let published = published.format("%Y-%m-%dT%H:%M:%S").to_string();
        article.published = Some(published.trim_end_matches("T00:00:00").to_owned());
        article.published_from = Some(PublishedFrom::Metadata);
    }
}

/// A time with its offset taken for none, so that it keeps the day that the feed states.
fn by_its_own_clock(stated: &str) -> String {
    let (day, clock) = stated.split_once('T').unwrap_or((stated, "00:00"));
    let clock = clock.split(['Z', '+', '-']).next().unwrap_or(clock);
    let seconds = if clock.len() == 5 { ":00" } else { "" };
    format!("{day}T{clock}{seconds}Z")
}

/// A feed's text without its markup, entities decoded.
fn plain(text: &Text) -> Option<String> {
    let fragment = html::fragment(&text.content).ok()?;
    Some(fragment.text().replace(['\n', '\r'], " ")).filter(|text| !text.is_empty())
}

fn people(people: &[Person]) -> Option<Vec<String>> {
    let names = people.iter().filter_map(|person| person.name.as_ref()).map(|name| name.trim().to_owned());
    let names: Vec<String> = names.filter(|name| !name.is_empty() && name != "unknown").collect();
    (!names.is_empty()).then_some(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn only(item: &str) -> claimant_doc::Article {
        let feed = format!(
            "<rss version='2.0'><channel><title>Wire</title><item><description>He said so.</description>{item}</item>\
             </channel></rss>"
        );
        let mut items = super::read(feed.as_bytes(), &Options::default());
        items.remove(0).expect("an item").article
    }

    #[test]
    fn an_item_without_an_id_gets_none() {
        assert_eq!(only("<link>http://wire.example/1</link>").origin.id, None);
        assert_eq!(only("").origin.id, None);
        assert_eq!(only("<guid>7</guid>").origin.id.as_deref(), Some("7"));
    }

    #[test]
    fn an_item_keeps_the_day_that_it_states() {
        let cases = [
            ("Mon, 17 Jun 2024 22:30:00 -0500", "2024-06-17T22:30:00"),
            ("Mon, 17 Jun 2024 00:30:00 +0200", "2024-06-17T00:30:00"),
            ("2024-06-17T22:30Z", "2024-06-17T22:30:00"),
            ("17 June 2024", "2024-06-17"),
        ];
        for (stated, published) in cases {
            let article = only(&format!("<pubDate>{stated}</pubDate>"));
            assert_eq!(article.published.as_deref(), Some(published), "{stated}");
        }
        assert_eq!(only("<pubDate>soon</pubDate>").published, None);
    }
}
