//! Random requests, grants and histories of refreshing, beside a random document.

use std::collections::{BTreeMap, BTreeSet};

use proptest::array::uniform4;
use proptest::bool::weighted;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use scopemark_core::model::{Access, Document, Kind};

use super::ask::Request;
use super::granted::{Granted, from_roles, from_scope};
use super::names::{Name, bare, is_openid, known, of_row, resource, resources, sent};
use super::random::{CONDITIONS, documents};

/// Tokens that documents do not know, or only some of them.
const OTHERS: [&str; 12] = [
    ".default",
    "https://graph.microsoft.com/.default",
    "Foo.Bar",
    "foo:bar",
    "Mail.Read,Chat.Read",
    "https://www.googleapis.com/auth/userinfo.email",
    "https://www.googleapis.com/auth/userinfo.profile",
    "Email",
    "https://graph.microsoft.com/email",
    "api://own/offline_access",
    "https://elsewhere.example/Mail.Read",
    "MAIL.READ",
];

/// A token: which name, and how it is written.
type Pick = (usize, u8);

fn tokens() -> impl Strategy<Value = Vec<Pick>> {
    vec((0_usize..64, 0_u8..20), 0..10)
}

/// The text of a token in an answer for a resource.
fn token(document: &Document, of: &str, kind: Kind, (place, spelling): Pick) -> String {
    let all: Vec<Name> = known(document).into_iter().filter(|name| name.kind == kind).collect();
    let is_its = |name: &&Name| spelling == 15 || is_openid(document, name) || resource(document, name) == of;
    let its: Vec<&Name> = all.iter().filter(is_its).collect();
    if its.is_empty() || spelling == 14 {
        return OTHERS[place % OTHERS.len()].to_owned();
    }
    let name = its[place % its.len()];
    let bare = bare(document, name);
    match spelling {
        8 | 9 => bare,
        10 => format!("{of}/{bare}"),
        11 => format!("https://graph.microsoft.us/{bare}"),
        12 => bare.to_ascii_lowercase(),
        13 => name.text.to_ascii_uppercase(),
        _ => sent(document, name),
    }
}

fn text(document: &Document, of: &str, picks: &[Pick]) -> String {
    let tokens: Vec<String> = picks.iter().map(|&pick| token(document, of, Kind::Delegated, pick)).collect();
    tokens.join(&document.separator.unwrap_or(' ').to_string())
}

/// An answer to a refresh.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Answer {
    /// Whether the refresh sent `refresh_param`, where there is one; else it sent no scope.
    pub(crate) sends: bool,
    /// The answer's `scope`; `None` where it has none.
    pub(crate) text: Option<String>,
}

/// A document and all that a user of it does.
#[derive(Debug, Clone)]
pub(crate) struct Scene {
    pub(crate) document: Document,
    pub(crate) request: Request,
    /// For each resource, the text of a user's token.
    pub(crate) texts: BTreeMap<String, String>,
    /// For each resource, the roles of an app-only token.
    pub(crate) roles: BTreeMap<String, Vec<String>>,
    /// What a larger grant has as well, for each resource: a text and roles.
    pub(crate) more: BTreeMap<String, (String, Vec<String>)>,
    /// The first answer's `scope`; `None` where it has none.
    pub(crate) first: Option<String>,
    pub(crate) history: Vec<Answer>,
    /// The `scope` of an answer that says `insufficient_scope`.
    pub(crate) challenged: String,
}

impl Scene {
    pub(crate) fn resources(&self) -> Vec<String> {
        resources(&self.document)
    }

    /// What the tokens of the scene grant.
    pub(crate) fn granted(&self) -> Granted {
        let mut granted = Granted::default();
        for (resource, text) in &self.texts {
            granted = granted.with(&from_scope(&self.document, resource, text));
        }
        for (resource, roles) in &self.roles {
            let roles: Vec<&str> = roles.iter().map(String::as_str).collect();
            granted = granted.with(&from_roles(&self.document, resource, &roles));
        }
        granted
    }

