//! Claims: the clauses of every layer, each with who vouches for it and how sure they are.

use claimant_doc::{BlockKind, Claim, Doc, Form, Link, Marks, Reading, Span, Stance, Tag};

use super::attributions::{self, Attributions};
use super::key;
use super::layers::{Layers, layers};
use super::links::{Places, inside};
use super::pleaded;
use super::status::{Judge, Scene, pleading};
use crate::Scores;
use crate::clause::{self, Clause, Kind};

/// How sure we are of a claim's form and limits, before what makes it less sure.
const QUOTED: f32 = 0.95;
const INDIRECT: f32 = 0.85;
const OWN_VOICE: f32 = 0.75;
/// A clause cut out of a longer sentence.
const CUT: f32 = 0.9;
/// A source that the text leaves open.
const OPEN_SOURCE: f32 = 0.8;

/// All claims, in text order.
pub fn claims(
    doc: &Doc<'_>,
    scores: &Scores,
    marks: &Marks,
    attributions: &Attributions<'_>,
    reading: &Reading,
    places: &Places,
) -> Vec<Claim> {
    let Layers { own, of } = layers(doc, attributions);
    let maker = Maker {
        doc,
        scores,
        attributions,
        places,
        judge: Judge::new(doc, scores, marks, reading),
        quoted: quoted(doc, marks),
        pleaded: pleaded::sentences(doc, attributions),
    };
    let mut claims = maker.own_voice(&own);
    for (index, tokens) in of.iter().enumerate() {
        claims.extend(maker.attributed(index, tokens));
    }
    claims.sort_by(|a, b| place(a).cmp(&place(b)).then(a.chain.len().cmp(&b.chain.len())));
    claims.dedup_by(|b, a| a.content == b.content && a.chain == b.chain);
    for (i, claim) in claims.iter_mut().enumerate() {
        claim.id = format!("c{}", i + 1);
    }
    claims
}

fn place(claim: &Claim) -> (usize, usize) {
    (claim.content.first().map_or(0, |s| s.start()), claim.content.last().map_or(0, |s| s.end()))
}

struct Maker<'m, 'a> {
    doc: &'m Doc<'a>,
    scores: &'m Scores,
    attributions: &'m Attributions<'m>,
    places: &'m Places,
    judge: Judge<'m, 'a>,
    quoted: Vec<bool>,
    /// Sentences of the own voice that go on with what a charge says.
    pleaded: Vec<bool>,
}

impl Maker<'_, '_> {
    /// What nobody else says. Titles, bylines, datelines and headings claim nothing.
    fn own_voice(&self, tokens: &[usize]) -> Vec<Claim> {
        let mut claims = Vec::new();
        for sentence in by_sentence(self.doc, tokens) {
            if self.is_furniture(sentence) {
                continue;
            }
            let clauses = clause::split(self.doc, self.scores, sentence);
            let cut = clauses.len() > 1;
            let whole = !cut && self.is_whole_sentence(sentence);
            let stated = clauses.iter().filter(|c| whole || clause::is_proposition(self.doc, c));
            claims.extend(
                stated.filter_map(|c| {
                    self.claim(self.carried_on(c), c, clause::spans(self.doc, &c.tokens), cut)
                }),
            );
        }
        claims
    }

    /// A sentence that nobody else speaks in, ended as sentences are: it claims something even where no tag says that
    /// it has a finite verb.
    fn is_whole_sentence(&self, tokens: &[usize]) -> bool {
        let words = tokens.iter().filter(|i| !self.doc.tag(**i).is_punctuation()).count();
        let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else { return false };
        let ended = self.doc.tag(*last) == Tag::Stop && tokens.len() == last - first + 1;
        ended && words > 3 && tokens.iter().any(|i| self.doc.tag(*i).is_verb())
    }

    fn is_furniture(&self, sentence: &[usize]) -> bool {
        let Some(first) = sentence.first() else { return true };
        let start = self.doc.tokens[*first].span.start();
        let blocks = &self.doc.article.blocks;
        let block = blocks.partition_point(|b| b.span.start() <= start).checked_sub(1).map(|i| blocks[i]);
        let kind = block.filter(|b| b.span.end() > start).map(|b| b.kind);
        matches!(kind, Some(BlockKind::Title | BlockKind::Byline | BlockKind::Dateline | BlockKind::Heading))
    }

