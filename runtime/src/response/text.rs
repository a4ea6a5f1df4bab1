//! Text of a response: its charset, and messages about a body that is not the expected text.

use std::borrow::Cow;

use specsmith_model::{DecodeError, DecodeErrorKind};

use crate::error::Error;
use crate::http::charset;
use crate::response::kinds::RawResponse;
use crate::send::undecoded::UndecodedResponse;

/// Bytes of a body that is no JSON, as an error shows them.
const LONGEST_START: usize = 64;

impl UndecodedResponse {
    /// Returns its JSON as UTF-8, which RFC 8259 §8.1 requires; some servers send what their `charset` says.
    #[inline]
    pub(crate) fn json_body(&self) -> Cow<'_, [u8]> {
        match charset::of_headers(&self.head.headers) {
            Some(label) if !label.eq_ignore_ascii_case("utf-8") => self.json_of(label),
            _ => Cow::Borrowed(&self.body),
        }
    }

    #[cold]
    fn json_of(&self, label: &str) -> Cow<'_, [u8]> {
        let is_wide = label.to_ascii_lowercase().starts_with("utf-16");
        match charset::decode_known(&self.body, Some(label)) {
            Some(Ok(Cow::Owned(text))) if is_wide || std::str::from_utf8(&self.body).is_err() => {
                Cow::Owned(text.into_bytes())
            }
            _ => Cow::Borrowed(&self.body),
        }
    }
}

impl RawResponse<'_> {
    /// Decodes the body as text, in the charset of its content type, else in UTF-8. A byte order mark is skipped.
    ///
    /// # Errors
    /// [`ErrorKind::Decode`](crate::ErrorKind::Decode) when it is not of that charset, or the charset is not known.
    pub fn text(&self) -> Result<String, Error> {
        match charset::decode(&self.response.body, charset::of_headers(self.headers())) {
            Ok(text) => Ok(text.into_owned()),
            Err(message) => Err(self.fault(self.coded().unwrap_or(message))),
        }
    }

    /// Returns the error message for a body that still has a content coding.
    pub(crate) fn coded(&self) -> Option<String> {
        let coding = charset::coding_of(self.headers())?.escape_debug();
        Some(format!(
            "the body is in the content coding `{coding}`, which this client did not ask for and does not decode"
        ))
    }

    /// Returns the beginning of a body that is no JSON, for an error message.
    pub(crate) fn start(&self, fault: &DecodeError) -> String {
        let text = String::from_utf8_lossy(self.response.body.get(..LONGEST_START).unwrap_or(&self.response.body));
        match fault.kind() {
            DecodeErrorKind::Syntax if text.trim_start().starts_with('<') => {
                format!("; it begins with `{}`", text.trim().escape_debug())
            }
            _ => String::new(),
        }
    }
}
