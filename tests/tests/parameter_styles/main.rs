//! Conformance of parameter styles: the tables of OpenAPI 3.1.1 §4.8.12.4 and 3.2.0 §4.12.6, and RFC 6570 §3.2, as data.
//!
//! Each form (a place, a style, `explode`) is written into a document; what the generator makes of it is read back from the
//! code it writes, and that description is called with each value over a real connection. A row is what must arrive.

mod cookie;
mod described;
mod form;
mod header;
mod path;
mod query;
mod swagger;
mod wire;

/// One way to write a parameter, and what becomes of values.
pub(crate) struct Form {
    /// Members of the parameter (or of the encoding, in a form's body), as a YAML flow mapping writes them.
    pub(crate) members: &'static str,
    /// The parameter's description is `content` or a schema; a schema of any type, where this is empty.
    pub(crate) shape: &'static str,
    /// JSON of the value, and what arrives.
    pub(crate) rows: &'static [(&'static str, Wire)],
}

/// Expected form of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wire {
    /// This, and nothing else.
    Is(&'static str),
    /// Nothing: the request is made without it.
    Absent,
    /// The call fails before anything is sent.
    Refused,
}

/// A table whose values are written by a schema of any type.
pub(crate) const fn styled(members: &'static str, rows: &'static [(&'static str, Wire)]) -> Form {
    Form { members, shape: "schema: {}", rows }
}

pub(crate) use Wire::{Absent, Is, Refused};

/// The values of the specification's table.
pub(crate) const BLUE: &str = r#""blue""#;
pub(crate) const EMPTY: &str = r#""""#;
pub(crate) const LIST: &str = r#"["blue","black","brown"]"#;
pub(crate) const MAP: &str = r#"{"R":100,"G":200,"B":150}"#;
/// Characters with a meaning in a URL, without RFC 3986's `sub-delims`, `:` and `@`.
pub(crate) const SPECIAL: &str = r##""a b%c/d?e#f[g]h|i\"j""##;
/// RFC 3986 §2.2 `sub-delims`, `:` and `@`: what a path segment may hold.
pub(crate) const SEGMENT: &str = r#""!$&'()*+,;=:@""#;
pub(crate) const UNICODE: &str = r#""größe/日本""#;
