//! From a claim to the access of every feature of the shipped document of Microsoft 365.

use std::collections::HashSet;
use std::hint::black_box;

use claim::o365::{self, Ask, Feature, Granted, Scope, ask};
use claim::{CLAIMS, Chance};
use scopemark::Access;
use timing::{Contestant, by_turns};

/// How often a batch judges every claim.
const TURNS: usize = 8;

/// How a developer writes it by hand: of each feature what it needs, each permission with those that do as well.
struct Needs {
    base: &'static [&'static [&'static str]],
    update: &'static [&'static [&'static str]],
}

const CALENDARS_READ: &[&str] =
    &["Calendars.Read", "Calendars.ReadWrite", "Calendars.Read.Shared", "Calendars.ReadWrite.Shared"];
const MAIL_READ: &[&str] = &["Mail.Read", "Mail.ReadWrite", "Mail.Read.Shared", "Mail.ReadWrite.Shared"];

/// In the order of the features.
const FEATURES: [Needs; 7] = [
    Needs {
        base: &[CALENDARS_READ, &["User.Read"]],
        update: &[&["Calendars.ReadWrite", "Calendars.ReadWrite.Shared"]],
    },
    Needs { base: &[MAIL_READ], update: &[&["Mail.Send", "Mail.Send.Shared"]] },
    Needs {
        base: &[&["Presence.Read", "Presence.ReadWrite", "Presence.Read.All"]],
        update: &[&["Presence.ReadWrite"]],
    },
    Needs { base: &[&["Chat.Read", "Chat.ReadWrite"]], update: &[&["Chat.ReadWrite"]] },
    Needs { base: &[&["Tasks.Read", "Tasks.ReadWrite"]], update: &[&["Tasks.ReadWrite"]] },
    Needs { base: &[&["Group.Read.All", "Group.ReadWrite.All"]], update: &[&["Group.ReadWrite.All"]] },
    Needs { base: &[&["MailboxSettings.ReadWrite"]], update: &[] },
];

fn by_hand(claim: &str) -> [Access; 7] {
    let granted: HashSet<String> = claim.split(' ').map(str::to_owned).collect();
    let all = |needs: &[&[&str]]| needs.iter().all(|names| names.iter().any(|&name| granted.contains(name)));
    FEATURES.map(|Needs { base, update }| {
        if !all(base) {
            Access::Missing
        } else if !update.is_empty() && all(update) {
            Access::Update
        } else {
            Access::Base
        }
    })
}

fn access(claim: &str) -> [Access; 7] {
    let granted = Granted::from_scope(claim);
    let mut all = [Access::Missing; 7];
    for (access, &feature) in all.iter_mut().zip(Feature::ALL) {
        *access = granted.access(feature, &[]);
    }
    all
}

fn report(ask: &Ask, claim: &str) -> [Access; 7] {
    let granted = Granted::from_scope(claim);
    let report = ask.check(&granted);
    let mut all = [Access::Missing; 7];
    for (access, &feature) in all.iter_mut().zip(Feature::ALL) {
        *access = report.access(feature);
    }
    all
}

/// Judges every claim.
fn each(claims: &[String], mut judge: impl FnMut(&str)) {
    for _ in 0..TURNS {
        for claim in claims {
            judge(black_box(claim));
        }
    }
}

fn main() {
    let rounds = std::env::args().nth(1).and_then(|rounds| rounds.parse().ok()).expect("a number of rounds");
    assert_eq!(Feature::ALL.len(), FEATURES.len());
    let everything: Ask =
        Feature::ALL.iter().fold(ask(), |ask, &feature| ask.update(feature)).build().expect("supported");
    let known: Vec<&str> =
        Scope::ALL.iter().map(|scope| scope.as_str()).filter(|&name| name != "offline_access").collect();
    // As in the tokens of Microsoft, `openid` and such come beside; the document does not know them.
    let mut chance = Chance(2);
    let claims: Vec<String> = (0..CLAIMS)
        .map(|round| {
            let mut tokens = chance.pick(&known, 4 + round % 16);
            tokens.extend(["openid", "profile", "email"]);
            tokens.join(" ")
        })
        .collect();
    let mut seen = HashSet::new();
    for claim in &claims {
        let by_hand = by_hand(claim);
        assert_eq!(access(claim), by_hand, "{claim}");
        assert_eq!(report(&everything, claim), by_hand, "{claim}");
        seen.extend(by_hand);
    }
    assert_eq!(seen.len(), 3, "every access comes");
    assert_eq!(o365::RESOURCE, "https://graph.microsoft.com");

    let mut contestants = [
        Contestant::new("Granted::access", || {
            each(&claims, |claim| {
                black_box(&access(claim));
            });
        }),
        Contestant::new("Ask::check", || {
            each(&claims, |claim| {
                black_box(&report(black_box(&everything), claim));
            });
        }),
        Contestant::new("by hand with HashSet<String>", || {
            each(&claims, |claim| {
                black_box(&by_hand(claim));
            });
        }),
    ];
    by_turns(&mut contestants, rounds, CLAIMS * TURNS);
}
