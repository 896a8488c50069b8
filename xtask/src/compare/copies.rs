//! Copies: generated wire rewrites, the reuse gold, and articles on one topic that are not copies.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::Path;

use claimant_ledger::compare::{CANDIDATES, Copying, HOLDERS, SHARED, Words, copying, origins};
use serde_json::Value;

use super::measured;
use super::wire::{Random, Rewrite, Stock, original, rewrite};
use crate::eval::Measured;
use crate::gold;
use crate::score::figures::{Count, Figures};

/// How many groups are made.
const GROUPS: usize = 200;
/// Words that a story has at least, so that there is something to copy.
const STORY: usize = 90;
/// Words that a paragraph has at least; shorter ones go with the next.
const PARAGRAPH: usize = 30;

/// The figures of the three.
pub fn measure(gold: &Path, verbose: bool) -> Result<Vec<Measured>, String> {
    Ok(vec![generated(gold, verbose)?, reuse(gold)?, topics(gold, verbose)?])
}

/// The groups' articles, each with the number of its group.
fn groups(gold: &Path) -> Result<Vec<(usize, Rewrite)>, String> {
    let texts = unlike(texts(gold)?);
    let stories: Vec<Vec<&str>> = texts.iter().map(|text| paragraphs(text)).collect();
    let long: Vec<&Vec<&str>> = stories
        .iter()
        .filter(|s| s.iter().map(|p| p.split_whitespace().count()).sum::<usize>() >= STORY)
        .collect();
    let (used, spare) = long.split_at(GROUPS.min(long.len().saturating_sub(1)));
    let words: Vec<&str> = spare
        .iter()
        .flat_map(|s| s.iter())
        .flat_map(|p| p.split_whitespace())
        .map(bare)
        .filter(|w| !w.is_empty())
        .collect();
    let mut stock =
        Stock { words: &words, paragraphs: spare.iter().flat_map(|s| s.iter().copied()).collect() };
    let mut random = Random(20_240_614);
    let mut made = Vec::new();
    for (i, story) in used.iter().enumerate() {
        let (size, whole) = (2 + random.below(9), random.below(2) == 0);
        made.extend(whole.then(|| (i, original(story))));
        for _ in usize::from(whole)..size {
            let share = 0.05 + 0.25 * random.share();
            made.push((i, rewrite(story, share, &mut stock, &mut random)));
        }
    }
    Ok(made)
}

/// The texts of which none is a copy of one before: some of the gold's are.
fn unlike(texts: Vec<String>) -> Vec<String> {
    let words: Vec<Words> = texts.iter().map(|text| Words::of(text)).collect();
    let copies = candidates(&words).into_iter().filter(|(a, b)| {
        let found = copying(&words[*a], &words[*b], &BTreeSet::new());
        !found.passages.is_empty()
    });
    let later: BTreeSet<usize> = copies.map(|(_, b)| b).collect();
    let kept = texts.into_iter().enumerate().filter(|(i, _)| !later.contains(i));
    kept.map(|(_, text)| text).collect()
}

/// Texts of gold files, each once.
fn texts(gold: &Path) -> Result<Vec<String>, String> {
    const FILES: [&str; 5] = ["own.dev", "polnear.dev", "meantime.dev", "places.geovirus", "places.lgl"];
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    for file in FILES {
        for line in gold::read(&gold.join(format!("dev/{file}.jsonl.gz")))? {
            let text = line["article"]["text"].as_str().unwrap_or_default().to_owned();
            let head: String = text.chars().take(60).collect();
            if seen.insert(head) {
                found.push(text);
            }
        }
    }
    Ok(found)
}

/// Paragraphs of at least [`PARAGRAPH`] words.
fn paragraphs(text: &str) -> Vec<&str> {
    let (mut found, mut start) = (Vec::new(), 0);
    for (at, _) in text.match_indices('\n').chain([(text.len(), "")]) {
        if text[start..at].split_whitespace().count() >= PARAGRAPH {
            found.push(text[start..at].trim());
            start = at;
        }
    }
    found
}

