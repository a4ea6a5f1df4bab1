//! The extensions of ours that a document or an overlay may have, with the objects that may have each, and its values. Others are reported and ignored.

use serde_json::{Map, Value};

use super::ext;
pub(crate) use super::ext::{FIELDS, METHOD, NAME, PAGING, RESOURCE, RETRY, VARIANTS};
use super::keys::closest_of;
pub(crate) use super::setting_forms::{
    BASIC, BEARER, FIELD_NAME, FIELD_NULLABLE, FIELD_REQUIRED, GETTER_KEYS, OUR_TRAITS, PLACEMENT_FORM, REPLACE_TRAITS,
    REPLACE_TYPE, SETTINGS_FORM, VARIABLE_FORM, admits_placement, admits_settings, is_token, is_variable,
};
use super::setting_forms::{
    is_body, is_derive, is_field, is_getter, is_header, is_media_type, is_replacement, is_text,
};

/// On the document: resources in front of those that are inferred, see [`TREE_KEYS`].
pub(crate) const TREE: &str = "x-specsmith-tree";
/// On an operation: a title for the docs, instead of its summary.
pub(crate) const TITLE: &str = "x-specsmith-title";
/// On the document or an operation: the header that carries an idempotency key.
pub(crate) const IDEMPOTENCY: &str = "x-specsmith-idempotency";
/// On a server or a security scheme: the environment variable it is read from.
pub(crate) const ENV: &str = "x-specsmith-env";
/// On an operation: names of its arguments and setters by the names of parameters and properties on the wire, and the presence of parameters.
pub(crate) const PARAMETERS: &str = "x-specsmith-parameters";

/// On the document, a path item or an operation: where lists and objects are written with brackets, some of [`BRACKETED`].
pub(crate) const BRACKETS: &str = "x-specsmith-brackets";

/// On the document, a path item or an operation: headers that are sent as they are, by their names.
pub(crate) const HEADERS: &str = "x-specsmith-headers";
/// On the document: query parameters of all requests, by their names.
pub(crate) const QUERY: &str = "x-specsmith-query";
/// On the document: the environment variable with more headers of all requests.
pub(crate) const HEADERS_ENV: &str = "x-specsmith-headers-env";
/// On the document: other ways in which the API is served, by their names.
pub(crate) const PROFILES: &str = "x-specsmith-profiles";
/// On a security scheme: where its credential is sent instead.
pub(crate) const PLACEMENT: &str = "x-specsmith-placement";
/// On the document, a path item or an operation: the media types to send and to request, if several are declared, best first.
pub(crate) const MEDIA_TYPES: &str = "x-specsmith-media-types";
/// On the document: how responses are read, one of [`READINGS`].
pub(crate) const READING: &str = "x-specsmith-reading";

/// On the document: the crates whose types replace scalars, see [`FORMAT_WORDS`].
pub(crate) const FORMATS: &str = "x-specsmith-formats";
/// The keys of [`FORMATS`] with the words that each takes.
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

/// On a schema: the path of the user's own type for it, which has serde's traits, or an object of [`REPLACE_TYPE`] and [`REPLACE_TRAITS`].
pub(crate) const REPLACE: &str = "x-specsmith-replace";

/// On the document or a schema: further derives of its types, some traits of std and paths of macros.
pub(crate) const DERIVE: &str = "x-specsmith-derive";
/// On the document or a schema: whether enums and unions take values that they do not know.
pub(crate) const OPEN: &str = "x-specsmith-open";
/// On the document or a schema: whether a shared scalar is a type of its own.
pub(crate) const NEWTYPE: &str = "x-specsmith-newtype";
/// On the document: the types of integers, one of [`INTEGER_TYPES`].
pub(crate) const INTEGERS: &str = "x-specsmith-integers";
/// The values of [`INTEGERS`].
pub(crate) const INTEGER_TYPES: [&str; 2] = ["wide", SMALLEST];
/// In [`INTEGER_TYPES`]: the smallest that bounds and formats allow.
pub(crate) const SMALLEST: &str = "smallest";

