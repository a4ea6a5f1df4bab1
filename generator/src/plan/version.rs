//! The version of a crate, from the document's.

/// Returns the document's version as a semantic version (SemVer 2.0), `0.1.0` when it is none: a date is no version of a crate.
pub(super) fn version(text: &str) -> String {
    let text = text.trim().trim_start_matches(['v', 'V']);
    let (core, pre) = match text.split_once('-') {
        Some((core, pre)) => (core, Some(pre.split('+').next().unwrap_or_default())),
        None => (text.split('+').next().unwrap_or_default(), None),
    };
    let numbers: Option<Vec<u64>> = core.split('.').map(number).collect();
    let Some(numbers) = numbers.filter(|numbers| numbers.len() <= 3 && numbers[0] < 1000) else {
        return "0.1.0".to_owned();
    };
    let part = |at: usize| numbers.get(at).copied().unwrap_or_default();
    let core = format!("{}.{}.{}", part(0), part(1), part(2));
    match pre {
        None => core,
        Some(pre) if is_pre_release(pre) => format!("{core}-{pre}"),
        Some(_) => "0.1.0".to_owned(),
    }
}

fn number(text: &str) -> Option<u64> {
    let digits = !text.is_empty() && text.len() <= 9 && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| digits)
}

fn is_pre_release(text: &str) -> bool {
    let part = |part: &str| {
        let word = part.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        let numeric = part.bytes().all(|byte| byte.is_ascii_digit());
        !part.is_empty() && word && !(numeric && part.len() > 1 && part.starts_with('0'))
    };
    text.len() <= 40 && text.split('.').all(part)
}

#[cfg(test)]
mod tests {
    use super::version;

    #[test]
    fn versions_are_semantic_or_none() {
        for (text, expected) in [
            ("1.2.3", "1.2.3"),
            ("v1", "1.0.0"),
            ("1.0", "1.0.0"),
            ("1.0.27-beta.1", "1.0.27-beta.1"),
            ("1.0.0+build", "1.0.0"),
            ("2024-01-01", "0.1.0"),
            ("20240101", "0.1.0"),
            ("01.2.3", "1.2.3"),
            ("", "0.1.0"),
            ("1.0.0-", "0.1.0"),
            ("1.0.0-01", "0.1.0"),
            ("1.2.3.4", "0.1.0"),
            ("1\"\n[dependencies]\nevil = \"1", "0.1.0"),
            ("99999999999999999999", "0.1.0"),
        ] {
            assert_eq!(version(text), expected, "{text:?}");
        }
    }
}
