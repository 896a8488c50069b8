//! What a site asks of robots, by RFC 9309: the rules of our group, the longest that fits counts, and between two equally
//! long ones the one that allows.
//!
//! Crates were looked at: the two there are lean on packages that `deny.toml` bans, or were left alone for years.

use serde::{Deserialize, Serialize};

/// The name under which sites address this program.
pub const NAME: &str = "claimant";
/// Bytes of a robots.txt that are read; the standard asks for 500 KiB at least.
const LONGEST: usize = 512 << 10;
/// Seconds between two requests that a site may ask for; more is taken for so many.
const SLOWEST: f64 = 60.0;

/// What a site asks of us.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Robots {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    rules: Vec<Rule>,
    /// Seconds between two requests; no part of the standard, but widely used.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delay: Option<f64>,
}

/// One line of a group: a pattern of paths, and whether they may be fetched.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Rule {
    allow: bool,
    path: String,
}

/// Rules of groups with our name, and of groups for everybody.
#[derive(Default)]
struct Groups {
    ours: Option<Robots>,
    everybodys: Robots,
}

impl Robots {
    /// Reads a robots.txt, whatever is in it. Groups with our name count together; without any, those for everybody.
    pub fn parse(bytes: &[u8]) -> Robots {
        let text = String::from_utf8_lossy(&bytes[..bytes.len().min(LONGEST)]);
        let (mut groups, mut names, mut in_rules) = (Groups::default(), Names::default(), false);
        for line in text.trim_start_matches('\u{feff}').split(['\n', '\r']) {
            let Some((key, value)) = parts(line) else { continue };
            match key.as_str() {
                "user-agent" => {
                    if std::mem::take(&mut in_rules) {
                        names = Names::default();
                    }
                    names.add(value);
                    if names.us {
                        groups.ours.get_or_insert_default();
                    }
                }
                "allow" | "disallow" => {
                    in_rules = true;
                    groups.give(&names, |robots| robots.rule(key == "allow", value));
                }
                "crawl-delay" => groups.give(&names, |robots| robots.slow_down(value)),
                _ => {}
            }
        }
        groups.ours.unwrap_or(groups.everybodys)
    }

    fn rule(&mut self, allow: bool, path: &str) {
        // An empty pattern says nothing.
        if !path.is_empty() {
            self.rules.push(Rule { allow, path: normal(path) });
        }
    }

    fn slow_down(&mut self, seconds: &str) {
        let seconds = seconds.parse::<f64>().ok().filter(|seconds| seconds.is_finite() && *seconds > 0.0);
        self.delay = seconds.map(|seconds| seconds.min(SLOWEST)).or(self.delay);
    }

    /// Whether the page at `path`, with its query, may be fetched.
    pub fn allows(&self, path: &str) -> bool {
        let path = normal(path);
        let fitting = self.rules.iter().filter(|rule| fits(&rule.path, &path));
        fitting.max_by_key(|rule| (rule.path.len(), rule.allow)).is_none_or(|rule| rule.allow)
            || path == "/robots.txt"
    }
}

impl Groups {
    fn give(&mut self, names: &Names, change: impl Fn(&mut Robots)) {
        if let Some(ours) = self.ours.as_mut().filter(|_| names.us) {
            change(ours);
        }
        if names.everybody {
            change(&mut self.everybodys);
        }
    }
}

/// Whom a group is for.
#[derive(Default)]
struct Names {
    us: bool,
    everybody: bool,
}

impl Names {
    /// One more name; what follows the letters of a name, such as a version, is no part of it.
    fn add(&mut self, value: &str) {
        let end =
            value.find(|c: char| !(c.is_ascii_alphabetic() || c == '-' || c == '_')).unwrap_or(value.len());
        self.us |= value[..end].eq_ignore_ascii_case(NAME);
        self.everybody |= value.starts_with('*');
    }
}

/// Key, in lower case, and value of a line; what follows `#` is a remark.
fn parts(line: &str) -> Option<(String, &str)> {
    let line = line.split('#').next().unwrap_or_default();
    let (key, value) = line.split_once(':')?;
    Some((key.trim().to_ascii_lowercase(), value.trim()))
}

/// A path or pattern with every octet written in one way: letters, digits and marks as they are, all else as `%XX`.
fn normal(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let [byte, after @ ..] = rest {
        rest = after;
        match (byte, escaped(after)) {
            (b'%', Some(octet)) => {
                rest = &after[2..];
                push(&mut out, octet, octet.is_ascii_alphanumeric() || b"-._~".contains(&octet));
            }
            _ => push(&mut out, *byte, byte.is_ascii_graphic()),
        }
    }
    out
}

fn push(out: &mut String, octet: u8, plain: bool) {
    match plain {
        true => out.push(char::from(octet)),
        false => out.push_str(&format!("%{octet:02X}")),
    }
}

