//! Watching feeds: what is asked of whom, what is kept, and what a run that breaks off leaves.

mod breaks;
mod manners;
mod server;

use std::path::PathBuf;
use std::process::Command;

use claimant_ledger::Ledger;
use serde_json::Value;

use crate::binary::{Folder, Run, claimant};
use server::{Answer, Server};

/// A folder with a ledger to come, and a server whose feeds are watched.
struct Desk {
    folder: Folder,
    server: Server,
    ledger: PathBuf,
}

impl Desk {
    fn new(test: &str) -> Desk {
        let folder = Folder::new(test);
        let ledger = folder.path("news.claimant");
        Desk { folder, server: Server::start(), ledger }
    }

    /// `claimant watch` of these feeds, ready to run.
    fn command(&self, feeds: &[&str], more: &[&str]) -> Command {
        let mut command = claimant();
        command.args(["watch", "--fast", "--allow-private", "--pause", "0s", "-l"]).arg(&self.ledger);
        command.args(feeds).args(more);
        command
    }

    /// One round over these paths of the server.
    fn once(&self, paths: &[&str]) -> Run {
        let feeds: Vec<String> = paths.iter().map(|path| self.server.url(path)).collect();
        let feeds: Vec<&str> = feeds.iter().map(String::as_str).collect();
        self.command(&feeds, &["--once"]).output().expect("the command runs").into()
    }

    fn articles(&self) -> i64 {
        Ledger::open(&self.ledger).expect("a ledger").size().expect("a size").0
    }

    /// What is remembered.
    fn state(&self) -> Value {
        let text = std::fs::read_to_string(self.folder.path("news.claimant.watch.json")).expect("a state");
        serde_json::from_str(&text).expect("JSON")
    }

    /// What is remembered of the feed at `path`.
    fn feed(&self, path: &str) -> Value {
        self.state()["feeds"][self.server.url(path)].clone()
    }
}

/// The word of each outcome, in the order of the addresses.
fn outcomes(run: &Run) -> Vec<(String, String)> {
    let mut all: Vec<(String, String)> = run
        .records()
        .iter()
        .map(|line| {
            let text = |key: &str| line[key].as_str().unwrap_or_default().to_owned();
            let path = text("address")
                .split_once("//")
                .and_then(|(_, rest)| rest.split_once('/'))
                .map(|(_, path)| path.to_owned());
            (
                path.unwrap_or_else(|| text("address")),
                [text("outcome"), text("code")].join(" ").trim().to_owned(),
            )
        })
        .collect();
    all.sort();
    all
}

/// A page of news about `n`.
fn page(n: usize, words: &str) -> Answer {
    let text = story(n);
    Answer::ok(
        "text/html",
        &format!(
            "<html><head><title>Story {n}</title></head><body><article><h1>Story {n}</h1><p>{text} {words}</p></article></body></html>"
        ),
    )
}

/// The words of story `n`.
fn story(n: usize) -> String {
    format!(
        "The harbour office in Velmark said on Monday that {} ships had been turned away from pier {n}. Director Henrik Vasko \
         denied that any of them had carried weapons. Lawyer Tomas Adler said that police suspect captain number {n} of smuggling.",
        10 + n
    )
}

/// An RSS feed of these items, each a number and a description.
fn rss(server: &Server, items: &[(usize, &str)]) -> String {
    let item = |(n, words): &(usize, &str)| {
        format!(
            "<item><guid isPermaLink='false'>id-{n}</guid><title>Story {n}</title><link>{}</link><description>{words}</description></item>",
            server.url(&format!("/story/{n}"))
        )
    };
    let items: String = items.iter().map(item).collect();
    format!(
        "<?xml version='1.0'?><rss version='2.0'><channel><title>Velmark Wire</title>{items}</channel></rss>"
    )
}

