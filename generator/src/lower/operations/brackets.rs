//! The bracket convention (`a[]=1`, `a[b]=2`), which OpenAPI cannot express, by the document's `x-specsmith-brackets`. A declared style wins. An invalid
//! value was reported when the document was read.

use std::collections::HashSet;

use indexmap::IndexMap;
use openapiv3::{Parameter, ParameterSchemaOrContent, QueryStyle};
use serde_json::Value;

use super::sites::Site;
use crate::api::{BodyForm, ParamForm, Style};
use crate::read::{Document, ext, settings};
use crate::schema::{JsonType, Schema, SchemaRef};

/// The places where lists and objects are written with brackets.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Bracketed {
    form: bool,
    multipart: bool,
    query: bool,
}

impl Bracketed {
    /// Returns the places of an operation: its own, else those of its path, else the document's.
    pub(super) fn of(document: &Document, site: &Site<'_>) -> Self {
        let of_item = || said(&site.item?.extensions);
        let said = said(&site.operation.extensions).or_else(of_item).or_else(|| said(&document.openapi.extensions));
        said.unwrap_or_default()
    }

    /// Returns true for a form that is written so.
    pub(super) fn body(self, form: &BodyForm) -> bool {
        match form {
            BodyForm::Form { .. } => self.form,
            BodyForm::Multipart { .. } => self.multipart,
            _ => false,
        }
    }

    /// Returns true for a query parameter that may be a list or an object and whose style is not given.
    pub(super) fn parameter(self, document: &Document, parameter: &Parameter) -> bool {
        let Parameter::Query { parameter_data: data, style: QueryStyle::Form, .. } = parameter else { return false };
        let given = data.explode.is_some() || ext::style(data).is_some() || ext::is_whole_query(data);
        match &data.format {
            ParameterSchemaOrContent::Schema(schema) => {
                let schema = document.schemas.at(schema);
                self.query && !given && schema.is_some_and(|schema| may_have_members(document, schema))
            }
            ParameterSchemaOrContent::Content(_) => false,
        }
    }
}

/// Returns the form of a query parameter that is written with brackets.
pub(super) fn form(parameter: &Parameter) -> ParamForm {
    let allow_reserved = matches!(parameter, Parameter::Query { allow_reserved: true, .. });
    ParamForm::Styled { style: Style::Brackets, explode: true, allow_reserved }
}

fn said(extensions: &IndexMap<String, Value>) -> Option<Bracketed> {
    let places = extensions.get(settings::BRACKETS)?.as_array()?;
    let mut said = Bracketed::default();
    for place in places {
        match place.as_str()? {
            "form" => said.form = true,
            "multipart" => said.multipart = true,
            "query" => said.query = true,
            _ => return None,
        }
    }
    Some(said)
}

/// Returns true for a schema of a list or an object, or with one among its parts and variants. Each schema is looked at once.
fn may_have_members(document: &Document, schema: &SchemaRef) -> bool {
    let (mut seen, mut work) = (HashSet::new(), vec![schema]);
    while let Some(schema) = work.pop() {
        let Some(schema) = document.schema(schema).filter(|schema| seen.insert(std::ptr::from_ref::<Schema>(schema)))
        else {
            continue;
        };
        let is_shaped = matches!(schema.one_type(), Some(JsonType::Array | JsonType::Object))
            || schema.items.is_some()
            || !schema.properties.is_empty();
        if is_shaped {
            return true;
        }
        work.extend(schema.one_of.iter().chain(&schema.any_of).chain(&schema.all_of));
    }
    false
}
