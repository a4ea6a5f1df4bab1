//! The numbers of a text that are not written as their values are.

use super::build::tree;
use crate::read::tree::{Slip, SlipKind};

/// Returns the numbers of a text that are not written as their values are.
pub(in crate::read) fn spelled(text: &str) -> Vec<Slip> {
    let slips = tree(text).map(|tree| tree.slips).unwrap_or_default();
    let spelled = slips.into_iter().filter_map(|slip| match &slip.kind {
        SlipKind::Spelled(text) | SlipKind::Rounded(text) => {
            Some(Slip::new(slip.path().to_vec(), SlipKind::Spelled(text.clone())))
        }
        _ => None,
    });
    spelled.collect()
}
