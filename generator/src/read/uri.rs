//! Paths and URIs of references.

/// Returns the path of `reference`, a path relative to the file `base`, from the folder that `base` counts from. `None` when it leaves that folder.
pub fn join(base: &str, reference: &str) -> Option<String> {
    if reference.starts_with(['/', '\\']) {
        return None;
    }
    let mut parts: Vec<&str> = base.split('/').collect();
    parts.pop();
    for part in reference.split(['/', '\\']) {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// Returns the file a reference names, percent-decoded. `None` within the same file, and for anything that is no relative path.
pub(super) fn file_part(reference: &str) -> Option<String> {
    let part = reference.split_once('#').map_or(reference, |(part, _)| part);
    let looks_like_file = part.contains(['/', '.']) && !part.starts_with('/');
    (looks_like_file && !has_scheme(part)).then(|| percent_decode(part))
}

/// Returns true for `https://…`, `urn:…` and the like.
pub(super) fn has_scheme(text: &str) -> bool {
    let Some((scheme, _)) = text.split_once(':') else { return text.starts_with("//") };
    scheme.len() > 1
        && scheme.starts_with(|first: char| first.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
}

/// Decodes percent-encoding (RFC 3986, section 2.1); invalid parts stay as they are.
pub(crate) fn percent_decode(text: &str) -> String {
    if !text.contains('%') {
        return text.to_owned();
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let hex = |byte: &u8| char::from(*byte).to_digit(16);
        if let (b'%', [high, low, after @ ..]) = (first, tail)
            && let (Some(high), Some(low)) = (hex(high), hex(low))
        {
            bytes.push((high * 16 + low) as u8);
            rest = after;
        } else {
            bytes.push(*first);
            rest = tail;
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

/// Returns the last part of a path.
pub(super) fn file_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}
