//! Lowering of a [`Document`] to an [`Api`]: ids and names first, bodies second. It is the last stage that uses `openapiv3`.
//!
//! 1. `survey`: every component schema gets an id and a name, so that recursion needs no thought later;
//! 2. `schemas`: their bodies, and the inline schemas in them;
//! 3. `operations`: on top of both, asking `Lowering::type_of` for the schemas in parameters, bodies and responses.

mod aliases;
mod beside;
mod constants;
mod context;
mod custom;
mod customize;
mod cycles;
mod discriminator;
mod effort;
mod effort_report;
mod families;
mod family;
mod flatten;
mod formats;
mod getters;
mod import;
mod inline_names;
mod labels;
mod member_names;
mod merging;
mod node;
mod notes;
mod nulls;
mod operations;
mod record;
mod scalar;
mod schema;
mod string_formats;
mod survey;
mod tags;
#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;
mod type_settings;
mod union;

use context::{Finished, Lowering, NameHint, Notes, Typed};
use custom::suggestion;

use crate::api::{Api, Docs, FormerNames, Info};
use crate::lock::Lock;
use crate::naming::CrateName;
use crate::read::Document;
use crate::report::Report;

/// The output that a document is lowered for.
#[derive(Clone, Copy, Debug)]
pub struct Target<'a> {
    /// Name of the crate.
    pub crate_name: &'a str,
    /// True if the output is a module of the user's crate, which `crate` in paths of settings refers to.
    pub is_module: bool,
    /// Each operation is in the resource that the lock has for it.
    pub lock: Option<&'a Lock>,
}

/// Lowers a document for a crate; what cannot be typed is degraded and reported.
pub fn lower(document: &Document, crate_name: &str, report: &mut Report) -> Option<Api> {
    lower_for(document, Target { crate_name, is_module: false, lock: None }, report)
}

/// Lowers a document for any output.
pub fn lower_for(document: &Document, target: Target<'_>, report: &mut Report) -> Option<Api> {
    let Target { crate_name, is_module, lock } = target;
    let mut lowering = Lowering::new(document, is_module, report);
    let crate_name = CrateName::new(crate_name);
    let surface = operations::lower(&mut lowering, &crate_name, lock);
    let own_types = lowering.own_types.clone();
    let Finished { types, schemas, derive_requests } = lowering.finish();
    Some(Api {
        crate_name,
        info: info(document),
        servers: surface.servers,
        base_url_env: surface.base_url_env,
        schemes: surface.schemes,
        security: surface.security,
        retry: surface.retry,
        headers_of_all: surface.headers_of_all,
        client: surface.client,
        reading: surface.reading,
        own_types,
        derive_requests,
        types,
        resources: surface.resources,
        operations: surface.operations,
        aliases: surface.aliases,
        headers: surface.headers,
        webhooks: surface.webhooks,
        webhook_events: surface.webhook_events,
        schemas,
        former: FormerNames::default(),
        renamed: document.renamed.clone(),
    })
}

fn info(document: &Document) -> Info {
    let info = &document.openapi.info;
    Info {
        title: info.title.clone(),
        version: info.version.clone(),
        description: Docs(info.description.clone().unwrap_or_default()),
        openapi: document.version_text.clone(),
        sha256: document.sha256.clone(),
        license: info.license.as_ref().map(|license| license.name.clone()),
    }
}
