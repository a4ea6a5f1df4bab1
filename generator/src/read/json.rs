//! JSON to a tree, with `serde_json` and a visitor of our own, which sees duplicate keys.

use serde::de::DeserializeSeed;
use serde_json::error::Category;

use super::tree::{Refusal, Tree};
use super::visitor::{Notes, Syntax};

/// Parses a JSON text.
pub(super) fn parse(text: &str) -> Result<Tree, Refusal> {
    let notes = Notes::new(Syntax::Json);
    let mut reader = serde_json::Deserializer::from_str(text);
    let value = notes.root().deserialize(&mut reader).and_then(|value| {
        reader.end()?;
        Ok(value)
    });
    match value {
        Ok(value) => {
            let spelled = notes.spelling_counts();
            let mut slips = notes.finish();
            if spelled {
                slips.extend(super::yaml::spelled(text));
            }
            Ok(Tree { value, slips })
        }
        Err(error) => Err(explain(&error, text)),
    }
}

/// Message about a number that no `f64` holds.
pub(super) const OUT_OF_RANGE: &str = "a number is too large for any number type";

/// Returns the parser's complaint in our words.
fn explain(error: &serde_json::Error, text: &str) -> Refusal {
    let full = error.to_string();
    let info = full.rfind(" at line ").map_or(full.as_str(), |end| &full[..end]);
    let has = |part: &str| info.contains(part);
    let (message, hint) = if has("recursion limit") {
        (
            "the document is nested too deeply here: more than 128 levels",
            "move inner parts to `components` and refer to them with `$ref`",
        )
    } else if error.classify() == Category::Eof {
        (
            "the text ends in the middle of a value",
            "check that the file is complete and that every bracket and quote is closed",
        )
    } else if has("trailing comma") {
        ("a comma follows the last member", "remove the comma: JSON does not allow one before `}` or `]`")
    } else if has("key must be a string") {
        ("a key is not in double quotes", "write keys as \"key\"; JSON allows no comments either")
    } else if has("control character") {
        ("a text contains a line break or another control character", "write it as `\\n`, or as its `\\u` escape")
    } else if has("escape") || has("surrogate") {
        ("an escape in a text is not valid", "write a backslash as `\\\\`")
    } else if has("trailing characters") {
        ("something follows the end of the document", "remove it: a file holds one JSON value")
    } else if has("number out of range") {
        (OUT_OF_RANGE, "write it as a text")
    } else if has("expected `,`") || has("expected `:`") {
        ("a comma or a colon is missing", "check the end of the member before this place")
    } else {
        ("this is not valid JSON", "check the text around this place")
    };
    Refusal::new(Some(column(error, text)), message, hint)
}

/// Returns line and column in characters; the parser counts columns in bytes.
fn column(error: &serde_json::Error, text: &str) -> (usize, usize) {
    let line = text.split('\n').nth(error.line().saturating_sub(1)).unwrap_or("");
    let bytes = error.column().saturating_sub(1).min(line.len());
    let characters = line.char_indices().take_while(|(at, _)| *at < bytes).count();
    (error.line().max(1), characters + 1)
}