/// On an operation or a request body: `optional` or `required`, whether a body must be sent, or an object of [`FIELD_REQUIRED`] and [`FIELD_NULLABLE`].
pub(crate) const BODY: &str = "x-specsmith-body";

/// The keys of [`TREE`]. Two set a parent resource: from the only scheme that an operation accepts, and from a pattern of operations as in
/// [`Selection`](super::Selection). The third sets another name for a resource.
pub(crate) const TREE_KEYS: [&str; 3] = [BY_SECURITY, PREFIX, RENAME];
/// The key of [`TREE`] for security schemes.
pub(crate) const BY_SECURITY: &str = "by-security";
/// The key of [`TREE`] for patterns.
pub(crate) const PREFIX: &str = "prefix";
/// The key of [`TREE`] for resources.
pub(crate) const RENAME: &str = "rename";
/// Another key of [`TREE`]: the name of the extension of operations whose samples call them by their names.
pub(crate) const BY_EXAMPLE: &str = "by-example";

/// On the document: the requests that the API sends are signed according to Standard Webhooks, see [`WEBHOOK_KEYS`].
pub(crate) const WEBHOOKS: &str = "x-specsmith-webhooks";
/// The keys of [`WEBHOOKS`]: the environment variable of the secret, and the beginning of the headers' names.
pub(crate) const WEBHOOK_KEYS: [&str; 2] = ["env", "prefix"];

/// On an operation: how the elements of its stream make up a whole value.
pub(crate) const ACCUMULATE: &str = "x-specsmith-accumulate";
/// On an operation: the rule for waiting for the job that it starts.
pub(crate) const POLLING: &str = "x-specsmith-polling";
/// On an operation: the rule for structured output.
pub(crate) const STRUCTURED_OUTPUT: &str = "x-specsmith-structured-output";

/// On a schema: methods of its type that return the value at a path, by their names: paths, or objects of [`GETTER_KEYS`].
pub(crate) const GETTER: &str = "x-specsmith-getter";
/// On an operation: it opens a WebSocket, and which events go both ways.
pub(crate) const WEBSOCKET: &str = "x-specsmith-websocket";

/// On a schema of a list of numbers: the content of the Base64 text that may come in its place, one of [`PACKED`].
pub(crate) const BASE64: &str = "x-specsmith-base64";
/// The values of [`BASE64`]: 32-bit floats, the lowest byte first.
pub(crate) const PACKED: [&str; 1] = ["f32"];
/// On an operation: values of its query parameters and of members of its body that are sent unless the call sets others.
pub(crate) const DEFAULTS: &str = "x-specsmith-defaults";
/// On an operation: true if its boolean input `stream` requests a stream that no response declares.
pub(crate) const STREAM: &str = "x-specsmith-stream-flag";

/// The values of [`RETRY`].
pub(crate) const RETRIES: [&str; 3] = ["always", "idempotent", "never"];

/// The values of [`READING`].
pub(crate) const READINGS: [&str; 3] = ["strict", "tolerant", "lenient"];

/// The places that [`BRACKETS`] lists.
pub(crate) const BRACKETED: [&str; 3] = ["form", "multipart", "query"];

/// The values that a setting takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Takes {
    /// A text that is not empty.
    Text,
    /// The name of an environment variable.
    Variable,
    /// A text that is not empty, or a list of such texts.
    TextOrTexts,
    /// A text that is not empty, or `false`.
    TextOrFalse,
    /// An object, or `false`.
    RuleOrFalse,
    /// An object.
    Rule,
    /// `optional` or `required`, or an object of flags.
    Presence,
    /// One of [`RETRIES`].
    Retries,
    /// A list of [`BRACKETED`]; an empty one turns brackets off.
    Bracketed,
    /// An object of [`TREE_KEYS`], each an object of texts, and of [`BY_EXAMPLE`], a text.
    Tree,
    /// An object of texts.
    Names,
    /// An object of header names and values that can be sent.
    Headers,
    /// An object of header names, and of values or of objects with more keys.
    HeaderSettings,
    /// An object of names, and of values or of objects with more keys.
    QuerySettings,
    /// A place of a credential.
    Placement,
    /// One of [`PACKED`].
    Packed,
    /// An object of texts, numbers and truth values.
    Scalars,
    /// An object of paths, or of objects of [`GETTER_KEYS`].
    Getters,
    /// A list of media types.
    MediaTypes,
    /// One of [`READINGS`].
    Reading,
    /// An object of [`FORMAT_WORDS`].
    Formats,
    /// The path of a type, or an object with it.
    Replacement,
    /// A list of traits and paths.
    Derives,
    /// `true` or `false`.
    Flag,
    /// One of [`INTEGER_TYPES`].
    Integers,
    /// An object of texts, or of objects with more settings of a field.
    Fields,
    /// An object of texts with some of these keys.
    Texts(&'static [&'static str]),
}

