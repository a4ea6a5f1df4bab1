//! The modules of a crate, what each declares and imports, and which files it uses.

use std::collections::{BTreeMap, BTreeSet};

use super::source::{SourceFile, Token, begins, closing};
use super::use_tree::{self, Import};

/// A path of a module from the root of its crate.
pub(super) type ModulePath = Vec<String>;

/// One crate.
#[derive(Debug)]
pub(super) struct Modules<'a> {
    modules: BTreeMap<ModulePath, Module<'a>>,
    /// Files of `macro_rules!` macros that every module of the crate sees.
    macros: BTreeMap<String, &'a str>,
}

#[derive(Debug)]
struct Module<'a> {
    file: &'a SourceFile,
    items: BTreeSet<String>,
    imports: Vec<Import>,
    paths: Vec<Used>,
}

/// A path that a file names.
#[derive(Debug)]
struct Used {
    path: Vec<String>,
    line: usize,
    /// The number of modules inside the file that the path stands in.
    inner: usize,
}

/// One file uses another.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Arrow {
    pub(super) from: String,
    pub(super) to: String,
    pub(super) line: usize,
    /// As it is written.
    pub(super) path: String,
}

impl<'a> Modules<'a> {
    /// Reads the files of a crate, whose sources are in `root`.
    pub(super) fn new(root: &str, files: &'a [SourceFile]) -> Self {
        let (mut modules, mut macros) = (BTreeMap::new(), BTreeMap::new());
        for file in files {
            let Some(path) = module_path(root, &file.path).filter(|_| !file.is_test) else { continue };
            let module = read(file, &mut macros);
            modules.insert(path, module);
        }
        Self { modules, macros }
    }

    /// Every use of one file by another, each pair once for each path. Re-exports are no uses.
    pub(super) fn arrows(&self) -> Vec<Arrow> {
        let mut arrows = BTreeSet::new();
        for (path, module) in &self.modules {
            if path.is_empty() {
                continue;
            }
            let imports = module.imports.iter().filter(|import| !import.is_public);
            let imports = imports.map(|import| (&import.path, import.line, import.inner));
            let paths = module.paths.iter().map(|used| (&used.path, used.line, used.inner));
            for (used, line, inner) in imports.chain(paths) {
                let Some(to) = self.resolve(path, used, inner, 0) else { continue };
                if to != module.file.path {
                    let written = used.join("::");
                    arrows.insert(Arrow { from: module.file.path.clone(), to: to.to_owned(), line, path: written });
                }
            }
        }
        arrows.into_iter().collect()
    }

    /// Returns the file of what a path in a module names; `None` for other crates.
    pub(super) fn home(&self, module: &[String], path: &[String]) -> Option<&'a str> {
        self.resolve(module, path, 0, 0)
    }

    /// Returns the file that a path leads to; `None` for other crates.
    fn resolve(&self, from: &[String], path: &[String], inner: usize, depth: usize) -> Option<&'a str> {
        match self.walk(from, path, inner, depth)? {
            Found::Module(path) => Some(&self.modules.get(&path)?.file.path),
            Found::Item(file) => Some(file),
        }
    }

    fn walk(&self, from: &[String], path: &[String], mut inner: usize, depth: usize) -> Option<Found<'a>> {
        if depth > 16 {
            return None;
        }
        let mut at = from.to_vec();
        for (index, segment) in path.iter().enumerate() {
            match segment.as_str() {
                "crate" => at.clear(),
                "self" => {}
                "super" if inner > 0 => inner -= 1,
                "super" => drop(at.pop()),
                name => match self.find(&at, name, index == 0, depth)? {
                    Found::Module(next) => at = next,
                    item @ Found::Item(_) => return Some(item),
                },
            }
        }
        Some(Found::Module(at))
    }

    /// Returns the meaning of a name in a module; a path's first name may be that of another crate.
    fn find(&self, at: &[String], name: &str, is_first: bool, depth: usize) -> Option<Found<'a>> {
        let module = self.modules.get(at)?;
        let child: ModulePath = at.iter().cloned().chain([name.to_owned()]).collect();
        if self.modules.contains_key(&child) {
            return Some(Found::Module(child));
        }
        for import in module.imports.iter().filter(|import| import.name == name) {
            if import.path.first().is_some_and(|first| first == name) && import.path.len() == 1 {
                continue;
            }
            return self.walk(at, &import.path, import.inner, depth + 1);
        }
        if module.items.contains(name) {
            return Some(Found::Item(&module.file.path));
        }
        if at.is_empty()
            && let Some(file) = self.macros.get(name)
        {
            return Some(Found::Item(file));
        }
        for import in module.imports.iter().filter(|import| import.name == "*") {
            if let Some(Found::Module(target)) = self.walk(at, &import.path, import.inner, depth + 1)
                && target != at
                && let Some(found) = self.find(&target, name, true, depth + 1)
            {
                return Some(found);
            }
        }
        (!is_first).then_some(Found::Item(&module.file.path))
    }
}

