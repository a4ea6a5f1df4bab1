//! Steps: what an element of a kind does to the whole value.

use crate::model::Value;
use crate::operation::accumulation::{Accumulation, Step, Way};

/// Lists are made no longer than this: an index is what a server says.
const MOST_ITEMS: usize = 65_536;

/// Carries out the steps for an element; `last` are the kinds of elements with which the stream is complete.
pub(super) fn step(tag: &str, steps: &[Step], last: &[&str], whole: &mut Value, element: &Value) {
    let Some(kind) = element.get(tag).and_then(Value::as_str) else { return };
    let is_last = last.is_empty() || last.contains(&kind);
    for step in steps.iter().filter(|step| step.kind == kind) {
        let Some(from) = element.get(step.from) else { continue };
        let Some(place) = place(whole, step.to, element) else { continue };
        match (step.appends, place, from) {
            (true, Value::String(text), Value::String(more)) => text.push_str(more),
            (true, Value::Array(items), Value::Array(more)) => items.extend(more.iter().cloned()),
            (true, Value::Array(items), more) => items.push(more.clone()),
            (false, Value::Object(whole), Value::Object(news)) if is_last && step.to.is_empty() => {
                for (name, value) in news {
                    if !value.is_null() || !whole.contains_key(name) {
                        whole.insert(name.clone(), value.clone());
                    }
                }
            }
            (_, place, from) => *place = from.clone(),
        }
    }
}

/// Returns the place that a path leads to; what is not there on the way is made.
fn place<'v>(whole: &'v mut Value, path: &str, element: &Value) -> Option<&'v mut Value> {
    let mut at = whole;
    for segment in path.split('.').filter(|segment| !segment.is_empty()) {
        let (name, index) = match segment.strip_suffix(']').and_then(|segment| segment.split_once('[')) {
            Some((name, member)) => (name, Some(element.get(member)?.as_u64()?)),
            None => (segment, None),
        };
        if at.is_null() {
            *at = Value::Object(Default::default());
        }
        at = at.as_object_mut()?.entry(name).or_insert(Value::Null);
        if let Some(index) = index {
            let index = usize::try_from(index).ok().filter(|index| *index < MOST_ITEMS)?;
            if at.is_null() {
                *at = Value::Array(Vec::new());
            }
            let items = at.as_array_mut()?;
            if items.len() <= index {
                items.resize(index + 1, Value::Null);
            }
            at = items.get_mut(index)?;
        }
    }
    Some(at)
}

/// Returns true for an element with which a stream is complete.
pub(super) fn is_last(rule: &Accumulation, element: &Value) -> bool {
    let Way::Steps(tag, _) = &rule.way else { return false };
    element.get(tag).and_then(Value::as_str).is_some_and(|kind| rule.last.contains(&kind))
}

/// Calls back with the texts for people in an element.
pub(super) fn texts(rule: &Accumulation, element: &Value, found: &mut dyn FnMut(&str)) {
    let Some(text) = rule.text else { return };
    match &rule.way {
        Way::Steps(tag, steps) if element.get(tag).and_then(Value::as_str) == Some(text) => {
            let own = steps.iter().filter(|step| step.kind == text);
            own.filter_map(|step| element.get(step.from)?.as_str()).for_each(found);
        }
        Way::Steps(..) => {}
        Way::Merge(_) => at(element, &mut text.split('.'), found),
    }
}

/// Collects the texts at a path of names, through all items of lists.
fn at(value: &Value, path: &mut std::str::Split<'_, char>, found: &mut dyn FnMut(&str)) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| at(item, &mut path.clone(), found)),
        Value::String(text) if path.clone().next().is_none() => found(text),
        value => {
            if let Some(member) = path.next().and_then(|name| value.get(name)) {
                at(member, path, found);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const STEPS: &[Step] = &[
        Step::set("made", "", "whole"),
        Step::set("done", "", "whole"),
        Step::set("item", "items[at]", "item"),
        Step::append("piece", "items[at].parts[part].text", "text"),
        Step::append("note", "notes", "note"),
    ];

    const LAST: &[&str] = &["done"];

    fn folded(elements: &[Value]) -> Value {
        let mut whole = Value::Null;
        elements.iter().for_each(|element| step("type", STEPS, LAST, &mut whole, element));
        whole
    }

    #[test]
    fn steps_set_and_append_by_index() {
        let whole = folded(&[
            json!({"type": "made", "whole": {"id": "1", "items": [], "notes": []}}),
            json!({"type": "item", "at": 1, "item": {"kind": "b"}}),
            json!({"type": "piece", "at": 1, "part": 0, "text": "He"}),
            json!({"type": "piece", "at": 1, "part": 0, "text": "llo"}),
            json!({"type": "other", "at": 1}),
            json!({"type": "note", "note": "n"}),
        ]);
        let expected = json!({"id": "1", "items": [null, {"kind": "b", "parts": [{"text": "Hello"}]}], "notes": ["n"]});
        assert_eq!(whole, expected);
    }

    #[test]
    fn a_last_element_without_the_items_leaves_them_as_they_came() {
        let last = |whole: Value| {
            folded(&[
                json!({"type": "made", "whole": {"id": "1", "state": "running", "items": [], "usage": null}}),
                json!({"type": "item", "at": 0, "item": {"kind": "a"}}),
                json!({"type": "done", "whole": whole}),
            ])
        };
        let expected = json!({"id": "1", "state": "done", "items": [{"kind": "a"}], "usage": null});
        assert_eq!(last(json!({"id": "1", "state": "done", "usage": null})), expected);
        assert_eq!(last(json!({"id": "1", "state": "done", "items": null})), expected);
        assert_eq!(last(json!({"state": "done", "items": []}))["items"], json!([]));
    }

    #[test]
    fn a_member_that_an_element_before_the_last_lacks_or_has_as_null_is_cleared() {
        let elements = [
            json!({"type": "made", "whole": {"id": "1", "reason": "busy", "wait": 5}}),
            json!({"type": "made", "whole": {"id": "1", "reason": null}}),
        ];
        assert_eq!(folded(&elements), json!({"id": "1", "reason": null}));
        // Without kinds of last elements, each may be the last.
        let mut whole = Value::Null;
        elements.iter().for_each(|element| step("type", STEPS, &[], &mut whole, element));
        assert_eq!(whole, json!({"id": "1", "reason": "busy", "wait": 5}));
    }

    #[test]
    fn elements_that_fit_nowhere_change_nothing() {
        let whole = folded(&[
            json!({"type": "made", "whole": {"items": 5}}),
            json!({"type": "item", "at": 0, "item": 1}),
            json!({"type": "item", "at": "x", "item": 1}),
            json!({"type": "piece", "part": 0, "text": "x"}),
            json!({"type": 5}),
            json!("x"),
        ]);
        assert_eq!(whole, json!({"items": 5}));
        assert_eq!(folded(&[json!({"type": "item", "at": 4_000_000_000_u64, "item": 1})]), json!({"items": null}));
    }

    #[test]
    fn texts_are_found_through_lists() {
        let rule = Accumulation::merge("delta", "message", "index", &[]).text("choices.delta.content");
        let mut found = Vec::new();
        let element = json!({"choices": [{"delta": {"content": "a"}}, {"delta": {}}, {"delta": {"content": "b"}}]});
        texts(&rule, &element, &mut |text| found.push(text.to_owned()));
        assert_eq!(found, ["a", "b"]);
    }
}
