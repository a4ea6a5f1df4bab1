//! The words and keys that values of settings are made of.

/// The keys of `x-specsmith-formats` with the words that each takes.
pub(crate) const FORMAT_WORDS: [(&str, &[&str]); 8] = [
    ("date-time", &["text", "jiff", "chrono", "chrono-offset", "time"]),
    ("date", &["text", "jiff", "chrono", "time"]),
    ("time", &["text", "jiff", "chrono", "time"]),
    ("duration", &["text", "jiff", "chrono", "time"]),
    ("uuid", &["text", "uuid"]),
    ("uri", &["text", "url"]),
    ("decimal", &["text", "rust_decimal"]),
    ("ip", &["text", "std"]),
];

/// The values of `x-specsmith-integers`.
pub(crate) const INTEGER_TYPES: [&str; 2] = ["wide", SMALLEST];
/// In [`INTEGER_TYPES`]: the smallest that bounds and formats allow.
pub(crate) const SMALLEST: &str = "smallest";

/// The keys of `x-specsmith-tree`. Two set a parent resource: from the only scheme that an operation accepts, and from a pattern of operations as in
/// [`Selection`](super::Selection). The third sets another name for a resource.
pub(crate) const TREE_KEYS: [&str; 3] = [BY_SECURITY, PREFIX, RENAME];
/// The key of `x-specsmith-tree` for security schemes.
pub(crate) const BY_SECURITY: &str = "by-security";
/// The key of `x-specsmith-tree` for patterns.
pub(crate) const PREFIX: &str = "prefix";
/// The key of `x-specsmith-tree` for resources.
pub(crate) const RENAME: &str = "rename";
/// Another key of `x-specsmith-tree`: the name of the extension of operations whose samples call them by their names.
pub(crate) const BY_EXAMPLE: &str = "by-example";

/// The keys of `x-specsmith-webhooks`: the environment variable of the secret, and the beginning of the headers' names.
pub(crate) const WEBHOOK_KEYS: [&str; 2] = ["env", "prefix"];

/// The values of `x-specsmith-base64`: 32-bit floats, the lowest byte first.
pub(crate) const PACKED: [&str; 1] = ["f32"];

/// The values of `x-specsmith-retry`.
pub(crate) const RETRIES: [&str; 3] = ["always", "idempotent", "never"];

/// The values of `x-specsmith-reading`.
pub(crate) const READINGS: [&str; 3] = ["strict", "tolerant", "lenient"];

/// The places that `x-specsmith-brackets` lists.
pub(crate) const BRACKETED: [&str; 3] = ["form", "multipart", "query"];

/// The keys of `x-specsmith-style` with the words that each takes. The first word of each is what OpenAPI says of a style that is not declared.
pub(crate) const STYLE_WORDS: [(&str, &[&str]); 3] = [
    (QUERY_ARRAYS, &["repeat", "comma", "brackets"]),
    (QUERY_OBJECTS, &["members", "deepObject", "brackets"]),
    (PARTS, &["json", "deepObject", "brackets"]),
];
/// The key of `x-specsmith-style` for lists in the query.
pub(crate) const QUERY_ARRAYS: &str = "query-arrays";
/// The key of `x-specsmith-style` for objects in the query.
pub(crate) const QUERY_OBJECTS: &str = "query-objects";
/// The key of `x-specsmith-style` for forms and multipart bodies.
pub(crate) const PARTS: &str = "parts";

/// The keys of a header or query parameter of all requests.
pub(super) const SETTING_KEYS: [&str; 5] = ["default", "env", "name", "required", "description"];
/// The keys of `x-specsmith-placement`.
pub(super) const PLACEMENT_KEYS: [&str; 4] = ["header", "prefix", "query", "cookie"];
/// The words of `x-specsmith-body`.
pub(super) const PRESENCES: [&str; 2] = ["optional", "required"];
