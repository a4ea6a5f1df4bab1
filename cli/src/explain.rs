//! Explanations of the diagnostic codes, a page for each.

use specsmith_generator::read::closest_of;

use crate::config::quoted;

/// All pages, each under its code as a heading.
const PAGES: &str = include_str!("../explain/diagnostics.md");

/// Returns the codes, in the order of their pages.
pub fn codes() -> impl Iterator<Item = &'static str> {
    PAGES.lines().filter_map(|line| line.strip_prefix("## "))
}

/// Returns the page of a code, in Markdown without its heading.
pub fn page(code: &str) -> Option<&'static str> {
    let sections = PAGES.split("\n## ").skip(1);
    sections.filter_map(|section| section.split_once('\n')).find(|(name, _)| *name == code).map(|(_, text)| text.trim())
}

/// Returns a hint for a code that does not exist.
pub fn hint(code: &str) -> String {
    let codes: Vec<&str> = codes().collect();
    closest_of(codes.iter().copied(), code)
        .map_or_else(|| format!("the codes are {}", quoted(&codes)), |code| format!("did you mean `{code}`?"))
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::{Path, PathBuf};

    use super::*;
    use crate::code::Code;

    fn repository() -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
    }

    #[test]
    fn every_code_has_a_page() {
        let without: Vec<Code> = Code::all().filter(|code| page(code.text()).is_none()).collect();
        assert_eq!(without, [], "cli/explain/diagnostics.md has a page for each code");
    }

    #[test]
    fn every_page_is_of_a_code() {
        let without: Vec<&str> = codes().filter(|page| Code::all().all(|code| code.text() != *page)).collect();
        assert_eq!(without, [""; 0], "cli/explain/diagnostics.md has pages of codes alone");
    }

    #[test]
    fn a_code_has_one_page() {
        let mut known = std::collections::HashSet::new();
        assert_eq!(codes().filter(|code| !known.insert(*code)).collect::<Vec<_>>(), [""; 0]);
    }

    #[test]
    fn the_page_in_the_documentation_is_the_same() {
        let path = repository().join("docs/diagnostics.md");
        if std::env::var_os("SPECSMITH_UPDATE").is_some() {
            fs::write(&path, PAGES).unwrap();
        }
        let kept = fs::read_to_string(path).unwrap_or_default();
        assert!(kept == PAGES, "SPECSMITH_UPDATE=1 cargo test -p specsmith page writes docs/diagnostics.md");
    }
}
