//! Readable component keys for nodes that had none, and the closest existing key for one that is misspelt.

use std::collections::HashMap;

use serde_json::Value;

use super::at::FileId;

/// Words of a path for the kind of a node, which do not identify it.
const STRUCTURE: [&str; 18] = [
    "components",
    "schemas",
    "definitions",
    "$defs",
    "parameters",
    "responses",
    "requestBodies",
    "headers",
    "examples",
    "links",
    "securitySchemes",
    "paths",
    "properties",
    "content",
    "schema",
    "application/json",
    "value",
    "requestBody",
];

/// Returns a key for the node at `tokens` of a file: the path's telling words; if it is taken, with the file's name before it; if that is
/// taken too, the whole path; a number only as the last resort.
/// The numbers that are given already are in `numbers`.
pub(super) fn name(
    file: FileId,
    path: &str,
    tokens: &[String],
    numbers: &mut HashMap<String, usize>,
    is_free: impl Fn(&str) -> bool,
) -> String {
    let telling = words(tokens.iter().filter(|token| !STRUCTURE.contains(&token.as_str())));
    let stem = clean(path.rsplit('/').next().unwrap_or(path).split('.').next().unwrap_or(path));
    let whole = words(tokens.iter());
    let mut candidates = vec![telling.clone(), whole.clone()];
    if file != FileId::MAIN {
        candidates = match telling.is_empty() {
            true => vec![stem.clone(), format!("{stem}_{whole}"), words([path.to_owned()].iter())],
            false => vec![telling.clone(), format!("{stem}_{telling}"), format!("{}_{whole}", clean(path))],
        };
    }
    candidates.retain(|candidate| !candidate.is_empty());
    if let Some(free) = candidates.iter().find(|candidate| is_free(candidate)) {
        return free.clone();
    }
    let base = candidates.pop().unwrap_or_else(|| "Shared".to_owned());
    if is_free(&base) {
        return base;
    }
    let number = numbers.entry(base.clone()).or_insert(2);
    loop {
        let numbered = format!("{base}_{number}");
        *number += 1;
        if is_free(&numbered) {
            return numbered;
        }
    }
}

fn words<'t>(tokens: impl Iterator<Item = &'t String>) -> String {
    let words: Vec<String> = tokens.map(|token| clean(token)).filter(|word| !word.is_empty()).collect();
    words.join("_")
}

/// Returns the letters, digits, dots and dashes of a token; everything between them is one `_`.
fn clean(token: &str) -> String {
    let mut word = String::with_capacity(token.len());
    for c in token.chars() {
        if c.is_alphanumeric() || matches!(c, '.' | '-') {
            word.push(c);
        } else if !word.is_empty() && !word.ends_with('_') {
            word.push('_');
        }
    }
    word.trim_end_matches('_').to_owned()
}

/// Returns the key of an object that is most similar to a misspelt one.
pub(super) fn closest(node: &Value, wanted: &str) -> Option<String> {
    closest_of(node.as_object()?.keys().map(String::as_str), wanted).map(str::to_owned)
}

/// Returns the name that is most similar to a misspelt one: equal except for case, or at most two letters away. Letters that changed places count as one.
pub fn closest_of<'k>(names: impl IntoIterator<Item = &'k str>, wanted: &str) -> Option<&'k str> {
    let wanted_lower = wanted.to_lowercase();
    let near = names.into_iter().filter(|name| name.len().abs_diff(wanted.len()) <= 2);
    near.map(|name| (distance(&name.to_lowercase(), &wanted_lower), name))
        .filter(|(distance, name)| *distance <= 2 && distance * 3 <= name.len())
        .min()
        .map(|(_, name)| name)
}

/// Returns the number of letters that are replaced, left out, added or exchanged with the next one (optimal string alignment).
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut before = Vec::new();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, from) in a.iter().enumerate() {
        let mut next = vec![i + 1];
        for (j, to) in b.iter().enumerate() {
            let mut least = (row[j] + usize::from(from != to)).min(row[j + 1] + 1).min(next[j] + 1);
            if i > 0 && j > 0 && *from == b[j - 1] && a[i - 1] == *to {
                least = least.min(before[j - 1] + 1);
            }
            next.push(least);
        }
        before = std::mem::replace(&mut row, next);
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn tokens(path: &str) -> Vec<String> {
        path.split('/').map(|token| token.replace("~1", "/")).collect()
    }

    #[test]
    fn keys_tell_which_node_it_is() {
        let name = |file, path, at: &str| name(FileId(file), path, &tokens(at), &mut HashMap::new(), |_| true);
        assert_eq!(name(0, "a.yaml", "components/schemas/Pet/properties/owner"), "Pet_owner");
        assert_eq!(
            name(0, "a.yaml", "paths/~1pets~1{id}/get/responses/200/content/application~1json/schema"),
            "pets_id_get_200"
        );
        assert_eq!(name(1, "models/pet.yaml", "Pet"), "Pet");
        assert_eq!(super::name(FileId(1), "models/pet.yaml", &[], &mut HashMap::new(), |_| true), "pet");
    }

    #[test]
    fn a_taken_key_gets_more_path() {
        let taken = |taken: &'static [&str]| move |key: &str| !taken.contains(&key);
        assert_eq!(name(FileId(1), "b/pet.yaml", &tokens("Pet"), &mut HashMap::new(), taken(&["Pet"])), "pet_Pet");
        assert_eq!(
            name(FileId(0), "a.yaml", &tokens("paths/x/get"), &mut HashMap::new(), taken(&["x_get"])),
            "paths_x_get"
        );
        assert_eq!(name(FileId(0), "a.yaml", &tokens("x"), &mut HashMap::new(), taken(&["x"])), "x_2");
    }

    #[test]
    fn a_misspelt_key_has_a_closest_one() {
        let node = json!({"Customer": 1, "Order": 2});
        assert_eq!(closest(&node, "customer").as_deref(), Some("Customer"));
        assert_eq!(closest(&node, "Custumer").as_deref(), Some("Customer"));
        assert_eq!(closest_of(["from"], "form"), Some("from"));
        assert_eq!(closest_of(["env"], "evn"), Some("env"));
        assert_eq!(closest_of(["env"], "ven"), None);
        assert_eq!(closest(&node, "Cat"), None);
    }
}
