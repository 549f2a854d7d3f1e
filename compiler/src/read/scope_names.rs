//! What the names of permissions look like, and what is none.

/// The names of OpenID Connect.
const OPENID: [&str; 6] = ["openid", "profile", "email", "offline_access", "address", "phone"];

/// What divides the parts of names.
const DIVIDERS: [char; 5] = ['.', ':', '/', '_', '-'];

/// What the last part of many vendors' names says.
const LAST_PARTS: [&str; 12] = [
    "read",
    "write",
    "readonly",
    "readwrite",
    "manage",
    "admin",
    "send",
    "create",
    "delete",
    "history",
    "all",
    "update",
];

/// Whether a text has the shape of a Microsoft Graph permission: two or three words with dots between them, each with a capital.
pub(crate) fn is_graph(text: &str) -> bool {
    let is_word = |word: &str| {
        word.starts_with(|c: char| c.is_ascii_uppercase()) && word.chars().all(|c| c.is_ascii_alphanumeric())
    };
    let mut parts = text.split('.');
    let first = parts.next().unwrap_or_default();
    let rest: Vec<&str> = parts.collect();
    let begins = first.split('-').all(is_word) || first == "eDiscovery" || first.starts_with("eDiscovery-");
    begins && matches!(rest.len(), 1 | 2) && rest.iter().all(|part| is_word(part))
}

pub(crate) fn is_openid(text: &str) -> bool {
    OPENID.iter().any(|known| text.eq_ignore_ascii_case(known))
}

/// Whether a text has a divider that plain words have not, and something to divide.
pub(crate) fn has_divider(text: &str) -> bool {
    text.contains(DIVIDERS) && text.contains(|c: char| c.is_ascii_alphanumeric())
}

/// Whether a text is `word:word`.
fn is_word_colon_word(text: &str) -> bool {
    let is_part =
        |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric() || "._-*".contains(c));
    text.contains(':') && text.split(':').all(is_part) && text.starts_with(|c: char| c.is_ascii_alphabetic())
}

/// Whether a name looks like a permission of some vendor.
pub(crate) fn looks_like_permission(text: &str) -> bool {
    let last = text.rsplit(DIVIDERS).next().unwrap_or_default();
    is_graph(text)
        || is_openid(text)
        || text.starts_with("https://www.googleapis.com/auth/")
        || is_word_colon_word(text)
        || (last.len() < text.len() && is_last_part(last))
}

/// Whether a word of a sentence is most likely the name of a permission: plain words, addresses and versions are none.
pub(crate) fn stands_out(word: &str) -> bool {
    let is_address = word.contains("://") && !word.starts_with("https://www.googleapis.com/auth/");
    let has_port = word.rsplit_once(':').is_some_and(|(_, port)| port.bytes().all(|byte| byte.is_ascii_digit()));
    looks_like_permission(word)
        && word.contains(['.', ':', '_'])
        && !is_openid(word)
        && !is_address
        && !has_port
        && not_a_name(word).is_none()
}

/// Whether a word is one with which many names end, such as `read`.
pub(crate) fn is_last_part(word: &str) -> bool {
    LAST_PARTS.iter().any(|known| word.eq_ignore_ascii_case(known))
}

/// Whether a name is a permission of another kind: of a phone, a cloud's roles, a file system.
pub(crate) fn is_of_another_kind(text: &str) -> bool {
    let aws = || {
        let (service, action) = text.split_once(':')?;
        let verbs = ["Get", "Put", "List", "Describe", "Create", "Delete", "Update", "Assume", "Pass", "Start", "Stop"];
        let is_service = service.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
        (is_service && verbs.iter().any(|verb| action.starts_with(verb))).then_some(())
    };
    let is_mode = (text.len() == 3 || text.len() == 4) && text.bytes().all(|b| (b'0'..=b'7').contains(&b));
    let is_mode_word = text.len() >= 3 && text.bytes().all(|b| b"rwxdst-".contains(&b)) && text.contains(['r', 'w']);
    let azure = text.starts_with("Microsoft.") && text.contains('/');
    text.starts_with("android.permission.") || aws().is_some() || azure || is_mode || is_mode_word
}

/// Whether a scope token may hold a character (RFC 6749, section 3.3).
pub(crate) fn is_scope_char(c: char) -> bool {
    matches!(c, '\x21' | '\x23'..='\x5b' | '\x5d'..='\x7e')
}

