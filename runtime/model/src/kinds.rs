//! Sets of JSON types.

use std::fmt;

/// A set of JSON types.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Kinds(u8);

impl Kinds {
    /// No types.
    pub const NONE: Self = Self(0);
    /// Objects.
    pub const OBJECT: Self = Self(1);
    /// Arrays.
    pub const ARRAY: Self = Self(2);
    /// Strings.
    pub const STRING: Self = Self(4);
    /// Numbers without a fraction.
    pub const INTEGER: Self = Self(8);
    /// Numbers.
    pub const NUMBER: Self = Self(16);
    /// `true` and `false`.
    pub const BOOLEAN: Self = Self(32);
    /// `null`.
    pub const NULL: Self = Self(64);
    /// Every JSON type.
    pub const ANY: Self = Self(127);

    /// Returns the union of both sets.
    #[must_use]
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Returns true if the sets share a type.
    pub const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

impl std::ops::BitOr for Kinds {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        self.or(other)
    }
}

/// `a string or an object`
impl fmt::Display for Kinds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const NAMES: [(Kinds, &str); 7] = [
            (Kinds::OBJECT, "an object"),
            (Kinds::ARRAY, "an array"),
            (Kinds::STRING, "a string"),
            (Kinds::INTEGER, "an integer"),
            (Kinds::NUMBER, "a number"),
            (Kinds::BOOLEAN, "true or false"),
            (Kinds::NULL, "null"),
        ];
        let mut names = NAMES.iter().filter(|(kind, _)| self.meets(*kind)).map(|(_, name)| *name);
        f.write_str(names.next().unwrap_or("nothing"))?;
        names.try_for_each(|name| write!(f, " or {name}"))
    }
}
