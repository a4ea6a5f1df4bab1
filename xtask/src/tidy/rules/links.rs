//! The links of pages: each leads to a file and a heading that exist, and the book's contents list every page of it.

use std::collections::BTreeSet;

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use crate::tidy::complaint::{Complaint, Rule};
use crate::tidy::repository::{Page, Repository};

const BOOK: &str = "docs/book/src/";
const CONTENTS: &str = "docs/book/src/SUMMARY.md";

pub(super) fn check(repository: &Repository, complaints: &mut Vec<Complaint>) {
    let mut listed = BTreeSet::new();
    for page in &repository.pages {
        for (line, link) in links(page) {
            match fault(repository, page, &link) {
                Some(fault) => complaints.push(Complaint::new(Rule::Links, &page.path, line, fault)),
                None if page.path == CONTENTS => _ = listed.insert(target(page, &link).0),
                None => {}
            }
        }
    }
    let pages = repository.pages.iter().filter(|page| page.path.starts_with(BOOK) && page.path != CONTENTS);
    for page in pages.filter(|page| !listed.contains(&page.path)) {
        complaints.push(Complaint::new(Rule::Links, CONTENTS, 0, format!("it does not list `{}`", page.path)));
    }
}

/// Returns the links of a page that stay in the repository, with their lines.
fn links(page: &Page) -> Vec<(usize, String)> {
    let events = Parser::new(&page.text).into_offset_iter();
    let links = events.filter_map(|(event, range)| match event {
        Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
            Some((range.start, dest_url.to_string()))
        }
        _ => None,
    });
    let here = links.filter(|(_, link)| !link.contains("://") && !link.starts_with("mailto:"));
    here.map(|(at, link)| (page.text[..at].matches('\n').count() + 1, link)).collect()
}

/// Returns the fault of a link, if it has one.
fn fault(repository: &Repository, page: &Page, link: &str) -> Option<String> {
    let (path, heading) = target(page, link);
    if !path.is_empty() && !repository.has(&path) {
        return Some(format!("there is no `{path}`"));
    }
    let heading = heading?;
    let to = repository.pages.iter().find(|page| page.path == path)?;
    (!headings(to).contains(&heading)).then(|| format!("`{path}` has no heading `#{heading}`"))
}

/// Returns the path from the root of the repository that a link leads to, and the heading there.
fn target(page: &Page, link: &str) -> (String, Option<String>) {
    let (path, heading) = link.split_once('#').map_or((link, None), |(path, heading)| (path, Some(heading.to_owned())));
    if path.is_empty() {
        return (page.path.clone(), heading);
    }
    let mut parts: Vec<&str> = page.path.split('/').collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => _ = parts.pop(),
            _ => parts.push(part),
        }
    }
    (parts.join("/"), heading)
}

/// Returns the anchors of the headings of a page, spelled as GitHub and mdBook spell them.
fn headings(page: &Page) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    let mut text = None;
    for event in Parser::new(&page.text) {
        match event {
            Event::Start(Tag::Heading { .. }) => text = Some(String::new()),
            Event::End(TagEnd::Heading(_)) => all.extend(text.take().map(|text| anchor(&all, &text))),
            Event::Text(part) | Event::Code(part) => {
                if let Some(text) = &mut text {
                    text.push_str(&part);
                }
            }
            _ => {}
        }
    }
    all
}

/// Returns the anchor of a heading beside those before it.
fn anchor(others: &BTreeSet<String>, heading: &str) -> String {
    let kept = heading.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    let plain: String = kept.map(|c| if c == ' ' { '-' } else { c }).flat_map(char::to_lowercase).collect();
    let mut anchor = plain.clone();
    for number in 1.. {
        if !others.contains(&anchor) {
            break;
        }
        anchor = format!("{plain}-{number}");
    }
    anchor
}
