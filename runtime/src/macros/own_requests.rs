//! The methods that the runtime's own request types share with generated ones.

use crate::client::request::Request;
use crate::client::untyped::Untyped;
use crate::response::kinds::ResponseKind;

crate::request_methods!([<K: ResponseKind>] Request<K>, K);
crate::request_options!([] Untyped);
