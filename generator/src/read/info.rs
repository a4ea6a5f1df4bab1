//! Metadata of the document: `info`, `tags`, `servers`, `externalDocs`.

use indexmap::IndexMap;
use openapiv3::{Contact, ExternalDocumentation, Info, License, Server, ServerVariable, Tag};
use serde_json::Value;

use super::at::At;
use super::ext;
use super::value_reader::ValueReader;
use crate::report::Code;

pub(super) fn info<'d>(values: &mut ValueReader<'d>, value: Option<&'d Value>, at: &At<'_>) -> Info {
    let mut info = Info::default();
    let at = at.key("info");
    let Some(value) = value else {
        values.missing("the document", "info", "an empty one", &At::ROOT);
        return info;
    };
    let Some(map) = values.object(value, &at) else { return info };
    for (key, value) in map {
        let at = at.key(key);
        match key.as_str() {
            "title" => info.title = values.text(value, &at).unwrap_or_default(),
            "version" => info.version = version_text(values, value, &at),
            "description" => info.description = values.text(value, &at),
            // 3.1; the typed model has no slot, and the docs want one text.
            "summary" => {
                let summary = values.text(value, &at);
                summary.map(|summary| info.extensions.insert("summary".to_owned(), Value::String(summary)));
            }
            "termsOfService" => info.terms_of_service = values.text(value, &at),
            "contact" => info.contact = contact(values, value, &at),
            "license" => info.license = license(values, value, &at),
            _ => values.other(&mut info.extensions, "`info`", key, value, &at),
        }
    }
    if let Some(Value::String(summary)) = info.extensions.shift_remove("summary") {
        info.description = Some(match info.description.take() {
            Some(description) => format!("{summary}\n\n{description}"),
            None => summary,
        });
    }
    info
}

/// Returns the version as text: `version: 1.10` is a number in YAML, but its author meant the text.
fn version_text<'d>(values: &mut ValueReader<'d>, value: &'d Value, at: &At<'_>) -> String {
    if value.is_number() { values.spelling(value, at) } else { values.text(value, at).unwrap_or_default() }
}

fn contact<'d>(values: &mut ValueReader<'d>, value: &'d Value, at: &At<'_>) -> Option<Contact> {
    let map = values.object(value, at)?;
    let mut contact = Contact::default();
    for (key, value) in map {
        let at = at.key(key);
        match key.as_str() {
            "name" => contact.name = values.text(value, &at),
            "url" => contact.url = values.text(value, &at),
            "email" => contact.email = values.text(value, &at),
            _ => values.other(&mut contact.extensions, "`contact`", key, value, &at),
        }
    }
    Some(contact)
}

fn license<'d>(values: &mut ValueReader<'d>, value: &'d Value, at: &At<'_>) -> Option<License> {
    if let Value::String(name) = value {
        values.wrong(value, "an object", "it was read as the licence's name", at);
        return Some(License { name: name.clone(), ..License::default() });
    }
    let map = values.object(value, at)?;
    let mut license = License::default();
    let mut identifier = None;
    for (key, value) in map {
        let at = at.key(key);
        match key.as_str() {
            "name" => license.name = values.text(value, &at).unwrap_or_default(),
            "identifier" => identifier = values.text(value, &at),
            "url" => license.url = values.text(value, &at),
            _ => values.other(&mut license.extensions, "`license`", key, value, &at),
        }
    }
    if let Some(identifier) = identifier {
        // 3.1: an SPDX expression says more than a name.
        license.name = identifier;
    }
    Some(license)
}

pub(super) fn external_docs<'d>(
    values: &mut ValueReader<'d>,
    value: &'d Value,
    at: &At<'_>,
) -> Option<ExternalDocumentation> {
    if let Value::String(url) = value {
        values.wrong(value, "an object with `url`", "it was read as the URL", at);
        return Some(ExternalDocumentation { url: url.clone(), ..ExternalDocumentation::default() });
    }
    let map = values.object(value, at)?;
    let mut docs = ExternalDocumentation::default();
    for (key, value) in map {
        let at = at.key(key);
        match key.as_str() {
            "description" => docs.description = values.text(value, &at),
            "url" => docs.url = values.text(value, &at).unwrap_or_default(),
            _ => values.other(&mut docs.extensions, "`externalDocs`", key, value, &at),
        }
    }
    Some(docs)
}

pub(super) fn tags<'d>(values: &mut ValueReader<'d>, value: &'d Value, at: &At<'_>) -> Vec<Tag> {
    let items = values.objects(value, at);
    items.iter().enumerate().filter_map(|(index, item)| tag(values, item, &at.index(index))).collect()
}

