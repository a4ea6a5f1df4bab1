//! For generated code: what a resource file uses.

pub use super::{
    Binary, Call, Empty, Json, OptionalJson, Plain, Raw, RawReply, ReplyEnum, Request, Sending, SendingResponse,
    Several, StatusSpec, Text,
};
pub use crate::api::{Api, Scheme};
pub use crate::auth::Credential;
pub use crate::client::Client as Handle;
pub use crate::error::Error;
pub use crate::model::prelude::*;
pub use crate::operation::{Encoding, Operation, Paging, Param, Streaming, Style};
pub use crate::paging::Page;
pub use crate::response::Response;
pub use crate::secret::Secret;
pub use crate::stream::{ByteChunks, DataEvents, JsonLines, NamedEvents, TextEvents};
pub use crate::upload::Upload;
pub use crate::{paged_request, request, setters, stream_request};
