//! The order of a change, as people and programs get it.

use std::fmt::Write as _;

use schemars::JsonSchema;
use scopemark_compiler::finding::Visible;
use scopemark_gate::order::{self, Order, Permission, Way};
use serde::Serialize;

use crate::inert::code;
use crate::terms;

const INFALLIBLE: &str = "writing to a string cannot fail";

/// The steps as text. `of` are the documents that they are about, where a report is about several folders.
pub(crate) fn text(order: &Order, of: Option<&str>) -> String {
    let of = of.map_or_else(String::new, |of| format!(" for {}", Visible(of)));
    let mut out = format!("who must do what{of}, in this order:");
    for (number, step) in order.steps.iter().enumerate() {
        write!(out, "\n  {}. {}: {}", number + 1, title(step), step.what).expect(INFALLIBLE);
        for Permission { resource, kind, name } in &step.permissions {
            let of = if resource.is_empty() { String::new() } else { format!(" of {resource}") };
            write!(out, "\n     - {}", Visible(&format!("{name} ({}){of}", kind.as_str()))).expect(INFALLIBLE);
        }
        for way in &step.ways {
            let (sign, way) = signed(way);
            write!(out, "\n     {sign}: {}", Visible(way)).expect(INFALLIBLE);
        }
    }
    out
}

/// The steps as a numbered list in Markdown.
pub(crate) fn markdown(order: &Order) -> String {
    let mut out = String::new();
    for (number, step) in order.steps.iter().enumerate() {
        writeln!(out, "{}. **{}**: {}", number + 1, title(step), step.what).expect(INFALLIBLE);
        for Permission { resource, kind, name } in &step.permissions {
            let of = if resource.is_empty() { String::new() } else { format!(" of {}", code(resource)) };
            writeln!(out, "   - {} ({}){of}", code(name), kind.as_str()).expect(INFALLIBLE);
        }
        for way in &step.ways {
            let (sign, way) = signed(way);
            writeln!(out, "   - {sign}: {}", code(way)).expect(INFALLIBLE);
        }
    }
    out
}

/// What is done, at which provider and by whom: `register, Microsoft Entra (the developers)`.
fn title(step: &order::Step) -> String {
    let provider = if step.provider.is_empty() { String::new() } else { format!(", {}", step.provider) };
    format!("{}{provider} ({})", step.action.as_str(), step.who)
}

fn signed(way: &Way) -> (&'static str, &str) {
    match way {
        Way::At(address) => ("at", address),
        Way::Run(command) => ("run", command),
    }
}

/// A step of an order
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Step<'a> {
    /// What kind of step it is
    #[schemars(with = "terms::Action")]
    action: &'static str,
    /// Who does it, such as `an administrator of each tenant`
    who: &'static str,
    /// The provider, such as `Microsoft Entra`; null for shipping, and if it is not known
    provider: Option<&'static str>,
    /// What to do, in words
    what: &'a str,
    /// The permissions that it is about, sorted
    permissions: Vec<OrderedPermission<'a>>,
    /// The pages where it is done. Words in capitals are to be replaced, such as `APP_ID`
    at: Vec<&'a str>,
    /// The commands that do it, for a POSIX shell
    run: Vec<&'a str>,
}

/// A permission of a step
#[derive(Debug, Serialize, JsonSchema)]
struct OrderedPermission<'a> {
    /// The resource that it belongs to: a URI; null for none
    resource: Option<&'a str>,
    /// Who acts with it
    #[schemars(with = "terms::Kind")]
    kind: &'static str,
    /// The permission's name
    scope: &'a str,
}

/// The steps for programs.
pub(crate) fn json(order: &Order) -> Vec<Step<'_>> {
    order.steps.iter().map(Step::from).collect()
}

impl<'a> From<&'a order::Step> for Step<'a> {
    fn from(step: &'a order::Step) -> Self {
        let order::Step { action, who, provider, what, permissions, ways } = step;
        let (mut at, mut run) = (Vec::new(), Vec::new());
        for way in ways {
            match way {
                Way::At(address) => at.push(address.as_str()),
                Way::Run(command) => run.push(command.as_str()),
            }
        }
        Self {
            action: action.as_str(),
            who,
            provider: Some(*provider).filter(|name| !name.is_empty()),
            what,
            permissions: permissions.iter().map(OrderedPermission::from).collect(),
            at,
            run,
        }
    }
}

impl<'a> From<&'a Permission> for OrderedPermission<'a> {
    fn from(Permission { resource, kind, name }: &'a Permission) -> Self {
        let resource = Some(resource.as_str()).filter(|resource| !resource.is_empty());
        Self { resource, kind: kind.as_str(), scope: name }
    }
}
