//! Walking through all pages.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

use super::Page;
use crate::call::{Call, Paged, Sending};
use crate::error::Error;
use crate::model::Decode;

/// The pages of a list, one after the other, as a stream. It ends after the last page or the first error.
#[must_use = "streams do nothing unless they are polled"]
pub struct Pages<T> {
    state: State<T>,
    left: usize,
}

enum State<T> {
    Ready(Box<Call>),
    Running(Sending<Paged<T>>),
    Failed(Error),
    End,
}

impl<T: Decode> Pages<T> {
    /// The pages of a call, from the one it asks for on.
    #[inline]
    pub fn new(call: Call) -> Self {
        let left = call.parts.max_pages.unwrap_or(usize::MAX);
        Self { state: State::Ready(Box::new(call)), left }
    }

    #[inline]
    fn arrived(&mut self, page: Result<Page<T>, Error>) -> Result<Page<T>, Error> {
        self.state = State::End;
        let page = page?;
        self.left = self.left.saturating_sub(1);
        self.state = match page.follow.call() {
            Ok(Some(call)) if self.left > 0 => State::Ready(Box::new(call)),
            Err(error) if self.left > 0 => State::Failed(error),
            _ => State::End,
        };
        Ok(page)
    }
}

impl<T: Decode> Stream for Pages<T> {
    type Item = Result<Page<T>, Error>;

    #[inline]
    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            match std::mem::replace(&mut self.state, State::End) {
                State::End => return Poll::Ready(None),
                State::Failed(error) => return Poll::Ready(Some(Err(error))),
                State::Ready(_) if self.left == 0 => return Poll::Ready(None),
                State::Ready(call) => self.state = State::Running(call.send()),
                State::Running(mut sending) => {
                    let polled = Pin::new(&mut sending).poll(cx);
                    if polled.is_pending() {
                        self.state = State::Running(sending);
                    }
                    let page = ready!(polled);
                    return Poll::Ready(Some(self.arrived(page)));
                }
            }
        }
    }
}

/// The items of all pages of a list, one after the other, as a stream. It ends after the last item or the first error.
#[must_use = "streams do nothing unless they are polled"]
pub struct Items<T, I> {
    pages: Pages<T>,
    items: std::vec::IntoIter<I>,
    take: fn(T) -> Vec<I>,
    left: usize,
}

impl<T: Decode, I> Items<T, I> {
    /// The items of a call's pages; `take` gives those of one page.
    #[inline]
    pub fn new(call: Call, take: fn(T) -> Vec<I>) -> Self {
        let left = call.parts.max_items.unwrap_or(usize::MAX);
        Self { pages: Pages::new(call), items: Vec::new().into_iter(), take, left }
    }
}

impl<T, I> Unpin for Items<T, I> {}

impl<T: Decode, I> Stream for Items<T, I> {
    type Item = Result<I, Error>;

    #[inline]
    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            if self.left == 0 {
                return Poll::Ready(None);
            }
            if let Some(item) = self.items.next() {
                self.left -= 1;
                return Poll::Ready(Some(Ok(item)));
            }
            match ready!(Pin::new(&mut self.pages).poll_next(cx)) {
                Some(Ok(page)) => self.items = (self.take)(page.into_inner()).into_iter(),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }
}
