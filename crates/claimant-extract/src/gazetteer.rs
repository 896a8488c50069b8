//! Where places are: GeoNames, compact, read where it lies.
//!
//! ```text
//! "places1\0"  5 × u32: how many countries, regions, counties, cities, areas;  u32: how many names
//! records      id u32, latitude and longitude i24 (1/10,000 degree), size u8 (10 × log2 of people), parent u24
//! codes        ISO 3166 of countries and regions, 6 bytes each
//! buckets      65,537 × u24: where the names begin whose hash begins so
//! names        the hash's other 32 bits, u24: the record; its highest bit: not the place's own name
//! ```
//!
//! Names themselves are not kept, only 48 bits of a hash of each: what is not in the list is taken for something in it
//! once in some hundred million. `train/gazetteer.py` makes the file; nothing is parsed when the program starts.

mod bytes;

use bytes::{BUCKETS, CODES, COUNTS, NAMES, RECORD, RECORDS, three, word};

/// A place, by its place in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place(u32);

/// What sort of place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sort {
    /// A country of ISO 3166-1.
    Country,
    /// A part of the first level.
    Region,
    /// A part of the second.
    County,
    /// A town of 500 or more.
    City,
    /// A continent, sea or other stretch.
    Area,
}

/// A name's place, and whether the name is its own rather than one of its others.
pub type Named = (Place, bool);

/// The places of that name, in the order of the file.
pub fn named(name: &str) -> impl Iterator<Item = Named> + use<> {
    by_key(&key(name))
}

/// The places whose name has this key.
pub fn by_key(key: &str) -> impl Iterator<Item = Named> + use<> {
    let hash = hash(key);
    let bucket = (hash >> 32) as usize;
    let (low, mut first, end) = (hash as u32, three(BUCKETS + 3 * bucket), three(BUCKETS + 3 * bucket + 3));
    let name = |i: u32| NAMES + 7 * i as usize;
    let mut size = end.saturating_sub(first);
    while size > 0 {
        let half = size / 2;
        (first, size) =
            if word(name(first + half)) < low { (first + half + 1, size - half - 1) } else { (first, half) };
    }
    (first..end).map(name).take_while(move |at| word(*at) == low).map(|at| {
        let record = three(at + 4);
        (Place(record & 0x7f_ffff), record & 0x80_0000 == 0)
    })
}

/// The country or region of an ISO 3166 code.
pub fn coded(code: &str) -> Option<Place> {
    by_key(&format!("={code}")).next().map(|(place, _)| place)
}

/// A name as it is looked up: small letters, no full stops, "St" for "Saint".
pub fn key(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for word in name.split(|c: char| c.is_whitespace() || matches!(c, '-' | '–' | '/')) {
        let start = out.len() + usize::from(!out.is_empty());
        let mut letters =
            word.chars().filter(|c| !matches!(c, '.' | ',' | '\'' | '’' | 'ʻ' | '`' | '‘')).peekable();
        if letters.peek().is_none() {
            continue;
        }
        if start > 0 {
            out.push(' ');
        }
        out.extend(letters.flat_map(char::to_lowercase));
        let short = match &out[..] {
            "saint" | "sankt" => "st",
            "mount" => "mt",
            "fort" => "ft",
            _ => continue,
        };
        short.clone_into(&mut out);
    }
    out
}

/// FNV-1a and a last mix, 48 bits.
fn hash(text: &str) -> u64 {
    let fold = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3);
    let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325, fold);
    (hash ^ (hash >> 32)).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 16
}

impl Place {
    fn at(self) -> usize {
        RECORDS + RECORD * self.0 as usize
    }

    /// Its number in GeoNames; `None` for an area that is given none.
    pub fn id(self) -> Option<u32> {
        Some(word(self.at())).filter(|id| *id > 0)
    }

    /// Latitude and longitude in degrees; the middle of what is large.
    pub fn position(self) -> (f64, f64) {
        let degrees = |at: usize| f64::from((three(at) << 8) as i32 >> 8) / 10_000.0;
        (degrees(self.at() + 4), degrees(self.at() + 7))
    }

