//! What a token looks like to the model of sentence ends.

use crate::segment::tokens::abbreviation;

/// What a token looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Kind {
    Edge,
    Stop,
    Shout,
    Ellipsis,
    Colon,
    Semicolon,
    Comma,
    Dash,
    Opening,
    Closing,
    Quote,
    Bullet,
    Symbol,
    Number,
    Figure,
    Abbreviation,
    Address,
    Letter,
    Capital,
    Shouted,
    Small,
}

impl Kind {
    /// Of a word as written.
    pub fn of(word: &str) -> Kind {
        match word {
            "." | "。" => return Kind::Stop,
            ":" => return Kind::Colon,
            ";" => return Kind::Semicolon,
            "," => return Kind::Comma,
            "-" | "--" | "---" | "—" | "–" => return Kind::Dash,
            "(" | "[" | "{" | "“" | "‘" | "«" | "<" | "``" => return Kind::Opening,
            ")" | "]" | "}" | "”" | "’" | "»" => return Kind::Closing,
            "\"" | "'" | "''" => return Kind::Quote,
            "*" | "•" | "·" | "#" | ">" | "|" | "~" | "o" => return Kind::Bullet,
            "…" => return Kind::Ellipsis,
            _ => {}
        }
        let mut letters = word.chars();
        let first = letters.next().unwrap_or(' ');
        if first.is_ascii_digit() {
            let plain = word.chars().all(|c| c.is_ascii_digit());
            return if plain { Kind::Number } else { Kind::Figure };
        }
        if !word.chars().any(char::is_alphanumeric) {
            return Kind::of_marks(word);
        }
        if word.contains("://") || word.starts_with("www.") || (word.contains('@') && word.contains('.')) {
            return Kind::Address;
        }
        if word.ends_with('.') && (word.len() > 2 || abbreviation(word.trim_end_matches('.')).is_some()) {
            return Kind::Abbreviation;
        }
        match (first.is_uppercase(), letters.next()) {
            (true, None | Some('.')) => Kind::Letter,
            (true, Some(second)) if second.is_uppercase() => Kind::Shouted,
            (true, _) => Kind::Capital,
            _ => Kind::Small,
        }
    }

    /// Of a word without letters and digits.
    fn of_marks(word: &str) -> Kind {
        if word.contains(['?', '!']) {
            Kind::Shout
        } else if word.len() > 1 && word.bytes().all(|byte| byte == b'.') {
            Kind::Ellipsis
        } else if word.len() > 2 && word.bytes().all(|byte| b"*-=_~#+".contains(&byte)) {
            Kind::Bullet
        } else {
            Kind::Symbol
        }
    }

    /// Whether a sentence may end after it whatever follows.
    pub fn is_mark(self) -> bool {
        use Kind::*;
        matches!(
            self,
            Stop | Shout
                | Ellipsis
                | Colon
                | Semicolon
                | Dash
                | Closing
                | Quote
                | Bullet
                | Symbol
                | Abbreviation
                | Address
        )
    }

    /// Whether a sentence may open with it where no mark stands before.
    pub fn may_open(self) -> bool {
        !matches!(self, Kind::Small | Kind::Comma | Kind::Stop | Kind::Shout | Kind::Ellipsis | Kind::Closing)
    }

    /// Whether it is a word with a capital.
    pub fn is_capital(self) -> bool {
        matches!(self, Kind::Capital | Kind::Shouted | Kind::Letter | Kind::Abbreviation)
    }
}
