//! Scopes mint names; nothing else can.

macro_rules! names {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(String);

        impl $name {
            /// The identifier as it stands in source, `r#` included.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }
    )*};
}

names! {
    /// `UpperCamelCase` name of a struct, enum or alias.
    TypeName;
    /// `snake_case` name of a struct field.
    FieldName;
    /// `UpperCamelCase` name of an enum variant.
    VariantName;
    /// `snake_case` name of a method.
    MethodName;
    /// `snake_case` name of a module (and of its file).
    ModuleName;
    /// `snake_case` name of an argument or setter.
    ParamName;
    /// Name of a crate: ASCII letters, digits, `-` and `_`, beginning with a letter.
    CrateName;
}

/// A set of names that must differ from each other.
#[derive(Clone, Debug, Default)]
pub struct Scope {}
