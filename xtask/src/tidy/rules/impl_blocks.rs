//! The number of files that have inherent `impl` blocks of one type.

use std::collections::{BTreeMap, BTreeSet};

use crate::tidy::complaint::{Complaint, Rule};
use crate::tidy::modules::{Modules, module_path};
use crate::tidy::source::{SourceFile, Token};

/// Files that may have inherent `impl` blocks of one type.
const FILES_OF_A_TYPE: usize = 4;

/// Complains of each file more than a type may have, at the file that defines the type.
pub(super) fn check(root: &str, files: &[SourceFile], modules: &Modules<'_>, complaints: &mut Vec<Complaint>) {
    let mut blocks: BTreeMap<(&str, String), BTreeSet<&str>> = BTreeMap::new();
    for file in files.iter().filter(|file| !file.is_test) {
        let Some(module) = module_path(root, &file.path) else { continue };
        for at in 0..file.tokens.len() {
            let Some(path) = inherent(&file.tokens, at) else { continue };
            if let (Some(home), Some(name)) = (modules.home(&module, &path), path.last()) {
                blocks.entry((home, name.clone())).or_default().insert(&file.path);
            }
        }
    }
    for ((home, name), files) in blocks {
        for file in files.iter().skip(FILES_OF_A_TYPE) {
            let found = format!("`{name}` has {}, `{file}` among them", files.len());
            complaints.push(Complaint::new(Rule::ImplBlocks, home, 0, found));
        }
    }
}

/// Returns the path of the type whose inherent `impl` block begins at a token.
fn inherent(tokens: &[Token], at: usize) -> Option<Vec<String>> {
    let is = |at: usize, text: &str| tokens.get(at).is_some_and(|token| !token.is_literal && token.text == text);
    let is_item = at.checked_sub(1).is_none_or(|before| ["}", ";", "]", "{"].iter().any(|text| is(before, text)));
    if !is(at, "impl") || !is_item {
        return None;
    }
    let mut next = behind_generics(tokens, at + 1);
    let mut path = vec![tokens.get(next).filter(|token| token.is_word())?.text.clone()];
    while is(next + 1, "::") {
        path.push(tokens.get(next + 2).filter(|token| token.is_word())?.text.clone());
        next += 2;
    }
    let end = behind_generics(tokens, next + 1);
    (is(end, "{") || is(end, "where")).then_some(path)
}

/// Returns the index behind generics that begin at `at`; `at` if none do.
fn behind_generics(tokens: &[Token], at: usize) -> usize {
    let mut depth = 0_usize;
    for (index, token) in tokens.iter().enumerate().skip(at) {
        match token.text.as_str() {
            "<" => depth += 1,
            // The end of an arrow.
            ">" if tokens[index - 1].text == "-" => {}
            ">" => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return if index == at && token.text != "<" { at } else { index + 1 };
        }
    }
    at
}
