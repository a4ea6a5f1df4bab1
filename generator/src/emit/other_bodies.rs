//! Bodies that an operation takes in place of the one its method sends.

use super::docs::code;
use super::prose::doc_name;
use crate::api::{Api, BodyForm, BodyMedia, Operation, Reach};

/// Returns a sentence about the further media types of the body and the way to send each; empty if there are none.
pub(super) fn phrase(operation: &Operation) -> String {
    let media = operation.body.iter().flat_map(|body| &body.media).skip(1);
    let items: Vec<String> = media.map(|media| item(operation, media)).collect();
    if items.is_empty() { String::new() } else { format!("The body may also be {}.", items.join("; ")) }
}

fn item(operation: &Operation, media: &BodyMedia) -> String {
    let name = code(&media.media_type);
    match &media.reach {
        Reach::Method(method) => {
            let method = doc_name(method.as_str());
            format!("{name}, by [`{method}`](Self::{method})")
        }
        Reach::Setter(setter) => {
            let (request, setter) = (operation.request.as_str(), doc_name(setter.as_str()));
            format!("{name}, by [`{setter}`]({request}::{setter})")
        }
        Reach::Own | Reach::Header => match &media.form {
            BodyForm::Binary => format!("{name}, set as the content type of the upload"),
            _ => format!("{name}, set by the header `content-type`"),
        },
    }
}

/// Returns the sentence by which a method for a further media type refers to the method for the first one.
pub(super) fn told_apart(api: &Api, operation: &Operation) -> String {
    let media = operation.body.as_ref().and_then(|body| body.media.first());
    let (Some(of), Some(media)) = (operation.alternative_of, media) else { return String::new() };
    let first = doc_name(api.operation(of).name.as_str());
    format!("Like [`{first}`](Self::{first}), with a body of {}.", code(&media.media_type))
}
