//! The document and the files beside it that it refers to.

use std::cell::OnceCell;
use std::collections::{BTreeMap, HashMap};

use indexmap::IndexSet;
use serde_json::Value;

use super::at::FileId;
use super::bases::{Bases, count_dynamic_anchors, make_static, may_name_itself, resolve, without_fragment};
use super::found::Start;
use super::input::Source;
use super::tree::{Slip, SlipKind};
use super::uri::{file_name, file_part, has_scheme, join};
use super::{budgets, outside, text};
use crate::changes::Changes;
use crate::pointer::Pointer;
use crate::report::{Code, Problem, Report};

/// One parsed file.
#[derive(Debug)]
pub(super) struct File {
    /// Path relative to the document's folder; the document's own file name for the document.
    pub(super) path: String,
    /// Its tree.
    pub(super) value: Value,
    /// True if the file may contain its own URI, or that of a schema in it.
    may_name_itself: bool,
    /// Numbers whose text their value does not tell, by place.
    spelled: HashMap<Pointer, String>,
    /// `$anchor` and `$id` names with the pointers of their schemas, computed on first use.
    names: OnceCell<HashMap<String, Vec<String>>>,
    /// Bytes of its text.
    length: usize,
}

/// Every file of a run; index 0 is the document.
#[derive(Debug)]
pub(super) struct Sources {
    files: Vec<File>,
    /// Bases of relative references, where that is not the file.
    bases: Bases,
    by_path: HashMap<String, FileId>,
}

impl Sources {
    /// Returns the document alone.
    pub(super) fn new(spec: &Source, value: Value) -> Self {
        let path = file_name(&spec.name).to_owned();
        let mut sources = Self { files: Vec::new(), bases: Bases::default(), by_path: HashMap::new() };
        sources.add(path, value, &spec.bytes);
        sources
    }

    /// Parses the given files that are referred to, directly or through others.
    pub(super) fn load(&mut self, files: &BTreeMap<String, Vec<u8>>, report: &mut Report) {
        let mut next = 0;
        while next < self.files.len() {
            let mut wanted = Vec::new();
            let file = &self.files[next];
            references(&file.value, &file.path, &mut |base, reference| {
                let Some(part) = file_part(reference) else { return };
                wanted.extend([join(&file.path, &part), join(base, &part)].into_iter().flatten());
            });
            for path in wanted {
                if self.by_path.contains_key(&path) {
                    continue;
                }
                if let Some(bytes) = files.get(&path) {
                    self.load_one(path, bytes, report);
                }
            }
            next += 1;
        }
    }

    fn load_one(&mut self, path: String, bytes: &[u8], report: &mut Report) {
        let mut own = Report::new();
        let tree = text::parse(&path, bytes, &mut own);
        let Some(tree) = tree else {
            // An error in a file beside the document is only a warning: references into the file dangle.
            for problem in own.problems() {
                let mut problem = problem.clone();
                problem.code = Code::BadFile;
                problem.severity = crate::report::Severity::Warning;
                problem.pointer = Pointer::root_of(&path);
                report.add(problem);
            }
            return;
        };
        let file = self.add(path, tree.value, bytes);
        self.note(file, tree.slips, report);
    }

    fn add(&mut self, path: String, value: Value, bytes: &[u8]) -> FileId {
        let id = FileId(self.files.len());
        self.by_path.insert(path.clone(), id);
        let may_name_itself = std::str::from_utf8(bytes).is_ok_and(may_name_itself);
        self.files.push(File {
            path,
            value,
            may_name_itself,
            spelled: HashMap::new(),
            names: OnceCell::new(),
            length: bytes.len(),
        });
        id
    }

    /// Cuts the trees of files with more than the budgets allow.
    pub(super) fn cut(&mut self, report: &mut Report) {
        for (index, file) in self.files.iter_mut().enumerate() {
            let root = if index == FileId::MAIN.0 { Pointer::root() } else { Pointer::root_of(&file.path) };
            budgets::cut(&mut file.value, file.length, &root, report);
        }
    }

    /// Turns the parser's slips into diagnostics, and keeps the texts of numbers.
    pub(super) fn note(&mut self, file: FileId, slips: Vec<Slip>, report: &mut Report) {
        for slip in slips {
            let at = self.pointer(file, slip.pointer().tokens());
            if let Some(problem) = problem(&slip, &at) {
                report.add(problem);
            }
            if let SlipKind::Rounded(text) | SlipKind::Spelled(text) = slip.kind {
                self.files[file.0].spelled.insert(at, text);
            }
        }
    }

