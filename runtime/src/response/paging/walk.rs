//! Streams over all pages of a list.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;
use specsmith_model::Decode;

use crate::error::Error;
use crate::request::call::Call;
use crate::response::kinds::Paged;
use crate::response::page::Page;
use crate::response::page::token::ResumeToken;
use crate::response::sending::Sending;

/// Stream of the pages of a list. It ends after the last page or the first error.
#[must_use = "streams do nothing unless they are polled"]
pub struct Pages<T> {
    state: State<T>,
    /// The place of the next page to be given.
    place: Option<Box<ResumeToken>>,
    left: usize,
    prefetch: bool,
}

enum State<T> {
    Ready(Box<Call>),
    Running(Sending<Paged<T>>),
    /// A page that was requested ahead and has arrived.
    Arrived(Box<Result<Page<T>, Error>>),
    Failed(Error),
    End,
}

impl<T: Decode> Pages<T> {
    /// Makes the pages of a call, from the requested one on.
    #[inline]
    pub fn new(call: Call) -> Self {
        let left = call.parts.max_pages.unwrap_or(usize::MAX);
        let (prefetch, place) = (call.parts.prefetch, Some(Box::new(ResumeToken::of(&call))));
        Self { state: State::Ready(Box::new(call)), place, left, prefetch }
    }

    /// Returns the position of the next page, from which another process can continue; `None` at the end. After an error it is the position of the page that
    /// failed.
    pub fn resume_token(&self) -> Option<ResumeToken> {
        Some(self.place.as_ref()?.after(0))
    }

    #[inline]
    fn arrived(&mut self, page: Result<Page<T>, Error>) -> Result<Page<T>, Error> {
        self.state = State::End;
        let page = page?;
        self.left = self.left.saturating_sub(1);
        let next = page.follow.call();
        self.place = next.as_ref().ok().and_then(|next| next.as_ref()).map(|next| Box::new(ResumeToken::of(next)));
        self.state = match next {
            Ok(Some(call)) if self.left > 0 => State::Ready(Box::new(call)),
            Err(error) if self.left > 0 => State::Failed(error),
            _ => State::End,
        };
        Ok(page)
    }

    /// Asks for the next page, if that is not done yet, and lets it come nearer.
    fn advance(&mut self, cx: &mut Context<'_>) {
        if let State::Ready(call) = &mut self.state {
            self.state = State::Running((**call).clone().send());
        }
        if let State::Running(sending) = &mut self.state {
            if let Poll::Ready(page) = Pin::new(sending).poll(cx) {
                self.state = State::Arrived(Box::new(page));
            }
        }
    }
}

impl<T> Unpin for Pages<T> {}

impl<T: Decode> Stream for Pages<T> {
    type Item = Result<Page<T>, Error>;

    #[inline]
    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if self.left > 0 {
            self.advance(cx);
        }
        let page = match std::mem::replace(&mut self.state, State::End) {
            State::End | State::Ready(_) => return Poll::Ready(None),
            State::Failed(error) => return Poll::Ready(Some(Err(error))),
            State::Running(sending) => {
                self.state = State::Running(sending);
                return Poll::Pending;
            }
            State::Arrived(page) => self.arrived(*page),
        };
        if self.prefetch {
            self.advance(cx);
        }
        Poll::Ready(Some(page))
    }
}

/// Stream of the items of all pages of a list. It ends after the last item or the first error.
#[must_use = "streams do nothing unless they are polled"]
pub struct Items<T, I> {
    pages: Pages<T>,
    items: std::vec::IntoIter<I>,
    take: fn(T) -> Vec<I>,
    left: usize,
    /// The place of the page the items are of.
    place: Option<Box<ResumeToken>>,
    /// Number of items of that page that have been taken, including those before this walk.
    taken: usize,
}

impl<T: Decode, I> Items<T, I> {
    /// Makes the items of a call's pages; `take` returns those of one page.
    #[inline]
    pub fn new(call: Call, take: fn(T) -> Vec<I>) -> Self {
        let (left, taken) = (call.parts.max_items.unwrap_or(usize::MAX), call.parts.skip_items);
        Self { pages: Pages::new(call), items: Vec::new().into_iter(), take, left, place: None, taken }
    }

    /// Returns the position of the next item, from which another process can continue; `None` at the end. After an error it is the start of the page that
    /// failed.
    pub fn resume_token(&self) -> Option<ResumeToken> {
        match &self.place {
            Some(place) if !self.items.as_slice().is_empty() => Some(place.after(self.taken)),
            // Nothing was asked for yet: where a walk that was resumed goes on.
            None => self.pages.place.as_deref().cloned(),
            Some(_) => self.pages.resume_token(),
        }
    }

    fn turn(&mut self, page: Page<T>, place: Option<Box<ResumeToken>>) {
        let skipped = if self.place.is_none() { self.taken } else { 0 };
        self.place = place;
        self.items = (self.take)(page.into_inner()).into_iter();
        self.taken = skipped.min(self.items.len());
        if skipped > 0 {
            self.items.nth(skipped - 1);
        }
    }

    /// Returns true if the items at hand are not all that will be given.
    fn wants_more(&self) -> bool {
        self.left > self.items.len()
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
                self.taken += 1;
                if self.pages.prefetch && self.wants_more() {
                    self.pages.advance(cx);
                }
                return Poll::Ready(Some(Ok(item)));
            }
            // Here the prefetch waits for the items of the next page, so the page itself must not start it.
            let ahead = std::mem::take(&mut self.pages.prefetch);
            let place = self.pages.place.clone();
            let page = Pin::new(&mut self.pages).poll_next(cx);
            self.pages.prefetch = ahead;
            match ready!(page) {
                Some(Ok(page)) => self.turn(page, place),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }
}
