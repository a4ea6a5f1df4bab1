//! Operations: their requests, responses, and places in the tree of resources.
//!
//! Names first: `sites` finds the operations, `verbs` and `resources` give each a place in the tree and a name there,
//! from the path, the `operationId`, tags and the shape of the response, and `tree` makes the names. Then bodies: `params`, `body` and `response` ask for
//! types, and `paging` looks at what came of it.

mod aliases;
mod also;
mod alternatives;
mod body;
mod by_example;
mod client;
mod content;
mod conventions;
mod default_styles;
mod encodings;
mod english;
mod entries;
mod errors;
mod examples;
mod headers;
mod homes;
mod idempotency;
mod ids;
mod input_names;
mod labels;
mod links;
mod longer_names;
mod media;
mod nodes;
mod paging;
mod params;
mod path;
mod prefixes;
mod presence;
mod reasons;
mod renames;
mod resources;
mod response;
mod retry;
mod route;
mod rules;
mod security;
mod servers;
mod shape;
mod short_lists;
mod sites;
mod styles;
mod surface;
mod tree;
mod unstreamed;
mod verbs;
mod webhooks;
mod written;

#[cfg(test)]
mod tests;

use super::Lowering;
use crate::api::{
    Body, NameReason, Operation, OperationId, Paging, Param, ResourceId, Response, ResponseForm, Status, TypeRef,
};
use crate::lock::Lock;
use crate::naming::CrateName;
use crate::read::{Document, ext, settings};
use crate::report::{Code, Problem};
use alternatives::Alternative;
use by_example::Examples;
use entries::Entries;
use homes::Homes;
use input_names::Subject;
use params::Gathered;
use path::Segment;
use renames::Renames;
use resources::Tree;
use route::Route;
use sites::Site;
use surface::Surface;
use tree::CallNames;

/// Lowers everything that is not a component schema. Runs last, when every component schema has its type.
pub(super) fn lower(lowering: &mut Lowering<'_>, crate_name: &CrateName, lock: Option<&Lock>) -> Surface {
    let document = lowering.document;
    let sites = sites::collect(document);
    let gathered: Vec<Gathered<'_>> = sites.iter().map(|site| params::gather(lowering, site)).collect();
    let prefixes = prefixes::of_sites(document, &sites);
    let mut renames = Renames::of(document);
    let routes = routes(document, &sites, &gathered, &prefixes);
    let examples = Examples::of(document, &sites);
    let tree = resources::plant(&routes, &examples, &mut renames, &Homes::of(lock, &sites));
    renames.report(lowering);
    by_example::report(lowering, &sites, &examples, &tree.dropped);
    check(lowering, &sites, &tree);
    let tagged: Vec<&[String]> = sites.iter().map(|site| site.operation.tags.as_slice()).collect();
    let (resources, names, mut taken) = tree::bind(&tree, &document.openapi.tags, &tagged, lowering);
    let mut surface = Surface {
        servers: servers::lower(lowering),
        base_url_env: servers::base_url_env(lowering, crate_name),
        schemes: security::schemes(lowering, crate_name),
        retry: retry::of_api(document),
        headers_of_all: conventions::headers_of_all(document),
        reading: conventions::reading(document),
        resources,
        operations: Vec::with_capacity(sites.len()),
        ..Surface::default()
    };
    surface.client = client::lower(lowering, &surface.schemes);
    let mut entries = Entries::default();
    let mut alternatives = Vec::new();
    for (index, ((site, gathered), names)) in sites.iter().zip(&gathered).zip(&names).enumerate() {
        let node = tree.places[index].node;
        let subject = Subject::new(&tree.nodes[node].path, &tree.places[index].name, site.operation_id());
        let (resource, method) = tree.reasons[index];
        let taken = tree.places[index].lost.clone();
        let reason = NameReason { resource, method, taken, inferred: names.method.clone() };
        let call = Call { site, gathered, names, reason, subject: &subject, resource: ResourceId(node) };
        let (operation, bodies) = call.lower(lowering, &surface, &mut entries);
        let more = bodies.into_iter().map(|body| (OperationId(index), tree.places[index].name.clone(), body));
        alternatives.extend(more);
        surface.operations.push(operation);
    }
    surface.security = security::usual(lowering, &surface);
    let headers = headers::collect(lowering, &sites);
    surface.headers = headers.all;
    let links = links::collect(lowering, &sites);
    for ((operation, headers), links) in surface.operations.iter_mut().zip(headers.of_operations).zip(links) {
        (operation.response.headers, operation.response.links) = (headers, links);
    }
    rules::polling::link(lowering, &mut surface.operations, &sites);
    unstreamed::mark(lowering, &mut surface.operations, &sites);
    surface.client.profiles =
        client::profiles(lowering, &sites, &surface.schemes, &surface.client, &surface.operations);
    surface.servers.setters = servers::setters(&surface);
    let received = webhooks::collect(lowering, &sites, &mut entries);
    surface.webhook_events = webhooks::events(lowering, crate_name, &received, &mut taken);
    surface.webhooks = received.all;
    errors::collect(lowering, &mut surface.operations, &sites, &names);
    alternatives::add(lowering, &mut surface, alternatives, &mut taken);
    surface.aliases = aliases::of(lowering, &tree, &sites, &mut taken);
    surface
}

