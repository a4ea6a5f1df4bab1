//! The types that convert into a union, each by a `From`.

use std::collections::HashMap;

use crate::api::{Api, ConstantsForm, Decision, Literal, Scalar, TypeDef, TypeKind, TypeRef, Union, Variant};

/// A type that converts into a variant.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Source<'a> {
    /// One value.
    One(Leaf<'a>),
    /// A list of these.
    List(Leaf<'a>),
    /// A list of anything that becomes such an item.
    Items(&'a TypeRef),
}

/// A type that becomes a variant, or an item of one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Leaf<'a> {
    /// A value of this type, without its box.
    Value(&'a TypeRef),
    /// `&str`
    Text,
    /// `i64`
    Integer,
    /// `f64`
    Float,
}

/// Returns the sources of each variant, as in the table of `union!`: its value's type, if no other variant has it, and the sources of a union in it.
pub fn conversions<'a>(api: &'a Api, def: &TypeDef, union: &'a Union) -> Vec<Vec<Source<'a>>> {
    let inner = inner_sources(api, def, union);
    let own = own_sources(api, def, union);
    let own = own.into_iter().zip(inner).map(|(own, inner)| own.into_iter().chain(inner));
    let mut sources: Vec<Vec<Source<'a>>> = own.map(|all| all.map(Source::One).collect()).collect();
    for (at, lists) in of_lists(api, union) {
        sources[at] = lists;
    }
    sources
}

/// Returns the type behind aliases.
pub fn target<'a>(api: &'a Api, ty: &'a TypeRef) -> &'a TypeRef {
    let mut ty = ty;
    // Aliases were checked to be free of cycles; the bound only keeps a slip of ours from hanging.
    for _ in 0..api.types.len() {
        match ty {
            TypeRef::Named(id) => match &api.ty(*id).kind {
                TypeKind::Alias(target) => ty = target,
                _ => return ty,
            },
            _ => return ty,
        }
    }
    ty
}

/// Returns a type spelt without aliases and boxes: equal for two references exactly when Rust sees one type.
fn canonical(api: &Api, ty: &TypeRef) -> String {
    match target(api, ty) {
        TypeRef::Named(id) => api.ty(*id).name.as_str().to_owned(),
        TypeRef::Boxed(inner) => canonical(api, inner),
        TypeRef::List(inner) => format!("[{}]", canonical(api, inner)),
        TypeRef::Map(inner) => format!("{{{}}}", canonical(api, inner)),
        TypeRef::Nullable(inner) => format!("{}?", canonical(api, inner)),
        TypeRef::Tuple(items) => {
            let items: Vec<_> = items.iter().map(|item| canonical(api, item)).collect();
            format!("({})", items.join(","))
        }
        TypeRef::Scalar(scalar) => format!("={scalar:?}"),
        TypeRef::Const(Literal::Str(_)) => "=Const".to_owned(),
        TypeRef::Const(_) => "=ConstValue".to_owned(),
        TypeRef::Json => "=Value".to_owned(),
    }
}

/// Returns the variants that are lists, with what becomes them. Of several lists those with the same items are left out, since a list would be either.
/// Behind a tag there are none.
fn of_lists<'a>(api: &'a Api, union: &'a Union) -> Vec<(usize, Vec<Source<'a>>)> {
    if !matches!(union.decision, Decision::Shape { .. }) {
        return Vec::new();
    }
    let own = lists(api, union);
    let inner = union.variants.iter().filter_map(|variant| inner_union(api, variant));
    let inner: Vec<String> = inner.flat_map(|union| lists(api, union)).map(|(_, item)| canonical(api, item)).collect();
    if let ([(at, item)], []) = (own.as_slice(), inner.as_slice()) {
        return vec![(*at, vec![Source::Items(item)])];
    }
    let leaves: Vec<Vec<(String, Leaf<'a>)>> = own.iter().map(|(_, item)| leaves(api, item)).collect();
    let items: Vec<String> = own.iter().map(|(_, item)| canonical(api, item)).chain(inner).collect();
    let is_one = |name: &String, all: &[String]| all.iter().filter(|other| *other == name).count() == 1;
    let others: Vec<String> = leaves.iter().flatten().map(|(name, _)| name.clone()).collect();
    let found = own.iter().zip(&leaves).zip(&items).filter(|(_, item)| is_one(item, &items));
    let sources = found.map(|(((at, item), leaves), _)| {
        let alone = leaves.iter().filter(|(name, _)| is_one(name, &others) && !items.contains(name));
        let own = Source::List(Leaf::Value(item));
        (*at, std::iter::once(own).chain(alone.map(|(_, leaf)| Source::List(*leaf))).collect())
    });
    sources.collect()
}

/// Returns the variants that are lists, and the types of their items.
fn lists<'a>(api: &'a Api, union: &'a Union) -> Vec<(usize, &'a TypeRef)> {
    let variants = union.variants.iter().enumerate();
    let lists = variants.filter_map(|(at, variant)| match target(api, &variant.ty) {
        TypeRef::List(item) => Some((at, item.as_ref())),
        _ => None,
    });
    lists.collect()
}

/// Returns the types that convert into an item, other than the item's own type, each with its spelling.
fn leaves<'a>(api: &'a Api, item: &'a TypeRef) -> Vec<(String, Leaf<'a>)> {
    let leaf = |name: &str, leaf| (name.to_owned(), leaf);
    match target(api, item) {
        TypeRef::Scalar(Scalar::Number) => vec![leaf("=I64", Leaf::Integer), leaf("=F64", Leaf::Float)],
        target if is_text(api, target) => vec![leaf("&str", Leaf::Text)],
        TypeRef::Named(id) => match &api.ty(*id).kind {
            TypeKind::Union(union) => leaves_of(api, api.ty(*id).name.as_str(), union),
            _ => Vec::new(),
        },
        _ => Vec::new(),
    }
}

