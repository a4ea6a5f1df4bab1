//! Derives that settings request: a type has a trait if all types in it have it.

use std::collections::BTreeMap;

use super::graph::{mentions, order, parts};
use crate::api::{
    Api, ConstantsForm, Derive, DeriveRequest, Extra, Foreign, Literal, Scalar, TypeId, TypeKind, TypeRef,
};
use crate::report::{Code, Problem, Report};

/// Adds the derives that settings request; impossible ones are reported.
pub(super) fn fill(api: &mut Api, report: &mut Report) {
    newtypes(api);
    let wishes = std::mem::take(&mut api.derive_requests);
    let mut known: BTreeMap<Derive, Reasons> = BTreeMap::new();
    for wish in &wishes {
        for derive in wish.derives.iter().flat_map(Derive::with_others) {
            if !matches!(derive, Derive::Macro(_)) {
                known.entry(derive).or_insert_with_key(|derive| Reasons::of(api, derive));
            }
        }
    }
    for wish in &wishes {
        match wish.ty.map(|id| target(api, id)) {
            Some(Some(id)) => give_one(api, &known, wish, id, report),
            // `lower` has looked for a type.
            Some(None) => {}
            None => give_all(api, &known, wish, report),
        }
    }
}

/// Adds all traits of scalars to their newtypes.
fn newtypes(api: &mut Api) {
    for def in &mut api.types {
        let Some(scalar) = def.newtype_scalar() else { continue };
        let all = [Derive::Copy, Derive::Eq, Derive::Hash, Derive::PartialOrd, Derive::Ord];
        def.derives.extend(all.into_iter().filter(|derive| scalar_has(scalar, derive)));
    }
}

/// Adds the requested traits to one type, and to the types in it.
fn give_one(api: &mut Api, known: &BTreeMap<Derive, Reasons>, wish: &DeriveRequest, id: TypeId, report: &mut Report) {
    for derive in &wish.derives {
        if matches!(derive, Derive::Macro(_)) {
            api.types[id.0].derives.insert(derive.clone());
            continue;
        }
        let refused = derive.with_others().into_iter().find_map(|one| {
            let reasons = known.get(&one)?;
            reasons.sentence(api, id).map(|why| (one, why))
        });
        let Some((one, why)) = refused else {
            let contained = contained(api, id);
            for one in derive.with_others() {
                contained.iter().for_each(|id| {
                    api.types[*id].derives.insert(one.clone());
                });
            }
            continue;
        };
        let name = &api.ty(id).name;
        let without = if one == *derive { String::new() } else { format!(", which asks for `{one}`") };
        let message = format!("`{name}` cannot be `{derive}`{without}: {why}");
        let hint = format!("remove `{derive}`, or give the schema a type that has it");
        let problem = Problem::warning(Code::UnmatchedSetting, &wish.at, message, hint);
        report.add(Problem { severity: wish.severity, ..problem });
    }
}

/// Adds a trait to every type that can have it. The types that prevent it are notes; those that contain them go without as well.
fn give_all(api: &mut Api, known: &BTreeMap<Derive, Reasons>, wish: &DeriveRequest, report: &mut Report) {
    for index in 0..api.types.len() {
        let id = TypeId(index);
        if matches!(api.types[index].kind, TypeKind::Alias(_) | TypeKind::Errors(_)) {
            continue;
        }
        let mut without: Vec<(String, Vec<String>)> = Vec::new();
        for derive in &wish.derives {
            let all = derive.with_others();
            let refusing = all.iter().find_map(|one| known.get(one).filter(|reasons| reasons.why[index].is_some()));
            match refusing {
                None => api.types[index].derives.extend(all),
                Some(reasons) => {
                    let Some(why) = reasons.own_sentence(index) else { continue };
                    match without.iter_mut().find(|(known, _)| *known == why) {
                        Some((_, derives)) => derives.push(format!("`{derive}`")),
                        None => without.push((why, vec![format!("`{derive}`")])),
                    }
                }
            }
        }
        for (why, derives) in without {
            let message = format!("`{}` does not derive {}: {why}", api.ty(id).name, derives.join(", "));
            let hint = "ignore this note, or give the schema a type that has it; types that contain this one do not derive it either";
            report.add(Problem::note(Code::UnmatchedSetting, &api.ty(id).origin, message, hint));
        }
    }
}

