//! JSON pointers (RFC 6901) into the document, written as URI fragments: `#/components/schemas/Role`.
//!
//! A place in a file beside the document has that file's path before the `#`: `models/pet.yaml#/Pet`.

use std::fmt::{self, Write as _};

/// A JSON pointer, in its fragment form with `~` escapes and no percent-encoding. The root is `#`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize)]
#[serde(transparent)]
pub struct Pointer(String);

impl Pointer {
    /// Returns the whole document.
    pub fn root() -> Self {
        Self("#".to_owned())
    }

    /// Returns the whole of a file beside the document.
    pub fn root_of(file: &str) -> Self {
        Self(format!("{file}#"))
    }

    /// Takes text that is already a pointer in fragment form.
    pub fn parse(text: &str) -> Self {
        Self(text.to_owned())
    }

    /// Returns the pointer of a member or element below this one.
    #[must_use]
    pub fn child(&self, token: impl fmt::Display) -> Self {
        let mut text = String::with_capacity(self.0.len() + 24);
        text.push_str(&self.0);
        text.push('/');
        let from = text.len();
        // A text takes all that is written to it.
        let _ = write!(text, "{token}");
        if text[from..].contains(['~', '/']) {
            let token = text.split_off(from);
            text.push_str(&token.replace('~', "~0").replace('/', "~1"));
        }
        Self(text)
    }

    /// Returns the pointer of the parent node.
    pub fn parent(&self) -> Option<Self> {
        let hash = self.hash();
        self.0[hash..].rfind('/').map(|at| Self(self.0[..hash + at].to_owned()))
    }

    /// Returns the unescaped tokens from the root.
    pub fn tokens(&self) -> impl Iterator<Item = String> + '_ {
        self.0[self.hash()..].split('/').skip(1).map(|token| token.replace("~1", "/").replace("~0", "~"))
    }

    /// Returns the file beside the document that the node is in; `None` in the document itself.
    pub fn file(&self) -> Option<&str> {
        Some(&self.0[..self.hash()]).filter(|file| !file.is_empty())
    }

    /// Returns the fragment form.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the position of the fragment's `#`. A file's path contains no `#`, so the first one counts.
    fn hash(&self) -> usize {
        self.0.find('#').unwrap_or(0)
    }
}

impl fmt::Display for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::Pointer;

    #[test]
    fn tokens_are_escaped_and_unescaped() {
        let pointer = Pointer::root().child("paths").child("/a~b").child(0);
        assert_eq!(pointer.as_str(), "#/paths/~1a~0b/0");
        assert_eq!(pointer.tokens().collect::<Vec<_>>(), ["paths", "/a~b", "0"]);
        assert_eq!(pointer.parent(), Some(Pointer::parse("#/paths/~1a~0b")));
        assert_eq!(Pointer::root().parent(), None);
    }

    #[test]
    fn a_pointer_may_name_a_file() {
        let pointer = Pointer::root_of("models/pet.yaml").child("Pet").child("");
        assert_eq!(pointer.as_str(), "models/pet.yaml#/Pet/");
        assert_eq!(pointer.file(), Some("models/pet.yaml"));
        assert_eq!(pointer.tokens().collect::<Vec<_>>(), ["Pet", ""]);
        assert_eq!(Pointer::root_of("a/b.yaml").parent(), None);
    }
}
