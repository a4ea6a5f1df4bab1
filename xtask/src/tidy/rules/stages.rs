//! The stages of the generator.

use crate::tidy::complaint::{Complaint, Rule};
use crate::tidy::modules::Arrow;

/// The crate that has stages.
pub(super) const SOURCE: &str = "generator/src";

/// The stages in their order, and the earlier stage whose result each takes.
const STAGES: [(&str, Option<&str>); 6] = [
    ("read", None),
    ("lower", Some("read")),
    ("resolve", None),
    ("plan", Some("resolve")),
    ("emit", Some("plan")),
    ("print", None),
];

/// Complains of a stage that uses another one than the one whose result it takes. `api`, the result of `lower`, is a folder of its own.
pub(super) fn check(arrows: &[Arrow], complaints: &mut Vec<Complaint>) {
    for arrow in arrows {
        if let (Some((from, input)), Some((to, _))) = (stage(&arrow.from), stage(&arrow.to))
            && from != to
            && input != Some(to)
        {
            let found = format!("`{from}` uses `{}` of `{to}`", arrow.path);
            complaints.push(Complaint::new(Rule::Stages, &arrow.from, arrow.line, found));
        }
    }
}

fn stage(path: &str) -> Option<(&'static str, Option<&'static str>)> {
    let folder = path.strip_prefix(SOURCE)?.strip_prefix('/')?.split('/').next()?.trim_end_matches(".rs");
    STAGES.iter().copied().find(|(stage, _)| *stage == folder)
}
