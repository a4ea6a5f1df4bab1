//! The root of the document.

use std::collections::HashMap;
use std::rc::Rc;

use indexmap::IndexMap;
use openapiv3::{Components, OpenAPI};
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::at::{At, FileId};
use super::census::census;
use super::chains::shorten;
use super::components::{components, hoists};
use super::document::Document;
use super::map::Map;
use super::object_reader::ObjectReader;
use super::path_reader::PathReader;
use super::sources::Sources;
use super::spec_version::SpecVersion;
use super::swagger_media::MediaTypes;
use super::tree::{Slip, Tree};
use super::{
    Input, Resources, info, lengths, other_extensions, overlay, overrides, rename, security, selection, swagger2, text,
    version,
};
use crate::changes::Changes;
use crate::pointer::Pointer;
use crate::report::Report;

/// A document's tree after overlays and selection.
pub(super) struct Effective {
    pub(super) value: Value,
    slips: Vec<Slip>,
    changes: Changes,
    renamed: HashMap<Pointer, Pointer>,
}

/// Parses the document of an input, applies its overlays, and removes the parts that are not selected.
pub(super) fn tree(input: &Input, resources: &Resources, report: &mut Report) -> Option<Effective> {
    let Tree { mut value, slips } = text::parse(&input.spec.name, &input.spec.bytes, report)?;
    let mut changes = overlay::apply(input, &mut value, report)?;
    let texts = input.overlays.iter().chain([&input.spec]).map(|source| source.bytes.as_slice());
    other_extensions::apply(texts, &mut value, &mut changes, report);
    overrides::apply(input, &mut value, resources, &mut changes, report);
    let renamed = rename::apply(&mut value, !input.files.is_empty(), &mut changes, report);
    selection::apply(input, &mut value, resources, report)?;
    Some(Effective { value, slips, changes, renamed })
}

/// Reads the document of an input.
pub(super) fn read(input: &Input, resources: &Resources, report: &mut Report) -> Option<Document> {
    let Effective { value, slips, changes, renamed } = tree(input, resources, report)?;
    let found = version::find(&value, &input.spec.name, report)?;
    let mut sources = Sources::new(&input.spec, value);
    sources.note(FileId::MAIN, slips, report);
    if !changes.is_empty() {
        // Diagnostics so far are about the text; from here on, locations are those of the document after the overlays.
        super::locate(input, report);
        sources.forget(&changes);
        report.set_changes(changes);
        let strict = input.overrides.configuration.as_ref().filter(|_| !input.allow_unmatched);
        report.set_configuration(strict.map(|it| it.name.clone()));
    }
    sources.load(&input.files, report);
    sources.cut(report);
    lengths::check(sources.roots().map(|(_, tree)| tree), report)?;
    if found.version >= SpecVersion::V3_1 {
        sources.find_bases(&input.overlays);
    }
    let version_text = match found.at {
        Some(key) => sources.spelled(FileId::MAIN, &Pointer::root().child(key)).map_or(found.text, str::to_owned),
        None => found.text,
    };
    let sources = Rc::new(sources);
    let root = sources.file(FileId::MAIN).value.as_object()?;
    let mut objects = ObjectReader::new(&sources, found.version);
    let mut document = Document {
        openapi: OpenAPI { openapi: version_text.clone(), ..OpenAPI::default() },
        schemas: super::placed::Schemas::default(),
        version: found.version,
        version_text,
        sha256: format!("{:x}", Sha256::digest(&input.spec.bytes)),
        paths: IndexMap::new(),
        webhooks: IndexMap::new(),
        callbacks: HashMap::new(),
        more_operations: Vec::new(),
        census: super::counts::Census::default(),
        origins: super::origin::Origins::default(),
        renamed,
        configuration: input.overrides.configuration.as_ref().map(|it| it.name.clone()),
        allow_unmatched: input.allow_unmatched,
        sources: Rc::clone(&sources),
    };
    let mut components = members(&mut objects, root, &mut document);
    document.census = census(&mut objects.values, &objects.references, objects.references.root());
    (document.schemas, document.origins) = objects.finish(report);
    shorten(&mut components, &mut document.schemas);
    document.openapi.components = Some(components);
    Some(document)
}

/// Reads the members of the document. Returns its components.
fn members<'d>(objects: &mut ObjectReader<'d>, root: &'d Map, document: &mut Document) -> Components {
    document.openapi.info = info::info(&mut objects.values, root.get("info"), &At::ROOT);
    if objects.values.is_swagger() {
        let media = MediaTypes::of_document(&mut objects.values, root);
        objects.replace_media(media);
        document.openapi.servers = swagger2::servers(&mut objects.values, root);
    }
    let mut components = components(objects, root);
    for (key, value) in root {
        let at = At::ROOT.key(key);
        let openapi = &mut document.openapi;
        match key.as_str() {
            "openapi" | "swagger" | "info" | "components" | "$self" | "jsonSchemaDialect" | "$schema" => {}
            "paths" => PathReader::new(objects).paths(value, &at, document),
            "servers" => openapi.servers = info::servers(&mut objects.values, value, &at),
            "security" => {
                openapi.security = security::requirements(&mut objects.values, &mut objects.references, value, &at)
            }
            "tags" => openapi.tags = info::tags(&mut objects.values, value, &at),
            "externalDocs" => openapi.external_docs = info::external_docs(&mut objects.values, value, &at),
            "webhooks" => PathReader::new(objects).webhooks(value, &at, document),
            // The name webhooks had in 3.0, by agreement of several tools.
            "x-webhooks" if objects.values.version() < SpecVersion::V3_1 && value.is_object() => {
                PathReader::new(objects).webhooks(value, &at, document);
            }
            key if objects.values.is_swagger() && is_swagger_member(key) => {}
            // Shared parts in the place of another version: they are read when something refers to them.
            "definitions" | "parameters" | "responses" => {}
            _ => objects.values.other(&mut openapi.extensions, "the document", key, value, &at),
        }
    }
    hoists(objects, &mut components);
    components
}

fn is_swagger_member(key: &str) -> bool {
    matches!(
        key,
        "host"
            | "basePath"
            | "schemes"
            | "consumes"
            | "produces"
            | "definitions"
            | "parameters"
            | "responses"
            | "securityDefinitions"
    )
}
