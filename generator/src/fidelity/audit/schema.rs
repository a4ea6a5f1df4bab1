//! A schema beside its type.

use super::Audit;
use super::declared::{Declared, is_null, is_null_member};
use super::types::{Kind, admits, kind, resolve, same};
use crate::api::TypeRef;
use crate::read::{Node, is_silent};

/// Schemas inside of each other are looked into this deep.
const DEEPEST: usize = 120;

impl<'d> Audit<'d> {
    /// Compares a value's schema with its type, `null` included.
    pub(super) fn value(&mut self, node: Node<'d>, ty: &'d TypeRef, exact: bool) -> bool {
        let (resolved, nullable) = resolve(self.api, ty);
        let fits = self.compare(node, ty, exact);
        if *resolved == TypeRef::Json {
            return fits;
        }
        match self.admits_null(node) {
            Some(declared) if declared && !nullable => {
                self.find(node, &[], "the schema admits null, the type does not")
            }
            _ => fits,
        }
    }

    /// Returns true if a schema admits `null`; `None` if several parts decide together.
    pub(super) fn admits_null(&self, node: Node<'d>) -> Option<bool> {
        let declared = self.declared(node);
        if self.own_null(&declared)? || declared.groups.is_empty() {
            return self.own_null(&declared);
        }
        let below = self.finds(declared.members_of_all(), |one, declared| {
            let own = self.own_null(declared);
            let null = is_null_member(&self.written, one) || own == Some(true);
            // Parts that decide together leave open what the schemas below them mean.
            (!null).then(|| own.map(|_| declared.members_of_all()).unwrap_or_default())
        });
        // The schemas of the members may decide it, too.
        below.then_some(true)
    }

    /// Returns true if a schema admits `null` by its own keywords, without its members.
    fn own_null(&self, declared: &Declared<'d>) -> Option<bool> {
        if declared.vague || declared.parts > 1 {
            return None;
        }
        if declared.nullable || self.has_null_value(declared) {
            return Some(true);
        }
        // A type that does not admit the null of its own list.
        let lists_null = declared.values.iter().any(|list| list.elements().any(|value| value.value.is_null()));
        (!lists_null).then_some(false)
    }

    fn has_null_value(&self, declared: &Declared<'d>) -> bool {
        declared.types.is_empty()
            && declared.values.iter().any(|list| list.elements().any(|value| value.value.is_null()))
    }

    /// Compares a schema with the type of its values that are not `null`. `exact`: the type has nothing that the schema lacks, unlike a variant for several
    /// members.
    pub(super) fn compare(&mut self, node: Node<'d>, ty: &'d TypeRef, exact: bool) -> bool {
        let key = (node.address(), std::ptr::from_ref(ty).addr(), exact);
        let left = self.comparisons.saturating_sub(1);
        self.comparisons = left;
        if left == 0 {
            return true;
        }
        if let Some(known) = self.fits.get(&key) {
            return *known;
        }
        // A pair that is being compared counts as equal.
        self.fits.insert(key, true);
        let fits = self.agrees(node, ty, exact);
        self.fits.insert(key, fits);
        fits
    }

