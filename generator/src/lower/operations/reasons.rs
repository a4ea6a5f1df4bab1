//! The reasons of places and names.

use super::route::Route;
use super::verbs::{NameKind, NameProposal};
use crate::api::{MethodReason, ResourceReason};

/// Returns the reason of a resource. `is_renamed` when `x-specsmith-tree` has another name of it.
pub(super) fn of_resource(route: &Route<'_>, wanted: &NameProposal, is_renamed: bool) -> ResourceReason {
    match (route.resource, route.prefix) {
        (Some(_), _) => ResourceReason::Given,
        _ if wanted.kind == NameKind::Example => ResourceReason::Example,
        (None, Some(_)) => ResourceReason::Tree,
        (None, None) if is_renamed => ResourceReason::Tree,
        (None, None) => ResourceReason::Path,
    }
}

/// Returns the reason of a method's name.
pub(super) fn of_method(wanted: &NameProposal) -> MethodReason {
    match wanted.kind {
        NameKind::Given => MethodReason::Given,
        NameKind::Example => MethodReason::Example,
        NameKind::Verb => MethodReason::Verb,
        NameKind::Action => MethodReason::Path,
        NameKind::Id => MethodReason::Id,
    }
}
