//! Two states of one document side by side: how permissions, conditions and features of one correspond to the other.

use std::collections::{BTreeMap, BTreeSet};

use scopemark_compiler::model::{Access, Kind, Name};
use scopemark_compiler::read::condition_words::is_built_in;
use scopemark_core::ask::same_resource;

use crate::states::first_names::FirstNames;
use crate::states::formerly::followed;
use crate::states::names::Class;
use crate::states::permissions::{GRAPH, Identity, canonical_resource};
use crate::states::side::Side;

/// Two states of one document.
pub(crate) struct Pair<'d> {
    pub(crate) old: Side<'d>,
    pub(crate) new: Side<'d>,
    /// For each old permission, what a token with it means in the new document.
    pub(crate) to_new: Vec<Vec<usize>>,
    /// For each new permission, the old ones that mean it.
    pub(crate) from_old: Vec<Vec<usize>>,
    /// For each old feature, the new one.
    pub(crate) features: Vec<Option<usize>>,
    /// For each new feature, the old one.
    pub(crate) old_features: Vec<Option<usize>>,
    /// The old name of a new condition, if it has one.
    pub(crate) old_conditions: BTreeMap<&'d str, &'d str>,
}

/// The facts of a row without its feature, consent and texts, comparable between the two sides.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct RowMeaning<'a> {
    pub(crate) kind: Kind,
    pub(crate) name: Called<'a>,
    pub(crate) access: Access,
    pub(crate) optional: bool,
    pub(crate) requires: Vec<&'a str>,
    pub(crate) excludes: Vec<&'a str>,
    /// The groups of which one permission each satisfies the row, without what covers them.
    groups: BTreeSet<BTreeSet<Called<'a>>>,
}

/// What a permission of either document is called, in the order of the texts of each kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Called<'a> {
    /// Whether the old document knows it.
    known: bool,
    /// Its number there, else in the new one.
    name: usize,
    /// Its text there, else in the new one.
    pub(crate) text: &'a str,
    /// The resource that it belongs to, and its name there, whether its text has the resource or not.
    pub(crate) resource: &'a str,
    pub(crate) short: &'a str,
}

impl<'d> Called<'d> {
    fn new(known: bool, side: &Side<'d>, name: usize) -> Self {
        let permissions = &side.permissions;
        let (resource, _, short) = permissions.whole(name);
        Self { known, name, text: permissions.text(name), resource, short }
    }
}

impl<'d> Pair<'d> {
    pub(crate) fn new(mut old: Side<'d>, mut new: Side<'d>) -> Self {
        old.permissions.note_unclear(&new.permissions);
        new.permissions.note_unclear(&old.permissions);
        let to_new = meanings(&old, &new);
        let mut from_old = vec![Vec::new(); new.permissions.count()];
        for (old, meant) in to_new.iter().enumerate() {
            for &new in meant {
                from_old[new].push(old);
            }
        }
        let mut pair = Self {
            to_new,
            from_old,
            features: Vec::new(),
            old_features: vec![None; new.document.features.len()],
            old_conditions: BTreeMap::new(),
            old,
            new,
        };
        pair.old_conditions = pair.match_conditions();
        pair.features = pair.match_features();
        for (at, to) in pair.features.iter().enumerate().rev() {
            if let Some(to) = *to {
                pair.old_features[to] = Some(at);
            }
        }
        // The feature of the same name comes first.
        for (to, name) in pair.new.document.features.iter().enumerate() {
            let same = pair.old.document.features.iter().position(|old| old.text == name.text);
            pair.old_features[to] = same.or(pair.old_features[to]);
        }
        let documents = [pair.old.document, pair.new.document];
        pair.new.first_names =
            FirstNames::after(&pair.old.first_names, documents, &pair.old_features, &pair.old_conditions);
        pair
    }

    /// Whether the document has another resource of its own. Of several, its own may be that of the first row, whichever that
    /// is: one that both states request from has only moved.
    pub(crate) fn resource_changed(&self) -> bool {
        let [was, is] = [&self.old, &self.new].map(|side| side.document.resource.as_str());
        let has = |side: &Side<'_>, own: &str| side.resources().contains(canonical_resource(own));
        !same_resource(was, is) && !has(&self.new, was) && !has(&self.old, is)
    }

    /// A permission of a state as a token that means it in both.
    pub(crate) fn token_text(&self, side: &Side<'_>, name: usize) -> String {
        // Where the document has another resource now, every plain name of a token is one of that.
        if self.resource_changed() { side.permissions.qualified(name) } else { side.permissions.clear_text(name) }
    }

