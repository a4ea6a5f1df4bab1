//! The query: groups of pairs, later groups win over earlier ones by name.

use crate::http::percent::Keep;

/// A name and a value, both encoded.
pub(crate) type Pair = (String, String);

/// A query in the making.
#[derive(Debug, Default)]
pub(crate) struct Query {
    /// Names, and values where there is a `=`.
    pairs: Vec<(String, Option<String>)>,
}

impl Query {
    /// Returns the pairs of a query that is already encoded.
    pub(crate) fn encoded(text: &str) -> Self {
        let pairs = text.split('&').filter(|pair| !pair.is_empty());
        Self { pairs: pairs.map(|pair| pair.split_once('=').map_or((pair.to_owned(), None), owned)).collect() }
    }

    /// Puts a group of encoded pairs over what is there.
    pub(crate) fn put(&mut self, group: Vec<Pair>) {
        self.pairs.retain(|(name, _)| !group.iter().any(|(new, _)| new == name));
        self.pairs.extend(group.into_iter().map(|(name, value)| (name, Some(value))));
    }

    /// Puts a group of encoded pairs over the first `earlier` pairs, and beside all others.
    pub(crate) fn put_over(&mut self, group: Vec<Pair>, earlier: &mut usize) {
        let mut at = 0;
        let (before, mut kept) = (*earlier, *earlier);
        self.pairs.retain(|(name, _)| {
            at += 1;
            let replaced = at <= before && group.iter().any(|(new, _)| new == name);
            kept -= usize::from(replaced);
            !replaced
        });
        *earlier = kept;
        self.pairs.extend(group.into_iter().map(|(name, value)| (name, Some(value))));
    }

    /// Returns the number of pairs.
    pub(crate) fn len(&self) -> usize {
        self.pairs.len()
    }

    /// Adds encoded text that is not made of pairs.
    pub(crate) fn put_text(&mut self, text: String) {
        self.pairs.push((text, None));
    }

    /// Puts pairs that are not encoded over what is there.
    pub(crate) fn put_plain<'a>(&mut self, group: impl Iterator<Item = (&'a str, &'a str)>) {
        self.put(group.map(|(name, value)| (Keep::Unreserved.encode(name), Keep::Unreserved.encode(value))).collect());
    }

    /// Adds pairs that are not encoded, of names that are not there.
    pub(crate) fn add_missing<'a>(&mut self, group: impl Iterator<Item = (&'a str, &'a str)>) {
        for (name, value) in group {
            let name = Keep::Unreserved.encode(name);
            if !self.pairs.iter().any(|(known, _)| *known == name) {
                self.pairs.push((name, Some(Keep::Unreserved.encode(value))));
            }
        }
    }

    /// Returns the query's text, without a `?`.
    pub(crate) fn into_text(self) -> String {
        let mut out = String::new();
        for (name, value) in self.pairs {
            if !out.is_empty() {
                out.push('&');
            }
            out.push_str(&name);
            if let Some(value) = value {
                out.push('=');
                out.push_str(&value);
            }
        }
        out
    }
}

fn owned((name, value): (&str, &str)) -> (String, Option<String>) {
    (name.to_owned(), Some(value.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_of_one_rank_stand_beside_each_other() {
        let mut query = Query::encoded("a=0&b=0");
        let mut earlier = query.len();
        for value in ["1", "2"] {
            query.put_over(vec![("a".to_owned(), value.to_owned())], &mut earlier);
        }
        assert_eq!(query.into_text(), "b=0&a=1&a=2");
    }

    #[test]
    fn later_groups_win_by_name() {
        let mut query = Query::encoded("a=1&b=2&b=3&c");
        query.put_plain([("b", "x y"), ("d", "&"), ("d", "=")].into_iter());
        assert_eq!(query.into_text(), "a=1&c&b=x%20y&d=%26&d=%3D");
    }
}
