//! Verifies an access token that is a JWT, and reads what it grants.
//!
//! `cargo run --example jsonwebtoken --features jsonwebtoken`
//!
//! A token of a user has the granted scopes in `scp` (Microsoft) or `scope` (RFC 9068, section 2.2.3). A token of an app alone
//! has application permissions in `roles`.

use std::error::Error;

use jsonwebtoken::errors::Result;
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation, decode, encode, get_current_timestamp};
use scopemark_integrations::o365::{self, Feature};
use serde_json::{Map, Value, json};

/// This API, as tokens name it, and the server that issues them.
const AUDIENCE: &str = "https://graph.microsoft.com";
const ISSUER: &str = "https://login.example/tenant/v2.0";

/// What a token has to be, besides genuine: for this API, from this server, not expired, and in force.
fn validation(algorithm: Algorithm) -> Validation {
    let mut validation = Validation::new(algorithm);
    validation.set_audience(&[AUDIENCE]);
    validation.set_issuer(&[ISSUER]);
    // A claim is compared only where the token has it. One without these is not for everybody: it is not valid.
    validation.set_required_spec_claims(&["exp", "aud", "iss"]);
    validation.validate_nbf = true;
    validation
}

/// What a token grants. After an error, answer 401 with `unauthenticated(…).invalid_token()`.
fn granted(token: &str, key: &DecodingKey, validation: &Validation) -> Result<o365::Granted> {
    Ok(granted_by(&decode::<Map<String, Value>>(token, key, validation)?.claims))
}

/// The grant in the claims of a verified token. In a token with `scp` or `scope`, `roles` are those of the user, whatever their
/// names are: they are not permissions of the app, and never judged.
fn granted_by(claims: &Map<String, Value>) -> o365::Granted {
    match claims.get("scp").or_else(|| claims.get("scope")) {
        Some(Value::String(scope)) => o365::Granted::from_scope(scope),
        // Some servers write a list, such as Okta.
        Some(scopes) => o365::Granted::from_names(texts(scopes)),
        None => o365::Granted::from_roles(claims.get("roles").into_iter().flat_map(texts)),
    }
}

/// The texts of a list; none for any other value.
fn texts(value: &Value) -> impl Iterator<Item = &str> {
    value.as_array().into_iter().flatten().filter_map(Value::as_str)
}

/// Issues tokens, which an authorization server does otherwise, and prints what they allow.
fn main() -> std::result::Result<(), Box<dyn Error>> {
    // A server that verifies the tokens of others has no secret: it uses `DecodingKey::from_jwk` with the public key that the
    // issuer publishes under the `kid` of the token's header, and that key's algorithm, never the one that the token names.
    let secret = b"only for this example";
    let (key, validation) = (DecodingKey::from_secret(secret), validation(Algorithm::HS256));
    for permissions in [
        json!({ "scp": "Calendars.Read User.Read", "roles": ["Chat.Read"] }),
        json!({ "scope": "Chat.ReadWrite" }),
        json!({ "roles": ["Calendars.Read"] }),
    ] {
        let token = encode(&Header::default(), &claims(&permissions), &EncodingKey::from_secret(secret))?;
        let granted = granted(&token, &key, &validation)?;
        println!("{permissions}");
        for feature in [Feature::Calendar, Feature::Chat] {
            println!("  {feature}: {}", granted.access(feature, &[]));
        }
    }
    Ok(())
}

/// The claims of a token with these permissions.
fn claims(permissions: &Value) -> Value {
    let mut claims = json!({ "aud": AUDIENCE, "iss": ISSUER, "exp": get_current_timestamp() + 3600 });
    let all = claims.as_object_mut().expect("an object");
    all.extend(permissions.as_object().expect("an object").clone());
    claims
}

