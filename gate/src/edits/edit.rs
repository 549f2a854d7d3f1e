//! The edits between two states of a document: rows, features and covers that were added, removed or changed, each with its
//! facts and places. Rules decide elsewhere what they break.

use std::collections::{BTreeMap, BTreeSet};

use scopemark_compiler::model::Position;

use crate::change::{Place, Subject};
use crate::edits::{subjects, words};
use crate::states::matching::{Matching, RowChange};
use crate::states::pair::Pair;
use crate::states::side::Side;

/// One edit.
#[derive(Debug, Clone, Default)]
pub(crate) struct Edit {
    pub(crate) subject: Subject,
    pub(crate) before: String,
    pub(crate) after: String,
    pub(crate) place: Place,
    pub(crate) old_place: Option<Place>,
    pub(crate) old_line: Option<String>,
    /// What became of the row, if the edit is about a single row.
    pub(crate) row: RowChange,
}

/// All edits, and where each row and cover went.
pub(crate) struct Edits {
    pub(crate) all: Vec<Edit>,
    /// The edit of each old row that was changed or removed, and of each new one that was changed or added.
    pub(crate) of_old: Vec<Option<usize>>,
    pub(crate) of_new: Vec<Option<usize>>,
    /// The removed declared pairs.
    pub(crate) lost_covers: Vec<LostCover>,
    /// Which permission now satisfies which.
    pub(crate) additions: Vec<Addition>,
    /// The wildcards that replaced other rows.
    pub(crate) wildcards: Vec<Wildcard>,
}

/// A declared pair of old permissions that the new document does not have.
pub(crate) struct LostCover {
    pub(crate) edit: usize,
    pub(crate) stronger: usize,
    pub(crate) weaker: usize,
}

/// A permission of the new document that now satisfies another, by a declared pair or as an alternative in a row.
pub(crate) struct Addition {
    pub(crate) edit: usize,
    /// The row, for an alternative.
    pub(crate) row: Option<usize>,
    pub(crate) weaker: usize,
    pub(crate) stronger: usize,
    pub(crate) position: Position,
}

/// A new row with a wildcard, and the old rows of its feature that are gone.
pub(crate) struct Wildcard {
    pub(crate) edit: usize,
    pub(crate) new: usize,
    pub(crate) went: Vec<usize>,
}

impl Edits {
    pub(crate) fn new(pair: &Pair<'_>, matching: &Matching) -> Self {
        let mut edits = Self {
            all: Vec::new(),
            of_old: vec![None; pair.old.rows.len()],
            of_new: vec![None; pair.new.rows.len()],
            lost_covers: Vec::new(),
            additions: Vec::new(),
            wildcards: Vec::new(),
        };
        edits.rows(pair, &matching.changed);
        edits.covers_that_went(pair);
        edits.covers_that_came(pair);
        edits.new_alternatives(pair, &matching.changed);
        edits.wildcards(pair);
        edits
    }

    fn push(&mut self, edit: Edit) -> usize {
        self.all.push(edit);
        self.all.len() - 1
    }

    /// One edit for each changed row, and one for all rows of a removed or added feature.
    fn rows(&mut self, pair: &Pair<'_>, changed: &[RowChange]) {
        let mut whole: BTreeMap<(bool, usize), usize> = BTreeMap::new();
        for &change in changed {
            let feature = match change {
                RowChange { old: Some(old), new: None } if pair.new_feature_of(old).is_none() => {
                    pair.old.rows[old].feature.map(|feature| (true, feature))
                }
                RowChange { old: None, new: Some(new) } if pair.old_feature_of(new).is_none() => {
                    pair.new.rows[new].feature.map(|feature| (false, feature))
                }
                _ => None,
            };
            let edit = match feature {
                Some((went, at)) => {
                    let known = whole.get(&(went, at)).copied();
                    known.unwrap_or_else(|| {
                        self.push(if went { feature_gone(pair, at) } else { feature_came(pair, at) })
                    })
                }
                None => self.push(row(pair, change)),
            };
            whole.extend(feature.map(|feature| (feature, edit)));
            if let Some(old) = change.old {
                self.of_old[old] = Some(edit);
            }
            if let Some(new) = change.new {
                self.of_new[new] = Some(edit);
            }
        }
    }

