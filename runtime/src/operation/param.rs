//! Parameters and form properties, with the style in which each is written.

/// A parameter of an operation.
#[derive(Clone, Copy, Debug)]
pub struct Param {
    pub(crate) name: &'static str,
    pub(crate) place: Place,
    pub(crate) form: Form,
}

/// Part of the request that has a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Into the path.
    Path,
    /// Into the query.
    Query,
    /// A header.
    Header,
    /// A cookie.
    Cookie,
}

/// A serialisation style (OpenAPI 3.1 §4.8.12.3, after RFC 6570), Swagger 2.0's `tsv`, and brackets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// `;color=blue`
    Matrix,
    /// `.blue.black`
    Label,
    /// `blue,black`
    Simple,
    /// `color=blue&color=black`, or `color=blue,black`
    Form,
    /// `color=blue%20black`
    SpaceDelimited,
    /// `color=blue%7Cblack`
    PipeDelimited,
    /// `color[R]=100&color[G]=200`
    DeepObject,
    /// `color=blue%09black`
    TabDelimited,
    /// `color[]=blue&color[]=black`, `color[R]=100`, `color[][R]=100`
    Brackets,
}

/// Serialisation of a value as text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// By a style.
    Styled {
        /// The style.
        style: Style,
        /// True if each element or member is written by itself.
        explode: bool,
        /// True if reserved characters are left as they are (RFC 6570 §3.2.3), save those that would end the value: `#`, `&` and `+`.
        allow_reserved: bool,
    },
    /// As a document of a media type: JSON, or the plain text of a string.
    Content(&'static str),
    /// As the whole query (OpenAPI 3.2 §4.12.1, `in: querystring`).
    Whole {
        /// A form's members are the query's pairs; anything else is one encoded text.
        media: &'static str,
        /// Encodings of a form's members, where not plain `form`.
        encodings: &'static [Encoding],
    },
}

impl Param {
    const fn new(name: &'static str, place: Place, style: Style, explode: bool) -> Self {
        Self { name, place, form: Form::Styled { style, explode, allow_reserved: false } }
    }

    /// Returns a path parameter, `simple` unless changed.
    pub const fn path(name: &'static str) -> Self {
        Self::new(name, Place::Path, Style::Simple, false)
    }

    /// Returns a query parameter, `form` and exploded unless changed.
    pub const fn query(name: &'static str) -> Self {
        Self::new(name, Place::Query, Style::Form, true)
    }

    /// Returns a header, `simple` unless changed.
    pub const fn header(name: &'static str) -> Self {
        Self::new(name, Place::Header, Style::Simple, false)
    }

    /// Returns a cookie, `form` and exploded unless changed.
    pub const fn cookie(name: &'static str) -> Self {
        Self::new(name, Place::Cookie, Style::Form, true)
    }

    /// Writes it in another style.
    pub const fn style(mut self, style: Style, explode: bool) -> Self {
        let allow_reserved = matches!(self.form, Form::Styled { allow_reserved: true, .. });
        self.form = Form::Styled { style, explode, allow_reserved };
        self
    }

    /// Writes it as a document of a media type.
    pub const fn content(mut self, media: &'static str) -> Self {
        self.form = Form::Content(media);
        self
    }

    /// Writes it as the whole query, a document of a media type.
    pub const fn whole(mut self, media: &'static str, encodings: &'static [Encoding]) -> Self {
        self.form = Form::Whole { media, encodings };
        self
    }

    /// Leaves reserved characters as they are.
    pub const fn allow_reserved(mut self) -> Self {
        if let Form::Styled { style, explode, .. } = self.form {
            self.form = Form::Styled { style, explode, allow_reserved: true };
        }
        self
    }
}

/// Encoding of one property of a form or multipart body (OpenAPI's Encoding Object).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Encoding {
    pub(crate) property: &'static str,
    pub(crate) content_type: Option<&'static str>,
    pub(crate) type_of: TypeOf,
    pub(crate) style: Option<(Style, bool)>,
    pub(crate) allow_reserved: bool,
    pub(crate) headers: &'static [(&'static str, &'static str)],
}

/// Values of a property to which its content type applies.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum TypeOf {
    #[default]
    Values,
    Files,
    Text,
}

impl Encoding {
    /// Returns the encoding of a property.
    pub const fn new(property: &'static str) -> Self {
        Self { property, content_type: None, type_of: TypeOf::Values, style: None, allow_reserved: false, headers: &[] }
    }

    /// Sets its content type. Of several, separated by commas, the first that is not a range is sent.
    pub const fn content_type(mut self, media: &'static str) -> Self {
        self.content_type = Some(media);
        self
    }

    /// Sets its content type as a file. A value that is no file is text or JSON.
    pub const fn file_type(mut self, media: &'static str) -> Self {
        self.type_of = TypeOf::Files;
        self.content_type(media)
    }

    /// Sets the content type of its text, which is sent as it is.
    pub const fn text_type(mut self, media: &'static str) -> Self {
        self.type_of = TypeOf::Text;
        self.content_type(media)
    }

    /// Sets the headers of its parts.
    pub const fn headers(mut self, headers: &'static [(&'static str, &'static str)]) -> Self {
        self.headers = headers;
        self
    }

    /// Sets its style.
    pub const fn style(mut self, style: Style, explode: bool) -> Self {
        self.style = Some((style, explode));
        self
    }

    /// Leaves reserved characters of a form's property as they are.
    pub const fn allow_reserved(mut self) -> Self {
        self.allow_reserved = true;
        self
    }
}
