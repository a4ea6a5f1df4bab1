//! Conversion of reqwest's errors.

use crate::transport::error::{TransportError, TransportErrorKind};

/// Returns the error for a URL that cannot be sent to.
pub(crate) fn unfit(fault: impl std::error::Error + Send + Sync + 'static) -> TransportError {
    let message = format!("the request cannot be sent: {fault}");
    TransportError::new(TransportErrorKind::Refused, message).with_source(fault)
}

/// Converts the error of a request that got no response.
pub(crate) fn unanswered(fault: reqwest::Error) -> TransportError {
    let unsent = fault.is_connect() || unseen(&fault);
    let error = error(fault);
    if unsent { error.unsent() } else { error }
}

/// Converts an error of reqwest, without the URL, whose query may hold a credential.
pub(crate) fn error(fault: reqwest::Error) -> TransportError {
    let fault = fault.without_url();
    let connecting = fault.is_connect();
    let (kind, message) = if fault.is_timeout() && connecting {
        (TransportErrorKind::Timeout, "no connection in time")
    } else if fault.is_timeout() {
        (TransportErrorKind::Timeout, "time ran out")
    } else if connecting {
        (TransportErrorKind::Connect, "no connection could be made")
    } else if fault.is_builder() {
        (TransportErrorKind::Refused, "the request cannot be sent")
    } else {
        (TransportErrorKind::Broken, "the connection broke")
    };
    let detail = innermost(&fault);
    TransportError::new(kind, format!("{message}: {detail}")).with_source(fault)
}

/// Returns true if hyper gave the request back without having written any of it, as it does when a connection that was kept open turns out
/// to be closed, or when the server says that it has not looked at it.
fn unseen(fault: &(dyn std::error::Error + 'static)) -> bool {
    std::iter::successors(Some(fault), |fault| fault.source())
        .any(|cause| cause.downcast_ref::<hyper::Error>().is_some_and(hyper::Error::is_canceled) || left_out(cause))
}

/// Returns true if the server left a stream out: it refused it (RFC 9113 §8.7), or said goodbye before it, whatever its reason (§6.8). Of a goodbye, h2
/// tells only the streams above the last one that it names, and those that were not opened any more; for the others the connection breaks.
#[cfg(feature = "http2")]
fn left_out(cause: &(dyn std::error::Error + 'static)) -> bool {
    let Some(fault) = cause.downcast_ref::<h2::Error>().filter(|fault| fault.is_remote()) else { return false };
    fault.is_go_away() || (fault.is_reset() && fault.reason() == Some(h2::Reason::REFUSED_STREAM))
}

#[cfg(not(feature = "http2"))]
fn left_out(_: &(dyn std::error::Error + 'static)) -> bool {
    false
}

/// Returns the text of the innermost source: reqwest's own texts only name the step that failed.
fn innermost(fault: &dyn std::error::Error) -> String {
    let mut last = fault;
    while let Some(next) = last.source() {
        last = next;
    }
    last.to_string()
}

#[cfg(test)]
mod tests {
    use std::pin::Pin;
    use std::task::{Context, Poll};

    use super::*;

    /// A connection that takes all and then ends.
    #[derive(Default)]
    struct Deaf {
        written: bool,
    }

    impl hyper::rt::Read for Deaf {
        fn poll_read(
            self: Pin<&mut Self>,
            cx: &mut Context<'_>,
            _: hyper::rt::ReadBufCursor<'_>,
        ) -> Poll<std::io::Result<()>> {
            if self.written {
                return Poll::Ready(Ok(()));
            }
            cx.waker().wake_by_ref();
            Poll::Pending
        }
    }

    impl hyper::rt::Write for Deaf {
        fn poll_write(mut self: Pin<&mut Self>, _: &mut Context<'_>, bytes: &[u8]) -> Poll<std::io::Result<usize>> {
            self.written = true;
            Poll::Ready(Ok(bytes.len()))
        }

        fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<std::io::Result<()>> {
            Poll::Ready(Ok(()))
        }

        fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<std::io::Result<()>> {
            Poll::Ready(Ok(()))
        }
    }

    #[tokio::test]
    async fn what_hyper_gives_back_was_not_sent() {
        let handshake = || hyper::client::conn::http1::handshake::<_, String>(Deaf::default());
        let request = || http::Request::new(String::new());
        let (mut sender, connection) = handshake().await.unwrap();
        drop(connection);
        let fault = sender.send_request(request()).await.unwrap_err();
        assert!(unseen(&TransportError::new(TransportErrorKind::Broken, "around it").with_source(fault)));
        let (mut sender, connection) = handshake().await.unwrap();
        let (fault, _) = tokio::join!(sender.send_request(request()), connection);
        assert!(!unseen(&fault.unwrap_err()), "it was written before the end");
    }
}
