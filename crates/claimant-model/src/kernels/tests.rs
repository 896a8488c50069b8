//! The same bits on every path, and near the exact values.

use super::product::Linear;
use super::quantise::Quantised;
use super::*;

/// Numbers that look random and are the same everywhere (SplitMix64).
pub(crate) struct Random(pub u64);

impl Random {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub(crate) fn below(&mut self, n: usize) -> usize {
        (self.next() % n as u64) as usize
    }

    /// Floats between `-size` and `size`.
    pub(crate) fn floats(&mut self, n: usize, size: f32) -> Vec<f32> {
        (0..n).map(|_| ((self.next() >> 40) as f32 / 8_388_608.0 - 1.0) * size).collect()
    }

    pub(crate) fn bytes(&mut self, n: usize) -> Vec<u8> {
        (0..n).map(|_| self.next() as u8).collect()
    }
}

fn bits(x: &[f32]) -> Vec<u32> {
    x.iter().map(|x| x.to_bits()).collect()
}

/// Runs `compute` on every path and returns what all of them give.
fn on_all(what: &str, compute: impl Fn(Path) -> Vec<f32>) -> Vec<f32> {
    let expected = compute(Path(Kind::Portable));
    for path in Path::all() {
        assert_eq!(bits(&compute(path)), bits(&expected), "{what} on {}", path.name());
    }
    expected
}

fn near(found: f32, exact: f64, within: f64) {
    assert!((f64::from(found) - exact).abs() <= within, "{found} is not {exact}");
}

/// Widths and numbers of rows, odd ones among them.
const SIZES: &[(usize, usize)] = &[(1, 1), (3, 5), (4, 4), (13, 16), (12, 33), (29, 64), (2, 384), (27, 100)];

#[test]
fn rows_are_quantised_as_defined() {
    let mut random = Random(1);
    for &(rows, width) in SIZES {
        let x = random.floats(rows * width, 3.0);
        let result = on_all("quantise", |path| {
            let mut quantised = Quantised::default();
            path.quantise(&x, width, &mut quantised);
            let row =
                |r: usize| quantised.bytes.as_flattened()[r * width.div_ceil(4) * 4..][..width].to_vec();
            let bytes = (0..rows).flat_map(row).map(f32::from);
            bytes.chain(quantised.rows.iter().flat_map(|(scale, zero)| [*scale, *zero as f32])).collect()
        });
        let (bytes, scaling) = result.split_at(rows * width);
        for (i, row) in x.chunks(width).enumerate() {
            let (lo, hi) = row.iter().fold((0.0_f32, 0.0_f32), |(lo, hi), x| (lo.min(*x), hi.max(*x)));
            let inverse = 1.0 / ((hi - lo) / 255.0);
            let zero = (-lo * inverse).round_ties_even();
            assert_eq!(scaling[2 * i..2 * i + 2], [(hi - lo) / 255.0, zero]);
            for (x, byte) in row.iter().zip(&bytes[i * width..]) {
                assert_eq!(*byte, ((x * inverse).round_ties_even() + zero).clamp(0.0, 255.0));
            }
        }
    }
}

#[test]
fn rows_without_a_range_are_quantised_to_zeros() {
    for row in [[0.0; 5], [1e-42; 5], [-1e-40; 5]] {
        let mut quantised = Quantised::default();
        Path::best().quantise(&row, 5, &mut quantised);
        assert_eq!((quantised.rows[0], quantised.bytes[0]), ((1.0, 0), [0; 4]));
    }
}

#[test]
fn products_are_exact_on_every_path() {
    let mut random = Random(2);
    for round in 0..60 {
        let (rows, inputs, outputs) = (1 + random.below(40), 1 + random.below(150), 1 + random.below(100));
        let mut weights = random.bytes(inputs * outputs);
        if round % 3 == 0 {
            weights.fill(if round % 2 == 0 { 127 } else { 128 });
        }
        let (scale, bias) = (random.floats(outputs, 0.1), random.floats(outputs, 1.0));
        let linear = Linear::new(&weights, inputs, &scale, &bias).expect("sizes that fit");
        let mut quantised = Quantised::default();
        let x = random.floats(rows * inputs, 2.0);
        Path::best().quantise(&x, inputs, &mut quantised);
        let result = on_all("product", |path| {
            let mut out = vec![0.0; rows * outputs];
            path.product(&quantised, &linear, &mut out);
            out
        });
        for (at, found) in result.iter().enumerate() {
            let (r, o) = (at / outputs, at % outputs);
            let row = &quantised.bytes.as_flattened()[r * inputs.div_ceil(4) * 4..][..inputs];
            let (row_scale, zero) = quantised.rows[r];
            let terms = row.iter().zip(&weights[o * inputs..]);
            let sum: i32 = terms.map(|(a, b)| (i32::from(*a) - zero) * i32::from(b.cast_signed())).sum();
            assert_eq!(found.to_bits(), (sum as f32 * (row_scale * scale[o]) + bias[o]).to_bits());
        }
    }
}

