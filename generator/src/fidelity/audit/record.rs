//! Objects: each property is a field with the schema's presence.

use std::collections::HashSet;

use super::Audit;
use super::declared::Declared;
use super::types::{InOrder, Kind, kind};
use crate::api::{Extra, Field, Record, TypeRef};
use crate::read::Node;

impl<'d> Audit<'d> {
    /// Audits a record against its schema; true if nothing differs.
    pub(super) fn record(&mut self, node: Node<'d>, declared: &Declared<'d>, record: &'d Record, exact: bool) -> bool {
        let mut all = true;
        let mut fields = InOrder::default();
        for (key, schemas) in &declared.properties {
            all &= match fields.find(&record.fields, |field| field.wire == *key) {
                Some(field) => self.field(node, declared, field, schemas, exact),
                None if record.flattened.as_ref().is_some_and(|beside| self.has_key(&beside.ty, key)) => true,
                None => self.find(schemas[0], &[], format!("the property `{key}` has no field")),
            };
        }
        if exact {
            all &= self.extra(node, declared, record);
        }
        all & self.beside(node, declared, record)
    }

    /// Returns true if a key is a field of every variant of the flattened union.
    fn has_key(&self, ty: &TypeRef, key: &str) -> bool {
        let (mut seen, mut left) = (HashSet::new(), vec![ty]);
        while let Some(ty) = left.pop() {
            if !seen.insert(std::ptr::from_ref(ty)) {
                continue;
            }
            match kind(self.api, ty) {
                Kind::Record(record) if record.fields.iter().any(|field| field.wire == key) => {}
                Kind::Record(Record { flattened: Some(beside), .. }) => left.push(&beside.ty),
                Kind::Union(union) => left.extend(union.variants.iter().map(|variant| &variant.ty)),
                _ => return false,
            }
        }
        true
    }

    fn field(
        &mut self,
        node: Node<'d>,
        declared: &Declared<'d>,
        field: &'d Field,
        schemas: &[Node<'d>],
        exact: bool,
    ) -> bool {
        let schema = schemas[0];
        let fits = match schemas {
            [only] => self.compare(*only, &field.ty, exact),
            several => self.compare_all(several, &field.ty),
        };
        let own = self.declared(schema);
        if exact && own.read_only != field.read_only && schemas.len() == 1 {
            return self.find(schema, &["readOnly"], "`readOnly` of the field is not that of the schema");
        }
        if exact && own.write_only != field.write_only && schemas.len() == 1 {
            return self.find(schema, &["writeOnly"], "`writeOnly` of the field is not that of the schema");
        }
        fits & self.presence(node, declared, field, schemas, exact)
    }

    fn presence(
        &mut self,
        node: Node<'d>,
        declared: &Declared<'d>,
        field: &'d Field,
        schemas: &[Node<'d>],
        exact: bool,
    ) -> bool {
        // The user's settings for a field override the document.
        let settings = field.settings.as_deref();
        let required = declared.required.contains(&field.wire.as_str());
        let required = settings.and_then(|it| it.required).unwrap_or(required);
        // A property of one direction is optional in the other.
        let one_way = field.read_only || field.write_only;
        if exact && !one_way && required != field.presence.is_required() {
            let message = if required {
                "the property is required, the field is optional"
            } else {
                "the property is optional, the field is required"
            };
            return self.find(node, &["properties", &field.wire], message);
        }
        let is_set = settings.is_some_and(|it| it.nullable.is_some());
        if is_set || matches!(kind(self.api, &field.ty), Kind::Json) || schemas.len() != 1 {
            return true;
        }
        match self.admits_null(schemas[0]) {
            Some(true) if !field.presence.is_nullable() => {
                self.find(schemas[0], &[], "the property may be null, the field may not")
            }
            Some(false) if exact && field.presence.is_nullable() => {
                self.find(schemas[0], &[], "the field may be null, the property may not")
            }
            _ => true,
        }
    }

    /// Audits the keys that no property names; true if nothing differs.
    fn extra(&mut self, node: Node<'d>, declared: &Declared<'d>, record: &'d Record) -> bool {
        match &record.extra {
            Extra::Kept if !declared.rest.is_empty() => {
                self.find(node, &["additionalProperties"], "other keys are any JSON, the schema gives them a type")
            }
            Extra::Kept if declared.closed && declared.rest.is_empty() && declared.parts == 1 => {
                self.find(node, &["additionalProperties"], "other keys are taken, the schema forbids them")
            }
            Extra::Forbidden if !declared.closed => {
                self.find(node, &[], "other keys are not taken, the schema allows them")
            }
            Extra::Typed(_, ty) => self.each(node, "additionalProperties", &declared.rest, ty, true),
            Extra::Kept | Extra::Forbidden => true,
        }
    }

    /// Unions beside the fields.
    fn beside(&mut self, node: Node<'d>, declared: &Declared<'d>, record: &'d Record) -> bool {
        let Some(group) = declared.groups.first() else { return true };
        let members = self.members(*group);
        match (&record.flattened, members.as_slice()) {
            (_, []) => true,
            (None, [only]) => self.fields_of(*only, record),
            (None, _) => self.find(node, &[], "the members of `oneOf` or `anyOf` are not told apart"),
            (Some(flattened), _) => self.flattened(*group, &flattened.ty),
        }
    }

    /// Audits a single member, whose properties must be fields; true if nothing differs.
    fn fields_of(&mut self, member: Node<'d>, record: &'d Record) -> bool {
        let declared = self.declared(member);
        declared.vague || self.record(member, &declared, record, false)
    }

    fn flattened(&mut self, group: super::declared::Group<'d>, ty: &'d TypeRef) -> bool {
        match kind(self.api, ty) {
            Kind::Union(union) => self.assign(group, union).is_some(),
            _ => true,
        }
    }
}