    /// A grant of the same kinds and resources that has all of [`granted`](Self::granted), and more.
    pub(crate) fn larger(&self) -> Granted {
        let mut larger = self.clone();
        let separator = self.document.separator.unwrap_or(' ');
        for (resource, text) in &mut larger.texts {
            *text = format!("{text}{separator}{}", self.more[resource].0);
        }
        for (resource, roles) in &mut larger.roles {
            roles.extend(self.more[resource].1.iter().cloned());
        }
        larger.granted()
    }
}

type RawRequest = ([Option<bool>; 4], u32, [bool; 4], Option<Kind>);

fn raw_requests() -> impl Strategy<Value = RawRequest> {
    let features = uniform4(option::weighted(0.8, any::<bool>()));
    let options = prop_oneof![1 => Just(0_u32), 1 => Just((1 << 29) - 1), 2 => any::<u32>()];
    let only = option::weighted(0.2, select(vec![Kind::Delegated, Kind::Application]));
    (features, options, uniform4(weighted(0.5)), only)
}

/// The request over a document's features, options and conditions; the last condition is one that no row names.
fn request(document: &Document, (features, options, conditions, only): RawRequest) -> Request {
    let access = |is_update| if is_update { Access::Update } else { Access::Base };
    let asked = (0..document.features.len()).filter_map(|n| Some((n, access(features[n]?))));
    let optional: BTreeSet<Name> = document.permissions.iter().filter(|row| row.optional).map(of_row).collect();
    let is_wanted = |(n, name): &(usize, Name)| {
        let rare = optional.contains(name) || options >> 29 == 7;
        rare && options >> (n % 29) & 1 == 1
    };
    let names = known(document).into_iter().enumerate().filter(is_wanted).map(|(_, name)| name);
    let all = CONDITIONS.into_iter().chain(["Elsewhere"]);
    let holding = all.zip(conditions).filter(|(_, holds)| *holds).map(|(condition, _)| condition.to_owned());
    Request { features: asked.collect(), options: names.collect(), conditions: holding.collect(), only }
}

/// Requests beside a given document.
pub(crate) fn requests(document: Document) -> impl Strategy<Value = Request> {
    raw_requests().prop_map(move |raw| request(&document, raw))
}

/// Documents with a request, tokens of one or both kinds, and a history.
pub(crate) fn scenes() -> impl Strategy<Value = Scene> {
    let judged = prop_oneof![3 => Just((true, false)), 1 => Just((false, true)), 2 => Just((true, true))];
    let each = vec((tokens(), tokens(), tokens(), tokens(), weighted(0.85)), 2);
    let answers = vec((any::<bool>(), option::of(tokens())), 0..4);
    let first = (option::of(tokens()), answers, tokens());
    (documents(), raw_requests(), judged, each, first).prop_map(|(document, raw, judged, each, first)| {
        let (first, answers, challenged) = first;
        let mut scene = Scene {
            request: request(&document, raw),
            texts: BTreeMap::new(),
            roles: BTreeMap::new(),
            more: BTreeMap::new(),
            first: None,
            history: Vec::new(),
            challenged: String::new(),
            document,
        };
        let document = &scene.document;
        let resources = resources(document);
        let roles_of = |of: &str, picks: &[Pick]| {
            picks.iter().map(|&pick| token(document, of, Kind::Application, pick)).collect::<Vec<String>>()
        };
        for (n, (of, (scopes, roles, more_scopes, more_roles, is_read))) in resources.iter().zip(each).enumerate() {
            scene.more.insert(of.clone(), (text(document, of, &more_scopes), roles_of(of, &more_roles)));
            if judged.0 && (n == 0 || is_read) {
                scene.texts.insert(of.clone(), text(document, of, &scopes));
            }
            if judged.1 && (n == 0 || is_read) {
                scene.roles.insert(of.clone(), roles_of(of, &roles));
            }
        }
        scene.first = first.map(|picks| text(document, &resources[0], &picks));
        let answer = |(sends, picks): (bool, Option<Vec<Pick>>)| Answer {
            sends,
            text: picks.map(|picks| text(document, &resources[0], &picks)),
        };
        scene.history = answers.into_iter().map(answer).collect();
        let challenged: Vec<String> =
            challenged.iter().map(|&pick| token(document, &resources[0], Kind::Delegated, pick)).collect();
        scene.challenged = challenged.join(" ");
        scene
    })
}
