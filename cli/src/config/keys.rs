//! The keys of `specsmith.toml`: one table for the reader, the template that `init` writes and the JSON Schema.

pub(crate) use super::key::{Key, Kind};

use super::client_keys::{FORMATS, GETTER, PLACEMENT, PROFILE, REPLACE, SETTING, STYLE};
use super::key::key;
use super::rule_keys::{
    ACCUMULATE, BODY, PAGING, PARAMETER, POLLING, PRESENCES, STRUCTURED_OUTPUT, WEBHOOKS, WEBSOCKET,
};
use super::words::{BRACKETED, INTEGERS, READINGS, RETRIES};

/// The keys of the file.
pub(crate) const TOP: &[Key] = &[
    key("client", Kind::Tables(CLIENT), "The clients to generate, by name: `[client.NAME]`.", "{}"),
    key("vendored", Kind::Table(VENDORED), "The runtime's sources, written once for all clients.", "{}"),
];

/// The keys of `[client.NAME]`.
pub(crate) const CLIENT: &[Key] = &[
    key("document", Kind::Text, "The OpenAPI document, YAML or JSON, version 2.0 to 3.2.", "\"openapi.yaml\""),
    key(
        "url",
        Kind::Text,
        "The URL that `specsmith fetch` downloads the document from; HTTPS.",
        "\"https://example.com/openapi.yaml\"",
    ),
    key("overlays", Kind::Texts, "OpenAPI Overlays, applied to the document in this order.", "[\"overlay.yaml\"]"),
    key(
        "include",
        Kind::Texts,
        "The operations to keep, all without it: ids, \"METHOD /path\", \"/path/**\", \"tag:NAME\" or \"resource:NAME\".",
        "[\"GET /pets/**\", \"tag:store\"]",
    ),
    key("exclude", Kind::Texts, "The operations to leave out, by the same patterns.", "[\"DELETE /**\"]"),
    key(
        "allow-unmatched",
        Kind::Flag,
        "Accept overlay actions and patterns that match nothing, and ignore actions that cannot be applied.",
        "false",
    ),
    key("out", Kind::Text, "The output folder; `clients/NAME` unless it is given.", "\"clients/acme\""),
    key(
        "module",
        Kind::Flag,
        "Write a module (`mod.rs`) instead of a crate; the crate around it depends on the runtime.",
        "false",
    ),
    key("types-only", Kind::Flag, "Write the types without a client; they depend on `specsmith-model` alone.", "false"),
    key("strict", Kind::Flag, "Refuse a document of which something cannot be represented exactly.", "false"),
    key(
        "runtime",
        Kind::Runtime,
        "Where the runtime comes from: \"vendored\", \"registry\", \"workspace\", { path = \"…\" } or { git = \"…\", rev = \"…\" }.",
        "\"vendored\"",
    ),
    key(
        "retry",
        Kind::Word(RETRIES),
        "Which requests may be sent again: \"always\", \"idempotent\" or \"never\".",
        "\"idempotent\"",
    ),
    key("idempotency", Kind::Text, "The header that carries an idempotency key.", "\"Idempotency-Key\""),
    key(
        "brackets",
        Kind::Words(BRACKETED),
        "Where lists are written `a[]=1` and objects `a[b]=2`: \"form\", \"multipart\", \"query\".",
        "[\"query\"]",
    ),
    key(
        "style",
        Kind::Table(STYLE),
        "The form of lists and objects whose style the document does not declare.",
        "{ query-arrays = \"comma\", query-objects = \"deepObject\" }",
    ),
    key(
        "headers",
        Kind::NamesOrTables(SETTING),
        "Headers that all requests have, unless the program sets them otherwise: values, or settings.",
        "{ Acme-Version = \"2026-01-01\", Acme-Organization = { env = \"ACME_ORG_ID\" } }",
    ),
    key(
        "query",
        Kind::NamesOrTables(SETTING),
        "Query parameters that all requests have, unless the program sets them otherwise: values, or settings.",
        "{ api-version = { env = \"ACME_API_VERSION\", required = true } }",
    ),
    key(
        "headers-env",
        Kind::Text,
        "The environment variable with more headers, a line `Name: value` for each.",
        "\"ACME_CUSTOM_HEADERS\"",
    ),
    key(
        "profiles",
        Kind::Tables(PROFILE),
        "Other ways in which the API is served, by name.",
        "{ cloud = { server = \"/acme\" } }",
    ),
    key(
        "media-types",
        Kind::Texts,
        "The media types to send and to ask for where several are declared, the best first.",
        "[\"application/json\", \"text/csv\"]",
    ),
    key(
        "reading",
        Kind::Word(READINGS),
        "How responses are read unless the program says otherwise: \"strict\", \"tolerant\" or \"lenient\".",
        "\"tolerant\"",
    ),
    key(
        "formats",
        Kind::Table(FORMATS),
        "The crates whose types fields and arguments have, by format.",
        "{ date-time = \"jiff\", uuid = \"uuid\" }",
    ),
    key(
        "derive",
        Kind::Texts,
        "What types derive besides `Clone`, `Debug` and `PartialEq`: traits of std, and paths of your own macros.",
        "[\"Eq\", \"Hash\"]",
    ),
    key("open", Kind::Flag, "Whether enums and unions take values that they do not know.", "false"),
    key("newtype", Kind::Flag, "Whether shared schemas of texts and numbers have types of their own.", "true"),
    key(
        "integers",
        Kind::Word(INTEGERS),
        "The types of integers: \"wide\", or the \"smallest\" that bounds and formats allow.",
        "\"smallest\"",
    ),
    key(
        "replace",
        Kind::NamesOrTables(REPLACE),
        "Your own types for schemas, by the keys of the schemas or pointers to them; a text is a type with serde's traits.",
        "{ Wait = \"std::time::Duration\" }",
    ),
    key(
        "tree",
        Kind::Table(TREE),
        "Resources in front of those that are inferred from paths.",
        "{ by-security = { AdminKey = \"admin\" }, prefix = { \"/labs/**\" = \"beta\" } }",
    ),
    key(
        "operations",
        Kind::Tables(OPERATION),
        "Settings of operations, by the patterns of `include`; an exact one wins over one with `*`.",
        "{ \"GET /pets\" = { resource = \"pets\", method = \"all\" } }",
    ),
    key(
        "types",
        Kind::NamesOrTables(TYPE),
        "Names and other settings of types, by the keys of their schemas, or by pointers to schemas in place.",
        "{ Pet_v2 = \"Pet\", Order = { fields = { petId = \"pet\" } } }",
    ),
    key(
        "credentials",
        Kind::Tables(CREDENTIAL),
        "Settings of credentials, by the names of their security schemes.",
        "{ bearer = { name = \"token\", env = \"ACME_TOKEN\" } }",
    ),
    key(
        "webhooks",
        Kind::Table(WEBHOOKS),
        "Verify the signatures of webhooks, as Standard Webhooks has them.",
        "{ env = \"ACME_WEBHOOK_SECRET\" }",
    ),
    key("package", Kind::Table(PACKAGE), "The crate's `[package]`.", "{}"),
];

