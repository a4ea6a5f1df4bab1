//! An expression, or why there is none.

use serde::Serialize;

use super::super::json::Json;

/// An expression.
#[derive(Clone, Debug, Default)]
pub(in super::super) struct Code {
    pub(in super::super) text: String,
    /// Members that no field of a type takes, so that they were put beside the fields.
    pub(in super::super) loose: usize,
}

/// The reason that a value cannot be expressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(in super::super) enum Reason {
    /// The document has an operation that the crate does not.
    NoMethod,
    /// The body's media type has no method of its own.
    UntypedBody,
    /// The call has an input that the method does not take.
    NoInput,
    /// The method requires an input that the call does not have.
    MissingInput,
    /// The type does not take the value.
    TypeNarrower,
    /// The type has no field of this name, though the document declares one.
    FieldLost,
    /// The type requires a field that the value does not have.
    FieldMissing,
    /// The type has no way to set a field.
    NoSetter,
    /// The type fixes another value.
    ConstantDiffers,
    /// No variant takes the value.
    NoVariant,
    /// There was too much to try.
    TooMuch,
}

/// A value that cannot be expressed.
#[derive(Clone, Debug)]
pub(in super::super) struct Skip {
    pub(in super::super) reason: Reason,
    /// The case, in a sentence.
    pub(in super::super) what: String,
}

impl Skip {
    pub(in super::super) fn new(reason: Reason, what: impl Into<String>) -> Self {
        Self { reason, what: what.into() }
    }
}

pub(in super::super) type Expressed = Result<Code, Skip>;

impl Code {
    pub(in super::super) fn of(text: impl Into<String>) -> Self {
        Self { text: text.into(), loose: 0 }
    }

    /// Returns an expression around this one, with the same members.
    pub(super) fn within(self, wrap: impl FnOnce(&str) -> String) -> Self {
        Self { text: wrap(&self.text), loose: self.loose }
    }

    /// Expressions with commas between them.
    pub(super) fn list(codes: impl IntoIterator<Item = Expressed>) -> Expressed {
        let mut all = Self::default();
        for code in codes {
            let code = code?;
            if !all.text.is_empty() {
                all.text.push_str(", ");
            }
            all.text.push_str(&code.text);
            all.loose += code.loose;
        }
        Ok(all)
    }
}

/// Returns a `String`.
pub(in super::super) fn string(text: &str) -> String {
    format!("{text:?}.to_owned()")
}

/// Returns the skip for a value that the type does not take.
pub(in super::super) fn narrower(wanted: &str, value: &Json) -> Skip {
    Skip::new(Reason::TypeNarrower, format!("the type takes {wanted}, the value is {}", short(value)))
}

pub(in super::super) fn short(value: &Json) -> String {
    let text = value.to_string();
    if text.chars().count() <= 80 { text } else { text.chars().take(80).chain(['…']).collect() }
}
