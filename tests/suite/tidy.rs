//! The house rules as code: who may import whom, what no crate may reach for, how long a file may be.

mod arrows;
mod data;
mod extractors;
mod licences;
mod sources;

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::at_root;

/// A file of the repository, by its path from the root.
struct SourceFile {
    path: String,
    text: String,
}

impl SourceFile {
    /// What the compiler sees outside tests: no comments, nothing from the test module on.
    fn code(&self) -> String {
        let lines = self.text.lines().take_while(|line| !line.starts_with("#[cfg(test)]"));
        let code = lines.map(|line| line.split_once("//").map_or(line, |(code, _)| code));
        code.collect::<Vec<_>>().join("\n")
    }
}

/// Every text file below `folder` whose name ends in `ending`, in order of path.
fn files(folder: &str, ending: &str) -> Vec<SourceFile> {
    let mut paths = Vec::new();
    walk(&at_root(folder), &mut paths);
    paths.sort();
    let wanted = paths.into_iter().filter(|path| path.to_string_lossy().ends_with(ending));
    wanted
        .filter_map(|path| Some(SourceFile { text: fs::read_to_string(&path).ok()?, path: from_root(&path) }))
        .collect()
}

/// All files below `folder` but for build output and the folders that version control keeps for itself.
fn walk(folder: &Path, paths: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder of the repository") {
        let entry = entry.expect("an entry");
        let (path, name) = (entry.path(), entry.file_name());
        match path.is_dir() {
            _ if name == "target" || name == ".git" => {}
            true => walk(&path, paths),
            false => paths.push(path),
        }
    }
}

/// `path` as written from the root of the repository.
fn from_root(path: &Path) -> String {
    let inside = path.strip_prefix(at_root(".")).unwrap_or(path);
    inside.to_string_lossy().trim_start_matches("./").to_owned()
}

/// What cargo knows of the workspace; `arguments` narrow it.
fn cargo_metadata(arguments: &[&str]) -> Value {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = std::process::Command::new(cargo)
        .args(["metadata", "--format-version", "1", "--locked", "--offline"])
        .args(arguments)
        .current_dir(at_root("."))
        .output()
        .expect("cargo runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("cargo writes JSON")
}

/// The packages in cargo's answer.
fn packages(metadata: &Value) -> &[Value] {
    metadata["packages"].as_array().map_or(&[], Vec::as_slice)
}

/// Fails with every complaint.
fn nothing_in(complaints: &[String], rule: &str) {
    assert!(complaints.is_empty(), "{rule}\n  {}", complaints.join("\n  "));
}
