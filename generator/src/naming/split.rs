//! Cuts any string into words.

use deunicode::deunicode;

use super::snake::snake;

/// Treatment of the characters between words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Symbols {
    /// Separates words. A sign is a word all the same: `-1` is not `1`, nor is `GMT+1` `GMT-1`.
    Separate,
    /// Each is a word of its own: `a.b` is `a dot b`.
    Spell,
}

/// Maximum length of an identifier; longer ones are cut after a word.
const LONGEST: usize = 100;

/// Returns the words of any string, lower case, ASCII letters and digits only. `HTTPServer.v2` is `http server v2`.
///
/// A string of symbols is spelled (`<=` is `less equal`); an empty one has no words.
pub fn words(text: &str) -> Vec<String> {
    match split(text, Symbols::Separate) {
        found if found.is_empty() => split(text, Symbols::Spell),
        found => found,
    }
}

/// Returns the words of a string, with the symbols treated as requested. Empty if nothing is left.
pub(super) fn split(text: &str, symbols: Symbols) -> Vec<String> {
    // Most names of a document are in this case already.
    if text
        .bytes()
        .all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9') || (byte == b'_' && symbols == Symbols::Separate))
    {
        return cut(text);
    }
    if symbols == Symbols::Separate
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b' '))
    {
        return cut(&snake(text));
    }
    let mut spaced = String::with_capacity(text.len());
    // The typographic minus is one.
    let chars: Vec<char> = text.trim().chars().map(|char| if char == '\u{2212}' { '-' } else { char }).collect();
    let compares = chars.contains(&'<') != chars.contains(&'>');
    let mut open = Vec::new();
    for (at, &char) in chars.iter().enumerate() {
        let next = chars.get(at + 1).copied();
        match char {
            'a'..='z' | 'A'..='Z' | '0'..='9' => spaced.push(char),
            // "don't" is one word.
            '\'' | '’' if symbols == Symbols::Separate && next.is_some_and(char::is_alphanumeric) && at > 0 => {}
            '-' if is_sign(&chars, at) => spaced.push_str(" minus "),
            '+' => spell('+', &mut spaced),
            // `C#` is not `C`, nor is `5%` 5.
            '#' | '%' if next.is_none() && at > 0 && chars[at - 1].is_alphanumeric() => spell(char, &mut spaced),
            '<' | '>' if compares => spell(char, &mut spaced),
            '=' if compares && at > 0 && matches!(chars[at - 1], '<' | '>') => spell(char, &mut spaced),
            _ if !char.is_ascii() => transliterate(char, symbols, &mut spaced),
            // A pair of brackets is one word: `a[]` is `a brackets`, and `a[b]` is `a brackets b`.
            '[' | '(' | '{'
                if symbols == Symbols::Spell && closing(char).is_some_and(|end| chars[at..].contains(&end)) =>
            {
                spaced.push_str(pair(char));
                open.extend(closing(char));
            }
            _ if open.last() == Some(&char) => {
                spaced.push(' ');
                open.pop();
            }
            _ if symbols == Symbols::Spell => spell(char, &mut spaced),
            _ => spaced.push(' '),
        }
    }
    cut(&snake(&spaced))
}

/// Names of time zones before an offset: after them a dash is a sign, unlike that of `UTF-8` and `us-east-1`.
const ZONES: [&str; 3] = ["gmt", "utc", "ut"];

/// Returns true for a dash that is a minus: in front of a text, before a digit where no word ends (`1..-1`), behind a zone (`GMT-1`)
/// or an exponent (`1e-3`), and behind everything (`A-`).
fn is_sign(chars: &[char], at: usize) -> bool {
    let before = &chars[..at];
    let is_part = |char: &char| char.is_alphanumeric();
    let Some(next) = chars.get(at + 1) else { return before.last().is_some_and(is_part) };
    if before.is_empty() || !next.is_ascii_digit() {
        return before.is_empty() && is_part(next);
    }
    let letters = before.iter().rev().take_while(|char| char.is_ascii_alphabetic()).count();
    let (rest, word) = before.split_at(at - letters);
    let word = word.iter().collect::<String>().to_ascii_lowercase();
    let is_number =
        |text: &[char]| !text.is_empty() && text.iter().all(|char| matches!(char, '0'..='9' | '.' | '-' | '+'));
    before.last().is_some_and(|last| !is_part(last))
        || if rest.last().is_some_and(char::is_ascii_digit) {
            word == "e" && is_number(rest)
        } else {
            ZONES.contains(&word.as_str())
        }
}