fn generated(gold: &Path, verbose: bool) -> Result<Measured, String> {
    let made = groups(gold)?;
    let words: Vec<Words> = made.iter().map(|(_, article)| Words::of(&article.text)).collect();
    let mut joins = Vec::new();
    let (mut compared, mut false_joins, mut spans) = (0, 0, Count::default());
    for (a, b) in candidates(&words) {
        let found = copying(&words[a], &words[b], &BTreeSet::new());
        let same = made[a].0 == made[b].0;
        compared += usize::from(!same);
        false_joins += usize::from(found.is_copy() && !same);
        if verbose && found.is_copy() && !same {
            println!("joined: {a} {b} {} of {}", found.copied, found.own);
            for p in &found.passages {
                println!("  {}\n  {}", p.a.of(&made[a].1.text), p.b.of(&made[b].1.text));
            }
        }
        if found.is_copy() {
            joins.push((a, b));
        }
        if same {
            add_spans(&mut spans, [&made[a].1, &made[b].1], [&words[a], &words[b]], &found);
        }
    }
    let mut figures = Figures::default();
    put_groups(&mut figures, &made, &joins, verbose);
    figures.number("unrelated_candidates", compared);
    figures.number("false_joins", false_joins);
    spans.put(&mut figures, "span");
    Ok(measured("generated wire rewrites", "copies", made.len(), figures))
}

/// How many groups are one origin and nothing else.
fn put_groups(figures: &mut Figures, made: &[(usize, Rewrite)], joins: &[(usize, usize)], verbose: bool) {
    let found = origins(made.len(), joins);
    let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (i, (group, _)) in made.iter().enumerate() {
        members.entry(*group).or_default().push(i);
    }
    let whole: BTreeSet<&Vec<usize>> = found.iter().collect();
    let right = members.values().filter(|group| whole.contains(group)).count();
    if verbose {
        for group in members.values().filter(|group| !whole.contains(group)) {
            let sizes: Vec<usize> = group.iter().map(|i| Words::of(&made[*i].1.text).0.len()).collect();
            println!("not one: {group:?} of {sizes:?} words");
        }
    }
    figures.number("articles", made.len());
    figures.number("groups", members.len());
    figures.share("one_origin", right, members.len());
}

/// Pairs that share enough fingerprints, as the store finds them: of each fingerprint the first holders only.
fn candidates(words: &[Words]) -> Vec<(usize, usize)> {
    let mut holders: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
    let mut pairs = Vec::new();
    for (i, article) in words.iter().enumerate() {
        let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
        for key in article.fingerprints() {
            let held = holders.entry(key).or_default();
            held.iter().for_each(|j| *shared.entry(*j).or_default() += 1);
            if held.len() < HOLDERS {
                held.push(i);
            }
        }
        let mut ranked: Vec<(usize, usize)> = shared.into_iter().filter(|(_, n)| *n >= SHARED).collect();
        ranked.sort_by_key(|(j, n)| (std::cmp::Reverse(*n), *j));
        pairs.extend(ranked.into_iter().take(CANDIDATES).map(|(j, _)| (j, i)));
    }
    pairs
}

/// Counts words of shared paragraphs, on both sides, that lie in a passage whose other side lies in that paragraph too.
fn add_spans(count: &mut Count, articles: [&Rewrite; 2], words: [&Words; 2], found: &Copying) {
    let overlaps = |a: &Range<usize>, b: &Range<usize>| a.start < b.end && b.start < a.end;
    let number = |words: &Words, part: &Range<usize>| {
        words.0.iter().filter(|w| part.contains(&w.span.start())).count()
    };
    for side in [0, 1] {
        let ends = |p: &claimant_ledger::compare::Passage| {
            if side == 0 { (p.a.range(), p.b.range()) } else { (p.b.range(), p.a.range()) }
        };
        let other: BTreeMap<usize, &Range<usize>> =
            articles[1 - side].parts.iter().map(|(n, r)| (*n, r)).collect();
        for (n, part) in &articles[side].parts {
            let Some(there) = other.get(n) else { continue };
            let hit = found
                .passages
                .iter()
                .map(ends)
                .filter(|(here, beyond)| overlaps(here, part) && overlaps(beyond, there));
            let hit: usize = hit
                .map(|(here, _)| number(words[side], &(here.start.max(part.start)..here.end.min(part.end))))
                .sum();
            count.add(hit, number(words[side], part), 0);
        }
        count.predicted += found.passages.iter().map(|p| number(words[side], &ends(p).0)).sum::<usize>();
    }
}

