//! A draft as the document that the reader makes of its text, made without reading: a hundred times as fast.

use std::collections::{BTreeMap, BTreeSet};

use scopemark_compiler::model::{Access, Cover, Document, Kind, Name, Permission, Position, Renaming};
use scopemark_compiler::read::condition_words::normal;

use super::draft::{CONDITIONS, Cell, Draft, GRAPH, Line, Pair, US_GRAPH};

impl Draft {
    /// The document; `None` where the reader would have an error.
    pub(crate) fn document(&self) -> Option<Document> {
        let resources = self.resources();
        // Two clouds of Graph in one document are no sensible one, nor is a pair whose resource no row says.
        if (resources.contains(GRAPH) && resources.contains(US_GRAPH)) || self.has_strays() {
            return None;
        }
        if self.has_shared_names() {
            return self.read().ok();
        }
        let text = self.markdown();
        let texts: Vec<&str> = text.lines().collect();
        let starts: Vec<usize> =
            (0..texts.len()).filter(|&at| texts[at].starts_with("|---")).map(|at| at + 1).collect();
        let mut declared: Vec<(&str, &str)> = self.declared().collect();
        declared.sort_unstable();
        let mut document = Document {
            name: "doc".to_owned(),
            path: "docs-tables/doc.md".to_owned(),
            title: Some("Permissions".to_owned()),
            formerly: self.formerly.iter().map(|(new, old)| renaming(new, old)).collect(),
            serves: self.serves,
            condition_words: declared.into_iter().map(|(words, name)| (normal(words), name.to_owned())).collect(),
            ..Document::default()
        };
        document.formerly.sort_by(|one, other| one.key.cmp(&other.key));
        for (at, line) in self.lines.iter().enumerate() {
            let place = |name: &str| position(starts[0] + at, texts[starts[0] + at], name);
            self.read_line(line, &mut document, place);
        }
        let pairs = self.tables_of_pairs();
        let pairs = pairs.iter().zip(&starts[1..]).flat_map(|((_, pairs), start)| (*start..).zip(pairs));
        for (at, Pair { kind, weaker, stronger }) in pairs {
            let place = |name: &str| position(at, texts[at], name);
            let cover = Cover {
                kind: *kind,
                scope: stronger.clone(),
                covers: weaker.clone(),
                position: place(stronger),
                covers_position: place(weaker),
            };
            add(cover, &mut document.covers);
        }
        complete(&mut document);
        is_legal(&document).then_some(document)
    }

    /// Whether a name is of two resources: the reader then writes it with its resource.
    fn has_shared_names(&self) -> bool {
        let names =
            |line: &Line| -> Vec<String> { line.cell.names().into_iter().chain(&line.satisfied_by).cloned().collect() };
        let of = |resource: &str| -> BTreeSet<String> {
            self.lines.iter().filter(|line| line.resource == resource).flat_map(names).collect()
        };
        let mut seen = BTreeSet::new();
        self.resources()
            .into_iter()
            .flat_map(of)
            .any(|name| !super::random::OPENID.contains(&&*name) && !seen.insert(name))
    }

    /// Whether a name is in the pairs of two resources.
    fn has_strays(&self) -> bool {
        let mut seen: BTreeMap<&String, &str> = BTreeMap::new();
        let tables = self.tables_of_pairs();
        let mut names = tables.iter().flat_map(|(resource, pairs)| {
            pairs.iter().flat_map(|pair| [&pair.weaker, &pair.stronger]).map(|name| (name, *resource))
        });
        names.any(|(name, resource)| *seen.entry(name).or_insert(resource) != resource)
    }

    fn read_line(&self, line: &Line, document: &mut Document, place: impl Fn(&str) -> Position) {
        let feature = line.feature.as_ref().map(|feature| {
            let known = document.features.iter().position(|name| name.text == *feature);
            known.unwrap_or_else(|| {
                document.features.push(named(feature, place("|")));
                document.features.len() - 1
            })
        });
        let conditions = |all: &BTreeSet<usize>| {
            let mut names: Vec<String> = all.iter().map(|&at| CONDITIONS[at].1.to_owned()).collect();
            names.sort();
            names
        };
        if document.resources.iter().all(|name| name.text != line.resource) && !line.resource.is_empty() {
            let ident = Some(super::draft::word(line.resource).replace(' ', ""));
            document.resources.push(Name { ident, ..named(line.resource, place("|")) });
        }
        if document.resource.is_empty() {
            line.resource.clone_into(&mut document.resource);
        }
        let mut rows = Vec::new();
        for &kind in line.kinds.each() {
            for scope in line.cell.requested() {
                let clauses: Vec<Vec<String>> = clauses(&line.cell)
                    .into_iter()
                    .filter(|clause| clause.contains(scope))
                    .map(|clause| clause.into_iter().chain(line.satisfied_by.clone()).collect())
                    .collect();
                let mut seen: BTreeSet<&String> = [scope].into();
                let alternatives = clauses.iter().flatten().filter(|name| seen.insert(name)).cloned().collect();
                let consent = match self.consent(line) {
                    "Yes" => Some(true),
                    "No" => Some(false),
                    _ => None,
                };
                rows.push(Permission {
                    scope: scope.clone(),
                    kind,
                    feature,
                    access: if line.update { Access::Update } else { Access::Base },
                    admin_consent: consent,
                    optional: line.optional,
                    requires: conditions(&line.requires),
                    excludes: conditions(&line.excludes),
                    alternatives,
                    clauses,
                    resource: line.resource.to_owned(),
                    description: String::new(),
                    notes: super::draft::notes(line),
                    reason: String::new(),
                    other: Vec::new(),
                    position: place(scope),
                });
            }
        }
        for row in &rows {
            if let Some(name) = &line.satisfied_by {
                let (position, covers_position) = (place(name), place(&row.scope));
                let (scope, covers) = (name.clone(), row.scope.clone());
                add(Cover { kind: row.kind, scope, covers, position, covers_position }, &mut document.covers);
            }
        }
        document.permissions.extend(rows);
    }
}

