//! Budgets of what a document may have of each part, by its length. A real document, however large, has less than a third of each; one that is made to be
//! dense is cut before it takes more memory than a large one.

use serde_json::Value;

use super::at::{At, FileId};
use crate::pointer::Pointer;
use crate::report::{Code, Problem, Report};

/// A kind of part, and as many as a document may have.
struct Budget {
    /// Its name, in the plural.
    noun: &'static str,
    /// As many as a document of any length may have.
    least: usize,
    /// One more for so many bytes. The densest real documents have three times as many bytes for each.
    bytes: usize,
}

/// Operations, and path items without one. The densest real document of some size has one for 730 bytes.
const OPERATIONS: Budget = Budget { noun: "operations", least: 15_000, bytes: 200 };

/// Properties, variants and shared schemas. The densest real document has one for 139 bytes.
const SCHEMAS: Budget = Budget { noun: "schemas", least: 8_000, bytes: 46 };

/// Parameters. The densest real document has one for 472 bytes.
const PARAMETERS: Budget = Budget { noun: "parameters", least: 10_000, bytes: 120 };

/// Headers, media types, responses and the like. The densest real document has one for 140 bytes.
const PARTS: Budget = Budget { noun: "parts of operations", least: 10_000, bytes: 40 };

/// Values of enums. The densest real document has one for 224 bytes.
const VALUES: Budget = Budget { noun: "values of enums", least: 100_000, bytes: 64 };

/// The rest of a budget.
struct Left {
    budget: &'static Budget,
    left: usize,
    /// The first place that was cut, and the number of parts that are left out there and after it.
    cut: Option<(Pointer, usize)>,
}

impl Left {
    fn of(budget: &'static Budget, length: usize) -> Self {
        Self { budget, left: budget.least + length / budget.bytes, cut: None }
    }

    /// Takes parts from the budget; returns the number that it has left for them.
    fn take(&mut self, count: usize, at: &At<'_>) -> usize {
        let kept = count.min(self.left);
        self.left -= kept;
        if kept < count {
            let (_, lost) = self.cut.get_or_insert_with(|| (at.origin(), 0));
            *lost += count - kept;
        }
        kept
    }
}

/// The budgets of one document.
struct Budgets {
    operations: Left,
    schemas: Left,
    parameters: Left,
    parts: Left,
    values: Left,
}

/// Cuts what is beyond the budgets of a file's tree, whose text has so many bytes. Each is reported at the first place that is cut.
pub(super) fn cut(tree: &mut Value, length: usize, root: &Pointer, report: &mut Report) {
    let mut budgets = Budgets {
        operations: Left::of(&OPERATIONS, length),
        schemas: Left::of(&SCHEMAS, length),
        parameters: Left::of(&PARAMETERS, length),
        parts: Left::of(&PARTS, length),
        values: Left::of(&VALUES, length),
    };
    budgets.walk(tree, "", &At::ROOT.written(root, FileId::MAIN));
    let Budgets { operations, schemas, parameters, parts, values } = budgets;
    for Left { budget, cut, .. } in [operations, schemas, parameters, parts, values] {
        let Some((at, lost)) = cut else { continue };
        let message =
            format!("the document has too many {} for its length: from here on {lost} are left out", budget.noun);
        let hint = "split the document, or select the operations that you need";
        report.add(Problem::warning(Code::TooLarge, &at, message, hint));
    }
}

/// The parts that are below a key.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Holds {
    PathItems,
    Schemas,
    Parameters,
    Parts,
    Values,
    Other,
}

impl Holds {
    fn of(key: &str) -> Self {
        match key {
            "paths" | "webhooks" | "x-webhooks" | "pathItems" => Self::PathItems,
            "properties" | "patternProperties" | "schemas" | "definitions" | "$defs" | "oneOf" | "anyOf" | "allOf"
            | "prefixItems" | "dependentSchemas" => Self::Schemas,
            "parameters" => Self::Parameters,
            "headers"
            | "content"
            | "responses"
            | "requestBodies"
            | "links"
            | "callbacks"
            | "encoding"
            | "tags"
            | "security"
            | "servers"
            | "mapping"
            | "examples"
            | "securitySchemes"
            | "securityDefinitions" => Self::Parts,
            "enum" => Self::Values,
            _ => Self::Other,
        }
    }
}

