//! The types of std that generated fields have.

use std::collections::BTreeMap;

use crate::fault::Fault;
use crate::json::tree::Kind;
use crate::lenient;
use crate::node::Node;
use crate::spelling::Form;
use crate::traits::FieldVisitor;
use crate::traits::{Decode, Encode};
use crate::writer::Writer;

/// Bytes that a list reserves before its first item is decoded: a short document must not reserve much.
const RESERVE: usize = 1 << 20;

impl Decode for String {
    #[inline]
    fn decode(node: Node<'_>) -> Result<Self, Fault> {
        node.text().map(str::to_owned)
    }

    #[inline]
    fn lenient_default() -> Option<Self> {
        Some(Self::new())
    }
}

impl Encode for String {
    #[inline]
    fn encode(&self, writer: &mut Writer) {
        writer.string(self);
    }

    fn visit_fields<V: FieldVisitor>(&self, _: &Self, _: &mut V) {}
}

impl Encode for str {
    #[inline]
    fn encode(&self, writer: &mut Writer) {
        writer.string(self);
    }

    fn visit_fields<V: FieldVisitor>(&self, _: &Self, _: &mut V) {}
}

impl Decode for bool {
    #[inline]
    fn decode(node: Node<'_>) -> Result<Self, Fault> {
        match node.as_bool() {
            Some(value) => Ok(value),
            None => lenient::read(node, "true or false", |text| text.parse().ok()),
        }
    }

    #[inline]
    fn lenient_default() -> Option<Self> {
        Some(false)
    }
}

impl Encode for bool {
    #[inline]
    fn encode(&self, writer: &mut Writer) {
        writer.boolean(*self);
    }

    fn visit_fields<V: FieldVisitor>(&self, _: &Self, _: &mut V) {}
}

/// Integers: JSON knows one kind of number, so `5.0` and `5e0` are 5.
macro_rules! integer {
    ($($type:ident, $what:literal;)*) => {$(
        impl Decode for $type {
            #[inline]
            fn decode(node: Node<'_>) -> Result<Self, Fault> {
                match node.as_integer() {
                    Some(value) => {
                        // Digits alone, but for `-0`, are what an integer writes.
                        if node.entry().kind != Kind::Integer || (value == 0 && node.entry().body.len > 1) {
                            node.respell(Form::Integer);
                        }
                        Ok(value)
                    }
                    None => lenient::read(node, $what, |text| lenient::integer(text)?.try_into().ok()),
                }
            }

            #[inline]
            fn lenient_default() -> Option<Self> {
                Some(0)
            }
        }

        impl Encode for $type {
            #[inline]
            fn encode(&self, writer: &mut Writer) {
                writer.integer(*self);
            }

            fn visit_fields<V: FieldVisitor>(&self, _: &Self, _: &mut V) {}
        }
    )*};
}

integer! {
    i8, "an integer of 8 bits";
    i16, "an integer of 16 bits";
    i32, "an integer of 32 bits";
    i64, "an integer of 64 bits";
    u8, "an integer from 0, of 8 bits";
    u16, "an integer from 0, of 16 bits";
    u32, "an integer from 0, of 32 bits";
    u64, "an integer from 0, of 64 bits";
    i128, "an integer of 128 bits";
}

impl Decode for f64 {
    #[inline]
    fn decode(node: Node<'_>) -> Result<Self, Fault> {
        match node.as_f64() {
            Some(value) => {
                node.note_spelling(Form::Float);
                Ok(value)
            }
            None => lenient::read(node, "a number", lenient::float),
        }
    }

    #[inline]
    fn lenient_default() -> Option<Self> {
        Some(0.0)
    }
}

impl Encode for f64 {
    #[inline]
    fn encode(&self, writer: &mut Writer) {
        writer.float(*self);
    }

    fn visit_fields<V: FieldVisitor>(&self, _: &Self, _: &mut V) {}
}

/// `null` is `None`.
impl<T: Decode> Decode for Option<T> {
    const TAKES_NULL: bool = true;

    #[inline]
    fn decode(node: Node<'_>) -> Result<Self, Fault> {
        if node.is_null() { Ok(None) } else { T::decode(node).map(Some) }
    }

    #[inline]
    fn lenient_default() -> Option<Self> {
        Some(None)
    }
}

impl<T: Encode> Encode for Option<T> {
    #[inline]
    fn encode(&self, writer: &mut Writer) {
        match self {
            Some(value) => value.encode(writer),
            None => writer.null(),
        }
    }

    fn visit_fields<V: FieldVisitor>(&self, _: &Self, _: &mut V) {}
}

