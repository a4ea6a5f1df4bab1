//! First words of doc comments.

use crate::tidy::complaint::{Complaint, Rule};
use crate::tidy::source::{SourceFile, doc_comments};

/// Words that begin a question instead of a description.
const QUESTIONS: [&str; 7] = ["What", "How", "Which", "Where", "Whether", "Who", "Why"];

pub(super) fn check(source: &str, files: &[SourceFile], complaints: &mut Vec<Complaint>) {
    for file in files {
        for (line, text) in doc_comments(&file.text) {
            let first = text.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
            if QUESTIONS.contains(&first) {
                let found = format!("`{first}` begins the one in {}:{line}", file.path);
                complaints.push(Complaint::new(Rule::DocOpenings, source, 0, found));
            }
        }
    }
}
