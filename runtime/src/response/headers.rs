//! Headers of responses, as values.

use http::HeaderMap;
use specsmith_model::Decode;

use crate::error::Error;
use crate::response::Response;
use crate::response::page::Page;
use crate::response::stream::{ByteStream, EventStream};

/// A value with the headers of its response, which the getters of a generated crate's `ResponseHeaders` read.
pub trait Headed {
    /// Returns the headers.
    fn header_fields(&self) -> &HeaderMap;
}

impl<T> Headed for Response<T> {
    fn header_fields(&self) -> &HeaderMap {
        self.headers()
    }
}

impl<T> Headed for Page<T> {
    fn header_fields(&self) -> &HeaderMap {
        &self.head.headers
    }
}

impl<T, W> Headed for EventStream<T, W> {
    fn header_fields(&self) -> &HeaderMap {
        self.headers()
    }
}

impl Headed for ByteStream {
    fn header_fields(&self) -> &HeaderMap {
        self.headers()
    }
}

impl Headed for Error {
    fn header_fields(&self) -> &HeaderMap {
        self.headers()
    }
}

/// Decodes a header in the style `simple` (OpenAPI 3.1.1 §4.8.12.3). Several headers of one name are one list (RFC 9110 §5.3). Returns `None` if the header
/// is absent or does not decode.
pub fn header<T: Decode>(headers: &HeaderMap, name: &str) -> Option<T> {
    let mut values = headers.get_all(name).iter();
    let mut text = String::from_utf8_lossy(values.next()?.as_bytes()).into_owned();
    for value in values {
        text.push_str(", ");
        text.push_str(&String::from_utf8_lossy(value.as_bytes()));
    }
    value(text.trim())
}

/// Returns a text, a number or boolean, or a list of either: the first that the type takes.
fn value<T: Decode>(text: &str) -> Option<T> {
    let items = || text.split(',').map(str::trim).filter(|item| !item.is_empty());
    let quoted = |text: &str| specsmith_model::to_string(text);
    let attempts: [&dyn Fn() -> String; 4] = [
        &|| quoted(text),
        &|| text.to_owned(),
        &|| format!("[{}]", items().map(quoted).collect::<Vec<_>>().join(",")),
        &|| format!("[{}]", items().collect::<Vec<_>>().join(",")),
    ];
    attempts.into_iter().find_map(|attempt| specsmith_model::from_str(&attempt()).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of<T: Decode>(values: &[&str]) -> Option<T> {
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append("x", http::HeaderValue::from_str(value).unwrap());
        }
        header(&headers, "X")
    }

    #[test]
    fn values() {
        assert_eq!(of::<String>(&["a b"]).as_deref(), Some("a b"));
        assert_eq!(of::<String>(&["7"]).as_deref(), Some("7"));
        assert_eq!(of::<i64>(&[" 7 "]), Some(7));
        assert_eq!(of::<f64>(&["0.5"]), Some(0.5));
        assert_eq!(of::<bool>(&["true"]), Some(true));
        assert_eq!(of::<Vec<String>>(&["a, b", "c"]), Some(vec!["a".to_owned(), "b".to_owned(), "c".to_owned()]));
        assert_eq!(of::<Vec<i64>>(&["1,2"]), Some(vec![1, 2]));
        assert_eq!(of::<Vec<String>>(&[""]), Some(Vec::new()));
    }

    #[test]
    fn what_is_not_there_or_not_that() {
        assert_eq!(of::<String>(&[]), None);
        assert_eq!(of::<i64>(&["seven"]), None);
        assert_eq!(of::<i64>(&["7, 8"]), None);
        assert_eq!(of::<bool>(&["yes"]), None);
    }
}
