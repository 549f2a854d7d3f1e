//! Implements other crates' traits for generated names, behind features of this crate.
//!
//! Generated code cannot see the features of this crate, and must not depend on those of the adopter. So it calls the macros
//! here, which expand to implementations or to nothing. Only names of types pass through them, never rows.

#[cfg(feature = "oauth2")]
mod oauth2;
#[cfg(feature = "serde")]
mod serde;

#[cfg(feature = "oauth2")]
pub use oauth2::sent;
#[cfg(feature = "serde")]
pub use serde::name as deserialize_name;

/// For generated code.
#[doc(hidden)]
#[macro_export]
#[cfg(feature = "serde")]
macro_rules! __interop {
    ($($name:ident)*) => {$(
        impl $crate::__format5::serde::Serialize for $name {
            fn serialize<S: $crate::__format5::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> $crate::__format5::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::__format5::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::__format5::deserialize_name(deserializer)
            }
        }
    )*};
}

/// For generated code.
#[doc(hidden)]
#[macro_export]
#[cfg(not(feature = "serde"))]
macro_rules! __interop {
    ($($name:ident)*) => {};
}

/// For generated code.
#[doc(hidden)]
#[macro_export]
#[cfg(feature = "oauth2")]
macro_rules! __interop_scope {
    ($name:ident) => {
        impl ::core::convert::From<$name> for $crate::__format5::oauth2::Scope {
            fn from(scope: $name) -> Self {
                $crate::__format5::sent::<Document>(scope)
            }
        }
    };
}

/// For generated code.
#[doc(hidden)]
#[macro_export]
#[cfg(not(feature = "oauth2"))]
macro_rules! __interop_scope {
    ($name:ident) => {};
}
