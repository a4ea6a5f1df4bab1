//! The parts of an API besides its types.

use crate::api::{
    ClientSettings, MethodAlias, Operation, Reading, Resource, ResponseHeader, RetryPolicy, SecurityScheme, Servers,
    Webhook, WebhookEvents,
};

/// The parts of an API besides its types.
#[derive(Clone, Debug, Default)]
pub(in super::super) struct Surface {
    /// Servers, and the choices among them.
    pub(in super::super) servers: Servers,
    /// Environment variable that overrides the base URL.
    pub(in super::super) base_url_env: String,
    /// Security schemes, in document order.
    pub(in super::super) schemes: Vec<SecurityScheme>,
    /// The credentials of operations that do not declare their own.
    pub(in super::super) security: Vec<Vec<String>>,
    /// The requests that may be sent again, if the document sets this for all operations.
    pub(in super::super) retry: Option<RetryPolicy>,
    /// Headers of all requests.
    pub(in super::super) headers_of_all: Vec<(String, String)>,
    /// The settings of a client besides credentials and servers.
    pub(in super::super) client: ClientSettings,
    /// The mode in which responses are read.
    pub(in super::super) reading: Option<Reading>,
    /// The resource tree; index 0 is the root.
    pub(in super::super) resources: Vec<Resource>,
    /// Every operation, in document order.
    pub(in super::super) operations: Vec<Operation>,
    /// Further methods for operations.
    pub(in super::super) aliases: Vec<MethodAlias>,
    /// Headers that responses declare.
    pub(in super::super) headers: Vec<ResponseHeader>,
    /// Requests the API sends.
    pub(in super::super) webhooks: Vec<Webhook>,
    /// The client's method for them, with their type and the variable of their secret.
    pub(in super::super) webhook_events: Option<WebhookEvents>,
}
