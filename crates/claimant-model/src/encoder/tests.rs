//! The encoder against a plain one, written down as the format defines it.

use claimant_doc::Article;

use super::*;
use crate::Path;
use crate::kernels::tests::attend_plainly;
use crate::model::tests::{Tensors, model, tensors};
use crate::words::tests::cut;

/// Numbers of the file, read plainly.
struct Plain(Tensors);

type Rows = Vec<Vec<f32>>;

impl Plain {
    fn floats(&self, name: &str) -> Vec<f32> {
        self.0[name].2.as_chunks::<4>().0.iter().map(|chunk| f32::from_le_bytes(*chunk)).collect()
    }

    fn row(&self, name: &str, row: usize) -> Vec<f32> {
        let width = self.0[name].1[1];
        self.floats(name)[row * width..(row + 1) * width].to_vec()
    }

    fn norm(&self, name: &str, rows: &Rows) -> Rows {
        let (weight, bias) = (self.floats(&format!("{name}.weight")), self.floats(&format!("{name}.bias")));
        let normal = |row: &Vec<f32>| {
            let n = row.len() as f32;
            let mean = row.iter().sum::<f32>() / n;
            let variance = row.iter().map(|x| (x - mean).powi(2)).sum::<f32>() / n;
            let scaled = row.iter().map(|x| (x - mean) / (variance + 1e-12).sqrt());
            scaled.zip(weight.iter().zip(&bias)).map(|(x, (w, b))| x * w + b).collect()
        };
        rows.iter().map(normal).collect()
    }

    fn linear(&self, name: &str, rows: &Rows) -> Rows {
        let (_, shape, weights) = &self.0[&format!("{name}.weight")];
        let (scale, bias) = (self.floats(&format!("{name}.scale")), self.floats(&format!("{name}.bias")));
        let apply = |x: &Vec<f32>| {
            let (lo, hi) = x.iter().fold((0.0_f32, 0.0_f32), |(lo, hi), x| (lo.min(*x), hi.max(*x)));
            let s = (hi - lo) / 255.0;
            let zero = (-lo * (1.0 / s)).round_ties_even();
            let u: Vec<i64> = x
                .iter()
                .map(|x| ((x * (1.0 / s)).round_ties_even() + zero).clamp(0.0, 255.0) as i64 - zero as i64)
                .collect();
            let output = |o: usize| {
                let weights = &weights[o * shape[1]..(o + 1) * shape[1]];
                let sum: i64 = u.iter().zip(weights).map(|(u, w)| u * i64::from(*w as i8)).sum();
                sum as f32 * (s * scale[o]) + bias[o]
            };
            (0..shape[0]).map(output).collect()
        };
        rows.iter().map(apply).collect()
    }

    fn attention(&self, qkv: &Rows, hidden: usize) -> Rows {
        let mut out = vec![vec![0.0; hidden]; qkv.len()];
        for head in (0..hidden).step_by(32) {
            let block = |part: usize| qkv.iter().flat_map(move |row| &row[part * hidden + head..][..32]);
            let blocks: Vec<f32> = (0..3).flat_map(block).copied().collect();
            for (i, out) in out.iter_mut().enumerate() {
                out[head..head + 32].copy_from_slice(&attend_plainly(&blocks, qkv.len(), i as u16));
            }
        }
        out
    }

    /// States of all layers.
    fn encode(&self, window: &Window) -> Vec<Rows> {
        let embed = |(i, (id, feature)): (usize, (&u16, &u8))| {
            let (_, shape, words) = &self.0["embeddings.word.weight"];
            let word = &words[usize::from(*id) * shape[1]..][..shape[1]];
            let scale = self.floats("embeddings.word.scale")[usize::from(*id)];
            let rest = add(
                &self.row("embeddings.position", i),
                &self.row("embeddings.feature", usize::from(*feature)),
            );
            add(&word.iter().map(|w| f32::from(*w as i8) * scale).collect::<Vec<_>>(), &rest)
        };
        let pieces = window.pieces.iter().zip(&window.features).enumerate();
        let mut states = vec![self.norm("embeddings.norm", &pieces.map(embed).collect())];
        for i in 0..2 {
            let h = &states[i];
            let attended = self.attention(&self.linear(&format!("layer.{i}.qkv"), h), h[0].len());
            let a = add_rows(h, &self.linear(&format!("layer.{i}.out"), &attended));
            let a = self.norm(&format!("layer.{i}.norm1"), &a);
            let mut up = self.linear(&format!("layer.{i}.up"), &a);
            up.iter_mut().flatten().for_each(|x| *x = gelu(*x));
            let next = add_rows(&a, &self.linear(&format!("layer.{i}.down"), &up));
            states.push(self.norm(&format!("layer.{i}.norm2"), &next));
        }
        states
    }
}

fn add(a: &[f32], b: &[f32]) -> Vec<f32> {
    a.iter().zip(b).map(|(a, b)| a + b).collect()
}

