//! Holds the lists against the runtime's sources, so that a method or a type that is added there is reserved here.

use std::collections::BTreeSet;
use std::path::Path;

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use syn::{ImplItem, Item, Type, UseTree, Visibility};

use super::*;

fn parsed(file: &str) -> Vec<Item> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../runtime").join(file);
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    syn::parse_file(&text).unwrap().items
}

/// Returns the names of the types that a file of the runtime gives to all that import it whole. Its macros and modules begin with a small letter.
fn imports(file: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for item in parsed(file) {
        if let Item::Use(item) = item
            && matches!(item.vis, Visibility::Public(_))
        {
            leaves(&item.tree, &mut found);
        }
    }
    found.retain(|name| name.starts_with(char::is_uppercase));
    found
}

fn leaves(tree: &UseTree, found: &mut BTreeSet<String>) {
    match tree {
        UseTree::Path(path) => leaves(&path.tree, found),
        UseTree::Name(name) => drop(found.insert(name.ident.to_string())),
        UseTree::Rename(rename) => drop(found.insert(rename.rename.to_string())),
        UseTree::Group(group) => group.items.iter().for_each(|tree| leaves(tree, found)),
        UseTree::Glob(_) => {}
    }
}

/// Returns the public methods that a file gives a type of this name.
fn methods(file: &str, of: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for item in parsed(file) {
        let Item::Impl(item) = item else { continue };
        let Type::Path(path) = &*item.self_ty else { continue };
        if item.trait_.is_some() || path.path.segments.last().is_none_or(|last| last.ident != of) {
            continue;
        }
        for item in &item.items {
            if let ImplItem::Fn(method) = item
                && matches!(method.vis, Visibility::Public(_))
                && method.sig.receiver().is_some()
            {
                found.insert(method.sig.ident.to_string());
            }
        }
    }
    assert!(!found.is_empty(), "{file} has no methods of {of}");
    found
}

/// Returns the public methods that the macros of some files give to what they call `$of`.
fn macro_methods(files: &[&str], of: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for item in files.iter().flat_map(|file| parsed(file)) {
        if let Item::Macro(item) = item {
            walk(item.mac.tokens, of, &mut found);
        }
    }
    assert!(!found.is_empty(), "no macro has methods of ${of}");
    found
}

/// Finds blocks behind `impl … $of`, and goes into all others.
fn walk(tokens: TokenStream, of: &str, found: &mut BTreeSet<String>) {
    let mut last = String::new();
    let mut is_impl = false;
    for token in tokens {
        match token {
            TokenTree::Ident(ident) => {
                last = ident.to_string();
                is_impl |= last == "impl";
            }
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
                if is_impl && last == of {
                    functions(group.stream(), found);
                } else {
                    walk(group.stream(), of, found);
                }
                is_impl = false;
            }
            TokenTree::Group(group) => walk(group.stream(), of, found),
            _ => {}
        }
    }
}

/// Collects the names behind `pub fn`.
fn functions(tokens: TokenStream, found: &mut BTreeSet<String>) {
    let words: Vec<String> = tokens.into_iter().map(|token| token.to_string()).collect();
    for window in words.windows(3) {
        if let [public, function, name] = window
            && public == "pub"
            && function == "fn"
            && name != "$"
        {
            found.insert(name.clone());
        }
    }
}

#[track_caller]
fn all_reserved(names: BTreeSet<String>, lists: &[&[&str]]) {
    let is_free = |name: &String| !lists.iter().any(|list| list.contains(&name.as_str()));
    let free: Vec<String> = names.into_iter().filter(is_free).collect();
    assert!(free.is_empty(), "a document may take these names of the runtime: {free:?}");
}

const MACROS: [&str; 5] = [
    "src/macros/mod.rs",
    "src/macros/blocking.rs",
    "src/macros/inspect.rs",
    "src/macros/client_options.rs",
    "src/macros/setters.rs",
];

#[test]
fn types_of_the_preludes_are_reserved() {
    all_reserved(imports("model/src/prelude.rs"), &[TYPES]);
    all_reserved(imports("src/model/prelude.rs"), &[TYPES]);
    all_reserved(imports("src/call/prelude.rs"), &[TYPES, REQUESTS]);
}

#[test]
fn methods_of_requests_are_reserved() {
    all_reserved(macro_methods(&MACROS, "request"), &[PARAMS]);
}

#[test]
fn methods_of_clients_and_builders_are_reserved() {
    all_reserved(macro_methods(&MACROS, "client"), &[METHODS]);
    all_reserved(macro_methods(&MACROS, "builder"), &[ON_BUILDER]);
}

#[test]
fn methods_of_records_are_reserved() {
    all_reserved(macro_methods(&["model/src/macros/record.rs"], "type"), &[FIELDS]);
}

#[test]
fn methods_of_responses_pages_and_errors_are_reserved() {
    all_reserved(methods("src/response/mod.rs", "Response"), &[ON_RESPONSES]);
    all_reserved(methods("src/response/page/mod.rs", "Page"), &[ON_RESPONSES]);
    all_reserved(methods("src/error/mod.rs", "Error"), &[ON_RESPONSES]);
}
