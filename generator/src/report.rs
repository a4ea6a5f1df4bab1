//! Diagnostics: values with a code, a place, a sentence and a hint.

use std::fmt;

use serde::Serialize;

use crate::changes::Changes;
use crate::pointer::Pointer;

/// Every diagnostic of a run, in the order of the document's places.
#[derive(Clone, Debug, Default)]
pub struct Report {
    problems: Vec<Problem>,
    /// What overlays changed: places are found through it.
    changes: Changes,
}

impl Report {
    /// An empty report.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a problem.
    pub fn add(&mut self, problem: Problem) {
        self.problems.push(problem);
    }

    /// Adds every problem of another report.
    pub fn append(&mut self, mut other: Report) {
        self.problems.append(&mut other.problems);
    }

    /// All problems.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// All problems, to complete their places.
    pub(crate) fn problems_mut(&mut self) -> (&mut Vec<Problem>, &Changes) {
        (&mut self.problems, &self.changes)
    }

    /// Notes what overlays changed, for the places of all problems without one.
    pub(crate) fn set_changes(&mut self, changes: Changes) {
        self.changes = changes;
    }

    /// The place that a node of the document was written at, as far as it is known by now.
    pub(crate) fn origin(&self, at: &Pointer) -> Pointer {
        self.changes.origin(at)
    }

    /// An empty report about the same document.
    pub(crate) fn emptied(&self) -> Self {
        Self { problems: Vec::new(), changes: self.changes.clone() }
    }

    /// True when a problem is an error: the input is refused.
    pub fn has_errors(&self) -> bool {
        self.problems.iter().any(|problem| problem.severity == Severity::Error)
    }
}

/// How bad a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Something to know: nothing is lost (an inferred name, an inferred pager).
    Note,
    /// Something could not be represented exactly, or is a slip in the document; `--strict` makes it an error.
    Warning,
    /// The document is refused.
    Error,
}

/// One diagnostic.
#[derive(Clone, Debug)]
pub struct Problem {
    /// Stable code, kebab-case: `dangling-ref`. Constants are in [`code`].
    pub code: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// Place in the document the user wrote.
    pub pointer: Pointer,
    /// Line and column of that place; completed once, at the end of the run.
    pub place: Option<Place>,
    /// A second place, such as the first of two duplicate keys.
    pub other: Option<Place>,
    /// Further nodes of which the same is true: it is reported once.
    pub also: Vec<Pointer>,
    /// One sentence: what is wrong. No trailing newline.
    pub message: String,
    /// One sentence: what to do about it.
    pub hint: String,
}

impl Problem {
    /// A warning at a pointer.
    pub fn warning(code: &'static str, pointer: &Pointer, message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::new(code, Severity::Warning, pointer, message, hint)
    }

    /// An error at a pointer.
    pub fn error(code: &'static str, pointer: &Pointer, message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::new(code, Severity::Error, pointer, message, hint)
    }

    /// A note at a pointer.
    pub fn note(code: &'static str, pointer: &Pointer, message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::new(code, Severity::Note, pointer, message, hint)
    }

    fn new(
        code: &'static str,
        severity: Severity,
        pointer: &Pointer,
        message: impl Into<String>,
        hint: impl Into<String>,
    ) -> Self {
        Self {
            code,
            severity,
            pointer: pointer.clone(),
            place: None,
            other: None,
            also: Vec::new(),
            message: shortened(message.into()),
            hint: shortened(hint.into()),
        }
    }

    /// The same problem at a known line and column.
    #[must_use]
    pub fn at(mut self, place: Place) -> Self {
        self.place = Some(place);
        self
    }
}

/// The longest text of a diagnostic, in bytes. It may quote names and URLs of the document, which may be of any length.
const LONGEST: usize = 2_000;

/// A text that is no longer than it helps.
fn shortened(text: String) -> String {
    if text.len() <= LONGEST {
        return text;
    }
    let tail = text.len() - text.ceil_char_boundary(text.len() - LONGEST / 4);
    format!("{}…{}", &text[..text.floor_char_boundary(LONGEST / 2)], &text[text.len() - tail..])
}

/// A place in a file. Lines and columns count from 1; columns count characters.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Place {
    /// File as the user named it.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.file, self.line, self.column)
    }
}

/// What a diagnostic means for the fidelity of the output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Something that the document says is not represented exactly.
    Loss,
    /// The document has a slip; what it means, as far as that can be told, is represented.
    Slip,
    /// Something was chosen that the document leaves open.
    Choice,
}

