//! Requesting the page after a page.

use specsmith_model::Decode;

use crate::error::Error;
use crate::response::kinds::Paged;
use crate::response::page::Page;
use crate::response::page::next::Follow;
use crate::response::sending::Sending;

impl<T: Decode> Page<T> {
    /// Requests the next page; `None` if this is the last one.
    ///
    /// # Errors
    /// Any error of a call, and [`RepeatedPage`](crate::ErrorKind::RepeatedPage) if the page leads back to one that was
    /// already seen.
    #[inline]
    pub async fn next_page(&self) -> Result<Option<Self>, Error> {
        match self.follow.sending::<T>()? {
            Some(sending) => sending.await.map(Some),
            None => Ok(None),
        }
    }

    /// Requests the next page, and blocks this thread until it arrives; `None` if this is the last one.
    ///
    /// # Errors
    /// As [`Page::next_page`].
    #[cfg(all(feature = "blocking", not(target_family = "wasm")))]
    pub fn next_page_blocking(&self) -> Result<Option<Self>, Error> {
        self.follow.sending::<T>()?.map(Sending::wait).transpose()
    }
}

impl Follow {
    #[inline]
    fn sending<T: Decode>(&self) -> Result<Option<Sending<Paged<T>>>, Error> {
        Ok(self.call()?.map(Sending::new))
    }
}
