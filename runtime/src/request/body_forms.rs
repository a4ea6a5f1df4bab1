//! How generated code states the form of an operation's body. It is here since each form names the function that writes it.

use crate::operation::Operation;
use crate::operation::body::BodyForm;
use crate::operation::param::Encoding;
use crate::request::body;

impl Operation {
    /// A JSON body. A required one of which nothing is set is sent as `{}`.
    pub const fn json_body(mut self, required: bool) -> Self {
        self.body = BodyForm::Json;
        self.write = None;
        self.body_required = required;
        self.media = "application/json";
        self
    }

    /// An `application/x-www-form-urlencoded` body; `encodings` says how a property is written where that is not plain `form`.
    pub const fn form_body(mut self, required: bool, encodings: &'static [Encoding]) -> Self {
        self.body = BodyForm::Form;
        self.write = Some(body::form);
        self.body_required = required;
        self.media = "application/x-www-form-urlencoded";
        self.encodings = encodings;
        self
    }

    /// A `multipart/form-data` body; `encodings` names the content types of parts.
    pub const fn multipart_body(mut self, required: bool, encodings: &'static [Encoding]) -> Self {
        self.body = BodyForm::Multipart;
        self.write = Some(body::multipart);
        self.body_required = required;
        self.media = "multipart/form-data";
        self.encodings = encodings;
        self
    }

    /// A text body of a media type.
    pub const fn text_body(mut self, required: bool, media: &'static str) -> Self {
        self.body = BodyForm::Text;
        self.write = Some(body::plain);
        self.body_required = required;
        self.media = media;
        self
    }

    /// A body of one JSON value after the other, each on a line, given as the list of them.
    pub const fn lines_body(mut self, required: bool, media: &'static str) -> Self {
        self.body = BodyForm::Lines;
        self.write = Some(body::lines);
        self.body_required = required;
        self.media = media;
        self
    }

    /// The same as a JSON text sequence: each value follows a record separator (RFC 7464).
    pub const fn sequence_body(mut self, required: bool, media: &'static str) -> Self {
        self = self.lines_body(required, media);
        self.body = BodyForm::Sequence;
        self
    }

    /// A body of bytes of a media type.
    pub const fn bytes_body(mut self, required: bool, media: &'static str) -> Self {
        self.body = BodyForm::Bytes;
        self.write = Some(body::plain);
        self.body_required = required;
        self.media = media;
        self
    }
}
