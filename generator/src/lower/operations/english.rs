//! The little English that paths are written in: which words are verbs, and which are plurals.
//!
//! Lists, not rules: a word that is missing makes a method `create` of a resource instead of a method of its own name.

use std::collections::HashSet;
use std::sync::OnceLock;

/// Words that are verbs wherever a path ends in them, also in front of other words: `cancel`, `rotate-secret`.
static VERBS: WordList = WordList::new(
    "abort accept acknowledge acquire activate add adjust advance allow analyze append apply approve \
    assign associate attach authenticate authorize bind bootstrap calculate cancel capture claim clean cleanup clear \
    clone close compile complete compute configure confirm consume convert create crosspost deactivate deauthorize \
    decline decode decrypt delete demote deny deprecate deregister derive destroy detach determine diagnose \
    disable disassociate discard disconnect dismiss dispose downgrade duplicate edit enable encode encrypt enforce \
    enroll ensure estimate evaluate evict exchange exec execute exists expand expire explain expunge extract fail fetch \
    finalize find finish flush forget forward generate get grant hangup hide hydrate identify ignore impersonate \
    infer initialize initiate insert install instantiate interrupt introspect invalidate invoke join kick kill launch leave \
    list logout lookup mark merge modify move mute notify offboard overwrite pause pay poll prepare prioritize \
    process promote propose provision prune publish purge reactivate rebuild reboot recalculate recommend recover \
    recreate recycle redact redeem redeliver refresh regenerate register reinstall reindex reject rekey reload \
    remount remove rename render renew reopen reorder replace replay replicate reprocess rerequest rerun rescan \
    resend reset resign resize resolve restart restore resume retrieve retry retune revalidate reveal revert revoke \
    rewrap rollover rotate search select send set show shutdown signin signout signup simulate skip snooze solve \
    start stop submit subscribe summarize suspend synchronize terminate tidy toggle tokenize transcribe translate \
    trim truncate typeahead unarchive unassign unban unblock undelete undeploy undo unfollow unfreeze uninstall \
    unlink unlock unmark unmerge unmute unpause unpin unpublish unregister unrevert unseal unshare unstack unstar \
    unsubscribe untag untrash unwrap update upgrade upsert validate verify void withdraw wrap write",
);

/// Words that are verbs when a path ends in them alone and something is sent there, and nouns otherwise: `POST /x/archive`.
static NOUN_VERBS: WordList = WordList::new(
    "archive autocomplete autofix backup ban batch block boost build bulk call challenge check \
    chat checkout commit compact compare copy count crawl debug diff deploy dispute download draft dry embed escalate export \
    favorite filter fix flag follow force fork freeze heartbeat hold import ingest init inspect invite like link load \
    lock match measure migrate mirror monitor open partition pin ping play preview print probe prompt pull push \
    quarantine query rank rate refund release remix repair response report request rerank reserve restock return \
    reverse review rewind rollback run sample save scale scan schedule score scrape scroll seal seek share shuffle sign split \
    stage star steal stream suggest swap switch sync tag tail test throttle tip track train transfer trash trigger \
    tune unread upload view vote wait wake warp watch weigh",
);

/// Noun-verbs that read: `GET /x/preview` is a call of that name as well.
static READS: WordList = WordList::new(
    "autocomplete check compare count diff download export match ping preview query sample scan stream \
    suggest tail test view wait watch",
);

/// Verbs that look and change nothing; in front of other words too: `search-code`.
static LOOKS: WordList = WordList::new(
    "calculate estimate evaluate exists explain fetch find get identify introspect list lookup poll resolve \
    retrieve search select show validate verify",
);

/// Verbs that can also be the last of a word pair: `facet-search`, `bfd-enable`.
static LAST_VERBS: WordList =
    WordList::new("cancel delete disable enable generate lookup rotate search update upsert validate verify");

/// Words that are verbs alone, and nouns in front of others: `login-links`.
static ALONE: WordList = WordList::new("login");

/// Verbs that also name a thing to be read or deleted: `GET /requests/login`, `DELETE /sessions/login`.
static SESSIONS: WordList = WordList::new("login logout signin signout signup");

