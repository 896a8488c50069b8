//! Who a source is: its kind by its words, and the entity that it names.

use std::ops::Range;

use claimant_doc::{Doc, EntityKind, Link, Marks, MentionForm, SourceKind, Span, Tag};

const DOCUMENTS: &[&str] = &[
    "affidavit",
    "audit",
    "book",
    "budget",
    "census",
    "complaint",
    "data",
    "document",
    "documents",
    "draft",
    "email",
    "emails",
    "estimate",
    "estimates",
    "figures",
    "files",
    "filing",
    "filings",
    "footage",
    "forecast",
    "forecasts",
    "indictment",
    "indictments",
    "lawsuit",
    "letter",
    "memo",
    "memoir",
    "papers",
    "poll",
    "polls",
    "records",
    "release",
    "report",
    "reports",
    "statement",
    "statistics",
    "study",
    "survey",
    "surveys",
    "testimony",
    "transcript",
    "transcripts",
    "website",
];
const PUBLICATIONS: &[&str] = &[
    "AFP",
    "AP",
    "Bloomberg",
    "Chronicle",
    "Courier",
    "Daily",
    "Gazette",
    "Guardian",
    "Herald",
    "Journal",
    "Magazine",
    "News",
    "Post",
    "Press",
    "Reuters",
    "Telegraph",
    "Times",
    "Tribune",
    "Wire",
    "Xinhua",
    "ABC",
    "BBC",
    "CBS",
    "CNN",
    "NBC",
    "broadcaster",
    "magazine",
    "media",
    "newspaper",
    "newspapers",
    "outlet",
];
const INSTITUTIONS: &[&str] = &[
    "agency",
    "army",
    "bank",
    "cabinet",
    "commission",
    "committee",
    "company",
    "council",
    "court",
    "department",
    "government",
    "hospital",
    "ministry",
    "office",
    "parliament",
    "party",
    "police",
    "service",
    "union",
    "university",
];
const UNNAMED: &[&str] = &[
    "aide",
    "aides",
    "analyst",
    "analysts",
    "authorities",
    "critics",
    "diplomat",
    "diplomats",
    "expert",
    "experts",
    "insiders",
    "investigators",
    "it",
    "many",
    "observers",
    "official",
    "officials",
    "others",
    "people",
    "person",
    "resident",
    "residents",
    "some",
    "source",
    "sources",
    "witness",
    "witnesses",
];

/// The names of a document, by place.
pub struct Names {
    mentions: Vec<(Span, EntityKind)>,
}

impl Names {
    /// Every mention by name, sorted.
    pub fn of(marks: &Marks) -> Names {
        let named = |form| form == MentionForm::Name;
        let mut mentions: Vec<_> = marks
            .entities()
            .flat_map(|e| e.mentions.iter().filter(|m| named(m.form)).map(|m| (m.span, e.kind)))
            .collect();
        mentions.sort_by_key(|(span, _)| *span);
        Names { mentions }
    }

    /// Kind and entity of a source. One that the text leaves out, or gives no name, is unnamed: never guessed.
    pub fn who(&self, doc: &Doc<'_>, source: &[Span]) -> (Option<SourceKind>, Option<Link>) {
        let Some(first) = source.first() else { return (Some(SourceKind::Unnamed), None) };
        let tokens = doc.tokens_in(*first);
        let phrase = phrase(doc, tokens.clone());
        let name = doc.span(phrase.clone()).and_then(|span| self.last_in(doc, span));
        // "Kolt's deputy, Emil Rask": where the phrase has no name of its own, its apposition may be one.
        let name = name.or_else(|| self.first_in(doc, doc.span(phrase.end..tokens.end)?));
        (kind(doc, phrase, name.map(|(_, kind)| kind)), name.map(|(span, _)| Link::At(span)))
    }

