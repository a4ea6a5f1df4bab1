//! Bodies of error responses as the types that the document declares for each status.

use bytes::Bytes;
use http::StatusCode;
use specsmith_model::{DecodeError, Fault, Node, Tree, Value};

use crate::error::Error;
use crate::operation::status::StatusSpec;

/// Types of an operation's error responses, by status. [`errors!`](crate::errors) implements it for an enum.
pub trait ErrorEnum: Sized {
    /// The statuses that have a type, in the order of the cases.
    const TYPED: &'static [StatusSpec];
    /// The statuses that are declared without a type of JSON, where a range or the default would have one.
    const UNTYPED: &'static [StatusSpec] = &[];

    /// Decodes the body of a case.
    ///
    /// # Errors
    /// If it does not have the case's type.
    fn decode_case(case: usize, node: Node<'_>) -> Result<Self, Fault>;

    /// Keeps a response that fits no case.
    fn unknown(response: UntypedResponse) -> Self;
}

/// An error response without a type: its status is not declared, or its body does not match the declaration.
#[derive(Clone, PartialEq)]
pub struct UntypedResponse {
    status: StatusCode,
    body: Bytes,
    fault: Option<DecodeError>,
}

impl UntypedResponse {
    /// Returns the status.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// Returns the undecoded body.
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// Returns the body as JSON, if it is JSON.
    pub fn json(&self) -> Option<Value> {
        specsmith_model::from_slice(&self.body).ok()
    }

    /// Returns the error of decoding the body; `None` if no type is declared for the status.
    pub fn fault(&self) -> Option<&DecodeError> {
        self.fault.as_ref()
    }
}

impl std::fmt::Debug for UntypedResponse {
    /// Shows no body, in which an API may repeat what it was sent.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("UntypedResponse")
            .field("status", &self.status.as_u16())
            .field("body_len", &self.body.len())
            .field("fault", &self.fault)
            .finish()
    }
}

impl Error {
    /// Decodes the body of an error response as the type that the document declares for its status: an exact status before its range (`4XX`), and that before
    /// `default` (OpenAPI 3.1.1 §4.8.16). A response without a declared type, or one that does not decode, becomes the variant `Unknown`.
    ///
    /// Returns `None` if the call failed without an error response. `T` is the operation's enum, which the method's documentation names;
    /// [an example](crate::docs::errors#typed-bodies).
    pub fn typed<T: ErrorEnum>(&self) -> Option<T> {
        let decoding = self.inner.decoding.as_ref()?;
        let status = self.inner.status?;
        let fault = match case_of(status, T::TYPED, T::UNTYPED) {
            Some(case) => match Tree::parse(&self.inner.body)
                .and_then(|tree| decoding.read(&tree, |node| T::decode_case(case, node)))
            {
                Ok(typed) => return Some(typed),
                Err(fault) => Some(fault),
            },
            None => None,
        };
        Some(T::unknown(UntypedResponse { status, body: self.inner.body.clone(), fault }))
    }
}

/// Returns the case that names a status most exactly; `None` when a status without a type does, or nothing.
fn case_of(status: StatusCode, typed: &[StatusSpec], untyped: &[StatusSpec]) -> Option<usize> {
    let rank = |spec: &StatusSpec| spec.rank(status);
    let none = untyped.iter().filter_map(rank).max();
    let cases = typed.iter().enumerate().filter_map(|(case, spec)| Some((rank(spec)?, case)));
    let (best, case) = cases.max_by_key(|(rank, case)| (*rank, usize::MAX - case))?;
    (Some(best) > none).then_some(case)
}
