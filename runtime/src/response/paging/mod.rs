//! Streams of the pages and items of a list.

pub(crate) mod next_page;
pub(crate) mod walk;
pub use crate::response::page::Page;
pub use crate::response::page::token::{BadToken, ResumeToken};
pub use crate::response::paging::walk::{Items, Pages};
