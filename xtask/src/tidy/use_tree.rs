//! `use` declarations.

use super::source::{Token, begins, closing};

/// One name that a `use` brings in.
#[derive(Debug)]
pub(super) struct Import {
    /// The name; `*` for all of a module.
    pub(super) name: String,
    pub(super) path: Vec<String>,
    pub(super) line: usize,
    /// Others see it through this module.
    pub(super) is_public: bool,
    /// The number of modules inside the file that it stands in.
    pub(super) inner: usize,
}

/// Reads the declaration whose `use` is at `at`; gives the index behind it.
pub(super) fn read(tokens: &[Token], at: usize, inner: usize, imports: &mut Vec<Import>) -> usize {
    let end = (at..tokens.len()).find(|index| tokens[*index].text == ";").unwrap_or(tokens.len());
    let is_public = at > 0 && (tokens[at - 1].text == "pub" || is_restricted(tokens, at - 1));
    let mut leaves = Vec::new();
    tree(&tokens[at + 1..end], &mut Vec::new(), &mut leaves);
    imports.extend(leaves.into_iter().map(|leaf| Import {
        name: leaf.name,
        path: leaf.path,
        line: leaf.line,
        is_public,
        inner,
    }));
    end + 1
}

/// `pub(crate)` and the like end here.
fn is_restricted(tokens: &[Token], at: usize) -> bool {
    let before = &tokens[at.saturating_sub(5)..=at];
    tokens[at].text == ")" && before.iter().any(|token| token.text == "pub")
}

struct Leaf {
    name: String,
    path: Vec<String>,
    line: usize,
}

fn tree(tokens: &[Token], prefix: &mut Vec<String>, leaves: &mut Vec<Leaf>) {
    let known = prefix.len();
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        match token.text.as_str() {
            "$" | "::" => at += 1,
            "{" => {
                let end = closing(tokens, at);
                tree(&tokens[at + 1..end - 1], &mut prefix.clone(), leaves);
                at = end;
                prefix.truncate(known);
            }
            "," => {
                prefix.truncate(known);
                at += 1;
            }
            text => {
                let is_last = !begins(tokens, at + 1, &["::"]);
                if text != "*" && !(text == "self" && is_last && !prefix.is_empty()) {
                    prefix.push(text.to_owned());
                }
                at += 1;
                if is_last {
                    let alias = begins(tokens, at, &["as"]).then(|| tokens.get(at + 1)).flatten();
                    at += if alias.is_some() { 2 } else { 0 };
                    let own = if text == "*" { "*" } else { prefix.last().map_or("", String::as_str) };
                    let name = alias.map_or(own, |alias| &alias.text).to_owned();
                    leaves.push(Leaf { name, path: prefix.clone(), line: token.line });
                }
            }
        }
    }
}
