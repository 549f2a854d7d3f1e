//! How to write a scope cell that mixes `and` and `or`: both readings, with the parentheses that say which is meant.

use super::terms::{List, Named, Term};

/// What stands between two parts of a group.
#[derive(Clone, Copy, PartialEq)]
enum Link {
    And,
    Or,
    /// Nothing, or what says neither.
    Open,
}

/// A cell as text, with names in code marks: once as if `and` bound tighter, once as if `or` did; before both, where a list
/// with commas ends in `or`, as if each were enough. `None` where the terms are no sound list.
pub(crate) fn ways(terms: &[Term], names: &[Named], list: List) -> Option<Vec<String>> {
    if names.len() > MOST {
        return None;
    }
    let mut at = 0;
    let (parts, links) = group(terms, &mut at, names, list, DEEPEST)?;
    if at < terms.len() || parts.len() < 2 {
        return None;
    }
    let is_open = links.contains(&Link::Open);
    let read = |tight: Link| {
        let links: Vec<Link> = links.iter().map(|link| if *link == Link::Open { tight } else { *link }).collect();
        written(&parts, &links, tight)
    };
    let (and, or) = (read(Link::And), read(Link::Or));
    let ends_in_or = links
        .split_last()
        .is_some_and(|(last, links)| *last == Link::Or && links.iter().all(|link| *link == Link::And));
    let is_list = ends_in_or && !terms.iter().any(|term| matches!(term, Term::And(_) | Term::Open(_)));
    let is_list = is_list && terms.iter().filter(|term| matches!(term, Term::Comma)).count() + 1 >= links.len();
    let all = is_list.then(|| parts.join(word(Link::Or)));
    (is_open || and != or).then(|| all.into_iter().chain([and, or]).collect())
}

/// How deep parentheses may nest in a cell that is written anew.
const DEEPEST: usize = 4;

/// How many names a cell may have that is written anew.
const MOST: usize = 24;

/// The parts of a group up to its parenthesis or the end, and what links each to the next.
fn group(
    terms: &[Term],
    at: &mut usize,
    names: &[Named],
    list: List,
    depth: usize,
) -> Option<(Vec<String>, Vec<Link>)> {
    let comma = if list == List::Any { Link::Or } else { Link::And };
    let (mut parts, mut links): (Vec<String>, Vec<Link>) = (Vec::new(), Vec::new());
    let mut link = None;
    while let Some(term) = terms.get(*at) {
        let part = match term {
            Term::And(_) => {
                link = Some(Link::And);
                None
            }
            Term::Or(_) => {
                link = Some(Link::Or);
                None
            }
            Term::Comma => {
                link = link.or(Some(comma));
                None
            }
            Term::Close(_) => break,
            Term::Name(name) => Some((format!("`{}`", names.get(*name)?.token.text), comma)),
            Term::Open(_) => {
                *at += 1;
                // A connective just inside a parenthesis is read before it.
                let inside = terms.get(*at);
                link = match inside {
                    Some(Term::And(_)) => Some(Link::And),
                    Some(Term::Or(_)) => Some(Link::Or),
                    _ => link,
                };
                *at += usize::from(matches!(inside, Some(Term::And(_) | Term::Or(_))));
                let (inner, inner_links) = group(terms, at, names, list, depth.checked_sub(1)?)?;
                matches!(terms.get(*at)?, Term::Close(_)).then_some(())?;
                Some((parenthesised(&inner, &inner_links)?, Link::Open))
            }
        };
        *at += 1;
        if let Some((part, unsaid)) = part {
            if !parts.is_empty() {
                links.push(link.unwrap_or(unsaid));
            }
            parts.push(part);
            link = None;
        }
    }
    (link.is_none_or(|link| link == comma) && !parts.is_empty()).then_some((parts, links))
}

/// A group in parentheses, if all of it is linked in one way.
fn parenthesised(parts: &[String], links: &[Link]) -> Option<String> {
    let first = links.first().copied().unwrap_or(Link::And);
    if links.iter().any(|link| *link != first || *link == Link::Open) {
        return None;
    }
    if let [only] = parts { Some(only.clone()) } else { Some(format!("({})", parts.join(word(first)))) }
}

fn word(link: Link) -> &'static str {
    if link == Link::Or { " or " } else { " and " }
}

/// The parts with parentheses around each run that is linked by `tight`.
fn written(parts: &[String], links: &[Link], tight: Link) -> String {
    let loose = if tight == Link::And { Link::Or } else { Link::And };
    let mut runs: Vec<Vec<&str>> = Vec::new();
    for (n, part) in parts.iter().enumerate() {
        match runs.last_mut().filter(|_| n > 0 && links[n - 1] == tight) {
            Some(run) => run.push(part),
            None => runs.push(vec![part]),
        }
    }
    let is_one = runs.len() == 1;
    let runs: Vec<String> = runs
        .iter()
        .map(|run| match run.as_slice() {
            [only] => (*only).to_owned(),
            _ if is_one => run.join(word(tight)),
            _ => format!("({})", run.join(word(tight))),
        })
        .collect();
    runs.join(word(loose))
}
