//! Inputs that request a stream.

/// Inputs that request a stream, or a whole response, from an operation that can send both.
#[derive(Clone, Copy, Debug)]
pub struct Streaming {
    pub(crate) media: &'static str,
    pub(crate) flag: Option<Flag>,
}

/// A boolean input that asks for a stream.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Flag {
    pub(crate) name: &'static str,
    pub(crate) in_body: bool,
    /// True if a response that comes whole is requested with `false`, not by leaving the input out.
    pub(crate) explicit: bool,
}

impl Streaming {
    /// Requests a stream with the header `Accept`, with this media type.
    pub const fn new(media: &'static str) -> Self {
        Self { media, flag: None }
    }

    /// Requests no streams: a response always comes whole, and an input that would ask for a stream is not sent as `true`.
    pub const fn never() -> Self {
        Self { media: "", flag: None }
    }

    /// Requests a stream with a member of the body as well; `explicit`: it is sent as `false` for a response that comes whole.
    pub const fn body_flag(mut self, name: &'static str, explicit: bool) -> Self {
        self.flag = Some(Flag { name, in_body: true, explicit });
        self
    }

    /// Requests a stream with a query parameter as well; `explicit`: it is sent as `false` for a response that comes whole.
    pub const fn query_flag(mut self, name: &'static str, explicit: bool) -> Self {
        self.flag = Some(Flag { name, in_body: false, explicit });
        self
    }
}
