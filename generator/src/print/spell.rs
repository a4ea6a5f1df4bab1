//! Printing of a macro call's tokens. `prettyplease` does not know their meaning, and puts spaces around each.

use std::fmt::{Display, Write as _};

use proc_macro2::{Delimiter, Group, Punct, Spacing, TokenTree};

/// A longer literal of a struct has a line for each field.
pub(super) const LITERAL: usize = 35;

/// A stretch of text after which a line may end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Piece<'t> {
    /// The text, its comma included.
    pub(super) text: &'t str,
    /// Number of brackets and `<` that are open after it.
    pub(super) depth: usize,
}

/// The text of tokens, on one line, and where it may be broken.
pub(super) struct Spelled {
    text: String,
    /// End of each piece, and the depth there.
    ends: Vec<(usize, usize)>,
}

impl Spelled {
    /// Returns the text of tokens.
    pub(super) fn of(tokens: impl IntoIterator<Item = TokenTree>) -> Self {
        let mut speller = Speller { text: String::with_capacity(64), ..Speller::default() };
        speller.tokens(tokens);
        if speller.ends.last().map_or(0, |(end, _)| *end) < speller.text.len() {
            speller.end_piece();
        }
        Self { text: speller.text, ends: speller.ends }
    }

    /// Returns the pieces, in order.
    pub(super) fn pieces(&self) -> Vec<Piece<'_>> {
        let mut from = 0;
        let piece = |(end, depth): &(usize, usize)| {
            // A space stands between two pieces.
            let text = self.text[from..*end].trim_start_matches(' ');
            from = *end;
            Piece { text, depth: *depth }
        };
        self.ends.iter().map(piece).collect()
    }
}

/// Returns the text of tokens that `prettyplease` would write as they are spelled here, if it had a line of any length; `None` for those of which that is not
/// certain, such as a block, an operator or a macro.
pub(super) fn plain(tokens: &[TokenTree]) -> Option<String> {
    let mut speller = Speller { text: String::with_capacity(64), ..Speller::default() };
    speller.tokens(tokens.iter().cloned());
    (!speller.is_special && !matches!(speller.last, Last::Start | Last::Comma)).then_some(speller.text)
}

/// Returns the text of tokens, on one line.
pub(super) fn line(tokens: impl IntoIterator<Item = TokenTree>) -> String {
    Spelled::of(tokens).text
}

/// Words with which a brace opens a block, or after which a sign or bracket is separated by a space.
const SPECIAL: [&str; 15] = [
    "as", "async", "const", "else", "for", "if", "in", "loop", "match", "move", "return", "struct", "unsafe", "where",
    "while",
];

fn is_of_path(byte: &u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b':')
}

/// Kind of the last token.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Last {
    /// Nothing, or an opening bracket.
    #[default]
    Start,
    Word,
    Literal,
    Close,
    /// A comma, which ends a piece.
    Comma,
    /// A sign without a space after it.
    Tight,
    /// A sign with a space after it.
    Loose,
}

#[derive(Default)]
struct Speller {
    text: String,
    ends: Vec<(usize, usize)>,
    depth: usize,
    last: Last,
    /// The sign before, when the next one is a part of it: `=` of `=>`.
    joint: Option<char>,
    in_closure: bool,
    /// True if tokens were seen that may be spelled in another way.
    is_special: bool,
}

impl Speller {
    fn tokens(&mut self, tokens: impl IntoIterator<Item = TokenTree>) {
        for token in tokens {
            self.after_comma();
            match token {
                TokenTree::Punct(punct) => {
                    self.punct(&punct);
                    continue;
                }
                TokenTree::Ident(ident) => self.word(&ident, Last::Word),
                TokenTree::Literal(literal) => self.word(&literal, Last::Literal),
                TokenTree::Group(group) => self.group(&group),
            }
            self.joint = None;
        }
    }

    /// Adds the space after a comma.
    fn after_comma(&mut self) {
        if self.last == Last::Comma {
            self.text.push(' ');
            self.last = Last::Start;
        }
    }

    fn end_piece(&mut self) {
        self.ends.push((self.text.len(), self.depth));
        self.last = Last::Comma;
    }

    fn word(&mut self, text: &impl Display, kind: Last) {
        if !matches!(self.last, Last::Start | Last::Tight) {
            self.text.push(' ');
        }
        let from = self.text.len();
        // A text takes all that is written to it.
        let _ = write!(self.text, "{text}");
        self.is_special |= kind == Last::Word && SPECIAL.contains(&&self.text[from..]);
        self.last = kind;
    }

