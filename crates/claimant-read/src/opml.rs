//! Lists of feeds, as feed readers exchange them: OPML, outlines inside outlines, each feed an address.

use std::collections::BTreeSet;

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use crate::{ReadError, charset, limits};

/// The addresses of the feeds in a list, in its order, each once, from outlines at any depth.
///
/// A list that ends too early or is no XML gives an error and no feed: half a list would look like a whole one.
pub fn feeds(bytes: &[u8]) -> Result<Vec<String>, ReadError> {
    let decoded = charset::decode(bytes, None, declared(bytes).as_deref());
    let mut reader = Reader::from_str(&decoded.text);
    let (mut found, mut seen) = (Vec::new(), BTreeSet::new());
    let (mut depth, mut rooted) = (0usize, false);
    loop {
        let event = reader.read_event().map_err(|why| bad(&reader, &decoded.text, &why.to_string()))?;
        match &event {
            Event::Start(element) | Event::Empty(element) => {
                rooted |= named(element.name().as_ref(), "opml");
                if !rooted {
                    return Err(ReadError::BadOpml("it does not begin with <opml>".to_owned()));
                }
                if named(element.name().as_ref(), "outline") {
                    let address = address(element).map_err(|why| bad(&reader, &decoded.text, &why))?;
                    found.extend(address.filter(|address| seen.insert(address.clone())));
                }
                depth += usize::from(matches!(event, Event::Start(_)));
            }
            Event::End(_) => depth = depth.saturating_sub(1),
            Event::Eof if !rooted => return Err(ReadError::BadOpml("it holds no <opml>".to_owned())),
            Event::Eof if depth > 0 => return Err(ReadError::Truncated),
            Event::Eof => return Ok(found),
            _ => {}
        }
        if found.len() > limits::FEEDS {
            return Err(ReadError::BadOpml(format!("it names more than {} feeds", limits::FEEDS)));
        }
    }
}

/// The address that an outline gives its feed; programs differ in how they write the attribute's name.
fn address(outline: &BytesStart<'_>) -> Result<Option<String>, String> {
    for attribute in outline.attributes() {
        let attribute = attribute.map_err(|why| why.to_string())?;
        if named(attribute.key.as_ref(), "xmlUrl") {
            let value = attribute.normalized_value(XmlVersion::Implicit1_0).map_err(|why| why.to_string())?;
            return Ok(Some(value.trim().to_owned()).filter(|address| !address.is_empty()));
        }
    }
    Ok(None)
}

fn named(name: impl AsRef<[u8]>, wanted: &str) -> bool {
    name.as_ref().eq_ignore_ascii_case(wanted.as_bytes())
}

/// The character set in the XML declaration.
fn declared(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(200)]).into_owned();
    let (_, after) = head.split_once("encoding=")?;
    let name: String = after.chars().skip(1).take_while(|c| !matches!(c, '"' | '\'')).collect();
    Some(name)
}

/// What is wrong, and in which line.
fn bad(reader: &Reader<&[u8]>, text: &str, why: &str) -> ReadError {
    let at = usize::try_from(reader.error_position()).unwrap_or(usize::MAX).min(text.len());
    let line = 1 + text.as_bytes()[..at].iter().filter(|byte| **byte == b'\n').count();
    ReadError::BadOpml(format!("line {line}: {why}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(body: &str) -> Result<Vec<String>, ReadError> {
        feeds(format!("<?xml version='1.0'?>\n<opml version='2.0'><body>{body}</body></opml>").as_bytes())
    }

    #[test]
    fn outlines_inside_outlines_are_found_once_in_their_order() {
        let body = "<outline text='Wires'><outline text='North'>
            <outline type='rss' text='A &amp; B' xmlUrl='https://a.example/f?x=1&amp;y=2'/></outline>
            <outline xmlurl=' https://b.example/f '></outline></outline>
            <outline xmlUrl='https://a.example/f?x=1&amp;y=2'/><outline text='no feed' htmlUrl='https://c.example'/>
            <outline xmlUrl=''/>";
        assert_eq!(list(body).unwrap(), ["https://a.example/f?x=1&y=2", "https://b.example/f"]);
        assert_eq!(list("").unwrap(), Vec::<String>::new());
        let latin = b"<?xml version=\"1.0\" encoding=\"iso-8859-1\"?><OPML><outline text='\xe9' xmlUrl='http://\xe9.example/'/></OPML>";
        assert_eq!(feeds(latin).unwrap(), ["http://é.example/"]);
    }

    #[test]
    fn half_a_list_is_no_list() {
        let whole = "<?xml version='1.0'?><opml><body><outline text='é'><outline xmlUrl='https://a.example/'/></outline></body></opml>";
        assert!((0..whole.len()).all(|end| feeds(&whole.as_bytes()[..end]).is_err()));
        assert_eq!(feeds(whole.as_bytes()).unwrap().len(), 1);
    }

    #[test]
    fn what_is_no_list_says_so() {
        let broken = list("<outline xmlUrl='https://a.example/'>\n</body>").unwrap_err();
        assert!(broken.to_string().contains("line 3"), "{broken}");
        assert_eq!(feeds(b"<opml><body><outline xmlUrl='https://a.example/'/>"), Err(ReadError::Truncated));
        for text in [
            "",
            "https://a.example/feed",
            "<rss><opml/></rss>",
            "<opml><outline xmlUrl='&x;'/></opml>",
            "<opml a></opml",
        ] {
            let error = feeds(text.as_bytes()).unwrap_err();
            assert!(["bad-opml", "truncated"].contains(&error.code()), "{text}: {error}");
        }
        let many: String =
            (0..=limits::FEEDS).map(|n| format!("<outline xmlUrl='http://{n}.example'/>")).collect();
        assert!(list(&many).is_err());
    }
}
