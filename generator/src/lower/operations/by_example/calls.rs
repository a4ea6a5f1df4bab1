//! The calls of a client in a sample: `client.pets.list(` and the like.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::super::route::snake;
use super::foreign::{is_foreign_module, is_foreign_type};
use super::samples::Language;
use super::scan::{Token, TokenKind, scan};
use crate::naming::words;

/// A call as a path of names, the method last: `pets`, `list`.
pub(super) type Call = Vec<String>;

/// Calls with more names are none of a client.
const MOST_NAMES: usize = 12;

/// A sample of more calls is read as far as this.
const MOST_CALLS: usize = 1_000;

/// The annotation of a variable has at most so many tokens.
const LONGEST_ANNOTATION: usize = 12;

/// Returns the calls of the API's client in a sample, in its order. Where the sample constructs no client, a name counts as one that the sample neither
/// imports nor assigns, that the language does not have, and that has a resource behind it.
pub(super) fn calls(text: &str, language: Language) -> Vec<Call> {
    let sample = Sample::new(scan(text, language));
    let clients = sample.clients();
    let foreign = if clients.is_empty() { sample.assigned() } else { HashSet::new() };
    let mut calls: Vec<Call> = Vec::new();
    let mut seen: HashSet<Call> = HashSet::new();
    let mut at = 0;
    while at < sample.tokens.len() && calls.len() < MOST_CALLS {
        let Some((names, end)) = sample.path(at) else {
            at += 1;
            continue;
        };
        at = end;
        let (root, rest) = (names[0], sample.called(&names, end));
        let front = match clients.get(root) {
            Some(front) => front.clone(),
            None if clients.is_empty()
                && rest.len() > 1
                && !foreign.contains(root)
                && !is_foreign_module(root)
                && !is_foreign_type(root) =>
            {
                None
            }
            None => continue,
        };
        let rest: Call = rest.iter().filter(|name| !sets_options(name)).map(|name| snake(&words(name))).collect();
        if rest.last().is_none_or(|method| is_of_program(method)) {
            continue;
        }
        let call: Call = front.into_iter().chain(rest).collect();
        if call.len() <= MOST_NAMES && seen.insert(call.clone()) {
            calls.push(call);
        }
    }
    calls
}

/// A sample.
struct Sample<'s> {
    tokens: Vec<Token<'s>>,
    /// For each opening bracket, the token behind its end.
    ends: HashMap<usize, usize>,
    /// For each closing bracket, its opening one.
    starts: HashMap<usize, usize>,
    /// For each token, the innermost bracket around it.
    around: Vec<Option<usize>>,
}

impl<'s> Sample<'s> {
    fn new(tokens: Vec<Token<'s>>) -> Self {
        let (mut ends, mut starts) = (HashMap::new(), HashMap::new());
        let mut around = Vec::with_capacity(tokens.len());
        let mut open = Vec::new();
        for (at, token) in tokens.iter().enumerate() {
            around.push(open.last().copied());
            match token.kind {
                TokenKind::Sign('(' | '[' | '{') => open.push(at),
                TokenKind::Sign(')' | ']' | '}') => {
                    if let Some(open) = open.pop() {
                        ends.insert(open, at + 1);
                        starts.insert(at, open);
                    }
                }
                _ => {}
            }
        }
        Self { tokens, ends, starts, around }
    }

