//! One media type of a body, before it has a type.

use openapiv3::MediaType;

use super::super::super::NameHint;
use super::super::input_names::Subject;
use super::super::media::{MediaKind, MediaType as Media};
use crate::pointer::Pointer;

/// One media type of a body, before it has a type.
pub(super) struct Offered<'d> {
    /// The key of `content`.
    pub(super) key: &'d str,
    pub(super) declared: &'d MediaType,
    pub(super) media: Media,
    pub(super) kind: MediaKind,
    /// Place of the media type.
    pub(super) at: Pointer,
}

impl Offered<'_> {
    pub(super) fn rank(&self) -> u8 {
        match self.kind {
            MediaKind::Json if self.media.is_plain_json() => 0,
            MediaKind::Json | MediaKind::Any => 1,
            MediaKind::Form => 2,
            MediaKind::Multipart => 3,
            MediaKind::Text | MediaKind::JsonLines | MediaKind::Events => 4,
            MediaKind::Binary => 5,
        }
    }

    /// Returns true for a body whose type is that of its schema.
    pub(super) fn is_typed(&self) -> bool {
        matches!(self.kind, MediaKind::Json | MediaKind::Form | MediaKind::Multipart | MediaKind::JsonLines)
    }

    /// Returns a name for the type of a body that the method itself does not send.
    pub(super) fn hint(&self, subject: &Subject) -> NameHint {
        subject.hint(match self.kind {
            MediaKind::Multipart => "multipart",
            MediaKind::Form => "form",
            MediaKind::JsonLines => "line",
            _ => "body",
        })
    }
}
