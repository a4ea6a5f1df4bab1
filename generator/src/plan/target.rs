//! The part of a request that carries an input.

use crate::api::Location;

/// The part of a request that carries an input, with the name on the wire.
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
