//! Webhooks and callbacks: requests the API sends. There is nothing to call, but their payloads have types.

use super::super::{Lowering, NameHint};
use super::content;
use super::entries::Entries;
use super::media::MediaKind;
use super::sites::{self, REQUEST_BODIES, Site};
use crate::api::{Docs, Webhook};
use crate::naming::words;
use crate::pointer::Pointer;
use crate::read::PathItem;
use crate::report::{Problem, code};

/// Every webhook, then every callback, in document order.
pub(super) fn collect(lowering: &mut Lowering<'_>, sites: &[Site<'_>], entries: &mut Entries) -> Vec<Webhook> {
    let mut found = Vec::new();
    let document = lowering.document;
    let root = Pointer::root().child("webhooks");
    for (name, item) in &document.webhooks {
        payloads(lowering, name, item, &root.child(name), entries, &mut found);
    }
    for site in sites {
        for (name, callback) in document.callbacks.get(&site.at).into_iter().flatten() {
            let at = site.at.child("callbacks").child(name);
            for (expression, item) in callback {
                payloads(lowering, name, item, &at.child(expression), entries, &mut found);
            }
        }
    }
    found
}

fn payloads(
    lowering: &mut Lowering<'_>,
    name: &str,
    item: &PathItem,
    at: &Pointer,
    entries: &mut Entries,
    found: &mut Vec<Webhook>,
) {
    let document = lowering.document;
    for (method, operation) in item.iter() {
        let at = at.child(method);
        let body = operation.request_body.as_ref();
        let body = body.and_then(|body| sites::follow(document, body, &at.child("requestBody"), &REQUEST_BODIES));
        let Some(body) = body else { continue };
        let json =
            body.value.content.iter().find(|(name, media)| content::kind(document, name, media) == MediaKind::Json);
        let Some((media_type, media)) = json else {
            let message = format!("the payload of `{name}` is not JSON, so it has no type");
            lowering.report(Problem::note(code::UNTYPED_BODY, &body.at, message, "read it as it comes"));
            continue;
        };
        let Some(schema) = &media.schema else { continue };
        let place = body.at.child("content").child(media_type).child("schema");
        let hint = match body.component {
            Some(key) => NameHint::new(key).or(format!("{key} payload")),
            None => NameHint::new(format!("{} payload", words(name).join(" "))).or(format!("{name} webhook payload")),
        };
        let ty = entries.type_of(lowering, Some(schema), &place, &hint);
        let text = operation.description.clone().or_else(|| operation.summary.clone());
        let docs = Docs(text.or_else(|| body.value.description.clone()).unwrap_or_default());
        found.push(Webhook { name: name.to_owned(), ty, docs, origin: document.origin(&at) });
    }
}