impl Takes {
    /// Returns the words that it takes, where it takes nothing else.
    fn words(self) -> &'static [&'static str] {
        match self {
            Self::Retries => &RETRIES,
            Self::Packed => &PACKED,
            Self::Reading => &READINGS,
            Self::Integers => &INTEGER_TYPES,
            _ => &[],
        }
    }

    fn admits(self, value: &Value) -> bool {
        if !self.words().is_empty() {
            return value.as_str().is_some_and(|word| self.words().contains(&word));
        }
        match (self, value) {
            (Self::Variable, value) => value.as_str().is_some_and(is_variable),
            (Self::Bracketed, Value::Array(places)) => {
                places.iter().all(|place| place.as_str().is_some_and(|place| BRACKETED.contains(&place)))
            }
            (Self::TextOrTexts, Value::Array(texts)) => !texts.is_empty() && texts.iter().all(is_text),
            (Self::Headers, Value::Object(headers)) => headers.iter().all(|(name, value)| is_header(name, value)),
            (Self::HeaderSettings, value) => admits_settings(value, true),
            (Self::QuerySettings, value) => admits_settings(value, false),
            (Self::Placement, value) => admits_placement(value),
            (Self::Scalars, Value::Object(values)) => {
                values.values().all(|value| value.is_string() || value.is_number() || value.is_boolean())
            }
            (Self::Getters, Value::Object(getters)) => getters.values().all(is_getter),
            (Self::MediaTypes, Value::Array(types)) => types.iter().all(is_media_type),
            (Self::Formats, Value::Object(formats)) => formats.iter().all(|(key, word)| {
                let known = FORMAT_WORDS.iter().find(|(format, _)| format == key);
                known.is_some_and(|(_, words)| word.as_str().is_some_and(|word| words.contains(&word)))
            }),
            (Self::Replacement, value) => is_replacement(value),
            (Self::Derives, Value::Array(derives)) => derives.iter().all(is_derive),
            (Self::Flag, value) => value.is_boolean(),
            (Self::Names, Value::Object(names)) => names.values().all(is_text),
            (Self::Presence, value) => is_body(value),
            (Self::Fields, Value::Object(fields)) => fields.values().all(is_field),
            (Self::Tree, Value::Object(rules)) => rules.iter().all(is_tree_rule),
            (Self::Texts(known), Value::Object(keys)) => {
                let is_known = |key: &str, value: &Value| match key {
                    "env" => value.as_str().is_some_and(is_variable),
                    _ => is_text(value),
                };
                keys.iter().all(|(key, value)| known.contains(&key.as_str()) && is_known(key, value))
            }
            (
                Self::Bracketed
                | Self::Tree
                | Self::Names
                | Self::Fields
                | Self::Headers
                | Self::Getters
                | Self::Scalars
                | Self::MediaTypes
                | Self::Formats
                | Self::Derives
                | Self::Texts(_),
                _,
            ) => false,
            (Self::Rule, value) => value.is_object(),
            (_, Value::String(text)) => self != Self::RuleOrFalse && !text.trim().is_empty(),
            (Self::RuleOrFalse, Value::Object(_)) => true,
            (Self::TextOrFalse | Self::RuleOrFalse, value) => matches!(value, Value::Bool(false) | Value::Null),
            _ => false,
        }
    }

    /// Returns the entry of an object or a list that is not taken, where another value of the same type would be.
    fn odd_entry(self, value: &Value) -> Option<String> {
        match value {
            Value::Object(map) if self.admits(&Value::Object(Map::new())) => {
                let alone = |key: &str, value: &Value| Value::Object(Map::from_iter([(key.to_owned(), value.clone())]));
                map.iter().find(|(key, value)| !self.admits(&alone(key, value))).map(|(key, _)| key.clone())
            }
            Value::Array(items) if self.admits(&Value::Array(Vec::new())) => {
                let odd = items.iter().find(|item| !self.admits(&Value::Array(vec![(*item).clone()])))?;
                Some(odd.as_str().map_or_else(|| odd.to_string(), str::to_owned))
            }
            _ => None,
        }
    }

    fn noun(self) -> &'static str {
        match self {
            Self::Text => "a text",
            Self::Variable => VARIABLE_FORM,
            Self::TextOrTexts => "a text or a list of texts",
            Self::TextOrFalse => "a text or `false`",
            Self::RuleOrFalse => "an object or `false`",
            Self::Rule => "an object",
            Self::Presence => "`optional`, `required`, or an object of `required` and `nullable`",
            Self::Retries => "`always`, `idempotent` or `never`",
            Self::Tree => {
                "an object of `by-security`, `prefix` and `rename`, each an object of resources, and of `by-example`, the name of an extension"
            }
            Self::Names => "an object of names",
            Self::Headers => "an object of headers that the request does not make itself, with texts that can be sent",
            Self::HeaderSettings | Self::QuerySettings => {
                "an object of texts that can be sent, or of objects of `default`, `env`, `name`, `required` and `description`"
            }
            Self::Packed => "`f32`",
            Self::Scalars => "an object of texts, numbers and truth values",
            Self::Getters => "an object of paths, or of objects of `path`, `join` and `description`",
            Self::Placement => {
                "`bearer`, `basic`, or an object of `header` and `prefix`, or of `query`, or of `cookie`"
            }
            Self::MediaTypes => "a list of media types",
            Self::Reading => "`strict`, `tolerant` or `lenient`",
            Self::Replacement => {
                "the path of a type, as `acme_types::Money`, or an object of it as `type` and of `traits`, `serde` or `specsmith`"
            }
            Self::Derives => {
                "a list of `Copy`, `Eq`, `Hash`, `PartialOrd`, `Ord` and paths of derive macros, as `acme::Describe`; all types have `Clone`, `Debug` and \
                 `PartialEq`, and serde's traits by the feature `serde`"
            }
            Self::Flag => "`true` or `false`",
            Self::Integers => "`wide` or `smallest`",
            Self::Formats => {
                "an object of `date-time`, `date`, `time` and `duration` (`text`, `jiff`, `chrono` or `time`; a `date-time` also `chrono-offset`), `uuid` (`uuid`), `uri` (`url`), `decimal` \
                 (`rust_decimal`) and `ip` (`std`)"
            }
            Self::Fields => "an object of names, or of objects of `name`, `required` and `nullable`",
            Self::Texts(_) => "an object of the texts `env` and `prefix`",
            Self::Bracketed => "a list of `form`, `multipart` and `query`",
        }
    }
}