/// The octet that two hex digits stand for.
fn escaped(digits: &[u8]) -> Option<u8> {
    let digit = |at: usize| char::from(*digits.get(at)?).to_digit(16);
    u8::try_from(digit(0)? * 16 + digit(1)?).ok()
}

/// Whether `path` begins as `pattern` says, in which `*` is anything and `$` at the end is the end.
fn fits(pattern: &str, path: &str) -> bool {
    let (pattern, to_the_end) = pattern.strip_suffix('$').map_or((pattern, false), |rest| (rest, true));
    let mut pieces = pattern.split('*');
    let first = pieces.next().unwrap_or_default();
    let Some(mut rest) = path.strip_prefix(first) else { return false };
    let mut last = None;
    for piece in pieces {
        // The leftmost place leaves most for the pieces that follow.
        let Some(at) = rest.find(piece) else { return false };
        last = Some((piece, rest));
        rest = &rest[at + piece.len()..];
    }
    match (to_the_end, last) {
        (false, _) => true,
        (true, None) => rest.is_empty(),
        (true, Some((piece, before))) => before.ends_with(piece),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn robots(text: &str) -> Robots {
        Robots::parse(text.as_bytes())
    }

    #[test]
    fn the_longest_rule_counts_and_of_equals_the_one_that_allows() {
        let site = robots(
            "User-agent: *\nDisallow: /news/\nAllow: /news/open\nDisallow: /news/open/not\nAllow: /x\nDisallow: /x\n",
        );
        for (path, allowed) in [
            ("/", true),
            ("/news", true),
            ("/news/1", false),
            ("/news/open/1", true),
            ("/news/open/not/1", false),
            ("/x", true),
            ("/NEWS/1", true),
        ] {
            assert_eq!(site.allows(path), allowed, "{path}");
        }
        assert!(robots("").allows("/a") && robots("User-agent: *\nDisallow:\n").allows("/a"));
        let closed = robots("User-agent: *\nDisallow: /");
        assert!(!closed.allows("/a") && closed.allows("/robots.txt"));
    }

    #[test]
    fn our_own_groups_count_together_and_hide_those_for_everybody() {
        let site = robots(
            "\u{feff}# a site\r\nDisallow: /before-any-group\r\nUser-agent: other\rUser-agent: CLAIMANT/2.0 # us\r\nSitemap: x\r\n\
             Disallow: /a\r\n\r\nUser-agent: *\r\nDisallow: /\r\n\r\nuser-agent : claimant\r\n  disallow:/b \r\nCrawl-delay: 3.5\r\n",
        );
        assert!(!site.allows("/a/1") && !site.allows("/b") && site.allows("/c"));
        assert_eq!(site.delay, Some(3.5));
        // By the standard only rules end the names of a group.
        let one_group = robots("User-agent: claimant\nCrawl-delay: 900\n\nUser-agent: *\nDisallow: /a");
        assert!(!one_group.allows("/a") && one_group.allows("/b"));
        assert_eq!(one_group.delay, Some(SLOWEST));
        let without_rules = robots("User-agent: *\nDisallow: /\nUser-agent: claimant\n");
        assert!(without_rules.allows("/a"), "a group without rules is a group");
        let not_us = robots("User-agent: claimant-hunter\nDisallow: /\nUser-agent: claim\nDisallow: /");
        assert!(not_us.allows("/a"));
    }

    #[test]
    fn stars_and_ends_are_patterns_and_escapes_are_one() {
        let cases = [
            ("/*.pdf$", "/a/b.pdf", true),
            ("/*.pdf$", "/a/b.pdf?x", false),
            ("/*.pdf$", "/a.pdf/b.pdf", true),
            ("/a*b*c", "/a-b-b-c-d", true),
            ("/a*b*c", "/a-c-b", false),
            ("/a$", "/a", true),
            ("/a$", "/ab", false),
            ("/*a$", "/xa-a", true),
            ("/*ab$", "/ab-b", false),
            ("/ab*b$", "/ab", false),
            ("*", "/x", true),
            ("/search?*q=", "/search?a=1&q=2", true),
            ("/%7Ejoe", "/~joe", true),
            ("/a%3cd", "/a%3Cd/1", true),
            ("/café", "/caf%C3%A9", true),
            ("/a%2Fb", "/a/b", false),
        ];
        for (pattern, path, fit) in cases {
            assert_eq!(fits(&normal(pattern), &normal(path)), fit, "{pattern} {path}");
        }
    }

    #[test]
    fn nothing_in_a_file_takes_long_or_breaks_it() {
        let stars = format!("User-agent: *\nDisallow: /{}x\n", "*a".repeat(100_000));
        let path = format!("/{}", "a".repeat(50_000));
        let start = std::time::Instant::now();
        assert!(robots(&stars).allows(&path));
        assert!(start.elapsed().as_secs() < 5);
        for bytes in [&b"\xff\xfe\x00:\x00"[..], b"user-agent:*\ndisallow:%", b":::\n\n:", b"disallow: %4"] {
            Robots::parse(bytes).allows("/%");
        }
    }
}
