//! An article made by code, with about as many items as a news article of 350 words has.

#![allow(clippy::expect_used, reason = "what is made here stands where it was put")]

use claimant_doc::{
    Article, Attribution, Bound, Certainty, Claim, Entity, EntityKind, Event, Form, Generator, Identifier,
    Link, Marker, MarkerKind, Mention, MentionForm, Participant, Polarity, Quantity, QuantityKind, Reading,
    SourceKind, Span, Stance, Status, Tense, Time, TimeKind,
};

/// Sentences, each with a claim.
const SENTENCES: usize = 27;

const FIRST: &[&str] = &[
    "Mara", "Henrik", "Tomas", "Ilse", "Odile", "Rafiq", "Yusra", "Petra", "Anselm", "Goran", "Lien", "Samir",
];
const LAST: &[&str] = &[
    "Lind", "Vasko", "Adler", "Marran", "Osei", "Tamm", "Halloran", "Quist", "Bergan", "Novik", "Saleh",
    "Iwata", "Brandt", "Colm", "Dray", "Ferro", "Gant", "Holt",
];
const UNNAMED: &[&str] =
    &["two officials", "a spokesman", "residents", "people familiar with the matter", "a senior diplomat"];
const CUES: &[(&str, Stance)] = &[
    ("said", Stance::Said),
    ("claimed", Stance::Claimed),
    ("warned", Stance::Warned),
    ("confirmed", Stance::Confirmed),
    ("denied", Stance::Denied),
    ("alleged", Stance::Alleged),
];
const ACTS: &[(&str, &str, &str)] = &[
    ("crossed into", "cross", "crossing"),
    ("were arrested in", "arrest", "arrest"),
    ("were killed in", "kill", "killing"),
    ("protested in", "protest", "protest"),
    ("were released in", "release", "release"),
    ("met in", "meet", "consult"),
    ("were recruited in", "recruit", "recruitment"),
];
const SYLLABLES: &[&str] =
    &["kar", "vel", "tar", "sel", "or", "len", "mar", "dun", "vik", "hal", "rem", "os"];
const ITEMS: &[&str] = &["people", "migrants", "workers", "soldiers", "students", "drivers"];
const STATUSES: &[(Status, Certainty, usize)] = &[
    (Status::Asserted, Certainty::Certain, 62),
    (Status::Hedged, Certainty::Possible, 8),
    (Status::Hedged, Certainty::Probable, 5),
    (Status::Alleged, Certainty::Unknown, 6),
    (Status::Denied, Certainty::Certain, 3),
    (Status::Predicted, Certainty::Certain, 11),
    (Status::Hypothetical, Certainty::Unknown, 4),
    (Status::Asked, Certainty::Unknown, 1),
];

/// Numbers that only look as if they were left to chance.
struct Dice(u64);

impl Dice {
    /// A number below `n`.
    fn roll(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % n
    }

    /// A number below `n`, small ones far more often: names in the news are not equally common.
    fn skewed(&mut self, n: usize) -> usize {
        let (a, b) = (self.roll(n) + 1, self.roll(n) + 1);
        (a * b / (n + 1)).min(n - 1) * self.roll(n).max(1) / n
    }

    fn pick<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.roll(of.len())]
    }
}

/// A place's name: one of some twenty thousand.
fn place(dice: &mut Dice) -> String {
    let n = dice.skewed(20_736);
    let name: String = (0..4).map(|i| SYLLABLES[n / 12_usize.pow(i) % 12]).collect();
    name[..1].to_uppercase() + &name[1..]
}

/// A country's code, the same for the same place: one of some hundred.
fn country(place: &str) -> String {
    let letter = |at: usize| place.chars().nth(at).unwrap_or('x').to_ascii_uppercase();
    [letter(0), letter(3)].iter().collect()
}

/// The text while it grows, and what was found in it.
#[derive(Default)]
struct Draft {
    text: String,
    reading: Reading,
}

impl Draft {
    /// Adds words and gives where they stand, in bytes.
    fn words(&mut self, words: &str) -> (usize, usize) {
        let start = self.text.len();
        self.text.push_str(words);
        (start, self.text.len())
    }
}

