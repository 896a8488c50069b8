//! The first bytes of a file, without SQLite.
//!
//! Where locks are POSIX's, closing a file takes away every lock that the process holds on it, also those of a writer in
//! another thread (<https://sqlite.org/howtocorrupt.html>, 2.2). So a file that was opened here stays open while it is there.

use std::io;
use std::path::Path;

/// Reads as many bytes as there is room for from the beginning of a file.
#[cfg(unix)]
pub fn read(path: &Path, into: &mut [u8]) -> io::Result<()> {
    use std::collections::BTreeMap;
    use std::collections::btree_map::Entry;
    use std::fs::{File, Metadata, metadata};
    use std::os::unix::fs::{FileExt, MetadataExt};
    use std::sync::{Mutex, PoisonError};

    /// By device and number: no other file can have these while this one is open.
    static OPEN: Mutex<BTreeMap<(u64, u64), File>> = Mutex::new(BTreeMap::new());
    let which = |about: &Metadata| (about.dev(), about.ino());

    let mut open = OPEN.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(file) = open.get(&which(&metadata(path)?)) {
        return file.read_exact_at(into, 0);
    }
    let is_there = |file: &File| file.metadata().is_ok_and(|about| about.nlink() > 0);
    open.retain(|_, file| is_there(file));
    let file = File::open(path)?;
    match open.entry(which(&file.metadata()?)) {
        Entry::Vacant(place) => place.insert(file).read_exact_at(into, 0),
        // It was put there a moment ago.
        Entry::Occupied(place) => {
            std::mem::forget(file);
            place.get().read_exact_at(into, 0)
        }
    }
}

/// Reads as many bytes as there is room for from the beginning of a file.
#[cfg(not(unix))]
pub fn read(path: &Path, into: &mut [u8]) -> io::Result<()> {
    use std::io::Read;

    std::fs::File::open(path)?.read_exact(into)
}
