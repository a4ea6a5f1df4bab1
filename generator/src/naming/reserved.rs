//! Reserved names: keywords, and names that the generated code itself uses.

/// Words that are allowed only as `r#word` (Rust Reference, "Keywords", edition 2024, strict and reserved).
const RAW: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn", "else", "enum",
    "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro", "match", "mod", "move",
    "mut", "override", "priv", "pub", "ref", "return", "static", "struct", "trait", "true", "try", "type", "typeof",
    "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// Words that are not allowed even as raw identifiers.
const NEVER: &[&str] = &["self", "Self", "super", "crate", "_", ""];

/// Names in scope in a file of types: the two preludes, and the re-exports of the crate's root. `Debug` and `Hash` are not among them, as the prelude has
/// only their derives.
const TYPES: &[&str] = &[
    // std prelude, edition 2024
    "AsMut",
    "AsRef",
    "Box",
    "Clone",
    "Copy",
    "Default",
    "DoubleEndedIterator",
    "Drop",
    "Eq",
    "Err",
    "ExactSizeIterator",
    "Extend",
    "Fn",
    "FnMut",
    "FnOnce",
    "From",
    "FromIterator",
    "Future",
    "Into",
    "IntoFuture",
    "IntoIterator",
    "Iterator",
    "None",
    "Ok",
    "Option",
    "Ord",
    "PartialEq",
    "PartialOrd",
    "Result",
    "Send",
    "Sized",
    "Some",
    "String",
    "Sync",
    "ToOwned",
    "ToString",
    "TryFrom",
    "TryInto",
    "Unpin",
    "Vec",
    // the runtime's prelude for models
    "Base64",
    "Base64Url",
    "BTreeMap",
    "Bytes",
    "Case",
    "Cases",
    "Const",
    "ConstValue",
    "Date",
    "DateTime",
    "Decimal",
    "Decode",
    "Duration",
    "Encode",
    "Extra",
    "Fault",
    "Fields",
    "Floats",
    "IntoNullable",
    "IntoNullableItem",
    "IntoNullableItems",
    "IntoNullableList",
    "IntoNullableMap",
    "IpText",
    "Kinds",
    "Literal",
    "Node",
    "Nullable",
    "Number",
    "ObjectWriter",
    "Octets",
    "Time",
    "Union",
    "UnixTime",
    "Upload",
    "Uri",
    "Uuid",
    "Value",
    "Writer",
    // the crate's root
    "Client",
    "ClientBuilder",
    "Error",
    "Page",
    "Response",
    // a type may not be named like its constructor
    "New",
];

/// Names in scope in a file of a resource, besides [`TYPES`].
const REQUESTS: &[&str] = &[
    "Api",
    "Binary",
    "Call",
    "ByteChunks",
    "Credential",
    "Empty",
    "Encoding",
    "DataEvents",
    "Handle",
    "Json",
    "JsonLines",
    "NamedEvents",
    "Operation",
    "OptionalJson",
    "Paging",
    "Param",
    "Plain",
    "Raw",
    "RawResponse",
    "ResponseEnum",
    "Request",
    "Scheme",
    "Secret",
    "Sending",
    "SendingResponse",
    "Several",
    "StatusSpec",
    "Streaming",
    "Style",
    "Text",
    "TextEvents",
];

/// Names every record has as methods, or that a setter would hide from its users.
const FIELDS: &[&str] = &["clone", "extra", "extra_mut", "mark_present", "missing", "new"];

/// Names every request has as methods.
const PARAMS: &[&str] = &[
    "body",
    "body_field",
    "call",
    "client",
    "clone",
    "deadline",
    "explain",
    "header",
    "into_future",
    "items_blocking",
    "max_items",
    "max_pages",
    "max_retries",
    "new",
    "next",
    "pages",
    "prefetch",
    "pages_blocking",
    "query",
    "resume_from",
    "retry_policy",
    "send",
    "send_as",
    "send_blocking",
    "send_raw",
    "send_with_response",
    "send_with_response_blocking",
    "stream",
    "stream_bytes",
    "stream_events",
    "strict",
    "timeout",
    "to_curl",
    "tolerant",
];

/// Names the client and every resource have as methods.
const METHODS: &[&str] = &["builder", "clone", "from_env", "new", "request", "with_options"];

