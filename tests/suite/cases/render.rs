//! What was found, one line an item: fields between " | ", "-" for nothing.

use std::fmt::Display;

use claimant_doc::{
    Attribution, Cause, Claim, Comparison, Entity, Event, Finding, Link, Marker, Marks, Quantity, Quotation,
    Reading, Span, Time,
};

/// The kinds of items that can be rendered.
pub const KINDS: &[&str] = &[
    "sentences",
    "quotations",
    "entities",
    "times",
    "places",
    "quantities",
    "scopes",
    "attributions",
    "markers",
    "causes",
    "events",
    "claims",
    "comparisons",
    "findings",
    "warnings",
];

/// All that one text gives.
pub struct Found {
    pub reading: Reading,
    pub marks: Marks,
}

impl Found {
    /// The lines of one kind of item; `None` where there is no such kind.
    pub fn render(&self, kind: &str) -> Option<String> {
        let reading = &self.reading;
        Some(match kind {
            "sentences" => lines(&reading.sentences, |span| self.words(*span)),
            "quotations" => lines(self.marks.quotations(), |q| self.quotation(q)),
            "entities" => lines(&reading.entities, |entity| self.entity(entity)),
            "times" => lines(&reading.times, |time| self.time(time)),
            "places" => lines(self.marks.places(), |place| self.place(place)),
            "quantities" => lines(&reading.quantities, |quantity| self.quantity(quantity)),
            "scopes" => lines(&reading.quantities, |quantity| self.scope(quantity)),
            "attributions" => lines(&reading.attributions, |attribution| self.attribution(attribution)),
            "markers" => lines(self.marks.markers(), |marker| self.marker(marker)),
            "causes" => lines(&reading.causes, |cause| self.cause(cause)),
            "events" => lines(&reading.events, |event| self.event(event)),
            "claims" => lines(&reading.claims, |claim| self.claim(claim)),
            "comparisons" => lines(&reading.comparisons, |comparison| self.comparison(comparison)),
            "findings" => lines(&reading.findings, finding),
            "warnings" => lines(&reading.warnings, |warning| warning.code.clone()),
            _ => return None,
        })
    }

    fn words(&self, span: Span) -> String {
        span.of(self.reading.article.text()).replace('\n', "⏎")
    }

    fn all_words(&self, spans: &[Span]) -> String {
        or_dash(spans.iter().map(|span| self.words(*span)).collect::<Vec<_>>().join(" … "))
    }

    fn quotation(&self, q: &Quotation) -> String {
        let inner = if q.depth > 0 { " | inside another" } else { "" };
        let open = if q.closed { "" } else { " | not closed" };
        format!("{}{inner}{open}", self.all_words(&q.parts))
    }

    fn entity(&self, e: &Entity) -> String {
        let mentions: Vec<String> = e.mentions.iter().map(|mention| self.words(mention.span)).collect();
        format!("{} | {} | {}", e.name, e.kind, mentions.join("; "))
    }

    /// A place or people: its numbers, and how precise its coordinates are.
    fn place(&self, e: &Entity) -> String {
        let ids: Vec<&str> = e.identifiers.iter().map(|id| id.value.as_str()).collect();
        let at = e.lat.zip(e.lon).map(|(lat, lon)| format!("{lat:.1} {lon:.1}"));
        format!("{} | {} | {} | {}", self.entity(e), or_dash(ids.join(" ")), option(e.precision), option(at))
    }

    fn time(&self, t: &Time) -> String {
        let period = match (t.from, t.to) {
            (None, None) => "-".to_owned(),
            (from, to) => format!("{}..{}", or_nothing(from), or_nothing(to)),
        };
        format!("{} | {} | {} | {period}", self.words(t.span), t.kind, option(t.value.as_ref()))
    }

