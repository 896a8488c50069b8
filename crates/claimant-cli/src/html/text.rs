//! The text of an article with everything found in it.
//!
//! What was found overlaps; elements cannot. So the text is cut wherever something begins or ends, and each piece
//! says all that covers it.

use claimant::{Block, BlockKind, Claim, Lookup, Span};

use super::escape;
use crate::print::{sign, vouched};

/// Something that covers a part of the text.
struct Cover<'a> {
    span: Span,
    class: &'static str,
    claim: Option<&'a Claim>,
}

/// The text of the reading as a section.
pub fn write(lookup: &Lookup<'_>, number: usize) -> String {
    let mut covers = covers(lookup);
    covers.sort_by_key(|cover| cover.span);
    let mut out = "<section class=\"text\" aria-label=\"Text\">\n".to_owned();
    let mut writer = Writer { lookup, number, covers: &covers, next: 0, active: Vec::new() };
    for (span, kind) in blocks(lookup) {
        let (open, close) = tags(kind);
        out.push_str(open);
        writer.block(span, &mut out);
        out.push_str(close);
        out.push('\n');
    }
    out + "</section>\n"
}

fn covers<'a>(lookup: &Lookup<'a>) -> Vec<Cover<'a>> {
    let reading = lookup.reading;
    let plain = |class: &'static str| move |span: Span| Cover { span, class, claim: None };
    let claims = reading.claims.iter().flat_map(|claim| {
        claim.content.iter().map(move |span| Cover { span: *span, class: "claim", claim: Some(claim) })
    });
    let sources = reading.attributions.iter().flat_map(|a| a.source.iter().copied()).map(plain("source"));
    let cues = reading.attributions.iter().flat_map(|a| a.cue.iter().copied()).map(plain("cue"));
    let figures = reading.quantities.iter().map(|quantity| quantity.span).map(plain("figure"));
    let times = reading.times.iter().map(|time| time.span).map(plain("time"));
    claims.chain(sources).chain(cues).chain(figures).chain(times).collect()
}

/// The blocks, and what lies between them as paragraphs, so that no text is lost.
fn blocks(lookup: &Lookup<'_>) -> Vec<(Span, BlockKind)> {
    let article = &lookup.reading.article;
    let mut all = Vec::new();
    let mut at = 0;
    let gap = |from: usize, to: usize| {
        Span::trimmed(article.text(), from..to).map(|span| (span, BlockKind::Paragraph))
    };
    for Block { span, kind } in &article.blocks {
        all.extend(gap(at, span.start().max(at)));
        all.push((*span, *kind));
        at = at.max(span.end());
    }
    all.extend(gap(at, article.text().len()));
    all
}

fn tags(kind: BlockKind) -> (&'static str, &'static str) {
    match kind {
        BlockKind::Title => ("<h2>", "</h2>"),
        BlockKind::Heading => ("<h3>", "</h3>"),
        BlockKind::Quote => ("<blockquote>", "</blockquote>"),
        BlockKind::List => ("<p class=\"item\">", "</p>"),
        BlockKind::Byline | BlockKind::Dateline | BlockKind::Caption => ("<p class=\"aside\">", "</p>"),
        BlockKind::Paragraph => ("<p>", "</p>"),
    }
}

/// Walks over the text once; `active` is what covers the current place.
struct Writer<'a> {
    lookup: &'a Lookup<'a>,
    number: usize,
    covers: &'a [Cover<'a>],
    next: usize,
    active: Vec<usize>,
}

impl Writer<'_> {
    fn block(&mut self, block: Span, out: &mut String) {
        let mut at = block.start();
        while at < block.end() {
            self.begin(at, out);
            let end = self.end_of_piece(at, block.end());
            self.piece(at, end, out);
            self.finish(end, out);
            at = end;
        }
    }

    /// Takes in what begins at or before `at`; each claim's first place gets its anchor.
    fn begin(&mut self, at: usize, out: &mut String) {
        while let Some(cover) = self.covers.get(self.next).filter(|cover| cover.span.start() <= at) {
            if let Some(claim) = cover.claim.filter(|claim| claim.content.first() == Some(&cover.span)) {
                out.push_str(&format!("<span id=\"a{}-t-{}\"></span>", self.number, escape(&claim.id)));
            }
            self.active.push(self.next);
            self.next += 1;
        }
    }

    fn end_of_piece(&self, at: usize, block_end: usize) -> usize {
        let ends = self.active.iter().map(|i| self.covers[*i].span.end());
        let next = self.covers.get(self.next).map(|cover| cover.span.start());
        ends.chain(next).filter(|end| *end > at).fold(block_end, usize::min)
    }

    fn piece(&self, from: usize, to: usize, out: &mut String) {
        let words = escape(self.lookup.reading.article.text().get(from..to).unwrap_or_default());
        if self.active.is_empty() {
            out.push_str(&words);
            return;
        }
        let mut classes: Vec<String> = Vec::new();
        let mut ids: Vec<&str> = Vec::new();
        for cover in self.active.iter().map(|i| &self.covers[*i]) {
            classes.push(cover.class.to_owned());
            if let Some(claim) = cover.claim {
                classes.push(if claim.chain.len() > 1 {
                    format!("s-{}", claim.status)
                } else {
                    format!("own s-{}", claim.status)
                });
                ids.push(&claim.id);
            }
        }
        classes.dedup();
        out.push_str(&format!("<span class=\"{}\"", classes.join(" ")));
        if !ids.is_empty() {
            let ids: Vec<String> = ids.iter().map(|id| format!("a{}-{}", self.number, escape(id))).collect();
            out.push_str(&format!(" data-claims=\"{}\"", ids.join(" ")));
        }
        out.push_str(&format!(">{words}</span>"));
    }

    /// Lets go of what ends at `at`; each claim's last place gets the link to its card.
    fn finish(&mut self, at: usize, out: &mut String) {
        for cover in self.active.iter().map(|i| &self.covers[*i]).filter(|cover| cover.span.end() <= at) {
            if let Some(claim) = cover.claim.filter(|claim| claim.content.last() == Some(&cover.span)) {
                out.push_str(&self.link(claim));
            }
        }
        self.active.retain(|i| self.covers[*i].span.end() > at);
    }

    /// The link's words are drawn by the style sheet, so that the text that is copied is the article's.
    fn link(&self, claim: &Claim) -> String {
        let id = escape(&claim.id);
        format!(
            "<a class=\"ref s-{}\" href=\"#a{}-{id}\" data-ref=\"{id}{}\" aria-label=\"claim {id}: {}; {}\"></a>",
            claim.status,
            self.number,
            escape(sign(claim.status)),
            escape(&vouched(claim)),
            escape(&crate::print::chain(self.lookup, claim)),
        )
    }
}
