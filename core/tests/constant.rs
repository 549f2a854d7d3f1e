//! A constant ask, through newtypes such as the macro writes: nothing here is decided when the program runs.

mod common;

use common::o365::TABLE;

/// What a generated module looks like, as far as asking and checking go.
mod o365 {
    use scopemark_core::Access;
    use scopemark_core::ask as engine;

    static TABLE: engine::Table<'static> = super::TABLE;
    const W: usize = 1;
    const _: () = assert!(super::TABLE.words() <= W);

    #[derive(Debug, Clone, Copy)]
    pub(crate) enum Feature {
        Calendar,
        Status = 2,
        Chat,
    }

    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub(crate) enum Condition {
        PersonalAccount = 1,
        SharedMailbox,
    }

    #[derive(Debug, Clone, Copy)]
    pub(crate) struct AskBuilder(engine::Builder<'static, W>);

    pub(crate) const fn ask() -> AskBuilder {
        AskBuilder(engine::Builder::new(&TABLE))
    }

    impl AskBuilder {
        pub(crate) const fn feature(self, feature: Feature) -> Self {
            Self(self.0.feature(feature as usize))
        }

        pub(crate) const fn update(self, feature: Feature) -> Self {
            Self(self.0.update(feature as usize))
        }

        pub(crate) const fn when(self, condition: Condition) -> Self {
            Self(self.0.when(condition as usize))
        }

        pub(crate) const fn build(self) -> Result<Ask, Unsupported> {
            match self.0.build() {
                Ok(ask) => Ok(Ask(ask)),
                Err(error) => Err(Unsupported(error)),
            }
        }
    }

    #[derive(Debug, Clone, Copy)]
    pub(crate) struct Ask(pub(crate) engine::Ask<'static, W>);

    #[derive(Debug, Clone, Copy)]
    pub(crate) struct Unsupported(pub(crate) engine::Unsupported<'static>);

    #[derive(Debug, Clone)]
    pub(crate) struct Granted<'t>(engine::Granted<'static, 't, W>);

    impl<'t> Granted<'t> {
        pub(crate) const fn from_scope(text: &'t str) -> Self {
            Self(engine::Granted::from_scope(&TABLE, text))
        }

        pub(crate) const fn from_response(text: Option<&'t str>, ask: &Ask) -> Self {
            Self(engine::Granted::from_response(text, &ask.0))
        }

        pub(crate) const fn access(&self, feature: Feature, conditions: &[Condition]) -> Access {
            let (mut set, mut at) = (engine::Conditions::NONE, 0);
            while at < conditions.len() {
                set = set.with(conditions[at] as usize);
                at += 1;
            }
            self.0.access(feature as usize, set)
        }
    }

    impl Ask {
        pub(crate) const fn is_ok(&self, granted: &Granted<'_>) -> bool {
            self.0.check(&granted.0).is_ok()
        }
    }
}

use o365::{Condition, Feature, Granted};

const ASK: o365::Ask = match o365::ask().feature(Feature::Chat).update(Feature::Calendar).build() {
    Ok(ask) => ask,
    Err(_) => panic!("unsupported"),
};

// A grant may have allocated, so it is a static: a temporary cannot be dropped in a constant.
static ALL: Granted<'static> = Granted::from_response(None, &ASK);
const ALLOWED: bool = ASK.is_ok(&ALL);

const REFUSED: Option<usize> = match o365::ask().feature(Feature::Status).when(Condition::PersonalAccount).build() {
    Ok(_) => None,
    Err(error) => error.0.condition(),
};

static GRANTED: Granted<'static> = Granted::from_scope("calendars.read USER.READ Foo.Bar");
const ACCESS: scopemark_core::Access = GRANTED.access(Feature::Calendar, &[]);

#[test]
fn an_ask_over_constant_features_is_a_constant() {
    assert_eq!(
        ASK.0.scope_param().to_string(),
        "Calendars.Read Calendars.ReadWrite Chat.Read User.Read offline_access"
    );
    const { assert!(ALLOWED) };
    assert_eq!(REFUSED, Some(Condition::PersonalAccount as usize));
}

#[test]
fn a_grant_and_its_access_can_be_constants_too() {
    assert_eq!(ACCESS, scopemark_core::Access::Base);
    assert_eq!(GRANTED.access(Feature::Calendar, &[]), scopemark_core::Access::Base);
    assert_eq!(GRANTED.access(Feature::Calendar, &[Condition::SharedMailbox]), scopemark_core::Access::Missing);
}