/// Returns the types of a union's variants, where no two have the same.
fn leaves_of<'a>(api: &'a Api, name: &str, union: &'a Union) -> Vec<(String, Leaf<'a>)> {
    let all: Vec<String> = union.variants.iter().map(|variant| canonical(api, &variant.ty)).collect();
    let counts = counts(all.iter().map(String::as_str));
    let own = union.variants.iter().zip(&all).filter(|(variant, canonical)| {
        *canonical != name && !matches!(variant.ty, TypeRef::Boxed(_)) && counts.get(canonical.as_str()) == Some(&1)
    });
    let mut found: Vec<_> = own.map(|(variant, name)| (name.clone(), Leaf::Value(&variant.ty))).collect();
    let mut texts = union.variants.iter().filter(|variant| has_texts(api, variant));
    if texts.next().is_some_and(|only| takes_text(api, only)) && texts.next().is_none() {
        found.push(("&str".to_owned(), Leaf::Text));
    }
    found
}

/// Counts the occurrences of each text in a list.
fn counts<'k>(keys: impl Iterator<Item = &'k str>) -> HashMap<&'k str, usize> {
    let mut counts = HashMap::new();
    keys.for_each(|key| *counts.entry(key).or_default() += 1);
    counts
}

/// Returns for each variant its value's type, if no other variant has it, and the types that convert into it.
fn own_sources<'a>(api: &'a Api, def: &TypeDef, union: &'a Union) -> Vec<Vec<Leaf<'a>>> {
    let inner: Vec<_> = union.variants.iter().map(|variant| canonical(api, &variant.ty)).collect();
    let counts = counts(inner.iter().map(String::as_str));
    let texts = union.variants.iter().filter(|variant| has_texts(api, variant)).count();
    let sources = union.variants.iter().zip(&inner).map(|(variant, mine)| {
        let is_made = counts.get(mine.as_str()) == Some(&1) && mine != def.name.as_str();
        if is_made { sources(variant, texts == 1 && takes_text(api, variant)) } else { Vec::new() }
    });
    sources.collect()
}

