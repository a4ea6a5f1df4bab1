//! The samples in an extension: texts of a language that we can read.

use serde_json::{Map, Value};

/// A language whose calls we can read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Language {
    /// Python, whose names are those of Rust.
    Python,
    /// JavaScript or TypeScript.
    JavaScript,
}

impl Language {
    /// The languages, the best first.
    pub(super) const ALL: [Self; 2] = [Self::Python, Self::JavaScript];

    fn of(name: &str) -> Option<Self> {
        match name.to_ascii_lowercase().as_str() {
            "py" | "python" | "python3" => Some(Self::Python),
            "javascript" | "js" | "node" | "node.js" | "nodejs" | "ts" | "typescript" => Some(Self::JavaScript),
            _ => None,
        }
    }
}

/// Keys whose text is the language of the sample beside it.
const LANGUAGE_KEYS: [&str; 4] = ["lang", "language", "sdk", "label"];

/// Keys of a sample beside its language.
const CODE_KEYS: [&str; 2] = ["source", "code"];

/// Returns the samples in a value, in its order: texts below the name of a language, and texts with one beside them.
pub(super) fn samples(value: &Value) -> Vec<(Language, &str)> {
    let mut found = Vec::new();
    let mut work = vec![value];
    while let Some(value) = work.pop() {
        match value {
            Value::Array(items) => work.extend(items.iter().rev()),
            Value::Object(map) => {
                found.extend(beside(map));
                let named = map.iter().filter_map(|(key, value)| Some((Language::of(key)?, value.as_str()?)));
                found.extend(named);
                work.extend(map.values().rev());
            }
            _ => {}
        }
    }
    found
}

fn beside(map: &Map<String, Value>) -> Option<(Language, &str)> {
    let text = |key: &&str| map.get(*key)?.as_str();
    let language = LANGUAGE_KEYS.iter().filter_map(text).find_map(Language::of)?;
    Some((language, CODE_KEYS.iter().find_map(text)?))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn samples_stand_below_or_beside_their_language() {
        let value = json!({
            "examples": [{ "request": { "curl": "a", "python": "b", "node.js": "c" } }, { "request": { "python": "d" } }],
            "more": [{ "lang": "Python", "source": "e" }, { "language": "node", "code": "f", "install": "g" }],
            "other": [{ "lang": "Go", "source": "h" }, { "lang": "python", "source": { "$ref": "i" } }, { "python": 1 }],
        });
        let found: Vec<&str> = samples(&value).into_iter().map(|(_, text)| text).collect();
        assert_eq!(found, ["b", "c", "d", "e", "f"]);
        assert!(samples(&json!("python")).is_empty());
    }
}
