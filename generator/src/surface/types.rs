//! The items of `types`.

use super::item::{Argument, Item, Kind};
use super::list::List;
use super::ty::{Type, Wrapper};
use super::wire::{Travel, Wire};
use crate::api::{
    Api, Constants, ConstantsForm, Decision, Errors, Extra, Field, Making, Presence, Record, Scalar, StatusSpec,
    TypeDef, TypeId, TypeKind, TypeRef, Union,
};
use crate::plan::Plan;
use crate::plan::conversions::{Leaf, Source, conversions, target};
use crate::resolve::{Need, Resolved};

/// Adds all types, in the order of the model.
pub(super) fn add(list: &mut List, resolved: &Resolved, plan: &Plan<'_>) {
    for (id, def) in plan.types() {
        let features = features(resolved, id);
        let first = list.len();
        let view = View { api: resolved.api(), def, path: format!("types::{}", def.name) };
        match &def.kind {
            TypeKind::Record(record) => view.record(list, record),
            TypeKind::Union(union) => view.union(list, union),
            TypeKind::Constants(words) => view.words(list, words),
            TypeKind::Errors(errors) => view.errors(list, errors),
            TypeKind::Alias(target) => view.alias(list, target),
            TypeKind::Newtype(target) => view.newtype(list, target),
        }
        if let Some(former) = resolved.api().former.types.get(&id) {
            view.former(list, former.as_str());
        }
        view.getters(list, first);
        list.need(first, &features);
    }
}

fn features(resolved: &Resolved, id: TypeId) -> Vec<String> {
    match resolved.need(id) {
        Need::Always => Vec::new(),
        Need::Any(users) => {
            let features = users.iter().filter_map(|user| resolved.features().get(user.0));
            features.map(|feature| feature.name.as_str().to_owned()).collect()
        }
    }
}

/// Returns the type in a variant of an enum of responses: structs and unions are always boxed.
pub(super) fn held(api: &Api, ty: &TypeRef) -> Type {
    let owned = Type::owned(api, ty);
    let is_large = match target(api, ty) {
        TypeRef::Named(id) => !matches!(api.ty(*id).kind, TypeKind::Constants(_)),
        TypeRef::Tuple(_) => true,
        _ => false,
    };
    if is_large { owned.within(Wrapper::Box) } else { owned }
}

/// Returns an argument that takes a value of a type, or `None` where it is nullable.
pub(super) fn argument(api: &Api, name: &str, ty: &TypeRef, nullable: bool) -> Argument {
    let (ty, nullable) = match target(api, ty) {
        TypeRef::Nullable(inner) => (Type::owned(api, inner), true),
        other => (Type::owned(api, other), nullable),
    };
    let ty = if nullable { ty } else { ty.taken() };
    Argument { name: name.to_owned(), ty, nullable, input: None }
}

/// Returns a status as the document writes it.
pub(super) fn status(status: StatusSpec) -> String {
    match status {
        StatusSpec::Code(code) => code.to_string(),
        StatusSpec::Range(digit) => format!("{digit}XX"),
        StatusSpec::Default => "default".to_owned(),
    }
}

/// A type about to be described.
struct View<'a> {
    api: &'a Api,
    def: &'a TypeDef,
    path: String,
}

