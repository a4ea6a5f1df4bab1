//! Notes on operations that have another name, or another place, than the best.

use super::super::Lowering;
use super::resources::Tree;
use super::sites::Site;
use super::verbs;
use crate::read::settings;
use crate::report::{Code, Problem};

/// Tells which operations lost a short name to another one.
pub(super) fn report(lowering: &mut Lowering<'_>, sites: &[Site<'_>], tree: &Tree) {
    for (site, place) in sites.iter().zip(&tree.places) {
        if place.cut {
            let most = verbs::DEEPEST;
            let message = format!("the method stands below the first {most} segments of its path that name resources");
            let hint = format!("set `{}` to choose its resource", settings::RESOURCE);
            lowering.report(Problem::note(Code::LongerName, &site.at, message, hint));
        }
        let Some(lost) = &place.lost else { continue };
        let message = format!("the method is called `{}`, as `{lost}` is taken in its resource", place.name);
        let hint = format!("set `{}` to choose its name", settings::METHOD);
        lowering.report(Problem::note(Code::LongerName, &site.at, message, hint));
    }
}
