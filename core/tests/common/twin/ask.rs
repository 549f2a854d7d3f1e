//! What is requested: the ask of a request, what is unsupported, and what is dropped.

use std::collections::{BTreeMap, BTreeSet};

use scopemark_core::model::{Access, Document, Kind};

use super::names::{Name, covers, is_offline, of_row, strictness};
use super::need::{has_update_rows, is_update_only};
use super::rows::{Context, active, both_kinds, is_shut_out};

/// "An integration gives: features, each with base or update access; options; the set *C* of conditions that hold."
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Request {
    pub(crate) features: BTreeMap<usize, Access>,
    pub(crate) options: BTreeSet<Name>,
    pub(crate) conditions: BTreeSet<String>,
    pub(crate) only: Option<Kind>,
}

impl Request {
    pub(crate) fn kinds(&self) -> BTreeSet<Kind> {
        self.only.map_or_else(both_kinds, |kind| [kind].into())
    }

    pub(crate) fn context(&self) -> Context {
        let Self { options, conditions, .. } = self.clone();
        Context { conditions, options, kinds: self.kinds() }
    }
}

/// "An error that names feature, access, the condition […] and the line."
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Unsupported {
    pub(crate) feature: usize,
    pub(crate) access: Access,
    pub(crate) condition: Option<String>,
    pub(crate) line: u32,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Dropped {
    Feature(Unsupported),
    Lowered(Unsupported),
    Option(Name),
}

/// What is asked: the request as far as it is supported, and the permissions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Ask {
    /// What was wanted.
    pub(crate) request: Request,
    /// What is asked of it.
    pub(crate) features: BTreeMap<usize, Access>,
    pub(crate) names: BTreeSet<Name>,
    pub(crate) dropped: BTreeSet<Dropped>,
}

impl Ask {
    /// The active rows of all asked features.
    pub(crate) fn rows(&self, document: &Document) -> BTreeSet<usize> {
        let context = self.request.context();
        self.features.iter().flat_map(|(&feature, &access)| active(document, feature, access, &context)).collect()
    }

    pub(crate) fn of_kind(&self, kind: Kind) -> BTreeSet<Name> {
        self.names.iter().filter(|name| name.kind == kind).cloned().collect()
    }

    /// The kinds that something is asked of.
    pub(crate) fn kinds(&self) -> BTreeSet<Kind> {
        self.names.iter().map(|name| name.kind).collect()
    }
}

/// Whether an access has an own active row; "optional ones count where opted in", and what is `offline_access` alone no grant
/// can satisfy: "builder and need agree".
fn has_active(document: &Document, feature: usize, access: Access, context: &Context) -> bool {
    active(document, feature, access, context).into_iter().any(|row| {
        let row = &document.permissions[row];
        row.feature == Some(feature) && row.access == access && !is_offline(document, &of_row(row))
    })
}

/// "The condition (of the first row shut out: its first excluded one that holds, else its first required one that does not)
/// and the line."
///
/// Silent: which rows. All own ones of that access and of the kinds asked, optional or not. And the line where conditions shut
/// out none of them: that of the first of them, else of the first row of that access, else of the first own row.
fn blame(document: &Document, feature: usize, access: Access, context: &Context) -> Unsupported {
    let own = || document.permissions.iter().filter(|row| row.feature == Some(feature));
    let mut its = own().filter(|row| row.access == access && context.kinds.contains(&row.kind)).peekable();
    let of_access = || own().find(|row| row.access == access);
    let first = its.peek().copied().or_else(of_access).or_else(|| own().next());
    let shut_out = its.find(|row| is_shut_out(row, &context.conditions));
    let condition = shut_out.and_then(|row| {
        let holds = |condition: &&String| context.conditions.contains(*condition);
        let lacks = |condition: &&String| !context.conditions.contains(*condition);
        row.excludes.iter().find(holds).or_else(|| row.requires.iter().find(lacks)).cloned()
    });
    let line = shut_out.or(first).map_or(0, |row| row.position.line);
    Unsupported { feature, access, condition, line }
}

