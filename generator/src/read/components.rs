//! The components of a document, and the nodes that references make components.

use openapiv3::Components;
use serde_json::Value;

use super::at::{At, FileId};
use super::examples::example_here;
use super::map::Map;
use super::object_reader::ObjectReader;
use super::refs::Hoist;
use super::response::link;
use super::security::security_scheme;
use super::swagger2::security_definition;
use super::walk::Section;
use crate::pointer::Pointer;

/// Reads the components of a document.
pub(super) fn components<'d>(objects: &mut ObjectReader<'d>, root: &'d Map) -> Components {
    let mut components = Components::default();
    for section in Section::ALL {
        let Some(members) = objects.references.section(section) else { continue };
        let at = At::ROOT.key("components");
        let at = at.key(section.key());
        for (key, value) in members {
            let at = at.key(key);
            // The maps of `components` have no extensions, only names; what is no object under such a name is taken for one all the same.
            if section == Section::Schemas || !key.starts_with("x-") || value.is_object() {
                member(objects, &mut components, section, key, value, &at);
            }
        }
    }
    if !objects.values.is_swagger() {
        component_extras(objects, root, &mut components);
    }
    components
}

/// Handles the members of `components` that are no section.
fn component_extras<'d>(objects: &mut ObjectReader<'d>, root: &'d Map, components: &mut Components) {
    let Some(value) = root.get("components") else { return };
    let at = At::ROOT.key("components");
    for (key, value) in objects.values.object(value, &at).into_iter().flatten() {
        let at = at.key(key);
        if Section::ALL.iter().any(|section| section.key() == key) {
            if !value.is_object() {
                objects.values.wrong(value, "an object", "it was ignored", &at);
            }
        } else {
            objects.values.other(&mut components.extensions, "`components`", key, value, &at);
        }
    }
}

fn member<'d>(
    objects: &mut ObjectReader<'d>,
    components: &mut Components,
    section: Section,
    key: &str,
    value: &'d Value,
    at: &At<'_>,
) {
    if !objects.values.is_swagger() {
        return component(objects, components, section, key, value, at);
    }
    let Some(name) = section.swagger_key() else { return };
    let origin = Pointer::root().child(name).child(key);
    objects.references.moved(at, &origin);
    component(objects, components, section, key, value, &at.written(&origin, FileId::MAIN));
}

fn component<'d>(
    objects: &mut ObjectReader<'d>,
    components: &mut Components,
    section: Section,
    key: &str,
    value: &'d Value,
    at: &At<'_>,
) {
    let name = key.to_owned();
    match section {
        Section::Schemas => {
            let schema = objects.schema_reader().component(key, value, at);
            objects.keep_component(name, schema);
        }
        Section::Responses => {
            let response = objects.component_object(section, key, value, at, ObjectReader::response);
            components.responses.extend(response.map(|response| (name, response)));
        }
        Section::Parameters => {
            if objects.values.is_swagger()
                && matches!(value.get("in").and_then(Value::as_str), Some("body" | "formData"))
            {
                return;
            }
            let parameter = objects
                .component_object(section, key, value, at, |objects, value, at| objects.parameter("", value, at));
            components.parameters.extend(parameter.map(|parameter| (name, parameter)));
        }
        Section::Examples => {
            let example = objects.component_object(section, key, value, at, |objects, value, at| {
                Some(example_here(&mut objects.values, value, at))
            });
            components.examples.extend(example.map(|example| (name, example)));
        }
        Section::RequestBodies => {
            let body = objects.component_object(section, key, value, at, ObjectReader::request_body);
            components.request_bodies.extend(body.map(|body| (name, body)));
        }
        Section::Headers => {
            let header = objects.component_object(section, key, value, at, ObjectReader::header);
            components.headers.extend(header.map(|header| (name, header)));
        }
        Section::SecuritySchemes => {
            let build = if objects.values.is_swagger() { security_definition } else { security_scheme };
            let scheme = objects
                .component_object(section, key, value, at, |objects, value, at| build(&mut objects.values, value, at));
            components.security_schemes.extend(scheme.map(|scheme| (name, scheme)));
        }
        Section::Links => {
            let link = objects.component_object(section, key, value, at, link);
            components.links.extend(link.map(|link| (name, link)));
        }
        // Copied into the places that refer to them.
        Section::Callbacks | Section::PathItems | Section::MediaTypes => {}
    }
}

/// Builds the nodes that references gave a key, in the order they were found; building one may find more.
pub(super) fn hoists(objects: &mut ObjectReader<'_>, components: &mut Components) {
    while let Some(Hoist { section, key, found }) = objects.references.next_hoist() {
        let at = At::ROOT.key("components");
        let at = at.key(section.key());
        let at = at.key(&key);
        match section {
            Section::Schemas => {
                let schema = objects.schema_reader().hoisted(&found, at);
                objects.keep_component(key, schema);
            }
            section => {
                let origin = objects.references.moved_node(&at, &found);
                component(objects, components, section, &key, found.node, &at.written(&origin, found.file));
            }
        }
    }
}
