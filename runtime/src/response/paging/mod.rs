//! Pages of a list, and walking through them.

pub(crate) mod next;
pub(crate) mod next_page;
pub(crate) mod page;
pub(crate) mod token;
pub(crate) mod walk;
pub use crate::response::paging::page::Page;
pub use crate::response::paging::token::{BadToken, ResumeToken};
pub use crate::response::paging::walk::{Items, Pages};
