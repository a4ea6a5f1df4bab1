//! Writing a record in its original form: members that were absent, null or of another type, and are still empty.

use crate::Value;
use crate::drift::Walk;
use crate::empty::MARK;
use crate::extra::{Came, Kept};
use crate::fault::DecodeError;
use crate::json::scan;
use crate::json::tree::{Kind, Tree, push_key};
use crate::object_writer::ObjectWriter;
use crate::traits::Encode;
use crate::writer::Writer;

impl ObjectWriter<'_> {
    /// Writes what a record keeps, and has its named fields say what they said when it was read.
    #[cold]
    pub(crate) fn kept(&mut self, kept: &Kept) {
        if kept.untagged {
            self.drop_tags();
        }
        if !kept.named.is_empty() {
            self.repair(kept);
        }
        if !kept.fields.is_empty() {
            self.rest(kept.fields.iter());
        }
        if !kept.numbers.is_empty() {
            self.restore(&kept.numbers);
        }
        if let Some(instead) = &kept.instead {
            self.write_instead(instead);
        }
    }

    /// Writes the members again: without those that are still absent, and with `null` or the kept value for others that are still empty.
    fn repair(&mut self, kept: &Kept) {
        let members = self.take_members();
        let members = scan::top_members(members.strip_prefix(',').unwrap_or(&members));
        let came =
            |key: &str, value: &str| match self.is_tag(key) && (kept.untagged || self.is_corrected(kept, key, value)) {
                true => kept.came(key),
                false => kept.came_empty(key, value),
            };
        let came: Vec<_> = members.iter().map(|(key, text)| came(key, member_value(text))).collect();
        self.mark(
            members.iter().zip(&came).filter(|(_, came)| came.is_some_and(Came::is_missing)).map(|((key, _), _)| key),
        );
        for ((key, text), came) in members.iter().zip(came) {
            match (came, kept.fields.get(key)) {
                (Some(Came::Absent), _) => {}
                (Some(Came::Null), _) => self.member(key, &Value::Null),
                (Some(Came::Unfit), Some(unfit)) => self.member(key, unfit),
                _ => self.write_members(text),
            }
        }
        let unset = |(key, came): &&(&'static str, Came)| {
            *came == Came::OptionalNull && members.iter().all(|(written, _)| written != key)
        };
        for (key, _) in kept.named.iter().filter(unset) {
            self.member(key, &Value::Null);
        }
    }

    /// Returns true for a tag that came as another JSON type than that of its field, the text `4` for the number, and was written anew.
    fn is_corrected(&self, kept: &Kept, key: &str, value: &str) -> bool {
        let unfit = kept.fields.get(key).filter(|_| kept.came(key) == Some(Came::Unfit));
        unfit.is_some_and(|unfit| self.is_first_value(key, value) && self.admits(key, &json(unfit)))
    }

    /// Adds the names of missing fields in a member of their own, for a search of the record for them.
    fn mark<'k>(&mut self, missing: impl Iterator<Item = &'k String>) {
        let missing: Vec<String> = missing.cloned().collect();
        if missing.is_empty() {
            return;
        }
        if let Some(mark) = self.next_mark() {
            self.member(&mark, &missing);
        }
    }
}

fn json(value: &Value) -> String {
    let mut writer = Writer::new();
    writer.value(value);
    writer.into_string()
}

/// Returns the text of a member's value.
fn member_value(member: &str) -> &str {
    let after = scan::string_end(member.as_bytes(), 0).unwrap_or(0);
    member.get(after + 1..).unwrap_or("")
}

/// Returns the paths of required fields, in a value and below it, that were absent, null or of another type when it was decoded, and still have their empty
/// value: `name`, `owner.id`, `data[3].name`.
pub fn missing<T: Encode + ?Sized>(value: &T) -> Vec<String> {
    let mut writer = Writer::marking(MARK);
    value.encode(&mut writer);
    marked(writer.as_str()).unwrap_or_default()
}

/// Returns the part of [`missing`] that is the same for every type.
fn marked(json: &str) -> Result<Vec<String>, DecodeError> {
    if !json.contains("\\u0000missing ") {
        return Ok(Vec::new());
    }
    let tree = Tree::parse_str(json)?;
    let mut walk = Walk::default();
    let mut paths = Vec::new();
    for (at, entry) in (0..).zip(&tree.entries) {
        if entry.kind != Kind::Array || !tree.key(at).starts_with(MARK) {
            continue;
        }
        walk.to(&tree, at);
        let object = walk.parent_path(&tree);
        for key in (at + 1..entry.next(at)).filter_map(|item| tree.entries.get(item as usize)) {
            let mut path = object.clone();
            push_key(&mut path, tree.slice(key.body, key.owned.body));
            paths.push(path.strip_prefix("$.").or(path.strip_prefix('$')).unwrap_or(&path).to_owned());
        }
    }
    Ok(paths)
}
