//! Methods of [`Operation`] that declare the form of its body. They are here because each names the function that writes the form.

use crate::operation::Operation;
use crate::operation::body::BodyForm;
use crate::operation::param::Encoding;
use crate::request::body;

impl Operation {
    /// Sets a JSON body. A required one of which nothing is set is sent as `{}`.
    pub const fn json_body(mut self, required: bool) -> Self {
        self.body.form = BodyForm::Json;
        self.body.write = None;
        self.body.sends_empty = sends_empty(self.method, required);
        self.body.media = "application/json";
        self
    }

    /// Sets an `application/x-www-form-urlencoded` body; `encodings` says how a property is written where that is not plain `form`.
    pub const fn form_body(mut self, required: bool, encodings: &'static [Encoding]) -> Self {
        self.body.form = BodyForm::Form;
        self.body.write = Some(body::form);
        self.body.sends_empty = sends_empty(self.method, required);
        self.body.media = "application/x-www-form-urlencoded";
        self.body.encodings = encodings;
        self
    }

    /// Sets a `multipart/form-data` body; `encodings` names the content types of parts.
    pub const fn multipart_body(mut self, required: bool, encodings: &'static [Encoding]) -> Self {
        self.body.form = BodyForm::Multipart;
        self.body.write = Some(body::multipart);
        self.body.sends_empty = sends_empty(self.method, required);
        self.body.media = "multipart/form-data";
        self.body.encodings = encodings;
        self
    }

    /// Sets a text body of a media type.
    pub const fn text_body(mut self, required: bool, media: &'static str) -> Self {
        self.body.form = BodyForm::Text;
        self.body.write = Some(body::plain);
        self.body.sends_empty = sends_empty(self.method, required);
        self.body.media = media;
        self
    }

    /// Sets a body of one JSON value after the other, each on a line, given as the list of them.
    pub const fn lines_body(mut self, required: bool, media: &'static str) -> Self {
        self.body.form = BodyForm::Lines;
        self.body.write = Some(body::lines);
        self.body.sends_empty = sends_empty(self.method, required);
        self.body.media = media;
        self
    }

    /// Sets the same as a JSON text sequence: each value follows a record separator (RFC 7464).
    pub const fn sequence_body(mut self, required: bool, media: &'static str) -> Self {
        self = self.lines_body(required, media);
        self.body.form = BodyForm::Sequence;
        self
    }

    /// Sets a body of bytes of a media type.
    pub const fn bytes_body(mut self, required: bool, media: &'static str) -> Self {
        self.body.form = BodyForm::Bytes;
        self.body.write = Some(body::plain);
        self.body.sends_empty = sends_empty(self.method, required);
        self.body.media = media;
        self
    }
}

/// Returns true if the body is required and is sent empty when nothing of it is set: except with methods that give a body no meaning (RFC 9110 §9.3).
const fn sends_empty(method: &str, required: bool) -> bool {
    required && !matches!(method.as_bytes(), b"GET" | b"HEAD")
}
