//! Rules of pages, as `x-specsmith-paging` has them.

use serde_json::{Map, Value, json};

use super::super::ext::PAGING;
use super::said::Said;

/// The hint of a rule that is not followed.
const HINT: &str = "set `x-specsmith-paging`";

fn rule(rule: Map<String, Value>) -> Vec<Said> {
    vec![Said::set(PAGING, rule)]
}

fn unknown(what: &str) -> Vec<Said> {
    vec![Said::note(format!("the pages are not followed by this rule: {what}"), HINT)]
}

/// Translates `x-speakeasy-pagination`: inputs by their roles, and JSONPaths of outputs.
pub(super) fn speakeasy(value: &Value) -> Option<Vec<Said>> {
    let kind = value.get("type")?.as_str()?;
    let inputs = value.get("inputs").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let input = |role: &str| {
        let input = inputs.iter().find(|input| input.get("type").and_then(Value::as_str) == Some(role))?;
        input.get("name")?.as_str()
    };
    let output = |name: &str| value.get("outputs")?.get(name)?.as_str();
    let mut said = Map::new();
    if let Some(results) = output("results") {
        let Some(keys) = dotted(results, "$") else {
            return Some(unknown(&format!("`{results}` is not a way by keys")));
        };
        items(&mut said, keys);
    }
    match kind {
        "offsetLimit" => match (input("page"), input("offset")) {
            (Some(page), _) => said.insert("page".to_owned(), page.into()),
            (None, Some(offset)) => said.insert("offset".to_owned(), offset.into()),
            (None, None) => return None,
        },
        "cursor" => {
            let (param, next) = (input("cursor")?, output("nextCursor")?);
            said.insert("param".to_owned(), param.into());
            match (dotted(next, "$"), last_item(next)) {
                (Some(keys), _) => said.insert("cursor".to_owned(), keys.into()),
                (None, Some((list, key))) => {
                    items(&mut said, list);
                    said.insert("last_item".to_owned(), key.into())
                }
                (None, None) => return Some(unknown(&format!("`{next}` is not a way by keys"))),
            }
        }
        "url" => said.insert("url".to_owned(), dotted(output("nextUrl")?, "$")?.into()),
        _ => return None,
    };
    Some(rule(said))
}

/// Adds the path of the list, unless the response is the list.
fn items(rule: &mut Map<String, Value>, keys: String) {
    if !keys.is_empty() {
        rule.entry("items").or_insert(keys.into());
    }
}

/// Returns the list and the key of `$.data[-1].id` and `$.data[(@.length-1)].id`.
fn last_item(path: &str) -> Option<(String, String)> {
    let (list, key) = path.split_once("[-1].").or_else(|| path.split_once("[(@.length-1)]."))?;
    (!key.contains(['.', '['])).then_some(())?;
    Some((dotted(list, "$")?, key.to_owned()))
}

/// Translates `x-fern-pagination`: an object of `$request.x` and `$response.y`, or `true` for that of the document.
pub(super) fn fern(root: &Value, value: &Value) -> Option<Vec<Said>> {
    match value {
        Value::Bool(false) => return Some(vec![Said::set(PAGING, false)]),
        Value::Bool(true) => return fern(root, root.get("x-fern-pagination").filter(|rule| rule.is_object())?),
        _ => {}
    }
    let given = value.as_object()?;
    let text = |key: &str| given.get(key).and_then(Value::as_str);
    if text("type").is_some_and(|kind| kind == "custom") {
        return Some(unknown("it is `custom`"));
    }
    let request = |key: &str| text(key).and_then(|path| dotted(path, "$request")).filter(|name| !name.contains('.'));
    let response = |key: &str| text(key).and_then(|path| dotted(path, "$response"));
    let mut said = Map::new();
    items(&mut said, response("results").unwrap_or_default());
    if let Some(more) = response("has-next-page").filter(|keys| !keys.contains('.') && !keys.is_empty()) {
        said.insert("has_more".to_owned(), more.into());
    }
    let next =
        [("next_uri", "url"), ("next_path", "url")].iter().find_map(|(theirs, ours)| Some((*ours, response(theirs)?)));
    if let Some((ours, keys)) = next {
        said.insert(ours.to_owned(), keys.into());
    } else if text("cursor").is_some() {
        let Some(param) = request("cursor") else {
            return Some(unknown("its cursor is not a parameter, nor a member of the body"));
        };
        said.insert("param".to_owned(), param.into());
        said.insert("cursor".to_owned(), response("next_cursor")?.into());
    } else {
        let Some(param) = request("offset") else {
            return Some(unknown("its offset is not a parameter, nor a member of the body"));
        };
        // Without a step the number grows by one: it is that of the page.
        let ours = if given.contains_key("step") { "offset" } else { "page" };
        said.insert(ours.to_owned(), json!(param));
    }
    Some(rule(said))
}

