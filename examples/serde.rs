//! Reads and writes permissions as JSON.
//!
//! `cargo run --example serde --features serde`

use scopemark_integrations::o365::{Scope, Scopes};

fn main() -> serde_json::Result<()> {
    let wanted: Scopes = serde_json::from_str(r#"["Mail.Read", "Chat.Read"]"#)?;
    assert!(wanted.contains(Scope::MailRead));
    println!("{}", serde_json::to_string(&wanted)?);

    let slip = serde_json::from_str::<Scopes>(r#"["Mail.Raed"]"#).unwrap_err();
    println!("{slip}");
    Ok(())
}
