//! Limits: what a response may cost, each with an error of its own.

/// Which limit a response went over. [`Error::limit`](crate::Error::limit) says it; each has a setting on the client builder.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Limit {
    /// The bytes of a response's body, decoded: `max_response_bytes`, 1 GiB unless set.
    ResponseBytes,
    /// The most times that an encoded body may grow when it is decoded: `max_expansion`, 250 unless set; the first 8 MiB
    /// are free.
    Expansion,
    /// The bytes of a response's header fields, names and values: `max_header_bytes`, 64 KiB unless set.
    HeaderBytes,
    /// How deep the JSON of a response nests: `max_json_depth`, 127 unless set, which is also the most.
    JsonDepth,
    /// How many redirects are followed: `max_redirects`, 10 unless set.
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
    /// What is kept of the body of an error response.
    pub(crate) error_bytes: u64,
    pub(crate) expansion: u64,
    pub(crate) header_bytes: u64,
    pub(crate) json_depth: usize,
    pub(crate) redirects: u32,
}

impl Limits {
    /// What is kept of the body of an error response.
    pub(crate) fn kept_of_error(&self) -> u64 {
        self.error_bytes.min(self.response_bytes)
    }
}

/// What JSON trees take at most.
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