/// Reports settings of operations without effect, and names that are not the best.
fn check(lowering: &mut Lowering<'_>, sites: &[Site<'_>], tree: &Tree) {
    conventions::check(lowering, sites);
    aliases::check(lowering, sites);
    written::check(lowering, sites);
    longer_names::report(lowering, sites, tree);
}

/// Returns the routes that the resource tree is built from.
fn routes<'a>(
    document: &'a Document,
    sites: &'a [Site<'_>],
    gathered: &[Gathered<'_>],
    prefixes: &[Option<&'a str>],
) -> Vec<Route<'a>> {
    let sites = sites.iter().zip(gathered).zip(prefixes);
    sites.map(|((site, gathered), prefix)| Route { prefix: *prefix, ..route(document, site, gathered) }).collect()
}

fn route<'a>(document: &'a Document, site: &'a Site<'_>, gathered: &Gathered<'_>) -> Route<'a> {
    let operation = site.operation;
    let item = site.item;
    let tail = site.path.segments.iter().rev().find_map(|segment| match segment {
        Segment::Literal(text) => Some(text.as_str()),
        Segment::Params(_) | Segment::Action(_) => None,
    });
    let writes = item.is_some_and(|item| {
        ["put", "patch"]
            .into_iter()
            .filter_map(|method| item.get(method))
            .any(|operation| operation.request_body.is_some())
    });
    let aliases::Given { resource, named, also } = aliases::Given::of(site);
    Route {
        key: &site.path,
        method: &site.method,
        path_takes: item.is_some_and(|item| ["post", "put", "patch"].iter().any(|method| item.get(method).is_some())),
        stateful: writes && item.is_some_and(|item| item.get("get").is_some()),
        lone: item.is_some_and(|item| item.iter().count() == 1),
        has_body: operation.request_body.is_some(),
        id: operation.operation_id.as_deref(),
        tags: &operation.tags,
        shape: shape::of(document, operation, tail.unwrap_or("")),
        narrowed: operation.request_body.is_some() || params::has_required_query(gathered),
        resource,
        named,
        prefix: None,
        also,
    }
}

impl Site<'_> {
    fn operation_id(&self) -> &str {
        self.operation.operation_id.as_deref().unwrap_or("")
    }
}

/// One operation while it is lowered.
struct Call<'a, 'd> {
    site: &'a Site<'d>,
    gathered: &'a Gathered<'d>,
    names: &'a CallNames,
    reason: NameReason,
    subject: &'a Subject,
    resource: ResourceId,
}