    /// The person alone where another name right before ends a phrase with a preposition: "On Fox News |Lind| said", "in the
    /// Washington Post |Lind| said". The source as it is everywhere else.
    pub fn speaker(&self, doc: &Doc<'_>, source: Span) -> Span {
        let end = self.mentions.partition_point(|(name, _)| name.start() < source.end());
        let person = self.mentions[..end].last().filter(|(name, kind)| {
            *kind == EntityKind::Person && name.end() == source.end() && name.start() > source.start()
        });
        let Some((person, _)) = person else { return source };
        let first = doc.tokens_in(*person).start;
        let other = self.mentions[..end - 1].last().filter(|(name, _)| doc.tokens_in(*name).end == first);
        let Some((other, _)) = other else { return source };
        let (start, named) = (doc.tokens_in(source).start, doc.tokens_in(*other).start);
        let before = (0..named).rev().take(2).find(|i| doc.tag(*i) != Tag::Dt);
        // "Ambassador to Norland Ann Lind" has a head of its own.
        if before.is_some_and(|i| doc.tag(i) == Tag::In && i <= start) { *person } else { source }
    }

    /// The name that an apposition begins with.
    fn first_in(&self, doc: &Doc<'_>, span: Span) -> Option<(Span, EntityKind)> {
        let first = doc.tokens_in(span).find(|i| !doc.tag(*i).is_punctuation())?;
        let start = doc.tokens.get(first)?.span.start();
        let name = self.mentions.partition_point(|(name, _)| name.start() < start);
        let (name, kind) = *self.mentions.get(name)?;
        (name.start() == start && span.contains(name) && kind == EntityKind::Person).then_some((name, kind))
    }

    /// The last name in `span`: the head of "FBI director Chris Wray", but not the place in "the mayor of Rome".
    fn last_in(&self, doc: &Doc<'_>, span: Span) -> Option<(Span, EntityKind)> {
        // Whom something belongs to is not who speaks: "Kolt's deputy".
        let owns = |name: Span| doc.tag(doc.tokens_in(name).end) == Tag::Pos;
        // Nor is what only says which: "a U.S. senator".
        let last = doc.tokens_in(span).end;
        let describes = |name: Span| {
            let next = doc.tokens_in(name).end;
            next < last && matches!(doc.tag(next), Tag::Nn | Tag::Nns)
        };
        let end = self.mentions.partition_point(|(name, _)| name.start() < span.end());
        let near = self.mentions[..end].iter().rev().take_while(|(name, _)| name.start() >= span.start());
        near.copied().find(|(name, _)| span.contains(*name) && !owns(*name) && !describes(*name))
    }
}

/// The phrase itself, without its appositions and what a preposition adds: "Mirela Doss|, who led the study".
fn phrase(doc: &Doc<'_>, tokens: Range<usize>) -> Range<usize> {
    let ends = |i: &usize| {
        *i > tokens.start && matches!(doc.tag(*i), Tag::Comma | Tag::Wp | Tag::Wdt | Tag::In | Tag::Vbn)
    };
    let end = tokens.clone().find(ends).unwrap_or(tokens.end);
    // "the University of Lenz": a name goes over its preposition.
    let inner = end < tokens.end && doc.is(end, "of") && doc.tag(end - 1) == Tag::Nnp;
    if inner { tokens } else { tokens.start..end }
}

fn kind(doc: &Doc<'_>, tokens: Range<usize>, name: Option<EntityKind>) -> Option<SourceKind> {
    let any = |list: &[&str]| tokens.clone().any(|i| list.contains(&doc.word(i)));
    if any(DOCUMENTS) {
        return Some(SourceKind::Document);
    }
    if any(PUBLICATIONS) && name != Some(EntityKind::Person) {
        return Some(SourceKind::Publication);
    }
    match name {
        Some(EntityKind::Person) => Some(SourceKind::Person),
        Some(EntityKind::Organization | EntityKind::Place) => Some(SourceKind::Organization),
        Some(EntityKind::Group) => Some(SourceKind::Group),
        Some(EntityKind::Work | EntityKind::Law) => Some(SourceKind::Document),
        _ if tokens.clone().any(|i| matches!(doc.tag(i), Tag::Nnp | Tag::Nnps)) => None,
        _ if any(UNNAMED) => Some(SourceKind::Unnamed),
        _ if any(INSTITUTIONS) => Some(SourceKind::Organization),
        _ if tokens.clone().any(|i| doc.tag(i) == Tag::Nns) => Some(SourceKind::Group),
        _ => None,
    }
}
