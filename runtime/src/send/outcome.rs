//! Outcomes of an attempt.

use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use crate::config::error_kind::ErrorKind;
use crate::config::limits::Limit;
use crate::error::Error;
use crate::request::assemble::Prepared;
use crate::request::authorize::Unauthorized;
use crate::send::body_reader::Cut;
use crate::send::failure::{kind_of, over_limit};
use crate::send::head::Head;
use crate::transport::ResponseBody;
use crate::transport::error::TransportError;

/// A response.
pub(crate) struct Arrived {
    /// Boxed, since it is handed on from function to function up to the caller.
    pub(crate) head: Box<Head>,
    /// True if the status is one of those the operation counts as success.
    pub(crate) success: bool,
    pub(crate) content: Content,
    /// The request that it responds to, if that is not the first one.
    pub(crate) hop: Option<Box<Prepared>>,
}

/// The body of a response.
pub(crate) enum Content {
    /// The whole body.
    Whole(Bytes),
    /// The start of an error body that is larger than what is kept of one.
    Cut(Bytes),
    /// Still on its way, for a caller who reads it piece by piece. Successes only.
    Open(ResponseBody),
}

impl Content {
    /// Returns the bytes that have been read.
    pub(crate) fn into_whole(self) -> Bytes {
        match self {
            Self::Whole(bytes) | Self::Cut(bytes) | Self::Open(ResponseBody::Bytes(bytes)) => bytes,
            Self::Open(ResponseBody::Stream(_)) => Bytes::new(),
        }
    }
}

/// Time limit of an attempt, and its source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AttemptLimit {
    /// The limit of each attempt.
    Attempt(Duration),
    /// The rest of the call's deadline; `whole` is the deadline itself.
    Deadline { left: Duration, whole: Duration },
}

/// An attempt without a response that can be used.
pub(crate) enum Failed {
    Timeout(AttemptLimit),
    /// The response began, and then nothing came for this long.
    Silent(Duration),
    Transport(TransportError),
    /// The response went over a limit, which is this much.
    Limit {
        head: Box<Head>,
        limit: Limit,
        most: u64,
    },
    Redirect {
        head: Box<Head>,
        why: String,
    },
    /// The request cannot be sent; the error has the reason.
    Final(Error),
    /// There is no credential to send.
    Unauthorized(Unauthorized),
}

impl Failed {
    /// Returns the kind of the error.
    pub(crate) fn kind(&self) -> ErrorKind {
        match self {
            Self::Timeout(_) | Self::Silent(_) => ErrorKind::Timeout,
            Self::Transport(fault) => kind_of(fault),
            Self::Limit { limit, .. } => over_limit(*limit, 0).kind(),
            Self::Redirect { .. } => ErrorKind::Redirect,
            Self::Final(error) => error.kind(),
            Self::Unauthorized(unauthorized) => unauthorized.error.kind(),
        }
    }
}

/// Progress of an attempt, for the case that it ends early.
#[derive(Default)]
pub(crate) struct Progress {
    /// The status and the headers, while the body is read.
    pub(crate) head: Option<Box<Head>>,
    /// The part of the body that has come; boxed so that the future of a call stays small.
    pub(crate) body: Option<Box<Bytes>>,
    /// True if a redirect was followed.
    pub(crate) redirected: bool,
}

impl Progress {
    /// Returns true if the API may have carried out the request, whatever the end of the attempt says of its last step.
    pub(crate) fn may_be_applied(&self) -> bool {
        self.redirected || self.head.is_some()
    }

    /// Notes what came of a success whose body was cut.
    pub(crate) fn cut(&mut self, came: Bytes, cut: Cut) -> Failed {
        match cut {
            Cut::Silent(limit) => {
                self.body = Some(Box::new(came));
                Failed::Silent(limit)
            }
            Cut::Transport(fault) => {
                self.body = Some(Box::new(came));
                Failed::Transport(fault)
            }
            Cut::Limit(limit, most) => Failed::Limit { head: self.take_head(), limit, most },
            Cut::Kept => Failed::Limit { head: self.take_head(), limit: Limit::ResponseBytes, most: 0 },
        }
    }

    pub(crate) fn take_head(&mut self) -> Box<Head> {
        self.head.take().unwrap_or_else(|| Box::new(Head::new(StatusCode::default(), HeaderMap::new())))
    }

    /// Adds to an error what had come of the response.
    pub(crate) fn place(self, error: Error) -> Error {
        match self.head {
            Some(head) => {
                error.with_response(head.status, head.headers, self.body.map(|body| *body).unwrap_or_default())
            }
            None => error,
        }
    }
}
