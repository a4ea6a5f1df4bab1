//! The statuses that a response of the document is for.

use http::StatusCode;

/// Statuses to which a declared response applies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StatusSpec {
    /// One status.
    Code(u16),
    /// `2XX`: the first digit.
    Range(u8),
    /// Every status not named otherwise.
    Default,
}

impl StatusSpec {
    /// Returns true if it names the status, exactly or as a range.
    pub(crate) fn includes(self, status: StatusCode) -> bool {
        self != Self::Default && self.rank(status).is_some()
    }

    /// Returns how exactly it names the status, 3 for the code itself; `None` if it does not.
    pub(crate) fn rank(self, status: StatusCode) -> Option<u8> {
        match self {
            Self::Code(code) => (code == status.as_u16()).then_some(3),
            Self::Range(digit) => (u16::from(digit) == status.as_u16() / 100).then_some(2),
            Self::Default => Some(1),
        }
    }
}
