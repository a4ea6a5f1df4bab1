//! Distribution of types over the private files of `types`. Public paths are flat, so this may change freely; but a schema that comes or goes should touch
//! only its neighbours.

use std::collections::BTreeMap;

use super::file::{FilePlan, Item, TypesModule};
use super::package::Contents;
use crate::api::{Api, TypeDef, TypeId, TypeKind};
use crate::naming::{self, ModuleName, Scope};
use crate::resolve::{Need, Resolved};

/// Maximum number of types in a file; a larger one is split by the next word of their names.
const MAX_TYPES: usize = 80;

/// Fewer types than this that share a word stay with the rest.
const MIN_TYPES: usize = 6;

/// The file of all types of a crate without features.
const SHARED: &str = "shared";

/// The file of the types that are compiled with all features.
const COMMON: &str = "common";

/// Returns `types/mod.rs` and the files below it; none when the API has no types. All types of a file have the same need, so that one condition
/// switches it.
pub(super) fn types(resolved: &Resolved, contents: Contents) -> Vec<FilePlan> {
    let api = resolved.api();
    let types: Vec<Named<'_>> = named(api, contents).collect();
    if types.is_empty() {
        return Vec::new();
    }
    let mut by_need: BTreeMap<&Need, Vec<Named<'_>>> = BTreeMap::new();
    for named in types {
        by_need.entry(resolved.need(named.id)).or_default().push(named);
    }
    let mut modules = Vec::new();
    let mut files = Vec::new();
    let mut scope = Scope::new();
    for (need, types) in by_need {
        let mut by_words = BTreeMap::new();
        split(types, 0, &home(resolved, need), &mut by_words);
        for (words, mut types) in by_words {
            let name: ModuleName = scope.claim(&words);
            types.sort_by(|a, b| a.name.cmp(b.name));
            let ids = types.into_iter().map(|named| named.id).collect();
            files.push(FilePlan { path: format!("src/types/{}.rs", name.plain()), item: Item::Types(ids) });
            modules.push(TypesModule { name: name.as_str().to_owned(), features: names(resolved, need) });
        }
    }
    modules.sort_by(|a, b| a.name.cmp(&b.name));
    let root = FilePlan { path: "src/types/mod.rs".to_owned(), item: Item::TypesRoot(modules) };
    std::iter::once(root).chain(files).collect()
}

/// Returns the names of the features that a need is about.
fn names(resolved: &Resolved, need: &Need) -> Vec<String> {
    match need {
        Need::Always => Vec::new(),
        Need::Any(users) => {
            let features = users.iter().filter_map(|id| resolved.features().get(id.0));
            features.map(|feature| feature.name.as_str().to_owned()).collect()
        }
    }
}

/// Returns the words that the file of a need is called by.
fn home(resolved: &Resolved, need: &Need) -> String {
    match need {
        Need::Always if resolved.features().is_empty() => SHARED.to_owned(),
        Need::Always => COMMON.to_owned(),
        Need::Any(_) => {
            let words = names(resolved, need).into_iter().map(|name| name.replace('-', " "));
            words.collect::<Vec<_>>().join(" and ")
        }
    }
}

/// A type with the words of its name.
struct Named<'a> {
    id: TypeId,
    name: &'a str,
    words: Vec<String>,
}

/// Returns the types that an output has: only a client's calls fail with one of declared errors.
pub(super) fn written(api: &Api, contents: Contents) -> impl Iterator<Item = (TypeId, &TypeDef)> {
    let types = api.types.iter().enumerate().map(|(index, def)| (TypeId(index), def));
    types.filter(move |(_, def)| contents == Contents::Client || !matches!(def.kind, TypeKind::Errors(_)))
}

fn named(api: &Api, contents: Contents) -> impl Iterator<Item = Named<'_>> {
    written(api, contents).map(|(id, def)| Named {
        id,
        name: def.name.as_str(),
        words: naming::words(def.name.as_str()),
    })
}

/// Puts types of one home, whose names share their first `depth` words, into files.
fn split<'a>(types: Vec<Named<'a>>, depth: usize, own: &str, files: &mut BTreeMap<String, Vec<Named<'a>>>) {
    if types.len() <= MAX_TYPES {
        files.entry(own.to_owned()).or_default().extend(types);
        return;
    }
    let mut by_word: BTreeMap<Option<String>, Vec<Named<'a>>> = BTreeMap::new();
    for named in types {
        by_word.entry(named.words.get(depth).cloned()).or_default().push(named);
    }
    let mut rest = Vec::new();
    for (word, group) in by_word {
        match word {
            Some(word) if group.len() >= MIN_TYPES => split(group, depth + 1, &joined(own, &word), files),
            _ => rest.extend(group),
        }
    }
    put_rest(rest, depth, own, files);
}

