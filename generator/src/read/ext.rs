//! Names of the `x-specsmith-*` extensions: what OpenAPI 3.0 cannot say, carried beside it. `read` writes them, `lower` reads them.

use serde_json::Value;

/// Every extension of ours begins with this.
pub const PREFIX: &str = "x-specsmith-";

/// On a server: its `name` (3.2).
pub const SERVER_NAME: &str = "x-specsmith-server-name";
/// On a media type: the number of its `itemSchema` (3.2); see [`super::placed`].
pub const ITEM_SCHEMA: &str = "x-specsmith-item-schema";
/// On a media type: `prefixEncoding` and `itemEncoding` (3.2), as written.
pub const ITEM_ENCODING: &str = "x-specsmith-item-encoding";
/// On a parameter: its style, when the typed model has none for it (`tabDelimited`, `cookie`), and a `form` that is given in the query.
pub const STYLE: &str = "x-specsmith-style";
/// On a parameter: its location, when the typed model has none for it (`querystring`).
pub const IN: &str = "x-specsmith-in";
/// On a parameter that is not in the query, `true`: `allowReserved`.
pub const ALLOW_RESERVED: &str = "x-specsmith-allow-reserved";
/// On a path item: its methods as the document orders them, which the typed model does not keep.
pub const ORDER: &str = "x-specsmith-order";
/// On an encoding: whether `explode` was given, since the typed model takes it as false when absent.
pub const EXPLODE: &str = "x-specsmith-explode";
/// On a media type: `description` (3.2).
pub const MEDIA_TYPE_DESCRIPTION: &str = "x-specsmith-description";
/// On an operation: why a part of it is missing (a lost parameter, body or response), one sentence.
pub const DEGRADED: &str = "x-specsmith-degraded";
/// On an HTTP security scheme, `true`: it was `mutualTLS`.
pub const MUTUAL_TLS: &str = "x-specsmith-mutual-tls";
/// On OAuth flows: the flow `deviceAuthorization` (3.2), as written.
pub const DEVICE_AUTHORIZATION: &str = "x-specsmith-device-authorization";
/// On an example: `serializedValue` (3.2), text.
pub const SERIALIZED_VALUE: &str = "x-specsmith-serialized-value";

/// On a request body, `true`: the document says `required: false`, which is also the default.
pub const OPTIONAL: &str = "x-specsmith-optional";

/// On an operation or a path item: the resource it is a method of, `admin.organization.roles`.
pub(crate) const RESOURCE: &str = "x-specsmith-resource";

/// On an operation: its method there, `update`.
pub(crate) const METHOD: &str = "x-specsmith-method";

/// On an operation: how its pages follow each other, or `false` when they do not.
pub(crate) const PAGING: &str = "x-specsmith-paging";

/// On the document, a path item or an operation: which requests may be sent again, `always`, `idempotent` or `never`.
pub(crate) const RETRY: &str = "x-specsmith-retry";

/// On a security scheme: the setter of the client's builder; on a schema: its type; on a parameter: its argument or setter.
pub(crate) const NAME: &str = "x-specsmith-name";

/// On a schema of an object: names of its fields by their properties, or objects of what is said of them.
pub(crate) const FIELDS: &str = "x-specsmith-fields";

/// On a schema of an enum or a union: names of its variants, by their values, tags, schemas or usual names.
pub(crate) const VARIANTS: &str = "x-specsmith-variants";

/// Names that only `read` may write: in a user's document they are ignored.
const RESERVED: [&str; 13] = [
    SERVER_NAME,
    ITEM_SCHEMA,
    ITEM_ENCODING,
    STYLE,
    IN,
    ALLOW_RESERVED,
    DEGRADED,
    MUTUAL_TLS,
    DEVICE_AUTHORIZATION,
    SERIALIZED_VALUE,
    MEDIA_TYPE_DESCRIPTION,
    EXPLODE,
    OPTIONAL,
];

/// True for a name that only `read` may write.
pub(super) fn is_reserved(name: &str) -> bool {
    RESERVED.contains(&name)
}

/// True when an extension is the JSON value `true`.
pub fn is_set(extensions: &indexmap::IndexMap<String, Value>, name: &str) -> bool {
    extensions.get(name) == Some(&Value::Bool(true))
}

/// An extension's text.
pub fn text<'a>(extensions: &'a indexmap::IndexMap<String, Value>, name: &str) -> Option<&'a str> {
    extensions.get(name).and_then(Value::as_str)
}
