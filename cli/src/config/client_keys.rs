//! Keys of values that are sent with every call, of profiles, getters, formats and the user's own types.

use super::key::{Key, Kind, key};

/// The keys of a header or query parameter of all requests.
pub(super) const SETTING: &[Key] = &[
    key("default", Kind::Text, "The value unless another one is given.", "\"2026-01-01\""),
    key("env", Kind::Text, "The environment variable that it is read from.", "\"ACME_ORG_ID\""),
    key("name", Kind::Text, "The setter's name on the client's builder.", "\"organization\""),
    key("required", Kind::Flag, "Whether a client is not built without it.", "true"),
    key("description", Kind::Text, "Its documentation.", "\"The organization that pays.\""),
];

/// The keys of `[client.NAME.profiles.PROFILE]`.
pub(super) const PROFILE: &[Key] = &[
    key("description", Kind::Text, "Its documentation.", "\"The API as a cloud serves it.\""),
    key("server", Kind::Text, "The URL that calls go to, or the path that a base URL gets.", "\"/acme\""),
    key("env", Kind::Text, "The environment variable of the base URL.", "\"CLOUD_ENDPOINT\""),
    key(
        "credentials",
        Kind::NamesOrTables(PLACED),
        "Where credentials are sent, by the names of their security schemes: \"bearer\", \"basic\" or a table.",
        "{ bearer = { header = \"api-key\", env = \"CLOUD_API_KEY\" } }",
    ),
    key("headers", Kind::NamesOrTables(SETTING), "Headers that all requests have.", "{ Cloud-Region = \"eu\" }"),
    key(
        "query",
        Kind::NamesOrTables(SETTING),
        "Query parameters that all requests have.",
        "{ api-version = { env = \"CLOUD_API_VERSION\", required = true } }",
    ),
    key(
        "values",
        Kind::NamesOrTables(SETTING),
        "Values of `paths` that the client has, instead of the request's own.",
        "{ model = { name = \"deployment\" } }",
    ),
    key(
        "paths",
        Kind::Names,
        "Other paths of operations, with parameters and members of the body in them. A key with a method wins over the path alone.",
        "{ \"POST /chat\" = \"/deployments/{model}/chat\" }",
    ),
];

/// The keys of `[client.NAME.profiles.PROFILE.credentials.SCHEME]`.
const PLACED: &[Key] = &[
    key("header", Kind::Text, "A header.", "\"api-key\""),
    key("prefix", Kind::Text, "What stands before the credential in the header.", "\"Token \""),
    key("query", Kind::Text, "A query parameter.", "\"key\""),
    key("cookie", Kind::Text, "A cookie.", "\"session\""),
    key("env", Kind::Text, "The environment variable that it is read from.", "\"CLOUD_API_KEY\""),
];

/// The keys of `[client.NAME.credentials.SCHEME.placement]`.
pub(super) const PLACEMENT: &[Key] = &[
    key("header", Kind::Text, "A header.", "\"api-key\""),
    key("prefix", Kind::Text, "What stands before the credential in the header.", "\"Token \""),
    key("query", Kind::Text, "A query parameter.", "\"key\""),
    key("cookie", Kind::Text, "A cookie.", "\"session\""),
];

/// The keys of `[client.NAME.types.KEY.getter.METHOD]`.
pub(super) const GETTER: &[Key] = &[
    key("path", Kind::Text, "The path.", "\"parts[?@.type == 'text'].text\""),
    key("join", Kind::Text, "The text between those that are joined.", "\"\""),
    key("description", Kind::Text, "Its documentation.", "\"All text.\""),
];

/// The keys of `[client.NAME.replace.KEY]`.
pub(super) const REPLACE: &[Key] = &[
    key("type", Kind::Text, "The path of the type.", "\"std::time::Duration\""),
    key(
        "traits",
        Kind::Word(&["serde", "specsmith"]),
        "The traits that it has: serde's, or `Decode` and `Encode` of `specsmith-model`.",
        "\"serde\"",
    ),
];

/// The crates for types of dates, times and durations.
const CLOCKS: &[&str] = &["text", "jiff", "chrono", "time"];

/// The keys of `[client.NAME.formats]`.
pub(super) const FORMATS: &[Key] = &[
    key(
        "date-time",
        Kind::Word(&["text", "jiff", "chrono", "chrono-offset", "time"]),
        "`jiff::Timestamp`, `chrono::DateTime<Utc>`, `chrono::DateTime<FixedOffset>` or `time::OffsetDateTime`.",
        "\"jiff\"",
    ),
    key("date", Kind::Word(CLOCKS), "`jiff::civil::Date`, `chrono::NaiveDate` or `time::Date`.", "\"chrono\""),
    key("time", Kind::Word(CLOCKS), "`jiff::civil::Time`, `chrono::NaiveTime` or `time::Time`.", "\"time\""),
    key("duration", Kind::Word(CLOCKS), "`jiff::SignedDuration`, `chrono::TimeDelta` or `time::Duration`.", "\"jiff\""),
    key("uuid", Kind::Word(&["text", "uuid"]), "`uuid::Uuid`.", "\"uuid\""),
    key("uri", Kind::Word(&["text", "url"]), "`url::Url`.", "\"url\""),
    key(
        "decimal",
        Kind::Word(&["text", "rust_decimal"]),
        "`rust_decimal::Decimal`; of the type `number`, the runtime's `DecimalNumber` around one.",
        "\"rust_decimal\"",
    ),
    key("ip", Kind::Word(&["text", "std"]), "`std::net::IpAddr`.", "\"std\""),
];

/// The keys of `style`.
pub(super) const STYLE: &[Key] = &[
    key(
        "query-arrays",
        Kind::Word(&["repeat", "comma", "brackets"]),
        "Lists in the query: \"repeat\" (`a=1&a=2`), \"comma\" (`a=1,2`) or \"brackets\" (`a[]=1&a[]=2`).",
        "\"comma\"",
    ),
    key(
        "query-objects",
        Kind::Word(&["members", "deepObject", "brackets"]),
        "Objects in the query: \"members\" (`b=1`), \"deepObject\" (`a[b]=1`), or \"brackets\", which also leaves out the indices of lists in them.",
        "\"deepObject\"",
    ),
    key(
        "parts",
        Kind::Word(&["json", "deepObject", "brackets"]),
        "Objects in forms and multipart bodies: \"json\", \"deepObject\" (`a[b]=1`), or \"brackets\", which lists have as well.",
        "\"deepObject\"",
    ),
];
