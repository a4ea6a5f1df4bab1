//! Complaints of rules.

use std::fmt;

/// A rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rule {
    Layers,
    Stages,
    FileCycles,
    FolderCycles,
    ImplBlocks,
    FileLength,
    FunctionLength,
    CommentWidth,
    Panics,
    Identifiers,
    Words,
    DocOpenings,
    ModuleStyle,
    Pages,
    Links,
    Packages,
    Exceptions,
}

impl Rule {
    /// Returns the rule in a sentence.
    fn sentence(self) -> &'static str {
        match self {
            Self::Layers => "a layer of the runtime uses those below it only",
            Self::Stages => "a stage of the generator uses the one before it only",
            Self::FileCycles => "files do not import each other in a circle",
            Self::FolderCycles => "folders do not import each other in a circle",
            Self::ImplBlocks => "a type has inherent `impl` blocks in at most 4 files",
            Self::FileLength => "a file has at most 400 lines",
            Self::FunctionLength => "a function has at most 60 lines",
            Self::CommentWidth => "a comment is at most 160 characters wide",
            Self::Panics => "nothing panics outside tests",
            Self::Identifiers => "only `naming` makes identifiers",
            Self::Words => "one word for one concept",
            Self::DocOpenings => "a doc comment begins with a verb or a noun phrase",
            Self::ModuleStyle => "a module with a folder is its `mod.rs`",
            Self::Pages => "ARCHITECTURE.md is short and right",
            Self::Links => "a link leads to a file and a heading that exist",
            Self::Packages => "a crate that is published says all that registries ask",
            Self::Exceptions => "the list of exceptions only shrinks",
        }
    }

    /// Returns the way out.
    fn way_out(self) -> &'static str {
        match self {
            Self::Layers => {
                "move the item to the layer where it belongs, or give the lower layer a data type or trait that the upper one fills"
            }
            Self::Stages => {
                "move the item to `api`, `naming` or the stage that owns it, or hand the result over as data"
            }
            Self::FileCycles | Self::FolderCycles => {
                "move what both use into a file of its own, or the `impl` block to the file that is above"
            }
            Self::ImplBlocks => {
                "give a group of methods a type with the state that they need, or make them functions of that state"
            }
            Self::FileLength => "give one of its concepts a file of its own",
            Self::FunctionLength => "give a step of it a name and a function",
            Self::CommentWidth => "wrap the comment",
            Self::Panics => "return an error, or use a form that cannot fail",
            Self::Identifiers => {
                "propose the name in `lower`, let `generator/src/naming` make it, and convert it in `emit/idents.rs`"
            }
            Self::Words => "use the word of the table in `xtask/src/tidy/rules/words.rs`",
            Self::DocOpenings => "write what the item does (`Returns …`) or is (`The headers of …`)",
            Self::ModuleStyle => "git mv NAME.rs NAME/mod.rs",
            Self::Pages => "move reasons and figures to docs/, and name files that exist",
            Self::Links => "repair the link, or list the page in docs/book/src/SUMMARY.md",
            Self::Packages => "take the key over from another crate's manifest, or set `publish = false`",
            Self::Exceptions => "change the number in `xtask/src/tidy/exceptions.rs`, or take the line out",
        }
    }
}

/// A place where a rule is broken.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Complaint {
    pub(super) rule: Rule,
    /// The path of the file or folder.
    pub(super) place: String,
    /// The line, or 0.
    pub(super) line: usize,
    /// The fault that is there.
    pub(super) found: String,
}

impl Complaint {
    pub(super) fn new(rule: Rule, place: impl Into<String>, line: usize, found: impl Into<String>) -> Self {
        Self { rule, place: place.into(), line, found: found.into() }
    }
}

impl fmt::Display for Complaint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.place)?;
        if self.line > 0 {
            write!(f, ":{}", self.line)?;
        }
        write!(f, ": {}: {}\n  help: {}", self.rule.sentence(), self.found, self.rule.way_out())
    }
}
