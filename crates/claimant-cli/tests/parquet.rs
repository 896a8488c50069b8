//! Reference tables in Parquet: the same as in CSV, and nothing in a file breaks the program.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test stops by panicking")]

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::Arc;

use parquet::basic::{Compression, ZstdLevel};
use parquet::data_type::{ByteArray, ByteArrayType, DoubleType, Int32Type, Int64Type};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;

/// Rows of a table of nothing real: fiscal year, border, encounters, share, date.
const ROWS: &[(i32, Option<&str>, i64, f64, i32)] = &[
    (2019, None, 8420, 0.5, 17_897),
    (2019, Some("Eastern Border"), 6000, 1.0, 17_897),
    (2019, Some("Northern, \"old\" Border"), 2420, 0.25, 17_897),
    (2021, None, 9050, 0.125, 18_628),
    (2021, Some("Eastern Border"), 7050, 2.5, 18_628),
];

const FIELDS: &str = r#"[
  {"name":"fiscal_year","type":"integer","claimant":{"role":"period","fiscal_starts":10}},
  {"name":"border","type":"string","claimant":{"role":"place","empty":"all"}},
  {"name":"encounters","type":"integer","claimant":{"role":"count","words":["encounters"],"counts":"events"}},
  {"name":"share","type":"number","claimant":{"role":"none"}},
  {"name":"day","type":"date","claimant":{"role":"none"}}]"#;

const SENTENCES: &[&str] = &[
    "The Frontier Guard recorded 9,050 encounters in fiscal year 2021.",
    "In fiscal year 2019, the Frontier Guard recorded more than 20,000 encounters.",
    "The Frontier Guard recorded 9,050 armed encounters in fiscal year 2021.",
];

fn folder(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-{}", std::process::id()));
    let _ = fs::remove_dir_all(&path);
    fs::create_dir_all(&path).unwrap();
    path
}

fn csv() -> String {
    let day = |days| if days == 17_897 { "2019-01-01" } else { "2021-01-01" };
    let row = |(year, border, count, share, days): &(i32, Option<&str>, i64, f64, i32)| {
        let border = border.map_or(String::new(), |border| format!("\"{}\"", border.replace('"', "\"\"")));
        format!("{year},{border},{count},{share},{}\n", day(*days))
    };
    format!("fiscal_year,border,encounters,share,day\n{}", ROWS.iter().map(row).collect::<String>())
}

fn parquet(compression: Compression) -> Vec<u8> {
    let schema = "message table { required int32 fiscal_year; optional binary border (UTF8); required int64 encounters;
                  required double share; required int32 day (DATE); }";
    let schema = Arc::new(parse_message_type(schema).unwrap());
    let properties = Arc::new(WriterProperties::builder().set_compression(compression).build());
    let mut writer = SerializedFileWriter::new(Vec::new(), schema, properties).unwrap();
    let mut group = writer.next_row_group().unwrap();
    let years: Vec<i32> = ROWS.iter().map(|row| row.0).collect();
    let borders: Vec<ByteArray> = ROWS.iter().filter_map(|row| row.1).map(ByteArray::from).collect();
    let there: Vec<i16> = ROWS.iter().map(|row| i16::from(row.1.is_some())).collect();
    let counts: Vec<i64> = ROWS.iter().map(|row| row.2).collect();
    let shares: Vec<f64> = ROWS.iter().map(|row| row.3).collect();
    let days: Vec<i32> = ROWS.iter().map(|row| row.4).collect();
    for at in 0..5 {
        let mut column = group.next_column().unwrap().unwrap();
        match at {
            0 => column.typed::<Int32Type>().write_batch(&years, None, None),
            1 => column.typed::<ByteArrayType>().write_batch(&borders, Some(&there), None),
            2 => column.typed::<Int64Type>().write_batch(&counts, None, None),
            3 => column.typed::<DoubleType>().write_batch(&shares, None, None),
            _ => column.typed::<Int32Type>().write_batch(&days, None, None),
        }
        .unwrap();
        column.close().unwrap();
    }
    group.close().unwrap();
    writer.into_inner().unwrap()
}

fn claimant() -> Command {
    Command::new(env!("CARGO_BIN_EXE_claimant"))
}

/// Registers `bytes` as the table in a folder of its own, and gives what the command said.
fn register(folder: &Path, file: &str, bytes: &[u8]) -> Output {
    fs::write(folder.join(file), bytes).unwrap();
    let package = format!(
        r#"{{"name":"p","resources":[{{"name":"border","path":"{file}","claimant":{{"by":{{"words":["Frontier Guard"],"required":true}}}},"schema":{{"fields":{FIELDS}}}}}]}}"#
    );
    fs::write(folder.join("datapackage.json"), package).unwrap();
    let mut command = claimant();
    command
        .args(["table", "add", "-l"])
        .arg(folder.join("news.claimant"))
        .arg(folder.join("datapackage.json"));
    command.output().unwrap()
}

