//! Complaints that are known: rules that do not hold everywhere yet.

use std::collections::BTreeMap;

use super::complaint::{Complaint, Rule};

/// So many complaints of a rule about a place are known.
#[derive(Debug)]
pub(super) struct Exception {
    pub(super) rule: Rule,
    pub(super) place: &'static str,
    pub(super) count: usize,
    /// The reason, and the condition that ends it.
    pub(super) reason: &'static str,
}

const fn exception(rule: Rule, place: &'static str, count: usize, reason: &'static str) -> Exception {
    Exception { rule, place, count, reason }
}

/// One line for a rule and a place, each with its reason.
pub(super) const EXCEPTIONS: &[Exception] = &[
    exception(
        Rule::FunctionLength,
        "runtime/model/src/macros/record.rs",
        1,
        "a table of a macro, a group for each presence",
    ),
    exception(
        Rule::ImplBlocks,
        "generator/src/lower/context.rs",
        16,
        "`Lowering`: the questions about schemas and the types that they become are still one state",
    ),
    exception(
        Rule::ImplBlocks,
        "generator/src/fidelity/audit/mod.rs",
        9,
        "`Audit`: one walk through a document, whose parts are still one state",
    ),
    exception(
        Rule::ImplBlocks,
        "generator/src/read/yaml/parser.rs",
        2,
        "`Parser`: a file for each form of YAML's nodes, all on one cursor",
    ),
    exception(
        Rule::ImplBlocks,
        "runtime/model/src/node.rs",
        4,
        "`Node`: public methods of a layer each, so that no layer uses one above it",
    ),
    exception(Rule::Identifiers, "generator/src/emit/idents.rs", 2, "converts names that `naming` made"),
    exception(Rule::Identifiers, "generator/src/emit/in_module.rs", 1, "converts a name that `naming` made"),
    exception(
        Rule::Panics,
        "runtime/src/transport/mock/transport.rs",
        1,
        "`verify` is for the end of a test, and documents that it panics",
    ),
];

/// Returns the complaints that no exception allows, and those about exceptions that no longer apply.
pub(super) fn apply(complaints: Vec<Complaint>, exceptions: &[Exception]) -> Vec<Complaint> {
    let mut groups: BTreeMap<(Rule, String), Vec<Complaint>> = BTreeMap::new();
    for complaint in complaints {
        groups.entry((complaint.rule, complaint.place.clone())).or_default().push(complaint);
    }
    let mut left = Vec::new();
    for Exception { rule, place, count, reason } in exceptions {
        let found = groups.remove(&(*rule, (*place).to_owned())).unwrap_or_default();
        if found.len() < *count {
            let found = format!("{rule:?} has {} of {count} complaints left ({reason})", found.len());
            left.push(Complaint::new(Rule::Exceptions, *place, 0, found));
        } else if found.len() > *count {
            left.push(Complaint::new(*rule, *place, 0, format!("{} places, of which {count} are known:", found.len())));
            left.extend(found);
        }
    }
    left.extend(groups.into_values().flatten());
    left
}
