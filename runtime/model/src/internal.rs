//! Parts of this crate for `specsmith-runtime` and for what macros of this crate expand to, without a promise of compatibility.

pub use crate::attachments::{Attachment, Attachments, Misplaced};
pub use crate::drift_hook::{Decoding, DriftHook, Listener};
pub use crate::json::scan::{string_end, unescape_string, write_string};
pub use crate::macros::object::members_of;
pub use crate::notes::{Note, Notes};
pub use crate::scalars::base64;
pub use crate::scalars::octets::{bytes_of, text_of};
pub use serde_json::json;
