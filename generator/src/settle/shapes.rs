//! What the values of a union's variants look like from outside, so that one look at a value finds its variant.

use crate::api::{
    Api, Decision, Extra, Kinds, Literal, Record, Scalar, Shape, TypeKind, TypeRef, Union, Words, WordsForm,
};

/// Unions within unions are looked through this far.
const DEEPEST: usize = 12;

/// Fills the shape of every variant. What `lower` put there already (constants of a declared tag) stays.
pub(super) fn fill(api: &mut Api) {
    for index in 0..api.types.len() {
        let TypeKind::Union(union) = &api.types[index].kind else { continue };
        let mut shapes: Vec<Shape> = union
            .variants
            .iter()
            .map(|variant| {
                let mut shape = shape(api, &variant.ty, 0);
                prefer(&mut shape.constants, &variant.shape.constants);
                shape
            })
            .collect();
        keep_telling(&mut shapes);
        if let TypeKind::Union(union) = &mut api.types[index].kind {
            for (variant, shape) in union.variants.iter_mut().zip(shapes) {
                variant.shape = shape;
            }
        }
    }
}

/// Constants that are declared replace those seen.
fn prefer(constants: &mut Vec<(String, Vec<Literal>)>, declared: &[(String, Vec<Literal>)]) {
    for (key, values) in declared {
        constants.retain(|(seen, _)| seen != key);
        constants.insert(0, (key.clone(), values.clone()));
    }
}

/// Enums are open: a value that one does not know yet must not rule its variant out. So an enum of several values counts only
/// where it tells variants apart.
fn keep_telling(shapes: &mut [Shape]) {
    let all: Vec<Vec<(String, Vec<Literal>)>> = shapes.iter().map(|shape| shape.constants.clone()).collect();
    for (own, shape) in shapes.iter_mut().enumerate() {
        shape.constants.retain(|(key, values)| {
            let others = all.iter().enumerate().filter(|(other, _)| *other != own);
            let mut told = others.flat_map(|(_, constants)| constants).filter(|(other, _)| other == key);
            values.len() == 1 || told.any(|(_, others)| !others.iter().any(|value| values.contains(value)))
        });
    }
}

fn shape(api: &Api, ty: &TypeRef, depth: usize) -> Shape {
    match ty {
        TypeRef::Named(id) if depth < DEEPEST => match &api.ty(*id).kind {
            TypeKind::Record(record) => record_shape(api, record, depth),
            TypeKind::Union(union) => union_shape(api, union, depth),
            TypeKind::Words(words) => words_shape(words),
            TypeKind::Errors(_) => of(any()),
            TypeKind::Alias(ty) | TypeKind::Newtype(ty) => shape(api, ty, depth + 1),
        },
        TypeRef::Named(_) | TypeRef::Json => of(any()),
        TypeRef::Boxed(inner) | TypeRef::Nullable(inner) => shape(api, inner, depth),
        TypeRef::List(_) | TypeRef::Tuple(_) => of(Kinds { array: true, ..Kinds::default() }),
        TypeRef::Map(_) => of(Kinds { object: true, ..Kinds::default() }),
        TypeRef::Scalar(scalar) => of(scalar_kinds(*scalar)),
        TypeRef::Const(value) => {
            let words = match value {
                Literal::Str(text) => vec![text.clone()],
                _ => Vec::new(),
            };
            Shape { words, ..of(literal_kinds(value)) }
        }
    }
}

fn of(kinds: Kinds) -> Shape {
    Shape { kinds, ..Shape::default() }
}

fn any() -> Kinds {
    Kinds { object: true, array: true, string: true, integer: true, number: true, boolean: true, null: true }
}

fn record_shape(api: &Api, record: &Record, depth: usize) -> Shape {
    let required = record.fields.iter().filter(|field| field.presence.is_required());
    let constants = record.fields.iter().filter_map(|field| Some((field.wire.clone(), fixed(api, &field.ty, 0)?)));
    let own = Shape {
        kinds: Kinds { object: true, ..Kinds::default() },
        required: required.map(|field| field.wire.clone()).collect(),
        constants: constants.collect(),
        known: record.fields.iter().map(|field| field.wire.clone()).collect(),
        closed: record.extra == Extra::Forbidden,
        words: Vec::new(),
    };
    match &record.flattened {
        Some(flattened) => together(own, shape(api, &flattened.ty, depth + 1)),
        None => own,
    }
}

/// The shape of a record with a flattened field: it has the keys of both.
fn together(own: Shape, flattened: Shape) -> Shape {
    Shape {
        required: [own.required, flattened.required].concat(),
        constants: [own.constants, flattened.constants].concat(),
        known: [own.known, flattened.known].concat(),
        ..own
    }
}

