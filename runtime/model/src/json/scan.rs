//! Strings: finding their end, unescaping and writing them.

use std::collections::BTreeSet;

use crate::json::stop::{Stop, Why};

const ONES: u64 = 0x0101_0101_0101_0101;
const HIGH: u64 = 0x8080_8080_8080_8080;

/// Marks, by their high bit, the bytes of a word that a JSON string cannot hold as they are. The lowest mark is exact; marks above it may be wrong.
#[inline]
fn marks(word: u64) -> u64 {
    let control = word.wrapping_sub(ONES * 0x20);
    let quote = word ^ (ONES * b'"' as u64);
    let slash = word ^ (ONES * b'\\' as u64);
    (control & !word | quote.wrapping_sub(ONES) & !quote | slash.wrapping_sub(ONES) & !slash) & HIGH
}

#[inline]
fn load(chunk: &[u8; 16], at: usize) -> u64 {
    let mut word = [0; 8];
    word.copy_from_slice(&chunk[at..at + 8]);
    u64::from_le_bytes(word)
}

/// Returns the index of the first quote, backslash or control character at or after `at`; the length if there is none.
#[inline]
pub(crate) fn special(bytes: &[u8], mut at: usize) -> usize {
    while let Some(chunk) = bytes.get(at..).and_then(<[u8]>::first_chunk::<16>) {
        let words: [u64; 2] = [load(chunk, 0), load(chunk, 8)];
        let first = marks(words[0]);
        if first != 0 {
            return at + (first.trailing_zeros() / 8) as usize;
        }
        let second = marks(words[1]);
        if second != 0 {
            return at + 8 + (second.trailing_zeros() / 8) as usize;
        }
        at += 16;
    }
    while let Some(byte) = bytes.get(at) {
        if matches!(byte, b'"' | b'\\' | 0..=0x1f) {
            break;
        }
        at += 1;
    }
    at
}

/// Reads the rest of a string that has escapes: from `start`, with the first special byte at `special_at`. Returns the index after the closing quote. Half
/// of a surrogate pair becomes U+FFFD, and `lone` says where the first one is.
pub(crate) fn unescape(
    text: &str,
    start: usize,
    special_at: usize,
    out: &mut String,
    lone: &mut Option<Stop>,
) -> Result<usize, Stop> {
    let bytes = text.as_bytes();
    let (mut start, mut at) = (start, special_at);
    loop {
        out.push_str(text.get(start..at).unwrap_or(""));
        match bytes.get(at) {
            Some(b'"') => return Ok(at + 1),
            Some(b'\\') => start = escape(bytes, at + 1, out, lone)?,
            Some(_) => return Err(Stop { at, why: Why::Expected("an escape, for a control character") }),
            None => return Err(Stop { at, why: Why::End }),
        }
        at = special(bytes, start);
    }
}

/// Reads a string from its opening quote; returns the index after its closing one. `None` for half of a surrogate pair as well.
pub fn unescape_string(json: &str, out: &mut String) -> Option<usize> {
    let mut lone = None;
    let end = unescape(json, 1, special(json.as_bytes(), 1), out, &mut lone).ok()?;
    lone.is_none().then_some(end)
}

/// Returns the index after the string that opens at `at`, which is not unescaped.
pub fn string_end(bytes: &[u8], at: usize) -> Option<usize> {
    let mut at = special(bytes, at + 1);
    loop {
        match bytes.get(at)? {
            b'"' => return Some(at + 1),
            b'\\' => at = special(bytes, at + 2),
            _ => return None,
        }
    }
}

/// Reads one escape, from after its backslash; returns the index after it.
fn escape(bytes: &[u8], at: usize, out: &mut String, lone: &mut Option<Stop>) -> Result<usize, Stop> {
    let plain = match bytes.get(at) {
        Some(b'"') => '"',
        Some(b'\\') => '\\',
        Some(b'/') => '/',
        Some(b'b') => '\u{8}',
        Some(b'f') => '\u{c}',
        Some(b'n') => '\n',
        Some(b'r') => '\r',
        Some(b't') => '\t',
        Some(b'u') => return unicode(bytes, at + 1, out, lone),
        Some(_) => return Err(Stop { at, why: Why::Expected("an escape") }),
        None => return Err(Stop { at, why: Why::End }),
    };
    out.push(plain);
    Ok(at + 1)
}

/// Reads the digits of `\u`, and of a second one when the first is half of a pair.
fn unicode(bytes: &[u8], at: usize, out: &mut String, lone: &mut Option<Stop>) -> Result<usize, Stop> {
    let first = hex(bytes, at)?;
    if let Some(plain) = char::from_u32(first) {
        out.push(plain);
        return Ok(at + 4);
    }
    if first < 0xDC00 && bytes.get(at + 4..at + 6) == Some(b"\\u") {
        let second = hex(bytes, at + 6)?;
        if (0xDC00..0xE000).contains(&second) {
            let pair = 0x1_0000 + ((first - 0xD800) << 10) + (second - 0xDC00);
            out.push(char::from_u32(pair).unwrap_or(char::REPLACEMENT_CHARACTER));
            return Ok(at + 10);
        }
    }
    out.push(char::REPLACEMENT_CHARACTER);
    lone.get_or_insert(Stop { at, why: Why::Expected("both halves of a surrogate pair") });
    Ok(at + 4)
}

