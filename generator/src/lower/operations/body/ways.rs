//! The ways in which the other media types of a body are sent: by a method of their own, or by a turn of the request.

use super::super::super::Lowering;
use super::super::content::{self, Content};
use super::super::media::{MediaKind, MediaType as Media};
use super::offered::Offered;
use crate::api::{BodyForm, Scalar, TypeId, TypeKind, TypeRef};

/// Way to send a body of a media type other than the first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// By a method that is called after the operation's, with these words at the end.
    Method(String),
    /// As the same value in another form, by a setter of the request of this name.
    Setter(&'static str),
    /// As the same body under another name, by the header `content-type`.
    Header,
}

/// Decides how a body is sent. A form with the same content as an earlier one gets no method of its own, so that an API that accepts every body in two
/// formats does not have twice the methods.
pub(super) fn decide(lowering: &Lowering<'_>, offered: &Offered<'_>, form: &BodyForm, earlier: &[BodyForm]) -> Way {
    let same = earlier.iter().any(|other| other.differs_by_media_type(form));
    let first = earlier.first();
    match form {
        _ if is_opaque(lowering, offered, form) => Way::Method(offered.media.words()),
        BodyForm::Json(_) if same => Way::Header,
        BodyForm::Json(_) => Way::Method(Media::parse(&offered.media.content_type(MediaKind::Json)).words()),
        BodyForm::Form { ty, .. } if first.and_then(BodyForm::ty) == Some(ty) => Way::Setter("as form"),
        BodyForm::Form { .. } => Way::Method("form".to_owned()),
        BodyForm::Multipart { ty, .. } if first.and_then(BodyForm::ty) == Some(ty) && !has_files(lowering, ty) => {
            Way::Setter("as multipart")
        }
        BodyForm::Multipart { .. } => Way::Method("multipart".to_owned()),
        BodyForm::Lines { .. } if same => Way::Header,
        BodyForm::Lines { .. } => Way::Method("lines".to_owned()),
        BodyForm::Text(_) | BodyForm::Binary if same => Way::Header,
        BodyForm::Text(_) => Way::Method("text".to_owned()),
        BodyForm::Binary => Way::Method("bytes".to_owned()),
    }
}

/// Returns true for a structure in a format of which only the text or the bytes can be sent, such as XML or CBOR.
pub(super) fn is_opaque(lowering: &Lowering<'_>, offered: &Offered<'_>, form: &BodyForm) -> bool {
    matches!(form, BodyForm::Text(_) | BodyForm::Binary)
        && content::of(lowering.document, offered.declared) == Content::Value
}

/// Returns true if a type contains bytes: in JSON they are not a file.
fn has_files(lowering: &Lowering<'_>, ty: &TypeRef) -> bool {
    let mut seen: Vec<TypeId> = Vec::new();
    let mut open = vec![ty];
    while let Some(ty) = open.pop() {
        match ty {
            TypeRef::Scalar(Scalar::Binary) => return true,
            TypeRef::Boxed(inner) | TypeRef::Nullable(inner) | TypeRef::List(inner) | TypeRef::Map(inner) => {
                open.push(inner);
            }
            TypeRef::Named(id) if !seen.contains(id) => {
                seen.push(*id);
                match lowering.types.get(id.0).map(|def| &def.kind) {
                    Some(TypeKind::Record(record)) => {
                        open.extend(record.fields.iter().map(|field| &field.ty));
                        open.extend(record.flattened.iter().map(|rest| &rest.ty));
                    }
                    Some(TypeKind::Union(union)) => open.extend(union.variants.iter().map(|variant| &variant.ty)),
                    Some(TypeKind::Alias(target)) => open.push(target),
                    _ => {}
                }
            }
            _ => {}
        }
    }
    false
}