fn add(cover: Cover, covers: &mut Vec<Cover>) {
    let is_same =
        |other: &Cover| (other.kind, &other.scope, &other.covers) == (cover.kind, &cover.scope, &cover.covers);
    if !covers.iter().any(is_same) {
        covers.push(cover);
    }
}

/// The conjunctive form of a cell.
fn clauses(cell: &Cell) -> Vec<Vec<String>> {
    let of = |names: &[&String]| names.iter().map(|&name| name.clone()).collect();
    match cell {
        Cell::One(a) => vec![of(&[a])],
        Cell::And(a, b) => vec![of(&[a]), of(&[b])],
        Cell::Or(a, b) => vec![of(&[a, b])],
        Cell::OneOrBoth(a, b, c) => vec![of(&[a, b]), of(&[a, c])],
        Cell::BothOrOne(a, b, c) => vec![of(&[a, c]), of(&[b, c])],
    }
}

fn position(line: usize, text: &str, name: &str) -> Position {
    let column = text.find(&format!("`{name}`")).map_or(3, |at| at + 2);
    let number = |at: usize| u32::try_from(at).expect("a small document");
    Position { line: number(line + 1), column: number(column) }
}

fn renaming(new: &str, old: &str) -> Renaming {
    Renaming { key: new.to_owned(), value: old.to_owned(), position: Position { line: 1, column: 1 } }
}

fn named(text: &str, position: Position) -> Name {
    Name { text: text.to_owned(), ident: Some(ident(text)), position }
}

/// "A Rust name is the text's words (runs of letters and digits) in upper camel case."
fn ident(text: &str) -> String {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(|word| word[..1].to_uppercase() + &word[1..]).collect()
}

/// The lists of names.
fn complete(document: &mut Document) {
    let mut names: BTreeMap<(Kind, String), Position> = BTreeMap::new();
    let mut conditions: BTreeMap<String, Position> = BTreeMap::new();
    for row in &document.permissions {
        for text in [&row.scope].into_iter().chain(&row.alternatives) {
            names.entry((row.kind, text.clone())).or_insert(row.position);
        }
        for condition in row.requires.iter().chain(&row.excludes) {
            conditions.entry(condition.clone()).or_insert(row.position);
        }
    }
    for pair in &document.covers {
        names.entry((pair.kind, pair.scope.clone())).or_insert(pair.position);
        names.entry((pair.kind, pair.covers.clone())).or_insert(pair.covers_position);
    }
    let of = |kind: Kind| {
        names.iter().filter(|((its, _), _)| *its == kind).map(|((_, text), at)| named(text, *at)).collect()
    };
    document.scopes = of(Kind::Delegated);
    document.app_roles = of(Kind::Application);
    document.conditions = conditions.iter().map(|(text, at)| named(text, *at)).collect();
    if document.resources.len() < 2 {
        document.resources.clear();
    }
}

/// Whether the reader has no error: a row, no former name of nothing, no two permissions with one Rust name, no circle of
/// covers.
fn is_legal(document: &Document) -> bool {
    let is_alike = |names: &[Name]| {
        let idents: BTreeSet<&Option<String>> = names.iter().map(|name| &name.ident).collect();
        idents.len() < names.len()
    };
    let is_below = |pair: &Cover| {
        let mut above = vec![&pair.scope];
        let mut next = 0;
        while let Some(&name) = above.get(next) {
            next += 1;
            let stronger = document.covers.iter().filter(|other| other.kind == pair.kind && other.covers == *name);
            for other in stronger {
                if !above.contains(&&other.scope) {
                    above.push(&other.scope);
                }
            }
        }
        above.contains(&&pair.covers)
    };
    let Document { features, conditions, scopes, app_roles, .. } = document;
    let lists =
        |text: &str| [features, conditions, scopes, app_roles].into_iter().flatten().any(|name| name.text == text);
    !document.permissions.is_empty()
        && document.formerly.iter().all(|it| lists(&it.key))
        && !is_alike(&document.scopes)
        && !is_alike(&document.app_roles)
        && !document.covers.iter().any(is_below)
}

/// A document without the places of its names and the texts that nothing compares.
fn facts(mut document: Document) -> Document {
    let nowhere = Position { line: 0, column: 0 };
    let Document { resources, features, conditions, scopes, app_roles, .. } = &mut document;
    for name in [resources, features, conditions, scopes, app_roles].into_iter().flatten() {
        name.position = nowhere;
    }
    document.resources.iter_mut().for_each(|name| name.ident = None);
    document.formerly.iter_mut().for_each(|renaming| renaming.position = nowhere);
    document
}

#[test]
fn a_draft_is_the_document_that_is_read_of_its_text() {
    let mut read = 0;
    for seed in 0..100 {
        for draft in super::pair_of(seed) {
            let (made, its) = (draft.document(), draft.read());
            match (made, its) {
                (Some(made), Ok(its)) => assert_eq!(facts(made), facts(its), "{}", draft.markdown()),
                (Some(_), Err(error)) => panic!("{error}\n{}", draft.markdown()),
                (None, _) => continue,
            }
            read += 1;
        }
    }
    assert!(read > 190, "only {read} of 200 drafts are documents");
}
