//! Content codings by name.

/// The codings that this build can decode, as `Accept-Encoding` names them.
pub(crate) const CODINGS: Option<&str> =
    match (cfg!(feature = "gzip"), cfg!(feature = "brotli"), cfg!(feature = "zstd")) {
        (false, false, false) => None,
        (true, false, false) => Some("gzip"),
        (false, true, false) => Some("br"),
        (true, true, false) => Some("gzip, br"),
        (false, false, true) => Some("zstd"),
        (true, false, true) => Some("gzip, zstd"),
        (false, true, true) => Some("br, zstd"),
        (true, true, true) => Some("gzip, br, zstd"),
    };