enum Found<'a> {
    Module(ModulePath),
    Item(&'a str),
}

/// Returns the module that a file is; `None` for what is outside `root`.
pub(super) fn module_path(root: &str, file: &str) -> Option<ModulePath> {
    let inside = file.strip_prefix(root)?.strip_prefix('/')?.strip_suffix(".rs")?;
    let mut path: ModulePath = inside.split('/').map(str::to_owned).collect();
    if path.last().is_some_and(|last| last == "mod") || (path.len() == 1 && (path[0] == "lib" || path[0] == "main")) {
        path.pop();
    }
    Some(path)
}

const ITEMS: [&str; 8] = ["struct", "enum", "trait", "type", "fn", "const", "static", "union"];

fn read<'a>(file: &'a SourceFile, macros: &mut BTreeMap<String, &'a str>) -> Module<'a> {
    let tokens = &file.tokens;
    let mut module = Module { file, items: BTreeSet::new(), imports: Vec::new(), paths: Vec::new() };
    // The ends of the inline modules around the token.
    let mut inner: Vec<usize> = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        inner.retain(|end| *end > at);
        let token = &tokens[at];
        let word = |offset: usize| tokens.get(at + offset).filter(|token| token.is_word());
        if token.text == "mod" && word(1).is_some() && begins(tokens, at + 2, &["{"]) {
            inner.push(closing(tokens, at + 2));
            at += 3;
        } else if token.text == "use" && at.checked_sub(1).is_none_or(|before| tokens[before].text != "<") {
            at = use_tree::read(tokens, at, inner.len(), &mut module.imports);
        } else if begins(tokens, at, &["macro_rules", "!"]) {
            macros.extend(word(2).map(|name| (name.text.clone(), file.path.as_str())));
            at += 3;
        } else if begins(tokens, at, &["pub", "(", "in"]) {
            // The path of a visibility is no use of that module.
            at = closing(tokens, at + 1);
        } else if begins(tokens, at, &["quote", "!"]) && tokens.len() > at + 2 {
            // Code of the output.
            at = closing(tokens, at + 2);
        } else if ITEMS.contains(&token.text.as_str()) && word(1).is_some() {
            module.items.extend(word(1).map(|name| name.text.clone()));
            at += 1;
        } else if let Some((path, end)) = path_at(tokens, at) {
            module.paths.push(Used { path, line: token.line, inner: inner.len() });
            at = end;
        } else {
            at += 1;
        }
    }
    module
}

/// Returns a path of two or more segments that begins at `at`, and the index behind it.
fn path_at(tokens: &[Token], mut at: usize) -> Option<(Vec<String>, usize)> {
    if at > 0 && tokens[at - 1].text == "::" {
        return None;
    }
    if begins(tokens, at, &["$", "crate"]) {
        at += 1;
    }
    let mut path = vec![tokens.get(at).filter(|token| token.is_word())?.text.clone()];
    while begins(tokens, at + 1, &["::"])
        && let Some(next) = tokens.get(at + 2).filter(|token| token.is_word())
    {
        path.push(next.text.clone());
        at += 2;
    }
    (path.len() > 1).then_some((path, at + 1))
}