#[cfg(test)]
mod tests {
    use super::{AUDIENCE, claims, granted, granted_by, validation};
    use jsonwebtoken::errors::ErrorKind;
    use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, encode, get_current_timestamp};
    use scopemark::Access;
    use scopemark_integrations::o365::{self, Feature, Granted};
    use scopemark_integrations::teams_devices;
    use serde_json::{Value, json};

    const SECRET: &[u8] = b"only for these tests";

    fn token(claims: &Value, algorithm: Algorithm, secret: &[u8]) -> String {
        encode(&Header::new(algorithm), claims, &EncodingKey::from_secret(secret)).expect("a token")
    }

    fn read(token: &str) -> Result<Granted, ErrorKind> {
        granted(token, &DecodingKey::from_secret(SECRET), &validation(Algorithm::HS256))
            .map_err(|error| error.kind().clone())
    }

    fn of(permissions: Value) -> Granted {
        granted_by(permissions.as_object().expect("an object"))
    }

    #[test]
    fn a_verified_token_is_a_grant() {
        for permissions in
            [json!({ "scp": "Chat.Read" }), json!({ "scope": "Chat.Read" }), json!({ "scp": ["Chat.Read"] })]
        {
            let granted = read(&token(&claims(&permissions), Algorithm::HS256, SECRET)).expect("it is valid");
            assert!(o365::allows(&granted, Feature::Chat, Access::Base, &[]), "{permissions}");
            assert!(!o365::allows(&granted, Feature::Chat, Access::Update, &[]), "{permissions}");
        }
    }

    #[test]
    fn a_token_that_is_forged_expired_or_not_for_this_api_grants_nothing() {
        let good = claims(&json!({ "scp": "Chat.Read" }));
        let with = |claim: &str, value: Value| {
            let mut claims = good.clone();
            claims[claim] = value;
            read(&token(&claims, Algorithm::HS256, SECRET)).unwrap_err()
        };
        assert_eq!(with("exp", (get_current_timestamp() - 3600).into()), ErrorKind::ExpiredSignature);
        assert_eq!(with("nbf", (get_current_timestamp() + 3600).into()), ErrorKind::ImmatureSignature);
        assert_eq!(with("aud", "https://api.example".into()), ErrorKind::InvalidAudience);
        assert_eq!(with("iss", "https://login.example/other".into()), ErrorKind::InvalidIssuer);

        assert_eq!(read(&token(&good, Algorithm::HS256, b"another")).unwrap_err(), ErrorKind::InvalidSignature);
        // The token does not choose how it is verified.
        assert_eq!(read(&token(&good, Algorithm::HS512, SECRET)).unwrap_err(), ErrorKind::InvalidAlgorithm);
        for claim in ["exp", "aud", "iss"] {
            let mut claims = good.clone();
            claims.as_object_mut().expect("an object").remove(claim);
            let error = read(&token(&claims, Algorithm::HS256, SECRET)).unwrap_err();
            assert_eq!(error, ErrorKind::MissingRequiredClaim(claim.to_owned()));
        }
        assert!(read(AUDIENCE).is_err());
    }

    #[test]
    fn the_roles_of_a_user_are_never_judged() {
        for scope in [json!("User.Read"), json!(""), json!([]), json!(null), json!(7)] {
            for claim in ["scp", "scope"] {
                let granted = of(json!({ claim: scope, "roles": ["Chat.Read", "Calendars.Read"] }));
                assert!(granted.judged().delegated && !granted.judged().application, "{claim}: {scope}");
                assert_eq!(granted.access(Feature::Chat, &[]), Access::Missing, "{claim}: {scope}");
                assert_eq!(granted.app_roles().len() + granted.unknown().count(), 0, "{claim}: {scope}");
            }
        }
    }

    #[test]
    fn the_roles_of_an_app_are_application_permissions_alone() {
        let granted = of(json!({ "roles": ["Chat.Read", "Place.Read.All"] }));
        assert!(!granted.judged().delegated && granted.judged().application);
        // The document has `Chat.Read` for users only.
        assert_eq!(granted.access(Feature::Chat, &[]), Access::Missing);
        assert!(granted.unknown().eq(["Chat.Read", "Place.Read.All"]));
        assert_eq!(of(json!({})).access(Feature::Chat, &[]), Access::Missing);
        assert_eq!(of(json!({ "roles": "Chat.Read" })).unknown().count(), 0);

        let roles = ["Place.Read.All", "Calendars.ReadBasic.All"];
        let device = teams_devices::Granted::from_roles(roles);
        assert!(teams_devices::allows(&device, teams_devices::Feature::SmartBuildings, Access::Base, &[]));
    }
}