/// The keys of `[client.NAME.package.dependencies.CRATE]`.
pub(crate) const DEPENDENCY: &[Key] = &[
    key("version", Kind::Text, "The version requirement.", "\"1\""),
    key("path", Kind::Text, "The folder.", "\"crates/acme-types\""),
    key("git", Kind::Text, "The git repository.", "\"https://example.com/acme-types\""),
    key("rev", Kind::Text, "The revision of the git repository.", "\"v1.0.0\""),
    key("package", Kind::Text, "The package's name where it is not the crate's.", "\"acme-types\""),
    key("features", Kind::Texts, "The features to turn on.", "[\"serde\"]"),
    key("default-features", Kind::Flag, "Whether the default features are on.", "false"),
    key("workspace", Kind::Flag, "Whether the workspace says the rest.", "true"),
];

/// The keys of `[client.NAME.tree]`.
const TREE: &[Key] = &[
    key(
        "by-security",
        Kind::Names,
        "Resources by security scheme, for the operations that accept that scheme only.",
        "{ AdminKey = \"admin\" }",
    ),
    key(
        "prefix",
        Kind::Names,
        "Resources by the patterns of `include`; they win over `by-security`, and the most exact one first.",
        "{ \"/labs/**\" = \"beta\" }",
    ),
    key(
        "rename",
        Kind::Names,
        "Other names for resources that are inferred; those below them move along.",
        "{ \"organization.users\" = \"people\" }",
    ),
    key(
        "by-example",
        Kind::Text,
        "The extension of operations whose samples in Python or JavaScript call them by their names.",
        "\"x-codeSamples\"",
    ),
];