    /// Compares several schemas of one value, the parts of an `allOf`, with its type.
    pub(super) fn compare_all(&mut self, nodes: &[Node<'d>], ty: &'d TypeRef) -> bool {
        let mut addresses: Vec<usize> = nodes.iter().map(|node| node.address()).collect();
        addresses.push(std::ptr::from_ref(ty).addr());
        if !self.compared_together.insert(addresses) || self.depth >= DEEPEST {
            return true;
        }
        let declared = self.declared_by_all(nodes);
        let Some(last) = nodes.last().filter(|_| !declared.vague) else { return true };
        self.depth += 1;
        let fits = self.shape(*last, &declared, ty, false);
        self.depth -= 1;
        fits
    }

    fn agrees(&mut self, node: Node<'d>, ty: &'d TypeRef, exact: bool) -> bool {
        if self.budget.get() == 0 || self.depth >= DEEPEST {
            return true;
        }
        let pure = node.value.as_object().is_some_and(|map| map.keys().all(|key| is_silent(key)))
            || !self.written.is_json_schema();
        if pure
            && let Some(target) = self.written.hop(node)
            && let Some(entry) = self.entry(target)
            && same(self.api, entry, ty)
        {
            return true;
        }
        let declared = self.declared(node);
        if declared.vague {
            return true;
        }
        self.depth += 1;
        let fits = self.shape(node, &declared, ty, exact);
        self.depth -= 1;
        fits
    }

    fn shape(&mut self, node: Node<'d>, declared: &Declared<'d>, ty: &'d TypeRef, exact: bool) -> bool {
        let found = kind(self.api, ty);
        if let [group] = declared.groups.as_slice()
            && let [only] = self.members(*group).as_slice()
            && (!declared.says_more_than_nothing() || matches!(found, Kind::Union(_)))
        {
            return self.compare(*only, ty, exact && !declared.says_more_than_nothing());
        }
        // Values beside the members are all there are.
        if let Some(group) = declared.groups.first()
            && !matches!(found, Kind::Union(_) | Kind::Record(_))
            && declared.values.is_empty()
            && declared.constants.is_empty()
        {
            return self.merged(node, declared, *group, ty);
        }
        if let Some(missing) = declared.types.iter().find(|json| !admits(found, json)) {
            return self.find(node, &["type"], format!("the type has no values of the JSON type `{missing}`"));
        }
        // Bytes have no type of JSON: their media type is all that is said of them.
        let is_open = declared.says_nothing() && node.get("contentMediaType").is_none();
        if exact && is_open && !matches!(found, Kind::Json | Kind::Other) {
            return self.find(node, &[], "the type is narrower than the schema, which gives none");
        }
        match found {
            Kind::Json if declared.says_more_than_nothing() || is_null(&self.written, node) => {
                self.find(node, &[], "the type is any JSON, the schema is not")
            }
            Kind::Json | Kind::Other => true,
            Kind::Const(literal) => self.constant(node, declared, literal),
            Kind::Constants(words) => self.words(node, declared, words, exact),
            Kind::Scalar(scalar) => self.scalar(node, declared, scalar, exact),
            Kind::List(item) => self.list(node, declared, item, exact),
            Kind::Tuple(items) => self.tuple(node, declared, items),
            Kind::Map(value) => self.map(node, declared, value, exact),
            Kind::Record(record) => self.record(node, declared, record, exact),
            Kind::Union(union) => self.union(node, declared, union),
        }
    }

    /// Compares members that became one type: each must be that type, or a part of it.
    fn merged(
        &mut self,
        node: Node<'d>,
        declared: &Declared<'d>,
        group: super::declared::Group<'d>,
        ty: &'d TypeRef,
    ) -> bool {
        let members = self.members(group);
        if members.is_empty() {
            return true;
        }
        if matches!(kind(self.api, ty), Kind::Json) {
            let open = |member: &Node<'d>| {
                let declared = self.declared(*member);
                declared.vague || (!declared.says_more_than_nothing() && declared.groups.is_empty())
            };
            return members.iter().any(open) && !declared.says_more_than_nothing()
                || self.find(node, &[], "the type is any JSON, the schema is not");
        }
        let mut all = true;
        for member in members {
            all &= self.compare(member, ty, false);
        }
        all
    }

    fn list(&mut self, node: Node<'d>, declared: &Declared<'d>, item: &'d TypeRef, exact: bool) -> bool {
        if !declared.prefix.is_empty() {
            // Of one item there is one type; several are one that takes each of them.
            let is_json = *resolve(self.api, item).0 == TypeRef::Json;
            let fits = !is_json && (declared.prefix.len() > 1 || self.value(declared.prefix[0], item, false));
            return fits || self.find(node, &["prefixItems"], "the items have another type");
        }
        // The values of a list's `enum` are those of its items.
        if let ([only], false) = (declared.items.as_slice(), declared.values.is_empty()) {
            return self.compare(*only, item, false);
        }
        self.each(node, "items", &declared.items, item, exact)
    }

    fn tuple(&mut self, node: Node<'d>, declared: &Declared<'d>, items: &'d [TypeRef]) -> bool {
        if declared.prefix.len() != items.len() {
            return self.find(node, &["prefixItems"], "the list has another number of items");
        }
        let mut all = declared.least_items >= items.len()
            || self.find(node, &["prefixItems"], "a list with fewer items is valid as well");
        for (schema, ty) in declared.prefix.iter().zip(items) {
            all &= self.value(*schema, ty, true);
        }
        all
    }

    fn map(&mut self, node: Node<'d>, declared: &Declared<'d>, value: &'d TypeRef, exact: bool) -> bool {
        if let Some(name) = declared.properties.keys().next() {
            return self.find(node, &["properties", name], "the property has no field");
        }
        if declared.closed && declared.rest.is_empty() {
            return self.find(node, &["additionalProperties"], "the type takes any key, the schema none");
        }
        self.each(node, "additionalProperties", &declared.rest, value, exact)
    }

    /// One type for every schema of one thing: where there is one schema, it must be its type.
    pub(super) fn each(
        &mut self,
        node: Node<'d>,
        key: &str,
        schemas: &[Node<'d>],
        ty: &'d TypeRef,
        exact: bool,
    ) -> bool {
        match schemas {
            [] => {
                matches!(kind(self.api, ty), Kind::Json)
                    || self.find(node, &[key], "the type is narrower than the schema, which says nothing of it")
            }
            [only] => self.value(*only, ty, exact),
            several => self.compare_all(several, ty),
        }
    }
}