/// Methods of a client's builder.
pub(crate) const ON_BUILDER: &[&str] = &[
    "base_url",
    "blocking",
    "build",
    "build_from_env",
    "clock",
    "clone",
    "connect_timeout",
    "credential",
    "deadline",
    "default",
    "default_header",
    "header",
    "hooks",
    "idempotency_header",
    "idle_timeout",
    "lenient",
    "max_error_bytes",
    "max_expansion",
    "max_header_bytes",
    "max_json_depth",
    "max_redirects",
    "max_response_bytes",
    "max_retries",
    "new",
    "observer",
    "on_drift",
    "on_unknown",
    "proxy",
    "query",
    "read_timeout",
    "redirects",
    "retry_budget",
    "retry_policy",
    "server",
    "server_variable",
    "stream_limits",
    "strict",
    "timeout",
    "tolerant",
    "transport",
    "user_agent",
    "wait_for_rate_limits",
    "webhook_secret",
];

/// Methods of types with headers: responses, pages and errors.
pub(crate) const ON_RESPONSES: &[&str] = &[
    "api_message",
    "body",
    "body_as",
    "body_json",
    "clone",
    "code",
    "elapsed",
    "error_type",
    "has_next_page",
    "header_fields",
    "headers",
    "into_inner",
    "into_response",
    "into_value",
    "is_body_cut",
    "is_connect",
    "is_timeout",
    "kind",
    "limit",
    "message",
    "method",
    "next_page",
    "next_page_blocking",
    "not_retried_because",
    "operation",
    "param",
    "path",
    "rate_limits",
    "request_id",
    "resume_token",
    "retried",
    "retries",
    "retry_after",
    "status",
    "typed",
    "value",
];

/// Files that a module may not have: Cargo's and Rust's own, and the devices of Windows.
const MODULES: &[&str] = &[
    "aux", "com0", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "con", "lib", "lpt0",
    "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9", "main", "mod", "nul", "prn",
];

/// Modules that a file of a resource imports by name: no module of a resource can be called so.
pub(crate) const IMPORTED: [&str; 4] = ["types", "specsmith_runtime", "resources", "client"];

/// Kinds of names, each with its reserved names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A type in `types`.
    Type,
    /// A type beside a resource.
    Request,
    /// The type of a resource.
    Resource,
    /// A field of a record.
    Field,
    /// A variant of an enum.
    Variant,
    /// A method of a resource.
    Method,
    /// A module.
    Module,
    /// An argument or setter of a request.
    Param,
}

impl Kind {
    /// Returns true if generated code uses the name for something else.
    pub(super) fn reserves(self, name: &str) -> bool {
        let among = |lists: &[&[&str]]| lists.iter().any(|list| list.contains(&name));
        among(&[NEVER])
            || match self {
                Self::Type => among(&[TYPES]),
                Self::Request | Self::Resource => among(&[TYPES, REQUESTS]),
                Self::Field => among(&[FIELDS]),
                Self::Variant => name == "Unknown",
                Self::Method => among(&[METHODS]),
                Self::Module => among(&[MODULES]),
                Self::Param => among(&[PARAMS]),
            }
    }

    /// Returns the word put behind a reserved name.
    pub(super) fn suffix(self) -> &'static str {
        match self {
            Self::Type => "object",
            Self::Request => "request",
            Self::Resource => "resource",
            Self::Field => "field",
            Self::Variant => "value",
            Self::Method => "call",
            Self::Module => "mod",
            Self::Param => "param",
        }
    }

    /// Returns the word put before a digit.
    pub(super) fn prefix(self) -> &'static str {
        match self {
            Self::Type | Self::Request | Self::Resource => "type",
            Self::Field | Self::Variant | Self::Param => "value",
            Self::Method | Self::Module => "v",
        }
    }
}

/// Returns true for words that no path has but as raw identifiers, and for those that cannot even be that.
pub(crate) fn is_any_keyword(name: &str) -> bool {
    RAW.contains(&name) || NEVER.contains(&name)
}

/// Returns true for keywords that `r#` makes identifiers.
pub(super) fn is_keyword(name: &str) -> bool {
    RAW.contains(&name)
}

#[cfg(test)]
#[path = "reserved_tests.rs"]
mod tests;
