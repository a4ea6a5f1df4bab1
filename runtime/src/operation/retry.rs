//! The requests that may be sent again.

/// The requests that may be sent again after an attempt that failed. [More](crate::docs::retries).
///
/// The call's own policy counts first, then [`Never`](Self::Never) of the client, the document's for the operation, the client's
/// otherwise, and the document's for the whole API; if none is set, it is [`Idempotent`](Self::Idempotent).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RetryPolicy {
    /// Retries every request, also one that may have been carried out. For APIs that recognise a request they have seen.
    Always,
    /// Retries a request that may have been carried out only when carrying it out twice comes to the same: its method is idempotent
    /// (RFC 9110 §9.2.2), or it carries an idempotency key. Others are retried when the API certainly did not carry them out.
    #[default]
    Idempotent,
    /// Retries nothing.
    Never,
}
