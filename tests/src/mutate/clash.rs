//! Names that occur twice where Rust wants them once: what a compiler would say of them, at a fraction of its cost.

use std::collections::BTreeMap;

use quote::ToTokens;
use syn::{Fields, FnArg, ImplItem, Item, Pat, Signature};

/// Names by the space they must be unique in.
#[derive(Debug, Default)]
struct Spaces(BTreeMap<String, BTreeMap<String, usize>>);

impl Spaces {
    fn add(&mut self, space: &str, name: impl ToString) {
        *self.0.entry(space.to_owned()).or_default().entry(name.to_string()).or_default() += 1;
    }
}

/// Every name of a file that its space has twice: items, fields, variants, inherent methods, arguments.
pub fn clashes(file: &syn::File) -> Vec<String> {
    let mut spaces = Spaces::default();
    items("", &file.items, &mut spaces);
    let twice = |(space, names): (String, BTreeMap<String, usize>)| {
        let twice: Vec<String> =
            names.into_iter().filter(|(_, count)| *count > 1).map(|(name, _)| format!("`{name}` {space}")).collect();
        twice
    };
    spaces.0.into_iter().flat_map(twice).collect()
}

fn items(path: &str, items: &[Item], spaces: &mut Spaces) {
    let types = format!("among the types of `{path}`");
    let values = format!("among the values of `{path}`");
    for item in items {
        match item {
            Item::Struct(item) => {
                spaces.add(&types, &item.ident);
                fields(&format!("among the fields of `{path}{}`", item.ident), &item.fields, spaces);
            }
            Item::Enum(item) => {
                spaces.add(&types, &item.ident);
                for variant in &item.variants {
                    spaces.add(&format!("among the variants of `{path}{}`", item.ident), &variant.ident);
                }
            }
            Item::Type(item) => spaces.add(&types, &item.ident),
            Item::Mod(item) => {
                spaces.add(&types, &item.ident);
                if let Some((_, inner)) = &item.content {
                    self::items(&format!("{path}{}::", item.ident), inner, spaces);
                }
            }
            Item::Fn(item) => {
                spaces.add(&values, &item.sig.ident);
                arguments(path, &item.sig, spaces);
            }
            Item::Static(item) => spaces.add(&values, &item.ident),
            Item::Const(item) if item.ident != "_" => spaces.add(&values, &item.ident),
            Item::Impl(item) => methods(path, item, spaces),
            _ => {}
        }
    }
}

fn methods(path: &str, item: &syn::ItemImpl, spaces: &mut Spaces) {
    let target = item.self_ty.to_token_stream().to_string();
    let subject = match &item.trait_ {
        Some((name, _)) => format!("{path}{} for {target}", name.to_token_stream()),
        None => format!("{path}{target}"),
    };
    for member in &item.items {
        match member {
            ImplItem::Fn(method) => {
                spaces.add(&format!("among the methods of `{subject}`"), &method.sig.ident);
                arguments(&format!("{subject}::"), &method.sig, spaces);
            }
            ImplItem::Const(constant) => spaces.add(&format!("among the methods of `{subject}`"), &constant.ident),
            _ => {}
        }
    }
}

fn arguments(path: &str, signature: &Signature, spaces: &mut Spaces) {
    let space = format!("among the arguments of `{path}{}`", signature.ident);
    for argument in &signature.inputs {
        match argument {
            FnArg::Typed(argument) => {
                if let Pat::Ident(pattern) = &*argument.pat {
                    spaces.add(&space, &pattern.ident);
                }
            }
            FnArg::Receiver(_) => spaces.add(&space, "self"),
        }
    }
}

fn fields(space: &str, fields: &Fields, spaces: &mut Spaces) {
    fields.iter().filter_map(|field| field.ident.as_ref()).for_each(|ident| spaces.add(space, ident));
}

#[cfg(test)]
mod tests {
    use super::clashes;

    #[test]
    fn a_name_twice_in_one_space_is_found() {
        let text = "struct A { b: u8, b: u8 } enum B { C, C } impl A { fn f(x: u8, x: u8) {} fn f() {} } mod m { type T = u8; struct T; }";
        let parsed = syn::parse_file(text).expect("Rust");
        assert_eq!(clashes(&parsed).len(), 5);
        let fine = "struct A { b: u8 } fn a() {} impl A { fn f(&self) {} } impl B { fn f(&self) {} } impl T for A { fn f(&self) {} }";
        assert_eq!(clashes(&syn::parse_file(fine).expect("Rust")), Vec::<String>::new());
    }
}
