//! The name of the crate that is written.

use std::fmt;

use super::reserved::{self, Kind};
use super::split;

/// Name of a crate: lower-case ASCII letters, digits, `-` and `_`, beginning with a letter.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CrateName(String);

impl CrateName {
    /// Makes a legal crate name of any text; `client` when nothing is left of it.
    pub fn new(text: &str) -> Self {
        let kept = text.chars().map(|char| match char {
            'a'..='z' | '0'..='9' | '_' | '-' => char,
            'A'..='Z' => char.to_ascii_lowercase(),
            _ => ' ',
        });
        let joined: String = kept.collect();
        let mut name = joined.split_whitespace().collect::<Vec<_>>().join("-").trim_matches(['-', '_']).to_owned();
        name.truncate(64);
        if name.is_empty() {
            name = split::words(text).join("-");
        }
        let ident = name.replace('-', "_");
        let taken = reserved::is_keyword(&ident)
            || Kind::Module.reserves(&ident)
            || [
                "alloc",
                "build",
                "core",
                "deps",
                "examples",
                "incremental",
                "proc_macro",
                "specsmith_runtime",
                "std",
                "test",
            ]
            .contains(&ident.as_str());
        match name.chars().next() {
            None => Self("client".to_owned()),
            Some(first) if !first.is_ascii_alphabetic() => Self(format!("client-{name}")),
            Some(_) if taken => Self(format!("{name}-client")),
            Some(_) => Self(name),
        }
    }

    /// Returns the name as in `Cargo.toml`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the name as in `use`.
    pub fn ident(&self) -> String {
        self.0.replace('-', "_")
    }
}

impl fmt::Display for CrateName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::CrateName;

    #[test]
    fn crate_names() {
        for (text, expected) in [
            ("openai-roles", "openai-roles"),
            ("My API v1.0", "my-api-v1-0"),
            ("", "client"),
            ("3d", "client-3d"),
            ("std", "std-client"),
            ("../evil\"\n[deps]", "evil-deps"),
            ("日本", "ri-ben"),
        ] {
            assert_eq!(CrateName::new(text).as_str(), expected, "{text:?}");
        }
    }
}
