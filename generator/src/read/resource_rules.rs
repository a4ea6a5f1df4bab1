//! Checks the rules of `x-specsmith-tree`, and adds those of the user's configuration to it.

use serde_json::{Map, Value};

use super::choice::{Pattern, Resources};
use super::input::Input;
use super::resource_rule::{ResourceRule, RuleBy};
use super::selection::{self, Compiled, Operation, operations};
use super::setter::Setter;
use super::settings;
use crate::pointer::Pointer;
use crate::report::{Problem, Report, Severity};

/// The forms of a rule's pattern: rules make the resources that other patterns may name.
const FORMS: &str = "an operation id, `METHOD /path`, `/path/**` or `tag:NAME`";

/// The names that rules can match.
struct Known {
    operations: Vec<Operation>,
    schemes: Vec<String>,
}

/// Checks the document's rules, and adds those of the configuration, which win. One that matches nothing is reported; one of the configuration is then left
/// out.
pub(super) fn apply(input: &Input, setter: &mut Setter<'_>, resources: &Resources, report: &mut Report) {
    if let Some(extension) = &input.overrides.by_example
        && let Some(Value::Object(tree)) = object(setter.document, settings::TREE)
    {
        tree.insert(settings::BY_EXAMPLE.to_owned(), extension.as_str().into());
        setter
            .source(Pointer::root().child(settings::TREE).child(settings::BY_EXAMPLE), ["tree", settings::BY_EXAMPLE]);
    }
    let rules = &input.overrides.tree;
    let own = own_rules(setter.document);
    if rules.is_empty() && own.is_empty() {
        return;
    }
    let known = Known { operations: operations(setter.document, resources), schemes: schemes(setter.document) };
    let at = Pointer::root().child(settings::TREE);
    for rule in own {
        if let Some(problem) = known.unmatched(&rule, input) {
            let pointer = at.child(rule.by.key()).child(&rule.pattern.text);
            report.add(Problem { severity: Severity::Warning, pointer, ..problem });
        }
    }
    for rule in rules {
        match known.unmatched(rule, input) {
            Some(problem) => report.add(problem),
            None => {
                add(setter.document, rule);
                setter.source(at.child(rule.by.key()).child(&rule.pattern.text), rule.keys());
            }
        }
    }
}

/// Returns the document's own rules. Invalid ones are reported when the document is read.
fn own_rules(document: &Value) -> Vec<ResourceRule> {
    let tree = document.get(settings::TREE);
    let of = |by: RuleBy| {
        let entries = tree.and_then(|tree| tree.get(by.key())).and_then(Value::as_object).into_iter().flatten();
        entries.filter_map(move |(text, resource)| {
            let pattern = Pattern { text: text.clone(), place: None };
            Some(ResourceRule { by, pattern, resource: resource.as_str()?.to_owned() })
        })
    };
    of(RuleBy::Security).chain(of(RuleBy::Pattern)).chain(of(RuleBy::Resource)).collect()
}

fn schemes(document: &Value) -> Vec<String> {
    let holders = ["/components/securitySchemes", "/securityDefinitions"];
    let members = holders.iter().filter_map(|holder| document.pointer(holder)?.as_object());
    members.flat_map(Map::keys).cloned().collect()
}

impl ResourceRule {
    /// Returns the keys that lead to it in the configuration.
    fn keys(&self) -> [&str; 3] {
        ["tree", self.by.key(), &self.pattern.text]
    }
}

impl Known {
    fn unmatched(&self, rule: &ResourceRule, input: &Input) -> Option<Problem> {
        let text = &rule.pattern.text;
        match rule.by {
            RuleBy::Security if self.schemes.contains(text) => None,
            RuleBy::Security => {
                let names: Vec<&str> = self.schemes.iter().map(String::as_str).collect();
                Some(selection::missing(&rule.pattern, "security scheme", &names, input))
            }
            // Lowering knows the resources.
            RuleBy::Resource => None,
            RuleBy::Pattern => {
                let matches = |compiled: Compiled| self.operations.iter().any(|operation| compiled.matches(operation));
                (!Compiled::new(text).is_some_and(matches))
                    .then(|| selection::unmatched(&rule.pattern, &self.operations, FORMS, input))
            }
        }
    }
}

fn add(document: &mut Value, rule: &ResourceRule) {
    let tree = object(document, settings::TREE);
    let rules = tree.and_then(|tree| object(tree, rule.by.key())).and_then(Value::as_object_mut);
    rules.into_iter().for_each(|rules| {
        rules.insert(rule.pattern.text.clone(), rule.resource.clone().into());
    });
}

/// Returns the object at a key, made if there is none; `None` if the holder is no object.
fn object<'v>(holder: &'v mut Value, key: &str) -> Option<&'v mut Value> {
    let value = holder.as_object_mut()?.entry(key).or_insert(Value::Null);
    if !value.is_object() {
        *value = Map::new().into();
    }
    Some(value)
}
