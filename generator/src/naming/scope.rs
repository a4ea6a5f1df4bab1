//! Scopes mint names; nothing else can.

use std::collections::{HashMap, HashSet};
use std::fmt;

use super::case::{self, Style};
use super::collisions::{self, Claim, Spelling};
use super::reserved::{self, Kind};
use super::split::{self, Symbols};

/// A kind of name that a [`Scope`] can mint.
pub trait Name: Sized + private::Mint {
    /// Style in which its words are joined.
    const STYLE: Style;

    /// Returns the identifier, including `r#`.
    fn as_str(&self) -> &str;
}

mod private {
    use super::Kind;

    /// Only this module makes names.
    pub trait Mint {
        const KIND: Kind;

        fn mint(identifier: String) -> Self;
    }
}

macro_rules! names {
    ($($(#[$doc:meta])* $name:ident: $style:ident, $kind:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(String);

        impl $name {
            /// Returns the identifier, including `r#`.
            pub fn as_str(&self) -> &str {
                &self.0
            }

            /// Returns the identifier without `r#`, for file names, docs and names made from it.
            pub fn plain(&self) -> &str {
                self.0.strip_prefix("r#").unwrap_or(&self.0)
            }
        }

        impl private::Mint for $name {
            const KIND: Kind = Kind::$kind;

            fn mint(identifier: String) -> Self {
                Self(identifier)
            }
        }

        impl Name for $name {
            const STYLE: Style = Style::$style;

            fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )*};
}

names! {
    /// `UpperCamelCase` name of a struct, enum or alias.
    TypeName: Upper, Type;
    /// `snake_case` name of a struct field.
    FieldName: Snake, Field;
    /// `UpperCamelCase` name of an enum variant.
    VariantName: Upper, Variant;
    /// `snake_case` name of a method.
    MethodName: Snake, Method;
    /// `snake_case` name of a module (and of its file).
    ModuleName: Snake, Module;
    /// `snake_case` name of an argument or setter.
    ParamName: Snake, Param;
}

impl ParamName {
    /// Returns `body`, the argument or setter of a body as a whole: no parameter of a document gets this name.
    pub fn body() -> Self {
        Self("body".to_owned())
    }
}

/// `UpperCamelCase` name of a type beside a resource, where more names are taken than in `types`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RequestName(TypeName);

impl RequestName {
    /// Returns it as an ordinary type name.
    pub fn into_type_name(self) -> TypeName {
        self.0
    }
}

impl private::Mint for RequestName {
    const KIND: Kind = Kind::Request;

    fn mint(identifier: String) -> Self {
        Self(TypeName(identifier))
    }
}

impl Name for RequestName {
    const STYLE: Style = Style::Upper;

    fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

/// `UpperCamelCase` name of a resource's own type.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ResourceName(TypeName);

impl ResourceName {
    /// Returns it as an ordinary type name.
    pub fn into_type_name(self) -> TypeName {
        self.0
    }
}

impl private::Mint for ResourceName {
    const KIND: Kind = Kind::Resource;

    fn mint(identifier: String) -> Self {
        Self(TypeName(identifier))
    }
}

impl Name for ResourceName {
    const STYLE: Style = Style::Upper;

    fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

/// A set of names that must differ from each other.
#[derive(Clone, Debug, Default)]
pub struct Scope {
    /// Identifiers, each with the text that it was made from.
    taken: HashMap<String, String>,
    /// For identifiers that got numbers: all below this one are taken.
    numbered: HashMap<String, usize>,
}

impl Scope {
    /// Makes an empty scope. The reserved names of each kind are known without adding them.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes an identifier out of the scope, so that nothing else gets it.
    pub fn reserve(&mut self, identifier: &str) {
        self.taken.insert(identifier.to_owned(), String::new());
    }

    /// Takes several identifiers out of the scope.
    pub(crate) fn reserve_all(&mut self, identifiers: &[&str]) {
        identifiers.iter().for_each(|identifier| self.reserve(identifier));
    }

    /// Returns true if an identifier (without `r#`) is taken.
    pub fn has(&self, identifier: &str) -> bool {
        self.taken.contains_key(identifier)
    }

    /// Returns the name of a string. When another has it: the string with its symbols spelled, then a number.
    pub fn claim<N: Name>(&mut self, text: &str) -> N {
        self.claim_first(&[text])
    }

    /// Claims the name of the first string whose name is free. Pass the short form first, then forms with more context. If all are taken, the last, which has
    /// the most context, is spelled out or numbered.
    pub fn claim_first<N: Name>(&mut self, texts: &[&str]) -> N {
        self.claim_unless(texts, &HashSet::new())
    }

    /// Names for several texts at once, each given in one or several forms: they depend on the set of the texts, not on
    /// their order, and a name that a text has today never goes to another one that is added tomorrow, unless that is
    /// spelled like the name. Among equals nobody has the plain name; what differs is said instead.
    pub fn claim_all<N: Name>(&mut self, texts: &[Vec<String>]) -> Vec<N> {
        let claims: Vec<Claim> = texts.iter().map(|forms| plain_claim::<N>(forms)).collect();
        let found = collisions::resolve(&claims, |at| longer::<N>(&texts[at]), |name| self.has(name));
        let found: Vec<Option<N>> = found
            .into_iter()
            .zip(texts)
            .map(|(name, forms)| {
                name.map(|name| {
                    self.take(&name, forms.last().map_or("", String::as_str), &HashSet::new());
                    escape(&name)
                })
            })
            .collect();
        // Texts that are equal in all their forms are left.
        let rest = found.into_iter().zip(texts).map(|(name, forms)| {
            let last = forms.last().map_or("", String::as_str);
            name.unwrap_or_else(|| self.number(&natural::<N>(last), last, &HashSet::new()))
        });
        rest.collect()
    }

    /// Names for several things in a row, which have no text of their own to tell all of them apart. Each has the name
    /// it would have alone, as far as these differ; among equals the first in the list keeps it.
    pub fn claim_in_order<N: Name>(&mut self, texts: &[Vec<String>]) -> Vec<N> {
        let naturals: Vec<String> =
            texts.iter().map(|texts| natural::<N>(texts.first().map_or("", String::as_str))).collect();
        let wanted: HashSet<String> = naturals.iter().cloned().collect();
        let mut minted: Vec<Option<N>> = Vec::with_capacity(texts.len());
        for (natural, texts) in naturals.iter().zip(texts) {
            let free = self.take(natural, texts.first().map_or("", String::as_str), &HashSet::new());
            minted.push(free.then(|| escape(natural)));
        }
        let mut names = Vec::with_capacity(texts.len());
        for (name, texts) in minted.into_iter().zip(texts) {
            let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
            names.push(name.unwrap_or_else(|| self.claim_unless(&texts, &wanted)));
        }
        names
    }

    fn claim_unless<N: Name>(&mut self, texts: &[&str], wanted: &HashSet<String>) -> N {
        let last = texts.last().copied().unwrap_or("");
        for text in texts {
            let candidate = natural::<N>(text);
            if self.take(&candidate, text, wanted) {
                return escape(&candidate);
            }
        }
        let base = natural::<N>(last);
        // Spelling symbols out tells different texts apart, but not the same text from itself.
        let same = self.taken.get(&base).is_some_and(|text| text == last);
        for candidate in if same { Vec::new() } else { spelled::<N>(last) } {
            if self.take(&candidate, last, wanted) {
                return escape(&candidate);
            }
        }
        self.number(&base, last, wanted)
    }

    /// Appends the first number that makes a name free.
    fn number<N: Name>(&mut self, base: &str, text: &str, wanted: &HashSet<String>) -> N {
        let bar = if base.ends_with(|char: char| char.is_ascii_digit()) || N::STYLE == Style::Snake { "_" } else { "" };
        let first = self.numbered.get(base).copied().unwrap_or(2);
        // A number that is only wanted by others may be free another time.
        let mut first_free = first;
        for number in first.. {
            let candidate = format!("{base}{bar}{number}");
            first_free += usize::from(first_free == number && self.taken.contains_key(&candidate));
            if self.take(&candidate, text, wanted) {
                self.numbered.insert(base.to_owned(), first_free);
                return escape(&candidate);
            }
        }
        escape(base)
    }

    /// Takes an identifier for a text, unless it is taken or wanted by another.
    fn take(&mut self, identifier: &str, text: &str, wanted: &HashSet<String>) -> bool {
        if wanted.contains(identifier) || self.taken.contains_key(identifier) {
            return false;
        }
        self.taken.insert(identifier.to_owned(), text.to_owned());
        true
    }
}

/// Restores a name that was made before, without `r#`; `None` if it is not a legal name of its kind.
pub fn restore<N: Name>(plain: &str) -> Option<N> {
    let is_word = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    let first = plain.bytes().next()?;
    let is_styled = match N::STYLE {
        Style::Upper => first.is_ascii_uppercase(),
        Style::Snake => !first.is_ascii_digit() && !plain.bytes().any(|byte| byte.is_ascii_uppercase()),
    };
    (is_styled && plain.bytes().all(is_word) && !N::KIND.reserves(plain)).then(|| escape(plain))
}

/// Returns true for a text whose name generated code uses otherwise, so that it gets another one everywhere.
pub fn is_reserved<N: Name>(text: &str) -> bool {
    N::KIND.reserves(&case::join(&split::words(text), N::STYLE))
}

/// Returns the name of a string that nothing else claims, without `r#`.
fn natural<N: Name>(text: &str) -> String {
    if N::STYLE == Style::Snake && split::is_snake(text) && !N::KIND.reserves(text) {
        return text.to_owned();
    }
    let mut words = split::words(text);
    if words.is_empty() {
        words.push(if text.is_empty() { "empty" } else { "blank" }.to_owned());
    }
    legal::<N>(words)
}

/// Returns the claim of a text for its plain name.
fn plain_claim<N: Name>(forms: &[String]) -> Claim {
    let text = forms.first().map_or("", String::as_str);
    let plain = natural::<N>(text);
    let spelling = if N::KIND == Kind::Variant {
        // `m` alone is `M`: if a value `M` took that name later, old code would send the other value.
        Spelling::Other
    } else if plain == text {
        Spelling::Exact
    } else if N::STYLE == Style::Snake && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_') {
        Spelling::Close
    } else {
        Spelling::Other
    };
    Claim { plain, spelling }
}

/// Returns the names of a text after its plain one, best first: those of its further forms, then the differences of the last.
fn longer<N: Name>(forms: &[String]) -> Vec<String> {
    let mut names: Vec<String> = forms.iter().skip(1).map(|form| natural::<N>(form)).collect();
    let last = forms.last().map_or("", String::as_str);
    names.extend(spelled::<N>(last));
    let mark = format!("x{:08x}", split::fingerprint(last));
    names.push(with::<N>(split::words(last), &mark));
    names
}

/// Returns the names of a string whose natural one is taken: with its symbols spelled, its case, or both.
fn spelled<N: Name>(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let plain = split::words(text);
    let spelled = split::split(text, Symbols::Spell);
    let has_symbols = !spelled.is_empty() && spelled != plain;
    if has_symbols {
        found.push(legal::<N>(spelled.clone()));
    }
    let case = split::letters(text);
    found.extend(case.map(|case| with::<N>(plain.clone(), case)));
    // A text without symbols differs from one with them in having none.
    if !has_symbols {
        found.push(with::<N>(plain.clone(), "plain"));
    }
    found.extend(case.map(|case| match has_symbols {
        true => with::<N>(spelled, case),
        false => with::<N>(plain, &format!("{case}_plain")),
    }));
    found
}

fn with<N: Name>(mut words: Vec<String>, last: &str) -> String {
    words.extend(last.split('_').map(str::to_owned));
    legal::<N>(words)
}

fn legal<N: Name>(mut words: Vec<String>) -> String {
    if words.first().is_some_and(|word| word.starts_with(|char: char| char.is_ascii_digit())) {
        match (N::KIND.prefix(), words.first_mut()) {
            ("v", Some(first)) => first.insert(0, 'v'),
            (prefix, _) => words.insert(0, prefix.to_owned()),
        }
    }
    let name = case::join(&words, N::STYLE);
    if !N::KIND.reserves(&name) {
        return name;
    }
    words.push(N::KIND.suffix().to_owned());
    case::join(&words, N::STYLE)
}

fn escape<N: Name>(identifier: &str) -> N {
    N::mint(if reserved::is_keyword(identifier) { format!("r#{identifier}") } else { identifier.to_owned() })
}

#[cfg(test)]
#[path = "scope_tests.rs"]
mod tests;
