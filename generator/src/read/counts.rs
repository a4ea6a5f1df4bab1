//! Counts of a document's parts.

/// Counts of a document's parts. Operations are counted by `lower`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Census {
    /// Parameters.
    pub parameters: usize,
    /// Request bodies: each media type of each.
    pub bodies: usize,
    /// Responses: each media type of each response, and each response without one.
    pub responses: usize,
    /// Keywords of schemas, extensions not counted.
    pub keywords: usize,
}
