//! The parts of generated enums that are the same in every document: empty enums, and the list of both kinds of permissions.

/// For generated code: the list of the permissions of both kinds, given their number and the first.
#[doc(hidden)]
#[macro_export]
macro_rules! __all_names {
    (0) => {
        impl Name {
            /// Every value: there is none.
            pub const ALL: &'static [Self] = &[];
        }
    };
    ($count:literal $first:expr) => {
        impl Name {
            /// Every value, in order.
            pub const ALL: &'static [Self] = &NAMES;
        }

        static NAMES: [Name; $count] = {
            let mut all = [$first; $count];
            let mut at = 1;
            while at < $count {
                all[at] = if at < SCOPES.len() {
                    Name::Delegated(SCOPES[at])
                } else {
                    Name::Application(APP_ROLES[at - SCOPES.len()])
                };
                at += 1;
            }
            all
        };
    };
}

/// For generated code: an enum without variants, for a document without such names.
#[doc(hidden)]
#[macro_export]
macro_rules! __no_name {
    (#[doc = $doc:literal] $Name:ident $LIST:ident $TEXTS:ident) => {
        #[doc = $doc]
        #[derive(
            ::core::clone::Clone,
            ::core::marker::Copy,
            ::core::cmp::PartialEq,
            ::core::cmp::Eq,
            ::core::cmp::PartialOrd,
            ::core::cmp::Ord,
            ::core::hash::Hash,
        )]
        #[non_exhaustive]
        pub enum $Name {}

        impl $Name {
            /// Every value: there is none.
            pub const ALL: &'static [Self] = $LIST;

            /// The text, as written in the document.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {}
            }

            /// Where it is defined.
            #[must_use]
            pub const fn source(self) -> $crate::Source {
                match self {}
            }

            const fn index(self) -> usize {
                match self {}
            }
        }

        const $LIST: &[$Name] = &[];
        static $TEXTS: [&str; 0] = [];
    };
}

/// For generated code: the same for the permissions of a kind.
#[doc(hidden)]
#[macro_export]
macro_rules! __no_permission {
    (#[doc = $doc:literal] $Name:ident $LIST:ident $TEXTS:ident) => {
        $crate::__no_name! { #[doc = $doc] $Name $LIST $TEXTS }

        impl $Name {
            /// What it allows, as plain text; empty if the document does not say.
            #[must_use]
            pub const fn description(self) -> &'static str {
                match self {}
            }

            /// Why the product needs it, as plain text; empty if the document does not say.
            #[must_use]
            pub const fn reason(self) -> &'static str {
                match self {}
            }

            /// Whether an administrator must consent; `None` if the document does not say.
            #[must_use]
            pub const fn admin_consent(self) -> ::core::option::Option<bool> {
                match self {}
            }
        }
    };
}
