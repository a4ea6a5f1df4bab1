//! Source of random choices.

/// A source of choices.
pub trait Dice {
    /// A number below `sides`; 0 when there is no side.
    fn roll(&mut self, sides: usize) -> usize;
}

/// Choices from a number: SplitMix64, whose stream is the same on every machine.
#[derive(Clone, Debug)]
pub struct Random(u64);

impl Random {
    /// The choices for one index of a run.
    pub fn new(number: u64, index: u64) -> Self {
        Self(number.wrapping_mul(0xA076_1D64_78BD_642F) ^ index.wrapping_mul(0xE703_7ED1_A0B4_28DB))
    }
}

impl Dice for Random {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) >> 16) as usize % sides.max(1)
    }
}

/// Choices from bytes, as a fuzzer gives them; zero once they are used up.
#[derive(Clone, Debug)]
pub struct Bytes<'b>(std::slice::Iter<'b, u8>);

impl<'b> Bytes<'b> {
    /// Takes the choices from these bytes.
    pub fn new(bytes: &'b [u8]) -> Self {
        Self(bytes.iter())
    }

    fn byte(&mut self) -> usize {
        self.0.next().copied().unwrap_or_default().into()
    }
}

impl Dice for Bytes<'_> {
    fn roll(&mut self, sides: usize) -> usize {
        let low = self.byte();
        let wide = if sides > 256 { low | (self.byte() << 8) } else { low };
        wide % sides.max(1)
    }
}
