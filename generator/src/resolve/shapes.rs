//! Shapes of the variants of unions, by which the variant of a value is found before it is decoded.

use std::cell::Cell;
use std::collections::{HashMap, HashSet};

use indexmap::IndexSet;

use crate::api::{
    Api, Constants, ConstantsForm, Decision, Extra, Kinds, Literal, Record, Scalar, Shape, TypeId, TypeKind, TypeRef,
    Union, Variant,
};

/// Unions within unions are looked through this far.
const DEEPEST: usize = 12;

/// Variants and fields that all shapes may look at: unions whose variants are unions could look at each other without end.
const MOST_LOOKS: usize = 5_000_000;

/// Fills the shape of every variant. What `lower` put there already (constants of a declared tag) stays. Returns the first union whose shapes had
/// to be left open because there were too many to look at.
pub(super) fn fill(api: &mut Api) -> Option<TypeId> {
    let left = Cell::new(MOST_LOOKS);
    let mut open = None;
    for index in 0..api.types.len() {
        let TypeKind::Union(union) = &api.types[index].kind else { continue };
        let looks = Looks { api, left: &left };
        let mut shapes: Vec<Shape> = union
            .variants
            .iter()
            .map(|variant| {
                let mut shape = looks.shape(&variant.ty, 0);
                prefer(&mut shape.constants, &variant.shape.constants);
                shape
            })
            .collect();
        let tag = union.decision.written().map(|(property, _)| property);
        looks.keep_telling(tag, &mut shapes);
        looks.look_inside(&union.variants, &mut shapes);
        open = open.or((left.get() == 0).then_some(TypeId(index)));
        if let TypeKind::Union(union) = &mut api.types[index].kind {
            for (variant, shape) in union.variants.iter_mut().zip(shapes) {
                variant.shape = shape;
            }
        }
    }
    open
}

/// The types, and the number of parts that may still be examined.
#[derive(Clone, Copy)]
struct Looks<'a> {
    api: &'a Api,
    left: &'a Cell<usize>,
}

/// Constants that are declared replace those seen.
fn prefer(constants: &mut Vec<(String, Vec<Literal>)>, declared: &[(String, Vec<Literal>)]) {
    for (key, values) in declared {
        constants.retain(|(seen, _)| seen != key);
        constants.insert(0, (key.clone(), values.clone()));
    }
}