/// The keys of `[client.NAME.types.KEY]`. Each is the name of an extension, as in [`OPERATION`].
pub(crate) const TYPE: &[Key] = &[
    key("name", Kind::Text, "The name of the type.", "\"Order\""),
    key(
        "fields",
        Kind::NamesOrTables(FIELD),
        "Names and presence of fields, by their properties.",
        "{ petId = \"pet\", note = { required = false } }",
    ),
    key(
        "variants",
        Kind::Names,
        "Names of an enum's variants by their values; of a union's by tag, schema or present name.",
        "{ \"in-stock\" = \"Available\" }",
    ),
    key(
        "base64",
        Kind::Word(&["f32"]),
        "What the Base64 text holds that a list of numbers may also come as: \"f32\".",
        "\"f32\"",
    ),
    key("derive", Kind::Texts, "What the type derives besides, with all that it contains.", "[\"Eq\", \"Ord\"]"),
    key("open", Kind::Flag, "Whether the enum or union takes values that it does not know.", "false"),
    key("newtype", Kind::Flag, "Whether the scalar has a type of its own.", "true"),
    key(
        "getter",
        Kind::NamesOrTables(GETTER),
        "Methods that give what a path leads to, by their names.",
        "{ total = \"usage.total\", text = { path = \"parts[*].text\", join = \"\" } }",
    ),
];

/// The keys of `[client.NAME.types.KEY.fields.PROPERTY]`.
const FIELD: &[Key] = &[
    key("name", Kind::Text, "The name of the field, and of its argument or setter.", "\"pet\""),
    key("required", Kind::Flag, "Whether values always have it.", "false"),
    key("nullable", Kind::Flag, "Whether it may be `null`.", "true"),
];

/// The keys of `[client.NAME.operations.PATTERN]`. Each is the name of an extension without its prefix, which
/// `config/overrides.rs` takes to `generator/src/read/overrides.rs`.
pub(crate) const OPERATION: &[Key] = &[
    key(
        "resource",
        Kind::TextOrTexts,
        "The place in the client's tree, or several: each has a method for the operation.",
        "\"admin.roles\"",
    ),
    key("method", Kind::TextOrTexts, "The method's name there, or one for each place.", "\"all\""),
    key("title", Kind::Text, "The title in the documentation.", "\"List all pets\""),
    key(
        "paging",
        Kind::TableOrFalse(PAGING),
        "How pages follow each other, or `false`.",
        "{ cursor = \"next\", param = \"after\" }",
    ),
    key("retry", Kind::Word(RETRIES), "Which requests may be sent again.", "\"never\""),
    key("idempotency", Kind::Text, "The header that carries an idempotency key.", "\"Idempotency-Key\""),
    key(
        "brackets",
        Kind::Words(BRACKETED),
        "Where lists and objects are written with brackets; `[]` turns it off.",
        "[\"query\"]",
    ),
    key(
        "style",
        Kind::Table(STYLE),
        "The form of its lists and objects whose style the document does not declare.",
        "{ query-arrays = \"repeat\" }",
    ),
    key(
        "parameters",
        Kind::NamesOrTables(PARAMETER),
        "Names of arguments and setters, by parameters and properties: `limit`, or `query:limit` where several places have one; and presence.",
        "{ petId = \"pet\", \"query:limit\" = { name = \"at_most\", required = true } }",
    ),
    key(
        "headers",
        Kind::Names,
        "Headers that its requests have besides those of all.",
        "{ Acme-Beta = \"orders=v2\" }",
    ),
    key(
        "media-types",
        Kind::Texts,
        "The media types to send and to ask for where several are declared.",
        "[\"multipart/form-data\"]",
    ),
    key(
        "body",
        Kind::WordOrTable(PRESENCES, BODY),
        "Whether a body must be sent: \"optional\" or \"required\", or a table.",
        "{ required = true, nullable = true }",
    ),
    key(
        "defaults",
        Kind::Object,
        "Optional query parameters and members of the body that are sent unless the call sets them.",
        "{ encoding_format = \"base64\", store = false }",
    ),
    key(
        "websocket",
        Kind::Table(WEBSOCKET),
        "The schemas of the events of the WebSocket that it opens.",
        "{ send = \"ClientEvent\", receive = \"ServerEvent\" }",
    ),
    key(
        "accumulate",
        Kind::Table(ACCUMULATE),
        "How the elements of its stream make up a whole value.",
        "{ merge = { as = \"message\" }, text = \"choices.delta.content\" }",
    ),
    key(
        "polling",
        Kind::Table(POLLING),
        "How one waits for what it has begun.",
        "{ operation = \"getJob\", until = [\"done\", \"failed\"] }",
    ),
    key(
        "structured-output",
        Kind::Table(STRUCTURED_OUTPUT),
        "How its response's text takes the form of a type.",
        "{ to = \"format\", form = { schema = \"$schema\" }, text = \"output.text\" }",
    ),
];

