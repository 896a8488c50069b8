//! What words mean, as far as a sketch of the encoder's embedding tells.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::hex;

/// Signs that make a sketch: one for each number of an embedding.
const SIGNS: usize = 384;

/// The signs of an embedding's numbers. Two sketches differ in about as many of them as the angle between the two
/// embeddings is of a half turn (Charikar, *Similarity Estimation Techniques from Rounding Algorithms*, STOC 2002). In JSON
/// it is 96 hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Meaning([u8; SIGNS / 8]);

impl Meaning {
    /// The sketch of an embedding of 384 numbers; `None` of one that has more or fewer.
    pub fn of(embedding: &[f32]) -> Option<Meaning> {
        let mut signs = [0; SIGNS / 8];
        for (byte, numbers) in signs.iter_mut().zip(embedding.chunks(8)) {
            *byte = numbers.iter().fold(0, |byte, x| byte << 1 | u8::from(*x > 0.0));
        }
        (embedding.len() == SIGNS).then_some(Meaning(signs))
    }

    /// The cosine of the angle between the two embeddings, as far as the signs tell: -1 to 1, mostly within 0.1. The same
    /// bits on every machine.
    pub fn cosine(&self, other: &Meaning) -> f32 {
        let differ: u32 = self.0.iter().zip(other.0).map(|(a, b)| (a ^ b).count_ones()).sum();
        // The sine of what is left to a quarter turn, by its series.
        let x = std::f32::consts::FRAC_PI_2 * (1.0 - 2.0 * differ as f32 / SIGNS as f32);
        let series = [-1.0 / 39_916_800.0, 1.0 / 362_880.0, -1.0 / 5_040.0, 1.0 / 120.0, -1.0 / 6.0, 1.0];
        x * series.into_iter().reduce(|sum, term| sum * (x * x) + term).unwrap_or_default()
    }
}

impl Serialize for Meaning {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&hex(&self.0))
    }
}

impl<'de> Deserialize<'de> for Meaning {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Meaning, D::Error> {
        let digits = String::deserialize(deserializer)?;
        let mut signs = [0; SIGNS / 8];
        let pairs = digits.as_bytes().as_chunks::<2>().0.iter().map(|pair| {
            let digit = |at: usize| char::from(pair[at]).to_digit(16);
            Some((digit(0)? << 4 | digit(1)?) as u8)
        });
        for (byte, pair) in signs.iter_mut().zip(pairs) {
            *byte = pair.ok_or_else(|| serde::de::Error::custom("a meaning is hexadecimal digits"))?;
        }
        if digits.len() != 2 * signs.len() {
            return Err(serde::de::Error::custom(format!("a meaning has {} digits", 2 * signs.len())));
        }
        Ok(Meaning(signs))
    }
}

#[cfg(test)]
mod tests {
    use serde::de::IntoDeserializer;

    use super::*;

    /// Numbers that look random: xorshift.
    fn numbers(mut seed: u64) -> Vec<f32> {
        let next = || {
            seed ^= seed << 13;
            seed ^= seed >> 7;
            seed ^= seed << 17;
            (seed >> 40) as f32 / 8_388_608.0 - 1.0
        };
        std::iter::repeat_with(next).take(SIGNS).collect()
    }

    #[test]
    fn signs_tell_the_angle() {
        let (a, b) = (numbers(7), numbers(11));
        let of = |x: &[f32]| Meaning::of(x).expect("384 numbers");
        let dot = |x: &[f32], y: &[f32]| x.iter().zip(y).map(|(x, y)| x * y).sum::<f32>();
        for share in [0.0, 0.3, 0.6, 0.9, 1.0] {
            let mixed: Vec<f32> = a.iter().zip(&b).map(|(a, b)| a * share + b * (1.0 - share)).collect();
            let exact = dot(&a, &mixed) / (dot(&a, &a) * dot(&mixed, &mixed)).sqrt();
            let told = of(&a).cosine(&of(&mixed));
            assert!((told - exact).abs() < 0.15, "{told} for {exact}");
        }
        let opposite: Vec<f32> = a.iter().map(|x| -x).collect();
        assert!((of(&a).cosine(&of(&opposite)) + 1.0).abs() < 1e-6);
        assert_eq!(Meaning::of(&a[1..]), None);
    }

    #[test]
    fn digits_are_read_back() {
        let read = |digits: &str| {
            let digits: serde::de::value::StrDeserializer<'_, serde::de::value::Error> =
                digits.into_deserializer();
            Meaning::deserialize(digits)
        };
        let meaning = Meaning::of(&numbers(3)).expect("384 numbers");
        let digits = hex(&meaning.0);
        assert_eq!((digits.len(), read(&digits)), (96, Ok(meaning)));
        for wrong in [
            "",
            "ab",
            &digits[1..],
            &format!("0{digits}"),
            &format!("g{}", &digits[1..]),
            &format!("é{}", &digits[2..]),
        ] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }
}
