//! Scanner of JSON for the nodes whose locations are requested.

use super::targets::Targets;

/// A scanner of JSON that reads only what leads to a target. It is lenient: the text has been parsed before.
pub(super) struct Json<'t, 'w> {
    pub(super) text: &'t str,
    pub(super) at: usize,
    pub(super) targets: &'w mut Targets,
}

impl Json<'_, '_> {
    /// Scans the text; false when it is not JSON after all.
    pub(super) fn root(&mut self) -> bool {
        self.space();
        self.targets.see(0, self.at);
        self.value(0).is_some()
    }

    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn space(&mut self) {
        while let Some(b' ' | b'\t' | b'\n' | b'\r') = self.byte() {
            self.at += 1;
        }
    }

    /// Reads the value of a target. The depth of the recursion is that of the longest pointer.
    fn value(&mut self, node: usize) -> Option<()> {
        if !self.targets.has_children(node) {
            return self.skip();
        }
        match self.byte()? {
            b'{' => self.members(node),
            b'[' => self.elements(node),
            _ => self.skip(),
        }
    }

    fn members(&mut self, node: usize) -> Option<()> {
        self.at += 1;
        loop {
            self.space();
            match self.byte()? {
                b'}' => {
                    self.at += 1;
                    return Some(());
                }
                b',' => self.at += 1,
                b'"' => {
                    let start = self.at;
                    self.string()?;
                    let key = &self.text[start + 1..self.at - 1];
                    let child = if key.contains('\\') {
                        let key: String = serde_json::from_str(&self.text[start..self.at]).ok()?;
                        self.targets.child(node, &key)
                    } else {
                        self.targets.child(node, key)
                    };
                    self.space();
                    self.at += usize::from(self.byte()? == b':');
                    self.space();
                    self.member(child, start)?;
                }
                _ => return None,
            }
        }
    }

    fn elements(&mut self, node: usize) -> Option<()> {
        self.at += 1;
        let mut index = 0_usize;
        loop {
            self.space();
            match self.byte()? {
                b']' => {
                    self.at += 1;
                    return Some(());
                }
                b',' => self.at += 1,
                _ => {
                    let child = self.targets.child(node, &index.to_string());
                    self.member(child, self.at)?;
                    index += 1;
                }
            }
        }
    }

    fn member(&mut self, child: Option<usize>, start: usize) -> Option<()> {
        match child {
            Some(child) => {
                self.targets.see(child, start);
                self.value(child)
            }
            None => self.skip(),
        }
    }

    /// Passes a value without a look into it.
    fn skip(&mut self) -> Option<()> {
        let mut depth = 0_usize;
        loop {
            match self.byte()? {
                b'"' => self.string()?,
                b'{' | b'[' => {
                    depth += 1;
                    self.at += 1;
                }
                b'}' | b']' => {
                    depth = depth.checked_sub(1)?;
                    self.at += 1;
                }
                b',' | b':' | b' ' | b'\t' | b'\n' | b'\r' => {
                    self.at += 1;
                    continue;
                }
                _ => {
                    while !matches!(self.byte(), None | Some(b',' | b'}' | b']' | b' ' | b'\t' | b'\n' | b'\r')) {
                        self.at += 1;
                    }
                }
            }
            if depth == 0 {
                return Some(());
            }
        }
    }

    /// Passes a text, from its quote.
    fn string(&mut self) -> Option<()> {
        self.at += 1;
        loop {
            match self.byte()? {
                b'"' => {
                    self.at += 1;
                    return Some(());
                }
                b'\\' => self.at += 2,
                _ => self.at += 1,
            }
        }
    }
}
