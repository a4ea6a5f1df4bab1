//! The comment of a named type.

use super::docs;
use crate::api::TypeDef;

/// Returns the comment of a named type: title, the author's words, an example.
pub(super) fn type_docs(def: &TypeDef) -> docs::Doc {
    let title = def.title.as_deref().filter(|title| !says_nothing(title, def));
    let mut doc = docs::Doc::new();
    if let Some(title) = title {
        doc = doc.paragraph(docs::plain(title));
    }
    doc = doc.author(&def.docs).or(|| format!("The schema {}.", docs::code(&shown(def.origin.as_str()))));
    if def.deprecated {
        doc = doc.paragraph("Deprecated.");
    }
    match &def.example {
        Some(example) => doc.example(example),
        None => doc,
    }
}

/// Bytes of a place that documentation shows at its beginning, and at its end.
const SHOWN: usize = 160;

/// Returns a place, as far as documentation shows it: each type below a long name repeats the name.
fn shown(place: &str) -> std::borrow::Cow<'_, str> {
    if place.len() <= 2 * SHOWN + "…".len() {
        return place.into();
    }
    let is_boundary = |at: &usize| place.is_char_boundary(*at);
    let (head, tail) = (SHOWN, place.len() - SHOWN);
    let head = (0..=head).rev().find(is_boundary).unwrap_or(0);
    let tail = (tail..=place.len()).find(is_boundary).unwrap_or(place.len());
    format!("{}…{}", &place[..head], &place[tail..]).into()
}

/// Returns true if a title only repeats the name or the description.
fn says_nothing(title: &str, def: &TypeDef) -> bool {
    let letters =
        |text: &str| -> String { text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect() };
    let title = letters(title);
    title.is_empty() || title == letters(def.name.as_str()) || letters(&def.docs.0).starts_with(&title)
}
