//! Changes of documents as their authors make them: one or two edits of a sound document.

use serde_json::{Map, Value, json};

/// SplitMix64: the same choices on every machine.
pub(super) struct Dice(u64);

impl Dice {
    pub(super) fn new(number: u64) -> Self {
        Self(number.wrapping_mul(0xA076_1D64_78BD_642F) ^ 0x51_7C_C1_B7_27_22_0A_95)
    }

    /// Returns a number below `sides`; 0 when there is no side.
    pub(super) fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) >> 16) as usize % sides.max(1)
    }
}

/// The edits, by name.
type Edit = (&'static str, fn(&mut Value, &mut Dice) -> Option<()>);

const EDITS: &[Edit] = &[
    ("add a property", add_property),
    ("add a required property", add_required_property),
    ("remove a property", remove_property),
    ("make a property required, or optional", toggle_required),
    ("make a property nullable, or not", toggle_null),
    ("change the type of a property", change_type),
    ("rename a property", rename_property),
    ("add an enum value", add_value),
    ("remove an enum value", remove_value),
    ("add an operation", add_operation),
    ("remove an operation", remove_operation),
    ("move an operation", move_operation),
    ("add a parameter", add_parameter),
    ("add a required parameter", add_required_parameter),
    ("make a parameter required, or optional", toggle_parameter),
    ("remove a parameter", remove_parameter),
    ("add a response", add_response),
    ("remove a response", remove_response),
    ("rename a schema", rename_schema),
    ("share a schema", share_schema),
    ("write a schema out", write_out),
    ("add a variant", add_variant),
    ("remove a variant", remove_variant),
    ("close a schema", close_schema),
    ("deprecate an operation", deprecate),
];

/// Changes a document, and says how; nothing where the edit does not apply.
pub(super) fn evolve(document: &mut Value, dice: &mut Dice) -> Option<&'static str> {
    let (name, edit) = EDITS[dice.roll(EDITS.len())];
    edit(document, dice).map(|()| name)
}

/// Pointers to all nodes that `is` is true of, without examples and what is below extensions.
fn find(document: &Value, is: &dyn Fn(&Value) -> bool) -> Vec<String> {
    let mut found = Vec::new();
    let mut open = vec![(String::new(), document)];
    while let Some((at, node)) = open.pop() {
        if is(node) {
            found.push(at.clone());
        }
        let below = |key: &str| format!("{at}/{}", key.replace('~', "~0").replace('/', "~1"));
        match node {
            Value::Array(items) => {
                open.extend(items.iter().enumerate().map(|(index, item)| (below(&index.to_string()), item)));
            }
            Value::Object(members) => {
                let meant = members.iter().filter(|(key, _)| {
                    !key.starts_with("x-") && !matches!(key.as_str(), "example" | "examples" | "default" | "const")
                });
                open.extend(meant.map(|(key, member)| (below(key), member)));
            }
            _ => {}
        }
    }
    found.sort();
    found
}

fn pick<'d>(document: &'d mut Value, dice: &mut Dice, is: &dyn Fn(&Value) -> bool) -> Option<&'d mut Value> {
    let found = find(document, is);
    let at = found.get(dice.roll(found.len()))?.clone();
    document.pointer_mut(&at)
}

fn has_properties(node: &Value) -> bool {
    node.get("properties").and_then(Value::as_object).is_some_and(|all| all.values().all(Value::is_object))
}

fn is_operation(node: &Value) -> bool {
    node.get("responses").is_some_and(Value::is_object)
}

fn object<'d>(document: &'d mut Value, dice: &mut Dice) -> Option<&'d mut Map<String, Value>> {
    pick(document, dice, &has_properties)?.as_object_mut()
}

fn properties(schema: &mut Map<String, Value>) -> Option<&mut Map<String, Value>> {
    schema.get_mut("properties")?.as_object_mut()
}

fn some_type(dice: &mut Dice) -> Value {
    match dice.roll(5) {
        0 => json!({"type": "integer"}),
        1 => json!({"type": "boolean"}),
        2 => json!({"type": "array", "items": {"type": "string"}}),
        3 => json!({"type": "object", "required": ["a"], "properties": {"a": {"type": "string"}}}),
        _ => json!({"type": "string"}),
    }
}

fn key(map: &Map<String, Value>, dice: &mut Dice) -> Option<String> {
    map.keys().nth(dice.roll(map.len())).cloned()
}

fn add_property(document: &mut Value, dice: &mut Dice) -> Option<()> {
    let ty = some_type(dice);
    let name = format!("added_{}", dice.roll(4));
    properties(object(document, dice)?)?.insert(name, ty);
    Some(())
}

fn add_required_property(document: &mut Value, dice: &mut Dice) -> Option<()> {
    let ty = some_type(dice);
    let schema = object(document, dice)?;
    properties(schema)?.insert("demanded".to_owned(), ty);
    require(schema, "demanded")
}