/// Returns the keys after a root, with dots between them; `None` for all that is more than keys.
fn dotted(path: &str, root: &str) -> Option<String> {
    let rest = path.trim().strip_prefix(root)?;
    let rest = rest.strip_suffix("[*]").unwrap_or(rest);
    let keys = rest.strip_prefix('.').unwrap_or(rest);
    let is_plain = !keys.contains(['[', ']', '*', '?', '(', '@', '$']) && !keys.contains("..");
    (is_plain && (rest.is_empty() || rest.starts_with('.'))).then(|| keys.to_owned())
}

#[cfg(test)]
mod tests {
    use super::super::said::Setting;
    use super::*;

    /// Returns our rule, or the note in its place.
    fn said(said: Option<Vec<Said>>) -> Value {
        match said.as_deref() {
            Some([Said::Set(Setting { name: PAGING, key: None, value })]) => value.clone(),
            Some([Said::Note(message, _)]) => json!(message),
            _ => Value::Null,
        }
    }

    #[test]
    fn rules_of_speakeasy_become_ours() {
        let rule = |kind: &str, role: &str, outputs: Value| {
            let inputs = json!([{"name": "n", "in": "requestBody", "type": "limit"}, {"name": "p", "in": "parameters", "type": role}]);
            said(speakeasy(&json!({"type": kind, "inputs": inputs, "outputs": outputs})))
        };
        let of_keys = rule("cursor", "cursor", json!({"results": "$.a.list", "nextCursor": "$.a.next"}));
        assert_eq!(of_keys, json!({"items": "a.list", "param": "p", "cursor": "a.next"}));
        for last in ["$.list[-1].id", "$.list[(@.length-1)].id"] {
            let of_items = rule("cursor", "cursor", json!({"nextCursor": last}));
            assert_eq!(of_items, json!({"items": "list", "param": "p", "last_item": "id"}));
        }
        assert_eq!(rule("offsetLimit", "page", json!({"results": "$"})), json!({"page": "p"}));
        assert_eq!(
            rule("offsetLimit", "offset", json!({"results": "$.list[*]"})),
            json!({"items": "list", "offset": "p"})
        );
        assert_eq!(rule("url", "limit", json!({"nextUrl": "$.next"})), json!({"url": "next"}));
        let lost = "the pages are not followed by this rule: `$.a[?@.b].c` is not a way by keys";
        assert_eq!(rule("offsetLimit", "page", json!({"results": "$.a[?@.b].c"})), json!(lost));
        assert_eq!(rule("cursor", "limit", json!({"nextCursor": "$.next"})), Value::Null);
    }

    #[test]
    fn rules_of_fern_become_ours() {
        let root = json!({"x-fern-pagination": {"next_uri": "$response.next", "results": "$response.list"}});
        let rule = |value: Value| said(fern(&root, &value));
        assert_eq!(rule(json!(true)), json!({"items": "list", "url": "next"}));
        assert_eq!(rule(json!(false)), json!(false));
        assert_eq!(said(fern(&json!({"x-fern-pagination": true}), &json!(true))), Value::Null, "no rule to refer to");
        let pages = json!({"offset": "$request.page", "results": "$response.list", "has-next-page": "$response.more"});
        assert_eq!(rule(pages), json!({"items": "list", "has_more": "more", "page": "page"}));
        let offsets = json!({"offset": "$request.skip", "step": "$request.limit", "results": "$response"});
        assert_eq!(rule(offsets), json!({"offset": "skip"}));
        let nested = json!({"cursor": "$request.a.b", "next_cursor": "$response.next"});
        let lost = "the pages are not followed by this rule: its cursor is not a parameter, nor a member of the body";
        assert_eq!(rule(nested), json!(lost));
    }
}
