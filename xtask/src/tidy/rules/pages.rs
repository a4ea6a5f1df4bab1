//! The page about the architecture: its size, the files it names, and the layers.

use crate::tidy::complaint::{Complaint, Rule};
use crate::tidy::repository::{ARCHITECTURE, Repository};

use super::layers::LAYERS;

const MOST_BYTES: usize = 12_000;

/// The folders that a path begins with.
const ROOTS: [&str; 9] = ["cli", "docs", "generated", "generator", "runtime", "spec", "tests", "xtask", ".ci"];

pub(super) fn check(repository: &Repository, complaints: &mut Vec<Complaint>) {
    let text = &repository.architecture;
    let mut complain = |line, found: String| complaints.push(Complaint::new(Rule::Pages, ARCHITECTURE, line, found));
    if text.len() > MOST_BYTES {
        complain(0, format!("it has {} bytes of {MOST_BYTES}", text.len()));
    }
    let client = LAYERS.iter().position(|layer| *layer == "client").map_or(LAYERS.len(), |at| at + 1);
    let order: Vec<String> = LAYERS[..client].iter().map(|layer| format!("`{layer}`")).collect();
    if !text.is_empty() && !text.replace('\n', " ").contains(&order.join(", ")) {
        complain(0, format!("it does not name the layers in their order: {}", order.join(", ")));
    }
    for (at, line) in text.lines().enumerate() {
        for path in paths(line).filter(|path| !repository.has(path)) {
            complain(at + 1, format!("there is no `{path}`"));
        }
    }
}

/// Returns the paths from the root of the repository that a line names in code.
fn paths(line: &str) -> impl Iterator<Item = &str> {
    let code = line.split('`').skip(1).step_by(2);
    let words = code.filter_map(|text| text.split('#').next()).map(|path| path.trim_end_matches('/'));
    words.filter(|path| {
        let is_path = !path.contains(['{', '*', ' ', ':', '<']);
        is_path && path.split_once('/').is_some_and(|(root, _)| ROOTS.contains(&root))
    })
}
