//! Noun phrases by their tags: enough syntax to find who a source is, and no more.

use claimant_doc::{Doc, Tag};

use super::page::Page;

impl Page<'_, '_> {
    /// Where the noun phrase that ends before token `end` starts; `end` if there is none.
    pub fn phrase_start(&self, end: usize, floor: usize) -> usize {
        let doc = self.doc;
        let mut start = end;
        loop {
            if start > floor && doc.word(start - 1) == ")" {
                match self.bracket_start(start - 1, floor) {
                    Some(open) => start = open,
                    None => break,
                }
            } else if start > floor && self.joins_left(start - 1, start, end) {
                start -= 1;
            } else {
                break;
            }
        }
        // What cannot open a noun phrase goes.
        while start < end && cannot_open(doc, start) && !is_name(doc, start) {
            start += 1;
        }
        let headed = |i| is_head(doc.tag(i)) || is_alone(doc, i) || is_name(doc, i);
        if (start..end).any(headed) { self.with_bound(start, floor) } else { end }
    }

    /// A bound belongs to the figure after it: "Between 3,000 and 3,500 people".
    fn with_bound(&self, start: usize, floor: usize) -> usize {
        let doc = self.doc;
        let before = start.checked_sub(1).filter(|i| *i >= floor && doc.tag(start) == Tag::Cd);
        let bounds = |i: usize| BOUNDS.iter().any(|word| doc.is(i, word));
        before.filter(|i| bounds(*i)).unwrap_or(start)
    }

    /// The opening bracket for the closing one at token `i`, where both stand close together: "(D-Ohio)".
    fn bracket_start(&self, i: usize, floor: usize) -> Option<usize> {
        /// Longer brackets hold asides, not parts of a name.
        const REACH: usize = 12;
        (floor.max(i.saturating_sub(REACH))..i).rev().find(|k| self.doc.word(*k) == "(")
    }

    /// Whether the quotation that holds token `i` is a term inside a phrase: short, without a comma at its end.
    fn is_nickname(&self, i: usize) -> bool {
        let Some(id) = self.quoted.get(i).filter(|id| **id > 0) else { return false };
        let start =
            (i.saturating_sub(8)..=i).rev().take_while(|k| self.quoted[*k] == *id).last().unwrap_or(i);
        let end =
            (i..self.quoted.len().min(i + 8)).take_while(|k| self.quoted[*k] == *id).last().unwrap_or(i);
        end - start <= 5 && end > start && !matches!(self.doc.tag(end - 1), Tag::Comma | Tag::Stop)
    }

    /// Whether token `i` belongs to a noun phrase that goes on at `next`.
    fn joins_left(&self, i: usize, next: usize, end: usize) -> bool {
        let doc = self.doc;
        if self.is_time(i) && next != end {
            return false;
        }
        if is_name(doc, i) && (next == end || doc.tag(next) == Tag::Nnp) {
            return true;
        }
        match doc.tag(i) {
            Tag::Nn | Tag::Nns | Tag::Nnp | Tag::Nnps => true,
            Tag::Jj | Tag::Jjr | Tag::Jjs | Tag::Cd | Tag::Pos | Tag::PrpS | Tag::Hyph | Tag::Sym => {
                next < end
            }
            Tag::Dt | Tag::Pdt => next < end || is_alone(doc, i),
            Tag::Prp => next == end,
            Tag::Vbn | Tag::Vbg => next < end && is_head_or_modifier(doc.tag(next)),
            Tag::In => next < end && is_attaching(doc, i) && i > 0 && doc.tag(i - 1).is_noun(),
            Tag::Cc => {
                next < end
                    && (doc.is(i, "and") || doc.is(i, "&") || doc.is(i, "or"))
                    && i > 0
                    && is_head_or_modifier(doc.tag(i - 1))
            }
            Tag::Rb => next < end && matches!(doc.tag(next), Tag::Jj | Tag::Vbn | Tag::Cd),
            Tag::Comma => next < end && self.is_inner_comma(i),
            Tag::Quote => self.is_nickname(i),
            _ => false,
        }
    }

    /// A comma inside a name or list: "Ann Arbor, Mich.", "the mayor, the clerk and …" is left alone.
    fn is_inner_comma(&self, i: usize) -> bool {
        let doc = self.doc;
        i > 0
            && doc.tag(i - 1) == Tag::Nnp
            && doc.tag(i + 1) == Tag::Nnp
            && doc.tag(i + 2) == Tag::Comma
            && doc.word(i + 1).len() <= 6
    }