impl<'d> Call<'_, 'd> {
    fn lower(
        &self,
        lowering: &mut Lowering<'d>,
        surface: &Surface,
        entries: &mut Entries,
    ) -> (Operation, Vec<Alternative>) {
        let site = self.site;
        let declared = site.operation;
        let mut params = params::lower(lowering, self.gathered, site, self.subject);
        let mut body = body::lower(lowering, site, self.subject, entries);
        let given = labels::given(lowering, site, self.gathered, &params, &body.all());
        input_names::name(&mut params, &mut body.all(), &given.names);
        labels::check(lowering, &given, &params, &body.all());
        presence::of_params(lowering, &given.presences, &mut params);
        let response = response::lower(lowering, site, self.subject, entries);
        let fixed_headers = conventions::headers_of(site, &mut params, &surface.headers_of_all, &surface.client);
        let idempotency_header = idempotency::header(lowering, site, &mut params);
        let rules = rules::of_operation(lowering, site, &response, &params, body.body.as_ref());
        let paging = self.paging(lowering, &params, body.body.as_ref(), &response);
        let operation = Operation {
            id: declared.operation_id.clone().unwrap_or_else(|| format!("{} {}", site.method, site.path_key)),
            method: site.method.clone(),
            path: site.path.wire.clone(),
            path_key: site.path_key.to_owned(),
            fixed_query: site.path.fixed_query.clone(),
            fixed_headers,
            alternative_of: None,
            origin: lowering.document.origin(&site.at),
            resource: self.resource,
            name: self.names.method.clone(),
            name_reason: self.reason.clone(),
            request: self.names.request.clone(),
            title: self.title().to_owned(),
            docs: lowering.docs(&self.description(), |_| site.at.clone()),
            deprecated: declared.deprecated,
            status: self.status(lowering),
            params,
            body: body.body,
            response: Response {
                cases: response.cases,
                others: response.others,
                name: self.names.response.clone(),
                docs: response.docs,
                headers: Vec::new(),
                links: Vec::new(),
            },
            failures: response.failures,
            errors: None,
            security: security::requirements(lowering, declared.security.as_ref(), &site.at),
            server: servers::own(lowering, site, &surface.servers.all),
            paging,
            idempotency_header,
            retry: retry::of_operation(site),
            rules,
            unstreamed: None,
            request_example: body.example,
            response_example: response.example,
        };
        (operation, body.alternatives)
    }

    fn title(&self) -> &str {
        let of_item = || self.site.item?.summary.as_deref();
        let declared = self.site.operation;
        let title = ext::text(&declared.extensions, settings::TITLE).or(declared.summary.as_deref());
        title.or_else(of_item).unwrap_or("")
    }

    fn description(&self) -> String {
        let of_item = self.site.item.and_then(|item| item.description.clone());
        let mut text = self.site.operation.description.clone().or(of_item).unwrap_or_default();
        if let Some(more) = &self.site.operation.external_docs {
            let name = more.description.as_deref().filter(|name| !name.contains(['[', ']', '\n'])).unwrap_or("More");
            let gap = if text.is_empty() { "" } else { "\n\n" };
            text.push_str(&format!("{gap}[{name}]({})", more.url));
        }
        text
    }

    /// Returns [`Status::Raw`], and reports it, if a part is missing that the caller may need.
    fn status(&self, lowering: &mut Lowering<'_>) -> Status {
        let site = self.site;
        if let Some(reason) = ext::lost_parts(site.operation) {
            let hint = "repair the document; until then the operation is an untyped call";
            lowering.report(Problem::warning(Code::UntypedOperation, &site.at, reason, hint));
            return Status::Raw;
        }
        Status::Typed
    }

    fn paging(
        &self,
        lowering: &mut Lowering<'_>,
        params: &[Param],
        body: Option<&Body>,
        response: &response::Lowered,
    ) -> Option<Paging> {
        let at = &self.site.at;
        let tail = self.site.path.segments.iter().rev().find_map(|segment| match segment {
            Segment::Literal(text) => Some(text.as_str()),
            Segment::Params(_) | Segment::Action(_) => None,
        });
        let view = only_json(response).map(|page| paging::View {
            inputs: paging::inputs(params, body, &lowering.types),
            page,
            link_header: response.link_header,
            tail: tail.unwrap_or(""),
            types: &lowering.types,
        });
        let Some(setting) = self.site.operation.extensions.get(settings::PAGING) else {
            let view = view?;
            let unfollowed = paging::more_key(&view);
            let Some(paging) = paging::infer_for(&self.site.method, view) else {
                unfollowed.into_iter().for_each(|key| report_unfollowed(lowering, at, &key));
                return None;
            };
            let message = format!("pages are followed: {}", paging.reason);
            let hint = format!("set `{}` to `false`, or to another rule, if this is wrong", settings::PAGING);
            lowering.report(Problem::note(Code::PagingInferred, at, message, hint));
            return Some(paging);
        };
        match paging::configured(setting, view.as_ref()) {
            paging::Configured::None => None,
            paging::Configured::Rule(paging) => Some(paging),
            paging::Configured::Bad(refusal) => {
                let message = format!("`{}` cannot be followed: {}", settings::PAGING, refusal.why);
                let keys = "name the list, and one of `cursor`, `last_item`, `page`, `offset`, `url`, `link_header`";
                let hint = refusal.close.map_or_else(|| keys.to_owned(), |close| format!("did you mean `{close}`?"));
                lowering.report(Problem::warning(Code::BadExtension, &at.child(settings::PAGING), message, hint));
                None
            }
        }
    }
}

/// Reports a list that has a flag for further pages, but no way to get them.
fn report_unfollowed(lowering: &mut Lowering<'_>, at: &crate::pointer::Pointer, key: &str) {
    let message = format!(
        "pages are not followed: `{key}` of the response says that there are more, but no parameter is known to ask for them"
    );
    let hint = format!("say how with `{}`, or set it to `false`", settings::PAGING);
    lowering.report(Problem::note(Code::PagesNotFollowed, at, message, hint));
}

/// Returns the one JSON type a success has.
fn only_json(response: &response::Lowered) -> Option<&TypeRef> {
    let mut types = response.cases.iter().map(|case| match &case.form {
        ResponseForm::Json(ty) => Some(ty),
        _ => None,
    });
    let first = types.next()??;
    types.all(|ty| ty == Some(first)).then_some(first)
}