/// Prepositions, which are followed by the means of an action.
static LINKS: WordList = WordList::new("as at by for from in of to using via with");

/// Words in front of an adjective or a noun in a yes-or-no question: `is-member`.
static ASKS: WordList = WordList::new("can has is");

/// Words that end in `s` and are one thing.
static SINGULAR_S: WordList = WordList::new(
    "access address alias analysis atlas basis bias bonus bus business campus canvas census chassis class \
    compass compress consensus corpus cors css diagnosis dns dress ethics exists express focus gas genesis gps https ios is js kubernetes lens less \
    loss macos mass mess news os pass physics plus press process progress radius redis rss series sms species status \
    success synopsis tls us usage virus vps was windows wireless",
);

/// Plurals that no rule makes, each with its singular.
const IRREGULAR: [(&str, &str); 13] = [
    ("analyses", "analysis"),
    ("bases", "base"),
    ("children", "child"),
    ("diagnoses", "diagnosis"),
    ("feet", "foot"),
    ("indices", "index"),
    ("matrices", "matrix"),
    ("men", "man"),
    ("people", "person"),
    ("quizzes", "quiz"),
    ("theses", "thesis"),
    ("vertices", "vertex"),
    ("women", "woman"),
];

/// Words whose singular ends in `ie`.
static ENDING_IN_IE: WordList = WordList::new("calories cookies movies rookies selfies zombies");

/// Plurals of which there is one: `GET /settings` retrieves it, `DELETE /settings` deletes it.
static SINGLETONS: WordList = WordList::new(
    "analytics capabilities config credentials defaults details info metrics options permissions \
    preferences restrictions settings statistics stats",
);

/// Words separated by spaces, looked up by hash: each word of a path is looked up several times, and a list has hundreds.
struct WordList {
    text: &'static str,
    set: OnceLock<HashSet<&'static str>>,
}

impl WordList {
    const fn new(text: &'static str) -> Self {
        Self { text, set: OnceLock::new() }
    }
}

fn has(list: &WordList, word: &str) -> bool {
    list.set.get_or_init(|| list.text.split_ascii_whitespace().collect()).contains(word)
}

/// Part of speech of a path's last literal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reading {
    /// A thing.
    Noun,
    /// A verb.
    Verb,
    /// A verb if something is sent there, else a noun.
    Either,
}

/// Reads the words of a literal segment.
pub(super) fn reading(words: &[String]) -> Reading {
    let [first, rest @ ..] = words else { return Reading::Noun };
    match rest {
        [] if has(&VERBS, first) || has(&ALONE, first) => Reading::Verb,
        [] if has(&NOUN_VERBS, first) => Reading::Either,
        [] => Reading::Noun,
        [second, ..] if matches!(first.as_str(), "bulk" | "batch" | "force" | "multi") && is_verb(second) => {
            Reading::Verb
        }
        _ if has(&VERBS, first) || has(&ASKS, first) => Reading::Verb,
        [.., last] if has(&LAST_VERBS, last) => Reading::Verb,
        _ => Reading::Noun,
    }
}

/// Returns true for a word that is a verb, or may be one.
pub(super) fn is_verb(word: &str) -> bool {
    has(&VERBS, word) || has(&NOUN_VERBS, word) || has(&ALONE, word)
}

/// Returns true for a verb that only looks: `preview`, `count`, `find-by-status`.
pub(super) fn only_reads(words: &[String]) -> bool {
    match words {
        [word] => has(&READS, word) || has(&LOOKS, word),
        [first, .., last] => has(&LOOKS, first) || has(&ASKS, first) || has(&LOOKS, last),
        [] => false,
    }
}

/// Returns true for a verb that asks for a result: `search`, `calculate`.
pub(super) fn is_question(word: &str) -> bool {
    (has(&LOOKS, word) || word == "query") && is_telling(word)
}

/// Returns true for a verb that may also be a thing: `login`.
pub(super) fn is_session(word: &str) -> bool {
    has(&SESSIONS, word)
}

/// Returns true for a word such as `by` and `for`.
pub(super) fn is_link(word: &str) -> bool {
    has(&LINKS, word)
}

/// Returns true for a verb that means reading, and nothing more.
pub(super) fn is_plain_read(word: &str) -> bool {
    matches!(word, "fetch" | "get" | "list" | "read" | "retrieve" | "show")
}

