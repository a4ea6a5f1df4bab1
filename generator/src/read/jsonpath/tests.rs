use serde_json::{Value, json};

use super::{Budget, Query, Token, select};

/// Returns the example of RFC 9535 §1.5, shortened.
fn store() -> Value {
    json!({ "store": {
        "book": [
            { "category": "reference", "author": "Rees", "title": "Sayings", "price": 8.95 },
            { "category": "fiction", "author": "Waugh", "title": "Sword", "price": 12.99 },
            { "category": "fiction", "author": "Melville", "title": "Moby", "isbn": "0-553", "price": 8.99 },
            { "category": "fiction", "author": "Tolkien", "title": "Rings", "isbn": "0-395", "price": 22.99 },
        ],
        "bicycle": { "color": "red", "price": 399 },
    }})
}

fn selected(document: &Value, query: &str) -> Vec<String> {
    let query = Query::parse(query).unwrap_or_else(|reason| panic!("{query}: {reason}"));
    let paths = select(&query, document, &mut Budget(10_000)).expect("within the budget");
    let token = |token: &Token| match token {
        Token::Key(key) => key.clone(),
        Token::Index(index) => index.to_string(),
    };
    paths.iter().map(|path| path.iter().map(token).collect::<Vec<_>>().join("/")).collect()
}

#[test]
fn queries_select_what_the_rfc_says() {
    let store = store();
    for (query, paths) in [
        ("$", vec![""]),
        ("$.store.bicycle['color']", vec!["store/bicycle/color"]),
        ("$.store.book[0, -1].title", vec!["store/book/0/title", "store/book/3/title"]),
        ("$.store['bicycle','book'][0]", vec!["store/book/0"]),
        ("$..book[1:3].isbn", vec!["store/book/2/isbn"]),
        ("$..book[::-2].price", vec!["store/book/3/price", "store/book/1/price"]),
        ("$..book[?@.isbn && @.price < 10].title", vec!["store/book/2/title"]),
        (
            "$..book[?(!@.isbn || @.author == \"Tolkien\")].author",
            vec!["store/book/0/author", "store/book/1/author", "store/book/3/author"],
        ),
        ("$..[?match(@.author, '.*l.*') && @.price >= $..book[0].price].title", vec![]),
        ("$..[?search(@.author, 'l') && @.price >= 9].title", vec!["store/book/3/title"]),
        ("$..[?count(@.*) == 2].price", vec!["store/bicycle/price"]),
        ("$..[?length(@.title) == 5].title", vec!["store/book/1/title", "store/book/3/title"]),
        ("$.store[?value(@..color) == 'red'].price", vec!["store/bicycle/price"]),
        (
            "$.store.book[?@.isbn != $.store.book[2].isbn].title",
            vec!["store/book/0/title", "store/book/1/title", "store/book/3/title"],
        ),
    ] {
        if query.contains("$..book[0].price") {
            assert!(Query::parse(query).is_err(), "{query} compares what may be several nodes");
        } else {
            assert_eq!(selected(&store, query), paths, "{query}");
        }
    }
}

#[test]
fn a_node_is_selected_once() {
    assert_eq!(selected(&json!([[[1]]]), "$..*..*"), ["0/0", "0/0/0"]);
    assert_eq!(selected(&json!([1]), "$[0, 0]"), ["0"]);
}

#[test]
fn a_text_that_is_no_query_is_refused_with_the_reason() {
    for (query, reason) in [
        ("a", "it does not begin with `$`"),
        ("$.", "it ends where a name or `*` should be"),
        ("$[", "it ends where"),
        ("$.a b", "`.`, `[` or the end should be at ` b`"),
        ("$.x-y.z", "a name with `-` is written `['x-y']`"),
        ("$[?x]", "`x` is no value; a text is written in quotes"),
        ("$[?@.a = 1]", "`,` or `]` should be at `= 1]`"),
        ("$[?'a']", "`\"a\"` alone is no condition"),
        ("$[?@..a == 1]", "a path that may select several nodes cannot be compared"),
        ("$[?lenght(@.a) == 1]", "there is no function `lenght`"),
        ("$[?count(@.a)]", "what a function returns must be compared"),
        ("$[01]", "an integer should be at `01]`"),
        ("$['a", "a quoted text does not end"),
        ("$['\\x']", "`\\x` is no escape"),
    ] {
        let error = Query::parse(query).map(drop).unwrap_err();
        assert!(error.contains(reason), "{query}: {error}");
    }
}

#[test]
fn nesting_is_bounded() {
    let deep = format!("$[?{}@.a{}]", "(".repeat(10_000), ")".repeat(10_000));
    assert!(Query::parse(&deep).unwrap_err().contains("levels deep"));
    let deep = format!("${}", "[?@".repeat(10_000));
    assert!(Query::parse(&deep).is_err());
    assert!(Query::parse(&format!("$[?{}@.a]", "!".repeat(10_000))).is_err());
}

#[test]
fn a_query_that_takes_too_many_steps_ends() {
    let mut document = json!(1);
    for _ in 0..60 {
        document = json!({ "a": document, "b": [1, 2] });
    }
    for query in ["$..[?$..[?@ == 1]]".to_owned(), format!("${}", "..*".repeat(1_000)), "$..[?@..*..*..*]".to_owned()] {
        let query = Query::parse(&query).expect("a query");
        assert!(select(&query, &document, &mut Budget(3_000)).is_none());
    }
}