/// Returns a type and all that it contains.
fn contained(api: &Api, id: TypeId) -> Vec<usize> {
    let mut found = vec![id.0];
    let mut at = 0;
    while let Some(index) = found.get(at).copied() {
        at += 1;
        for part in parts(&api.types[index].kind) {
            mentions(part, true, &mut |id, _| {
                if !found.contains(&id.0) {
                    found.push(id.0);
                }
            });
        }
    }
    found
}

/// Returns the type behind a name; `None` if it is not a type of its own.
fn target(api: &Api, id: TypeId) -> Option<TypeId> {
    let mut id = id;
    for _ in 0..=api.types.len() {
        match &api.ty(id).kind {
            TypeKind::Alias(TypeRef::Named(other)) => id = *other,
            TypeKind::Alias(_) => return None,
            _ => return Some(id),
        }
    }
    None
}

/// The reasons why types cannot have a trait.
struct Reasons {
    /// Reason by type; `None` for types that can.
    why: Vec<Option<Why>>,
}

/// The reason why a type cannot have a trait.
#[derive(Clone, Debug)]
enum Why {
    /// The type itself.
    Own(&'static str),
    /// The type of a part, which has a name in the type.
    Part(String, Held),
}

/// The value or type that prevents a trait.
#[derive(Clone, Debug)]
enum Held {
    /// A value without a name, in words.
    Value(String),
    /// A type of the crate.
    Type(TypeId),
}

impl Reasons {
    fn of(api: &Api, derive: &Derive) -> Self {
        let mut reasons = Self { why: vec![None; api.types.len()] };
        let order = order(api, |_| true);
        // Within a cycle a type comes before one that it contains.
        loop {
            let mut changed = false;
            for index in &order {
                if reasons.why[*index].is_none() {
                    reasons.why[*index] = reasons.find(api, *index, derive);
                    changed |= reasons.why[*index].is_some();
                }
            }
            if !changed {
                return reasons;
            }
        }
    }

    fn find(&self, api: &Api, index: usize, derive: &Derive) -> Option<Why> {
        let part = |name: String, ty: &TypeRef| Some(Why::Part(name, self.held(api, ty, derive)?));
        match &api.types[index].kind {
            TypeKind::Record(_) if *derive == Derive::Copy => Some(Why::Own(EXTRA)),
            TypeKind::Record(record) => {
                let fields = record.fields.iter().find_map(|field| part(format!("field `{}`", field.name), &field.ty));
                let flattened =
                    record.flattened.iter().find_map(|flat| part(format!("field `{}`", flat.name), &flat.ty));
                let rest = match &record.extra {
                    Extra::Typed(name, ty) => part(format!("field `{name}`"), ty),
                    Extra::Kept | Extra::Forbidden => None,
                };
                fields.or(flattened).or(rest)
            }
            TypeKind::Union(union) => {
                let unknown = union.open && !json_has(derive);
                let variants = union.variants.iter();
                let mut variants = variants.map(|variant| part(format!("variant `{}`", variant.name), &variant.ty));
                unknown.then_some(Why::Own(UNKNOWN)).or_else(|| variants.find_map(|why| why))
            }
            TypeKind::Constants(words) if words.open => match words.form {
                ConstantsForm::Integers => None,
                ConstantsForm::Strings => {
                    (*derive == Derive::Copy).then_some(Why::Own("it keeps texts that it does not know"))
                }
                ConstantsForm::Mixed => (!json_has(derive)).then_some(Why::Own(UNKNOWN)),
            },
            TypeKind::Constants(_) => None,
            TypeKind::Errors(_) => Some(Why::Own("it is an enum of error responses")),
            TypeKind::Alias(ty) | TypeKind::Newtype(ty) => part("value".to_owned(), ty),
        }
    }