    fn group(&mut self, group: &Group) {
        let (open, close) = match group.delimiter() {
            Delimiter::Parenthesis => ("(", ")"),
            Delimiter::Bracket => ("[", "]"),
            Delimiter::Brace => ("{ ", " }"),
            Delimiter::None => ("", ""),
        };
        let apart = matches!(self.last, Last::Loose) || (open == "{ " && self.last != Last::Start);
        self.is_special |= open.is_empty() || (open == "{ " && self.last != Last::Word);
        let path = self.text.len() - self.text.bytes().rev().take_while(is_of_path).count();
        if apart {
            self.text.push(' ');
        }
        self.text.push_str(open);
        self.depth += 1;
        self.last = Last::Start;
        self.tokens(group.stream());
        self.depth -= 1;
        self.is_special |= self.last == Last::Comma || (open == "{ " && self.last == Last::Start);
        self.after_comma();
        self.text.push_str(close);
        self.is_special |= open == "{ " && self.text.len() - path > LITERAL;
        self.last = Last::Close;
    }

    fn punct(&mut self, punct: &Punct) {
        let sign = punct.as_char();
        let before = self.joint.take();
        if punct.spacing() == Spacing::Joint {
            self.joint = Some(sign);
        }
        // Between two operands, these are operators.
        let is_operator = matches!(self.last, Last::Word | Last::Literal | Last::Close);
        self.is_special |= match sign {
            ':' | ',' | '<' | '>' => false,
            '.' => before == Some(sign),
            '\'' => self.last == Last::Loose,
            '&' => is_operator || before == Some(sign),
            '|' => (is_operator && !self.in_closure) || before == Some(sign),
            '=' => before.is_some() || self.joint.is_some(),
            _ => true,
        };
        match sign {
            ',' => {
                self.text.push(',');
                self.end_piece();
            }
            ':' if before == Some(':') || self.joint == Some(':') => self.tight(sign),
            ':' | ';' => self.loose_after(sign),
            '>' if matches!(before, Some('=' | '-')) => self.loose_after(sign),
            '<' => {
                self.depth += 1;
                self.tight(sign);
            }
            '>' => {
                self.depth = self.depth.saturating_sub(1);
                self.text.push(sign);
                self.last = Last::Close;
            }
            '|' if self.last == Last::Literal => self.spaced(sign),
            '|' if self.in_closure => {
                self.in_closure = false;
                self.loose_after(sign);
            }
            '|' => {
                self.in_closure = true;
                self.apart(sign);
            }
            '=' => self.spaced(sign),
            '-' if self.joint == Some('-') => self.spaced(sign),
            '&' | '-' | '#' => self.apart(sign),
            _ => self.tight(sign),
        }
    }

    /// Writes a token without a space on either side.
    fn tight(&mut self, sign: char) {
        self.text.push(sign);
        self.last = Last::Tight;
    }

    /// Writes a token without a space before it.
    fn loose_after(&mut self, sign: char) {
        self.text.push(sign);
        self.last = Last::Loose;
    }

    /// Writes a token without a space after it, and with one before where the sign before it wants one.
    fn apart(&mut self, sign: char) {
        if self.last == Last::Loose {
            self.text.push(' ');
        }
        self.tight(sign);
    }

    /// Writes a token with a space on both sides; the sign that ends an arrow follows without one.
    fn spaced(&mut self, sign: char) {
        if !matches!(self.last, Last::Start) {
            self.text.push(' ');
        }
        self.loose_after(sign);
    }
}

#[cfg(test)]
mod tests {
    fn spelled(source: &str) -> String {
        super::line(source.parse::<proc_macro2::TokenStream>().expect("tokens"))
    }

    #[test]
    fn tokens_read_as_they_were_written() {
        for text in [
            "Update, Json<BTreeMap<String, Vec<(String, i64)>>>",
            "List, Vec<A>, A, |page| page.a.and_then(|inner| inner.b).unwrap_or_default()",
            "Create, Json<A>, Some(\"stream\")",
            "tags: impl IntoIterator<Item = (impl Into<String>, impl Into<B>)> => map",
            "r#type or type_null as \"type\": i64 => (pairs.into_iter().map(|(key, item)| (key.into(), item)).collect())",
            "Text(String, &str) => Case::new(\"Text\", Kinds::OBJECT.or(Kinds::STRING)).required(&[\"a\", \"b\"]).closed()",
            "Shell(Shell) = \"shell\" | \"local_shell\" writes \"shell\"",
            "Minus1 = -1, Half = 0.5",
            "Role(required: RoleRequired) { required(id => (required.id)), rest(extra) }",
        ] {
            assert_eq!(spelled(text), text);
        }
    }
}
