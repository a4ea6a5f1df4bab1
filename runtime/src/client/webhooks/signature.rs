//! Signatures of Standard Webhooks, version 1: HMAC-SHA256 of `id.timestamp.body`, in base64.

use hmac::{Hmac, Mac};
use sha2::Sha256;
use specsmith_model::internal::base64;

use crate::client::webhooks::fault::WebhookFault;
use crate::config::secret::Secret;

/// The key that a secret stands for.
pub(super) struct Key(Hmac<Sha256>);

impl Key {
    /// Reads a secret: after `whsec_` it is base64; any other is the key itself.
    pub(super) fn of(secret: &Secret) -> Result<Self, WebhookFault> {
        let secret = secret.expose().trim();
        let key = match secret.strip_prefix("whsec_") {
            Some(encoded) => base64::decode(encoded),
            None => Some(secret.as_bytes().to_vec()),
        };
        // Anybody can sign with an empty key.
        let key = key.filter(|key| !key.is_empty()).ok_or(WebhookFault::Secret)?;
        // HMAC takes keys of any length.
        Hmac::new_from_slice(&key).map(Self).map_err(|_| WebhookFault::Secret)
    }

    /// Returns true if a signature, `v1,` and base64, was made with this key. Signatures of other versions are nobody's. The comparison takes the same time
    /// wherever the first difference is.
    pub(super) fn made(&self, signature: &str, id: &str, timestamp: &str, body: &[u8]) -> bool {
        let encoded = match signature.split_once(',') {
            Some(("v1", encoded)) => encoded,
            Some(_) => return false,
            None => signature,
        };
        let Some(expected) = base64::decode(encoded) else { return false };
        let mut hmac = self.0.clone();
        for part in [id.as_bytes(), b".", timestamp.as_bytes(), b".", body] {
            hmac.update(part);
        }
        hmac.verify_slice(&expected).is_ok()
    }
}
