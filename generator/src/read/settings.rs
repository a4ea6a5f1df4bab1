//! The extensions of ours that a document or an overlay may have, with the objects that may have each, and its values. Others are reported and ignored.

use serde_json::Value;

use super::ext;
pub(crate) use super::ext::{FIELDS, METHOD, NAME, PAGING, RESOURCE, RETRY, VARIANTS};
use super::keys::closest_of;
pub(crate) use super::setting_forms::{
    BASIC, BEARER, FIELD_NAME, FIELD_NULLABLE, FIELD_REQUIRED, GETTER_KEYS, OUR_TRAITS, PLACEMENT_FORM, REPLACE_TRAITS,
    REPLACE_TYPE, SETTINGS_FORM, VARIABLE_FORM, admits_placement, admits_settings, is_token, is_variable,
};
use super::setting_takes::Takes;
pub(crate) use super::setting_words::{
    BRACKETED, BY_EXAMPLE, BY_SECURITY, PREFIX, QUERY_ARRAYS, QUERY_OBJECTS, RENAME, SMALLEST, STYLE_WORDS,
    WEBHOOK_KEYS,
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
/// On the document, a path item or an operation: the form of lists and objects whose style is not declared, see [`STYLE_WORDS`].
pub(crate) const STYLE: &str = "x-specsmith-style";

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

/// On an operation or a request body: `optional` or `required`, whether a body must be sent, or an object of [`FIELD_REQUIRED`] and [`FIELD_NULLABLE`].
pub(crate) const BODY: &str = "x-specsmith-body";

/// On the document: the requests that the API sends are signed according to Standard Webhooks, see [`WEBHOOK_KEYS`].
pub(crate) const WEBHOOKS: &str = "x-specsmith-webhooks";

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
/// On an operation: values of its query parameters and of members of its body that are sent unless the call sets others.
pub(crate) const DEFAULTS: &str = "x-specsmith-defaults";
/// On an operation: true if its boolean input `stream` requests a stream that no response declares.
pub(crate) const STREAM: &str = "x-specsmith-stream-flag";

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
    Setting(STYLE, &["the document", "a path item", "an operation"], Takes::Styles),
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
        let hint = takes.closest(value).map(|close| format!("did you mean `{close}`?"));
        return Some((message, hint.unwrap_or_else(|| format!("it takes {}", takes.noun()))));
    }
    None
}

#[cfg(test)]
#[path = "settings_tests.rs"]
mod tests;
