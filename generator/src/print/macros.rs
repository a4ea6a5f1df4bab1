//! Macro calls between items. `prettyplease` cannot know what a macro's tokens are, and puts spaces around each `<`.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use syn::{ItemMacro, MacroDelimiter};

/// Longest line that is written without a break.
const WIDTH: usize = 100;

/// The text of a call such as `path::name!(Type, Json<types::Role>);`. `None` for calls with braces in them, which
/// read well as they are.
pub(super) fn call(item: &ItemMacro) -> Option<String> {
    let plain = item.attrs.is_empty() && item.ident.is_none();
    if !plain || !matches!(item.mac.delimiter, MacroDelimiter::Paren(_)) || has_braces(&item.mac.tokens) {
        return None;
    }
    let path: Vec<String> = item.mac.path.segments.iter().map(|segment| segment.ident.to_string()).collect();
    let arguments = arguments(&item.mac.tokens);
    let head = format!("{}!(", path.join("::"));
    let line = format!("{head}{});\n", arguments.join(", "));
    if line.chars().count() <= WIDTH {
        return Some(line);
    }
    // Not every macro takes a comma after its last argument.
    Some(format!("{head}\n    {}\n);\n", arguments.join(",\n    ")))
}

fn has_braces(tokens: &TokenStream) -> bool {
    tokens.clone().into_iter().any(|token| match token {
        TokenTree::Group(group) => group.delimiter() == Delimiter::Brace || has_braces(&group.stream()),
        _ => false,
    })
}

/// The text of each argument. A comma inside `<…>` separates none; `->` and `=>` close nothing.
fn arguments(tokens: &TokenStream) -> Vec<String> {
    let mut arguments = vec![String::new()];
    let mut depth = 0_usize;
    let mut closures = 0_usize;
    let mut before = None;
    for token in tokens.clone() {
        let last = arguments.len() - 1;
        let text = &mut arguments[last];
        match &token {
            TokenTree::Punct(punct) => {
                let arrow = matches!(before, Some('-' | '=')) && punct.as_char() == '>';
                match punct.as_char() {
                    ',' if depth == 0 => arguments.push(String::new()),
                    ',' => text.push_str(", "),
                    '|' => {
                        closures += 1;
                        text.push_str(if closures.is_multiple_of(2) { "| " } else { "|" });
                    }
                    other => {
                        match other {
                            '<' => depth += 1,
                            '>' if !arrow => depth = depth.saturating_sub(1),
                            _ => {}
                        }
                        text.push(other);
                    }
                }
                before = Some(punct.as_char());
                continue;
            }
            TokenTree::Group(group) => text.push_str(&self::group(group)),
            TokenTree::Ident(ident) => word(text, &ident.to_string()),
            TokenTree::Literal(literal) => word(text, &literal.to_string()),
        }
        before = None;
    }
    arguments.retain(|argument| !argument.is_empty());
    arguments
}

/// Adds a word, apart from the word before.
fn word(text: &mut String, word: &str) {
    if text.ends_with(|end: char| end.is_alphanumeric() || end == '_') {
        text.push(' ');
    }
    text.push_str(word);
}

fn group(group: &proc_macro2::Group) -> String {
    let inner = arguments(&group.stream()).join(", ");
    match group.delimiter() {
        Delimiter::Parenthesis => format!("({inner})"),
        Delimiter::Bracket => format!("[{inner}]"),
        Delimiter::Brace => format!("{{ {inner} }}"),
        Delimiter::None => inner,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn print(source: &str) -> Option<String> {
        call(&syn::parse_str(source).unwrap())
    }

    #[test]
    fn types_have_no_spaces() {
        for text in [
            "a::request!(Update, Json<types::Role>);\n",
            "a::request!(Update, Json<BTreeMap<String, Vec<(String, i64)>>>);\n",
            "a::paged!(List, types::RoleList, types::Role, |page| page.data);\n",
            "a::paged!(List, Vec<A>, A, |page| page.a.and_then(|inner| inner.b).unwrap_or_default());\n",
            "a::streaming!(Create, Json<A>, DataEvents<B>, Some(\"stream\"));\n",
        ] {
            assert_eq!(print(text).as_deref(), Some(text));
        }
        assert_eq!(print("a::words!(Order { Asc = \"asc\" });"), None);
    }

    #[test]
    fn long_calls_have_a_line_for_each_argument() {
        let name = "A".repeat(90);
        assert_eq!(print(&format!("a!({name}, B<C, D>);")), Some(format!("a!(\n    {name},\n    B<C, D>\n);\n")));
    }
}
