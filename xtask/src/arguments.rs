//! The words after the command: `--name value`, `--switch`, and the rest.

/// Switches that take no value.
const SWITCHES: &[&str] = &["fast", "json", "model", "quick", "verbose"];

/// A command's arguments as typed.
#[derive(Debug, Default)]
pub struct Arguments {
    /// Words that belong to no option.
    pub files: Vec<String>,
    options: Vec<(String, String)>,
}

impl Arguments {
    /// Sorts the words.
    pub fn parse(words: impl Iterator<Item = String>) -> Arguments {
        let mut arguments = Arguments::default();
        let mut words = words;
        while let Some(word) = words.next() {
            match word.strip_prefix("--") {
                Some(name) if SWITCHES.contains(&name) => {
                    arguments.options.push((name.to_owned(), String::new()));
                }
                Some(name) => {
                    arguments.options.push((name.to_owned(), words.next().unwrap_or_default()));
                }
                None => arguments.files.push(word),
            }
        }
        arguments
    }

    /// The names of all options that were given.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.options.iter().map(|(name, _)| name.as_str())
    }

    /// The value of an option, the last one if it is given twice.
    pub fn option(&self, name: &str) -> Option<&str> {
        self.options.iter().rev().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// Every value of an option that may be repeated.
    pub fn all(&self, name: &str) -> Vec<&str> {
        self.options.iter().filter(|(key, _)| key == name).map(|(_, value)| value.as_str()).collect()
    }

    /// Whether a switch is there.
    pub fn has(&self, name: &str) -> bool {
        self.option(name).is_some()
    }

    /// The first word that belongs to no option.
    pub fn first(&self, what: &str) -> Result<&str, String> {
        self.files.first().map(String::as_str).ok_or_else(|| format!("{what} is missing"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_switches_and_files_are_told_apart() {
        let words = ["a", "--layer", "times", "--json", "b", "--layer", "claims"];
        let arguments = Arguments::parse(words.map(str::to_owned).into_iter());
        assert_eq!(arguments.files, ["a", "b"]);
        assert_eq!(arguments.all("layer"), ["times", "claims"]);
        assert_eq!(arguments.option("layer"), Some("claims"));
        assert!(arguments.has("json") && !arguments.has("quick"));
        assert!(Arguments::default().first("GOLD").is_err());
    }
}
