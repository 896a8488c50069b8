//! The feeds that a person named: by address, or by lists of them.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::Read;

use claimant::{ReadError, limits};

/// Bytes that a list of feeds may have.
const LARGEST: u64 = 16 << 20;

/// Addresses of feeds, each once, and what of the named could not be taken: what it is, why, and a hint.
#[derive(Debug, Default)]
pub struct Listed {
    pub feeds: Vec<String>,
    pub refused: Vec<(String, String, String)>,
}

/// The feeds of everything in `named`, in its order.
pub fn listed(named: &[String]) -> Listed {
    let (mut listed, mut seen) = (Listed::default(), BTreeSet::new());
    for name in named {
        let addresses = match is_address(name) {
            true => vec![name.clone()],
            false => listed.of_file(name),
        };
        for address in addresses {
            match is_web(&address) {
                true if seen.len() >= limits::FEEDS => listed.refuse(
                    &address,
                    "there are too many feeds",
                    "watch the rest with a ledger of their own",
                ),
                true if seen.insert(address.clone()) => listed.feeds.push(address),
                true => {}
                false => listed.refuse(
                    &address,
                    "only http and https addresses are fetched",
                    "look at it in the list",
                ),
            }
        }
    }
    listed
}

impl Listed {
    fn refuse(&mut self, what: &str, why: &str, hint: &str) {
        self.refused.push((what.to_owned(), why.to_owned(), hint.to_owned()));
    }

    /// The addresses in the list `name`; an empty one and one that cannot be read are refused.
    fn of_file(&mut self, name: &str) -> Vec<String> {
        let hint = "name an OPML file, or feeds by addresses that begin with https:// or http://";
        let bytes = match read(name) {
            Ok(bytes) => bytes,
            Err(why) => {
                self.refuse(name, &why, hint);
                return Vec::new();
            }
        };
        match claimant::feeds(&bytes) {
            Ok(feeds) => {
                if feeds.is_empty() {
                    self.refuse(name, "it names no feed", hint);
                }
                feeds
            }
            Err(error) => {
                self.refuse(name, &error.to_string(), error.hint().unwrap_or(hint));
                Vec::new()
            }
        }
    }
}

fn read(name: &str) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    let file = File::open(name).map_err(|error| error.to_string())?;
    file.take(LARGEST + 1).read_to_end(&mut bytes).map_err(|error| error.to_string())?;
    match bytes.len() as u64 > LARGEST {
        true => Err(ReadError::TooLarge.to_string()),
        false => Ok(bytes),
    }
}

fn is_address(name: &str) -> bool {
    name.split_once("://")
        .is_some_and(|(scheme, _)| scheme.len() > 1 && scheme.chars().all(char::is_alphanumeric))
}

fn is_web(address: &str) -> bool {
    let scheme = address.split_once("://").map_or("", |(scheme, _)| scheme);
    scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_and_lists_may_be_named_together() {
        let path = std::env::temp_dir().join(format!("claimant-list-{}.opml", std::process::id()));
        let text = "<opml><body><outline xmlUrl='https://a.example/f'/><outline xmlUrl='feed://b.example'/></body></opml>";
        std::fs::write(&path, text).unwrap();
        let name = path.to_string_lossy().into_owned();
        let named = ["HTTPS://c.example/f", &name, "https://a.example/f", "/no/such.opml", "ftp://d.example"];
        let listed = listed(&named.map(str::to_owned));
        assert_eq!(listed.feeds, ["HTTPS://c.example/f", "https://a.example/f"]);
        let refused: Vec<&str> = listed.refused.iter().map(|(what, ..)| what.as_str()).collect();
        assert_eq!(refused, ["feed://b.example", "/no/such.opml", "ftp://d.example"]);
        std::fs::remove_file(path).unwrap();
    }
}
