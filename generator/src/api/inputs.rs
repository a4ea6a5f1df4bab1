//! Inputs of operations: parameters and bodies.

use super::{DocFacts, Docs, TypeRef};
use crate::naming::{FieldName, MethodName, ParamName};

/// Part of the request that has a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Location {
    /// In the path.
    Path,
    /// In the query.
    Query,
    /// A header.
    Header,
    /// A cookie.
    Cookie,
}

/// Serialisation style (OpenAPI 3.1 §4.8.12.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Style {
    /// `;a=1`
    Matrix,
    /// `.a.b`
    Label,
    /// `a,b`
    Simple,
    /// `k=a&k=b` or `k=a,b`
    Form,
    /// `k=a%20b`
    SpaceDelimited,
    /// `k=a|b`
    PipeDelimited,
    /// `k[x]=1`
    DeepObject,
    /// `k=a\tb`, Swagger 2.0's `tsv`
    TabDelimited,
    /// `k[]=a&k[]=b` and `k[x]=1`, by `x-specsmith-brackets` or `x-specsmith-style`
    Brackets,
}

/// Serialisation of a parameter's value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ParamForm {
    /// By style.
    Styled {
        /// Style.
        style: Style,
        /// True if elements and members are exploded.
        explode: bool,
        /// True if reserved characters are not encoded.
        allow_reserved: bool,
    },
    /// As a document of this media type (JSON, or text for anything else).
    Content(String),
    /// As the whole query, a document of this media type (3.2 §4.12.1, `in: querystring`).
    Whole {
        /// Media type.
        media: String,
        /// Per-property style of a form.
        encoding: Vec<PartEncoding>,
    },
}

/// A parameter.
#[derive(Clone, Debug)]
pub struct Param {
    /// Name on the wire.
    pub wire: String,
    /// Part of the request that has it.
    pub location: Location,
    /// Serialisation of its value.
    pub form: ParamForm,
    /// Argument (required) or setter (optional), unique among the operation's arguments and setters.
    pub name: ParamName,
    /// Type of the value.
    pub ty: TypeRef,
    /// True for a required parameter, which is an argument.
    pub required: bool,
    /// Description, Markdown.
    pub docs: Docs,
    /// Constraints and default.
    pub facts: DocFacts,
    /// `deprecated: true`.
    pub deprecated: bool,
    /// The parts of its presence that are the user's.
    pub set: SetPresence,
}

/// The parts of an input that the user's settings decided, and not the document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SetPresence {
    /// True if a setting says whether a call must have it.
    pub required: bool,
    /// True if a setting says whether it may be null.
    pub nullable: bool,
    /// True if a setting says how a parameter is written.
    pub style: bool,
}

/// A request body.
#[derive(Clone, Debug)]
pub struct Body {
    /// True if a body must be sent.
    pub required: bool,
    /// Description, Markdown.
    pub docs: Docs,
    /// Media types offered; the first is the one the method uses.
    pub media: Vec<BodyMedia>,
    /// Argument or setter for the body as a whole: `body`, unique like a parameter's name.
    pub name: ParamName,
    /// Record whose fields are offered one by one: required ones as arguments, the rest as setters.
    /// `None`: the body is one value.
    pub fields: Option<Vec<BodyField>>,
    /// The parts of its presence that are the user's.
    pub set: SetPresence,
}

/// One media type of a body.
#[derive(Clone, Debug)]
pub struct BodyMedia {
    /// The `Content-Type` that is sent, with its parameters; a range where the body decides.
    pub media_type: String,
    /// Form of the body.
    pub form: BodyForm,
    /// The style of a form's objects, and for brackets of its lists, unless their encoding sets another one or JSON.
    pub members: Option<Style>,
    /// The way it is sent.
    pub reach: Reach,
}

/// The way a body of a media type is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reach {
    /// By the operation's own method.
    Own,
    /// By this method.
    Method(MethodName),
    /// By the operation's own method, once this setter was called on the request.
    Setter(ParamName),
    /// By the operation's own method, with the header `content-type`.
    Header,
}

/// Form of a body.
#[derive(Clone, Debug, PartialEq)]
pub enum BodyForm {
    /// JSON of this type.
    Json(TypeRef),
    /// `application/x-www-form-urlencoded` of this type.
    Form {
        /// The record.
        ty: TypeRef,
        /// Per-property style, where it differs from form/explode.
        encoding: Vec<PartEncoding>,
    },
    /// Multipart of this type: of its fields in the order of the document, or of a list's elements, which have no names.
    Multipart {
        /// The record, map or list.
        ty: TypeRef,
        /// Per-part content type.
        encoding: Vec<PartEncoding>,
    },
    /// One JSON value after the other.
    Lines {
        /// The list of them.
        ty: TypeRef,
        /// True if each value follows a record separator (RFC 7464).
        sequence: bool,
    },
    /// Text: a string as it is, or a value of this type as text.
    Text(TypeRef),
    /// Bytes.
    Binary,
}

impl BodyForm {
    /// Returns true if another body has the same form and type, so that nothing but the media type differs.
    pub(crate) fn differs_by_media_type(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Json(one), Self::Json(other)) | (Self::Text(one), Self::Text(other)) => one == other,
            (Self::Lines { ty: one, .. }, Self::Lines { ty: other, .. }) => one == other,
            (Self::Binary, Self::Binary) => true,
            _ => false,
        }
    }

    /// Returns the type of the body, if it has one.
    pub fn ty(&self) -> Option<&TypeRef> {
        match self {
            Self::Json(ty) | Self::Form { ty, .. } | Self::Multipart { ty, .. } | Self::Lines { ty, .. } => Some(ty),
            Self::Text(ty) => Some(ty),
            Self::Binary => None,
        }
    }
}

/// `encoding` of one property.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartEncoding {
    /// Property.
    pub property: String,
    /// Content type, if given.
    pub content_type: Option<String>,
    /// The values that have the content type.
    pub type_of: PartType,
    /// Headers of the part that have one value only.
    pub headers: Vec<(String, String)>,
    /// Style and explode, if given.
    pub style: Option<(Style, bool)>,
    /// True if reserved characters are not encoded.
    pub allow_reserved: bool,
}

/// Values of a property to which the declared content type applies.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PartType {
    /// All.
    #[default]
    Values,
    /// Files; any other value is text or JSON.
    Files,
    /// Text, which is sent as it is, whatever the content type.
    Text,
}

/// A field of the body that is offered as an argument or a setter.
#[derive(Clone, Debug)]
pub struct BodyField {
    /// Key on the wire.
    pub wire: String,
    /// The record's own field name.
    pub field: FieldName,
    /// Argument or setter, unique among the operation's.
    pub name: ParamName,
    /// Setter that sends null, where the field may be null; unique as well.
    pub null_setter: Option<ParamName>,
    /// Name that settings set for the field.
    pub label: Option<String>,
}
