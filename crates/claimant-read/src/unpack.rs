//! Compressed bytes, within limits.

use std::io::{self, BufRead, BufReader, Read};

use flate2::bufread::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};

use crate::{ReadError, limits};

/// The first bytes of a gzip stream, as far as they can be had.
pub(crate) fn gunzip_head(bytes: &[u8], most: usize) -> Vec<u8> {
    let mut head = Vec::new();
    // An error only means that the window cut the stream: what was decompressed before it is kept.
    let _ = MultiGzDecoder::new(bytes).take(most as u64).read_to_end(&mut head);
    head
}

/// A gzip stream of any number of members, decompressed as it is read; growth beyond the limit is an error.
pub(crate) fn gunzip<'a>(input: impl BufRead + 'a) -> impl BufRead + 'a {
    BufReader::new(Gunzip { decoder: MultiGzDecoder::new(Counted { input, count: 0 }), grown: 0 })
}

/// A reader that counts what is taken from it.
struct Counted<R> {
    input: R,
    count: u64,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.input.read(buffer)?;
        self.count += read as u64;
        Ok(read)
    }
}

impl<R: BufRead> BufRead for Counted<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.input.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        self.count += amount as u64;
        self.input.consume(amount);
    }
}

struct Gunzip<R> {
    decoder: MultiGzDecoder<Counted<R>>,
    grown: u64,
}

impl<R: BufRead> Read for Gunzip<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.decoder.read(buffer)?;
        self.grown += read as u64;
        let most = self.decoder.get_ref().count.saturating_mul(limits::RATIO as u64);
        if self.grown > most.max(limits::RATIO_FREE as u64) {
            return Err(io::Error::new(io::ErrorKind::QuotaExceeded, "compressed data grows too much"));
        }
        Ok(read)
    }
}

/// All of `input`, at most [`limits::DOCUMENT`] bytes.
pub(crate) fn all(input: impl Read) -> Result<Vec<u8>, ReadError> {
    let mut bytes = Vec::new();
    input.take(limits::DOCUMENT as u64 + 1).read_to_end(&mut bytes).map_err(io_error)?;
    if bytes.len() > limits::DOCUMENT { Err(ReadError::TooLarge) } else { Ok(bytes) }
}

/// The bytes of an HTTP body by its `Content-Encoding`.
pub(crate) fn content(body: Vec<u8>, encoding: &str) -> Result<Vec<u8>, ReadError> {
    let mut body = body;
    // Applied first to last by the server, so undone last to first.
    for name in encoding.split(',').rev().map(|name| name.trim().to_ascii_lowercase()) {
        body = match name.as_str() {
            "" | "identity" => body,
            "gzip" | "x-gzip" => bounded(MultiGzDecoder::new(&body[..]), body.len())?,
            "deflate" => inflate(&body)?,
            _ => return Err(ReadError::UnknownEncoding(name)),
        };
    }
    Ok(body)
}

/// `deflate` is zlib by the standard and raw by some servers.
fn inflate(body: &[u8]) -> Result<Vec<u8>, ReadError> {
    match bounded(ZlibDecoder::new(body), body.len()) {
        Err(ReadError::BadCompression(_)) => bounded(DeflateDecoder::new(body), body.len()),
        outcome => outcome,
    }
}

/// All that `input` decompresses to, within the limits for `packed` compressed bytes.
pub(crate) fn bounded(input: impl Read, packed: usize) -> Result<Vec<u8>, ReadError> {
    let most = packed.saturating_mul(limits::RATIO).clamp(limits::RATIO_FREE, limits::DOCUMENT);
    let mut bytes = Vec::new();
    input.take(most as u64 + 1).read_to_end(&mut bytes).map_err(io_error)?;
    match bytes.len() > most {
        true if most == limits::DOCUMENT => Err(ReadError::TooLarge),
        true => Err(ReadError::Bomb),
        false => Ok(bytes),
    }
}

/// The error for a failed read: damaged compression or a failing source.
pub(crate) fn io_error(error: io::Error) -> ReadError {
    match error.kind() {
        io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData => {
            ReadError::BadCompression(error.to_string())
        }
        io::ErrorKind::QuotaExceeded => ReadError::Bomb,
        io::ErrorKind::UnexpectedEof => ReadError::Truncated,
        _ => ReadError::Io(error.to_string()),
    }
}