    /// What the source of one attribution says itself. A plain relay of others says nothing of its own.
    fn attributed(&self, index: usize, tokens: &[usize]) -> Vec<Claim> {
        let content = &self.attributions.all[index].found.content;
        let whole = self.is_whole(content, tokens);
        let mut clauses: Vec<Clause> = by_sentence(self.doc, tokens)
            .flat_map(|sentence| clause::split(self.doc, self.scores, sentence))
            .collect();
        let several = clauses.len() > 1;
        if several || !whole {
            clauses.retain(|c| clause::is_proposition(self.doc, c));
        }
        if clauses.is_empty() && whole {
            clauses.push(Clause { tokens: tokens.to_vec(), kind: clause::Kind::Main });
        }
        let spans =
            |c: &Clause| if several || !whole { clause::spans(self.doc, &c.tokens) } else { content.clone() };
        clauses.iter().filter_map(|c| self.claim(self.voucher(index, c), c, spans(c), several)).collect()
    }

    /// Who vouches for a clause of what attribution `index` says. "He denied that Pell, who lives in Lenz, …": what is
    /// added of Pell is not denied, and is said by whoever tells of the denial.
    fn voucher(&self, index: usize, clause: &Clause) -> Option<usize> {
        let nested = &self.attributions.all[index];
        let denied = nested.found.stance == Some(Stance::Denied);
        let added = denied && clause.kind == Kind::Relative && self.is_added(clause);
        if added { nested.parent } else { Some(index) }
    }

    /// Whether a relative clause stands after a comma and tells more of something else than a charge: not "the charges,
    /// which include theft".
    fn is_added(&self, clause: &Clause) -> bool {
        let comma = clause.tokens.first().and_then(|first| first.checked_sub(1));
        let before = comma.filter(|i| self.doc.tag(*i) == Tag::Comma).and_then(|i| i.checked_sub(1));
        before.is_some_and(|noun| !pleading::is_charge(self.doc, noun))
    }

    /// Whether the tokens are all of the content: nobody else speaks in it.
    fn is_whole(&self, content: &[Span], tokens: &[usize]) -> bool {
        content.iter().map(|span| self.doc.tokens_in(*span).len()).sum::<usize>() <= tokens.len()
    }

    fn claim(&self, index: Option<usize>, clause: &Clause, content: Vec<Span>, cut: bool) -> Option<Claim> {
        let all = &self.attributions.all;
        let found = index.map(|i| all[i].found);
        let chain = index.map(|i| self.attributions.chain(i)).unwrap_or_default();
        let form = found.map_or(Form::OwnVoice, |found| self.form(found.form, clause));
        let hearsay = self.is_hearsay(&chain) || self.is_pleaded(clause);
        let judged = self.judge.judge(&Scene { clause, found, form, hearsay });
        let sources: Vec<&[Span]> = chain.iter().map(|i| &all[*i].found.source[..]).collect();
        content.first()?;
        Some(Claim {
            id: String::new(),
            key: key::key(self.doc.text(), &content, &sources),
            form,
            chain: links(&chain),
            certainty: judged.certainty,
            status: judged.status,
            polarity: judged.polarity,
            markers: judged.markers,
            entities: inside(&self.places.entities, &content),
            times: inside(&self.places.times, &content),
            quantities: inside(&self.places.quantities, &content),
            events: inside(&self.places.events, &content),
            check_worthiness: self.check_worthiness(&content),
            meaning: self.scores.meaning(content.iter().flat_map(|part| self.doc.tokens_in(*part))),
            confidence: confidence(
                form,
                cut,
                index.map(|i| all[i].score),
                found.is_some_and(|f| f.source.is_empty()),
            ),
            content,
        })
    }

    /// That of the sentence that a claim begins in, to two decimals.
    fn check_worthiness(&self, content: &[Span]) -> Option<f32> {
        let sentence = self.doc.sentence_at(content.first()?.start())?;
        self.scores.sentences.get(sentence).map(|sentence| (sentence.check * 100.0).round() / 100.0)
    }

