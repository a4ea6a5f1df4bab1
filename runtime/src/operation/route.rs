//! Identification of an operation in errors and hooks.

/// Operation of a call, as errors and `Debug` show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Route {
    pub(crate) id: &'static str,
    /// `None` for a method of the document that is none of HTTP's.
    pub(crate) method: Option<http::Method>,
    pub(crate) path: std::borrow::Cow<'static, str>,
}
