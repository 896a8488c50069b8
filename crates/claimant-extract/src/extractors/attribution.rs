//! Who says what: source, cue and content of every attribution (PARC3, PolNeAR).
//!
//! `"We will go," said Mara Lind, a retired judge.` → source "Mara Lind, a retired judge", cue "said", content the
//! quotation. Read are quotations with a said-verb before, after or inside, indirect speech with and without "that",
//! "according to", "reportedly", nouns and adjectives of allegation, and quotations that nothing introduces.
//!
//! The surprising choice: no parser. A lexicon says what each cue word takes, tags say where noun phrases and
//! clauses end, and a rule that is not sure of the source gives none.
//!
//! Where the encoder has read the text, the outermost attributions are its own; rules add those inside them, which it
//! was never taught, and those that it did not see. Then the quotations of the whole article are dealt out as units
//! (`units`), so that no sentence of one is left without its speaker or goes to another's.
//!
//! ```text
//! rules ─┐
//! scored ┴→ drafts ─units→ one speaker a quotation ─relay, transcript→ who passes on, who takes turns ─quoted→ the rest
//! ```

mod cues;
mod page;
mod phrase;
mod quoted;
mod relay;
mod rules;
mod scored;
mod signature;
mod sources;
mod subject;
mod transcript;
mod units;

use claimant_doc::{
    Attribution, Doc, EntityKind, Form, Layer, Mark, Marks, MentionForm, Quotation, Span, Stance, Tag, Value,
    cover,
};

use super::Extractor;
use crate::Scores;
use cues::Frames;
use page::Page;
use sources::Names;

/// Row of the table.
pub const EXTRACTOR: Extractor = Extractor {
    name: "attribution",
    about: "Who says what: source, cue and content.",
    reads: &[Layer::Quotation, Layer::Entity, Layer::Time],
    writes: Layer::Attribution,
    run,
};

/// An attribution before it is a mark.
#[derive(Clone, Debug, Default)]
struct Draft {
    source: Vec<Span>,
    cue: Vec<Span>,
    content: Vec<Span>,
    stance: Option<Stance>,
    /// Whether a rule knows it.
    by_rule: bool,
    /// 0 to 1, by rule.
    score: f32,
}

fn run(doc: &Doc<'_>, scores: &Scores, marks: &Marks) -> Vec<Mark> {
    let mut quotations: Vec<&Quotation> = marks.quotations().filter(|q| q.depth == 0).collect();
    let page = page(doc, marks, &quotations);
    let mut drafts = scored::beside(&page, scores, rules::drafts(&page, &quotations));
    drafts.extend(signature::drafts(&page, &quotations));
    let drafts = units::share(&page, &mut quotations, drafts);
    let drafts = relay::with_channels(&page, drafts);
    let mut drafts = transcript::with_speakers(doc, marks, drafts);
    drafts.extend(quoted::unattributed(&page, &quotations, &drafts));
    let names = Names::of(marks);
    drafts.into_iter().filter_map(|draft| mark(&page, &quotations, &names, draft)).collect()
}

fn page<'d, 'a>(doc: &'d Doc<'a>, marks: &Marks, quotations: &[&Quotation]) -> Page<'d, 'a> {
    let mut quoted = vec![0; doc.tokens.len()];
    for (i, quotation) in quotations.iter().enumerate() {
        for part in &quotation.parts {
            quoted[doc.tokens_in(*part)].fill(i as u32 + 1);
        }
    }
    let mut timed = vec![false; doc.tokens.len()];
    for time in marks.times() {
        timed[doc.tokens_in(time.span)].fill(true);
    }
    // "January said": a name that is also a month.
    for entity in marks.entities().filter(|entity| entity.kind == EntityKind::Person) {
        for mention in entity.mentions.iter().filter(|mention| mention.form == MentionForm::Name) {
            timed[doc.tokens_in(mention.span)].fill(false);
        }
    }
    Page { doc, quoted, timed }
}

fn mark(page: &Page<'_, '_>, quotations: &[&Quotation], names: &Names, mut draft: Draft) -> Option<Mark> {
    let doc = page.doc;
    if is_dummy(page, &draft) {
        draft.source.clear();
    }
    if let [source] = &mut draft.source[..] {
        *source = names.speaker(doc, *source);
    }
    let attitude = is_attitude(page, &draft);
    let (source_kind, source_entity) = names.who(doc, &draft.source);
    let content = draft.content;
    let all: Vec<Span> = content.iter().chain(&draft.source).chain(&draft.cue).copied().collect();
    let span = cover(&all)?;
    let value = Value::Attribution(Attribution {
        id: String::new(),
        form: form(doc, quotations, &content),
        source_kind,
        source: draft.source,
        cue: draft.cue,
        content,
        source_entity,
        inside: None,
        stance: draft.stance,
        attitude,
    });
    Some(Mark { span, value, score: draft.score, by: EXTRACTOR.name })
}

/// Words that open a phrase which stands for nobody.
const NOBODY: &[&str] = &["no", "nobody", "none", "neither"];

