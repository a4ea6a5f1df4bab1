//! Swagger's media types, and parameters that are bodies.

use serde_json::Value;

use super::at::FileId;
use crate::pointer::Pointer;

/// The media types of bodies and responses of operations without their own.
#[derive(Clone, Debug, Default)]
pub(super) struct MediaTypes {
    pub(super) consumes: Vec<String>,
    pub(super) produces: Vec<String>,
}

/// A parameter that is the body, or a field of the form that is the body.
#[derive(Clone, Debug)]
pub(super) struct BodyPart<'d> {
    pub(super) node: &'d Value,
    /// Its place in the document.
    pub(super) origin: Pointer,
    pub(super) file: FileId,
}
