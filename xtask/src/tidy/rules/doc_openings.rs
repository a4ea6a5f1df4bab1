//! First words of doc comments.

use crate::tidy::complaint::{Complaint, Rule};
use crate::tidy::source::{SourceFile, doc_comments};

/// Words that begin a question instead of a description.
const QUESTIONS: [&str; 7] = ["What", "How", "Which", "Where", "Whether", "Who", "Why"];

pub(super) fn check(file: &SourceFile, complaints: &mut Vec<Complaint>) {
    for (line, text) in doc_comments(&file.text) {
        let first = text.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        if QUESTIONS.contains(&first) {
            complaints.push(Complaint::new(Rule::DocOpenings, &file.path, line, format!("`{first}`")));
        }
    }
}
