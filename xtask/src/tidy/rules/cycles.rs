//! Circles of imports.

use std::collections::BTreeSet;

use crate::tidy::complaint::{Complaint, Rule};
use crate::tidy::graph;
use crate::tidy::modules::Arrow;

pub(super) fn check(source: &str, arrows: &[Arrow], complaints: &mut Vec<Complaint>) {
    let files = arrows.iter().map(|arrow| (arrow.from.as_str(), arrow.to.as_str()));
    for circle in graph::cycles(files) {
        for file in &circle {
            let found = format!("`{file}` is one of {}: {}", circle.len(), uses(arrows, &circle, file));
            complaints.push(Complaint::new(Rule::FileCycles, source, 0, found));
        }
    }
    for folder in folders(arrows) {
        let steps = arrows.iter().filter_map(|arrow| Some((child(&folder, &arrow.from)?, child(&folder, &arrow.to)?)));
        for circle in graph::cycles(steps.filter(|(from, to)| from != to)) {
            let names: Vec<&str> = circle.iter().copied().collect();
            for name in &names {
                let found = format!("`{name}` of `{folder}` is in a circle of {}: {}", names.len(), names.join(", "));
                complaints.push(Complaint::new(Rule::FolderCycles, source, 0, found));
            }
        }
    }
}

/// Returns the files of its circle that a file uses.
fn uses(arrows: &[Arrow], circle: &BTreeSet<&str>, file: &str) -> String {
    let own = arrows.iter().filter(|arrow| arrow.from == file && circle.contains(arrow.to.as_str()));
    let uses: Vec<String> = own.map(|arrow| format!("line {} uses {}", arrow.line, arrow.to)).collect();
    uses.join(", ")
}

fn folders(arrows: &[Arrow]) -> BTreeSet<String> {
    let files = arrows.iter().flat_map(|arrow| [&arrow.from, &arrow.to]);
    files.flat_map(|file| file.match_indices('/').map(|(at, _)| file[..at].to_owned())).collect()
}

/// Returns the entry of a folder that a file is, or is in; its `mod.rs` stands for the folder itself.
fn child<'a>(folder: &str, file: &'a str) -> Option<&'a str> {
    let inside = file.strip_prefix(folder)?.strip_prefix('/')?;
    let name = inside.split('/').next()?.trim_end_matches(".rs");
    (!matches!(name, "mod" | "lib" | "main")).then_some(name)
}
