//! The check that the names in an accumulation exist in the elements of the stream and in the whole value.

use serde_json::Value;

use super::fields::Fault;
use super::paths::{Paths, Values, near};
use crate::api::{Accumulation, Folding, Step, TypeRef};

/// Finds a name of the rule that the types do not have.
pub(super) fn check(rule: &Accumulation, element: &TypeRef, paths: Paths<'_>) -> Result<(), Fault> {
    let elements = paths.of(element);
    match &rule.way {
        Folding::Steps { tag, steps } => {
            paths.member(&elements, tag).map_err(|fault| fault.at("tag"))?;
            for step in steps {
                check_step(step, tag, &elements, &rule.whole, paths)
                    .map_err(|fault| fault.at(&step.kind).at("events"))?;
            }
            for (index, kind) in rule.last.iter().enumerate() {
                paths.only(&elements, tag, kind).map_err(|fault| fault.at(index).at("last"))?;
            }
            let Some(text) = &rule.text else { return Ok(()) };
            if !steps.iter().any(|step| step.kind == *text) {
                let known = steps.iter().map(|step| step.kind.as_str()).collect();
                let hint = near(text, known, "the kinds of `events`");
                return Err(Fault::new(format!("`{text}` is no kind of `events`"), hint).at("text"));
            }
            Ok(())
        }
        Folding::Merge { set, .. } => {
            let whole = paths.of(&rule.whole);
            for (name, _) in set {
                paths.member(&whole, name).map_err(|fault| fault.at(name).at("set").at("merge"))?;
            }
            let Some(text) = &rule.text else { return Ok(()) };
            paths.dotted(element, text, true).map(|_| ()).map_err(|fault| fault.at("text"))
        }
    }
}

/// Finds a member that `merge` names and that no object of the elements or of the whole value has, at any depth. Default members are not checked.
pub(super) fn check_merge(merge: &Value, element: &TypeRef, whole: &TypeRef, paths: Paths<'_>) -> Result<(), Fault> {
    let text = |key: &str| merge.get(key).and_then(Value::as_str);
    for (key, ty) in [("delta", element), ("as", whole), ("index", element)] {
        let Some(name) = text(key) else { continue };
        paths.anywhere(ty, name).map_err(|fault| fault.at(key))?;
    }
    let keep = merge.get("keep").and_then(Value::as_array).into_iter().flatten();
    for (index, name) in keep.filter_map(Value::as_str).enumerate() {
        paths.anywhere(element, name).map_err(|fault| fault.at(index).at("keep"))?;
    }
    Ok(())
}

fn check_step(step: &Step, tag: &str, elements: &Values, whole: &TypeRef, paths: Paths<'_>) -> Result<(), Fault> {
    let elements = paths.only(elements, tag, &step.kind)?;
    paths.member(&elements, &step.from).map_err(|fault| fault.at("from"))?;
    let to = if step.appends { "append" } else { "set" };
    let mut values = paths.of(whole);
    for segment in step.to.split('.').filter(|segment| !segment.is_empty()) {
        let (name, index) = match segment.strip_suffix(']').and_then(|segment| segment.split_once('[')) {
            Some((name, index)) => (name, Some(index)),
            None => (segment, None),
        };
        values = paths.member(&values, name).map_err(|fault| fault.at(to))?;
        if let Some(index) = index {
            paths.member(&elements, index).map_err(|fault| fault.at(to))?;
            values = paths.items(values);
        }
    }
    Ok(())
}
