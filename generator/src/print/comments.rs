//! Doc comments. Emitters write each as one attribute, `#[doc = b"…"]`, with its lines in one byte string. This is not Rust, but valid tokens, and takes a
//! fraction of the time of one attribute for each line. Here it becomes lines of `///` or `//!`.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::quote;

/// First character of a placeholder comment, before the number of the comment that was taken out.
const MARK: char = '\u{1}';

/// Comments that were taken out of the tokens of an item, each with a short comment in its stead. Text that `syn` and `prettyplease` do not see
/// costs them nothing.
#[derive(Default)]
pub(super) struct Taken {
    literals: Vec<String>,
}

impl Taken {
    /// Returns the tokens of an item without the text of its comments, including those inside it.
    pub(super) fn from(&mut self, tokens: impl IntoIterator<Item = TokenTree>) -> TokenStream {
        tokens.into_iter().map(|token| self.without(token)).collect()
    }

    fn without(&mut self, token: TokenTree) -> TokenTree {
        let TokenTree::Group(group) = &token else { return token };
        match group.delimiter() {
            Delimiter::Brace => TokenTree::Group(Group::new(Delimiter::Brace, self.from(group.stream()))),
            Delimiter::Bracket => match literal_of(group) {
                Some(literal) if literal.starts_with("b\"") => {
                    let number = format!("{MARK}{}", self.literals.len());
                    self.literals.push(literal);
                    TokenTree::Group(Group::new(Delimiter::Bracket, quote!(doc = #number)))
                }
                _ => token,
            },
            _ => token,
        }
    }

    /// Adds a line of code and its line break; a placeholder becomes the lines of its comment.
    pub(super) fn push_line(&self, text: &mut String, line: &str) {
        let code = line.trim_start_matches(' ');
        let indent = &line[..line.len() - code.len()];
        match self.of(code) {
            Some((sign, literal)) => push(text, indent, sign, literal),
            None => {
                text.push_str(line);
                text.push('\n');
            }
        }
    }

    /// Returns the comment sign of a placeholder, and the byte string of its comment, after the opening quote.
    fn of<'c>(&self, code: &'c str) -> Option<(&'c str, &str)> {
        let (sign, number) = code.split_once(MARK).filter(|(sign, _)| matches!(*sign, "///" | "//!"))?;
        let literal = self.literals.get(number.parse::<usize>().ok()?)?;
        Some((sign, literal.get(2..).unwrap_or_default()))
    }
}

/// Returns the literal of an attribute that is a comment.
pub(super) fn literal_of(attribute: &Group) -> Option<String> {
    let mut tokens = attribute.stream().into_iter();
    match (tokens.next()?, tokens.nth(1)?) {
        (TokenTree::Ident(name), TokenTree::Literal(text)) if name == "doc" => Some(text.to_string()),
        _ => None,
    }
}

/// Adds the lines of a comment, from its byte string after the opening quote.
pub(super) fn push(text: &mut String, indent: &str, sign: &str, literal: &str) {
    let mut line = Line { text, indent, sign, begun: false };
    let mut rest = literal;
    while let Some(at) = rest.find(['"', '\\']) {
        line.push(&rest[..at]);
        if rest.as_bytes().get(at) == Some(&b'"') {
            return line.end();
        }
        rest = line.escape(&rest[at + 1..]);
    }
    line.push(rest);
    line.end();
}

/// A line of a comment that is being written.
struct Line<'t> {
    text: &'t mut String,
    indent: &'t str,
    sign: &'t str,
    begun: bool,
}

impl Line<'_> {
    /// Adds to the line, and begins it first, with a space after its sign if it is not empty.
    fn push(&mut self, part: &str) {
        if part.is_empty() {
            return;
        }
        if !self.begun {
            self.begin();
            self.text.push(' ');
        }
        self.text.push_str(part);
    }

    fn begin(&mut self) {
        self.text.push_str(self.indent);
        self.text.push_str(self.sign);
        self.begun = true;
    }

    /// Ends the line, without spaces at its end.
    fn end(&mut self) {
        if !self.begun {
            self.begin();
        }
        while self.text.ends_with(' ') {
            self.text.pop();
        }
        self.text.push('\n');
        self.begun = false;
    }

