//! The parameters of one operation, before they have types.

use std::collections::HashSet;

use openapiv3::Parameter;

use super::super::sites::Found;
use crate::api::Location;
use crate::pointer::Pointer;
use crate::read::{ext, settings};

/// The parameters of one operation, before they have types.
#[derive(Debug)]
pub(in super::super) struct Gathered<'d> {
    /// Declared ones: those of the path in path order, then the others, the path item's first.
    pub(super) declared: Vec<Declared<'d>>,
    /// The keys of those.
    pub(super) known: HashSet<(Location, String)>,
    /// Placeholders without a declaration.
    pub(super) missing: Vec<String>,
    /// Query parameters whose values are placeholders without a declaration.
    pub(super) missing_in_query: Vec<String>,
}

#[derive(Clone, Debug)]
pub(super) struct Declared<'d> {
    pub(super) found: Found<'d, Parameter>,
    pub(super) wire: String,
    pub(super) location: Location,
}

impl Gathered<'_> {
    /// Returns the names that parameters' settings set for their arguments and setters, each with its location.
    pub(in super::super) fn names(&self) -> impl Iterator<Item = (Location, &str, &str, Pointer)> {
        self.declared.iter().filter_map(|declared| {
            let extensions = &declared.found.value.parameter_data_ref().extensions;
            let name = ext::text(extensions, settings::NAME)?;
            Some((declared.location, declared.wire.as_str(), name, declared.found.at.child(settings::NAME)))
        })
    }
}

impl Declared<'_> {
    /// Returns a key that is equal for those that are the same.
    pub(super) fn key(&self) -> (Location, String) {
        let name = if self.location == Location::Header { self.wire.to_ascii_lowercase() } else { self.wire.clone() };
        (self.location, name)
    }

    pub(super) fn is_same(&self, other: &Self) -> bool {
        let same_name = match self.location {
            Location::Header => self.wire.eq_ignore_ascii_case(&other.wire),
            _ => self.wire == other.wire,
        };
        same_name && self.location == other.location
    }
}