/// What a diagnostic means for the fidelity of the output: by its code. A code that is not named here is a loss.
pub fn effect(problem: &Problem) -> Effect {
    match problem.code {
        code::PAGING | code::PAGES_NOT_FOLLOWED | code::LONGER_NAME | code::REQUIRED_BODY | code::OTHER_EXTENSION => {
            Effect::Choice
        }
        code::DUPLICATE_KEY
        | code::ROUNDED_NUMBER
        | code::NOT_FINITE
        | code::BAD_MERGE
        | code::SECOND_DOCUMENT
        | code::REF_SIBLING
        | code::WRONG_TYPE
        | code::EMPTY_KEYWORD
        | code::MISSING_KEYWORD
        | code::UNKNOWN_KEYWORD
        | code::UNKNOWN_VALUE
        | code::OTHER_VERSION
        | code::RESERVED_EXTENSION
        | code::BAD_CONSTRAINT
        | code::BAD_ENUM
        | code::BAD_PATH
        | code::BAD_OVERLAY
        | code::UNMATCHED_OVERLAY
        | code::UNMATCHED_PATTERN
        | code::UNMATCHED_SETTING
        | code::BAD_EXTENSION
        | code::ENUM_TYPE
        | code::DISCRIMINATOR_MAPPING
        | code::REQUIRED_WITHOUT_PROPERTY
        | code::PATH_PARAMETER
        | code::DUPLICATE_PARAMETER
        | code::IGNORED_HEADER
        | code::EMPTY_BODY
        | code::SERVER_VARIABLE => Effect::Slip,
        _ => Effect::Loss,
    }
}

/// The codes of all diagnostics, in one place so that they can be proof-read together.
pub mod code {
    // What refuses a document, or a file beside it.

    /// The file is empty.
    pub const EMPTY: &str = "empty";
    /// The file is not UTF-8 text.
    pub const NOT_TEXT: &str = "not-text";
    /// The text is neither JSON nor YAML.
    pub const SYNTAX: &str = "syntax";
    /// The root is not an object.
    pub const NOT_AN_OBJECT: &str = "not-an-object";
    /// There is neither an `openapi` nor a `swagger` key.
    pub const NO_VERSION: &str = "no-version";
    /// A version of the specification that is not known.
    pub const UNKNOWN_VERSION: &str = "unknown-version";

    // What the text says twice or in an odd way.

    /// A key occurs twice in one object; the last one counts.
    pub const DUPLICATE_KEY: &str = "duplicate-key";
    /// A number that does not fit 64 bits was rounded.
    pub const ROUNDED_NUMBER: &str = "rounded-number";
    /// `.inf` or `.nan` was read as text.
    pub const NOT_FINITE: &str = "not-finite";
    /// A YAML merge key whose value is no mapping was ignored.
    pub const BAD_MERGE: &str = "bad-merge";
    /// The file holds a second YAML document, which was ignored.
    pub const SECOND_DOCUMENT: &str = "second-document";

    // References.

    /// A `$ref` points nowhere.
    pub const DANGLING_REF: &str = "dangling-ref";
    /// A chain of `$ref`s ends where it began.
    pub const CYCLIC_REF: &str = "cyclic-ref";
    /// A keyword beside a `$ref`, which this version ignores.
    pub const REF_SIBLING: &str = "ref-sibling";
    /// A file that the document refers to could not be read.
    pub const BAD_FILE: &str = "bad-file";

    // What was mended.

    /// A value of the wrong JSON type was read as the nearest right one, or ignored.
    pub const WRONG_TYPE: &str = "wrong-type";
    /// A keyword without a value was ignored.
    pub const EMPTY_KEYWORD: &str = "empty-keyword";
    /// A required keyword is missing; a default stands in.
    pub const MISSING_KEYWORD: &str = "missing-keyword";
    /// A keyword the specification does not know at this place was ignored.
    pub const UNKNOWN_KEYWORD: &str = "unknown-keyword";
    /// A value outside the keyword's list of values.
    pub const UNKNOWN_VALUE: &str = "unknown-value";
    /// A keyword of another version of the specification, honoured all the same.
    pub const OTHER_VERSION: &str = "other-version";
    /// An extension name that is ours alone was ignored.
    pub const RESERVED_EXTENSION: &str = "reserved-extension";
    /// A schema keyword whose value cannot be meant so.
    pub const BAD_CONSTRAINT: &str = "bad-constraint";
    /// An `enum` that is not a list, is empty, repeats itself or contradicts the type.
    pub const BAD_ENUM: &str = "bad-enum";
    /// A schema without `type` was read as one of objects or arrays.
    pub const INFERRED_TYPE: &str = "inferred-type";
    /// A parameter that cannot be sent as described.
    pub const BAD_PARAMETER: &str = "bad-parameter";
    /// A response under a key that is no status code.
    pub const BAD_STATUS: &str = "bad-status";
    /// A path that does not begin with `/`.
    pub const BAD_PATH: &str = "bad-path";
    /// An operation under a key that is no HTTP method.
    pub const UNKNOWN_METHOD: &str = "unknown-method";
    /// A security scheme or requirement that cannot be met as described.
    pub const BAD_SECURITY: &str = "bad-security";
    /// An overlay could not be applied.
    pub const BAD_OVERLAY: &str = "bad-overlay";
    /// An action of an overlay selects nothing.
    pub const UNMATCHED_OVERLAY: &str = "unmatched-overlay";
    /// A pattern of `include` or `exclude` matches no operation.
    pub const UNMATCHED_PATTERN: &str = "unmatched-pattern";
    /// A setting of a schema or an operation matches nothing.
    pub const UNMATCHED_SETTING: &str = "unmatched-setting";
    /// An extension of another tool leaves something out, or is not followed.
    pub const OTHER_EXTENSION: &str = "other-extension";

