//! What the user named, as inputs: files, folders, addresses, stdin.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use claimant::{Failure, Input, Opened};

use crate::fetch::{self, Policy};

/// The inputs, in order, and what was left out.
#[derive(Default)]
pub struct Inputs {
    /// In the order named; each folder's files sorted by path.
    pub inputs: Vec<Input>,
    /// Hidden files and folders that were skipped.
    pub hidden: usize,
}

/// Everything that `named` stands for.
pub fn expand(named: &[PathBuf], policy: &Policy) -> Inputs {
    let mut all = Inputs::default();
    for path in named {
        match path.to_str() {
            Some("-") => all.inputs.push(Input::new("-", || Ok(Opened::new(io::stdin())))),
            Some(url) if is_address(url) => all.inputs.push(address(url.to_owned(), policy.clone())),
            _ if path.is_dir() => all.folder(path),
            _ => all.inputs.push(file(path.clone())),
        }
    }
    all
}

/// Whether `name` is an address: it has a scheme of more than one letter, unlike a drive.
fn is_address(name: &str) -> bool {
    let scheme = name.split_once("://").map_or("", |(scheme, _)| scheme);
    scheme.len() > 1 && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
}

fn address(url: String, policy: Policy) -> Input {
    Input::new(url.clone(), move || fetch::fetch(&url, &policy))
}

fn file(path: PathBuf) -> Input {
    Input::new(path.to_string_lossy().into_owned(), move || open(&path))
}

fn open(path: &Path) -> Result<Opened, Failure> {
    let failed = |error: io::Error| unopened(path, &error);
    let file = File::open(path).map_err(failed)?;
    let about = file.metadata().map_err(failed)?;
    let size = about.is_file().then_some(about.len());
    let hint = path.file_name().map(|name| name.to_string_lossy().into_owned());
    Ok(Opened { size, hint, ..Opened::new(file) })
}

fn unopened(path: &Path, error: &io::Error) -> Failure {
    match error.kind() {
        io::ErrorKind::NotFound => {
            Failure::open("missing", "there is no such file").hinting(match path.is_symlink() {
                true => "it is a link that leads nowhere",
                false => "check the path; addresses start with https:// or http://",
            })
        }
        io::ErrorKind::PermissionDenied => {
            Failure::open("no-permission", "the file may not be read").hinting("check its permissions")
        }
        _ => Failure::open("unreadable", format!("the file cannot be opened: {error}")),
    }
}

impl Inputs {
    /// Adds a folder's files, its folders' files after them, sorted by name; links to folders are not followed.
    fn folder(&mut self, folder: &Path) {
        let mut waiting = vec![folder.to_owned()];
        while let Some(folder) = waiting.pop() {
            match self.entries(&folder) {
                Ok((files, folders)) => {
                    self.inputs.extend(files.into_iter().map(file));
                    waiting.extend(folders.into_iter().rev());
                }
                Err(error) => {
                    let failure = unopened(&folder, &error);
                    self.inputs.push(Input::new(folder.to_string_lossy().into_owned(), move || Err(failure)));
                }
            }
        }
    }

    /// The files and the folders in `folder`, each sorted. Hidden ones are counted and left out.
    fn entries(&mut self, folder: &Path) -> io::Result<(Vec<PathBuf>, Vec<PathBuf>)> {
        let mut entries = fs::read_dir(folder)?.collect::<io::Result<Vec<_>>>()?;
        entries.sort_by_key(fs::DirEntry::file_name);
        let (hidden, shown): (Vec<_>, Vec<_>) =
            entries.iter().partition(|entry| entry.file_name().as_encoded_bytes().starts_with(b"."));
        self.hidden += hidden.len();
        let is_folder = |entry: &&fs::DirEntry| entry.file_type().is_ok_and(|kind| kind.is_dir());
        let (folders, files): (Vec<_>, Vec<_>) = shown.into_iter().partition(is_folder);
        let paths = |entries: Vec<&fs::DirEntry>| entries.into_iter().map(fs::DirEntry::path).collect();
        // Links to folders and other things that are no files would only fail one by one.
        let files =
            files.into_iter().filter(|entry| entry.path().is_file() || !entry.path().exists()).collect();
        Ok((paths(files), paths(folders)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_read_in_one_order_and_hidden_files_are_counted() {
        let folder = std::env::temp_dir().join(format!("claimant-inputs-{}", std::process::id()));
        fs::create_dir_all(folder.join("b/.git")).unwrap();
        for name in ["z.txt", "a.txt", "b/y.txt", ".hidden", "b/.git/x"] {
            fs::write(folder.join(name), "x").unwrap();
        }
        let all = expand(std::slice::from_ref(&folder), &Policy::default());
        let names: Vec<_> = all.inputs.iter().map(|input| input.name.rsplit('/').next().unwrap()).collect();
        assert_eq!((names, all.hidden), (vec!["a.txt", "z.txt", "y.txt"], 2));
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn addresses_are_told_from_paths() {
        assert!(is_address("https://example.org/a") && is_address("ftp://example.org"));
        assert!(!is_address("notes/a.txt") && !is_address("C://x") && !is_address("a b://c"));
    }

    #[test]
    fn a_missing_file_says_so_with_a_hint() {
        let Err(failure) = open(Path::new("/no/such/file.html")) else { panic!("it is not there") };
        assert_eq!((failure.code(), failure.hint().is_some()), ("missing", true));
    }
}
