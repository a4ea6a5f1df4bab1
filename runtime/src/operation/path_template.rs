//! Path templates.

use crate::http::percent::Set;

/// Characters that a segment can contain, and `%`.
pub(crate) const LITERAL: Set = Set::UNRESERVED.and("!$&'()*+,;=:@%");

/// Returns true for a template whose literals stand in a URL as they are and whose values each have a segment to themselves, as nearly all do. An
/// operation asks once.
pub(crate) fn is_plain(template: &str) -> bool {
    let bytes = template.as_bytes();
    let (mut at, mut before, mut named) = (0, 0, false);
    while at < bytes.len() {
        let byte = bytes[at];
        at += 1;
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'_' | b'-' => {}
            b'{' if !named && before == b'/' => named = true,
            b'}' if named && (at == bytes.len() || bytes[at] == b'/') => named = false,
            b'/' if !named => {}
            // A segment that begins with a dot or an encoded character may be one that leads elsewhere.
            b'.' | b'%' => {
                if before == b'/' && !named {
                    return false;
                }
            }
            b'/' | b'{' | b'}' => return false,
            other => {
                if !named && !LITERAL.contains(other) {
                    return false;
                }
            }
        }
        before = byte;
    }
    !named && !bytes.is_empty() && bytes[0] == b'/'
}
