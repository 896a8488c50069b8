//! One page: asked for where robots may, in its host's turn, redirects followed step by step so that each is checked.

use std::io::Cursor;
use std::time::{Duration, Instant};

use claimant::{Failure, Opened};
use jiff::Timestamp;
use url::Url;

use super::clock::{after, now, retry_after};
use super::robots::{NAME, Robots};
use super::state::Site;
use super::visit::Visitor;
use crate::fetch::{self, Answer, Policy};

/// How long a robots.txt is taken to be so, and how long that its server could not say.
const BELIEVED: Duration = Duration::from_secs(86_400);
const UNSAID: Duration = Duration::from_secs(3600);
/// What to wait for where a server is busy and does not say how long.
const BUSY: Duration = Duration::from_secs(3600);

/// Why there is no page.
pub enum Missed {
    /// It will not come, however often it is asked for.
    Never(Failure),
    /// It may come another time.
    NotNow(Failure),
    /// Its host is to be left alone until then.
    Later(Timestamp, Failure),
    /// Its site refuses it to robots.
    Robots(Failure),
    /// The run stops.
    Stopped,
}

/// An answer with the address that gave it, and the address to ask from now on if that has moved for good.
pub struct Arrived {
    pub answer: Answer,
    pub url: String,
    pub moved_to: Option<String>,
}

/// Fetches the page at `url`.
pub fn page(visitor: &Visitor, url: &str) -> Result<Opened, Missed> {
    let Arrived { answer, url, .. } = steps(visitor, url, &[], &mut |url| may(visitor, url))?;
    if answer.status != 200 {
        let failure = fetch::refused(answer.status);
        // A page that is missing or needs a login does so tomorrow; a server that fails may be well then.
        return Err(match answer.status {
            408 | 425 | 500.. => Missed::NotNow(failure),
            _ => Missed::Never(failure),
        });
    }
    let hint = answer.header("content-type").map(str::to_owned);
    let hint = hint.or_else(|| Url::parse(&url).ok().map(|url| url.path().to_owned()));
    Ok(Opened {
        size: Some(answer.bytes.len() as u64),
        bytes: Box::new(Cursor::new(answer.bytes)),
        hint,
        url: Some(url),
    })
}

/// Asks for `url`, and for where it is redirected to as often as the policy allows; `may` is asked before each step.
pub fn steps(
    visitor: &Visitor,
    url: &str,
    headers: &[(&str, &str)],
    may: &mut dyn FnMut(&Url) -> Result<Option<Duration>, Missed>,
) -> Result<Arrived, Missed> {
    let mut at = address(url).map_err(Missed::Never)?;
    let (mut for_good, mut moved_to, mut left) = (true, None, visitor.policy.time);
    for _ in 0..=visitor.policy.redirects {
        let pause = may(&at)?;
        let policy = Policy { time: left, ..visitor.policy.clone() };
        let (answer, took) = in_turn(visitor, &at, headers, pause, &policy)?;
        left = left.saturating_sub(took).max(Duration::from_secs(1));
        let target =
            answer.header("location").filter(|_| matches!(answer.status, 301 | 302 | 303 | 307 | 308));
        let Some(target) = target else {
            return Ok(Arrived { answer, url: at.into(), moved_to });
        };
        let next = at.join(target).ok().and_then(|next| address(next.as_str()).ok());
        at = next.ok_or_else(|| {
            Missed::Never(Failure::open(
                "bad-address",
                "the server redirects to what is no http or https address",
            ))
        })?;
        // Only what was permanent from the first step on is a new address of what was asked for.
        for_good &= matches!(answer.status, 301 | 308);
        moved_to = for_good.then(|| at.to_string()).or(moved_to);
    }
    let times = visitor.policy.redirects;
    Err(Missed::Never(Failure::open("redirects", format!("the server redirects more than {times} times"))))
}

/// An http or https address with a host, without a fragment.
fn address(url: &str) -> Result<Url, Failure> {
    let wrong = || {
        Failure::open("bad-address", "only http and https addresses are fetched").hinting("look at the feed")
    };
    let mut url = Url::parse(url).map_err(|_| wrong())?;
    url.set_fragment(None);
    match matches!(url.scheme(), "http" | "https") && url.has_host() {
        true => Ok(url),
        false => Err(wrong()),
    }
}

