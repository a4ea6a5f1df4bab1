//! A resource's file: the struct, its accessors and methods, and their requests, responses and descriptors.

use proc_macro2::{TokenStream, TokenTree};
use quote::quote;

use super::alias;
use super::descriptor::descriptor;
use super::docs::Doc;
use super::idents::ident;
use super::method::{self, method};
use super::prose::{TYPES_LINK, doc_name, in_short};
use super::request::request;
use super::site::Site;
use super::tokens::is_path;
use super::types_file::condition;
use crate::api::ResourceId;
use crate::plan::Plan;

/// Returns the whole file of a resource, in pieces: its head, its struct with the methods, each request, each descriptor.
pub(super) fn resource_file(site: Site<'_>) -> Vec<TokenStream> {
    let resource = site.resource;
    let mut pieces: Vec<TokenStream> = resource.calls.iter().map(|call| request(site, call)).collect();
    pieces.push(if site.is_root() { client_methods(site) } else { resource_item(site) });
    let imports = imports(site, &pieces);
    pieces.rotate_right(1);
    let modules = modules(site);
    let docs = file_docs(site).inner();
    let head = quote! {
        #docs
        #imports
        #modules
    };
    pieces.insert(0, head);
    pieces.extend(resource.calls.iter().map(descriptor));
    pieces
}

fn file_docs(site: Site<'_>) -> Doc {
    if site.is_root() {
        return Doc::new().paragraph("The resources of the API, as methods of the client and of each other.");
    }
    Doc::new().paragraph(format!("`client.{}`.", site.resource.accessor_chain()))
}

/// Emits the imports of the file.
fn imports(site: Site<'_>, tokens: &[TokenStream]) -> TokenStream {
    // The root without operations only lists modules.
    let prelude = (!site.is_root() || has_methods(site)).then(|| {
        quote!(
            use specsmith_runtime::call::prelude::*;
        )
    });
    let types = types_import(tokens);
    quote!(#types #prelude)
}

fn has_methods(site: Site<'_>) -> bool {
    !site.resource.calls.is_empty() || site.plan.aliases(site.resource.id).next().is_some()
}

/// Returns the import of `types`, where something names a type; only for documentation, where nothing else does.
fn types_import(tokens: &[TokenStream]) -> Option<TokenStream> {
    let link = format!("]({TYPES_LINK}");
    let mut linked = false;
    for tokens in tokens {
        if names_types(tokens.clone(), &link, &mut linked) {
            return Some(quote!(
                use crate::types;
            ));
        }
    }
    linked.then(|| {
        quote!(
            #[cfg(doc)]
            use crate::types;
        )
    })
}

/// Returns true if a path begins with `types`. Up to there, notes whether a literal contains a link.
fn names_types(tokens: TokenStream, link: &str, linked: &mut bool) -> bool {
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        let found = match token {
            TokenTree::Ident(ident) => is_path(&ident, "types", tokens.peek()),
            TokenTree::Group(group) => names_types(group.stream(), link, linked),
            TokenTree::Literal(literal) => {
                *linked = *linked || literal.to_string().contains(link);
                false
            }
            TokenTree::Punct(_) => false,
        };
        if found {
            return true;
        }
    }
    false
}

