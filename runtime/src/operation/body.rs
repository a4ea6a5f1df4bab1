//! Request bodies: their forms, what a call gives for one, and what is made of that.

use std::borrow::Cow;
use std::fmt;

use specsmith_model::internal::Attachments;

use crate::operation::param::{Encoding, Style};
use crate::transport::body::RequestBody;
use crate::transport::upload::Upload;

/// A name: of the document, or of the caller.
pub(crate) type Name = Cow<'static, str>;

/// Form in which an operation's body is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BodyForm {
    None,
    Json,
    Form,
    Multipart,
    Lines,
    Sequence,
    Text,
    Bytes,
}

/// A request body.
#[derive(Clone, Default)]
pub(crate) enum Body {
    /// Nothing was set.
    #[default]
    Unset,
    /// The JSON of an object's members, in the order they were set.
    Fields(Vec<(Name, String)>),
    /// A JSON text.
    Json(String),
    Text(String),
    Upload(Upload),
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unset => f.write_str("unset"),
            Self::Fields(fields) => f.debug_list().entries(fields.iter().map(|(name, _)| &**name)).finish(),
            Self::Json(json) => write!(f, "{} bytes of JSON", json.len()),
            Self::Text(text) => write!(f, "{} bytes of text", text.len()),
            Self::Upload(upload) => fmt::Debug::fmt(upload, f),
        }
    }
}

/// The body of an operation, as the document describes it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct BodyDescription {
    pub(crate) form: BodyForm,
    /// Function that writes the body; JSON if `None`.
    pub(crate) write: Option<WriteBody>,
    /// True if an empty body is sent when nothing of it is set.
    pub(crate) sends_empty: bool,
    pub(crate) media: &'static str,
    pub(crate) encodings: &'static [Encoding],
    /// The style of objects, and for brackets of lists, whose encoding sets none.
    pub(crate) members: Option<Style>,
}

impl BodyDescription {
    /// No body.
    pub(crate) const NONE: Self =
        Self { form: BodyForm::None, write: None, sends_empty: false, media: "", encodings: &[], members: None };
}

/// Body that a call was given.
#[derive(Clone, Default)]
pub(crate) struct BodyArguments {
    pub(crate) value: Body,
    /// Merged over the members of the value.
    pub(crate) extra: Vec<(Name, String)>,
    /// The files of a multipart body.
    pub(crate) uploads: Option<Box<Attachments>>,
}

/// A body with its content type.
pub(crate) struct WrittenBody {
    pub(crate) body: RequestBody,
    pub(crate) content_type: Option<Media>,
}

/// A content type.
#[derive(Clone, Debug)]
pub(crate) enum Media {
    Fixed(&'static str),
    Made(String),
}

/// Writes the body of a call. An operation names the form it takes, so that a program holds the forms of the operations it calls.
///
/// A required body of which nothing is set is an empty object; `GET` and `HEAD` send none of that.
pub(crate) type WriteBody = fn(&BodyDescription, &BodyArguments) -> Result<WrittenBody, String>;
