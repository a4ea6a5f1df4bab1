//! Whatever strings a document uses as names, the code has legal, unique, stable and readable identifiers.
//!
//! The code of a nasty sample of them (`specsmith_tests::nasty`) is compiled in `compiles.rs`; here are the laws, for any strings.

use std::collections::BTreeMap;

use proptest::prelude::*;
use serde_json::{Value, json};
use specsmith_generator::read::{self, Source};
use specsmith_generator::{Input, Output, Setting};
use specsmith_tests::nasty::{NASTY, Names};

fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => proptest::sample::select(NASTY).prop_map(str::to_owned),
        1 => "\\PC{0,8}",
        1 => "[a-zA-Z0-9_.-]{1,60}",
    ]
}

fn names(most: usize) -> impl Strategy<Value = Vec<String>> {
    proptest::collection::vec(name(), 1..most)
}

fn all_names() -> impl Strategy<Value = Names> {
    (names(9), names(9), names(7), names(7), names(6), names(5), names(4)).prop_map(
        |(schemas, properties, values, params, segments, ids, tags)| Names {
            schemas,
            properties,
            values,
            params,
            segments,
            ids,
            tags,
        },
    )
}

fn generate(document: &Value) -> Output {
    let source = Source { name: "spec.json".to_owned(), bytes: document.to_string().into_bytes() };
    let input = Input {
        document: read::Input::new(source),
        name: Some("names".to_owned()),
        setting: Setting::with_runtime_at("../runtime"),
    };
    specsmith_generator::generate(&input).unwrap_or_else(|report| panic!("{:#?}", report.problems()))
}

/// Names that are defined twice in one scope, or are no readable identifiers.
#[derive(Default)]
struct Defined {
    /// The current scope, within which names must differ.
    scope: String,
    seen: BTreeMap<(String, &'static str, String), usize>,
    bad: Vec<String>,
}

impl Defined {
    fn define(&mut self, kind: &'static str, ident: &syn::Ident) {
        let name = ident.to_string();
        let plain = name.trim_start_matches("r#");
        let readable = plain.len() <= 120
            && plain.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
            && plain.chars().any(|c| c.is_ascii_alphanumeric())
            && !plain.starts_with('_')
            && !plain.contains("__");
        if !readable {
            self.bad.push(name.clone());
        }
        let count = self.seen.entry((self.scope.clone(), kind, name)).or_default();
        *count += 1;
        if *count > 1 {
            self.bad.push(format!("{kind} {ident} twice in {}", self.scope));
        }
    }

    fn inside(&mut self, name: &str, look: impl FnOnce(&mut Self)) {
        let outer = self.scope.clone();
        self.scope = format!("{outer}::{name}");
        look(self);
        self.scope = outer;
    }
}

impl Defined {
    fn item(&mut self, item: &syn::Item) {
        match item {
            syn::Item::Struct(item) => {
                self.members("field", &item.ident, item.fields.iter().filter_map(|field| field.ident.as_ref()))
            }
            syn::Item::Enum(item) => {
                self.members("variant", &item.ident, item.variants.iter().map(|variant| &variant.ident))
            }
            syn::Item::Type(item) => self.define("type", &item.ident),
            syn::Item::Static(item) => self.define("static", &item.ident),
            syn::Item::Mod(item) => self.define("module", &item.ident),
            syn::Item::Impl(item) if item.trait_.is_none() => {
                let name = quote::ToTokens::to_token_stream(&item.self_ty).to_string();
                self.inside(&name, |this| item.items.iter().for_each(|item| this.method(item)));
            }
            _ => {}
        }
    }

    fn members<'i>(&mut self, kind: &'static str, of: &syn::Ident, members: impl Iterator<Item = &'i syn::Ident>) {
        self.define("type", of);
        self.inside(&of.to_string(), |this| members.for_each(|ident| this.define(kind, ident)));
    }

    fn method(&mut self, item: &syn::ImplItem) {
        let syn::ImplItem::Fn(item) = item else { return };
        self.define("method", &item.sig.ident);
        self.inside(&item.sig.ident.to_string(), |this| {
            for input in &item.sig.inputs {
                if let syn::FnArg::Typed(input) = input
                    && let syn::Pat::Ident(input) = &*input.pat
                {
                    this.define("argument", &input.ident);
                }
            }
        });
    }
}

fn problems(output: &Output) -> Vec<String> {
    let mut defined = Defined::default();
    for file in output.files.iter().filter(|file| file.path.ends_with(".rs")) {
        let parsed = syn::parse_file(&file.text).unwrap_or_else(|error| panic!("{}: {error}", file.path));
        // All files of `types` are one scope.
        let scope = if file.path.starts_with("src/types/") { "types" } else { &file.path };
        scope.clone_into(&mut defined.scope);
        if file.path == "src/types/mod.rs" {
            "types modules".clone_into(&mut defined.scope);
        }
        parsed.items.iter().for_each(|item| defined.item(item));
    }
    let mut paths: Vec<String> = output.files.iter().map(|file| file.path.to_lowercase()).collect();
    paths.sort();
    for pair in paths.windows(2).filter(|pair| pair[0] == pair[1]) {
        defined.bad.push(format!("two files {}", pair[0]));
    }
    defined.bad
}

/// The Rust name of each schema of the document's components, by key.
fn types(output: &Output) -> BTreeMap<String, String> {
    let manifest = output.files.iter().find(|file| file.path == "specsmith-manifest.json").expect("a manifest");
    let manifest: Value = serde_json::from_str(&manifest.text).expect("JSON");
    let entries = manifest["schemas"].as_array().expect("a list").iter();
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    let components = entries.filter(|entry| text(&entry["pointer"]).starts_with("#/components/schemas/"));
    components.map(|entry| (text(&entry["pointer"]), text(&entry["rust"]))).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn identifiers_are_legal_unique_and_readable(names in all_names()) {
        let output = generate(&names.document());
        prop_assert_eq!(problems(&output), Vec::<String>::new());
    }

    #[test]
    fn the_same_document_gives_the_same_bytes(names in all_names()) {
        let document = names.document();
        let texts = |output: Output| output.files.into_iter().map(|file| file.text).collect::<Vec<_>>();
        prop_assert_eq!(texts(generate(&document)), texts(generate(&document)));
    }

    #[test]
    fn a_schema_that_comes_last_renames_none(names in all_names()) {
        let document = names.document();
        let before = types(&generate(&document));
        let mut more = document;
        more["components"]["schemas"]["Some Other Thing"] = json!({"type": "object", "properties": {"other": {"type": "string"}}});
        let after = types(&generate(&more));
        for (pointer, name) in before {
            prop_assert_eq!(Some(&name), after.get(&pointer), "{}", pointer);
        }
    }
}
