//! RSS, Atom and JSON feeds: each item an article, or an entry whose article is to be fetched.

use claimant_doc::{PublishedFrom, hex};
use feed_rs::model::{Entry, Feed, Person, Text};
use sha2::{Digest, Sha256};

use crate::read::{Outcome, Read, finish};
use crate::{Kind, Options, ReadError, date, html, limits, text};

/// What a feed says of one article.
#[derive(Clone, Debug, PartialEq)]
pub struct FeedEntry {
    /// What tells it from the others of its feed: its id, else its address, else its words.
    pub id: String,
    /// The address of its page.
    pub url: Option<String>,
    /// The day and time of its last change, by its own clock, where the feed states one that is not that of publication.
    pub updated: Option<String>,
    /// A hash of its words and dates, which changes when the feed says anything else of it; 16 hex digits.
    pub hash: String,
    /// Whether the feed holds all of its text, as far as it tells.
    pub whole: bool,
    /// The article as the feed has it.
    pub article: Result<Read, ReadError>,
}

/// The entries of a feed, in its order, each id once; at most [`limits::ENTRIES`].
pub fn entries(bytes: &[u8], options: &Options<'_>) -> Result<Vec<FeedEntry>, ReadError> {
    let feed = parse(bytes, options)?;
    let sha256 = text::sha256(bytes);
    let mut seen = std::collections::BTreeSet::new();
    let entries = feed.entries.iter().take(limits::ENTRIES).map(|item| entry(item, &feed, &sha256, options));
    Ok(entries.filter(|entry| seen.insert(entry.id.clone())).collect())
}

fn entry(item: &Entry, feed: &Feed, sha256: &str, options: &Options<'_>) -> FeedEntry {
    let article = self::item(item, feed, sha256);
    let summary = |read: &Read| read.warnings.iter().any(|warning| warning.code == SUMMARY);
    let whole = article.as_ref().is_ok_and(|read| !summary(read));
    let words = article.as_ref().map_or("", |read| read.article.text());
    let title = item.title.as_ref().map_or("", |title| title.content.as_str());
    let published = item.published.map(|time| written(time.format(CLOCK).to_string()));
    let updated = item.updated.map(|time| written(time.format(CLOCK).to_string()));
    let dates = [&published, &updated].map(|date| date.as_deref().unwrap_or_default());
    let hash = short(&[title, dates[0], dates[1], words].join("\n"));
    let changed = dates[0] != dates[1];
    let url = address(item);
    let id = [Some(&item.id), url.as_ref()].into_iter().flatten().find(|id| !id.is_empty());
    FeedEntry {
        id: id.unwrap_or(&hash).clone(),
        url,
        updated: updated.filter(|_| changed),
        hash,
        whole,
        article: finish(article, Kind::Feed, options),
    }
}

fn short(words: &str) -> String {
    let mut hash = hex(&Sha256::digest(words));
    hash.truncate(16);
    hash
}

/// The warning of an item whose text the feed holds in part.
const SUMMARY: &str = "summary-only";

/// The articles of a feed; an item without text is an error of its own.
pub(crate) fn read(bytes: &[u8], options: &Options<'_>) -> Vec<Outcome> {
    let feed = match parse(bytes, options) {
        Ok(feed) => feed,
        Err(error) => return vec![Err(error)],
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

fn parse(bytes: &[u8], options: &Options<'_>) -> Result<Feed, ReadError> {
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
    parser.parse(bytes_of_feed).map_err(|error| ReadError::BadFeed(error.to_string()))
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
        read.warn(SUMMARY, "the feed holds a summary of this article, not all of it");
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
    article.url = address(entry);
    article.language = entry.language.clone().or_else(|| feed.language.clone());
    article.origin.id = Some(entry.id.clone()).filter(|id| !id.is_empty());
    if let Some(published) = entry.published.or(entry.updated) {
        article.published = Some(written(published.format(CLOCK).to_string()));
        article.published_from = Some(PublishedFrom::Metadata);
    }
}

/// The address of an item's page.
fn address(entry: &Entry) -> Option<String> {
    let mut links = entry.links.iter();
    let link = links.find(|link| link.rel.as_deref().is_none_or(|rel| rel == "alternate"));
    link.map(|link| link.href.clone())
}

/// How a day and its time are written.
const CLOCK: &str = "%Y-%m-%dT%H:%M:%S";

/// A time, or the day alone where it is midnight.
fn written(time: String) -> String {
    time.trim_end_matches("T00:00:00").to_owned()
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

    fn entries_of(items: &str) -> Vec<FeedEntry> {
        let feed = format!("<rss version='2.0'><channel><title>Wire</title>{items}</channel></rss>");
        entries(feed.as_bytes(), &Options::default()).expect("a feed")
    }

    #[test]
    fn an_entry_is_told_by_its_id_its_address_or_its_words_and_each_comes_once() {
        let all = entries_of(
            "<item><guid>7</guid><link>http://w.example/1</link><description>He said so.</description></item>
             <item><link>http://w.example/2</link></item><item><description>No link.</description></item>
             <item><guid>7</guid><link>http://w.example/3</link></item>",
        );
        let ids: Vec<&str> = all.iter().map(|entry| entry.id.as_str()).collect();
        assert_eq!((ids.len(), &ids[..2]), (3, &["7", "http://w.example/2"][..]));
        assert_eq!(ids[2], all[2].hash);
        assert!(!all[0].whole && all[1].article == Err(ReadError::Empty));
    }

    #[test]
    fn an_entry_has_another_hash_when_its_words_change_and_not_when_markup_does() {
        let of = |text: &str| {
            entries_of(&format!("<item><guid>7</guid><description>{text}</description></item>"))
                .remove(0)
                .hash
        };
        let (first, marked, other) =
            (of("He said so."), of("&lt;b&gt;He&lt;/b&gt; said so.&lt;img src='x'&gt;"), of("He denied it."));
        assert_eq!(first, marked);
        assert_ne!(first, other);
    }

    #[test]
    fn an_entry_that_changed_says_when() {
        let atom = |updated: &str| {
            let feed = format!("<feed xmlns='http://www.w3.org/2005/Atom'><title>W</title><id>w</id><entry><id>1</id><title>t</title>
                <published>2024-06-17T10:00:00Z</published><updated>{updated}</updated><content>He said so.</content></entry></feed>");
            entries(feed.as_bytes(), &Options::default()).expect("a feed").remove(0)
        };
        assert_eq!(atom("2024-06-17T10:00:00Z").updated, None);
        assert_eq!(atom("2024-06-18T09:00:00Z").updated.as_deref(), Some("2024-06-18T09:00:00"));
        assert!(atom("2024-06-18T09:00:00Z").whole);
    }

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
