//! Finds the feature, condition or permission of a document that a name on the command line means.

use scopemark_core::nearest;

/// The names of one sort in the document, each with its index in the table.
pub(crate) struct Known<'a> {
    /// What one of them is called: `feature`.
    pub(crate) what: &'static str,
    pub(crate) names: Vec<(usize, &'a str)>,
}

impl<'a> Known<'a> {
    /// All texts of a list.
    pub(crate) fn all(what: &'static str, texts: impl IntoIterator<Item = &'a str>) -> Self {
        Self { what, names: texts.into_iter().enumerate().collect() }
    }

    /// The index of exactly this text.
    pub(crate) fn exact(&self, text: &str) -> Option<usize> {
        self.names.iter().find(|(_, name)| *name == text).map(|&(index, _)| index)
    }

    /// The index of exactly this text, else of the only text that differs from it in case alone.
    pub(crate) fn without_case(&self, text: &str) -> Option<usize> {
        let folded = text.to_lowercase();
        self.exact(text).or_else(|| {
            let mut same = self.names.iter().filter(|(_, name)| name.to_lowercase() == folded);
            let found = same.next()?;
            same.next().is_none().then_some(found.0)
        })
    }

    /// The error for a text that is none of these.
    pub(crate) fn unknown(&self, text: &str) -> String {
        let what = self.what;
        match nearest(text, self.names.iter().map(|&(_, name)| name)) {
            Some(nearest) => format!("there is no {what} `{text}`; did you mean `{nearest}`?"),
            None => format!("there is no {what} `{text}`"),
        }
    }

    /// The line that lists them.
    pub(crate) fn list(&self) -> String {
        let what = self.what;
        if self.names.is_empty() {
            return format!("the document has no {what}");
        }
        let names: Vec<String> = self.names.iter().map(|(_, name)| format!("`{name}`")).collect();
        format!("known {what}s: {}", names.join(", "))
    }
}

#[cfg(test)]
mod tests {
    use super::Known;

    const FEATURES: [&str; 4] = ["Calendar", "ToDo", "todo", "Übersicht"];

    #[test]
    fn case_matters_only_where_two_names_differ_in_nothing_else() {
        let known = Known::all("feature", FEATURES);
        for (text, index) in [
            ("calendar", Some(0)),
            ("ToDo", Some(1)),
            ("todo", Some(2)),
            ("TODO", None),
            ("übersicht", Some(3)),
            ("Calendar ", None),
            ("", None),
        ] {
            assert_eq!(known.without_case(text), index, "{text}");
        }
        assert_eq!(known.exact("calendar"), None);
    }

    #[test]
    fn an_unknown_name_is_told_the_nearest_and_all_that_are_known() {
        let known = Known::all("feature", FEATURES);
        assert_eq!(known.unknown("Calender"), "there is no feature `Calender`; did you mean `Calendar`?");
        assert_eq!(known.unknown("Mail"), "there is no feature `Mail`");
        assert_eq!(known.list(), "known features: `Calendar`, `ToDo`, `todo`, `Übersicht`");
        assert_eq!(Known::all("condition", []).list(), "the document has no condition");
    }
}
