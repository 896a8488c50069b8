//! What the encoder's heads say of a document, decoded: tags, trees, names, who says what, causes, events.
//!
//! One pass over the windows of a document; every head reads the same vectors, and only what is decoded is kept, and an
//! embedding of each word. Without a model (the fast mode) all is empty, and extractors go by rule alone.

mod attribution;
mod heads;
mod referents;
mod spans;
mod syntax;

use std::ops::Range;
use std::panic::resume_unwind;
use std::thread::ScopedJoinHandle;

use claimant_doc::{Certainty, Doc, EntityKind, Meaning, Polarity, Tag};
use claimant_model::{Encoded, Model, Scratch, Window, WindowSentence};

pub use attribution::Attributed;
use heads::Heads;
use referents::Referents;
pub use referents::{Form, Mentioned};
pub use spans::Labelled;

/// What the heads say of a document; empty where no model was asked.
#[derive(Clone, Debug, Default)]
pub struct Scores {
    /// `name@hash` of the model.
    pub model: Option<String>,
    /// Universal parts of speech, by their numbers in [`Word`].
    pub upos: Vec<String>,
    /// Universal dependency relations, by their numbers in [`Word`].
    pub rels: Vec<String>,
    /// One for each token.
    pub words: Vec<Word>,
    /// One for each sentence.
    pub sentences: Vec<Sentence>,
    /// Names with what they name, in text order, apart.
    pub names: Vec<Labelled<EntityKind>>,
    /// Sources, cues and contents that belong together, in text order of their cues.
    pub attributions: Vec<Attributed>,
    /// Parts of causal links: in text order sentence by sentence, those of one kind apart.
    pub causes: Vec<Labelled<CausePart>>,
    /// What names, nouns and pronouns mention, in order of their heads.
    pub mentions: Vec<Mentioned>,
    /// Embeddings of the tokens, one after the other.
    pub embeddings: Vec<f32>,
}

/// What the heads say of one token.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Word {
    /// Part of speech.
    pub tag: Tag,
    /// Index into [`Scores::upos`].
    pub upos: u8,
    /// The token that it depends on; `None` for the root of its sentence.
    pub head: Option<u32>,
    /// Index into [`Scores::rels`].
    pub rel: u8,
    /// 0 to 1: whether it is the word of an event.
    pub event: f32,
    /// -3 to 3: whether the event is so, as far as the text says.
    pub factuality: f32,
    /// How sure the text is of the event.
    pub certainty: Certainty,
    /// Whether the text holds it to be so.
    pub polarity: Polarity,
}

/// What the heads say of one sentence.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Sentence {
    /// 0 to 1: whether it states a causal link.
    pub causal: f32,
    /// 0 to 1: whether it is worth checking.
    pub check: f32,
}

/// What a span is in a causal link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum CausePart {
    Cause,
    Effect,
    Cue,
}

impl Scores {
    /// Whether no model was asked.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Asks `model` on so many threads; nothing comes of a model that lacks one of the heads.
    pub fn of(model: &Model, doc: &Doc<'_>, threads: usize) -> Scores {
        let Ok(heads) = Heads::of(model) else { return Scores::default() };
        let mut scores = Scores {
            model: Some(claimant_model::bundled_label()),
            upos: heads.upos.labels.clone(),
            rels: heads.rel.labels.clone(),
            sentences: vec![Sentence::default(); doc.sentences.len()],
            ..Scores::default()
        };
        scores.words.reserve(doc.tokens.len());
        let mut referents = Referents::default();
        let windows = model.windows(doc);
        let mut scratches: Vec<Scratch> = Vec::new();
        scratches.resize_with(threads.clamp(1, windows.len().max(1)), Scratch::default);
        for windows in windows.chunks(scratches.len()) {
            for (window, encoded) in windows.iter().zip(encoded(model, windows, &mut scratches)) {
                scores.read(&heads, doc, window, &encoded);
                let tags = (&scores.words[..], &scores.upos[..], &scores.rels[..]);
                heads.refer.read(doc, window, &encoded, tags, &mut referents);
            }
        }
        scores.mentions = heads.refer.mentioned(model.path(), doc, &scores.words, &scores.upos, &referents);
        scores
    }

