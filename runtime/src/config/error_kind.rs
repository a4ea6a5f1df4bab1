//! Kinds of errors.

use http::StatusCode;

/// Kind of an error: enough to decide how to handle it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The client cannot be built from its configuration.
    Config,
    /// A required credential is missing. Nothing was sent.
    MissingCredential,
    /// The request cannot be built from its inputs. Nothing was sent.
    Build,
    /// No connection could be made, or it broke.
    Connection,
    /// A time limit was exceeded.
    Timeout,
    /// 400
    BadRequest,
    /// 401
    Authentication,
    /// 403
    PermissionDenied,
    /// 404
    NotFound,
    /// 409
    Conflict,
    /// 422
    UnprocessableEntity,
    /// 429
    RateLimited,
    /// 500 and above
    Server,
    /// Any other status that is not a success.
    Status,
    /// The response does not match the document, or cannot be decoded.
    Decode,
    /// The response exceeds a limit of the client, see [`Error::limit`](crate::Error::limit).
    TooLarge,
    /// The response redirects to a URL that is not followed.
    Redirect,
    /// The API reported a failure within a stream that began as a success.
    Stream,
    /// A file of the caller could not be read or written.
    Io,
    /// A page names itself or an earlier page as the next one.
    RepeatedPage,
    /// A request that claims to come from the API is not signed by it, or was not signed within the tolerance.
    Webhook,
}

impl ErrorKind {
    pub(crate) fn of_status(status: StatusCode) -> Self {
        match status.as_u16() {
            400 => Self::BadRequest,
            401 => Self::Authentication,
            403 => Self::PermissionDenied,
            404 => Self::NotFound,
            409 => Self::Conflict,
            422 => Self::UnprocessableEntity,
            429 => Self::RateLimited,
            500.. => Self::Server,
            _ => Self::Status,
        }
    }

    /// Returns the name of the kind in messages, such as `rate_limited`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Config => "config",
            Self::MissingCredential => "missing_credential",
            Self::Build => "build",
            Self::Connection => "connection",
            Self::Timeout => "timeout",
            Self::BadRequest => "bad_request",
            Self::Authentication => "authentication",
            Self::PermissionDenied => "permission_denied",
            Self::NotFound => "not_found",
            Self::Conflict => "conflict",
            Self::UnprocessableEntity => "unprocessable_entity",
            Self::RateLimited => "rate_limited",
            Self::Server => "server",
            Self::Status => "status",
            Self::Decode => "decode",
            Self::TooLarge => "too_large",
            Self::Redirect => "redirect",
            Self::Stream => "stream",
            Self::Io => "io",
            Self::RepeatedPage => "repeated_page",
            Self::Webhook => "webhook",
        }
    }
}

impl std::fmt::Display for ErrorKind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}