fn require(schema: &mut Map<String, Value>, name: &str) -> Option<()> {
    let required = schema.entry("required").or_insert_with(|| json!([]));
    let required = required.as_array_mut()?;
    match required.iter().position(|other| other == name) {
        Some(at) => drop(required.remove(at)),
        None => required.push(json!(name)),
    }
    if required.is_empty() {
        schema.shift_remove("required");
    }
    Some(())
}

fn remove_property(document: &mut Value, dice: &mut Dice) -> Option<()> {
    let schema = object(document, dice)?;
    let all = properties(schema)?;
    let name = key(all, dice)?;
    all.shift_remove(&name);
    let required = schema.get_mut("required").and_then(Value::as_array_mut);
    required.into_iter().for_each(|required| required.retain(|other| *other != name));
    Some(())
}

fn toggle_required(document: &mut Value, dice: &mut Dice) -> Option<()> {
    let schema = object(document, dice)?;
    let name = key(properties(schema)?, dice)?;
    require(schema, &name)
}

fn toggle_null(document: &mut Value, dice: &mut Dice) -> Option<()> {
    let is_old = document.get("openapi").and_then(Value::as_str).is_none_or(|version| version.starts_with("3.0"));
    let all = properties(object(document, dice)?)?;
    let name = key(all, dice)?;
    let schema = all.get_mut(&name)?.as_object_mut()?;
    if is_old {
        let now = schema.get("nullable") == Some(&json!(true));
        schema.insert("nullable".to_owned(), json!(!now));
        return Some(());
    }
    let ty = schema.get("type")?.clone();
    let changed = match ty {
        Value::String(text) => json!([text, "null"]),
        Value::Array(items) => items.into_iter().find(|item| item != "null")?,
        _ => return None,
    };
    schema.insert("type".to_owned(), changed);
    Some(())
}

fn change_type(document: &mut Value, dice: &mut Dice) -> Option<()> {
    let ty = some_type(dice);
    let all = properties(object(document, dice)?)?;
    let name = key(all, dice)?;
    all.insert(name, ty);
    Some(())
}

fn rename_key(map: &mut Map<String, Value>, old: &str, new: &str) {
    let renamed = std::mem::take(map).into_iter();
    *map = renamed.map(|(key, value)| (if key == old { new.to_owned() } else { key }, value)).collect();
}

fn rename_property(document: &mut Value, dice: &mut Dice) -> Option<()> {
    let all = properties(object(document, dice)?)?;
    let name = key(all, dice)?;
    rename_key(all, &name, &format!("{name}_renamed"));
    Some(())
}

fn is_enum(node: &Value) -> bool {
    node.get("enum").and_then(Value::as_array).is_some_and(|values| values.iter().any(Value::is_string))
}

fn add_value(document: &mut Value, dice: &mut Dice) -> Option<()> {
    pick(document, dice, &is_enum)?.get_mut("enum")?.as_array_mut()?.push(json!("a new value"));
    Some(())
}

fn remove_value(document: &mut Value, dice: &mut Dice) -> Option<()> {
    let values = pick(document, dice, &is_enum)?.get_mut("enum")?.as_array_mut()?;
    let at = dice.roll(values.len());
    values.remove(at);
    Some(())
}

fn paths(document: &mut Value) -> Option<&mut Map<String, Value>> {
    document.get_mut("paths")?.as_object_mut()
}

fn add_operation(document: &mut Value, dice: &mut Dice) -> Option<()> {
    let name = format!("/things_{}", dice.roll(3));
    let item = json!({"get": {"responses": {"200": {"description": "It.", "content": {"application/json": {"schema":
        {"type": "object", "properties": {"thing": {"type": "string"}}}}}}}}});
    paths(document)?.insert(name, item);
    Some(())
}

fn remove_operation(document: &mut Value, dice: &mut Dice) -> Option<()> {
    let paths = paths(document)?;
    let name = key(paths, dice)?;
    let item = paths.get_mut(&name)?.as_object_mut()?;
    let method = item.keys().find(|key| item.get(*key).is_some_and(is_operation)).cloned()?;
    item.shift_remove(&method);
    Some(())
}

fn move_operation(document: &mut Value, dice: &mut Dice) -> Option<()> {
    let paths = paths(document)?;
    let name = key(paths, dice)?;
    rename_key(paths, &name, &format!("/moved{name}"));
    Some(())
}

fn operation<'d>(document: &'d mut Value, dice: &mut Dice) -> Option<&'d mut Map<String, Value>> {
    pick(document, dice, &is_operation)?.as_object_mut()
}

fn with_parameter(document: &mut Value, dice: &mut Dice, required: bool) -> Option<()> {
    let is_swagger = document.get("swagger").is_some();
    let parameters = operation(document, dice)?.entry("parameters").or_insert_with(|| json!([]));
    let name = format!("extra_{}", dice.roll(3));
    let parameter = if is_swagger {
        json!({"name": name, "in": "query", "required": required, "type": "string"})
    } else {
        json!({"name": name, "in": "query", "required": required, "schema": {"type": "string"}})
    };
    let parameters = parameters.as_array_mut()?;
    let at = dice.roll(parameters.len() + 1);
    parameters.insert(at, parameter);
    Some(())
}

