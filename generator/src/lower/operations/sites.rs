//! All operations of the document with their locations; references to shared parts are followed.

use std::collections::HashMap;

use indexmap::IndexMap;
use openapiv3::{Components, Operation, ReferenceOr};

use super::path::PathKey;
use crate::pointer::Pointer;
use crate::read::{Document, MoreOperation, PathItem, component_key};

/// One operation, before it is lowered.
#[derive(Debug)]
pub(super) struct Site<'d> {
    /// Its path's key, as written.
    pub(super) path_key: &'d str,
    /// The path, split into segments.
    pub(super) path: PathKey,
    /// Method, upper case.
    pub(super) method: String,
    /// Its path item; `None` only for a method that 3.0 has no place for on a path without other methods.
    pub(super) item: Option<&'d PathItem>,
    /// The operation.
    pub(super) operation: &'d Operation,
    /// Place of the path item in the rewritten document.
    pub(super) item_at: Pointer,
    /// Place of the operation in the rewritten document.
    pub(super) at: Pointer,
}

/// Returns all operations under `paths`, in document order.
pub(super) fn collect(document: &Document) -> Vec<Site<'_>> {
    let paths = Pointer::root().child("paths");
    let mut sites = Vec::new();
    let mut more: HashMap<&str, Vec<&MoreOperation>> = HashMap::new();
    for other in &document.more_operations {
        more.entry(&other.path).or_default().push(other);
    }
    for (key, item) in &document.paths {
        let item_at = paths.child(key);
        let from = sites.len();
        for (method, operation) in item.iter() {
            let at = item_at.child(method);
            sites.push(Site {
                path_key: key,
                path: PathKey::parse(key),
                method: method.to_ascii_uppercase(),
                item: Some(item),
                operation,
                item_at: item_at.clone(),
                at,
            });
        }
        let others = more.get(key.as_str()).into_iter().flatten();
        sites.extend(others.map(|other| site_of(other, Some(item), &item_at)));
        let place = |site: &Site<'_>| {
            let mut order = item.order.iter();
            order.position(|name| name.eq_ignore_ascii_case(&site.method)).unwrap_or(usize::MAX)
        };
        sites[from..].sort_by_key(place);
    }
    for other in &document.more_operations {
        if !document.paths.contains_key(&other.path) {
            sites.push(site_of(other, None, &paths.child(&other.path)));
        }
    }
    sites
}

fn site_of<'d>(more: &'d MoreOperation, item: Option<&'d PathItem>, item_at: &Pointer) -> Site<'d> {
    Site {
        path_key: &more.path,
        path: PathKey::parse(&more.path),
        method: more.method.clone(),
        item,
        operation: &more.operation,
        item_at: item_at.clone(),
        at: more.pointer.clone(),
    }
}

/// A part of an operation, with the location that its reference leads to.
#[derive(Clone, Debug)]
pub(super) struct Found<'d, T> {
    /// The part.
    pub(super) value: &'d T,
    /// Its place in the rewritten document.
    pub(super) at: Pointer,
    /// Its key, when it is a shared component.
    pub(super) component: Option<&'d str>,
}

/// A section of `components`.
pub(super) struct Section<T: 'static> {
    name: &'static str,
    table: fn(&Components) -> &IndexMap<String, ReferenceOr<T>>,
}

/// `components/parameters`.
pub(super) const PARAMETERS: Section<openapiv3::Parameter> =
    Section { name: "parameters", table: |components| &components.parameters };
/// `components/requestBodies`.
pub(super) const REQUEST_BODIES: Section<openapiv3::RequestBody> =
    Section { name: "requestBodies", table: |components| &components.request_bodies };
/// `components/responses`.
pub(super) const RESPONSES: Section<openapiv3::Response> =
    Section { name: "responses", table: |components| &components.responses };

/// `components/headers`.
pub(super) const HEADERS: Section<openapiv3::Header> =
    Section { name: "headers", table: |components| &components.headers };

/// `components/links`.
pub(super) const LINKS: Section<openapiv3::Link> = Section { name: "links", table: |components| &components.links };

/// Follows a reference. `None` when it leads nowhere, which `read` has reported.
pub(super) fn follow<'d, T>(
    document: &'d Document,
    node: &'d ReferenceOr<T>,
    at: &Pointer,
    section: &Section<T>,
) -> Option<Found<'d, T>> {
    let mut found = Found { value: node, at: at.clone(), component: None };
    let components = document.openapi.components.as_ref();
    let mut left = components.map_or(0, |components| (section.table)(components).len()) + 1;
    loop {
        let reference = match found.value {
            ReferenceOr::Item(value) => return Some(Found { value, at: found.at, component: found.component }),
            ReferenceOr::Reference { reference } => reference,
        };
        left = left.checked_sub(1)?;
        let key = component_key(reference, section.name)?;
        let value = (section.table)(components?).get(key)?;
        let at = Pointer::root().child("components").child(section.name).child(key);
        found = Found { value, at, component: Some(key) };
    }
}
