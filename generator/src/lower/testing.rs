//! For tests: documents of nothing but schemas, and types as one line of text each.

use serde_json::{Value, json};

use crate::api::{Api, Decision, Extra, Field, Literal, Presence, Record, TypeDef, TypeKind, TypeRef, Union};
use crate::read::{Input, Source, read};
use crate::report::{Report, Severity};

/// Lowers a document with these component schemas.
pub(crate) fn lowered(schemas: &Value) -> (Api, Report) {
    let document = json!({
        "openapi": "3.1.0",
        "info": { "title": "T", "version": "1" },
        "paths": {},
        "components": { "schemas": schemas },
    });
    let source = Source { name: "test.json".to_owned(), bytes: document.to_string().into_bytes() };
    let mut report = Report::new();
    let document = read(&Input::new(source), &mut report).expect("a document");
    let api = super::lower(&document, "test", &mut report).expect("an api");
    (api, report)
}

/// Returns the types of a document with these component schemas, in order, one line each.
pub(crate) fn types(schemas: Value) -> Vec<String> {
    let (api, _) = lowered(&schemas);
    api.types.iter().map(|def| line(&api, def)).collect()
}

/// Returns the codes of what was reported at or above a severity.
pub(crate) fn codes(schemas: Value, least: Severity) -> Vec<&'static str> {
    let (_, report) = lowered(&schemas);
    report.problems().iter().filter(|problem| problem.severity >= least).map(|problem| problem.code.text()).collect()
}

/// Returns a type as one line.
pub(crate) fn line(api: &Api, def: &TypeDef) -> String {
    let name = format!("{}{}", def.name, if def.nullable { "?" } else { "" });
    match &def.kind {
        TypeKind::Alias(ty) => format!("{name} = {}", show(api, ty)),
        TypeKind::Newtype(ty) => format!("{name}({})", show(api, ty)),
        TypeKind::Record(record) => format!("{name} {{ {} }}", fields(api, record)),
        TypeKind::Union(union) => format!("{name} {}", variants(api, union)),
        TypeKind::Constants(words) => {
            let words: Vec<String> =
                words.variants.iter().map(|word| format!("{} = {}", word.name, literal(&word.value))).collect();
            format!("{name} [{}]", words.join(", "))
        }
        TypeKind::Errors(errors) => {
            let shown: Vec<String> =
                errors.cases.iter().map(|case| format!("{}({})", case.name, show(api, &case.ty))).collect();
            format!("{name} <{}>", shown.join(" | "))
        }
    }
}

fn fields(api: &Api, record: &Record) -> String {
    let mut parts: Vec<String> = record.fields.iter().map(|found| field(api, found)).collect();
    parts.extend(record.flattened.iter().map(|found| format!("{}: ...{}", found.name, show(api, &found.ty))));
    match &record.extra {
        Extra::Kept => {}
        Extra::Forbidden => parts.push("!".to_owned()),
        Extra::Typed(name, ty) => parts.push(format!("..{name}: {}", show(api, ty))),
    }
    parts.join(", ")
}

fn field(api: &Api, field: &Field) -> String {
    let presence = match field.presence {
        Presence::Required => "",
        Presence::RequiredNullable => " | null",
        Presence::Optional => " | absent",
        Presence::OptionalNullable => " | absent | null",
    };
    format!("{}: {}{presence}", field.name, show(api, &field.ty))
}

fn variants(api: &Api, union: &Union) -> String {
    let shown: Vec<String> =
        union.variants.iter().map(|variant| format!("{}({})", variant.name, show(api, &variant.ty))).collect();
    let by = match &union.decision {
        Decision::Shape { tag: None } => "by shape".to_owned(),
        Decision::Shape { tag: Some(tag) } => format!("by shape, writes {}", tag.property),
        Decision::Tag { property, values, otherwise, .. } => {
            let named =
                |(value, index): &(Literal, usize)| format!("{} {}", value.to_text(), union.variants[*index].name);
            let values: Vec<String> = values.iter().map(named).collect();
            let otherwise = otherwise.map(|index| format!(", else {}", union.variants[index].name)).unwrap_or_default();
            format!("by {property}: {}{otherwise}", values.join(", "))
        }
    };
    format!("{} {by}", shown.join(" | "))
}

fn literal(value: &Literal) -> String {
    match value {
        Literal::Str(text) => format!("{text:?}"),
        Literal::Int(number) => number.to_string(),
        Literal::Float(number) => number.to_string(),
        Literal::Bool(value) => value.to_string(),
    }
}

/// Returns a type reference as text.
pub(crate) fn show(api: &Api, ty: &TypeRef) -> String {
    match ty {
        TypeRef::Named(id) => api.ty(*id).name.to_string(),
        TypeRef::Boxed(inner) => format!("Box<{}>", show(api, inner)),
        TypeRef::List(inner) => format!("[{}]", show(api, inner)),
        TypeRef::Map(inner) => format!("{{{}}}", show(api, inner)),
        TypeRef::Tuple(items) => {
            format!("({})", items.iter().map(|item| show(api, item)).collect::<Vec<_>>().join(", "))
        }
        TypeRef::Nullable(inner) => format!("{}?", show(api, inner)),
        TypeRef::Scalar(scalar) => format!("{scalar:?}"),
        TypeRef::Const(value) => literal(value),
        TypeRef::Json => "Json".to_owned(),
    }
}
