//! Items that the files of generated resources use. For generated code.

pub use crate::client::Client as Handle;
pub use crate::client::request::Request;
pub use crate::config::auth::provider::Credential;
pub use crate::config::secret::Secret;
pub use crate::error::Error;
pub use crate::model::prelude::*;
pub use crate::operation::Operation;
pub use crate::operation::api::{Api, Scheme};
pub use crate::operation::paging::Paging;
pub use crate::operation::param::{Encoding, Param, Style};
pub use crate::operation::status::StatusSpec;
pub use crate::operation::streaming::Streaming;
pub use crate::request::call::Call;
pub use crate::response::Response;
pub use crate::response::kinds::{
    Binary, Empty, Json, OptionalJson, Plain, Raw, RawResponse, ResponseEnum, Several, Text,
};
pub use crate::response::page::Page;
pub use crate::response::sending::{Sending, SendingResponse};
pub use crate::response::stream::kinds::{ByteChunks, DataEvents, JsonLines, NamedEvents, TextEvents};
pub use crate::transport::upload::Upload;
pub use crate::{paged_request, request, setters, stream_request};
