//! Types of `uuid`.

use crate::foreign::{as_scalar, try_from_scalar};
use crate::scalars::text::Uuid;

impl From<uuid::Uuid> for Uuid {
    fn from(value: uuid::Uuid) -> Self {
        Self::from_u128(value.as_u128())
    }
}

as_scalar! {
    uuid::Uuid => Uuid, "a UUID", Some(Self::nil()), "\"00000000-0000-0000-0000-000000000000\"";
}

try_from_scalar! {
    Uuid => uuid::Uuid, "a UUID", |text| text.to_u128().map(uuid::Uuid::from_u128);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn uuids_go_both_ways() {
        let uuid = uuid::Uuid::from_u128(0x0191_d3a4_0000_7000_8000_0123_4567_89ab);
        assert_eq!(Uuid::from(uuid).as_str(), "0191d3a4-0000-7000-8000-0123456789ab");
        assert_eq!(uuid::Uuid::try_from(Uuid::from(uuid)), Ok(uuid));
        assert!(uuid::Uuid::try_from(&Uuid::from("x")).is_err());
    }
}
