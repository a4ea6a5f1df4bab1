//! The words and signs of a sample in Python or JavaScript.

use super::samples::Language;

/// A word or a sign, with its line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Token<'s> {
    /// The word or the sign.
    pub(super) kind: TokenKind<'s>,
    /// Its line.
    pub(super) line: usize,
}

/// The kinds of tokens. Comments and space are none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TokenKind<'s> {
    /// A name or a keyword.
    Word(&'s str),
    /// A text in quotes.
    Text,
    /// Any other character.
    Sign(char),
}

/// Splits a sample. Samples are often cut short: a text in single quotes or double quotes ends with its line.
pub(super) fn scan(text: &str, language: Language) -> Vec<Token<'_>> {
    let mut scan = Scan { rest: text, line: 0 };
    let mut tokens = Vec::new();
    while let Some(first) = scan.rest.chars().next() {
        if let Some(end) = comment_end(scan.rest, language) {
            scan.take(end);
            continue;
        }
        let line = scan.line;
        let kind = match first {
            _ if first.is_whitespace() => {
                scan.take(first.len_utf8());
                continue;
            }
            '"' | '\'' | '`' => {
                scan.take(text_end(scan.rest, first));
                TokenKind::Text
            }
            _ if is_of_word(first) => {
                TokenKind::Word(scan.take(scan.rest.find(|c| !is_of_word(c)).unwrap_or(scan.rest.len())))
            }
            _ => {
                scan.take(first.len_utf8());
                TokenKind::Sign(first)
            }
        };
        tokens.push(Token { kind, line });
    }
    tokens
}

/// The rest of a sample.
struct Scan<'s> {
    rest: &'s str,
    line: usize,
}

impl<'s> Scan<'s> {
    fn take(&mut self, length: usize) -> &'s str {
        let (taken, rest) = self.rest.split_at(length);
        self.line += taken.matches('\n').count();
        self.rest = rest;
        taken
    }
}

fn is_of_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '$')
}

/// Returns the length of the comment that a text begins with.
fn comment_end(text: &str, language: Language) -> Option<usize> {
    let (line, block) = match language {
        Language::Python => ("#", None),
        Language::JavaScript => ("//", Some(("/*", "*/"))),
    };
    if let Some((open, close)) = block.filter(|(open, _)| text.starts_with(open)) {
        let inner = &text[open.len()..];
        return Some(inner.find(close).map_or(text.len(), |at| open.len() + at + close.len()));
    }
    text.starts_with(line).then(|| text.find('\n').unwrap_or(text.len()))
}

/// Returns the length of the text in quotes that a text begins with.
fn text_end(text: &str, quote: char) -> usize {
    let triple: String = [quote; 3].iter().collect();
    if let Some(inner) = text.strip_prefix(&triple) {
        return inner.find(&triple).map_or(text.len(), |at| at + 2 * triple.len());
    }
    let mut chars = text.char_indices().skip(1);
    while let Some((at, c)) = chars.next() {
        match c {
            '\\' => drop(chars.next()),
            '\n' if quote != '`' => return at,
            _ if c == quote => return at + c.len_utf8(),
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_and_comments_have_no_words() {
        let words = |text: &str, language| -> Vec<String> {
            let tokens = scan(text, language).into_iter();
            let word = |token: Token<'_>| match token.kind {
                TokenKind::Word(word) => Some(format!("{}{word}", token.line)),
                TokenKind::Text | TokenKind::Sign(_) => None,
            };
            tokens.filter_map(word).collect()
        };
        let python = "a # b\n'''c\nd''' 'e\\'f' \"g\nh";
        assert_eq!(words(python, Language::Python), ["0a", "3h"]);
        let script = "a // b\n/* c\n*/ $d `e\nf` g";
        assert_eq!(words(script, Language::JavaScript), ["0a", "2$d", "3g"]);
        assert!(words("/* a", Language::JavaScript).is_empty());
        assert!(words("'''a", Language::Python).is_empty());
        assert!(words("'a\\", Language::Python).is_empty());
    }
}
