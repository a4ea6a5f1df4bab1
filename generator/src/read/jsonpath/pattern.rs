//! The regular expressions of `match` and `search` (I-Regexp, RFC 9485).

use regex::{Regex, RegexBuilder};
/// Bytes that a compiled pattern may take.
const SIZE_LIMIT: usize = 1 << 20;

/// The part of a text that a pattern must match.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scope {
    Whole,
    Part,
}

/// Compiles a pattern; `None` for one that is no regular expression.
pub(super) fn compile(pattern: &str, scope: Scope) -> Option<Regex> {
    let pattern = with_dots(pattern);
    let pattern = if scope == Scope::Whole { format!(r"\A(?:{pattern})\z") } else { pattern };
    RegexBuilder::new(&pattern).size_limit(SIZE_LIMIT).build().ok()
}

/// Writes `.` as I-Regexp means it: anything but `\n` and `\r`.
fn with_dots(pattern: &str) -> String {
    let mut text = String::with_capacity(pattern.len());
    let mut is_escaped = false;
    let mut in_class = false;
    for c in pattern.chars() {
        match c {
            '.' if !is_escaped && !in_class => text.push_str(r"[^\n\r]"),
            c => text.push(c),
        }
        in_class = if is_escaped { in_class } else { (in_class || c == '[') && c != ']' };
        is_escaped = c == '\\' && !is_escaped;
    }
    text
}
