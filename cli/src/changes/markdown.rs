//! Changes as Markdown: an entry of a changelog, or a comment on a pull request.

use std::fmt::Write;

use specsmith_generator::diff::{Level, What};

use super::comparison::{Comparison, Located};

/// Maximum number of changes of one level that are listed; the rest is counted.
const MOST: usize = 200;

/// Returns the changes by level, the most severe first.
pub(super) fn text(comparison: &Comparison) -> String {
    let mut out = String::new();
    let Some(level) = comparison.level() else {
        return format!("`{}`: no changes of the public interface.\n", comparison.name);
    };
    let (old, new) = &comparison.versions;
    let versions = if old == new { String::new() } else { format!(" (document {} → {})", code(old), code(new)) };
    // Writing to a string cannot fail.
    let _ = writeln!(out, "`{}`: **{}** change{versions}.", comparison.name, level.word());
    let is_alias = |located: &&Located| matches!(located.change.what, What::Aliased { .. });
    let aliases = comparison.of(Level::Minor).filter(is_alias).collect();
    let added = comparison.of(Level::Minor).filter(|located| !is_alias(located)).collect();
    let all = |level| comparison.of(level).collect::<Vec<_>>();
    for (changes, title) in [
        (all(Level::Major), "Breaking"),
        (aliases, "Renamed, with the former name deprecated"),
        (added, "Added"),
        (all(Level::Patch), "Other"),
    ] {
        if changes.is_empty() {
            continue;
        }
        let _ = writeln!(out, "\n### {title}\n");
        changes.iter().take(MOST).for_each(|located| entry(&mut out, located));
        if changes.len() > MOST {
            let _ = writeln!(out, "- … and {} more", changes.len() - MOST);
        }
    }
    out
}

fn entry(out: &mut String, located: &Located) {
    let change = &located.change;
    let wire = if change.wire.any() { " ⇄" } else { "" };
    let what = change.what.describe().replace(['\n', '\r'], " ");
    // Writing to a string cannot fail.
    let _ = writeln!(out, "- {} {} {what}: {}{wire}", change.kind.word(), code(&change.item), change.reason());
}

/// Returns a code span, with Markdown's special characters of the document's text disabled.
fn code(text: &str) -> String {
    format!("`{}`", text.replace('`', "'").replace(['\n', '\r'], " "))
}
