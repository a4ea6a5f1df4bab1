//! Identifiers, addresses and encoded bytes.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use crate::scalars::meaning::ordered_by_meaning;
use crate::scalars::{base64, text_scalar};

text_scalar! {
    /// A UUID (RFC 9562), as text. UUIDs compare by their 128 bits.
    Uuid
}

ordered_by_meaning!(Uuid, bits_of);

impl Uuid {
    /// Returns the 128 bits, if the text is 32 hex digits, with or without hyphens, braces or `urn:uuid:`.
    pub fn to_u128(&self) -> Option<u128> {
        bits_of(&self.0)
    }

    /// Makes the UUID of these bits, hyphenated, in lower case.
    pub fn from_u128(bits: u128) -> Self {
        let digits = format!("{bits:032x}");
        let parts = [&digits[..8], &digits[8..12], &digits[12..16], &digits[16..20], &digits[20..]];
        Self(parts.join("-").into())
    }
}

/// Returns the bits of a UUID.
fn bits_of(text: &str) -> Option<u128> {
    let text = match text.get(..9) {
        Some(urn) if urn.eq_ignore_ascii_case("urn:uuid:") => &text[9..],
        _ => text,
    };
    let text = text.strip_prefix('{').and_then(|text| text.strip_suffix('}')).unwrap_or(text);
    let hyphenated = match text.len() {
        32 => false,
        36 => true,
        _ => return None,
    };
    let mut bits = 0;
    for (at, digit) in text.chars().enumerate() {
        match digit {
            '-' if hyphenated && matches!(at, 8 | 13 | 18 | 23) => {}
            _ if hyphenated && matches!(at, 8 | 13 | 18 | 23) => return None,
            digit => bits = bits << 4 | u128::from(digit.to_digit(16)?),
        }
    }
    Some(bits)
}

text_scalar! {
    /// A URI or URI reference (RFC 3986), as text. URIs compare as texts (§6.2.1).
    Uri
}

ordered_by_meaning!(Uri, none);

/// Returns nothing: for a text without a further meaning.
fn none(_: &str) -> Option<()> {
    None
}

impl Uri {
    /// Returns the scheme, if there is one.
    pub fn scheme(&self) -> Option<&str> {
        let (scheme, _) = self.0.split_once(':')?;
        let mut bytes = scheme.bytes();
        let starts = bytes.next().is_some_and(|byte| byte.is_ascii_alphabetic());
        (starts && bytes.all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.')))
            .then_some(scheme)
    }
}

text_scalar! {
    /// An IP address, as text. Addresses compare by their bits: `::1` is `0:0:0:0:0:0:0:1`.
    IpText
}

ordered_by_meaning!(IpText, address_of);

fn address_of(text: &str) -> Option<IpAddr> {
    text.parse().ok()
}

impl IpText {
    /// Returns the address, if the text is one.
    pub fn addr(&self) -> Option<IpAddr> {
        address_of(&self.0)
    }
}

macro_rules! from_address {
    ($($address:ty),*) => {$(
        impl From<$address> for IpText {
            fn from(address: $address) -> Self {
                Self(address.to_string().into())
            }
        }
    )*};
}

from_address!(IpAddr, Ipv4Addr, Ipv6Addr);

text_scalar! {
    /// Bytes as Base64 text (RFC 4648). Values compare by their bytes.
    Base64
}

ordered_by_meaning!(Base64, base64::decode);

impl Base64 {
    /// Returns the bytes, if the text is Base64 of either alphabet, padded or not; white space is skipped.
    pub fn to_bytes(&self) -> Option<Vec<u8>> {
        base64::decode(&self.0)
    }

    /// Makes the Base64 text of these bytes: standard alphabet, padded.
    pub fn encode_bytes(bytes: &[u8]) -> Self {
        Self(base64::encode(bytes).into())
    }
}

text_scalar! {
    /// Bytes as Base64 text in the alphabet for URLs and file names (RFC 4648 §5). Values compare by their bytes.
    Base64Url
}

ordered_by_meaning!(Base64Url, base64::decode);

impl Base64Url {
    /// Returns the bytes, if the text is Base64 of either alphabet, padded or not; white space is skipped.
    pub fn to_bytes(&self) -> Option<Vec<u8>> {
        base64::decode(&self.0)
    }

    /// Makes the Base64 text of these bytes: alphabet for URLs, padded.
    pub fn encode_bytes(bytes: &[u8]) -> Self {
        Self(base64::encode_url(bytes).into())
    }
}

macro_rules! from_bytes {
    ($($scalar:ident: $([$($param:tt)*] $type:ty),*;)*) => {
        $($(impl<$($param)*> From<$type> for $scalar {
            fn from(bytes: $type) -> Self {
                Self::encode_bytes(bytes.as_ref())
            }
        })*)*
    };
}

from_bytes! {
    Base64: [] bytes::Bytes, [] Vec<u8>, [] &[u8], [const N: usize] &[u8; N];
    Base64Url: [] bytes::Bytes, [] Vec<u8>, [] &[u8], [const N: usize] &[u8; N];
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn uuids_are_read_in_their_forms() {
        let bits = 0x0191_d3a4_0000_7000_8000_0123_4567_89ab;
        let uuid = Uuid::from_u128(bits);
        assert_eq!(uuid, "0191d3a4-0000-7000-8000-0123456789ab");
        for form in ["0191D3A4-0000-7000-8000-0123456789AB", "0191d3a40000700080000123456789ab"] {
            assert_eq!(Uuid::from(form).to_u128(), Some(bits));
        }
        assert_eq!(Uuid::from(format!("urn:uuid:{uuid}")).to_u128(), Some(bits));
        assert_eq!(Uuid::from(format!("{{{uuid}}}")).to_u128(), Some(bits));
        for bad in ["", "0191d3a4", "+191d3a40000700080000123456789ab", "0191d3a-40000-7000-8000-0123456789ab", "é"] {
            assert_eq!(Uuid::from(bad).to_u128(), None, "{bad}");
        }
    }

    #[test]
    fn schemes_and_addresses() {
        assert_eq!(Uri::from("https://a.b/c").scheme(), Some("https"));
        assert_eq!(Uri::from("/a:b").scheme(), None);
        assert_eq!(IpText::from("::1").addr().map(|addr| addr.is_loopback()), Some(true));
        assert_eq!(IpText::from("::x").addr(), None);
        assert_eq!(IpText::from(Ipv4Addr::LOCALHOST), "127.0.0.1");
        assert_eq!(IpText::from(IpAddr::from(Ipv6Addr::LOCALHOST)), "::1");
    }
}
