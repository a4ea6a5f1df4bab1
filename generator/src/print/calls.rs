//! Macro calls between items: one line when it is short enough, else a line for each entry.

use proc_macro2::{Delimiter, TokenStream, TokenTree};

use super::comments;
use super::spell::{self, Piece, Spelled};

/// Longest line that is written without a break.
const WIDTH: usize = 100;

/// Returns the text of a call: `path::name!(Type, Json<types::Role>);`, `path::name!(Type { entries });`, or `path::name! { … }` around an enum.
/// `None` for tokens that are none of these.
pub(super) fn call(item: &[TokenTree]) -> Option<String> {
    let bang = item.iter().position(|token| is_punct(token, '!'))?;
    let (path, rest) = (item.get(..bang)?, item.get(bang + 1..)?);
    let is_path = path.iter().all(|token| matches!(token, TokenTree::Ident(_)) || is_punct(token, ':'));
    let [TokenTree::Group(arguments), end @ ..] = rest else { return None };
    if path.is_empty() || !is_path || !end.iter().all(|token| is_punct(token, ';')) {
        return None;
    }
    let name = format!("{}!", spell::line(path.iter().cloned()));
    let mut tokens: Vec<TokenTree> = arguments.stream().into_iter().collect();
    let body = match tokens.last() {
        Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace => Some(group.stream()),
        _ => None,
    };
    if body.is_some() {
        tokens.pop();
    }
    match (arguments.delimiter(), body) {
        (Delimiter::Parenthesis, Some(body)) => Some(table(&format!("{name}({} {{", spell::line(tokens)), body)),
        (Delimiter::Parenthesis, None) => Some(self::arguments(&name, tokens)),
        (Delimiter::Brace, Some(body)) => Some(definition(&name, tokens, body)),
        _ => None,
    }
}

fn is_punct(token: &TokenTree, sign: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == sign)
}

fn arguments(name: &str, tokens: Vec<TokenTree>) -> String {
    let spelled = Spelled::of(tokens);
    let arguments: Vec<String> = entries(&spelled).iter().map(|pieces| join(pieces)).collect();
    let line = format!("{name}({});\n", arguments.join(" "));
    if line.chars().count() <= WIDTH {
        return line;
    }
    // Not every macro takes a comma after its last argument.
    format!("{name}(\n    {}\n);\n", arguments.join("\n    "))
}

/// Returns a call whose last argument is a list in braces.
fn table(head: &str, body: TokenStream) -> String {
    let spelled = Spelled::of(body);
    let entries = entries(&spelled);
    let texts: Vec<String> = entries.iter().map(|entry| join(entry)).collect();
    if texts.is_empty() {
        return format!("{head}}});\n");
    }
    let line = format!("{head} {} }});\n", texts.join(" "));
    if line.chars().count() <= WIDTH {
        return line;
    }
    let mut text = format!("{head}\n");
    for entry in &entries {
        push_entry(&mut text, 4, entry);
    }
    text.push_str("});\n");
    text
}

/// Returns a call around an item: documentation, a head, and entries that may have documentation.
fn definition(name: &str, head: Vec<TokenTree>, body: TokenStream) -> String {
    let mut text = format!("{name} {{\n");
    let head = push_docs(&mut text, "    ", &head);
    text.push_str(&format!("    {} {{\n", spell::line(head.iter().cloned())));
    let mut entry = Vec::new();
    for token in body {
        let ends = matches!(&token, TokenTree::Punct(punct) if punct.as_char() == ',');
        if !ends {
            entry.push(token);
            continue;
        }
        push_variant(&mut text, std::mem::take(&mut entry));
    }
    push_variant(&mut text, entry);
    text.push_str("    }\n}\n");
    text
}

fn push_variant(text: &mut String, entry: Vec<TokenTree>) {
    if entry.is_empty() {
        return;
    }
    let entry = push_docs(text, "        ", &entry);
    push_entry(text, 8, &Spelled::of(entry.iter().cloned()).pieces());
}

/// Writes the comments at the start of tokens, and returns the rest.
pub(super) fn push_docs<'t>(text: &mut String, indent: &str, mut tokens: &'t [TokenTree]) -> &'t [TokenTree] {
    while let [hash, TokenTree::Group(attribute), rest @ ..] = tokens
        && is_punct(hash, '#')
        && let Some(doc) = comments::literal_of(attribute)
    {
        match doc.strip_prefix("b\"") {
            Some(lines) => comments::push(text, indent, "///", lines),
            None => text.push_str(&format!("{indent}///{}\n", line_of(&doc))),
        }
        tokens = rest;
    }
    tokens
}

/// Returns the text of a comment that emitters wrote as one, `/// …`: one line.
fn line_of(literal: &str) -> String {
    syn::parse_str::<syn::LitStr>(literal).map_or_else(|_| literal.to_owned(), |line| line.value())
}

/// Returns the entries of a list: its pieces, those inside brackets with the ones around them.
fn entries(spelled: &Spelled) -> Vec<Vec<Piece<'_>>> {
    let mut entries = Vec::new();
    let mut entry = Vec::new();
    for piece in spelled.pieces() {
        let ends = piece.depth == 0;
        entry.push(piece);
        if ends {
            entries.push(std::mem::take(&mut entry));
        }
    }
    if !entry.is_empty() {
        entries.push(entry);
    }
    entries
}

