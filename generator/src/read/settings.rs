//! The extensions a document or an overlay may set to decide what would be inferred otherwise, with the objects each may stand on and the
//! values it takes. What is not in the table is reported and ignored.

use serde_json::Value;

use super::ext;
use super::keys::closest_of;

/// On an operation or a path item: the resource it is a method of, `admin.organization.roles`.
pub(crate) const RESOURCE: &str = "x-specsmith-resource";
/// On the document: resources in front of those that are inferred, see [`TREE_KEYS`].
pub(crate) const TREE: &str = "x-specsmith-tree";
/// On an operation: its method there, `update`.
pub(crate) const METHOD: &str = "x-specsmith-method";
/// On an operation: a title for the docs, instead of its summary.
pub(crate) const TITLE: &str = "x-specsmith-title";
/// On an operation: how its pages follow each other, or `false` when they do not.
pub(crate) const PAGING: &str = "x-specsmith-paging";
/// On the document or an operation: the header that carries an idempotency key.
pub(crate) const IDEMPOTENCY: &str = "x-specsmith-idempotency";
/// On the document, a path item or an operation: which requests may be sent again, one of [`RETRIES`].
pub(crate) const RETRY: &str = "x-specsmith-retry";
/// On a server or a security scheme: the environment variable it is read from.
pub(crate) const ENV: &str = "x-specsmith-env";
/// On a security scheme: the setter of the client's builder.
pub(crate) const NAME: &str = "x-specsmith-name";

/// On the document, a path item or an operation: where lists and objects are written with brackets, some of [`BRACKETED`].
pub(crate) const BRACKETS: &str = "x-specsmith-brackets";

/// On an operation or a request body: `optional` or `required`, whether a body must be sent.
pub(crate) const BODY: &str = "x-specsmith-body";

/// The keys of [`TREE`]. Both lead to the resource that stands in front: from the only scheme that an operation accepts, and from a pattern of
/// operations as in [`Selection`](super::Selection).
pub(crate) const TREE_KEYS: [&str; 2] = [BY_SECURITY, PREFIX];
/// The key of [`TREE`] for security schemes.
pub(crate) const BY_SECURITY: &str = "by-security";
/// The key of [`TREE`] for patterns.
pub(crate) const PREFIX: &str = "prefix";

/// The values of [`RETRY`].
pub(crate) const RETRIES: [&str; 3] = ["always", "idempotent", "never"];

/// The places that [`BRACKETS`] lists.
pub(crate) const BRACKETED: [&str; 3] = ["form", "multipart", "query"];

/// The values that a setting takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Takes {
    /// A text that is not empty.
    Text,
    /// A text that is not empty, or `false`.
    TextOrFalse,
    /// An object, or `false`.
    RuleOrFalse,
    /// `optional` or `required`.
    Presence,
    /// One of [`RETRIES`].
    Retries,
    /// A list of [`BRACKETED`]; an empty one turns brackets off.
    Bracketed,
    /// An object of [`TREE_KEYS`], each an object of texts.
    Tree,
}

impl Takes {
    fn admits(self, value: &Value) -> bool {
        match (self, value) {
            (Self::Presence, value) => matches!(value.as_str(), Some("optional" | "required")),
            (Self::Retries, value) => value.as_str().is_some_and(|word| RETRIES.contains(&word)),
            (Self::Bracketed, Value::Array(places)) => {
                places.iter().all(|place| place.as_str().is_some_and(|place| BRACKETED.contains(&place)))
            }
            (Self::Tree, Value::Object(keys)) => keys.iter().all(|(key, value)| {
                let is_text = |value: &Value| value.as_str().is_some_and(|text| !text.trim().is_empty());
                TREE_KEYS.contains(&key.as_str()) && value.as_object().is_some_and(|map| map.values().all(is_text))
            }),
            (Self::Bracketed | Self::Tree, _) => false,
            (_, Value::String(text)) => self != Self::RuleOrFalse && !text.trim().is_empty(),
            (Self::TextOrFalse | Self::RuleOrFalse, Value::Bool(false) | Value::Null) => true,
            (Self::RuleOrFalse, Value::Object(_)) => true,
            _ => false,
        }
    }

    fn noun(self) -> &'static str {
        match self {
            Self::Text => "a text",
            Self::TextOrFalse => "a text or `false`",
            Self::RuleOrFalse => "an object or `false`",
            Self::Presence => "`optional` or `required`",
            Self::Retries => "`always`, `idempotent` or `never`",
            Self::Tree => "an object of `by-security` and `prefix`, each an object of resources",
            Self::Bracketed => "a list of `form`, `multipart` and `query`",
        }
    }
}

