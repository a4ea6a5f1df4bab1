//! The form of lists and objects whose style the document does not declare, by `x-specsmith-style` and `x-specsmith-brackets`. A declared style wins. An
//! invalid value was reported when the document was read.

use std::collections::HashSet;

use indexmap::IndexMap;
use openapiv3::{Parameter, ParameterSchemaOrContent, QueryStyle};
use serde_json::Value;

use super::super::Lowering;
use super::sites::Site;
use crate::api::{BodyForm, Param, ParamForm, Style};
use crate::pointer::Pointer;
use crate::read::{Document, ext, settings};
use crate::report::{Code, Problem};
use crate::schema::{JsonType, Schema, SchemaRef};

/// A style, and whether elements or members are exploded.
type Way = (Style, bool);

/// The forms of an operation's lists and objects, where something says them.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct DefaultStyles {
    lists: Option<Way>,
    objects: Option<Way>,
    form: Option<Style>,
    multipart: Option<Style>,
}

impl DefaultStyles {
    /// Returns the forms for an operation. What it says itself comes before what its path says, and that before what the document says.
    pub(super) fn of(document: &Document, site: &Site<'_>) -> Self {
        let mut styles = Self::default();
        let item = site.item.map(|item| &item.extensions);
        for extensions in
            [Some(&document.openapi.extensions), item, Some(&site.operation.extensions)].into_iter().flatten()
        {
            styles.brackets(extensions);
            styles.words(extensions);
        }
        styles
    }

    /// Takes in a list of the places that have brackets; the others have none.
    fn brackets(&mut self, extensions: &IndexMap<String, Value>) {
        let Some(places) = extensions.get(settings::BRACKETS).and_then(Value::as_array) else { return };
        if places.iter().any(|place| place.as_str().is_none_or(|place| !settings::BRACKETED.contains(&place))) {
            return;
        }
        let has = |name: &str| places.iter().any(|place| place == name);
        let query = has("query").then_some((Style::Brackets, true));
        let body = |name: &str| has(name).then_some(Style::Brackets);
        *self = Self { lists: query, objects: query, form: body("form"), multipart: body("multipart") };
    }

    /// Takes in an object of words, each for one place.
    fn words(&mut self, extensions: &IndexMap<String, Value>) {
        let Some(words) = extensions.get(settings::STYLE).and_then(Value::as_object) else { return };
        let is_known = |(place, word): (&String, &Value)| {
            let known = settings::STYLE_WORDS.iter().find(|(name, _)| name == place);
            known.is_some_and(|(_, words)| word.as_str().is_some_and(|word| words.contains(&word)))
        };
        if !words.iter().all(is_known) {
            return;
        }
        for (place, word) in words {
            let way = match word.as_str() {
                Some("repeat" | "members") => Some((Style::Form, true)),
                Some("comma") => Some((Style::Form, false)),
                Some("deepObject") => Some((Style::DeepObject, true)),
                Some("brackets") => Some((Style::Brackets, true)),
                _ => None,
            };
            match place.as_str() {
                settings::QUERY_ARRAYS => self.lists = way,
                settings::QUERY_OBJECTS => self.objects = way,
                _ => {
                    self.form = way.map(|(style, _)| style);
                    self.multipart = self.form;
                }
            }
        }
    }

    /// Returns the style of the lists and objects of a body.
    pub(super) fn body(self, form: &BodyForm) -> Option<Style> {
        match form {
            BodyForm::Form { .. } => self.form,
            BodyForm::Multipart { .. } => self.multipart,
            _ => None,
        }
    }

    /// Sets the form of a query parameter that may be a list or an object and whose style is not declared.
    pub(super) fn parameter(self, lowering: &mut Lowering<'_>, declared: &Parameter, at: &Pointer, param: &mut Param) {
        let Parameter::Query { parameter_data: data, style: QueryStyle::Form, allow_reserved, .. } = declared else {
            return;
        };
        let is_declared = data.explode.is_some() || ext::style(data).is_some() || ext::is_whole_query(data);
        let ParameterSchemaOrContent::Schema(schema) = &data.format else { return };
        if is_declared || (self.lists.is_none() && self.objects.is_none()) {
            return;
        }
        let Some(schema) = lowering.document.schemas.at(schema) else { return };
        let kinds = Kinds::of(lowering.document, schema);
        let way = match (kinds.list, kinds.object) {
            (false, false) => None,
            (true, false) => self.lists,
            (false, true) => self.objects,
            (true, true) if self.lists == self.objects => self.lists,
            (true, true) => {
                lowering.report(Problem::warning(
                    Code::BadExtension,
                    at,
                    format!(
                        "the parameter `{}` may be a list or an object, which the settings write in two styles",
                        data.name
                    ),
                    "declare the `style` of the parameter; without it, it is written as OpenAPI says",
                ));
                None
            }
        };
        if let Some((style, explode)) = way {
            param.form = ParamForm::Styled { style, explode, allow_reserved: *allow_reserved };
            param.set.style = true;
        }
    }
}

/// The kinds of values that a schema takes, as far as they have parts.
#[derive(Clone, Copy, Debug, Default)]
struct Kinds {
    list: bool,
    object: bool,
}

impl Kinds {
    /// Looks at a schema with its parts and variants, each once.
    fn of(document: &Document, schema: &SchemaRef) -> Self {
        let mut kinds = Self::default();
        let (mut seen, mut work) = (HashSet::new(), vec![schema]);
        while let Some(schema) = work.pop() {
            let Some(schema) =
                document.schema(schema).filter(|schema| seen.insert(std::ptr::from_ref::<Schema>(schema)))
            else {
                continue;
            };
            let ty = schema.one_type();
            kinds.list |= ty == Some(JsonType::Array) || (ty.is_none() && schema.items.is_some());
            kinds.object |= ty == Some(JsonType::Object) || (ty.is_none() && !schema.properties.is_empty());
            work.extend(schema.one_of.iter().chain(&schema.any_of).chain(&schema.all_of));
        }
        kinds
    }
}
