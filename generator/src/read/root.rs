//! The root of the document, and its components.

use std::collections::HashMap;
use std::rc::Rc;

use indexmap::IndexMap;
use openapiv3::{Components, OpenAPI};
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::at::{At, FileId};
use super::document::Document;
use super::reader::{Map, Reader};
use super::refs::Hoist;
use super::sources::Sources;
use super::spec_version::SpecVersion;
use super::tree::{Slip, Tree};
use super::walk::Section;
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
    let mut reader = Reader::new(&sources, found.version);
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
        is_for_module: false,
        sources: Rc::clone(&sources),
    };
    reader.root(root, &mut document);
    document.callbacks = std::mem::take(&mut reader.received);
    document.schemas = std::mem::take(&mut reader.schemas);
    document.census = reader.census(&sources.file(FileId::MAIN).value);
    document.origins = reader.finish(report);
    Some(document)
}

impl<'d> Reader<'d> {
    fn root(&mut self, root: &'d Map, document: &mut Document) {
        document.openapi.info = info::info(&mut self.values, root.get("info"), &At::ROOT);
        if self.values.is_swagger() {
            self.media = self.swagger_media(root);
            document.openapi.servers = swagger2::servers(&mut self.values, root);
        }
        let mut components = self.components(root);
        for (key, value) in root {
            let at = At::ROOT.key(key);
            let openapi = &mut document.openapi;
            match key.as_str() {
                "openapi" | "swagger" | "info" | "components" | "$self" | "jsonSchemaDialect" | "$schema" => {}
                "paths" => self.paths(value, &at, document),
                "servers" => openapi.servers = info::servers(&mut self.values, value, &at),
                "security" => {
                    openapi.security = security::requirements(&mut self.values, &mut self.references, value, &at)
                }
                "tags" => openapi.tags = info::tags(&mut self.values, value, &at),
                "externalDocs" => openapi.external_docs = info::external_docs(&mut self.values, value, &at),
                "webhooks" => document.webhooks = self.webhooks(value, &at),
                // The name webhooks had in 3.0, by agreement of several tools.
                "x-webhooks" if self.values.version() < SpecVersion::V3_1 && value.is_object() => {
                    document.webhooks = self.webhooks(value, &at);
                }
                key if self.values.is_swagger() && is_swagger_member(key) => {}
                // Shared parts in the place of another version: they are read when something refers to them.
                "definitions" | "parameters" | "responses" => {}
                _ => self.values.other(&mut openapi.extensions, "the document", key, value, &at),
            }
        }
        self.hoists(&mut components);
        super::chains::shorten(&mut components, &mut self.schemas);
        document.openapi.components = Some(components);
    }

    fn components(&mut self, root: &'d Map) -> Components {
        let mut components = Components::default();
        for section in Section::ALL {
            let Some(members) = self.references.section(section) else { continue };
            let at = At::ROOT.key("components");
            let at = at.key(section.key());
            for (key, value) in members {
                let at = at.key(key);
                // The maps of `components` have no extensions, only names; what is no object under such a name is taken for one all the same.
                if section == Section::Schemas || !key.starts_with("x-") || value.is_object() {
                    self.member(&mut components, section, key, value, &at);
                }
            }
        }
        if !self.values.is_swagger() {
            self.component_extras(root, &mut components);
        }
        components
    }

    /// Handles the members of `components` that are no section.
    fn component_extras(&mut self, root: &'d Map, components: &mut Components) {
        let Some(value) = root.get("components") else { return };
        let at = At::ROOT.key("components");
        for (key, value) in self.values.object(value, &at).into_iter().flatten() {
            let at = at.key(key);
            if Section::ALL.iter().any(|section| section.key() == key) {
                if !value.is_object() {
                    self.values.wrong(value, "an object", "it was ignored", &at);
                }
            } else {
                self.values.other(&mut components.extensions, "`components`", key, value, &at);
            }
        }
    }

    fn member(&mut self, components: &mut Components, section: Section, key: &str, value: &'d Value, at: &At<'_>) {
        if !self.values.is_swagger() {
            return self.component(components, section, key, value, at);
        }
        let Some(name) = section.swagger_key() else { return };
        let origin = Pointer::root().child(name).child(key);
        self.references.moved(at, &origin);
        self.component(components, section, key, value, &at.written(&origin, FileId::MAIN));
    }

    fn component(&mut self, components: &mut Components, section: Section, key: &str, value: &'d Value, at: &At<'_>) {
        let name = key.to_owned();
        match section {
            Section::Schemas => {
                let schema = self.schema_reader().component(key, value, at);
                self.schemas.components.insert(name, schema);
            }
            Section::Responses => {
                let response = self.component_object(section, key, value, at, Self::response);
                components.responses.extend(response.map(|response| (name, response)));
            }
            Section::Parameters => {
                if self.values.is_swagger()
                    && matches!(value.get("in").and_then(Value::as_str), Some("body" | "formData"))
                {
                    return;
                }
                let parameter = self.component_object(section, key, value, at, Self::parameter);
                components.parameters.extend(parameter.map(|parameter| (name, parameter)));
            }
            Section::Examples => {
                let example = self.component_object(section, key, value, at, |reader, value, at| {
                    Some(reader.example_here(value, at))
                });
                components.examples.extend(example.map(|example| (name, example)));
            }
            Section::RequestBodies => {
                let body = self.component_object(section, key, value, at, Self::request_body);
                components.request_bodies.extend(body.map(|body| (name, body)));
            }
            Section::Headers => {
                let header = self.component_object(section, key, value, at, Self::header);
                components.headers.extend(header.map(|header| (name, header)));
            }
            Section::SecuritySchemes => {
                let build =
                    if self.values.is_swagger() { swagger2::security_definition } else { security::security_scheme };
                let scheme = self.component_object(section, key, value, at, |reader, value, at| {
                    build(&mut reader.values, value, at)
                });
                components.security_schemes.extend(scheme.map(|scheme| (name, scheme)));
            }
            Section::Links => {
                let link = self.component_object(section, key, value, at, Self::link);
                components.links.extend(link.map(|link| (name, link)));
            }
            // Copied into the places that refer to them.
            Section::Callbacks | Section::PathItems | Section::MediaTypes => {}
        }
    }

    /// Builds the nodes that references gave a key, in the order they were found; building one may find more.
    fn hoists(&mut self, components: &mut Components) {
        while let Some(Hoist { section, key, found }) = self.references.next_hoist() {
            let at = At::ROOT.key("components");
            let at = at.key(section.key());
            let at = at.key(&key);
            match section {
                Section::Schemas => {
                    let schema = self.schema_reader().hoisted(&found, at);
                    self.schemas.components.insert(key, schema);
                }
                section => {
                    let origin = self.references.moved_node(&at, &found);
                    self.component(components, section, &key, found.node, &at.written(&origin, found.file));
                }
            }
        }
    }
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
