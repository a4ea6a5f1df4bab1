//! One public item of the generated crate.

use super::ty::Type;
use super::wire::Wire;
use crate::pointer::Pointer;

/// A public item.
#[derive(Clone, Debug)]
pub struct Item {
    /// Kind of the item.
    pub kind: Kind,
    /// Path from the crate's root: `types::Role`, and for a part of a type, `types::Role::name`.
    pub path: String,
    /// The item that has it, by its place in the list; that comes before it.
    pub owner: Option<usize>,
    /// Location in the document that the user wrote.
    pub place: Pointer,
    /// Identity in the document, independent of the Rust name: `GET /roles`, or the property's name.
    pub identity: String,
    /// Its arguments, in order.
    pub takes: Vec<Argument>,
    /// Its type, or its result type.
    pub gives: Option<Type>,
    /// True if it has `Default`.
    pub default: bool,
    /// True if an addition would break users: a struct that is written out, an enum that is matched exhaustively.
    pub exhaustive: bool,
    /// The derives that settings request.
    pub derives: Vec<String>,
    /// True if it is `#[deprecated]`.
    pub deprecated: bool,
    /// Cargo features that it needs any of; none when it is always there.
    pub features: Vec<String>,
    /// Path of the item that has another name now, where this is its former one.
    pub former_of: Option<String>,
    /// Environment variables that it is read from.
    pub variables: Vec<String>,
    /// Meaning on the wire.
    pub wire: Wire,
}

impl Item {
    /// Makes an item without arguments and result.
    pub fn new(kind: Kind, path: String, place: Pointer, identity: impl Into<String>) -> Self {
        Self {
            kind,
            path,
            owner: None,
            place,
            identity: identity.into(),
            takes: Vec::new(),
            gives: None,
            default: false,
            exhaustive: false,
            derives: Vec::new(),
            deprecated: false,
            features: Vec::new(),
            former_of: None,
            variables: Vec::new(),
            wire: Wire::None,
        }
    }

    /// Returns the last part of its path.
    pub fn name(&self) -> &str {
        self.path.rsplit("::").next().unwrap_or(&self.path)
    }
}

/// Kind of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// A struct of `types`, made by `new`.
    Record,
    /// A struct that is written out: many arguments as one value.
    Arguments,
    /// `pub type`, for a type of the crate or another.
    Alias,
    /// A struct around a list or map of itself.
    Newtype,
    /// An enum of constants.
    Constants,
    /// An enum whose variants contain values.
    Union,
    /// An enum of error responses.
    Errors,
    /// An enum of the types that success may have.
    Responses,
    /// A field.
    Field,
    /// `new`.
    Constructor,
    /// A setter of a record or request.
    Setter,
    /// A setter that sends `null`.
    NullSetter,
    /// A variant.
    Variant,
    /// An `impl From<_>`.
    Conversion,
    /// A struct of methods.
    Resource,
    /// The method that leads to a resource.
    Accessor,
    /// The method of an operation.
    Method,
    /// The result of a method: a request that is awaited.
    Request,
    /// Another way to send a request or to read its response.
    Form,
    /// A getter of a response header.
    Header,
    /// A setter of the client's builder.
    ClientSetter,
    /// A cargo feature.
    Feature,
    /// A request that the API sends, by the type of its payload.
    Webhook,
}

impl Kind {
    /// Returns the word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Record | Self::Arguments | Self::Newtype => "struct",
            Self::Alias => "type",
            Self::Constants | Self::Union | Self::Errors | Self::Responses => "enum",
            Self::Field => "field",
            Self::Constructor => "constructor",
            Self::Setter | Self::NullSetter | Self::ClientSetter => "setter",
            Self::Variant => "variant",
            Self::Conversion => "conversion",
            Self::Resource => "resource",
            Self::Accessor => "accessor",
            Self::Method | Self::Form => "method",
            Self::Request => "request",
            Self::Header => "header",
            Self::Feature => "feature",
            Self::Webhook => "webhook",
        }
    }

    /// Returns true for an item of its own in a module, not a part of another.
    pub fn is_whole(self) -> bool {
        match self {
            Self::Record | Self::Arguments | Self::Alias | Self::Newtype | Self::Constants => true,
            Self::Union | Self::Errors | Self::Responses | Self::Resource | Self::Request => true,
            Self::Feature | Self::Webhook => true,
            Self::Field | Self::Constructor | Self::Setter | Self::NullSetter | Self::Variant => false,
            Self::Conversion | Self::Accessor | Self::Method | Self::Form | Self::Header | Self::ClientSetter => false,
        }
    }
}

/// An argument of a method or setter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Argument {
    /// Its name, which callers do not write.
    pub name: String,
    /// Type of the value; types that convert into it are accepted as well.
    pub ty: Type,
    /// True if `None` is accepted as well.
    pub nullable: bool,
    /// The input that it sets; `None` for an argument that sets none, such as a struct of arguments.
    pub input: Option<Input>,
}

/// Part of the request that an argument sets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input {
    /// The part of the request.
    pub part: Part,
    /// Name on the wire; empty for a whole body.
    pub key: String,
    /// Serialisation of a parameter, in the words of the document.
    pub form: String,
}

/// A part of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Part {
    /// The path.
    Path,
    /// The query.
    Query,
    /// A header.
    Header,
    /// A cookie.
    Cookie,
    /// A property of the body.
    Property,
    /// The body.
    Body,
}

impl Part {
    /// Returns the word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Path => "path parameter",
            Self::Query => "query parameter",
            Self::Header => "header",
            Self::Cookie => "cookie",
            Self::Property => "property",
            Self::Body => "body",
        }
    }
}
