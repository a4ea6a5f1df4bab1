//! What lowering finds of an API besides its types.

use crate::api::{
    ClientSettings, MethodAlias, Operation, Reading, ReplyHeader, Resource, RetryPolicy, SecurityScheme, Servers,
    Webhook, WebhookEvents,
};

/// What an API offers besides its types.
#[derive(Clone, Debug, Default)]
pub(in super::super) struct Surface {
    /// Servers, and what may be chosen of them.
    pub(in super::super) servers: Servers,
    /// Environment variable that overrides the base URL.
    pub(in super::super) base_url_env: String,
    /// Security schemes, in document order.
    pub(in super::super) schemes: Vec<SecurityScheme>,
    /// What an operation needs unless it says otherwise.
    pub(in super::super) security: Vec<Vec<String>>,
    /// The requests that may be sent again, where the document says so of all.
    pub(in super::super) retry: Option<RetryPolicy>,
    /// Headers of all requests.
    pub(in super::super) headers_of_all: Vec<(String, String)>,
    /// What a client may be given besides.
    pub(in super::super) client: ClientSettings,
    /// How responses are read.
    pub(in super::super) reading: Option<Reading>,
    /// The resource tree; index 0 is the root.
    pub(in super::super) resources: Vec<Resource>,
    /// Every operation, in document order.
    pub(in super::super) operations: Vec<Operation>,
    /// Further methods for operations.
    pub(in super::super) aliases: Vec<MethodAlias>,
    /// Header fields that replies declare.
    pub(in super::super) headers: Vec<ReplyHeader>,
    /// Requests the API sends.
    pub(in super::super) webhooks: Vec<Webhook>,
    /// How the client takes them.
    pub(in super::super) webhook_events: Option<WebhookEvents>,
}
