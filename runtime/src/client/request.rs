//! Requests of operations without optional inputs.

use std::fmt;
use std::marker::PhantomData;

use crate::request::call::Call;
use crate::response::kinds::ResponseKind;

#[cfg(doc)]
use crate::response::kinds::Json;

/// A call that is ready to be made. Awaiting it makes it. `K` is the kind of the response ([`Json`], [`Empty`](crate::call::Empty), …).
///
/// It is the request type of operations without optional inputs, under a name of their own. Other operations have a type of their own with the same
/// methods and a setter for each input ([`request!`](crate::request)).
#[must_use = "a request does nothing until it is awaited"]
pub struct Request<K> {
    pub(crate) call: Call,
    kind: PhantomData<fn() -> K>,
}

impl<K: ResponseKind> Request<K> {
    /// Makes the request of a call.
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
