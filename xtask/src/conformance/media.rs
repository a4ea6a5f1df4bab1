//! Media types, as far as it takes to find the one that is meant.

/// Returns how exactly a declared media type, which may be a range, matches another: less is better. `None` if it does not match.
pub(super) fn fit(declared: &str, given: &str) -> Option<usize> {
    if declared.eq_ignore_ascii_case(given) {
        return Some(0);
    }
    let (own, other) = (essence(declared), essence(given));
    if own == other {
        return Some(1);
    }
    let (own_type, own_subtype) = own.split_once('/')?;
    let (other_type, _) = other.split_once('/')?;
    match (own_type, own_subtype) {
        ("*", "*") => Some(3),
        (_, "*") if own_type == other_type => Some(2),
        _ => None,
    }
}

/// Returns true for two names of one media type, parameters aside.
pub(super) fn same(one: &str, other: &str) -> bool {
    essence(one) == essence(other)
}

fn essence(media: &str) -> String {
    media.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::fit;

    #[test]
    fn ranges_fit_what_no_other_names() {
        assert_eq!(fit("image/*", "image/png"), Some(2));
        assert_eq!(fit("*/*", "image/png"), Some(3));
        assert_eq!(fit("text/plain; charset=utf-8", "TEXT/plain"), Some(1));
        assert_eq!(fit("application/json", "application/jsonl"), None);
    }
}