    /// One past the noun phrase that starts at token `start`, with what attaches by preposition; `start` if none.
    pub fn phrase_end(&self, start: usize, ceiling: usize) -> usize {
        let doc = self.doc;
        let mut end = start;
        let mut seen_head = false;
        while end < ceiling {
            let tag = doc.tag(end);
            let next = doc.tag(end + 1);
            let goes_on = match tag {
                Tag::Nn | Tag::Nns | Tag::Nnp | Tag::Nnps => !(self.is_time(end) && seen_head),
                Tag::Jjr | Tag::Other => true,
                _ if end > start && doc.tag(end - 1) == Tag::Hyph => true,
                _ if is_name(doc, end) && !tag.is_finite() => true,
                Tag::Dt | Tag::Pdt | Tag::PrpS | Tag::Jj | Tag::Jjs | Tag::Cd => {
                    !seen_head
                        || matches!(doc.tag(end.saturating_sub(1)), Tag::In | Tag::Pos | Tag::Cc | Tag::Hyph)
                        || (tag != Tag::Dt && is_modifier(doc.tag(end - 1)))
                        || tag == Tag::Cd
                }
                Tag::Pos | Tag::Hyph => seen_head || tag == Tag::Hyph,
                Tag::Prp => end == start,
                Tag::In => {
                    seen_head
                        && is_attaching(doc, end)
                        && !self.is_time(end + 1)
                        && (opens_phrase(next) || doc.tag(end + 1) == Tag::Quote)
                }
                Tag::Cc => seen_head && (doc.is(end, "and") || doc.is(end, "&")) && opens_phrase(next),
                Tag::Vbg | Tag::Vbn => is_head_or_modifier(next) && !seen_head,
                Tag::Bracket => true,
                Tag::Sym => true,
                Tag::Rb => !seen_head && matches!(next, Tag::Jj | Tag::Vbn | Tag::Cd),
                _ => false,
            };
            if !goes_on {
                break;
            }
            seen_head = match tag {
                Tag::In | Tag::Cc | Tag::Pos => false,
                _ if is_name(doc, end) => true,
                _ => seen_head || tag.is_noun() || matches!(tag, Tag::Prp | Tag::Cd) || is_alone(doc, end),
            };
            end += 1;
        }
        while end > start && matches!(doc.tag(end - 1), Tag::In | Tag::Cc | Tag::Hyph | Tag::Dt) {
            end -= 1;
        }
        end
    }

    /// [`Page::phrase_end`], over appositions: "Mara Lind, a retired judge now teaching in Oslo".
    pub fn source_end(&self, start: usize, ceiling: usize) -> usize {
        let doc = self.doc;
        let mut end = self.phrase_end(start, ceiling);
        while end > start
            && end < ceiling
            && doc.tag(end) == Tag::Comma
            && self.is_apposition(end + 1, ceiling)
        {
            end = self.apposition_end(end + 1, ceiling);
        }
        end
    }

    /// Whether an apposition or relative clause opens at token `i`.
    pub fn is_apposition(&self, i: usize, ceiling: usize) -> bool {
        let doc = self.doc;
        if i >= ceiling || self.is_quoted(i) {
            return false;
        }
        let noun_ahead = || (i..ceiling.min(i + 6)).any(|k| doc.tag(k).is_noun());
        match doc.tag(i) {
            Tag::Wp | Tag::WpS | Tag::Wdt => true,
            Tag::Dt => {
                (doc.is(i, "a") || doc.is(i, "an") || doc.is(i, "the") || doc.is(i, "another"))
                    && noun_ahead()
            }
            Tag::PrpS => noun_ahead(),
            Tag::Cd => matches!(doc.tag(i + 1), Tag::Comma | Tag::Stop),
            Tag::Nn | Tag::Nns | Tag::Jj | Tag::Jjs => noun_ahead(),
            Tag::Nnp => noun_ahead() && !self.verb_soon(i, ceiling),
            Tag::Other => matches!(doc.tag(i + 1), Tag::Comma),
            _ => false,
        }
    }

