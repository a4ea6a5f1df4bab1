//! Types of std.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::time::SystemTime;

use crate::foreign::{as_scalar, try_from_scalar};
use crate::scalars::clock::{DateTime, Duration};
use crate::scalars::text::IpText;

as_scalar! {
    IpAddr => IpText, "an IP address", Some(Self::V4(Ipv4Addr::UNSPECIFIED)), "\"0.0.0.0\"";
}

try_from_scalar! {
    IpText => IpAddr, "an IP address", IpText::addr;
    IpText => Ipv4Addr, "an address of IPv4", |text| text.as_str().parse().ok();
    IpText => Ipv6Addr, "an address of IPv6", |text| text.as_str().parse().ok();
    DateTime => SystemTime, "a date and time that this system can hold", DateTime::to_system_time;
    Duration => std::time::Duration, "a length of time without years and months", Duration::to_std;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_become_types_of_std_or_say_what_they_are_not() {
        assert_eq!(IpAddr::try_from(IpText::from("::1")), Ok(IpAddr::V6(Ipv6Addr::LOCALHOST)));
        assert_eq!(Ipv4Addr::try_from(&IpText::from("127.0.0.1")), Ok(Ipv4Addr::LOCALHOST));
        let error = Ipv6Addr::try_from(IpText::from("a\nb")).unwrap_err();
        assert_eq!(error.to_string(), "`a\\nb` is not an address of IPv6");
        let time = SystemTime::UNIX_EPOCH + std::time::Duration::from_millis(1500);
        assert_eq!(SystemTime::try_from(DateTime::from(time)), Ok(time));
        assert_eq!(std::time::Duration::try_from(Duration::from("PT1.5S")), Ok(std::time::Duration::from_millis(1500)));
        assert!(std::time::Duration::try_from(Duration::from("P1M")).is_err());
    }
}