impl Looks<'_> {
    fn spend(self, looks: usize) -> bool {
        self.left.set(self.left.get().saturating_sub(looks));
        self.left.get() > 0
    }

    /// Enums are open: a value that one does not know yet must not rule its variant out. So an enum of several values counts only
    /// where it tells variants apart, or is the tag, whose other values are of no variant.
    fn keep_telling(self, tag: Option<&str>, shapes: &mut [Shape]) {
        let all: Vec<Vec<(String, Vec<Literal>)>> = shapes.iter().map(|shape| shape.constants.clone()).collect();
        let mut by_key: HashMap<&str, Vec<(usize, &[Literal])>> = HashMap::new();
        for (own, constants) in all.iter().enumerate() {
            constants.iter().for_each(|(key, values)| by_key.entry(key).or_default().push((own, values)));
        }
        for (own, shape) in shapes.iter_mut().enumerate() {
            shape.constants.retain(|(key, values)| {
                let others = by_key.get(key.as_str()).into_iter().flatten().filter(|(other, _)| *other != own);
                let apart = |others: &[Literal]| self.spend(values.len() + others.len()) && are_apart(values, others);
                values.len() == 1 || tag == Some(key.as_str()) || others.into_iter().any(|(_, others)| apart(others))
            });
        }
    }

    fn shape(self, ty: &TypeRef, depth: usize) -> Shape {
        if !self.spend(1) {
            return of(any());
        }
        match ty {
            TypeRef::Named(id) if depth < DEEPEST => match &self.api.ty(*id).kind {
                TypeKind::Record(record) => self.record_shape(record, depth),
                TypeKind::Union(union) => self.union_shape(union, depth),
                TypeKind::Constants(words) => words_shape(words),
                TypeKind::Errors(_) => of(any()),
                TypeKind::Alias(ty) | TypeKind::Newtype(ty) => self.shape(ty, depth + 1),
            },
            TypeRef::Named(_) | TypeRef::Json | TypeRef::Scalar(Scalar::Own(_)) => of(any()),
            TypeRef::Boxed(inner) | TypeRef::Nullable(inner) => self.shape(inner, depth),
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

    fn record_shape(self, record: &Record, depth: usize) -> Shape {
        self.spend(record.fields.len());
        let required = record.fields.iter().filter(|field| field.presence.is_required());
        let constants =
            record.fields.iter().filter_map(|field| Some((field.wire.clone(), fixed(self.api, &field.ty, 0)?)));
        let own = Shape {
            kinds: Kinds { object: true, ..Kinds::default() },
            required: required.map(|field| field.wire.clone()).collect(),
            constants: constants.collect(),
            known: record.fields.iter().map(|field| field.wire.clone()).collect(),
            closed: record.extra == Extra::Forbidden,
            ..Shape::default()
        };
        match &record.flattened {
            Some(flattened) => together(own, self.shape(&flattened.ty, depth + 1)),
            None => own,
        }
    }

    /// Sets, for each union among the variants, the shapes of those of its own variants that another variant beside it does not rule out.
    fn look_inside(self, variants: &[Variant], shapes: &mut [Shape]) {
        for (own, variant) in variants.iter().enumerate() {
            let mut inner = Vec::new();
            self.variants_of(&variant.ty, 0, &mut inner);
            let others = || shapes.iter().enumerate().filter(|(other, _)| *other != own).map(|(_, shape)| shape);
            inner.retain(|inner| others().any(|other| self.are_alike(inner, other)));
            let told = &shapes[own].constants;
            for inner in &mut inner {
                inner.constants.retain(|(key, values)| values.len() == 1 || told.iter().any(|(other, _)| other == key));
            }
            shapes[own].variants = inner;
        }
    }

    /// Collects the shapes of the objects that a union takes; none of any other type.
    fn variants_of(self, ty: &TypeRef, depth: usize, found: &mut Vec<Shape>) {
        let id = match ty {
            TypeRef::Boxed(inner) | TypeRef::Nullable(inner) => return self.variants_of(inner, depth, found),
            TypeRef::Named(id) if depth < DEEPEST && self.spend(1) => *id,
            _ => return,
        };
        let union = match &self.api.ty(id).kind {
            TypeKind::Union(union) => union,
            TypeKind::Alias(ty) | TypeKind::Newtype(ty) => return self.variants_of(ty, depth + 1, found),
            TypeKind::Record(_) | TypeKind::Constants(_) | TypeKind::Errors(_) => return,
        };
        for (index, variant) in union.variants.iter().enumerate() {
            let before = found.len();
            self.variants_of(&variant.ty, depth + 1, found);
            if found.len() > before {
                continue;
            }
            let mut shape = self.shape(&variant.ty, depth + 1);
            prefer(&mut shape.constants, &variant.shape.constants);
            if let Decision::Tag { property, values, .. } = &union.decision {
                let own = values.iter().filter(|(_, at)| *at == index).map(|(value, _)| value.clone()).collect();
                prefer(&mut shape.constants, &[(property.clone(), own)]);
            }
            found.extend(Some(shape).filter(|shape| shape.kinds.object));
        }
    }

    /// Returns true for objects without a key at which each has values of its own.
    fn are_alike(self, one: &Shape, other: &Shape) -> bool {
        let apart = |(key, ours): &(String, Vec<Literal>)| {
            let theirs = other.constants.iter().find(|(other, _)| other == key).map_or(&[][..], |(_, theirs)| theirs);
            self.spend(ours.len() + theirs.len()) && !theirs.is_empty() && are_apart(ours, theirs)
        };
        self.spend(1) && one.kinds.object && other.kinds.object && !one.constants.iter().any(apart)
    }

    /// Returns the shape that all variants of a union have in common.
    fn union_shape(self, union: &Union, depth: usize) -> Shape {
        let shapes: Vec<Shape> = union.variants.iter().map(|variant| self.shape(&variant.ty, depth + 1)).collect();
        let Some((first, others)) = shapes.split_first() else { return of(any()) };
        let mut merged = first.clone();
        let mut known: IndexSet<String> = merged.known.drain(..).collect();
        for other in others {
            merged.kinds = either(merged.kinds, other.kinds);
            let required: HashSet<&String> = other.required.iter().collect();
            merged.required.retain(|key| required.contains(key));
            merged.constants.retain_mut(|(key, values)| {
                let theirs = other.constants.iter().find(|(other, _)| other == key);
                for value in theirs.iter().flat_map(|(_, theirs)| theirs) {
                    if self.spend(values.len()) && !values.contains(value) {
                        values.push(value.clone());
                    }
                }
                theirs.is_some()
            });
            known.extend(other.known.iter().cloned());
            merged.closed &= other.closed;
        }
        merged.known = known.into_iter().collect();
        let plain_text = |shape: &Shape| shape.kinds.string && shape.words.is_empty();
        merged.words = if shapes.iter().any(plain_text) {
            Vec::new()
        } else {
            shapes.iter().flat_map(|shape| shape.words.clone()).collect()
        };
        self.spend(merged.known.len() + merged.words.len());
        if let Decision::Tag { property, values, otherwise: None, .. } = &union.decision {
            if !merged.required.contains(property) {
                merged.required.push(property.clone());
            }
            let values = values.iter().map(|(value, _)| value.clone()).collect();
            prefer(&mut merged.constants, &[(property.clone(), values)]);
        }
        merged
    }
}

/// Returns true if no value is in both lists.
fn are_apart(ours: &[Literal], theirs: &[Literal]) -> bool {
    if ours.len() * theirs.len() < 1_000 {
        return !theirs.iter().any(|value| ours.contains(value));
    }
    let text = |value: &Literal| format!("{value:?}");
    let known: HashSet<String> = ours.iter().map(text).collect();
    !theirs.iter().any(|value| known.contains(&text(value)))
}

fn of(kinds: Kinds) -> Shape {
    Shape { kinds, ..Shape::default() }
}

fn any() -> Kinds {
    Kinds { object: true, array: true, string: true, integer: true, number: true, boolean: true, null: true }
}

/// Returns the shape of a record with a flattened field: it has the keys of both.
fn together(own: Shape, flattened: Shape) -> Shape {
    Shape {
        required: [own.required, flattened.required].concat(),
        constants: [own.constants, flattened.constants].concat(),
        known: [own.known, flattened.known].concat(),
        ..own
    }
}

/// Returns the values of a field that has only some.
fn fixed(api: &Api, ty: &TypeRef, depth: usize) -> Option<Vec<Literal>> {
    match ty {
        TypeRef::Const(value) => Some(vec![value.clone()]),
        TypeRef::Named(id) if depth < DEEPEST => match &api.ty(*id).kind {
            // An enum of one value is a constant, unless any other value is declared beside it.
            TypeKind::Constants(words) if words.variants.len() > 1 => {
                Some(words.variants.iter().map(|word| word.value.clone()).collect())
            }
            TypeKind::Alias(ty) => fixed(api, ty, depth + 1),
            TypeKind::Constants(_)
            | TypeKind::Record(_)
            | TypeKind::Union(_)
            | TypeKind::Errors(_)
            | TypeKind::Newtype(_) => None,
        },
        _ => None,
    }
}

fn words_shape(words: &Constants) -> Shape {
    let kinds = match words.form {
        ConstantsForm::Strings => Kinds { string: true, ..Kinds::default() },
        ConstantsForm::Integers => Kinds { integer: true, ..Kinds::default() },
        ConstantsForm::Mixed => {
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
        Scalar::Foreign(foreign) => scalar_kinds(foreign.scalar()),
        Scalar::Own(_) => any(),
        Scalar::Bool => Kinds { boolean: true, ..none },
        Scalar::I32 | Scalar::Bounded(_) | Scalar::I64 | Scalar::U64 | Scalar::I128 => Kinds { integer: true, ..none },
        Scalar::F64 => Kinds { number: true, ..none },
        Scalar::Number => Kinds { integer: true, number: true, ..none },
        // Text or a number, kept as it came.
        Scalar::Decimal => Kinds { string: true, integer: true, number: true, ..none },
        Scalar::UnixTime => Kinds { string: true, integer: true, number: true, ..none },
        Scalar::Floats => Kinds { string: true, array: true, ..none },
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