/// What `check` says of the sentences, by a table in this file.
fn checked(name: &str, file: &str, bytes: &[u8]) -> String {
    let folder = folder(name);
    let line = |(n, text): (usize, &&str)| {
        format!(
            "{}\n",
            serde_json::json!({"text": text, "url": format!("https://n.example/{n}"), "published": "2024-12-20"})
        )
    };
    fs::write(folder.join("corpus.jsonl"), SENTENCES.iter().enumerate().map(line).collect::<String>())
        .unwrap();
    let mut add = claimant();
    add.args(["add", "--fast", "-l"]).arg(folder.join("news.claimant")).arg(folder.join("corpus.jsonl"));
    assert!(add.output().unwrap().status.success());
    let registered = register(&folder, file, bytes);
    assert!(registered.status.success(), "{}", String::from_utf8_lossy(&registered.stderr));
    let mut check = claimant();
    check.args(["check", "--json", "-l"]).arg(folder.join("news.claimant"));
    let said = String::from_utf8(check.output().unwrap().stdout).unwrap();
    fs::remove_dir_all(folder).unwrap();
    said
}

#[test]
fn a_table_gives_the_same_answers_as_in_csv() {
    let of_csv = checked("parquet-csv", "border.csv", csv().as_bytes());
    for verdict in ["\"bears out\"", "\"does not bear out\"", "\"cannot tell\""] {
        assert!(of_csv.contains(verdict), "{verdict}: {of_csv}");
    }
    let kinds = [
        Compression::UNCOMPRESSED,
        Compression::SNAPPY,
        Compression::GZIP(Default::default()),
        Compression::ZSTD(ZstdLevel::default()),
        Compression::LZ4_RAW,
    ];
    for (n, kind) in kinds.into_iter().enumerate() {
        assert_eq!(checked(&format!("parquet-{n}"), "border.parquet", &parquet(kind)), of_csv, "{kind:?}");
    }
}

/// What the child says of `bytes`; `None` where it died.
fn child(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut command = claimant();
    let mut child = command
        .arg("__parquet")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let _ = child.stdin.take().unwrap().write_all(bytes);
    let output = child.wait_with_output().unwrap();
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    output.status.success().then_some(output.stdout)
}

#[test]
fn the_table_comes_out_as_it_would_stand_in_csv() {
    let said = String::from_utf8(child(&parquet(Compression::SNAPPY)).unwrap()).unwrap();
    let bare = |text: &str| {
        let rows = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes()).into_records();
        rows.map(|row| row.unwrap().iter().map(str::to_owned).collect::<Vec<_>>()).collect::<Vec<_>>()
    };
    assert_eq!(bare(said.strip_prefix("ok\n").unwrap()), bare(&csv()));
}

#[test]
fn a_file_that_is_cut_off_or_changed_is_an_error_or_a_table_and_never_a_fault() {
    let whole = [parquet(Compression::SNAPPY), parquet(Compression::UNCOMPRESSED)];
    let mut seed = 7_u64;
    let mut roll = |most: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(seed >> 33).unwrap() % most
    };
    let (mut tables, mut errors, mut died) = (0, 0, 0);
    for n in 0..2000 {
        let mut bytes = whole[n % 2].clone();
        match n % 5 {
            0 => bytes.truncate(roll(bytes.len())),
            _ => (0..=roll(4)).for_each(|_| {
                let at = roll(bytes.len());
                bytes[at] = [0, 0xff, 0x7f, 0x80, u8::try_from(roll(256)).unwrap()][roll(5)];
            }),
        }
        match child(&bytes) {
            Some(said) if said.starts_with(b"ok\n") => tables += 1,
            Some(said) => {
                assert!(said.starts_with(b"error\n") && said.len() > 8);
                errors += 1;
            }
            None => died += 1,
        }
    }
    assert!(errors > 500, "{tables} tables, {errors} errors, {died} died");
    assert!(died < 20, "{died} died: the child catches what it can");
}

#[test]
fn a_damaged_file_is_told_of_as_others_are() {
    let folder = folder("parquet-damaged");
    let whole = parquet(Compression::SNAPPY);
    for bytes in
        [&whole[..whole.len() / 2], &whole[..whole.len() - 1], b"", b"PAR1PAR1", b"year,count\n1,2\n"]
    {
        let said = register(&folder, "border.parquet", bytes);
        let talk = String::from_utf8_lossy(&said.stderr).into_owned();
        assert_eq!(said.status.code(), Some(2), "{talk}");
        assert!(
            talk.contains("border.parquet: ") && talk.contains("hint:") && !talk.contains("panicked"),
            "{talk}"
        );
    }
    fs::remove_dir_all(folder).unwrap();
}