/// Why a word is no name of a permission, if it is none.
pub(crate) fn not_a_name(text: &str) -> Option<&'static str> {
    let is_end = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || c == '*');
    let is_url = text.contains("://");
    let lower = text.to_ascii_lowercase();
    if text.contains(['<', '>', '{', '}', '[', ']']) || is_two_in_one(text) {
        return Some("it is a placeholder, or several names in one");
    }
    if text.contains([';', '|', '&', '+', '`']) || lower.ends_with("read/write") || (!is_url && ends_in_verbs(&lower)) {
        return Some("it is several names in one");
    }
    if !text.chars().all(is_scope_char) {
        return Some("a name holds printable ASCII only, and no quotes or backslashes (RFC 6749, section 3.3)");
    }
    let end = if is_url { text.strip_suffix('/').unwrap_or(text) } else { text };
    if !is_end(text.chars().next()) || !is_end(end.chars().next_back()) {
        return Some("a name begins and ends with a letter or a digit");
    }
    let version = lower.strip_prefix('v').unwrap_or(&lower);
    let is_version = version.contains('.') && version.chars().all(|c| c.is_ascii_digit() || c == '.')
        || (version.len() < lower.len() && !version.is_empty() && version.chars().all(|c| c.is_ascii_digit()));
    if is_version || ["e.g", "i.e", "a.k.a", "n/a", "and/or", "etc", "w/o"].contains(&&*lower) {
        return Some("it is an abbreviation or a version");
    }
    None
}

/// Whether a text ends in several accesses with slashes between them, such as `orders:create/update`.
fn ends_in_verbs(text: &str) -> bool {
    let verbs = ["read", "write", "create", "update", "delete", "list", "manage", "edit", "view", "send", "admin"];
    let last = text.rsplit([':', '.']).next().unwrap_or(text);
    let parts: Vec<&str> = last.split('/').collect();
    parts.len() > 1 && parts.iter().all(|part| verbs.contains(part))
}

/// Whether a text is two names in one, such as `Mail.Read/ReadWrite` or `chat:write/im:write`.
fn is_two_in_one(text: &str) -> bool {
    !text.contains("://")
        && !is_of_another_kind(text)
        && text.split_once('/').is_some_and(|(first, second)| {
            let is_graph = is_graph(first) && second.starts_with(|c: char| c.is_ascii_uppercase());
            is_graph || (looks_like_permission(first) && looks_like_permission(second))
        })
}

#[cfg(test)]
mod tests {
    use super::{is_graph, is_of_another_kind, looks_like_permission, not_a_name};

    #[test]
    fn names_of_graph_are_words_with_capitals_between_dots() {
        for text in ["Mail.Read", "User.Read.All", "eDiscovery.Read.All", "Policy-Set.Read", "EWS.AccessAsUser.All"] {
            assert!(is_graph(text), "{text}");
        }
        for text in
            ["", "Mail", "mail.read", "Mail.", ".Mail", "Mail..Read", "Mail.read", "Mail.Réad", "2A.B", "A.B.C.D"]
        {
            assert!(!is_graph(text), "{text}");
        }
    }

    #[test]
    fn names_of_other_vendors_look_like_permissions_and_words_do_not() {
        for text in
            ["chat:write", "openid", "crm.objects.deals.read", "files_manage", "https://www.googleapis.com/auth/drive"]
        {
            assert!(looks_like_permission(text), "{text}");
        }
        for text in ["chat.postMessage", "repo", "Contents", "src/main.rs"] {
            assert!(!looks_like_permission(text), "{text}");
        }
        for text in ["android.permission.CAMERA", "s3:GetObject", "Microsoft.Compute/disks/read", "0644", "rw-r--r--"] {
            assert!(is_of_another_kind(text), "{text}");
        }
        assert!(!is_of_another_kind("read:repo") && !is_of_another_kind("Mail.Read"));
    }

    #[test]
    fn what_only_looks_like_a_name_is_none() {
        for text in [
            "e.g",
            "v1.0",
            "2.1",
            "v2",
            "a.<b>",
            "a.{b}",
            "Mail.Read/ReadWrite",
            "Mail.Read[Write]",
            "a;b",
            "a|b",
            "issues:read/write",
            "orders:create/update/delete",
            ":write",
            "a.",
            "é",
        ] {
            assert!(not_a_name(text).is_some(), "{text}");
        }
        for text in
            ["repo", "dashboards:*", "*", "https://mail.google.com/", "api://5f1c/Files.Read", "A.B", "read:jira-work"]
        {
            assert_eq!(not_a_name(text), None, "{text}");
        }
    }
}
