//! The words that the JSON has for the terms of the model, as its schema lists them.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use scopemark_compiler::finding;
use scopemark_compiler::model;
use scopemark_gate::order;
use scopemark_gate::{Bump as Raise, Party as Whom, RuleLevel as OfRule, Tokens as Judged, What as Which};
use serde_json::Value;

use crate::token;

/// The number that grows when a reader of the JSON would have to change.
pub(crate) const FORMAT: u32 = 1;

/// Types that only a schema needs: the JSON is written with `as_str` of the term, and so is the list of its words.
macro_rules! words {
    ($($(#[$doc:meta])* $name:ident = [$($word:expr),* $(,)?];)*) => {
        $(
            $(#[$doc])*
            pub(crate) struct $name;

            impl JsonSchema for $name {
                fn inline_schema() -> bool {
                    true
                }

                fn schema_name() -> Cow<'static, str> {
                    stringify!($name).into()
                }

                fn json_schema(_: &mut SchemaGenerator) -> Schema {
                    one_of(&[$($word),*])
                }
            }
        )*
    };
}

words! {
    /// A kind of permission.
    Kind = [model::Kind::Delegated.as_str(), model::Kind::Application.as_str()];
    /// Which tokens are judged.
    Tokens = [Judged::Delegated.as_str(), Judged::Application.as_str(), Judged::Both.as_str()];
    /// The access of a row.
    RowAccess = [model::Access::Base.as_str(), model::Access::Update.as_str()];
    /// The access that a grant allows.
    Access = [model::Access::Missing.as_str(), model::Access::Base.as_str(), model::Access::Update.as_str()];
    /// A claim of a token.
    Claim = [token::Claim::Scp.as_str(), token::Claim::Scope.as_str(), token::Claim::Roles.as_str()];
    /// The level of a finding.
    Level = [finding::Level::Error.as_str(), finding::Level::Warning.as_str(), finding::Level::Note.as_str()];
    /// The level of a rule: one of a finding, or of a rule of the gate, which may have several.
    RuleLevel = [
        OfRule::Error.as_str(),
        OfRule::Warning.as_str(),
        OfRule::Note.as_str(),
        OfRule::Proved.as_str(),
        OfRule::ProvedOrWarning.as_str(),
        OfRule::ErrorOrWarning.as_str(),
        OfRule::ErrorOrNote.as_str(),
        OfRule::WarningOrNote.as_str(),
    ];
    /// Whom a change hurts.
    Party = [
        Whom::Code.as_str(),
        Whom::Users.as_str(),
        Whom::Admins.as_str(),
        Whom::Security.as_str(),
        Whom::Document.as_str(),
    ];
    /// The part of a version.
    Bump = [Raise::Patch.as_str(), Raise::Minor.as_str(), Raise::Major.as_str()];
    /// What kind of step of an order it is.
    Action = [
        order::Action::Register.as_str(),
        order::Action::Consent.as_str(),
        order::Action::Ship.as_str(),
        order::Action::Revoke.as_str(),
    ];
    /// What a change is about.
    What = [
        Which::Document.as_str(),
        Which::Feature.as_str(),
        Which::Condition.as_str(),
        Which::Permission.as_str(),
        Which::Row.as_str(),
        Which::Cover.as_str(),
    ];
}

fn one_of(words: &[&str]) -> Schema {
    json_schema!({ "type": "string", "enum": words })
}

/// The number of the format.
pub(crate) struct Format;

impl JsonSchema for Format {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Format".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "integer", "const": Value::from(FORMAT) })
    }
}
