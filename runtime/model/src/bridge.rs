//! serde's traits for every model, through the JSON tree, so that they work with any format.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde::ser::{Error as _, SerializeMap, SerializeSeq, Serializer};

use crate::fault::DecodeError;
use crate::json::number;
use crate::json::tree::{Kind, Span, Tree};
use crate::mode::DecodeMode;
use crate::node::{Node, NodeKind};
use crate::traits::{Decode, Encode};
use crate::value::keeps_texts;
use crate::writer::Writer;

/// The key under which `serde_json` hands over a number as text, when its feature `arbitrary_precision` is on.
const NUMBER_KEY: &str = "$serde_json::private::Number";

/// Serializes a value; the body of `serde::Serialize` for every model.
///
/// # Errors
/// The serializer's error, and an error if the value nests 128 deep.
pub fn serialize<T: Encode + ?Sized, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
    let mut writer = Writer::new();
    value.encode(&mut writer);
    serialize_json(writer.as_str(), serializer)
}

/// Serializes JSON text: the part of [`serialize`] that is the same for every type.
fn serialize_json<S: Serializer>(json: &str, serializer: S) -> Result<S::Ok, S::Error> {
    let tree = Tree::parse_str(json).map_err(S::Error::custom)?;
    let mut serializer = Some(serializer);
    let mut result = None;
    let read = tree.read(DecodeMode::Tolerant, |root| {
        result = serializer.take().map(|serializer| serde::Serialize::serialize(&root, serializer));
        Ok(())
    });
    read.map_err(S::Error::custom)?;
    result.unwrap_or_else(|| Err(S::Error::custom("no value")))
}

impl serde::Serialize for Node<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.kind() {
            NodeKind::Null => serializer.serialize_unit(),
            NodeKind::Boolean => serializer.serialize_bool(self.as_bool().unwrap_or_default()),
            NodeKind::String => serializer.serialize_str(self.as_str().unwrap_or_default()),
            NodeKind::Integer | NodeKind::Number => serialize_number(*self, serializer),
            NodeKind::Array => {
                let mut list = serializer.serialize_seq(Some(self.len()))?;
                for item in self.items() {
                    list.serialize_element(&item)?;
                }
                list.end()
            }
            NodeKind::Object => {
                let mut map = serializer.serialize_map(Some(self.len()))?;
                for (key, value) in self.members() {
                    map.serialize_entry(key, &value)?;
                }
                map.end()
            }
        }
    }
}

/// An integer in the smallest type that holds it, anything else as the nearest `f64`. Where `serde_json` keeps the texts of numbers, it is given those
/// that no such type holds, in its own way; another format then sees what it sees of any `serde_json::Number`.
fn serialize_number<S: Serializer>(node: Node<'_>, serializer: S) -> Result<S::Ok, S::Error> {
    let text = node.as_number().unwrap_or_default();
    if node.kind() == NodeKind::Integer && text != "-0" {
        if let Ok(value) = text.parse() {
            return serializer.serialize_u64(value);
        }
        if let Ok(value) = text.parse() {
            return serializer.serialize_i64(value);
        }
        if takes_128_bits::<S>() {
            if let Ok(value) = text.parse() {
                return serializer.serialize_i128(value);
            }
        }
    }
    let float = node.as_f64().unwrap_or_default();
    if keeps_texts() && !number::same(text, zmij::Buffer::new().format_finite(float)) {
        if let Ok(number) = text.parse::<serde_json::Number>() {
            return serde::Serialize::serialize(&number, serializer);
        }
    }
    serializer.serialize_f64(float)
}

/// Returns true if the format takes 128-bit integers. `serde_json::to_value` fails with an integer beyond 64 bits unless it keeps the texts of numbers:
/// better the nearest `f64`.
fn takes_128_bits<S>() -> bool {
    keeps_texts() || !std::any::type_name::<S>().starts_with("serde_json::value::")
}

/// Deserializes a value; the body of `serde::Deserialize` for every model. It decodes tolerantly, so that it reads everything that a tolerantly decoded value
/// is written as.
///
/// # Errors
/// The deserializer's error, and an error with a path if the value does not decode as `T`.
pub fn deserialize<'de, T: Decode, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let tree = gather(deserializer)?;
    tree.decode(DecodeMode::default()).map_err(D::Error::custom)
}

/// Returns the part of [`deserialize`] that is the same for every type.
fn gather<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Tree<'static>, D::Error> {
    let mut tree = Tree::empty();
    Slot { tree: &mut tree, key: Span::default(), depth: 0 }.deserialize(deserializer)?;
    if u32::try_from(tree.own.len()).is_err() {
        return Err(D::Error::custom("longer than four gigabytes"));
    }
    Ok(tree)
}

/// A place in a tree, to be filled with whatever a deserializer has.
struct Slot<'t> {
    tree: &'t mut Tree<'static>,
    key: Span,
    depth: usize,
}

impl Slot<'_> {
    fn within<E: serde::de::Error>(error: DecodeError) -> E {
        E::custom(error)
    }
}

