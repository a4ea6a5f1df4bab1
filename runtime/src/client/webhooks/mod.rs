//! Webhooks: requests that an API sends, signed according to [Standard Webhooks](https://www.standardwebhooks.com), and the events in them.
//!
//! ```
//! use specsmith_runtime::model::Value;
//! use specsmith_runtime::webhooks::Webhooks;
//!
//! let webhooks = Webhooks::<Value>::new("whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD");
//! let headers = [("webhook-id", "msg_1"), ("webhook-timestamp", "1700000000"), ("webhook-signature", "v1,bm90IHRoaXMgb25l")];
//! let error = webhooks.unwrap(br#"{"type":"ping"}"#, &headers).unwrap_err();
//! assert!(error.to_string().contains("too old"));
//! ```

mod fault;
mod headers;
mod of_client;
mod signature;

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::{Duration, UNIX_EPOCH};

use specsmith_model::internal::{Decoding, DriftHook};

pub use crate::client::webhooks::fault::WebhookFault;
pub use crate::client::webhooks::headers::WebhookHeaders;

use crate::client::webhooks::signature::Key;
use crate::config::clock::{Clock, SystemClock};
use crate::config::error_kind::ErrorKind;
use crate::config::secret::Secret;
use crate::error::Error;
use crate::model::{Decode, DecodeMode};

/// Five minutes, as Standard Webhooks recommends.
const TOLERANCE: Duration = Duration::from_secs(300);

/// Operation id in drift reports about events, which belong to no operation.
const OPERATION: &str = "webhook";

/// Verifies the requests that an API sends, and decodes the events in them.
///
/// The headers are `webhook-id`, `webhook-timestamp` and `webhook-signature`, or the same with another prefix, such as `svix`.
pub struct Webhooks<T> {
    secrets: Vec<Secret>,
    prefix: &'static str,
    tolerance: Duration,
    clock: Arc<dyn Clock>,
    decoding: Decoding,
    event: PhantomData<fn() -> T>,
}

impl<T> Webhooks<T> {
    /// Makes a verifier with this secret: `whsec_` and base64, or any text, whose bytes are the key.
    pub fn new(secret: impl Into<Secret>) -> Self {
        let decoding = Decoding::new(DecodeMode::default(), None, OPERATION);
        Self::with(vec![secret.into()], "webhook", Arc::new(SystemClock), decoding)
    }

    pub(crate) fn with(secrets: Vec<Secret>, prefix: &'static str, clock: Arc<dyn Clock>, decoding: Decoding) -> Self {
        Self { secrets, prefix, tolerance: TOLERANCE, clock, decoding, event: PhantomData }
    }

    /// Returns the settings for decoding events: the client's mode and drift hook.
    pub(crate) fn decoding(mode: DecodeMode, hook: Option<&DriftHook>) -> Decoding {
        Decoding::new(mode, hook, OPERATION)
    }

    /// Accepts signatures made with this secret too, while one secret replaces another.
    #[must_use]
    pub fn secret(mut self, secret: impl Into<Secret>) -> Self {
        self.secrets.push(secret.into());
        self
    }

    /// Refuses requests that were signed longer ago than this, or further in the future: 5 minutes, unless set.
    #[must_use]
    pub fn tolerance(mut self, tolerance: Duration) -> Self {
        self.tolerance = tolerance;
        self
    }

    /// Sets the prefix of the headers' names, which is `webhook` unless set: `svix` for `svix-id`.
    #[must_use]
    pub fn header_prefix(mut self, prefix: &'static str) -> Self {
        self.prefix = prefix;
        self
    }

    /// Sets the source of the time of day, for tests.
    #[must_use]
    pub fn clock(mut self, clock: impl Clock) -> Self {
        self.clock = Arc::new(clock);
        self
    }

    /// Checks that a request was signed with one of the secrets within the tolerance. The body must be the received bytes, not JSON that was written again.
    ///
    /// # Errors
    /// [`ErrorKind::Webhook`], with a [`WebhookFault`] as its source.
    pub fn verify(&self, body: &[u8], headers: &(impl WebhookHeaders + ?Sized)) -> Result<(), Error> {
        let value = |name: &'static str| {
            let full = format!("{}-{name}", self.prefix);
            headers.value(&full).ok_or(WebhookFault::MissingHeader(name))
        };
        let signed = || Ok((value("id")?, value("timestamp")?, value("signature")?));
        let (id, timestamp, signatures) = signed().map_err(refused)?;
        self.check_time(timestamp)
            .and_then(|()| self.check_signatures(id, timestamp, signatures, body))
            .map_err(refused)
    }

    fn check_time(&self, timestamp: &str) -> Result<(), WebhookFault> {
        let signed: u64 = timestamp.parse().map_err(|_| WebhookFault::Timestamp)?;
        let now = self.clock.wall().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
        let tolerance = self.tolerance.as_secs();
        if now.saturating_sub(signed) > tolerance {
            Err(WebhookFault::TooOld)
        } else if signed.saturating_sub(now) > tolerance {
            Err(WebhookFault::TooNew)
        } else {
            Ok(())
        }
    }

    fn check_signatures(&self, id: &str, timestamp: &str, signatures: &str, body: &[u8]) -> Result<(), WebhookFault> {
        if self.secrets.is_empty() {
            return Err(WebhookFault::NoSecret);
        }
        for secret in &self.secrets {
            let key = Key::of(secret)?;
            if signatures.split_whitespace().any(|signature| key.made(signature, id, timestamp, body)) {
                return Ok(());
            }
        }
        Err(WebhookFault::Signature)
    }
}

impl<T: Decode> Webhooks<T> {
    /// Verifies a request, and returns its event. The body must be the received bytes, not JSON that was written again.
    ///
    /// # Errors
    /// [`ErrorKind::Webhook`], with a [`WebhookFault`] as its source; [`ErrorKind::Decode`] when the body is no such event.
    pub fn unwrap(&self, body: impl AsRef<[u8]>, headers: &(impl WebhookHeaders + ?Sized)) -> Result<T, Error> {
        let body = body.as_ref();
        self.verify(body, headers)?;
        self.decoding.json(body).map_err(|fault| {
            let error = Error::new(ErrorKind::Decode, format!("the event of the webhook cannot be read: {fault}"));
            error.with_source(fault).with_body(bytes::Bytes::copy_from_slice(body))
        })
    }
}

fn refused(fault: WebhookFault) -> Error {
    Error::new(ErrorKind::Webhook, fault.to_string()).with_source(fault)
}

impl<T> Clone for Webhooks<T> {
    fn clone(&self) -> Self {
        let tolerance = self.tolerance;
        let own = Self::with(self.secrets.clone(), self.prefix, Arc::clone(&self.clock), self.decoding.clone());
        Self { tolerance, ..own }
    }
}

impl<T> fmt::Debug for Webhooks<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Webhooks").field("tolerance", &self.tolerance).finish_non_exhaustive()
    }
}
