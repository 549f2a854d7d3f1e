//! Grants and parameters as text: what is kept, what an edit of the document drops, and that no other text is taken for one.

mod common;

use proptest::prelude::*;
use scopemark_core::Kind::{Application, Delegated};
use scopemark_core::ask::{Builder, Granted, NotStored, RefreshParam, ScopeParam, flatten};
use scopemark_core::model::Document;

use common::draft::{Draft, DraftRow};

const VAULT: &str = "https://vault.azure.net";

fn document(names: &[&'static str]) -> Document {
    let rows = (1..).zip(names).map(|(line, name)| DraftRow::new(Delegated, name, Some(0), line));
    let role = DraftRow::new(Application, "Sites.Read.All", Some(0), 50);
    let draft = Draft {
        path: "docs-tables/app.md",
        resource: "https://graph.microsoft.com",
        features: vec!["App"],
        rows: rows.chain([role]).collect(),
        ..Draft::default()
    };
    let mut document = draft.document();
    for row in document.permissions.iter_mut().filter(|row| row.scope.starts_with("Secrets")) {
        VAULT.clone_into(&mut row.resource);
    }
    document
}

#[test]
fn everything_that_a_grant_remembers_is_kept() {
    let document = document(&["Mail.Read", "Secrets.Get", "offline_access", "openid"]);
    let flat = flatten(&document).expect("a small document");
    let table = flat.table();
    let ask = Builder::<1>::new(&table).feature(0).build().expect("supported");
    let granted = Granted::from_response(Some("Mail.Read Foo.Bar%,é"), &ask.scope_param(0))
        .with(Granted::from_scope(&table, 1, "Secrets.Get Mail.Read"))
        .with_roles(0, ["Sites.Read.All"]);
    let line = granted.to_stored();
    assert_eq!(
        line,
        "scopemark-grant-1 user=https://graph.microsoft.com name=Mail.Read first=Mail.Read answers= sent=offline_access \
         sent=openid unknown=Foo.Bar%25,%C3%A9 user=https://vault.azure.net name=Secrets.Get first=Secrets.Get \
         unknown=Mail.Read app=https://graph.microsoft.com name=Sites.Read.All first=Sites.Read.All"
    );
    let read = Granted::<1>::from_stored(&table, &line).expect("it was stored");
    assert_eq!(read.to_stored(), line);
    assert_eq!((read.names(), read.first(), read.judged()), (granted.names(), granted.first(), granted.judged()));
    assert!(read.unknown().eq(granted.unknown()));
    for resource in [0, 1] {
        let param = |granted| ask.refresh_param(granted, resource).map(|param| param.to_stored());
        assert_eq!(param(&read), param(&granted));
    }
}

#[test]
fn what_the_document_no_longer_has_is_dropped_and_listed() {
    let before = document(&["Mail.Read", "Chat.Read", "Secrets.Get"]);
    let flat = flatten(&before).expect("a small document");
    let table = flat.table();
    let ask = Builder::<1>::new(&table).feature(0).build().expect("supported");
    let granted = Granted::from_response(None, &ask.scope_param(0)).with(Granted::from_scope(&table, 1, "Secrets.Get"));
    let (grant, param) = (granted.to_stored(), ask.scope_param(0).to_stored());

    let after = document(&["Mail.Read", "Mail.Send"]);
    let flat = flatten(&after).expect("a small document");
    let table = flat.table();
    let granted = Granted::<1>::from_stored(&table, &grant).expect("it was stored");
    assert!(granted.names().iter().map(|name| table.text(name)).eq(["Mail.Read"]));
    assert_eq!(granted.unknown().collect::<Vec<_>>(), ["Chat.Read", "Secrets.Get"]);
    let param = ScopeParam::<1>::from_stored(&table, &param).expect("it was stored");
    assert_eq!((param.to_string().as_str(), param.unknown().collect::<Vec<_>>()), ("Mail.Read", vec!["Chat.Read"]));
}

#[test]
fn each_kind_of_line_is_taken_for_its_own_alone() {
    let document = document(&["Mail.Read"]);
    let flat = flatten(&document).expect("a small document");
    let table = flat.table();
    let ask = Builder::<1>::new(&table).feature(0).build().expect("supported");
    let granted = Granted::from_response(None, &ask.scope_param(0));
    let refresh = ask.refresh_param(&granted, 0).expect("it is asked");
    let lines = [granted.to_stored(), ask.scope_param(0).to_stored(), refresh.to_stored()];
    for (kind, line) in lines.iter().enumerate() {
        assert_eq!(Granted::<1>::from_stored(&table, line).is_ok(), kind == 0, "{line}");
        assert_eq!(ScopeParam::<1>::from_stored(&table, line).is_ok(), kind == 1, "{line}");
        assert_eq!(RefreshParam::<1>::from_stored(&table, line).is_ok(), kind == 2, "{line}");
        for end in 0..line.len() {
            let read = Granted::<1>::from_stored(&table, &line[..end]);
            assert!(
                read.is_err() || read.is_ok_and(|read| read.names().is_subset(&granted.names())),
                "{end} of {line}"
            );
        }
    }
    let ended = format!("{}\r\n", lines[0]);
    assert_eq!(Granted::<1>::from_stored(&table, &ended).expect("a line of a file").to_stored(), lines[0]);
    for broken in [format!(" {}", lines[0]), format!("{0}\n{0}", lines[0]), format!("{} ", lines[0])] {
        assert!(Granted::<1>::from_stored(&table, &broken).is_err(), "{broken:?}");
    }
    let error: NotStored = Granted::<1>::from_stored(&table, "Mail.Read").unwrap_err();
    assert_eq!(error.to_string(), "not a grant that was stored: drop it, and let the user sign in again");
}

proptest! {
    #[test]
    fn no_text_is_a_panic(text in r"(scopemark-(grant|scope|refresh)-1)?( (user|app|name|first|sent|answers|blank|unknown|resource)?=?[ -~é]{0,12}){0,8}") {
        let document = document(&["Mail.Read", "Secrets.Get", "openid"]);
        let flat = flatten(&document).expect("a small document");
        let table = flat.table();
        if let Ok(granted) = Granted::<1>::from_stored(&table, &text) {
            let line = granted.to_stored();
            prop_assert_eq!(Granted::<1>::from_stored(&table, &line).expect("it was stored").to_stored(), line);
        }
        _ = ScopeParam::<1>::from_stored(&table, &text);
        _ = RefreshParam::<1>::from_stored(&table, &text);
    }
}
