//! Percent-encoding (RFC 3986 §2).

/// Set of the characters that a value keeps. Every other character is written as `%XX` for each of its UTF-8 bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Keep {
    /// Letters, digits and `-._~`.
    Unreserved,
    /// Besides, what a path segment may hold: `!$&'()*+,;=:@`.
    Segment,
    /// Besides unreserved, reserved characters and `%XX` triplets (RFC 6570 §3.2.3), save `#`, `&` and `+`, which would end the value.
    Reserved,
    /// The characters of a segment, and `%XX` triplets: reserved characters that do not end the segment (OpenAPI 3.2 §4.12.2).
    SegmentReserved,
    /// Letters, digits and `*-._`; a space becomes `+` (WHATWG `application/x-www-form-urlencoded`).
    Form,
    /// The characters of a cookie's value except `%` (RFC 6265 §4.1.1).
    Cookie,
    /// The characters of a cookie's value (RFC 6265 §4.1.1).
    CookieReserved,
    /// Everything: headers are not encoded.
    All,
}

/// A set of ASCII characters.
#[derive(Clone, Copy)]
pub(crate) struct Set(u128);

impl Set {
    /// Letters, digits and `-._~` (RFC 3986 §2.3).
    pub(crate) const UNRESERVED: Self =
        Self(0).and("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~");
    /// The characters of a path segment (RFC 3986 §3.3).
    pub(crate) const SEGMENT: Self = Self::UNRESERVED.and("!$&'()*+,;=:@");
    const RESERVED: Self = Self::UNRESERVED.and(":/?[]@!$'()*,;=");
    const FORM: Self = Self::UNRESERVED.and("*").without("~");
    const GRAPHIC: Self = Self(((1 << 127) - 1) & !((1 << 33) - 1));
    const COOKIE_RESERVED: Self = Self::GRAPHIC.without("\",;\\");
    const COOKIE: Self = Self::COOKIE_RESERVED.without("%");

    /// Adds characters to the set, all of them ASCII.
    pub(crate) const fn and(self, more: &str) -> Self {
        Self(self.0 | Self::bits(more))
    }

    const fn without(self, less: &str) -> Self {
        Self(self.0 & !Self::bits(less))
    }

    const fn bits(text: &str) -> u128 {
        let mut bits = 0;
        let mut left = text.as_bytes();
        while let [byte, rest @ ..] = left {
            bits |= 1 << *byte;
            left = rest;
        }
        bits
    }

    pub(crate) const fn contains(self, byte: u8) -> bool {
        byte < 128 && self.0 >> byte & 1 == 1
    }
}

impl Keep {
    #[inline]
    fn set(self) -> Set {
        match self {
            Self::Unreserved => Set::UNRESERVED,
            Self::Segment | Self::SegmentReserved => Set::SEGMENT,
            Self::Reserved => Set::RESERVED,
            Self::Form => Set::FORM,
            Self::Cookie => Set::COOKIE,
            Self::CookieReserved => Set::COOKIE_RESERVED,
            Self::All => Set(u128::MAX),
        }
    }

    fn keeps_triplets(self) -> bool {
        matches!(self, Self::Reserved | Self::SegmentReserved)
    }

    /// Adds `text` to `out`, encoded.
    #[inline]
    pub(crate) fn push(self, out: &mut String, text: &str) {
        let set = self.set();
        if self == Self::All || text.bytes().all(|byte| set.contains(byte)) {
            return out.push_str(text);
        }
        let bytes = text.as_bytes();
        for (index, &byte) in bytes.iter().enumerate() {
            if set.contains(byte) || (self.keeps_triplets() && is_triplet(&bytes[index..])) {
                out.push(char::from(byte));
            } else if self == Self::Form && byte == b' ' {
                out.push('+');
            } else {
                push_encoded(out, byte);
            }
        }
    }

    /// Returns `text`, encoded.
    pub(crate) fn encode(self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        self.push(&mut out, text);
        out
    }
}

fn is_triplet(bytes: &[u8]) -> bool {
    matches!(bytes, [b'%', high, low, ..] if high.is_ascii_hexdigit() && low.is_ascii_hexdigit())
}

/// Adds `text`; what may not stand in it is encoded.
pub(crate) fn push_but(out: &mut String, text: &str, encodes: impl Fn(u8) -> bool) {
    if !text.bytes().any(&encodes) {
        return out.push_str(text);
    }
    for byte in text.bytes() {
        if encodes(byte) { push_encoded(out, byte) } else { out.push(char::from(byte)) }
    }
}

/// Adds a byte as `%XX`.
pub(crate) fn push_encoded(out: &mut String, byte: u8) {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    out.push('%');
    out.push(char::from(DIGITS[usize::from(byte >> 4)]));
    out.push(char::from(DIGITS[usize::from(byte & 15)]));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets() {
        let every: String = (0x20_u8..0x7f).map(char::from).collect();
        let kept =
            |keep: Keep| -> String { every.chars().filter(|c| keep.encode(&c.to_string()) == c.to_string()).collect() };
        let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
        let lower = letters.to_lowercase();
        assert_eq!(kept(Keep::Unreserved), format!("-.0123456789{letters}_{lower}~"));
        assert_eq!(kept(Keep::Segment), format!("!$&'()*+,-.0123456789:;=@{letters}_{lower}~"));
        assert_eq!(kept(Keep::Reserved), format!("!$'()*,-./0123456789:;=?@{letters}[]_{lower}~"));
        assert_eq!(kept(Keep::Form), format!("*-.0123456789{letters}_{lower}"));
        assert_eq!(kept(Keep::All), every);
    }

    #[test]
    fn bytes_of_utf8_and_triplets() {
        assert_eq!(Keep::Unreserved.encode("é/ "), "%C3%A9%2F%20");
        assert_eq!(Keep::Form.encode("a b&c"), "a+b%26c");
        assert_eq!(Keep::Reserved.encode("50%20/%zz%"), "50%20/%25zz%25");
        assert_eq!(Keep::Cookie.encode("a=b; c\"%"), "a=b%3B%20c%22%25");
        assert_eq!(Keep::CookieReserved.encode("a=b; c\"%20"), "a=b%3B%20c%22%20");
        assert_eq!(Keep::SegmentReserved.encode("a/b?c%20:@"), "a%2Fb%3Fc%20:@");
    }
}
