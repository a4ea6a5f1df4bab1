//! Methods for the bodies that an operation takes in place of the one its own method sends.

use serde_json::Value;

use super::super::Lowering;
use super::surface::Surface;
use super::tree::Names;
use crate::api::{Body, BodyMedia, OperationId, Reach};
use crate::naming::RequestName;
use crate::pointer::Pointer;

/// So many responses of an operation are not counted for each of its bodies.
const FEW: usize = 16;

/// A body that gets a method of its own.
#[derive(Clone, Debug)]
pub(super) struct Alternative {
    /// Its place among the media types of the operation's body.
    pub(super) index: usize,
    /// Suffix of its method's name, after the operation's own: `multipart`.
    pub(super) words: String,
    /// The body, with this media type alone.
    pub(super) body: Body,
    /// Example of it.
    pub(super) example: Option<Value>,
    /// Place of the media type.
    pub(super) at: Pointer,
}

/// Adds a method for each. Called last: an alternative never takes the name of an operation, so that an operation keeps its name when
/// another one gets a second body. A body
/// without a method for want of budget is none of the operation's.
pub(super) fn add(
    lowering: &mut Lowering<'_>,
    surface: &mut Surface,
    found: Vec<(OperationId, String, Alternative)>,
    names: &mut [Names],
) {
    let mut unsent: Vec<(OperationId, usize)> = Vec::new();
    for (of, method, alternative) in found {
        let id = OperationId(surface.operations.len());
        let Some(base) = surface.operations.get_mut(of.0) else { continue };
        // Each has all of the operation's responses.
        let (cases, others) = (base.response.cases.len(), base.response.others.len());
        let count = cases + others;
        if count > FEW && !lowering.share(count, &alternative.at, "no method sends this body") {
            unsent.push((of, alternative.index));
            continue;
        }
        let Some(scopes) = names.get_mut(base.resource.0) else { continue };
        let text = format!("{method} {}", alternative.words);
        let longer = format!("{text} body");
        // Without its body, which may have many media types.
        let body = base.body.take();
        let mut operation = base.clone();
        base.body = body;
        operation.name = scopes.methods.claim_first(&[&text, &longer]);
        operation.request =
            scopes.types.claim_first::<RequestName>(&[&text, &longer, &format!("{longer} request")]).into_type_name();
        operation.body = Some(alternative.body);
        operation.request_example = alternative.example;
        operation.alternative_of = Some(of);
        operation.paging = operation.paging.filter(|paging| !paging.in_body);
        if let Some(media) = base.body.as_mut().and_then(|body| body.media.get_mut(alternative.index)) {
            media.reach = Reach::Method(operation.name.clone());
        }
        let resource = base.resource;
        surface.operations.push(operation);
        let Some(resource) = surface.resources.get_mut(resource.0) else { continue };
        let is_near = |other: &OperationId| {
            *other == of || surface.operations.get(other.0).is_some_and(|other| other.alternative_of == Some(of))
        };
        let at = resource.operations.iter().rposition(is_near).map_or(resource.operations.len(), |at| at + 1);
        resource.operations.insert(at, id);
    }
    // From the last to the first, so that the places before stay.
    for (of, index) in unsent.into_iter().rev() {
        let body = surface.operations.get_mut(of.0).and_then(|operation| operation.body.as_mut());
        body.into_iter().for_each(|body| remove(&mut body.media, index));
    }
}

/// Removes a media type from a body, with those that are sent by its method under another name.
fn remove(media: &mut Vec<BodyMedia>, index: usize) {
    let gone = media.remove(index).form;
    let is_same = |other: &BodyMedia| other.form.differs_by_media_type(&gone);
    if !media[..index].iter().any(|other| other.reach != Reach::Header && is_same(other)) {
        media.retain(|other| other.reach != Reach::Header || !is_same(other));
    }
}