/// Returns for each variant that is a union the types that convert into it, if no other variant of either union has them.
fn inner_sources<'a>(api: &'a Api, def: &TypeDef, union: &'a Union) -> Vec<Vec<Leaf<'a>>> {
    let inner: Vec<_> = union.variants.iter().map(|variant| inner_union(api, variant)).collect();
    let all: Vec<&Variant> =
        union.variants.iter().chain(inner.iter().flatten().flat_map(|union| &union.variants)).collect();
    let mut ways: Vec<String> = all.iter().map(|variant| canonical(api, &variant.ty)).collect();
    // A number is made of these, too.
    if ways.iter().any(|way| way == "=Number") {
        ways.extend(["=I64", "=F64", "=Number"].map(str::to_owned));
    }
    let counts = counts(ways.iter().map(String::as_str));
    let texts = all.iter().filter(|variant| has_texts(api, variant)).count();
    let is_only = |variant: &&'a Variant| {
        let mine = canonical(api, &variant.ty);
        mine != def.name.as_str() && counts.get(mine.as_str()) == Some(&1)
    };
    let sources = inner.iter().map(|union| {
        let variants = union.iter().flat_map(|union| &union.variants).filter(is_only);
        variants.flat_map(|variant| sources(variant, texts == 1 && takes_text(api, variant))).collect()
    });
    sources.collect()
}

/// Returns the union in a variant, be it in a box.
fn inner_union<'a>(api: &'a Api, variant: &'a Variant) -> Option<&'a Union> {
    let ty = match target(api, &variant.ty) {
        TypeRef::Boxed(inner) => target(api, inner),
        ty => ty,
    };
    match ty {
        TypeRef::Named(id) => match &api.ty(*id).kind {
            TypeKind::Union(union) => Some(union),
            _ => None,
        },
        _ => None,
    }
}

/// Returns true for a variant that a `&str` becomes.
fn takes_text(api: &Api, variant: &Variant) -> bool {
    is_text(api, target(api, &variant.ty))
}

/// Returns true for a scalar or an enum that a `&str` becomes.
fn is_text(api: &Api, target: &TypeRef) -> bool {
    use Scalar::{Base64, Base64Url, Date, DateTime, Duration, Ip, String, Time, Uri, Uuid};
    match target {
        TypeRef::Named(id) => {
            matches!(&api.ty(*id).kind, TypeKind::Constants(words) if words.open && words.form == ConstantsForm::Strings)
        }
        TypeRef::Scalar(scalar) => {
            matches!(scalar, String | DateTime | Date | Time | Duration | Uuid | Uri | Ip | Base64 | Base64Url)
        }
        _ => false,
    }
}

/// Returns true for types that convert from `&str`, and for enums with texts beside other constants.
fn has_texts(api: &Api, variant: &Variant) -> bool {
    let mixed = |id| matches!(&api.ty(id).kind, TypeKind::Constants(words) if words.form == ConstantsForm::Mixed);
    takes_text(api, variant) || matches!(target(api, &variant.ty), TypeRef::Named(id) if mixed(*id))
}

/// Returns the types that convert into a variant. `is_text`: no other variant converts from text, so that a `&str` becomes this one.
fn sources(variant: &Variant, is_text: bool) -> Vec<Leaf<'_>> {
    let ty = match &variant.ty {
        TypeRef::Boxed(inner) => inner,
        ty => ty,
    };
    match &variant.ty {
        _ if is_text => vec![Leaf::Value(ty), Leaf::Text],
        TypeRef::Scalar(Scalar::Number) => vec![Leaf::Value(ty), Leaf::Integer, Leaf::Float],
        _ => vec![Leaf::Value(ty)],
    }
}
