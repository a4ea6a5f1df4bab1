//! Webhooks and callbacks: requests the API sends. There is nothing to call, but their payloads have types.

use serde_json::Value;

use super::super::node::NodeId;
use super::super::{Lowering, NameHint};
use super::content;
use super::entries::Entries;
use super::media::MediaKind;
use super::route::snake;
use super::sites::{self, REQUEST_BODIES, Site};
use super::tree::Names;
use crate::api::{Docs, Webhook, WebhookEvents};
use crate::naming::{CrateName, words};
use crate::pointer::Pointer;
use crate::read::{PathItem, settings};
use crate::report::{Code, Problem};

/// The environment variable of the secret ends with this.
const SECRET: &str = "WEBHOOK_SECRET";

/// The beginning of the names of the headers, as Standard Webhooks has them.
const PREFIX: &str = "webhook";

/// Webhooks and callbacks.
#[derive(Default)]
pub(super) struct Received {
    /// All webhooks.
    pub(super) all: Vec<Webhook>,
    /// The schemas of the webhooks' payloads.
    payloads: Vec<NodeId>,
}

/// Returns every webhook, then every callback, in document order.
pub(super) fn collect(lowering: &mut Lowering<'_>, sites: &[Site<'_>], entries: &mut Entries) -> Received {
    let mut found = Received::default();
    let document = lowering.document;
    let root = Pointer::root().child("webhooks");
    for (name, item) in &document.webhooks {
        payloads(lowering, name, item, &root.child(name), entries, &mut found);
    }
    let webhooks = found.payloads.len();
    for site in sites {
        for (name, callback) in document.callbacks.get(&site.at).into_iter().flatten() {
            let at = site.at.child("callbacks").child(name);
            for (expression, item) in callback {
                payloads(lowering, name, item, &at.child(expression), entries, &mut found);
            }
        }
    }
    found.payloads.truncate(webhooks);
    found
}

/// Returns the client's method for webhooks, as one event with any of the payloads, if the document declares their signature.
pub(super) fn events(
    lowering: &mut Lowering<'_>,
    crate_name: &CrateName,
    received: &Received,
    taken: &mut [Names],
) -> Option<WebhookEvents> {
    let setting = lowering.document.openapi.extensions.get(settings::WEBHOOKS)?.as_object()?;
    let text = |key: &str| setting.get(key).and_then(Value::as_str).map(str::to_owned);
    let env =
        text("env").unwrap_or_else(|| format!("{}_{SECRET}", snake(&words(crate_name.as_str())).to_ascii_uppercase()));
    let method = taken.first_mut()?.methods.claim_first(&["webhooks", "webhook events"]);
    let at = Pointer::root().child(settings::WEBHOOKS);
    let hint = NameHint::new("webhook event").or("any webhook event");
    let ty = lowering.any_of(received.payloads.clone(), at, hint);
    Some(WebhookEvents { method, ty, env, prefix: text("prefix").unwrap_or_else(|| PREFIX.to_owned()) })
}

fn payloads(
    lowering: &mut Lowering<'_>,
    name: &str,
    item: &PathItem,
    at: &Pointer,
    entries: &mut Entries,
    found: &mut Received,
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
            lowering.report(Problem::note(Code::UntypedBody, &body.at, message, "read it as it comes"));
            continue;
        };
        let Some(schema) = document.schemas.of(media) else { continue };
        let place = body.at.child("content").child(media_type).child("schema");
        let hint = match body.component {
            Some(key) => NameHint::new(key).or(format!("{key} payload")),
            None => NameHint::new(format!("{} payload", words(name).join(" "))).or(format!("{name} webhook payload")),
        };
        let ty = entries.type_of(lowering, Some(schema), &place, &hint);
        let text = operation.description.clone().or_else(|| operation.summary.clone());
        let docs = Docs(text.or_else(|| body.value.description.clone()).unwrap_or_default());
        found.payloads.push(lowering.root(schema, &place, &hint));
        found.all.push(Webhook { name: name.to_owned(), ty, docs, origin: document.origin(&at) });
    }
}
