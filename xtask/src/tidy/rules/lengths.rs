//! Limits of files, functions and the width of comments.

use crate::tidy::complaint::{Complaint, Rule};
use crate::tidy::source::{SourceFile, closing};

const LINES_OF_A_FILE: usize = 400;
const LINES_OF_A_FUNCTION: usize = 60;
const WIDTH_OF_A_COMMENT: usize = 160;

pub(super) fn check(file: &SourceFile, complaints: &mut Vec<Complaint>) {
    let lines = file.text.lines().count();
    if lines > LINES_OF_A_FILE {
        complaints.push(Complaint::new(Rule::FileLength, &file.path, 0, format!("it has {lines}")));
    }
    functions(file, complaints);
    for (at, line) in file.text.lines().enumerate() {
        let width = line.chars().count();
        // The row of a table cannot be wrapped.
        let is_row = line.trim_end().ends_with('|');
        if width > WIDTH_OF_A_COMMENT && line.trim_start().starts_with("//") && !is_row {
            complaints.push(Complaint::new(Rule::CommentWidth, &file.path, at + 1, format!("it has {width}")));
        }
    }
}

fn functions(file: &SourceFile, complaints: &mut Vec<Complaint>) {
    let tokens = &file.tokens;
    for (at, token) in tokens.iter().enumerate().filter(|(_, token)| token.text == "fn" && !token.is_literal) {
        let Some(name) = tokens.get(at + 1).filter(|name| name.is_word()) else { continue };
        let mut open = at;
        let end = loop {
            match tokens.get(open).map(|token| token.text.as_str()) {
                Some("{") => break closing(tokens, open),
                Some("(" | "[") => open = closing(tokens, open),
                None | Some(";") => break open,
                Some(_) => open += 1,
            }
        };
        let last = tokens.get(end.saturating_sub(1)).map_or(token.line, |last| last.line);
        let lines = last.saturating_sub(token.line) + 1;
        if lines > LINES_OF_A_FUNCTION {
            let found = format!("`{}` has {lines}", name.text);
            complaints.push(Complaint::new(Rule::FunctionLength, &file.path, token.line, found));
        }
    }
}