    /// Whether an attribution around the innermost one alleges: "the indictment alleges that Rask confirmed …", or denies
    /// what the innermost claims: "the court rejected his claim that …".
    fn is_hearsay(&self, chain: &[usize]) -> bool {
        let Some((last, outer)) = chain.split_last() else { return false };
        let said = self.attributions.all[*last].found.stance;
        outer.iter().map(|i| self.attributions.all[*i].found).any(|found| match found.stance {
            _ if said == Some(Stance::Denied) => false,
            Some(Stance::Denied) if said == Some(Stance::Claimed) => true,
            stance => stance == Some(Stance::Alleged) || pleading::is_source(self.doc, found),
        })
    }

    fn is_pleaded(&self, clause: &Clause) -> bool {
        let first = clause.tokens.first().map(|first| self.doc.tokens[*first].span.start());
        first.and_then(|at| self.doc.sentence_at(at)).is_some_and(|sentence| self.pleaded[sentence])
    }

    /// The attribution whose content a clause of the own voice only goes on: "…, which was closed".
    fn carried_on(&self, clause: &Clause) -> Option<usize> {
        let hangs = matches!(clause.kind, Kind::Relative | Kind::Participle);
        let first = clause.tokens.first().filter(|_| hangs)?;
        let comma = first.checked_sub(1).filter(|i| self.doc.tag(*i) == Tag::Comma)?;
        let before = comma.checked_sub(1)?;
        let owner = *self.attributions.owner.get(before)? as usize;
        let index = owner.checked_sub(1)?;
        let found = self.attributions.all[index].found;
        // What follows a closed quotation is not quoted, and what is added to a denial not denied.
        let apart = found.form == Form::Direct || self.doc.tag(before) == Tag::Quote;
        let added = found.stance == Some(Stance::Denied) && self.is_added(clause);
        (!apart && !added).then_some(index)
    }

    /// A clause without a quoted word of a partly quoted content is indirect.
    fn form(&self, form: Form, clause: &Clause) -> Form {
        let quoted = || clause.tokens.iter().any(|i| self.quoted[*i]);
        match form {
            Form::Mixed if !quoted() => Form::Indirect,
            form => form,
        }
    }
}

fn links(chain: &[usize]) -> Vec<Link> {
    let ids = chain.iter().map(|i| attributions::id(*i));
    std::iter::once("article".to_owned()).chain(ids).map(Link::Id).collect()
}

fn confidence(form: Form, cut: bool, score: Option<f32>, open: bool) -> f32 {
    let base = match form {
        Form::OwnVoice => OWN_VOICE,
        Form::Direct => QUOTED,
        Form::Indirect | Form::Mixed => INDIRECT,
    };
    let cut = if cut { CUT } else { 1.0 };
    let open = if open { OPEN_SOURCE } else { 1.0 };
    // Two decimals: no false precision, and the same digits on every machine.
    (base * cut * open * score.unwrap_or(1.0) * 100.0).round() / 100.0
}

/// `tokens` cut where sentences end.
fn by_sentence<'t>(doc: &'t Doc<'_>, tokens: &'t [usize]) -> impl Iterator<Item = &'t [usize]> {
    let mut rest = tokens;
    std::iter::from_fn(move || {
        let first = rest.first()?;
        let sentence = doc.sentences.partition_point(|sentence| sentence.tokens.end <= *first);
        let end = doc.sentences.get(sentence).map_or(usize::MAX, |sentence| sentence.tokens.end);
        let (head, tail) = rest.split_at(rest.partition_point(|i| *i < end));
        rest = tail;
        Some(head)
    })
}

/// For every token, whether it stands in a quotation.
fn quoted(doc: &Doc<'_>, marks: &Marks) -> Vec<bool> {
    let mut quoted = vec![false; doc.tokens.len()];
    for quotation in marks.quotations().filter(|quotation| quotation.depth == 0) {
        quotation.parts.iter().for_each(|part| quoted[doc.tokens_in(*part)].fill(true));
    }
    quoted
}
