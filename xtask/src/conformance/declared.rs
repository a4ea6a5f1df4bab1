//! The property names of schemas, read from the document that the judges use: a member whose property is declared there must have a field.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};
use std::fs;
use std::path::Path;
use std::rc::Rc;

use serde_json::Value;
use specsmith_generator::pointer::Pointer;

/// The document of the judges: one tree, Swagger 2.0 converted.
#[derive(Debug, Default)]
pub(super) struct Declared {
    document: Value,
    known: RefCell<HashMap<Pointer, Rc<BTreeSet<String>>>>,
}

impl Declared {
    /// Reads `document.json`. Without it nothing is declared.
    pub(super) fn read(path: &Path) -> Self {
        let document = fs::read(path).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok());
        Self { document: document.unwrap_or_default(), known: RefCell::default() }
    }

    /// Returns the properties of the schema at a pointer of the original document; none where that is in another file.
    pub(super) fn properties(&self, at: &Pointer) -> Rc<BTreeSet<String>> {
        if let Some(names) = self.known.borrow().get(at) {
            return Rc::clone(names);
        }
        let mut names = BTreeSet::new();
        if at.file().is_none()
            && let Some(schema) = self.find(at)
        {
            self.collect(schema, &mut names, &mut BTreeSet::new());
        }
        let names = Rc::new(names);
        self.known.borrow_mut().insert(at.clone(), Rc::clone(&names));
        names
    }

    fn find(&self, at: &Pointer) -> Option<&Value> {
        let mut tokens: Vec<String> = at.tokens().collect();
        // The place of Swagger's schemas after conversion.
        if tokens.first().is_some_and(|first| first == "definitions") {
            tokens.splice(..1, ["components".to_owned(), "schemas".to_owned()]);
        }
        tokens.iter().try_fold(&self.document, |node, token| match node {
            Value::Array(items) => items.get(token.parse::<usize>().ok()?),
            node => node.get(token),
        })
    }

    fn collect<'d>(&'d self, schema: &'d Value, names: &mut BTreeSet<String>, followed: &mut BTreeSet<&'d str>) {
        if let Some(properties) = schema.get("properties").and_then(Value::as_object) {
            names.extend(properties.keys().cloned());
        }
        if let Some(target) = schema.get("$ref").and_then(Value::as_str)
            && followed.insert(target)
            && let Some(schema) = target.strip_prefix('#').and_then(|pointer| self.document.pointer(pointer))
        {
            self.collect(schema, names, followed);
        }
        for part in schema.get("allOf").and_then(Value::as_array).into_iter().flatten() {
            self.collect(part, names, followed);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn properties_of_references_and_parts_are_declared() {
        let document = serde_json::json!({"components": {"schemas": {
            "A": {"properties": {"a": {}}, "allOf": [{"$ref": "#/components/schemas/B"}, {"properties": {"c": {}}}]},
            "B": {"properties": {"b": {}}, "allOf": [{"$ref": "#/components/schemas/A"}]},
        }}});
        let declared = Declared { document, known: RefCell::default() };
        let names = |at: &str| declared.properties(&Pointer::parse(at)).iter().cloned().collect::<Vec<_>>();
        assert_eq!(names("#/components/schemas/A"), ["a", "b", "c"]);
        assert_eq!(names("#/definitions/B"), ["a", "b", "c"]);
        assert!(names("#/components/schemas/C").is_empty());
        assert!(names("other.yaml#/components/schemas/A").is_empty());
    }
}
