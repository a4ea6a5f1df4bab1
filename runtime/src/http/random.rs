//! Randomness for jitter, boundaries and idempotency keys. Not for cryptography.

/// Returns 64 random bits: the standard library's randomly keyed hasher, keyed anew.
#[cfg(not(target_family = "wasm"))]
pub(crate) fn random_bits() -> u64 {
    use std::hash::{BuildHasher as _, RandomState};
    RandomState::new().hash_one(0_u8)
}

/// Returns 64 random bits, of two of the browser's random numbers. The standard library's keys are no random ones there.
#[cfg(target_family = "wasm")]
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "32 bits of each, not negative")]
pub(crate) fn random_bits() -> u64 {
    let half = || (js_sys::Math::random() * f64::from(u32::MAX)) as u64;
    half() << 32 | half()
}

/// Returns a token of 32 letters and digits.
pub(crate) fn random_token() -> String {
    format!("{:016x}{:016x}", random_bits(), random_bits())
}

/// Returns a random UUID (RFC 9562 §5.4).
pub(crate) fn random_uuid() -> String {
    let (high, low) = (random_bits(), random_bits());
    let (high, low) = (high & !0xf000 | 0x4000, low & !(0b11 << 62) | 0b10 << 62);
    let digits = format!("{high:016x}{low:016x}");
    format!("{}-{}-{}-{}-{}", &digits[..8], &digits[8..12], &digits[12..16], &digits[16..20], &digits[20..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn uuids_have_their_form_and_differ() {
        let (a, b) = (random_uuid(), random_uuid());
        assert_ne!(a, b);
        for uuid in [a, b] {
            assert_eq!(uuid.len(), 36);
            assert_eq!(&uuid[14..15], "4");
            assert!(matches!(&uuid[19..20], "8" | "9" | "a" | "b"), "{uuid}");
        }
        assert_ne!(random_token(), random_token());
    }
}
