//! Endpoints, the configuration's references to operations.

/// Parses an endpoint, for example `get /pets/{id}`, into method and path.
pub(super) fn endpoint(text: &str) -> Option<(String, String)> {
    let (method, path) = text.trim().split_once(char::is_whitespace)?;
    let path = path.split_whitespace().next()?;
    path.starts_with('/').then(|| (method.to_lowercase(), path.to_owned()))
}