/// A setting: its name, the objects it may stand on, the values it takes.
struct Setting(&'static str, &'static [&'static str], Takes);

/// Every setting. The names of the objects are those that the reader gives them.
const SETTINGS: &[Setting] = &[
    Setting(RESOURCE, &["an operation", "a path item"], Takes::Text),
    Setting(TREE, &["the document"], Takes::Tree),
    Setting(METHOD, &["an operation"], Takes::Text),
    Setting(TITLE, &["an operation"], Takes::Text),
    Setting(PAGING, &["an operation"], Takes::RuleOrFalse),
    Setting(IDEMPOTENCY, &["the document", "an operation"], Takes::TextOrFalse),
    Setting(BODY, &["an operation", "a request body", "a body parameter"], Takes::Presence),
    Setting(RETRY, &["the document", "a path item", "an operation"], Takes::Retries),
    Setting(BRACKETS, &["the document", "a path item", "an operation"], Takes::Bracketed),
    Setting(ENV, &["a server", "a security scheme", "a security definition"], Takes::Text),
    Setting(NAME, &["a security scheme", "a security definition"], Takes::Text),
];

/// Returns the problem and the remedy of an extension of ours that says nothing here: its name is unknown, it stands on another kind of
/// object, or its value is of another type.
pub(super) fn fault(name: &str, holder: &str, value: &Value) -> Option<(String, String)> {
    let Some(Setting(_, holders, takes)) = SETTINGS.iter().find(|setting| setting.0 == name) else {
        let names = SETTINGS.iter().map(|setting| setting.0);
        let hint = match closest_of(names, name) {
            Some(close) => format!("did you mean `{close}`?"),
            None => format!("names that begin with `{}` are reserved; use another one", ext::PREFIX),
        };
        return Some((format!("the extension `{name}` is not known; it was ignored"), hint));
    };
    if !holders.contains(&holder) {
        let message = format!("`{name}` has no meaning on {holder}; it was ignored");
        return Some((message, format!("put it on {}", holders.join(", or on "))));
    }
    if !takes.admits(value) {
        let (expected, found) = (takes.noun(), super::mend::found(value));
        return Some((format!("`{name}` is {found}; it was ignored"), format!("it takes {expected}")));
    }
    None
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn settings_of_the_wrong_name_place_or_type_are_faults() {
        let fault = |name, holder, value| fault(name, holder, &value);
        assert_eq!(fault(RESOURCE, "an operation", json!("admin.roles")), None);
        assert_eq!(fault(TREE, "the document", json!({"prefix": {"/threads/**": "beta"}})), None);
        assert_eq!(fault(PAGING, "an operation", json!(false)), None);
        assert_eq!(fault(PAGING, "an operation", json!({"page": "p"})), None);
        assert_eq!(fault(IDEMPOTENCY, "the document", json!("idempotency-key")), None);
        for (name, holder, value, hint) in [
            (RESOURCE, "an operation", json!(["a", "b"]), "it takes a text"),
            (RESOURCE, "an operation", json!(" "), "it takes a text"),
            (PAGING, "an operation", json!("cursor"), "it takes an object or `false`"),
            (
                TREE,
                "the document",
                json!({"below": {"/a": "b"}}),
                "it takes an object of `by-security` and `prefix`, each an object of resources",
            ),
            (RETRY, "the document", json!("sometimes"), "it takes `always`, `idempotent` or `never`"),
            (BRACKETS, "the document", json!("form"), "it takes a list of `form`, `multipart` and `query`"),
            (BRACKETS, "an operation", json!(["form", "json"]), "it takes a list of `form`, `multipart` and `query`"),
            (
                BRACKETS,
                "a parameter",
                json!(["query"]),
                "put it on the document, or on a path item, or on an operation",
            ),
            (METHOD, "a path item", json!("list"), "put it on an operation"),
            ("x-specsmith-resorce", "an operation", json!("a"), "did you mean `x-specsmith-resource`?"),
            (
                "x-specsmith-colour",
                "a tag",
                json!("a"),
                "names that begin with `x-specsmith-` are reserved; use another one",
            ),
        ] {
            assert_eq!(
                fault(name, holder, value.clone()).map(|(_, hint)| hint).as_deref(),
                Some(hint),
                "{name} {value}"
            );
        }
    }
}
