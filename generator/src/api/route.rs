//! The path of a getter, as steps through types.

use super::{
    ConstantsForm, Decision, Field, GetterStep, Literal, Record, Scalar, TypeDef, TypeId, TypeKind, TypeRef, Union,
};
use crate::naming::FieldName;

/// A path among types.
#[derive(Clone, Debug)]
pub struct Route<'a> {
    /// The steps from a value to the target, in order.
    pub moves: Vec<Move<'a>>,
    /// True if the path may lead to several values.
    pub many: bool,
    /// Type at its end; neither an alias nor a box.
    pub target: TypeRef,
}

/// One step of a route.
#[derive(Clone, Debug)]
pub enum Move<'a> {
    /// To a field of a record.
    Field(&'a TypeDef, &'a Record, &'a Field),
    /// To the union beside a record's fields.
    Beside(&'a FieldName),
    /// Out of a box.
    Unbox,
    /// To the value, where it is not null.
    NotNull,
    /// Into a newtype.
    Inner,
    /// To the elements of a list.
    Items,
    /// To the values of a map.
    Values,
    /// Into these variants of a union, or into a field of each.
    Arms(TypeId, Vec<Arm<'a>>),
    /// On, where a field of text or of an enum has a value.
    Where(&'a TypeDef, &'a Record, &'a Field, String),
}

/// A variant on the way.
#[derive(Clone, Debug)]
pub struct Arm<'a> {
    /// Its place.
    pub variant: usize,
    /// True if the value is boxed.
    pub boxed: bool,
    /// The field that is next.
    pub field: Option<(&'a TypeDef, &'a Record, &'a Field)>,
}

/// Follows a path from a type.
///
/// # Errors
///
/// The step that the types do not have, as a sentence.
pub fn route<'a>(types: &'a [TypeDef], from: TypeId, steps: &[GetterStep]) -> Result<Route<'a>, String> {
    let mut walk = Walk { types, moves: Vec::new(), many: false, at: TypeRef::Named(from), only: None };
    for step in steps {
        walk.open();
        match step {
            GetterStep::Member(name) => walk.member(name)?,
            GetterStep::Each => walk.each()?,
            GetterStep::Only(name, value) => walk.only(name, value)?,
        }
    }
    walk.open();
    walk.finish()
}

struct Walk<'a> {
    types: &'a [TypeDef],
    moves: Vec<Move<'a>>,
    many: bool,
    at: TypeRef,
    /// The variants of the union that are left.
    only: Option<Vec<usize>>,
}

impl<'a> Walk<'a> {
    fn def(&self) -> Option<(TypeId, &'a TypeDef)> {
        let TypeRef::Named(id) = self.at else { return None };
        Some((id, self.types.get(id.0)?))
    }

    /// Follows aliases, boxes, nullable types and newtypes.
    fn open(&mut self) {
        for _ in 0..=self.types.len() {
            let next = match &self.at {
                TypeRef::Boxed(inner) => (Some(Move::Unbox), (**inner).clone()),
                TypeRef::Nullable(inner) => (Some(Move::NotNull), (**inner).clone()),
                TypeRef::Named(id) => match self.types.get(id.0).map(|def| &def.kind) {
                    Some(TypeKind::Alias(target)) => (None, target.clone()),
                    Some(TypeKind::Newtype(target)) => (Some(Move::Inner), target.clone()),
                    _ => return,
                },
                _ => return,
            };
            self.moves.extend(next.0);
            self.at = next.1;
        }
    }

    fn member(&mut self, name: &str) -> Result<(), String> {
        let Some((id, def)) = self.def() else { return Err(format!("`{name}` is no member of {}", self.noun())) };
        match &def.kind {
            TypeKind::Record(record) => {
                if let Some(field) = field(record, name) {
                    self.moves.push(Move::Field(def, record, field));
                    self.at = field.ty.clone();
                    return Ok(());
                }
                let Some(beside) = &record.flattened else { return Err(no_property(def, name)) };
                self.moves.push(Move::Beside(&beside.name));
                self.at = beside.ty.clone();
                self.open();
                self.member(name)
            }
            TypeKind::Union(union) => self.member_of_union(id, def, union, name),
            _ => Err(no_property(def, name)),
        }
    }

    fn member_of_union(&mut self, id: TypeId, def: &TypeDef, union: &'a Union, name: &str) -> Result<(), String> {
        let left = self.only.take().unwrap_or_else(|| (0..union.variants.len()).collect());
        let mut arms = Vec::new();
        let mut next: Option<TypeRef> = None;
        for variant in left {
            let Some((boxed, owner, record)) = self.record_of(union, variant) else { continue };
            let Some(field) = field(record, name) else { continue };
            if next.as_ref().is_some_and(|next| *next != field.ty) {
                return Err(format!("`{name}` has several types among the variants of `{}`", def.name));
            }
            next = Some(field.ty.clone());
            arms.push(Arm { variant, boxed, field: Some((owner, record, field)) });
        }
        self.at = next.ok_or_else(|| no_property(def, name))?;
        self.moves.push(Move::Arms(id, arms));
        Ok(())
    }