/// "Asking a feature that has nothing active is an error": "no own base row is active […]; or, asked with `update`, a feature
/// with update rows of which none is active." Of an update-only feature "asking Base of it is an error", and Update of it
/// needs no base row.
pub(crate) fn unsupported(document: &Document, request: &Request) -> Vec<Unsupported> {
    let context = request.context();
    let judge = |(&feature, &asked): (&usize, &Access)| {
        let update_only = is_update_only(document, feature);
        let lacks = |access| !has_active(document, feature, access, &context);
        let access = if (asked == Access::Base || !update_only) && lacks(Access::Base) {
            Access::Base
        } else if asked == Access::Update && has_update_rows(document, feature) && lacks(Access::Update) {
            Access::Update
        } else {
            return None;
        };
        Some(blame(document, feature, access, &context))
    };
    request.features.iter().filter_map(judge).collect()
}

/// "`build()` fails", with the first in the order of the document.
pub(crate) fn build(document: &Document, request: &Request) -> Result<Ask, Unsupported> {
    match unsupported(document, request).into_iter().next() {
        Some(unsupported) => Err(unsupported),
        None => Ok(build_supported(document, request)),
    }
}

/// "`build_supported()` drops the feature, or lowers it to base." "**Ask** is the set of the permissions of the active rows."
pub(crate) fn build_supported(document: &Document, request: &Request) -> Ask {
    let mut features = request.features.clone();
    let mut dropped = BTreeSet::new();
    for it in unsupported(document, request) {
        let is_lowered = it.access == Access::Update && !is_update_only(document, it.feature);
        if is_lowered {
            features.insert(it.feature, Access::Base);
            dropped.insert(Dropped::Lowered(it));
        } else {
            features.remove(&it.feature);
            dropped.insert(Dropped::Feature(it));
        }
    }
    let mut ask = Ask { request: request.clone(), features, names: BTreeSet::new(), dropped };
    ask.names = ask.rows(document).into_iter().map(|row| of_row(&document.permissions[row])).collect();
    // "The last for an option none of whose rows applies."
    let applying = applying(document, &ask);
    let options = request.options.iter().filter(|option| !applying.contains(*option));
    ask.dropped.extend(options.cloned().map(Dropped::Option));
    ask
}

/// The permissions of all rows that apply.
fn applying(document: &Document, ask: &Ask) -> BTreeSet<Name> {
    let context = ask.request.context();
    let applies = |row: usize| {
        ask.features.iter().any(|(&feature, &access)| super::rows::applies(document, row, feature, access, &context))
    };
    (0..document.permissions.len()).filter(|&row| applies(row)).map(|row| of_row(&document.permissions[row])).collect()
}

/// "`minimal()` drops a permission that another one of the ask covers, where the covering one is of a needed row and its
/// consent is not stricter (No < unknown < Yes)."
pub(crate) fn minimal(document: &Document, ask: &Ask) -> Ask {
    let rows = ask.rows(document).into_iter().map(|row| &document.permissions[row]);
    let needed: BTreeSet<Name> = rows.filter(|row| !row.optional).map(of_row).collect();
    let is_in_vain = |name: &Name| {
        ask.names.iter().any(|other| {
            covers(document, other, name)
                && needed.contains(other)
                && strictness(document, other) <= strictness(document, name)
        })
    };
    let names = ask.names.iter().filter(|name| !is_in_vain(name)).cloned().collect();
    Ask { names, ..ask.clone() }
}

/// The names of the ask for which an administrator must consent; "every `AppRole` does".
pub(crate) fn needs_admin_consent(document: &Document, ask: &Ask) -> BTreeSet<Name> {
    ask.names.iter().filter(|name| strictness(document, name) == 2).cloned().collect()
}