/// Where something will stand once the text is whole.
type Ends = (usize, usize);

/// A sentence's parts.
struct Sentence {
    source: Ends,
    cue: Ends,
    content: Ends,
    figure: Ends,
    item: Ends,
    verb: Ends,
    place: Ends,
    time: Ends,
    name: String,
    named: bool,
    place_name: String,
    value: usize,
    year: usize,
    cue_at: usize,
    act: usize,
    status: (Status, Certainty),
}

/// Article number `n`: always the same.
pub fn reading(n: usize) -> Reading {
    let mut dice = Dice(n as u64 * 7919 + 17);
    let mut draft = Draft::default();
    let sentences: Vec<Sentence> = (0..SENTENCES).map(|i| sentence(&mut draft, &mut dice, i)).collect();
    let mut article = Article::new(draft.text.clone());
    let (year, month, day) = (2014 + dice.roll(11), 1 + dice.roll(12), 1 + dice.roll(28));
    article.published = Some(format!("{year}-{month:02}-{day:02}"));
    article.publisher = Some(format!("The {} Herald", place(&mut Dice(dice.skewed(400) as u64))));
    article.url = Some(format!("https://news.example/{n}"));
    article.title = Some(format!("Report {n}"));
    let mut reading = draft.reading;
    reading.article = article;
    reading.generator =
        Generator { version: "0.1.0".to_owned(), model: Some("made@000000000000".to_owned()) };
    for (i, sentence) in sentences.iter().enumerate() {
        add(&mut reading, i + 1, sentence, &mut dice);
    }
    reading
}

fn sentence(draft: &mut Draft, dice: &mut Dice, i: usize) -> Sentence {
    let named = dice.roll(3) > 0;
    let name = match named {
        true => format!("{} {}{}", dice.pick(FIRST), dice.pick(LAST), SYLLABLES[dice.skewed(12)]),
        false => (*dice.pick(UNNAMED)).to_owned(),
    };
    let (cue_at, act, value) = (dice.roll(CUES.len()), dice.skewed(ACTS.len()), 1 + dice.skewed(50_000));
    let (place_name, year) = (place(dice), 2000 + dice.roll(25));
    let source = draft.words(&name);
    draft.words(" ");
    let cue = draft.words(CUES[cue_at].0);
    draft.words(" that ");
    let start = draft.text.len();
    let figure = draft.words(&value.to_string());
    draft.words(" ");
    let item = draft.words(ITEMS[dice.roll(ITEMS.len())]);
    draft.words(" ");
    let verb = draft.words(ACTS[act].0);
    draft.words(" ");
    let there = draft.words(&place_name);
    draft.words(" in ");
    let time = draft.words(&year.to_string());
    let content = (start, draft.text.len());
    draft.words(if i % 4 == 3 { ".\n\n" } else { ". " });
    let mut roll = dice.roll(100);
    let status = STATUSES.iter().find(|(_, _, weight)| {
        let found = roll < *weight;
        roll = roll.saturating_sub(*weight);
        found
    });
    let status =
        status.map_or((Status::Asserted, Certainty::Certain), |(status, certainty, _)| (*status, *certainty));
    Sentence {
        source,
        cue,
        content,
        figure,
        item,
        verb,
        place: there,
        time,
        name,
        named,
        place_name,
        value,
        year,
        cue_at,
        act,
        status,
    }
}

