//! Values that fit a type, as Rust expressions.

use serde_json::Value;

use crate::api::{Api, Constants, Foreign, Literal, Record, Scalar, TypeDef, TypeKind, TypeRef};
use crate::emit::rust_type::{self, Viewpoint};
use crate::plan::Plan;

/// Values nested deeper than this are not made up.
const DEPTH: usize = 3;
/// Longer expressions are not shown.
const LONG: usize = 200;
/// Longest text that is taken over from the document.
const TEXT: usize = 60;
/// A record's `new` takes at most so many arguments.
const ARGUMENTS: usize = 7;

/// Makes up values.
#[derive(Clone)]
pub(super) struct Values<'a> {
    api: &'a Api,
    krate: String,
    depth: usize,
}

impl<'a> Values<'a> {
    pub(super) fn new(plan: &Plan<'a>) -> Self {
        Self { api: plan.api, krate: plan.api.crate_name.ident(), depth: 0 }
    }

    /// Returns a value where an argument is taken loosely: text where an `impl Into<String>` is.
    pub(super) fn loose(&self, ty: &TypeRef, hint: Option<&Value>, name: &str) -> Option<String> {
        let text = match self.api.behind(ty) {
            TypeRef::List(item) => format!("[{}]", self.item(item, hint.and_then(|hint| hint.get(0)), name)?),
            TypeRef::Map(item) => format!("[(\"key\", {})]", self.item(item, None, name)?),
            TypeRef::Scalar(Scalar::Foreign(foreign)) => foreign_value(*foreign, &self.krate),
            TypeRef::Scalar(scalar) => scalar_literal(*scalar, hint, name)?,
            TypeRef::Json => text_literal(hint, "value"),
            TypeRef::Named(id) if self.api.ty(*id).newtype_scalar().is_some() => {
                self.in_newtype(self.api.ty(*id).newtype_scalar()?, hint, name)?
            }
            other => self.exact(other, hint, name)?,
        };
        (text.len() <= LONG).then_some(text)
    }

    /// Returns an item of a list or map. `None` alone would leave its type open.
    fn item(&self, ty: &TypeRef, hint: Option<&Value>, name: &str) -> Option<String> {
        match self.api.behind(ty) {
            TypeRef::Nullable(inner) => match self.api.behind(inner) {
                TypeRef::Scalar(Scalar::Foreign(foreign)) => {
                    Some(format!("Some({})", foreign_value(*foreign, &self.krate)))
                }
                TypeRef::Scalar(scalar) => scalar_literal(*scalar, hint, name).map(|value| format!("Some({value})")),
                _ => self.loose(ty, hint, name),
            },
            _ => self.loose(ty, hint, name),
        }
    }

    /// Returns the value of a newtype: its scalar, or text if the newtype is made from text.
    fn in_newtype(&self, scalar: Scalar, hint: Option<&Value>, name: &str) -> Option<String> {
        let ty = TypeRef::Scalar(scalar);
        match scalar {
            Scalar::Decimal | Scalar::UnixTime | Scalar::Number | Scalar::Foreign(_) => self.exact(&ty, hint, name),
            _ => self.loose(&ty, hint, name),
        }
    }

    /// Returns a value of exactly the type.
    pub(super) fn exact(&self, ty: &TypeRef, hint: Option<&Value>, name: &str) -> Option<String> {
        let text = match self.api.behind(ty) {
            TypeRef::Named(id) => self.deeper()?.named(self.api.ty(*id), hint, name)?,
            TypeRef::Boxed(inner) => format!("Box::new({})", self.exact(inner, hint, name)?),
            TypeRef::List(item) => format!("vec![{}]", self.exact(item, hint.and_then(|hint| hint.get(0)), name)?),
            TypeRef::Map(item) => {
                format!("std::collections::BTreeMap::from([(\"key\".to_owned(), {})])", self.exact(item, None, name)?)
            }
            TypeRef::Tuple(items) => {
                let items: Option<Vec<String>> = items.iter().map(|item| self.exact(item, None, name)).collect();
                format!("({})", items?.join(", "))
            }
            TypeRef::Nullable(_) => "None".to_owned(),
            TypeRef::Scalar(Scalar::Foreign(Foreign::DecimalNumber)) => {
                format!("{}::DecimalNumber({})", self.krate, foreign_value(Foreign::Decimal, &self.krate))
            }
            TypeRef::Scalar(Scalar::Foreign(foreign)) => foreign_value(*foreign, &self.krate),
            TypeRef::Scalar(scalar) => self.exact_scalar(*scalar, hint, name)?,
            TypeRef::Const(Literal::Str(_)) => return None,
            TypeRef::Const(literal) => format!("{}::ConstValue::from({})", self.krate, number(literal)?),
            TypeRef::Json => format!("{}::Value::Null", self.krate),
        };
        (text.len() <= LONG).then_some(text)
    }

