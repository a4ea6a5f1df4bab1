//! A place in the rewritten document while it is built: a chain on the stack, so that a pointer costs only where one is needed.

use crate::pointer::Pointer;

/// Index of a file: 0 is the document itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct FileId(pub(super) usize);

impl FileId {
    /// The document itself.
    pub(super) const MAIN: Self = Self(0);
}

/// One step below the parent.
#[derive(Clone, Copy, Debug)]
enum Token<'a> {
    Root,
    Key(&'a str),
    Index(usize),
}

/// A place, and where its node was written.
#[derive(Clone, Copy, Debug)]
pub(super) struct At<'a> {
    parent: Option<&'a At<'a>>,
    token: Token<'a>,
    /// Location in the document that the user wrote, if it does not follow from the parent's.
    origin: Option<&'a Pointer>,
    /// The file it was written in: relative references start there.
    pub(super) file: FileId,
}

impl<'a> At<'a> {
    /// The root of the document.
    pub(super) const ROOT: At<'static> = At { parent: None, token: Token::Root, origin: None, file: FileId::MAIN };

    /// Returns a member.
    pub(super) fn key(&'a self, key: &'a str) -> At<'a> {
        At { parent: Some(self), token: Token::Key(key), origin: None, file: self.file }
    }

    /// Returns an element.
    pub(super) fn index(&'a self, index: usize) -> At<'a> {
        At { parent: Some(self), token: Token::Index(index), origin: None, file: self.file }
    }

    /// Returns the same place, for a node that was written elsewhere.
    pub(super) fn written(self, origin: &'a Pointer, file: FileId) -> At<'a> {
        At { origin: Some(origin), file, ..self }
    }

    /// Returns the location in the rewritten document.
    pub(super) fn pointer(&self) -> Pointer {
        let mut chain = Vec::new();
        let mut at = self;
        while let Some(parent) = at.parent {
            chain.push(at.token);
            at = parent;
        }
        Self::append(Pointer::root(), &chain)
    }

    /// Returns the location in the document that the user wrote.
    pub(super) fn origin(&self) -> Pointer {
        let mut chain = Vec::new();
        let mut at = self;
        loop {
            if let Some(origin) = at.origin {
                return Self::append(origin.clone(), &chain);
            }
            let Some(parent) = at.parent else { return Self::append(Pointer::root(), &chain) };
            chain.push(at.token);
            at = parent;
        }
    }

    /// Returns the member's key, when the place is one.
    pub(super) fn name(&self) -> &'a str {
        match self.token {
            Token::Key(key) => key,
            Token::Index(_) => self.parent.map_or("", At::name),
            Token::Root => "the document",
        }
    }

    fn append(start: Pointer, chain: &[Token<'_>]) -> Pointer {
        chain.iter().rev().fold(start, |pointer, token| match token {
            Token::Root => pointer,
            Token::Key(key) => pointer.child(key),
            Token::Index(index) => pointer.child(index),
        })
    }
}
