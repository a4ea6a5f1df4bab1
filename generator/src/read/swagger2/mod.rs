//! Swagger 2.0: the parts that OpenAPI 3 has in other places.

mod body;
mod security;
mod server;

pub(super) use body::request_body;
pub(super) use security::security_definition;
pub(super) use server::{operation_servers, servers};