/// The values of a field that has only some.
fn fixed(api: &Api, ty: &TypeRef, depth: usize) -> Option<Vec<Literal>> {
    match ty {
        TypeRef::Const(value) => Some(vec![value.clone()]),
        TypeRef::Named(id) if depth < DEEPEST => match &api.ty(*id).kind {
            TypeKind::Words(words) => Some(words.variants.iter().map(|word| word.value.clone()).collect()),
            TypeKind::Alias(ty) => fixed(api, ty, depth + 1),
            TypeKind::Record(_) | TypeKind::Union(_) | TypeKind::Errors(_) | TypeKind::Newtype(_) => None,
        },
        _ => None,
    }
}

fn words_shape(words: &Words) -> Shape {
    let kinds = match words.form {
        WordsForm::Strings => Kinds { string: true, ..Kinds::default() },
        WordsForm::Integers => Kinds { integer: true, ..Kinds::default() },
        WordsForm::Mixed => {
            let mixed = words.variants.iter().map(|word| literal_kinds(&word.value));
            mixed.fold(Kinds::default(), either)
        }
    };
    let texts = words.variants.iter().filter_map(|word| match &word.value {
        Literal::Str(text) => Some(text.clone()),
        _ => None,
    });
    Shape { words: texts.collect(), ..of(kinds) }
}

/// What all variants of a union have in common.
fn union_shape(api: &Api, union: &Union, depth: usize) -> Shape {
    let shapes: Vec<Shape> = union.variants.iter().map(|variant| shape(api, &variant.ty, depth + 1)).collect();
    let Some((first, others)) = shapes.split_first() else { return of(any()) };
    let mut merged = first.clone();
    for other in others {
        merged.kinds = either(merged.kinds, other.kinds);
        merged.required.retain(|key| other.required.contains(key));
        merged.constants.retain_mut(|(key, values)| {
            let theirs = other.constants.iter().find(|(other, _)| other == key);
            for value in theirs.iter().flat_map(|(_, theirs)| theirs) {
                if !values.contains(value) {
                    values.push(value.clone());
                }
            }
            theirs.is_some()
        });
        let new: Vec<String> = other.known.iter().filter(|key| !merged.known.contains(key)).cloned().collect();
        merged.known.extend(new);
        merged.closed &= other.closed;
    }
    let plain_text = |shape: &Shape| shape.kinds.string && shape.words.is_empty();
    merged.words = if shapes.iter().any(plain_text) {
        Vec::new()
    } else {
        shapes.iter().flat_map(|shape| shape.words.clone()).collect()
    };
    if let Decision::Tag { property, values, otherwise: None, .. } = &union.decision {
        if !merged.required.contains(property) {
            merged.required.push(property.clone());
        }
        let values = values.iter().map(|(value, _)| value.clone()).collect();
        prefer(&mut merged.constants, &[(property.clone(), values)]);
    }
    merged
}

fn either(a: Kinds, b: Kinds) -> Kinds {
    Kinds {
        object: a.object || b.object,
        array: a.array || b.array,
        string: a.string || b.string,
        integer: a.integer || b.integer,
        number: a.number || b.number,
        boolean: a.boolean || b.boolean,
        null: a.null || b.null,
    }
}

fn literal_kinds(value: &Literal) -> Kinds {
    match value {
        Literal::Str(_) => Kinds { string: true, ..Kinds::default() },
        Literal::Int(_) => Kinds { integer: true, ..Kinds::default() },
        Literal::Float(_) => Kinds { number: true, ..Kinds::default() },
        Literal::Bool(_) => Kinds { boolean: true, ..Kinds::default() },
    }
}

fn scalar_kinds(scalar: Scalar) -> Kinds {
    let none = Kinds::default();
    match scalar {
        Scalar::Bool => Kinds { boolean: true, ..none },
        Scalar::I32 | Scalar::I64 | Scalar::U64 | Scalar::I128 => Kinds { integer: true, ..none },
        Scalar::F64 => Kinds { number: true, ..none },
        Scalar::Number => Kinds { integer: true, number: true, ..none },
        // Text or a number, kept as it came.
        Scalar::Decimal => Kinds { string: true, integer: true, number: true, ..none },
        Scalar::UnixTime => Kinds { string: true, integer: true, number: true, ..none },
        Scalar::String
        | Scalar::DateTime
        | Scalar::Date
        | Scalar::Time
        | Scalar::Duration
        | Scalar::Uuid
        | Scalar::Uri
        | Scalar::Ip
        | Scalar::Base64
        | Scalar::Base64Url
        | Scalar::Binary
        | Scalar::File => Kinds { string: true, ..none },
    }
}
