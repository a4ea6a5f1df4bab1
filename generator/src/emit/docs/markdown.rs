//! Markdown of an author, parsed and written again so that nothing in it can do more than be read.

use super::escape;

/// The lines of a text that is safe in a doc comment.
pub(super) fn safe(source: &str) -> Vec<String> {
    let mut out = String::new();
    for line in escape::clean(source).trim().lines() {
        if !out.is_empty() {
            out.push('\n');
        }
        escape::push_literal(&mut out, line.trim());
    }
    out.lines().map(str::to_owned).collect()
}
