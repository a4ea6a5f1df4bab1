//! Parameters and bodies in their form on the wire. Parameters are compared by an example, so that two styles with the same bytes are equal.

use crate::api::{
    Api, BodyForm, Location, Operation, Param, ParamForm, PartEncoding, Reach, Record, Scalar, Style, TypeKind, TypeRef,
};

/// The values that a parameter may have, as far as they are written differently.
#[derive(Clone, Copy, Debug, Default)]
struct Values {
    /// True if there are scalars.
    word: bool,
    /// True if there are texts that may contain reserved characters.
    text: bool,
    list: bool,
    object: bool,
    /// True if there are lists or objects within others.
    nested: bool,
}

/// Returns the bodies that a request may have, each as its media type and the way in which it is written.
pub(super) fn bodies(api: &Api, operation: &Operation) -> Vec<String> {
    let Some(body) = &operation.body else { return Vec::new() };
    let media = body.media.iter().map(|media| {
        let (form, encoding) = match &media.form {
            BodyForm::Json(_) => ("JSON", None),
            BodyForm::Form { ty, encoding } => ("form", Some((ty, encoding))),
            BodyForm::Multipart { ty, encoding } => ("multipart", Some((ty, encoding))),
            BodyForm::Lines { sequence: false, .. } => ("lines", None),
            BodyForm::Lines { sequence: true, .. } => ("sequence", None),
            BodyForm::Text(_) => ("text", None),
            BodyForm::Binary => ("bytes", None),
        };
        let own = if media.reach == Reach::Own { "" } else { ", on demand" };
        let members = match media.members {
            Some(Style::Brackets) => ", with brackets",
            Some(_) => ", with deep objects",
            None => "",
        };
        let part = |(ty, encoding): (&TypeRef, &Vec<_>)| {
            let part = |part| format!(", {}", encoded(api, api.record_behind(ty), part));
            encoding.iter().map(part).collect::<String>()
        };
        let parts = encoding.map(part).unwrap_or_default();
        format!("{} ({form}{own}{members}{parts})", media.media_type)
    });
    media.collect()
}

/// Returns the way in which a parameter is written.
pub(super) fn form(api: &Api, param: &Param) -> String {
    let values = Values::of(api, &param.ty);
    match &param.form {
        ParamForm::Styled { style, explode, allow_reserved } => {
            styled(values, param.location, &param.wire, (*style, *explode), *allow_reserved)
        }
        ParamForm::Content(media) => format!("one text of {media}"),
        ParamForm::Whole { media, encoding } => {
            let parts = encoding.iter().map(|part| encoded(api, None, part));
            [format!("the whole query, {media}")].into_iter().chain(parts).collect::<Vec<_>>().join("; ")
        }
    }
}

/// Returns the form of a property of a form, if its encoding sets one.
pub(super) fn encoded(api: &Api, record: Option<&Record>, part: &PartEncoding) -> String {
    let field = record.and_then(|record| record.fields.iter().find(|field| field.wire == part.property));
    let values = field.map_or_else(Values::any, |field| Values::of(api, &field.ty));
    let mut said = Vec::new();
    if let Some(media) = &part.content_type {
        said.push(format!("{media} ({:?})", part.type_of).to_lowercase());
    }
    if part.style.is_some() || part.allow_reserved {
        let style = part.style.unwrap_or((Style::Form, true));
        said.push(styled(values, Location::Query, &part.property, style, part.allow_reserved));
    }
    said.extend(part.headers.iter().map(|(name, value)| format!("{name}: {value}")));
    format!("{} as {}", part.property, said.join(", "))
}

/// Returns an example for each kind of value.
fn styled(values: Values, place: Location, name: &str, way: (Style, bool), reserved: bool) -> String {
    let is_pair = matches!(place, Location::Query | Location::Cookie);
    let example = |kind| if is_pair { pairs(name, kind, way, values.nested) } else { alone(name, kind, way) };
    let kinds = [(values.word, Kind::Word), (values.list, Kind::List), (values.object, Kind::Object)];
    let mut said: Vec<String> = kinds.iter().filter(|(has, _)| *has).map(|(_, kind)| example(*kind)).collect();
    // Headers are not encoded.
    if reserved && values.text && place != Location::Header {
        said.push("reserved characters as they are".to_owned());
    }
    said.join(", ")
}

#[derive(Clone, Copy)]
enum Kind {
    Word,
    List,
    Object,
}

