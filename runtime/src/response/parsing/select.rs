//! Paths to a text: names, through all items of lists, and `name[key=value]` for the items of which a member has a value.

use crate::model::Value;

/// Returns the first text at a path.
pub(super) fn text<'v>(value: &'v Value, path: &str) -> Option<&'v str> {
    let Some((segment, rest)) = split(path) else { return value.as_str() };
    let (name, filter) = match segment.strip_suffix(']').and_then(|segment| segment.split_once('[')) {
        Some((name, filter)) => (name, filter.split_once('=')),
        None => (segment, None),
    };
    let member = value.get(name)?;
    let fits = |item: &&Value| filter.is_none_or(|(key, wanted)| item.get(key).and_then(Value::as_str) == Some(wanted));
    match member {
        Value::Array(items) => items.iter().filter(fits).find_map(|item| text(item, rest)),
        member => Some(member).filter(fits).and_then(|member| text(member, rest)),
    }
}

/// Returns the first segment, and the path behind it.
fn split(path: &str) -> Option<(&str, &str)> {
    (!path.is_empty()).then(|| path.split_once('.').unwrap_or((path, "")))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_first_text_that_fits_is_found() {
        let value = json!({"output": [
            {"type": "reasoning", "content": [{"type": "output_text", "text": "no"}]},
            {"type": "message", "content": [{"type": "refusal", "refusal": "r"}, {"type": "output_text", "text": "yes"}]}
        ], "plain": {"a": "b"}});
        assert_eq!(text(&value, "output[type=message].content[type=output_text].text"), Some("yes"));
        assert_eq!(text(&value, "output.content.text"), Some("no"));
        assert_eq!(text(&value, "output.content.refusal"), Some("r"));
        assert_eq!(text(&value, "plain.a"), Some("b"));
        assert_eq!(text(&value, "plain[a=c].a"), None);
        assert_eq!(text(&value, "output"), None);
    }
}
