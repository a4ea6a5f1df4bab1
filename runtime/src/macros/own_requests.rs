//! The methods that the runtime's own request types share with generated ones.

use crate::client::request::Request;
use crate::client::untyped::Untyped;
use crate::response::kinds::ReplyKind;

crate::request_methods!([<K: ReplyKind>] Request<K>, K);
crate::request_options!([] Untyped);
