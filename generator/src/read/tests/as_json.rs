//! Schemas as JSON, for comparing.

use serde_json::{Map, Value, json};

use crate::read::Document;
use crate::schema::{Additional, Kind, Schema, SchemaRef};

/// Puts the schemas of a document in their places.
pub(super) fn fill(value: &mut Value, document: &Document) {
    if let Some(schemas) = value.pointer_mut("/components") {
        schemas["schemas"] =
            document.schemas.components.iter().map(|(key, schema)| (key.clone(), of(schema))).collect();
    }
    fill_places(value, document);
}

fn fill_places(value: &mut Value, document: &Document) {
    let at = |number: &str| {
        let place = openapiv3::ReferenceOr::<()>::Reference { reference: number.to_owned() };
        document.schemas.at(&place).map(of)
    };
    let found = match value.get("$ref") {
        Some(Value::String(number)) => at(number),
        _ => None,
    };
    if let Some(found) = found {
        *value = found;
        return;
    }
    if let Some(item) = value.get_mut(crate::read::ext::ITEM_SCHEMA) {
        *item = at(&item.to_string()).expect("the schema of the items");
        return;
    }
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| fill_places(item, document)),
        Value::Object(map) => map.values_mut().for_each(|item| fill_places(item, document)),
        _ => {}
    }
}

fn of(schema: &SchemaRef) -> Value {
    match schema {
        SchemaRef::Component(key) => json!({ "$ref": format!("#/components/schemas/{key}") }),
        SchemaRef::Inline(schema) => {
            let mut map: Map<String, Value> = schema.extensions.clone().into_iter().collect();
            annotations(schema, &mut map);
            let types: Vec<&str> = schema.types.iter().map(|ty| ty.name()).collect();
            put(&mut map, "type", if let [one] = types.as_slice() { json!(one) } else { json!(types) });
            put(&mut map, "enum", json!(schema.values));
            put(&mut map, "const", json!(schema.constant));
            put(&mut map, "required", json!(schema.required));
            put(&mut map, "closedItems", json!(schema.closed_items));
            put(&mut map, "unsupported", json!(schema.unsupported));
            for (kind, name) in [(Kind::Null, "null"), (Kind::Never, "never"), (Kind::Dangling, "dangling")] {
                put(&mut map, name, json!(schema.kind == kind));
            }
            schemas(schema, &mut map);
            Value::Object(map)
        }
    }
}

fn annotations(schema: &Schema, map: &mut Map<String, Value>) {
    let facts = &schema.facts;
    put(map, "title", json!(schema.title));
    put(map, "description", json!(schema.description));
    put(map, "nullable", json!(schema.nullable));
    put(map, "$ref", json!(schema.is_ref));
    put(map, "default", json!(facts.default.as_deref()));
    put(map, "example", json!(facts.example.as_deref()));
    put(map, "minSize", json!(facts.min_size));
    put(map, "maxSize", json!(facts.max_size));
    put(map, "pattern", json!(facts.pattern));
    put(map, "format", json!(facts.format));
    put(map, "contentMediaType", json!(schema.media_type));
    for (name, exclusive, bound) in
        [("minimum", "exclusiveMinimum", &facts.minimum), ("maximum", "exclusiveMaximum", &facts.maximum)]
    {
        let Some((text, is_exclusive)) = bound else { continue };
        put(map, name, json!(text));
        put(map, exclusive, json!(is_exclusive));
    }
    if let Some(discriminator) = &schema.discriminator {
        let mapping = &discriminator.mapping;
        map.insert(
            "discriminator".to_owned(),
            json!({ "propertyName": discriminator.property_name, "mapping": mapping }),
        );
    }
}

fn schemas(schema: &Schema, map: &mut Map<String, Value>) {
    let list = |schemas: &[SchemaRef]| schemas.iter().map(of).collect::<Value>();
    put(map, "allOf", list(&schema.all_of));
    put(map, "anyOf", list(&schema.any_of));
    put(map, "oneOf", list(&schema.one_of));
    put(map, "prefixItems", list(&schema.prefix));
    put(map, "properties", schema.properties.iter().map(|(key, schema)| (key.clone(), of(schema))).collect());
    put(map, "patternProperties", schema.patterns.iter().map(|(key, schema)| (key.clone(), of(schema))).collect());
    map.extend(schema.items.iter().map(|items| ("items".to_owned(), of(items))));
    let additional = schema.additional.iter().map(|additional| match additional {
        Additional::Any(any) => Value::Bool(*any),
        Additional::Schema(schema) => of(schema),
    });
    map.extend(additional.map(|additional| ("additionalProperties".to_owned(), additional)));
}

fn put(map: &mut Map<String, Value>, key: &str, value: Value) {
    let says_nothing = match &value {
        Value::Null | Value::Bool(false) => true,
        Value::Array(items) => items.is_empty(),
        Value::Object(map) => map.is_empty(),
        _ => false,
    };
    if !says_nothing {
        map.insert(key.to_owned(), value);
    }
}
