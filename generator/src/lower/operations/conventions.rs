//! Settings for all requests and responses: constant headers, the order of media types, the decode mode.

use indexmap::IndexMap;
use serde_json::Value;

use super::super::{Lowering, suggestion};
use super::sites::{self, REQUEST_BODIES, RESPONSES, Site};
use crate::api::{ClientSettings, Location, Param, Reading, SettingPlace};
use crate::pointer::Pointer;
use crate::read::{Document, settings};

/// Returns the headers of all requests.
pub(super) fn headers_of_all(document: &Document) -> Vec<(String, String)> {
    headers(&document.openapi.extensions)
}

/// Returns the headers of an operation's requests, those of its path item among them. A parameter of such a name need not be given.
pub(super) fn headers_of(
    site: &Site<'_>,
    params: &mut [Param],
    of_all: &[(String, String)],
    client: &ClientSettings,
) -> Vec<(String, String)> {
    relax(params, client);
    let mut own = site.item.map(|item| headers(&item.extensions)).unwrap_or_default();
    for header in headers(&site.operation.extensions) {
        own.retain(|(name, _)| !name.eq_ignore_ascii_case(&header.0));
        own.push(header);
    }
    let is_fixed = |param: &&mut Param| {
        let mut fixed = own.iter().chain(of_all);
        param.location == Location::Header && fixed.any(|(name, _)| name.eq_ignore_ascii_case(&param.wire))
    };
    params.iter_mut().filter(is_fixed).for_each(|param| param.required = false);
    own
}

/// Makes parameters optional that the client sets.
fn relax(params: &mut [Param], client: &ClientSettings) {
    let is_given = |param: &Param| {
        client.settings.iter().any(|setting| match setting.place {
            SettingPlace::Header => {
                param.location == Location::Header && setting.wire.eq_ignore_ascii_case(&param.wire)
            }
            SettingPlace::Query => param.location == Location::Query && setting.wire == param.wire,
            SettingPlace::Path => false,
        })
    };
    params.iter_mut().filter(|param| is_given(param)).for_each(|param| param.required = false);
}

fn headers(extensions: &IndexMap<String, Value>) -> Vec<(String, String)> {
    let headers = extensions.get(settings::HEADERS).and_then(Value::as_object);
    let text = |(name, value): (&String, &Value)| Some((name.clone(), value.as_str()?.to_owned()));
    headers.into_iter().flatten().filter_map(text).collect()
}

/// Returns the decode mode that the document sets.
pub(super) fn reading(document: &Document) -> Option<Reading> {
    match document.openapi.extensions.get(settings::READING)?.as_str()? {
        "strict" => Some(Reading::Strict),
        "tolerant" => Some(Reading::Tolerant),
        "lenient" => Some(Reading::Lenient),
        _ => None,
    }
}

/// The media types that an operation prefers, the best first.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Preferred<'d>(Option<&'d Vec<Value>>);

impl<'d> Preferred<'d> {
    /// Returns the setting of an operation, else that of its path item, else that of the document.
    pub(super) fn of(document: &'d Document, site: &Site<'d>) -> Self {
        let said = |extensions: &'d IndexMap<String, Value>| extensions.get(settings::MEDIA_TYPES)?.as_array();
        let of_item = || said(&site.item?.extensions);
        Self(said(&site.operation.extensions).or_else(of_item).or_else(|| said(&document.openapi.extensions)))
    }

    /// Returns the media types, the best first.
    pub(super) fn names(self) -> impl Iterator<Item = &'d str> {
        self.0.into_iter().flatten().filter_map(Value::as_str)
    }

    /// Returns true if a media type is preferred to those that are not.
    pub(super) fn has(self, key: &str) -> bool {
        self.rank(key) != usize::MAX
    }

    /// Returns a media type's place in the order.
    pub(super) fn rank(self, key: &str) -> usize {
        let essence = key.split(';').next().unwrap_or_default().trim();
        let is_it = |name: &Value| name.as_str().is_some_and(|name| name.eq_ignore_ascii_case(essence));
        self.0.and_then(|list| list.iter().position(is_it)).unwrap_or(usize::MAX)
    }

    /// Moves preferred items to the front.
    pub(super) fn sort<T>(self, list: &mut [T], key: impl Fn(&T) -> &str) {
        if self.0.is_some() {
            list.sort_by_key(|item| self.rank(key(item)));
        }
    }
}

/// Reports preferred media types that nothing offers: in an operation or path item, none of their bodies; in the document, none at all.
pub(super) fn check(lowering: &mut Lowering<'_>, sites: &[Site<'_>]) {
    let document = lowering.document;
    let of_all = document.openapi.extensions.get(settings::MEDIA_TYPES);
    let is_said = |site: &&Site<'_>| said(site).is_some();
    if of_all.is_none() && !sites.iter().any(|site| is_said(&site)) {
        return;
    }
    let mut all: Vec<&str> = Vec::new();
    for site in sites {
        let offered = offered(document, site);
        if let Some((list, at)) = said(site) {
            report_unoffered(lowering, list, &at, &offered);
        }
        all.extend(offered);
    }
    if let Some(list) = of_all {
        report_unoffered(lowering, list, &Pointer::root().child(settings::MEDIA_TYPES), &all);
    }
}

/// Returns the media types that an operation itself prefers, and the location of the setting.
fn said<'s>(site: &'s Site<'_>) -> Option<(&'s Value, Pointer)> {
    let list = site.operation.extensions.get(settings::MEDIA_TYPES)?;
    Some((list, site.at.child(settings::MEDIA_TYPES)))
}

/// Returns the media types of an operation's bodies.
fn offered<'d>(document: &'d Document, site: &Site<'d>) -> Vec<&'d str> {
    let body = site.operation.request_body.as_ref();
    let body = body.and_then(|body| sites::follow(document, body, &site.at, &REQUEST_BODIES));
    let responses = &site.operation.responses;
    let responses = responses.responses.values().chain(&responses.default);
    let responses = responses.filter_map(|response| sites::follow(document, response, &site.at, &RESPONSES));
    let body = body.into_iter().flat_map(|found| found.value.content.keys());
    let keys = body.chain(responses.flat_map(|found| found.value.content.keys()));
    keys.map(|key| key.split(';').next().unwrap_or_default().trim()).collect()
}

fn report_unoffered(lowering: &mut Lowering<'_>, list: &Value, at: &Pointer, offered: &[&str]) {
    for (index, name) in list.as_array().into_iter().flatten().enumerate() {
        let Some(name) = name.as_str() else { continue };
        let is_offered = offered.iter().any(|known| known.eq_ignore_ascii_case(name));
        let unmatched = (!is_offered).then(|| {
            let mut known: Vec<&str> = offered.to_vec();
            known.sort_unstable();
            known.dedup();
            (format!("no body has the media type `{name}`"), suggestion(name, &known, "the media types"))
        });
        lowering.setting_of_pattern(&at.child(index), unmatched);
    }
}
