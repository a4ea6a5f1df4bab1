//! Limits of a response.

/// Limit that a response exceeded, as returned by [`Error::limit`](crate::Error::limit). Each has a setting on the client builder.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Limit {
    /// The bytes of a response's body, decoded: `max_response_bytes`, 1 GiB unless set.
    ResponseBytes,
    /// The ratio of a body's decoded size to its encoded size: `max_expansion`, 250 unless set; the first 8 MiB do not count.
    Expansion,
    /// The bytes of a response's headers, names and values: `max_header_bytes`, 64 KiB unless set.
    HeaderBytes,
    /// The depth of the JSON in a response: `max_json_depth`, 127 unless set, which is also the maximum.
    JsonDepth,
    /// The number of redirects followed: `max_redirects`, 10 unless set.
    Redirects,
}

impl std::fmt::Display for Limit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::ResponseBytes => "response bytes",
            Self::Expansion => "expansion",
            Self::HeaderBytes => "header bytes",
            Self::JsonDepth => "JSON depth",
            Self::Redirects => "redirects",
        })
    }
}

/// The limits of a client. `u64::MAX` stands for none.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    pub(crate) response_bytes: u64,
    /// Bytes of an error response's body that are kept; the rest is dropped.
    pub(crate) error_bytes: u64,
    pub(crate) expansion: u64,
    pub(crate) header_bytes: u64,
    pub(crate) json_depth: usize,
    pub(crate) redirects: u32,
}

impl Limits {
    /// Returns the number of bytes that are kept of an error response's body.
    pub(crate) fn kept_of_error(&self) -> u64 {
        self.error_bytes.min(self.response_bytes)
    }
}

/// Maximum depth of a JSON tree.
pub(crate) const MOST_DEPTH: usize = 127;

impl Default for Limits {
    fn default() -> Self {
        Self {
            response_bytes: 1 << 30,
            error_bytes: 1 << 20,
            expansion: 250,
            header_bytes: 64 << 10,
            json_depth: MOST_DEPTH,
            redirects: 10,
        }
    }
}
