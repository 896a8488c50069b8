//! A run that is killed or stopped leaves nothing out, and what is remembered survives.

use std::io::{BufRead, BufReader, Read};
use std::process::{Command, Stdio};
use std::time::Duration;

use super::server::Answer;
use super::{Desk, page, serve_stories, story};
use crate::binary::Run;
use crate::ledger::{export_hash, sound};

/// Stories of the feed that is broken off.
const STORIES: usize = 6;

/// A feed with stories that take a moment each; one of them stands in the feed alone.
fn slow(desk: &Desk) {
    serve_stories(desk, 0..STORIES);
    for n in 0..STORIES {
        desk.server.set(&format!("/story/{n}"), page(n, "").after(Duration::from_millis(40)));
    }
    desk.server.set("/robots.txt", Answer::ok("text/plain", "User-agent: *\nDisallow: /closed"));
    let closed = format!(
        "<item><guid>id-z</guid><link>{}</link><description>In short.</description>\
         <content:encoded>&lt;p&gt;{}&lt;/p&gt;</content:encoded></item></channel>",
        desk.server.url("/closed"),
        story(40)
    );
    let items: Vec<(usize, &str)> = (0..STORIES).map(|n| (n, "In short.")).collect();
    let feed = super::rss(&desk.server, &items).replace("</channel>", &closed);
    let feed = feed.replace("<rss ", "<rss xmlns:content='http://purl.org/rss/1.0/modules/content/' ");
    desk.server.set("/feed", Answer::ok("application/rss+xml", &feed).with("ETag", "\"one\""));
}

#[test]
fn killed_between_articles_and_taken_up_again_it_is_the_ledger_of_a_run_in_one_piece() {
    let mut desk = Desk::new("watch-killed");
    slow(&desk);
    let whole = desk.once(&["/feed"]);
    assert_eq!(whole.code, Some(0), "{}", whole.talk);
    assert_eq!(desk.articles(), 1 + STORIES as i64);
    let hash = export_hash(&desk.ledger);
    for lines in 0..=STORIES {
        desk.ledger = desk.folder.path(&format!("killed-{lines}.claimant"));
        let acknowledged = kill_after(desk.command(&[&desk.server.url("/feed")], &["--once"]), lines);
        let again = desk.once(&["/feed"]);
        assert_eq!(again.code, Some(0), "after {lines}: {}", again.talk);
        assert_eq!(export_hash(&desk.ledger), hash, "killed after {lines} articles");
        assert_eq!(sound(&desk.ledger), Ok(()));
        let kept = again.records().iter().filter(|line| line["outcome"] == "kept").count();
        assert!(kept + acknowledged <= 1 + STORIES, "an article that was told of was not on the disk");
        assert_eq!(desk.once(&["/feed"]).out, "", "all is settled");
    }
}

/// Kills `command` when it has told of so many articles. Gives how many it told of in the end.
fn kill_after(mut command: Command, lines: usize) -> usize {
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("it runs");
    let mut out = BufReader::new(child.stdout.take().expect("a pipe"));
    let mut said = String::new();
    for _ in 0..lines {
        out.read_line(&mut said).expect("a line");
    }
    if lines == 0 {
        std::thread::sleep(Duration::from_millis(60));
    }
    child.kill().expect("a signal");
    child.wait().expect("it ends");
    out.read_to_string(&mut said).expect("its last lines");
    said.lines().filter(|line| line.contains("\"kept\"") && line.ends_with('}')).count()
}

#[cfg(unix)]
#[test]
fn stopped_by_a_person_it_writes_down_what_it_did_and_says_so() {
    let desk = Desk::new("watch-stopped");
    slow(&desk);
    let mut command = desk.command(&[&desk.server.url("/feed")], &[]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it runs");
    let mut out = BufReader::new(child.stdout.take().expect("a pipe"));
    let mut first = String::new();
    out.read_line(&mut first).expect("a line");
    let stopped = Command::new("kill").args(["-INT", &child.id().to_string()]).status().expect("a signal");
    assert!(stopped.success());
    let run: Run = child.wait_with_output().expect("it ends").into();
    assert_eq!(run.code, Some(130), "{}", run.talk);
    assert!(run.talk.contains("1 poll: 1 read"), "{}", run.talk);
    assert!(desk.feed("/feed")["entries"].as_object().is_some_and(|entries| entries.len() == 1 + STORIES));
    let again = desk.once(&["/feed"]);
    assert_eq!(again.code, Some(0), "{}", again.talk);
    assert_eq!(desk.articles(), 1 + STORIES as i64);
}

#[test]
fn two_runs_do_not_share_a_memory_and_one_that_is_damaged_is_not_overwritten() {
    let desk = Desk::new("watch-memory");
    slow(&desk);
    let mut command = desk.command(&[&desk.server.url("/feed")], &[]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("it runs");
    let mut first = String::new();
    BufReader::new(child.stdout.take().expect("a pipe")).read_line(&mut first).expect("a line");
    let second = desk.once(&["/feed"]);
    child.kill().expect("a signal");
    child.wait().expect("it ends");
    assert_eq!(second.code, Some(2), "{}", second.talk);
    assert!(second.talk.contains("another claimant watch"), "{}", second.talk);
    let damaged = desk.folder.write("news.claimant.watch.json", "{\"format\":");
    let third = desk.once(&["/feed"]);
    assert_eq!(third.code, Some(2), "{}", third.talk);
    assert!(third.talk.contains("watch.json") && third.talk.contains("hint:"), "{}", third.talk);
    assert_eq!(std::fs::read_to_string(damaged).expect("the file"), "{\"format\":");
}
