//! Identifiers are made by `naming` alone.

use crate::tidy::complaint::{Complaint, Rule};
use crate::tidy::source::SourceFile;

const GENERATOR: &str = "generator/src/";
const NAMING: &str = "generator/src/naming/";

pub(super) fn check(file: &SourceFile, complaints: &mut Vec<Complaint>) {
    if file.is_test || !file.path.starts_with(GENERATOR) || file.path.starts_with(NAMING) {
        return;
    }
    for (at, token) in file.tokens.iter().enumerate() {
        let made = [&["format_ident", "!"] as &[&str], &["Ident", "::", "new"], &["Ident", "::", "new_raw"]]
            .into_iter()
            .find(|texts| file.begins(at, texts));
        if let Some(texts) = made {
            complaints.push(Complaint::new(Rule::Identifiers, &file.path, token.line, format!("`{}`", texts.concat())));
        }
    }
}