fn is_tree_rule((key, value): (&String, &Value)) -> bool {
    let is_names = || value.as_object().is_some_and(|map| map.values().all(is_text));
    (key == BY_EXAMPLE && is_text(value)) || (TREE_KEYS.contains(&key.as_str()) && is_names())
}

/// A setting: its name, the objects that may have it, and its values.
struct Setting(&'static str, &'static [&'static str], Takes);

/// Every setting. The names of the objects are the reader's.
const SETTINGS: &[Setting] = &[
    Setting(RESOURCE, &["an operation", "a path item"], Takes::TextOrTexts),
    Setting(TREE, &["the document"], Takes::Tree),
    Setting(METHOD, &["an operation"], Takes::TextOrTexts),
    Setting(TITLE, &["an operation"], Takes::Text),
    Setting(PAGING, &["an operation"], Takes::RuleOrFalse),
    Setting(IDEMPOTENCY, &["the document", "an operation"], Takes::TextOrFalse),
    Setting(BODY, &["an operation", "a request body", "a body parameter"], Takes::Presence),
    Setting(RETRY, &["the document", "a path item", "an operation"], Takes::Retries),
    Setting(BRACKETS, &["the document", "a path item", "an operation"], Takes::Bracketed),
    Setting(ACCUMULATE, &["an operation"], Takes::Rule),
    Setting(POLLING, &["an operation"], Takes::Rule),
    Setting(STRUCTURED_OUTPUT, &["an operation"], Takes::Rule),
    Setting(DEFAULTS, &["an operation"], Takes::Scalars),
    Setting(STREAM, &["an operation"], Takes::Flag),
    Setting(WEBSOCKET, &["an operation"], Takes::Rule),
    Setting(WEBHOOKS, &["the document"], Takes::Texts(&WEBHOOK_KEYS)),
    Setting(ENV, &["a server", "a security scheme", "a security definition"], Takes::Variable),
    Setting(NAME, &["a schema", "a parameter", "a security scheme", "a security definition"], Takes::Text),
    Setting(FIELDS, &["a schema"], Takes::Fields),
    Setting(VARIANTS, &["a schema"], Takes::Names),
    Setting(BASE64, &["a schema"], Takes::Packed),
    Setting(GETTER, &["a schema"], Takes::Getters),
    Setting(HEADERS, &["the document"], Takes::HeaderSettings),
    Setting(HEADERS, &["a path item", "an operation"], Takes::Headers),
    Setting(QUERY, &["the document"], Takes::QuerySettings),
    Setting(HEADERS_ENV, &["the document"], Takes::Variable),
    Setting(PROFILES, &["the document"], Takes::Rule),
    Setting(PLACEMENT, &["a security scheme", "a security definition"], Takes::Placement),
    Setting(MEDIA_TYPES, &["the document", "a path item", "an operation"], Takes::MediaTypes),
    Setting(READING, &["the document"], Takes::Reading),
    Setting(REPLACE, &["a schema"], Takes::Replacement),
    Setting(FORMATS, &["the document"], Takes::Formats),
    Setting(DERIVE, &["the document", "a schema"], Takes::Derives),
    Setting(OPEN, &["the document", "a schema"], Takes::Flag),
    Setting(NEWTYPE, &["the document", "a schema"], Takes::Flag),
    Setting(INTEGERS, &["the document"], Takes::Integers),
    Setting(PARAMETERS, &["an operation"], Takes::Fields),
];

/// Returns the problem and the remedy of an invalid extension of ours: its name is unknown, another kind of object has it, or its value has another type.
pub(super) fn fault(name: &str, holder: &str, value: &Value) -> Option<(String, String)> {
    let named = || SETTINGS.iter().filter(|setting| setting.0 == name);
    let here = named().find(|setting| setting.1.contains(&holder));
    let Some(Setting(.., takes)) = here.or_else(|| named().next()) else {
        let names = SETTINGS.iter().map(|setting| setting.0);
        let hint = match closest_of(names, name) {
            Some(close) => format!("did you mean `{close}`?"),
            None => format!("names that begin with `{}` are reserved; use another one", ext::PREFIX),
        };
        return Some((format!("the extension `{name}` is not known; it was ignored"), hint));
    };
    if here.is_none() {
        let holders: Vec<&str> = named().flat_map(|setting| setting.1.iter().copied()).collect();
        let message = format!("`{name}` has no meaning on {holder}; it was ignored");
        return Some((message, format!("put it on {}", holders.join(", or on "))));
    }
    if !takes.admits(value) {
        let message = match takes.odd_entry(value) {
            Some(entry) => format!("`{name}` does not take its entry `{entry}`; it was ignored"),
            None if value.as_str().is_some_and(|text| text.trim().is_empty()) => {
                format!("`{name}` is empty; it was ignored")
            }
            None => format!("`{name}` is {}; it was ignored", super::value::found(value)),
        };
        return Some((message, format!("it takes {}", takes.noun())));
    }
    None
}

#[cfg(test)]
#[path = "settings_tests.rs"]
mod tests;