fn add_rows(a: &Rows, b: &Rows) -> Rows {
    a.iter().zip(b).map(|(a, b)| add(a, b)).collect()
}

/// By the series of erf.
fn gelu(x: f32) -> f32 {
    let x = f64::from(x);
    let terms = (1..200).scan(x, |term, n| {
        *term *= x * x / f64::from(2 * n + 1);
        Some(*term)
    });
    let phi = 0.5 + (x + terms.sum::<f64>()) * (-x * x / 2.0).exp() / std::f64::consts::TAU.sqrt();
    (x * phi) as f32
}

const TEXT: &str =
    "The Banks said \" rates will rise . \"\nTHE rate xxx rises\nthe the the the the the the the the the the";

/// Differences in the last bit may turn a rounding to a byte, which is a step of some thousandths.
fn assert_near(found: &[f32], expected: &[f32]) {
    assert_eq!(found.len(), expected.len());
    let worst = found.iter().zip(expected).map(|(a, b)| (a - b).abs()).fold(0.0, f32::max);
    let mean = found.iter().zip(expected).map(|(a, b)| (a - b).abs()).sum::<f32>() / found.len() as f32;
    assert!(worst < 0.1 && mean < 1e-2, "worst {worst}, mean {mean}");
}

#[test]
fn windows_are_encoded_as_the_format_defines() {
    let (model, plain) = (model(), Plain(tensors()));
    let article = Article::new(TEXT);
    let doc = cut(&article);
    let (mut scratch, mut words) = (Scratch::default(), 0);
    for window in model.windows(&doc) {
        let states = plain.encode(&window);
        let encoded = model.encode(&window, &mut scratch);
        assert_near(encoded.layer(0), &states[0].concat());
        assert_near(encoded.layer(1), &states[1].concat());
        let firsts = window.first.iter().map(|first| states[2][usize::from(*first)].clone());
        assert_near(encoded.layer(2), &firsts.collect::<Rows>().concat());

        let mix = plain.floats("mix");
        let mixed = |group: usize, word: usize| -> Vec<f32> {
            let first = usize::from(window.first[word]);
            let states = states.iter().zip(&mix[group * 3..]);
            let parts = states.map(|(state, w)| state[first].iter().map(|x| x * w).collect::<Vec<_>>());
            parts.reduce(|a, b| add(&a, &b)).unwrap_or_default()
        };
        let rows: Rows = (0..window.words.len()).map(|word| mixed(0, word)).collect();
        assert_near(encoded.group("a"), &rows.concat());
        let tags = encoded.scores(model.head("tag").expect("a head"));
        assert_near(&tags, &plain.linear("head.tag", &rows).concat());

        let kinds = encoded.scores(model.head("kind").expect("a head"));
        assert_eq!(kinds.len(), 2 * window.sentences.len());
        words += window.words.len();
    }
    assert_eq!(words, doc.tokens.len());
}

#[test]
fn every_path_gives_the_same_bits() {
    let article = Article::new(TEXT);
    let doc = cut(&article);
    let scores = |path: Path| -> Vec<u32> {
        let (model, mut scratch) = (model().on(path), Scratch::default());
        let head = model.head("tag").expect("a head");
        let windows = model.windows(&doc);
        let scores = windows.iter().flat_map(|window| {
            let encoded = model.encode(window, &mut scratch);
            [encoded.scores(head), encoded.layer(2).to_vec(), encoded.pooled("b")].concat()
        });
        scores.map(f32::to_bits).collect()
    };
    let expected = scores(Path::best());
    assert!(Path::all().into_iter().all(|path| scores(path) == expected));
    // The same on any other machine: FNV-1a of all of them.
    let bytes = expected.iter().flat_map(|bits| bits.to_le_bytes());
    let hash = bytes
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3));
    assert_eq!(hash, 5_048_382_447_142_390_144);
}

#[test]
fn what_was_encoded_before_leaves_no_trace() {
    let (model, article) = (model(), Article::new(TEXT));
    let windows = model.windows(&cut(&article));
    let mut used = Scratch::default();
    for window in windows.iter().rev() {
        model.encode(window, &mut used);
    }
    for window in &windows {
        let again = model.encode(window, &mut used).layer(2).to_vec();
        assert_eq!(again, model.encode(window, &mut Scratch::default()).layer(2));
    }
}

#[test]
fn names_that_are_not_there_give_nothing() {
    let (model, article, mut scratch) = (model(), Article::new("the"), Scratch::default());
    let windows = model.windows(&cut(&article));
    let encoded = model.encode(&windows[0], &mut scratch);
    assert!(encoded.group("none").is_empty() && encoded.pooled("none") == [0.0; 64]);
    let strange =
        Window { pieces: vec![60_000; 300], features: vec![200; 300], first: vec![299], ..Window::default() };
    model.encode(&strange, &mut scratch);
    assert!(model.encode(&Window::default(), &mut scratch).layer(1).is_empty());
}
