//! What extractors leave on a document: marks, in layers.

use std::borrow::Borrow;

use crate::{Attribution, Cause, Entity, EntityKind, Event, Marker, Mention, Quantity, Span, Time};

/// One kind of thing that extractors find and other extractors read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Layer {
    /// Direct quotations.
    Quotation,
    /// Names and who they belong to.
    Entity,
    /// Mentions of one thing, by name or not.
    Coreference,
    /// Time expressions.
    Time,
    /// Places and peoples, with where they are.
    Place,
    /// Figures.
    Quantity,
    /// Source, cue and content.
    Attribution,
    /// Words of certainty, status and polarity.
    Marker,
    /// Causal links.
    Cause,
    /// What happens, with how sure the text is of it.
    Event,
}

impl Layer {
    /// Every layer, in order.
    pub const ALL: [Layer; 10] = [
        Layer::Quotation,
        Layer::Entity,
        Layer::Coreference,
        Layer::Time,
        Layer::Place,
        Layer::Quantity,
        Layer::Attribution,
        Layer::Marker,
        Layer::Cause,
        Layer::Event,
    ];
}

/// One thing found at one place by one extractor. Marks may overlap; they are added, never edited.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// All that the value covers.
    pub span: Span,
    /// What was found.
    pub value: Value,
    /// 0 to 1: how sure the extractor is.
    pub score: f32,
    /// Name of the extractor.
    pub by: &'static str,
}

/// What a mark says; its variant is the mark's layer.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub enum Value {
    Quotation(Quotation),
    Entity(Entity),
    Coreference(Chain),
    Time(Time),
    Place(Entity),
    /// In a box: it is large, and a text may have very many marks.
    Quantity(Box<Quantity>),
    Attribution(Attribution),
    Marker(Marker),
    Cause(Cause),
    Event(Event),
}

impl Value {
    /// The layer of this value.
    pub fn layer(&self) -> Layer {
        match self {
            Value::Quotation(_) => Layer::Quotation,
            Value::Entity(_) => Layer::Entity,
            Value::Coreference(_) => Layer::Coreference,
            Value::Time(_) => Layer::Time,
            Value::Place(_) => Layer::Place,
            Value::Quantity(_) => Layer::Quantity,
            Value::Attribution(_) => Layer::Attribution,
            Value::Marker(_) => Layer::Marker,
            Value::Cause(_) => Layer::Cause,
            Value::Event(_) => Layer::Event,
        }
    }
}

/// Words between quotation marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quotation {
    /// The quoted words with their marks, one span a paragraph.
    pub parts: Vec<Span>,
    /// 0 outermost, 1 inside another quotation.
    pub depth: u8,
    /// Whether the closing mark is there.
    pub closed: bool,
}

/// Mentions of one thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chain {
    /// Person if a pronoun or noun says so, else other; names know better.
    pub kind: EntityKind,
    /// Its mentions, in text order.
    pub mentions: Vec<Referring>,
}

/// A mention in a chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Referring {
    /// What stands where.
    pub mention: Mention,
    /// The word that heads it.
    pub head: Span,
    /// Whether it is so clear whom it mentions that words may be put into their mouth.
    pub is_clear: bool,
}

/// All marks of a document, by layer, each layer in text order.
#[derive(Clone, Debug, Default)]
pub struct Marks {
    layers: [Vec<Mark>; Layer::ALL.len()],
}

impl Marks {
    /// Adds marks to their layers, keeping each sorted by span; equal spans stay in the order they came.
    pub fn add(&mut self, marks: Vec<Mark>) {
        let mut touched = [false; Layer::ALL.len()];
        for mark in marks {
            let layer = mark.value.layer() as usize;
            touched[layer] = true;
            self.layers[layer].push(mark);
        }
        for (layer, _) in self.layers.iter_mut().zip(touched).filter(|(_, touched)| *touched) {
            layer.sort_by_key(|mark| mark.span);
        }
    }

    /// The marks of one layer, by span.
    pub fn of(&self, layer: Layer) -> &[Mark] {
        &self.layers[layer as usize]
    }
}

/// Typed access to one layer: `marks.times()` gives the times with their marks' order.
macro_rules! typed {
    ($($(#[$about:meta])* $method:ident: $variant:ident -> $type:ty),+ $(,)?) => {
        impl Marks {
            $($(#[$about])* pub fn $method(&self) -> impl Iterator<Item = &$type> + Clone {
                self.of(Layer::$variant).iter().filter_map(|mark| match &mark.value {
                    Value::$variant(value) => Some(Borrow::<$type>::borrow(value)),
                    _ => None,
                })
            })+
        }
    };
}

typed! {
    /// Quotations in text order.
    quotations: Quotation -> Quotation,
    /// Entities in order of their first mention.
    entities: Entity -> Entity,
    /// Chains in order of their first mention.
    chains: Coreference -> Chain,
    /// Times in text order.
    times: Time -> Time,
    /// Places and peoples in order of their first mention.
    places: Place -> Entity,
    /// Figures in text order.
    quantities: Quantity -> Quantity,
    /// Attributions in text order.
    attributions: Attribution -> Attribution,
    /// Markers in text order.
    markers: Marker -> Marker,
    /// Causal links in text order.
    causes: Cause -> Cause,
    /// Events in text order.
    events: Event -> Event,
}
