//! Doc comments. Emitters give each as one attribute, `#[doc = b"…"]`, its lines in one byte string: no Rust, but tokens all the same, and
//! one attribute is read and printed at a fraction of what one for each line costs. Here it becomes lines of `///` or `//!`.

/// How an attribute begins that becomes a comment of the item that follows, and what its lines begin with.
const OUTER: (&str, &str) = ("#[doc = b\"", "///");
/// The same for a comment of the item around it.
const INNER: (&str, &str) = ("#![doc = b\"", "//!");

/// Adds a line of code and its line break; an attribute that is a comment becomes its lines.
pub(super) fn push_line(text: &mut String, line: &str) {
    let code = line.trim_start_matches(' ');
    let indent = &line[..line.len() - code.len()];
    let mut code = code;
    while let Some((sign, literal)) = opening(code) {
        let rest = push(text, indent, sign, literal);
        code = rest.strip_prefix(']').unwrap_or(rest).trim_start_matches(' ');
        if code.is_empty() {
            return;
        }
    }
    text.push_str(indent);
    text.push_str(code);
    text.push('\n');
}

/// Adds the lines of a comment, from its byte string after the opening quote, and gives what follows the closing one.
pub(super) fn push<'l>(text: &mut String, indent: &str, sign: &str, literal: &'l str) -> &'l str {
    let mut line = Line { text, indent, sign, begun: false };
    let mut rest = literal;
    while let Some(at) = rest.find(['"', '\\']) {
        line.push(&rest[..at]);
        if rest.as_bytes().get(at) == Some(&b'"') {
            line.end();
            return &rest[at + 1..];
        }
        rest = line.escape(&rest[at + 1..]);
    }
    line.push(rest);
    line.end();
    ""
}

fn opening(code: &str) -> Option<(&'static str, &str)> {
    [OUTER, INNER].into_iter().find_map(|(opening, sign)| Some((sign, code.strip_prefix(opening)?)))
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

    /// Adds what an escape stands for, and gives what follows it. A comment ends with its line: one that held a break would let its rest out.
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

    fn printed(line: &str) -> String {
        let mut text = String::new();
        push_line(&mut text, line);
        text
    }

    #[test]
    fn any_text_comes_back_line_by_line() {
        let line = "    #[doc = b\"One \\\"two\\\" \\\\ three\\n\\nna\\xC3\\xAFve\\ttab\"]";
        assert_eq!(printed(line), "    /// One \"two\" \\ three\n    ///\n    /// naïve\ttab\n");
        for text in
            ["plain", "a \"quote\" and a \\ backslash", "ключ → 値 \u{10FFFF}", "\u{7f}\u{1}é\\x41", "ends in \\", "\t"]
        {
            let literal = Literal::byte_string(text.as_bytes());
            assert_eq!(printed(&format!("#![doc = {literal}]")), format!("//! {text}\n"));
        }
    }

    #[test]
    fn no_break_gets_out_of_a_comment() {
        let literal = Literal::byte_string(b"one\n} two\r three\r\nfour  ");
        assert_eq!(printed(&format!("#[doc = {literal}]")), "/// one\n/// } two\n///  three\n///\n/// four\n");
    }

    #[test]
    fn code_is_left_alone_and_may_follow() {
        for line in ["#[doc = \"text\"]", "    let a = \"#[doc = b\\\"\";", "", "#[doc(hidden)]"] {
            assert_eq!(printed(line), format!("{line}\n"));
        }
        assert_eq!(printed("    #[doc = b\"One.\"] pub id: String,"), "    /// One.\n    pub id: String,\n");
    }

    #[test]
    fn half_an_attribute_is_no_panic() {
        for line in
            ["#[doc = b\"", "#[doc = b\"\\", "#[doc = b\"\\x", "#[doc = b\"\\x4", "#[doc = b\"\\x4é", "#[doc = b\"a\""]
        {
            printed(line);
        }
    }
}
