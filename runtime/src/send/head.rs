//! What comes before the body of a response.

use std::time::{Duration, SystemTime};

use http::{HeaderMap, StatusCode};

use crate::error::Error;
use crate::error::retries::Record;

/// What came with a value.
#[derive(Clone)]
pub(crate) struct Head {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) record: Record,
    pub(crate) elapsed: Duration,
    /// When it came, against which an API's dates are read.
    pub(crate) received: SystemTime,
    /// The connection, when the server gives it away with this response.
    #[cfg(all(feature = "websocket", not(target_family = "wasm")))]
    pub(crate) upgrade: Option<hyper::upgrade::OnUpgrade>,
}

impl Head {
    /// What has just come; the rest is known when the call ends.
    pub(crate) fn new(status: StatusCode, headers: HeaderMap) -> Self {
        Self {
            status,
            headers,
            record: Record::default(),
            elapsed: Duration::ZERO,
            received: SystemTime::UNIX_EPOCH,
            #[cfg(all(feature = "websocket", not(target_family = "wasm")))]
            upgrade: None,
        }
    }

    /// Adds it to an error about the response.
    pub(crate) fn describe(&self, error: Error) -> Error {
        error.with_head(self.status, self.headers.clone()).with_record(self.record.clone()).with_received(self.received)
    }
}
