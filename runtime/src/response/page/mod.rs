//! One page of a list.

pub(crate) mod next;
pub(crate) mod token;

use std::fmt;
use std::ops::Deref;

use crate::response::Response;
use crate::response::page::next::Follow;
use crate::response::page::token::ResumeToken;
use crate::send::head::Head;

/// One page of a list. It dereferences to the page's own type.
pub struct Page<T> {
    value: T,
    pub(crate) head: Box<Head>,
    pub(crate) follow: Follow,
}

impl<T> Page<T> {
    #[inline]
    pub(crate) fn new(value: T, head: Box<Head>, follow: Follow) -> Self {
        Self { value, head, follow }
    }

    /// Returns true if there is another page after this one.
    pub fn has_next_page(&self) -> bool {
        !matches!(self.follow, Follow::End)
    }

    /// Returns the position of the next page, from which another process can continue; `None` if this is the last page.
    pub fn resume_token(&self) -> Option<ResumeToken> {
        match &self.follow {
            Follow::Call(call) => Some(ResumeToken::of(call)),
            Follow::End | Follow::Stuck(..) => None,
        }
    }

    /// Returns the page alone.
    #[inline]
    pub fn into_inner(self) -> T {
        self.value
    }

    /// Returns the page with its status and headers.
    pub fn into_response(self) -> Response<T> {
        Response::new(self.value, self.head)
    }
}

impl<T> Deref for Page<T> {
    type Target = T;

    #[inline]
    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T: fmt::Debug> fmt::Debug for Page<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Page")
            .field("value", &self.value)
            .field("has_next_page", &self.has_next_page())
            .finish_non_exhaustive()
    }
}