/// Serves a feed at `/feed` with these stories, and their pages.
fn serve_stories(desk: &Desk, numbers: std::ops::Range<usize>) {
    let items: Vec<(usize, &str)> = numbers.clone().map(|n| (n, "In short.")).collect();
    desk.server.set(
        "/feed",
        Answer::ok("application/rss+xml", &rss(&desk.server, &items))
            .with("ETag", "\"one\"")
            .with("Last-Modified", "Mon, 17 Jun 2024 10:00:00 GMT"),
    );
    numbers.for_each(|n| desk.server.set(&format!("/story/{n}"), page(n, "")));
}

#[test]
fn a_second_round_asks_with_validators_and_adds_nothing() {
    let desk = Desk::new("watch-twice");
    serve_stories(&desk, 0..3);
    let first = desk.once(&["/feed"]);
    assert_eq!(first.code, Some(0), "{}", first.talk);
    let kept: Vec<_> = outcomes(&first).into_iter().map(|(_, outcome)| outcome).collect();
    assert_eq!((kept, desk.articles()), (vec!["kept".to_owned(); 3], 3));
    for line in first.records() {
        assert!(line["key"].as_str().is_some_and(|key| key.len() == 16) && line["from"] == "page", "{line}");
    }
    assert!(
        first.talk.contains("1 poll: 1 read") && first.talk.contains("3 documents: 3 read"),
        "{}",
        first.talk
    );
    desk.server.forget();
    let second = desk.once(&["/feed"]);
    assert_eq!((second.code, second.out.as_str(), desk.articles()), (Some(0), "", 3), "{}", second.talk);
    let asked = desk.server.asked();
    assert_eq!(asked.len(), 1, "{asked:?}");
    assert_eq!(asked[0].header("if-none-match"), Some("\"one\""));
    assert_eq!(asked[0].header("if-modified-since"), Some("Mon, 17 Jun 2024 10:00:00 GMT"));
    assert!(asked[0].header("user-agent").is_some_and(|agent| agent.starts_with("claimant/")));
    assert!(second.talk.contains("1 unchanged"), "{}", second.talk);
    assert_eq!(crate::ledger::sound(&desk.ledger), Ok(()));
}

#[test]
fn a_changed_article_is_another_version_and_the_others_are_left_alone() {
    let desk = Desk::new("watch-changed");
    serve_stories(&desk, 0..3);
    assert_eq!(desk.once(&["/feed"]).code, Some(0));
    let items = [(0, "In short."), (1, "Corrected: forty ships."), (2, "In short.")];
    desk.server
        .set("/feed", Answer::ok("application/rss+xml", &rss(&desk.server, &items)).with("ETag", "\"two\""));
    desk.server.set("/story/1", page(1, "An earlier version gave another figure."));
    desk.server.forget();
    let again = desk.once(&["/feed"]);
    assert_eq!(again.code, Some(0), "{}", again.talk);
    assert_eq!(outcomes(&again), [("story/1".to_owned(), "kept".to_owned())]);
    assert_eq!(desk.server.paths(), ["/feed", "/story/1"], "robots.txt is believed for a day");
    let ledger = Ledger::open(&desk.ledger).expect("a ledger");
    let Ok(claimant_ledger::Found::Several(versions)) = ledger.find(&desk.server.url("/story/1")) else {
        panic!("two versions")
    };
    assert_eq!(versions.len(), 2);
    assert_eq!(crate::ledger::sound(&desk.ledger), Ok(()));
}

#[test]
fn what_is_in_the_ledger_is_not_fetched_for_a_feed_that_names_it() {
    let desk = Desk::new("watch-known");
    serve_stories(&desk, 0..2);
    assert_eq!(
        crate::ledger::add(&desk.ledger, &["--allow-private", &desk.server.url("/story/0")]).code,
        Some(0)
    );
    // The same stories in another feed, one of them with the whole text.
    desk.server.set("/other", Answer::ok("application/rss+xml", &rss(&desk.server, &[(1, "Also here.")])));
    desk.server.forget();
    let run = desk.once(&["/feed", "/other"]);
    assert_eq!(run.code, Some(0), "{}", run.talk);
    let words: Vec<String> =
        outcomes(&run).into_iter().map(|(path, outcome)| format!("{path} {outcome}")).collect();
    assert_eq!(words, ["story/0 known", "story/1 kept", "story/1 known"]);
    assert_eq!(desk.server.paths().iter().filter(|path| path.starts_with("/story")).count(), 1);
    assert_eq!(desk.articles(), 2);
}

