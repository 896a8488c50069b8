//! Text to tokens: one forward scan over the bytes.
//!
//! Words are taken between blanks; a chunk of plain letters (most are) is a token at once, others are cut by what
//! their characters are. Nothing looks back further than the chunk or ahead further than a few characters.

mod number;
mod word;

pub use word::{Follows, abbreviation};

use std::ops::Range;

use claimant_doc::{Span, Tag, Token};

/// Adds the tokens of `range` of `text`, all with the tag [`Tag::Other`].
pub fn scan(text: &str, range: Range<usize>, tokens: &mut Vec<Token>) {
    let bytes = text.as_bytes();
    let mut at = range.start;
    while at < range.end {
        let blank = blank_len(text, at);
        if blank > 0 {
            at += blank;
            continue;
        }
        let (end, plain) = chunk_end(text, at, range.end);
        if plain {
            word::add_plain(text, at..end, tokens);
        } else {
            Chunk { text, bytes, start: at, end }.cut(tokens);
        }
        at = end;
    }
}

/// Length of the blank character at `at`; 0 if there is none.
fn blank_len(text: &str, at: usize) -> usize {
    match text.as_bytes().get(at) {
        Some(b' ' | b'\t'..=b'\r') => 1,
        Some(0x80..) => char_at(text, at).filter(|c| is_blank(*c)).map_or(0, char::len_utf8),
        _ => 0,
    }
}

fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}' | '\u{2060}')
}

/// End of the run without blanks from `at`, and whether it is nothing but ASCII letters.
fn chunk_end(text: &str, at: usize, limit: usize) -> (usize, bool) {
    let (mut end, mut plain) = (at, true);
    while end < limit {
        match text.as_bytes().get(end) {
            Some(b) if b.is_ascii_alphabetic() => end += 1,
            Some(b' ' | b'\t'..=b'\r') | None => break,
            Some(..0x80) => (end, plain) = (end + 1, false),
            Some(_) => match char_at(text, end) {
                Some(c) if !is_blank(c) => (end, plain) = (end + c.len_utf8(), false),
                _ => break,
            },
        }
    }
    (end.min(limit), plain)
}

fn char_at(text: &str, at: usize) -> Option<char> {
    text.get(at..)?.chars().next()
}

/// Whether `c` belongs inside a word: letters, digits, marks that combine with them.
fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || matches!(c, '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{200c}' | '\u{200d}')
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ')
}

/// A run without blanks that is not plain letters.
#[derive(Clone, Copy)]
struct Chunk<'a> {
    text: &'a str,
    bytes: &'a [u8],
    start: usize,
    end: usize,
}

impl Chunk<'_> {
    fn char(&self, at: usize) -> Option<char> {
        if at >= self.end {
            return None;
        }
        match self.bytes.get(at) {
            Some(b) if b.is_ascii() => Some(char::from(*b)),
            _ => char_at(self.text, at),
        }
    }

    fn slice(&self, from: usize, to: usize) -> &str {
        self.text.get(from..to).unwrap_or_default()
    }

    fn cut(&self, tokens: &mut Vec<Token>) {
        let address = self.holds_address();
        let mut at = self.start;
        while let Some(c) = self.char(at) {
            let end = self.token_end(at, c, address).max(at + c.len_utf8());
            add(self.text, at..end, tokens);
            at = end;
        }
    }

    fn holds_address(&self) -> bool {
        let chunk = self.slice(self.start, self.end);
        chunk.contains('@') || chunk.contains("://") || chunk.contains("www.")
    }

    /// One past the token that starts at `at` with `c`.
    fn token_end(&self, at: usize, c: char, address: bool) -> usize {
        let found = if address && is_word(c) { self.address_end(at) } else { None };
        if let Some(end) = found {
            return end;
        }
        let next = self.char(at + c.len_utf8());
        match c {
            '0'..='9' => number::end(self, at),
            '.' if next.is_some_and(|n| n.is_ascii_digit()) && self.opens_number(at) => {
                number::end(self, at + 1)
            }
            _ if is_word(c) => word::end(self, at),
            '@' | '#' if next.is_some_and(|n| n.is_alphabetic() || n == '_') => self.while_word(at + 1),
            '\'' | '’' => self.apostrophe_end(at, c, next),
            '`' if next == Some('`') => at + 2,
            ':' | ';' | '=' if self.emoticon_end(at).is_some() => self.emoticon_end(at).unwrap_or(at),
            '?' | '!' | '.' => self.while_any(at, &['?', '!', '.']),
            '-' | '$' | '*' | '=' | '~' | '<' | '>' | '+' | '|' | '#' | '—' => self.while_any(at, &[c]),
            _ => at + c.len_utf8(),
        }
    }

    fn apostrophe_end(&self, at: usize, c: char, next: Option<char>) -> usize {
        let clitic = if self.ends_word(at) { word::clitic(self, at) } else { None };
        match next {
            _ if clitic.is_some() => clitic.unwrap_or(at),
            Some('0'..='9') => number::decade_end(self, at),
            Some('\'') if c == '\'' => at + 2,
            _ => at + c.len_utf8(),
        }
    }

    /// End of the face at `at` (":-)"), if nothing of a word touches it.
    fn emoticon_end(&self, at: usize) -> Option<usize> {
        let nose = at + 1 + usize::from(matches!(self.char(at + 1), Some('-' | '^')));
        let mouth = self.char(nose).filter(|c| ")(DPpO|?*".contains(*c))?;
        let end = nose + mouth.len_utf8();
        (!self.ends_word(at) && !self.char(end).is_some_and(is_word)).then_some(end)
    }

    /// Whether a stop at `at` starts a number: nothing or a sign or bracket stands before it.
    fn opens_number(&self, at: usize) -> bool {
        at == self.start || matches!(self.bytes.get(at - 1), Some(b'$' | b'(' | b'-' | b'+' | b'"'))
    }

    /// Whether a letter or digit stands right before `at` in this chunk.
    fn ends_word(&self, at: usize) -> bool {
        self.slice(self.start, at).chars().next_back().is_some_and(is_word)
    }

    fn while_word(&self, at: usize) -> usize {
        self.while_char(at, is_word)
    }

    fn while_any(&self, at: usize, set: &[char]) -> usize {
        self.while_char(at, |c| set.contains(&c))
    }

    fn while_char(&self, mut at: usize, keep: impl Fn(char) -> bool) -> usize {
        while let Some(c) = self.char(at).filter(|c| keep(*c)) {
            at += c.len_utf8();
        }
        at
    }

    /// End of the web or mail address that starts at `at`.
    fn address_end(&self, at: usize) -> Option<usize> {
        let is_web = ["http://", "https://", "www.", "ftp://"].iter().any(|p| self.starts_with(at, p));
        (is_web || self.is_mail(at)).then(|| self.trimmed_address(at))
    }

    fn starts_with(&self, at: usize, prefix: &str) -> bool {
        let head = self.text.get(at..(at + prefix.len()).min(self.end));
        head.is_some_and(|head| head.eq_ignore_ascii_case(prefix))
    }

    /// "name@host.org", the name not absurdly long.
    fn is_mail(&self, at: usize) -> bool {
        let is_name = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-' | b'+' | b'%');
        let rest = self.bytes.get(at..self.end).unwrap_or_default();
        let name = rest.iter().take(64).take_while(|b| is_name(b)).count();
        let sign = rest.get(name) == Some(&b'@');
        name > 0 && sign && rest.get(name + 1).is_some_and(u8::is_ascii_alphanumeric)
    }

    /// End of an address's characters from `at`, without the punctuation that follows it.
    fn trimmed_address(&self, at: usize) -> usize {
        let end = self.while_char(at, |c| !"<>\"“”«»|[]".contains(c));
        let body = self.slice(at, end);
        let brackets = body.contains('(');
        let follows = |c: char| ".,;:!?'’*".contains(c) || (c == ')' && !brackets);
        at + body.trim_end_matches(follows).len()
    }
}

