//! The contract of generated models: types written as the generator writes them, and what they promise.
#![expect(missing_docs, reason = "samples, no library")]

mod deep;
mod flattened;
mod lenient;
mod numbers;
mod odd_texts;
mod properties;
mod records;
pub mod sample;
mod scalars;
pub mod tolerant;
mod unions;
mod words;