fn add_parameter(document: &mut Value, dice: &mut Dice) -> Option<()> {
    with_parameter(document, dice, false)
}

fn add_required_parameter(document: &mut Value, dice: &mut Dice) -> Option<()> {
    with_parameter(document, dice, true)
}

fn is_parameter(node: &Value) -> bool {
    let location = node.get("in").and_then(Value::as_str);
    node.get("name").is_some_and(Value::is_string) && matches!(location, Some("query" | "header"))
}

fn toggle_parameter(document: &mut Value, dice: &mut Dice) -> Option<()> {
    let parameter = pick(document, dice, &is_parameter)?;
    let required = parameter.get("required") == Some(&json!(true));
    parameter.as_object_mut()?.insert("required".to_owned(), json!(!required));
    Some(())
}

fn remove_parameter(document: &mut Value, dice: &mut Dice) -> Option<()> {
    let holds = |node: &Value| node.as_array().is_some_and(|items| items.iter().any(is_parameter));
    let list = pick(document, dice, &holds)?.as_array_mut()?;
    let at = list.iter().position(is_parameter)?;
    list.remove(at);
    Some(())
}

fn add_response(document: &mut Value, dice: &mut Dice) -> Option<()> {
    let status = ["202", "204", "404", "409", "default"][dice.roll(5)];
    let responses = operation(document, dice)?.get_mut("responses")?.as_object_mut()?;
    let schema = json!({"type": "object", "properties": {"told": {"type": "string"}}});
    let response = if status == "204" {
        json!({"description": "None."})
    } else {
        json!({"description": "It.", "content": {"application/json": {"schema": schema}}})
    };
    responses.insert(status.to_owned(), response);
    Some(())
}

fn remove_response(document: &mut Value, dice: &mut Dice) -> Option<()> {
    let responses = operation(document, dice)?.get_mut("responses")?.as_object_mut()?;
    let name = key(responses, dice)?;
    responses.shift_remove(&name);
    Some(())
}

fn schemas(document: &mut Value) -> Option<&mut Map<String, Value>> {
    document.pointer_mut("/components/schemas")?.as_object_mut()
}

fn rename_schema(document: &mut Value, dice: &mut Dice) -> Option<()> {
    let schemas = schemas(document)?;
    let name = key(schemas, dice)?;
    rename_key(schemas, &name, &format!("{name}Renamed"));
    let text = document
        .to_string()
        .replace(&format!("\"#/components/schemas/{name}\""), &format!("\"#/components/schemas/{name}Renamed\""));
    *document = serde_json::from_str(&text).ok()?;
    Some(())
}

/// Makes a schema that was described in place a component.
fn share_schema(document: &mut Value, dice: &mut Dice) -> Option<()> {
    schemas(document)?;
    let found = find(document, &has_properties);
    let found: Vec<&String> = found.iter().filter(|at| at.matches("/properties/").count() > 0).collect();
    let at = (*found.get(dice.roll(found.len()))?).clone();
    let reference = json!({"$ref": "#/components/schemas/SharedThing"});
    let schema = std::mem::replace(document.pointer_mut(&at)?, reference);
    schemas(document)?.insert("SharedThing".to_owned(), schema);
    Some(())
}

/// Replaces a reference by its target.
fn write_out(document: &mut Value, dice: &mut Dice) -> Option<()> {
    let is_reference = |node: &Value| {
        node.get("$ref").and_then(Value::as_str).is_some_and(|text| text.starts_with("#/components/schemas/"))
    };
    let found = find(document, &is_reference);
    let at = found.get(dice.roll(found.len()))?.clone();
    let target = document.pointer(&at)?.get("$ref")?.as_str()?.trim_start_matches('#').to_owned();
    let schema = document.pointer(&target)?.clone();
    *document.pointer_mut(&at)? = schema;
    Some(())
}

fn is_union(node: &Value) -> bool {
    node.get("oneOf").and_then(Value::as_array).is_some_and(|variants| variants.len() > 1)
}

fn add_variant(document: &mut Value, dice: &mut Dice) -> Option<()> {
    let ty = some_type(dice);
    pick(document, dice, &is_union)?.get_mut("oneOf")?.as_array_mut()?.push(ty);
    Some(())
}

fn remove_variant(document: &mut Value, dice: &mut Dice) -> Option<()> {
    pick(document, dice, &is_union)?.get_mut("oneOf")?.as_array_mut()?.pop();
    Some(())
}

fn close_schema(document: &mut Value, dice: &mut Dice) -> Option<()> {
    let schema = object(document, dice)?;
    let closed = schema.get("additionalProperties") == Some(&json!(false));
    schema.insert("additionalProperties".to_owned(), json!(closed));
    Some(())
}

fn deprecate(document: &mut Value, dice: &mut Dice) -> Option<()> {
    operation(document, dice)?.insert("deprecated".to_owned(), json!(true));
    Some(())
}
