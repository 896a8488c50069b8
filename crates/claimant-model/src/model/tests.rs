//! Model files made in the test, and what is wrong with them.

use std::collections::BTreeMap;

use super::*;
use crate::kernels::tests::Random;

/// Tensors of a file: type, shape, bytes.
pub(crate) type Tensors = BTreeMap<String, (&'static str, Vec<usize>, Vec<u8>)>;

const LAYERS: usize = 2;
const HIDDEN: usize = 64;
const FFN: usize = 100;
pub(crate) const WINDOW: usize = 24;
const VOCABULARY: &str =
    "[PAD]\n[UNK]\n[CLS]\n[SEP]\nthe\nbank\n##s\nsaid\n\"\n.\nrate\n##ly\nwill\nrise\nx\n##x";
const CONFIG: &str =
    r#"{"layers":2,"hidden":64,"heads":2,"ffn":100,"window":24,"features":12,"groups":["a","b"]}"#;
const HEADS: &str =
    r#"{"tag":{"group":"a","labels":["O","B","I"]},"kind":{"group":"pooled:b","labels":["x","y"]}}"#;

/// A small model of random weights.
pub(crate) fn tensors() -> Tensors {
    let (mut tensors, mut random) = (Tensors::new(), Random(77));
    let pieces = VOCABULARY.lines().count();
    tensors.insert("vocab".into(), ("U8", vec![VOCABULARY.len()], VOCABULARY.into()));
    let mut floats = |name: &str, shape: &[usize], middle: f32, size: f32, random: &mut Random| {
        let values = random.floats(shape.iter().product(), size);
        let bytes = values.iter().flat_map(|x| (x + middle).to_le_bytes()).collect();
        tensors.insert(name.into(), ("F32", shape.to_vec(), bytes));
    };
    floats("embeddings.word.scale", &[pieces], 0.01, 0.005, &mut random);
    floats("embeddings.position", &[WINDOW, HIDDEN], 0.0, 0.5, &mut random);
    floats("embeddings.feature", &[12, HIDDEN], 0.0, 0.5, &mut random);
    floats("mix", &[2, LAYERS + 1], 0.3, 0.3, &mut random);
    floats("crf", &[3, 3], 0.0, 1.0, &mut random);
    let norms = (0..LAYERS).flat_map(|i| [format!("layer.{i}.norm1"), format!("layer.{i}.norm2")]);
    for norm in norms.chain(["embeddings.norm".to_owned()]) {
        floats(&format!("{norm}.weight"), &[HIDDEN], 1.0, 0.2, &mut random);
        floats(&format!("{norm}.bias"), &[HIDDEN], 0.0, 0.2, &mut random);
    }
    let parts =
        [("qkv", HIDDEN, 3 * HIDDEN), ("out", HIDDEN, HIDDEN), ("up", HIDDEN, FFN), ("down", FFN, HIDDEN)];
    let layers = (0..LAYERS).flat_map(|i| parts.map(|(part, a, b)| (format!("layer.{i}.{part}"), a, b)));
    let heads = [("head.tag".to_owned(), HIDDEN, 3), ("head.kind".to_owned(), HIDDEN, 2)];
    let linears: Vec<(String, usize, usize)> = layers.chain(heads).collect();
    for (name, _, outputs) in &linears {
        floats(&format!("{name}.scale"), &[*outputs], 0.002, 0.001, &mut random);
        floats(&format!("{name}.bias"), &[*outputs], 0.0, 0.3, &mut random);
    }
    for (name, inputs, outputs) in linears {
        let bytes = random.bytes(inputs * outputs);
        tensors.insert(format!("{name}.weight"), ("I8", vec![outputs, inputs], bytes));
    }
    let words = random.bytes(pieces * HIDDEN);
    tensors.insert("embeddings.word.weight".into(), ("I8", vec![pieces, HIDDEN], words));
    tensors
}

/// The bytes of a file of these tensors.
pub(crate) fn file(tensors: &Tensors, config: &str) -> Vec<u8> {
    let (mut header, mut data) = (serde_json::Map::new(), Vec::new());
    header.insert(
        "__metadata__".into(),
        serde_json::json!({"format": FORMAT, "name": "test", "config": config, "heads": HEADS}),
    );
    for (name, (dtype, shape, bytes)) in tensors {
        let ends = [data.len(), data.len() + bytes.len()];
        header
            .insert(name.clone(), serde_json::json!({"dtype": dtype, "shape": shape, "data_offsets": ends}));
        data.extend(bytes);
    }
    let header = serde_json::to_vec(&header).expect("JSON");
    [&(header.len() as u64).to_le_bytes()[..], &header, &data].concat()
}

/// Reads such a file.
fn read(tensors: &Tensors, config: &str) -> Result<Model, ModelError> {
    Model::from_bytes(file(tensors, config).leak())
}

pub(crate) fn model() -> Model {
    read(&tensors(), CONFIG).expect("a good file")
}

#[test]
fn a_model_hands_out_what_its_file_holds() {
    let model = model();
    assert_eq!((model.name(), model.config().layers, model.vocabulary().len()), ("test", 2, 16));
    let head = model.head("kind").expect("a head");
    assert_eq!((head.labels.len(), head.group.as_str(), head.input), (2, "b", Input::Sentences));
    assert_eq!(model.heads().map(|(name, _)| name).collect::<Vec<_>>(), ["kind", "tag"]);
    assert_eq!(model.tensor("crf", &[3, 3]).map(<[f32]>::len), Ok(9));
    assert!(model.linear("head.tag", HIDDEN, 3).is_ok());
    assert!(model.linear("head.tag", HIDDEN, 4).is_err() && model.linear("layer.0.qkv", 64, 192).is_err());
    assert!(model.tensor("crf", &[9]).is_err() && model.tensor("head.tag.bias", &[3]).is_err());
    assert!(model.head("none").is_err());
}

#[test]
fn threads_may_share_a_model() {
    fn is_shared<T: Send + Sync>() {}
    is_shared::<Model>();
}

#[test]
fn every_part_must_be_there_and_fit() {
    let good = tensors();
    for name in
        good.keys().filter(|name| *name != "crf" && *name != "head.tag.weight" && *name != "head.kind.weight")
    {
        let mut bad = good.clone();
        bad.remove(name);
        assert!(read(&bad, CONFIG).is_err(), "without {name}");
        let mut bad = good.clone();
        if let Some((_, shape, _)) = bad.get_mut(name) {
            *shape = [&shape[..], &[1]].concat();
        }
        assert!(read(&bad, CONFIG).is_err(), "{name} of another shape");
    }
}

#[test]
fn descriptions_that_make_no_sense_are_refused() {
    for (from, to) in [
        ("\"layers\":2", "\"layers\":3"),
        ("\"layers\":2", "\"layers\":1000000000"),
        ("\"hidden\":64", "\"hidden\":63"),
        ("\"heads\":2", "\"heads\":576460752303423490"),
        ("\"ffn\":100", "\"ffn\":0"),
        ("\"window\":24", "\"window\":2"),
        ("\"features\":12", "\"features\":11"),
        ("[\"a\",\"b\"]", "[\"a\",\"c\"]"),
        ("{\"layers\"", "{\"l\""),
    ] {
        let config = CONFIG.replacen(from, to, 1);
        assert!(config != CONFIG && read(&tensors(), &config).is_err(), "{to}");
    }
    let mut bad = tensors();
    bad.insert("vocab".into(), ("U8", vec![5], b"[UNK]".to_vec()));
    assert!(matches!(read(&bad, CONFIG), Err(ModelError::Vocabulary(_))));
}
