//! Phrases that documentation of methods, the README and `api.md` share.

use crate::api::{Api, DocFacts, Docs, Literal, Location, Scalar, StatusSpec, TypeKind, TypeRef};
pub(crate) use crate::emit::docs::first_paragraph;
use crate::emit::docs::{facts, literal, plain};
use crate::emit::rust_type::{self, Viewpoint};
use crate::plan::calls::{CallPlan, Input, Target};

/// More allowed values than this are left to the type's own page.
const SHOWN_VALUES: usize = 16;

/// Prefix of the target of a link to a type.
pub(crate) const TYPES_LINK: &str = "types::";

/// A paragraph of no more characters than this is short.
const SHORT: usize = 240;

/// Returns a type as a phrase with links, from a file that imports `types`: `a list of [`Role`](types::Role)`.
pub(crate) fn type_phrase(api: &Api, ty: &TypeRef) -> String {
    match ty {
        TypeRef::Named(id) => {
            let name = api.ty(*id).name.as_str();
            format!("[`{name}`]({TYPES_LINK}{name})")
        }
        TypeRef::Boxed(inner) => type_phrase(api, inner),
        TypeRef::List(item) => format!("a list of {}", type_phrase(api, item)),
        TypeRef::Map(item) => format!("a map of {}", type_phrase(api, item)),
        TypeRef::Nullable(inner) => format!("{} or null", type_phrase(api, inner)),
        TypeRef::Json => "any JSON value".to_owned(),
        TypeRef::Tuple(_) | TypeRef::Scalar(_) | TypeRef::Const(_) => {
            format!("`{}`", rust_type::text(api, ty, Viewpoint::Resource))
        }
    }
}

/// Returns the word for the part of the request that has an input.
pub(crate) fn target_word(api: &Api, input: &Input<'_>) -> &'static str {
    match input.target {
        Target::Param(Location::Path, _) => "path",
        Target::Param(Location::Query, _) => "query",
        Target::Param(Location::Header, _) => "header",
        Target::Param(Location::Cookie, _) => "cookie",
        Target::Field(_) if is_file(api, &input.ty) => "file",
        Target::Field(_) | Target::Body | Target::Text | Target::Bytes => "body",
    }
}

fn is_file(api: &Api, ty: &TypeRef) -> bool {
    match api.behind(ty) {
        TypeRef::List(item) => is_file(api, item),
        ty => *ty == TypeRef::Scalar(Scalar::File),
    }
}

/// Returns an input's name on the wire; a whole body has none.
pub(crate) fn wire_name<'a>(input: &Input<'a>) -> Option<&'a str> {
    match input.target {
        Target::Param(_, wire) | Target::Field(wire) => Some(wire),
        Target::Body | Target::Text | Target::Bytes => None,
    }
}

/// Returns sentences about the allowed values, the default and the bounds of an input. Empty if it has none.
pub(crate) fn rules(api: &Api, ty: &TypeRef, given: Option<&DocFacts>) -> String {
    let mut sentences = Vec::new();
    if let Some(values) = allowed_values(api, ty) {
        sentences.push(values);
    }
    if let Some(text) = given.map(facts).filter(|text| !text.is_empty()) {
        sentences.push(text);
    }
    sentences.join(" ")
}

fn allowed_values(api: &Api, ty: &TypeRef) -> Option<String> {
    let item = match api.behind(ty) {
        TypeRef::List(item) => api.behind(item),
        other => other,
    };
    let values: Vec<&Literal> = match item {
        TypeRef::Const(value) => vec![value],
        TypeRef::Named(id) => match &api.ty(*id).kind {
            TypeKind::Constants(words) => words.variants.iter().map(|word| &word.value).collect(),
            _ => return None,
        },
        _ => return None,
    };
    if values.is_empty() || values.len() > SHOWN_VALUES {
        return None;
    }
    let shown: Vec<String> = values.into_iter().map(literal).collect();
    let label = if shown.len() == 1 { "Allowed value" } else { "Allowed values" };
    Some(format!("{label}: {}.", shown.join(", ")))
}

/// Returns `200`, `4XX` or `default`, as the document writes them.
pub(crate) fn status_text(status: StatusSpec) -> String {
    match status {
        StatusSpec::Code(code) => code.to_string(),
        StatusSpec::Range(digit) => format!("{digit}XX"),
        StatusSpec::Default => "default".to_owned(),
    }
}

/// Returns the first paragraph, or its first sentence if it is long: cut after a full stop that ends a word and is followed by a capital letter, unless that
/// would cut a code span, a link or emphasis in two.
pub(crate) fn in_short(docs: &Docs) -> String {
    let paragraph = first_paragraph(docs);
    if paragraph.chars().count() <= SHORT {
        return paragraph;
    }
    let whole = |end: usize| {
        let head = &paragraph[..end];
        let even = |mark: char| head.matches(mark).count().is_multiple_of(2);
        even('`') && even('*') && even('_') && head.matches(['[', '(']).count() == head.matches([']', ')']).count()
    };
    let ends = paragraph.match_indices(". ").map(|(at, _)| at + 1);
    let ends = ends.filter(|end| {
        let before = paragraph[..end - 1].chars().rev().take_while(|c| c.is_alphanumeric()).count();
        before > 2 && paragraph[end + 1..].starts_with(char::is_uppercase)
    });
    match ends.into_iter().find(|end| whole(*end)) {
        Some(end) => paragraph[..end].to_owned(),
        None => paragraph,
    }
}

/// Returns the first line of a title, without the full stop of a sentence.
pub(crate) fn title(text: &str) -> String {
    plain(text.trim().lines().next().unwrap_or_default().trim_end_matches('.'))
}

/// Returns a name without the `r#` of a keyword, for texts.
pub(crate) fn doc_name(name: &str) -> &str {
    name.strip_prefix("r#").unwrap_or(name)
}

/// Returns a list item of one line.
pub(crate) fn list_item(head: &str, body: &str) -> String {
    if body.is_empty() { format!("- {head}") } else { format!("- {head}: {body}") }
}

/// Returns the method that requests the stream: `stream`, unless that is the stream of the items of all pages.
pub(crate) fn stream_method(call: &CallPlan<'_>) -> &'static str {
    if call.pages.is_some() { "stream_events" } else { "stream" }
}