    fn word(&self, at: usize) -> Option<&'s str> {
        match self.tokens.get(at)?.kind {
            TokenKind::Word(word) => Some(word),
            TokenKind::Text | TokenKind::Sign(_) => None,
        }
    }

    fn is_sign(&self, at: usize, sign: char) -> bool {
        self.tokens.get(at).is_some_and(|token| token.kind == TokenKind::Sign(sign))
    }

    /// Returns the names of `a.b.c` or `a?.b.c`, and the token after them; `None` if the path continues an expression before it.
    fn path(&self, at: usize) -> Option<(Vec<&'s str>, usize)> {
        let mut names = vec![self.word(at)?];
        if self.is_behind_dot(at) {
            return None;
        }
        let mut end = at + 1;
        while let Some((name, next)) = self.member(end) {
            names.push(name);
            end = next;
        }
        Some((names, end))
    }

    /// Returns the name behind a dot.
    fn member(&self, at: usize) -> Option<(&'s str, usize)> {
        let dot = if self.is_sign(at, '?') { at + 1 } else { at };
        Some((self.word(dot + 1).filter(|_| self.is_sign(dot, '.'))?, dot + 2))
    }

    /// Returns the names behind the first that are called. What sets options in front, as `client.with_options(…).pets.list(`, is left out.
    fn called(&self, names: &[&'s str], end: usize) -> Vec<&'s str> {
        let mut rest = names[1..].to_vec();
        let mut at = end;
        while rest.last().is_some_and(|last| sets_options(last)) && self.is_sign(at, '(') {
            at = self.closed(at);
            let from = rest.len();
            while let Some((name, next)) = self.member(at) {
                rest.push(name);
                at = next;
            }
            if rest.len() == from {
                return Vec::new();
            }
        }
        if self.is_sign(at, '(') { rest } else { Vec::new() }
    }

    /// Returns the token behind a bracket's end. A bracket without one ends with the sample.
    fn closed(&self, open: usize) -> usize {
        self.ends.get(&open).copied().unwrap_or(self.tokens.len())
    }

    /// Returns the variables with a client, and the resource in the name of the client's type, if it is a client for a part of the API.
    fn clients(&self) -> HashMap<&'s str, Option<String>> {
        let mut clients = HashMap::new();
        for at in 0..self.tokens.len() {
            // `client = Client(`
            if let Some(name) = self.assigned_at(at).filter(|_| !self.is_argument(at))
                && let Some((path, open)) = self.construction(at + 1)
            {
                clients.insert(name, self.part(&path, open, &clients));
            }
            // `with Client() as client:`
            if self.word(at) == Some("with")
                && let Some((path, open)) = self.construction(at + 1)
            {
                let end = self.closed(open);
                if let Some(name) = self.word(end + 1).filter(|_| self.word(end) == Some("as")) {
                    clients.insert(name, self.part(&path, open, &clients));
                }
            }
        }
        clients
    }

    /// Returns true inside the brackets of a call: `a=Type()` is an argument there.
    fn is_argument(&self, at: usize) -> bool {
        let around = self.around.get(at).copied().flatten().filter(|open| self.ends.contains_key(open));
        around.is_some_and(|open| !self.is_sign(open, '{'))
    }

    fn is_behind_dot(&self, at: usize) -> bool {
        at.checked_sub(1).is_some_and(|before| self.is_sign(before, '.'))
    }

    fn is_assignment(&self, at: usize) -> bool {
        self.is_sign(at, '=') && !self.is_sign(at + 1, '=') && !self.is_sign(at + 1, '>')
    }

    /// Returns the variable in front of a `=`.
    fn assigned_at(&self, at: usize) -> Option<&'s str> {
        let before = at.checked_sub(1).filter(|_| self.is_assignment(at))?;
        if let Some(name) = self.annotated(before) {
            return Some(name);
        }
        self.word(before).filter(|_| !self.is_behind_dot(before))
    }

    /// Returns the variable of `name: Type` or `const name: Type` that ends with this token. A name after another keyword, as in `if name: other = 1`, does
    /// not count.
    fn annotated(&self, end: usize) -> Option<&'s str> {
        let is_of_type = |at: &usize| match self.tokens[*at].kind {
            TokenKind::Word(_) => true,
            TokenKind::Sign(sign) => matches!(sign, '.' | '[' | ']' | '<' | '>' | '|' | ','),
            TokenKind::Text => false,
        };
        let first = end.saturating_sub(LONGEST_ANNOTATION);
        let colon = (first..=end).rev().find(|at| !is_of_type(at)).filter(|at| *at < end && self.is_sign(*at, ':'))?;
        let at = colon.checked_sub(1)?;
        let name = self.word(at).filter(|name| !matches!(*name, "else" | "try" | "finally" | "default"))?;
        let starts = match at.checked_sub(1) {
            Some(before) => {
                let declares = matches!(self.word(before), Some("const" | "let" | "var"));
                declares || self.tokens[before].line < self.tokens[at].line || self.is_sign(before, ';')
            }
            None => true,
        };
        starts.then_some(name)
    }

    /// Parses `new Client(`, `acme.Client(`, `Client.create(`, `createClient(` or `require('acme')(`: its names, and its bracket.
    fn construction(&self, at: usize) -> Option<(Vec<&'s str>, usize)> {
        let start = if self.word(at) == Some("await") { at + 1 } else { at };
        let is_new = self.word(start) == Some("new");
        let (path, end) = self.path(if is_new { start + 1 } else { start })?;
        if path == ["require"] && self.is_sign(end, '(') {
            let call = self.closed(end);
            return self.is_sign(call, '(').then_some((path, call));
        }
        if is_foreign_module(path[0]) || path.iter().any(|name| is_foreign_type(name)) {
            return None;
        }
        let is_type = path.iter().any(|name| name.starts_with(char::is_uppercase));
        (self.is_sign(end, '(') && (is_new || is_type || makes_client(path.last()?))).then_some((path, end))
    }

    /// Returns `pets` for `PetsApi(client)`: a class for each part of an API, as OpenAPI Generator writes them, made from a client.
    fn part(&self, path: &[&str], open: usize, clients: &HashMap<&str, Option<String>>) -> Option<String> {
        let mut class = words(path.last()?);
        let is_of_client = self.word(open + 1).is_some_and(|name| clients.contains_key(name));
        let is_part = is_of_client && class.len() > 1 && class.last().is_some_and(|word| word == "api");
        class.pop();
        (is_part && class != ["default"]).then(|| snake(&class))
    }

    /// Returns the names that a sample assigns, imports or iterates over.
    fn assigned(&self) -> HashSet<&'s str> {
        let mut names = HashSet::new();
        let mut at = 0;
        while at < self.tokens.len() {
            names.extend(self.assigned_at(at));
            names.extend(self.targets(at).into_iter().flatten().filter_map(|at| self.word(at)));
            let next = at + 1;
            at = match self.word(at) {
                Some("as") => {
                    names.extend(self.word(next));
                    next
                }
                Some("import") => {
                    let end = self.import_end(at);
                    names.extend((next..end).filter_map(|at| self.word(at)));
                    end
                }
                _ => next,
            };
        }
        names
    }

    /// Returns the tokens of names that a sample binds here together: parameters and destructuring.
    fn targets(&self, at: usize) -> Option<Range<usize>> {
        let next = at + 1;
        match self.tokens[at].kind {
            TokenKind::Word("for") => Some(
                next..self.until(next, |token| matches!(token, TokenKind::Word("in" | "of") | TokenKind::Sign(';'))),
            ),
            TokenKind::Word("lambda") => Some(next..self.until(next, |token| *token == TokenKind::Sign(':'))),
            TokenKind::Word("def" | "function" | "catch") if !self.is_behind_dot(at) => {
                let open = if self.is_sign(next, '(') { next } else { next + 1 };
                Some(next..if self.is_sign(open, '(') { self.closed(open) } else { next + 1 })
            }
            // `a =>`, `(a, b) =>`
            TokenKind::Sign('=') if self.is_sign(next, '>') => {
                let last = at.checked_sub(1)?;
                Some(self.starts.get(&last).copied().unwrap_or(last)..at)
            }
            // `{ a, b } =`, `(a, b) =`, `a, b =`, but not `a[b] =`
            TokenKind::Sign('=') if self.is_assignment(at) => {
                let last = at.checked_sub(1)?;
                let Some(open) = self.starts.get(&last).copied() else {
                    return (!self.is_argument(at)).then(|| self.list_start(last)..last);
                };
                let is_index = open.checked_sub(1).is_some_and(|at| self.is_index_of(at, open));
                (!is_index).then_some(open..at)
            }
            _ => None,
        }
    }

    /// Returns true for the token in front of a bracket that takes one of several: `a[`.
    fn is_index_of(&self, at: usize, open: usize) -> bool {
        let is_declared = matches!(self.word(at), Some("const" | "let" | "var"));
        let is_value = self.word(at).is_some() || self.is_sign(at, ')') || self.is_sign(at, ']');
        is_value && !is_declared && self.tokens[at].line == self.tokens[open].line
    }

    /// Returns the first token of `a, b` that ends with this one.
    fn list_start(&self, last: usize) -> usize {
        let mut start = last;
        while start > 1
            && self.is_sign(start - 1, ',')
            && self.word(start - 2).is_some()
            && last - start < LONGEST_ANNOTATION
        {
            start -= 2;
        }
        start
    }

    /// Returns the first token that ends a list of names, in the same line.
    fn until(&self, from: usize, is_end: impl Fn(&TokenKind<'s>) -> bool) -> usize {
        let rest = self.tokens.get(from..).unwrap_or_default();
        let line = rest.first().map_or(0, |token| token.line);
        from + rest.iter().take_while(|token| token.line == line && !is_end(&token.kind)).count()
    }

    /// Returns the end of an import: that of its line, or of its brackets.
    fn import_end(&self, at: usize) -> usize {
        if self.is_sign(at + 1, '{') || self.is_sign(at + 1, '(') {
            return self.closed(at + 1);
        }
        let rest = &self.tokens[at..];
        at + rest.iter().take_while(|token| token.line == rest[0].line).count()
    }
}

/// Returns true for `withOptions` and `with_raw_response`, which set options in front of a call; not for `withdraw`.
fn sets_options(name: &str) -> bool {
    words(name).first().is_some_and(|word| word == "with")
}

/// Returns true for the name of a method, in `snake_case`, that is no operation: it ends a client, takes another form of a value or waits for it.
fn is_of_program(method: &str) -> bool {
    matches!(method, "close" | "aclose" | "disconnect" | "then" | "catch" | "finally") || method.starts_with("to_")
}

/// Returns true for `createClient` and `create_acme_sdk`.
fn makes_client(name: &str) -> bool {
    let words = words(name);
    words.first().is_some_and(|word| word == "create")
        && words.last().is_some_and(|word| matches!(word.as_str(), "api" | "client" | "sdk"))
}

#[cfg(test)]
#[path = "calls_tests.rs"]
mod tests;
