//! Types of `url`.

use crate::foreign::{as_scalar, from_foreign, try_from_scalar};
use crate::scalars::text::Uri;

from_foreign! {
    url::Url => Uri, String::from;
}

// The empty URL of browsers: there is no shorter one.
as_scalar! {
    url::Url => Uri, "an absolute URL", Self::parse("about:blank").ok(), "\"about:blank\"";
}

try_from_scalar! {
    Uri => url::Url, "an absolute URL", |text| url::Url::parse(text.as_str()).ok();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls_go_both_ways() {
        let url = url::Url::parse("https://a.example/b?c#d").unwrap();
        assert_eq!(Uri::from(url.clone()), "https://a.example/b?c#d");
        assert_eq!(url::Url::try_from(Uri::from(url.clone())), Ok(url));
        assert!(url::Url::try_from(&Uri::from("/b")).is_err());
    }
}
