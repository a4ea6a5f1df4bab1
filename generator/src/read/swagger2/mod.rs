//! Swagger 2.0: the parts that OpenAPI 3 has in other places.

mod body;
mod response;
mod security;
mod server;

pub(super) use security::security_definition;
pub(super) use server::servers;

use openapiv3::Operation;
use serde_json::Value;

use super::at::{At, FileId};
use super::ext;
use super::parameter::Parts;
use super::reader::{Map, Reader};
use super::swagger_media::{BodyPart, MediaTypes};
use crate::report::Code;

/// A media type of a body takes as much as so many values that are copied.
const COST_OF_MEDIA: usize = 16;

impl<'d> Reader<'d> {
    /// Keeps the first of the media types of a body when the bodies of a document have too many between them: each operation has all that the document lists.
    pub(super) fn limit_media(&mut self, names: &mut Vec<String>, at: &At<'_>) {
        if names.len() < 2 || self.references.spend(names.len() * COST_OF_MEDIA) {
            return;
        }
        self.values.warn(
            Code::TooLarge,
            at,
            "the media types of all operations are too many to be repeated; the first one is used here",
            "list fewer in `consumes` and `produces`",
        );
        names.truncate(1);
    }

    /// Returns the media types of the whole document.
    pub(super) fn swagger_media(&mut self, root: &'d Map) -> MediaTypes {
        MediaTypes {
            consumes: self.media_names(root, "consumes", &At::ROOT),
            produces: self.media_names(root, "produces", &At::ROOT),
        }
    }

    /// Switches to an operation's own media types; returns the former ones.
    pub(super) fn enter_operation(&mut self, map: &'d Map, at: &At<'_>) -> Option<MediaTypes> {
        if !self.values.is_swagger() {
            return None;
        }
        let outer = self.media.clone();
        if map.contains_key("consumes") {
            self.media.consumes = self.media_names(map, "consumes", at);
        }
        if map.contains_key("produces") {
            self.media.produces = self.media_names(map, "produces", at);
        }
        Some(outer)
    }

    /// Undoes [`Reader::enter_operation`].
    pub(super) fn leave_operation(&mut self, outer: Option<MediaTypes>) {
        if let Some(outer) = outer {
            self.media = outer;
        }
    }

    fn media_names(&mut self, map: &'d Map, key: &str, at: &At<'_>) -> Vec<String> {
        let names = map.get(key).map(|value| self.values.texts(value, &at.key(key))).unwrap_or_default();
        names.into_iter().map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()).collect()
    }

    /// Reads the body of an operation, from its parameters, and its own schemes.
    pub(super) fn swagger_body(
        &mut self,
        operation: &mut Operation,
        map: &'d Map,
        parts: &[BodyPart<'d>],
        at: &At<'_>,
    ) {
        if !parts.is_empty() {
            operation.request_body = self.body(parts, &at.key("requestBody"));
        }
        if let Some(schemes) = map.get("schemes") {
            let schemes = self.values.texts(schemes, &at.key("schemes"));
            let root = self.sources.file(FileId::MAIN).value.as_object();
            operation.servers = root.map(|root| server::servers_of(root, schemes)).unwrap_or_default();
        }
    }

    /// Reads `collectionFormat`, as style and explode.
    pub(super) fn collection_format(&mut self, parts: &mut Parts<'d>, in_query: bool, at: &At<'_>) {
        let Some(value) = parts.collection_format else {
            // Swagger's default is commas, OpenAPI 3's default for the query is repetition.
            if in_query {
                parts.explode = Some(false);
            }
            return;
        };
        let at = at.key("collectionFormat");
        let format = self.values.text(value, &at).unwrap_or_default();
        let origin = at.origin();
        let mut set = |style: &str, explode: bool| {
            parts.style = in_query.then(|| (style.to_owned(), origin.clone()));
            parts.explode = Some(explode);
        };
        // In paths and headers, OpenAPI 3 has no word for what separates but the comma.
        let beside = match format.as_str() {
            "ssv" if !in_query => Some("spaceDelimited"),
            "pipes" if !in_query => Some("pipeDelimited"),
            "tsv" => Some("tabDelimited"),
            _ => None,
        };
        match format.as_str() {
            "multi" if in_query => set("form", true),
            "ssv" if in_query => set("spaceDelimited", false),
            "pipes" if in_query => set("pipeDelimited", false),
            "csv" | "tsv" | "ssv" | "pipes" => set("form", false),
            _ => {
                set("form", false);
                self.values.warn(
                    Code::UnknownValue,
                    &at,
                    format!("`collectionFormat: {format}` is not possible here; commas were used"),
                    "use csv, ssv, tsv or pipes; in the query and in forms also multi",
                );
            }
        }
        if let Some(style) = beside {
            parts.extensions.insert(ext::STYLE.to_owned(), Value::from(style));
        }
    }
}