    fn quantity(&self, q: &Quantity) -> String {
        let high = q.high.map(|high| format!("..{high}")).unwrap_or_default();
        let fields = [
            self.words(q.span),
            format!("{}{high}", option(q.value)),
            q.bound.to_string(),
            q.kind.to_string(),
            option(q.unit.as_ref()),
            option(q.item.map(|item| self.words(item))),
            option(q.measure.as_ref()),
            option(q.emphasis.as_ref()),
        ];
        fields.join(" | ")
    }

    /// When and where a figure holds, what it is to one before it, and what is carried over.
    fn scope(&self, q: &Quantity) -> String {
        let reading = &self.reading;
        let is = |link: &Option<Link>, id: &str| link.as_ref().and_then(Link::id) == Some(id);
        let time = reading.times.iter().find(|time| is(&q.time, &time.id));
        let place = reading.entities.iter().find(|entity| is(&q.place, &entity.id));
        let carried: Vec<String> = q.carried.iter().map(ToString::to_string).collect();
        let fields = [
            self.words(q.span),
            option(time.map(|time| self.words(time.span))),
            option(place.map(|place| place.name.clone())),
            option(q.standing),
            or_dash(carried.join(", ")),
        ];
        fields.join(" | ")
    }

    fn attribution(&self, a: &Attribution) -> String {
        let mut fields = vec![
            self.all_words(&a.source),
            self.all_words(&a.cue),
            self.all_words(&a.content),
            a.form.to_string(),
            option(a.stance),
            option(a.source_kind),
        ];
        fields.extend(a.inside.as_ref().map(|outer| format!("inside: {}", self.source(outer))));
        fields.join(" | ")
    }

    /// The source's words of the attribution that `link` names; its own word if it is none.
    fn source(&self, link: &Link) -> String {
        let attribution = self.reading.attributions.iter().find(|a| Some(a.id.as_str()) == link.id());
        attribution.map_or_else(|| option(link.id()), |a| self.all_words(&a.source))
    }

    fn marker(&self, m: &Marker) -> String {
        format!("{} | {}", self.words(m.span), m.kind)
    }

    fn cause(&self, c: &Cause) -> String {
        let cue = option(c.cue.map(|cue| self.words(cue)));
        format!("{} | {cue} | {} | {}", self.words(c.cause), self.words(c.effect), c.certainty)
    }

    fn event(&self, e: &Event) -> String {
        let parts: Vec<String> =
            e.participants.iter().map(|p| format!("{}: {}", p.role, self.words(p.span))).collect();
        let kind = option(e.kind.as_ref());
        let sure = format!("{}, {}, {}", e.certainty, e.polarity, e.tense);
        format!("{} | {} | {kind} | {sure} | {}", self.words(e.span), e.lemma, or_dash(parts.join("; ")))
    }

    fn claim(&self, c: &Claim) -> String {
        let chain: Vec<String> = c.chain.iter().map(|link| self.source(link)).collect();
        let content = self.all_words(&c.content);
        let chain = chain.join(" > ");
        format!("{content} | {} | {chain} | {}, {}, {}", c.form, c.status, c.certainty, c.polarity)
    }

    fn comparison(&self, c: &Comparison) -> String {
        let cue = option(c.cue.map(|cue| self.words(cue)));
        format!("{} | {} | {} | {cue}", c.kind, self.figure(&c.a), self.figure(&c.b))
    }

    fn figure(&self, link: &Link) -> String {
        let quantity = self.reading.quantities.iter().find(|q| Some(q.id.as_str()) == link.id());
        option(quantity.map(|q| self.words(q.span)))
    }
}

fn finding(f: &Finding) -> String {
    format!("{} | {} | {}", f.kind, f.verdict, f.derivation)
}

fn lines<T>(items: impl IntoIterator<Item = T>, line: impl Fn(T) -> String) -> String {
    items.into_iter().map(line).collect::<Vec<_>>().join("\n")
}

fn option(value: Option<impl Display>) -> String {
    or_dash(or_nothing(value))
}

fn or_nothing(value: Option<impl Display>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

fn or_dash(text: String) -> String {
    if text.is_empty() { "-".to_owned() } else { text }
}