#[test]
fn tiles_hold_what_rows_hold() {
    let mut random = Random(6);
    let (rows, inputs, outputs) = (23, 40, 96);
    let linear = Linear::new(&random.bytes(inputs * outputs), inputs, &[0.5; 96], &[0.1; 96]).expect("sizes");
    let (mut quantised, mut plain) = (Quantised::default(), vec![0.0; rows * outputs]);
    Path::best().quantise(&random.floats(rows * inputs, 2.0), inputs, &mut quantised);
    Path::best().product(&quantised, &linear, &mut plain);
    let tiled = on_all("tiles", |path| {
        let mut out = vec![0.0; rows * outputs];
        path.product_in_tiles(&quantised, &linear, &mut out);
        out
    });
    for (at, x) in plain.iter().enumerate() {
        let (row, output) = (at / outputs, at % outputs);
        assert_eq!(tiled[(output / 32 * rows + row) * 32 + output % 32].to_bits(), x.to_bits());
    }
}

#[test]
fn weights_may_come_laid_out() {
    let mut random = Random(8);
    let (inputs, outputs) = (20, 64);
    let weights = random.bytes(inputs * outputs);
    let (scale, bias) = (random.floats(outputs, 0.1), random.floats(outputs, 1.0));
    let place = |i: usize| {
        let (tile, group, output, input) = (i / (32 * inputs), i / 128 % (inputs / 4), i / 4 % 32, i % 4);
        weights[(tile * 32 + output) * inputs + group * 4 + input]
    };
    let laid_out = (0..weights.len()).map(place).collect::<Vec<u8>>().leak();
    let mut rows = Quantised::default();
    Path::best().quantise(&random.floats(7 * inputs, 2.0), inputs, &mut rows);
    let product = |linear: Option<Linear>| {
        let mut out = vec![0.0; 7 * outputs];
        Path::best().product(&rows, &linear.expect("sizes that fit"), &mut out);
        bits(&out)
    };
    let expected = product(Linear::new(&weights, inputs, &scale, &bias));
    assert_eq!(product(Linear::laid_out(laid_out, inputs, &scale, &bias)), expected);
    assert!(Linear::laid_out(laid_out, 40, &scale[..32], &bias).is_none());
    assert!(Linear::laid_out(laid_out, 10, &[0.1; 128], &[0.0; 128]).is_none());
}

#[test]
fn rows_are_mixed() {
    let mut random = Random(9);
    let (a, b) = (random.floats(3 * 32, 1.0), random.floats(3 * 32, 1.0));
    let mixed = on_all("mix", |path| {
        let mut out = vec![f32::NAN; 3 * 32];
        path.mix(&[(&a, 0.5), (&b, -2.0)], &[2, 0, 9], 32, &mut out);
        out
    });
    for (at, found) in mixed.iter().enumerate() {
        let expected = match at / 32 {
            2 => 0.0,
            row => a[(64 + at) - row * 96] * 0.5 + b[(64 + at) - row * 96] * -2.0,
        };
        assert_eq!(*found, expected);
    }
}

#[test]
fn layers_that_do_not_fit_are_refused() {
    assert!(Linear::new(&[1; 6], 3, &[1.0; 2], &[0.0; 2]).is_some());
    assert!(Linear::new(&[1; 6], 3, &[1.0; 2], &[0.0; 1]).is_none());
    assert!(Linear::new(&[1; 5], 3, &[1.0; 2], &[0.0; 2]).is_none());
    assert!(Linear::new(&[], 0, &[], &[]).is_none());
}

/// The normal distribution function, by the series of erf; exact to 1e-12 for |x| < 6.
fn phi(x: f64) -> f64 {
    let mut term = x;
    let mut sum = x;
    for n in 1..200 {
        term *= x * x / f64::from(2 * n + 1);
        sum += term;
    }
    0.5 + sum * (-x * x / 2.0).exp() / std::f64::consts::TAU.sqrt()
}

