//! Records as Rust expressions: `Record::new(…)`, its setters, and what stands beside its fields.

use specsmith_generator::api::{Extra, Field, Making, Presence, Record, TypeDef, TypeRef};

use super::{Code, Expressed, Json, Reason, Skip, Values, any, differs, is_literal, narrower, string};

/// A record while it is built.
struct Building<'v> {
    arguments: Vec<String>,
    /// Calls of setters.
    setters: String,
    /// Statements on the value.
    statements: String,
    loose: usize,
    /// Members that no field takes.
    rest: Vec<(&'v str, &'v Json)>,
}

impl Values<'_> {
    pub(super) fn record(&self, def: &TypeDef, record: &Record, value: &Json) -> Expressed {
        let Json::Object(members) = value else { return Err(narrower("an object", value)) };
        let fields = &record.fields;
        let is_rest = |name: &str| fields.iter().all(|field| field.wire != name);
        let rest = members.iter().filter(|(name, _)| is_rest(name)).map(|(name, value)| (name.as_str(), value));
        let mut built = Building {
            arguments: Vec::new(),
            setters: String::new(),
            statements: String::new(),
            loose: 0,
            rest: rest.collect(),
        };
        let many = record.argument_count() > Record::MOST_ARGUMENTS;
        let bundle = def.required_name.as_ref().filter(|_| many);
        for field in record.arguments() {
            let Some(given) = value.get(&field.wire) else {
                let what = format!("`{}` requires `{}`, which the value does not have", def.name, field.wire);
                return Err(Skip::new(Reason::FieldMissing, what));
            };
            let code = self.required(field, given, bundle.is_some())?;
            built.take(code, field.name.as_str(), bundle.is_some());
        }
        for field in record.fields.iter().filter(|field| !is_argument(field)) {
            self.other(def, field, value.get(&field.wire), &mut built)?;
        }
        if let Some(flattened) = &record.flattened {
            let inner = built.rest.drain(..).map(|(name, value)| (name.to_owned(), value.clone())).collect();
            let inner = Json::Object(inner);
            let code = if bundle.is_some() {
                self.owned(&flattened.ty, &inner)?
            } else {
                self.argument(&flattened.ty, &inner)?
            };
            built.take(code, flattened.name.as_str(), bundle.is_some());
        }
        self.rest(def, record, &mut built)?;
        Ok(built.finish(def.name.as_str(), bundle.map(|name| name.as_str())))
    }

    /// Returns the expression of a required field: an argument of `new`, or a field of the struct that `new` takes.
    fn required(&self, field: &Field, value: &Json, bundled: bool) -> Expressed {
        match field.presence {
            Presence::RequiredNullable if field.making != Making::Asked => self.nullable(&field.ty, value),
            _ if bundled => self.owned(&field.ty, value),
            _ => self.argument(&field.ty, value),
        }
    }

    /// Adds a field that is no argument of `new`.
    fn other(&self, def: &TypeDef, field: &Field, value: Option<&Json>, built: &mut Building<'_>) -> Result<(), Skip> {
        let fixed = match &field.ty {
            TypeRef::Const(literal) => Some(literal),
            _ => field.tag.as_ref(),
        };
        match (value, fixed) {
            (None, Some(literal)) if field.presence.is_required() && field.tag.is_none() => {
                let what = format!("`{}` always writes `{}`: {}", def.name, field.wire, literal.to_text());
                return Err(Skip::new(Reason::FieldMissing, what));
            }
            (None, _) => return Ok(()),
            (Some(Json::Null), Some(_)) if field.presence.is_nullable() => {}
            (Some(value), Some(literal)) if field.presence.is_required() && is_literal(literal, value) => return Ok(()),
            (Some(value), Some(literal)) if field.tag.is_none() && !is_literal(literal, value) => {
                return Err(differs(literal, value));
            }
            (Some(_), _) => {}
        }
        let Some(value) = value else { return Ok(()) };
        let settable = def.directions.in_requests && !field.read_only && field.making == Making::Usual;
        if !settable {
            let what = format!("`{}` has no setter for `{}`", def.name, field.wire);
            return Err(Skip::new(Reason::NoSetter, what));
        }
        self.set(field, value, built)
    }

    fn set(&self, field: &Field, value: &Json, built: &mut Building<'_>) -> Result<(), Skip> {
        let name = field.name.as_str();
        if field.presence.is_required() {
            let code = match field.presence {
                Presence::RequiredNullable => self.nullable(&field.ty, value)?,
                _ => self.owned(&field.ty, value)?,
            };
            built.loose += code.loose;
            built.statements.push_str(&format!("value.{name} = {}; ", code.text));
            return Ok(());
        }
        if *value == Json::Null && field.presence.is_nullable() {
            // A constant has no setter for null, and its field is public.
            match &field.null_setter {
                Some(null) => built.setters.push_str(&format!(".{}()", null.as_str())),
                None => built.statements.push_str(&format!("value.{name} = Nullable::Null; ")),
            }
            return Ok(());
        }
        let code = match &field.ty {
            TypeRef::Const(_) => Code::default(),
            ty => self.argument(ty, value)?,
        };
        built.loose += code.loose;
        built.setters.push_str(&format!(".{name}({})", code.text));
        Ok(())
    }

    /// Members that no field takes.
    fn rest(&self, def: &TypeDef, record: &Record, built: &mut Building<'_>) -> Result<(), Skip> {
        for (name, value) in std::mem::take(&mut built.rest) {
            match &record.extra {
                Extra::Typed(field, ty) => {
                    let code = self.owned(ty, value)?;
                    built.loose += code.loose;
                    built.statements.push_str(&format!("value.{field}.insert({}, {}); ", string(name), code.text));
                }
                Extra::Kept if self.declared.properties(&def.origin).contains(name) => {
                    let what = format!("`{}` has no field for the property `{name}`", def.name);
                    return Err(Skip::new(Reason::FieldLost, what));
                }
                Extra::Kept => {
                    built.loose += 1;
                    let code = any(value)?;
                    built.statements.push_str(&format!("value.extra_mut().insert({name:?}, {}); ", code.text));
                }
                Extra::Forbidden => {
                    let what = format!("`{}` has no field `{name}`, and takes no others", def.name);
                    return Err(Skip::new(Reason::TypeNarrower, what));
                }
            }
        }
        Ok(())
    }
}

impl Building<'_> {
    fn take(&mut self, code: Code, name: &str, bundled: bool) {
        self.loose += code.loose;
        self.arguments.push(if bundled { format!("{name}: {}", code.text) } else { code.text });
    }

    fn finish(self, name: &str, bundle: Option<&str>) -> Code {
        let arguments = self.arguments.join(", ");
        let arguments = match bundle {
            Some(bundle) => format!("types::{bundle} {{ {arguments} }}"),
            None => arguments,
        };
        let made = format!("types::{name}::new({arguments}){}", self.setters);
        let text = match self.statements.as_str() {
            "" => made,
            statements => format!("{{ let mut value = {made}; {statements}value }}"),
        };
        Code { text, loose: self.loose }
    }
}

/// Returns true if the field is an argument of `new`.
fn is_argument(field: &Field) -> bool {
    match field.making {
        Making::Usual => field.presence.is_required() && !matches!(field.ty, TypeRef::Const(_)) && field.tag.is_none(),
        Making::Empty => false,
        Making::Asked => true,
    }
}
