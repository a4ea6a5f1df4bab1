//! The calls of a client in a sample: `client.pets.list(` and the like.

use std::collections::{HashMap, HashSet};

use super::super::route::snake;
use super::samples::Language;
use super::scan::{Token, TokenKind, scan};
use crate::naming::words;

/// A call as a path of names, the method last: `pets`, `list`.
pub(super) type Call = Vec<String>;

/// Calls with more names are none of a client.
const MOST_NAMES: usize = 12;

/// Names that a sample has without making them.
const BUILT_IN: [&str; 12] = [
    "Array", "Buffer", "JSON", "Math", "Object", "Promise", "console", "document", "process", "self", "this", "window",
];

/// The calls of the client that a sample makes, in its order. A sample that makes no client calls one that it does not show: a name that is
/// neither imported nor assigned nor built in, with a resource behind it.
pub(super) fn calls(text: &str, language: Language) -> Vec<Call> {
    let sample = Sample::new(scan(text, language));
    let clients = sample.clients();
    let foreign = if clients.is_empty() { sample.assigned() } else { HashSet::new() };
    let mut calls: Vec<Call> = Vec::new();
    let mut at = 0;
    while at < sample.tokens.len() {
        let Some((names, end)) = sample.path(at) else {
            at += 1;
            continue;
        };
        at = end;
        let (root, rest) = (names[0], sample.called(&names, end));
        let front = match clients.get(root) {
            Some(front) => front.clone(),
            None if clients.is_empty() && rest.len() > 1 && !foreign.contains(root) && !BUILT_IN.contains(&root) => {
                None
            }
            None => continue,
        };
        let rest = rest.iter().map(|name| snake(&words(name))).filter(|name| !name.starts_with("with_"));
        let rest: Call = rest.collect();
        if rest.is_empty() {
            continue;
        }
        let call: Call = front.into_iter().chain(rest).collect();
        if call.len() <= MOST_NAMES && !calls.contains(&call) {
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
}

impl<'s> Sample<'s> {
    fn new(tokens: Vec<Token<'s>>) -> Self {
        let mut ends = HashMap::new();
        let mut open = Vec::new();
        for (at, token) in tokens.iter().enumerate() {
            match token.kind {
                TokenKind::Sign('(' | '[' | '{') => open.push(at),
                TokenKind::Sign(')' | ']' | '}') => ends.extend(open.pop().map(|open| (open, at + 1))),
                _ => {}
            }
        }
        Self { tokens, ends }
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

    /// The names of `a.b.c` or `a?.b.c`, and the token behind them; not when it goes on from something in front.
    fn path(&self, at: usize) -> Option<(Vec<&'s str>, usize)> {
        let mut names = vec![self.word(at)?];
        if at.checked_sub(1).is_some_and(|before| self.is_sign(before, '.')) {
            return None;
        }
        let mut end = at + 1;
        while let Some((name, next)) = self.member(end) {
            names.push(name);
            end = next;
        }
        Some((names, end))
    }

    /// The name behind a dot.
    fn member(&self, at: usize) -> Option<(&'s str, usize)> {
        let dot = if self.is_sign(at, '?') { at + 1 } else { at };
        Some((self.word(dot + 1).filter(|_| self.is_sign(dot, '.'))?, dot + 2))
    }

    /// The names behind the first that are called. What sets options in front, as `client.with_options(…).pets.list(`, is left out.
    fn called(&self, names: &[&'s str], end: usize) -> Vec<&'s str> {
        let mut rest = names[1..].to_vec();
        let mut at = end;
        while rest.last().is_some_and(|last| last.starts_with("with")) && self.is_sign(at, '(') {
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

    /// The token behind a bracket's end. A bracket without one ends with the sample.
    fn closed(&self, open: usize) -> usize {
        self.ends.get(&open).copied().unwrap_or(self.tokens.len())
    }

    /// The variables that hold a client, with the resource that the client's type is called after, if it is one of a part of the API.
    fn clients(&self) -> HashMap<&'s str, Option<String>> {
        let mut clients = HashMap::new();
        for at in 0..self.tokens.len() {
            // `client = Client(`
            if let Some(name) = self.assigned_at(at)
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

    /// The variable in front of a `=`.
    fn assigned_at(&self, at: usize) -> Option<&'s str> {
        let before = at.checked_sub(1)?;
        let is_member = before.checked_sub(1).is_some_and(|at| self.is_sign(at, '.'));
        let is_assignment = self.is_sign(at, '=') && !self.is_sign(at + 1, '=') && !self.is_sign(at + 1, '>');
        self.word(before).filter(|_| is_assignment && !is_member)
    }

    /// `new Client(`, `acme.Client(`, `Client.create(`, `createClient(` or `require('acme')(`: its names, and its bracket.
    fn construction(&self, at: usize) -> Option<(Vec<&'s str>, usize)> {
        let start = if self.word(at) == Some("await") { at + 1 } else { at };
        let is_new = self.word(start) == Some("new");
        let (path, end) = self.path(if is_new { start + 1 } else { start })?;
        if path == ["require"] && self.is_sign(end, '(') {
            let call = self.closed(end);
            return self.is_sign(call, '(').then_some((path, call));
        }
        let is_type = path.iter().any(|name| name.starts_with(char::is_uppercase));
        (self.is_sign(end, '(') && (is_new || is_type || makes_client(path.last()?))).then_some((path, end))
    }

    /// `pets` of `PetsApi(client)`: a class for each part of an API, as OpenAPI Generator writes them, is made of a client.
    fn part(&self, path: &[&str], open: usize, clients: &HashMap<&str, Option<String>>) -> Option<String> {
        let mut class = words(path.last()?);
        let is_of_client = self.word(open + 1).is_some_and(|name| clients.contains_key(name));
        let is_part = is_of_client && class.len() > 1 && class.last().is_some_and(|word| word == "api");
        class.pop();
        (is_part && class != ["default"]).then(|| snake(&class))
    }

    /// The names that a sample assigns, imports or goes through.
    fn assigned(&self) -> HashSet<&'s str> {
        let mut names = HashSet::new();
        let mut at = 0;
        while at < self.tokens.len() {
            names.extend(self.assigned_at(at));
            let next = at + 1;
            at = match self.word(at) {
                Some("for" | "as") => {
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

    /// An import ends with its line, or with its brackets.
    fn import_end(&self, at: usize) -> usize {
        if self.is_sign(at + 1, '{') || self.is_sign(at + 1, '(') {
            return self.closed(at + 1);
        }
        let rest = &self.tokens[at..];
        at + rest.iter().take_while(|token| token.line == rest[0].line).count()
    }
}

/// True for `createClient` and `create_acme_sdk`.
fn makes_client(name: &str) -> bool {
    let words = words(name);
    words.first().is_some_and(|word| word == "create")
        && words.last().is_some_and(|word| matches!(word.as_str(), "api" | "client" | "sdk"))
}

#[cfg(test)]
#[path = "calls_tests.rs"]
mod tests;
