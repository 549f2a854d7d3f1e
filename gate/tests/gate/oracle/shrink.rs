//! Makes a pair of documents on which the gate and the oracle disagree as small as it can be.

use super::draft::{Cell, Draft, Kinds};

/// The smallest pair that is still bad: each part is left out of both documents, then of each.
pub(crate) fn smallest(mut pair: [Draft; 2], is_bad: impl Fn(&[Draft; 2]) -> bool) -> [Draft; 2] {
    loop {
        let smaller = candidates(&pair).into_iter().find(|smaller| *smaller != pair && is_bad(smaller));
        match smaller {
            Some(smaller) => pair = smaller,
            None => return pair,
        }
    }
}

type Simplify = fn(&mut Draft, usize);

const OF_LINES: [Simplify; 9] = [
    |draft, at| _ = draft.lines.remove(at),
    |draft, at| draft.lines[at].satisfied_by = None,
    |draft, at| draft.lines[at].requires.clear(),
    |draft, at| draft.lines[at].excludes.clear(),
    |draft, at| draft.lines[at].optional = false,
    |draft, at| draft.lines[at].update = false,
    |draft, at| draft.lines[at].kinds = Kinds::Delegated,
    |draft, at| draft.lines[at].cell = Cell::One(draft.lines[at].cell.names()[0].clone()),
    |draft, at| {
        if let Some(&last) = draft.lines[at].cell.names().last() {
            draft.lines[at].cell = Cell::One(last.clone());
        }
    },
];

fn candidates(pair: &[Draft; 2]) -> Vec<[Draft; 2]> {
    let mut all = Vec::new();
    let [old, new] = pair;
    // The same line in both documents.
    for (at, line) in old.lines.iter().enumerate() {
        for simplify in OF_LINES {
            let mut both = pair.clone();
            simplify(&mut both[0], at);
            if let Some(its) = new.lines.iter().position(|other| other == line) {
                simplify(&mut both[1], its);
                all.push(both);
            }
        }
    }
    for side in 0..2 {
        for at in 0..pair[side].lines.len() {
            for simplify in OF_LINES {
                let mut one = pair.clone();
                simplify(&mut one[side], at);
                all.push(one);
            }
        }
        for at in 0..pair[side].formerly.len() {
            let mut one = pair.clone();
            one[side].formerly.remove(at);
            all.push(one);
        }
    }
    for declared in &old.pairs {
        let mut both = pair.clone();
        for draft in &mut both {
            draft.pairs.retain(|other| other != declared);
        }
        all.push(both);
    }
    for side in 0..2 {
        for at in 0..pair[side].pairs.len() {
            let mut one = pair.clone();
            one[side].pairs.remove(at);
            all.push(one);
        }
        let mut one = pair.clone();
        one[side].serves = false;
        all.push(one);
    }
    let mut both = pair.clone();
    for draft in &mut both {
        draft.consents.clear();
    }
    all.push(both);
    all
}
