//! Panics outside tests.

use crate::tidy::complaint::{Complaint, Rule};
use crate::tidy::source::{SourceFile, closing};

const METHODS: [&str; 4] = ["unwrap", "expect", "unwrap_err", "expect_err"];
const MACROS: [&str; 4] = ["panic", "unreachable", "todo", "unimplemented"];

pub(super) fn check(file: &SourceFile, complaints: &mut Vec<Complaint>) {
    if file.is_test {
        return;
    }
    for (at, token) in file.tokens.iter().enumerate() {
        // A call that `?` follows is a method of another type, which gives a result.
        let method = METHODS.iter().find(|method| file.begins(at, &[".", method, "("]));
        let method = method.filter(|_| !file.begins(closing(&file.tokens, at + 2), &["?"]));
        let call = MACROS.iter().find(|name| file.begins(at, &[name, "!"]) && !file.begins(at + 2, &["{"]));
        if let Some(name) = method.or(call) {
            complaints.push(Complaint::new(Rule::Panics, &file.path, token.line, format!("`{name}`")));
        }
    }
}