    /// The crate differs from the document, and nothing else says so: found by the audit.
    pub const NOT_AS_DECLARED: &str = "not-as-declared";
    /// A keyword that has no place in a client.
    pub const NOT_REPRESENTED: &str = "not-represented";

    // What lowering cannot type, or infers.

    /// Binary content where only text can be.
    pub const BINARY_TEXT: &str = "binary-text";

    /// What was printed is no Rust: a defect of the generator.
    pub const GENERATOR_BUG: &str = "generator-bug";
    /// An `allOf` leads back to itself.
    pub const CYCLIC_ALL_OF: &str = "cyclic-all-of";
    /// The parts of an `allOf` contradict each other.
    pub const ALL_OF_CONFLICT: &str = "all-of-conflict";
    /// The schema `false`.
    pub const NEVER_SCHEMA: &str = "never-schema";
    /// A schema that `null` alone satisfies.
    pub const ONLY_NULL: &str = "only-null";
    /// Schemas are nested too deep.
    pub const TOO_DEEP: &str = "too-deep";
    /// A document, or a part of it, is too large to be represented whole.
    pub const TOO_LARGE: &str = "too-large";
    /// A keyword that would decide a type is not supported.
    pub const UNSUPPORTED_KEYWORD: &str = "unsupported-keyword";
    /// `prefixItems` without an end.
    pub const OPEN_TUPLE: &str = "open-tuple";
    /// A required key that no property describes.
    pub const REQUIRED_WITHOUT_PROPERTY: &str = "required-without-property";
    /// An `enum` of lists or objects.
    pub const ENUM_VALUES: &str = "enum-values";
    /// An `enum` with values that its `type` does not admit.
    pub const ENUM_TYPE: &str = "enum-type";
    /// A discriminator's mapping leads to no member.
    pub const DISCRIMINATOR_MAPPING: &str = "discriminator-mapping";
    /// A discriminator's property is one that no member has.
    pub const DISCRIMINATOR_PROPERTY: &str = "discriminator-property";
    /// A discriminator does not tell members apart.
    pub const DISCRIMINATOR_AMBIGUOUS: &str = "discriminator-ambiguous";
    /// A union only narrows what stands beside it.
    pub const REFINED_BY_VARIANTS: &str = "refined-by-variants";
    /// Several unions at once.
    pub const SEVERAL_UNIONS: &str = "several-unions";
    /// A required `readOnly` property is optional in its type.
    pub const OPTIONAL_READ_ONLY: &str = "optional-read-only";
    /// A type is itself, with nothing in between.
    pub const RECURSIVE_TYPE: &str = "recursive-type";
    /// Part of an operation has no type; the operation is offered as an untyped call.
    pub const UNTYPED: &str = "untyped-operation";
    /// A path and its path parameters do not agree.
    pub const PATH_PARAMETER: &str = "path-parameter";
    /// A parameter is declared twice in one list.
    pub const DUPLICATE_PARAMETER: &str = "duplicate-parameter";
    /// A header parameter that OpenAPI says to ignore.
    pub const IGNORED_HEADER: &str = "ignored-header";
    /// A request body that declares nothing to send.
    pub const EMPTY_BODY: &str = "empty-body";
    /// Media types besides the one a method sends or asks for.
    pub const OTHER_MEDIA: &str = "other-media-types";
    /// Of a range of media types one is sent.
    pub const NARROWED_MEDIA: &str = "narrowed-media-type";
    /// A body is required since its schema requires properties.
    pub const REQUIRED_BODY: &str = "required-body";
    /// A link of a reply leads to no operation of the document.
    pub const LOST_LINK: &str = "lost-link";
    /// A body with structure in a format that has no types.
    pub const UNTYPED_BODY: &str = "untyped-body";
    /// A security scheme that is not declared, or not known.
    pub const UNKNOWN_SCHEME: &str = "unknown-security-scheme";
    /// A server URL has a variable that is not declared.
    pub const SERVER_VARIABLE: &str = "server-variable";
    /// A server URL with a scheme that is neither http nor https.
    pub const SERVER_SCHEME: &str = "server-scheme";
    /// Servers of one operation, or of one path, besides the first.
    pub const OTHER_SERVERS: &str = "other-servers";
    /// An extension of ours does not say what it may say.
    pub const BAD_EXTENSION: &str = "bad-extension";
    /// How the pages of an operation follow each other was inferred.
    pub const PAGING: &str = "paging-inferred";
    /// A list says that there is more, and nothing says how to get it.
    pub const PAGES_NOT_FOLLOWED: &str = "pages-not-followed";
    /// A method got a longer name because another operation has its short one.
    pub const LONGER_NAME: &str = "longer-name";
}
