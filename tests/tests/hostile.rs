//! A document full of quotes, comments ends, newlines, bidi controls and Rust code adds nothing to the output.

use specsmith_tests::fixtures;
use syn::Item;

/// Our macros, by name or by their path.
const MACROS: &[&str] = &[
    "specsmith_runtime",
    "integer_enum",
    "literal_enum",
    "model",
    "paged_request",
    "request",
    "setters",
    "stream_request",
    "union",
    "string_enum",
];

/// Names of all items of a file, those inside modules included, and the kinds that could smuggle something in.
fn items(items: &[Item], found: &mut Vec<String>) {
    for item in items {
        match item {
            Item::Struct(item) => found.push(item.ident.to_string()),
            Item::Enum(item) => found.push(item.ident.to_string()),
            Item::Type(item) => found.push(item.ident.to_string()),
            Item::Fn(item) => found.push(format!("fn {}", item.sig.ident)),
            Item::Static(item) => found.push(format!("static {}", item.ident)),
            Item::Mod(item) => {
                found.push(format!("mod {}", item.ident));
                if let Some((_, inner)) = &item.content {
                    self::items(inner, found);
                }
            }
            Item::Impl(_) | Item::Use(_) => {}
            Item::Macro(item) => {
                let first = item.mac.path.segments.first().map(|segment| segment.ident.to_string());
                let first = first.expect("a path");
                assert!(MACROS.contains(&first.as_str()), "a macro that is not ours: {first}");
                // An enum of words stands inside the call that makes it.
                if matches!(item.mac.delimiter, syn::MacroDelimiter::Brace(_)) && first != "setters" {
                    let inner: syn::File = syn::parse2(item.mac.tokens.clone()).expect("items");
                    self::items(&inner.items, found);
                }
            }
            _ => panic!("an item no emitter of ours writes"),
        }
    }
}

#[test]
fn only_the_expected_items_are_there() {
    let mut found = Vec::new();
    for file in fixtures::generate("hostile", "../runtime").files {
        assert!(
            file.path.split('/').all(|part| !part.is_empty() && !part.starts_with('.')),
            "a path that leaves the folder: {}",
            file.path
        );
        if !file.path.ends_with(".rs") {
            continue;
        }
        let parsed = syn::parse_file(&file.text).unwrap_or_else(|error| panic!("{}: {error}", file.path));
        items(&parsed.items, &mut found);
        for attribute in &parsed.attrs {
            let name = attribute.path().get_ident().map(ToString::to_string);
            let keeps_rustfmt_away = attribute.meta.require_list().is_ok_and(|list| {
                list.path.is_ident("cfg_attr") && list.tokens.to_string() == "rustfmt , rustfmt_skip"
            });
            let expected = matches!(name.as_deref(), Some("doc" | "forbid" | "deny" | "warn")) || keeps_rustfmt_away;
            assert!(expected, "{}: {name:?}", file.path);
        }
        let hidden = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}');
        assert!(!file.text.contains(hidden), "{} has characters that reorder or break lines", file.path);
    }
    found.sort();
    insta::assert_snapshot!(found.join("\n"));
    assert!(!found.iter().any(|name| matches!(name.as_str(), "fn injected" | "Injected")));
}

#[test]
fn the_manifest_of_the_crate_gains_nothing() {
    let output = fixtures::generate("hostile", "../runtime");
    let manifest = output.files.iter().find(|file| file.path == "Cargo.toml").expect("a Cargo.toml");
    let manifest: toml::Table = manifest.text.parse().expect("TOML");
    let dependencies: Vec<&String> = manifest["dependencies"].as_table().expect("a table").keys().collect();
    assert_eq!(dependencies, ["specsmith-runtime"]);
    let evil = |key: &String| !matches!(key.as_str(), "package" | "dependencies" | "lints" | "features" | "workspace");
    assert_eq!(manifest.keys().filter(|key| evil(key)).collect::<Vec<_>>(), Vec::<&String>::new());
    assert!(!manifest.get("features").is_some_and(|features| features.to_string().contains("evil")));
}