/// Returns true for a word that means that something is created.
pub(super) fn is_creating(word: &str) -> bool {
    matches!(word, "add" | "create" | "insert" | "make" | "new" | "register" | "upsert")
}

/// Returns true for a verb that means more than reading or writing.
pub(super) fn is_telling(word: &str) -> bool {
    is_verb(word)
        && !matches!(
            word,
            "update" | "modify" | "edit" | "replace" | "write" | "get" | "list" | "retrieve" | "fetch" | "show"
        )
}

/// Returns true for a word that means several things.
pub(super) fn is_plural(word: &str) -> bool {
    if irregular(word).is_some() {
        return true;
    }
    word.len() > 2 && word.ends_with('s') && !word.ends_with("ss") && !has(&SINGULAR_S, word)
}

/// Returns true for words whose last is a plural of several things.
pub(super) fn is_collection(words: &[String]) -> bool {
    words.last().is_some_and(|word| is_plural(word) && !has(&SINGLETONS, word))
}

/// Returns the singular: `categories` → `category`. A word that is no plural is returned unchanged.
pub(super) fn singular(word: &str) -> String {
    if let Some(one) = irregular(word) {
        return one.to_owned();
    }
    if !is_plural(word) {
        return word.to_owned();
    }
    let es = ["sses", "xes", "ches", "shes"].iter().any(|end| word.ends_with(end)) && !word.ends_with("aches")
        || word.strip_suffix("es").is_some_and(|stem| has(&SINGULAR_S, stem));
    match word.strip_suffix("ies") {
        Some(stem) if stem.len() > 1 && !has(&ENDING_IN_IE, word) => format!("{stem}y"),
        _ if es => word[..word.len() - 2].to_owned(),
        _ => word[..word.len() - 1].to_owned(),
    }
}

fn irregular(word: &str) -> Option<&'static str> {
    IRREGULAR.iter().find(|(many, _)| *many == word).map(|(_, one)| *one)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Reading {
        reading(&text.split('_').map(str::to_owned).collect::<Vec<_>>())
    }

    #[test]
    fn readings() {
        for verb in [
            "cancel",
            "rotate_secret",
            "find_by_status",
            "bulk_delete",
            "force_retry",
            "facet_search",
            "is_member",
            "login",
            "logout",
        ] {
            assert_eq!(read(verb), Reading::Verb, "{verb}");
        }
        for either in ["archive", "export", "fork"] {
            assert_eq!(read(either), Reading::Either, "{either}");
        }
        for noun in ["roles", "login_links", "speech", "upload_sessions", "test_clocks", "token", "batches", "exports"]
        {
            assert_eq!(read(noun), Reading::Noun, "{noun}");
        }
    }

    #[test]
    fn no_word_is_a_verb_twice() {
        let all: Vec<&str> =
            [&VERBS, &NOUN_VERBS, &ALONE].iter().flat_map(|list| list.text.split_ascii_whitespace()).collect();
        let unique: std::collections::HashSet<&&str> = all.iter().collect();
        assert_eq!(unique.len(), all.len());
    }

    #[test]
    fn plurals() {
        for word in ["roles", "people", "addresses", "keys"] {
            assert!(is_plural(word), "{word}");
        }
        for word in ["status", "access", "news", "sms", "speech", "kubernetes", "analysis", "s"] {
            assert!(!is_plural(word), "{word}");
        }
    }

    #[test]
    fn singulars() {
        let pairs = [
            ("roles", "role"),
            ("categories", "category"),
            ("addresses", "address"),
            ("boxes", "box"),
            ("branches", "branch"),
            ("people", "person"),
            ("status", "status"),
            ("caches", "cache"),
            ("sizes", "size"),
            ("aliases", "alias"),
            ("statuses", "status"),
            ("viruses", "virus"),
            ("databases", "database"),
            ("licenses", "license"),
            ("movies", "movie"),
            ("indices", "index"),
            ("analyses", "analysis"),
            ("men", "man"),
            ("exists", "exists"),
        ];
        for (many, one) in pairs {
            assert_eq!(singular(many), one);
        }
    }
}
