//! The threads that read: input in, articles out, in order.

use std::collections::VecDeque;
use std::io::{BufRead, BufReader};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::Ordering;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex};

use claimant_read::{Kind, Options, PdfDoor, Read, ReadError, limits, sniff, stream};

use super::extract::{STACK, Workers};
use super::input::Holds;
use super::watch::{Watch, Watched};
use super::{Failure, Input, Known, Opened, Outcome, Pending, Pipeline, locked, panic_message};

/// How many documents of one input may wait for the caller.
const AHEAD: usize = 16;

/// The documents of one input, as they come.
pub(super) struct Stream<T> {
    pub input: usize,
    pub documents: Receiver<Pending<T>>,
    pub watch: Arc<Watch>,
}

/// The inputs still to be read, and where their streams go. One lock for both keeps input order.
struct Queue<T> {
    inputs: VecDeque<(usize, Input)>,
    streams: Option<SyncSender<Stream<T>>>,
}

/// The threads that read.
pub(super) struct Readers<T> {
    pipeline: Pipeline,
    queue: Arc<Mutex<Queue<T>>>,
    workers: Arc<Workers<T>>,
}

impl<T: Send + 'static> Readers<T> {
    pub fn start(
        pipeline: Pipeline,
        inputs: Vec<Input>,
        workers: Arc<Workers<T>>,
        streams: SyncSender<Stream<T>>,
    ) -> Readers<T> {
        let threads = pipeline.threads.clamp(1, inputs.len().max(1));
        let queue = Queue { inputs: inputs.into_iter().enumerate().collect(), streams: Some(streams) };
        let readers = Readers { pipeline, queue: Arc::new(Mutex::new(queue)), workers };
        (0..threads).for_each(|_| readers.replace_one());
        readers
    }

    /// One more reader, in place of one that is lost in its input. That one ends when it comes back.
    pub fn replace_one(&self) {
        let (pipeline, queue) = (self.pipeline.clone(), self.queue.clone());
        let workers = self.workers.clone();
        let thread = std::thread::Builder::new().name("claimant-read".to_owned()).stack_size(STACK);
        // A machine without threads to give leaves fewer readers.
        let _ = thread.spawn(move || while read_next(&pipeline, &queue, &workers).is_some() {});
    }
}

/// Reads the next input to its end; `None` where there is none, or nobody waits any more.
fn read_next<T: Send + 'static>(
    pipeline: &Pipeline,
    queue: &Mutex<Queue<T>>,
    workers: &Workers<T>,
) -> Option<()> {
    let (documents, receiver) = sync_channel(AHEAD);
    let watch = Arc::new(Watch::default());
    let input = {
        let mut queue = locked(queue);
        let Some((index, input)) = queue.inputs.pop_front() else {
            queue.streams = None; // The caller's loop ends when the last stream is drained.
            return None;
        };
        queue
            .streams
            .as_ref()?
            .send(Stream { input: index, documents: receiver, watch: watch.clone() })
            .ok()?;
        input
    };
    let name = input.name.clone();
    let out = Out { documents, workers, known: pipeline.known.as_deref() };
    let all = || match input.holds {
        Holds::Article(read) => out.give(Ok(*read)),
        Holds::Bytes(open) => match open() {
            Ok(opened) => read_documents(pipeline, &name, opened, &watch, &out),
            Err(failure) => out.ready(Outcome::Failed(failure)),
        },
    };
    catch_unwind(AssertUnwindSafe(all)).unwrap_or_else(|panic| {
        watch.pause();
        out.ready(Outcome::Failed(Failure::Crashed(panic_message(&*panic))))
    })
}

/// Where the documents of one input go.
struct Out<'a, T> {
    documents: SyncSender<Pending<T>>,
    workers: &'a Workers<T>,
    known: Option<&'a Known>,
}

impl<T: Send + 'static> Out<'_, T> {
    fn ready(&self, outcome: Outcome<T>) -> Option<()> {
        self.documents.send(Pending::Ready(outcome)).ok()
    }

    fn give(&self, item: Result<Read, ReadError>) -> Option<()> {
        match item {
            Err(error) => self.ready(Outcome::of_error(error)),
            Ok(read) if self.known.is_some_and(|known| known(&read.article)) => self.ready(Outcome::Known),
            Ok(read) => self.documents.send(self.workers.give(read)).ok(),
        }
    }
}

fn read_documents<T: Send + 'static>(
    pipeline: &Pipeline,
    name: &str,
    opened: Opened,
    watch: &Arc<Watch>,
    out: &Out<'_, T>,
) -> Option<()> {
    let (door, clock) = (pipeline.pdf.clone(), watch.clone());
    let watched = move |bytes: &[u8]| match &door {
        Some(door) => clock.outside(|| door(bytes)),
        None => Err(ReadError::PdfClosed),
    };
    let options = Options {
        kind: pipeline.kind,
        hint: opened.hint,
        published: pipeline.published.clone(),
        url: opened.url,
        pdf: Some(&watched as &PdfDoor),
        ..Options::default()
    };
    let path = options.url.is_none().then_some(name);
    let mut bytes = BufReader::new(Watched { inner: opened.bytes, watch: watch.clone() });
    if refused(&mut bytes, opened.size, &options) {
        return out.ready(Outcome::of_error(ReadError::TooLarge));
    }
    watch.start();
    let mut seen = false;
    for item in stream(bytes, &options) {
        watch.pause();
        out.give(item.map(|read| from(read, path)))?;
        seen = true;
        if pipeline.stop.load(Ordering::Relaxed) {
            return None;
        }
        watch.start();
    }
    watch.pause();
    if seen { Some(()) } else { out.ready(Outcome::Empty) }
}

/// `read` with the path that it was read from, where it came from a file.
fn from(mut read: Read, path: Option<&str>) -> Read {
    read.article.origin.path = read.article.origin.path.or_else(|| path.map(str::to_owned));
    read
}

/// Whether a document is known to be too large before it is read. Archives and JSON Lines may have any size.
fn refused(bytes: &mut impl BufRead, size: Option<u64>, options: &Options<'_>) -> bool {
    if size.is_none_or(|size| size <= limits::DOCUMENT as u64) {
        return false;
    }
    let Ok(head) = bytes.fill_buf() else { return false };
    let kind = options.kind.map_or_else(|| sniff(head, options.hint.as_deref()), Ok);
    kind.is_ok_and(|kind| !matches!(kind, Kind::Warc | Kind::JsonLines))
}
