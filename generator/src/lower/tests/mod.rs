//! Schemas lowered from small documents.

mod schemas;
mod unions;
