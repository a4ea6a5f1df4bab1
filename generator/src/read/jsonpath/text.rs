//! The text of a query, read from its start: blanks, names, numbers and quoted texts.

/// Queries nest at most this deep.
const MAX_DEPTH: usize = 50;

/// A text that is being read.
pub(super) struct Text<'t> {
    text: &'t str,
    at: usize,
    depth: usize,
}

impl<'t> Text<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { text, at: 0, depth: 0 }
    }

    pub(super) fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    pub(super) fn is_at_end(&self) -> bool {
        self.rest().is_empty()
    }

    pub(super) fn at(&self) -> usize {
        self.at
    }

    pub(super) fn back_to(&mut self, at: usize) {
        self.at = at;
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    /// Takes a text if it comes next.
    pub(super) fn take(&mut self, wanted: &str) -> bool {
        let found = self.rest().starts_with(wanted);
        self.at += if found { wanted.len() } else { 0 };
        found
    }

    /// Takes characters as long as they are of a kind.
    pub(super) fn take_while(&mut self, is_wanted: impl Fn(char) -> bool) -> &'t str {
        let rest = self.rest();
        let end = rest.find(|c| !is_wanted(c)).unwrap_or(rest.len());
        self.at += end;
        &rest[..end]
    }

    pub(super) fn blanks(&mut self) {
        self.take_while(|c| matches!(c, ' ' | '\t' | '\n' | '\r'));
    }

    /// Takes a text; an error if it is missing.
    pub(super) fn expect(&mut self, wanted: &str) -> Result<(), String> {
        if self.take(wanted) { Ok(()) } else { Err(self.unexpected(&format!("`{wanted}`"))) }
    }

    /// Returns the error for an unexpected text.
    pub(super) fn unexpected(&self, wanted: &str) -> String {
        let rest: String = self.rest().chars().take(30).collect();
        if rest.is_empty() {
            format!("it ends where {wanted} should be")
        } else {
            format!("{wanted} should be at `{rest}`")
        }
    }

    /// Reads something that may contain itself.
    pub(super) fn nested<T>(&mut self, read: impl FnOnce(&mut Self) -> Result<T, String>) -> Result<T, String> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(format!("it is nested more than {MAX_DEPTH} levels deep"));
        }
        let result = read(self);
        self.depth -= 1;
        result
    }

    /// Parses a name after a dot.
    pub(super) fn name(&mut self) -> Result<String, String> {
        let is_first = |c: char| c.is_ascii_alphabetic() || c == '_' || !c.is_ascii();
        if !self.peek().is_some_and(is_first) {
            return Err(self.unexpected("a name or `*`"));
        }
        Ok(self.take_while(|c| is_first(c) || c.is_ascii_digit()).to_owned())
    }

    /// Parses an integer in the range that JSON's numbers represent exactly.
    pub(super) fn integer(&mut self) -> Result<i64, String> {
        const LARGEST: i64 = (1 << 53) - 1;
        let from = self.at;
        self.take("-");
        let digits = self.take_while(|c| c.is_ascii_digit());
        let text = &self.text[from..self.at];
        let is_odd = digits.is_empty() || (digits.len() > 1 && digits.starts_with('0')) || text == "-0";
        match text.parse::<i64>() {
            Ok(number) if !is_odd && (-LARGEST..=LARGEST).contains(&number) => Ok(number),
            _ => {
                self.at = from;
                Err(self.unexpected("an integer"))
            }
        }
    }

    /// Parses a quoted text.
    pub(super) fn quoted(&mut self) -> Result<String, String> {
        let quote = if self.take("'") { '\'' } else { '"' };
        if quote == '"' {
            self.expect("\"")?;
        }
        let mut text = String::new();
        loop {
            let Some(c) = self.peek() else { return Err("a quoted text does not end".to_owned()) };
            self.at += c.len_utf8();
            match c {
                c if c == quote => return Ok(text),
                '\\' => text.push(self.escape(quote)?),
                c if c < ' ' => return Err("a quoted text has a control character in it".to_owned()),
                c => text.push(c),
            }
        }
    }

    fn escape(&mut self, quote: char) -> Result<char, String> {
        let Some(c) = self.peek() else { return Err("a quoted text does not end".to_owned()) };
        self.at += c.len_utf8();
        Ok(match c {
            'b' => '\u{8}',
            'f' => '\u{c}',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            '/' | '\\' => c,
            'u' => return self.unicode(),
            c if c == quote => c,
            c => return Err(format!("`\\{c}` is no escape")),
        })
    }

    fn unicode(&mut self) -> Result<char, String> {
        let first = self.hexadecimal()?;
        let code = match first {
            0xD800..=0xDBFF if self.take("\\u") => match self.hexadecimal()? {
                second @ 0xDC00..=0xDFFF => 0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00),
                _ => first,
            },
            _ => first,
        };
        char::from_u32(code).ok_or_else(|| "half of a surrogate pair is missing".to_owned())
    }

    fn hexadecimal(&mut self) -> Result<u32, String> {
        let digits = self.rest().get(..4).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()));
        let code = digits.and_then(|digits| u32::from_str_radix(digits, 16).ok());
        self.at += if code.is_some() { 4 } else { 0 };
        code.ok_or_else(|| self.unexpected("four hexadecimal digits"))
    }
}
