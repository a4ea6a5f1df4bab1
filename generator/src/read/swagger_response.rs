//! `schema` and `examples` of a response of Swagger 2.0, as `content`.

use openapiv3::{MediaType, Response};
use serde_json::Value;

use super::at::At;
use super::map::{Map, member};
use super::object_reader::ObjectReader;
use super::swagger_media::limit_media;

/// Adds the content of a response from its `schema`, its `examples` and `produces`.
pub(super) fn add_content<'d>(objects: &mut ObjectReader<'d>, map: &'d Map, response: &mut Response, at: &At<'_>) {
    if let Some(schema) = member(map, "schema") {
        let is_file = schema.get("type").and_then(Value::as_str) == Some("file");
        let mut names = objects.media().produces.clone();
        if names.is_empty() {
            names.push(if is_file { "application/octet-stream" } else { "application/json" }.to_owned());
        }
        // `produces` is often written with the good response in mind; an error's example says in which type that one comes.
        let shown = member(map, "examples").and_then(Value::as_object).into_iter().flatten();
        for (name, _) in shown.filter(|(name, _)| !is_file && name.contains('/')) {
            if !names.contains(name) {
                names.push(name.clone());
            }
        }
        limit_media(&mut objects.values, &mut objects.references, &mut names, at);
        let origin = at.key("schema").origin();
        let mut built = None;
        for name in names {
            let content = at.key("content");
            let media = content.key(&name);
            let schema_at = media.key("schema");
            objects.references.moved(&schema_at, &origin);
            let schema = match &built {
                Some(schema) => schema,
                None => built.insert(objects.placed_schema(schema, &schema_at.written(&origin, at.file))),
            };
            let media = MediaType { schema: Some(schema.clone()), ..MediaType::default() };
            response.content.insert(name.clone(), media);
        }
    }
    if let Some(examples) = member(map, "examples") {
        let examples_at = at.key("examples");
        for (name, example) in objects.values.object(examples, &examples_at).into_iter().flatten() {
            if let Some(media) = response.content.get_mut(name) {
                media.example = Some(example.clone());
            } else if let Some((_, media)) = response.content.iter_mut().find(|(_, media)| media.example.is_none()) {
                // An example of a media type that is not produced still shows the value.
                media.example = Some(example.clone());
            }
        }
    }
}
