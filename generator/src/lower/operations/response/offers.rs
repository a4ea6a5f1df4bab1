//! The media types that a response declares, before they have types.

use openapiv3::MediaType;

use super::super::content::{self, Content};
use super::super::media::{MediaKind, MediaType as Media};
use super::super::short_lists;
use super::{Context, Offer};
use crate::api::TypeRef;

impl<'d> Context<'_, 'd> {
    /// Returns the media types that the operation has of the response.
    pub(super) fn offers(&mut self) -> Vec<Offer<'d>> {
        let known = short_lists::media_types(self.lowering, &self.found.value.content, self.preferred, &self.found.at);
        let offer = |(key, declared): (&'d String, &'d MediaType)| Offer {
            key,
            declared,
            media: Media::parse(key),
            kind: content::kind(self.lowering.document, key, declared),
        };
        known.into_iter().map(offer).collect()
    }

    /// Returns the media types of text that declare the plain value that is declared as JSON.
    pub(super) fn texts_of(&self, json: &str, ty: &TypeRef, offers: &[Offer<'d>]) -> Vec<&'d str> {
        let of = |offer: &Offer<'d>| content::of(self.lowering.document, offer.declared);
        let schema = |offer: &Offer<'d>| self.lowering.document.schemas.of(offer.declared);
        let Some(chosen) = offers.iter().find(|offer| offer.key == json) else { return Vec::new() };
        if matches!(ty, TypeRef::Nullable(_)) || !matches!(of(chosen), Content::Text | Content::Number) {
            return Vec::new();
        }
        let is_same = |offer: &&Offer<'d>| offer.kind == MediaKind::Text && schema(offer) == schema(chosen);
        offers.iter().filter(is_same).map(|offer| offer.key).collect()
    }

    /// Returns true if a body is declared as bytes, or has a format of bytes beside JSON and no schema.
    pub(super) fn is_bytes_first(&self, offers: &[Offer<'d>]) -> bool {
        let of = |offer: &Offer<'d>| content::of(self.lowering.document, offer.declared);
        let vague = offers
            .iter()
            .filter(|offer| offer.kind == MediaKind::Json)
            .all(|offer| matches!(of(offer), Content::Undeclared | Content::Anything));
        offers.iter().filter(|offer| offer.kind == MediaKind::Binary).any(|offer| match of(offer) {
            Content::Bytes => true,
            Content::Undeclared => vague && !offer.media.is_range(),
            _ => false,
        })
    }
}