/// See [`Attribution::attitude`]: no clause after a cue of taking a stand, or, where no rule knows the cue, after any but
/// one of saying. Quoted words are always claimed.
fn is_attitude(page: &Page<'_, '_>, draft: &Draft) -> bool {
    use Stance::{Agreed, Criticized, Decided, Knew, Refused, Supported, Wanted};
    let first = |spans: &[Span]| spans.first().map_or(0, |span| page.doc.tokens_in(*span).start);
    let nobody =
        |spans: &[Span]| !spans.is_empty() && NOBODY.iter().any(|word| page.doc.is(first(spans), word));
    // "No group has claimed responsibility", "Nobody said that …": there is nobody who says it.
    if nobody(&draft.source) {
        return true;
    }
    // "He was not charged with murder", "No one was charged": nobody alleges it.
    let mut cue = draft.cue.iter().flat_map(|span| page.doc.tokens_in(*span));
    let denied = nobody(&draft.content) || cue.any(|i| cues::is_negation(page.doc.word(i)));
    if draft.stance == Some(Stance::Alleged) && denied {
        return true;
    }
    let mut words = draft.content.iter().flat_map(|span| page.doc.tokens_in(*span));
    if words.clone().any(|i| page.is_quoted(i)) {
        return false;
    }
    let clause = words.any(|i| page.doc.tag(i).is_finite());
    match draft.stance {
        _ if deliberates(page, draft) || !clause && declares(page, draft) => true,
        // "declined to comment on reports that it leaked": of those he says nothing.
        Some(Refused) if !opens_clause(page.doc, first(&draft.content)) => true,
        Some(Criticized | Refused | Supported) => !draft.by_rule || !clause,
        None | Some(Agreed | Decided | Knew | Wanted) => !draft.by_rule,
        Some(_) => !draft.by_rule && !clause,
    }
}

/// Whether token `i` begins what can be said or left unsaid: "to leave", "that it leaked", "whether …".
fn opens_clause(doc: &Doc<'_>, i: usize) -> bool {
    let word = ["that", "whether", "if"].iter().any(|word| doc.is(i, word));
    word || matches!(doc.tag(i), Tag::To | Tag::Wp | Tag::Wdt | Tag::Wrb)
}

/// "It was announced that …": "it" stands for what is announced, and nobody is named.
fn is_dummy(page: &Page<'_, '_>, draft: &Draft) -> bool {
    let doc = page.doc;
    let it = draft.source.first().is_some_and(|source| source.of(doc.text()).eq_ignore_ascii_case("it"));
    let cue = draft.cue.first().map_or(0..0, |cue| doc.tokens_in(*cue));
    let passive = cue.clone().any(|i| cues::is_form_of_be(doc.word(i)));
    it && passive && cue.last().is_some_and(|i| matches!(doc.tag(i), Tag::Vbn | Tag::Vbd))
}

/// "had considered a higher tax": who considers what to do holds nothing to be so. "Considers it a mistake" does.
fn deliberates(page: &Page<'_, '_>, draft: &Draft) -> bool {
    let tokens = draft.cue.first().map_or(0..0, |cue| page.doc.tokens_in(*cue));
    let verb = |i: usize| ["consider", "considered", "considering"].iter().any(|word| page.doc.is(i, word));
    tokens.len() > 1 && tokens.last().is_some_and(verb)
}

/// "declared martial law": what is done by declaring it is no claim.
fn declares(page: &Page<'_, '_>, draft: &Draft) -> bool {
    let verb = |i: usize| cues::verb(page.doc, i).is_some_and(|found| found.cue.frames.has(Frames::ACT));
    draft.cue.iter().flat_map(|span| page.doc.tokens_in(*span)).any(verb)
}

/// Direct where every word is quoted, mixed where some are.
fn form(doc: &Doc<'_>, quotations: &[&Quotation], content: &[Span]) -> Form {
    let first = |span: &Span| quotations.partition_point(|q| q.parts.iter().all(|p| p.end() <= span.start()));
    let quoted = |inner: Span, span: &Span| {
        quotations[first(span).min(quotations.len())..]
            .iter()
            .take_while(|q| q.parts.iter().any(|p| p.start() < span.end()))
            .any(|q| q.parts.iter().any(|p| p.contains(inner)))
    };
    let (mut inside, mut outside) = (0, 0);
    for span in content {
        for i in doc.tokens_in(*span) {
            let token = doc.tokens[i];
            if !token.tag.is_punctuation() {
                if quoted(token.span, span) { inside += 1 } else { outside += 1 }
            }
        }
    }
    match (inside, outside) {
        (0, _) => Form::Indirect,
        (_, 0) => Form::Direct,
        _ => Form::Mixed,
    }
}

#[cfg(test)]
mod tests {
    use claimant_doc::{Article, Span, Stance};

    use super::cues::examples;
    use crate::{Config, Scores, mark, segment};

    /// Every row of the lexicon is found in its own example, with its stance.
    #[test]
    fn each_cue_is_found_in_its_example() {
        let missed: Vec<String> = examples()
            .filter(|(words, stance, example)| !finds(words, *stance, example))
            .map(|(words, _, example)| format!("{words}: {example}"))
            .collect();
        assert!(missed.is_empty(), "{missed:#?}");
    }

    fn finds(words: &str, stance: Stance, example: &str) -> bool {
        let article = Article::new(example);
        let doc = segment(&article);
        let marks = mark(&doc, &Scores::default(), &Config::default());
        let particle = words.split_once(' ').map_or("", |(_, particle)| particle);
        marks.attributions().any(|a| {
            let says = |spans: &[Span]| spans.iter().any(|span| span.of(example).contains(particle));
            a.stance == Some(stance) && (says(&a.cue) || says(&a.content))
        })
    }
}
