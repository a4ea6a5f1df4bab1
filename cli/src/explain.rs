//! A page of prose for each diagnostic code.

use crate::config::{closest, quoted};

/// All pages, each under its code as a heading.
const PAGES: &str = include_str!("../explain/diagnostics.md");

/// The codes, in the order of their pages.
pub fn codes() -> impl Iterator<Item = &'static str> {
    PAGES.lines().filter_map(|line| line.strip_prefix("## "))
}

/// The page of a code, in Markdown without its heading.
pub fn page(code: &str) -> Option<&'static str> {
    let sections = PAGES.split("\n## ").skip(1);
    sections.filter_map(|section| section.split_once('\n')).find(|(name, _)| *name == code).map(|(_, text)| text.trim())
}

/// The remedy when there is no such code.
pub fn hint(code: &str) -> String {
    let codes: Vec<&str> = codes().collect();
    closest(code, &codes)
        .map_or_else(|| format!("the codes are {}", quoted(&codes)), |code| format!("did you mean `{code}`?"))
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::{Path, PathBuf};

    use super::*;

    fn repository() -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
    }

    /// Texts in quotes that stand after a mark.
    fn quoted_after<'t>(text: &'t str, mark: &str) -> Vec<&'t str> {
        let after = text.split(mark).skip(1);
        let texts = after.filter_map(|rest| rest.trim_start().strip_prefix('"')?.split('"').next());
        texts.filter(|code| code.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-')).collect()
    }

    fn sources(folder: &Path, texts: &mut Vec<String>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                sources(&path, texts);
            } else {
                texts.push(fs::read_to_string(path).unwrap());
            }
        }
    }

    #[test]
    fn every_code_has_a_page() {
        let constants = ["generator/src/report.rs", "cli/src/writer/mod.rs"]
            .map(|path| fs::read_to_string(repository().join(path)).unwrap());
        let mut texts = Vec::new();
        sources(&repository().join("cli/src"), &mut texts);
        let marks =
            ["Problem::error(", "Problem::warning(", "self.report(", "refuse(", "NotFound => (", "Directory => ("];
        let named = constants.iter().flat_map(|text| quoted_after(text, ": &str ="));
        let written = texts.iter().flat_map(|text| marks.iter().flat_map(|mark| quoted_after(text, mark)));
        let mut seen = 0;
        for code in named.chain(written) {
            assert!(page(code).is_some(), "cli/explain/diagnostics.md has no page for `{code}`");
            seen += 1;
        }
        assert!(seen >= codes().count() - 10, "{seen} codes are in the sources");
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
