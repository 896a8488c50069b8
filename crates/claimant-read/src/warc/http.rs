//! HTTP responses as archives keep them.

use super::find;
use crate::{ReadError, limits, unpack};

/// A page: its bytes, and the character set that the response names.
pub(super) type Page = (Vec<u8>, Option<String>);

/// The page in a response; `None` if it is none that was found (200) or not HTML.
pub(super) fn page(response: &[u8]) -> Option<Result<Page, ReadError>> {
    let (headers, body) = match split(response) {
        Ok(parts) => parts,
        Err(error) => return Some(Err(error)),
    };
    let kind = find(&headers, "content-type").unwrap_or_default();
    let named = is_html(kind) || (kind.is_empty() && crate::sniff(body, None) == Ok(crate::Kind::Html));
    if !is_found(response) || !named {
        return None;
    }
    Some(decode(&headers, body).map(|body| (body, charset(kind))))
}

/// Whether the status is 200.
fn is_found(response: &[u8]) -> bool {
    let line = response.split(|b| *b == b'\n').next().unwrap_or_default();
    let status = line.split(|b| *b == b' ').nth(1).unwrap_or_default();
    line.starts_with(b"HTTP/") && status.trim_ascii() == b"200"
}

/// Whether a media type is that of pages.
pub(super) fn is_html(kind: &str) -> bool {
    let kind = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    kind == "text/html" || kind == "application/xhtml+xml"
}

/// The character set that a media type names.
pub(super) fn charset(kind: &str) -> Option<String> {
    let lower = kind.to_ascii_lowercase();
    let (_, value) = lower.split_once("charset=")?;
    let value = value.split([';', ' ', ',']).next().unwrap_or_default().trim_matches(['"', '\'']);
    (!value.is_empty()).then(|| value.to_owned())
}

type Headers = Vec<(String, String)>;

/// The headers and the body of a response.
fn split(response: &[u8]) -> Result<(Headers, &[u8]), ReadError> {
    let mut headers = Vec::new();
    let mut rest = response;
    for _ in 0..limits::HEADER_LINES {
        let end = rest.iter().position(|b| *b == b'\n').ok_or(ReadError::Truncated)?;
        let (line, after) = rest.split_at(end + 1);
        rest = after;
        if line.trim_ascii().is_empty() {
            return Ok((headers, rest));
        }
        headers.extend(header(line));
    }
    Err(ReadError::BadWarc("too many HTTP headers".to_owned()))
}

/// A header line: its name in lower case and its value.
pub(super) fn header(line: &[u8]) -> Option<(String, String)> {
    let line = String::from_utf8_lossy(line);
    let (name, value) = line.split_once(':')?;
    Some((name.trim().to_ascii_lowercase(), value.trim().to_owned()))
}

/// The body without its transfer and content encodings.
fn decode(headers: &Headers, body: &[u8]) -> Result<Vec<u8>, ReadError> {
    let chunked = find(headers, "transfer-encoding")
        .is_some_and(|value| value.to_ascii_lowercase().contains("chunked"));
    // Some crawlers keep the header but store the body already joined.
    let joined = if chunked { unchunk(body).unwrap_or_else(|| body.to_vec()) } else { body.to_vec() };
    let encoding = find(headers, "content-encoding").unwrap_or_default();
    // Likewise for compression: a body that starts as text is no longer compressed.
    if joined.trim_ascii_start().starts_with(b"<") {
        return Ok(joined);
    }
    unpack::content(joined, encoding)
}

/// The chunks of a body, joined; `None` if the body is not in chunks. A cut last chunk is kept as far as it goes.
fn unchunk(body: &[u8]) -> Option<Vec<u8>> {
    let mut joined = Vec::with_capacity(body.len());
    let mut rest = body;
    loop {
        let Some(end) = rest.iter().position(|b| *b == b'\n') else {
            return (!joined.is_empty()).then_some(joined);
        };
        let size = std::str::from_utf8(&rest[..end]).ok()?;
        let size = usize::from_str_radix(size.split(';').next().unwrap_or_default().trim(), 16).ok()?;
        rest = &rest[end + 1..];
        if size == 0 {
            return Some(joined);
        }
        joined.extend_from_slice(&rest[..size.min(rest.len())]);
        let Some(after) = rest.get(size..) else { return Some(joined) };
        rest = after.strip_prefix(b"\r\n").or_else(|| after.strip_prefix(b"\n")).unwrap_or(after);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        use std::io::Write as _;
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    fn body(headers: &str, body: &[u8]) -> Result<Vec<u8>, ReadError> {
        let head = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=latin1\r\n{headers}\r\n");
        let (body, charset) = page(&[head.as_bytes(), body].concat()).unwrap()?;
        assert_eq!(charset.as_deref(), Some("latin1"));
        Ok(body)
    }

    #[test]
    fn encodings_are_undone() {
        let html = b"<html><p>One.</p></html>";
        assert_eq!(body("", html), Ok(html.to_vec()));
        assert_eq!(body("Content-Encoding: gzip\r\n", &gzip(html)), Ok(html.to_vec()));
        assert_eq!(body("Content-Encoding: gzip\r\n", html), Ok(html.to_vec()));
        let chunks = b"6\r\n<html>\r\n12;x=y\r\n<p>One.</p></html>\r\n0\r\n\r\n";
        assert_eq!(body("Transfer-Encoding: chunked\r\n", chunks), Ok(html.to_vec()));
        assert_eq!(body("Content-Encoding: br\r\n", b"\x8b"), Err(ReadError::UnknownEncoding("br".into())));
    }

    #[test]
    fn bombs_are_refused() {
        let bomb = gzip(&vec![b' '; 8 << 20]);
        assert_eq!(body("Content-Encoding: gzip\r\n", &bomb), Err(ReadError::Bomb));
    }
}