    /// The new feature of an old row's feature, if both exist.
    pub(crate) fn new_feature_of(&self, old_row: usize) -> Option<usize> {
        self.old.rows[old_row].feature.and_then(|feature| self.features.get(feature).copied().flatten())
    }

    /// The old feature of a new row's feature, if both exist.
    pub(crate) fn old_feature_of(&self, new_row: usize) -> Option<usize> {
        self.new.rows[new_row].feature.and_then(|feature| self.old_features.get(feature).copied().flatten())
    }

    /// A new row's conditions by their old names, sorted; a condition that is new keeps its own.
    pub(crate) fn old_names<'a>(&'a self, conditions: &'a [String]) -> Vec<&'a str> {
        let mut names: Vec<&str> =
            conditions.iter().map(|name| self.old_conditions.get(name.as_str()).copied().unwrap_or(name)).collect();
        names.sort_unstable();
        names
    }

    /// The conditions that a new row has, by their old names, and the old row did not have.
    pub(crate) fn gained(&self, was: &[String], is: &[String]) -> Vec<String> {
        let is = self.old_names(is).into_iter();
        is.filter(|name| !was.iter().any(|known| known == name)).map(str::to_owned).collect()
    }

    /// Whether an old permission contains a new one, as either state of the document declares.
    pub(crate) fn contains(&self, old: usize, new: usize) -> bool {
        let (olds, news) = (&self.old.permissions, &self.new.permissions);
        self.from_old[new].iter().any(|&weaker| olds.covers(old, weaker))
            || self.to_new[old].iter().any(|&stronger| news.covers(stronger, new))
    }

    /// Whether a new permission contains an old one, as either state of the document declares.
    pub(crate) fn is_contained(&self, old: usize, new: usize) -> bool {
        let (olds, news) = (&self.old.permissions, &self.new.permissions);
        self.from_old[new].iter().any(|&stronger| olds.covers(stronger, old))
            || self.to_new[old].iter().any(|&weaker| news.covers(new, weaker))
    }

