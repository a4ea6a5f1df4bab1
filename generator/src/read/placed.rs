//! The schemas of a document, beside the objects of `openapiv3`. These can only contain schemas of their own type, so that they have an index of ours
//! instead.

use indexmap::IndexMap;
use openapiv3::{MediaType, ReferenceOr};
use serde_json::Value;

use super::ext;
use crate::pointer::Pointer;
use crate::schema::{Schema, SchemaRef};

/// The schemas of a document.
#[derive(Clone, Debug, Default)]
pub struct Schemas {
    /// `components/schemas`.
    pub components: IndexMap<String, SchemaRef>,
    /// Schemas in other objects, by number.
    placed: Vec<SchemaRef>,
}

impl Schemas {
    /// Adds a schema, and returns its placeholder in an object.
    pub(super) fn place<T>(&mut self, schema: SchemaRef) -> ReferenceOr<T> {
        ReferenceOr::Reference { reference: self.number(schema).to_string() }
    }

    /// Keeps the `itemSchema` of a media type, for which there is no place at all.
    pub(super) fn place_item(&mut self, schema: SchemaRef, media: &mut MediaType) {
        media.extensions.insert(ext::ITEM_SCHEMA.to_owned(), Value::from(self.number(schema)));
    }

    fn number(&mut self, schema: SchemaRef) -> usize {
        self.placed.push(schema);
        self.placed.len() - 1
    }

    /// Returns the schema in a place.
    pub fn at<T>(&self, place: &ReferenceOr<T>) -> Option<&SchemaRef> {
        let ReferenceOr::Reference { reference } = place else { return None };
        self.placed.get(reference.parse::<usize>().ok()?)
    }

    /// Returns the schema of a media type.
    pub fn of(&self, media: &MediaType) -> Option<&SchemaRef> {
        self.at(media.schema.as_ref()?)
    }

    /// Returns the schema of the items of a media type.
    pub fn item_of(&self, media: &MediaType) -> Option<&SchemaRef> {
        self.placed.get(usize::try_from(media.extensions.get(ext::ITEM_SCHEMA)?.as_u64()?).ok()?)
    }

    /// Returns the place of that schema in the rewritten document, in which it is no keyword of the media type.
    pub fn item_place(media: &Pointer) -> Pointer {
        media.child("itemSchema")
    }

    /// Returns the schema behind any number of references. Total: `read` leaves no cycle, and the number of steps is bounded all the same.
    pub fn follow<'a>(&'a self, schema: &'a SchemaRef) -> Option<&'a Schema> {
        let mut schema = schema;
        for _ in 0..=self.components.len() {
            match schema {
                SchemaRef::Inline(found) => return Some(found),
                SchemaRef::Component(key) => schema = self.components.get(key)?,
            }
        }
        None
    }
}