    /// One edit for each removed declared pair.
    fn covers_that_went(&mut self, pair: &Pair<'_>) {
        let news = &pair.new.permissions;
        let mut seen = BTreeSet::new();
        for (stronger, weaker, position) in pair.old.declared() {
            let still = pair.to_new[stronger].iter().any(|&stronger| {
                pair.to_new[weaker].iter().any(|&weaker| stronger == weaker || news.covers(stronger, weaker))
            });
            // A permission that the new document no longer names has no covers to lose.
            if still || pair.to_new[weaker].is_empty() || !seen.insert((stronger, weaker)) {
                continue;
            }
            let edit = self.push(Edit {
                subject: subjects::cover(pair, &pair.old, weaker),
                before: cover_fact(&pair.old, weaker, &[stronger]),
                place: words::cover_header(&pair.new, pair.to_new[weaker][0]),
                old_place: words::known_place(&pair.old, position),
                old_line: Some(cover_line(&pair.old, weaker, stronger)),
                ..Edit::default()
            });
            self.lost_covers.push(LostCover { edit, stronger, weaker });
        }
    }

    /// One edit for all added declared pairs of the same weaker permission.
    fn covers_that_came(&mut self, pair: &Pair<'_>) {
        let olds = &pair.old.permissions;
        let mut came: BTreeMap<usize, (BTreeSet<usize>, Position)> = BTreeMap::new();
        for (stronger, weaker, position) in pair.new.declared() {
            let before = pair.from_old[stronger].iter().any(|&stronger| {
                pair.from_old[weaker].iter().any(|&weaker| stronger == weaker || olds.covers(stronger, weaker))
            });
            if !before {
                came.entry(weaker).or_insert_with(|| (BTreeSet::new(), position)).0.insert(stronger);
            }
        }
        for (weaker, (stronger, position)) in came {
            let edit = self.push(Edit {
                subject: subjects::cover(pair, &pair.new, weaker),
                after: cover_fact(&pair.new, weaker, &stronger.iter().copied().collect::<Vec<_>>()),
                place: words::place(&pair.new, position),
                ..Edit::default()
            });
            let added = |stronger| Addition { edit, row: None, weaker, stronger, position };
            self.additions.extend(stronger.into_iter().map(added));
        }
    }

    fn new_alternatives(&mut self, pair: &Pair<'_>, changed: &[RowChange]) {
        for change in changed {
            let (Some(old), Some(row)) = (change.old, change.new) else { continue };
            let Some(edit) = self.of_new[row] else { continue };
            let clauses = pair.old.clauses(old);
            let satisfied = |name: &usize| clauses.iter().any(|group| group.binary_search(name).is_ok());
            let is_new = |name: &usize| !pair.from_old[*name].iter().any(satisfied);
            let (weaker, position) = (pair.new.names[row], pair.new.rows[row].position);
            let added = |stronger| Addition { edit, row: Some(row), weaker, stronger, position };
            self.additions.extend(pair.new.alternatives[row].iter().copied().filter(is_new).map(added));
        }
    }

    /// Moves removed rows into the edit by which a wildcard replaced them.
    fn wildcards(&mut self, pair: &Pair<'_>) {
        for new in 0..pair.new.rows.len() {
            let (row, name) = (pair.new.rows[new], pair.new.names[new]);
            let was_requested = pair.from_old[name].iter().any(|&old| pair.old.requests(old));
            let Some(edit) = self.of_new[new] else { continue };
            if was_requested || !pair.new.identity(name).2.contains('*') {
                continue;
            }
            let gone = |old: &usize| pair.to_new[pair.old.names[*old]].iter().all(|&name| !pair.new.requests(name));
            let old_feature = pair.old_feature_of(new);
            let alike =
                |old: &usize| pair.old.rows[*old].feature == old_feature && pair.old.rows[*old].kind == row.kind;
            let went: Vec<usize> = (0..pair.old.rows.len()).filter(|old| alike(old) && gone(old)).collect();
            if went.is_empty() {
                continue;
            }
            let mut facts: Vec<String> = went.iter().map(|&old| words::row(&pair.old, old)).collect();
            facts.sort_unstable();
            self.all[edit].before = facts.join("; ");
            let lines: Vec<String> = went.iter().map(|&old| words::line(&pair.old, old)).collect();
            self.all[edit].old_line = Some(lines.join("\n"));
            for &old in &went {
                self.of_old[old] = Some(edit);
            }
            self.wildcards.push(Wildcard { edit, new, went });
        }
    }