impl<T: Decode> Decode for Box<T> {
    const TAKES_NULL: bool = T::TAKES_NULL;
    const TUPLE: bool = T::TUPLE;
    const EMPTY: Option<&'static str> = T::EMPTY;

    #[inline]
    fn decode(node: Node<'_>) -> Result<Self, Fault> {
        T::decode(node).map(Self::new)
    }

    #[inline]
    fn lenient_default() -> Option<Self> {
        T::lenient_default().map(Self::new)
    }
}

impl<T: Encode + ?Sized> Encode for Box<T> {
    #[inline]
    fn encode(&self, writer: &mut Writer) {
        (**self).encode(writer);
    }

    fn visit_fields<V: FieldVisitor>(&self, _: &Self, _: &mut V) {}
}

impl<T: Encode + ?Sized> Encode for &T {
    #[inline]
    fn encode(&self, writer: &mut Writer) {
        (**self).encode(writer);
    }

    fn visit_fields<V: FieldVisitor>(&self, _: &Self, _: &mut V) {}
}

impl<T: Decode> Decode for Vec<T> {
    #[inline]
    fn decode(node: Node<'_>) -> Result<Self, Fault> {
        if node.entry().kind != Kind::Array {
            return lenient::list(node);
        }
        let most = RESERVE / size_of::<T>().max(1);
        let mut list = Self::with_capacity(node.entry().count().min(most));
        for item in node.items() {
            list.push(T::decode(item)?);
        }
        Ok(list)
    }

    #[inline]
    fn lenient_default() -> Option<Self> {
        Some(Self::new())
    }
}

impl<T: Encode> Encode for [T] {
    #[inline]
    fn encode(&self, writer: &mut Writer) {
        writer.array(self);
    }

    fn visit_fields<V: FieldVisitor>(&self, _: &Self, _: &mut V) {}
}

impl<T: Encode> Encode for Vec<T> {
    #[inline]
    fn encode(&self, writer: &mut Writer) {
        writer.array(self);
    }

    fn visit_fields<V: FieldVisitor>(&self, _: &Self, _: &mut V) {}
}

impl<T: Decode> Decode for BTreeMap<String, T> {
    #[inline]
    fn decode(node: Node<'_>) -> Result<Self, Fault> {
        let node = if node.entry().kind == Kind::Object { node } else { lenient::object(node)? };
        let mut map = Self::new();
        for member in node.all_members() {
            match T::decode(member) {
                Ok(value) => drop(map.insert(member.key().to_owned(), value)),
                Err(fault) if !node.replaces(member) => return Err(fault),
                Err(_) => member.forget(),
            }
        }
        Ok(map)
    }

    #[inline]
    fn lenient_default() -> Option<Self> {
        Some(Self::new())
    }
}

impl<T: Encode> Encode for BTreeMap<String, T> {
    #[inline]
    fn encode(&self, writer: &mut Writer) {
        writer.map(self);
    }

    fn visit_fields<V: FieldVisitor>(&self, _: &Self, _: &mut V) {}
}

/// Tuples: arrays of a fixed length, each item of its own type.
macro_rules! tuple {
    ($what:literal, $($name:ident $position:tt),+) => {
        impl<$($name: Decode),+> Decode for ($($name,)+) {
            const TUPLE: bool = true;

            #[inline]
            fn decode(node: Node<'_>) -> Result<Self, Fault> {
                let length = [$($position),+].len();
                if node.entry().kind != Kind::Array || node.len() != length {
                    return Err(Fault::expected(node, $what));
                }
                let mut items = node.items();
                let tuple = ($(match items.next() {
                    Some(item) => $name::decode(item)?,
                    None => return Err(Fault::expected(node, $what)),
                },)+);
                Ok(tuple)
            }

            fn lenient_default() -> Option<Self> {
                Some(($($name::lenient_default()?,)+))
            }
        }

        impl<$($name: Encode),+> Encode for ($($name,)+) {
            #[inline]
            fn encode(&self, writer: &mut Writer) {
                writer.begin_array();
                let mut first = true;
                $(
                    writer.comma(&mut first);
                    self.$position.encode(writer);
                )+
                writer.raw("]");
            }

            fn visit_fields<V: FieldVisitor>(&self, _: &Self, _: &mut V) {}
        }
    };
}

tuple!("an array of 1 item", A 0);
tuple!("an array of 2 items", A 0, B 1);
tuple!("an array of 3 items", A 0, B 1, C 2);
tuple!("an array of 4 items", A 0, B 1, C 2, D 3);
tuple!("an array of 5 items", A 0, B 1, C 2, D 3, E 4);
tuple!("an array of 6 items", A 0, B 1, C 2, D 3, E 4, F 5);
