//! Rules that find the next page of a list.

/// Rule that finds the next page; inferred from the document, or configured.
#[derive(Clone, Copy, Debug)]
pub struct Paging {
    pub(crate) next: Next,
    pub(crate) items: &'static [&'static str],
    pub(crate) has_more: Option<&'static str>,
    pub(crate) has_more_at: &'static [&'static str],
    pub(crate) in_body: bool,
}

/// Source of the next page's address.
#[derive(Clone, Copy, Debug)]
pub enum Next {
    /// A value of the response, at these keys, is sent as an input: a query parameter, or a member of the body.
    Cursor {
        /// Keys to the value, outermost first.
        from: &'static [&'static str],
        /// The input.
        param: &'static str,
    },
    /// A member of the last item is sent as an input.
    LastItem {
        /// The member, usually `id`.
        key: &'static str,
        /// The input.
        param: &'static str,
    },
    /// A page number is counted up.
    Page {
        /// The input.
        param: &'static str,
        /// The number of the first page.
        first: i64,
    },
    /// An offset grows by the number of items received.
    Offset {
        /// The input.
        param: &'static str,
    },
    /// A URL of the response, at these keys, is followed.
    Url {
        /// Keys to the URL, outermost first.
        from: &'static [&'static str],
    },
    /// The `Link` header's `rel="next"` is followed (RFC 8288).
    LinkHeader,
}

impl Paging {
    const fn new(next: Next) -> Self {
        Self { next, items: &[], has_more: None, has_more_at: &[], in_body: false }
    }

    /// Sends the cursor or number as a member of the body, not as a query parameter: the next page is the same request with another value there.
    pub const fn in_body(mut self) -> Self {
        self.in_body = true;
        self
    }

    /// The query parameter `param` of the next page is the value at `from`.
    pub const fn cursor(from: &'static [&'static str], param: &'static str) -> Self {
        Self::new(Next::Cursor { from, param })
    }

    /// The query parameter `param` of the next page is the `key` of the last item.
    pub const fn last_item(key: &'static str, param: &'static str) -> Self {
        Self::new(Next::LastItem { key, param })
    }

    /// Pages are numbered by the query parameter `param`, from `first` on.
    pub const fn page(param: &'static str, first: i64) -> Self {
        Self::new(Next::Page { param, first })
    }

    /// The query parameter `param` is the number of items to skip.
    pub const fn offset(param: &'static str) -> Self {
        Self::new(Next::Offset { param })
    }

    /// The URL at `from` is the next page.
    pub const fn url(from: &'static [&'static str]) -> Self {
        Self::new(Next::Url { from })
    }

    /// The `Link` header names the next page.
    pub const fn link_header() -> Self {
        Self::new(Next::LinkHeader)
    }

    /// Sets the keys of the list of items, outermost first; none: the response itself is the list.
    pub const fn items(mut self, keys: &'static [&'static str]) -> Self {
        self.items = keys;
        self
    }

    /// Sets the boolean member of the response whose value `false` ends the pages.
    pub const fn has_more(mut self, key: &'static str) -> Self {
        self.has_more = Some(key);
        self
    }

    /// As [`Paging::has_more`], of an object in the response: the keys to it, outermost first.
    pub const fn has_more_at(mut self, keys: &'static [&'static str]) -> Self {
        self.has_more_at = keys;
        self
    }
}
