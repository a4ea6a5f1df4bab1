//! Typed access to the values of a table that was checked against its keys.

use specsmith_generator::Key;
use specsmith_generator::read::Pattern;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::table::{Reader, is_inherited, place};

pub(super) fn strings(value: &DeValue<'_>) -> Vec<String> {
    let texts = value.as_array().into_iter().flat_map(|values| values.iter());
    texts.filter_map(|text| text.get_ref().as_str().map(str::to_owned)).collect()
}

/// The values of a table that was checked against its keys.
pub(super) struct Values<'a>(pub(super) &'a DeTable<'a>);

impl<'a> Values<'a> {
    pub(super) fn get(&self, key: &str) -> Option<&'a Spanned<DeValue<'a>>> {
        self.0.iter().find(|(name, _)| name.get_ref() == key).map(|(_, value)| value)
    }

    pub(super) fn text(&self, key: &str) -> Option<String> {
        self.get(key)?.get_ref().as_str().map(str::to_owned)
    }

    pub(super) fn texts(&self, key: &str) -> Vec<String> {
        self.get(key).map(|value| strings(value.get_ref())).unwrap_or_default()
    }

    pub(super) fn patterns(&self, key: &str, reader: &Reader<'_>) -> Vec<Pattern> {
        let patterns = self.get(key).and_then(|value| value.get_ref().as_array());
        let pattern = |value: &Spanned<DeValue<'_>>| {
            let place = Some(place(reader.source, value.span().start));
            Some(Pattern { text: value.get_ref().as_str()?.to_owned(), place })
        };
        patterns.into_iter().flat_map(|values| values.iter()).filter_map(pattern).collect()
    }

    pub(super) fn flag(&self, key: &str) -> Option<bool> {
        self.get(key)?.get_ref().as_bool()
    }

    pub(super) fn table(&self, key: &str) -> Values<'a> {
        static EMPTY: std::sync::LazyLock<DeTable<'static>> = std::sync::LazyLock::new(DeTable::new);
        Values(self.get(key).and_then(|value| value.get_ref().as_table()).unwrap_or(&EMPTY))
    }

    pub(super) fn shared<T>(&self, key: &str, read: impl Fn(&DeValue<'_>) -> Option<T>) -> Key<T> {
        match self.get(key).map(Spanned::get_ref) {
            None => Key::Default,
            Some(value) if is_inherited(value) => Key::Workspace,
            Some(value) => read(value).map_or(Key::Default, Key::Given),
        }
    }
}
