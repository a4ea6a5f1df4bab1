//! Records: `model!`.

/// Makes a record of a struct: `Decode`, `Encode`, `Debug`, `PartialEq`, `serde::Serialize`, `serde::Deserialize`, `new`, and a setter
/// for each optional field that has the type of one.
///
/// The table names every field in the order of the JSON, those of one kind next to each other behind its name:
///
/// | kind | the field | in JSON |
/// | --- | --- | --- |
/// | `required` | `T` | always there |
/// | `nullable` | `Option<T>` | always there, `None` as null |
/// | `constant` | `Const`, `ConstValue` | always there, the schema fixes it |
/// | `optional` | `Option<T>` | there when it has a value |
/// | `optional_constant` | `Option<Const>`, `Option<ConstValue>` | there when it has a value, and the schema fixes it |
/// | `write_only` | `Option<T>` | there when it has a value; an argument of `new` |
/// | `tristate` | `Nullable<T>` | absent, null, or there |
/// | `remembered` | `Option<T>` | as it came: the extra fields remember a null |
/// | `flattened` | `T` | the members of `T`, beside the others; after them, before the rest |
/// | `rest` | `Extra` | every other key; gives `extra()` and `extra_mut()`, and `missing()` and `mark_present()` |
/// | `closed` | `Extra` | every other key, of which the schema allows none; gives `missing()` and `mark_present()` |
/// | `typed_rest` | `BTreeMap<String, T>` | every other key; after it, an `Extra` for what does not fit gives the methods of `closed` |
/// | `read_only` | | keys of fields above that are left out of requests |
/// | `any_type` | | the schema has no `type`: a value of another one is kept too |
///
/// After a field's name come the setter of null (`or note_null`), the key if it is another (`as "type"`), what an argument or setter takes
/// (`: impl Into<String>`), and how that becomes the field's value unless by `into()`: `=> list`, `=> map`, `=> boxed`, or an expression
/// (`=> (Some(true))`). A required field without a type is no argument of `new`.
///
/// ```
/// use specsmith_model::prelude::*;
///
/// #[derive(Clone)]
/// #[non_exhaustive]
/// pub struct Tag {
///     pub kind: Const,
///     pub id: String,
///     pub labels: Option<Vec<String>>,
///     pub r#type: Nullable<i64>,
///     extra: Extra,
/// }
///
/// specsmith_model::model!(Tag {
///     constant(kind = "tag"),
///     required(id: impl Into<String>),
///     optional(labels: impl IntoIterator<Item = impl Into<String>> => list),
///     tristate(r#type or type_null as "type": i64),
///     rest(extra),
/// });
///
/// let tag = Tag::new("t1").labels(["a", "b"]).r#type(7);
/// assert_eq!(specsmith_model::to_string(&tag), r#"{"kind":"tag","id":"t1","labels":["a","b"],"type":7}"#);
/// ```
///
/// `model!(Tag(required: TagRequired) { … })` makes a `new` that takes one argument of that name and type; the table then says how each field is
/// made of it. `model!(Tag: Default { … })`, for a record whose `new` takes nothing, gives `Default` as well. `model!(Tag)` gives serde's traits to a
/// type that has `Decode` and `Encode` already, `model!(Tag, extra)` with the methods of a field `extra`.
#[macro_export]
macro_rules! model {
    ($type:ident) => {
        $crate::model_serde!($type);
    };
    ($type:ident, extra) => {
        $crate::model!($type);

        impl $type {
            $crate::model_extra!(extra);
        }
    };
    // A record that is always `{}`: the rule below would read nothing in two ways.
    ($type:ident $(: $default:ident)? {}) => {
        impl $crate::Decode for $type {
            #[inline]
            fn decode_fields(
                _: &mut $crate::Fields<'_, '_>,
            ) -> ::core::result::Result<Self, $crate::Fault> {
                Ok(Self {})
            }
        }

        impl $crate::Encode for $type {}

        impl $type {
            /// Builds the value.
            pub fn new() -> Self {
                Self {}
            }
        }

        $($crate::model_default!($type, $default);)?
        $crate::model_traits!($type);
        $crate::model!($type);
    };
    ($type:ident $(: $default:ident)? $(($argument:ident : $argument_type:ty))? { $(
        $(required($(
            $required:ident $(as $required_key:literal)? $(: $required_type:ty)? $(=> $required_from:tt)?
        ),+ $(,)?))?
        $(nullable($(
            $nullable:ident $(as $nullable_key:literal)? $(: $nullable_type:ty)? $(=> $nullable_from:tt)?
        ),+ $(,)?))?
        $(constant($($constant:ident $(as $constant_key:literal)? = $text:literal),+ $(,)?))?
        $(optional($(
            $optional:ident $(as $optional_key:literal)? $(: $optional_type:ty $(=> $optional_from:tt)?)?
        ),+ $(,)?))?
        $(optional_constant($($word:ident $(as $word_key:literal)? = $word_text:literal),+ $(,)?))?
        $(write_only($(
            $asked:ident $(as $asked_key:literal)? $(: $asked_type:ty)? $(=> $asked_from:tt)?
        ),+ $(,)?))?
        $(tristate($(
            $tristate:ident $(or $tristate_null:ident)? $(as $tristate_key:literal)?
            $(: $tristate_type:ty $(=> $tristate_from:tt)?)?
        ),+ $(,)?))?
        $(remembered($($remembered:ident $(as $remembered_key:literal)?),+ $(,)?))?
        $(flattened($flattened:ident $(: $flattened_type:ty)? $(=> $flattened_from:tt)?))?
        $(rest($extra:ident))?
        $(closed($closed:ident))?
        $(typed_rest($typed:ident $(, $memory:ident)?))?
        $(read_only($($read_only:literal),+ $(,)?))?
        $(any_type($any_type:literal))?
    ),* }) => {
        impl $crate::Decode for $type {
            $($(const ANY_TYPE: bool = $any_type;)?)*

            #[inline]
            fn decode_fields(
                fields: &mut $crate::Fields<'_, '_>,
            ) -> ::core::result::Result<Self, $crate::Fault> {
                Ok(Self { $(
                    $($($required: match fields.required($crate::model_key!($required $($required_key)?)) {
                        Ok(value) => value,
                        Err(fault) => return Err(fault),
                    },)+)?
                    $($($nullable: fields.nullable($crate::model_key!($nullable $($nullable_key)?)),)+)?
                    $($($constant: fields.constant($crate::model_key!($constant $($constant_key)?), $text),)+)?
                    $($($optional: fields.optional($crate::model_key!($optional $($optional_key)?)),)+)?
                    $($($word: fields.optional_constant($crate::model_key!($word $($word_key)?), $word_text),)+)?
                    $($($asked: fields.optional($crate::model_key!($asked $($asked_key)?)),)+)?
                    $($($tristate: fields.tristate($crate::model_key!($tristate $($tristate_key)?)),)+)?
                    $($($remembered: fields.remembered($crate::model_key!($remembered $($remembered_key)?)),)+)?
                    $($flattened: match fields.flattened() {
                        Ok(value) => value,
                        Err(fault) => return Err(fault),
                    },)?
                    $($extra: fields.extra(),)?
                    $($closed: fields.extra(),)?
                    $($typed: fields.typed_extra(), $($memory: fields.memory(),)?)?
                )* })
            }
        }

        impl $crate::Encode for $type {
            #[inline]
            fn visit_fields<V: $crate::FieldVisitor>(&self, other: &Self, visitor: &mut V) {
                $(
                    $($(
                        visitor.required(
                            $crate::model_key!($required $($required_key)?),
                            &self.$required,
                            &other.$required,
                        );
                    )+)?
                    $($(
                        visitor.required(
                            $crate::model_key!($nullable $($nullable_key)?),
                            &self.$nullable,
                            &other.$nullable,
                        );
                    )+)?
                    $($(
                        visitor.required(
                            $crate::model_key!($constant $($constant_key)?),
                            &self.$constant,
                            &other.$constant,
                        );
                    )+)?
                    $($(
                        visitor.optional(
                            $crate::model_key!($optional $($optional_key)?),
                            &self.$optional,
                            &other.$optional,
                        );
                    )+)?
                    $($(
                        visitor.optional(
                            $crate::model_key!($word $($word_key)?),
                            &self.$word,
                            &other.$word,
                        );
                    )+)?
                    $($(
                        visitor.optional(
                            $crate::model_key!($asked $($asked_key)?),
                            &self.$asked,
                            &other.$asked,
                        );
                    )+)?
                    $($(
                        visitor.tristate(
                            $crate::model_key!($tristate $($tristate_key)?),
                            &self.$tristate,
                            &other.$tristate,
                        );
                    )+)?
                    $($(
                        visitor.remembered(
                            $crate::model_key!($remembered $($remembered_key)?),
                            &self.$remembered,
                            &other.$remembered,
                            &self.extra,
                        );
                    )+)?
                    $(visitor.flattened(::core::stringify!($flattened), &self.$flattened, &other.$flattened);)?
                    $(visitor.extra(&self.$extra, &other.$extra);)?
                    $(visitor.extra(&self.$closed, &other.$closed);)?
                    $(
                        visitor.typed_extra(::core::stringify!($typed), &self.$typed, &other.$typed);
                        $(visitor.extra(&self.$memory, &other.$memory);)?
                    )?
                    $(visitor.read_only(&[$($read_only),+]);)?
                )*
            }
        }

        impl $type {
            /// Makes a value from its required fields; the others are absent.
            pub fn new(
                $($argument: $argument_type,)?
                $( $($( $($required: $required_type,)? )+)? $($( $($nullable: $nullable_type,)? )+)?
                $($( $($asked: $asked_type,)? )+)?
                $( $($flattened: $flattened_type,)? )? )*
            ) -> Self {
                Self { $(
                    $($($required: $crate::model_value!($required $(=> $required_from)?),)+)?
                    $($($nullable: $crate::model_value!($nullable $(=> $nullable_from)?),)+)?
                    $($($constant: $crate::Constant::field($text),)+)?
                    $($($optional: None,)+)?
                    $($($word: None,)+)?
                    $($($asked: Some($crate::model_value!($asked $(=> $asked_from)?)),)+)?
                    $($($tristate: $crate::Nullable::Absent,)+)?
                    $($($remembered: None,)+)?
                    $($flattened: $crate::model_value!($flattened $(=> $flattened_from)?),)?
                    $($extra: $crate::Extra::new(),)?
                    $($closed: $crate::Extra::new(),)?
                    $(
                        $typed: ::std::collections::BTreeMap::new(),
                        $($memory: $crate::Extra::new(),)?
                    )?
                )* }
            }

            $($($($(
                /// Sets the field of this name.
                pub fn $optional(mut self, $optional: $optional_type) -> Self {
                    self.$optional = Some(
                        $crate::model_value!($optional $(=> $optional_from)?)
                    );
                    self
                }
            )?)+)?)*

            $($($(
                $(
                    /// Sets the field of this name.
                    pub fn $tristate(mut self, $tristate: $tristate_type) -> Self {
                        self.$tristate = $crate::Nullable::Value(
                            $crate::model_value!($tristate $(=> $tristate_from)?)
                        );
                        self
                    }
                )?
                $(
                    /// Sets the field to null.
                    pub fn $tristate_null(mut self) -> Self {
                        self.$tristate = $crate::Nullable::Null;
                        self
                    }
                )?
            )+)?)*

            $(
                $($crate::model_extra!($extra);)?
                $($crate::model_memory!($closed);)?
                $($($crate::model_memory!($memory);)?)?
            )*
        }

        $($crate::model_default!($type, $default);)?
        $crate::model_traits!($type);
        $crate::model!($type);
    };
}