fn add(text: &str, range: Range<usize>, tokens: &mut Vec<Token>) {
    if let Some(span) = Span::new(text, range) {
        tokens.push(Token { span, tag: Tag::Other });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> String {
        let mut tokens = Vec::new();
        scan(text, 0..text.len(), &mut tokens);
        tokens.iter().map(|t| t.span.of(text)).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn words_and_clitics() {
        assert_eq!(cut("Don't they’re O'Brien’s cannot"), "Do n't they ’re O'Brien ’s can not");
        assert_eq!(cut("workers' 'yes,' WON'T"), "workers ' ' yes , ' WO N'T");
        assert_eq!(
            cut("anti-war 12-year-old U.S.-led Oct. 7,"),
            "anti-war 12 - year - old U.S. - led Oct. 7 ,"
        );
        assert_eq!(cut("AT&T (ISIS-K). end.The"), "AT&T ( ISIS - K ) . end . The");
        assert_eq!(cut("J. R. Smith at 5 a.m. No. 5. No."), "J. R. Smith at 5 a.m. No. 5 . No .");
        assert_eq!(cut("wait... what?! --no .?"), "wait ... what ?! -- no .?");
        assert_eq!(cut("Acme Inc.. It didnt go"), "Acme Inc. . It did nt go");
        assert_eq!(
            cut("its not its name, I dont w/o it :-) (as below:)"),
            "it s not its name , I do nt w/o it :-) ( as below : )"
        );
    }

    #[test]
    fn numbers() {
        assert_eq!(cut("$5 US$2.5bn €1,500. 3.5% 5pm"), "$ 5 US$ 2.5 bn € 1,500 . 3.5 % 5 pm");
        assert_eq!(
            cut("10-12 2024-06-15, 10:30 9/11 1990s '90s 21st"),
            "10 - 12 2024-06-15 , 10:30 9/11 1990s '90s 21st"
        );
        assert_eq!(cut("5,00,000 1,2,3 in 2001,2002 .5 F-16"), "5,00,000 1 , 2 , 3 in 2001 , 2002 .5 F - 16");
    }

    #[test]
    fn addresses_and_tags() {
        assert_eq!(
            cut("(see https://a.org/x?y=1). me@x.com, @user #tag #1"),
            "( see https://a.org/x?y=1 ) . me@x.com , @user #tag # 1"
        );
        assert_eq!(cut("example.com/news, bbc.co.uk."), "example.com/news , bbc.co.uk .");
        assert_eq!(cut("see Annex.pdf. rec.pets.cats, end.the"), "see Annex.pdf . rec.pets.cats , end . the");
    }

    #[test]
    fn a_huge_chunk_is_cut_in_linear_time() {
        for unit in ["a'", "a.", "1,", "1-", "@a", "-", "é", "(", "a-"] {
            let text = unit.repeat(200_000);
            let mut tokens = Vec::new();
            scan(&text, 0..text.len(), &mut tokens);
            assert!(tokens.iter().map(|t| t.span.len()).sum::<usize>() == text.len());
        }
    }
}
