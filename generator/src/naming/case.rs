//! Joins words in the cases Rust uses.

/// Style in which the words of a name are joined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// `UpperCamelCase`.
    Upper,
    /// `snake_case`.
    Snake,
}

/// Joins lower-case words. Two numbers in a row keep a bar between them: `3.5` is not `35`.
pub(super) fn join(words: &[String], style: Style) -> String {
    let mut name = String::new();
    for word in words {
        let numbers =
            name.ends_with(|char: char| char.is_ascii_digit()) && word.starts_with(|char: char| char.is_ascii_digit());
        // The capitals of `OAuth` make two words of what is one.
        let oauth = (name == "o" || name.ends_with("_o")) && word.starts_with("auth");
        if !name.is_empty() && !oauth && (style == Style::Snake || numbers) {
            name.push('_');
        }
        match style {
            Style::Snake => name.push_str(word),
            Style::Upper => {
                name.extend(word.chars().take(1).map(|char| char.to_ascii_uppercase()));
                name.extend(word.chars().skip(1));
            }
        }
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn oauth_is_one_word() {
        let words = ["google", "o", "auth2", "token"].map(str::to_owned);
        assert_eq!(join(&words, Style::Snake), "google_oauth2_token");
        assert_eq!(join(&words, Style::Upper), "GoogleOAuth2Token");
    }

    #[test]
    fn both_cases() {
        let words = ["gpt", "3", "5", "turbo"].map(str::to_owned);
        assert_eq!(join(&words, Style::Upper), "Gpt3_5Turbo");
        assert_eq!(join(&words, Style::Snake), "gpt_3_5_turbo");
        assert_eq!(join(&[], Style::Upper), "");
    }
}
