//! The little English that paths are written in: which words are verbs, and which are plurals.
//!
//! Lists, not rules: a word that is missing makes a method `create` of a resource instead of a method of its own name.

/// Words that are verbs wherever a path ends in them, also in front of other words: `cancel`, `rotate-secret`.
const VERBS: &str = "abort accept acknowledge acquire activate add adjust advance allow analyze append apply approve \
    assign associate attach authenticate authorize bind bootstrap calculate cancel capture claim clean cleanup clear \
    clone close compile complete compute configure confirm consume convert create crosspost deactivate deauthorize \
    decline decode decrypt delete demote deny deprecate deregister derive destroy detach determine diagnose \
    disable disassociate discard disconnect dismiss dispose downgrade duplicate edit enable encode encrypt enforce \
    enroll ensure estimate evaluate evict exchange exec execute expand expire explain expunge extract fail fetch \
    finalize find finish flush forget forward generate get grant hangup hide hydrate identify ignore impersonate \
    infer initialize initiate insert install instantiate introspect invalidate invoke join kick kill launch leave \
    list logout lookup mark merge modify move mute notify offboard overwrite pause pay poll prepare prioritize \
    process promote propose provision prune publish purge reactivate rebuild reboot recalculate recommend recover \
    recreate recycle redact redeem redeliver refresh regenerate register reinstall reindex reject rekey reload \
    remount remove rename render renew reopen reorder replace replay replicate reprocess rerequest rerun rescan \
    resend reset resign resize resolve restart restore resume retrieve retry retune revalidate reveal revert revoke \
    rewrap rollover rotate search select send set show shutdown signin signout signup simulate skip snooze solve \
    start stop submit subscribe summarize suspend synchronize terminate tidy toggle tokenize transcribe translate \
    trim truncate typeahead unarchive unassign unban unblock undelete undeploy undo unfollow unfreeze uninstall \
    unlink unlock unmark unmerge unmute unpause unpin unpublish unregister unrevert unseal unshare unstack unstar \
    unsubscribe untag untrash unwrap update upgrade upsert validate verify void withdraw wrap write";

/// Words that are verbs when a path ends in them alone and something is sent there, and nouns otherwise: `POST /x/archive`.
const NOUN_VERBS: &str = "archive autocomplete autofix backup ban batch block boost build bulk call challenge check \
    chat checkout commit compact compare copy count crawl debug diff deploy dispute download draft dry embed escalate export \
    favorite fix flag follow force fork freeze heartbeat hold import ingest init inspect invite kick like link load \
    lock login match measure migrate mirror monitor open partition pin ping play preview print probe prompt pull push \
    quarantine query rank rate reboot refund release remix repair reply report request rerank reserve restock return \
    reverse rewind rollback run sample save scale scan schedule score scrape scroll seal seek share shuffle sign split \
    stage star steal stream suggest swap switch sync tag tail test throttle tip track train transfer trash trigger \
    tune unread upload view vote wait wake warp watch weigh";

/// Noun-verbs that read: `GET /x/preview` is a call of that name as well.
const READS: &str = "autocomplete check compare count diff download export match ping preview query sample scan stream \
    suggest tail test view wait watch";

/// Verbs that look and change nothing; in front of other words too: `search-code`.
const LOOKS: &str = "calculate estimate evaluate explain fetch find get identify introspect list lookup poll resolve \
    retrieve search select show validate verify";

/// Verbs that may also stand last in a word pair: `facet-search`, `bfd-enable`.
const LAST_VERBS: &str = "cancel delete disable enable generate lookup rotate search update upsert validate verify";

/// Words that end in `s` and are one thing.
const SINGULAR_S: &str = "access address alias analysis basis bus business canvas chassis class compass compress \
    consensus corpus cors css diagnosis dns dress ethics express gas genesis gps https ios is js kubernetes lens less \
    loss macos mass mess news os pass physics plus press process progress radius redis rss series sms species status \
    success synopsis tls us usage virus vps was windows wireless";

/// Plurals that do not end in `s`.
const PLURALS: &str = "children feet men people women";

