//! A module with a folder is its `mod.rs`.

use std::collections::BTreeSet;

use crate::tidy::complaint::{Complaint, Rule};
use crate::tidy::source::SourceFile;

pub(super) fn check(files: &[SourceFile], complaints: &mut Vec<Complaint>) {
    let folders: BTreeSet<&str> =
        files.iter().filter_map(|file| file.path.rsplit_once('/').map(|(folder, _)| folder)).collect();
    for file in files {
        if file.path.strip_suffix(".rs").is_some_and(|module| folders.contains(module)) {
            complaints.push(Complaint::new(Rule::ModuleStyle, &file.path, 0, "it stands beside its folder"));
        }
    }
}