impl Budgets {
    /// Returns the number of entries that stay of so many below a key.
    fn kept(&mut self, holds: Holds, count: usize, at: &At<'_>) -> usize {
        match holds {
            Holds::Schemas => self.schemas.take(count, at),
            Holds::Parameters => self.parameters.take(count, at),
            Holds::Parts => self.parts.take(count, at),
            Holds::Values => self.values.take(count, at),
            Holds::PathItems | Holds::Other => count,
        }
    }

    /// Cuts a node that stands below a key, and what is below it. The parsers limit the depth of a tree, and so of the recursion.
    fn walk(&mut self, node: &mut Value, key: &str, at: &At<'_>) {
        let holds = Holds::of(key);
        match node {
            Value::Array(items) => {
                let kept = self.kept(holds, items.len(), at);
                items.truncate(kept);
                for (index, item) in items.iter_mut().enumerate() {
                    self.walk(item, "", &at.index(index));
                }
            }
            Value::Object(map) => {
                let mut kept = self.kept(holds, map.len(), at);
                if holds == Holds::PathItems {
                    map.retain(|_, item| {
                        let count = operations(item);
                        self.operations.take(count, at) == count
                    });
                    kept = map.len();
                }
                if kept < map.len() {
                    let mut index = 0;
                    map.retain(|_, _| {
                        index += 1;
                        index <= kept
                    });
                }
                // The keys of these are names.
                let is_named = !matches!(holds, Holds::Other | Holds::Values);
                for (key, child) in map {
                    self.walk(child, if is_named { "" } else { key }, &at.key(key));
                }
            }
            _ => {}
        }
    }
}

/// Returns the number of operations of a path item; one, if it has none.
fn operations(item: &Value) -> usize {
    let Some(map) = item.as_object() else { return 1 };
    let usual = ["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];
    let usual = usual.iter().filter(|method| map.contains_key(**method)).count();
    let more = map.get("additionalOperations").and_then(Value::as_object).map_or(0, serde_json::Map::len);
    (usual + more).max(1)
}

#[cfg(test)]
mod tests {
    use serde_json::{Map, json};

    use super::*;

    /// Returns the number of entries that a map below a key keeps, and the places that are reported.
    fn kept(key: &str, count: usize, child: &Value, length: usize) -> (usize, Vec<String>) {
        let map: Map<String, Value> = (0..count).map(|index| (format!("a{index}"), child.clone())).collect();
        let mut tree = json!({ "x": { key: map } });
        let mut report = Report::new();
        cut(&mut tree, length, &Pointer::root(), &mut report);
        let kept = tree["x"][key].as_object().map_or(0, Map::len);
        (kept, report.problems().iter().map(|problem| problem.pointer.as_str().to_owned()).collect())
    }

    #[test]
    fn what_is_beyond_a_budget_is_cut_and_reported_once() {
        assert_eq!(kept("properties", 8_100, &json!({}), 4_600), (8_100, vec![]));
        assert_eq!(kept("properties", 8_101, &json!({}), 4_600), (8_100, vec!["#/x/properties".to_owned()]));
        let inner = json!({"properties": {"b": {}}});
        assert_eq!(kept("properties", 8_000, &inner, 0), (8_000, vec!["#/x/properties/a0/properties".to_owned()]));
        let item = json!({"get": {}, "post": {}});
        assert_eq!(kept("paths", 7_500, &item, 0), (7_500, vec![]));
        assert_eq!(kept("paths", 7_501, &item, 0), (7_500, vec!["#/x/paths".to_owned()]));
        assert_eq!(kept("paths", 15_001, &json!({}), 0), (15_000, vec!["#/x/paths".to_owned()]));
        assert_eq!(kept("content", 10_001, &json!({}), 0), (10_000, vec!["#/x/content".to_owned()]));
    }

    #[test]
    fn names_are_no_keywords() {
        let schemas = json!({"properties": {"enum": {}, "paths": {"properties": {}}}});
        let mut tree = json!({"components": {"schemas": schemas}, "enum": vec![0; 100_001]});
        let (names, mut report) = (tree["components"].clone(), Report::new());
        cut(&mut tree, 0, &Pointer::root(), &mut report);
        assert_eq!((tree["components"].clone(), tree["enum"].as_array().map(Vec::len)), (names, Some(100_000)));
        assert_eq!(report.problems().len(), 1);
    }
}
