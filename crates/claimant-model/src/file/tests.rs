use super::*;
use crate::kernels::tests::Random;

/// A file of this header and these bytes.
fn file(header: &str, data: &[u8]) -> Vec<u8> {
    [&(header.len() as u64).to_le_bytes()[..], header.as_bytes(), data].concat()
}

const HEADER: &str = r#"{"__metadata__":{"format":"x"},"a":{"dtype":"F32","shape":[2,1],"data_offsets":[0,8]},"b":{"dtype":"I8","shape":[3],"data_offsets":[8,11]}}"#;

fn data() -> Vec<u8> {
    [&1.5_f32.to_le_bytes()[..], &(-2.0_f32).to_le_bytes(), &[1, 255, 3]].concat()
}

#[test]
fn tensors_are_read_by_name_and_shape() {
    let bytes = file(HEADER, &data());
    let file = File::new(&bytes).expect("a good file");
    assert_eq!(file.metadata("format"), Some("x"));
    assert_eq!(file.floats("a", &[2, 1]), Ok(vec![1.5, -2.0]));
    assert_eq!(file.bytes("b", "I8", &[3]), Ok(&[1, 255, 3][..]));
    for (name, shape) in [("a", &[1, 2][..]), ("a", &[2]), ("b", &[3]), ("c", &[1])] {
        assert!(matches!(file.floats(name, shape), Err(ModelError::Tensor { .. })), "{name} {shape:?}");
    }
}

#[test]
fn what_is_not_a_number_is_refused() {
    let bytes = file(HEADER, &[&f32::NAN.to_le_bytes()[..], &data()[4..]].concat());
    assert!(File::new(&bytes).expect("a good file").floats("a", &[2, 1]).is_err());
}

#[test]
fn headers_that_lie_are_refused() {
    for (from, to) in [
        ("[0,8]", "[0,9]"),
        ("[0,8]", "[8,0]"),
        ("[8,11]", "[9,12]"),
        ("[2,1]", "[4294967296,4294967296]"),
        ("[2,1]", "[-1,2]"),
        ("F32", "F64"),
        ("\"shape\"", "\"size\""),
        ("{\"__", "[\"__"),
    ] {
        assert!(File::new(&file(&HEADER.replacen(from, to, 1), &data())).is_err(), "{to}");
    }
    for length in [0, 1 << 20, u64::MAX] {
        let mut bytes = file(HEADER, &data());
        bytes[..8].copy_from_slice(&length.to_le_bytes());
        assert!(matches!(File::new(&bytes), Err(ModelError::Header(_))));
    }
}

#[test]
fn damaged_files_are_read_or_refused() {
    let good = file(HEADER, &data());
    for length in 0..good.len() {
        assert!(File::new(&good[..length]).is_err());
    }
    let mut random = Random(11);
    for _ in 0..2000 {
        let mut bytes = good.clone();
        for _ in 0..=random.below(4) {
            let at = random.below(bytes.len());
            match random.below(3) {
                0 => bytes[at] = random.next() as u8,
                1 => drop(bytes.remove(at)),
                _ => bytes.insert(at, b"0{}[]\",:9\\"[random.below(10)]),
            }
        }
        if let Ok(file) = File::new(&bytes) {
            for (name, shape) in file.tensors() {
                let _ = (file.floats(name, shape), file.bytes(name, "I8", shape));
            }
        }
    }
}