/// The keys of `[client.NAME.credentials.SCHEME]`. Each is the name of an extension, as in [`OPERATION`].
pub(crate) const CREDENTIAL: &[Key] = &[
    key("name", Kind::Text, "The setter's name on the client's builder.", "\"token\""),
    key("env", Kind::Text, "The environment variable that it is read from.", "\"ACME_TOKEN\""),
    key(
        "placement",
        Kind::NameOrTable(PLACEMENT),
        "Where it is sent instead: \"bearer\", \"basic\" or a table.",
        "{ header = \"api-key\" }",
    ),
];

/// The keys of `[client.NAME.package]`.
pub(crate) const PACKAGE: &[Key] = &[
    key("name", Kind::Text, "The crate's name; the client's name unless it is given.", "\"acme\""),
    key(
        "version",
        Kind::SharedText,
        "The version; the document's unless it is given. \"auto\": the output's, which `specsmith release` moves on.",
        "\"0.1.0\"",
    ),
    key("description", Kind::SharedText, "One sentence about the crate.", "\"A client of Acme.\""),
    key("edition", Kind::SharedText, "The edition of Rust; 2024 at least.", "\"2024\""),
    key("rust-version", Kind::SharedText, "The oldest Rust that the crate is for; 1.85 at least.", "\"1.85\""),
    key("license", Kind::SharedText, "An SPDX expression.", "\"MIT OR Apache-2.0\""),
    key("repository", Kind::SharedText, "The URL of the repository.", "\"https://example.com/acme\""),
    key("homepage", Kind::SharedText, "The URL of the homepage.", "\"https://example.com\""),
    key("documentation", Kind::SharedText, "The URL of the documentation.", "\"https://docs.rs/acme\""),
    key("authors", Kind::SharedTexts, "The authors.", "[\"Ada Lovelace\"]"),
    key("keywords", Kind::SharedTexts, "At most five keywords.", "[\"acme\", \"api\"]"),
    key("categories", Kind::SharedTexts, "Categories of crates.io.", "[\"api-bindings\"]"),
    key("publish", Kind::SharedFlag, "Whether `cargo publish` takes the crate.", "false"),
    key(
        "dependencies",
        Kind::NamesOrTables(DEPENDENCY),
        "The crates that the types of `replace` come from; a text is a version.",
        "{ acme-types = \"1\" }",
    ),
];

/// The keys of `[vendored]`.
pub(crate) const VENDORED: &[Key] = &[
    key("out", Kind::Text, "The folder of the runtime's sources.", "\"clients/specsmith-runtime\""),
    key(
        "name",
        Kind::Text,
        "The package's name, under which you may publish it; the crate of models beside `acme-runtime` is `acme-model`.",
        "\"specsmith-runtime\"",
    ),
    key("publish", Kind::Flag, "Whether `cargo publish` takes it.", "false"),
];

/// The values of `runtime`.
pub(crate) const RUNTIMES: [&str; 3] = ["vendored", "registry", "workspace"];

/// The keys of `runtime` if it is a table.
pub(crate) const RUNTIME: &[Key] = &[
    key("path", Kind::Text, "A folder.", "\"../specsmith-runtime\""),
    key("git", Kind::Text, "A git repository.", "\"https://example.com/specsmith\""),
    key("rev", Kind::Text, "A revision of the git repository.", "\"v0.1.0\""),
    key("version", Kind::Text, "A version requirement, for crates that are published.", "\"0.1\""),
    key("package", Kind::Text, "The package's name where it is not `specsmith-runtime`.", "\"acme-runtime\""),
];
