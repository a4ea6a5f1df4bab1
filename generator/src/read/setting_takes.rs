//! Types of the values that settings take.

use serde_json::{Map, Value};

use super::keys::closest_of;
use super::setting_forms::{
    BASIC, BEARER, DERIVES, FIELD_NAME, FIELD_NULLABLE, FIELD_REQUIRED, GETTER_KEYS, OUR_TRAITS, REPLACE_TRAITS,
    REPLACE_TYPE, VARIABLE_FORM, admits_placement, admits_settings, is_body, is_derive, is_field, is_getter, is_header,
    is_media_type, is_replacement, is_text, is_variable,
};
use super::setting_words::{
    BRACKETED, BY_EXAMPLE, BY_SECURITY, FORMAT_WORDS, INTEGER_TYPES, PACKED, PLACEMENT_KEYS, PREFIX, PRESENCES,
    READINGS, RENAME, RETRIES, SETTING_KEYS, STYLE_WORDS, TREE_KEYS,
};

/// The values that a setting takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Takes {
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
    /// An object of [`STYLE_WORDS`].
    Styles,
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

    pub(super) fn admits(self, value: &Value) -> bool {
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
            (Self::Formats, Value::Object(formats)) => is_of(formats, &FORMAT_WORDS),
            (Self::Styles, Value::Object(styles)) => is_of(styles, &STYLE_WORDS),
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
                | Self::Styles
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
    pub(super) fn odd_entry(self, value: &Value) -> Option<String> {
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

    /// Returns the word or key that a misspelt one in a value was probably meant to be.
    pub(super) fn closest(self, value: &Value) -> Option<&'static str> {
        let near = |known: &[&'static str], word: &str| {
            if known.contains(&word) { None } else { closest_of(known.iter().copied(), word) }
        };
        match value {
            Value::String(word) => near(self.vocabulary().words, word),
            Value::Array(items) => {
                items.iter().filter_map(Value::as_str).find_map(|item| near(self.vocabulary().entries, item))
            }
            Value::Object(map) => map.iter().find_map(|(key, value)| {
                let inner = || value.as_object()?.keys().find_map(|key| near(self.vocabulary().inner, key));
                let word = || near(self.words_at(key), value.as_str()?);
                near(self.vocabulary().keys, key).or_else(inner).or_else(word)
            }),
            _ => None,
        }
    }

    /// Returns the words that a key of its object takes.
    fn words_at(self, key: &str) -> &'static [&'static str] {
        let of = |known: &'static [(&'static str, &'static [&'static str])]| {
            known.iter().find(|(name, _)| *name == key).map_or(&[] as &[&str], |(_, words)| words)
        };
        match self {
            Self::Formats => of(&FORMAT_WORDS),
            Self::Styles => of(&STYLE_WORDS),
            Self::Replacement if key == REPLACE_TRAITS => &["serde", OUR_TRAITS],
            _ => &[],
        }
    }

    /// Returns the words and keys that its values are made of.
    fn vocabulary(self) -> Vocabulary {
        const NONE: Vocabulary = Vocabulary { words: &[], entries: &[], keys: &[], inner: &[] };
        const FORMATS: [&str; FORMAT_WORDS.len()] = names(FORMAT_WORDS);
        const STYLES: [&str; STYLE_WORDS.len()] = names(STYLE_WORDS);
        match self {
            Self::Bracketed => Vocabulary { entries: &BRACKETED, ..NONE },
            Self::Derives => Vocabulary { entries: &DERIVES, ..NONE },
            Self::Presence => Vocabulary { words: &PRESENCES, keys: &[FIELD_REQUIRED, FIELD_NULLABLE], ..NONE },
            Self::Placement => Vocabulary { words: &[BEARER, BASIC], keys: &PLACEMENT_KEYS, ..NONE },
            Self::Tree => Vocabulary { keys: &[BY_SECURITY, PREFIX, RENAME, BY_EXAMPLE], ..NONE },
            Self::Formats => Vocabulary { keys: &FORMATS, ..NONE },
            Self::Styles => Vocabulary { keys: &STYLES, ..NONE },
            Self::Texts(keys) => Vocabulary { keys, ..NONE },
            Self::Replacement => Vocabulary { keys: &[REPLACE_TYPE, REPLACE_TRAITS], ..NONE },
            Self::Fields => Vocabulary { inner: &[FIELD_NAME, FIELD_REQUIRED, FIELD_NULLABLE], ..NONE },
            Self::HeaderSettings | Self::QuerySettings => Vocabulary { inner: &SETTING_KEYS, ..NONE },
            Self::Getters => Vocabulary { inner: &GETTER_KEYS, ..NONE },
            _ => Vocabulary { words: self.words(), ..NONE },
        }
    }

    pub(super) fn noun(self) -> &'static str {
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
            Self::Styles => {
                "an object of `query-arrays` (`repeat`, `comma` or `brackets`), `query-objects` (`members`, `deepObject` or `brackets`) and `parts` (`json`, \
                 `deepObject` or `brackets`)"
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

/// Returns true for an object of keys that are known, each with one of its words.
fn is_of(map: &Map<String, Value>, known: &[(&str, &[&str])]) -> bool {
    map.iter().all(|(key, word)| {
        let words = known.iter().find(|(name, _)| name == key).map(|(_, words)| words);
        words.is_some_and(|words| word.as_str().is_some_and(|word| words.contains(&word)))
    })
}

const fn names<const N: usize>(known: [(&'static str, &[&str]); N]) -> [&'static str; N] {
    let (mut names, mut index) = ([""; N], 0);
    while index < N {
        names[index] = known[index].0;
        index += 1;
    }
    names
}

/// The words and keys that values of a type are made of, but for those of the user's choice.
#[derive(Clone, Copy)]
struct Vocabulary {
    /// Texts that are values.
    words: &'static [&'static str],
    /// Texts in lists.
    entries: &'static [&'static str],
    /// Keys of objects.
    keys: &'static [&'static str],
    /// Keys of objects whose own keys are the user's.
    inner: &'static [&'static str],
}