/// Returns the word of a pair of brackets.
fn pair(open: char) -> &'static str {
    match open {
        '[' => " brackets ",
        '(' => " parens ",
        _ => " braces ",
    }
}

fn closing(open: char) -> Option<char> {
    match open {
        '[' => Some(']'),
        '(' => Some(')'),
        '{' => Some('}'),
        _ => None,
    }
}

/// Returns the word for the capitalisation of a text: `upper` for `ASC`, `lower` for `asc`, `capitalized` for `Asc`, `camel` for `aSc`.
pub(super) fn letters(text: &str) -> Option<&'static str> {
    let letters: Vec<char> = text.chars().filter(|char| char.is_uppercase() || char.is_lowercase()).collect();
    let first = letters.first()?;
    Some(if letters.iter().all(|char| char.is_uppercase()) {
        "upper"
    } else if letters.iter().all(|char| char.is_lowercase()) {
        "lower"
    } else if first.is_uppercase() {
        "capitalized"
    } else {
        "camel"
    })
}

/// Returns a number that tells texts apart whose words are the same (FNV-1a, 32 bits).
pub(super) fn fingerprint(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

/// Returns true for words of letters and digits in snake case, short enough and the first of them with a letter in front: a name as it is.
pub(super) fn is_snake(text: &str) -> bool {
    let is_word = |word: &str| !word.is_empty() && word.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9'));
    text.len() < LONGEST && text.starts_with(|first: char| first.is_ascii_lowercase()) && text.split('_').all(is_word)
}

/// Splits at the underscores, up to the longest name allowed.
fn cut(snake: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut length = 0;
    for word in snake.split('_').filter(|word| !word.is_empty()) {
        length += word.len() + 1;
        if length > LONGEST {
            if words.is_empty() {
                words.push(word[..LONGEST].to_owned());
            }
            break;
        }
        words.push(word.to_owned());
    }
    words
}

/// Identifiers are ASCII: others draw lints (`uncommon_codepoints`, `mixed_script_confusables`) and unusual file names.
fn transliterate(char: char, symbols: Symbols, out: &mut String) {
    let mut buffer = [0; 4];
    let ascii = deunicode(char.encode_utf8(&mut buffer));
    let letters = ascii.chars().map(|char| if char.is_ascii_alphanumeric() { char } else { ' ' });
    let before = out.len();
    out.extend(letters);
    if symbols == Symbols::Spell && out[before..].trim().is_empty() {
        out.push_str(&format!(" u{:x} ", u32::from(char)));
    }
    // An ideograph or a pictograph is a word of its own: deunicode ends it with a blank.
}

/// Writes the name of an ASCII symbol.
fn spell(char: char, out: &mut String) {
    let name = match char {
        '+' => "plus",
        '-' => "dash",
        '*' => "star",
        '/' => "slash",
        '\\' => "backslash",
        '<' => "less",
        '>' => "greater",
        '=' => "equal",
        '!' => "not",
        '&' => "and",
        '|' => "or",
        '^' => "caret",
        '~' => "tilde",
        '%' => "percent",
        '$' => "dollar",
        '#' => "hash",
        '@' => "at",
        '.' => "dot",
        ',' => "comma",
        ':' => "colon",
        ';' => "semicolon",
        '?' => "question",
        '\'' => "quote",
        '"' => "double quote",
        '`' => "backtick",
        '(' => "open paren",
        ')' => "close paren",
        '[' => "open bracket",
        ']' => "close bracket",
        '{' => "open brace",
        '}' => "close brace",
        '_' => "underscore",
        ' ' => "space",
        '\t' => "tab",
        '\n' | '\r' => "newline",
        _ => "control",
    };
    out.push(' ');
    out.push_str(name);
    out.push(' ');
}

/// Returns the first words of a sentence such as a `title`, or nothing when it is too long to be a name.
pub fn shorten(sentence: &str) -> Option<String> {
    let found = words(sentence);
    (1..=6).contains(&found.len()).then(|| found.join(" "))
}

/// Returns a child's name without its parent's words in front or behind: `TextContent` in `Content` is `text`.
/// Depends on the two names only. `None` when nothing would be left or nothing is shared.
pub fn trim_parent(child: &str, parent: &str) -> Option<String> {
    let (child, parent) = (words(child), words(parent));
    if parent.is_empty() || child.len() <= parent.len() {
        return None;
    }
    let rest = match (child.strip_suffix(&parent[..]), child.strip_prefix(&parent[..])) {
        (Some(rest), _) | (None, Some(rest)) => rest,
        (None, None) => return None,
    };
    // A bare number says nothing: `Event2` in `Event` stays `Event2`.
    let is_number = rest.iter().all(|word| word.chars().all(|char| char.is_ascii_digit()));
    (!is_number).then(|| rest.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> String {
        words(text).join(" ")
    }

    #[test]
    fn words_of_every_spelling() {
        for (text, expected) in [
            ("camelCase", "camel case"),
            ("HTTPServer", "http server"),
            ("snake_case.dotted/slashed-dashed", "snake case dotted slashed dashed"),
            ("api.v2010.account", "api v2010 account"),
            ("1024x1024", "1024x1024"),
            ("gpt-3.5-turbo", "gpt 3 5 turbo"),
            ("+1", "plus 1"),
            ("-1", "minus 1"),
            ("-created_at", "minus created at"),
            ("don't", "dont"),
            ("größe", "grosse"),
            ("日本", "ri ben"),
            ("😀", "grinning"),
            ("<=", "less equal"),
            (">=5", "greater equal 5"),
            ("start<", "start less"),
            ("Page<User>", "page user"),
            ("GMT-1", "gmt minus 1"),
            ("GMT+1", "gmt plus 1"),
            ("GMT\u{2212}1", "gmt minus 1"),
            ("(UTC-05:00)", "utc minus 05 00"),
            ("Etc/GMT-14", "etc gmt minus 14"),
            ("1e-3", "1e minus 3"),
            ("-5..-1", "minus 5 minus 1"),
            ("A+", "a plus"),
            ("A-", "a minus"),
            ("C++", "c plus plus"),
            ("C#", "c hash"),
            ("#C", "c"),
            ("5%", "5 percent"),
            ("us-east-1", "us east 1"),
            ("gpt-4", "gpt 4"),
            ("UTF-8", "utf 8"),
            ("2024-01-01", "2024 01 01"),
            ("2024-01-01T00:00:00+01:00", "2024 01 01t00 00 00 plus 01 00"),
            ("api-key", "api key"),
            ("*", "star"),
            ("-", "dash"),
            ("", ""),
            ("   ", ""),
            ("@type", "type"),
            ("a\u{301}b", "ab"),
        ] {
            assert_eq!(said(text), expected, "{text:?}");
        }
    }

    #[test]
    fn symbols_are_spelled_when_asked() {
        assert_eq!(split("a.b", Symbols::Spell).join(" "), "a dot b");
        assert_eq!(split("a[]", Symbols::Spell).join(" "), "a brackets");
        assert_eq!(split("a[b]", Symbols::Spell).join(" "), "a brackets b");
        assert_eq!(split("a[b(c)]]", Symbols::Spell).join(" "), "a brackets b parens c close bracket");
        assert_eq!(split("§", Symbols::Spell).join(" "), "ss");
        assert!(!words("\u{feff}").is_empty());
    }

    #[test]
    fn long_strings_are_cut_after_a_word() {
        let long = "word ".repeat(100);
        assert!(said(&long).len() <= LONGEST && said(&long).ends_with("word"));
        assert_eq!(said(&"x".repeat(500)).len(), LONGEST);
    }

    #[test]
    fn parents_are_trimmed_by_whole_words() {
        assert_eq!(trim_parent("TextContent", "Content").as_deref(), Some("text"));
        assert_eq!(trim_parent("ContentText", "content").as_deref(), Some("text"));
        assert_eq!(trim_parent("Contents", "Content"), None);
        assert_eq!(trim_parent("Content", "Content"), None);
        assert_eq!(trim_parent("Content2", "Content").as_deref(), None);
        assert_eq!(trim_parent("Dog", "Pet"), None);
    }
}
