//! `allOf`, `anyOf`, `oneOf` and `not`; members that allow only null make the schema nullable instead.

use serde_json::Value;

use super::gather::{Raw, Slot};
use crate::read::at::{At, FileId};
use crate::read::found::pure_reference;
use crate::read::reader::Reader;
use crate::read::walk::Section;
use crate::report::Code;
use crate::schema::{Schema, SchemaRef};

/// References a member is followed through to see whether it is null.
const MAX_STEPS: usize = 8;

impl<'d> Reader<'d> {
    /// Reads the compositions. Returns whether a member that allows only null was taken out.
    pub(super) fn compositions(&mut self, raw: &Raw<'d>, schema: &mut Schema, at: &At<'_>) -> bool {
        let (any_of, any_null) = self.members(raw.any_of, true, &at.key("anyOf"));
        let (one_of, one_null) = self.members(raw.one_of, true, &at.key("oneOf"));
        (schema.any_of, schema.one_of) = (any_of, one_of);
        schema.all_of = self.members(raw.all_of, false, &at.key("allOf")).0;
        if let Some(not) = raw.not {
            self.schema(not, &at.key("not"));
            schema.has_not = true;
        }
        any_null || one_null
    }

    fn members(&mut self, list: Slot<'d>, split_null: bool, at: &At<'_>) -> (Vec<SchemaRef>, bool) {
        let Some(list) = list else { return (Vec::new(), false) };
        let items = self.values.objects(list, at);
        if items.is_empty() && list.is_array() {
            self.values.warn(
                Code::BadConstraint,
                at,
                format!("`{}` has no members; it was ignored", at.name()),
                "list the schemas, or remove the keyword",
            );
        }
        let mut members = Vec::with_capacity(items.len());
        let mut null = false;
        for (index, item) in items.iter().enumerate() {
            if split_null && self.is_null_schema(item, at.file, 0) {
                null = true;
            } else {
                members.push(self.schema(item, &at.index(index)));
            }
        }
        (members, null)
    }

    /// Returns true for a schema that allows null and nothing else.
    fn is_null_schema(&self, value: &'d Value, file: FileId, steps: usize) -> bool {
        let Value::Object(map) = value else { return false };
        if let Some(reference) = pure_reference(value) {
            let found = self.references.chase(Section::Schemas, reference, file);
            return steps < MAX_STEPS
                && found.is_ok_and(|found| self.is_null_schema(found.node, found.file, steps + 1));
        }
        match map.get("type") {
            Some(Value::String(ty)) if ty == "null" => return true,
            Some(Value::Array(types)) if !types.is_empty() && types.iter().all(is_null_name) => return true,
            Some(Value::Null) if self.values.is_json_schema() && map.len() == 1 => return true,
            _ => {}
        }
        let only_null =
            |list: &Value| list.as_array().is_some_and(|list| !list.is_empty() && list.iter().all(Value::is_null));
        map.get("const").is_some_and(Value::is_null) || map.get("enum").is_some_and(only_null)
    }
}

fn is_null_name(value: &Value) -> bool {
    value.is_null() || value == "null"
}