impl<'de> DeserializeSeed<'de> for Slot<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Slot<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value that JSON can hold")
    }

    fn visit_bool<E>(self, value: bool) -> Result<(), E> {
        let (kind, text) = if value { (Kind::True, "true") } else { (Kind::False, "false") };
        self.tree.add(self.key, kind, text);
        Ok(())
    }

    fn visit_i64<E>(self, value: i64) -> Result<(), E> {
        self.tree.add_number(self.key, &value);
        Ok(())
    }

    fn visit_u64<E>(self, value: u64) -> Result<(), E> {
        self.tree.add_number(self.key, &value);
        Ok(())
    }

    fn visit_i128<E>(self, value: i128) -> Result<(), E> {
        self.tree.add_number(self.key, &value);
        Ok(())
    }

    fn visit_u128<E>(self, value: u128) -> Result<(), E> {
        self.tree.add_number(self.key, &value);
        Ok(())
    }

    fn visit_f64<E: serde::de::Error>(self, value: f64) -> Result<(), E> {
        if !value.is_finite() {
            return Err(E::custom("a number that is not finite"));
        }
        let mut text = zmij::Buffer::new();
        self.tree.add_number(self.key, &text.format_finite(value));
        Ok(())
    }

    fn visit_str<E>(self, text: &str) -> Result<(), E> {
        self.tree.add(self.key, Kind::Text, text);
        Ok(())
    }

    fn visit_bytes<E: serde::de::Error>(self, bytes: &[u8]) -> Result<(), E> {
        let text = std::str::from_utf8(bytes).map_err(|_| E::custom("bytes that are not UTF-8"))?;
        self.visit_str(text)
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        self.tree.add(self.key, Kind::Null, "null");
        Ok(())
    }

    fn visit_none<E>(self) -> Result<(), E> {
        self.tree.add(self.key, Kind::Null, "null");
        Ok(())
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        let open = self.tree.open(self.key, Kind::Array, self.depth).map_err(Self::within)?;
        let mut count = 0;
        while items.next_element_seed(Slot { tree: self.tree, key: Span::default(), depth: self.depth + 1 })?.is_some()
        {
            count += 1;
        }
        self.tree.close(open, count);
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
        let open = self.tree.open(self.key, Kind::Object, self.depth).map_err(Self::within)?;
        let mut count = 0;
        while let Some(key) = members.next_key_seed(KeySlot(self.tree))? {
            members.next_value_seed(Slot { tree: self.tree, key, depth: self.depth + 1 })?;
            count += 1;
        }
        self.tree.close(open, count);
        if count == 1 {
            self.tree.unwrap_number(open).map_err(A::Error::custom)?;
        }
        Ok(())
    }
}

impl Tree<'static> {
    /// Makes a number of an object that is `serde_json`'s way to hand over its text.
    fn unwrap_number(&mut self, open: u32) -> Result<(), &'static str> {
        let Some([object, member]) = self.entries.get_mut(open as usize..) else { return Ok(()) };
        let text = |span: Span| self.own.get(span.start as usize..(span.start + span.len) as usize).unwrap_or("");
        if member.kind != Kind::Text || text(member.key) != NUMBER_KEY {
            return Ok(());
        }
        let integer = number::whole(text(member.body)).ok_or("number out of range")?;
        object.kind = if integer { Kind::Integer } else { Kind::Float };
        object.body = member.body;
        self.entries.pop();
        Ok(())
    }
}

/// The text of a key. Formats whose keys need not be strings give numbers and booleans as text.
struct KeySlot<'t>(&'t mut Tree<'static>);

impl<'de> DeserializeSeed<'de> for KeySlot<'_> {
    type Value = Span;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Span, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for KeySlot<'_> {
    type Value = Span;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E>(self, text: &str) -> Result<Span, E> {
        Ok(self.0.keep(text))
    }

    fn visit_bytes<E: serde::de::Error>(self, bytes: &[u8]) -> Result<Span, E> {
        let text = std::str::from_utf8(bytes).map_err(|_| E::custom("a key that is not UTF-8"))?;
        Ok(self.0.keep(text))
    }

    fn visit_bool<E>(self, value: bool) -> Result<Span, E> {
        Ok(self.0.keep(if value { "true" } else { "false" }))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Span, E> {
        Ok(self.0.keep(&value.to_string()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Span, E> {
        Ok(self.0.keep(&value.to_string()))
    }
}

/// Gives a type that decodes and encodes serde's traits, for any format. Without the feature `serde` it gives nothing: for a large API that is a sixth of
/// what there is to compile.
#[cfg(feature = "serde")]
#[doc(hidden)]
#[macro_export]
macro_rules! model_serde {
    ($type:ident) => {
        impl $crate::serde::Serialize for $type {
            #[inline]
            fn serialize<S: $crate::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::serialize(self, serializer)
            }
        }

        impl<'de> $crate::serde::Deserialize<'de> for $type {
            #[inline]
            fn deserialize<D: $crate::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::deserialize(deserializer)
            }
        }
    };
}

#[cfg(not(feature = "serde"))]
#[doc(hidden)]
#[macro_export]
macro_rules! model_serde {
    ($type:ident) => {};
}