impl View<'_> {
    fn travel(&self) -> Travel {
        Travel { sent: self.def.directions.in_requests, received: self.def.directions.in_responses }
    }

    fn whole(&self, kind: Kind) -> Item {
        let wire = Wire::Value(self.travel());
        let identity = self.def.origin.as_str();
        let derives = self.def.derives.iter().map(ToString::to_string).collect();
        Item { wire, derives, ..Item::new(kind, self.path.clone(), self.def.origin.clone(), identity) }
    }

    /// Adds a part of the type, with its location below the type's.
    fn part(&self, kind: Kind, name: &str, identity: &str, below: &[&str]) -> Item {
        let place = below.iter().fold(self.def.origin.clone(), |place, token| place.child(token));
        Item::new(kind, format!("{}::{name}", self.path), place, identity)
    }

    /// Adds the name that the type had before.
    fn former(&self, list: &mut List, name: &str) {
        let (path, identity) = (format!("types::{name}"), format!("{} former", self.def.origin));
        let item = Item::new(Kind::Alias, path, self.def.origin.clone(), identity);
        let (gives, former_of) = (Some(Type::Item(self.path.clone())), Some(self.path.clone()));
        list.add(None, Item { gives, former_of, deprecated: true, ..item });
    }

    fn owned(&self, ty: &TypeRef) -> Type {
        Type::owned(self.api, ty)
    }

    fn getters(&self, list: &mut List, own: usize) {
        for getter in &self.def.getters {
            let identity = format!("getter {}", getter.path);
            list.add(Some(own), self.part(Kind::Form, getter.name.as_str(), &identity, &[]));
        }
    }

    fn record(&self, list: &mut List, record: &Record) {
        let item = Item { default: record.argument_count() == 0, ..self.whole(Kind::Record) };
        let own = list.add(None, item);
        for field in &record.fields {
            self.field(list, own, record, field);
        }
        if let Some(flattened) = &record.flattened {
            let item = self.part(Kind::Field, flattened.name.as_str(), "oneOf", &[]);
            list.add(Some(own), Item { gives: Some(self.owned(&flattened.ty)), ..item });
        }
        match &record.extra {
            Extra::Kept => {
                list.add(Some(own), self.part(Kind::Form, "extra", "additionalProperties", &[]));
            }
            Extra::Typed(name, ty) => {
                let below = ["additionalProperties"];
                let item = self.part(Kind::Field, name.as_str(), "additionalProperties", &below);
                list.add(Some(own), Item { gives: Some(self.owned(ty).within(Wrapper::Map)), ..item });
            }
            Extra::Forbidden => {}
        }
        self.constructor(list, own, record);
    }

    fn field(&self, list: &mut List, own: usize, record: &Record, field: &Field) {
        let Travel { sent, received } = self.travel();
        let travel = Travel { sent: sent && !field.read_only, received: received && !field.write_only };
        let wire = Wire::Property {
            key: field.wire.clone(),
            required: field.presence.is_required(),
            nullable: field.presence.is_nullable(),
            travel,
        };
        let tells_null = record.tells_null(self.def.directions);
        let gives = Some(Type::field(self.api, &field.ty, field.presence, tells_null));
        let below = ["properties", &field.wire];
        let item = self.part(Kind::Field, field.name.as_str(), &field.wire, &below);
        list.add(Some(own), Item { gives, wire, ..item });
        let is_set = sent && !field.presence.is_required() && !field.read_only && field.making == Making::Usual;
        if !is_set {
            return;
        }
        let name = field.name.as_str();
        let is_constant = matches!(field.ty, TypeRef::Const(_));
        let takes = (!is_constant).then(|| argument(self.api, name, &field.ty, false)).into_iter().collect();
        let item = self.part(Kind::Setter, name, &field.wire, &below);
        list.add(Some(own), Item { takes, deprecated: field.deprecated, ..item });
        if let Some(null) = field.null_setter.as_ref().filter(|_| field.presence == Presence::OptionalNullable) {
            let item = self.part(Kind::NullSetter, null.as_str(), &field.wire, &below);
            list.add(Some(own), Item { deprecated: field.deprecated, ..item });
        }
    }

    fn constructor(&self, list: &mut List, own: usize, record: &Record) {
        let new = self.part(Kind::Constructor, "new", "new", &[]);
        let is_bundled = record.argument_count() > Record::MOST_ARGUMENTS;
        if let Some(name) = self.def.required_name.as_ref().filter(|_| is_bundled) {
            let path = format!("types::{name}");
            let identity = format!("{} required", self.def.origin);
            let item = Item::new(Kind::Arguments, path.clone(), self.def.origin.clone(), identity);
            let bundle = list.add(None, Item { exhaustive: true, ..item });
            for argument in self.written(record) {
                let place = self.def.origin.clone();
                let item = Item::new(Kind::Field, format!("{path}::{}", argument.name), place, argument.name);
                list.add(Some(bundle), Item { gives: Some(argument.ty), ..item });
            }
            let takes =
                vec![Argument { name: "required".to_owned(), ty: Type::Item(path), nullable: false, input: None }];
            list.add(Some(own), Item { takes, ..new });
            return;
        }
        let fields = record.arguments().map(|field| {
            let nullable = field.making != Making::Asked && field.presence.is_nullable();
            argument(self.api, field.name.as_str(), &field.ty, nullable)
        });
        let flattened = record.flattened.iter().map(|flat| argument(self.api, flat.name.as_str(), &flat.ty, false));
        list.add(Some(own), Item { takes: fields.chain(flattened).collect(), ..new });
    }

    /// Returns the fields of the struct of required ones.
    fn written(&self, record: &Record) -> Vec<Argument> {
        let tells_null = record.tells_null(self.def.directions);
        let argument = |name: &str, ty| Argument { name: name.to_owned(), ty, nullable: false, input: None };
        let fields = record.arguments().map(|field| {
            let ty = match field.making {
                Making::Asked => self.owned(&field.ty),
                Making::Usual | Making::Empty => Type::field(self.api, &field.ty, field.presence, tells_null),
            };
            argument(field.name.as_str(), ty)
        });
        let flattened = record.flattened.iter().map(|flat| argument(flat.name.as_str(), self.owned(&flat.ty)));
        fields.chain(flattened).collect()
    }

    fn alias(&self, list: &mut List, meant: &TypeRef) {
        list.add(None, Item { gives: Some(self.owned(meant)), ..self.whole(Kind::Alias) });
        let TypeRef::Named(id) = meant else { return };
        let other = self.api.ty(*id);
        let TypeKind::Record(record) = &other.kind else { return };
        let names = self.def.required_name.as_ref().zip(other.required_name.as_ref());
        if let Some((own, other)) = names.filter(|_| record.argument_count() > Record::MOST_ARGUMENTS) {
            let identity = format!("{} required", self.def.origin);
            let item = Item::new(Kind::Alias, format!("types::{own}"), self.def.origin.clone(), identity);
            list.add(None, Item { gives: Some(Type::Item(format!("types::{other}"))), ..item });
        }
    }

    fn newtype(&self, list: &mut List, inner: &TypeRef) {
        let default = match target(self.api, inner) {
            TypeRef::List(_) | TypeRef::Map(_) => true,
            TypeRef::Scalar(scalar) => !matches!(scalar, Scalar::Foreign(_)),
            _ => false,
        };
        list.add(None, Item { default, gives: Some(self.owned(inner)), ..self.whole(Kind::Newtype) });
    }

    fn words(&self, list: &mut List, words: &Constants) {
        let form = match words.form {
            ConstantsForm::Strings => Type::Std("String"),
            ConstantsForm::Integers => Type::Std("i64"),
            ConstantsForm::Mixed => Type::Runtime("Value"),
        };
        let (exhaustive, whole) = (!words.open, self.whole(Kind::Constants));
        let own = list.add(None, Item { gives: Some(form), exhaustive, ..whole });
        for word in &words.variants {
            let text = word.value.to_text();
            let item = self.part(Kind::Variant, word.name.as_str(), &text, &["enum"]);
            let wire = Wire::Text { values: vec![text], travel: self.travel() };
            list.add(Some(own), Item { wire, exhaustive, ..item });
        }
    }

    fn union(&self, list: &mut List, union: &Union) {
        let property = match &union.decision {
            Decision::Tag { property, .. } => Some(property.clone()),
            Decision::Shape { tag } => tag.as_ref().map(|tag| tag.property.clone()),
        };
        let wire = Wire::Text { values: property.into_iter().collect(), travel: self.travel() };
        let exhaustive = !union.open;
        let own = list.add(None, Item { wire, exhaustive, ..self.whole(Kind::Union) });
        let tags: &[_] = match &union.decision {
            Decision::Tag { values, .. } => values,
            Decision::Shape { tag } => tag.as_ref().map_or(&[], |tag| tag.values.as_slice()),
        };
        for (index, variant) in union.variants.iter().enumerate() {
            let ty = self.owned(&variant.ty);
            let values: Vec<String> =
                tags.iter().filter(|(_, at)| *at == index).map(|(value, _)| value.to_text()).collect();
            let identity = values.first().cloned().unwrap_or_else(|| ty.to_string());
            let item = self.part(Kind::Variant, variant.name.as_str(), &identity, &[]);
            let wire = Wire::Text { values, travel: self.travel() };
            list.add(Some(own), Item { gives: Some(ty), wire, exhaustive, ..item });
        }
        for source in conversions(self.api, self.def, union).into_iter().flatten() {
            self.conversion(list, own, source);
        }
    }

    fn conversion(&self, list: &mut List, own: usize, source: Source<'_>) {
        let leaf = |leaf: Leaf<'_>| match leaf {
            Leaf::Value(ty) => self.owned(ty),
            Leaf::Text => Type::Std("&str"),
            Leaf::Integer => Type::Std("i64"),
            Leaf::Float => Type::Std("f64"),
        };
        let (ty, name) = match source {
            Source::One(one) => (leaf(one), None),
            Source::List(item) => (leaf(item).within(Wrapper::Vec), None),
            Source::Items(item) => {
                let item = self.owned(item);
                let name = format!("From<Vec<impl Into<{item}>>>");
                (item.within(Wrapper::Vec), Some(name))
            }
        };
        let name = name.unwrap_or_else(|| format!("From<{ty}>"));
        let item = self.part(Kind::Conversion, &name, &name, &[]);
        list.add(Some(own), Item { gives: Some(ty), ..item });
    }

    fn errors(&self, list: &mut List, errors: &Errors) {
        let own = list.add(None, self.whole(Kind::Errors));
        for case in &errors.cases {
            let status = status(case.status);
            let item = self.part(Kind::Variant, case.name.as_str(), &status, &[]);
            let wire = Wire::Text { values: vec![status.clone()], travel: self.travel() };
            list.add(Some(own), Item { gives: Some(held(self.api, &case.ty)), wire, ..item });
        }
    }
}
