//! Resources in front of those that are inferred: `x-specsmith-tree`, by the only security scheme an operation accepts or by a pattern.

use std::cmp::Reverse;

use openapiv3::SecurityRequirement;
use serde_json::{Map, Value};

use super::sites::Site;
use crate::read::{Compiled, Document, PatternSubject, settings};

/// Returns the resource in front of each operation. `read` has reported the rules that match nothing.
pub(super) fn of_sites<'d>(document: &'d Document, sites: &[Site<'d>]) -> Vec<Option<&'d str>> {
    let Some(Value::Object(tree)) = document.openapi.extensions.get(settings::TREE) else {
        return vec![None; sites.len()];
    };
    let schemes = texts(tree, settings::BY_SECURITY);
    let patterns = by_pattern(tree);
    let found = sites.iter().map(|site| {
        let subject = subject(site);
        let pattern = patterns.iter().find(|(pattern, _)| pattern.matches(&subject)).map(|(_, resource)| *resource);
        pattern.or_else(|| {
            let scheme = only_scheme(document, site)?;
            schemes.iter().find(|(name, _)| *name == scheme).map(|(_, resource)| *resource)
        })
    });
    found.collect()
}

/// Returns the patterns, the most exact one first: those without `*`, then the longest.
fn by_pattern(tree: &Map<String, Value>) -> Vec<(Compiled, &str)> {
    let mut given = texts(tree, settings::PREFIX);
    given.sort_by_key(|(pattern, _)| (pattern.contains('*'), Reverse(pattern.len())));
    given.into_iter().filter_map(|(pattern, resource)| Some((Compiled::new(pattern)?, resource))).collect()
}

/// Returns the entries of an object of texts.
fn texts<'d>(tree: &'d Map<String, Value>, key: &str) -> Vec<(&'d str, &'d str)> {
    let entries = tree.get(key).and_then(Value::as_object).into_iter().flatten();
    entries.filter_map(|(key, value)| Some((key.as_str(), value.as_str()?))).collect()
}

fn subject(site: &Site<'_>) -> PatternSubject {
    PatternSubject {
        path: site.path_key.to_owned(),
        method: Some(site.method.clone()),
        id: site.operation.operation_id.clone(),
        tags: site.operation.tags.clone(),
        resource: None,
        pointer: None,
    }
}

/// Returns the scheme that every alternative of an operation's security consists of.
fn only_scheme<'d>(document: &'d Document, site: &Site<'d>) -> Option<&'d str> {
    let alternatives = site.operation.security.as_ref().or(document.openapi.security.as_ref())?;
    let mut schemes = alternatives.iter().map(alone);
    let first = schemes.next()??;
    schemes.all(|scheme| scheme == Some(first)).then_some(first)
}

/// Returns the scheme of a requirement that has one.
fn alone(requirement: &SecurityRequirement) -> Option<&str> {
    let mut schemes = requirement.keys();
    let first = schemes.next()?;
    schemes.next().is_none().then_some(first)
}
