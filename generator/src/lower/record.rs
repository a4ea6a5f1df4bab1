//! Objects: records with fields, or maps.

use super::context::Lowering;
use super::node::{Additional, Keywords, NodeId, Role};
use super::scalar;
use crate::api::{Extra, Field, Flattened, Making, Presence, Record, TypeKind, TypeRef};
use crate::naming::{FieldName, Scope};
use crate::report::{Code, Problem};

/// Names the methods that set a field to null. They share a namespace with the setters, which are called like the fields.
fn name_null_setters(fields: &mut [Field], scope: &mut Scope) {
    for field in fields.iter_mut().filter(|field| field.presence == Presence::OptionalNullable) {
        let name = field.name.plain();
        field.null_setter = Some(scope.claim_first(&[&format!("{name} null"), &format!("set {name} null")]));
    }
}

impl Lowering<'_> {
    /// Lowers `type: object`.
    pub(super) fn object(&mut self, node: NodeId, keywords: &Keywords) -> TypeRef {
        let core = &keywords.core;
        if !core.properties.is_empty() {
            return self.record(node, keywords, None);
        }
        match (self.rest(node, keywords), core.additional) {
            (Some(value), _) => TypeRef::Map(Box::new(value)),
            // Nothing is allowed in it.
            (None, Additional::Forbidden) => self.record(node, keywords, None),
            (None, _) => TypeRef::Map(Box::new(TypeRef::Json)),
        }
    }

    /// Lowers the properties to a record, with the union beside them flattened into it.
    pub(super) fn record(&mut self, node: NodeId, keywords: &Keywords, beside: Option<NodeId>) -> TypeRef {
        let core = &keywords.core;
        let id = self.slot(node, "object");
        let mut scope = Scope::new();
        let mut texts: Vec<Vec<String>> = core.properties.keys().map(|wire| vec![wire.clone()]).collect();
        let mut settings = self.fields_settings(keywords);
        for (texts, settings) in texts.iter_mut().zip(&settings) {
            if let Some(name) = settings.as_ref().and_then(|it| it.name.clone()) {
                *texts = vec![name];
            }
        }
        let names: Vec<FieldName> = scope.claim_all(&texts);
        let mut fields = Vec::new();
        for (index, ((wire, child), name)) in core.properties.iter().zip(names).enumerate() {
            let mut field = self.field(wire, *child, name, core.required.contains(wire));
            if let Some(settings) = settings.get_mut(index).and_then(Option::take) {
                Self::set_field(&mut field, settings);
            }
            fields.push(field);
        }
        name_null_setters(&mut fields, &mut scope);
        self.check_required(node, keywords);
        let extra = match (self.rest(node, keywords), core.additional) {
            (Some(ty), _) => Extra::Typed(scope.claim("additional_properties"), ty),
            (None, Additional::Forbidden) => Extra::Forbidden,
            (None, _) => Extra::Kept,
        };
        let flattened = beside.map(|union| Flattened {
            name: scope.claim_first(&["kind", "case", "alternative"]),
            ty: self.lower(union).into_ref(),
        });
        self.define(id, node, TypeKind::Record(Record { fields, flattened, extra, any_type: core.types.is_empty() }))
    }

    fn field(&mut self, wire: &str, child: NodeId, name: FieldName, required: bool) -> Field {
        let typed = self.lower(child);
        let notes = self.notes(child);
        let docs = self.docs(&notes.docs.0, |it| it.at(child));
        // Any JSON may be null; an absent one is told from a null one, so that neither is lost.
        let nullable = match typed.ty {
            TypeRef::Json => !required,
            _ => typed.nullable,
        };
        Field {
            wire: wire.to_owned(),
            name,
            null_setter: None,
            ty: typed.ty,
            presence: Presence::of(required, nullable),
            docs,
            facts: notes.facts,
            deprecated: notes.deprecated,
            read_only: notes.read_only,
            write_only: notes.write_only,
            making: Making::Usual,
            tag: None,
            settings: None,
        }
    }

    /// Reports a required key without a property: it is kept with the others, but its absence is not noticed.
    fn check_required(&mut self, node: NodeId, keywords: &Keywords) {
        let core = &keywords.core;
        for name in core.required.iter().filter(|name| !core.properties.contains_key(*name)) {
            let at = self.at(node);
            self.report(Problem::note(
                Code::RequiredWithoutProperty,
                &at,
                format!("`{name}` is required but is not among the properties"),
                "describe it in `properties`; it is kept with the other keys",
            ));
        }
    }

    /// Returns the type of keys that no property names, if the schema has one: the widest that fits all patterns.
    fn rest(&mut self, node: NodeId, keywords: &Keywords) -> Option<TypeRef> {
        let schemas = keywords.core.rest();
        let mut distinct: Vec<NodeId> = Vec::new();
        for schema in schemas {
            if !distinct.iter().any(|seen| self.same(*seen, schema, 0)) {
                distinct.push(schema);
            }
        }
        let schema = match distinct.as_slice() {
            [] => return None,
            [only] => *only,
            several => self.joint(false, several, node, Role::Additional),
        };
        Some(self.lower(schema).into_ref())
    }

    /// Returns a word for an inline object from its own keys, so that it is stable whatever is beside it.
    pub(super) fn object_label(&self, keywords: &Keywords) -> String {
        let core = &keywords.core;
        let constant =
            core.properties.iter().find_map(|(_, child)| match self.nodes.keywords(*child).core.values.as_slice() {
                [only] => only.value.as_str().filter(|text| !text.is_empty()).map(str::to_owned),
                _ => None,
            });
        if let Some(constant) = constant {
            return constant;
        }
        // Keys that any object may have tell nothing.
        let telling = |name: &&String| !["id", "type", "kind", "object", "name"].contains(&name.as_str());
        if let (1, Some(name)) = (core.properties.len(), core.properties.keys().find(telling)) {
            return name.clone();
        }
        let required = || core.properties.keys().filter(|name| core.required.contains(*name));
        let names = || core.properties.keys();
        match required().find(telling).or_else(|| names().find(telling)).or_else(|| names().next()) {
            Some(name) => format!("with {name}"),
            None if !core.rest().is_empty() => "map".to_owned(),
            None => "object".to_owned(),
        }
    }

    /// Returns a word for a scalar.
    pub(super) fn scalar_label(kind: super::node::JsonType, keywords: &Keywords) -> &'static str {
        use crate::api::Scalar;
        match scalar::scalar(kind, keywords) {
            Some(Scalar::Bool) => "boolean",
            Some(Scalar::I32 | Scalar::Bounded(_) | Scalar::I64 | Scalar::U64 | Scalar::I128) => "integer",
            Some(Scalar::F64 | Scalar::Number) => "number",
            Some(Scalar::DateTime) => "date time",
            Some(Scalar::Date) => "date",
            Some(Scalar::Time) => "time",
            Some(Scalar::Duration) => "duration",
            Some(Scalar::Uuid) => "uuid",
            Some(Scalar::Uri) => "uri",
            Some(Scalar::Ip) => "ip",
            Some(Scalar::Base64 | Scalar::Base64Url) => "base64",
            Some(Scalar::Decimal) => "decimal",
            Some(Scalar::UnixTime) => "unix time",
            Some(Scalar::Binary | Scalar::File) => "binary",
            Some(Scalar::String) => "text",
            Some(Scalar::Floats) => "floats",
            Some(Scalar::Foreign(_) | Scalar::Own(_)) | None => "value",
        }
    }
}