#[test]
fn products_are_added_with_one_rounding() {
    let mut random = Random(8);
    let mut float = || f32::from_bits(random.next() as u32);
    for round in 0..400_000 {
        let (x, y, mut sum) = (float(), float(), float());
        if round % 2 == 0 {
            // Near what it is added to, or what it is taken away from, where the last bits tell.
            sum = f32::from_bits((x * y).to_bits() ^ (sum.to_bits() & 0x8000_0fff));
        }
        let (found, exact) = (lanes::portable::fused(x, y, sum), x.mul_add(y, sum));
        assert!(found.to_bits() == exact.to_bits() || found.is_nan() && exact.is_nan(), "{x} * {y} + {sum}");
    }
}

#[test]
fn gelu_is_near_the_exact_one() {
    let x: Vec<f32> = (-6000..=6000).map(|i| i as f32 / 1000.0).chain([-50.0, 50.0, 1e4, -1e4]).collect();
    let result = on_all("gelu", |path| {
        let mut out = x.clone();
        path.gelu(&mut out);
        out
    });
    for (x, found) in x.iter().zip(result).filter(|(x, _)| x.abs() <= 6.0) {
        near(found, f64::from(*x) * phi(f64::from(*x)), 2e-4);
    }
}

#[test]
fn rows_are_normalised() {
    let mut random = Random(3);
    for &(rows, width) in SIZES.iter().filter(|(_, width)| *width > 1) {
        let (x, y) = (random.floats(rows * width, 2.0), random.floats(rows * width, 1.0));
        let (weight, bias) = (random.floats(width, 1.0), random.floats(width, 1.0));
        let result = on_all("add_normalise", |path| {
            let mut out = x.clone();
            path.add_normalise(&mut out, &y, &weight, &bias);
            out
        });
        for r in 0..rows {
            let row: Vec<f64> =
                (r * width..(r + 1) * width).map(|i| f64::from(x[i]) + f64::from(y[i])).collect();
            let mean = row.iter().sum::<f64>() / width as f64;
            let variance = row.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / width as f64;
            for (i, x) in row.iter().enumerate() {
                let exact = (x - mean) / variance.sqrt() * f64::from(weight[i]) + f64::from(bias[i]);
                near(result[r * width + i], exact, 1e-5);
            }
        }
    }
}

#[test]
fn matrices_are_multiplied() {
    let mut random = Random(4);
    for &(rows, width) in SIZES.iter().chain(&[(0, 33), (0, 64)]) {
        for inner in [1, 4, 31, 32, 70] {
            let (a, b) = (random.floats(rows * inner, 1.0), random.floats(inner * width, 1.0));
            let result = on_all("multiply", |path| {
                let mut out = vec![f32::NAN; rows * width];
                path.multiply(&a, &b, inner, width, &mut out);
                out
            });
            for (at, found) in result.iter().enumerate() {
                let factors = (0..inner).map(|k| (a[at / width * inner + k], b[k * width + at % width]));
                let in_order = factors.fold(0.0_f32, |sum, (a, b)| a.mul_add(b, sum));
                assert_eq!(found.to_bits(), in_order.to_bits());
            }
            let dots = on_all("dots", |path| {
                let mut out = vec![0.0; rows];
                path.dots(&a, &b[..inner], &mut out);
                out
            });
            let exact =
                |r: usize| -> f64 { (0..inner).map(|k| f64::from(a[r * inner + k]) * f64::from(b[k])).sum() };
            dots.iter().enumerate().for_each(|(r, found)| near(*found, exact(r), 1e-5));
        }
    }
}

/// Attention of one piece and one head, as [`Path::attend`] defines it.
pub(crate) fn attend_plainly(qkv: &[f32], pieces: usize, which: u16) -> Vec<f32> {
    let parts: Vec<&[f32]> = qkv.chunks(pieces * attention::HEAD).collect();
    let unit = |part: usize| parts[part].iter().fold(0.0_f32, |most, x| most.max(x.abs())) / 127.0;
    let whole = |part: usize, row: usize, d: usize| {
        (parts[part][row * attention::HEAD + d] * (1.0 / unit(part))).round_ties_even() as i32
    };
    let dims = 0..attention::HEAD;
    let score = |j| dims.clone().map(|d| whole(0, which.into(), d) * whole(1, j, d)).sum::<i32>();
    let scores: Vec<i32> = (0..pieces).map(score).collect();
    let most = scores.iter().max().expect("a piece");
    let factor = unit(0) * unit(1) * (0.176_776_7 * std::f32::consts::LOG2_E);
    let weight = |score: &i32| attention::weight((score - most) as f32 * factor);
    let weights: Vec<i32> = scores.iter().map(weight).collect();
    let by = unit(2) / weights.iter().sum::<i32>() as f32;
    let sum = |d| weights.iter().enumerate().map(|(j, w)| w * whole(2, j, d)).sum::<i32>();
    dims.clone().map(|d| sum(d) as f32 * by).collect()
}

