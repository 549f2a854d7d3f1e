//! What every generated module has, whatever its document says: traits of names, types of asking and checking, the builder.

use scopemark_core::Permission;

/// The rows of a feature, then those that every feature has. For generated code.
///
/// # Panics
/// At compile time, where the two are not as many as the array.
#[must_use]
pub const fn joined<N: Copy, C: Copy, const ALL: usize>(
    own: &[Permission<N, C>],
    always: &[Permission<N, C>],
) -> [Permission<N, C>; ALL] {
    // One of the two has a row, or the array has no place for it.
    let mut all = [if own.is_empty() { always[0] } else { own[0] }; ALL];
    let mut at = 0;
    while at < ALL {
        all[at] = if at < own.len() { own[at] } else { always[at - own.len()] };
        at += 1;
    }
    all
}

/// For generated code: everything of a module that follows from its types `Scope`, `AppRole`, `Feature` and `Condition` and its
/// table. Rows never pass through here.
#[doc(hidden)]
#[macro_export]
macro_rules! __module {
    ($words:literal) => {
        /// A permission of either kind: the delegated ones first, each kind in order of text.
        ///
        /// A text parses as the delegated permission of that name, and as the application permission where there is no
        /// delegated one.
        #[derive(
            ::core::fmt::Debug,
            ::core::clone::Clone,
            ::core::marker::Copy,
            ::core::cmp::PartialEq,
            ::core::cmp::Eq,
            ::core::cmp::PartialOrd,
            ::core::cmp::Ord,
            ::core::hash::Hash,
        )]
        pub enum Name {
            /// A delegated permission.
            Delegated(Scope),
            /// An application permission.
            Application(AppRole),
        }

        impl Name {
            /// The text, as the document has it.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    Self::Delegated(scope) => scope.as_str(),
                    Self::Application(role) => role.as_str(),
                }
            }

            /// Who acts with it.
            #[must_use]
            pub const fn kind(self) -> $crate::Kind {
                match self {
                    Self::Delegated(_) => $crate::Kind::Delegated,
                    Self::Application(_) => $crate::Kind::Application,
                }
            }

            /// What it allows, as plain text; empty where the document does not say.
            #[must_use]
            pub const fn description(self) -> &'static str {
                match self {
                    Self::Delegated(scope) => scope.description(),
                    Self::Application(role) => role.description(),
                }
            }

            /// Whether an administrator must consent, where the document says.
            #[must_use]
            pub const fn admin_consent(self) -> ::core::option::Option<bool> {
                match self {
                    Self::Delegated(scope) => scope.admin_consent(),
                    Self::Application(role) => role.admin_consent(),
                }
            }

            /// Where it is defined.
            #[must_use]
            pub const fn source(self) -> $crate::Source {
                match self {
                    Self::Delegated(scope) => scope.source(),
                    Self::Application(role) => role.source(),
                }
            }

            const fn index(self) -> usize {
                match self {
                    Self::Delegated(scope) => scope.index(),
                    Self::Application(role) => SCOPES.len() + role.index(),
                }
            }
        }

        impl ::core::convert::From<Scope> for Name {
            fn from(scope: Scope) -> Self {
                Self::Delegated(scope)
            }
        }

        impl ::core::convert::From<AppRole> for Name {
            fn from(role: AppRole) -> Self {
                Self::Application(role)
            }
        }

        impl ::core::str::FromStr for Name {
            type Err = $crate::Unknown;

            fn from_str(text: &str) -> ::core::result::Result<Self, $crate::Unknown> {
                match (TABLE.scopes.find(text), TABLE.app_roles.find(text)) {
                    (::core::option::Option::Some(at), _) => ::core::result::Result::Ok(Self::Delegated(SCOPES[at])),
                    (_, ::core::option::Option::Some(at)) => {
                        ::core::result::Result::Ok(Self::Application(APP_ROLES[at]))
                    }
                    _ => ::core::result::Result::Err($crate::Unknown::among(&[&TABLE.scopes, &TABLE.app_roles], text)),
                }
            }
        }

        $crate::__module! { @name Name, Name::ALL, 0 }
        $crate::__module! { @name Scope, SCOPES, 0 }
        $crate::__module! { @name AppRole, APP_ROLES, SCOPES.len() }
        $crate::__module! { @name Feature, FEATURES, 0 }
        $crate::__module! { @name Condition, CONDITIONS, 0 }
        $crate::__module! { @parsed Scope, SCOPES, scopes }
        $crate::__module! { @parsed AppRole, APP_ROLES, app_roles }
        $crate::__module! { @parsed Feature, FEATURES, features }
        $crate::__module! { @parsed Condition, CONDITIONS, conditions }
        $crate::__module! { @kind Scope, Delegated }
        $crate::__module! { @kind AppRole, Application }
        $crate::__interop! { Scope AppRole Name Feature Condition }
        $crate::__interop_scope! { Scope }

        /// The document as a type: what ties the types of this module together.
        #[derive(
            ::core::fmt::Debug,
            ::core::clone::Clone,
            ::core::marker::Copy,
            ::core::cmp::PartialEq,
            ::core::cmp::Eq,
            ::core::cmp::PartialOrd,
            ::core::cmp::Ord,
            ::core::hash::Hash,
        )]
        pub enum Document {}

        impl $crate::Document for Document {
            type Scope = Scope;
            type AppRole = AppRole;
            type Name = Name;
            type Feature = Feature;
            type Condition = Condition;

            const TABLE: &'static $crate::__format2::Table<'static> = &TABLE;
        }

        /// A set of delegated permissions.
        pub type Scopes = $crate::Set<Scope, $words>;

        /// A set of application permissions.
        pub type AppRoles = $crate::Set<AppRole, $words>;

        /// What to ask at sign-in: [`ask`] builds one.
        pub type Ask = $crate::Ask<Document, $words>;

        /// A feature that cannot be asked under the conditions that hold, why, and where the document says so.
        pub type Unsupported = $crate::Unsupported<Document>;

        /// What was granted, as far as the document knows it. It owns what it needs.
        ///
        /// # Access here means consent
        ///
        /// It is what the grant lets the application ask of the API. The user's own rights, licences and conditional access are
        /// another matter.
        pub type Granted = $crate::Granted<Document, $words>;

        /// What a grant allows of what was asked, and what to do about the rest.
        ///
        /// # Access here means consent
        ///
        /// It is what the grant lets the application ask of the API. The user's own rights, licences and conditional access are
        /// another matter.
        pub type Report = $crate::Report<Document, $words>;

        /// A permission that a feature needs and that is not granted, and what would satisfy it.
        pub type Missing = $crate::Missing<Document, $words>;

        /// Begins to ask: features, options and conditions, then [`AskBuilder::build`].
        ///
        /// Over constant features this is a constant.
        pub const fn ask() -> AskBuilder {
            AskBuilder($crate::__format2::Builder::new(&TABLE))
        }

        /// What to ask, until it is built.
        #[derive(::core::fmt::Debug, ::core::clone::Clone, ::core::marker::Copy)]
        #[must_use = "nothing is requested until it is built"]
        pub struct AskBuilder($crate::__format2::Builder<'static, $words>);

        impl AskBuilder {
            /// Asks for the base access to a feature: for the rows without update.
            pub const fn feature(self, feature: Feature) -> Self {
                Self(self.0.feature(feature.index()))
            }

            /// Asks for the base and the update access to a feature.
            pub const fn update(self, feature: Feature) -> Self {
                Self(self.0.update(feature.index()))
            }

            /// Opts in to the optional rows of a delegated permission, of the features that are asked.
            pub const fn option(self, scope: Scope) -> Self {
                Self(self.0.option(Name::Delegated(scope).index()))
            }

            /// Opts in to the optional rows of an application permission, of the features that are asked.
            pub const fn option_role(self, role: AppRole) -> Self {
                Self(self.0.option(Name::Application(role).index()))
            }

            /// Says that a condition holds.
            pub const fn when(self, condition: Condition) -> Self {
                Self(self.0.when(condition.index()))
            }

            /// What to ask.
            ///
            /// # Errors
            /// [`Unsupported`] for the first feature, in the order of the document, of which no base row of its own is left that
            /// is not optional. A feature that has update rows only can be asked with [`update`](Self::update).
            pub const fn build(self) -> ::core::result::Result<Ask, Unsupported> {
                Ask::built(self.0.build())
            }

            /// What to ask, without the features for which [`build`](Self::build) fails: for integrations that learn the type of
            /// an account only after sign-in. `dropped()` of the result lists them.
            pub const fn build_supported(self) -> Ask {
                Ask::of(self.0.build_supported())
            }
        }
    };

    // What every name can do, and where it is in the table.
    (@name $Name:ident, $list:expr, $first:expr) => {
        impl $crate::Indexed for $Name {
            const ALL: &'static [Self] = $list;
            const FIRST: usize = $first;

            fn place(self) -> usize {
                self.index()
            }
        }

        impl ::core::fmt::Display for $Name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl ::core::convert::TryFrom<&str> for $Name {
            type Error = $crate::Unknown;

            fn try_from(text: &str) -> ::core::result::Result<Self, $crate::Unknown> {
                ::core::str::FromStr::from_str(text)
            }
        }

        impl ::core::convert::AsRef<str> for $Name {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        impl ::core::cmp::PartialEq<str> for $Name {
            fn eq(&self, other: &str) -> bool {
                self.as_str() == other
            }
        }

        impl ::core::cmp::PartialEq<&str> for $Name {
            fn eq(&self, other: &&str) -> bool {
                self.as_str() == *other
            }
        }
    };

    // What the names of one enum can do besides.
    (@parsed $Name:ident, $LIST:ident, $names:ident) => {
        // By the text: a derive on ten thousand variants costs rustc seconds and gigabytes.
        impl ::core::fmt::Debug for $Name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.debug_tuple(::core::stringify!($Name)).field(&self.as_str()).finish()
            }
        }

        impl ::core::str::FromStr for $Name {
            type Err = $crate::Unknown;

            fn from_str(text: &str) -> ::core::result::Result<Self, $crate::Unknown> {
                TABLE.$names.parse(text).map(|at| $LIST[at])
            }
        }
    };

    // What makes a permission of one kind one of either kind.
    (@kind $Kind:ident, $variant:ident) => {
        impl $crate::Member<Name> for $Kind {
            fn index(self) -> usize {
                Name::$variant(self).index()
            }
        }

        impl ::core::cmp::PartialEq<$Kind> for Name {
            fn eq(&self, other: &$Kind) -> bool {
                *self == Self::$variant(*other)
            }
        }

        impl ::core::cmp::PartialEq<Name> for $Kind {
            fn eq(&self, other: &Name) -> bool {
                *other == Name::$variant(*self)
            }
        }
    };
}
