//! The part of a generated module that is the same for every document: traits of names, types to request and check, the
//! builder.

use scopemark_core::Permission;

/// The rows of a feature, then those requested with every feature. For generated code.
///
/// # Panics
/// At compile time, if the array does not have as many places as there are rows.
#[must_use]
pub const fn joined<N: Copy, C: Copy, const ALL: usize>(
    own: &[Permission<N, C>],
    always: &[Permission<N, C>],
) -> [Permission<N, C>; ALL] {
    // One of the two has a row: without rows for every feature, generated code does not call this.
    let mut all = [if own.is_empty() { always[0] } else { own[0] }; ALL];
    // Copied as wholes: rustc interprets this, and would take a while over each row of a large document.
    let (first, last) = all.split_at_mut(own.len());
    first.copy_from_slice(own);
    last.copy_from_slice(always);
    all
}

/// For each permission a group of only itself. For generated code.
#[must_use]
pub const fn alone<N, const ALL: usize>(names: &'static [N; ALL]) -> [&'static [N]; ALL] {
    let mut all: [&[N]; ALL] = [&[]; ALL];
    let mut at = 0;
    while at < ALL {
        all[at] = core::slice::from_ref(&names[at]);
        at += 1;
    }
    all
}

/// For generated code: everything in a module that follows from its table and its types `Scope`, `AppRole`, `Feature` and
/// `Condition`. Rows never pass through here.
#[doc(hidden)]
#[macro_export]
macro_rules! __module {
    // How many words sets have, and whether the permissions belong to no resource, to one, or to several.
    ($words:literal none) => {
        impl $crate::SingleResource for Document {}

        $crate::__module! { @all $words Document }
        $crate::__module! { @server $words }
    };
    ($words:literal one) => {
        impl $crate::HasResource for Document {}

        $crate::__module! { $words none }
    };
    ($words:literal several) => {
        impl $crate::SeveralResources for Document {
            type Resource = Resource;
        }

        $crate::__module! { @name Resource, RESOURCES, 0 }
        $crate::__module! { @parsed Resource, RESOURCES, resources }
        $crate::__interop! { Resource }

        $crate::__module! { @all $words $crate::Several<Document> }
        $crate::__module! { @server_of $words }
    };

    // What is the same for all.
    (@all $words:literal $Document:ty) => {
        /// A permission of either kind: the delegated ones first, each kind sorted by text.
        ///
        /// A text parses as the delegated permission of that name, or as the application permission if there is no delegated
        /// one.
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
            /// The text, as written in the document.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    Self::Delegated(scope) => scope.as_str(),
                    Self::Application(role) => role.as_str(),
                }
            }

            /// Whether it is a delegated or an application permission.
            #[must_use]
            pub const fn kind(self) -> $crate::Kind {
                match self {
                    Self::Delegated(_) => $crate::Kind::Delegated,
                    Self::Application(_) => $crate::Kind::Application,
                }
            }

            /// What it allows, as plain text; empty if the document does not say.
            #[must_use]
            pub const fn description(self) -> &'static str {
                match self {
                    Self::Delegated(scope) => scope.description(),
                    Self::Application(role) => role.description(),
                }
            }

            /// Why the product needs it, as plain text; empty if the document does not say.
            #[must_use]
            pub const fn reason(self) -> &'static str {
                match self {
                    Self::Delegated(scope) => scope.reason(),
                    Self::Application(role) => role.reason(),
                }
            }

            /// Whether an administrator must consent; `None` if the document does not say.
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

        /// The document as a type: it ties the types of this module together.
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

            const TABLE: &'static $crate::__format5::Table<'static> = &TABLE;
        }

        /// A set of delegated permissions.
        pub type Scopes = $crate::Set<Scope, $words>;

        /// A set of application permissions.
        pub type AppRoles = $crate::Set<AppRole, $words>;

        /// What to request at sign-in: [`ask`] builds one.
        pub type Ask = $crate::Ask<$Document, $words>;

        /// The error for a feature that is unsupported under the conditions that hold: why, and where the document says so.
        pub type Unsupported = $crate::Unsupported<$Document>;

        /// The permissions that were granted, as far as they are in the document. It borrows nothing.
        ///
        /// # Access here means consent
        ///
        /// It is what the grant lets the application ask of the API. The API may still refuse because of the user's own
        /// rights, licences or conditional access.
        pub type Granted = $crate::Granted<$Document, $words>;

        /// The value of a `scope` parameter of a sign-in.
        pub type ScopeParam = $crate::ScopeParam<$Document, $words>;

        /// The value of the `scope` parameter of a refresh.
        pub type RefreshParam = $crate::RefreshParam<$Document, $words>;

        /// What was asked and is not requested: a feature, its update access, or an option.
        pub type Dropped = $crate::Dropped<$Document>;

        /// What a grant allows of what was requested, and what is missing.
        ///
        /// # Access here means consent
        ///
        /// It is what the grant lets the application ask of the API. The API may still refuse because of the user's own
        /// rights, licences or conditional access.
        pub type Report = $crate::Report<$Document, $words>;

        /// A permission that a feature needs and that is not granted, and what would satisfy it.
        pub type Missing = $crate::Missing<$Document, $words>;

        /// Starts an ask: add features, options and conditions, then call [`AskBuilder::build`].
        ///
        /// If the features are constant, the ask can be a constant.
        pub const fn ask() -> AskBuilder {
            AskBuilder($crate::__format5::Builder::new(&TABLE))
        }

        /// The builder of an [`Ask`].
        #[derive(::core::fmt::Debug, ::core::clone::Clone, ::core::marker::Copy)]
        #[must_use = "nothing is requested until it is built"]
        pub struct AskBuilder($crate::__format5::Builder<'static, $words>);

        impl AskBuilder {
            /// Requests base access to a feature: its rows without update.
            pub const fn feature(self, feature: Feature) -> Self {
                Self(self.0.feature(feature.index()))
            }

            /// Requests base and update access to a feature.
            pub const fn update(self, feature: Feature) -> Self {
                Self(self.0.update(feature.index()))
            }

            /// Opts in to a delegated permission that is optional for a requested feature.
            pub const fn option(self, scope: Scope) -> Self {
                Self(self.0.option(Name::Delegated(scope).index()))
            }

            /// Opts in to an application permission that is optional for a requested feature.
            pub const fn option_role(self, role: AppRole) -> Self {
                Self(self.0.option(Name::Application(role).index()))
            }

            /// Says that a condition holds.
            pub const fn when(self, condition: Condition) -> Self {
                Self(self.0.when(condition.index()))
            }

            /// Requests and judges the permissions of one kind only: for documents that list delegated and application
            /// permissions as alternatives.
            pub const fn only(self, kind: $crate::Kind) -> Self {
                Self(self.0.only(kind))
            }

            /// Builds the ask.
            ///
            /// # Errors
            /// [`Unsupported`] for the first feature, in document order, that has no base row of its own left (an optional one
            /// counts where it was opted in to; `offline_access` never does), or, requested with [`update`](Self::update), has
            /// update rows of which none is left. A feature with update rows only needs one of those left, and must be requested
            /// with update.
            pub const fn build(self) -> ::core::result::Result<Ask, Unsupported> {
                Ask::built(self.0.build())
            }

            /// Builds the ask without the features for which [`build`](Self::build) fails, and with base access to those of
            /// which only the update access is unsupported: for integrations that learn the type of an account only after
            /// sign-in. `dropped()` of the result lists them.
            pub const fn build_supported(self) -> Ask {
                Ask::of(self.0.build_supported())
            }
        }
    };

    // The side of a resource server.
    (@server $words:literal) => {
        /// For a resource server: whether a token's grant allows an access to a feature when these conditions hold.
        ///
        /// An access of only optional permissions needs them all here: who asks for it has opted in to them.
        /// `Access::Missing` is never allowed.
        #[must_use]
        pub fn allows(granted: &Granted, feature: Feature, access: $crate::Access, conditions: &[Condition]) -> bool {
            granted.allows(feature, access, conditions)
        }

        /// For a resource server: the value of `WWW-Authenticate` for a 403, where a token does not allow an access (RFC 6750,
        /// section 3.1). It names the delegated permissions that the access needs, as they would be requested, without each
        /// that the others make unnecessary.
        ///
        /// `None` where no scope would help: answer 403 without a challenge.
        #[must_use]
        pub fn challenge(
            feature: Feature,
            access: $crate::Access,
            conditions: &[Condition],
        ) -> ::core::option::Option<$crate::Challenge> {
            $crate::__format5::challenge::<Document, $words>(0, feature, access, conditions)
        }

        /// For a resource server: the value of `WWW-Authenticate` for a 401, where a request has no token. It has no error, and
        /// the scopes of [`challenge`] where there are any. Where the token is expired, revoked or malformed, use
        /// [`invalid_token`]($crate::Challenge::invalid_token) of it.
        pub fn unauthenticated(
            feature: Feature,
            access: $crate::Access,
            conditions: &[Condition],
        ) -> $crate::Challenge {
            $crate::__format5::unauthenticated::<Document, $words>(0, feature, access, conditions)
        }
    };

    // The same for a document of several resources.
    (@server_of $words:literal) => {
        /// For one resource of the document: whether a token's grant allows an access to a feature when these conditions hold, as
        /// far as it needs something of the resource. Where it needs nothing of it, it is not allowed.
        ///
        /// An access of only optional permissions needs them all here: who asks for it has opted in to them.
        /// `Access::Missing` is never allowed.
        #[must_use]
        pub fn allows(
            resource: Resource,
            granted: &Granted,
            feature: Feature,
            access: $crate::Access,
            conditions: &[Condition],
        ) -> bool {
            granted.allows(resource, feature, access, conditions)
        }

        /// For one resource of the document: the value of `WWW-Authenticate` for a 403, where a token does not allow an access
        /// (RFC 6750, section 3.1). It names the delegated permissions of the resource that the access needs, as they would be
        /// requested, without each that the others make unnecessary.
        ///
        /// `None` where no scope would help: answer 403 without a challenge.
        #[must_use]
        pub fn challenge(
            resource: Resource,
            feature: Feature,
            access: $crate::Access,
            conditions: &[Condition],
        ) -> ::core::option::Option<$crate::Challenge> {
            $crate::__format5::challenge::<Document, $words>(resource.index(), feature, access, conditions)
        }

        /// For one resource of the document: the value of `WWW-Authenticate` for a 401, where a request has no token. It has no
        /// error, and the scopes of [`challenge`] where there are any. Where the token is expired, revoked or malformed, use
        /// [`invalid_token`]($crate::Challenge::invalid_token) of it.
        pub fn unauthenticated(
            resource: Resource,
            feature: Feature,
            access: $crate::Access,
            conditions: &[Condition],
        ) -> $crate::Challenge {
            $crate::__format5::unauthenticated::<Document, $words>(resource.index(), feature, access, conditions)
        }
    };

    // For every name, permissions of either kind included.
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

    // For the enums whose names the table finds by text.
    (@parsed $Name:ident, $LIST:ident, $names:ident) => {
        // Not derived: a derive on ten thousand variants costs rustc seconds and gigabytes.
        impl ::core::fmt::Debug for $Name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.debug_tuple(::core::stringify!($Name)).field(&self.as_str()).finish()
            }
        }

        impl ::core::str::FromStr for $Name {
            type Err = $crate::Unknown;

            fn from_str(text: &str) -> ::core::result::Result<Self, $crate::Unknown> {
                $crate::__module!(@texts $names).parse(text).map(|at| $LIST[at])
            }
        }
    };

    (@texts resources) => {
        $crate::__format5::Names { texts: TABLE.resources, ..$crate::__format5::Names::NONE }
    };
    (@texts $names:ident) => {
        TABLE.$names
    };

    // For the permissions of one kind, compared with those of either kind.
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