#[test]
fn lists_inside_lists_are_watched_and_a_bad_one_costs_only_itself() {
    let desk = Desk::new("watch-lists");
    serve_stories(&desk, 0..2);
    desk.server.set("/broken", Answer::ok("application/rss+xml", "<rss><channel><item>"));
    desk.server.set("/page", Answer::ok("text/html", "<html><p>No feed here.</p></html>"));
    let outline = |path: &str| format!("<outline text='x' xmlUrl='{}'/>", desk.server.url(path));
    let list = format!(
        "<?xml version='1.0'?><opml version='2.0'><body><outline text='a'><outline text='b'>{}</outline>{}</outline>{}{}</body></opml>",
        outline("/broken"),
        outline("/feed"),
        outline("/page"),
        outline("/feed")
    );
    let good = desk.folder.write("good.opml", list).to_string_lossy().into_owned();
    let bad = desk
        .folder
        .write("bad.opml", "<opml><body><outline xmlUrl='https://a.example'>")
        .to_string_lossy()
        .into_owned();
    let run: Run = desk.command(&[&bad, &good], &["--once"]).output().expect("the command runs").into();
    assert_eq!(run.code, Some(1), "{}", run.talk);
    assert_eq!(desk.articles(), 2);
    for said in [
        "bad.opml: the data ends in the middle",
        "/broken: the feed could not be parsed",
        "/page: the feed could not be parsed",
        "hint:",
        "1 read, 0 unchanged, 3 failed",
    ] {
        assert!(run.talk.contains(said), "{said}: {}", run.talk);
    }
    assert_eq!(desk.server.paths().iter().filter(|path| *path == "/feed").count(), 1);
    let only_bad: Run = desk.command(&[&bad], &["--once"]).output().expect("the command runs").into();
    assert_eq!(only_bad.code, Some(2), "{}", only_bad.talk);
    assert!(only_bad.talk.contains("no feed to watch"), "{}", only_bad.talk);
}

#[test]
fn one_bad_page_costs_one_article() {
    let desk = Desk::new("watch-bad-page");
    serve_stories(&desk, 0..5);
    desk.server.set("/story/1", Answer::status("404 Not Found"));
    desk.server.set("/story/2", Answer::ok("application/pdf", "%PDF-1.4 cut off"));
    desk.server.set("/story/3", Answer::ok("text/html", ""));
    let run = desk.once(&["/feed"]);
    assert_eq!(run.code, Some(1), "{}", run.talk);
    let words: Vec<String> = outcomes(&run).into_iter().map(|(_, outcome)| outcome).collect();
    assert_eq!(words, ["kept", "failed http-status", "failed bad-pdf", "empty", "kept"]);
    assert!(run.talk.contains("5 documents: 2 read, 1 empty, 2 failed"), "{}", run.talk);
    assert_eq!(desk.once(&["/feed"]).out, "", "what will not come is not asked for again");
}

#[test]
fn people_get_lines_and_a_run_ends_after_its_time() {
    let desk = Desk::new("watch-for");
    serve_stories(&desk, 0..1);
    let url = desk.server.url("/feed");
    let run: Run =
        desk.command(&[&url], &["--for", "1s", "--text"]).output().expect("the command runs").into();
    assert_eq!(run.code, Some(0), "{}", run.talk);
    assert!(run.out.starts_with("kept      ") && run.out.trim_end().ends_with("/story/0"), "{}", run.out);
    assert_eq!(
        desk.server.paths().iter().filter(|path| *path == "/feed").count(),
        1,
        "once in a quarter of an hour"
    );
}
