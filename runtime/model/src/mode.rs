//! Strictness of decoding.

/// Strictness of decoding: the handling of a value that does not fit its schema.
///
/// Every mode keeps the values that a schema leaves open: fields that it does not name, values of an open enum or union that this version does not know,
/// and the text of a date or another format that cannot be parsed. The modes differ in the values that a schema rules out:
///
/// | value | [`Strict`](Self::Strict) | [`Tolerant`](Self::Tolerant), the default | [`Lenient`](Self::Lenient) |
/// | --- | --- | --- | --- |
/// | no required field, or `null` in it | an error | `None` if it is nullable, else its empty value, and written back as it came | as tolerant |
/// | `null` in a field that may be absent but not null | `None`, written back as `null` | as strict | as strict |
/// | a value of another type in a field | an error | `None` or the empty value; the value is kept and written back | converted if it can be (`"7"` and 7), else as tolerant |
/// | a value that no variant of a union fits | an error | the variant that fits but for missing fields, else `Unknown` with the value | as tolerant, after conversions |
/// | half of a surrogate pair, bytes that are not UTF-8, or a number that `f64` cannot hold | an error | U+FFFD in their place, or a value of another type | as tolerant |
/// | a whole value that is not an object, an array or a scalar as its type is | an error | an error | converted if it can be, else an error |
///
/// An error names the value by its path: `at $.data[3].name: expected a string, found 7`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum DecodeMode {
    /// Refuses a missing required field and a value of another type. `null` counts as absent if a field is optional.
    Strict,
    /// Accepts every value that can be kept without loss, and converts nothing.
    ///
    /// A required field that is absent or null is `None` if it may be null, and otherwise has the type's empty value: `""`, `0`, `false`, `[]`, `{}`, a
    /// record of absent and empty fields, an empty `Unknown` of an enum or a union, a constant without text. The record remembers the original form:
    /// `missing()` names the field, the drift hook is called, and the record is written without the field (or with `null`) until it is set. Setting it
    /// to its empty value does not count; `mark_present` does.
    ///
    /// A value of another type is kept among the [extra fields] under the field's key, and written back until the field is set.
    ///
    /// A union first looks for a variant that takes the value as it is. If there is none, it chooses the variant most similar to the value: one whose
    /// constants do not contradict it, with the most constants, required keys and known keys in common. If two variants are equally similar, or none
    /// is, the value is `Unknown`.
    ///
    /// [extra fields]: crate::extra::Extra
    #[default]
    Tolerant,
    /// Like [`DecodeMode::Tolerant`], and converts values that do not fit. For each value, the first of these rules that applies:
    ///
    /// | value | expected | result |
    /// | --- | --- | --- |
    /// | a number, `true`, `false` | a string, or a string with a format | the text as it was spelled |
    /// | a string that spells a JSON number | an integer or a number | that number, if it fits |
    /// | `"true"`, `"false"` | `true` or `false` | that |
    /// | anything that is an item | a list | a list of that item |
    /// | a list of one item | a scalar or an object | that item |
    /// | `null` | an item of a list, a value of a map, or the whole value | the type's empty value |
    /// | anything else | anything else | as in [`DecodeMode::Tolerant`] |
    ///
    /// A union first looks for a variant that takes the value as it is, without conversions. A converted value is written in the form of its type:
    /// `"7"` comes back as `7`.
    Lenient,
}

impl DecodeMode {
    /// Returns true for [`DecodeMode::Lenient`].
    pub fn is_lenient(self) -> bool {
        self == Self::Lenient
    }

    /// Returns true for [`DecodeMode::Strict`].
    pub fn is_strict(self) -> bool {
        self == Self::Strict
    }
}
