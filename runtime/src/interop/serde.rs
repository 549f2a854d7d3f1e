//! The crate serde: a name is serialised as its text, a set as a sequence of names, and a grant or a parameter as the line that
//! `to_stored` gives.

use core::fmt;
use core::marker::PhantomData;
use core::str::FromStr;

use serde::de::{Deserialize, Deserializer, Error, SeqAccess, Visitor};
use serde::ser::{Serialize, Serializer};

use crate::{Document, Granted, Indexed, NotStored, RefreshParam, ScopeParam, Set, Unknown};

/// Reads a name by its text.
///
/// # Errors
/// For a value that is not text, and for a text that is not in the document: [`Unknown`], with the nearest name.
pub fn name<'de, D: Deserializer<'de>, N: FromStr<Err = Unknown>>(deserializer: D) -> Result<N, D::Error> {
    deserializer.deserialize_str(NameVisitor(PhantomData))
}

struct NameVisitor<N>(PhantomData<N>);

impl<N: FromStr<Err = Unknown>> Visitor<'_> for NameVisitor<N> {
    type Value = N;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a name in the document")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<N, E> {
        text.parse().map_err(E::custom)
    }
}

impl<N: Indexed + Serialize, const W: usize> Serialize for Set<N, W> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self)
    }
}

impl<'de, N: Indexed + Deserialize<'de>, const W: usize> Deserialize<'de> for Set<N, W> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_seq(SetVisitor(PhantomData))
    }
}

struct SetVisitor<N, const W: usize>(PhantomData<N>);

impl<'de, N: Indexed + Deserialize<'de>, const W: usize> Visitor<'de> for SetVisitor<N, W> {
    type Value = Set<N, W>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a sequence of names in the document")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<Self::Value, A::Error> {
        let mut set = Set::EMPTY;
        while let Some(name) = sequence.next_element()? {
            set.insert(name);
        }
        Ok(set)
    }
}

/// Reads a stored line.
struct StoredVisitor<T>(fn(&str) -> Result<T, NotStored>);

impl<T> Visitor<'_> for StoredVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a line that `to_stored` gave")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        (self.0)(text).map_err(E::custom)
    }
}

macro_rules! stored {
    ($($Type:ident)*) => {$(
        impl<D: Document, const W: usize> Serialize for $Type<D, W> {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.to_stored())
            }
        }

        impl<'de, D: Document, const W: usize> Deserialize<'de> for $Type<D, W> {
            fn deserialize<R: Deserializer<'de>>(deserializer: R) -> Result<Self, R::Error> {
                deserializer.deserialize_str(StoredVisitor(Self::from_stored))
            }
        }
    )*};
}

stored! { Granted ScopeParam RefreshParam }