/// Adds what sentence number `n` holds.
fn add(reading: &mut Reading, n: usize, s: &Sentence, dice: &mut Dice) {
    let text = reading.article.text().to_owned();
    let span = |(start, end): Ends| Span::new(&text, start..end).expect("a sentence stands in its text");
    let link = |kind: char, n: usize| Link::Id(format!("{kind}{n}"));
    let (who, there) = (reading.entities.len() + 1, reading.entities.len() + 2);
    reading.sentences.push(span((s.source.0, s.content.1)));
    reading.entities.push(entity(who, EntityKind::Person, &s.name, span(s.source), s.named));
    reading.entities.push(Entity {
        identifiers: vec![Identifier {
            scheme: "iso3166-1-alpha2".to_owned(),
            value: country(&s.place_name),
            score: 0.9,
        }],
        ..entity(there, EntityKind::Place, &s.place_name, span(s.place), true)
    });
    reading.times.push(time(n, s.year, span(s.time)));
    reading.quantities.push(Quantity {
        unit: Some("person".to_owned()),
        item: Some(span(s.item)),
        measure: Some(ACTS[s.act].1.to_owned()),
        place: Some(link('e', there)),
        time: Some(link('t', n)),
        event: Some(link('v', 2 * n)),
        ..Quantity::new(
            format!("q{n}"),
            span(s.figure),
            QuantityKind::Count,
            Some(s.value as f64),
            Bound::Exact,
        )
    });
    for (at, lemma, kind) in [(s.cue, CUES[s.cue_at].0, None), (s.verb, ACTS[s.act].1, Some(ACTS[s.act].2))] {
        let event = reading.events.len() + 1;
        reading.events.push(happening(
            event,
            lemma,
            kind,
            span(at),
            s,
            (span(s.source), span(s.item)),
            there,
            n,
        ));
    }
    reading.attributions.push(Attribution {
        id: format!("a{n}"),
        source: vec![span(s.source)],
        cue: vec![span(s.cue)],
        content: vec![span(s.content)],
        form: Form::Indirect,
        source_entity: Some(link('e', who)),
        source_kind: Some(if s.named { SourceKind::Person } else { SourceKind::Unnamed }),
        inside: None,
        stance: Some(CUES[s.cue_at].1),
        attitude: false,
    });
    let own = dice.roll(3) == 0;
    reading.claims.push(Claim {
        id: format!("c{n}"),
        key: format!("{:016x}", (s.value as u64) << 20 | s.year as u64),
        content: vec![span(s.content)],
        form: if own { Form::OwnVoice } else { Form::Indirect },
        chain: if own { vec![link_article()] } else { vec![link_article(), link('a', n)] },
        certainty: s.status.1,
        status: s.status.0,
        polarity: if s.status.0 == Status::Denied { Polarity::Negated } else { Polarity::Affirmed },
        markers: vec![Marker { span: span(s.cue), kind: MarkerKind::Hedge }],
        entities: vec![link('e', there)],
        times: vec![link('t', n)],
        quantities: vec![link('q', n)],
        events: vec![link('v', 2 * n)],
        check_worthiness: Some(dice.roll(100) as f32 / 100.0),
        meaning: None,
        confidence: 0.5 + dice.roll(50) as f32 / 100.0,
    });
}

fn link_article() -> Link {
    Link::Id("article".to_owned())
}

fn entity(n: usize, kind: EntityKind, name: &str, span: Span, named: bool) -> Entity {
    let form = if named { MentionForm::Name } else { MentionForm::Nominal };
    Entity {
        id: format!("e{n}"),
        kind,
        name: name.to_owned(),
        identifiers: Vec::new(),
        roles: Vec::new(),
        lat: None,
        lon: None,
        precision: None,
        mentions: vec![Mention { span, form }],
    }
}

fn time(n: usize, year: usize, span: Span) -> Time {
    let day = |rest: &str| format!("{year}-{rest}").parse().ok();
    Time {
        id: format!("t{n}"),
        span,
        kind: TimeKind::Date,
        value: Some(year.to_string()),
        from: day("01-01"),
        to: day("12-31"),
        anchor: None,
        alternatives: Vec::new(),
    }
}

#[allow(clippy::too_many_arguments)]
fn happening(
    event: usize,
    lemma: &str,
    kind: Option<&str>,
    span: Span,
    s: &Sentence,
    (agent, patient): (Span, Span),
    place: usize,
    n: usize,
) -> Event {
    let who = |role: &str, span| Participant { role: role.to_owned(), span, entity: None };
    Event {
        id: format!("v{event}"),
        span,
        lemma: lemma.to_owned(),
        kind: kind.map(str::to_owned),
        certainty: s.status.1,
        polarity: Polarity::Affirmed,
        factuality: Some(1.5),
        tense: Tense::Past,
        participants: vec![who("agent", agent), who("patient", patient)],
        place: Some(Link::Id(format!("e{place}"))),
        time: Some(Link::Id(format!("t{n}"))),
        quantities: Vec::new(),
    }
}