    /// What some tokens mean together: the mean of their embeddings. `None` of no token.
    pub fn meaning(&self, tokens: impl Iterator<Item = usize>) -> Option<Meaning> {
        let width = self.embeddings.len() / self.words.len().max(1);
        let mut sum = vec![0.0; width];
        for embedding in tokens.filter_map(|i| self.embeddings.get(i * width..(i + 1) * width)) {
            sum.iter_mut().zip(embedding).for_each(|(sum, x)| *sum += x);
        }
        sum.iter().any(|x| *x != 0.0).then(|| Meaning::of(&sum)).flatten()
    }

    /// The relation of token `i` to its head; empty where nothing is known.
    pub fn rel(&self, i: usize) -> &str {
        self.words.get(i).and_then(|word| self.rels.get(usize::from(word.rel))).map_or("", String::as_str)
    }

    /// The tokens that depend on token `i` itself, looked for in `sentence`.
    pub fn dependents(&self, i: usize, sentence: Range<usize>) -> impl Iterator<Item = usize> + '_ {
        sentence.filter(move |k| self.words.get(*k).is_some_and(|word| word.head == Some(i as u32)))
    }

    /// First and one-past-last token of what hangs on token `i`, itself among it; never beyond `sentence`.
    pub fn subtree(&self, i: usize, sentence: Range<usize>) -> Range<usize> {
        let (mut first, mut end) = (i, i + 1);
        for k in sentence.clone() {
            let mut up = k;
            for _ in 0..sentence.len() {
                match self.words.get(up).and_then(|word| word.head) {
                    Some(head) if up != i => up = head as usize,
                    _ => break,
                }
            }
            if up == i {
                (first, end) = (first.min(k), end.max(k + 1));
            }
        }
        first..end
    }

    fn read(&mut self, heads: &Heads<'_>, doc: &Doc<'_>, window: &Window, encoded: &Encoded<'_>) {
        // Windows hold every token in order; one that is in no sentence would leave a gap.
        self.words.resize(window.words.start, Word::UNKNOWN);
        self.words.extend(heads.words(encoded));
        for (word, arc) in self.words[window.words.clone()].iter_mut().zip(heads.syntax.arcs(window, encoded))
        {
            (word.head, word.rel) = arc;
        }
        self.embeddings.resize(window.words.start * heads.embedding.outputs(), 0.0);
        self.embeddings.extend(encoded.project_group("embedding", heads.embedding));
        for (part, read) in window.sentences.iter().zip(heads.sentences(encoded)) {
            if let Some(sentence) = self.sentences.get_mut(part.sentence) {
                sentence.causal = sentence.causal.max(read.causal);
                sentence.check = sentence.check.max(read.check);
            }
        }
        let sentences: Vec<usize> = window.sentences.iter().map(|part| part.words.start).collect();
        let block =
            |at: usize| doc.sentence_at(doc.tokens.get(at)?.span.start()).map(|i| doc.sentences[i].block);
        let opens = |at: &usize| at.checked_sub(1).is_none_or(|before| block(before) != block(*at));
        let blocks: Vec<usize> = sentences.iter().copied().filter(opens).collect();
        self.names.extend(heads.entity.spans(encoded, &sentences));
        let causal = |part: &WindowSentence| {
            self.sentences.get(part.sentence).is_some_and(|sentence| sentence.causal >= CAUSAL)
        };
        if window.sentences.iter().any(causal) {
            self.causes.extend(causes(heads, &sentences, encoded));
        }
        let spans = heads.attribution.spans(encoded, &blocks);
        let sentence = |at: usize| doc.sentence_at(doc.tokens.get(at)?.span.start());
        let quoted = |at: usize| doc.word(at).starts_with(['"', '“', '«', '‘', '\'', '`']);
        let near =
            |cue: usize, at: usize| sentence(cue) == sentence(at) || block(cue) == block(at) && quoted(at);
        heads.link.join(encoded, &spans, &near, &mut self.attributions);
    }
}

