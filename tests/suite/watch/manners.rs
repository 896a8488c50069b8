//! What owners of sites ask for is done.

use std::time::{Duration, Instant};

use serde_json::Value;

use super::server::Answer;
use super::{Desk, outcomes, page, rss, serve_stories, story};
use crate::binary::Run;

/// Seconds between two times of a state.
fn seconds(from: &Value, to: &Value) -> i64 {
    let parse = |time: &Value| {
        let text = time.as_str().expect("a time");
        let part = |range: std::ops::Range<usize>| text[range].parse::<i64>().expect("digits");
        // No test runs over the end of a month by more than its days tell.
        part(8..10) * 86_400 + part(11..13) * 3600 + part(14..16) * 60 + part(17..19)
    };
    let seconds = parse(to) - parse(from);
    if seconds < 0 { seconds + 86_400 * 31 } else { seconds }
}

#[test]
fn pages_that_robots_may_not_fetch_are_not_fetched() {
    let desk = Desk::new("watch-robots");
    let whole = format!("{} {}", story(1), story(2)).repeat(2);
    let atom = |n: usize, content: &str| {
        format!(
            "<entry><id>e{n}</id><title>Story {n}</title><link href='{}'/><updated>2024-06-17T10:00:00Z</updated>{content}</entry>",
            desk.server.url(&format!("/closed/{n}"))
        )
    };
    let content =
        format!("<summary>In short.</summary><content type='html'>&lt;p&gt;{whole}&lt;/p&gt;</content>");
    let open = atom(3, "<summary>In short.</summary>").replace("/closed/", "/closed/open/");
    let feed = format!(
        "<feed xmlns='http://www.w3.org/2005/Atom'><title>Wire</title><id>w</id><updated>2024-06-17T10:00:00Z</updated>{}{}{open}</feed>",
        atom(1, &content),
        atom(2, "<summary>In short.</summary>")
    );
    desk.server.set("/feed", Answer::ok("application/atom+xml", &feed));
    desk.server.set(
        "/robots.txt",
        Answer::ok(
            "text/plain",
            "User-agent: claimant\nDisallow: /closed/\nAllow: /closed/open/\n\nUser-agent: *\nDisallow:\n",
        ),
    );
    desk.server.set("/closed/open/3", page(3, ""));
    let run = desk.once(&["/feed"]);
    assert_eq!(run.code, Some(1), "{}", run.talk);
    let words: Vec<String> =
        outcomes(&run).into_iter().map(|(path, outcome)| format!("{path} {outcome}")).collect();
    assert_eq!(words, ["closed/1 kept", "closed/2 failed robots", "closed/open/3 kept"]);
    let from_feed = run.records().into_iter().find(|line| line["from"] == "feed").expect("one from the feed");
    assert!(from_feed["why"].as_str().is_some_and(|why| why.contains("robots.txt")), "{from_feed}");
    assert_eq!(desk.server.paths(), ["/feed", "/robots.txt", "/closed/open/3"]);
    assert_eq!(crate::ledger::sound(&desk.ledger), Ok(()));
}

#[test]
fn where_robots_txt_cannot_be_had_pages_wait() {
    let desk = Desk::new("watch-robots-fails");
    serve_stories(&desk, 0..1);
    desk.server.set("/robots.txt", Answer::status("500 Internal Server Error"));
    let run = desk.once(&["/feed"]);
    assert_eq!(outcomes(&run), [("story/0".to_owned(), "postponed postponed".to_owned())], "{}", run.talk);
    assert_eq!(desk.server.paths(), ["/feed", "/robots.txt"]);
    let wanted = desk.feed("/feed")["entries"]["id-0"]["wanted"].clone();
    assert!(wanted["due"].is_string() && wanted["tries"].is_null(), "{wanted}");
}

#[test]
fn a_redirect_does_not_lead_around_robots_txt() {
    let desk = Desk::new("watch-robots-redirect");
    serve_stories(&desk, 0..1);
    desk.server.set("/robots.txt", Answer::ok("text/plain", "User-agent: *\nDisallow: /closed\n"));
    desk.server.set("/story/0", Answer::status("302 Found").with("Location", "/closed/0"));
    desk.server.set("/closed/0", page(0, ""));
    let run = desk.once(&["/feed"]);
    assert_eq!(outcomes(&run), [("story/0".to_owned(), "failed robots".to_owned())], "{}", run.talk);
    assert!(!desk.server.paths().contains(&"/closed/0".to_owned()));
}

#[test]
fn a_feed_that_is_gone_is_asked_no_more() {
    let desk = Desk::new("watch-gone");
    desk.server.set("/feed", Answer::status("410 Gone"));
    let run = desk.once(&["/feed"]);
    assert_eq!(run.code, Some(2), "{}", run.talk);
    assert!(run.talk.contains("gone for good"), "{}", run.talk);
    assert_eq!(desk.feed("/feed")["gone"], true);
    let again = desk.once(&["/feed"]);
    assert_eq!((again.code, desk.server.paths().len()), (Some(0), 1), "{}", again.talk);
    assert!(again.talk.contains("1 not due"), "{}", again.talk);
}

