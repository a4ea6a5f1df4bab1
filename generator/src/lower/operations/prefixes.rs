//! Resources in front of those that are inferred: `x-specsmith-tree`, by the only security scheme an operation accepts or by a pattern.

use std::cmp::Reverse;

use openapiv3::SecurityRequirement;
use serde_json::{Map, Value};

use super::super::Lowering;
use super::sites::Site;
use crate::pointer::Pointer;
use crate::read::{Compiled, Document, PatternSubject, closest_of, settings};
use crate::report::{Problem, code};

/// The resource in front of each operation. What names no scheme or matches no operation is reported.
pub(super) fn of_sites<'d>(lowering: &mut Lowering<'d>, sites: &[Site<'d>]) -> Vec<Option<&'d str>> {
    let document = lowering.document;
    let Some(Value::Object(tree)) = document.openapi.extensions.get(settings::TREE) else {
        return vec![None; sites.len()];
    };
    let at = Pointer::root().child(settings::TREE);
    let schemes = by_security(lowering, tree, &at.child(settings::BY_SECURITY));
    let patterns = by_pattern(tree);
    let subjects: Vec<PatternSubject> = sites.iter().map(subject).collect();
    for (pattern, compiled, _) in &patterns {
        if !compiled.as_ref().is_some_and(|compiled| subjects.iter().any(|subject| compiled.matches(subject))) {
            let message = format!("the pattern `{pattern}` matches no operation");
            let hint =
                "write `METHOD /path`, `/path/**`, `tag:NAME` or an operation id; `specsmith operations` lists them";
            let at = at.child(settings::PREFIX).child(pattern);
            lowering.report(Problem::warning(code::UNMATCHED_PATTERN, &at, message, hint));
        }
    }
    let found = sites.iter().zip(&subjects).map(|(site, subject)| {
        let matches = |compiled: &Option<Compiled>| compiled.as_ref().is_some_and(|compiled| compiled.matches(subject));
        let pattern = patterns.iter().find(|(_, compiled, _)| matches(compiled)).map(|(.., resource)| *resource);
        pattern.or_else(|| {
            let scheme = only_scheme(document, site)?;
            schemes.iter().find(|(name, _)| *name == scheme).map(|(_, resource)| *resource)
        })
    });
    found.collect()
}

/// Security schemes with the resources of their operations.
fn by_security<'d>(lowering: &mut Lowering<'d>, tree: &'d Map<String, Value>, at: &Pointer) -> Vec<(&'d str, &'d str)> {
    let components = lowering.document.openapi.components.as_ref();
    let declared: Vec<&str> =
        components.into_iter().flat_map(|components| components.security_schemes.keys()).map(String::as_str).collect();
    let given = texts(tree, settings::BY_SECURITY);
    for (scheme, _) in given.iter().filter(|(scheme, _)| !declared.contains(scheme)) {
        let message = format!("the document declares no security scheme `{scheme}`");
        let hint = match closest_of(declared.iter().copied(), scheme) {
            Some(close) => format!("did you mean `{close}`?"),
            None => "name a key of `securitySchemes`".to_owned(),
        };
        lowering.report(Problem::warning(code::UNMATCHED_PATTERN, &at.child(scheme), message, hint));
    }
    given
}

/// The patterns, the most exact one first: those without `*`, then the longest.
fn by_pattern(tree: &Map<String, Value>) -> Vec<(&str, Option<Compiled>, &str)> {
    let mut given = texts(tree, settings::PREFIX);
    given.sort_by_key(|(pattern, _)| (pattern.contains('*'), Reverse(pattern.len())));
    given.into_iter().map(|(pattern, resource)| (pattern, Compiled::new(pattern), resource)).collect()
}

/// The entries of an object of texts.
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

/// The scheme that every alternative of an operation's security consists of.
fn only_scheme<'d>(document: &'d Document, site: &Site<'d>) -> Option<&'d str> {
    let alternatives = site.operation.security.as_ref().or(document.openapi.security.as_ref())?;
    let mut schemes = alternatives.iter().map(alone);
    let first = schemes.next()??;
    schemes.all(|scheme| scheme == Some(first)).then_some(first)
}

/// The scheme of a requirement that has one.
fn alone(requirement: &SecurityRequirement) -> Option<&str> {
    let mut schemes = requirement.keys();
    let first = schemes.next()?;
    schemes.next().is_none().then_some(first)
}
