//! The request of an operation that has nothing to be set.

use std::fmt;
use std::marker::PhantomData;

use crate::request::call::Call;
use crate::response::kinds::ResponseKind;

#[cfg(doc)]
use crate::response::kinds::Json;

/// A call that is ready to be made: awaiting it makes it. `K` says how the response is read ([`Json`], [`Empty`](crate::call::Empty), …).
///
/// Operations without optional inputs have this for a request, under a name of their own; others have a type of their own, which has the same methods
/// beside a setter for each input ([`request!`](crate::request)).
#[must_use = "a request does nothing until it is awaited"]
pub struct Request<K> {
    pub(crate) call: Call,
    kind: PhantomData<fn() -> K>,
}

impl<K: ResponseKind> Request<K> {
    /// A request that makes this call.
    #[inline]
    pub fn new(call: Call) -> Self {
        Self { call, kind: PhantomData }
    }
}

impl<K> Clone for Request<K> {
    fn clone(&self) -> Self {
        Self { call: self.call.clone(), kind: PhantomData }
    }
}

impl<K> fmt::Debug for Request<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Request").field("call", &self.call).finish()
    }
}
