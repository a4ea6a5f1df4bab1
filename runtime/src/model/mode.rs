//! How strict decoding is.

/// How a value that does not fit its schema is met.
///
/// Both modes keep what a schema leaves open: fields it does not name, values of an open enum or a union that this version does not know, and the
/// text of a date or another format that cannot be read. They differ in what a schema rules out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum DecodeMode {
    /// A missing required field or a wrong type is an error, which names the value by its path: `at $.data[3].name: expected a string, found 7`.
    /// `null` counts as absent where a field is optional.
    #[default]
    Strict,
    /// What can be taken is taken. For each value, the first of these rules that applies:
    ///
    /// | found | wanted | becomes |
    /// | --- | --- | --- |
    /// | a number, `true`, `false` | a string, or a string with a format | the text as it was spelled |
    /// | a string that spells a JSON number | an integer or a number | that number, if it fits |
    /// | `"true"`, `"false"` | `true` or `false` | that |
    /// | anything that is an item | a list | a list of that item |
    /// | a list of one item | a scalar or an object | that item |
    /// | nothing, or `null` | an optional field | absent |
    /// | nothing, or `null` | anything else | the type's empty value: `""`, `0`, `false`, `[]`, a record of absent and empty fields, the value of a constant; a tuple has none |
    /// | a value that no case of a union fits, or an unknown tag | a union | the `Unknown` case, which holds the value |
    /// | anything else | a field of a record with extra fields | absent, or the empty value where the field is required; the value itself is kept among the [extra fields] under the field's key |
    /// | anything else | anything else | an error, which is the containing value's not to fit |
    ///
    /// A case of a union is looked for strictly first: no rule applies as long as some case takes the value as it is.
    ///
    /// # What is written back
    ///
    /// Not always what came. A converted value is written as its type is (`"7"` comes back as `7`; a number that `f64` cannot hold exactly comes back
    /// rounded), and an empty value is written where nothing or `null` was. The value of an optional field that did not fit is written back as it came,
    /// unless the field was set; that of a required one can be read from the extra fields, but what is written is the field. Decode strictly
    /// what must come back unchanged.
    ///
    /// [extra fields]: super::Extra
    Lenient,
}

impl DecodeMode {
    /// True for [`DecodeMode::Lenient`].
    pub fn is_lenient(self) -> bool {
        self == Self::Lenient
    }
}