#[test]
fn pieces_attend_to_pieces() {
    let mut random = Random(5);
    for (pieces, heads) in [(1, 1), (3, 2), (16, 1), (17, 3), (31, 2), (64, 1), (101, 2), (128, 1)] {
        let width = heads * attention::HEAD;
        let qkv = random.floats(pieces * 3 * width, 2.5);
        let which: Vec<u16> = (0..pieces as u16).filter(|i| i % 3 != 1).collect();
        let result = on_all("attend", |path| {
            let (mut scratch, mut out) = (attention::Scratch::default(), vec![0.0; which.len() * width]);
            // What a longer window left must not be seen.
            let longer = vec![1.0; 3 * width * (pieces + 40)];
            path.attend(&longer, &which, width, &mut scratch, &mut out);
            path.attend(&qkv, &which, width, &mut scratch, &mut out);
            out
        });
        let block = |part: usize, head: usize| {
            &qkv[(part * heads + head) * pieces * attention::HEAD..][..pieces * attention::HEAD]
        };
        for head in 0..heads {
            let own = [block(0, head), block(1, head), block(2, head)].concat();
            let at =
                |row: usize, part: usize, d: usize| f64::from(block(part, head)[row * attention::HEAD + d]);
            for (row, which) in which.iter().enumerate() {
                let found = &result[row * width + head * attention::HEAD..][..attention::HEAD];
                assert_eq!(bits(found), bits(&attend_plainly(&own, pieces, *which)));
                let score = |j: usize| -> f64 {
                    let fit: f64 =
                        (0..attention::HEAD).map(|d| at(usize::from(*which), 0, d) * at(j, 1, d)).sum();
                    fit / (attention::HEAD as f64).sqrt()
                };
                let weights: Vec<f64> = (0..pieces).map(|j| score(j).exp()).collect();
                let all: f64 = weights.iter().sum();
                for (d, found) in found.iter().enumerate() {
                    near(*found, (0..pieces).map(|j| weights[j] * at(j, 2, d)).sum::<f64>() / all, 0.1);
                }
            }
        }
    }
}

#[test]
fn powers_of_two_are_near() {
    for i in 0..=126_000 {
        let x = -i as f32 / 1000.0;
        let exact = f64::from(x).exp2();
        near(elementwise::power_of_two(x), exact, exact * 3e-7);
    }
    assert!(elementwise::power_of_two(f32::NEG_INFINITY) < 2e-38);
    for i in 0..=20_000 {
        let x = -i as f32 / 1000.0;
        near(attention::weight(x) as f32, 255.0 * f64::from(x).exp2(), 0.9);
    }
    assert_eq!((attention::weight(f32::NEG_INFINITY), attention::weight(0.0)), (0, 255));
}

#[test]
fn numbers_that_are_none_do_no_harm() {
    let odd = [f32::NAN, f32::INFINITY, f32::NEG_INFINITY, f32::MAX, -0.0];
    let x: Vec<f32> = (0..4 * 96 * 3).map(|i| odd[i % 5]).collect();
    for path in Path::all() {
        let (mut out, mut quantised) = (vec![0.0; 4 * 96], Quantised::default());
        path.attend(&x, &[0, 3, 9, 1], 96, &mut attention::Scratch::default(), &mut out);
        path.quantise(&x, 96, &mut quantised);
        path.gelu(&mut out);
        let ones = vec![1.0; 96];
        path.add_normalise(&mut out, &x[..4 * 96], &ones, &ones);
        path.quantise(&[], 0, &mut quantised);
        path.attend(&[], &[0], 0, &mut attention::Scratch::default(), &mut []);
        path.attend(&[], &[], 96, &mut attention::Scratch::default(), &mut []);
    }
}
