//! Pages of a list, and walking through them.

pub(crate) mod next_page;
pub(crate) mod walk;
pub use crate::response::page::Page;
pub use crate::response::page::token::{BadToken, ResumeToken};
pub use crate::response::paging::walk::{Items, Pages};
