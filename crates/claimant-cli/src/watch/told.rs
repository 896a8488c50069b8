//! What is told of each article, one line each.

use claimant::Outcome;
use serde::Serialize;

use crate::batch::Stop;
use crate::output::Output;
use crate::print::visible;

/// What an article is told by.
#[derive(Clone, Debug)]
pub struct Told {
    /// Its address, or what its feed calls it.
    pub name: String,
    pub feed: String,
    /// `page`, or `feed` where its text is the feed's.
    pub from: Option<&'static str>,
    /// Why it is not from its page.
    pub why: Option<String>,
}

impl AsRef<str> for Told {
    fn as_ref(&self) -> &str {
        &self.name
    }
}

/// One line, as JSON has it.
#[derive(Serialize)]
struct Line<'a> {
    outcome: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    key: Option<&'a str>,
    address: &'a str,
    feed: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<String>,
}

/// Where lines are told, and how.
pub struct Lines {
    pub out: Output,
    pub json: bool,
}

impl Lines {
    /// Tells what became of an article, at once.
    pub fn tell(&mut self, told: &Told, key: Option<&str>, outcome: &Outcome<()>) -> Result<(), Stop> {
        let line = line(told, key, outcome);
        let text = match self.json {
            true => serde_json::to_string(&line).unwrap_or_default(),
            false => text(&line),
        };
        let written = self.out.write((text + "\n").as_bytes()).and_then(|()| self.out.flush());
        written.map_err(|error| Stop::writing("stdout", &error))
    }
}

fn line<'a>(told: &'a Told, key: Option<&'a str>, outcome: &'a Outcome<()>) -> Line<'a> {
    let failure = if let Outcome::Failed(failure) = outcome { Some(failure) } else { None };
    let word = match outcome {
        Outcome::Read(()) => "kept",
        Outcome::Known => "known",
        Outcome::Empty => "empty",
        Outcome::Failed(failure) if failure.code() == "postponed" => "postponed",
        Outcome::Failed(_) => "failed",
    };
    Line {
        outcome: word,
        key,
        address: &told.name,
        feed: &told.feed,
        from: told.from.filter(|_| failure.is_none()),
        code: failure.map(|failure| failure.code()),
        why: failure.map(ToString::to_string).or_else(|| told.why.clone()),
    }
}

fn text(line: &Line<'_>) -> String {
    let from = line.from.filter(|from| *from == "feed").map(|_| "from the feed");
    let why: Vec<&str> = from.into_iter().chain(line.why.as_deref()).collect();
    let why = if why.is_empty() { String::new() } else { format!(" ({})", why.join(": ")) };
    visible(&format!("{:<9} {:<16} {}{why}", line.outcome, line.key.unwrap_or_default(), line.address))
}

#[cfg(test)]
mod tests {
    use claimant::Failure;

    use super::*;

    #[test]
    fn a_line_says_what_became_of_an_article_and_why() {
        let mut told = Told {
            name: "https://w.example/1".to_owned(),
            feed: "https://w.example/f".to_owned(),
            from: Some("page"),
            why: None,
        };
        let both = |told: &Told, key, outcome| {
            let line = line(told, key, outcome);
            (serde_json::to_string(&line).unwrap(), text(&line))
        };
        let kept = both(&told, Some("0123456789abcdef"), &Outcome::Read(()));
        assert_eq!(kept.1, "kept      0123456789abcdef https://w.example/1");
        assert_eq!(
            kept.0,
            r#"{"outcome":"kept","key":"0123456789abcdef","address":"https://w.example/1","feed":"https://w.example/f","from":"page"}"#
        );
        (told.from, told.why) = (Some("feed"), Some("robots say no".to_owned()));
        assert!(both(&told, None, &Outcome::Known).1.ends_with("/1 (from the feed: robots say no)"));
        told.from = None;
        let later = Outcome::Failed(Failure::open("postponed", "not now"));
        assert!(both(&told, None, &later).0.contains(r#""outcome":"postponed""#));
        let failed = Outcome::Failed(Failure::open("http-status", "the server answered 404"));
        let failed = both(&told, None, &failed).0;
        assert!(failed.contains(r#""code":"http-status","why":"the server answered 404""#), "{failed}");
    }
}
