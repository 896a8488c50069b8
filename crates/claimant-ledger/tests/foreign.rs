//! Each format read back by a reader that somebody else wrote.
//!
//! `CLAIMANT_PYTHON` names a Python that has the packages of `foreign/requirements.txt`; else `python3` is tried.
//! What cannot be run is said on standard error, also when the test passes; with `CLAIMANT_FOREIGN=required` it fails
//! instead.

use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::Command;

use claimant_ledger::export::Format;

use crate::golden::files;

/// What the script ends with where a package is missing.
const MISSING: i32 = 77;

/// A folder with the sample in `format`.
fn written(format: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("foreign").join(format);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    let files = files(Format::from_name(format).unwrap());
    files.iter().for_each(|(name, text)| fs::write(folder.join(name), text).unwrap());
    folder
}

fn read_back(format: &str) {
    let script = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/foreign/read_back.py");
    let python = std::env::var_os("CLAIMANT_PYTHON").unwrap_or_else(|| "python3".into());
    let output = Command::new(python).arg(script).arg(format).arg(written(format)).output();
    let (code, said) = match output {
        Ok(output) => {
            let said = [output.stdout, output.stderr].concat();
            (output.status.code().unwrap_or(-1), String::from_utf8_lossy(&said).into_owned())
        }
        Err(error) => (MISSING, format!("Python cannot be run: {error}")),
    };
    if code == MISSING {
        // Not by a macro: what those print is swallowed where a test passes.
        let _ = writeln!(std::io::stderr(), "SKIPPED: {format} was not read back: {}", said.trim());
        assert!(std::env::var_os("CLAIMANT_FOREIGN").is_none_or(|value| value != "required"), "{said}");
        return;
    }
    assert_eq!(code, 0, "{format}:\n{said}");
    assert!(said.contains("read back"), "{format}: the script said nothing:\n{said}");
}

#[test]
fn json_lines_by_python() {
    read_back("jsonl");
}

#[test]
fn the_data_package_by_frictionless() {
    read_back("csv");
}

#[test]
fn web_annotations_by_rdflib() {
    read_back("webannotation");
}

#[test]
fn entities_by_followthemoney() {
    read_back("ftm");
}

#[test]
fn the_map_by_geojson_and_shapely() {
    read_back("geojson");
}

#[test]
fn schema_org_by_rdflib() {
    read_back("claim");
}

#[test]
fn provenance_by_rdflib() {
    read_back("prov");
}

#[test]
fn brat_by_the_rules_of_its_format() {
    read_back("brat");
}