    /// Returns the document's value, if the type is simple and the value fits it.
    pub(super) fn simple(&self, ty: &TypeRef, hint: &Value) -> Option<String> {
        match self.api.behind(ty) {
            TypeRef::Scalar(scalar) => hinted(*scalar, hint),
            TypeRef::List(item) => {
                let items: Option<Vec<String>> =
                    hint.as_array()?.iter().take(2).map(|value| self.simple(item, value)).collect();
                let items = items.filter(|items| !items.is_empty())?;
                Some(format!("[{}]", items.join(", ")))
            }
            TypeRef::Named(id) => match &self.api.ty(*id).kind {
                TypeKind::Constants(words) => {
                    let word = words.variants.iter().find(|word| literal_is(&word.value, hint))?;
                    Some(format!("{}::types::{}::{}", self.krate, self.api.ty(*id).name, word.name))
                }
                _ => None,
            },
            _ => None,
        }
    }

    fn deeper(&self) -> Option<Self> {
        (self.depth < DEPTH).then(|| Self { depth: self.depth + 1, ..self.clone() })
    }

    fn named(&self, def: &TypeDef, hint: Option<&Value>, name: &str) -> Option<String> {
        let path = format!("{}::types::{}", self.krate, def.name);
        match &def.kind {
            TypeKind::Record(record) => Some(format!("{path}::new({})", self.fields(record, hint)?)),
            TypeKind::Constants(words) => Some(format!("{path}::{}", word(words, hint)?)),
            TypeKind::Union(union) => union.variants.iter().find_map(|variant| {
                let value = self.exact(&variant.ty, hint, name)?;
                Some(format!("{path}::{}({value})", variant.name))
            }),
            TypeKind::Newtype(TypeRef::Scalar(scalar)) => {
                Some(format!("{path}::from({})", self.in_newtype(*scalar, hint, name)?))
            }
            TypeKind::Errors(_) | TypeKind::Alias(_) | TypeKind::Newtype(_) => None,
        }
    }

    fn fields(&self, record: &Record, hint: Option<&Value>) -> Option<String> {
        let mut arguments = Vec::new();
        for field in record.arguments() {
            let given = hint.and_then(|hint| hint.get(&field.wire));
            let hint = given.or(field.facts.example.as_deref()).or(field.facts.default.as_deref());
            arguments.push(if field.presence.is_nullable() {
                self.exact(&field.ty, hint, &field.wire)?
            } else {
                self.loose(&field.ty, hint, &field.wire)?
            });
        }
        if let Some(flattened) = &record.flattened {
            arguments.push(self.loose(&flattened.ty, hint, flattened.name.as_str())?);
        }
        (arguments.len() <= ARGUMENTS).then(|| arguments.join(", "))
    }

    fn exact_scalar(&self, scalar: Scalar, hint: Option<&Value>, name: &str) -> Option<String> {
        let literal = scalar_literal(scalar, hint, name)?;
        let ty = TypeRef::Scalar(scalar);
        Some(match scalar {
            scalar if scalar.is_primitive() => literal,
            _ => format!("{}::from({literal})", rust_type::text(self.api, &ty, Viewpoint::Outside(&self.krate))),
        })
    }
}

/// Returns the variant of the document's value, or the first one.
fn word<'w>(words: &'w Constants, hint: Option<&Value>) -> Option<&'w str> {
    let given = hint.and_then(|hint| words.variants.iter().find(|word| literal_is(&word.value, hint)));
    given.or(words.variants.first()).map(|word| word.name.as_str())
}

fn literal_is(literal: &Literal, value: &Value) -> bool {
    match literal {
        Literal::Str(text) => value.as_str() == Some(text),
        Literal::Int(number) => value.as_i64().map(i128::from) == Some(*number),
        Literal::Float(number) => value.as_f64() == Some(*number),
        Literal::Bool(flag) => value.as_bool() == Some(*flag),
    }
}

fn number(literal: &Literal) -> Option<String> {
    match literal {
        Literal::Str(_) => None,
        Literal::Int(number) if i64::try_from(*number).is_ok() => Some(format!("{number}_i64")),
        Literal::Int(number) => Some(format!("{number}_i128")),
        Literal::Float(number) => Some(format!("{number:?}")),
        Literal::Bool(flag) => Some(flag.to_string()),
    }
}