    fn verb_soon(&self, i: usize, ceiling: usize) -> bool {
        let stop = (i..ceiling).find(|k| self.doc.tag(*k) == Tag::Comma).unwrap_or(ceiling);
        (i..stop).any(|k| self.doc.tag(k).is_finite())
    }

    /// One past the apposition that opens at `i`: the next comma or the end, quotations and brackets whole.
    fn apposition_end(&self, i: usize, ceiling: usize) -> usize {
        let doc = self.doc;
        let relative = matches!(doc.tag(i), Tag::Wp | Tag::WpS | Tag::Wdt);
        let stop = (i..ceiling).find(|k| {
            matches!(doc.tag(*k), Tag::Comma | Tag::Colon)
                || (!self.is_quoted(i) && self.is_quoted(*k))
                || (!relative && doc.tag(*k).is_finite() && !self.in_relative(i, *k))
        });
        stop.unwrap_or(ceiling)
    }

    /// Whether a relative pronoun stands between `i` and `k`.
    fn in_relative(&self, i: usize, k: usize) -> bool {
        (i..k).any(|j| matches!(self.doc.tag(j), Tag::Wp | Tag::WpS | Tag::Wdt) || self.doc.is(j, "that"))
    }
}

/// Words before a figure that bound it, whatever the tagger makes of them.
const BOUNDS: &[&str] =
    &["about", "almost", "around", "between", "nearly", "over", "roughly", "some", "under"];

/// Tags that a noun phrase can end in.
pub fn is_head(tag: Tag) -> bool {
    tag.is_noun() || matches!(tag, Tag::Prp | Tag::Cd)
}

fn is_modifier(tag: Tag) -> bool {
    matches!(
        tag,
        Tag::Jj
            | Tag::Jjr
            | Tag::Jjs
            | Tag::Cd
            | Tag::PrpS
            | Tag::Dt
            | Tag::Rb
            | Tag::Pos
            | Tag::Hyph
            | Tag::Comma
    )
}

fn is_head_or_modifier(tag: Tag) -> bool {
    tag.is_noun() || matches!(tag, Tag::Jj | Tag::Jjr | Tag::Jjs | Tag::Cd | Tag::Hyph | Tag::Vbn)
}

/// A capitalised word that the tagger took for something else: "Lemon said".
fn is_name(doc: &Doc<'_>, i: usize) -> bool {
    let word = doc.word(i);
    matches!(doc.tag(i), Tag::Jj | Tag::Vb | Tag::Vbn | Tag::Other | Tag::Rb)
        && word.len() > 2
        && word.starts_with(char::is_uppercase)
        && !is_alone(doc, i)
}

/// Tags that open a noun phrase.
pub fn opens_phrase(tag: Tag) -> bool {
    tag.is_noun()
        || matches!(
            tag,
            Tag::Dt
                | Tag::Pdt
                | Tag::PrpS
                | Tag::Jj
                | Tag::Jjr
                | Tag::Jjs
                | Tag::Cd
                | Tag::Prp
                | Tag::Vbg
                | Tag::Vbn
                | Tag::Sym
        )
}

/// Words that are a noun phrase alone: "some", "many", "others", "both", "this".
pub fn is_alone(doc: &Doc<'_>, i: usize) -> bool {
    const ALONE: &[&str] = &[
        "some", "many", "others", "both", "several", "few", "most", "all", "one", "another", "none", "those",
        "these", "this",
    ];
    ALONE.iter().any(|word| doc.is(i, word))
}

/// Prepositions that attach what follows to the noun before.
pub fn is_attaching(doc: &Doc<'_>, i: usize) -> bool {
    const ATTACHING: &[&str] = &[
        "of", "for", "at", "in", "with", "from", "on", "to", "near", "against", "by", "behind", "close",
        "inside", "within", "across", "among", "around", "between", "under", "like",
    ];
    ATTACHING.iter().any(|word| doc.is(i, word))
}

/// Whether token `i` cannot open a noun phrase.
fn cannot_open(doc: &Doc<'_>, i: usize) -> bool {
    matches!(
        doc.tag(i),
        Tag::In | Tag::Cc | Tag::Hyph | Tag::Pos | Tag::Comma | Tag::Rb | Tag::Vbg | Tag::Bracket
    ) && !(doc.tag(i) == Tag::Vbg && is_head_or_modifier(doc.tag(i + 1)))
}