/// `Default` of a record whose `new` takes nothing. Derived, it would ask every field for its empty value once more.
#[doc(hidden)]
#[macro_export]
macro_rules! model_default {
    ($type:ident, $default:ident) => {
        impl ::core::default::$default for $type {
            fn default() -> Self {
                Self::new()
            }
        }
    };
}

/// Implements `Debug` and `PartialEq` for a record by visiting its fields.
#[doc(hidden)]
#[macro_export]
macro_rules! model_traits {
    ($type:ident) => {
        impl ::core::fmt::Debug for $type {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::debug(self, f)
            }
        }

        impl ::core::cmp::PartialEq for $type {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                $crate::equal(self, other)
            }
        }
    };
}

/// The key of a field: its name, unless there is another.
#[doc(hidden)]
#[macro_export]
macro_rules! model_key {
    ($name:ident) => {
        ::core::stringify!($name)
    };
    ($name:ident $key:literal) => {
        $key
    };
}

/// The value of a field.
#[doc(hidden)]
#[macro_export]
macro_rules! model_value {
    ($name:ident) => {
        $name.into()
    };
    ($name:ident => list) => {
        $crate::list($name)
    };
    ($name:ident => map) => {
        $crate::map($name)
    };
    ($name:ident => boxed) => {
        ::std::boxed::Box::new(::core::convert::Into::into($name))
    };
    ($name:ident => ($from:expr)) => {
        $from
    };
}

/// The methods for the field that holds what no other names.
#[doc(hidden)]
#[macro_export]
macro_rules! model_extra {
    ($extra:ident) => {
        /// Returns the fields that the schema does not name.
        pub fn extra(&self) -> &$crate::Extra {
            &self.$extra
        }

        /// Returns the fields that the schema does not name, for changes.
        pub fn extra_mut(&mut self) -> &mut $crate::Extra {
            &mut self.$extra
        }

        $crate::model_memory!($extra);
    };
}

/// The methods for the field that remembers how named ones came.
#[doc(hidden)]
#[macro_export]
macro_rules! model_memory {
    ($extra:ident) => {
        /// Returns the paths of required fields, here and below, that were absent, null or of another type and still have their empty value: `name`,
        /// `owner.id`, `data[3].name`.
        pub fn missing(&self) -> ::std::vec::Vec<::std::string::String> {
            $crate::missing(self)
        }

        /// Marks a field as present that was absent, null or of another type when this was decoded. It is then written with the value it has, even an empty
        /// one.
        pub fn mark_present(&mut self, key: &str) {
            self.$extra.mark_present(key);
        }
    };
}
