//! Patterns of operations.

use regex::{Regex, RegexBuilder};

use super::operations::Operation;
use crate::read::choice::RESOURCE;

const TAG: &str = "tag:";
const ID: &str = "id:";

/// A pattern that can be held against operations.
#[derive(Debug)]
pub(crate) enum Compiled {
    Id(Regex),
    Tag(Regex),
    Resource(Regex),
    Path { method: Option<String>, path: Regex },
}

impl Compiled {
    /// Compiles a pattern. `None` for one that means nothing.
    pub(crate) fn new(text: &str) -> Option<Self> {
        if let Some(tag) = text.strip_prefix(TAG) {
            return glob(tag, "").map(Self::Tag);
        }
        if let Some(resource) = text.strip_prefix(RESOURCE) {
            // A resource with all below it.
            return glob(resource, r"(?:\..*)?").map(Self::Resource);
        }
        if let Some(id) = text.strip_prefix(ID) {
            return glob(id, "").map(Self::Id);
        }
        if text.starts_with('/') {
            return glob(text, "").map(|path| Self::Path { method: None, path });
        }
        match text.split_once(char::is_whitespace) {
            Some((method, path)) if path.trim_start().starts_with('/') => {
                let method = (!matches!(method, "*" | "ANY")).then(|| method.to_uppercase());
                glob(path.trim(), "").map(|path| Self::Path { method, path })
            }
            _ => glob(text, "").map(Self::Id),
        }
    }

    /// Returns true for an operation that it means.
    pub(crate) fn matches(&self, operation: &Operation) -> bool {
        match self {
            Self::Id(regex) => operation.id.as_deref().is_some_and(|id| regex.is_match(id)),
            Self::Tag(regex) => operation.tags.iter().any(|tag| regex.is_match(tag)),
            Self::Resource(regex) => operation.resource.as_deref().is_some_and(|resource| regex.is_match(resource)),
            Self::Path { method, path } => {
                let has_method = |method: &String| operation.method.as_ref().is_none_or(|own| own == method);
                method.as_ref().is_none_or(has_method) && path.is_match(&operation.path)
            }
        }
    }
}

/// Returns the patterns of the same kind as another that mean an operation.
pub(super) fn texts(pattern: &str, operation: &Operation) -> Vec<String> {
    let path = &operation.path;
    if pattern.starts_with(TAG) {
        operation.tags.iter().map(|tag| format!("{TAG}{tag}")).collect()
    } else if pattern.starts_with(RESOURCE) {
        operation.resource.iter().map(|resource| format!("{RESOURCE}{resource}")).collect()
    } else if pattern.starts_with(ID) {
        operation.id.iter().map(|id| format!("{ID}{id}")).collect()
    } else if pattern.starts_with('/') {
        vec![path.clone()]
    } else if pattern.contains(" /") {
        operation.method.iter().map(|method| format!("{method} {path}")).collect()
    } else {
        operation.id.iter().cloned().collect()
    }
}

/// Returns a glob as a regular expression: `**` is any text, `*` any text without `/`.
fn glob(text: &str, end: &str) -> Option<Regex> {
    let parts: Vec<String> =
        text.split("**").map(|part| part.split('*').map(regex::escape).collect::<Vec<_>>().join("[^/]*")).collect();
    let pattern = format!(r"\A{}{end}\z", parts.join(".*"));
    RegexBuilder::new(&pattern).size_limit(1 << 20).dot_matches_new_line(true).build().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn operation(method: &str, path: &str) -> Operation {
        Operation {
            path: path.to_owned(),
            method: Some(method.to_owned()),
            id: Some("listPets".to_owned()),
            tags: vec!["pet store".to_owned()],
            resource: Some("shops.pets".to_owned()),
            pointer: None,
        }
    }

    #[test]
    fn patterns_match_by_id_path_tag_and_resource() {
        let pets = operation("GET", "/shops/{id}/pets");
        for (pattern, expected) in [
            ("listPets", true),
            ("list*", true),
            ("id:listPets", true),
            ("list", false),
            ("GET /shops/{id}/pets", true),
            ("get /shops/*/pets", true),
            ("* /shops/**", true),
            ("/shops/**", true),
            ("/shops/*", false),
            ("POST /shops/**", false),
            ("GET /shops", false),
            ("tag:pet store", true),
            ("tag:pet", false),
            ("resource:shops", true),
            ("resource:shops.pets", true),
            ("resource:shops.p", false),
            ("resource:shop", false),
        ] {
            assert_eq!(Compiled::new(pattern).is_some_and(|it| it.matches(&pets)), expected, "{pattern}");
        }
    }
}
