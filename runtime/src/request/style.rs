//! Serialisation styles: how a JSON value is written as a parameter (OpenAPI 3.1.1 §4.8.12, RFC 6570).

use crate::http::media_type::MediaType;
use crate::http::percent::Keep;
use crate::http::query::Pair;
use crate::operation::param::Style;
use crate::request::shape::{Shape, is_null, plain};

/// Adds a value as it stands in the path or in a header, where it stands alone. Undefined values add nothing.
pub(crate) fn alone(out: &mut String, name: &str, json: &str, style: Style, explode: bool, keep: Keep) {
    let shape = Shape::of(json);
    // Only a value that stands for itself may keep the characters that otherwise separate.
    let keep =
        if keep == Keep::Segment && (shape.is_container() || style != Style::Simple) { Keep::Unreserved } else { keep };
    let (lead, separator) = match style {
        Style::Label => (".", if explode { "." } else { "," }),
        Style::Matrix => (";", if explode { ";" } else { "," }),
        _ => ("", separator(style, keep)),
    };
    if shape.is_undefined() {
        return;
    }
    out.push_str(lead);
    let parts = match &shape {
        Shape::Null => return,
        Shape::Text(text) if style == Style::Matrix => return out.push_str(&matrix_pair(name, text, keep)),
        Shape::Text(text) => return keep.push(out, text),
        Shape::List(list) => list_parts(name, list, style == Style::Matrix && explode, keep),
        Shape::Map(members) if explode && style == Style::Matrix => {
            let defined = members.iter().filter(|(_, item)| !is_null(item));
            defined.map(|(key, item)| matrix_pair(key, &plain(item), keep)).collect()
        }
        Shape::Map(members) => map_parts(members, explode, keep),
    };
    if style == Style::Matrix && !explode {
        Keep::Unreserved.push(out, name);
        out.push('=');
    }
    out.push_str(&parts.join(separator));
}

/// Returns `name=value`, and `name` alone when the value is empty.
fn matrix_pair(name: &str, text: &str, keep: Keep) -> String {
    let mut out = Keep::Unreserved.encode(name);
    if !text.is_empty() {
        out.push('=');
        keep.push(&mut out, text);
    }
    out
}

fn list_parts(name: &str, list: &[&str], named: bool, keep: Keep) -> Vec<String> {
    let values = list.iter().filter(|item| !is_null(item)).map(|item| plain(item));
    values.map(|text| if named { matrix_pair(name, &text, keep) } else { keep.encode(&text) }).collect()
}

fn map_parts(members: &[(String, &str)], explode: bool, keep: Keep) -> Vec<String> {
    let defined = members.iter().filter(|(_, item)| !is_null(item));
    let each = defined.map(|(key, item)| {
        let (key, value) = (keep.encode(key), keep.encode(&plain(item)));
        if explode { vec![format!("{key}={value}")] } else { vec![key, value] }
    });
    each.flatten().collect()
}

/// Returns a value as the pairs of a query, a form or a cookie. Undefined values give none.
pub(crate) fn pairs(name: &str, json: &str, style: Style, explode: bool, keep: Keep) -> Vec<Pair> {
    let shape = Shape::of(json);
    if shape.is_undefined() {
        return Vec::new();
    }
    let encoded = encode_name(name, keep);
    let separator = separator(style, keep);
    match shape {
        Shape::Null => Vec::new(),
        Shape::Text(text) => vec![(encoded, keep.encode(&text))],
        _ if matches!(style, Style::DeepObject | Style::Brackets) => {
            // A name that has the brackets of a list already does not get them twice.
            let bare = name.strip_suffix("[]").filter(|_| style == Style::Brackets && matches!(shape, Shape::List(_)));
            let mut out = Vec::new();
            deep(&mut out, bare.map_or(encoded, |name| encode_name(name, keep)), json, style, keep);
            out
        }
        Shape::List(list) if explode => {
            list_parts(name, &list, false, keep).into_iter().map(|value| (encoded.clone(), value)).collect()
        }
        Shape::List(list) => vec![(encoded, list_parts(name, &list, false, keep).join(separator))],
        Shape::Map(members) if explode => {
            let defined = members.into_iter().filter(|(_, item)| !is_null(item));
            defined.map(|(key, item)| (encode_name(&key, keep), keep.encode(&plain(item)))).collect()
        }
        Shape::Map(members) => vec![(encoded, map_parts(&members, false, keep).join(separator))],
    }
}

/// Returns the separator between the elements of a list that is written as one value.
fn separator(style: Style, keep: Keep) -> &'static str {
    match (style, keep) {
        (Style::SpaceDelimited, Keep::All) => " ",
        (Style::SpaceDelimited, _) => "%20",
        (Style::PipeDelimited, Keep::All) => "|",
        (Style::PipeDelimited, _) => "%7C",
        (Style::TabDelimited, Keep::All) => "\t",
        (Style::TabDelimited, _) => "%09",
        _ => ",",
    }
}

/// Returns a value as one pair whose value is a document: JSON as it is, a string as its content for any other media type.
pub(crate) fn content(name: &str, json: &str, media: &str, keep: Keep) -> Pair {
    (encode_name(name, keep), keep.encode(&document(json, media)))
}

/// Returns the document a value is in a media type.
pub(crate) fn document<'a>(json: &'a str, media: &str) -> std::borrow::Cow<'a, str> {
    if is_json(media) { json.trim().into() } else { plain(json) }
}

/// Returns true for JSON by any name.
pub(crate) fn is_json(media: &str) -> bool {
    MediaType::parse(media).is_json()
}

/// Writes `a[b][c]=1`. Elements that are plain are written `a[]=1`, the others `a[0][b]=1`, so that they stay apart; `Brackets` writes `a[][b]=1`, as those
/// who read it expect.
fn deep(out: &mut Vec<Pair>, prefix: String, json: &str, style: Style, keep: Keep) {
    match Shape::of(json) {
        Shape::Null => {}
        Shape::Text(text) => out.push((prefix, keep.encode(&text))),
        Shape::List(list) => {
            for (index, item) in list.into_iter().enumerate() {
                let nested = style == Style::DeepObject && matches!(item.as_bytes().first(), Some(b'{' | b'['));
                let index = if nested { index.to_string() } else { String::new() };
                deep(out, in_brackets(&prefix, &index, keep), item, style, keep);
            }
        }
        Shape::Map(members) => {
            for (key, item) in members {
                deep(out, in_brackets(&prefix, &encode_name(&key, keep), keep), item, style, keep);
            }
        }
    }
}

fn in_brackets(prefix: &str, key: &str, keep: Keep) -> String {
    if keep == Keep::All { format!("{prefix}[{key}]") } else { format!("{prefix}%5B{key}%5D") }
}

/// Encodes a name like values, except that nothing reserved is kept.
fn encode_name(name: &str, keep: Keep) -> String {
    let keep = if matches!(keep, Keep::Form | Keep::Cookie | Keep::CookieReserved | Keep::All) {
        keep
    } else {
        Keep::Unreserved
    };
    keep.encode(name)
}
