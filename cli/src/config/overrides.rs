//! Keys of a client with the effect of extensions of the document, which `generator/src/read/overrides.rs` sets.
//!
//! Every key of [`OPERATION`], [`TYPE`] and [`CREDENTIAL`] is one; of a client's own keys, those in [`OF_DOCUMENT`] and the tables that [`of`] names.

use std::collections::BTreeMap;

use serde_json::Value;
use specsmith_generator::read::{Configuration, Overrides, Pattern, ResourceRule, RuleBy, Setting};
use specsmith_generator::report::Place;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::json::json;
use super::keys::{CREDENTIAL, Key, OPERATION, TYPE};
use super::table::{Reader, place};
use super::values::Values;

/// Names of the extensions for which a client has keys of its own.
const OF_DOCUMENT: [&str; 16] = [
    "retry",
    "idempotency",
    "brackets",
    "style",
    "headers",
    "query",
    "headers-env",
    "profiles",
    "media-types",
    "reading",
    "formats",
    "derive",
    "open",
    "newtype",
    "integers",
    "webhooks",
];

/// Reads the settings of the document from a client's keys.
pub(super) fn of(values: &Values<'_>, reader: &Reader<'_>) -> Overrides {
    let document = OF_DOCUMENT.iter().filter_map(|name| Some((*name, json(values.get(name)?.get_ref())?)));
    let mut operations = tables(&values.table("operations"), OPERATION, reader);
    // Exact patterns come last, so that they win.
    operations.sort_by_key(|(pattern, _)| !pattern.text.contains('*'));
    Overrides {
        document: document.collect(),
        operations,
        schemes: tables(&values.table("credentials"), CREDENTIAL, reader),
        types: types(&values.table("types"), reader),
        replace: replace(&values.table("replace"), reader),
        tree: tree(&values.table("tree"), reader),
        by_example: values.table("tree").text("by-example"),
        configuration: Some(Configuration { name: reader.source.name.clone(), places: places(values.0, reader) }),
    }
}

/// Returns the settings of types; a text is short for a table with a `name`.
fn types(values: &Values<'_>, reader: &Reader<'_>) -> Vec<(Pattern, Vec<Setting>)> {
    let mut types = tables(values, TYPE, reader);
    let names = values.0.iter().filter_map(|(key, name)| {
        let name = name.get_ref().as_str()?;
        Some((pattern(key, reader), vec![("name", Value::from(name))]))
    });
    types.extend(names);
    types
}

/// Returns the user's own types.
fn replace(values: &Values<'_>, reader: &Reader<'_>) -> Vec<(Pattern, Vec<Setting>)> {
    let types = values.0.iter();
    types.filter_map(|(key, value)| Some((pattern(key, reader), vec![("replace", json(value.get_ref())?)]))).collect()
}

/// Returns the places of all keys of a table, including nested tables.
fn places(table: &DeTable<'_>, reader: &Reader<'_>) -> BTreeMap<Vec<String>, Place> {
    let mut places = BTreeMap::new();
    let mut work = vec![(Vec::new(), table)];
    while let Some((path, table)) = work.pop() {
        for (key, value) in table.iter() {
            let path: Vec<String> = path.iter().cloned().chain([key.get_ref().to_string()]).collect();
            if let DeValue::Table(inner) = value.get_ref() {
                work.push((path.clone(), inner));
            }
            places.insert(path, place(reader.source, key.span().start));
        }
    }
    places
}

/// Returns the rules of the key `tree`.
fn tree(values: &Values<'_>, reader: &Reader<'_>) -> Vec<ResourceRule> {
    let rules = |by: RuleBy, key: &str| -> Vec<ResourceRule> {
        let rules = values.table(key);
        let rules = rules.0.iter().filter_map(|(key, resource)| {
            let resource = resource.get_ref().as_str()?.to_owned();
            Some(ResourceRule { by, pattern: pattern(key, reader), resource })
        });
        rules.collect()
    };
    [rules(RuleBy::Security, "by-security"), rules(RuleBy::Pattern, "prefix"), rules(RuleBy::Resource, "rename")]
        .concat()
}

fn tables(values: &Values<'_>, keys: &'static [Key], reader: &Reader<'_>) -> Vec<(Pattern, Vec<Setting>)> {
    let tables = values.0.iter().filter_map(|(name, value)| {
        let table = Values(value.get_ref().as_table()?);
        let settings = keys.iter().filter_map(|key| Some((key.name, json(table.get(key.name)?.get_ref())?)));
        Some((pattern(name, reader), settings.collect()))
    });
    tables.collect()
}

fn pattern(key: &Spanned<std::borrow::Cow<'_, str>>, reader: &Reader<'_>) -> Pattern {
    Pattern { text: key.get_ref().to_string(), place: Some(place(reader.source, key.span().start)) }
}