/// Returns a value in the path or a header (RFC 6570 §3.2).
fn alone(name: &str, kind: Kind, (style, explode): (Style, bool)) -> String {
    let (lead, separator) = match (style, explode) {
        (Style::Label, true) => (".", "."),
        (Style::Label, false) => (".", ","),
        (Style::Matrix, true) => (";", ";"),
        (Style::Matrix, false) => (";", ","),
        _ => ("", between(style)),
    };
    let parts = match (kind, explode, style == Style::Matrix) {
        (Kind::Word, _, true) => vec![format!("{name}=a")],
        (Kind::Word, ..) => vec!["a".to_owned()],
        (Kind::List, true, true) => vec![format!("{name}=a"), format!("{name}=b")],
        (Kind::List, ..) => vec!["a".to_owned(), "b".to_owned()],
        (Kind::Object, true, _) => vec!["x=a".to_owned(), "y=b".to_owned()],
        (Kind::Object, ..) => ["x", "a", "y", "b"].map(str::to_owned).into(),
    };
    let is_named = style == Style::Matrix && !explode && !matches!(kind, Kind::Word);
    let named = if is_named { format!("{name}=") } else { String::new() };
    format!("{lead}{named}{}", parts.join(separator))
}

/// Returns a value in the query, in a cookie, or in a form.
fn pairs(name: &str, kind: Kind, (style, explode): (Style, bool), nested: bool) -> String {
    let is_deep = matches!(style, Style::DeepObject | Style::Brackets);
    // Elements of lists of lists have a number in one of the two styles.
    let index = if nested && style == Style::DeepObject { "0" } else { "" };
    match kind {
        Kind::Word => format!("{name}=a"),
        Kind::List if is_deep => {
            let bare = if style == Style::Brackets { name.strip_suffix("[]").unwrap_or(name) } else { name };
            format!("{bare}[{index}]=a&{bare}[{}]=b", if index.is_empty() { "" } else { "1" })
        }
        Kind::Object if is_deep => {
            let list = if nested { format!("&{name}[z][{index}][w]=c") } else { String::new() };
            format!("{name}[x]=a&{name}[y]=b{list}")
        }
        Kind::List if explode => format!("{name}=a&{name}=b"),
        Kind::List => format!("{name}=a{}b", between(style)),
        Kind::Object if explode => "x=a&y=b".to_owned(),
        Kind::Object => format!("{name}={}", ["x", "a", "y", "b"].join(between(style))),
    }
}

fn between(style: Style) -> &'static str {
    match style {
        Style::SpaceDelimited => "%20",
        Style::PipeDelimited => "%7C",
        Style::TabDelimited => "%09",
        _ => ",",
    }
}

impl Values {
    fn any() -> Self {
        Self { word: true, text: true, list: true, object: true, nested: true }
    }

    fn of(api: &Api, ty: &TypeRef) -> Self {
        match api.behind(ty) {
            TypeRef::Nullable(inner) => Self::of(api, inner),
            TypeRef::Scalar(scalar) => Self { word: true, text: is_text(*scalar), ..Self::default() },
            TypeRef::Const(_) => Self { word: true, text: true, ..Self::default() },
            TypeRef::List(item) => {
                let item = Self::inner(api, item);
                Self { list: true, text: item.text, nested: item.list || item.object, ..Self::default() }
            }
            TypeRef::Map(item) => {
                let item = Self::inner(api, item);
                Self { object: true, text: true, nested: item.list || item.object, ..Self::default() }
            }
            TypeRef::Named(id) => match &api.ty(*id).kind {
                TypeKind::Constants(_) => Self { word: true, text: true, ..Self::default() },
                TypeKind::Record(record) => {
                    let mut inner = record.fields.iter().map(|field| Self::inner(api, &field.ty));
                    let nested = record.flattened.is_some() || inner.any(|item| item.list || item.object);
                    Self { object: true, text: true, nested, ..Self::default() }
                }
                TypeKind::Newtype(scalar @ TypeRef::Scalar(_)) => Self::of(api, scalar),
                _ => Self::any(),
            },
            TypeRef::Tuple(_) | TypeRef::Json | TypeRef::Boxed(_) => Self::any(),
        }
    }

    /// Returns the kind of a value within another, which is not examined further: a type may contain itself.
    fn inner(api: &Api, ty: &TypeRef) -> Self {
        match api.behind(ty) {
            TypeRef::Nullable(inner) => match api.behind(inner) {
                TypeRef::Nullable(_) => Self::any(),
                _ => Self::inner(api, inner),
            },
            TypeRef::Scalar(_) | TypeRef::Const(_) => Self::of(api, ty),
            TypeRef::Named(id) if api.ty(*id).newtype_scalar().is_some() => Self::of(api, ty),
            TypeRef::Named(id) if matches!(api.ty(*id).kind, TypeKind::Constants(_)) => Self::of(api, ty),
            _ => Self::any(),
        }
    }
}

/// Returns true if values of a scalar may contain a reserved character (RFC 3986 §2.2).
fn is_text(scalar: Scalar) -> bool {
    !matches!(
        scalar,
        Scalar::Bool | Scalar::I32 | Scalar::Bounded(_) | Scalar::I64 | Scalar::U64 | Scalar::I128 | Scalar::Uuid
    )
}
