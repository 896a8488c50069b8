//! Arguments of watching feeds.

use std::path::PathBuf;
use std::time::Duration;

use clap::Args;

use super::How;

pub const WATCHING: &str = "\
Examples:
  claimant watch -l news.claimant feeds.opml                 until Ctrl-C, each feed every quarter of an hour
  claimant watch -l news.claimant https://example.org/rss --every 1h --for 2d
  claimant watch -l news.claimant feeds.opml --once          for a timer such as cron

One line of stdout for each article: kept, known, empty, failed or postponed. What was seen, when each feed is due and why one
failed stands in LEDGER.watch.json (docs/watch.md). Exit status: 0 all went well, 1 a feed or an article failed, 2 every feed
failed or the command is wrong, 3 the disk is full or at fault, 130 interrupted.";

#[derive(Args)]
pub struct WatchArgs {
    /// The ledger; it is made if it is not there.
    #[arg(short, long, value_name = "FILE")]
    pub ledger: PathBuf,

    /// Lists of feeds as feed readers export them, or http(s) addresses of feeds.
    #[arg(required = true, value_name = "FEEDS.opml|URL")]
    pub feeds: Vec<String>,

    /// Poll each feed once, and end; feeds that failed and are not due yet are left out.
    #[arg(long, conflicts_with = "span")]
    pub once: bool,

    /// How long to wait at least between two polls of a feed.
    #[arg(long, value_name = "TIME", default_value = "15m", value_parser = every)]
    pub every: Duration,

    /// End after this time: 90s, 2h, 3d.
    #[arg(long = "for", value_name = "TIME", value_parser = time)]
    pub span: Option<Duration>,

    /// How long to wait at least between two requests to a host; its robots.txt may ask for longer.
    #[arg(long, value_name = "TIME", default_value = "2s", value_parser = time)]
    pub pause: Duration,

    /// An address at which owners of sites reach you, told to them with every request.
    #[arg(long, value_name = "ADDRESS", value_parser = contact)]
    pub contact: Option<String>,

    #[command(flatten)]
    pub how: How,

    /// Leave comparing to `claimant compare`.
    #[arg(long)]
    pub no_compare: bool,

    /// One JSON object an article (the default where the output is no terminal).
    #[arg(long, group = "format", help_heading = "Output")]
    pub json: bool,

    /// For people (the default on a terminal).
    #[arg(long, group = "format", help_heading = "Output")]
    pub text: bool,
}

/// A time that is polite between two polls.
fn every(text: &str) -> Result<Duration, String> {
    match time(text)? {
        short if short < Duration::from_secs(60) => {
            Err("no feed is polled more often than every 1m".to_owned())
        }
        time => Ok(time),
    }
}

/// `90s`, `15m`, `2h`, `3d`, `500ms`.
fn time(text: &str) -> Result<Duration, String> {
    let wrong = || "write it as 90s, 15m, 2h or 3d".to_owned();
    let at = text.find(|c: char| !c.is_ascii_digit()).ok_or_else(wrong)?;
    let (digits, unit) = text.split_at(at);
    let scale = match unit {
        "ms" => 1,
        "s" => 1000,
        "m" => 60_000,
        "h" => 3_600_000,
        "d" => 86_400_000,
        _ => return Err(wrong()),
    };
    let number: u64 = digits.parse().map_err(|_| wrong())?;
    let most = 3_650 * 86_400_000;
    number.checked_mul(scale).filter(|time| *time <= most).map(Duration::from_millis).ok_or_else(wrong)
}

/// What may stand in a comment of a user agent.
fn contact(text: &str) -> Result<String, String> {
    let sound = text.len() <= 200 && text.chars().all(|c| c.is_ascii_graphic() && !"()\\".contains(c));
    match sound && !text.is_empty() {
        true => Ok(text.to_owned()),
        false => Err("it is an e-mail or web address without blanks or parentheses".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_as_people_write_them() {
        for (text, seconds) in [("90s", 90), ("15m", 900), ("2h", 7200), ("3d", 259_200), ("0s", 0)] {
            assert_eq!(time(text), Ok(Duration::from_secs(seconds)));
        }
        for text in ["", "15", "m", "-3m", "1.5h", "15 m", "9999999999999d", "99999999999999999999s", "4y"] {
            assert!(time(text).is_err(), "{text}");
        }
        assert!(every("59s").is_err() && every("1m").is_ok());
        assert!(contact("desk@example.org").is_ok() && contact("a b").is_err() && contact("x)").is_err());
    }
}
