//! Facts of a schema as a line of documentation.

use std::fmt::Write as _;

use serde_json::Value;

use super::code;
use crate::api::DocFacts;

/// Longest example or default that is shown in a sentence, in characters.
const SHORT: usize = 120;

/// Returns the facts of a field with only one value, without its default and examples, which are that value.
pub(crate) fn of_constant(facts: &DocFacts) -> String {
    sentence(&DocFacts { default: None, example: None, ..facts.clone() })
}

/// Returns the facts, each a short sentence: ``Default: `20`. Minimum: `1`. Maximum: `100`.`` Empty when there are none.
pub(crate) fn sentence(facts: &DocFacts) -> String {
    // Written out, so that the compiler asks for the sentence of a new fact.
    let DocFacts { default, minimum, maximum, multiple_of, min_size, max_size, pattern, format, unique_items, example } =
        facts;
    let mut text = String::new();
    let mut add = |name: &str, value: String| {
        if !text.is_empty() {
            text.push(' ');
        }
        // Writing to a string cannot fail.
        let _ = write!(text, "{name}: {value}.");
    };
    if let Some(value) = default.as_deref().and_then(short) {
        add("Default", value);
    }
    for (bound, name, beyond) in [(minimum, "Minimum", "More than"), (maximum, "Maximum", "Less than")] {
        if let Some((bound, exclusive)) = bound {
            add(if *exclusive { beyond } else { name }, code(bound));
        }
    }
    if let Some(value) = multiple_of {
        add("Multiple of", code(value));
    }
    match (*min_size, *max_size) {
        (Some(min), Some(max)) if min == max => add("Size", format!("`{min}`")),
        (min, max) => {
            for (name, size) in [("Minimum size", min), ("Maximum size", max)] {
                if let Some(size) = size {
                    add(name, format!("`{size}`"));
                }
            }
        }
    }
    for (name, value) in [("Pattern", pattern), ("Format", format)] {
        if let Some(value) = value {
            add(name, code(value));
        }
    }
    if let Some(value) = example.as_deref().and_then(short) {
        add("Example", value);
    }
    if *unique_items {
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str("Each item at most once.");
    }
    text
}

/// Returns a value as JSON in a code span, when it fits a sentence.
fn short(value: &Value) -> Option<String> {
    let text = value.to_string();
    (text.chars().count() <= SHORT).then(|| code(&text))
}
