//! Pages of a list, and walking through them.

pub(crate) mod next;
pub(crate) mod token;
pub(crate) mod walk;

use std::fmt;
use std::ops::Deref;

pub use crate::response::paging::token::{BadToken, ResumeToken};
pub use crate::response::paging::walk::{Items, Pages};

use crate::error::Error;
use crate::model::traits::Decode;
use crate::response::Response;
use crate::response::kinds::Paged;
use crate::response::paging::next::Follow;
use crate::response::sending::Sending;
use crate::send::head::Head;

/// One page of a list. It derefs to the page's own type.
pub struct Page<T> {
    value: T,
    pub(crate) head: Box<Head>,
    follow: Follow,
}

impl<T> Page<T> {
    #[inline]
    pub(crate) fn new(value: T, head: Box<Head>, follow: Follow) -> Self {
        Self { value, head, follow }
    }

    /// True when the page leads on to another one.
    pub fn has_next_page(&self) -> bool {
        !matches!(self.follow, Follow::End)
    }

    /// The place of the next page, for another process to go on from; `None` when this is the last one.
    pub fn resume_token(&self) -> Option<ResumeToken> {
        match &self.follow {
            Follow::Call(call) => Some(ResumeToken::of(call)),
            Follow::End | Follow::Stuck(..) => None,
        }
    }

    /// The page alone.
    #[inline]
    pub fn into_inner(self) -> T {
        self.value
    }

    /// The page with the status and header fields it came with.
    pub fn into_response(self) -> Response<T> {
        Response::new(self.value, self.head)
    }
}

impl<T: Decode> Page<T> {
    /// Asks for the next page; `None` when this is the last one.
    ///
    /// # Errors
    /// What making the call reports, and [`RepeatedPage`](crate::ErrorKind::RepeatedPage) when the page leads back to one that was
    /// already seen.
    #[inline]
    pub async fn next_page(&self) -> Result<Option<Self>, Error> {
        match self.follow.sending::<T>()? {
            Some(sending) => sending.await.map(Some),
            None => Ok(None),
        }
    }

    /// Asks for the next page, and waits for it on this thread; `None` when this is the last one.
    ///
    /// # Errors
    /// As [`Page::next_page`].
    #[cfg(feature = "blocking")]
    pub fn next_page_blocking(&self) -> Result<Option<Self>, Error> {
        self.follow.sending::<T>()?.map(Sending::wait).transpose()
    }
}

impl Follow {
    #[inline]
    fn sending<T: Decode>(&self) -> Result<Option<Sending<Paged<T>>>, Error> {
        Ok(self.call()?.map(|call| call.send()))
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
