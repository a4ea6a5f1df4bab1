//! Status, headers and record of a response.

use std::time::{Duration, SystemTime};

use http::{HeaderMap, StatusCode};

use crate::error::Error;
use crate::error::retries::Record;

/// Status and headers of a response, and the record of its call.
#[derive(Clone)]
pub(crate) struct Head {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) record: Record,
    pub(crate) elapsed: Duration,
    /// Time of arrival, to which dates in headers are compared.
    pub(crate) received: SystemTime,
    /// The connection, when the server gives it away with this response.
    #[cfg(all(feature = "websocket", not(target_family = "wasm")))]
    pub(crate) upgrade: Option<hyper::upgrade::OnUpgrade>,
}

impl Head {
    /// Makes the head of a response that has just come; the other values are set when the call ends.
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
