//! The setters of requests: `setters!`.

/// Gives a request type a setter for each line of a table: where the value goes, the setter's name, the name on the wire if it is another
/// (`as "type"`), what it takes, and what turns that into the value sent: nothing, `into`, `list`, `vec` or `map`. `null` sends a member of the
/// body as null.
///
/// ```
/// use specsmith_runtime::call::prelude::*;
///
/// pub struct List {
///     call: Call,
/// }
///
/// specsmith_runtime::setters! {
///     impl List {
///         /// At most so many.
///         query limit: i64,
///         /// Only those with one of these tags.
///         query tags: impl IntoIterator<Item = impl Into<String>> => list,
///         /// Sets `note`.
///         field note: impl Into<String> => into,
///         /// Sends `note` as `null`.
///         null note_null as "note",
///     }
/// }
///
/// fn all(list: List) -> List {
///     list.limit(20).tags(["a", "b"]).note_null()
/// }
/// ```
#[macro_export]
macro_rules! setters {
    (impl $request:ident { $(
        $(#[$attribute:meta])*
        $verb:ident $name:ident $(as $key:literal)? $(: $type:ty $(=> $from:ident)?)?
    ),* $(,)? }) => {
        impl $request { $(
            $(#[$attribute])*
            pub fn $name(mut self $(, $name: $type)?) -> Self {
                $crate::set!(
                    self $verb ($crate::model_key!($name $($key)?)) $(($crate::setter_value!($name: $type $(=> $from)?)))?
                );
                self
            }
        )* }
    };
}

/// Puts a value into a call.
#[doc(hidden)]
#[macro_export]
macro_rules! set {
    ($request:ident null ($key:expr)) => {
        $request.call.field_null($key)
    };
    ($request:ident $verb:ident ($key:expr) ($value:expr)) => {
        $request.call.$verb($key, &$value)
    };
}

/// The value of a setter.
#[doc(hidden)]
#[macro_export]
macro_rules! setter_value {
    ($name:ident: $type:ty) => {
        $name
    };
    ($name:ident: $type:ty => into) => {
        $name.into()
    };
    ($name:ident: $type:ty => list) => {
        $crate::model::list($name)
    };
    ($name:ident: $type:ty => vec) => {
        <::std::vec::Vec<_> as ::core::iter::FromIterator<_>>::from_iter($name)
    };
    ($name:ident: $type:ty => map) => {
        $crate::model::map($name)
    };
}
