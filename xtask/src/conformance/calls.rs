//! The calls to make and the responses to give, as prepared from the document by the foreign half.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde::Deserialize;

use super::json::Json;

/// `calls.json`.
#[derive(Debug, Deserialize)]
pub(super) struct Prepared {
    /// Text of each credential, by its security scheme; any text without.
    #[serde(default)]
    pub(super) credentials: BTreeMap<String, String>,
    pub(super) calls: Vec<Call>,
}

/// One call.
#[derive(Debug, Deserialize)]
pub(super) struct Call {
    pub(super) id: usize,
    /// Pointer of the operation in the document.
    pub(super) pointer: String,
    pub(super) method: String,
    /// Key of `paths` as written.
    pub(super) path: String,
    #[serde(default)]
    pub(super) parameters: Vec<Parameter>,
    pub(super) body: Option<Body>,
    pub(super) response: Response,
    /// Settings of its client, by their names on the wire.
    #[serde(default)]
    pub(super) settings: BTreeMap<String, String>,
}

/// A parameter and its value.
#[derive(Debug, Deserialize)]
pub(super) struct Parameter {
    #[serde(rename = "in")]
    pub(super) location: String,
    pub(super) name: String,
    pub(super) value: Json,
}

/// A request body.
#[derive(Debug, Deserialize)]
pub(super) struct Body {
    pub(super) media_type: String,
    /// The media type as the document has it, which may be a range.
    pub(super) declared: Option<String>,
    pub(super) value: Json,
}

/// The response that the server gives.
#[derive(Debug, Deserialize)]
pub(super) struct Response {
    pub(super) status: u16,
    pub(super) media_type: Option<String>,
    /// Names and values, a line each.
    #[serde(default)]
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: Option<Json>,
}

impl Response {
    /// Returns the bytes of its body.
    pub(super) fn bytes(&self) -> Vec<u8> {
        match &self.body {
            None | Some(Json::Null) => Vec::new(),
            Some(Json::Bytes(bytes)) => bytes.clone(),
            Some(Json::Text(text)) => text.clone().into_bytes(),
            Some(other) => other.to_string().into_bytes(),
        }
    }
}

impl Prepared {
    /// Reads the file.
    ///
    /// # Errors
    ///
    /// When it is missing or not as the contract says.
    pub(super) fn read(path: &Path) -> Result<Self, String> {
        let text = fs::read_to_string(path).map_err(|error| format!("`{}` cannot be read: {error}", path.display()))?;
        serde_json::from_str(&text).map_err(|error| format!("`{}` is not as agreed: {error}", path.display()))
    }
}
