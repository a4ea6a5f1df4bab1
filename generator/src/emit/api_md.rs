//! `api.md`: the whole tree, a heading for each resource, a signature and route for each method, and the types.

use super::docs::{Doc, code};
use super::method_docs::route;
use super::prose::{doc_name, first_paragraph, target_word, title};
use super::rust_type::{self, Viewpoint};
use super::signature::signature;
use super::site::Site;
use crate::api::{Api, Status, TypeId, Webhook};
use crate::plan::Plan;
use crate::plan::calls::CallPlan;
use crate::plan::resources::{AliasPlan, ResourcePlan};

/// Of more types than this only the names are listed.
const LISTED_TYPES: usize = 60;

/// Longest line of names.
const WIDTH: usize = 120;

/// Headings go no deeper than Markdown's.
const DEEPEST: usize = 6;

/// Returns the whole file.
pub(super) fn api_md(plan: &Plan<'_>) -> String {
    let name = title(&plan.api.info.title);
    let head = if name.is_empty() { "API".to_owned() } else { name };
    let mut doc = Doc::new().paragraph(format!("# {head}"));
    for resource in &plan.resources {
        doc = section(doc, Site { plan, resource });
    }
    if !plan.api.webhooks.is_empty() {
        let said = "Requests that the API sends, with the type of each payload.";
        doc = doc.paragraph("# Webhooks and callbacks").paragraph(said).paragraph(webhooks(plan.api));
    }
    if !plan.api.types.is_empty() {
        doc = doc.paragraph("# Types").paragraph(types(plan.api));
    }
    let mut text = doc.markdown();
    text.push('\n');
    text
}

fn section(doc: Doc, site: Site<'_>) -> Doc {
    let resource = site.resource;
    let aliases = site.plan.aliases(resource.id).map(|plan| alias(site, &plan));
    let methods: Vec<String> = resource.calls.iter().map(|call| method(site, call)).chain(aliases).collect();
    if resource.accessors.is_empty() && methods.is_empty() {
        return doc;
    }
    let level = "#".repeat((resource.accessors.len() + 1).min(DEEPEST));
    let doc =
        doc.paragraph(format!("{level} {}", heading(resource))).paragraph(first_paragraph(&resource.resource.docs));
    doc.paragraph(methods.join("\n"))
}

/// Returns `admin.organization`, as the reference pages write it.
fn heading(resource: &ResourcePlan<'_>) -> String {
    if resource.accessors.is_empty() {
        return "Client".to_owned();
    }
    let names: Vec<&str> = resource.accessors.iter().map(|name| doc_name(name)).collect();
    code(&names.join("."))
}

fn method(site: Site<'_>, call: &CallPlan<'_>) -> String {
    let operation = call.operation;
    let mut lines = vec![format!("- {}", signature(site, call)), format!("  - {}", route(operation))];
    let said = title(&operation.title);
    if !said.is_empty() {
        lines.push(format!("  - {said}"));
    }
    let optional: Vec<String> = call
        .setters
        .iter()
        .map(|setter| format!("`{}` ({})", doc_name(setter.input.name), target_word(site.plan.api, &setter.input)))
        .collect();
    let optional: Vec<String> =
        optional.into_iter().chain(call.turns.iter().map(|turn| format!("`{}` (body)", turn.name))).collect();
    if !optional.is_empty() {
        lines.push(format!("  - Optional: {}", optional.join(", ")));
    }
    if operation.status == Status::Raw {
        lines.push("  - Untyped: the response is returned as it came.".to_owned());
    }
    if operation.deprecated {
        lines.push("  - Deprecated.".to_owned());
    }
    lines.join("\n")
}

/// Returns a further method for an operation.
fn alias(site: Site<'_>, alias: &AliasPlan<'_>) -> String {
    let chain =
        |accessors: &[String]| accessors.iter().map(|name| format!("{}().", doc_name(name))).collect::<String>();
    let own = doc_name(alias.call.operation.name.as_str());
    let own = code(&format!("client.{}{own}", chain(&alias.home.accessors)));
    let line = code(&format!("client.{}{}(…)", chain(&site.resource.accessors), doc_name(alias.name)));
    format!("- {line}\n  - {}\n  - The same as {own}.", route(alias.call.operation))
}

fn webhooks(api: &Api) -> String {
    let item = |webhook: &Webhook| {
        let head =
            format!("{}: {}", code(&webhook.name), code(&rust_type::text(api, &webhook.ty, Viewpoint::Resource)));
        super::prose::list_item(&head, &first_paragraph(&webhook.docs))
    };
    api.webhooks.iter().map(item).collect::<Vec<_>>().join("\n")
}

/// Returns the types by name: with what each is for, or, when there are many, the names alone.
fn types(api: &Api) -> String {
    let mut names: Vec<(&str, TypeId)> =
        api.types.iter().enumerate().map(|(at, def)| (def.name.as_str(), TypeId(at))).collect();
    names.sort_unstable_by_key(|(name, _)| *name);
    if names.len() > LISTED_TYPES {
        return fill(names.into_iter().map(|(name, _)| format!("`{name}`")));
    }
    let items: Vec<String> = names
        .into_iter()
        .map(|(name, id)| super::prose::list_item(&format!("`types::{name}`"), &first_paragraph(&api.ty(id).docs)))
        .collect();
    items.join("\n")
}

/// Joins words with commas, in lines of a readable length.
fn fill(words: impl Iterator<Item = String>) -> String {
    let mut lines = vec![String::new()];
    for word in words {
        let last = lines.len() - 1;
        if lines[last].is_empty() {
            lines[last] = word;
        } else if lines[last].len() + word.len() + 2 > WIDTH {
            lines[last].push(',');
            lines.push(word);
        } else {
            lines[last].push_str(", ");
            lines[last].push_str(&word);
        }
    }
    lines.join("\n")
}