fn join(pieces: &[Piece<'_>]) -> String {
    let texts: Vec<&str> = pieces.iter().map(|piece| piece.text).collect();
    texts.join(" ")
}

/// Writes an entry and its comma. A long entry is filled into lines that end at commas, or, if its parts have more than names, has a line for each part.
fn push_entry(text: &mut String, indent: usize, pieces: &[Piece<'_>]) {
    let length: usize = pieces.iter().map(|piece| piece.text.chars().count() + 1).sum();
    let said = pieces.iter().any(|piece| piece.text.contains(": ") || piece.text.contains(" = "));
    match pieces.first().and_then(|first| first.text.split_once('(')) {
        Some((kind, first))
            if indent + length > WIDTH && said && stays_open(first) && pieces.last().is_some_and(ends_group) =>
        {
            push_list(text, indent, kind, first, pieces);
        }
        _ => push_filled(text, indent, pieces),
    }
}

/// Returns true if a bracket that was opened before the text is closed in it at the end, if at all.
fn stays_open(text: &str) -> bool {
    let mut open = 1usize;
    for (at, sign) in text.char_indices() {
        match sign {
            '(' => open += 1,
            ')' => open -= 1,
            _ => {}
        }
        if open == 0 {
            return text.get(at + 1..).is_some_and(|rest| rest.trim_end_matches(',').is_empty());
        }
    }
    true
}

/// Returns true for the last piece of `kind(…)`.
fn ends_group(piece: &Piece<'_>) -> bool {
    piece.depth == 0 && piece.text.trim_end_matches(',').ends_with(')')
}

/// Writes `kind(…)` with a line for each entry.
fn push_list(text: &mut String, indent: usize, kind: &str, first: &str, pieces: &[Piece<'_>]) {
    let (outer, inner) = (" ".repeat(indent), " ".repeat(indent + 4));
    text.push_str(&format!("{outer}{kind}(\n"));
    let mut line = String::new();
    for (at, piece) in pieces.iter().enumerate() {
        let piece_text = if at == 0 { first } else { piece.text };
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(piece_text);
        if piece.depth <= 1 {
            let entry = if piece.depth == 0 { line.trim_end_matches(',') } else { &line };
            let entry = if piece.depth == 0 { entry.strip_suffix(')').unwrap_or(entry) } else { entry };
            text.push_str(&format!("{inner}{}", entry.trim_end_matches(',')));
            text.push_str(",\n");
            line.clear();
        }
    }
    text.push_str(&format!("{outer}),\n"));
}

fn push_filled(text: &mut String, indent: usize, pieces: &[Piece<'_>]) {
    let mut width = indent;
    text.push_str(&" ".repeat(indent));
    for (at, piece) in pieces.iter().enumerate() {
        let length = piece.text.chars().count();
        if at > 0 && width + 1 + length > WIDTH {
            text.push('\n');
            text.push_str(&" ".repeat(indent + 4));
            width = indent + 4;
        } else if at > 0 {
            text.push(' ');
            width += 1;
        }
        text.push_str(piece.text);
        width += length;
    }
    text.push_str(if text.ends_with(',') { "\n" } else { ",\n" });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn print(source: &str) -> Option<String> {
        let tokens: TokenStream = source.parse().expect("tokens");
        call(&tokens.into_iter().collect::<Vec<_>>())
    }

    #[test]
    fn short_calls_are_one_line() {
        for text in [
            "a::request!(Update, Json<types::Role>);\n",
            "a::paged!(List, types::RoleList, types::Role, |page| page.data);\n",
            "a::model!(Role { required(id: impl Into<String>, name: impl Into<String>), rest(extra) });\n",
            "a::union!(Item, tagged \"type\" { A(A) = \"a\" | \"b\", B = \"b\" });\n",
            "a::model!(Nothing {});\n",
        ] {
            assert_eq!(print(text).as_deref(), Some(text));
        }
    }

    #[test]
    fn long_calls_have_a_line_for_each_argument() {
        let name = "A".repeat(90);
        assert_eq!(print(&format!("a!({name}, B<C, D>);")), Some(format!("a!(\n    {name},\n    B<C, D>\n);\n")));
    }

    #[test]
    fn long_entries_are_filled() {
        let names: Vec<String> = (0..12).map(|at| format!("field_number_{at}")).collect();
        let text = format!("a::model!(Role {{ optional({}), rest(extra) }});", names.join(", "));
        let expected = format!(
            "a::model!(Role {{\n    optional({},\n        {},\n        {}),\n    rest(extra),\n}});\n",
            names[..5].join(", "),
            names[5..10].join(", "),
            names[10..].join(", ")
        );
        assert_eq!(print(&text), Some(expected));
    }

    #[test]
    fn what_is_said_of_each_name_has_a_line() {
        let lines = "        rows: impl IntoIterator<Item = (impl Into<String>, impl Into<String>)> => map,\n        plain,\n        limit: i64,\n";
        let text = format!("a::model!(Role {{\n    optional(\n{lines}    ),\n    rest(extra),\n}});\n");
        assert_eq!(print(&text.replace("limit: i64,", "limit: i64")), Some(text));
    }

    #[test]
    fn a_comment_is_never_left() {
        let text = "a::string_enum! {\n    #[doc = b\"one\\n} two\\r three\"]\n    pub enum Order {\n        Asc = \"asc\",\n    }\n}\n";
        let printed = print(text).expect("a call");
        assert!(printed.contains("    /// one\n    /// } two\n    ///  three\n    pub enum"), "{printed}");
    }

    #[test]
    fn enums_keep_their_comments() {
        let text = "a::string_enum! {\n    /// Sorted how.\n    pub enum Order {\n        Asc = \"asc\",\n        /// The other.\n        Minus = -1,\n    }\n}\n";
        let tokens = text
            .replace("/// Sorted how.", "#[doc = b\"Sorted how.\"]")
            .replace("/// The other.", "#[doc = b\"The other.\"]");
        assert_eq!(print(&tokens).as_deref(), Some(text));
    }
}
