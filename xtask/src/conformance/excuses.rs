//! The excuses of the repository, as far as this half needs them: which of them should have covered something and did not.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde::Deserialize;

use super::table::Row;

/// `excuses.toml`.
#[derive(Default, Deserialize)]
struct Excuses {
    #[serde(default)]
    excuse: Vec<Excuse>,
}

#[derive(Deserialize)]
struct Excuse {
    id: String,
    /// Documents by slug; `*` stands for any text.
    document: String,
}

/// The excuses about documents of this run that covered nothing. One about any document counts where `whole`: all of the repository's own were
/// looked at, among which there is an example of it.
///
/// # Errors
///
/// When the file cannot be read.
pub(super) fn stale(file: &Path, rows: &[Row], whole: bool) -> Result<Vec<String>, String> {
    let Ok(text) = fs::read_to_string(file) else { return Ok(Vec::new()) };
    let excuses: Excuses = toml::from_str(&text).map_err(|error| format!("`{}`: {error}", file.display()))?;
    let used: BTreeSet<&String> = rows.iter().flat_map(|row| row.figures.excuses.keys()).collect();
    let about = |excuse: &Excuse| match excuse.document.as_str() {
        "*" => whole,
        pattern => rows.iter().any(|row| row.failed.is_none() && matches(pattern, &row.slug)),
    };
    let stale = excuses.excuse.iter().filter(|excuse| !used.contains(&excuse.id) && about(excuse));
    Ok(stale.map(|excuse| excuse.id.clone()).collect())
}

/// Returns true for a text that a pattern with `*` describes as a whole.
fn matches(pattern: &str, text: &str) -> bool {
    match pattern.split_once('*') {
        None => pattern == text,
        Some((start, rest)) => text.strip_prefix(start).is_some_and(|left| {
            (0..=left.len()).filter(|at| left.is_char_boundary(*at)).any(|at| matches(rest, &left[at..]))
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn a_star_stands_for_any_text() {
        assert!(matches("*", "a") && matches("a*c", "abc") && matches("a*", "a") && matches("a", "a"));
        assert!(!matches("a*c", "abd") && !matches("a", "ab") && !matches("", "a"));
    }
}
