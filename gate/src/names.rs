//! Names that code may use: which constants are gone, renamed or respelled.

use core::cell::LazyCell;
use std::collections::BTreeMap;

use super::ascending::Ascending;
use super::change::{Subject, What};
use super::comparison::Comparison;
use super::facts::Side;
use super::rules::{self, GateRule};
use super::words;
use scopemark_compiler::finding::Level;
use scopemark_compiler::model::{Kind, Name};

/// The enum that a name is a variant of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Scope,
    AppRole,
    Feature,
    Condition,
}

impl Class {
    const ALL: [Self; 4] = [Self::Scope, Self::AppRole, Self::Feature, Self::Condition];

    const fn as_str(self) -> &'static str {
        match self {
            Self::Scope => "Scope",
            Self::AppRole => "AppRole",
            Self::Feature => "Feature",
            Self::Condition => "Condition",
        }
    }

    const fn kind(self) -> Option<Kind> {
        match self {
            Self::Scope => Some(Kind::Delegated),
            Self::AppRole => Some(Kind::Application),
            Self::Feature | Self::Condition => None,
        }
    }

    fn of<'d>(self, side: &Side<'d>) -> &'d [Name] {
        match self {
            Self::Scope => &side.document.scopes,
            Self::AppRole => &side.document.app_roles,
            Self::Feature => &side.document.features,
            Self::Condition => &side.document.conditions,
        }
    }
}