/// Asks one host once, in its turn. Gives how long it took to answer.
fn in_turn(
    visitor: &Visitor,
    url: &Url,
    headers: &[(&str, &str)],
    pause: Option<Duration>,
    policy: &Policy,
) -> Result<(Answer, Duration), Missed> {
    let host = url.host_str().unwrap_or_default();
    let turn = visitor.hosts.turn(host, pause).ok_or(Missed::Stopped)?;
    // Another request may have been told to wait while this one waited for its turn.
    if let Some(until) = visitor.state().rests.get(host).copied().filter(|until| *until > now()) {
        return Err(resting(host, until));
    }
    let start = Instant::now();
    let asked = fetch::ask(url.as_str(), headers, policy);
    drop(turn);
    let answer = asked.map_err(|failure| match failure.code() {
        "private-address" | "bad-address" | "too-large" => Missed::Never(failure),
        _ => Missed::NotNow(failure),
    })?;
    if matches!(answer.status, 429 | 503) {
        let said = answer.header("retry-after").and_then(|value| retry_after(value, now()));
        if let Some(until) = said.or((answer.status == 429).then(|| after(now(), BUSY))) {
            visitor.state().rests.insert(host.to_owned(), until);
            return Err(resting(host, until));
        }
    }
    Ok((answer, start.elapsed()))
}

fn resting(host: &str, until: Timestamp) -> Missed {
    Missed::Later(until, Failure::open("postponed", format!("{host} asks to be left alone until {until}")))
}

/// Whether the page at `url` may be fetched, and how long its site asks to wait after it.
fn may(visitor: &Visitor, url: &Url) -> Result<Option<Duration>, Missed> {
    let host = url.host_str().unwrap_or_default();
    let Some(robots) = robots(visitor, url)? else {
        let why = format!("{host} could not say what it allows robots");
        return Err(Missed::Later(after(now(), UNSAID), Failure::open("postponed", why)));
    };
    let path = url.query().map_or(url.path().to_owned(), |query| format!("{}?{query}", url.path()));
    match robots.allows(&path) {
        true => Ok(robots.delay.map(Duration::from_secs_f64)),
        false => Err(Missed::Robots(
            Failure::open("robots", format!("robots.txt of {host} does not allow {NAME} this page"))
                .hinting("ask the site, or save the page from a browser and add the file"),
        )),
    }
}

/// What the site of `url` asks of robots; `None` where its server cannot say.
fn robots(visitor: &Visitor, url: &Url) -> Result<Option<Robots>, Missed> {
    let site = url.origin().ascii_serialization();
    let known = || {
        visitor.state().sites.get(&site).filter(|known| known.until > now()).map(|known| known.robots.clone())
    };
    if let Some(robots) = known() {
        return Ok(robots);
    }
    // One asks, and the others who wait for it find the answer.
    let _asking = visitor.hosts.turn(&site, None).ok_or(Missed::Stopped)?;
    if let Some(robots) = known() {
        return Ok(robots);
    }
    let asked = steps(visitor, &format!("{site}/robots.txt"), &[], &mut |_| Ok(None));
    let robots = match asked {
        Ok(Arrived { answer, .. }) => match answer.status {
            200 => Some(Robots::parse(&answer.bytes)),
            // By the standard: what is not there forbids nothing, and a server that fails forbids everything.
            300..500 => Some(Robots::default()),
            _ => None,
        },
        Err(Missed::Stopped) => return Err(Missed::Stopped),
        Err(Missed::Never(failure)) if failure.code() == "private-address" => {
            return Err(Missed::Never(failure));
        }
        Err(Missed::Never(failure)) if failure.code() == "redirects" => Some(Robots::default()),
        Err(Missed::Later(until, failure)) => return Err(Missed::Later(until, failure)),
        Err(_) => None,
    };
    let until = after(now(), if robots.is_some() { BELIEVED } else { UNSAID });
    visitor.state().sites.insert(site.clone(), Site { until, robots: robots.clone() });
    Ok(robots)
}
