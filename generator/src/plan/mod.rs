//! [`Settled`] to [`Plan`]: which file holds which item, and in which order. Total, and the same on every machine.

mod layout;
mod uploads;

use std::collections::BTreeSet;

pub use layout::TypesModule;

use crate::api::{Api, TypeId};
use crate::settle::Settled;

/// Everything that will be printed, each item in exactly one sheet.
#[derive(Debug)]
pub struct Plan<'a> {
    /// The model the sheets are about.
    pub api: &'a Api,
    /// The files of the crate, in the order of their paths.
    pub sheets: Vec<SheetPlan>,
    /// Types whose binary fields are parts of a multipart form (`Upload`), not plain `Bytes`.
    pub uploads: BTreeSet<TypeId>,
}

/// One file to be written.
#[derive(Debug)]
pub struct SheetPlan {
    /// Path in the crate: `src/types/mod.rs`.
    pub path: String,
    /// What it holds.
    pub item: Item,
}

/// What a file holds.
#[derive(Debug)]
pub enum Item {
    /// `types/mod.rs`: the private modules, and everything in them re-exported flat.
    TypesRoot(Vec<TypesModule>),
    /// A private module of `types`, its types in this order.
    Types(Vec<TypeId>),
}

/// Lays out the crate.
pub fn plan(settled: &Settled) -> Plan<'_> {
    let api = settled.api();
    let mut sheets = layout::types(api);
    sheets.sort_by(|a, b| a.path.cmp(&b.path));
    Plan { api, sheets, uploads: uploads::find(api) }
}