    /// The old features that an edit touches. `None` in the list stands for the rows of every feature, and `None` instead of a
    /// list for any feature.
    pub(crate) fn touched(&self, pair: &Pair<'_>) -> Option<BTreeSet<Option<usize>>> {
        let is_openid = |side: &Side<'_>, name| side.permissions.is_openid(name);
        let openid_changed = pair
            .to_new
            .iter()
            .enumerate()
            .any(|(old, new)| new.iter().any(|&new| is_openid(&pair.old, old) != is_openid(&pair.new, new)));
        if !self.lost_covers.is_empty()
            || self.additions.iter().any(|added| added.row.is_none())
            || openid_changed
            || pair.old.resources() != pair.new.resources()
        {
            return None;
        }
        let old = (0..pair.old.rows.len()).filter(|&row| self.of_old[row].is_some());
        let new = (0..pair.new.rows.len()).filter(|&row| self.of_new[row].is_some());
        let always = new.clone().filter(|&row| pair.new.rows[row].feature.is_none()).map(|_| None);
        let gone = pair.features.iter().enumerate().filter(|(_, to)| to.is_none()).map(|(at, _)| Some(at));
        let touched = old.map(|row| pair.old.rows[row].feature).chain(always).chain(gone);
        Some(touched.chain(new.filter_map(|row| pair.old_feature_of(row)).map(Some)).collect())
    }
}

/// The edit of one row. The row may be the same on both sides, if something around it changed.
pub(crate) fn row(pair: &Pair<'_>, change: RowChange) -> Edit {
    let gone = || words::header(&pair.new, change.old.and_then(|old| pair.new_feature_of(old)));
    Edit {
        subject: subjects::row(pair, change),
        before: change.old.map(|old| words::row(&pair.old, old)).unwrap_or_default(),
        after: change.new.map(|new| words::row(&pair.new, new)).unwrap_or_default(),
        place: change.new.map_or_else(gone, |new| words::place(&pair.new, pair.new.rows[new].position)),
        old_place: change.old.and_then(|old| words::known_place(&pair.old, pair.old.rows[old].position)),
        old_line: change.old.map(|old| words::line(&pair.old, old)),
        row: change,
    }
}

fn feature_gone(pair: &Pair<'_>, feature: usize) -> Edit {
    let side = &pair.old;
    let name = &side.document.features[feature];
    let lines: Vec<String> = rows_of(side, feature).map(|row| words::line(side, row)).collect();
    Edit {
        subject: subjects::feature(pair, &name.text),
        before: feature_facts(side, feature),
        place: words::header(&pair.new, None),
        old_place: words::known_place(side, name.position),
        old_line: Some(lines.join("\n")),
        ..Edit::default()
    }
}

fn feature_came(pair: &Pair<'_>, feature: usize) -> Edit {
    let name = &pair.new.document.features[feature];
    Edit {
        subject: subjects::feature(pair, &name.text),
        after: feature_facts(&pair.new, feature),
        place: words::place(&pair.new, name.position),
        ..Edit::default()
    }
}

fn rows_of(side: &Side<'_>, feature: usize) -> impl Iterator<Item = usize> {
    (0..side.rows.len()).filter(move |&row| side.rows[row].feature == Some(feature))
}

fn feature_facts(side: &Side<'_>, feature: usize) -> String {
    let mut facts: Vec<String> = rows_of(side, feature).map(|row| words::row(side, row)).collect();
    facts.sort_unstable();
    facts.join("; ")
}

fn cover_fact(side: &Side<'_>, weaker: usize, stronger: &[usize]) -> String {
    let mut texts: Vec<String> = stronger.iter().map(|&name| words::permission(side, name)).collect();
    texts.sort_unstable();
    format!("{} satisfied by {}", words::permission(side, weaker), texts.join(" or "))
}

fn cover_line(side: &Side<'_>, weaker: usize, stronger: usize) -> String {
    format!("| {} | {} |", side.permissions.text(weaker), side.permissions.text(stronger))
}
