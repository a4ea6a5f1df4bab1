//! `x-specsmith-accumulate`: how the elements of a stream make up a whole value.

use serde_json::Value;

use super::accumulate_check;
use super::fields::{Fault, Members};
use super::paths::Paths;
use crate::api::{Accumulation, Folding, Step, TypeRef};

/// Members whose texts are not joined, unless the rule lists others.
const KEEP: [&str; 3] = ["id", "role", "type"];

/// Reads the rule. The whole value has the type of the response that comes whole.
pub(super) fn read(
    setting: &Value,
    whole: Option<TypeRef>,
    element: Option<&TypeRef>,
    paths: Paths<'_>,
) -> Result<Accumulation, Fault> {
    let members = Members::of(setting, &["tag", "events", "merge", "text", "last"])?;
    let whole = whole.ok_or_else(|| {
        Fault::new(
            "the operation has no JSON response that comes whole",
            "declare the whole response beside the stream",
        )
    })?;
    let way = match (members.get("events"), members.get("merge")) {
        (Some(events), None) => {
            Folding::Steps { tag: members.text("tag")?.unwrap_or_else(|| "type".to_owned()), steps: steps(events)? }
        }
        (None, Some(merge)) => merged(merge).map_err(|fault| fault.at("merge"))?,
        _ => return Err(Fault::new("it needs either `events` or `merge`", "give one of the two")),
    };
    let rule = Accumulation { way, text: members.text("text")?, last: members.texts("last")?, whole };
    if let Some(element) = element {
        accumulate_check::check(&rule, element, paths)?;
        if let Some(merge) = members.get("merge") {
            accumulate_check::check_merge(merge, element, &rule.whole, paths).map_err(|fault| fault.at("merge"))?;
        }
    }
    Ok(rule)
}

fn steps(events: &Value) -> Result<Vec<Step>, Fault> {
    let hint = "give an object of steps by event";
    let events = events.as_object().ok_or_else(|| Fault::new("`events` is no object", hint))?;
    let step = |(kind, step): (&String, &Value)| one(kind, step).map_err(|fault| fault.at(kind).at("events"));
    events.iter().map(step).collect()
}

fn one(kind: &str, step: &Value) -> Result<Step, Fault> {
    let members = Members::of(step, &["set", "append", "from"])?;
    let (appends, to) = match (members.text("set")?, members.text("append")?) {
        (Some(to), None) => (false, to),
        (None, Some(to)) => (true, to),
        _ => return Err(Fault::new(format!("`{kind}` needs either `set` or `append`"), "give one of the two")),
    };
    let is_closed = |segment: &str| {
        let plain = |text: &str| !text.is_empty() && !text.contains(['[', ']']);
        match segment.split_once('[') {
            Some((name, rest)) => plain(name) && rest.strip_suffix(']').is_some_and(plain),
            None => plain(segment),
        }
    };
    if !to.is_empty() && !to.split('.').all(is_closed) {
        let hint =
            "write a path as `output[index].text`: names, and in brackets the member of the event that has the index";
        return Err(Fault::new(format!("`{to}` is no path"), hint));
    }
    Ok(Step { kind: kind.to_owned(), appends, to, from: members.needed("from")? })
}

fn merged(merge: &Value) -> Result<Folding, Fault> {
    let members = Members::of(merge, &["delta", "as", "index", "keep", "set", "drop"])?;
    let delta = members.text("delta")?.unwrap_or_else(|| "delta".to_owned());
    let whole = members.text("as")?.unwrap_or_else(|| delta.clone());
    let keep = match members.get("keep") {
        Some(_) => members.texts("keep")?,
        None => KEEP.map(str::to_owned).to_vec(),
    };
    let index = members.text("index")?.unwrap_or_else(|| "index".to_owned());
    let (set, drop) = (members.pairs("set")?, members.texts("drop")?);
    Ok(Folding::Merge { delta: (delta, whole), index, keep, set, drop })
}
