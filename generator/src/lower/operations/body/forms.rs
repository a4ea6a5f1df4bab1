//! Forms: bodies of names and values. A body without names is sent as it is.

use super::super::super::Lowering;
use super::super::encodings;
use super::offered::Offered;
use crate::api::{BodyForm, Scalar, TypeKind, TypeRef};
use crate::report::{Code, Problem};

/// Returns the form of a URL-encoded body.
pub(super) fn url_encoded(lowering: &mut Lowering<'_>, offered: &Offered<'_>, ty: TypeRef) -> BodyForm {
    let text = BodyForm::Text(TypeRef::Scalar(Scalar::String));
    if !can_encode(lowering, offered) {
        return text;
    }
    match shape(lowering, &ty) {
        Shape::Members => {
            BodyForm::Form { ty, encoding: encodings::of_form(lowering.document, &offered.declared.encoding) }
        }
        Shape::Text => text,
        Shape::Elements | Shape::Other => {
            let message = "a URL-encoded form has no encoding for a body that is not an object: it is taken as text";
            let hint = "describe the body as an object; until then, give the text as it goes on the wire";
            lowering.report(Problem::warning(Code::UntypedBody, &offered.at, message, hint));
            text
        }
    }
}

/// Returns the form of a multipart body.
pub(super) fn multipart(lowering: &mut Lowering<'_>, offered: &Offered<'_>, ty: TypeRef) -> BodyForm {
    let (document, declared) = (lowering.document, offered.declared);
    if !can_encode(lowering, offered) {
        return BodyForm::Binary;
    }
    match shape(lowering, &ty) {
        Shape::Members => BodyForm::Multipart { ty, encoding: encodings::of_multipart(document, declared) },
        Shape::Elements if !offered.media.has_named_parts() => {
            BodyForm::Multipart { ty, encoding: encodings::of_elements(document, declared) }
        }
        Shape::Elements | Shape::Text | Shape::Other => {
            let message = "the parts of this multipart body have no names: it is taken as bytes";
            let hint = "describe the body as an object whose properties are the parts";
            lowering.report(Problem::warning(Code::UntypedBody, &offered.at, message, hint));
            BodyForm::Binary
        }
    }
}

/// Returns true if the operation can have the encodings that the body declares: those of a shared body are written to each.
fn can_encode(lowering: &mut Lowering<'_>, offered: &Offered<'_>) -> bool {
    let count = offered.declared.encoding.len();
    count == 0 || lowering.share(count, &offered.at, "this body is taken as it is on the wire")
}

/// Shape of a type, as far as it decides whether a form can be made of it.
enum Shape {
    /// Names and values.
    Members,
    /// Values without names.
    Elements,
    /// Text.
    Text,
    /// One value that is no text.
    Other,
}

fn shape(lowering: &Lowering<'_>, ty: &TypeRef) -> Shape {
    match ty {
        TypeRef::Named(_) => match lowering.named(ty).map(|def| &def.kind) {
            Some(TypeKind::Record(_) | TypeKind::Union(_)) => Shape::Members,
            Some(TypeKind::Newtype(scalar @ TypeRef::Scalar(_))) => shape(lowering, scalar),
            Some(_) => Shape::Text,
            None => lowering.target(ty).map_or(Shape::Members, |target| shape(lowering, target)),
        },
        TypeRef::Map(_) | TypeRef::Json => Shape::Members,
        TypeRef::Boxed(inner) | TypeRef::Nullable(inner) => shape(lowering, inner),
        TypeRef::List(_) | TypeRef::Tuple(_) => Shape::Elements,
        TypeRef::Scalar(Scalar::String) => Shape::Text,
        TypeRef::Scalar(_) | TypeRef::Const(_) => Shape::Other,
    }
}
