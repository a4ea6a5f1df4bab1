//! Bodies that an operation takes in place of the one its method sends.

use super::docs::code;
use super::prose::type_phrase;
use crate::api::{Api, BodyForm, BodyMedia, Operation};

/// How they are sent; empty when there are none that say anything else.
pub(super) fn phrase(api: &Api, operation: &Operation) -> String {
    let media = operation.body.iter().flat_map(|body| &body.media).skip(1);
    let items: Vec<String> = media.filter(|media| !media.says_same).map(|media| item(api, media)).collect();
    if items.is_empty() {
        return String::new();
    }
    let start = "The API takes other bodies, too. [`Client::request`](crate::Client::request) sends them, with the same credentials and retries:";
    format!("{start} {}.", items.join("; "))
}

fn item(api: &Api, media: &BodyMedia) -> String {
    let name = code(&media.media_type);
    match &media.form {
        BodyForm::Json(ty) => {
            let header = code(&format!("content-type: {}", media.media_type));
            format!("{}, by `.json(…)` and the header {header}", typed(api, ty, &name))
        }
        BodyForm::Form { ty, .. } => format!("{}, by `.form(…)`", typed(api, ty, &name)),
        BodyForm::Multipart { ty, .. } => format!("{}, by `.multipart(…)`", typed(api, ty, &name)),
        BodyForm::Lines { ty, .. } => format!("{}, by `.text(…)` and its header `content-type`", typed(api, ty, &name)),
        BodyForm::Text(_) => format!("text of {name}, by `.text(…)` and its header `content-type`"),
        BodyForm::Binary => format!("bytes of {name}, by `.bytes(…)` and their header `content-type`"),
    }
}

fn typed(api: &Api, ty: &crate::api::TypeRef, name: &str) -> String {
    format!("{} as {name}", type_phrase(api, ty))
}
