//! Application of a [`RetryPolicy`] to a request.

use http::{HeaderValue, Method};

use crate::error::retries::RetryStop;
use crate::operation::param::Place;
use crate::operation::retry::RetryPolicy;
use crate::request::assemble::Prepared;
use crate::request::call::Call;
use crate::request::shape;

impl RetryPolicy {
    /// Returns the policy for a call.
    pub(crate) fn of(call: &Call) -> Self {
        let client = call.session.config().retry_policy;
        match (call.parts.retry_policy, client) {
            (Some(own), _) => own,
            (None, Some(Self::Never)) => Self::Never,
            (None, client) => call.operation.retry.or(client).or(call.session.api().retry).unwrap_or_default(),
        }
    }

    /// Checks that the request of a call may be sent again; `unapplied` is true if the API certainly did not carry it out.
    ///
    /// # Errors
    /// The reason why it may not.
    pub(crate) fn allows(self, call: &Call, prepared: &Prepared, unapplied: bool) -> Result<(), RetryStop> {
        match self {
            Self::Always => Ok(()),
            Self::Idempotent if unapplied || is_repeatable(call, prepared) => Ok(()),
            Self::Idempotent => Err(RetryStop::NotIdempotent),
            Self::Never => Err(RetryStop::Off),
        }
    }
}

/// Returns true if sending the request twice has the effect of sending it once.
pub(crate) fn is_repeatable(call: &Call, prepared: &Prepared) -> bool {
    is_idempotent(&prepared.method) || prepared.has_idempotency_key() || carries_key(call, prepared)
}

/// Returns true for the methods of RFC 9110 §9.2.2, and `QUERY`, which is safe.
fn is_idempotent(method: &Method) -> bool {
    method.is_idempotent() || method.as_str() == "QUERY"
}

/// Returns true if the caller or the client sends an idempotency key of its own. To another origin goes none of their headers.
fn carries_key(call: &Call, prepared: &Prepared) -> bool {
    let config = call.session.config();
    let named = [call.operation.idempotency, config.idempotency_header.as_deref()];
    let is_key = |name: &str| {
        // `Idempotency-Key` (draft-ietf-httpapi-idempotency-key-header), `X-Idempotency-Key`, `Idempotence-Key`.
        name.to_ascii_lowercase().contains("idempot")
            || named.iter().flatten().any(|known| known.eq_ignore_ascii_case(name))
    };
    let given = call.parts.params.iter().filter(|given| given.place == Place::Header && is_key(&given.name));
    let extra = call.parts.headers.iter().filter(|(name, _)| is_key(name));
    let usual = config.header_map.iter().filter(|(name, _)| is_key(name.as_str()));
    prepared.is_for_own_origin()
        && (given.map(|given| shape::plain(&given.json)).any(|text| !matches!(&*text, "" | "null"))
            || extra.map(|(_, value)| value.expose()).any(|text| !text.is_empty())
            || usual.map(|(_, value)| value).any(|value: &HeaderValue| !value.is_empty()))
}