/// Returns a literal for a scalar: the document's value when it fits, else one that is known to.
fn scalar_literal(scalar: Scalar, hint: Option<&Value>, name: &str) -> Option<String> {
    if let Some(literal) = hint.and_then(|hint| hinted(scalar, hint)) {
        return Some(literal);
    }
    Some(match scalar {
        Scalar::String => text_literal(None, name),
        Scalar::Bool => "true".to_owned(),
        Scalar::I32 | Scalar::Bounded(_) | Scalar::I64 | Scalar::U64 | Scalar::I128 => "1".to_owned(),
        Scalar::F64 | Scalar::Number => "1.0".to_owned(),
        Scalar::DateTime => "\"2025-01-01T00:00:00Z\"".to_owned(),
        Scalar::Date => "\"2025-01-01\"".to_owned(),
        Scalar::Time => "\"12:00:00Z\"".to_owned(),
        Scalar::Duration => "\"PT1H\"".to_owned(),
        Scalar::Uuid => "\"123e4567-e89b-12d3-a456-426614174000\"".to_owned(),
        Scalar::Uri => "\"https://example.com\"".to_owned(),
        Scalar::Ip => "\"192.0.2.1\"".to_owned(),
        Scalar::Base64 | Scalar::Base64Url => "\"aGVsbG8=\"".to_owned(),
        Scalar::Floats => "[0.5]".to_owned(),
        Scalar::Decimal => "\"1.50\"".to_owned(),
        Scalar::UnixTime => "1_700_000_000".to_owned(),
        Scalar::Binary | Scalar::File => "b\"bytes\".to_vec()".to_owned(),
        Scalar::Foreign(_) | Scalar::Own(_) => return None,
    })
}

/// Returns a value of another crate's type, which this crate re-exports.
fn foreign_value(foreign: Foreign, krate: &str) -> String {
    let (of, value) = match foreign {
        Foreign::JiffTimestamp => (krate, "jiff::Timestamp::UNIX_EPOCH"),
        Foreign::JiffDate => (krate, "jiff::civil::date(2025, 1, 1)"),
        Foreign::JiffTime => (krate, "jiff::civil::time(12, 0, 0, 0)"),
        Foreign::JiffDuration => (krate, "jiff::SignedDuration::from_hours(1)"),
        Foreign::ChronoUtc => (krate, "chrono::DateTime::UNIX_EPOCH"),
        Foreign::ChronoOffset => (krate, "chrono::DateTime::UNIX_EPOCH.fixed_offset()"),
        Foreign::ChronoDate => (krate, "chrono::NaiveDate::default()"),
        Foreign::ChronoTime => (krate, "chrono::NaiveTime::MIN"),
        Foreign::ChronoDuration => (krate, "chrono::TimeDelta::hours(1)"),
        Foreign::TimeDateTime => (krate, "time::OffsetDateTime::UNIX_EPOCH"),
        Foreign::TimeDate => (krate, "time::Date::MIN"),
        Foreign::TimeTime => (krate, "time::Time::MIDNIGHT"),
        Foreign::TimeDuration => (krate, "time::Duration::HOUR"),
        Foreign::Uuid => (krate, "uuid::Uuid::from_u128(1)"),
        Foreign::Url => (krate, "url::Url::parse(\"https://example.com\").unwrap()"),
        Foreign::Decimal | Foreign::DecimalNumber => (krate, "rust_decimal::Decimal::ONE"),
        Foreign::IpAddr => ("std", "net::IpAddr::from([192, 0, 2, 1])"),
    };
    format!("{of}::{value}")
}

/// Returns the document's value as a literal, when it is one of the scalar.
fn hinted(scalar: Scalar, hint: &Value) -> Option<String> {
    match scalar {
        Scalar::Bool => hint.as_bool().map(|flag| flag.to_string()),
        Scalar::I32 => hint.as_i64().filter(|number| i32::try_from(*number).is_ok()).map(|number| number.to_string()),
        Scalar::Bounded(small) => {
            let (least, most) = small.range();
            let number = hint.as_i64().map(i128::from).or(hint.as_u64().map(i128::from));
            let number = number.filter(|number| (least..=most).contains(number));
            number.map(|number| number.to_string())
        }
        Scalar::I64 | Scalar::I128 => hint.as_i64().map(|number| number.to_string()),
        Scalar::U64 => hint.as_u64().map(|number| number.to_string()),
        Scalar::Number if hint.as_i64().is_some() => hint.as_i64().map(|number| format!("{number}_i64")),
        Scalar::F64 | Scalar::Number => {
            hint.as_f64().filter(|number| number.is_finite()).map(|number| format!("{number:?}"))
        }
        Scalar::UnixTime => hint.as_i64().map(|number| number.to_string()),
        Scalar::Binary | Scalar::File | Scalar::Foreign(_) | Scalar::Own(_) => None,
        _ => {
            let text = hint.as_str()?;
            (text.chars().count() <= TEXT && !text.contains('\n')).then(|| format!("{text:?}"))
        }
    }
}

fn text_literal(hint: Option<&Value>, name: &str) -> String {
    match hint.and_then(|hint| hinted(Scalar::String, hint)) {
        Some(literal) => literal,
        None => format!("{:?}", name.strip_prefix("r#").unwrap_or(name)),
    }
}
