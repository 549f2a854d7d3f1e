//! Random documents, wishes and grants, the same in every run.

use scopemark_core::Kind;

use super::draft::{Draft, DraftRow};
use super::naive::Wish;

/// `SplitMix64` (Steele, Lea and Flood 2014).
pub(crate) struct Random(pub(crate) u64);

impl Random {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Below `limit`.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        let limit = u64::try_from(limit).unwrap();
        usize::try_from(self.next() % limit).unwrap()
    }

    /// In so many of a hundred cases.
    pub(crate) fn percent(&mut self, chance: u64) -> bool {
        self.next() % 100 < chance
    }

    pub(crate) fn pick<T: Copy>(&mut self, list: &[T]) -> T {
        list[self.below(list.len())]
    }

    /// Each with the same chance.
    pub(crate) fn some<T: Copy>(&mut self, list: &[T], chance: u64) -> Vec<T> {
        list.iter().copied().filter(|_| self.percent(chance)).collect()
    }
}

const CONDITIONS: [&str; 4] = ["BasicCalendar", "LegacyInstall", "PersonalAccount", "SharedMailbox"];
const FEATURES: [&str; 4] = ["Calendar", "Email", "Status", "Group Calendar"];
const RESOURCES: [&str; 5] = [
    "https://graph.microsoft.com",
    "https://graph.microsoft.us/",
    "api://own",
    "https://slack.com/",
    "https://www.googleapis.com/auth",
];

/// No two of them name one permission of any of the resources.
const NAMES: [&str; 16] = [
    "Mail.Read",
    "Mail.ReadWrite",
    "Mail.Read.Shared",
    "Mail.Send",
    "mail.read",
    "Chat.Read",
    "Chat.ReadWrite",
    "User",
    "offline_access",
    "openid",
    "OpenId",
    "api://own/Things.Read",
    "api://other/Mail.Read",
    "api://other/Mail.Send",
    "https://graph.microsoft.com/Files.Read",
    "https://www.googleapis.com/auth/calendar.readonly",
];

pub(crate) fn draft(random: &mut Random) -> Draft<'static> {
    let features = FEATURES[..=random.below(FEATURES.len())].to_vec();
    let names = NAMES.as_slice().iter().copied().filter(|_| random.percent(60)).collect::<Vec<_>>();
    let names = if names.is_empty() { NAMES.to_vec() } else { names };
    let kind = |random: &mut Random| {
        if random.percent(75) { Kind::Delegated } else { Kind::Application }
    };
    let consent: Vec<_> = NAMES.iter().map(|_| random.pick(&[None, None, Some(true), Some(false)])).collect();
    let rows = (0..=random.below(9))
        .map(|line| {
            let scope = random.pick(&names);
            let place = NAMES.iter().position(|&name| name == scope).unwrap();
            DraftRow {
                scope,
                kind: kind(random),
                feature: if random.percent(15) { None } else { Some(random.below(features.len())) },
                update: random.percent(35),
                admin_consent: consent[place],
                optional: random.percent(20),
                requires: random.some(&CONDITIONS, 20),
                excludes: random.some(&CONDITIONS, 8),
                alternatives: if random.percent(15) { random.some(&names, 15) } else { Vec::new() },
                line: u32::try_from(line).unwrap() + 1,
            }
        })
        .collect();
    let covers = (0..random.below(8)).map(|_| (kind(random), random.pick(&names), random.pick(&names))).collect();
    Draft {
        path: "docs-tables/random.md",
        resource: random.pick(&RESOURCES),
        features,
        rows,
        covers,
        conditions: CONDITIONS.to_vec(),
    }
}

pub(crate) fn wish(random: &mut Random, draft: &Draft<'static>) -> Wish {
    let mut wish = Wish::default();
    for feature in 0..draft.features.len() {
        if random.percent(60) {
            wish.features.insert(feature, random.percent(50));
        }
    }
    wish.conditions.extend(random.some(&CONDITIONS, 35));
    let optional = draft.rows.iter().filter(|row| row.optional || random.percent(5));
    wish.options.extend(optional.map(|row| (row.kind, row.scope)));
    wish.options.retain(|_| random.percent(60));
    wish
}

/// A token of a grant: a name of the document as it is, or spelled in one of the ways that tokens come.
fn token(random: &mut Random, draft: &Draft<'static>) -> String {
    let name = random.pick(&NAMES);
    match random.below(12) {
        0 => format!("{}/{name}", draft.resource),
        1 => format!("{}/{name}", random.pick(&RESOURCES)),
        2 => name.to_ascii_uppercase(),
        3 => name.to_ascii_lowercase(),
        4 => format!("https://graph.microsoft.us/{}", name.rsplit('/').next().unwrap()),
        5 => name.rsplit('/').next().unwrap().to_owned(),
        6 => {
            random.pick(&[".default", "Foo.Bar", "%20", "https://", "a/b", "\u{e9}\t", "api://own/.default"]).to_owned()
        }
        _ => name.to_owned(),
    }
}

pub(crate) fn tokens(random: &mut Random, draft: &Draft<'static>) -> Vec<String> {
    (0..random.below(10)).map(|_| token(random, draft)).collect()
}