fn tag<'d>(values: &mut ValueReader<'d>, value: &'d Value, at: &At<'_>) -> Option<Tag> {
    if let Value::String(name) = value {
        values.wrong(value, "an object with `name`", "it was read as the name", at);
        return Some(Tag { name: name.clone(), ..Tag::default() });
    }
    let map = values.object(value, at)?;
    let mut tag = Tag::default();
    let mut summary = None;
    for (key, value) in map {
        let at = at.key(key);
        match key.as_str() {
            "name" => tag.name = values.text(value, &at).unwrap_or_default(),
            "description" => tag.description = values.text(value, &at),
            "externalDocs" => tag.external_docs = external_docs(values, value, &at),
            // 3.2: a short text, which is all there is where the longer one is missing.
            "summary" => summary = values.text(value, &at),
            // 3.2's tree of tags is for menus; the tree of a client follows the paths.
            "parent" | "kind" => {}
            _ => values.other(&mut tag.extensions, "a tag", key, value, &at),
        }
    }
    tag.description = tag.description.or(summary);
    Some(tag).filter(|tag| !tag.name.is_empty())
}

pub(super) fn servers<'d>(values: &mut ValueReader<'d>, value: &'d Value, at: &At<'_>) -> Vec<Server> {
    let items = values.objects(value, at);
    items.iter().enumerate().filter_map(|(index, item)| server(values, item, &at.index(index))).collect()
}

pub(super) fn server<'d>(values: &mut ValueReader<'d>, value: &'d Value, at: &At<'_>) -> Option<Server> {
    if let Value::String(url) = value {
        values.wrong(value, "an object with `url`", "it was read as the URL", at);
        return Some(Server { url: url.clone(), ..Server::default() });
    }
    let map = values.object(value, at)?;
    let mut server = Server::default();
    for (key, value) in map {
        let at = at.key(key);
        match key.as_str() {
            "url" => server.url = values.text(value, &at).unwrap_or_default(),
            "description" => server.description = values.text(value, &at),
            // 3.2
            "name" => {
                let name = values.text(value, &at).map(Value::String);
                server.extensions.extend(name.map(|name| (ext::SERVER_NAME.to_owned(), name)));
            }
            "variables" => server.variables = variables(values, value, &at),
            _ => values.other(&mut server.extensions, "a server", key, value, &at),
        }
    }
    Some(server)
}

fn variables<'d>(
    values: &mut ValueReader<'d>,
    value: &'d Value,
    at: &At<'_>,
) -> Option<IndexMap<String, ServerVariable>> {
    let map = values.object(value, at)?;
    let variables =
        map.iter().filter_map(|(name, value)| Some((name.clone(), variable(values, value, &at.key(name))?)));
    let variables: IndexMap<_, _> = variables.collect();
    Some(variables).filter(|variables| !variables.is_empty())
}

fn variable<'d>(values: &mut ValueReader<'d>, value: &'d Value, at: &At<'_>) -> Option<ServerVariable> {
    let map = values.object(value, at)?;
    let mut variable = ServerVariable::default();
    let mut has_default = false;
    for (key, value) in map {
        let at = at.key(key);
        match key.as_str() {
            "enum" => variable.enumeration = scalars(values, value, &at),
            "default" => {
                has_default = !value.is_null();
                variable.default = scalar(values, value, &at).unwrap_or_default();
            }
            "description" => variable.description = values.text(value, &at),
            _ => values.other(&mut variable.extensions, "a server variable", key, value, &at),
        }
    }
    if !has_default {
        match variable.enumeration.first() {
            Some(first) => variable.default.clone_from(first),
            None => values.warn(
                Code::MissingKeyword,
                at,
                "a server variable without `default` leaves a gap in the URL",
                "add `default`",
            ),
        }
    }
    Some(variable)
}

/// Returns a text, or the text of a number or boolean that YAML made from one: `default: 443`.
fn scalar<'d>(values: &mut ValueReader<'d>, value: &'d Value, at: &At<'_>) -> Option<String> {
    match value {
        Value::Number(_) | Value::Bool(_) => Some(values.spelling(value, at)),
        value => values.text(value, at),
    }
}

fn scalars<'d>(values: &mut ValueReader<'d>, value: &'d Value, at: &At<'_>) -> Vec<String> {
    let Value::Array(items) = value else { return values.texts(value, at) };
    items.iter().enumerate().filter_map(|(index, item)| scalar(values, item, &at.index(index))).collect()
}
