//! brat standoff: for each article its text, and beside it what stands where.
//!
//! T lines are spans, A lines how a claim stands, R lines who vouches for what and what stands inside it, # lines the
//! whole chain in words. The type of a claim's span is its status, so that none is shown without it. brat has no line
//! break or tab in a span: there it is cut into parts.

use std::collections::BTreeMap;

use claimant_doc::{Claim, Link, Span, Status};

use super::view::View;
use super::{Body, Options, Part, part};

pub(super) const BODY: Body = Body::Many { head, article };

fn head(_: &Options) -> Vec<Part> {
    let claims: String = Status::ALL.iter().map(|status| format!("{}\n", kind(*status))).collect();
    let text = format!(
        "[entities]\n{claims}Source\nCue\nMarker\nFigure\nTime\nEvent\n\n\
         [relations]\nVouches\tArg1:Source, Arg2:<ENTITY>\nIntroduces\tArg1:Cue, Arg2:<ENTITY>\n\
         Decides\tArg1:Marker, Arg2:<ENTITY>\nInside\tArg1:<ENTITY>, Arg2:<ENTITY>\n\n\
         [events]\n\n\
         [attributes]\n{}{}{}{}",
        attribute("Status", Status::ALL.iter().map(|value| value.word())),
        attribute("Certainty", claimant_doc::Certainty::ALL.iter().map(|value| value.word())),
        attribute("Polarity", claimant_doc::Polarity::ALL.iter().map(|value| value.word())),
        attribute("Form", claimant_doc::Form::ALL.iter().map(|value| value.word())),
    );
    vec![part("annotation.conf", text)]
}

fn attribute<'a>(name: &str, values: impl Iterator<Item = &'a str>) -> String {
    format!("{name}\tArg:<ENTITY>, Value:{}\n", values.collect::<Vec<_>>().join("|"))
}

/// The type of the span of a claim that stands so.
fn kind(status: Status) -> String {
    format!("Claim-{status}")
}

fn article(view: &View<'_>, _: &Options) -> Vec<Part> {
    let mut lines = Lines { view, spans: BTreeMap::new(), counts: [0; 4], text: String::new() };
    for (claim, _) in view.kept() {
        lines.claim(claim);
    }
    let text = view.article().text().to_owned();
    vec![part(format!("{}.txt", view.key), text), part(format!("{}.ann", view.key), lines.text)]
}

/// The annotations of one article in the making.
struct Lines<'a, 'v> {
    view: &'v View<'a>,
    /// The T line of each kind and place that has one.
    spans: BTreeMap<(String, Vec<Span>), usize>,
    /// Lines so far: T, A, R, #.
    counts: [usize; 4],
    text: String,
}

impl Lines<'_, '_> {
    fn claim(&mut self, claim: &Claim) {
        // Two claims may have the same words: each has a line of its own.
        let Some(whole) = self.new_span(&kind(claim.status), &claim.content) else { return };
        for (name, value) in [
            ("Status", claim.status.word()),
            ("Certainty", claim.certainty.word()),
            ("Polarity", claim.polarity.word()),
            ("Form", claim.form.word()),
        ] {
            let number = self.next(1);
            self.text += &format!("A{number}\t{name} T{whole} {value}\n");
        }
        self.note(whole, &format!("{}; {}", super::view::stands(claim), self.view.who(claim)));
        self.vouchers(claim, whole);
        self.inside(claim, whole);
        let decisions: Vec<String> = self.view.decisions(&claim.id).map(ToString::to_string).collect();
        decisions.iter().for_each(|decision| self.note(whole, decision));
    }

    fn vouchers(&mut self, claim: &Claim, whole: usize) {
        let view = self.view;
        for attribution in claim.chain.iter().filter_map(|link| view.lookup.attribution(link)) {
            self.related("Source", &attribution.source, "Vouches", whole);
            self.related("Cue", &attribution.cue, "Introduces", whole);
        }
        for marker in &claim.markers {
            self.related("Marker", &[marker.span], "Decides", whole);
        }
    }

    fn inside(&mut self, claim: &Claim, whole: usize) {
        let view = self.view;
        let of =
            |links: &[Link], span: &dyn Fn(&Link) -> Option<Span>| links.iter().filter_map(span).collect();
        let figures: Vec<Span> = of(&claim.quantities, &|link| Some(view.lookup.quantity(link)?.span));
        let times: Vec<Span> = of(&claim.times, &|link| Some(view.lookup.time(link)?.span));
        let events: Vec<Span> = of(&claim.events, &|link| Some(view.event(link)?.span));
        for (kind, spans) in [("Figure", figures), ("Time", times), ("Event", events)] {
            spans.iter().for_each(|span| self.related(kind, &[*span], "Inside", whole));
        }
    }

    /// A relation from the thing at `spans` to `whole`; nothing where there is no such thing.
    fn related(&mut self, kind: &str, spans: &[Span], relation: &str, whole: usize) {
        let known = self.spans.get(&(kind.to_owned(), spans.to_vec())).copied();
        let Some(from) = known.or_else(|| self.new_span(kind, spans)) else { return };
        self.spans.insert((kind.to_owned(), spans.to_vec()), from);
        let number = self.next(2);
        self.text += &format!("R{number}\t{relation} Arg1:T{from} Arg2:T{whole}\n");
    }

    fn new_span(&mut self, kind: &str, spans: &[Span]) -> Option<usize> {
        let text = self.view.article().text();
        let parts: Vec<Span> = spans.iter().flat_map(|span| unbroken(text, *span)).collect();
        if parts.is_empty() {
            return None;
        }
        let ends = |span: &Span| self.view.ends(*span).map(|end| end.to_string()).join(" ");
        let places = parts.iter().map(ends).collect::<Vec<_>>().join(";");
        let words = parts.iter().map(|span| span.of(text)).collect::<Vec<_>>().join(" ");
        let number = self.next(0);
        self.text += &format!("T{number}\t{kind} {places}\t{words}\n");
        Some(number)
    }

    fn note(&mut self, whole: usize, words: &str) {
        let number = self.next(3);
        self.text += &format!("#{number}\tAnnotatorNotes T{whole}\t{}\n", words.replace(breaks, " "));
    }

    fn next(&mut self, kind: usize) -> usize {
        self.counts[kind] += 1;
        self.counts[kind]
    }
}

/// Whether readers of lines and columns may break at `c`.
fn breaks(c: char) -> bool {
    matches!(
        c,
        '\t' | '\n' | '\u{b}' | '\u{c}' | '\r' | '\u{1c}'..='\u{1e}' | '\u{85}' | '\u{2028}' | '\u{2029}'
    )
}

/// The parts of `span` between breaks.
fn unbroken(text: &str, span: Span) -> Vec<Span> {
    let mut start = span.start();
    let mut parts = Vec::new();
    for piece in span.of(text).split_inclusive(breaks) {
        let end = start + piece.trim_end_matches(breaks).len();
        parts.extend(Span::new(text, start..end));
        start += piece.len();
    }
    parts
}
