//! Fields with types of the user that implement serde's traits.

use std::any::type_name;
use std::fmt;

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::Value;
use crate::fault::Fault;
use crate::node::Node;
use crate::traits::{Decode, Encode, FieldVisitor};
use crate::writer::Writer;

/// A value of a type that implements serde's traits, or JSON that the type refuses.
///
/// JSON that serde refuses is kept and written back, as are parts that the type does not write, such as members that it does not name. In strict decoding
/// such a value is an error.
#[derive(Clone)]
pub struct Serde<T> {
    value: Option<T>,
    came: Option<Box<Came>>,
}

/// JSON that its value does not tell.
#[derive(Clone)]
struct Came {
    json: Value,
    /// The JSON that the value was written as when it was read.
    written: Value,
}

impl<T> Serde<T> {
    /// Wraps a value.
    pub fn new(value: T) -> Self {
        Self { value: Some(value), came: None }
    }

    /// Returns the value; `None` if serde refused the JSON.
    pub fn get(&self) -> Option<&T> {
        self.value.as_ref()
    }

    /// Returns the value for changes.
    pub fn get_mut(&mut self) -> Option<&mut T> {
        self.value.as_mut()
    }

    /// Returns the value itself.
    pub fn into_inner(self) -> Option<T> {
        self.value
    }

    /// Returns the original JSON, if the value would be written differently or serde refused it.
    pub fn json(&self) -> Option<&Value> {
        self.came.as_ref().map(|came| &came.json)
    }
}

impl<T> From<T> for Serde<T> {
    fn from(value: T) -> Self {
        Self::new(value)
    }
}

/// By the value; of what serde refused, by the JSON.
impl<T: PartialEq> PartialEq for Serde<T> {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value && (self.value.is_some() || self.json() == other.json())
    }
}

impl<T: fmt::Debug> fmt::Debug for Serde<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.value, &self.came) {
            (Some(value), _) => value.fmt(f),
            (None, Some(came)) => came.json.fmt(f),
            (None, None) => f.write_str("null"),
        }
    }
}

impl<T: Serialize + DeserializeOwned> Decode for Serde<T> {
    fn decode(node: Node<'_>) -> Result<Self, Fault> {
        let json = node.to_value();
        match serde_json::from_value::<T>(json.clone()) {
            Ok(value) => {
                let written = serde_json::to_value(&value).unwrap_or_default();
                let came = (written != json).then(|| Box::new(Came { json, written }));
                Ok(Self { value: Some(value), came })
            }
            Err(_) if node.mode().is_strict() => Err(Fault::expected(node, type_name::<T>())),
            Err(_) => {
                node.unfit();
                Ok(Self { value: None, came: Some(Box::new(Came { json, written: Value::Null })) })
            }
        }
    }

    fn lenient_default() -> Option<Self> {
        Some(Self { value: None, came: None })
    }
}

impl<T: Serialize> Encode for Serde<T> {
    fn encode(&self, writer: &mut Writer) {
        let Some(value) = &self.value else {
            return self.json().unwrap_or(&Value::Null).encode(writer);
        };
        let unchanged = |came: &&Came| serde_json::to_value(value).is_ok_and(|written| written == came.written);
        match self.came.as_deref().filter(unchanged) {
            Some(came) => came.json.encode(writer),
            None => match serde_json::to_string(value) {
                Ok(json) => writer.raw(&json),
                Err(_) => writer.null(),
            },
        }
    }

    fn visit_fields<V: FieldVisitor>(&self, _: &Self, _: &mut V) {}
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::{DecodeMode, decode_with, from_str, to_string};

    #[test]
    fn json_is_written_as_it_came_unless_the_value_is_changed() {
        let fits: Serde<Duration> = from_str(r#"{"secs":1,"nanos":5}"#).unwrap();
        assert_eq!((fits.get(), fits.json()), (Some(&Duration::new(1, 5)), None));
        assert_eq!(to_string(&fits), r#"{"secs":1,"nanos":5}"#);
        let unfit: Serde<Duration> = from_str(r#"{"minutes":1}"#).unwrap();
        assert_eq!((unfit.get(), to_string(&unfit)), (None, r#"{"minutes":1}"#.to_owned()));
        assert_eq!(to_string(&Serde::new(Duration::ZERO)), r#"{"secs":0,"nanos":0}"#);
        assert!(decode_with::<Serde<Duration>>(br#"{"minutes":1}"#, DecodeMode::Strict).is_err());
    }

    #[test]
    fn members_that_the_type_leaves_out_are_kept() {
        // A set leaves out what comes twice.
        let mut set: Serde<std::collections::BTreeSet<i64>> = from_str("[2,1,2]").unwrap();
        assert_eq!(to_string(&set), "[2,1,2]");
        set.get_mut().unwrap().insert(3);
        assert_eq!(to_string(&set), "[1,2,3]");
    }
}