    /// Adds the character of an escape, and returns the rest. A comment ends with its line, so that a line break would let its rest escape.
    fn escape<'l>(&mut self, escape: &'l str) -> &'l str {
        let mut chars = escape.chars();
        match chars.next() {
            Some('n' | 'r') => self.end(),
            Some('t') => self.push("\t"),
            Some('0') => self.push("\0"),
            Some('x') => return self.bytes(escape),
            Some(other) => self.push(other.encode_utf8(&mut [0; 4])),
            None => {}
        }
        chars.as_str()
    }

    /// Adds the characters that a row of `\x..` spells as UTF-8; the text begins after the first backslash.
    fn bytes<'l>(&mut self, escape: &'l str) -> &'l str {
        let mut bytes = Vec::new();
        let mut rest = escape;
        while let Some(byte) = rest.strip_prefix('x').and_then(|digits| u8::from_str_radix(digits.get(..2)?, 16).ok()) {
            bytes.push(byte);
            let after = &rest[3..];
            match after.strip_prefix('\\') {
                Some(next) if next.starts_with('x') => rest = next,
                _ => {
                    self.push(&String::from_utf8_lossy(&bytes));
                    return after;
                }
            }
        }
        self.push(&String::from_utf8_lossy(&bytes));
        rest
    }
}

#[cfg(test)]
mod tests {
    use proc_macro2::Literal;

    use super::*;

    /// Returns the text of an item of one line for each of its tokens' comments.
    fn printed(source: &str) -> String {
        let mut taken = Taken::default();
        let tokens = taken.from(source.parse::<TokenStream>().expect("tokens"));
        let mut text = String::new();
        for line in prettyplease::unparse(&syn::parse2(tokens).expect("Rust")).lines() {
            taken.push_line(&mut text, line);
        }
        text
    }

    fn comment(text: &str) -> String {
        let mut lines = String::new();
        push(
            &mut lines,
            "  ",
            "///",
            Literal::byte_string(text.as_bytes()).to_string().strip_prefix("b\"").expect("bytes"),
        );
        lines
    }

    #[test]
    fn any_text_comes_back_line_by_line() {
        assert_eq!(
            comment("One \"two\" \\ three\n\nnaïve\ttab"),
            "  /// One \"two\" \\ three\n  ///\n  /// naïve\ttab\n"
        );
        for text in
            ["plain", "a \"quote\" and a \\ backslash", "ключ → 値 \u{10FFFF}", "\u{7f}\u{1}é\\x41", "ends in \\", "\t"]
        {
            assert_eq!(comment(text), format!("  /// {text}\n"));
        }
    }

    #[test]
    fn no_break_gets_out_of_a_comment() {
        assert_eq!(
            comment("one\n} two\r three\r\nfour  "),
            "  /// one\n  /// } two\n  ///  three\n  ///\n  /// four\n"
        );
    }

    #[test]
    fn comments_stand_where_they_stood() {
        assert_eq!(printed("#![doc = b\"File.\"] #![forbid(unsafe_code)]"), "//! File.\n#![forbid(unsafe_code)]\n");
        let source = "#![doc = b\"File.\"] #[doc = b\"Enum.\\nTwo.\"] #[doc(hidden)] pub enum A { #[doc = b\"Variant.\"] B, #[doc = \"Plain.\"] C }";
        let printed = printed(source);
        let expected = "//! File.\n/// Enum.\n/// Two.\n#[doc(hidden)]\npub enum A {\n    /// Variant.\n    B,\n    ///Plain.\n    C,\n}\n";
        assert_eq!(printed, expected);
    }

    #[test]
    fn half_a_literal_is_no_panic() {
        for literal in ["", "\\", "\\x", "\\x4", "\\x4é", "a\"b"] {
            push(&mut String::new(), "", "///", literal);
        }
        for line in ["///\u{1}", "///\u{1}7", "//!\u{1}x", "let a = \"\u{1}0\";"] {
            let mut text = String::new();
            Taken::default().push_line(&mut text, line);
            assert_eq!(text, format!("{line}\n"));
        }
    }
}
