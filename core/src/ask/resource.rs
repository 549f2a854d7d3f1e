//! Resources: which part of a text names one, and which two texts name the same.

use crate::text;

/// The hosts of Microsoft Graph in the global and the national clouds
/// (<https://learn.microsoft.com/graph/deployments>).
const GRAPH_HOSTS: [&str; 4] =
    ["graph.microsoft.com", "graph.microsoft.us", "dod-graph.microsoft.us", "microsoftgraph.chinacloudapi.cn"];

/// The resource and the name of a text such as `api://app/Name` or `https://host/Name`, divided at its last `/`; `None` for
/// a plain name.
#[must_use]
#[inline]
pub const fn split_resource(text: &str) -> Option<(&str, &str)> {
    let bytes = text.as_bytes();
    let mut slash = bytes.len();
    while slash > 0 && bytes[slash - 1] != b'/' {
        slash -= 1;
    }
    // `slash` is now the length of the part up to and with the last slash.
    if slash == 0 || slash == bytes.len() {
        return None;
    }
    let (Some((resource, _)), Some((_, name))) = (text.split_at_checked(slash - 1), text.split_at_checked(slash))
    else {
        return None;
    };
    if has_authority(resource.as_bytes()) { Some((resource, name)) } else { None }
}

/// Whether a text holds `://` with something before and after it.
const fn has_authority(text: &[u8]) -> bool {
    let mut at = 1;
    while at + 3 < text.len() {
        if text[at] == b':' && text[at + 1] == b'/' && text[at + 2] == b'/' {
            return true;
        }
        at += 1;
    }
    false
}

/// Whether two URIs name one resource: the same but for a `/` at the end, or both Microsoft Graph, whose scheme and host have
/// no case (RFC 3986, section 6.2.2.1).
#[must_use]
#[inline]
pub const fn same_resource(a: &str, b: &str) -> bool {
    text::equal(without_slash(a).as_bytes(), without_slash(b).as_bytes()) || is_graph(a) && is_graph(b)
}

pub(super) const fn is_graph(resource: &str) -> bool {
    let mut host = 0;
    while host < GRAPH_HOSTS.len() {
        if let Some((scheme, rest)) = without_slash(resource).split_at_checked("https://".len())
            && text::equal_folded(scheme.as_bytes(), b"https://")
            && text::equal_folded(rest.as_bytes(), GRAPH_HOSTS[host].as_bytes())
        {
            return true;
        }
        host += 1;
    }
    false
}

const fn without_slash(resource: &str) -> &str {
    if let Some(b'/') = resource.as_bytes().last()
        && let Some((rest, _)) = resource.split_at_checked(resource.len() - 1)
    {
        return rest;
    }
    resource
}

#[cfg(test)]
mod tests {
    extern crate std;

    use super::{same_resource, split_resource};

    #[test]
    fn a_name_is_divided_from_its_resource_at_the_last_slash() {
        for (text, parts) in [
            ("Mail.Read", None),
            ("repo/read", None),
            ("https://graph.microsoft.com/Mail.Read", Some(("https://graph.microsoft.com", "Mail.Read"))),
            ("api://5f1c/Things.Read", Some(("api://5f1c", "Things.Read"))),
            (
                "https://www.googleapis.com/auth/calendar.readonly",
                Some(("https://www.googleapis.com/auth", "calendar.readonly")),
            ),
            (
                "https://management.azure.com//user_impersonation",
                Some(("https://management.azure.com/", "user_impersonation")),
            ),
            ("https://mail.google.com/", None),
            ("https://host", None),
            ("https:///x", None),
            ("://a/b", None),
            ("/", None),
            ("", None),
            ("api://é/ü", Some(("api://é", "ü"))),
        ] {
            assert_eq!(split_resource(text), parts, "{text}");
        }
    }

    #[test]
    fn the_clouds_of_graph_are_one_resource_and_nothing_else_is() {
        let graph = "https://graph.microsoft.com";
        for host in
            ["graph.microsoft.us", "dod-graph.microsoft.us", "microsoftgraph.chinacloudapi.cn", "GRAPH.microsoft.com/"]
        {
            assert!(same_resource(&std::format!("https://{host}"), graph), "{host}");
        }
        for other in [
            "http://graph.microsoft.com",
            "https://graph.microsoft.com.evil.example",
            "https://graph.microsoft.de",
            "api://other",
            "",
        ] {
            assert!(!same_resource(other, graph), "{other}");
        }
        assert!(same_resource("https://management.azure.com/", "https://management.azure.com"));
        assert!(!same_resource("api://A", "api://a"));
    }
}
