//! Reasons to refuse a webhook.

use std::fmt;

/// The reason to refuse a webhook. It is the source of the [`Error`](crate::Error).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum WebhookFault {
    /// A header is missing: `id`, `timestamp` or `signature`.
    MissingHeader(&'static str),
    /// The timestamp is no whole number of seconds.
    Timestamp,
    /// The signature is older than the tolerance: the request may be a replay.
    TooOld,
    /// The signature is further in the future than the tolerance.
    TooNew,
    /// None of the signatures was made with one of the secrets.
    Signature,
    /// There is no secret to verify it with.
    NoSecret,
    /// A secret is empty, or begins with `whsec_` and the rest is not base64.
    Secret,
}

impl fmt::Display for WebhookFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::MissingHeader(name) => write!(f, "the webhook has no header for its {name}"),
            Self::Timestamp => f.write_str("the webhook's timestamp is not a number of seconds"),
            Self::TooOld => f.write_str("the webhook's timestamp is too old"),
            Self::TooNew => f.write_str("the webhook's timestamp is too new"),
            Self::Signature => f.write_str("no signature of the webhook matches"),
            Self::NoSecret => {
                f.write_str("there is no secret to verify webhooks with: set `webhook_secret` on the client's builder")
            }
            Self::Secret => f.write_str("the webhook secret is empty, or not base64 after `whsec_`"),
        }
    }
}

impl std::error::Error for WebhookFault {}
