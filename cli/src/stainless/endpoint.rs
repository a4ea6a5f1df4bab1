//! Operations as the configuration names them.

/// The method and the path of `get /pets/{id}`.
pub(super) fn endpoint(text: &str) -> Option<(String, String)> {
    let (method, path) = text.trim().split_once(char::is_whitespace)?;
    let path = path.split_whitespace().next()?;
    path.starts_with('/').then(|| (method.to_lowercase(), path.to_owned()))
}
