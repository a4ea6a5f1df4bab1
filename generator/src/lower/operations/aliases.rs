//! Further methods for an operation: `x-specsmith-resource` and `x-specsmith-method` may list several places and names.

use serde_json::Value;

use super::super::Lowering;
use super::resources::Tree;
use super::sites::Site;
use super::tree::Names;
use super::written::Also;
use crate::api::{MethodAlias, OperationId, ResourceId};
use crate::naming::MethodName;
use crate::pointer::Pointer;
use crate::read::settings;
use crate::report::{Code, Problem};

/// Places of an operation that settings set.
pub(super) struct Given<'a> {
    /// Its resource.
    pub(super) resource: Option<&'a str>,
    /// Its method.
    pub(super) named: Option<&'a str>,
    /// The others.
    pub(super) also: Vec<Also<'a>>,
}

impl<'a> Given<'a> {
    /// Reads the places. A list of resources and a list of methods are paired item by item; a text goes with every item of the other.
    pub(super) fn of(site: &Site<'a>) -> Self {
        let resources = resources(site).map(texts).unwrap_or_default();
        let methods = site.operation.extensions.get(settings::METHOD).map(texts).unwrap_or_default();
        let at = |list: &[&'a str], index: usize| if list.len() > 1 { list.get(index) } else { list.first() }.copied();
        let count = match (resources.len(), methods.len()) {
            (0 | 1, count) | (count, 0 | 1) => count,
            (a, b) => a.min(b),
        };
        let also = (1..count).map(|index| Also {
            // A resource that is not listed is that of the first method, wherever that is.
            resource: resources.get(index).copied(),
            named: at(&methods, index),
        });
        Self { resource: resources.first().copied(), named: methods.first().copied(), also: also.collect() }
    }
}

/// Returns the setting of the operation, or of its path item.
fn resources<'a>(site: &Site<'a>) -> Option<&'a Value> {
    let of_item = || site.item?.extensions.get(settings::RESOURCE);
    site.operation.extensions.get(settings::RESOURCE).or_else(of_item)
}

fn texts(value: &Value) -> Vec<&str> {
    match value {
        Value::Array(items) => items.iter().filter_map(Value::as_str).collect(),
        _ => value.as_str().into_iter().collect(),
    }
}

/// Reports lists that do not go together.
pub(super) fn check(lowering: &mut Lowering<'_>, sites: &[Site<'_>]) {
    for site in sites {
        let count = |value: Option<&Value>| value.and_then(Value::as_array).map_or(1, Vec::len);
        let (resources, methods) = (count(resources(site)), count(site.operation.extensions.get(settings::METHOD)));
        if resources != methods && resources > 1 && methods > 1 {
            let message = format!("{resources} resources and {methods} methods are listed; the rest is left out");
            let hint = format!("list as many in `{}` as in `{}`, or one", settings::METHOD, settings::RESOURCE);
            let at = site.at.child(settings::METHOD);
            lowering.report(Problem::warning(Code::BadExtension, &at, message, hint));
        }
    }
}

/// Returns the further methods. Called last: an alias never takes the name of an operation's own method.
pub(super) fn of(
    lowering: &mut Lowering<'_>,
    tree: &Tree,
    sites: &[Site<'_>],
    names: &mut [Names],
) -> Vec<MethodAlias> {
    let mut aliases = Vec::new();
    let mut seen: Vec<(usize, usize, &str)> = Vec::new();
    for alias in &tree.aliases {
        let own = &tree.places[alias.route];
        let text = alias.name.as_deref().unwrap_or(&own.name);
        let at = &sites[alias.route].at;
        let place = (alias.route, alias.node, text);
        if seen.contains(&place) || (alias.node, text) == (own.node, own.name.as_str()) {
            let message = format!("`{}` is listed twice; the second is left out", tree.dotted(alias.node, text));
            let hint = format!("remove it from `{}`, or name it in `{}`", settings::RESOURCE, settings::METHOD);
            lowering.report(Problem::warning(Code::BadExtension, at, message, hint));
            continue;
        }
        seen.push(place);
        let Some(scopes) = names.get_mut(alias.node) else { continue };
        let of = OperationId(alias.route);
        let longer = tree.longer_alias(own.node, text);
        let name = scopes.methods.claim_first(&[text, &longer]);
        report_taken(lowering, tree, alias.node, text, &name, at);
        aliases.push(MethodAlias { of, resource: ResourceId(alias.node), name });
    }
    aliases
}

fn report_taken(lowering: &mut Lowering<'_>, tree: &Tree, node: usize, text: &str, name: &MethodName, at: &Pointer) {
    if name.plain() == text {
        return;
    }
    let (own, taken) = (tree.dotted(node, name.plain()), tree.dotted(node, text));
    let message = format!("the further method is called `{own}`, as `{taken}` is taken");
    let hint = format!("list another name in `{}`", settings::METHOD);
    lowering.report(Problem::note(Code::LongerName, at, message, hint));
}
