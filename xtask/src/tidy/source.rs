//! A file as the rules see it: its tokens outside tests, and its comments.

use ra_ap_rustc_lexer::{DocStyle, FrontmatterAllowed, TokenKind, tokenize};

/// A Rust file.
#[derive(Debug)]
pub(super) struct SourceFile {
    /// Path from the root of the repository, with `/`.
    pub(super) path: String,
    /// The whole text.
    pub(super) text: String,
    /// The tokens outside tests, comments and white space left out.
    pub(super) tokens: Vec<Token>,
    /// It holds tests, or what only tests use.
    pub(super) is_test: bool,
}

/// A token: a word, a literal, a lifetime, `::`, or one character of punctuation.
#[derive(Clone, Debug)]
pub(super) struct Token {
    pub(super) text: String,
    /// From 1.
    pub(super) line: usize,
    /// It is a string, a character or a number.
    pub(super) is_literal: bool,
}

impl Token {
    /// Returns true for an identifier or a keyword.
    pub(super) fn is_word(&self) -> bool {
        !self.is_literal && self.text.starts_with(|c: char| c.is_alphabetic() || c == '_')
    }
}

impl SourceFile {
    /// Reads a file's text.
    pub(super) fn new(path: impl Into<String>, text: impl Into<String>) -> Self {
        let (path, text) = (path.into(), text.into());
        let tokens = without_tests(lex(&text));
        let is_test = is_test(&path);
        Self { path, text, tokens, is_test }
    }

    /// Returns true if the texts of the tokens from `at` on begin with these.
    pub(super) fn begins(&self, at: usize, texts: &[&str]) -> bool {
        begins(&self.tokens, at, texts)
    }
}

/// Returns true if the texts of the tokens from `at` on begin with these.
pub(super) fn begins(tokens: &[Token], at: usize, texts: &[&str]) -> bool {
    let tokens = tokens.get(at..at + texts.len());
    tokens.is_some_and(|tokens| tokens.iter().zip(texts).all(|(token, text)| !token.is_literal && token.text == *text))
}

/// Returns the index behind the bracket that closes the one at `open`; the end if there is none.
pub(super) fn closing(tokens: &[Token], open: usize) -> usize {
    let mut depth = 0usize;
    for (at, token) in tokens.iter().enumerate().skip(open) {
        match token.text.as_str() {
            _ if token.is_literal => {}
            "(" | "[" | "{" => depth += 1,
            ")" | "]" | "}" => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return at + 1;
                }
            }
            _ => {}
        }
    }
    tokens.len()
}

fn lex(text: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let (mut start, mut line) = (0, 1);
    let mut glued = false;
    for token in tokenize(text, FrontmatterAllowed::No) {
        let end = start + token.len as usize;
        let piece = text.get(start..end).unwrap_or_default();
        let trivia = matches!(
            token.kind,
            TokenKind::Whitespace | TokenKind::LineComment { .. } | TokenKind::BlockComment { .. }
        );
        let is_literal = matches!(token.kind, TokenKind::Literal { .. });
        match tokens.last_mut() {
            Some(last) if glued && piece == ":" && last.text == ":" => last.text.push(':'),
            _ if trivia => {}
            _ => tokens.push(Token { text: piece.to_owned(), line, is_literal }),
        }
        glued = token.kind == TokenKind::Colon;
        line += piece.matches('\n').count();
        start = end;
    }
    tokens
}

/// Returns the first line of each doc comment, without its slashes, and the line's number. Lines of the same style with only white space or ordinary comments
/// between them are one doc comment.
pub(super) fn doc_comments(text: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let (mut start, mut line) = (0, 1);
    let mut open: Option<DocStyle> = None;
    for token in tokenize(text, FrontmatterAllowed::No) {
        let end = start + token.len as usize;
        let piece = text.get(start..end).unwrap_or_default();
        match token.kind {
            TokenKind::LineComment { doc_style: Some(style) } => {
                if open != Some(style) {
                    found.push((line, piece.get(3..).unwrap_or_default().trim()));
                }
                open = Some(style);
            }
            TokenKind::Whitespace | TokenKind::LineComment { .. } => {}
            _ => open = None,
        }
        line += piece.matches('\n').count();
        start = end;
    }
    found
}

/// By their names: `tests.rs`, `…_tests.rs`, a folder `tests`, and the helpers of tests.
fn is_test(path: &str) -> bool {
    let module = path.strip_suffix(".rs").unwrap_or(path);
    path.contains("/tests/")
        || module.ends_with("/tests")
        || module.ends_with("_tests")
        || module.ends_with("/fixture")
        || module.ends_with("/testing")
}

/// Returns true if an attribute for items of tests begins here.
fn marks_test(tokens: &[Token], at: usize) -> bool {
    let attributes: [&[&str]; 3] = [
        &["#", "[", "cfg", "(", "test", ")"],
        &["#", "[", "cfg", "(", "all", "(", "test", ","],
        &["#", "[", "test", "]"],
    ];
    attributes.iter().any(|attribute| begins(tokens, at, attribute))
}

/// Leaves out the items of tests.
fn without_tests(tokens: Vec<Token>) -> Vec<Token> {
    let mut kept = Vec::with_capacity(tokens.len());
    let mut at = 0;
    while at < tokens.len() {
        if !marks_test(&tokens, at) {
            kept.push(tokens[at].clone());
            at += 1;
            continue;
        }
        while begins(&tokens, at, &["#", "["]) {
            at = closing(&tokens, at + 1);
        }
        at = item_end(&tokens, at);
    }
    kept
}

/// Returns the index behind the item that begins at `at`.
fn item_end(tokens: &[Token], mut at: usize) -> usize {
    while let Some(token) = tokens.get(at) {
        match token.text.as_str() {
            ";" => return at + 1,
            "{" => return closing(tokens, at),
            "(" | "[" => at = closing(tokens, at),
            _ => at += 1,
        }
    }
    tokens.len()
}