/// Windows, each encoded on a thread of its own: the first on this one.
fn encoded<'a>(model: &'a Model, windows: &'a [Window], scratches: &'a mut [Scratch]) -> Vec<Encoded<'a>> {
    let mut pairs = windows.iter().zip(scratches);
    let Some((window, scratch)) = pairs.next() else { return Vec::new() };
    std::thread::scope(|scope| {
        let others: Vec<_> =
            pairs.map(|(window, scratch)| scope.spawn(|| model.encode(window, scratch))).collect();
        let first = model.encode(window, scratch);
        let join = |other: ScopedJoinHandle<'_, Encoded<'a>>| {
            other.join().unwrap_or_else(|panic| resume_unwind(panic))
        };
        std::iter::once(first).chain(others.into_iter().map(join)).collect()
    })
}

/// A sentence states a causal link if that is at least as probable; others are not looked into.
pub const CAUSAL: f32 = 0.5;

/// A sentence without cause or effect is read again, ever more eagerly: its links count only if it is causal.
const EAGER: [f32; 10] = [0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0];

/// The parts of causal links of a window: of each kind those that are found first. Where no cause and effect stand
/// apart, the effect is what the cause leaves of it.
fn causes(heads: &Heads<'_>, cuts: &[usize], encoded: &Encoded<'_>) -> Vec<Labelled<CausePart>> {
    let readings = heads.causes.each_ref().map(|chain| chain.readings(encoded, cuts, &EAGER));
    let within = |all: &[Labelled<CausePart>], words: &Range<usize>| -> Vec<Labelled<CausePart>> {
        all.iter().filter(|part| words.contains(&part.tokens.start)).cloned().collect()
    };
    let mut found = Vec::new();
    for sentence in &encoded.window().sentences {
        let first = |kind: &[Vec<Labelled<CausePart>>]| {
            kind.iter().map(|all| within(all, &sentence.words)).find(|parts| !parts.is_empty())
        };
        let [causes, effects, cues] = &readings;
        let (Some(causes), Some(mut effects)) = (first(causes), first(effects)) else { continue };
        let apart = |a: &Range<usize>, b: &Range<usize>| a.end <= b.start || b.end <= a.start;
        if !causes.iter().any(|cause| effects.iter().any(|effect| apart(&cause.tokens, &effect.tokens))) {
            for effect in &mut effects {
                for cause in &causes {
                    effect.tokens = rest(&effect.tokens, &cause.tokens);
                }
            }
            effects.retain(|effect| !effect.tokens.is_empty());
        }
        found.extend(causes);
        found.extend(effects);
        found.extend(cues.first().map(|all| within(all, &sentence.words)).unwrap_or_default());
    }
    found
}

/// The longer part of `whole` on one side of `part`.
fn rest(whole: &Range<usize>, part: &Range<usize>) -> Range<usize> {
    let before = whole.start..whole.end.min(part.start).max(whole.start);
    let after = whole.start.max(part.end).min(whole.end)..whole.end;
    if before.len() >= after.len() { before } else { after }
}

impl Word {
    /// A word of which nothing is known.
    const UNKNOWN: Word = Word {
        tag: Tag::Other,
        upos: 0,
        head: None,
        rel: 0,
        event: 0.0,
        factuality: 0.0,
        certainty: Certainty::Unknown,
        polarity: Polarity::Affirmed,
    };
}

/// Tokens of a window, counted in the document.
fn shifted(range: Range<usize>, start: usize) -> Range<usize> {
    range.start + start..range.end + start
}
