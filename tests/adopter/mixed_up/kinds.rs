//! Each kind of a permission where the other is wanted.

use scopemark_integrations::intrexx::{AppRole, Scope};

const _: Scope = AppRole::CalendarsReadWrite;
const _: Scope = AppRole::ChannelReadBasicAll;
const _: Scope = AppRole::SitesReadAll;
const _: Scope = AppRole::TeamCreate;
const _: Scope = AppRole::TeamReadBasicAll;

const _: AppRole = Scope::CalendarsReadWrite;
const _: AppRole = Scope::ChannelReadBasicAll;
const _: AppRole = Scope::SitesReadAll;
const _: AppRole = Scope::TeamCreate;
const _: AppRole = Scope::TeamReadBasicAll;

fn main() {}
