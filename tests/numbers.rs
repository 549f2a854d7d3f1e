//! Tests that the engine's numbers agree with the rows that a reviewer sees, in every shipped document.

use scopemark::{Document as _, Kind};
use scopemark_integrations::{inloox, intrexx, o365, teams_devices};

macro_rules! documents {
    ($($document:ident)*) => {$(
        #[test]
        fn $document() {
            use $document::{Condition, Document, Feature, Name, Permission, always, permissions};

            let table = Document::TABLE;
            let texts = |names: &[Name]| names.iter().map(|name| name.as_str().to_owned()).collect::<Vec<_>>();
            let row = |permission: &Permission| {
                let Permission { name, access, optional, source, .. } = *permission;
                let held = |conditions: &[Condition]| conditions.iter().map(ToString::to_string).collect::<Vec<_>>();
                let mut alternatives = texts(permission.alternatives);
                alternatives.sort();
                let conditions = (held(permission.requires), held(permission.excludes));
                (name.as_str().to_owned(), name.kind(), access, optional, conditions, alternatives, source.line)
            };
            let number = |index: usize| {
                let row = table.row(index).expect("a row");
                let held = |contains: &dyn Fn(usize) -> bool| {
                    let all = (0..Condition::ALL.len()).filter(|&condition| contains(condition));
                    all.map(|condition| table.condition(condition).to_owned()).collect::<Vec<_>>()
                };
                let conditions =
                    (held(&|condition| row.requires.contains(condition)), held(&|condition| row.excludes.contains(condition)));
                let alternatives = row.alternatives.iter().map(|name| table.text(name).to_owned()).collect::<Vec<_>>();
                (table.text(row.name).to_owned(), row.kind, row.access, row.optional, conditions, alternatives, row.line)
            };
            let numbers = |feature: Option<usize>| {
                let (start, end) = table.rows_of(feature);
                (start..end).map(number).collect::<Vec<_>>()
            };
            let rows = |rows: &[Permission]| rows.iter().map(row).collect::<Vec<_>>();
            assert_eq!(numbers(None), rows(always()));
            let mut count = always().len();
            for (index, &feature) in Feature::ALL.iter().enumerate() {
                assert_eq!([numbers(Some(index)), numbers(None)].concat(), rows(permissions(feature)), "{feature}");
                count += permissions(feature).len() - always().len();
            }
            assert_eq!(count, table.row_count());

            assert_eq!(table.len(), Name::ALL.len());
            for (index, name) in Name::ALL.iter().enumerate() {
                assert_eq!((table.text(index), table.kind(index)), (name.as_str(), name.kind()));
                let stated = name.admin_consent().or((name.kind() == Kind::Application).then_some(true));
                assert_eq!(table.admin_consent(index), stated, "{name}");
            }
            assert!(Name::ALL.iter().all(|name| name.as_str().parse::<Name>().is_ok()));
        }
    )*};
}

documents! { inloox intrexx o365 teams_devices }