    /// Returns the record in a variant.
    fn record_of(&self, union: &Union, variant: usize) -> Option<(bool, &'a TypeDef, &'a Record)> {
        let (mut ty, mut boxed) = (&union.variants.get(variant)?.ty, false);
        for _ in 0..=self.types.len() {
            match ty {
                TypeRef::Boxed(inner) => (ty, boxed) = (inner, true),
                TypeRef::Named(id) => {
                    let def = self.types.get(id.0)?;
                    match &def.kind {
                        TypeKind::Record(record) => return Some((boxed, def, record)),
                        TypeKind::Alias(target) => ty = target,
                        _ => return None,
                    }
                }
                _ => return None,
            }
        }
        None
    }

    fn each(&mut self) -> Result<(), String> {
        let (step, next) = match &self.at {
            TypeRef::List(item) => (Move::Items, (**item).clone()),
            TypeRef::Map(value) => (Move::Values, (**value).clone()),
            _ => return Err(format!("{} has no elements", self.noun())),
        };
        self.moves.push(step);
        (self.at, self.many) = (next, true);
        Ok(())
    }

    fn only(&mut self, name: &str, value: &Literal) -> Result<(), String> {
        let Some((_, def)) = self.def() else { return Err(format!("`{name}` is no member of {}", self.noun())) };
        let never = || format!("`{name}` is never {} in `{}`", shown(value), def.name);
        match &def.kind {
            TypeKind::Record(record) => {
                let field = field(record, name).ok_or_else(|| no_property(def, name))?;
                match (&field.ty, value) {
                    (TypeRef::Const(constant), _) => return if constant == value { Ok(()) } else { Err(never()) },
                    (ty, Literal::Str(text)) if self.is_text(ty) => {
                        self.moves.push(Move::Where(def, record, field, text.clone()));
                    }
                    _ => return Err(format!("`{name}` of `{}` cannot be compared with {}", def.name, shown(value))),
                }
                Ok(())
            }
            TypeKind::Union(union) => {
                let left: Vec<usize> = self.tagged(union, name, value);
                if left.is_empty() {
                    return Err(never());
                }
                self.only = Some(left);
                Ok(())
            }
            _ => Err(no_property(def, name)),
        }
    }

    /// Returns the variants of a union whose values have a member of this value.
    fn tagged(&self, union: &Union, name: &str, value: &Literal) -> Vec<usize> {
        if let Decision::Tag { property, values, .. } = &union.decision
            && property == name
        {
            return values.iter().filter(|(tag, _)| tag == value).map(|(_, variant)| *variant).collect();
        }
        let is_it = |variant: &usize| {
            let found = self.record_of(union, *variant).and_then(|(.., record)| field(record, name));
            found.is_some_and(|field| field.ty == TypeRef::Const(value.clone()))
        };
        (0..union.variants.len()).filter(is_it).collect()
    }

    /// Returns true for text, newtypes of it, and enums of text.
    fn is_text(&self, ty: &TypeRef) -> bool {
        match ty {
            TypeRef::Scalar(Scalar::String) => true,
            TypeRef::Named(id) => match self.types.get(id.0).map(|def| &def.kind) {
                Some(TypeKind::Constants(words)) => words.form == ConstantsForm::Strings,
                Some(TypeKind::Alias(target) | TypeKind::Newtype(target)) => self.is_text(target),
                _ => false,
            },
            _ => false,
        }
    }

    /// Ends the route at a type; at the variant's type, if a union is left with one variant.
    fn finish(mut self) -> Result<Route<'a>, String> {
        if let (Some(left), Some((id, def))) = (self.only.take(), self.def()) {
            let TypeKind::Union(union) = &def.kind else { return Err(no_property(def, "")) };
            let [variant] = left[..] else {
                return Err(format!("it ends at several variants of `{}`", def.name));
            };
            let Some(ty) = union.variants.get(variant).map(|variant| variant.ty.clone()) else {
                return Err(format!("`{}` has no such variant", def.name));
            };
            let boxed = matches!(ty, TypeRef::Boxed(_));
            self.moves.push(Move::Arms(id, vec![Arm { variant, boxed, field: None }]));
            self.at = ty;
            self.open();
        }
        Ok(Route { moves: self.moves, many: self.many, target: self.at })
    }

    fn noun(&self) -> String {
        match &self.at {
            TypeRef::Named(id) => self.types.get(id.0).map_or_else(String::new, |def| format!("`{}`", def.name)),
            TypeRef::List(_) => "a list".to_owned(),
            TypeRef::Map(_) => "a map".to_owned(),
            TypeRef::Json => "a value without a type".to_owned(),
            _ => "a plain value".to_owned(),
        }
    }
}

fn field<'a>(record: &'a Record, name: &str) -> Option<&'a Field> {
    record.fields.iter().find(|field| field.wire == name)
}

fn no_property(def: &TypeDef, name: &str) -> String {
    format!("`{}` has no property `{name}`", def.name)
}

fn shown(value: &Literal) -> String {
    format!("`{}`", value.to_text())
}
