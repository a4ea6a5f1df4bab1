//! A program that uses every public item of a generated client: it compiles with another client exactly when that one breaks no code.

use std::collections::BTreeMap;
use std::fmt::Write;

use specsmith_generator::surface::{Argument, Item, Kind, Surface, Type};

const HEAD: &str = "\
fn any<T>() -> T { loop {} }
/// Implemented for each type by itself: two types that become one have it twice.
trait Own {}
";

/// Returns the text of the program, which finds the client at `krate`.
pub(super) fn program(surface: &Surface, krate: &str) -> String {
    let mut members: BTreeMap<usize, Vec<&Item>> = BTreeMap::new();
    for item in &surface.items {
        item.owner.into_iter().for_each(|owner| members.entry(owner).or_default().push(item));
    }
    let mut writer = Writer { krate, out: HEAD.to_owned(), count: 0 };
    for (at, item) in surface.items.iter().enumerate() {
        let owner = item.owner.map(|owner| &surface.items[owner]);
        writer.item(item, owner, members.get(&at).map_or(&[], Vec::as_slice));
    }
    writer.out
}

struct Writer<'a> {
    krate: &'a str,
    out: String,
    count: usize,
}

impl Writer<'_> {
    fn path(&self, item: &Item) -> String {
        format!("{}::{}", self.krate, item.path)
    }

    fn ty(&self, ty: &Type) -> String {
        ty.from_outside(self.krate)
    }

    /// Returns the result type of an item.
    fn gives(&self, item: &Item) -> String {
        item.gives.as_ref().map_or_else(|| "()".to_owned(), |ty| self.ty(ty))
    }

    /// A function with these statements.
    fn body(&mut self, statements: &str) {
        // Writing to a string cannot fail.
        let _ = writeln!(self.out, "fn f{}() {{ {statements} }}", self.count);
        self.count += 1;
    }

    /// Returns the values that an item takes.
    fn values(&self, takes: &[Argument]) -> String {
        let value = |argument: &Argument| {
            let ty = self.ty(&argument.ty);
            if argument.nullable { format!("any::<Option<{ty}>>()") } else { format!("any::<{ty}>()") }
        };
        takes.iter().map(value).collect::<Vec<_>>().join(", ")
    }

    fn item(&mut self, item: &Item, owner: Option<&Item>, members: &[&Item]) {
        let path = self.path(item);
        match item.kind {
            Kind::Record | Kind::Newtype | Kind::Constants | Kind::Union | Kind::Errors | Kind::Responses => {
                self.whole(item, &path, members);
            }
            Kind::Arguments => {
                let fields = members.iter().map(|field| format!("{}: any::<{}>()", field.name(), self.gives(field)));
                let fields: Vec<String> = fields.collect();
                self.body(&format!("let _ = {path} {{ {} }};", fields.join(", ")));
            }
            Kind::Alias => self.body(&format!("let _: {} = any::<{path}>();", self.gives(item))),
            Kind::Resource => self.body(&format!("let _ = any::<&{path}>();")),
            Kind::Request => self.request(item, &path),
            Kind::Feature | Kind::Webhook => {}
            Kind::Header => {
                let value = format!("any::<{0}::Response<{0}::Bytes>>()", self.krate);
                let call = format!("{}::ResponseHeaders::{}(&{value})", self.krate, item.name());
                self.body(&format!("let _: {} = {call};", self.gives(item)));
            }
            Kind::ClientSetter => {
                let values = self.values(&item.takes);
                self.body(&format!("let _ = any::<{}::ClientBuilder>().{}({values});", self.krate, item.name()));
            }
            Kind::Field | Kind::Constructor | Kind::Setter | Kind::NullSetter | Kind::Variant => {
                owner.into_iter().for_each(|owner| self.member(item, owner));
            }
            Kind::Conversion | Kind::Accessor | Kind::Method | Kind::Form => {
                owner.into_iter().for_each(|owner| self.member(item, owner));
            }
        }
    }

    /// A type by itself.
    fn whole(&mut self, item: &Item, path: &str, members: &[&Item]) {
        // Writing to a string cannot fail.
        let _ = writeln!(self.out, "impl Own for {path} {{}}");
        if item.default {
            self.body(&format!("let _: {path} = Default::default();"));
        }
        if item.kind == Kind::Newtype {
            let ty = self.gives(item);
            self.body(&format!(
                "let {path}(value) = any::<{path}>(); let _: {ty} = value; let _ = {path}(any::<{ty}>());"
            ));
        }
        if item.exhaustive {
            let arm = |variant: &&Item| match &variant.gives {
                Some(_) => format!("{path}::{}(_) => {{}}", variant.name()),
                None => format!("{path}::{} => {{}}", variant.name()),
            };
            let arms: Vec<String> = members.iter().map(arm).collect();
            self.body(&format!("match any::<{path}>() {{ {} }}", arms.join(", ")));
        }
    }

    fn request(&mut self, item: &Item, path: &str) {
        let krate = self.krate;
        let ty = self.gives(item);
        let count = self.count;
        // Writing to a string cannot fail.
        let _ = writeln!(
            self.out,
            "async fn f{count}() -> Result<(), {krate}::Error> {{ let value: {ty} = any::<{path}>().await?; Ok(()) }}"
        );
        self.count += 1;
    }

    /// A part of another item.
    fn member(&mut self, item: &Item, owner: &Item) {
        let (of, name) = (self.path(owner), item.name());
        let gives = self.gives(item);
        let values = self.values(&item.takes);
        let text = match item.kind {
            Kind::Field if owner.kind == Kind::Arguments => return,
            Kind::Field => format!("let _: {gives} = any::<{of}>().{name};"),
            Kind::Constructor => format!("let _: {of} = {of}::new({values});"),
            Kind::Setter | Kind::NullSetter => format!("let _: {of} = any::<{of}>().{name}({values});"),
            Kind::Variant if item.gives.is_some() => format!(
                "match {of}::{name}(any::<{gives}>()) {{ {of}::{name}(value) => {{ let _: {gives} = value; }} _ => {{}} }}"
            ),
            Kind::Variant => format!("match {of}::{name} {{ {of}::{name} => {{}} _ => {{}} }}"),
            Kind::Conversion => format!("let _: {of} = From::from(any::<{gives}>());"),
            Kind::Accessor | Kind::Method => format!("let _: {gives} = any::<{of}>().{name}({values});"),
            // The caller names the type that a response's text is read as.
            Kind::Form if item.identity == "parse" => format!("let _ = any::<{of}>().{name}::<bool>();"),
            Kind::Form if item.identity == "stream" => {
                format!("let _ = async {{ let value: Result<{gives}, _> = any::<{of}>().{name}().await; value }};")
            }
            Kind::Form => format!("let _ = any::<{of}>().{name}();"),
            _ => return,
        };
        self.body(&text);
    }
}
