//! The grammar of `and`, `or`, lists and parentheses between the names of a scope cell.

use super::formula::Formula;
use super::mix_help::ways;
use super::problem::Problem;
use super::terms::{List, Named, Term};
use crate::rules;

/// How deep parentheses may nest.
const DEEPEST: usize = 16;

/// The formula of a list of so many names.
pub(crate) fn list(count: usize, list: List) -> Option<Formula> {
    let names: Vec<Formula> = (0..count).map(Formula::Name).collect();
    (count > 0).then(|| join(names, list == List::Any))
}

/// The formula of a cell. One that cannot be read is an error, and its names are alternatives of the first.
pub(crate) fn formula(terms: &[Term], mode: List, names: &[Named], errors: &mut Vec<Problem>) -> Option<Formula> {
    if names.is_empty() {
        return None;
    }
    let mut reader = Reader { terms, at: 0, mode };
    match reader.group(0) {
        Ok(formula) => Some(formula),
        Err(wrong) => {
            let at = wrong.at.unwrap_or(names[0].token.offset);
            let help = help(&wrong, terms, names, mode);
            errors.push(Problem::new(&rules::AMBIGUOUS_SCOPES, at, wrong.message, help));
            list(names.len(), List::Any)
        }
    }
}

/// How to write the cell.
fn help(wrong: &Wrong, terms: &[Term], names: &[Named], mode: List) -> String {
    if let Some(help) = wrong.help {
        return help.to_owned();
    }
    match ways(terms, names, mode) {
        Some(ways) => {
            let ways: Vec<String> = ways.iter().map(|way| format!("write `` {way} `` in place of this cell")).collect();
            ways.join(", or ")
        }
        None => "put the names that are needed together into parentheses: (… and …) or …".to_owned(),
    }
}

struct Wrong {
    /// Where, if not at the beginning of the cell.
    at: Option<usize>,
    message: &'static str,
    /// What to do, where it is not to say in parentheses what belongs together.
    help: Option<&'static str>,
}

impl Wrong {
    fn mix(at: Option<usize>, message: &'static str) -> Self {
        Self { at, message, help: None }
    }

    fn form(at: Option<usize>, message: &'static str, help: &'static str) -> Self {
        Self { at, message, help: Some(help) }
    }
}

struct Reader<'t> {
    terms: &'t [Term],
    at: usize,
    mode: List,
}

/// What is written between two parts of a group.
#[derive(Default)]
struct Between {
    and: Option<usize>,
    or: Option<usize>,
    comma: bool,
}

impl Reader<'_> {
    /// A group up to its parenthesis, or to the end.
    fn group(&mut self, depth: usize) -> Result<Formula, Wrong> {
        let mut parts: Vec<Formula> = Vec::new();
        let mut between = Between::default();
        // Whether the parts are alternatives, once that is known; and whether an `and` was written.
        let (mut any, mut explicit) = (None, None);
        loop {
            let term = self.terms.get(self.at).copied();
            self.at += 1;
            let part = match term {
                Some(Term::Comma) => {
                    between.comma = true;
                    continue;
                }
                Some(Term::And(at) | Term::Or(at)) if between.and.or(between.or).is_some() => {
                    return Err(Wrong::form(Some(at), "two connectives follow each other", "delete one of the two"));
                }
                Some(Term::And(at)) => {
                    between.and = Some(at);
                    continue;
                }
                Some(Term::Or(at)) => {
                    between.or = Some(at);
                    continue;
                }
                Some(Term::Name(name)) => Formula::Name(name),
                Some(Term::Open(at)) => {
                    self.enter(at, depth, parts.is_empty(), &mut between)?;
                    self.group(depth + 1)?
                }
                Some(Term::Close(at)) if depth == 0 => {
                    return Err(Wrong::form(Some(at), "this parenthesis was not opened", "delete it"));
                }
                Some(Term::Close(_)) | None => {
                    Self::check_end(term.is_none() && depth > 0, between.and.or(between.or), parts.is_empty())?;
                    if depth == 0 && self.mode == List::Any && explicit.is_some() {
                        let message =
                            "one of these names is enough, so names that are needed together go into parentheses";
                        return Err(Wrong::mix(explicit, message));
                    }
                    return Ok(join(parts, any.unwrap_or(false)));
                }
            };
            if parts.is_empty() && between.and.or(between.or).is_some() {
                let at = between.and.or(between.or);
                return Err(Wrong::form(at, "a connective has nothing before it", "delete it"));
            }
            if !parts.is_empty() {
                let is_any = between.or.is_some() || (self.mode == List::Any && between.and.is_none());
                explicit = explicit.or(between.and);
                if depth > 0 && any.is_some_and(|any| any != is_any) || (depth == 0 && self.is_mix(any, is_any)) {
                    let message = "this cell mixes `or` with a list or `and`: it is unclear which permissions are needed \
                                   together";
                    return Err(Wrong::mix(between.or.or(between.and), message));
                }
                any = Some(is_any);
            }
            parts.push(part);
            between = Between::default();
        }
    }

    /// Goes into a parenthesis, which has to follow a connective or a comma, or come first.
    fn enter(&mut self, at: usize, depth: usize, is_first: bool, between: &mut Between) -> Result<(), Wrong> {
        self.inner_connective(between);
        if depth == DEEPEST {
            return Err(Wrong::form(
                Some(at),
                "parentheses are nested too deep",
                "leave out parentheses that change nothing",
            ));
        }
        if !is_first && between.and.or(between.or).is_none() && !between.comma {
            let message = "it is unclear whether what is in parentheses is needed too, or is enough";
            return Err(Wrong::mix(Some(at), message));
        }
        Ok(())
    }

    /// Checks what is before a closing parenthesis, or before the end of the cell.
    fn check_end(is_open: bool, dangling: Option<usize>, is_empty: bool) -> Result<(), Wrong> {
        if is_open {
            return Err(Wrong::form(None, "a parenthesis is not closed", "close it where it ends, or delete it"));
        }
        if dangling.is_some() || is_empty {
            return Err(Wrong::form(dangling, "a connective has nothing behind it", "delete it"));
        }
        Ok(())
    }

    fn is_mix(&self, before: Option<bool>, now: bool) -> bool {
        self.mode == List::All && before.is_some_and(|before| before != now)
    }

    /// A connective just inside a parenthesis is read before it.
    fn inner_connective(&mut self, between: &mut Between) {
        let slot = match self.terms.get(self.at) {
            Some(Term::And(at)) => (&mut between.and, *at),
            Some(Term::Or(at)) => (&mut between.or, *at),
            _ => return,
        };
        *slot.0 = Some(slot.1);
        self.at += 1;
    }
}

fn join(mut parts: Vec<Formula>, any: bool) -> Formula {
    match (parts.len(), any) {
        (1, _) => parts.remove(0),
        (_, true) => Formula::Any(parts),
        (_, false) => Formula::All(parts),
    }
}
