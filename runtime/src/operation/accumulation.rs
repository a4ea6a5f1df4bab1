//! Rules that combine the elements of a stream into a whole value.

/// Rule that combines the elements of a stream into a whole value: by steps, one for each kind of element, or by merging the elements.
#[derive(Clone, Copy, Debug)]
pub struct Accumulation {
    pub(crate) way: Way,
    /// Location of the text for people in an element: a kind of element of [`Way::Steps`], or a path of names.
    pub(crate) text: Option<&'static str>,
    /// The kinds of elements with which a stream is complete.
    pub(crate) last: &'static [&'static str],
}

#[derive(Clone, Copy, Debug)]
pub(crate) enum Way {
    /// By the member that names the kind of an element.
    Steps(&'static str, &'static [Step]),
    /// Each element is merged into the value.
    Merge(Merge),
}

/// Change that an element of a stream makes to the whole value.
///
/// The place in the value is a path such as `output[output_index].text`: names, and in brackets the member of the element that has the index.
/// The empty path is the value itself.
#[derive(Clone, Copy, Debug)]
pub struct Step {
    pub(crate) kind: &'static str,
    pub(crate) appends: bool,
    pub(crate) to: &'static str,
    pub(crate) from: &'static str,
}

impl Step {
    /// An element of this kind sets what is at `to`: to its member `from`. Where that is the whole value, and a stream may be complete with such an
    /// element (see [`Accumulation::last`]), the members that the element lacks or has as null stay as they were.
    pub const fn set(kind: &'static str, to: &'static str, from: &'static str) -> Self {
        Self { kind, appends: false, to, from }
    }

    /// An element of this kind adds its member `from` to the text or list at `to`.
    pub const fn append(kind: &'static str, to: &'static str, from: &'static str) -> Self {
        Self { kind, appends: true, to, from }
    }
}

/// Merging of elements: objects member by member, and elements of lists by a member that has their index.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Merge {
    /// The member whose texts are pieces to be joined, and its name in the whole value.
    pub(crate) delta: (&'static str, &'static str),
    /// The member of a list's elements that tells them apart.
    pub(crate) index: &'static str,
    /// Members whose texts replace each other, also within the delta.
    pub(crate) keep: &'static [&'static str],
    /// Members of the whole value that are always the same.
    pub(crate) set: &'static [(&'static str, &'static str)],
    /// Members of elements that the whole value does not have.
    pub(crate) drop: &'static [&'static str],
}

impl Accumulation {
    /// Accumulates by steps; `tag` is the member that names the kind of an element.
    pub const fn steps(tag: &'static str, steps: &'static [Step]) -> Self {
        Self { way: Way::Steps(tag, steps), text: None, last: &[] }
    }

    /// By merging. Texts below `delta`, which is `whole` in the whole value, are joined, but not those of the members in `keep`; lists are joined, and
    /// elements with the same `index` are one. In the whole value, elements of lists at any depth below a member named `whole` have no `index`, whether or
    /// not they came in a delta.
    pub const fn merge(
        delta: &'static str,
        whole: &'static str,
        index: &'static str,
        keep: &'static [&'static str],
    ) -> Self {
        let merge = Merge { delta: (delta, whole), index, keep, set: &[], drop: &[] };
        Self { way: Way::Merge(merge), text: None, last: &[] }
    }

    /// Sets texts that the whole value has in the place of the elements' own, by member.
    pub const fn set(mut self, members: &'static [(&'static str, &'static str)]) -> Self {
        if let Way::Merge(merge) = self.way {
            self.way = Way::Merge(Merge { set: members, ..merge });
        }
        self
    }

    /// Sets the members of elements that the whole value does not have.
    pub const fn drop(mut self, members: &'static [&'static str]) -> Self {
        if let Way::Merge(merge) = self.way {
            self.way = Way::Merge(Merge { drop: members, ..merge });
        }
        self
    }

    /// Sets the location of the text for people: the kind of element whose step appends it, or, for merged elements, a path of names.
    pub const fn text(mut self, at: &'static str) -> Self {
        self.text = Some(at);
        self
    }

    /// Sets the kinds of elements with which a stream is complete. One that ends without is cut off. Without any, each may be the last.
    pub const fn last(mut self, kinds: &'static [&'static str]) -> Self {
        self.last = kinds;
        self
    }
}