/// The runs of the reuse gold, by exact ends on both sides.
fn reuse(gold: &Path) -> Result<Measured, String> {
    let path = gold.join("crossdoc/reuse.dev.json");
    let text = gold::read_text(&path).map_err(|error| error.to_string())?;
    let listed: Value = serde_json::from_str(&text).map_err(|error| error.to_string())?;
    let texts = documents(gold)?;
    let (mut runs, mut pairs) = (Count::default(), 0);
    for pair in listed["text_reuse"].as_array().into_iter().flatten() {
        let text = |key: &str| texts.get(pair[key].as_str().unwrap_or_default()).map_or("", String::as_str);
        let (a, b) = (text("a"), text("b"));
        let found = copying(&Words::of(a), &Words::of(b), &BTreeSet::new());
        let wanted: Vec<(&str, &str)> = (pair["runs"].as_array().into_iter().flatten())
            .map(|run| {
                (run["a"]["text"].as_str().unwrap_or_default(), run["b"]["text"].as_str().unwrap_or_default())
            })
            .collect();
        let got: Vec<(&str, &str)> = (found.passages.iter().flat_map(|p| &p.runs))
            .filter(|(.., words)| *words >= 8)
            .map(|(x, y, _)| (x.of(a), y.of(b)))
            .collect();
        let alike = |x: &(&str, &str), y: &(&str, &str)| bare(x.0) == bare(y.0) && bare(x.1) == bare(y.1);
        let hits = wanted.iter().filter(|x| got.iter().any(|y| alike(x, y))).count();
        runs.add(hits, wanted.len(), got.len());
        pairs += 1;
    }
    let mut figures = Figures::default();
    figures.number("groups", pairs);
    runs.put(&mut figures, "span");
    Ok(measured("reuse.dev", "copies", 2 * pairs, figures))
}

/// Without punctuation at the ends.
fn bare(text: &str) -> &str {
    text.trim_matches(|c: char| !c.is_alphanumeric())
}

/// Texts of the own gold and the example by the names that cross-document gold uses.
pub fn documents(gold: &Path) -> Result<BTreeMap<String, String>, String> {
    Ok(lines(gold)?
        .into_iter()
        .map(|(name, line)| (name, line["article"]["text"].as_str().unwrap_or_default().to_owned()))
        .collect())
}

/// Gold lines of the own gold and the example by the names that cross-document gold uses.
pub fn lines(gold: &Path) -> Result<BTreeMap<String, Value>, String> {
    let mut found = BTreeMap::new();
    for line in gold::read(&gold.join("dev/own.dev.jsonl.gz"))? {
        let name = line["doc"].as_str().unwrap_or_default().trim_start_matches("own/").to_owned();
        found.insert(name, line);
    }
    for line in gold::read(&gold.join("example/gold.jsonl.gz"))? {
        found.insert("seed".to_owned(), line);
    }
    Ok(found)
}

/// Articles on one topic: a topic has two events of one kind, so a pair across them is no copy. Pairs on one event are
/// reports by different people, some of them wire copies; those that are joined without a run of eight words are told.
fn topics(gold: &Path, verbose: bool) -> Result<Measured, String> {
    let lines = gold::read(&gold.join("crossdoc/ecb.dev.jsonl.gz"))?;
    let texts: Vec<&str> =
        lines.iter().map(|line| line["article"]["text"].as_str().unwrap_or_default()).collect();
    let words: Vec<Words> = texts.iter().map(|text| Words::of(text)).collect();
    let [mut apart, mut falsely, mut together, mut joined, mut edited] = [0; 5];
    for i in 0..lines.len() {
        for j in (0..i).filter(|j| lines[*j]["gold"]["topic"] == lines[i]["gold"]["topic"]) {
            let found = copying(&words[j], &words[i], &BTreeSet::new());
            let one_event = lines[j]["gold"]["subtopic"] == lines[i]["gold"]["subtopic"];
            *(if one_event { &mut together } else { &mut apart }) += 1;
            if found.is_copy() {
                *(if one_event { &mut joined } else { &mut falsely }) += 1;
                edited +=
                    usize::from(found.passages.iter().all(|p| p.runs.iter().all(|(.., words)| *words < 8)));
                if verbose {
                    println!(
                        "joined {} of {} ({one_event}):\n  {}\n  {}",
                        found.copied, found.own, texts[j], texts[i]
                    );
                }
            }
        }
    }
    let mut figures = Figures::default();
    figures.number("unrelated_candidates", apart);
    figures.number("false_joins", falsely);
    figures.share("false_join_share", falsely, apart);
    figures.number("one_event_pairs", together);
    figures.number("one_event_joined", joined);
    figures.number("one_event_joined_without_run", edited);
    Ok(measured("ecb.dev, pairs on one topic", "copies", lines.len(), figures))
}
