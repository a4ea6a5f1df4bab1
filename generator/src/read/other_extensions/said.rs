//! Content of an extension.

use serde_json::Value;

/// A setting of ours.
pub(super) struct Setting {
    pub(super) name: &'static str,
    /// The key in its object, where it is one of many.
    pub(super) key: Option<String>,
    pub(super) value: Value,
}

/// A part of an extension's content.
pub(super) enum Said {
    Set(Setting),
    /// A message about a part that is not followed, and the remedy.
    Note(String, String),
}

impl Said {
    pub(super) fn set(name: &'static str, value: impl Into<Value>) -> Self {
        Self::Set(Setting { name, key: None, value: value.into() })
    }

    pub(super) fn entry(name: &'static str, key: &str, value: &str) -> Self {
        Self::Set(Setting { name, key: Some(key.to_owned()), value: value.into() })
    }

    pub(super) fn note(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::Note(message.into(), hint.into())
    }
}