    /// Forgets the texts of numbers that overlays moved or replaced.
    pub(super) fn forget(&mut self, changes: &Changes) {
        self.files[FileId::MAIN.0].spelled.retain(|at, _| changes.origin(at) == *at);
    }

    /// Finds the URIs of files and schemas. Before 3.1 schemas had none. Overlays may have added some.
    pub(super) fn find_bases(&mut self, overlays: &[Source]) {
        let is_text = |bytes: &[u8]| std::str::from_utf8(bytes).is_ok_and(may_name_itself);
        let overlaid = overlays.iter().any(|overlay| is_text(&overlay.bytes));
        if !overlaid && !self.files.iter().any(|file| file.may_name_itself) {
            return;
        }
        let mut counts = HashMap::new();
        self.files.iter().for_each(|file| count_dynamic_anchors(&file.value, &mut counts));
        self.files.iter_mut().for_each(|file| make_static(&mut file.value, &counts));
        for (index, file) in self.files.iter().enumerate() {
            self.bases.add(FileId(index), &file.path, &file.value);
        }
    }

    /// Returns the URIs of files and schemas.
    pub(super) fn bases(&self) -> &Bases {
        &self.bases
    }

    /// Returns the start of a reference in a file.
    pub(super) fn start(&self, reference: &str, file: FileId) -> Start {
        Start { file, resource: self.bases.of(reference, file) }
    }

    /// Returns the start of a reference to a file.
    pub(super) fn root_of(&self, file: FileId) -> Start {
        self.start("", file)
    }

    /// Returns a file.
    pub(super) fn file(&self, id: FileId) -> &File {
        &self.files[id.0]
    }

    /// Returns the file at a path, if it was given and could be read.
    pub(super) fn at_path(&self, path: &str) -> Option<FileId> {
        self.by_path.get(path).copied()
    }

    /// Returns the pointer of a node, as the user would write it.
    pub(super) fn pointer(&self, file: FileId, tokens: impl Iterator<Item = String>) -> Pointer {
        let root = if file == FileId::MAIN { Pointer::root() } else { Pointer::root_of(&self.file(file).path) };
        tokens.fold(root, |pointer, token| pointer.child(token))
    }

    /// Returns a number as its author wrote it, if its value does not tell.
    pub(super) fn spelled(&self, file: FileId, at: &Pointer) -> Option<&str> {
        let spelled = &self.file(file).spelled;
        if spelled.is_empty() { None } else { spelled.get(at).map(String::as_str) }
    }

    /// Returns true for a file with numbers whose value does not tell their text.
    pub(super) fn has_spelled(&self, file: FileId) -> bool {
        !self.file(file).spelled.is_empty()
    }

    /// Returns the root of every file, and its tree.
    pub(super) fn roots(&self) -> impl Iterator<Item = (Pointer, &Value)> {
        let root = |index| self.pointer(FileId(index), std::iter::empty());
        self.files.iter().enumerate().map(move |(index, file)| (root(index), &file.value))
    }

    /// Returns the tokens of the schema that has this `$anchor` or `$id`.
    pub(super) fn named(&self, file: FileId, name: &str) -> Option<&[String]> {
        let file = self.file(file);
        let names = file.names.get_or_init(|| {
            let mut names = HashMap::new();
            collect_names(&file.value, &mut Vec::new(), &mut names);
            names
        });
        names.get(name).map(Vec::as_slice)
    }
}

fn problem(slip: &Slip, at: &Pointer) -> Option<Problem> {
    let leaf = slip.leaf();
    Some(match &slip.kind {
        SlipKind::DuplicateKey => Problem::warning(
            Code::DuplicateKey,
            at,
            format!("the key `{leaf}` occurs twice in the same object; the last one counts"),
            "remove one of the two",
        ),
        // The reader keeps the text of a bound or a value of `enum`; what cannot be used is reported there.
        SlipKind::Rounded(_) if is_bound(leaf) || is_value(slip) => return None,
        SlipKind::Rounded(text) => Problem::warning(
            Code::RoundedNumber,
            at,
            format!("the number {text} does not fit 64 bits and was rounded"),
            "write it as a text if every digit matters",
        ),
        SlipKind::Spelled(_) => return None,
        SlipKind::NotFinite => Problem::warning(
            Code::NotFinite,
            at,
            "a number that is not finite has no JSON form; it was read as text",
            "leave the keyword out, or quote the text",
        ),
        SlipKind::BadMerge => Problem::warning(
            Code::BadMerge,
            at,
            "`<<` takes a mapping or a list of mappings; this one was ignored",
            "refer to a mapping with an anchor: `<<: *name`",
        ),
        SlipKind::SecondDocument => Problem::warning(
            Code::SecondDocument,
            at,
            "the file holds more than one YAML document; only the first was read",
            "remove the `---` that begins the second one",
        ),
    })
}

