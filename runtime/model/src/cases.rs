//! Rules that choose the variant of a union: tables that generated code states.

use crate::kinds::Kinds;
use crate::literal::Literal;

/// Rule that chooses the variant of a union from a value.
#[derive(Clone, Copy, Debug)]
pub struct Cases(pub(crate) Decision);

/// The two forms of the rule.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Decision {
    /// By the string under a key.
    Tagged {
        tag: &'static str,
        values: &'static [(&'static str, usize)],
        /// The case of a value without the key, or with another string.
        otherwise: Option<usize>,
    },
    /// By the type, keys and constants of a value.
    Shaped(&'static [Case]),
}

impl Cases {
    /// Chooses by the string under `tag`: each of `values` with the number of its case.
    pub const fn tagged(tag: &'static str, values: &'static [(&'static str, usize)]) -> Self {
        Self(Decision::Tagged { tag, values, otherwise: None })
    }

    /// Chooses this case for values without the key, and for those with another string.
    #[must_use]
    pub const fn otherwise(self, case: usize) -> Self {
        match self.0 {
            Decision::Tagged { tag, values, .. } => Self(Decision::Tagged { tag, values, otherwise: Some(case) }),
            Decision::Shaped(_) => self,
        }
    }

    /// Chooses by the type, keys and constants of a value.
    pub const fn shaped(cases: &'static [Case]) -> Self {
        Self(Decision::Shaped(cases))
    }

    /// Returns true if `null` is a value of one of the cases, as it is of any JSON.
    pub const fn take_null(&self) -> bool {
        let Decision::Shaped(cases) = self.0 else { return false };
        let mut at = 0;
        while at < cases.len() {
            if cases[at].kinds.meets(Kinds::NULL) {
                return true;
            }
            at += 1;
        }
        false
    }
}

/// One case of a union without a tag: the properties by which its values are recognised before they are decoded.
#[derive(Clone, Copy, Debug)]
pub struct Case {
    pub(crate) name: &'static str,
    pub(crate) kinds: Kinds,
    pub(crate) required: &'static [&'static str],
    pub(crate) constants: &'static [(&'static str, &'static [Literal])],
    pub(crate) known: &'static [&'static str],
    pub(crate) closed: bool,
    pub(crate) words: &'static [&'static str],
    /// The tag that the union writes; a value that came without it goes without it.
    pub(crate) tag: Option<&'static str>,
    pub(crate) variants: &'static [Self],
}

impl Case {
    /// Returns a case by its name (for messages) and JSON types.
    pub const fn new(name: &'static str, kinds: Kinds) -> Self {
        Self {
            name,
            kinds,
            required: &[],
            constants: &[],
            known: &[],
            closed: false,
            words: &[],
            tag: None,
            variants: &[],
        }
    }

    /// Sets the keys that an object must have.
    #[must_use]
    pub const fn required(mut self, keys: &'static [&'static str]) -> Self {
        self.required = keys;
        self
    }

    /// Sets the keys whose value, if present, is one of a few.
    #[must_use]
    pub const fn constants(mut self, constants: &'static [(&'static str, &'static [Literal])]) -> Self {
        self.constants = constants;
        self
    }

    /// Sets the keys that the schema names.
    #[must_use]
    pub const fn known(mut self, keys: &'static [&'static str]) -> Self {
        self.known = keys;
        self
    }

    /// Sets the tag that the union writes with the case. A value that came without it is written without it.
    #[must_use]
    pub const fn tag(mut self, tag: &'static str) -> Self {
        self.tag = Some(tag);
        self
    }

    /// Sets the variants of a case that is a union itself; one of them may fit better than all together.
    #[must_use]
    pub const fn variants(mut self, variants: &'static [Self]) -> Self {
        self.variants = variants;
        self
    }

    /// Allows no other keys.
    #[must_use]
    pub const fn closed(mut self) -> Self {
        self.closed = true;
        self
    }

    /// Sets the strings of a case that is an enum.
    #[must_use]
    pub const fn words(mut self, words: &'static [&'static str]) -> Self {
        self.words = words;
        self
    }
}
