//! `check-grant --token`: what a token names, and what is said of one that cannot be read.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};
use snapbox::cmd::OutputAssert;
use snapbox::str;

use crate::support::{Folder, Printed, line_with};

/// Stands in every token of these tests, in each part, and must never be printed.
const SECRET: &str = "s3cr3t-mark";

/// Both kinds of permissions, for one resource.
const MIXED: &str = "\
# Mixed
<!-- scopemark: resource = \"https://graph.microsoft.com\" -->
| Feature | Permission | Type |
|---|---|---|
| Mail | `Mail.Read` | Delegated |
| Chat | `Chat.Read` | Delegated |
| Sync | `Mail.Read` | Application |
";

/// A part of a token.
fn part(text: &str) -> String {
    URL_SAFE_NO_PAD.encode(text)
}

/// A token with these claims, and the secret in its header, its claims and its signature.
fn token(mut claims: Value) -> String {
    if let Some(claims) = claims.as_object_mut() {
        claims.insert("sub".to_owned(), SECRET.into());
    }
    let header = json!({ "alg": "RS256", "typ": "JWT", "kid": SECRET });
    format!("{}.{}.{SECRET}", part(&header.to_string()), part(&claims.to_string()))
}

fn folder(token: &[u8]) -> Folder {
    let folder = Folder::with(&[("mixed.md", MIXED)]);
    folder.write("token", token);
    folder
}

/// Runs with this token, and holds the output to repeat none of it.
fn check(token: impl AsRef<[u8]>, options: &[&str]) -> OutputAssert {
    let token = token.as_ref();
    let run = folder(token).run(&[&["check-grant", "mixed.md", "--token", "token"], options].concat());
    assert_secret(&run, &String::from_utf8_lossy(token));
    run
}

fn assert_secret(run: &OutputAssert, token: &str) {
    for shown in [run.out(), run.err()] {
        let parts = token.split(|letter: char| letter == '.' || letter.is_whitespace()).filter(|part| part.len() > 8);
        for secret in parts.chain([SECRET, &part(SECRET)[..8]]) {
            assert!(!shown.contains(secret), "{secret} in {shown}");
        }
    }
}

fn answer(claims: Value, options: &[&str]) -> Value {
    check(token(claims), &[options, &["--format", "json"]].concat()).json()
}

/// The error that a token gets, which is exit code 2 in both formats.
fn error(token: impl AsRef<[u8]>) -> String {
    let token = token.as_ref();
    let json = check(token, &["--format", "json"]).code(2).stdout_eq("");
    let text = check(token, &[]).code(2).stdout_eq("");
    assert_eq!(text.err(), json.err());
    text.err().to_owned()
}

