//! Rows of the table that are major and that cargo-semver-checks passes over.

/// A row, and the reason for which the lints pass over its change.
#[derive(Debug)]
pub(super) struct Excuse {
    pub(super) row: &'static str,
    pub(super) reason: Reason,
}

/// The reason for which the lints pass over a change.
#[derive(Clone, Copy, Debug)]
pub(super) enum Reason {
    /// The type of a field, an argument, a variant or a result.
    Types,
    /// A trait that a macro of the runtime implements.
    MacroImpls,
}

impl Reason {
    pub(super) fn sentence(self) -> &'static str {
        match self {
            Self::Types => "the lints do not compare types of fields, arguments, variants and results",
            Self::MacroImpls => "the lints miss only traits that were derived, and the runtime's macros implement them",
        }
    }
}

pub(super) const EXCUSES: &[Excuse] = &[
    Excuse { row: "accumulation-added", reason: Reason::Types },
    Excuse { row: "derive-removed", reason: Reason::MacroImpls },
    Excuse { row: "empty-response-added", reason: Reason::Types },
    Excuse { row: "integer-became-number", reason: Reason::Types },
    Excuse { row: "parameter-type-changed", reason: Reason::Types },
    Excuse { row: "property-became-union", reason: Reason::Types },
    Excuse { row: "property-made-not-null", reason: Reason::Types },
    Excuse { row: "property-made-nullable", reason: Reason::Types },
    Excuse { row: "property-type-changed", reason: Reason::Types },
    Excuse { row: "request-property-made-nullable", reason: Reason::Types },
    Excuse { row: "response-added", reason: Reason::Types },
    Excuse { row: "response-type-changed", reason: Reason::Types },
    Excuse { row: "websocket-event-changed", reason: Reason::Types },
];
