//! Items that generated types use. For generated code; the names may change with the generator.

pub use crate::errors;
pub use crate::transport::upload::Upload;
#[doc(no_inline)]
pub use specsmith_model::prelude::*;
