//! The `scope` parameters to send to an authorization server.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt::{self, Write as _};

use super::{Ask, Sent, Set, Table};

/// The value of a `scope` parameter: names sorted by the text that is sent, separated by spaces (RFC 6749, section 3.3) or by
/// the separator that the document gives requests.
#[derive(Debug, Clone)]
pub struct ScopeParam<'a, const W: usize> {
    table: &'a Table<'a>,
    resource: usize,
    names: Set<W>,
    /// Of a challenge that it answers.
    pub(super) unknown: Vec<String>,
}

impl<'a, const W: usize> ScopeParam<'a, W> {
    /// The delegated permissions among the names that belong to a resource.
    pub(super) const fn of(table: &'a Table<'a>, names: &Set<W>, resource: usize) -> Self {
        let delegated = names.within(0, table.delegated());
        let (mut names, mut openid, mut any) = (Set::EMPTY, Set::EMPTY, false);
        let mut next = delegated.first(0);
        while let Some(name) = next {
            if table.is_openid(name) {
                openid.insert(name);
            } else {
                any = true;
                if table.resource_of(name) == resource {
                    names.insert(name);
                }
            }
            next = delegated.first(name + 1);
        }
        // They belong to no resource: they go into each parameter, but make none.
        if !names.is_empty() || !any {
            names = names.union(&openid);
        }
        Self { table, resource, names, unknown: Vec::new() }
    }

    /// The resource that the names belong to.
    #[must_use]
    pub const fn resource(&self) -> &'a str {
        if self.resource < self.table.resources.len() { self.table.resources[self.resource] } else { "" }
    }

    /// The names.
    #[must_use]
    pub const fn names(&self) -> Set<W> {
        self.names
    }

    /// The names of the challenge that it answers that are not in the document: they are not requested. See
    /// [`Ask::step_up_for`].
    pub fn unknown(&self) -> impl Iterator<Item = &str> {
        self.unknown.iter().map(String::as_str)
    }

    /// The same as an index into [`Table::resources`].
    #[must_use]
    pub const fn place(&self) -> usize {
        self.resource
    }

    /// The table that the indexes point into.
    pub(super) const fn table(&self) -> &'a Table<'a> {
        self.table
    }

    /// How many bytes it takes in the body of a request, encoded as `application/x-www-form-urlencoded`. Addresses with long
    /// parameters are refused on the way (RFC 9110, section 4.1, recommends to support 8,000 bytes; proxies support less).
    #[must_use]
    pub fn encoded_length(&self) -> usize {
        struct Count(usize);
        impl fmt::Write for Count {
            fn write_str(&mut self, text: &str) -> fmt::Result {
                // A space is one byte, `+`; every other byte that is not of these is three.
                let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"*-._ ".contains(&byte);
                self.0 += text.bytes().map(|byte| if is_plain(byte) { 1 } else { 3 }).sum::<usize>();
                Ok(())
            }
        }
        let mut count = Count(0);
        // Counting does not fail.
        let _ = write!(count, "{self}");
        count.0
    }

    /// Whether it takes at most so many bytes, form-encoded.
    #[must_use]
    pub fn fits(&self, bytes: usize) -> bool {
        self.encoded_length() <= bytes
    }
}

impl<const W: usize> fmt::Display for ScopeParam<'_, W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let separator = self.table.request_separator.unwrap_or(' ');
        let mut sent: Vec<Sent<'_>> = self.names.iter().map(|name| self.table.sent(name)).collect();
        sent.sort_by(|a, b| a.bytes().cmp(b.bytes()));
        for (place, sent) in sent.iter().enumerate() {
            if place > 0 {
                f.write_char(separator)?;
            }
            write!(f, "{sent}")?;
        }
        Ok(())
    }
}

/// The value of the `scope` parameter of a refresh (RFC 6749, section 6): never more than the first grant.
#[derive(Debug, Clone)]
pub struct RefreshParam<'a, const W: usize>(ScopeParam<'a, W>);

impl<'a, const W: usize> RefreshParam<'a, W> {
    pub(super) const fn new(param: ScopeParam<'a, W>) -> Self {
        Self(param)
    }

    pub(super) const fn param(&self) -> &ScopeParam<'a, W> {
        &self.0
    }

    /// The resource that the names belong to.
    #[must_use]
    pub const fn resource(&self) -> &'a str {
        self.0.resource()
    }

    /// The names.
    #[must_use]
    pub const fn names(&self) -> Set<W> {
        self.0.names
    }
}

impl<const W: usize> fmt::Display for RefreshParam<'_, W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// One `scope` parameter for each resource.
#[derive(Debug, Clone)]
pub struct ScopeParams<'a, const W: usize> {
    ask: Ask<'a, W>,
    next: usize,
}

impl<'a, const W: usize> ScopeParams<'a, W> {
    pub(super) const fn new(ask: Ask<'a, W>) -> Self {
        Self { ask, next: 0 }
    }
}

impl<'a, const W: usize> Iterator for ScopeParams<'a, W> {
    type Item = ScopeParam<'a, W>;

    fn next(&mut self) -> Option<ScopeParam<'a, W>> {
        while self.next < self.ask.scene.table.resources.len() {
            let table = self.ask.scene.table;
            let param = ScopeParam::of(table, &self.ask.names(), self.next);
            // Scopes of OpenID Connect alone need one sign-in.
            let is_own = self.next == 0 || param.names.iter().any(|name| !table.is_openid(name));
            self.next += 1;
            if is_own && !param.names.is_empty() {
                return Some(param);
            }
        }
        None
    }
}

/// The `scope` parameter of the client-credentials flow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct AppScopeParam<'a> {
    resource: &'a str,
}

impl<'a> AppScopeParam<'a> {
    /// That of a resource, which must not be empty.
    #[must_use]
    pub const fn new(resource: &'a str) -> Self {
        Self { resource }
    }
}

impl fmt::Display for AppScopeParam<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/.default", self.resource)
    }
}