    /// What an old row says.
    pub(crate) fn old_facts(&self, row: usize) -> RowMeaning<'_> {
        let sorted = |list: &'d [String]| {
            let mut list: Vec<&str> = list.iter().map(String::as_str).collect();
            list.sort_unstable();
            list
        };
        facts(&self.old, row, sorted, |name| self.called_before(name))
    }

    /// What a new row says, by old names.
    pub(crate) fn new_facts(&self, row: usize) -> RowMeaning<'_> {
        facts(
            &self.new,
            row,
            |list| self.old_names(list),
            |name| match self.from_old[name].first() {
                Some(&known) => self.called_before(known),
                None => Called::new(false, &self.new, name),
            },
        )
    }

    /// A permission is known by the least of the old names that mean the same in the new document, else by its own.
    fn called_before(&self, name: usize) -> Called<'d> {
        let least = self.to_new[name].first().and_then(|&meant| self.from_old[meant].first().copied());
        let name = least.unwrap_or(name);
        Called::new(true, &self.old, name)
    }

    /// A condition is the one of the same name, or else the one that the document says had this name formerly, or else the one that
    /// a directive gave the same words. Nothing else makes two conditions one: another condition holds at other times.
    fn match_conditions(&self) -> BTreeMap<&'d str, &'d str> {
        let texts = |side: &Side<'d>| -> BTreeSet<&'d str> {
            side.document.conditions.iter().map(|name| name.text.as_str()).collect()
        };
        let (old, new) = (texts(&self.old), texts(&self.new));
        let mut found: BTreeMap<&str, &str> = new.intersection(&old).map(|&text| (text, text)).collect();
        found.extend(
            followed(Class::Condition, self.old.document, self.new.document)
                .into_iter()
                .filter_map(|(before, text)| (old.contains(before) && !old.contains(text)).then_some((text, before))),
        );
        for &text in new.difference(&old) {
            let before = self.of_the_same_words(text);
            if let Some(before) = before.filter(|before| old.contains(before) && !new.contains(before)) {
                found.entry(text).or_insert(before);
            }
        }
        found
    }

    /// The old condition of which a directive now gives the words to this new one. Words that several conditions have, before or
    /// now, say nothing, and a built-in condition has a fixed meaning, whatever its words.
    fn of_the_same_words(&self, text: &str) -> Option<&'d str> {
        let [olds, news] = [self.old.document, self.new.document].map(|document| &*document.condition_words);
        let words = |of: &'d [(String, String)], condition: &str| -> BTreeSet<&'d str> {
            of.iter().filter(|(_, name)| name == condition).map(|(words, _)| words.as_str()).collect()
        };
        let is = words(news, text);
        let are_others = news.iter().any(|(words, name)| name != text && is.contains(words.as_str()));
        let of = olds.iter().filter(|(words, _)| is.contains(words.as_str())).map(|(_, name)| name.as_str());
        let mut of: BTreeSet<&str> = of.collect();
        let before = of.pop_first().filter(|_| of.is_empty() && !are_others)?;
        let is_same = words(olds, before).is_subset(&is) && !is_built_in(before) && !is_built_in(text);
        is_same.then_some(before)
    }

    /// A feature is the one of the same name, or else the one that says it had this name, or else the one of the same constant,
    /// which code names. Several may have become one.
    fn match_features(&self) -> Vec<Option<usize>> {
        let (old, new) = (&self.old.document.features, &self.new.document.features);
        let places: BTreeMap<&str, usize> = new.iter().enumerate().map(|(at, name)| (name.text.as_str(), at)).collect();
        let said: BTreeMap<&str, usize> = followed(Class::Feature, self.old.document, self.new.document)
            .into_iter()
            .filter_map(|(before, text)| Some((before, *places.get(text)?)))
            .collect();
        let constants: BTreeMap<&str, usize> =
            new.iter().enumerate().filter_map(|(at, name)| Some((name.ident.as_deref()?, at))).collect();
        let place = |name: &Name| {
            let text = name.text.as_str();
            let same = || constants.get(name.ident.as_deref()?);
            places.get(text).or_else(|| said.get(text)).or_else(same).copied()
        };
        old.iter().map(place).collect()
    }

    /// The new feature that has exactly the rows that an old one had, where the document does not say what became of it. One
    /// row is too little to tell: another tool may use the same permission.
    pub(crate) fn guessed_feature(&self, old: usize) -> Option<usize> {
        let facts = self.facts_of(&self.old, old, Self::old_facts);
        if self.features[old].is_some() || facts.len() < 2 {
            return None;
        }
        let came = (0..self.old_features.len()).filter(|&new| self.old_features[new].is_none());
        let mut alike = came.filter(|&new| self.facts_of(&self.new, new, Self::new_facts) == facts);
        alike.next().filter(|_| alike.next().is_none())
    }

    /// All facts of a feature's rows, by which a renamed feature is recognized.
    fn facts_of<'a>(
        &'a self,
        side: &Side<'d>,
        feature: usize,
        facts: impl Fn(&'a Self, usize) -> RowMeaning<'a>,
    ) -> BTreeSet<RowMeaning<'a>> {
        (0..side.rows.len())
            .filter(|&row| side.rows[row].feature == Some(feature))
            .map(|row| facts(self, row))
            .collect()
    }
}

fn facts<'a, 'd>(
    side: &'a Side<'d>,
    row: usize,
    conditions: impl Fn(&'d [String]) -> Vec<&'a str>,
    called: impl Fn(usize) -> Called<'a>,
) -> RowMeaning<'a> {
    let said = side.rows[row];
    RowMeaning {
        kind: said.kind,
        name: called(side.names[row]),
        access: said.access,
        optional: said.optional,
        requires: conditions(&said.requires),
        excludes: conditions(&said.excludes),
        groups: side.groups(row).into_iter().map(|group| group.into_iter().map(&called).collect()).collect(),
    }
}

/// For each old permission what a token with it means in the new document: the same permission, in each spelling; for
/// Microsoft Graph also one that differs in ASCII case only, where that is unambiguous.
fn meanings<'s>(old: &'s Side<'_>, new: &'s Side<'_>) -> Vec<Vec<usize>> {
    let mut exact: BTreeMap<Identity<'_>, Vec<usize>> = BTreeMap::new();
    let mut folded: BTreeMap<(Kind, String), BTreeSet<&str>> = BTreeMap::new();
    for name in 0..new.permissions.count() {
        let (resource, kind, short) = new.permissions.whole(name);
        exact.entry((resource, kind, short)).or_default().push(name);
        if resource == GRAPH {
            folded.entry((kind, short.to_ascii_lowercase())).or_default().insert(short);
        }
    }
    let meaning = |name: usize| {
        let whole = old.permissions.whole(name);
        let alike = || {
            let (GRAPH, kind, short) = whole else { return None };
            let alike = folded.get(&(kind, short.to_ascii_lowercase()))?;
            let only = alike.first().filter(|_| alike.len() == 1)?;
            exact.get(&(GRAPH, kind, *only)).cloned()
        };
        exact.get(&whole).cloned().or_else(alike).unwrap_or_default()
    };
    (0..old.permissions.count()).map(meaning).collect()
}
