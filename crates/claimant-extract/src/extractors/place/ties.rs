//! How two places speak for each other.

use super::weights::WEIGHTS;
use crate::gazetteer::{Place, Sort};

/// A reading with what is asked of it again and again.
#[derive(Clone, Copy)]
pub struct Tied {
    pub place: Place,
    country: Option<Place>,
    region: Option<Place>,
    county: Option<Place>,
    sort: Sort,
    /// On the unit sphere.
    point: [f32; 3],
}

impl Tied {
    /// Of a place.
    pub fn new(place: Place) -> Tied {
        let (lat, lon) = place.position();
        let (lat, lon) = (lat.to_radians(), lon.to_radians());
        let point = [lat.cos() * lon.cos(), lat.cos() * lon.sin(), lat.sin()].map(|x| x as f32);
        let within = |sort| place.within(sort);
        Tied {
            place,
            country: within(Sort::Country),
            region: within(Sort::Region),
            county: within(Sort::County),
            sort: place.sort(),
            point,
        }
    }

    /// How much `other` speaks for this one.
    pub fn to(&self, other: &Tied) -> f32 {
        if self.place == other.place {
            return 0.0;
        }
        let same = |a: Option<Place>, b: Option<Place>| a.is_some() && a == b;
        if matches!(self.sort, Sort::Country | Sort::Region) && other.place.lies_in(self.place) {
            return WEIGHTS.holds;
        }
        let exact = |tied: &Tied| matches!(tied.sort, Sort::City | Sort::County);
        let mut tie: f32 = match () {
            () if same(self.county, other.county) => WEIGHTS.in_county,
            () if same(self.region, other.region) => WEIGHTS.in_region,
            () if self.sort == Sort::Country && other.sort == Sort::Country => WEIGHTS.alike,
            () if !same(self.country, other.country) => 0.0,
            () if self.sort == Sort::Region && other.sort == Sort::Region => WEIGHTS.alike,
            () if other.sort == Sort::Country => WEIGHTS.in_named,
            () => WEIGHTS.in_country,
        };
        if exact(self) && exact(other) {
            tie = tie.max(match self.along(other) {
                near if near > cosine(40.0) => WEIGHTS.near,
                near if near > cosine(120.0) => WEIGHTS.nearby,
                near if near > cosine(400.0) => WEIGHTS.far,
                _ => 0.0,
            });
        }
        tie
    }

    /// Whether the two are one place, one holds the other, or they are next to each other.
    pub fn overlies(&self, other: &Tied) -> bool {
        let holds = self.place.lies_in(other.place) || other.place.lies_in(self.place);
        holds || self.along(other) > cosine(30.0)
    }

    /// The cosine of the angle between the two.
    fn along(&self, other: &Tied) -> f32 {
        self.point.iter().zip(other.point).map(|(a, b)| a * b).sum()
    }
}

/// The cosine of an angle so many kilometres wide, seen from the middle of the earth.
fn cosine(km: f32) -> f32 {
    let angle = km / 6371.0;
    1.0 - angle * angle / 2.0
}
