//! Permissions that look like those of Microsoft Graph.

use crate::Revision;

/// One permission.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Permission {
    /// Its text, `Directory.Recording.ReadWrite.All`.
    pub name: String,
    /// The same as a Rust identifier.
    pub ident: String,
    /// What it allows, in a sentence.
    pub description: String,
    /// Whether it changes anything.
    pub writes: bool,
    /// Whether an administrator must consent, where the document says so.
    pub admin_consent: Option<bool>,
}

const AREAS: [&str; 56] = [
    "AccessReview",
    "Agreement",
    "Application",
    "AppCatalog",
    "Approval",
    "AuditLog",
    "Bookings",
    "BitlockerKey",
    "BrowserSite",
    "Calendars",
    "CallRecord",
    "Channel",
    "Chat",
    "CloudPC",
    "Community",
    "ConsentRequest",
    "Contacts",
    "Contract",
    "Device",
    "DeviceApps",
    "Directory",
    "Domain",
    "EduRoster",
    "Entitlement",
    "EventListener",
    "External",
    "Family",
    "Files",
    "Financials",
    "Group",
    "GroupMember",
    "Identity",
    "Insights",
    "LearningContent",
    "LicenseUnit",
    "Mail",
    "Mailbox",
    "Notes",
    "OnlineMeeting",
    "OrgContact",
    "Organization",
    "People",
    "Place",
    "Policy",
    "Presence",
    "Printer",
    "PrintJob",
    "Reports",
    "RoleManagement",
    "Schedule",
    "Search",
    "Security",
    "Sites",
    "Tasks",
    "Teamwork",
    "TermStore",
];

const PARTS: [&str; 80] = [
    "",
    "Account",
    "Activity",
    "Alert",
    "Analysis",
    "Archive",
    "Assignment",
    "Attachment",
    "Attribute",
    "Backup",
    "Baseline",
    "Billing",
    "Branding",
    "Budget",
    "Catalog",
    "Category",
    "Certificate",
    "Comment",
    "Compliance",
    "Configuration",
    "Connection",
    "Connector",
    "Credential",
    "Dashboard",
    "Delivery",
    "Document",
    "Draft",
    "Endpoint",
    "Enrollment",
    "Event",
    "Extension",
    "Feedback",
    "Folder",
    "Forecast",
    "Grade",
    "Guest",
    "History",
    "Incident",
    "Indicator",
    "Inventory",
    "Invitation",
    "Item",
    "Journal",
    "Label",
    "Ledger",
    "Lifecycle",
    "Link",
    "Location",
    "Manifest",
    "Membership",
    "Message",
    "Metric",
    "Namespace",
    "Notification",
    "Owner",
    "Package",
    "Participant",
    "Partner",
    "Photo",
    "Pipeline",
    "Preference",
    "Profile",
    "Project",
    "Property",
    "Queue",
    "Quota",
    "Recording",
    "Registration",
    "Request",
    "Resource",
    "Review",
    "Schema",
    "Session",
    "Setting",
    "Signal",
    "Snapshot",
    "Subscription",
    "Template",
    "Transcript",
    "Workflow",
];

/// The end of a name, the verb of its description, whose data, whether it writes, whether an administrator consents.
const VERBS: [(&str, &str, &str, bool, Option<bool>); 12] = [
    ("Read", "Read", "of the signed-in user", false, Some(false)),
    ("ReadWrite", "Read and write", "of the signed-in user", true, Some(false)),
    ("Read.All", "Read", "of the whole organization", false, Some(true)),
    ("ReadWrite.All", "Read and write", "of the whole organization", true, Some(true)),
    ("ReadBasic", "Read basic properties of", "of the signed-in user", false, Some(false)),
    ("ReadBasic.All", "Read basic properties of", "of the whole organization", false, Some(true)),
    ("Read.Shared", "Read", "that the user can access", false, None),
    ("ReadWrite.Shared", "Read and write", "that the user can access", true, None),
    ("Create", "Create", "for the signed-in user", true, Some(false)),
    ("Manage.All", "Manage", "of the whole organization", true, Some(true)),
    ("Export.All", "Export", "of the whole organization", false, Some(true)),
    ("ReadWrite.OwnedBy", "Manage", "that this app created or owns", true, Some(true)),
];

/// How many permissions there are at most.
pub const LARGEST: usize = AREAS.len() * PARTS.len() * VERBS.len();

/// The first so many permissions. One of them, in the middle, is what revisions edit.
///
/// # Panics
///
/// Where more than [`LARGEST`] are wanted.
#[must_use]
pub fn permissions(count: usize, revision: Revision) -> Vec<Permission> {
    assert!(count <= LARGEST, "there are {LARGEST} permissions, not {count}");
    let mut all: Vec<Permission> = (0..count).map(permission).collect();
    if let Some(edited) = all.get_mut(count / 2) {
        let (descriptions, names) = (revision.0.div_ceil(2), revision.0 / 2);
        if descriptions > 0 {
            edited.description += &format!(" Revision {descriptions}.");
        }
        if names > 0 {
            edited.name += &format!(".V{names}");
            edited.ident += &format!("V{names}");
        }
    }
    all
}

fn permission(index: usize) -> Permission {
    // A prime that divides no count: neighbours differ in everything, and none comes twice.
    let mixed = index * 7919 % LARGEST;
    let (end, verb, whose, writes, admin_consent) = VERBS[mixed % VERBS.len()];
    let rest = mixed / VERBS.len();
    let (area, part) = (AREAS[rest % AREAS.len()], PARTS[rest / AREAS.len()]);
    let name = if part.is_empty() { format!("{area}.{end}") } else { format!("{area}.{part}.{end}") };
    let what = if part.is_empty() { words(area) } else { format!("{} {}", words(area), words(part)) };
    Permission {
        ident: name.replace('.', ""),
        name,
        description: format!("{verb} {what} data {whose}."),
        writes,
        admin_consent,
    }
}

/// `AccessReview` as `access review`.
fn words(camel: &str) -> String {
    let mut words = String::new();
    let mut after_lower = false;
    for letter in camel.chars() {
        if letter.is_ascii_uppercase() && after_lower {
            words.push(' ');
        }
        after_lower = letter.is_ascii_lowercase();
        words.push(letter.to_ascii_lowercase());
    }
    words
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn no_name_identifier_or_description_comes_twice() {
        let all = permissions(LARGEST, Revision(0));
        let texts: [fn(&Permission) -> &str; 3] = [|p| &p.name, |p| &p.ident, |p| &p.description];
        for of in texts {
            assert_eq!(all.iter().map(of).collect::<BTreeSet<_>>().len(), LARGEST);
        }
    }

    #[test]
    fn a_shorter_list_is_the_beginning_of_a_longer_one() {
        assert_eq!(permissions(100, Revision(0)), permissions(1_000, Revision(0))[..100]);
    }

    #[test]
    fn each_revision_edits_one_permission_in_one_respect() {
        for revision in 0..8 {
            let (before, after) = (permissions(50, Revision(revision)), permissions(50, Revision(revision + 1)));
            let changed: Vec<_> = before.iter().zip(&after).filter(|(before, after)| before != after).collect();
            let [(before, after)] = changed[..] else { panic!("{changed:?}") };
            assert_eq!(before.name == after.name, revision % 2 == 0);
            assert_eq!(before.description == after.description, revision % 2 == 1);
        }
    }
}
