//! Which private file of `types` holds which type. Public paths are flat, so this may change freely; but a schema that
//! comes or goes should touch only its neighbours.

use std::collections::BTreeMap;

use heck::ToSnakeCase as _;

use super::{Item, SheetPlan};
use crate::api::{Api, TypeId};

/// A file that would hold more types is split by the next word of their names.
const MAX_TYPES: usize = 80;

/// Fewer types than this that share a word stay with the rest.
const MIN_TYPES: usize = 6;

/// A private module of `types`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypesModule {
    /// Its name, and its file's.
    pub name: String,
}

/// `types/mod.rs` and the files below it; none when the API has no types.
pub(super) fn types(api: &Api) -> Vec<SheetPlan> {
    if api.types.is_empty() {
        return Vec::new();
    }
    let mut files = BTreeMap::new();
    split(named(api), 0, "", &mut files);
    let modules = files.keys().map(|name| TypesModule { name: name.clone() }).collect();
    let root = SheetPlan { path: "src/types/mod.rs".to_owned(), item: Item::TypesRoot(modules) };
    let files = files.into_iter().map(|(name, mut types)| {
        types.sort_by(|a, b| a.name.cmp(b.name));
        let ids = types.into_iter().map(|named| named.id).collect();
        SheetPlan { path: format!("src/types/{name}.rs"), item: Item::Types(ids) }
    });
    std::iter::once(root).chain(files).collect()
}

/// A type with the words of its name.
struct Named<'a> {
    id: TypeId,
    name: &'a str,
    words: Vec<String>,
}

fn named(api: &Api) -> Vec<Named<'_>> {
    let types = api.types.iter().enumerate();
    types
        .map(|(index, def)| Named { id: TypeId(index), name: def.name.as_str(), words: words(def.name.as_str()) })
        .collect()
}

/// Puts types whose names share their first `depth` words into files.
fn split<'a>(types: Vec<Named<'a>>, depth: usize, prefix: &str, files: &mut BTreeMap<String, Vec<Named<'a>>>) {
    let own = if prefix.is_empty() { "shared" } else { prefix };
    if types.len() <= MAX_TYPES {
        files.entry(own.to_owned()).or_default().extend(types);
        return;
    }
    let mut by_word: BTreeMap<Option<String>, Vec<Named<'a>>> = BTreeMap::new();
    for named in types {
        by_word.entry(named.words.get(depth).cloned()).or_default().push(named);
    }
    for (word, group) in by_word {
        match word {
            Some(word) if group.len() >= MIN_TYPES => {
                let name = if prefix.is_empty() { module(&word) } else { format!("{prefix}_{word}") };
                split(group, depth + 1, &name, files);
            }
            _ => files.entry(own.to_owned()).or_default().extend(group),
        }
    }
}

/// The words of a name in UpperCamelCase, lower-cased.
fn words(name: &str) -> Vec<String> {
    let name = name.trim_start_matches("r#").to_snake_case();
    name.split('_').filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// A module's name: legal in Rust, and as a file on every system.
fn module(name: &str) -> String {
    let legal = name.starts_with(|first: char| first.is_ascii_lowercase()) && name.is_ascii();
    if legal && !RESERVED.contains(&name) { name.to_owned() } else { format!("types_{name}") }
}

/// Keywords, the name of the file around the modules, and devices that no file on Windows may be called.
const RESERVED: &[&str] = &[
    "abstract", "as", "async", "aux", "await", "become", "box", "break", "con", "const", "continue", "crate", "do",
    "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro",
    "match", "mod", "move", "mut", "nul", "override", "priv", "prn", "pub", "ref", "return", "self", "static",
    "struct", "super", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use", "virtual", "where",
    "while", "yield",
];