    /// log2 of how many live there.
    pub fn size(self) -> f32 {
        f32::from(bytes::byte(self.at() + 10)) / 10.0
    }

    /// What holds it: a county, region or country.
    pub fn parent(self) -> Option<Place> {
        Some(three(self.at() + 11)).filter(|parent| *parent != 0xff_ffff).map(Place)
    }

    /// What sort of place it is.
    pub fn sort(self) -> Sort {
        let mut end = 0;
        for (sort, count) in [Sort::Country, Sort::Region, Sort::County, Sort::City].into_iter().zip(COUNTS) {
            end += count;
            if self.0 < end {
                return sort;
            }
        }
        Sort::Area
    }

    /// Itself and what holds it, innermost first.
    pub fn chain(self) -> impl Iterator<Item = Place> {
        std::iter::successors(Some(self), |place| place.parent()).take(4)
    }

    /// Whether it is `other` or lies in it.
    pub fn lies_in(self, other: Place) -> bool {
        self.chain().any(|place| place == other)
    }

    /// The one of its chain of this sort.
    pub fn within(self, sort: Sort) -> Option<Place> {
        self.chain().find(|place| place.sort() == sort)
    }

    /// ISO 3166-1 alpha-2 of a country, ISO 3166-2 of a region that has one.
    pub fn code(self) -> Option<&'static str> {
        let held = matches!(self.sort(), Sort::Country | Sort::Region);
        let code = held.then(|| bytes::text(CODES + 6 * self.0 as usize, 6))?;
        Some(code.trim_end_matches('\0')).filter(|code| !code.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(name: &str) -> Vec<u32> {
        named(name).filter_map(|(place, _)| place.id()).collect()
    }

    #[test]
    fn names_are_found_however_they_are_written() {
        assert_eq!(key("  St. John's-by the/Sea "), "st johns by the sea");
        assert_eq!(
            (key("Saint Paul"), key("FORT Worth"), key(".")),
            ("st paul".into(), "ft worth".into(), String::new())
        );
        assert!(ids("Malmö").contains(&2_692_969) && ids("MALMO").contains(&2_692_969));
        assert!(ids("Georgia").contains(&614_540) && ids("Georgia").contains(&4_197_000));
        assert!(ids("Kyiv").contains(&703_448) && ids("Nowhere at all").is_empty());
    }

    #[test]
    fn a_city_lies_in_its_county_region_and_country() {
        let idaho = coded("US-ID").expect("a state");
        let (moscow, own) = named("Moscow").find(|(place, _)| place.lies_in(idaho)).expect("Moscow, Idaho");
        assert_eq!((moscow.id(), own, moscow.sort()), (Some(5_601_538), true, Sort::City));
        let (lat, lon) = moscow.position();
        assert!((lat - 46.7324).abs() < 1e-3 && (lon + 117.0002).abs() < 1e-3);
        assert_eq!(moscow.within(Sort::Region), Some(idaho));
        assert_eq!(moscow.within(Sort::Country).and_then(Place::code), Some("US"));
        assert_eq!(idaho.code(), Some("US-ID"));
    }

    #[test]
    fn it_is_the_file_that_the_card_is_of() {
        use sha2::{Digest, Sha256};
        let pinned = include_str!("../../../models/gazetteer.sha256").trim();
        assert_eq!(claimant_doc::hex(&Sha256::digest(bytes::FILE)), pinned);
    }

    #[test]
    fn every_record_holds_together() {
        let all: u32 = COUNTS.iter().sum();
        for place in (0..all).map(Place) {
            let (lat, lon) = place.position();
            assert!((-90.0..=90.0).contains(&lat) && (-180.0..=180.0).contains(&lon), "{place:?}");
            assert!(place.parent().is_none_or(|parent| parent < place), "{place:?}");
            assert!(place.sort() == Sort::Area || place.within(Sort::Country).is_some(), "{place:?}");
        }
    }
}