impl<'d> Comparison<'_, 'd> {
    /// Every constant of the old document that the new one does not have, or has with another text.
    pub(super) fn names(&mut self) {
        for class in Class::ALL {
            let (old, new) = (class.of(&self.pair.old), class.of(&self.pair.new));
            let by_text = Ascending::new(new.iter().map(|name| (name.text.as_str(), name)));
            // Only a name that is gone is looked for by more than its text. Of several that are alike the first counts.
            let by_ident = LazyCell::new(|| {
                let named = new.iter().rev().filter_map(|name| Some((name.ident.as_deref()?, name)));
                named.collect::<BTreeMap<&str, &Name>>()
            });
            let folded = LazyCell::new(|| {
                new.iter().rev().map(|name| (name.text.to_lowercase(), name)).collect::<BTreeMap<String, &Name>>()
            });
            for (at, name) in old.iter().enumerate() {
                match by_text.get(&name.text.as_str()).next_back() {
                    Some(same) if same.ident == name.ident || name.ident.is_none() => {}
                    Some(same) => self.respelled(class, name, same, false),
                    None => {
                        let formerly = new.iter().find(|new| self.pair.formerly(&new.text) == Some(&name.text));
                        let alike = name
                            .ident
                            .as_deref()
                            .and_then(|ident| by_ident.get(ident))
                            .or_else(|| folded.get(&name.text.to_lowercase()));
                        // A name that the old document has too is another one.
                        let alike = alike.filter(|new| !old.iter().any(|other| other.text == new.text));
                        let renamed = self.renamed(class, at, name);
                        match (formerly, alike, renamed) {
                            (Some(new), _, _) => self.respelled(class, name, new, true),
                            (None, Some(new), _) => self.respelled(class, name, new, false),
                            (None, None, Some(new)) => self.respelled(class, name, new, false),
                            (None, None, None) => self.removed(class, at, name),
                        }
                    }
                }
            }
        }
    }

    /// The deprecated constants that `formerly` kept, where it does not any more and nothing else has the name.
    pub(super) fn aliases(&mut self) {
        let pair = self.pair;
        for says in &pair.old.document.formerly {
            let still = pair.new.document.formerly.iter().any(|other| other.value == says.value);
            let class =
                Class::ALL.into_iter().find(|class| class.of(&pair.old).iter().any(|name| name.text == says.key));
            let Some(class) = class.filter(|_| !still) else { continue };
            if class.of(&pair.new).iter().any(|name| name.text == says.value) {
                continue;
            }
            let alias = Name { text: says.value.clone(), ident: None, position: says.position };
            let message = format!(
                "the document no longer says that {} was {} formerly: the deprecated constant is gone, and code that names it \
                 does not compile any more",
                says.key, says.value
            );
            let subject = self.name_subject(class, &alias);
            let place = words::header(&pair.new, None);
            let edit = self.other_edit(subject, format!("{}, formerly {}", says.key, says.value), String::new(), place);
            self.edits[edit].old_place = words::known_place(&pair.old, says.position);
            self.add(edit, &rules::NAME_REMOVED, Level::Error, message);
        }
    }

    /// The name of the feature or condition that says the same under another name.
    fn renamed(&self, class: Class, at: usize, name: &Name) -> Option<&'d Name> {
        let new = &self.pair.new.document;
        match class {
            Class::Feature => self.pair.features[at].map(|to| &new.features[to]),
            Class::Condition => {
                let text = self.pair.old_conditions.iter().find(|(_, old)| **old == name.text)?.0;
                new.conditions.iter().find(|name| name.text == *text)
            }
            Class::Scope | Class::AppRole => None,
        }
    }

    fn respelled(&mut self, class: Class, old: &Name, new: &Name, formerly: bool) {
        let pair = self.pair;
        let alike = old.text.to_lowercase() == new.text.to_lowercase();
        let rule: &'static GateRule = match class {
            Class::Feature if !alike => &rules::FEATURE_RENAMED,
            _ => &rules::NAME_RESPELLED,
        };
        let message = if old.text == new.text {
            format!("{}::{} is {}::{} now", class.as_str(), ident(old), class.as_str(), ident(new))
        } else {
            let word = if rule.id == rules::FEATURE_RENAMED.id { "called" } else { "spelled" };
            format!("{} is {word} {} now", old.text, new.text)
        };
        let level = if formerly { Level::Note } else { Level::Error };
        let subject = self.name_subject(class, old);
        let place = words::place(&pair.new, new.position);
        let edit = self
            .edit_of_name(class, old, &subject)
            .unwrap_or_else(|| self.other_edit(subject.clone(), fact(class, old), fact(class, new), place.clone()));
        if let Some(change) = self.add_about(edit, subject, rule, level, message) {
            (change.before, change.after) = (fact(class, old), fact(class, new));
            change.place = place;
            if formerly {
                "nothing to do: the document says what it was".clone_into(&mut change.help);
            } else if old.text != new.text {
                change.help = format!(
                    "if it is the same, say so at the top of the document: <!-- scopemark: formerly.{:?} = {:?} -->",
                    new.text, old.text
                );
            }
        }
    }

    fn removed(&mut self, class: Class, at: usize, old: &Name) {
        if old.ident.is_none() {
            return;
        }
        let pair = self.pair;
        let message =
            format!("{}::{} is gone: code that names it does not compile any more", class.as_str(), ident(old));
        let subject = self.name_subject(class, old);
        let edit = match class {
            Class::Feature => self
                .of_old
                .iter()
                .zip(pair.old.rows())
                .find(|(_, row)| row.feature == Some(at))
                .and_then(|(edit, _)| *edit),
            _ => self.edit_of_name(class, old, &subject),
        };
        let edit = edit.unwrap_or_else(|| {
            let place = words::header(&pair.new, None);
            let edit = self.other_edit(subject.clone(), fact(class, old), String::new(), place);
            let named = pair.old.rows().iter().enumerate().filter(|(_, row)| {
                class == Class::Condition && row.requires.iter().chain(&row.excludes).any(|name| *name == old.text)
            });
            let lines: Vec<String> = named.map(|(at, _)| words::line(&pair.old, at)).collect();
            self.edits[edit].old_place = words::known_place(&pair.old, old.position);
            self.edits[edit].old_line = (!lines.is_empty()).then(|| lines.join("\n"));
            edit
        });
        if let Some(change) = self.add_about(edit, subject, &rules::NAME_REMOVED, Level::Error, message) {
            (change.before, change.after) = (fact(class, old), String::new());
        }
    }

    fn name_subject(&self, class: Class, name: &Name) -> Subject {
        let document = self.pair.new.document.name.clone();
        let subject = Subject { document, ..Subject::default() };
        match class {
            Class::Feature => Subject { what: What::Feature, feature: Some(name.text.clone()), ..subject },
            Class::Condition => Subject { what: What::Condition, condition: Some(name.text.clone()), ..subject },
            Class::Scope | Class::AppRole => match self.old_permission(class, name) {
                Some(old) => self.permission_subject(true, old),
                None => {
                    Subject { what: What::Permission, kind: class.kind(), permission: name.text.clone(), ..subject }
                }
            },
        }
    }

    fn old_permission(&self, class: Class, name: &Name) -> Option<usize> {
        self.pair.old.texts.find(class.kind()?, &name.text)
    }

    /// The edit by which a permission went, or else the first that is about it.
    fn edit_of_name(&self, class: Class, name: &Name, subject: &Subject) -> Option<usize> {
        if let Some(old) = self.old_permission(class, name) {
            let rows = self.pair.old.names.iter().enumerate().filter(|(_, other)| **other == old);
            if let Some(edit) = rows.into_iter().find_map(|(row, _)| self.of_old[row]) {
                return Some(edit);
            }
            let alternatives = self.pair.old.alternatives.iter().enumerate().filter(|(_, list)| list.contains(&old));
            if let Some(edit) = alternatives.into_iter().find_map(|(row, _)| self.of_old[row]) {
                return Some(edit);
            }
            let covers = self.lost_covers.iter().find(|(_, stronger, weaker)| *stronger == old || *weaker == old);
            return covers.map(|(edit, _, _)| *edit);
        }
        self.edits.iter().position(|edit| edit.subject == *subject)
    }
}

fn ident(name: &Name) -> &str {
    name.ident.as_deref().unwrap_or(&name.text)
}

/// A name in canonical form: its constant and its text.
fn fact(class: Class, name: &Name) -> String {
    format!("{}::{} {}", class.as_str(), ident(name), name.text)
}