#[test]
fn a_users_token_is_judged_and_said_to_be_unverified() {
    let claims = json!({ "scp": "Mail.Read Foo.Bar", "aud": "https://graph.microsoft.com" });
    check(token(claims.clone()), &["--feature", "Mail", "--feature", "Chat"]).code(1).stderr_eq("").stdout_eq(str![[
        r#"
mixed.md: Mixed (https://graph.microsoft.com)

 FEATURE  WANTED  ACCESS
 Mail     base    base
 Chat     base    missing

Chat.Read is missing: Chat needs it (mixed.md:6).
The token was not verified: its claim `scp` was taken as it is.
not in the document: Foo.Bar

"#
    ]]);
    check(token(claims), &["--feature", "Mail"]).code(0);
}

#[test]
fn scopes_are_a_text_or_a_list_in_either_claim() {
    for names in [json!("Mail.Read Chat.Read"), json!(["Chat.Read", "Mail.Read"]), json!(["Mail.Read Chat.Read"])] {
        for claim in ["scp", "scope"] {
            let answer = answer(json!({ claim: names }), &["--feature", "Mail", "--feature", "Chat"]);
            assert_eq!(answer["ok"], true, "{answer:#}");
            assert_eq!(answer["judged"], json!(["delegated"]));
            assert_eq!(answer["token"], json!({ "claim": claim, "verified": false }));
        }
    }
}

#[test]
fn the_roles_of_a_users_token_are_never_judged() {
    for scopes in [json!({ "scp": "Chat.Read" }), json!({ "scope": ["Chat.Read"] }), json!({ "scp": "" })] {
        let mut claims = scopes;
        claims["roles"] = json!(["Mail.Read"]);
        let answer = answer(claims, &["--feature", "Sync"]);
        assert_eq!((&answer["ok"], &answer["judged"]), (&json!(false), &json!(["delegated"])), "{answer:#}");
        assert_eq!(answer["features"][0]["access"], "missing");
    }
}

#[test]
fn a_token_that_has_roles_alone_is_app_only() {
    let app = json!({ "roles": ["Mail.Read"] });
    let answer = answer(app.clone(), &["--feature", "Sync"]);
    assert_eq!((&answer["ok"], &answer["judged"]), (&json!(true), &json!(["application"])), "{answer:#}");
    assert_eq!(answer["token"], json!({ "claim": "roles", "verified": false }));
    check(token(app), &["--feature", "Mail"]).code(1).stdout_eq(line_with(
        "to check the delegated permissions too, pass the names in both tokens with --granted and --roles",
    ));
    check(token(json!({ "roles": [] })), &["--feature", "Sync"]).code(1);
}

#[test]
fn what_was_copied_with_a_token_does_not_matter() {
    let token = token(json!({ "scp": "Mail.Read" }));
    let unsigned = token.rsplit_once('.').expect("a signature").0.to_owned() + ".";
    for text in [
        format!("{token}\n"),
        format!(" \r\n{token}\t\n\n"),
        format!("Bearer {token}"),
        format!("bearer\t {token}\r\n"),
        format!("\u{feff}{token}"),
        unsigned,
    ] {
        check(text, &["--feature", "Mail"]).code(0).stderr_eq("");
    }
}

#[test]
fn a_token_on_standard_input_is_read() {
    let text = token(json!({ "scp": "Mail.Read" }));
    let command = ["check-grant", "mixed.md", "--feature", "Mail", "--token", "-"];
    folder(b"").command(&command).stdin(text.as_bytes()).assert().code(0).stderr_eq("");
    folder(b"").command(&command).stdin("").assert().code(2);
}

#[test]
fn a_token_for_another_api_is_noted_where_that_is_certain() {
    let other = json!("https://management.azure.com/");
    for (audience, noted) in [
        (other.clone(), true),
        (json!([other, "https://vault.azure.net"]), true),
        (json!("https://graph.microsoft.com"), false),
        (json!("https://graph.microsoft.us/"), false),
        (json!(["https://graph.microsoft.com", "https://management.azure.com"]), false),
        (json!("00000003-0000-0000-c000-000000000000"), false),
        (json!(["https://management.azure.com", "00000003-0000-0000-c000-000000000000"]), false),
        (json!([]), false),
        (json!(7), false),
        (Value::Null, false),
    ] {
        let answer = answer(json!({ "scp": "Mail.Read", "aud": audience }), &["--feature", "Mail"]);
        let rules: Vec<&Value> = answer["notes"].as_array().expect("notes").iter().map(|note| &note["rule"]).collect();
        assert_eq!(rules == ["grant/other-audience"], noted, "{answer:#}");
        assert_eq!(answer["ok"], true);
    }
    let text = token(json!({ "scp": "Mail.Read", "aud": format!("https://{SECRET}.example") }));
    check(&text, &["--feature", "Mail"]).code(0).stdout_eq(line_with(
        "note: the claim `aud` says that the token is for another API than https://graph.microsoft.com: names that both have \
         were counted all the same [grant/other-audience]",
    ));
    let graph = token(json!({ "scp": "chat:write", "aud": "https://graph.microsoft.com" }));
    let folder = folder(graph.as_bytes());
    for (directive, noted) in [("<!-- scopemark: resource = \"api://5f1c\" -->\n", true), ("", false)] {
        let table = "| Feature | Scope | Description |\n|---|---|---|\n| Chat | `chat:write` | Send messages |\n";
        folder.write("chat.md", format!("{directive}{table}").as_bytes());
        let run = folder.run(&["check-grant", "chat.md", "--token", "token"]).code(0).stderr_eq("");
        assert_eq!(run.out().contains("grant/other-audience"), noted, "{}", run.out());
    }
}

#[test]
fn a_token_that_names_no_permission_is_told_from_one_that_names_none() {
    assert_eq!(
        error(token(json!({ "aud": "https://graph.microsoft.com", "realm_access": { "roles": ["Mail.Read"] } }))),
        "error: the token has none of the claims `scp`, `scope` and `roles`, so it names no permission\n  \
         pass the names yourself: those of a user's token with --granted, those of an app-only token with --roles\n"
    );
    check(token(json!({ "scp": "" })), &["--feature", "Mail"]).code(1);
}

#[test]
fn an_id_token_is_no_access_token_whatever_roles_its_user_has() {
    for claim in ["nonce", "at_hash", "c_hash"] {
        for claims in [json!({ claim: SECRET }), json!({ claim: SECRET, "roles": ["Mail.Read"] })] {
            assert_eq!(
                error(token(claims)),
                "error: this is an ID token: it says who signed in, and grants nothing\n  \
                 pass the access token of the same response\n"
            );
        }
    }
    check(token(json!({ "nonce": "1", "scp": "Mail.Read" })), &["--feature", "Mail"]).code(0);
}

#[test]
fn a_claim_of_another_type_is_told_and_not_repeated() {
    let marked = json!({ SECRET: SECRET });
    for wrong in [Value::Null, json!(1), marked.clone(), json!(["Mail.Read", marked]), json!([[SECRET]]), json!(true)] {
        for claim in ["scp", "scope"] {
            let said = error(token(json!({ claim: wrong, "roles": ["Mail.Read"] })));
            let starts =
                format!("error: the claim `{claim}` of the token is neither a text nor a list of texts, so it names");
            assert!(said.starts_with(&starts), "{said}");
        }
        let said = error(token(json!({ "roles": wrong })));
        assert!(said.starts_with("error: the claim `roles` of the token is no list of texts, so it names"), "{said}");
    }
    error(token(json!({ "roles": SECRET })));
}

#[test]
fn a_token_that_cannot_be_read_is_exit_code_2_and_told_what_to_do() {
    let whole = token(json!({ "scp": SECRET }));
    let [header, claims, signature] = whole.split('.').collect::<Vec<_>>()[..] else { panic!("three parts") };
    let opaque = "\n  if the whole token was copied, it is an opaque one, which only its provider can read\n  \
                  pass the value of `scope` in the token response with --granted\n";
    let parts = format!("this is no JSON Web Token, which has three parts with dots between them{opaque}");
    let unknown = format!("this is no JSON Web Token: the part before its first dot is no JSON in base64url{opaque}");
    let broken = "the claims of the token cannot be read: what stands between its dots is no JSON in base64url\n  \
                  copy the whole token again, exactly as the provider gave it\n";
    let array = part(&format!("[\"{SECRET}\"]"));
    let cut = part(&format!("{{\"scp\":\"{SECRET}"));
    let deep = part(&"[".repeat(100_000));
    let latin = URL_SAFE_NO_PAD.encode(b"{\"scp\":\"s3cr3t-mark\xff\"}");
    let utf_16: Vec<u8> = [0xff, 0xfe].into_iter().chain(whole.bytes().flat_map(|byte| [byte, 0])).collect();
    for (token, said) in [
        (format!("ghp_{SECRET}"), parts.as_str()),
        (format!("{header}.{claims}"), &parts),
        (format!("{whole}.{SECRET}"), &parts),
        (format!("ya29.a0{SECRET}.{SECRET}"), &unknown),
        (format!("{array}.{claims}.{signature}"), &unknown),
        (format!(".{claims}.{signature}"), &unknown),
        (format!("{header}..{signature}"), broken),
        (format!("{header}.{claims}=.{signature}"), broken),
        (format!("{header}.{claims}+/.{signature}"), broken),
        (format!("{header}.{}.{signature}", &claims[..claims.len() - 5]), broken),
        (format!("{header}.{cut}.{signature}"), broken),
        (format!("{header}.{array}.{signature}"), broken),
        (format!("{header}.{deep}.{signature}"), broken),
        (format!("{header}.{latin}.{signature}"), broken),
        (
            format!("{header}.{SECRET}.{SECRET}.{claims}.{signature}"),
            "the token is encrypted (a JWE): only the API that it is for can read it\n  \
             pass the value of `scope` in the token response with --granted\n",
        ),
        (
            format!("{whole}\n{whole}"),
            "the token has white space within it\n  \
             write one token on one line, and nothing else but `Bearer` before it\n",
        ),
        (
            format!("\"{whole}\""),
            "the token is in quotes\n  write it without them (`az` leaves them out with `--output tsv`)\n",
        ),
        (
            json!({ "access_token": whole, "scope": SECRET }).to_string(),
            "what --token names looks like JSON, not like a token\n  of a token response pass only the value of its \
             `access_token`, or the value of its `scope` with --granted\n",
        ),
    ] {
        assert_eq!(error(&token), format!("error: {said}"), "{token:.200}");
    }
    for empty in ["", "\n", "Bearer", "Bearer \n", "\u{feff}"] {
        let said = error(empty);
        assert!(said.starts_with("error: what --token names is empty\n  write the access token into it"), "{said}");
    }
    for bytes in [&utf_16[..], "é".as_bytes(), b"\xff\0"] {
        let said = error(bytes);
        assert!(
            said.starts_with("error: what --token names is no token: a token has only ASCII characters\n"),
            "{said}"
        );
    }
}

#[test]
fn a_token_in_place_of_its_file_is_not_repeated() {
    let whole = token(json!({ "scp": "Mail.Read" }));
    for given in [whole.clone(), format!("Bearer {whole}")] {
        let run = folder(b"").run(&["check-grant", "mixed.md", "--token", &given]).code(2).stdout_eq("");
        assert_secret(&run, &given);
        run.stderr_eq(str![[r#"
error: the value of --token looks like the token itself, not like a file that has it
  write it into a file, or pass it on standard input with `--token -`: shells keep command lines
  keep tokens secret: anyone who has one can use it until it expires

"#]]);
    }
    let run = folder(b"").run(&["check-grant", "mixed.md", "--token", SECRET]).code(3).stdout_eq("");
    assert_secret(&run, SECRET);
    assert!(run.err().starts_with("error: cannot read the file that --token names: "), "{}", run.err());
}

#[test]
fn a_token_pasted_as_names_is_told_of_the_option_for_it() {
    let whole = token(json!({ "scp": "Mail.Read" }));
    let run = folder(b"").run(&["check-grant", "mixed.md", "--granted", &whole]).code(2);
    assert_secret(&run, &whole);
    run.stderr_eq(str![[r#"
error: the value of --granted looks like a token (a JWT)
  pass only the value of its `scope` or `scp`: names separated by spaces
  or write the token into a file, and pass that with --token
  keep tokens secret: anyone who has one can use it until it expires

"#]]);
}

#[test]
fn what_cannot_be_read_or_is_too_large_is_exit_code_3() {
    let folder = folder(&vec![b'a'; (4 << 20) + 1]);
    folder.run(&["check-grant", "mixed.md", "--token", "token"]).code(3).stdout_eq("").stderr_eq(str![[r#"
error: the file that --token names has more than 4 MiB: no token is that large

"#]]);
    folder.run(&["check-grant", "mixed.md", "--token", "."]).code(3).stdout_eq("");
}

#[test]
fn a_token_is_the_whole_grant() {
    for other in ["--granted", "--roles"] {
        let run = folder(b"").run(&["check-grant", "mixed.md", "--token", "token", other, "Mail.Read"]).code(2);
        run.stdout_eq("").stderr_eq(line_with("'--token <FILE>' cannot be used with"));
    }
}
