//! What speaks how much for a reading, and for a spot being a place. Found on training articles, one weight after another.

/// Weights, on the scale of logarithms of odds where they are not shares.
pub struct Weights {
    /// A doubling of people.
    pub size: f32,
    /// A country rather than a town.
    pub country: f32,
    /// A region rather than a town.
    pub region: f32,
    /// One of the United States rather than a town.
    pub state: f32,
    /// A county rather than a town.
    pub county: f32,
    /// A continent or sea rather than a town.
    pub area: f32,
    /// Against a name that is not the place's own.
    pub other: f32,
    /// The logarithm of what the names around say.
    pub voice: f32,
    /// Holding the other: a region or country beside its towns.
    pub holds: f32,
    /// Being in one county.
    pub in_county: f32,
    /// Being in one region.
    pub in_region: f32,
    /// Being in one country.
    pub in_country: f32,
    /// Being in a country that is named.
    pub in_named: f32,
    /// Being a country beside another, or a region beside one of the same country.
    pub alike: f32,
    /// Within 40 km.
    pub near: f32,
    /// Within 120 km.
    pub nearby: f32,
    /// Within 400 km.
    pub far: f32,
    /// A reading less likely than this is none.
    pub sure: f32,
    /// How many mentions the home of the publisher is worth.
    pub home: f32,
    /// Behind "in", "near".
    pub locative: f32,
    /// Beside another place in a list.
    pub listed: f32,
    /// Behind "from", "of".
    pub directional: f32,
    /// Before "man", "police".
    pub local: f32,
    /// Before "said".
    pub personal: f32,
    /// A person in the names layer; twice with the encoder.
    pub person: f32,
    /// An organisation or the like there; twice with the encoder.
    pub institution: f32,
    /// No name there; twice with the encoder.
    pub nameless: f32,
    /// What a spot inside an organisation's name must reach, for itself and for its name.
    pub inside: f32,
    /// What a spot must reach whose name is part of a longer one elsewhere.
    pub surname: f32,
    /// What any other must reach.
    pub spot: f32,
    /// How much more where the encoder sees another kind, or nothing.
    pub unsaid: f32,
}

/// The weights.
pub const WEIGHTS: Weights = Weights {
    size: 0.35,
    country: 2.0,
    region: -2.0,
    state: -1.0,
    county: -4.5,
    area: 1.0,
    other: 2.7,
    voice: 4.5,
    holds: 1.5,
    in_county: 1.2,
    in_region: 0.95,
    in_country: 0.15,
    in_named: 0.3,
    alike: 0.6,
    near: 1.2,
    nearby: 0.7,
    far: 0.35,
    sure: 0.3,
    home: 1.5,
    locative: 2.0,
    listed: 1.5,
    directional: 1.1,
    local: 2.7,
    personal: -2.0,
    person: -1.0,
    institution: -0.2,
    nameless: -0.7,
    inside: 1.0,
    surname: 2.7,
    spot: 2.0,
    unsaid: 1.5,
};