/// Puts types that share no word with enough others into the home's own file, or into one for each letter.
fn put_rest<'a>(rest: Vec<Named<'a>>, depth: usize, own: &str, files: &mut BTreeMap<String, Vec<Named<'a>>>) {
    let many = rest.len() > MAX_TYPES;
    for named in rest {
        let letter = named.words.get(depth).and_then(|word| word.chars().next());
        let file = match letter.filter(|letter| many && letter.is_ascii_lowercase()) {
            Some(letter) => joined(own, letter.encode_utf8(&mut [0; 4])),
            None => own.to_owned(),
        };
        files.entry(file).or_default().push(named);
    }
}

/// Returns the words of a file's name. Shared types are distinguished by their own words, and no word occurs twice.
fn joined(own: &str, word: &str) -> String {
    if own == SHARED {
        word.to_owned()
    } else if own.split(' ').next_back() == Some(word) {
        own.to_owned()
    } else {
        format!("{own} {word}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::{Directions, Docs, TypeRef};
    use crate::naming::CrateName;
    use crate::pointer::Pointer;
    use crate::report::Report;
    use crate::resolve::resolve;

    fn files(names: &[String]) -> Vec<(String, Vec<usize>)> {
        let mut scope = Scope::new();
        let define = |name: &String| TypeDef {
            name: scope.claim(name),
            origin: Pointer::root(),
            docs: Docs::default(),
            component: true,
            title: None,
            deprecated: false,
            nullable: false,
            example: None,
            directions: Directions::default(),
            required_name: None,
            getters: Vec::new(),
            derives: Default::default(),
            kind: TypeKind::Alias(TypeRef::Json),
        };
        let api = Api {
            crate_name: CrateName::new("test"),
            info: Default::default(),
            servers: Default::default(),
            base_url_env: String::new(),
            schemes: Vec::new(),
            security: Vec::new(),
            retry: None,
            headers_of_all: Vec::new(),
            client: Default::default(),
            reading: None,
            types: names.iter().map(define).collect(),
            resources: Vec::new(),
            operations: Vec::new(),
            aliases: Vec::new(),
            headers: Vec::new(),
            webhooks: Vec::new(),
            webhook_events: None,
            former: Default::default(),
            renamed: Default::default(),
            own_types: Vec::new(),
            derive_requests: Vec::new(),
            schemas: Vec::new(),
        };
        let files = types(&resolve(api, &mut Report::default()), Contents::Client).into_iter();
        let ids = |item| match item {
            Item::Types(ids) => ids.into_iter().map(|id: TypeId| id.0).collect(),
            _ => Vec::new(),
        };
        files.map(|file| (file.path, ids(file.item))).collect()
    }

    #[test]
    fn few_types_share_a_file() {
        assert_eq!(files(&[]), []);
        let found = files(&["Role".to_owned(), "Order".to_owned()]);
        assert_eq!(found, [("src/types/mod.rs".to_owned(), vec![]), ("src/types/shared.rs".to_owned(), vec![1, 0])]);
    }

    #[test]
    fn words_of_a_file_do_not_repeat() {
        assert_eq!(joined("shared", "role"), "role");
        assert_eq!(joined("admin", "role"), "admin role");
        assert_eq!(joined("admin role", "role"), "admin role");
        assert_eq!(joined("admin", "min"), "admin min");
    }

    #[test]
    fn a_heap_of_single_words_is_split_by_letter() {
        let names: Vec<String> = (0..100).map(|n| format!("{}{}", ["a", "b"][n % 2], "x".repeat(n + 1))).collect();
        let found: Vec<_> = files(&names).into_iter().map(|(path, ids)| (path, ids.len())).collect();
        let expected = [("mod.rs", 0), ("a.rs", 50), ("b.rs", 50)];
        assert_eq!(found, expected.map(|(file, count)| (format!("src/types/{file}"), count)));
    }

    #[test]
    fn many_types_are_split_by_the_words_of_their_names() {
        let name =
            |word: &str, n: usize| format!("{word} {}", ["a", "b", "c", "d", "e", "f"][n / 20].repeat(n % 20 + 1));
        let mut names: Vec<String> = (0..60).map(|n| name("type", n)).collect();
        names.extend((0..30).map(|n| name("mod", n)));
        names.push("Single".to_owned());
        let found: Vec<_> = files(&names).into_iter().map(|(path, ids)| (path, ids.len())).collect();
        let expected = [("mod.rs", 0), ("mod_mod.rs", 30), ("shared.rs", 1), ("type.rs", 60)];
        let expected: Vec<_> = expected.map(|(file, count)| (format!("src/types/{file}"), count)).into();
        assert_eq!(found, expected);
    }

    #[test]
    fn an_unsplittable_heap_is_not_split_forever() {
        let names: Vec<String> = (0..100).map(|n| format!("same {}", "x".repeat(n + 1))).collect();
        let total: usize = files(&names).iter().map(|(_, ids)| ids.len()).sum();
        assert_eq!(total, 100);
    }
}