fn hex(bytes: &[u8], at: usize) -> Result<u32, Stop> {
    let digits = bytes.get(at..at + 4).ok_or(Stop { at: bytes.len(), why: Why::End })?;
    digits.iter().zip(at..).try_fold(0, |value, (&byte, at)| {
        let digit = char::from(byte).to_digit(16).ok_or(Stop { at, why: Why::Expected("four hex digits") })?;
        Ok(value * 16 + digit)
    })
}

/// Writes a string in quotes, escaping what RFC 8259 section 7 says must be.
#[inline]
pub fn write_string(out: &mut String, text: &str) {
    out.push('"');
    write_inner(out, text);
    out.push('"');
}

/// Writes the inside of a string.
#[inline]
pub(crate) fn write_inner(out: &mut String, text: &str) {
    let at = special(text.as_bytes(), 0);
    if at == text.len() {
        out.push_str(text);
    } else {
        write_escaped(out, text, at);
    }
}

#[cold]
fn write_escaped(out: &mut String, text: &str, first: usize) {
    const HEX: &[u8; 16] = b"0123456789abcdef";
    let bytes = text.as_bytes();
    let (mut start, mut at) = (0, first);
    while let Some(&byte) = bytes.get(at) {
        out.push_str(text.get(start..at).unwrap_or(""));
        match byte {
            b'"' => out.push_str("\\\""),
            b'\\' => out.push_str("\\\\"),
            b'\n' => out.push_str("\\n"),
            b'\r' => out.push_str("\\r"),
            b'\t' => out.push_str("\\t"),
            0x8 => out.push_str("\\b"),
            0xC => out.push_str("\\f"),
            _ => {
                out.push_str("\\u00");
                out.push(char::from(HEX[usize::from(byte >> 4)]));
                out.push(char::from(HEX[usize::from(byte & 15)]));
            }
        }
        start = at + 1;
        at = special(bytes, start);
    }
    out.push_str(text.get(start..).unwrap_or(""));
}

/// Returns the keys of the members in the inside of an object that this crate wrote, those of inner objects aside.
pub(crate) fn top_keys(members: &str) -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    each_key(members, |key, _| {
        keys.insert(key);
    });
    keys
}

/// Returns the members in the inside of an object that this crate wrote: each with its key, and as it is written, from the key's quote to the end of its value.
pub(crate) fn top_members(members: &str) -> Vec<(String, &str)> {
    let mut starts = Vec::new();
    each_key(members, |key, start| starts.push((key, start)));
    let ends: Vec<_> = starts.iter().skip(1).map(|(_, next)| next - 1).chain([members.len()]).collect();
    starts.into_iter().zip(ends).map(|((key, start), end)| (key, members.get(start..end).unwrap_or(""))).collect()
}

/// Returns the length of a key that this crate wrote, with its quotes, the colon after it and a comma before.
pub(crate) fn key_len(member: &str) -> usize {
    let comma = usize::from(member.starts_with(','));
    string_end(member.as_bytes(), comma).map_or(member.len(), |end| (end + 1).min(member.len()))
}

/// Tells each key of the outer object, and where its quote stands.
fn each_key(members: &str, mut tell: impl FnMut(String, usize)) {
    let bytes = members.as_bytes();
    let (mut at, mut depth) = (0, 0usize);
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth = depth.saturating_sub(1),
            b'"' => {
                let start = at + 1;
                let mut text = String::new();
                let Ok(after) = unescape(members, start, special(bytes, start), &mut text, &mut None) else { return };
                if depth == 0 && bytes.get(after) == Some(&b':') {
                    tell(text, at);
                }
                at = after;
                continue;
            }
            _ => {}
        }
        at += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn top_keys_are_those_of_the_outer_object() {
        let keys = top_keys(r#""a":{"b":1,"c":[{"d":"e:"}]},"f\"g":":","h":[]"#);
        assert_eq!(keys, BTreeSet::from(["a", "f\"g", "h"].map(str::to_owned)));
    }

    #[test]
    fn top_members_are_as_they_are_written() {
        let texts = [r#""a":{"b":1,"c":[{"d":"e:"}]}"#, r#""f\"g":":,\"""#, r#""h":[]"#, r#""i":1e+2"#, r#""":-0"#];
        let joined = texts.join(",");
        let members = top_members(&joined);
        assert_eq!(members.iter().map(|(_, text)| *text).collect::<Vec<_>>(), texts);
        assert_eq!(members.iter().map(|(key, _)| key.as_str()).collect::<Vec<_>>(), ["a", "f\"g", "h", "i", ""]);
        assert!(top_members("").is_empty());
    }

    #[test]
    fn special_finds_the_first_of_each() {
        for length in 0..20 {
            let clean = "é~ !#[]x".repeat(4).as_bytes()[..length].to_vec();
            assert_eq!(special(&clean, 0), clean.len());
            for byte in [b'"', b'\\', 0, 0x1f] {
                let mut bytes = clean.clone();
                bytes.extend([byte, b'"', 0]);
                assert_eq!(special(&bytes, 0), length);
            }
        }
    }

    #[test]
    fn writing_is_what_serde_json_writes() {
        for text in ["", "plain", "a\"b\\c/d", "\0\u{1}\u{8}\u{9}\n\u{b}\u{c}\r\u{1f}\u{7f}", "é😀\u{2028}"] {
            let mut out = String::new();
            write_string(&mut out, text);
            assert_eq!(out, serde_json::to_string(text).unwrap());
        }
    }
}