/// Plurals of which there is one: `GET /settings` retrieves it, `DELETE /settings` deletes it.
const SINGLETONS: &str = "analytics capabilities config credentials defaults details info metrics options permissions \
    preferences restrictions settings statistics stats";

fn has(list: &str, word: &str) -> bool {
    list.split_ascii_whitespace().any(|entry| entry == word)
}

/// How a path's last literal reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reading {
    /// A thing.
    Noun,
    /// Something to do.
    Verb,
    /// Something to do when something is sent there, else a thing.
    Either,
}

/// Reads the words of a literal segment.
pub(super) fn reading(words: &[String]) -> Reading {
    let [first, rest @ ..] = words else { return Reading::Noun };
    match rest {
        [] if has(VERBS, first) => Reading::Verb,
        [] if has(NOUN_VERBS, first) => Reading::Either,
        [] => Reading::Noun,
        [second, ..] if matches!(first.as_str(), "bulk" | "batch" | "force" | "multi") && is_verb(second) => {
            Reading::Verb
        }
        _ if has(VERBS, first) => Reading::Verb,
        [.., last] if has(LAST_VERBS, last) => Reading::Verb,
        _ => Reading::Noun,
    }
}

fn is_verb(word: &str) -> bool {
    has(VERBS, word) || has(NOUN_VERBS, word)
}

/// True for a verb that only looks: `preview`, `count`, `find-by-status`.
pub(super) fn only_reads(words: &[String]) -> bool {
    match words {
        [word] => has(READS, word) || has(LOOKS, word),
        [first, .., last] => has(LOOKS, first) || has(LOOKS, last),
        [] => false,
    }
}

/// True for a verb that asks and says what for: `search`, `calculate`.
pub(super) fn is_question(word: &str) -> bool {
    (has(LOOKS, word) || word == "query") && is_telling(word)
}

/// True for a word that is a verb, and not one that says no more than that something is written or read.
pub(super) fn is_telling(word: &str) -> bool {
    is_verb(word)
        && !matches!(
            word,
            "update" | "modify" | "edit" | "replace" | "write" | "get" | "list" | "retrieve" | "fetch" | "show"
        )
}

/// True for a word that means several things.
pub(super) fn is_plural(word: &str) -> bool {
    if has(PLURALS, word) {
        return true;
    }
    word.len() > 2 && word.ends_with('s') && !word.ends_with("ss") && !has(SINGULAR_S, word)
}

/// True for words whose last is a plural that does not stand for one thing.
pub(super) fn is_collection(words: &[String]) -> bool {
    words.last().is_some_and(|word| is_plural(word) && !has(SINGLETONS, word))
}

/// One of several things: `categories` → `category`. A word that is no plural is returned as it is.
pub(super) fn singular(word: &str) -> String {
    if word == "people" {
        return "person".to_owned();
    }
    if word == "children" {
        return "child".to_owned();
    }
    if !is_plural(word) {
        return word.to_owned();
    }
    let es = ["sses", "xes", "ches", "shes"].iter().any(|end| word.ends_with(end)) && !word.ends_with("aches");
    match word.strip_suffix("ies") {
        Some(stem) if stem.len() > 1 => format!("{stem}y"),
        _ if es => word[..word.len() - 2].to_owned(),
        _ => word[..word.len() - 1].to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Reading {
        reading(&text.split('_').map(str::to_owned).collect::<Vec<_>>())
    }

    #[test]
    fn readings() {
        for verb in ["cancel", "rotate_secret", "find_by_status", "bulk_delete", "force_retry", "facet_search"] {
            assert_eq!(read(verb), Reading::Verb, "{verb}");
        }
        for either in ["archive", "export", "fork"] {
            assert_eq!(read(either), Reading::Either, "{either}");
        }
        for noun in ["roles", "speech", "upload_sessions", "test_clocks", "token", "batches", "exports"] {
            assert_eq!(read(noun), Reading::Noun, "{noun}");
        }
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
        ];
        for (many, one) in pairs {
            assert_eq!(singular(many), one);
        }
    }
}
