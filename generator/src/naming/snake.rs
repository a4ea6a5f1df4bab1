//! `snake_case` of ASCII text.

use heck::ToSnakeCase;

/// The case of the letters so far in a word.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Case {
    None,
    Lower,
    Upper,
}

/// Returns the words of a text in lower case, with `_` between them, as `heck` does. Most texts are ASCII, which takes a quarter of its time here.
pub(super) fn snake(text: &str) -> String {
    if !text.is_ascii() {
        return text.to_snake_case();
    }
    let mut out = String::with_capacity(text.len() + 8);
    for word in text.as_bytes().split(|byte| !byte.is_ascii_alphanumeric()).filter(|word| !word.is_empty()) {
        if !out.is_empty() {
            out.push('_');
        }
        let mut case = Case::None;
        for (at, &byte) in word.iter().enumerate() {
            let next = word.get(at + 1).copied().unwrap_or_default();
            // `HTTPServer` is cut before the last letter in upper case.
            if case == Case::Upper && byte.is_ascii_uppercase() && next.is_ascii_lowercase() {
                out.push('_');
            }
            out.push(char::from(byte.to_ascii_lowercase()));
            case = match byte {
                b'a'..=b'z' => Case::Lower,
                b'A'..=b'Z' if case == Case::Upper && next.is_ascii_lowercase() => Case::None,
                b'A'..=b'Z' => Case::Upper,
                _ => case,
            };
            if case == Case::Lower && next.is_ascii_uppercase() {
                out.push('_');
                case = Case::None;
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ascii_is_cut_as_heck_cuts_it() {
        let signs = ['a', 'b', 'A', 'B', '1', '_', ' '];
        let count = signs.len();
        for length in 0..7 {
            for number in 0..count.pow(length) {
                let text: String = (0..length).map(|at| signs[number / count.pow(at) % count]).collect();
                assert_eq!(snake(&text), text.to_snake_case(), "{text:?}");
            }
        }
        assert_eq!(snake("ÄrgerHTTPServer2v3"), "ÄrgerHTTPServer2v3".to_snake_case());
    }
}