    /// Finds the reason why a value of a type does not have a trait.
    fn held(&self, api: &Api, ty: &TypeRef, derive: &Derive) -> Option<Held> {
        let copy = *derive == Derive::Copy;
        let value = |text: &str| Some(Held::Value(text.to_owned()));
        match ty {
            TypeRef::Named(id) => match target(api, *id) {
                Some(id) => self.why[id.0].is_some().then_some(Held::Type(id)),
                None => match &api.ty(*id).kind {
                    TypeKind::Alias(ty) if self.why[id.0].is_some() => self.held(api, ty, derive),
                    _ => None,
                },
            },
            TypeRef::Boxed(_) if copy => value("a box"),
            TypeRef::List(_) if copy => value("a list"),
            TypeRef::Map(_) if copy => value("a map"),
            TypeRef::Boxed(inner) | TypeRef::List(inner) | TypeRef::Map(inner) | TypeRef::Nullable(inner) => {
                self.held(api, inner, derive)
            }
            TypeRef::Tuple(items) => items.iter().find_map(|item| self.held(api, item, derive)),
            TypeRef::Json => (!json_has(derive)).then(|| Held::Value("any JSON value".to_owned())),
            TypeRef::Const(literal) => {
                let has = match literal {
                    Literal::Str(_) => !copy,
                    _ => matches!(derive, Derive::Eq | Derive::Hash),
                };
                (!has).then(|| Held::Value("a constant".to_owned()))
            }
            TypeRef::Scalar(scalar) => (!scalar_has(*scalar, derive)).then(|| Held::Value(scalar_words(api, *scalar))),
        }
    }

    /// Returns the reason in words, down to the value that prevents the trait.
    fn sentence(&self, api: &Api, id: TypeId) -> Option<String> {
        let mut sentence = String::from("its ");
        let (mut id, mut seen) = (id, Vec::new());
        loop {
            seen.push(id);
            match self.why[id.0].as_ref()? {
                Why::Own(text) if seen.len() == 1 => return Some((*text).to_owned()),
                Why::Own(text) => return Some(format!("{sentence}: {text}")),
                Why::Part(name, Held::Value(value)) => {
                    let link = if seen.len() == 1 { "" } else { ", whose " };
                    return Some(format!("{sentence}{link}{name} is {value}"));
                }
                Why::Part(name, Held::Type(other)) => {
                    let link = if seen.len() == 1 { "" } else { ", whose " };
                    sentence.push_str(&format!("{link}{name} holds `{}`", api.ty(*other).name));
                    id = *other;
                }
            }
            if seen.contains(&id) {
                return Some(sentence);
            }
        }
    }

    /// Returns the reason of a type that prevents the trait itself, not by its content. No record is `Copy`, so that this reason is left out.
    fn own_sentence(&self, index: usize) -> Option<String> {
        match self.why[index].as_ref()? {
            Why::Own(text) => (*text != EXTRA).then(|| (*text).to_owned()),
            Why::Part(name, Held::Value(value)) => Some(format!("its {name} is {value}")),
            Why::Part(_, Held::Type(_)) => None,
        }
    }
}

/// The reason of a record.
const EXTRA: &str = "it keeps members that its schema does not name";
/// The reason of an enum with any JSON in it.
const UNKNOWN: &str = "it keeps values that it does not know as JSON";

/// Returns true for a trait of `serde_json::Value`.
fn json_has(derive: &Derive) -> bool {
    matches!(derive, Derive::Eq | Derive::Hash)
}

/// Returns true if a scalar's type has a trait.
fn scalar_has(scalar: Scalar, derive: &Derive) -> bool {
    let copy = *derive == Derive::Copy;
    match scalar {
        Scalar::Bool
        | Scalar::I32
        | Scalar::Bounded(_)
        | Scalar::I64
        | Scalar::U64
        | Scalar::I128
        | Scalar::UnixTime => true,
        Scalar::F64 => matches!(derive, Derive::Copy | Derive::PartialOrd),
        Scalar::Duration => !copy && *derive != Derive::Ord,
        Scalar::Number => matches!(derive, Derive::Eq | Derive::Hash),
        Scalar::Foreign(foreign) => !copy || foreign != Foreign::Url,
        Scalar::Floats | Scalar::Own(_) | Scalar::File => false,
        Scalar::String | Scalar::DateTime | Scalar::Date | Scalar::Time | Scalar::Uuid | Scalar::Uri => !copy,
        Scalar::Ip | Scalar::Base64 | Scalar::Base64Url | Scalar::Decimal | Scalar::Binary => !copy,
    }
}

fn scalar_words(api: &Api, scalar: Scalar) -> String {
    match scalar {
        Scalar::F64 => "a floating-point number".to_owned(),
        Scalar::Number => "a number of any kind".to_owned(),
        Scalar::Duration => "a duration as text".to_owned(),
        Scalar::Floats => "a list of floating-point numbers".to_owned(),
        Scalar::File => "a file".to_owned(),
        Scalar::Own(id) => format!(
            "your own type `{}`, of which only `Clone`, `Debug` and `PartialEq` are known",
            api.own_types[id.0].path
        ),
        _ => "a text".to_owned(),
    }
}
