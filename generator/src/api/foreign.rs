//! Types of other crates that replace the runtime's scalars, if the user's settings request them.

/// A type of another crate, which a crate of the runtime re-exports, or of std.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Foreign {
    /// `jiff::Timestamp`
    JiffTimestamp,
    /// `jiff::civil::Date`
    JiffDate,
    /// `jiff::civil::Time`
    JiffTime,
    /// `jiff::SignedDuration`
    JiffDuration,
    /// `chrono::DateTime<chrono::Utc>`
    ChronoUtc,
    /// `chrono::DateTime<chrono::FixedOffset>`
    ChronoOffset,
    /// `chrono::NaiveDate`
    ChronoDate,
    /// `chrono::NaiveTime`
    ChronoTime,
    /// `chrono::TimeDelta`
    ChronoDuration,
    /// `time::OffsetDateTime`
    TimeDateTime,
    /// `time::Date`
    TimeDate,
    /// `time::Time`
    TimeTime,
    /// `time::Duration`
    TimeDuration,
    /// `uuid::Uuid`
    Uuid,
    /// `url::Url`
    Url,
    /// `rust_decimal::Decimal`
    Decimal,
    /// `DecimalNumber` of the runtime: a `rust_decimal::Decimal` that is written as a number.
    DecimalNumber,
    /// `std::net::IpAddr`
    IpAddr,
}

impl Foreign {
    /// Returns the feature of the runtime that it needs, which is the name of its crate; `None` for std.
    pub fn feature(self) -> Option<&'static str> {
        match self {
            Self::JiffTimestamp | Self::JiffDate | Self::JiffTime | Self::JiffDuration => Some("jiff"),
            Self::ChronoUtc | Self::ChronoOffset | Self::ChronoDate | Self::ChronoTime | Self::ChronoDuration => {
                Some("chrono")
            }
            Self::TimeDateTime | Self::TimeDate | Self::TimeTime | Self::TimeDuration => Some("time"),
            Self::Uuid => Some("uuid"),
            Self::Url => Some("url"),
            Self::Decimal | Self::DecimalNumber => Some("rust_decimal"),
            Self::IpAddr => None,
        }
    }

    /// Returns its path in the crate that re-exports it, as the generated crate does too; of std the whole path.
    pub fn path(self) -> &'static str {
        match self {
            Self::JiffTimestamp => "jiff::Timestamp",
            Self::JiffDate => "jiff::civil::Date",
            Self::JiffTime => "jiff::civil::Time",
            Self::JiffDuration => "jiff::SignedDuration",
            Self::ChronoUtc => "chrono::DateTime<chrono::Utc>",
            Self::ChronoOffset => "chrono::DateTime<chrono::FixedOffset>",
            Self::ChronoDate => "chrono::NaiveDate",
            Self::ChronoTime => "chrono::NaiveTime",
            Self::ChronoDuration => "chrono::TimeDelta",
            Self::TimeDateTime => "time::OffsetDateTime",
            Self::TimeDate => "time::Date",
            Self::TimeTime => "time::Time",
            Self::TimeDuration => "time::Duration",
            Self::Uuid => "uuid::Uuid",
            Self::Url => "url::Url",
            Self::Decimal => "rust_decimal::Decimal",
            Self::DecimalNumber => "DecimalNumber",
            Self::IpAddr => "std::net::IpAddr",
        }
    }

    /// Returns the path as it is written where the re-exports are found below another path.
    pub fn path_below(self, root: &str) -> String {
        match self {
            Self::ChronoUtc | Self::ChronoOffset => {
                self.path().split('<').map(|part| format!("{root}::{part}")).collect::<Vec<_>>().join("<")
            }
            Self::IpAddr => self.path().to_owned(),
            _ => format!("{root}::{}", self.path()),
        }
    }
}
