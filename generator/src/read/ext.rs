//! Names of the `x-specsmith-*` extensions: those of users, and those in which `read` keeps parts that `openapiv3` cannot represent. Later stages read the
//! latter by the functions here.

use indexmap::IndexMap;
use openapiv3::{Encoding, Header, Operation, ParameterData, RequestBody, SecurityScheme, Server};
use serde_json::Value;

/// Every extension of ours begins with this.
pub const PREFIX: &str = "x-specsmith-";

/// On a server: its `name` (3.2).
pub(super) const SERVER_NAME: &str = "x-specsmith-server-name";
/// On a media type: the number of its `itemSchema` (3.2); see [`super::placed`].
pub(super) const ITEM_SCHEMA: &str = "x-specsmith-item-schema";
/// On a parameter: its style, when the typed model has none for it (`tabDelimited`, `cookie`), and a `form` that is given in the query.
pub(super) const STYLE: &str = "x-specsmith-style-beyond";
/// On a parameter: its location, when the typed model has none for it (`querystring`).
pub(super) const IN: &str = "x-specsmith-in";
/// On a parameter that is not in the query, `true`: `allowReserved`.
pub(super) const ALLOW_RESERVED: &str = "x-specsmith-allow-reserved";
/// On an encoding: whether `explode` was given, since the typed model takes it as false when absent.
pub(super) const EXPLODE: &str = "x-specsmith-explode";
/// On an operation: why a part of it is missing (a lost parameter, body or response), one sentence.
pub(super) const DEGRADED: &str = "x-specsmith-degraded";
/// On an HTTP security scheme, `true`: it was `mutualTLS`.
pub(super) const MUTUAL_TLS: &str = "x-specsmith-mutual-tls";

/// On a request body, `true`: the document has an explicit `required: false`, which is also the default.
pub(super) const OPTIONAL: &str = "x-specsmith-optional";

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

/// On a schema of an object: names of its fields by their properties, or objects with further settings.
pub(crate) const FIELDS: &str = "x-specsmith-fields";

/// On a schema of an enum or a union: names of its variants, by their values, tags, schemas or usual names.
pub(crate) const VARIANTS: &str = "x-specsmith-variants";

/// Names that only `read` may write: in a user's document they are ignored.
const RESERVED: [&str; 9] =
    [SERVER_NAME, ITEM_SCHEMA, STYLE, IN, ALLOW_RESERVED, DEGRADED, MUTUAL_TLS, EXPLODE, OPTIONAL];

/// Returns true for a name that only `read` may write.
pub(super) fn is_reserved(name: &str) -> bool {
    RESERVED.contains(&name)
}

/// Returns true if an extension is the JSON value `true`.
pub fn is_set(extensions: &IndexMap<String, Value>, name: &str) -> bool {
    extensions.get(name) == Some(&Value::Bool(true))
}

/// Returns an extension's text.
pub fn text<'a>(extensions: &'a IndexMap<String, Value>, name: &str) -> Option<&'a str> {
    extensions.get(name).and_then(Value::as_str)
}

/// Returns the name of a server (3.2).
pub fn server_name(server: &Server) -> Option<&str> {
    text(&server.extensions, SERVER_NAME)
}

/// Returns the style of a parameter, where `openapiv3` has none for it, or cannot tell it from one that is not given.
pub fn style(data: &ParameterData) -> Option<&str> {
    text(&data.extensions, STYLE)
}

/// Returns true for a header whose elements are not separated by commas (Swagger 2.0, `collectionFormat`).
pub fn is_without_commas(header: &Header) -> bool {
    header.extensions.contains_key(STYLE)
}

/// Returns true for `in: querystring` (3.2 §4.12.1).
pub fn is_whole_query(data: &ParameterData) -> bool {
    data.extensions.contains_key(IN)
}

/// Returns true for `allowReserved` of a parameter that is not in the query.
pub fn allows_reserved(data: &ParameterData) -> bool {
    is_set(&data.extensions, ALLOW_RESERVED)
}

/// Returns `explode` of an encoding, if it is given.
pub fn explode(encoding: &Encoding) -> Option<bool> {
    encoding.extensions.get(EXPLODE).and_then(Value::as_bool)
}

/// Returns true for an encoding whose values are separated by tabs.
pub fn is_tab_delimited(encoding: &Encoding) -> bool {
    text(&encoding.extensions, STYLE) == Some("tabDelimited")
}

/// Returns the parts that an operation has lost, without which it cannot be typed.
pub fn lost_parts(operation: &Operation) -> Option<&str> {
    text(&operation.extensions, DEGRADED)
}

/// Returns true if the document has an explicit `required: false` for a body.
pub fn is_optional(body: &RequestBody) -> bool {
    is_set(&body.extensions, OPTIONAL)
}

/// Returns true for `mutualTLS`.
pub fn is_mutual_tls(scheme: &SecurityScheme) -> bool {
    matches!(scheme, SecurityScheme::HTTP { extensions, .. } if is_set(extensions, MUTUAL_TLS))
}
