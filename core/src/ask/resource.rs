//! Resources: finds the resource in the text of a permission, and decides whether two texts name the same one.

/// The hosts of Microsoft Graph in the global and the national clouds
/// (<https://learn.microsoft.com/graph/deployments>).
const GRAPH_HOSTS: [&str; 4] =
    ["graph.microsoft.com", "graph.microsoft.us", "dod-graph.microsoft.us", "microsoftgraph.chinacloudapi.cn"];

/// The resource and the name in a text such as `api://app/Name` or `https://host/Name`, split at its last `/`; `None` for
/// a plain name.
#[must_use]
pub fn split_resource(text: &str) -> Option<(&str, &str)> {
    let (resource, name) = text.rsplit_once('/')?;
    let (scheme, authority) = resource.split_once("://")?;
    (!scheme.is_empty() && !authority.is_empty() && !name.is_empty()).then_some((resource, name))
}

/// The same for a text of a document whose own resource is `own`: where that has none, a URL is a whole name.
#[must_use]
pub fn split_resource_in<'t>(own: &str, text: &'t str) -> Option<(&'t str, &'t str)> {
    if own.is_empty() { None } else { split_resource(text) }
}

/// Whether two URIs name one resource: they differ at most in a trailing `/`, or both are Microsoft Graph, whose scheme and
/// host are compared without case (RFC 3986, section 6.2.2.1).
#[must_use]
pub fn same_resource(a: &str, b: &str) -> bool {
    without_slash(a) == without_slash(b) || is_graph(a) && is_graph(b)
}

/// What follows its resource in a token; `None` for a plain token, and for one of another resource. The hosts of Microsoft
/// Graph in all clouds are one resource.
pub(super) fn part<'t>(resource: &str, token: &'t str) -> Option<&'t str> {
    let of_cloud = || {
        let (scheme, rest) = token.split_once("://").filter(|_| is_graph(resource))?;
        let host =
            GRAPH_HOSTS.iter().find_map(|host| rest.get(..host.len()).filter(|it| it.eq_ignore_ascii_case(host)))?;
        scheme.eq_ignore_ascii_case("https").then(|| &rest[host.len()..])
    };
    let rest = token.strip_prefix(without_slash(resource)).or_else(of_cloud)?.strip_prefix('/')?;
    // Entra wants `RESOURCE` + `/` + name, even after a final `/`.
    Some(rest.strip_prefix('/').unwrap_or(rest)).filter(|name| !name.is_empty())
}

pub(super) fn is_graph(resource: &str) -> bool {
    let Some((scheme, host)) = without_slash(resource).split_once("://") else { return false };
    scheme.eq_ignore_ascii_case("https") && GRAPH_HOSTS.iter().any(|graph| graph.eq_ignore_ascii_case(host))
}

fn without_slash(resource: &str) -> &str {
    resource.strip_suffix('/').unwrap_or(resource)
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
