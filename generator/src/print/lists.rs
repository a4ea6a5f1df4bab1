//! Calls that name each value of an enum: `words!(Order { Asc = "asc" });`, one line each when there are many.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use syn::{ItemMacro, MacroDelimiter};

/// Longest line that is written without a break, as `prettyplease` has it.
const WIDTH: usize = 89;

/// The text of a call whose argument is a name and `Variant = value` in braces; `None` for any other.
pub(super) fn call(item: &ItemMacro) -> Option<String> {
    if !item.attrs.is_empty() || item.ident.is_some() || !matches!(item.mac.delimiter, MacroDelimiter::Paren(_)) {
        return None;
    }
    let mut tokens = item.mac.tokens.clone().into_iter();
    let (Some(TokenTree::Ident(name)), Some(TokenTree::Group(list)), None) =
        (tokens.next(), tokens.next(), tokens.next())
    else {
        return None;
    };
    if list.delimiter() != Delimiter::Brace {
        return None;
    }
    let path: Vec<String> = item.mac.path.segments.iter().map(|segment| segment.ident.to_string()).collect();
    let head = format!("{}!({name} {{", path.join("::"));
    let entries = entries(list.stream());
    let length: usize = entries.iter().map(|entry| entry.chars().count() + 2).sum();
    if head.len() + length + "});".len() <= WIDTH {
        return Some(format!("{head} {} }});\n", entries.join(", ")));
    }
    let lines: Vec<String> = entries.iter().map(|entry| format!("    {entry},\n")).collect();
    Some(format!("{head}\n{}}});\n", lines.concat()))
}

/// The text of each entry; a minus sign stands before its number without a space.
fn entries(tokens: TokenStream) -> Vec<String> {
    let mut entries = vec![String::new()];
    for token in tokens {
        let last = entries.len() - 1;
        match token {
            TokenTree::Punct(punct) if punct.as_char() == ',' => entries.push(String::new()),
            TokenTree::Punct(punct) if punct.as_char() == '=' => entries[last].push_str(" = "),
            token => entries[last].push_str(&token.to_string()),
        }
    }
    entries.retain(|entry| !entry.is_empty());
    entries
}

#[cfg(test)]
mod tests {
    use quote::quote;

    fn printed(tokens: proc_macro2::TokenStream) -> Option<String> {
        super::call(&syn::parse2(tokens).expect("a macro call"))
    }

    #[test]
    fn few_values_stand_on_one_line_and_many_on_their_own() {
        let call = printed(quote!(a::words!(Order { Asc = "asc", Minus = -1 });));
        assert_eq!(call.as_deref(), Some("a::words!(Order { Asc = \"asc\", Minus = -1 });\n"));
        let call = printed(
            quote!(a::words!(Order { Asc = "a string that is long", Desc = "another that is long", C = "c, d" });),
        );
        let expected = "a::words!(Order {\n    Asc = \"a string that is long\",\n    Desc = \"another that is long\",\n    C = \"c, d\",\n});\n";
        assert_eq!(call.as_deref(), Some(expected));
    }

    #[test]
    fn other_calls_are_left_alone() {
        assert_eq!(printed(quote!(a::model!(Role, extra);)), None);
        assert_eq!(printed(quote!(a::b! { Order { A = 1 } })), None);
    }
}
