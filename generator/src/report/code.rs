//! The codes of all diagnostics, and what each means for the output.

use std::fmt;

use serde::{Serialize, Serializer};

/// The consequence of a diagnostic for the fidelity of the output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// The input is refused: there is no output.
    Refusal,
    /// A part of the document is not represented exactly.
    Loss,
    /// The document has a slip; its meaning, as far as it can be inferred, is represented.
    Slip,
    /// A choice where the document leaves something open.
    Choice,
}

/// Makes [`Code`] of a table with a row for each code: the variant, its text, its effect. A row without one of them does not compile.
macro_rules! codes {
    ($($(#[$doc:meta])* $code:ident = $text:literal, $effect:ident;)+) => {
        /// Kind of a diagnostic. Its text is stable: it is in reports, and users look it up with `specsmith explain`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Code {
            $($(#[$doc])* $code,)+
        }

        impl Code {
            /// Every code, in the order of the table.
            pub const ALL: &'static [Self] = &[$(Self::$code),+];

            /// Returns the code as users see it, in kebab-case.
            pub const fn text(self) -> &'static str {
                match self {
                    $(Self::$code => $text,)+
                }
            }

            /// Returns the consequence of the code for the fidelity of the output.
            pub const fn effect(self) -> Effect {
                match self {
                    $(Self::$code => Effect::$effect,)+
                }
            }
        }
    };
}

codes! {
    // Reasons to refuse a document, or a file beside it.

    /// The file is empty.
    Empty = "empty", Refusal;
    /// The file is not UTF-8 text.
    NotText = "not-text", Refusal;
    /// The text is neither JSON nor YAML.
    Syntax = "syntax", Refusal;
    /// The root is not an object.
    NotAnObject = "not-an-object", Refusal;
    /// There is neither an `openapi` nor a `swagger` key.
    NoVersion = "no-version", Refusal;
    /// A version of the specification that is not known.
    UnknownVersion = "unknown-version", Refusal;

    // Oddities of the text.

    /// A key occurs twice in one object; the last one counts.
    DuplicateKey = "duplicate-key", Slip;
    /// A number that does not fit 64 bits was rounded.
    RoundedNumber = "rounded-number", Slip;
    /// `.inf` or `.nan` was read as text.
    NotFinite = "not-finite", Slip;
    /// A YAML merge key whose value is no mapping was ignored.
    BadMerge = "bad-merge", Slip;
    /// The file contains a second YAML document, which was ignored.
    SecondDocument = "second-document", Slip;

    // References.

    /// A `$ref` points nowhere.
    DanglingRef = "dangling-ref", Loss;
    /// A chain of `$ref`s ends where it began.
    CyclicRef = "cyclic-ref", Loss;
    /// A keyword beside a `$ref`, which this version ignores.
    RefSibling = "ref-sibling", Slip;
    /// A file that the document refers to could not be read.
    BadFile = "bad-file", Loss;

    // Repairs.

    /// A value of the wrong JSON type was read as the nearest right one, or ignored.
    WrongType = "wrong-type", Slip;
    /// A keyword without a value was ignored.
    EmptyKeyword = "empty-keyword", Slip;
    /// A required keyword is missing; a default is used.
    MissingKeyword = "missing-keyword", Slip;
    /// A keyword the specification does not know at this place was ignored.
    UnknownKeyword = "unknown-keyword", Slip;
    /// A value outside the keyword's list of values.
    UnknownValue = "unknown-value", Slip;
    /// A keyword of another version of the specification, honoured all the same.
    OtherVersion = "other-version", Slip;
    /// An extension name that is ours alone was ignored.
    ReservedExtension = "reserved-extension", Slip;
    /// A schema keyword with an impossible value.
    BadConstraint = "bad-constraint", Slip;
    /// An `enum` that is not a list, is empty, repeats itself or contradicts the type.
    BadEnum = "bad-enum", Slip;
    /// A schema without `type` was read as one of objects or arrays.
    InferredType = "inferred-type", Loss;
    /// A parameter that cannot be sent as described.
    BadParameter = "bad-parameter", Loss;
    /// A response under a key that is no status code.
    BadStatus = "bad-status", Loss;
    /// A path that does not begin with `/`.
    BadPath = "bad-path", Slip;
    /// An operation under a key that is no HTTP method.
    UnknownMethod = "unknown-method", Loss;
    /// A security scheme or requirement that cannot be met as described.
    BadSecurity = "bad-security", Loss;
    /// An overlay could not be applied.
    BadOverlay = "bad-overlay", Slip;
    /// An action of an overlay selects nothing.
    UnmatchedOverlay = "unmatched-overlay", Slip;
    /// A pattern of `include` or `exclude` matches no operation.
    UnmatchedPattern = "unmatched-pattern", Slip;
    /// A setting of a schema or an operation matches nothing.
    UnmatchedSetting = "unmatched-setting", Slip;
    /// An extension of another tool leaves something out, or is not followed.
    OtherExtension = "other-extension", Choice;

    /// The crate differs from the document, without another diagnostic: found by the audit.
    NotAsDeclared = "not-as-declared", Loss;
    /// A keyword that has no place in a client.
    NotRepresented = "not-represented", Loss;

    // Losses and inferences of lowering.

    /// Binary content where only text can be.
    BinaryText = "binary-text", Loss;

    /// The generated code is not valid Rust: a defect of the generator.
    GeneratorBug = "generator-bug", Refusal;
    /// An `allOf` leads back to itself.
    CyclicAllOf = "cyclic-all-of", Loss;
    /// The parts of an `allOf` contradict each other.
    AllOfConflict = "all-of-conflict", Loss;
    /// The schema `false`.
    NeverSchema = "never-schema", Loss;
    /// A schema that `null` alone satisfies.
    OnlyNull = "only-null", Loss;
    /// Schemas are nested too deep.
    TooDeep = "too-deep", Loss;
    /// A document, or a part of it, is too large to be represented whole.
    TooLarge = "too-large", Loss;
    /// A keyword that would decide a type is not supported.
    UnsupportedKeyword = "unsupported-keyword", Loss;
    /// `prefixItems` without an end.
    OpenTuple = "open-tuple", Loss;
    /// A required key that no property describes.
    RequiredWithoutProperty = "required-without-property", Slip;
    /// An `enum` of lists or objects.
    EnumValues = "enum-values", Loss;
    /// An `enum` with values that its `type` does not admit.
    EnumType = "enum-type", Slip;
    /// A discriminator's mapping leads to no member.
    DiscriminatorMapping = "discriminator-mapping", Slip;
    /// A discriminator's property is one that no member has.
    DiscriminatorProperty = "discriminator-property", Loss;
    /// A discriminator does not tell members apart.
    DiscriminatorAmbiguous = "discriminator-ambiguous", Loss;
    /// A union only narrows the schema beside it.
    RefinedByVariants = "refined-by-variants", Loss;
    /// Several unions at once.
    SeveralUnions = "several-unions", Loss;
    /// A required `readOnly` property is optional in its type.
    OptionalReadOnly = "optional-read-only", Loss;
    /// A type is itself, with nothing in between.
    RecursiveType = "recursive-type", Loss;
    /// Part of an operation has no type; the operation is offered as an untyped call.
    UntypedOperation = "untyped-operation", Loss;
    /// A path and its path parameters do not agree.
    PathParameter = "path-parameter", Slip;
    /// A parameter is declared twice in one list.
    DuplicateParameter = "duplicate-parameter", Slip;
    /// A header parameter that OpenAPI requires to be ignored.
    IgnoredHeader = "ignored-header", Slip;
    /// A request body that declares nothing to send.
    EmptyBody = "empty-body", Slip;
    /// Media types besides the one that a method sends or requests.
    OtherMediaTypes = "other-media-types", Loss;
    /// Of a range of media types one is sent.
    NarrowedMediaType = "narrowed-media-type", Loss;
    /// A body is required since its schema requires properties.
    RequiredBody = "required-body", Choice;
    /// A link of a response leads to no operation of the document.
    LostLink = "lost-link", Loss;
    /// A body with structure in a format that has no types.
    UntypedBody = "untyped-body", Loss;
    /// A security scheme that is not declared, or not known.
    UnknownSecurityScheme = "unknown-security-scheme", Loss;
    /// A server URL has a variable that is not declared.
    ServerVariable = "server-variable", Slip;
    /// A server URL with a scheme that is neither http nor https.
    ServerScheme = "server-scheme", Loss;
    /// Servers of one operation, or of one path, besides the first.
    OtherServers = "other-servers", Loss;
    /// An extension of ours has an invalid value.
    BadExtension = "bad-extension", Slip;
    /// The way from one page of an operation to the next was inferred.
    PagingInferred = "paging-inferred", Choice;
    /// A list has a flag for further pages, but no way to get them.
    PagesNotFollowed = "pages-not-followed", Choice;
    /// A flag requests a stream that no response declares.
    UndeclaredStream = "undeclared-stream", Loss;
    /// A method got a longer name because another operation has its short one.
    LongerName = "longer-name", Choice;
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.text())
    }
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.text())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_of_codes_are_kebab_case_and_differ() {
        let mut texts: Vec<&str> = Code::ALL.iter().map(|code| code.text()).collect();
        assert!(
            texts.iter().all(|text| text.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-')),
            "{texts:?}"
        );
        texts.sort_unstable();
        texts.dedup();
        assert_eq!(texts.len(), Code::ALL.len());
    }
}