#[test]
fn a_feed_that_fails_is_left_alone_longer_each_time() {
    let desk = Desk::new("watch-fails");
    desk.server.set("/feed", Answer::status("500 Internal Server Error"));
    serve_stories_elsewhere(&desk);
    let run = desk.once(&["/feed", "/other"]);
    assert_eq!(run.code, Some(1), "{}", run.talk);
    assert!(
        run.talk.contains("the server answered 500") && run.talk.contains("asked again after 2"),
        "{}",
        run.talk
    );
    let feed = desk.feed("/feed");
    assert_eq!(
        (feed["failures"].as_i64(), seconds(&feed["polled"], &feed["due"])),
        (Some(1), 1800),
        "{feed}"
    );
    assert_eq!(feed["why"], "the server answered 500");
    assert_eq!(desk.articles(), 1, "one bad feed stops no other");
    desk.server.forget();
    let again = desk.once(&["/feed", "/other"]);
    assert_eq!(desk.server.paths(), ["/other"], "{}", again.talk);
    assert!(again.talk.contains("not asked before") && again.talk.contains("1 not due"), "{}", again.talk);
    // As if the time had come.
    let state =
        desk.state().to_string().replace(feed["due"].as_str().expect("a time"), "2001-01-01T00:00:00Z");
    desk.folder.write("news.claimant.watch.json", state);
    desk.once(&["/feed"]);
    let feed = desk.feed("/feed");
    assert_eq!(
        (feed["failures"].as_i64(), seconds(&feed["polled"], &feed["due"])),
        (Some(2), 3600),
        "{feed}"
    );
}

fn serve_stories_elsewhere(desk: &Desk) {
    desk.server.set("/other", Answer::ok("application/rss+xml", &rss(&desk.server, &[(7, "In short.")])));
    desk.server.set("/story/7", page(7, ""));
}

#[test]
fn a_host_that_asks_for_time_gets_it() {
    let desk = Desk::new("watch-retry-after");
    serve_stories(&desk, 0..3);
    desk.server.set("/story/0", Answer::status("429 Too Many Requests").with("Retry-After", "7200"));
    let run = desk.once(&["/feed"]);
    let words: Vec<String> = outcomes(&run).into_iter().map(|(_, outcome)| outcome).collect();
    assert_eq!(words, ["postponed postponed"; 3], "{}", run.talk);
    assert_eq!(desk.server.paths(), ["/feed", "/robots.txt", "/story/0"]);
    let polled = desk.feed("/feed")["polled"].clone();
    let due = desk.feed("/feed")["entries"]["id-2"]["wanted"]["due"].clone();
    assert!((7199..7210).contains(&seconds(&polled, &due)), "{polled} {due}");
    // The feed is on the same host.
    desk.server.forget();
    desk.once(&["/feed"]);
    assert_eq!(desk.server.paths(), Vec::<String>::new());
    let due = desk.feed("/feed")["due"].clone();
    assert!((7190..7210).contains(&seconds(&polled, &due)), "{polled} {due}");
}

#[test]
fn a_feed_that_moved_for_good_is_asked_there() {
    let desk = Desk::new("watch-moved");
    serve_stories(&desk, 0..1);
    desk.server.set("/old", Answer::status("301 Moved Permanently").with("Location", "/feed"));
    desk.server.set("/now-and-then", Answer::status("302 Found").with("Location", "/feed"));
    let run = desk.once(&["/old", "/now-and-then"]);
    assert_eq!(run.code, Some(0), "{}", run.talk);
    assert!(run.talk.contains("moved for good"), "{}", run.talk);
    assert_eq!(desk.feed("/old")["moved_to"], desk.server.url("/feed"));
    assert!(desk.feed("/now-and-then")["moved_to"].is_null());
    desk.server.forget();
    desk.once(&["/old", "/now-and-then"]);
    let mut paths = desk.server.paths();
    paths.sort();
    assert_eq!(paths, ["/feed", "/feed", "/now-and-then"]);
}

#[test]
fn a_host_is_asked_by_one_at_a_time_with_a_pause() {
    let desk = Desk::new("watch-pause");
    serve_stories(&desk, 0..4);
    serve_stories_elsewhere(&desk);
    let feeds = ["/feed", "/other"].map(|path| desk.server.url(path));
    let feeds = feeds.each_ref().map(String::as_str);
    let start = Instant::now();
    let more = ["--once", "--contact", "desk@wire.example", "--pause", "100ms"];
    let mut command = crate::binary::claimant();
    command.args(["watch", "--fast", "--allow-private", "-l"]).arg(&desk.ledger).args(feeds).args(more);
    let run: Run = command.output().expect("the command runs").into();
    assert_eq!(run.code, Some(0), "{}", run.talk);
    let asked = desk.server.asked();
    assert!(start.elapsed() >= Duration::from_millis(100) * (asked.len() as u32 - 1), "{asked:?}");
    assert!(asked.iter().all(|asked| {
        asked.header("user-agent").is_some_and(|agent| agent.ends_with(" (+desk@wire.example)"))
    }));
}

#[test]
fn nothing_inside_this_machine_is_asked_unless_said() {
    let desk = Desk::new("watch-private");
    serve_stories(&desk, 0..1);
    let mut command = crate::binary::claimant();
    command.args(["watch", "--fast", "--once", "-l"]).arg(&desk.ledger).arg(desk.server.url("/feed"));
    let run: Run = command.output().expect("the command runs").into();
    assert_eq!(run.code, Some(2), "{}", run.talk);
    assert!(run.talk.contains("inside a private network"), "{}", run.talk);
    assert!(desk.server.asked().is_empty());
}
