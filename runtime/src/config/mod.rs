//! Configuration of a client.

pub mod auth;
pub(crate) mod clock;
pub(crate) mod credentials;
pub(crate) mod custom;
pub(crate) mod error_kind;
pub(crate) mod limits;
pub(crate) mod observer;
pub(crate) mod placement;
pub(crate) mod rate_limiter;
pub(crate) mod ready_headers;
pub(crate) mod resolved;
pub(crate) mod retry_budget;
pub(crate) mod secret;
pub(crate) mod session;
pub(crate) mod stream_limits;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::HeaderMap;
use specsmith_model::DecodeMode;
use specsmith_model::internal::DriftHook;

use crate::config::clock::{Clock, SystemClock};
use crate::config::credentials::SchemeCredential;
use crate::config::custom::Custom;
use crate::config::limits::Limits;
use crate::config::observer::Observer;
use crate::config::rate_limiter::RateLimiter;
use crate::config::ready_headers::ReadyHeaders;
use crate::config::retry_budget::RetryBudget;
use crate::config::secret::Secret;
use crate::config::stream_limits::StreamLimits;
use crate::operation::retry::RetryPolicy;
use crate::transport::Transport;

/// Settings of a client.
#[derive(Clone)]
pub(crate) struct Config {
    pub(crate) base_url: Option<String>,
    /// Index of the server in the API's list.
    pub(crate) server: usize,
    pub(crate) server_variables: Vec<(String, String)>,
    pub(crate) timeout: Option<Duration>,
    pub(crate) connect_timeout: Option<Duration>,
    pub(crate) read_timeout: Option<Duration>,
    pub(crate) deadline: Option<Duration>,
    pub(crate) max_retries: u32,
    pub(crate) retry_policy: Option<RetryPolicy>,
    pub(crate) budget: RetryBudget,
    pub(crate) idempotency_header: Option<String>,
    pub(crate) limits: Limits,
    pub(crate) stream_limits: StreamLimits,
    /// Waits for room in the API's rate limits, but not longer than this.
    pub(crate) rate_limiter: Option<(Arc<dyn RateLimiter>, Duration)>,
    pub(crate) observers: Vec<Arc<dyn Observer>>,
    pub(crate) drift: Option<DriftHook>,
    pub(crate) user_agent: Option<String>,
    pub(crate) headers: Vec<(String, Secret)>,
    pub(crate) header_map: HeaderMap,
    /// Settings for all requests, besides headers.
    pub(crate) custom: Custom,
    /// Headers that most calls send, prepared when the client is built.
    pub(crate) ready: Vec<ReadyHeaders>,
    pub(crate) credentials: Vec<SchemeCredential>,
    /// Secrets with which the signatures of webhook requests are verified.
    pub(crate) webhook_secrets: Vec<Secret>,
    pub(crate) mode: DecodeMode,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) transport: Option<Arc<dyn Transport>>,
    /// True if the transport is the user's, not the default one.
    pub(crate) custom_transport: bool,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            base_url: None,
            server: 0,
            server_variables: Vec::new(),
            timeout: Some(Duration::from_secs(600)),
            connect_timeout: Some(Duration::from_secs(5)),
            read_timeout: None,
            deadline: None,
            max_retries: 2,
            retry_policy: None,
            budget: RetryBudget::default(),
            idempotency_header: None,
            limits: Limits::default(),
            stream_limits: StreamLimits::default(),
            rate_limiter: None,
            observers: Vec::new(),
            drift: None,
            user_agent: None,
            headers: Vec::new(),
            header_map: HeaderMap::new(),
            custom: Custom::default(),
            ready: Vec::new(),
            credentials: Vec::new(),
            webhook_secrets: Vec::new(),
            mode: DecodeMode::default(),
            clock: Arc::new(SystemClock),
            transport: None,
            custom_transport: false,
        }
    }
}

impl Config {
    /// Returns the credential of a security scheme.
    pub(crate) fn credential(&self, scheme: &str) -> Option<&SchemeCredential> {
        self.credentials.iter().find(|credential| credential.scheme == scheme)
    }
}

impl fmt::Debug for Config {
    /// Shows the names of headers and credentials, but no values.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fn names(list: &[(String, Secret)]) -> Vec<&str> {
            list.iter().map(|(name, _)| name.as_str()).collect()
        }
        let schemes: Vec<_> = self.credentials.iter().map(|credential| credential.scheme.as_str()).collect();
        f.debug_struct("Config")
            .field("timeout", &self.timeout)
            .field("connect_timeout", &self.connect_timeout)
            .field("read_timeout", &self.read_timeout)
            .field("deadline", &self.deadline)
            .field("max_retries", &self.max_retries)
            .field("retry_policy", &self.retry_policy)
            .field("budget", &self.budget)
            .field("idempotency_header", &self.idempotency_header)
            .field("limits", &self.limits)
            .field("stream_limits", &self.stream_limits)
            .field("headers", &names(&self.headers))
            .field("credentials", &schemes)
            .field("custom", &self.custom)
            .field("mode", &self.mode)
            .finish_non_exhaustive()
    }
}