fn is_value(slip: &Slip) -> bool {
    slip.leaf() == "const" || slip.path().get(1).is_some_and(|key| key == "enum")
}

fn is_bound(key: &str) -> bool {
    matches!(key, "minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum" | "multipleOf")
}

/// Calls `found` with every text that is, or may be, a reference, and with the path that it starts from: that of the file, or a `$id` that is one.
fn references(value: &Value, base: &str, found: &mut impl FnMut(&str, &str)) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| references(item, base, found)),
        Value::Object(map) => {
            let id = map.get("$id").and_then(Value::as_str).filter(|id| !has_scheme(id));
            let own = id.and_then(|id| resolve(base, without_fragment(id)));
            let base = own.as_deref().unwrap_or(base);
            for (key, value) in map {
                match value {
                    Value::String(text) if key == "$ref" || key == "operationRef" => found(base, text),
                    Value::Object(mapping) if key == "mapping" => {
                        mapping.values().filter_map(Value::as_str).for_each(|text| found(base, text));
                    }
                    Value::Array(_) | Value::Object(_) => references(value, base, found),
                    _ => {}
                }
            }
        }
        _ => {}
    }
}

fn collect_names(value: &Value, path: &mut Vec<String>, names: &mut HashMap<String, Vec<String>>) {
    let children: Box<dyn Iterator<Item = (String, &Value)>> = match value {
        Value::Array(items) => Box::new(items.iter().enumerate().map(|(index, item)| (index.to_string(), item))),
        Value::Object(map) => Box::new(map.iter().map(|(key, value)| (key.clone(), value))),
        _ => return,
    };
    for (token, child) in children {
        match (token.as_str(), child) {
            ("$anchor" | "$dynamicAnchor", Value::String(name)) => {
                names.entry(name.clone()).or_insert_with(|| path.clone());
            }
            ("$id" | "id", Value::String(name)) if name.starts_with('#') || name.contains(':') => {
                names.entry(name.trim_start_matches('#').to_owned()).or_insert_with(|| path.clone());
            }
            _ => {}
        }
        path.push(token);
        collect_names(child, path, names);
        path.pop();
    }
}

/// Returns the relative files that a document refers to, normalised, relative to its own folder; `..` stays where it leaves it. The network is never named:
/// references with a scheme are left out.
pub fn external_files(source: &Source) -> Vec<String> {
    if std::str::from_utf8(&source.bytes).is_ok_and(|text| !outside::may_name_files(text)) {
        return Vec::new();
    }
    let Some(tree) = text::parse(&source.name, &source.bytes, &mut Report::new()) else { return Vec::new() };
    let mut files = IndexSet::new();
    references(&tree.value, "", &mut |base, reference| {
        let Some(part) = file_part(reference) else { return };
        files.extend([join("", &part), join(base, &part)].into_iter().flatten());
        if join("", &part).is_none() {
            files.insert(part);
        }
    });
    files.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_stay_in_the_folder() {
        assert_eq!(join("openapi.yaml", "./models/pet.yaml").as_deref(), Some("models/pet.yaml"));
        assert_eq!(join("models/pet.yaml", "../common.yaml").as_deref(), Some("common.yaml"));
        assert_eq!(join("models/pet.yaml", "../../secret.yaml"), None);
        assert_eq!(join("a.yaml", "/etc/passwd"), None);
    }

    #[test]
    fn only_relative_files_are_external() {
        let text = "a: {$ref: 'pet.yaml#/Pet'}\nb: {$ref: '#/c'}\nc: {$ref: 'https://example.com/x.yaml'}\n\
                    d: [{$ref: './models/../dog%20s.yaml'}]\ne: {$ref: Name}\nmapping: {x: other.yaml, y: Dog}\n";
        let source = Source { name: "x.yaml".to_owned(), bytes: text.as_bytes().to_vec() };
        assert_eq!(external_files(&source), ["pet.yaml", "dog s.yaml", "other.yaml"]);
    }

    #[test]
    fn schemes_are_not_drive_letters_or_pointers() {
        assert!(has_scheme("https://x") && has_scheme("urn:a:b") && has_scheme("//host/x"));
        assert!(!has_scheme("c:x") && !has_scheme("pet.yaml") && !has_scheme("a/b:c"));
    }
}
