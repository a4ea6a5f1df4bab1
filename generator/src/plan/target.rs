//! Where an input goes.

use crate::api::Location;

/// Where an input goes, with its name on the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target<'a> {
    /// A parameter.
    Param(Location, &'a str),
    /// A field of the body.
    Field(&'a str),
    /// The whole body, as a value.
    Body,
    /// The whole body, as text.
    Text,
    /// The whole body, as bytes.
    Bytes,
}
