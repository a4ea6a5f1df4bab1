//! JSON values whose numbers keep their text. `serde_json::Value` would round what 64 bits do not hold.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::base64;

/// The key of an object that stands for bytes: `{"$bytes": "<base64>"}`.
const BYTES: &str = "$bytes";
/// The key beside [`BYTES`] of a file's name.
const FILE_NAME: &str = "$file_name";

/// A value of an input or a response.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Json {
    Null,
    Bool(bool),
    /// The text of a JSON number.
    Number(String),
    Text(String),
    /// Bytes, which no JSON text holds by itself.
    Bytes(Vec<u8>),
    /// Bytes of a file that has a name.
    File(Vec<u8>, String),
    List(Vec<Json>),
    /// Members in their order.
    Object(Vec<(String, Json)>),
}

impl Json {
    /// Returns the member of this name.
    pub(super) fn get(&self, name: &str) -> Option<&Self> {
        self.members().iter().find(|(known, _)| known == name).map(|(_, value)| value)
    }

    /// Returns the members of an object; none of anything else.
    pub(super) fn members(&self) -> &[(String, Self)] {
        match self {
            Self::Object(members) => members,
            _ => &[],
        }
    }

    /// Returns true if it holds bytes anywhere.
    pub(super) fn holds_bytes(&self) -> bool {
        match self {
            Self::Bytes(_) | Self::File(..) => true,
            Self::List(items) => items.iter().any(Self::holds_bytes),
            Self::Object(members) => members.iter().any(|(_, value)| value.holds_bytes()),
            Self::Null | Self::Bool(_) | Self::Number(_) | Self::Text(_) => false,
        }
    }
}

/// As JSON text.
impl fmt::Display for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let quoted = |text: &str| serde_json::Value::from(text).to_string();
        match self {
            Self::Null => f.write_str("null"),
            Self::Bool(flag) => write!(f, "{flag}"),
            Self::Number(text) => f.write_str(text),
            Self::Text(text) => f.write_str(&quoted(text)),
            Self::Bytes(bytes) => write!(f, "{{\"{BYTES}\":\"{}\"}}", base64::encode(bytes)),
            Self::File(bytes, name) => {
                write!(f, "{{\"{BYTES}\":\"{}\",\"{FILE_NAME}\":{}}}", base64::encode(bytes), quoted(name))
            }
            Self::List(items) => {
                f.write_str("[")?;
                for (at, item) in items.iter().enumerate() {
                    write!(f, "{}{item}", if at == 0 { "" } else { "," })?;
                }
                f.write_str("]")
            }
            Self::Object(members) => {
                f.write_str("{")?;
                for (at, (name, value)) in members.iter().enumerate() {
                    write!(f, "{}{}:{value}", if at == 0 { "" } else { "," }, quoted(name))?;
                }
                f.write_str("}")
            }
        }
    }
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = Box::<RawValue>::deserialize(deserializer)?;
        read(raw.get()).map_err(D::Error::custom)
    }
}

fn read(text: &str) -> serde_json::Result<Json> {
    Ok(match text.as_bytes().first() {
        Some(b'{') => object(serde_json::from_str::<Members>(text)?.0)?,
        Some(b'[') => Json::List(serde_json::from_str(text)?),
        Some(b'"') => Json::Text(serde_json::from_str(text)?),
        Some(b't' | b'f') => Json::Bool(serde_json::from_str(text)?),
        Some(b'n') => Json::Null,
        _ => Json::Number(text.to_owned()),
    })
}

fn object(members: Vec<(String, Json)>) -> serde_json::Result<Json> {
    let bytes = |text| base64::decode(text).ok_or_else(|| serde_json::Error::custom("not Base64"));
    match members.as_slice() {
        [(key, Json::Text(text))] if key == BYTES => Ok(Json::Bytes(bytes(text)?)),
        [(key, Json::Text(text)), (other, Json::Text(name))] if key == BYTES && other == FILE_NAME => {
            Ok(Json::File(bytes(text)?, name.clone()))
        }
        _ => Ok(Json::Object(members)),
    }
}

/// The members of an object in their order.
struct Members(Vec<(String, Json)>);

impl<'de> Deserialize<'de> for Members {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Object;

        impl<'de> Visitor<'de> for Object {
            type Value = Members;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Members(members))
            }
        }

        deserializer.deserialize_map(Object)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_keep_their_text() {
        let text = r#"{"b":[18446744073709551616,1.0,-0,1E400,0.10000000000000000555],"a":{"x":null}}"#;
        let value: Json = serde_json::from_str(text).unwrap();
        assert_eq!(value.to_string(), text);
    }

    #[test]
    fn bytes_are_told_from_objects() {
        let text = r#"[{"$bytes":"AP8="},{"$bytes":"AP8=","x":1},{"$bytes":"AP8=","$file_name":"a\"b"}]"#;
        let value: Json = serde_json::from_str(text).unwrap();
        let Json::List(items) = &value else { panic!("{value}") };
        assert_eq!(items[0], Json::Bytes(vec![0, 255]));
        assert_eq!(items[1].members().len(), 2);
        assert_eq!(items[2], Json::File(vec![0, 255], "a\"b".to_owned()));
        assert!(value.holds_bytes() && items[2].holds_bytes());
        assert_eq!(value.to_string(), text);
    }
}
