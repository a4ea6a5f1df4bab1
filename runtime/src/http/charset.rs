//! Text of responses in the charset that it is written in: that of a byte order mark, else the `charset` of the response's `Content-Type`, else UTF-8. What
//! the document declares has no part in it.
//!
//! `response/text.rs` calls it: for text, and for JSON where the header names another charset than UTF-8. Event streams and JSON lines are always UTF-8.

use std::borrow::Cow;

use http::HeaderMap;
use http::header::{CONTENT_ENCODING, CONTENT_TYPE};

use crate::http::media_type::MediaType;

/// Returns the charset that a response names (RFC 9110 §8.3.2).
pub(crate) fn of_headers(headers: &HeaderMap) -> Option<&str> {
    let media = headers.get(CONTENT_TYPE)?.to_str().ok()?;
    if media.contains(';') { MediaType::parse(media).parameter("charset") } else { None }
}

/// Returns the content coding that a body is still in (RFC 9110 §8.4).
pub(crate) fn coding_of(headers: &HeaderMap) -> Option<&str> {
    let coding = headers.get(CONTENT_ENCODING)?.to_str().ok()?.trim();
    (!coding.is_empty() && !coding.eq_ignore_ascii_case("identity")).then_some(coding)
}

/// Decodes a text. A byte order mark says more than a label, and is taken off; without either, the text is UTF-8.
///
/// # Errors
/// The text is not of its charset, or that is not known: a sentence about it.
pub(crate) fn decode<'a>(bytes: &'a [u8], label: Option<&str>) -> Result<Cow<'a, str>, String> {
    if let Some(decoded) = decode_known(bytes, label) {
        return decoded;
    }
    let label = label.unwrap_or_default();
    decode_other(bytes, label).unwrap_or_else(|| {
        let hint =
            if cfg!(feature = "charset") { "" } else { "; the feature `charset` of specsmith-runtime knows more" };
        Err(format!("the body is in the charset `{}`, which is not known{hint}", label.escape_debug()))
    })
}

/// Returns the charsets that most responses are in, without tables: UTF-8, UTF-16, ASCII and Latin-1. `None` for others.
pub(crate) fn decode_known<'a>(bytes: &'a [u8], label: Option<&str>) -> Option<Result<Cow<'a, str>, String>> {
    let wide = |bytes: &[u8], unit: fn([u8; 2]) -> u16| utf_16(bytes, unit).map(Cow::Owned);
    match bytes {
        [0xef, 0xbb, 0xbf, rest @ ..] => return Some(utf_8(rest)),
        [0xff, 0xfe, rest @ ..] => return Some(wide(rest, u16::from_le_bytes)),
        [0xfe, 0xff, rest @ ..] => return Some(wide(rest, u16::from_be_bytes)),
        _ => {}
    }
    // The labels of the Encoding Standard (WHATWG), which reads ASCII and Latin-1 as windows-1252.
    Some(match label.unwrap_or("utf-8").to_ascii_lowercase().as_str() {
        "utf-8" | "utf8" | "unicode-1-1-utf-8" => utf_8(bytes),
        "us-ascii" | "ascii" => utf_8(bytes).or_else(|_| Ok(Cow::Owned(windows_1252(bytes)))),
        "iso-8859-1" | "iso8859-1" | "iso_8859-1" | "latin1" | "l1" | "windows-1252" | "cp1252" | "x-cp1252" => {
            Ok(Cow::Owned(windows_1252(bytes)))
        }
        "utf-16" | "utf-16le" => wide(bytes, u16::from_le_bytes),
        "utf-16be" => wide(bytes, u16::from_be_bytes),
        _ => return None,
    })
}

fn utf_8(bytes: &[u8]) -> Result<Cow<'_, str>, String> {
    std::str::from_utf8(bytes).map(Cow::Borrowed).map_err(|fault| format!("the body is not UTF-8 text: {fault}"))
}

fn utf_16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, String> {
    let fault = || "the body is not UTF-16 text".to_owned();
    let pairs = bytes.chunks_exact(2);
    let whole = pairs.remainder().is_empty();
    let units: Vec<u16> = pairs.map(|pair| unit([pair[0], pair[1]])).collect();
    if whole { String::from_utf16(&units).map_err(|_| fault()) } else { Err(fault()) }
}

/// Decodes Latin-1, with the letters of windows-1252 where Latin-1 has control characters (Encoding Standard, index windows-1252).
fn windows_1252(bytes: &[u8]) -> String {
    const FROM_80: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘',
        '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
    ];
    let letter = |byte: u8| match byte {
        0x80..=0x9f => FROM_80[usize::from(byte - 0x80)],
        _ => char::from(byte),
    };
    bytes.iter().copied().map(letter).collect()
}

#[cfg(feature = "charset")]
fn decode_other<'a>(bytes: &'a [u8], label: &str) -> Option<Result<Cow<'a, str>, String>> {
    let encoding = encoding_rs::Encoding::for_label(label.as_bytes())?;
    let text = encoding.decode_without_bom_handling_and_without_replacement(bytes);
    Some(text.ok_or_else(|| format!("the body is not {} text", encoding.name())))
}

#[cfg(not(feature = "charset"))]
fn decode_other<'a>(_: &'a [u8], _: &str) -> Option<Result<Cow<'a, str>, String>> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_read_in_their_charset() {
        let table: [(&[u8], Option<&str>, &str); 10] = [
            (b"h\xc3\xa9", None, "hé"),
            (b"\xef\xbb\xbfh\xc3\xa9", Some("iso-8859-1"), "hé"),
            (b"h\xe9", Some("ISO-8859-1"), "hé"),
            (b"\x80 \x93x\x94", Some("windows-1252"), "€ “x”"),
            (b"h\xe9", Some("us-ascii"), "hé"),
            (b"h\0\xe9\0", Some("utf-16le"), "hé"),
            (b"\xfe\xff\0h\0\xe9", None, "hé"),
            (b"\xff\xfeh\0\xe9\0", Some("utf-16"), "hé"),
            (b"", Some("utf-8"), ""),
            (b"a", Some("UTF8"), "a"),
        ];
        for (bytes, label, text) in table {
            assert_eq!(decode(bytes, label).as_deref(), Ok(text), "{label:?}");
        }
        for (bytes, label, why) in [
            (&b"h\xe9"[..], None, "not UTF-8"),
            (b"h\xe9", Some("utf-8"), "not UTF-8"),
            (b"h\0\xe9", Some("utf-16"), "not UTF-16"),
            (b"\0\xd8", Some("utf-16"), "not UTF-16"),
            (b"h", Some("klingon"), "the charset `klingon`"),
        ] {
            assert!(decode(bytes, label).unwrap_err().contains(why), "{label:?}");
        }
    }

    #[cfg(feature = "charset")]
    #[test]
    fn the_tables_of_others_are_those_of_the_encoding_standard() {
        assert_eq!(decode(b"\xcf\xf0\xe8", Some("windows-1251")).as_deref(), Ok("При"));
        assert_eq!(decode(b"\x82\xb1", Some("shift_jis")).as_deref(), Ok("こ"));
        let every: Vec<u8> = (0..=255).collect();
        let (theirs, _, _) = encoding_rs::WINDOWS_1252.decode(&every);
        assert_eq!(windows_1252(&every), theirs);
        assert!(decode(b"\x82", Some("shift_jis")).unwrap_err().contains("not Shift_JIS"));
    }
}