fn modules(site: Site<'_>) -> TokenStream {
    let own = site.resource.modules.last();
    let children = site.resource.resource.children.iter().map(|child| {
        let name = site.plan.api.resource(*child).module.as_str();
        let module = ident(name);
        let same = own.is_some_and(|own| own == name);
        let lint = same.then(|| quote!(#[allow(clippy::module_inception, reason = "the API's paths repeat the name")]));
        let condition = switch(site.plan, *child);
        quote!(#condition #lint pub mod #module;)
    });
    children.collect()
}

fn resource_item(site: Site<'_>) -> TokenStream {
    let resource = site.resource.resource;
    let name = ident(resource.name.as_str());
    let docs = Doc::new()
        .author(&resource.docs)
        .or(|| format!("Methods of `client.{}`.", site.resource.accessor_chain()))
        .outer();
    let accessors = accessors(site);
    let methods = methods(site, &quote!(client));
    let former = site.plan.api.former.resources.get(&site.resource.id);
    let former = former.map(|old| alias::former(old, &resource.name));
    quote! {
        #docs
        #[derive(Clone, Debug)]
        pub struct #name { client: Handle }

        impl #name {
            pub(crate) fn new(client: Handle) -> Self { Self { client } }
            #accessors
            #(#methods)*
        }
        #former
    }
}

/// Accessors of the resources below this one, by the module each is in.
fn accessors(site: Site<'_>) -> TokenStream {
    let children = site.resource.resource.children.iter().map(|child| {
        let resource = site.plan.api.resource(*child);
        let (accessor, module, name) =
            (ident(resource.accessor.as_str()), ident(resource.module.as_str()), ident(resource.name.as_str()));
        let docs = accessor_docs(site, *child).outer();
        let condition = switch(site.plan, *child);
        let former = former_accessor(site.plan, *child, &quote!(#module::#name));
        quote! {
            #docs
            #condition
            pub fn #accessor(&self) -> #module::#name { #module::#name::new(self.client.clone()) }
            #former
        }
    });
    children.collect()
}

/// Returns the accessor under its former name, which calls the present one.
pub(super) fn former_accessor(plan: &Plan<'_>, child: ResourceId, ty: &TokenStream) -> Option<TokenStream> {
    let old = ident(plan.api.former.accessors.get(&child)?.as_str());
    let name = &plan.api.resource(child).accessor;
    let docs = Doc::new().paragraph(format!("The former name of [`Self::{}`].", doc_name(name.as_str()))).outer();
    let note = format!("renamed to `{}`", name.plain());
    let condition = switch(plan, child);
    let new = ident(name.as_str());
    Some(quote! {
        #docs
        #[deprecated = #note]
        #condition
        pub fn #old(&self) -> #ty { self.#new() }
    })
}

/// Returns the condition on which a resource is compiled.
pub(super) fn switch(plan: &Plan<'_>, id: ResourceId) -> Option<TokenStream> {
    let resource = plan.resource(id)?;
    condition(resource.feature.as_slice())
}

/// Returns the documentation of an accessor: the first sentence of the resource's.
pub(super) fn accessor_docs(site: Site<'_>, child: ResourceId) -> Doc {
    let resource = site.plan.api.resource(child);
    let short = in_short(&resource.docs);
    // A text that ends in a colon is an incomplete sentence.
    let said = if short.ends_with(':') { "" } else { &short };
    Doc::new().paragraph(said).or(|| {
        let chain = site.resource.accessor_chain();
        let dot = if chain.is_empty() { "" } else { "." };
        format!("`client.{chain}{dot}{}()`.", doc_name(resource.accessor.as_str()))
    })
}

/// Returns the methods of the client: the operations of the root.
fn client_methods(site: Site<'_>) -> TokenStream {
    let methods = methods(site, &quote!(inner));
    if methods.is_empty() {
        return TokenStream::new();
    }
    quote!(impl crate::Client { #(#methods)* })
}

/// Returns the methods of the resource's operations, then those for operations of other resources.
fn methods(site: Site<'_>, handle: &TokenStream) -> Vec<TokenStream> {
    let own = site.resource.calls.iter().map(|call| method(site, call, handle));
    let aliases = site.plan.aliases(site.resource.id);
    own.chain(aliases.map(|plan| method::alias(site, &plan, handle))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_are_imported_for_what_names_or_links_them() {
        let import = |tokens: TokenStream| {
            types_import(&[
                quote!(
                    struct A;
                ),
                tokens,
            ])
            .map(|import| import.to_string())
        };
        assert_eq!(
            import(quote!(
                fn a(b: Vec<types::B>) {}
            ))
            .as_deref(),
            Some("use crate :: types ;")
        );
        let linked = quote!(impl A { #[doc = " A [`B`](types::B)."] fn a() {} });
        assert_eq!(import(linked).as_deref(), Some("# [cfg (doc)] use crate :: types ;"));
        assert_eq!(
            import(quote!(
                #[doc = " `types::B`"]
                fn types() {}
            )),
            None
        );
    }
}
