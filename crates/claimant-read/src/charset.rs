//! From bytes in any character set to UTF-8, and from places in the decoded text back to the bytes.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{CoderResult, Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// Text decoded from bytes.
pub(crate) struct Decoded<'a> {
    /// The text, without byte order mark.
    pub text: Cow<'a, str>,
    /// The character set.
    pub encoding: &'static Encoding,
    /// Bytes of the byte order mark.
    pub mark: usize,
    /// Whether some bytes meant nothing in the character set and were replaced by U+FFFD.
    pub replaced: bool,
    /// What the document says its character set is, where its bytes say otherwise.
    pub belied: Option<&'static Encoding>,
}

/// The character set of that name.
pub(crate) fn by_name(name: &str) -> Option<&'static Encoding> {
    Encoding::for_label(name.trim().as_bytes())
}

/// The bytes after a byte order mark, and the mark's length.
pub(crate) fn strip_mark(bytes: &[u8]) -> (&[u8], usize) {
    let length = Encoding::for_bom(bytes).map_or(0, |(_, length)| length);
    (&bytes[length..], length)
}

/// Decodes `bytes`: as `forced` says, else as the byte order mark, else as UTF-8 if they are valid UTF-8, else as
/// `declared`, else as they look.
///
/// Valid UTF-8 with a non-ASCII character is never anything else by accident, while declarations often are wrong.
pub(crate) fn decode<'a>(bytes: &'a [u8], forced: Option<&str>, declared: Option<&str>) -> Decoded<'a> {
    let marked = Encoding::for_bom(bytes);
    let (rest, mark) = strip_mark(bytes);
    let chosen = forced.and_then(by_name).or(marked.map(|(encoding, _)| encoding));
    if chosen.is_none_or(|encoding| encoding == UTF_8)
        && let Ok(text) = std::str::from_utf8(rest)
        && (chosen.is_some() || utf16_unmarked(rest).is_none())
        && !(text.contains('\x1b') && declared.and_then(by_name).is_some_and(|e| !e.is_ascii_compatible()))
    {
        let belied = declared.and_then(by_name).filter(|said| *said != UTF_8 && !text.is_ascii());
        return Decoded { text: text.into(), encoding: UTF_8, mark, replaced: false, belied };
    }
    let encoding = chosen.or_else(|| utf16_unmarked(rest)).or_else(|| declared_or_none(declared, rest));
    let encoding = encoding.unwrap_or_else(|| guess(rest));
    let (text, replaced) = encoding.decode_without_bom_handling(rest);
    let belied = declared.and_then(by_name).filter(|said| *said != encoding && forced.is_none());
    Decoded { text, encoding, mark, replaced, belied }
}

/// The declared character set, unless the bytes have no meaning in it.
fn declared_or_none(declared: Option<&str>, bytes: &[u8]) -> Option<&'static Encoding> {
    let encoding = declared.and_then(by_name)?;
    // A page cannot say in ASCII that it is UTF-16.
    let plausible = encoding.is_ascii_compatible() || encoding.name() == "ISO-2022-JP";
    let sound = plausible && !encoding.decode_without_bom_handling(bytes).1;
    // Mostly sound UTF-8 with a few broken bytes stays UTF-8; other sets are guessed again.
    (sound || (encoding == UTF_8 && mostly_utf8(bytes))).then_some(encoding)
}

fn mostly_utf8(bytes: &[u8]) -> bool {
    let broken = bytes.utf8_chunks().filter(|chunk| !chunk.invalid().is_empty()).count();
    let multibyte = bytes.iter().filter(|b| **b >= 0xc2).count();
    multibyte > 3 * broken
}

/// UTF-16 without a mark: every other byte of Latin text is zero.
fn utf16_unmarked(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(512)];
    let zeros = |offset: usize| head.iter().skip(offset).step_by(2).filter(|b| **b == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let most = head.len() / 2 * 7 / 10;
    match () {
        () if head.len() < 8 => None,
        () if odd >= most && even == 0 => Some(UTF_16LE),
        () if even >= most && odd == 0 => Some(UTF_16BE),
        () => None,
    }
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    if mostly_utf8(bytes) {
        return UTF_8;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    match detector.guess(None, Utf8Detection::Allow) {
        encoding if encoding == UTF_8 => WINDOWS_1252,
        encoding => encoding,
    }
}

impl Decoded<'_> {
    /// The raw offsets of `places`, ascending byte offsets into [`Decoded::text`].
    pub(crate) fn raw_offsets(&self, bytes: &[u8], places: &[usize]) -> Vec<u64> {
        if self.encoding == UTF_8 && !self.replaced {
            return places.iter().map(|place| (place + self.mark) as u64).collect();
        }
        let mut decoder = self.encoding.new_decoder_without_bom_handling();
        let mut buffer = [0; 64];
        let (mut raw, mut decoded) = (self.mark, 0);
        let step =
            |raw: usize, decoded: &mut usize, decoder: &mut encoding_rs::Decoder, buffer: &mut [u8; 64]| {
                // One byte in: what comes out is known to end at it.
                let (result, _, written, _) = decoder.decode_to_utf8(&bytes[raw..raw + 1], buffer, false);
                debug_assert!(result == CoderResult::InputEmpty);
                *decoded += written;
            };
        let mut found = Vec::with_capacity(places.len());
        for place in places {
            while decoded < *place && raw < bytes.len() {
                step(raw, &mut decoded, &mut decoder, &mut buffer);
                raw += 1;
            }
            found.push(raw as u64);
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mark_goes_before_the_bytes_and_the_bytes_before_the_declaration() {
        let decode = |bytes: &'static [u8], declared| decode(bytes, None, declared);
        assert_eq!(decode(b"\xef\xbb\xbfa", None).text, "a");
        assert_eq!(decode("é".as_bytes(), Some("windows-1252")).text, "é");
        assert_eq!(decode(b"caf\xe9 au lait", Some("iso-8859-1")).text, "café au lait");
        assert_eq!(decode(b"caf\xe9 au lait", Some("utf-8")).text, "café au lait");
        assert_eq!(decode(b"\xff\xfea\0b\0", None).text, "ab");
        assert_eq!(decode(b"a\0b\0c\0d\0e\0", None).text, "abcde");
    }

    #[test]
    fn a_few_broken_bytes_are_replaced_and_said() {
        let decoded = decode("éééééé".as_bytes(), None, None);
        assert!(!decoded.replaced);
        let mut bytes = "éééééé a ".as_bytes().to_vec();
        bytes.push(0xff);
        let decoded = super::decode(&bytes, None, Some("utf-8"));
        assert!(decoded.replaced && decoded.text.starts_with("éééééé a \u{fffd}"));
    }

    #[test]
    fn places_lead_back_to_bytes() {
        for (name, raw) in
            [("windows-1252", &b"<p>\xe9t\xe9</p>"[..]), ("shift_jis", b"<p>\x93\xfa\x96{</p>")]
        {
            let decoded = decode(raw, Some(name), None);
            let place = decoded.text.find("</p>").unwrap();
            assert_eq!(decoded.raw_offsets(raw, &[0, place]), [0, raw.len() as u64 - 4], "{name}");
        }
    }
}
